"""The answers to requests that are not accepted, and the reports about them.

Every rejected request gets the same answer except for ``Refusal-Id``, which is also in the report: a caller who asks
quotes the id, and the operator finds the reason.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING

from paraph.core.errors import ParaphError
from paraph.http.handler import Response

if TYPE_CHECKING:
    from paraph.core.message import Pairs

LOG = logging.getLogger("paraph")
BODIES = {
    400: b"The request cannot be read: its length is unclear or its body is incomplete.\n",
    401: b"The request is not signed as this server requires.\n",
    413: b"The body of the request is too long.\n",
    503: b"The request cannot be verified at the moment.\n",
}
PHRASES = {400: "Bad Request", 401: "Unauthorized", 413: "Content Too Large", 503: "Service Unavailable"}
UNFRAMED, TOO_LARGE, UNAVAILABLE = "bad-framing", "too-large", "store-unavailable"
MOST_SHOWN = 300
"""Characters of a path or detail in a report."""


class BadBody(ParaphError):
    """The body is too long (`status` 413), or its length is unclear or wrong (400)."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request was not accepted, for the operator.

    `id` is in the answer as ``Refusal-Id``. `reason` is a value of :class:`~paraph.core.claims.Reason`, or
    ``bad-framing``, ``too-large``, ``store-unavailable``. Each text is one line. `method` and `path` are empty if no key is
    known whose secret could be removed from them.
    """

    id: str
    status: int
    reason: str
    detail: str
    method: str
    path: str

    def __str__(self) -> str:
        """Return the line for the log."""
        place = f" ({self.method} {self.path})" if self.path else ""
        return f"refused {self.id}: {self.status} {self.reason}: {self.detail}{place}"


def log_refusal(refusal: Refusal) -> None:
    """Log a refusal as a warning of the logger ``paraph``."""
    LOG.warning("%s", refusal)


def new_refusal(status: int, reason: str, method: str, detail: str, path: str) -> Refusal:
    """Return a refusal with a new id."""
    return Refusal(token_hex(8), status, reason, one_line(detail), one_line(method), one_line(path))


def one_line(text: str) -> str:
    """Return the beginning of a text, with characters that do not print as escapes."""
    short = text[:MOST_SHOWN]
    return short if short.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in short)


def answer(refusal: Refusal, challenge: str) -> Response:
    """Return the answer to a refused request: nothing but its status and its id depends on the reason."""
    content = BODIES[refusal.status]
    headers: Pairs = (
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(content))),
        ("Cache-Control", "no-store"),
        ("Refusal-Id", refusal.id),
    )
    if refusal.status == 401:
        headers = (*headers, ("WWW-Authenticate", challenge))
    return Response(refusal.status, headers, content)
