"""The control API of a local server, below ``/_paraph/``.

Everything except health and the OpenAPI documents requires the token.
"""

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
from paraph.core.errors import ParaphError
from paraph.core.message import wire_bytes
from paraph.emulator.faults import KINDS, UnknownFault, parse_fault
from paraph.http.handler import JSON, DelayedResponse, Response, json_response

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.core.message import Request
    from paraph.emulator.faults import Faults
    from paraph.http.handler import Handler, Reply

ROOT = "/_paraph/"
MAX_REQUESTS, MAX_LOG_BYTES = 10_000, 64 * 1024 * 1024
"""Limits of the request log: number of requests and bytes of memory."""
MAX_BODY_BYTES = 64 * 1024
"""Longer bodies are stored truncated."""
PUBLIC_PATHS = ("health", *(f"openapi/{vendor}.json" for vendor in VENDORS))
OWNER_PATHS = ("requests", "faults")
"""Paths besides the resources: public ones, and those that need the token."""
PAIR_BYTES = 128
"""Approximate memory of a pair of values and its container, besides the values."""
SECRET_HEADERS = ("authorization", "cookie", "proxy-authorization")


class ReceivedRequest(NamedTuple):
    """A received request, the status of its answer, and the full length of its body, which may be stored truncated."""

    request: Request
    status: int
    body_bytes: int


class RequestLog:
    """The last received requests, within bounds of memory; any thread may read them."""

    def __init__(self, max_body: int = MAX_BODY_BYTES, max_bytes: int = MAX_LOG_BYTES) -> None:
        self._lock = threading.Lock()
        self._requests: deque[tuple[ReceivedRequest, int]] = deque()
        self._max_body, self._max_bytes, self._bytes = max_body, max_bytes, 0

    def all(self) -> list[ReceivedRequest]:
        """Return the requests, oldest first."""
        with self._lock:
            return [received for received, _ in self._requests]

    def recording(self, handler: Handler) -> Handler:
        """Wrap a Handler so that its requests are recorded once they are answered."""

        def serve(request: Request) -> Reply:
            return self._record_reply(request, handler(request))

        return serve

    def _record_reply(self, request: Request, reply: Reply) -> Reply:
        if isinstance(reply, DelayedResponse):
            then = reply.then
            return DelayedResponse(reply.seconds, lambda: self._record_reply(request, then()), reply.aside)
        self._record(request, reply.status)
        return reply

    def _record(self, request: Request, status: int) -> None:
        """Record a request, and drop the oldest ones that no longer fit."""
        length = len(request.body)
        if length > self._max_body:
            request = request._replace(body=request.body[: self._max_body])
        size = size_of(request)
        with self._lock:
            self._requests.append((ReceivedRequest(request, status, length), size))
            self._bytes += size
            while len(self._requests) > MAX_REQUESTS or self._bytes > self._max_bytes:
                self._bytes -= self._requests.popleft()[1]


def size_of(request: Request) -> int:
    """Return how much memory a request takes, in bytes."""
    headers = sum(PAIR_BYTES + getsizeof(name) + getsizeof(value) for name, value in request.headers)
    return PAIR_BYTES + getsizeof(request.target) + len(request.body) + headers


class ControlApi:
    """Handler of ``/_paraph/``; the owner sends `token` as a bearer token."""

    def __init__(self, faults: Faults, request_log: RequestLog, resources: Mapping[str, ControlResource]) -> None:
        self.token = secrets.token_urlsafe(24)
        self._faults, self._request_log, self._resources = faults, request_log, resources

    def in_front_of(self, handler: Handler) -> Handler:
        """Wrap a Handler: the control API answers its own paths, the Handler all others."""

        def serve(request: Request) -> Reply:
            return self(request) if request.path.startswith(ROOT) else handler(request)

        return serve

    def __call__(self, request: Request) -> Response:
        """Answer a request; all but public paths require the token."""
        name = request.path.removeprefix(ROOT)
        if (request.method, name) == ("GET", "health"):
            return json_response(200, {"status": "ok"})
        vendor = name.removeprefix("openapi/").removesuffix(".json")
        if request.method == "GET" and name.startswith("openapi/") and vendor in VENDORS:
            return json_response(200, document(vendor, f"{request.scheme}://{request.host}"))
        if not self._is_owner(request):
            return json_response(401, {"error": "send the printed token as Authorization: Bearer TOKEN"})
        return self._answer_owner(request, name)

    def _is_owner(self, request: Request) -> bool:
        sent = wire_bytes(request.header("authorization") or "")
        return hmac.compare_digest(sent, f"Bearer {self.token}".encode())

    def _answer_owner(self, request: Request, name: str) -> Response:
        """Answer a request of the owner."""
        try:
            if (request.method, name) == ("GET", "requests"):
                return json_response(200, [request_json(received) for received in self._request_log.all()])
            if name == "faults":
                return self._answer_faults(request)
            if name in self._resources:
                return self._answer_resource(request, self._resources[name])
        except (ValueError, RecursionError):
            return json_response(400, {"error": "the body is not JSON of the expected form"})
        except UnknownFault as error:
            return json_response(400, {"error": str(error)})
        except ControlError as error:
            return json_response(error.status, {"error": str(error)})
        return json_response(
            404, {"error": f"unknown path; choose one of {', '.join((*PUBLIC_PATHS, *OWNER_PATHS, *self._resources))}"}
        )

    def _answer_faults(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._faults.clear()
        elif request.method == "POST":
            for fault in [parse_fault(text) for text in msgspec.json.decode(request.body, type=list[str])]:
                self._faults.add(fault)
        elif request.method != "GET":
            return method_not_allowed("GET, POST, DELETE")
        return json_response(200, {"faults": self._faults.descriptions(), "kinds": KINDS})

    def _answer_resource(self, request: Request, resource: ControlResource) -> Response:
        if request.method == "GET":
            return json_response(200, resource.pending())
        if request.method == "POST":
            return json_response(200, resource.apply(msgspec.json.decode(request.body)))
        return method_not_allowed("GET, POST")


def method_not_allowed(methods: str) -> Response:
    """Return the response for a method that the path does not support."""
    return json_response(405, {"error": f"method not allowed; use one of {methods}"}, (*JSON, ("Allow", methods)))


def request_json(received: ReceivedRequest) -> dict[str, Any]:
    """Convert a request to JSON values, without its credentials."""
    request, status, length = received
    headers = [
        [name, "hidden" if name.lower() in SECRET_HEADERS else replace_invalid_utf8(value)]
        for name, value in request.headers
    ]
    return {
        "method": request.method, "target": replace_invalid_utf8(request.target), "headers": headers,
        "body": request.body.decode("utf-8", "replace"), "body_bytes": length, "status": status,
    }  # fmt: skip


def replace_invalid_utf8(text: str) -> str:
    """Replace each byte of a wire text that is not UTF-8, so that JSON can hold the text."""
    return wire_bytes(text).decode("utf-8", "replace")


class ControlError(ParaphError):
    """The control request cannot be carried out; `status` is the HTTP status of the response."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class ControlResource(NamedTuple):
    """A resource of the control API: `pending` lists waiting items as JSON values, `apply` changes one.

    `apply` takes and returns a JSON value. It raises ControlError.
    """

    pending: Callable[[], list[Any]]
    apply: Callable[[Any], Any]
