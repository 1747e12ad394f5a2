"""Calls of Duo's Admin API: u2ftokens. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class U2ftokens(Group):
    """Calls of Duo's Admin API: u2ftokens."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.U2FToken]:
        """List U2F tokens (legacy).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/u2ftokens``.
        """
        return self._pages("GET /admin/v1/u2ftokens", locals())

    def get(
        self,
        registration_id: str,
        *,
        extra: Extra = None,
    ) -> records.U2FToken:
        """Get one U2F token (legacy).

        Needs: read resource. It is ``GET /admin/v1/u2ftokens/{registration_id}``.
        """
        return self._call("GET /admin/v1/u2ftokens/{registration_id}", locals())

    def delete(
        self,
        registration_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a U2F token (legacy).

        Needs: write resource. It is ``DELETE /admin/v1/u2ftokens/{registration_id}``.
        """
        return self._call("DELETE /admin/v1/u2ftokens/{registration_id}", locals())


class AsyncU2ftokens(AsyncGroup):
    """Calls of Duo's Admin API: u2ftokens; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.U2FToken]:
        """List U2F tokens (legacy).

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/u2ftokens``.
        """
        return self._pages("GET /admin/v1/u2ftokens", locals())

    async def get(
        self,
        registration_id: str,
        *,
        extra: Extra = None,
    ) -> records.U2FToken:
        """Get one U2F token (legacy).

        Needs: read resource. It is ``GET /admin/v1/u2ftokens/{registration_id}``.
        """
        return await self._call("GET /admin/v1/u2ftokens/{registration_id}", locals())

    async def delete(
        self,
        registration_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a U2F token (legacy).

        Needs: write resource. It is ``DELETE /admin/v1/u2ftokens/{registration_id}``.
        """
        return await self._call("DELETE /admin/v1/u2ftokens/{registration_id}", locals())
