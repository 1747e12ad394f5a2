"""From a request to what Alteryx Server answers: which base, which endpoint, who asks, may they, then the code behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.apis.catalogue import catalogue
from paraph.core.claims import Reason
from paraph.emulator.alteryx import keys, signatures, tokens
from paraph.emulator.alteryx.addresses import ROOTS, address_of, as_known, with_slash
from paraph.emulator.alteryx.answers import CORS, failed, succeeded
from paraph.emulator.alteryx.calls import Call, Refused
from paraph.emulator.alteryx.given import given
from paraph.emulator.alteryx.routes import route_of
from paraph.emulator.alteryx.running import settle
from paraph.emulator.refusals import explained, summary
from paraph.http.handler import Later, Response
from paraph.verifying.verdict import Verdict

if TYPE_CHECKING:
    from paraph.apis.catalogue import Found
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.emulator.alteryx.addresses import Address
    from paraph.emulator.alteryx.calls import State
    from paraph.emulator.refusals import Observer
    from paraph.emulator.store import Object
    from paraph.http.handler import Reply

__all__ = ["ROOTS", "AlteryxServer"]

NEWER_ONLY = ("v3", "oauth2")
OLDER_ONLY = ("gallery-misc",)
NO_PATH = Refused(404, "There is nothing at that path.")
NO_METHOD = Refused(405, "There is nothing at that path for this method.")
DENIED = Refused(401, "")
NO_TOKEN = f"it bears no token, or one that is unknown or has run out: ask POST /webapi{tokens.PATH} for one"


class AlteryxServer:
    """A Handler that answers as Alteryx Server would; `refused` is told of each request that is refused for its signature, key or token.

    It is given the request as the server knows it, so that a base address that differs from the client's shows.
    With `explain` what is wrong with a signature stands in ``innerExceptionMessage``.
    """

    def __init__(self, state: State, refused: Observer = lambda *_: None, *, explain: bool = False) -> None:
        self.state, self._refused, self._explain = state, refused, explain
        self._catalogue = catalogue("alteryx")

    def __call__(self, request: Request) -> Reply:
        """The answer to any request whatsoever."""
        address = address_of(request.path)
        if address is None:
            return failed(NO_PATH, False, self.state.options)
        if request.method == "OPTIONS":
            return Response(200, CORS)
        try:
            found = self._found(request, address)
            if address.older:
                return self._checked_by_signature(request, found, address)
            return self._checked_by_token(request, found, address)
        except Refused as error:
            return failed(error, address.older, self.state.options)

    def _found(self, request: Request, address: Address) -> Found:
        """The endpoint that a call goes to; raises Refused when its base has none there."""
        found = self._catalogue.find(request.method, address.path)
        elsewhere = NEWER_ONLY if address.older else OLDER_ONLY
        if found is None or found.endpoint.api in elsewhere:
            raise NO_METHOD if found is None and self._catalogue.knows(address.path) else NO_PATH
        return found

    def _checked_by_signature(self, request: Request, found: Found, address: Address) -> Reply:
        options = self.state.options
        if not address.path.endswith("/") and options.slashes == "redirect":
            return with_slash(request)
        if not address.path.endswith("/") and options.slashes == "strict":
            raise NO_PATH
        if found.endpoint.permission == "unsigned":
            return succeeded(found.endpoint, None, True, options)
        seen = as_known(request, address.path, options.base_address)
        verdict, credential = signatures.verdict_on(self.state, seen, address.path)
        if not verdict.valid:
            return self._not_accepted(seen, address.path, verdict, credential)
        assert credential is not None
        return self._answered(request, found, credential.key_id, older=True)

    def _not_accepted(self, seen: Request, path: str, verdict: Verdict, credential: Credential | None) -> Reply:
        if verdict.reason is Reason.UNKNOWN_KEY and verdict.claims:
            credential = keys.misnamed(self.state.store, verdict.claims.key_id) or credential
            verdict = verdict._replace(detail=keys.strange(self.state.store, verdict.claims.key_id, path))
        credential = keys.with_others(self.state.store, credential) if credential else None
        self._refused(seen, verdict, credential)
        options, error = self.state.options, Refused(401, signatures.words_for(verdict))
        shown = signatures.base_string(seen, verdict, credential) if options.show_base_string else ()
        if not self._explain:
            return failed(error, True, options, shown)
        now = int(self.state.clock())

        def later() -> Response:
            return failed(error, True, options, shown, summary(verdict, explained(seen, verdict, credential, now)))

        return Later(0, later, aside=True)

    def _checked_by_token(self, request: Request, found: Found, address: Address) -> Response:
        def told(detail: str) -> None:
            self._refused(request, Verdict(Reason.FORBIDDEN, detail, ""), None)

        if address.path.rstrip("/") == tokens.PATH:
            return tokens.token_response(self.state, request, told)
        key = tokens.key_of(self.state, request)
        why = keys.forbidden(self._user(key), found.endpoint) if key else NO_TOKEN
        if key is None or why:
            told(why)
            return failed(DENIED, False, self.state.options, (("WWW-Authenticate", "Bearer"),))
        return self._answered(request, found, key["id"], older=False)

    def _answered(self, request: Request, found: Found, key_id: str, *, older: bool) -> Response:
        key = self.state.store.get(keys.KIND, key_id)
        assert key is not None
        values, body = given(found, request)
        settle(self.state)
        call = Call(self.state, found.endpoint, key, self._user(key), values, older, body)
        with self.state.store.transaction():
            answer = route_of(found.endpoint)(call)
        return succeeded(found.endpoint, answer, older, self.state.options)

    def _user(self, key: Object) -> Object:
        """Whose key it is; a key outlives its user here, with no rights."""
        found = self.state.store.get("alteryx-user", key["userId"])
        return found or {"id": key["userId"], "role": "NoAccess", "isActive": False, "subscriptionId": ""}
