"""Alteryx's responses: plain lists, and error envelopes that differ between the bases.

If no real server's response is known, the header ``X-Paraph-Unconfirmed`` names the invented parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.alteryx.calls import NamedFile
from paraph.http.handler import JSON, Response

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.core.message import Pairs
    from paraph.emulator.alteryx.calls import AlteryxError, AlteryxOptions

CORS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type, Accept, Authorization"),
    ("Access-Control-Max-Age", "1728000"),
)
BYTE_ORDER_MARK = "\ufeff".encode()
UNCONFIRMED = "X-Paraph-Unconfirmed"
INVALID_SIGNATURE = "The provided signature(oauth_signature) is invalid."
DENIED = "Authorization has been denied for this request."
EXCEPTIONS = {
    400: "BadRequestException",
    401: "UnauthorizedException",
    404: "NotFoundException",
    405: "MethodNotAllowedException",
}


def success_response(endpoint: Endpoint, answer: Any, older: bool, options: AlteryxOptions) -> Response:
    """Return the response of a successful call."""
    extra = CORS if older else ()
    if isinstance(answer, NamedFile):
        name = ("Content-Disposition", f'attachment; filename="{quotable_name(answer.name)}"')
        return Response(endpoint.status, (("Content-Type", endpoint.content_type), name, *extra), answer.body)
    if not endpoint.content_type:
        return Response(endpoint.status, extra)
    return Response(endpoint.status, (*JSON, *extra), encode_json(answer, older and options.byte_order_mark))


def encode_json(value: Any, mark: bool = False) -> bytes:
    """Encode a value as JSON, with or without a byte order mark."""
    return (BYTE_ORDER_MARK if mark else b"") + msgspec.json.encode(value)


def quotable_name(name: str) -> str:
    """Replace the characters of a file name that a quoted header value cannot hold."""
    return "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\' else "_" for letter in name
    )


def error_response(
    error: AlteryxError, older: bool, options: AlteryxOptions, extra: Pairs = (), inner: str = ""
) -> Response:
    """Return the response with an error; `inner` is an extra message in the envelope of the older base."""
    content, unconfirmed = older_error(error, inner) if older else newer_error(error)
    headers = (*JSON, *(CORS if older else ()), *(((UNCONFIRMED, unconfirmed),) if unconfirmed else ()), *extra)
    return Response(error.status, headers, encode_json(content, older and options.byte_order_mark))


def older_error(error: AlteryxError, inner: str) -> tuple[Any, str]:
    """Return the error envelope of the older base, and the names of its invented parts."""
    content = {
        "data": None,
        "exceptionName": EXCEPTIONS[error.status],
        "innerExceptionMessage": inner,
        "message": error.message,
    }
    existing = error.message == INVALID_SIGNATURE
    return content, "" if existing else "message" if error.status == 401 else "exceptionName, message"


def newer_error(error: AlteryxError) -> tuple[Any, str]:
    """Return the error of the newer base, and the names of its invented parts."""
    if error.status == 401:
        return {"Message": DENIED}, ""
    if error.status == 400:
        name = error.parameter or "contract"
        return {"message": "The request is invalid.", "modelState": {name: [error.message]}}, "message"
    return {"Message": error.message}, "Message"
