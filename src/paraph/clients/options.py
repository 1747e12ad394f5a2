"""What every client may be made with besides its credential, and the network that follows from it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypedDict

from paraph.clients.settings import Limiter, OnWait, Retry, Settings, ignore_wait

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from paraph.clients.settings import Authorise
    from paraph.core.credential import Credential
    from paraph.http.async_network import AsyncNetwork
    from paraph.http.network import Network


class Options(TypedDict, total=False):
    """Options of a client.

    `base_url` is another address to send to, such as that of a proxy or a local server; what is signed stays the same.
    `ca` is a file with certificates to trust besides the system's; `context` is a TLS context in the place of both, such as
    :func:`paraph.clients.duo.pinned`. `proxy` is the URL of a proxy, with USER:PASSWORD@ if need be; without it, HTTPS_PROXY and
    alike of the environment hold. `timeout` is in seconds for every call; without it, 30, and 90 where a person has to
    answer. `retry`, `limiter` and `on_wait` say how patient it is, and who is told. `now` gives Unix seconds.
    """

    base_url: str
    ca: str | None
    context: ssl.SSLContext | None
    proxy: str | None
    timeout: float | None
    retry: Retry
    limiter: Limiter
    now: Callable[[], float]
    on_wait: OnWait


OPTIONS = frozenset(Options.__annotations__)


def settings_for(
    credential: Credential, origin: str, scheme: str, authorising: Authorise, options: Options, **more: Any
) -> Settings:
    """Return the settings of a client, with `more` of them as they are; raises TypeError for an unknown option."""
    if unknown := sorted(options.keys() - OPTIONS):
        raise TypeError(f"there is no option {unknown[0]!r}: choose among {', '.join(sorted(OPTIONS))}")
    return Settings(
        credential,
        origin,
        scheme,
        authorising,
        retry=options.get("retry", Retry()),
        limiter=options.get("limiter") or Limiter(),
        timeout=options.get("timeout"),
        now=options.get("now", time.time),
        on_wait=options.get("on_wait", ignore_wait),
        **more,
    )


def network_for(origin: str, options: Options) -> Network:
    """Return the network of a client."""
    from paraph.http.network import Network

    to = options.get("base_url") or server_of(origin)
    return Network(to=to, ca=options.get("ca"), proxy=options.get("proxy"), context=options.get("context"))


def async_network_for(origin: str, options: Options) -> AsyncNetwork:
    """Return the network of a client for asyncio."""
    from paraph.http.async_network import AsyncNetwork

    to = options.get("base_url") or server_of(origin)
    return AsyncNetwork(to=to, ca=options.get("ca"), proxy=options.get("proxy"), context=options.get("context"))


def server_of(origin: str) -> str:
    """Return scheme and host of an origin, without a path."""
    scheme, _, rest = origin.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
