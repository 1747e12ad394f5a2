"""``middlewares=[signed(credential)]`` for aiohttp's client sessions and single requests, from aiohttp 3.12.

A middleware sees each redirect as a request of its own. It is recognised by the answer before it in the same task,
since a session follows redirects in the task that called it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from aiohttp import BytesPayload
from yarl import URL

from paraph.core.message import Request
from paraph.http.adapters.signer import Origin, Signer, Trip, changed_headers, origin_in

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import ClientRequest, ClientResponse

    from paraph.core.credential import Credential

    Handler = Callable[[ClientRequest], Awaitable[ClientResponse]]
    Middleware = Callable[[ClientRequest, Handler], Awaitable[ClientResponse]]

REDIRECTS = (301, 302, 303, 307, 308)


def signed(credential: Credential, scheme: str | None = None, **options: Any) -> Middleware:
    """Return a middleware that signs each request before sending; `options` are those of :func:`paraph.sign`, such as ``version=2``."""
    signer = Signer(credential, scheme, **options)
    expected: ContextVar[tuple[Origin, Trip] | None] = ContextVar("paraph_redirect", default=None)

    async def middleware(request: ClientRequest, handler: Handler) -> ClientResponse:
        before = await wire_request(request)
        redirect = expected.get()
        expected.set(None)
        origin = origin_in(str(request.url))
        if redirect is not None and redirect[0] == origin:
            trip = redirect[1]
            await write(request, before, trip.sign_redirect(before, origin))
        else:
            trip = Trip(signer, origin)
            await write(request, before, signer.signed(before))
        response = await handler(request)
        location = response.headers.get("Location") or response.headers.get("URI")
        if response.status in REDIRECTS and location:
            expected.set((redirect_origin(request.url, location), trip))
        return response

    return middleware


async def wire_request(request: ClientRequest) -> Request:
    """Return the request as aiohttp is going to write it."""
    if getattr(request, "compress", None):
        raise TypeError("a body that is compressed while it is sent cannot be signed: send it as it is")
    body: Any = request.body
    whole = bytes(body) if isinstance(body, bytes | bytearray) else await body.as_bytes() if body is not None else b""
    headers = tuple((str(name), str(value)) for name, value in request.headers.items())
    return Request(request.method, request.url.raw_path_qs, headers, whole, request.url.scheme)


async def write(request: ClientRequest, before: Request, after: Request) -> None:
    """Change the request of aiohttp."""
    for name in {name for name, _ in before.headers} - {name for name, _ in after.headers}:
        request.headers.popall(name, None)
    if after.body != before.body:
        kind = after.header("content-type") or "application/octet-stream"
        await request.update_body(BytesPayload(after.body, content_type=kind))  # a redirect copies the type from it
    for name, value in changed_headers(before, after):
        request.headers[name] = value
    if after.target != before.target:
        request.url = URL(f"{request.url.scheme}://{request.url.raw_authority}{after.target}", encoded=True)


def redirect_origin(url: URL, location: str) -> Origin:
    """Return the origin that a Location leads to."""
    try:
        return origin_in(str(url.join(URL(location))))
    except ValueError:
        return "", "", ""
