"""What the vendor would answer: accepted or refused by the same rules, with a plausible body."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paraph.errors import ParaphError
from paraph.readers.raw import read_raw
from paraph.scheme import Reason
from paraph.schemes import recognised
from paraph.schemes.duo import CODES
from paraph.verifying import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.credential import Credential
    from paraph.scheme import Scheme

    Known = Callable[[Scheme[Any], str], Iterable[Credential]]

REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized"}


def answer(message: bytes, url_scheme: str, known: Known, now: int | None = None) -> bytes | None:
    """The HTTP response to a signed request; None for a request that no scheme recognises.

    `known` gives the credentials that a request may be signed with, by its scheme and the key id that it names.
    """
    try:
        request = read_raw(message, scheme=url_scheme)
        scheme = recognised(request)
        parsed = scheme.parse(request)
    except ParaphError:
        return None
    credentials = known(scheme, parsed.readings[0].key_id)
    reasons = [judge(request, credential, scheme, now=now).reason for credential in credentials]
    reason = Reason.VALID if Reason.VALID in reasons else next(iter(reasons), Reason.BAD_SIGNATURE)
    return duo_answer(reason) if scheme.name == "duo" else alteryx_answer(reason)


def duo_answer(reason: Reason) -> bytes:
    """What Duo's APIs answer."""
    if reason is Reason.VALID:
        return response(200, {"stat": "OK", "response": [], "metadata": {"total_objects": 0}})
    code, said = CODES.get(reason, CODES[Reason.BAD_SIGNATURE])
    return response(code // 100, {"code": code, "message": said, "stat": "FAIL"})


def alteryx_answer(reason: Reason) -> bytes:
    """What the Alteryx Gallery answers."""
    if reason is Reason.VALID:
        return response(200, [])
    said = "The provided signature(oauth_signature) is invalid."
    kind = "UnauthorizedException"
    return response(401, {"data": None, "exceptionName": kind, "innerExceptionMessage": "", "message": said})


def response(status: int, value: object) -> bytes:
    """An HTTP response with a JSON body."""
    body = json.dumps(value).encode()
    head = (
        f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
