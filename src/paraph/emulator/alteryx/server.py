"""The Alteryx Server as a Handler: finds base and endpoint, checks key and role, then calls the route."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.apis.catalogue import catalogue
from paraph.core.claims import Reason
from paraph.emulator.alteryx.addresses import ROOTS, parse_address, redirect_to_slash, with_base_address
from paraph.emulator.alteryx.auth import bearer_tokens, keys, signatures
from paraph.emulator.alteryx.calls import AlteryxCall, AlteryxError
from paraph.emulator.alteryx.jobs.scheduler import run_due_schedules
from paraph.emulator.alteryx.parameters import read_parameters
from paraph.emulator.alteryx.responses import CORS, error_response, success_response
from paraph.emulator.alteryx.routes import find_route
from paraph.emulator.refusals import explained_reply
from paraph.http.handler import Response
from paraph.verifying.verdict import Verdict

if TYPE_CHECKING:
    from paraph.apis.catalogue import EndpointMatch
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.emulator.alteryx.addresses import Address
    from paraph.emulator.alteryx.calls import AlteryxState
    from paraph.emulator.refusals import Observer
    from paraph.emulator.store import Object
    from paraph.http.handler import Reply

__all__ = ["ROOTS", "AlteryxServer"]

NEWER_ONLY = ("v3", "oauth2")
OLDER_ONLY = ("gallery-misc",)
NO_PATH = AlteryxError(404, "There is nothing at that path.")
NO_METHOD = AlteryxError(405, "There is nothing at that path for this method.")
DENIED_ERROR = AlteryxError(401, "")
NO_TOKEN = (
    f"it has no bearer token, or an unknown or expired one: request one from POST /webapi{bearer_tokens.ENDPOINT_PATH}"
)


class AlteryxServer:
    """A Handler that answers like Alteryx Server; `refused` is called for each rejected signature, key or token.

    It receives the request as the server knows it, so that a base address other than the client's is visible.
    With `explain`, ``innerExceptionMessage`` says what is wrong with a signature.
    """

    def __init__(self, state: AlteryxState, refused: Observer = lambda *_: None, *, explain: bool = False) -> None:
        self.state, self._refused, self._explain = state, refused, explain
        self._catalogue = catalogue("alteryx")

    def __call__(self, request: Request) -> Reply:
        """Answer any request."""
        address = parse_address(request.path)
        if address is None:
            return error_response(NO_PATH, False, self.state.options)
        if request.method == "OPTIONS":
            return Response(200, CORS)
        try:
            match = self._find_endpoint(request, address)
            if address.older:
                return self._answer_signed(request, match, address)
            return self._answer_bearer(request, match, address)
        except AlteryxError as error:
            return error_response(error, address.older, self.state.options)

    def _find_endpoint(self, request: Request, address: Address) -> EndpointMatch:
        """Return the endpoint of a call; raises AlteryxError if the base has none."""
        match = self._catalogue.find(request.method, address.path)
        elsewhere = NEWER_ONLY if address.older else OLDER_ONLY
        if match is None or match.endpoint.api in elsewhere:
            raise NO_METHOD if match is None and self._catalogue.knows(address.path) else NO_PATH
        return match

    def _answer_signed(self, request: Request, match: EndpointMatch, address: Address) -> Reply:
        options = self.state.options
        if not address.path.endswith("/") and options.slashes == "redirect":
            return redirect_to_slash(request)
        if not address.path.endswith("/") and options.slashes == "strict":
            raise NO_PATH
        if match.endpoint.permission == "unsigned":
            return success_response(match.endpoint, None, True, options)
        server_view = with_base_address(request, address.path, options.base_address)
        verdict, credential = signatures.judge_signature(self.state, server_view, address.path)
        if not verdict.valid:
            return self._refuse_signature(server_view, address.path, verdict, credential)
        assert credential is not None
        return self._answer(request, match, credential.key_id, older=True)

    def _refuse_signature(
        self, server_view: Request, path: str, verdict: Verdict, credential: Credential | None
    ) -> Reply:
        if verdict.reason is Reason.UNKNOWN_KEY and verdict.claims:
            key = keys.KEYS.find_by_secret(self.state.store, verdict.claims.key_id)
            credential = (keys.KEYS.credential(self.state.store, key) if key else None) or credential
            verdict = verdict._replace(detail=keys.rejected_key_reason(self.state.store, verdict.claims.key_id, path))
        credential = keys.KEYS.with_other_secrets(self.state.store, credential) if credential else None
        self._refused(server_view, verdict, credential)
        options, error = self.state.options, AlteryxError(401, signatures.error_message(verdict))
        expected = signatures.base_string_header(server_view, verdict, credential) if options.show_base_string else ()

        def respond(detail: str) -> Response:
            return error_response(error, True, options, expected, detail)

        now = int(self.state.clock())
        return explained_reply(respond, server_view, verdict, credential, now) if self._explain else respond("")

    def _answer_bearer(self, request: Request, match: EndpointMatch, address: Address) -> Response:
        def report(detail: str) -> None:
            self._refused(request, Verdict(Reason.FORBIDDEN, detail, ""), None)

        if address.path.rstrip("/") == bearer_tokens.ENDPOINT_PATH:
            return bearer_tokens.token_response(self.state, request, report)
        key = bearer_tokens.find_token_key(self.state, request)
        reason = keys.forbidden_reason(self._user(key), match.endpoint) if key else NO_TOKEN
        if key is None or reason:
            report(reason)
            return error_response(DENIED_ERROR, False, self.state.options, (("WWW-Authenticate", "Bearer"),))
        return self._answer(request, match, key["id"], older=False)

    def _answer(self, request: Request, match: EndpointMatch, key_id: str, *, older: bool) -> Response:
        key = self.state.store.get(keys.KIND, key_id)
        assert key is not None
        values, body = read_parameters(match, request)
        run_due_schedules(self.state)
        call = AlteryxCall(self.state, match.endpoint, key, self._user(key), values, older, body)
        with self.state.store.transaction():
            answer = find_route(match.endpoint)(call)
        return success_response(match.endpoint, answer, older, self.state.options)

    def _user(self, key: Object) -> Object:
        """Return the user of a key; a key whose user was deleted has no rights."""
        match = self.state.store.get("alteryx-user", key["userId"])
        return match or {"id": key["userId"], "role": "NoAccess", "isActive": False, "subscriptionId": ""}


def find_signer(
    state: AlteryxState, request: Request, address: Address, key_id: str
) -> tuple[Request, Credential] | None:
    """Return a request as the server sees it, with the credential of a key; None if the key is unknown."""
    key = keys.KEYS.find(state.store, key_id)
    credential = keys.KEYS.credential(state.store, key) if key else None
    if credential is None:
        return None
    server_view = with_base_address(request, address.path, state.options.base_address)
    return server_view, keys.KEYS.with_other_secrets(state.store, credential)
