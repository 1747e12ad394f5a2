"""A call from its arguments to its result, and a list from its first page to its last; neither sends anything itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from paraph.apis.lazy import decode_lazily
from paraph.apis.paging import Step, first_page_request, read_page, with_parameters
from paraph.clients.arguments import UNSET, build_request
from paraph.clients.cursors import Place
from paraph.clients.errors import ApiError, api_error
from paraph.clients.exchange import exchange
from paraph.core.errors import InvalidParameter, Unreachable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.apis.catalogue import Endpoint
    from paraph.clients.settings import Settings
    from paraph.clients.steps import Steps
    from paraph.core.message import Request
    from paraph.http.handler import Response

USUAL, LONG = 30.0, 90.0
"""Seconds for an answer: usually, and where a person has to answer a push."""
WAITS_FOR_PEOPLE = frozenset(("/auth/v2/auth", "/rest/v1/auth", "/auth/v2/auth_status", "/rest/v1/status"))
OWN_WORDS = frozenset(("self", "extra", "limit", "cursor"))
"""Arguments of methods that are no parameters."""


class PageResult(NamedTuple):
    """A page as it came: its records, and the size of the whole list if known."""

    records: Sequence[Any]
    total: int | None
    note: str
    reached: float | None


def call_request(settings: Settings, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Request:
    """Return the request of a call from the arguments of its method, with what the client adds to each."""
    given = {name: value for name, value in arguments.items() if name not in OWN_WORDS}
    extra = arguments.get("extra") or {}
    if not isinstance(extra, Mapping):
        raise InvalidParameter("extra", f"expected a dict of names and values, got {type(extra).__name__}")
    return build_request(endpoint, given, {**settings.added, **extra}, settings.origin, settings.now())


def call(settings: Settings, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Steps[Any]:
    """Return the result of a call; raises ApiError or Unreachable."""
    request = call_request(settings, endpoint, arguments)
    response = yield from respond(settings, endpoint, request)
    return result_of(settings, endpoint, response)


def respond(settings: Settings, endpoint: Endpoint, request: Request) -> Steps[Response]:
    """Return the response to a request if it is a success; raises ApiError for any other.

    Duo states in the answer, too, whether it is one.
    """
    timeout = settings.timeout or (LONG if endpoint.path in WAITS_FOR_PEOPLE else USUAL)
    sent, response = yield from exchange(settings, request, endpoint.call.partition(".")[0], timeout)
    if response.status >= HTTPStatus.MULTIPLE_CHOICES or (settings.member and states_failure(response.body)):
        raise refusal(settings, sent, response)
    return response


def states_failure(body: bytes) -> bool:
    """Return whether an answer of Duo says that the call failed."""
    if b'"FAIL"' not in body:
        return False
    answer = decoded(body, "this call")
    return isinstance(answer, dict) and answer.get("stat") == "FAIL"


def refusal(settings: Settings, request: Request, response: Response) -> ApiError:
    """Return the error for an answer, with what explains a rejected signature and what a key lacks."""
    from paraph.clients.advice import advice_on, server_error

    known = server_error(settings, response)
    return api_error(request, response, known, lambda: advice_on(settings, request, response, known))


def result_of(settings: Settings, endpoint: Endpoint, response: Response) -> Any:
    """Return what a caller wants of a response: the member of the answer that has it, for files their bytes."""
    if endpoint.content_type != "application/json":
        return response.body
    answer = decoded(response.body, endpoint.name)
    if settings.member and isinstance(answer, dict):
        return answer.get(settings.member, answer)
    return answer


def decoded(body: bytes, name: str) -> Any:
    """Return the value of a JSON body, None for an empty one; raises Unreachable if it is not JSON."""
    if not body.strip():
        return None
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError):
        pass
    try:
        return json.loads(body.decode("utf-8-sig"))  # a byte order mark, NaN
    except (ValueError, RecursionError):
        raise Unreachable(
            f"the answer to {name} is no JSON: its {len(body)} bytes cannot be used", True, True
        ) from None


def first_page(settings: Settings, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Request:
    """Return the request for the first page of a list, with the largest pages unless the caller chose a size."""
    request = call_request(settings, endpoint, arguments)
    if arguments.get("page_size") in (None, UNSET) and (most := largest_page(endpoint)):
        wanted = arguments.get("limit")
        size = most if wanted is None else max(1, min(most, wanted))
        request = with_parameters(request, {"limit": str(size)})
    return first_page_request(endpoint.paging, request, settings.now())


def largest_page(endpoint: Endpoint) -> int:
    """Return the size of the largest page that the endpoint gives; 0 if that is not known."""
    found = next((each for each in endpoint.parameters if each.name == "limit" and "maximum" in each.schema), None)
    return 0 if found is None else int(found.schema["maximum"])


def page_after(settings: Settings, endpoint: Endpoint, place: Place) -> Steps[tuple[PageResult, Place | None]]:
    """Return the page at a place of a list, and the place of the next one, which is None on the last."""
    response = yield from respond(settings, endpoint, place.request)
    answer = decode_lazily(endpoint.paging, response.body)
    if answer is None:
        answer = decoded(response.body, endpoint.name)
    page = read_page(endpoint.paging, Step(place.request, answer, place.memory))
    following = None if page.next is None else Place(page.next, page.memory, max(0, place.skip - len(page.records)))
    records = page.records[place.skip :] if place.skip else page.records
    return PageResult(records, total_of(answer), page.note, page.reached), following


def total_of(answer: Any) -> int | None:
    """Return the number of all records of a list, if the answer states it."""
    metadata = answer.get("metadata") if isinstance(answer, dict) else None
    if metadata is None and isinstance(answer, dict) and isinstance(answer.get("response"), dict):
        metadata = answer["response"].get("metadata")
    total = metadata.get("total_objects") if isinstance(metadata, dict) else None
    if isinstance(total, dict):
        total = total.get("value")
    return total if isinstance(total, int) and not isinstance(total, bool) else None
