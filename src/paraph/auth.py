"""Sign what other HTTP libraries send: ``requests.get(url, auth=paraph.auth.requests(credential))``.

Each function takes a credential, the name of the scheme if it is not the usual one of host and key id, and the options
of :func:`paraph.sign`, such as ``version=2`` or ``placement="query"``. What is signed is what the library is about to write;
a redirect gets a new signature, and no signature goes to another origin. A library is imported when its function is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph.core.credential import Credential

__all__ = ["aiohttp", "httpx", "httpx2", "niquests", "requests"]


def httpx2(credential: Credential, scheme: str | None = None, **options: Any) -> Any:
    """``auth=`` for httpx2, sync and async."""
    from paraph.http.adapters.httpx2 import SignedAuth

    return SignedAuth(credential, scheme, **options)


def httpx(credential: Credential, scheme: str | None = None, **options: Any) -> Any:
    """``auth=`` for httpx, sync and async."""
    from paraph.http.adapters.httpx import SignedAuth

    return SignedAuth(credential, scheme, **options)


def requests(credential: Credential, scheme: str | None = None, **options: Any) -> Any:
    """``auth=`` for requests."""
    from paraph.http.adapters.requests import SignedAuth

    return SignedAuth(credential, scheme, **options)


def niquests(credential: Credential, scheme: str | None = None, **options: Any) -> Any:
    """``auth=`` for niquests, sync and async."""
    from paraph.http.adapters.niquests import SignedAuth

    return SignedAuth(credential, scheme, **options)


def aiohttp(credential: Credential, scheme: str | None = None, **options: Any) -> Any:
    """One of the ``middlewares=`` of an aiohttp client session, from aiohttp 3.12."""
    from paraph.http.adapters.aiohttp import signed

    return signed(credential, scheme, **options)
