"""Injects faults that real servers have.

A fault has the form ``KIND[:VALUE][@PATH][*TIMES|%SHARE]``: ``429:30@/admin/v2/logs*3`` answers the next three requests
below that path with 429 and ``Retry-After: 30``; ``503%10`` one request in ten with 503. Lasting faults apply until they are removed: ``late:60@/admin/v2/logs%5`` delays one record in twenty by a minute. The path may also come last.
"""

from __future__ import annotations

import random
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from paraph.core.errors import ParaphError
from paraph.http.handler import JSON, DelayedResponse, Response, json_response

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.http.handler import Handler, Reply

KINDS = {
    "429": "too many requests; the value is Retry-After in seconds, none without it",
    "500": "an internal error, as JSON",
    "502": "a bad gateway, as HTML",
    "503": "an unavailable server, as HTML; the value is Retry-After in seconds",
    "504": "a gateway that timed out, as HTML",
    "slow": "the answer is this many seconds late (1)",
    "cut": "the connection breaks off after this many bytes of the body (half of it)",
    "skew": "the server's clock is this many seconds ahead; negative is behind",
    "double": "Duo's log records appear twice; the share is a share of records",
    "late": "Duo's log records appear this many seconds late (300); the share is a share of records",
    "repeat": "pages of Duo's lists and logs begin with the last record of the page before",
}
_HOW_OFTEN = r"(?:\*([0-9]+)|%([0-9]+(?:\.[0-9]+)?))?"
_FAULT = re.compile(rf"([a-z0-9]+)(?::(-?[0-9]+(?:\.[0-9]+)?))?{_HOW_OFTEN}(?:@(/[^*%]*))?{_HOW_OFTEN}")
GATEWAY = "<html><head><title>{status}</title></head><body><h1>{status} {reason}</h1></body></html>\n"
REASONS = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Time-out"}
LASTING = ("skew", "double", "late", "repeat")
"""Faults that apply until they are removed; all others apply to single requests."""
RECORD_FAULTS = ("double", "late")
"""Their share is a share of records."""


class UnknownFault(ParaphError):
    """The text does not describe a fault."""


@dataclass(slots=True)
class Fault:
    """A fault: its kind and value, for paths that begin with `path`, for `times` more requests or a share of them."""

    kind: str
    value: float | None = None
    path: str = "/"
    times: int | None = None
    share: float | None = None

    def amount(self, otherwise: float) -> float:
        """Return the value, or `otherwise` if the fault has none."""
        return otherwise if self.value is None else self.value

    def __str__(self) -> str:
        """Format the fault as the user writes it."""
        value = "" if self.value is None else f":{self.value:g}"
        often = f"*{self.times}" if self.times is not None else f"%{self.share:g}" if self.share is not None else ""
        return f"{self.kind}{value}{'' if self.path == '/' else '@' + self.path}{often}"


def parse_fault(text: str) -> Fault:
    """Parse the description of a fault; raises UnknownFault."""
    result = _FAULT.fullmatch(text)
    if result is None or result[1] not in KINDS or sum(result[number] is not None for number in (3, 4, 6, 7)) > 1:
        raise UnknownFault(
            f"{text!r} is not a fault: write KIND[:VALUE][@PATH][*TIMES|%SHARE] with one of {', '.join(KINDS)}"
        )
    kind, value, path = result[1], result[2], result[5]
    times, share = result[3] or result[6], result[4] or result[7]
    if kind in LASTING and (times or (share and kind not in RECORD_FAULTS)):
        raise UnknownFault(
            f"{text!r} is not a fault: {kind} applies until it is removed, so leave out *TIMES and %SHARE"
        )
    if (times and not int(times)) or (share and float(share) > 100):
        raise UnknownFault(f"{text!r} is not a fault: write *TIMES from 1 on, or %SHARE up to 100")
    if value and float(value) < 0 and kind != "skew":
        raise UnknownFault(f"{text!r} is not a fault: the value of {kind} cannot be negative")
    return Fault(
        kind, None if value is None else float(value), path or "/", int(times) if times else None,
        float(share) if share else None,
    )  # fmt: skip


class Faults:
    """The active faults. Any thread may change them."""

    def __init__(self, texts: tuple[str, ...] = (), seed: int | None = None) -> None:
        self._lock, self._chance = threading.Lock(), random.Random(seed)  # noqa: S311 - a share of requests
        self._faults = [parse_fault(text) for text in texts]

    def add(self, fault: Fault) -> None:
        """Add a fault."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Remove all faults."""
        with self._lock:
            self._faults.clear()

    def descriptions(self) -> list[str]:
        """Return the active faults as text."""
        with self._lock:
            return [str(fault) for fault in self._faults]

    def lasting(self, kind: str, path: str = "/") -> Fault | None:
        """Return the active fault of a lasting kind that applies to the path."""
        return next((fault for fault in self._faults if fault.kind == kind and path.startswith(fault.path)), None)

    def next_fault(self, path: str) -> Fault | None:
        """Return the fault for the next request, and count it down."""
        with self._lock:
            for fault in self._faults:
                if fault.kind not in LASTING and path.startswith(fault.path) and self._strikes(fault):
                    return fault
        return None

    def _strikes(self, fault: Fault) -> bool:
        if fault.share is not None:
            return self._chance.random() * 100 < fault.share
        if fault.times is None:
            return True
        fault.times -= 1
        if fault.times <= 0:
            self._faults.remove(fault)
        return fault.times >= 0


def with_faults(handler: Handler, faults: Faults) -> Handler:
    """Wrap a Handler so that faults are injected."""

    def serve(request: Request) -> Reply:
        fault = faults.next_fault(request.path)
        return handler(request) if fault is None else inject_fault(fault, handler, request)

    return serve


def inject_fault(fault: Fault, handler: Handler, request: Request) -> Reply:
    """Answer a request with a fault."""
    if fault.kind == "slow":
        return DelayedResponse(fault.amount(1), lambda: handler(request))
    if fault.kind == "cut":
        return truncate(handler(request), fault.value)
    return error_response(int(fault.kind), fault.value)


def truncate(reply: Reply, size: float | None) -> Reply:
    """Break off a reply after some bytes of its body."""
    if isinstance(reply, DelayedResponse):
        then = reply.then
        return DelayedResponse(reply.seconds, lambda: truncate(then(), size), reply.aside)
    return reply._replace(cut=len(reply.body) // 2 if size is None else int(size))


def error_response(status: int, retry_after: float | None) -> Response:
    """Return the error of a server, or of a gateway before it."""
    after = () if retry_after is None else (("Retry-After", f"{retry_after:g}"),)
    if status in REASONS:
        text = GATEWAY.format(status=status, reason=REASONS[status])
        return Response(status, (("Content-Type", "text/html"), *after), text.encode())
    code, message = (42901, "Too Many Requests") if status == 429 else (50001, "Unknown internal server error")
    return json_response(status, {"code": code, "message": message, "stat": "FAIL"}, (*JSON, *after))
