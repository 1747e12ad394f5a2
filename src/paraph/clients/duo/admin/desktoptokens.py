"""Calls of Duo's Admin API: desktoptokens. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Desktoptokens(Group):
    """Calls of Duo's Admin API: desktoptokens."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DesktopToken]:
        """List desktop tokens (legacy).

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktoptokens``.
        """
        return self._pages("GET /admin/v1/desktoptokens", locals())

    def create(
        self,
        *,
        platform: str,
        name: str | None = None,
        extra: Extra = None,
    ) -> records.DesktopToken:
        """Create a desktop token (legacy).

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktoptokens``.
        """
        return self._call("POST /admin/v1/desktoptokens", locals())

    def get(
        self,
        desktoptoken_id: str,
        *,
        extra: Extra = None,
    ) -> records.DesktopToken:
        """Get one desktop token (legacy).

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktoptokens/{desktoptoken_id}``.
        """
        return self._call("GET /admin/v1/desktoptokens/{desktoptoken_id}", locals())

    def update(
        self,
        desktoptoken_id: str,
        *,
        platform: str | None = None,
        name: str | None = None,
        extra: Extra = None,
    ) -> records.DesktopToken:
        """Change a desktop token (legacy).

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktoptokens/{desktoptoken_id}``.
        """
        return self._call("POST /admin/v1/desktoptokens/{desktoptoken_id}", locals())

    def delete(
        self,
        desktoptoken_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a desktop token (legacy).

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/desktoptokens/{desktoptoken_id}``.
        """
        return self._call("DELETE /admin/v1/desktoptokens/{desktoptoken_id}", locals())

    def activate(
        self,
        desktoptoken_id: str,
        *,
        valid_secs: int | None = None,
        extra: Extra = None,
    ) -> records.Activation:
        """Make an activation code for a desktop token (legacy).

        `valid_secs`: seconds; 0 for no end.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktoptokens/{desktoptoken_id}/activate``.
        """
        return self._call("POST /admin/v1/desktoptokens/{desktoptoken_id}/activate", locals())


class AsyncDesktoptokens(AsyncGroup):
    """Calls of Duo's Admin API: desktoptokens; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DesktopToken]:
        """List desktop tokens (legacy).

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktoptokens``.
        """
        return self._pages("GET /admin/v1/desktoptokens", locals())

    async def create(
        self,
        *,
        platform: str,
        name: str | None = None,
        extra: Extra = None,
    ) -> records.DesktopToken:
        """Create a desktop token (legacy).

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktoptokens``.
        """
        return await self._call("POST /admin/v1/desktoptokens", locals())

    async def get(
        self,
        desktoptoken_id: str,
        *,
        extra: Extra = None,
    ) -> records.DesktopToken:
        """Get one desktop token (legacy).

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktoptokens/{desktoptoken_id}``.
        """
        return await self._call("GET /admin/v1/desktoptokens/{desktoptoken_id}", locals())

    async def update(
        self,
        desktoptoken_id: str,
        *,
        platform: str | None = None,
        name: str | None = None,
        extra: Extra = None,
    ) -> records.DesktopToken:
        """Change a desktop token (legacy).

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktoptokens/{desktoptoken_id}``.
        """
        return await self._call("POST /admin/v1/desktoptokens/{desktoptoken_id}", locals())

    async def delete(
        self,
        desktoptoken_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a desktop token (legacy).

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/desktoptokens/{desktoptoken_id}``.
        """
        return await self._call("DELETE /admin/v1/desktoptokens/{desktoptoken_id}", locals())

    async def activate(
        self,
        desktoptoken_id: str,
        *,
        valid_secs: int | None = None,
        extra: Extra = None,
    ) -> records.Activation:
        """Make an activation code for a desktop token (legacy).

        `valid_secs`: seconds; 0 for no end.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktoptokens/{desktoptoken_id}/activate``.
        """
        return await self._call("POST /admin/v1/desktoptokens/{desktoptoken_id}/activate", locals())
