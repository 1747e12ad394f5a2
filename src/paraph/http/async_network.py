"""The network for programs that use asyncio: sends exactly the given target, headers and body, as `Network` does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from paraph.http.handler import Response
from paraph.http.network import PATIENCE, answer_errors, engine_errors, engine_request, received_headers, tls_context
from paraph.http.receiving import check_ratio, check_size, timeout_error

if TYPE_CHECKING:
    import ssl
    from typing import Self

    import httpx2

    from paraph.core.message import Request


class AsyncNetwork:
    """Sends a request to its host, or to the address `to` instead, and returns the response.

    Parameters and errors are those of :class:`paraph.http.network.Network`; a body has up to 64 MiB. Connections stay open
    until the network is closed.
    """

    def __init__(
        self,
        *,
        to: str = "",
        ca: str | None = None,
        timeout: float = PATIENCE,
        proxy: str | None = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        import httpx2

        self._to, self._timeout = to, timeout
        verify = context or tls_context(to, ca)
        with engine_errors(proxy):
            self._client = httpx2.AsyncClient(verify=verify, timeout=timeout, follow_redirects=False, proxy=proxy)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def __call__(self, request: Request, timeout: float | None = None) -> Response:
        """Send a request; return the response."""
        wait = self._timeout if timeout is None else timeout
        base, made = engine_request(request, self._to, wait)
        try:
            with answer_errors(base, wait):
                async with asyncio.timeout(wait):
                    return await self._exchange(made())
        except TimeoutError:
            raise timeout_error(base, wait, connected=True) from None

    async def _exchange(self, made: httpx2.Request) -> Response:
        """Return the response, directly from the HTTP engine."""
        import httpx2

        answer = await self._client.send(made, auth=httpx2.Auth(), follow_redirects=False, stream=True)
        try:
            parts, size = [], 0
            async for piece in answer.aiter_bytes():
                parts.append(piece)
                size += len(piece)
                check_ratio(size, answer.num_bytes_downloaded)
                check_size(size)
            return Response(answer.status_code, received_headers(answer), b"".join(parts))
        finally:
            await answer.aclose()
