"""Duo as a Handler: checks key, signature, endpoint, permission and parameters, then calls the route.

The checks come in the order of the vendor's own mock server, as in :func:`paraph.judge`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.parameters import InvalidParameter, MissingParameter, parse_parameters
from paraph.core.claims import Reason
from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.accounts.child_accounts import account_state, host_name
from paraph.emulator.duo.auth.attempts import advance_attempts
from paraph.emulator.duo.calls import DuoCall, DuoError
from paraph.emulator.duo.logs.spans import parameter_detail
from paraph.emulator.duo.parameters import read_parameters
from paraph.emulator.duo.rate_limits import refuse_excess
from paraph.emulator.duo.responses import error_response, success_response
from paraph.emulator.duo.routes import find_route
from paraph.emulator.refusals import explained_reply
from paraph.http.handler import DelayedResponse
from paraph.schemes.duo import DUO
from paraph.schemes.duo.vendor import CODES
from paraph.verifying.judge import judge
from paraph.verifying.verdict import Verdict

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.refusals import Observer
    from paraph.emulator.store import Object, Store
    from paraph.http.handler import Reply, Response

UNSIGNED_ENDPOINTS = {("GET", "/auth/v2/ping"), ("GET", "/rest/v1/ping")}
ROOTS = ("/admin/", "/auth/", "/accounts/", "/rest/", "/device/")
"""Prefixes of the paths of Duo's APIs."""


class DuoServer:
    """A Handler that answers like Duo; `refused` is called for each request with a rejected signature or key.

    With `explain`, ``message_detail`` says what is wrong with a signature.
    """

    def __init__(self, state: DuoState, refused: Observer = lambda *_: None, *, explain: bool = False) -> None:
        self.state, self._refused, self._explain = state, refused, explain
        self._catalogue = catalogue("duo")

    def __call__(self, request: Request) -> Reply:
        """Answer any request."""
        path = request.path
        if (request.method, path) in UNSIGNED_ENDPOINTS:
            return self._answer(request, {"integration_key": "", "type": applications.ALL_APIS}, self.state.store)
        callers: list[applications.Caller] = []

        def keys(key_id: str) -> list[Credential]:
            match = applications.find_caller(self.state.store, key_id, path)
            callers.extend([match] if match else [])
            return [each.credential for each in callers]

        verdict = judge(request, keys, DUO, now=int(self.state.clock()), policy=DUO.checks.habits)
        if not verdict.valid:
            return self._refuse_signature(request, verdict, callers[0] if callers else None)
        return self._answer(request, callers[0].application, callers[0].store)

    def _refuse_signature(self, request: Request, verdict: Verdict, caller: applications.Caller | None) -> Reply:
        if verdict.reason is Reason.UNKNOWN_KEY and verdict.claims:
            detail = applications.rejected_key_reason(self.state.store, verdict.claims.key_id, request.path)
            caller = applications.find_caller_by_secret(self.state.store, verdict.claims.key_id)
            verdict = verdict._replace(detail=detail)
        credential = applications.with_other_secrets(caller) if caller else None
        self._refused(request, verdict, credential)
        code, message = CODES.get(verdict.reason, CODES[Reason.BAD_SIGNATURE])

        def respond(detail: str) -> Response:
            return error_response(code, message, detail)

        now = int(self.state.clock())
        return explained_reply(respond, request, verdict, credential, now) if self._explain else respond("")

    def _answer(self, request: Request, application: Object, store: Store) -> Reply:
        try:
            match = self._catalogue.find(request.method, request.path)
            if match is None:
                raise DuoError(40501 if self._catalogue.knows(request.path) else 40401)
            applications.refuse_without_permission(application, match.endpoint)
            raw = read_parameters(request, match.values)
            refuse_excess(self.state, application, match.endpoint, raw)
            values = parse_parameters(match.endpoint, raw)
            state = account_state(self.state, store, application["type"], match.endpoint.path, values)
            call = DuoCall(state, match.endpoint, application, values, host_name(request.host))
            advance_attempts(self.state)
            with self.state.store.transaction():
                return self._finish(request, call, find_route(match.endpoint)(call))
        except MissingParameter as error:
            return error_response(40001, detail=error.name)
        except InvalidParameter as error:
            return error_response(40002, detail=parameter_detail(request.path, error.name))
        except DuoError as error:
            return self._refuse(request, error)

    def _refuse(self, request: Request, error: DuoError) -> Response:
        """Return the error answer; if it does not say why, tell the operator."""
        if error.reason:
            self._refused(request, Verdict(Reason.FORBIDDEN, error.reason, DUO.name), None)
        return error_response(error.code, detail=error.detail or (error.reason if self._explain else ""))

    def _finish(self, request: Request, call: DuoCall, answer: Any) -> Reply:
        """Return the response for an answer, now or later."""
        if not isinstance(answer, DelayedResponse):
            return success_response(call, answer)
        then = answer.then

        def later() -> Response | DelayedResponse:
            try:
                with self.state.store.transaction():
                    return self._finish(request, call, then())
            except DuoError as error:
                return self._refuse(request, error)

        return DelayedResponse(answer.seconds, later, answer.aside)
