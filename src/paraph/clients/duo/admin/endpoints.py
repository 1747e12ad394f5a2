"""Calls of Duo's Admin API: endpoints. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Endpoints(Group):
    """Calls of Duo's Admin API: endpoints."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Endpoint]:
        """List endpoints seen.

        `offset`: index of the first record.

        An endpoint disappears after 30 idle days. Needs: read resource. It is ``GET /admin/v1/endpoints``.
        """
        return self._pages("GET /admin/v1/endpoints", locals())

    def get(
        self,
        epkey: str,
        *,
        extra: Extra = None,
    ) -> records.Endpoint:
        """Get one endpoint.

        Needs: read resource. It is ``GET /admin/v1/endpoints/{epkey}``.
        """
        return self._call("GET /admin/v1/endpoints/{epkey}", locals())


class AsyncEndpoints(AsyncGroup):
    """Calls of Duo's Admin API: endpoints; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Endpoint]:
        """List endpoints seen.

        `offset`: index of the first record.

        An endpoint disappears after 30 idle days. Needs: read resource. It is ``GET /admin/v1/endpoints``.
        """
        return self._pages("GET /admin/v1/endpoints", locals())

    async def get(
        self,
        epkey: str,
        *,
        extra: Extra = None,
    ) -> records.Endpoint:
        """Get one endpoint.

        Needs: read resource. It is ``GET /admin/v1/endpoints/{epkey}``.
        """
        return await self._call("GET /admin/v1/endpoints/{epkey}", locals())
