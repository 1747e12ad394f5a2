"""What the owner of a local server asks and sets, below ``/_paraph/``; all but the liveness and the descriptions need its token."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from paraph.apis.catalogue import VENDORS
from paraph.apis.openapi import document
from paraph.emulator.faults import KINDS, UnknownFault
from paraph.http.handler import Later, Response, json_response
from paraph.message import wire_bytes

if TYPE_CHECKING:
    from paraph.emulator.faults import Faults
    from paraph.http.handler import Handler, Reply
    from paraph.message import Request

ROOT = "/_paraph/"
MOST_KEPT = 10_000
SEALED = ("authorization", "cookie", "proxy-authorization")


class Arrived(NamedTuple):
    """A request that came, and the status that it was answered with."""

    request: Request
    status: int


class Arrivals:
    """The last requests that came; any thread may read them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: deque[Arrived] = deque(maxlen=MOST_KEPT)

    def all(self) -> list[Arrived]:
        """Oldest first."""
        with self._lock:
            return list(self._kept)

    def kept(self, handler: Handler) -> Handler:
        """The same Handler, whose requests are kept here once they are answered."""

        def serve(request: Request) -> Reply:
            return self._noted(request, handler(request))

        return serve

    def _noted(self, request: Request, reply: Reply) -> Reply:
        if isinstance(reply, Later):
            then = reply.then
            return Later(reply.seconds, lambda: self._noted(request, then()), reply.aside)
        with self._lock:
            self._kept.append(Arrived(request, reply.status))
        return reply


class Control:
    """The Handler of ``/_paraph/``; `token` is what its owner has to show as a bearer."""

    def __init__(self, faults: Faults, arrivals: Arrivals) -> None:
        self.token = secrets.token_urlsafe(24)
        self._faults, self._arrivals = faults, arrivals

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
        if what == "requests" and request.method == "GET":
            return json_response(200, [said(arrived) for arrived in self._arrivals.all()])
        if what != "faults":
            return json_response(
                404, {"error": "here are: health, openapi/duo.json, openapi/alteryx.json, requests, faults"}
            )
        if request.method == "DELETE":
            self._faults.clear()
        elif request.method == "POST":
            try:
                for text in msgspec.json.decode(request.body, type=list[str]):
                    self._faults.add(text)
            except msgspec.DecodeError:
                return json_response(400, {"error": 'send a JSON array of faults, such as ["429*3"]'})
            except UnknownFault as error:
                return json_response(400, {"error": str(error)})
        return json_response(200, {"faults": self._faults.listed(), "kinds": KINDS})


def said(arrived: Arrived) -> dict[str, Any]:
    """A request as JSON, without what it is authorised by."""
    request, status = arrived
    headers = [[name, "hidden" if name.lower() in SEALED else value] for name, value in request.headers]
    return {
        "method": request.method, "target": request.target.encode("utf-8", "replace").decode(), "headers": headers,
        "body": request.body.decode("utf-8", "replace"), "status": status,
    }  # fmt: skip
