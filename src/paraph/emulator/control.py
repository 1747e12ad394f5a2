"""What the owner of a local server asks and sets, below ``/_paraph/``; all but the liveness and the descriptions need its token."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import deque
from sys import getsizeof
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from paraph.apis.catalogue import VENDORS
from paraph.apis.openapi import document
from paraph.core.message import wire_bytes
from paraph.emulator.doors import Unsteerable
from paraph.emulator.faults import KINDS, UnknownFault, read_fault
from paraph.http.handler import JSON, Later, Response, json_response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.message import Request
    from paraph.emulator.doors import Door
    from paraph.emulator.faults import Faults
    from paraph.http.handler import Handler, Reply

ROOT = "/_paraph/"
MOST_KEPT, MOST_BYTES = 10_000, 64 * 1024 * 1024
"""How many requests are kept, and how much memory they may take together."""
MOST_BODY = 64 * 1024
"""How much of a body is kept."""
OPEN = ("health", *(f"openapi/{vendor}.json" for vendor in VENDORS))
OWNED = ("requests", "faults")
"""What there is besides the doors, for everybody and for the owner."""
PAIR = 128
"""About how much memory a pair of values and what holds it take, besides the values."""
SEALED = ("authorization", "cookie", "proxy-authorization")


class Arrived(NamedTuple):
    """A request that came, the status that it was answered with, and how long its body was, of which the end may be cut off."""

    request: Request
    status: int
    body_bytes: int


class Arrivals:
    """The last requests that came, within bounds of memory; any thread may read them."""

    def __init__(self, most_body: int = MOST_BODY, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._kept: deque[tuple[Arrived, int]] = deque()
        self._most_body, self._most_bytes, self._bytes = most_body, most_bytes, 0

    def all(self) -> list[Arrived]:
        """Oldest first."""
        with self._lock:
            return [arrived for arrived, _ in self._kept]

    def kept(self, handler: Handler) -> Handler:
        """The same Handler, whose requests are kept here once they are answered."""

        def serve(request: Request) -> Reply:
            return self._noted(request, handler(request))

        return serve

    def _noted(self, request: Request, reply: Reply) -> Reply:
        if isinstance(reply, Later):
            then = reply.then
            return Later(reply.seconds, lambda: self._noted(request, then()), reply.aside)
        self._keep(request, reply.status)
        return reply

    def _keep(self, request: Request, status: int) -> None:
        """Keep a request, and forget the oldest ones that there is no room for any more."""
        length = len(request.body)
        if length > self._most_body:
            request = request._replace(body=request.body[: self._most_body])
        size = size_of(request)
        with self._lock:
            self._kept.append((Arrived(request, status, length), size))
            self._bytes += size
            while len(self._kept) > MOST_KEPT or self._bytes > self._most_bytes:
                self._bytes -= self._kept.popleft()[1]


def size_of(request: Request) -> int:
    """Return how much memory a request takes, in bytes."""
    headers = sum(PAIR + getsizeof(name) + getsizeof(value) for name, value in request.headers)
    return PAIR + getsizeof(request.target) + len(request.body) + headers


class Control:
    """The Handler of ``/_paraph/``; `token` is what its owner has to show as a bearer."""

    def __init__(self, faults: Faults, arrivals: Arrivals, doors: Mapping[str, Door]) -> None:
        self.token = secrets.token_urlsafe(24)
        self._faults, self._arrivals, self._doors = faults, arrivals, doors

    def before(self, handler: Handler) -> Handler:
        """The same Handler for all other paths."""

        def serve(request: Request) -> Reply:
            return self(request) if request.path.startswith(ROOT) else handler(request)

        return serve

    def __call__(self, request: Request) -> Response:
        """The answer to a request of anybody's."""
        what = request.path.removeprefix(ROOT)
        if (request.method, what) == ("GET", "health"):
            return json_response(200, {"status": "ok"})
        vendor = what.removeprefix("openapi/").removesuffix(".json")
        if request.method == "GET" and what.startswith("openapi/") and vendor in VENDORS:
            return json_response(200, document(vendor, f"{request.scheme}://{request.host}"))
        if not self._is_owner(request):
            return json_response(401, {"error": "show the token that was printed as Authorization: Bearer"})
        return self._owners(request, what)

    def _is_owner(self, request: Request) -> bool:
        shown = wire_bytes(request.header("authorization") or "")
        return hmac.compare_digest(shown, f"Bearer {self.token}".encode())

    def _owners(self, request: Request, what: str) -> Response:
        """The answer to a request of the owner's."""
        try:
            if (request.method, what) == ("GET", "requests"):
                return json_response(200, [said(arrived) for arrived in self._arrivals.all()])
            if what == "faults":
                return self._of_faults(request)
            if what in self._doors:
                return self._of_door(request, self._doors[what])
        except (ValueError, RecursionError):
            return json_response(400, {"error": "the body is no JSON of the kind that is wanted"})
        except UnknownFault as error:
            return json_response(400, {"error": str(error)})
        except Unsteerable as error:
            return json_response(error.status, {"error": str(error)})
        return json_response(404, {"error": f"here are: {', '.join((*OPEN, *OWNED, *self._doors))}"})

    def _of_faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._faults.clear()
        elif request.method == "POST":
            for fault in [read_fault(text) for text in msgspec.json.decode(request.body, type=list[str])]:
                self._faults.add(fault)
        elif request.method != "GET":
            return not_so("GET, POST, DELETE")
        return json_response(200, {"faults": self._faults.listed(), "kinds": KINDS})

    def _of_door(self, request: Request, door: Door) -> Response:
        if request.method == "GET":
            return json_response(200, door.waiting())
        if request.method == "POST":
            return json_response(200, door.steer(msgspec.json.decode(request.body)))
        return not_so("GET, POST")


def not_so(methods: str) -> Response:
    """The answer to a method that there is not."""
    return json_response(405, {"error": f"ask by one of {methods}"}, (*JSON, ("Allow", methods)))


def said(arrived: Arrived) -> dict[str, Any]:
    """A request as JSON, without what it is authorised by."""
    request, status, length = arrived
    headers = [[name, "hidden" if name.lower() in SEALED else in_utf8(value)] for name, value in request.headers]
    return {
        "method": request.method, "target": in_utf8(request.target), "headers": headers,
        "body": request.body.decode("utf-8", "replace"), "body_bytes": length, "status": status,
    }  # fmt: skip


def in_utf8(text: str) -> str:
    """Return a text from the wire with a mark in the place of each byte that is not UTF-8, as JSON can hold it."""
    return wire_bytes(text).decode("utf-8", "replace")
