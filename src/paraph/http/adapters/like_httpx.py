"""The adapter for httpx and httpx2, which are alike but do not accept each other's classes: one factory makes both.

Their clients follow redirects without asking the Auth. The ``trace`` extension, which is kept through redirects, still
sees each request before httpcore writes it, and can change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.library_requests import from_httpx
from paraph.core.message import Request, wire_bytes, wire_text
from paraph.http.adapters.signer import Signer, Trip, origin_in

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from paraph.core.credential import Credential


class Redirects:
    """Handles each request of a call before it is written; the first is signed already, the next ones are redirects."""

    def __init__(self, trip: Trip, first: Request, stream: Any, others: Any) -> None:
        self._trip, self._body, self._stream, self._count = trip, first.body, stream, 0
        self.others = others

    def on_event(self, name: str, info: dict[str, Any]) -> None:
        """Sign a redirect, or remove the signature, before its head is written."""
        if not name.endswith("send_request_headers.started") or info["request"].method == b"CONNECT":
            return
        self._count += 1
        if self._count > 1:
            self.write(info["request"])

    def write(self, raw: Any) -> None:
        """Change the request of httpcore."""
        headers = tuple((wire_text(name), wire_text(value)) for name, value in raw.headers)
        named = {name.lower() for name, _ in headers}
        body = self._body if named & {"content-length", "transfer-encoding"} else b""
        target = wire_text(raw.url.target)
        url = target if "://" in target[:8] else wire_text(bytes(raw.url))  # a proxy receives the full URL
        request = Request(wire_text(raw.method), target, headers, body, url.partition("://")[0])
        made = self._trip.sign_redirect(request, origin_in(url))
        if made.body != body:
            made = made.with_header("Content-Length", str(len(made.body)))
            raw.stream = self._stream(made.body)
            self._body = made.body
        raw.headers = [(wire_bytes(name), wire_bytes(value)) for name, value in made.headers]
        raw.url.target = wire_bytes(made.target)


class Synchronous(Redirects):
    """The trace extension for a client."""

    def __call__(self, name: str, info: dict[str, Any]) -> None:
        """Handle an event of httpcore."""
        self.on_event(name, info)
        if self.others is not None:
            self.others(name, info)


class Asynchronous(Redirects):
    """The trace extension for an async client."""

    async def __call__(self, name: str, info: dict[str, Any]) -> None:
        """Handle an event of httpcore."""
        self.on_event(name, info)
        if self.others is not None:
            await self.others(name, info)


def signed_auth(module: Any) -> Any:
    """Return the class of adapters for that library."""

    class SignedAuth(module.Auth):  # type: ignore[misc]
        """Signs each request as it is sent; `options` are those of :func:`paraph.sign`, such as ``version=2``."""

        requires_request_body = True

        def __init__(self, credential: Credential, scheme: str | None = None, **options: Any) -> None:
            self._signer = Signer(credential, scheme, **options)

        def sync_auth_flow(self, request: Any) -> Generator[Any, Any, None]:
            """Read the body, and send the request signed."""
            request.read()
            yield self._signed(request, Synchronous)

        async def async_auth_flow(self, request: Any) -> AsyncGenerator[Any, Any]:
            """Read the body, and send the request signed."""
            await request.aread()
            yield self._signed(request, Asynchronous)

        def _signed(self, request: Any, kind: type[Redirects]) -> Any:
            before = from_httpx(request).without_header("Transfer-Encoding")  # the whole body is in memory now
            after = self._signer.signed(before)
            if after.body != before.body:
                after = after.with_header("Content-Length", str(len(after.body)))
            extensions = dict(request.extensions)
            url = request.url
            if "target" in extensions:
                extensions["target"] = wire_bytes(after.target)
            elif after.target != before.target:
                url = url.copy_with(raw_path=wire_bytes(after.target))
            trip = Trip(self._signer, origin_in(str(request.url)))
            extensions["trace"] = kind(trip, after, module.ByteStream, extensions.get("trace"))
            headers = [(wire_bytes(name), wire_bytes(value)) for name, value in after.headers]
            return module.Request(request.method, url, headers=headers, content=after.body, extensions=extensions)

    return SignedAuth
