"""A Handler as a transport of httpx2 or httpx: their clients call it without a socket."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from paraph.core.message import Request, wire_bytes, wire_text
from paraph.http.asgi import settle
from paraph.http.handler import DelayedResponse, Response

if TYPE_CHECKING:
    from paraph.http.handler import Handler


def transport(handler: Handler, library: str = "httpx2") -> Any:
    """Return a transport of ``httpx2`` or ``httpx``, for sync and async clients, that passes requests to `handler`.

    A sync client gets a delayed response (such as of an unanswered push) at once.
    """
    module = import_module(library)

    class Transport(module.BaseTransport, module.AsyncBaseTransport):  # type: ignore[misc, name-defined]
        """Gives requests to a Handler."""

        def handle_request(self, request: Any) -> Any:
            reply = handler(request_of(request, request.read()))
            while isinstance(reply, DelayedResponse):
                reply = reply.then()
            return response_of(module, reply)

        async def handle_async_request(self, request: Any) -> Any:
            return response_of(module, await settle(handler(request_of(request, await request.aread()))))

    return Transport()


def request_of(request: Any, body: bytes) -> Request:
    """Return a request of the library as it would be on the wire."""
    headers = tuple((wire_text(name), wire_text(value)) for name, value in request.headers.raw)
    target = request.extensions.get("target") or request.url.raw_path
    return Request(request.method, wire_text(target), headers, body, request.url.scheme)


def response_of(module: Any, response: Response) -> Any:
    """Return the library's own response."""
    if response.cut is not None:
        raise module.RemoteProtocolError("the connection broke off within the response")
    headers = [(wire_bytes(name), wire_bytes(value)) for name, value in response.headers]
    return module.Response(response.status, headers=headers, content=response.body)
