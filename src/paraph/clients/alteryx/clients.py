"""The clients of Alteryx Server: how they are made.

Releases up to 2021.3 have the base ``https://HOST/gallery`` and sign each request with OAuth 1.0a. From 2022.1 on there is
only the base ``https://HOST/webapi``, whose requests carry an OAuth 2 token that key and secret are exchanged for; 2021.4
has both. The calls of versions 1 and 2 are the same at either base, so the base decides.

Source: https://help.alteryx.com/20221/server/oauth1-oauth2-instructions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from paraph.apis.permissions import missing_role
from paraph.clients.alteryx.gallery import AsyncGalleryGroups, GalleryGroups
from paraph.clients.alteryx.server import AsyncServerGroups, ServerGroups
from paraph.clients.bearer import BearerTokens
from paraph.clients.client import AsyncClient, Client
from paraph.clients.options import async_network_for, network_for, settings_for
from paraph.clients.settings import signed_by
from paraph.core.credential import Credential, Secret
from paraph.http.network import parse_base_url

if TYPE_CHECKING:
    from typing import Unpack

    from paraph.clients.options import Options
    from paraph.clients.settings import Settings

NEWER = "/webapi"


def settings_of(key: str, secret: Secret, base: str, options: Options, *, usual: str) -> Settings:
    """Return the settings of a client of Alteryx Server; `usual` is the base path of an address without any.

    Raises ValueError for a base that is no URL.
    """
    origin, path = parse_base_url(base if "://" in base else f"https://{base}")
    path = path or usual
    is_newer = path.endswith(NEWER)
    tokens = BearerTokens()
    authorising = tokens if is_newer else signed_by("oauth1")
    prefix = path if is_newer or path.endswith("/api") else f"{path}/api"
    credential = Credential(key, secret, host=origin)
    more = {"is_signed": False, "renew": tokens.renew, "lacking": missing_role} if is_newer else {}
    return settings_for(credential, origin + prefix, "oauth1", authorising, options, **more)


class AlteryxClient(Client):
    """A client of Alteryx Server: with key, secret and base address, such as ``https://server.example.com/gallery``.

    `options` are those of :class:`paraph.clients.options.Options`. Calls raise the errors of
    :mod:`paraph.clients.errors`.
    """

    _usual = "/gallery"

    def __init__(self, key: str, secret: str | Secret, base: str, **options: Unpack[Options]) -> None:
        own = secret if isinstance(secret, Secret) else Secret(secret)
        del secret  # tracebacks must not show it
        settings = settings_of(key, own, base, options, usual=self._usual)
        super().__init__(settings, network_for(settings.origin, options))

    @classmethod
    def of(cls, credential: Credential, **options: Unpack[Options]) -> Self:
        """Make a client from a credential that has a host."""
        return cls(credential.key_id, credential.secret, credential.host, **options)


class AsyncAlteryxClient(AsyncClient):
    """A client of Alteryx Server for asyncio: with key, secret and base address.

    `options` are those of :class:`paraph.clients.options.Options`. Calls raise the errors of
    :mod:`paraph.clients.errors`.
    """

    _usual = "/gallery"

    def __init__(self, key: str, secret: str | Secret, base: str, **options: Unpack[Options]) -> None:
        own = secret if isinstance(secret, Secret) else Secret(secret)
        del secret  # tracebacks must not show it
        settings = settings_of(key, own, base, options, usual=self._usual)
        super().__init__(settings, async_network_for(settings.origin, options))

    @classmethod
    def of(cls, credential: Credential, **options: Unpack[Options]) -> Self:
        """Make a client from a credential that has a host."""
        return cls(credential.key_id, credential.secret, credential.host, **options)


class Gallery(AlteryxClient, GalleryGroups):
    """Versions 1 and 2 of the API, for studios, users and administrators; at ``/gallery`` or ``/webapi``."""


class AsyncGallery(AsyncAlteryxClient, AsyncGalleryGroups):
    """Versions 1 and 2 of the API, for asyncio."""


class Server(AlteryxClient, ServerGroups):
    """Version 3 of the API, for administrators; at ``/webapi``."""

    _usual = NEWER


class AsyncServer(AsyncAlteryxClient, AsyncServerGroups):
    """Version 3 of the API, for asyncio."""

    _usual = NEWER
