"""What Alteryx puts around an answer: lists are bare, errors have an envelope that differs from base to base.

Where nobody has seen what a real server says, the header ``X-Paraph-Unconfirmed`` names the parts that are made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.alteryx.calls import File
from paraph.http.handler import JSON, Response

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.core.message import Pairs
    from paraph.emulator.alteryx.calls import Options, Refused

CORS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type, Accept, Authorization"),
    ("Access-Control-Max-Age", "1728000"),
)
MARK = "\ufeff".encode()
UNCONFIRMED = "X-Paraph-Unconfirmed"
INVALID_SIGNATURE = "The provided signature(oauth_signature) is invalid."
DENIED = "Authorization has been denied for this request."
EXCEPTIONS = {
    400: "BadRequestException",
    401: "UnauthorizedException",
    404: "NotFoundException",
    405: "MethodNotAllowedException",
}


def succeeded(endpoint: Endpoint, answer: Any, older: bool, options: Options) -> Response:
    """The response of a call that went well."""
    extra = CORS if older else ()
    if isinstance(answer, File):
        named = ("Content-Disposition", f'attachment; filename="{quotable(answer.name)}"')
        return Response(endpoint.status, (("Content-Type", endpoint.content_type), named, *extra), answer.body)
    if not endpoint.content_type:
        return Response(endpoint.status, extra)
    return Response(endpoint.status, (*JSON, *extra), encoded(answer, older and options.byte_order_mark))


def encoded(value: Any, mark: bool = False) -> bytes:
    """A value as JSON, with a byte order mark before it or not."""
    return (MARK if mark else b"") + msgspec.json.encode(value)


def quotable(name: str) -> str:
    """A file name as it can stand in quotes in a header."""
    return "".join(
        letter if letter.isascii() and letter.isprintable() and letter not in '"\\' else "_" for letter in name
    )


def failed(error: Refused, older: bool, options: Options, extra: Pairs = (), inner: str = "") -> Response:
    """The response with an error; `inner` is what the envelope of the older base says besides."""
    said, doubtful = told_by_older(error, inner) if older else told_by_newer(error)
    headers = (*JSON, *(CORS if older else ()), *(((UNCONFIRMED, doubtful),) if doubtful else ()), *extra)
    return Response(error.status, headers, encoded(said, older and options.byte_order_mark))


def told_by_older(error: Refused, inner: str) -> tuple[Any, str]:
    """The envelope of the older base, and what is made up about it."""
    said = {
        "data": None,
        "exceptionName": EXCEPTIONS[error.status],
        "innerExceptionMessage": inner,
        "message": error.message,
    }
    known = error.message == INVALID_SIGNATURE
    return said, "" if known else "message" if error.status == 401 else "exceptionName, message"


def told_by_newer(error: Refused) -> tuple[Any, str]:
    """What the newer base says, and what is made up about it."""
    if error.status == 401:
        return {"Message": DENIED}, ""
    if error.status == 400:
        name = error.parameter or "contract"
        return {"message": "The request is invalid.", "modelState": {name: [error.message]}}, "message"
    return {"Message": error.message}, "Message"
