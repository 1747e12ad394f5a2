"""The clients: what they are made with, and how the groups of their calls reach the network."""

from __future__ import annotations

import asyncio
import difflib
import functools
import inspect
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self, TypeVar

from paraph.clients.calls import call
from paraph.clients.names import endpoint_named
from paraph.clients.options import CHANGES, check_names
from paraph.clients.pages import AsyncPages, Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Unpack

    from paraph.apis.catalogue import Endpoint
    from paraph.clients.options import Changes
    from paraph.clients.settings import Settings
    from paraph.clients.steps import Steps
    from paraph.http.async_network import AsyncNetwork
    from paraph.http.network import Network

T = TypeVar("T")
RENAMED = {"mintime": "since", "maxtime": "until", "pageSize": "page_size"}
"""Names on the wire that have another one in Python."""


def with_named_errors(method: Callable[..., T]) -> Callable[..., T]:
    """Wrap a method so that an unknown keyword raises a TypeError that names the right one."""
    known = [name for name in inspect.signature(method).parameters if name != "self"]
    if "changes" in known:  # takes any
        return method

    @functools.wraps(method)
    def checked(*words: Any, **named: Any) -> T:
        for name in named:
            if name not in known:
                raise TypeError(unknown_keyword(method.__name__, name, known))
        return method(*words, **named)

    return checked


def unknown_keyword(method: str, name: str, known: Sequence[str]) -> str:
    """Return what to say about an unknown keyword."""
    snake = RENAMED.get(name, name)
    near = [snake] if snake in known else difflib.get_close_matches(snake, known, 1)
    guess = f": did you mean {near[0]}?" if near else f": it takes {', '.join(known) or 'none'}"
    return f"{method}() has no parameter {name!r}{guess}" + (
        "" if near else "; extra={...} sends what is not catalogued" if "extra" in known else ""
    )


def wrap_methods(cls: type) -> None:
    """Wrap the public methods of a class, so that they name the right keyword."""
    for name, method in tuple(vars(cls).items()):
        if inspect.isfunction(method) and not name.startswith("_"):
            setattr(cls, name, with_named_errors(method))


class Calls(ABC):
    """Calls to a server; the public methods name the right keyword when they get an unknown one."""

    def __init_subclass__(cls) -> None:
        wrap_methods(cls)

    @abstractmethod
    def _caller(self) -> Client:
        """Return the client that makes the calls."""

    def _call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """Return the result of a call; `name` is its method and path, `arguments` are those of the method."""
        client = self._caller()
        return client.run(call(client.configuration, endpoint_named(name), arguments))

    def _pages(self, name: str, *calls: Mapping[str, Any]) -> Pages[Any]:
        """Return the records of a list, or of several calls one after the other."""
        return Pages(self._caller(), endpoint_named(name), calls)


class AsyncCalls(ABC):
    """Calls to a server, for asyncio."""

    def __init_subclass__(cls) -> None:
        wrap_methods(cls)

    @abstractmethod
    def _caller(self) -> AsyncClient:
        """Return the client that makes the calls."""

    async def _call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        """Return the result of a call; `name` is its method and path, `arguments` are those of the method."""
        client = self._caller()
        return await client.run(call(client.configuration, endpoint_named(name), arguments))

    def _pages(self, name: str, *calls: Mapping[str, Any]) -> AsyncPages[Any]:
        """Return the records of a list, or of several calls one after the other."""
        return AsyncPages(self._caller(), endpoint_named(name), calls)


class Group(Calls):
    """Calls of one topic."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def _caller(self) -> Client:
        return self._client


class AsyncGroup(AsyncCalls):
    """Calls of one topic, for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def _caller(self) -> AsyncClient:
        return self._client


class Client(Calls):
    """A client that blocks; use it as a context manager, or close it. It can be shared between threads."""

    def __init__(self, settings: Settings, network: Network) -> None:
        self.configuration, self._network = settings, network

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        settings: Settings | None = vars(self).get("configuration")  # none if it could not be made
        return f"<{type(self).__name__} of {settings.origin}>" if settings else f"<{type(self).__name__}>"

    def close(self) -> None:
        """Close all connections."""
        self._network.close()

    def _caller(self) -> Client:
        return self

    def with_options(self, **changes: Unpack[Changes]) -> Self:
        """Return this client with other settings, such as ``timeout=5`` or ``retry=Retry(tries=1)``; it shares connections.

        Raises TypeError for an option that a client has from its beginning, such as a proxy.
        """
        check_names(changes, CHANGES)
        other = object.__new__(type(self))
        Client.__init__(other, self.configuration.changed(**changes), self._network)
        return other

    def invoke(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Any:
        """Return the result of a call, or its pages, by its description in the catalogue."""
        return (self._pages if endpoint.paging else self._call)(endpoint.name, arguments)

    def run(self, steps: Steps[T]) -> T:
        """Carry out a call."""
        from paraph.clients.steps import run

        return run(steps, self._network, time.sleep)


class AsyncClient(AsyncCalls):
    """A client for asyncio; use it as an asynchronous context manager, or close it."""

    def __init__(self, settings: Settings, network: AsyncNetwork) -> None:
        self.configuration, self._network = settings, network

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __repr__(self) -> str:
        settings: Settings | None = vars(self).get("configuration")  # none if it could not be made
        return f"<{type(self).__name__} of {settings.origin}>" if settings else f"<{type(self).__name__}>"

    async def close(self) -> None:
        """Close all connections."""
        await self._network.close()

    def _caller(self) -> AsyncClient:
        return self

    def with_options(self, **changes: Unpack[Changes]) -> Self:
        """Return this client with other settings, such as ``timeout=5`` or ``retry=Retry(tries=1)``; it shares connections.

        Raises TypeError for an option that a client has from its beginning, such as a proxy.
        """
        check_names(changes, CHANGES)
        other = object.__new__(type(self))
        AsyncClient.__init__(other, self.configuration.changed(**changes), self._network)
        return other

    async def run(self, steps: Steps[T]) -> T:
        """Carry out a call."""
        from paraph.clients.steps import run_async

        return await run_async(steps, self._network, asyncio.sleep)
