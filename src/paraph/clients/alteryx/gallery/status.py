"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): status. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra


class Status(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): status."""

    def ping(
        self,
        *,
        extra: Extra = None,
    ) -> None:
        """Health probe, path under {base}/api.

        the article warns that probing other paths can answer 307. It is ``GET /status/ping/``.
        """
        return self._call("GET /status/ping/", locals())


class AsyncStatus(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): status; for asyncio."""

    async def ping(
        self,
        *,
        extra: Extra = None,
    ) -> None:
        """Health probe, path under {base}/api.

        the article warns that probing other paths can answer 307. It is ``GET /status/ping/``.
        """
        return await self._call("GET /status/ping/", locals())
