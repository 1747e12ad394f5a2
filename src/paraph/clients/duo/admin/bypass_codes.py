"""Calls of Duo's Admin API: bypass codes. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class BypassCodes(Group):
    """Calls of Duo's Admin API: bypass codes."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.BypassCode]:
        """List all bypass codes (metadata only).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/bypass_codes``.
        """
        return self._pages("GET /admin/v1/bypass_codes", locals())

    def get(
        self,
        bypass_code_id: str,
        *,
        extra: Extra = None,
    ) -> records.BypassCode:
        """Get one bypass code (metadata only).

        Needs: read resource. It is ``GET /admin/v1/bypass_codes/{bypass_code_id}``.
        """
        return self._call("GET /admin/v1/bypass_codes/{bypass_code_id}", locals())

    def delete(
        self,
        bypass_code_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a bypass code.

        Needs: write resource. It is ``DELETE /admin/v1/bypass_codes/{bypass_code_id}``.
        """
        return self._call("DELETE /admin/v1/bypass_codes/{bypass_code_id}", locals())


class AsyncBypassCodes(AsyncGroup):
    """Calls of Duo's Admin API: bypass codes; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.BypassCode]:
        """List all bypass codes (metadata only).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/bypass_codes``.
        """
        return self._pages("GET /admin/v1/bypass_codes", locals())

    async def get(
        self,
        bypass_code_id: str,
        *,
        extra: Extra = None,
    ) -> records.BypassCode:
        """Get one bypass code (metadata only).

        Needs: read resource. It is ``GET /admin/v1/bypass_codes/{bypass_code_id}``.
        """
        return await self._call("GET /admin/v1/bypass_codes/{bypass_code_id}", locals())

    async def delete(
        self,
        bypass_code_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a bypass code.

        Needs: write resource. It is ``DELETE /admin/v1/bypass_codes/{bypass_code_id}``.
        """
        return await self._call("DELETE /admin/v1/bypass_codes/{bypass_code_id}", locals())
