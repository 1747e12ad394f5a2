"""The vendor's answer: accepted or rejected by the same rules."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Reason
from paraph.core.errors import ParaphError
from paraph.core.message import wire_bytes
from paraph.http.handler import Response, json_response
from paraph.readers.files.raw import read_raw
from paraph.schemes import diagnosis_of, recognised
from paraph.verifying.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.core.claims import Claims
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme

    Known = Callable[[Scheme[Any], Claims], Iterable[Credential]]
    Accepted = Callable[[Request, Credential], Response | None]
    """What is asked for the answer to an accepted request, with the credential that it was signed with."""


def answer(message: bytes, url_scheme: str, known: Known, accepted: Accepted, now: int | None = None) -> bytes | None:
    """Return the HTTP response to a signed request; None if no scheme recognises the request.

    `known` returns the credentials that may have signed a request, by its scheme and claims.
    """
    try:
        request = read_raw(message, scheme=url_scheme)
        scheme = recognised(request)
        parsed = scheme.parse(request)
    except ParaphError:
        return None
    reasons = []
    for credential in known(scheme, parsed.readings[0]):
        reasons.append(judge(request, credential, scheme, now=now, policy=scheme.checks.habits).reason)
        if reasons[-1] is Reason.VALID:
            return response_bytes(
                accepted(request, credential) or json_response(200, diagnosis_of(scheme).servers.empty)
            )
    return response_bytes(refusal(scheme, next(iter(reasons), Reason.BAD_SIGNATURE)))


def refusal(scheme: Scheme[Any], reason: Reason) -> Response:
    """Return the usual servers' response of the scheme to a rejected request."""
    return json_response(*diagnosis_of(scheme).servers.refusal(reason))


def response_bytes(response: Response) -> bytes:
    """Return a response as on the wire."""
    lines = [
        f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}",
        *(f"{name}: {value}" for name, value in response.headers),
        f"Content-Length: {len(response.body)}",
    ]
    return wire_bytes("\r\n".join(lines)) + b"\r\n\r\n" + response.body
