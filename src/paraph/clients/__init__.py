"""Typed clients of Duo and Alteryx Server: each call of the catalogues a method, with and without asyncio.

`paraph.clients.duo` and `paraph.clients.alteryx` have the clients; `Retry` and `Limiter` say how patient they are, and
`paraph.clients.errors` has what they raise.
"""

from __future__ import annotations

from paraph.clients.settings import Limiter, Retry

__all__ = ["Limiter", "Retry"]
