"""What every client may be made with besides its credential, and the network that wrong because of that."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypedDict

from paraph.clients.settings import Limiter, OnWait, Retry, Settings, ignore_wait

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

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


class Changes(TypedDict, total=False):
    """Options that a client can have otherwise while it shares connections with another."""

    timeout: float | None
    retry: Retry
    limiter: Limiter
    now: Callable[[], float]
    on_wait: OnWait


CHANGES = frozenset(Changes.__annotations__)


def check_names(options: Mapping[str, object], known: frozenset[str]) -> None:
    """Raise TypeError for an option that is not known."""
    if unknown := sorted(options.keys() - known):
        raise TypeError(f"there is no option {unknown[0]!r}: choose among {', '.join(sorted(known))}")


OPTIONS = frozenset(Options.__annotations__)


def settings_for(
    credential: Credential, origin: str, scheme: str, authorising: Authorise, options: Options, **more: Any
) -> Settings:
    """Return the settings of a client, with `more` of them as they are; raises TypeError for an unknown option."""
    check_names(options, OPTIONS)
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

    return Network(**reach(origin, options))


def async_network_for(origin: str, options: Options) -> AsyncNetwork:
    """Return the network of a client for asyncio."""
    from paraph.http.async_network import AsyncNetwork

    return AsyncNetwork(**reach(origin, options))


class Reach(TypedDict):
    """What a network is made with. Without `to`, each request goes to its own host: child accounts have others."""

    to: str
    ca: str | None
    proxy: str | None
    context: ssl.SSLContext | None


def reach(origin: str, options: Options) -> Reach:
    """Return what the network of a client is made with."""
    from paraph.http.network import context_without_certificates

    to, ca, context = options.get("base_url", ""), options.get("ca"), options.get("context")
    if not (to or ca or context) and origin.startswith("http://"):  # loading the system's certificates takes time
        context = context_without_certificates()
    return {"to": to, "ca": ca, "proxy": options.get("proxy"), "context": context}
