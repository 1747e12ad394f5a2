"""From a request to what Duo answers: who asks, what is asked, may they, with which parameters, then the code behind it.

The checks come in the order of the vendor's own mock server, as :func:`paraph.judge` has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.parameters import InvalidParameter, MissingParameter, typed
from paraph.core.claims import Reason
from paraph.core.encoding import parse_form
from paraph.core.message import Request, is_text, wire_text
from paraph.emulator.duo import applications
from paraph.emulator.duo.accounts import host_name, state_of
from paraph.emulator.duo.answers import failed, succeeded
from paraph.emulator.duo.attempts import settle
from paraph.emulator.duo.calls import Call, Refused
from paraph.emulator.duo.limits import refuse_excess
from paraph.emulator.duo.log_spans import worded
from paraph.emulator.duo.routes import route_of
from paraph.emulator.refusals import explained, summary
from paraph.http.handler import Later
from paraph.schemes.duo import DUO
from paraph.schemes.duo.signing import JSON_TYPE, QUERY_METHODS
from paraph.schemes.duo.vendor import CODES
from paraph.verifying.judge import judge
from paraph.verifying.verdict import Verdict

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.emulator.duo.state import State
    from paraph.emulator.refusals import Observer
    from paraph.emulator.store import Object, Store
    from paraph.http.handler import Reply, Response

UNSIGNED = {("GET", "/auth/v2/ping"), ("GET", "/rest/v1/ping")}
ROOTS = ("/admin/", "/auth/", "/accounts/", "/rest/", "/device/")
"""How the paths of Duo's APIs begin."""


class DuoServer:
    """A Handler that answers as Duo would; `refused` is told of each request that is refused for its signature or key.

    With `explain` what is wrong with a signature stands in ``message_detail``.
    """

    def __init__(self, state: State, refused: Observer = lambda *_: None, *, explain: bool = False) -> None:
        self.state, self._refused, self._explain = state, refused, explain
        self._catalogue = catalogue("duo")

    def __call__(self, request: Request) -> Reply:
        """The answer to any request whatsoever."""
        path = request.path
        if (request.method, path) in UNSIGNED:
            return self._answered(request, {"integration_key": "", "type": applications.EVERYTHING}, self.state.store)
        callers: list[applications.Caller] = []

        def keys(key_id: str) -> list[Credential]:
            found = applications.caller(self.state.store, key_id, path)
            callers.extend([found] if found else [])
            return [each.credential for each in callers]

        verdict = judge(request, keys, DUO, now=int(self.state.clock()), policy=DUO.checks.habits)
        if not verdict.valid:
            return self._not_accepted(request, verdict, callers[0] if callers else None)
        return self._answered(request, callers[0].application, callers[0].store)

    def _not_accepted(self, request: Request, verdict: Verdict, caller: applications.Caller | None) -> Reply:
        if verdict.reason is Reason.UNKNOWN_KEY and verdict.claims:
            detail = applications.strange(self.state.store, verdict.claims.key_id, request.path)
            caller = applications.misnamed(self.state.store, verdict.claims.key_id)
            verdict = verdict._replace(detail=detail)
        credential = applications.with_others(caller) if caller else None
        self._refused(request, verdict, credential)
        code, message = CODES.get(verdict.reason, CODES[Reason.BAD_SIGNATURE])
        if not self._explain:
            return failed(code, message)
        now = int(self.state.clock())
        return Later(
            0, lambda: failed(code, message, summary(verdict, explained(request, verdict, credential, now))), aside=True
        )

    def _answered(self, request: Request, application: Object, store: Store) -> Reply:
        try:
            found = self._catalogue.find(request.method, request.path)
            if found is None:
                raise Refused(40501 if self._catalogue.knows(request.path) else 40401)
            applications.refuse_ungranted(application, found.endpoint)
            raw = given_parameters(request, found.values)
            refuse_excess(self.state, application, found.endpoint, raw)
            given = typed(found.endpoint, raw)
            state = state_of(self.state, store, application["type"], found.endpoint.path, given)
            call = Call(state, found.endpoint, application, given, host_name(request.host))
            settle(self.state)
            with self.state.store.transaction():
                return self._finished(request, call, route_of(found.endpoint)(call))
        except MissingParameter as error:
            return failed(40001, detail=error.name)
        except InvalidParameter as error:
            return failed(40002, detail=worded(request.path, error.name))
        except Refused as error:
            return self._failed(request, error)

    def _failed(self, request: Request, error: Refused) -> Response:
        """The answer to a call that is not to be; where that does not say why, its operator is told."""
        if error.why:
            self._refused(request, Verdict(Reason.FORBIDDEN, error.why, DUO.name), None)
        return failed(error.code, detail=error.detail or (error.why if self._explain else ""))

    def _finished(self, request: Request, call: Call, answer: Any) -> Reply:
        """The response that an answer stands for, at once or when it is known."""
        if not isinstance(answer, Later):
            return succeeded(call, answer)
        then = answer.then

        def later() -> Response | Later:
            try:
                with self.state.store.transaction():
                    return self._finished(request, call, then())
            except Refused as error:
                return self._failed(request, error)

        return Later(answer.seconds, later, answer.aside)


def given_parameters(request: Request, values: dict[str, str]) -> dict[str, Any]:
    """The parameters of a request by name, those of the path as they stand in it.

    Raises Refused for a body that holds none, and for text that is not UTF-8.
    """
    if not all(map(is_text, values.values())):
        raise Refused(40401)
    if request.method in QUERY_METHODS:
        return collected(parse_form(request.query)) | values
    if request.media_type != JSON_TYPE:
        return collected(parse_form(wire_text(request.body))) | values
    import msgspec

    try:
        members = msgspec.json.decode(request.body or b"{}")
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, dict):
        raise Refused(40002)
    return members | values


def collected(pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Values by name; a name that comes several times has a list of them. Raises Refused for what is no text."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if not is_text(value) or not is_text(name):
            raise Refused(40002, name if is_text(name) else "")
        if name in found:
            found[name] = [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
        else:
            found[name] = value
    return found
