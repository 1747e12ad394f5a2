"""The errors that calls raise: what the server said, as a class, and what to do about it.

`ApiError` is the base of all that a server answers; :class:`paraph.core.errors.Unreachable` is raised if it does not.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from paraph.core.answers import quote_answer
from paraph.core.claims import Reason
from paraph.core.errors import InvalidParameter, ParaphError, Unreachable, Untrusted
from paraph.core.message import CREDENTIALS, HIDDEN, wire_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.diagnosis import ServerError
    from paraph.core.message import Request
    from paraph.http.handler import Response

__all__ = [
    "ApiError",
    "BadSignature",
    "Forbidden",
    "InvalidParameter",
    "NotFound",
    "RateLimited",
    "Rejected",
    "ServerFailed",
    "Unauthorized",
    "Unreachable",
    "Untrusted",
]


class ApiError(ParaphError):
    """An answer that is no success.

    `status` is that of HTTP, `code` the vendor's own (empty if there is none), `reason` its message, `detail` what it adds,
    such as the name of a wrong parameter. `advice` are sentences on the cause. `request` is what was sent, without a token,
    and `body` what came back, as bytes. A pickled error has neither signature nor body of the request.
    """

    def __init__(
        self, request: Request, response: Response, known: ServerError | None, advice: tuple[str, ...]
    ) -> None:
        self.request, self.status, self.body, self.advice = (
            without_token(request),
            response.status,
            response.body,
            advice,
        )
        self.code = known.code if known else ""
        self.reason, self.detail = message_of(response)
        said = " ".join(part for part in (self.code, self.reason) if part)
        detail = f" ({self.detail})" if self.detail else ""
        call = f"{request.method} {request.path}"
        super().__init__(
            ". ".join((f"{call}: {response.status} {said}{detail}", *(each.rstrip(".") for each in advice)))
        )

    def __reduce__(self) -> tuple[Any, ...]:
        members = {**self.__dict__, "request": without_credentials(self.request)}
        return unpickled, (type(self), str(self), members)


def unpickled(kind: type[ApiError], message: str, members: dict[str, Any]) -> ApiError:
    """Return an error as it was before it was pickled."""
    error = kind.__new__(kind, message)
    error.__dict__.update(members)
    return error


def without_token(request: Request) -> Request:
    """Return a request without the token in it, which anybody could use; a signature holds for this request only."""
    return request.mapped_header("Authorization", lambda value: HIDDEN if value.startswith("Bearer ") else value)


def without_credentials(request: Request) -> Request:
    """Return a request without what gives access, and without its body."""
    headers = tuple((name, HIDDEN if name.lower() in CREDENTIALS else value) for name, value in request.headers)
    return request._replace(headers=headers, body=b"")


class Rejected(ApiError):
    """The server does not take the parameters of the call (400, 409, 422 and alike)."""


class Unauthorized(ApiError):
    """The server does not accept the credential: an unknown key, no permission for this API, a wrong date."""


class BadSignature(Unauthorized):
    """The server computed another signature; `advice` explains why."""


class Forbidden(ApiError):
    """The key lacks a permission for this call; `advice` names it."""


class NotFound(ApiError):
    """There is no such record or call."""


class RateLimited(ApiError):
    """Too many calls, even after waiting as long as `Retry` allows."""


class ServerFailed(ApiError):
    """The server failed (5xx)."""


BY_REASON: dict[Reason, type[ApiError]] = {
    Reason.BAD_SIGNATURE: BadSignature,
    Reason.FORBIDDEN: Forbidden,
    Reason.NO_CREDENTIALS: Unauthorized,
    Reason.UNKNOWN_KEY: Unauthorized,
    Reason.NO_TIME: Unauthorized,
    Reason.BAD_TIME: Unauthorized,
}
BY_STATUS: dict[int, type[ApiError]] = {
    HTTPStatus.UNAUTHORIZED: Unauthorized,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.NOT_FOUND: NotFound,
    HTTPStatus.TOO_MANY_REQUESTS: RateLimited,
}


def api_error(
    request: Request, response: Response, known: ServerError | None, advise: Callable[[], tuple[str, ...]]
) -> ApiError:
    """Return the error for an answer; `known` is its error as the vendor's servers write it, `advise` finds the cause."""
    if response.status in (HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS):
        kind = BY_STATUS[response.status]
    elif known is not None and known.reason in BY_REASON:
        kind = BY_REASON[known.reason]
    elif response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        kind = ServerFailed
    else:
        kind = BY_STATUS.get(response.status, Rejected)
    explains = issubclass(kind, Unauthorized | Forbidden)
    return kind(request, response, known, advise() if explains else ())


def message_of(response: Response) -> tuple[str, str]:
    """Return the message of an answer and its detail, in one line each."""
    try:
        answer = json.loads(response.body)
    except (ValueError, RecursionError):
        return quote_answer(wire_text(response.body[:2000])), ""
    if not isinstance(answer, dict):
        return "", ""
    named = {str(name).lower(): value for name, value in answer.items()}
    reason = next((named[name] for name in ("message", "error", "exceptionname") if named.get(name)), "")
    detail = next(
        (named[name] for name in ("message_detail", "modelstate", "error_description") if named.get(name)), ""
    )
    return short_line(reason), short_line(detail)


def short_line(value: Any) -> str:
    """Return a value as one line of at most 200 characters."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return " ".join(text.split())[:200]
