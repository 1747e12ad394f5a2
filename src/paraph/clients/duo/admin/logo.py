"""Calls of Duo's Admin API: logo. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra


class Logo(Group):
    """Calls of Duo's Admin API: logo."""

    def get(
        self,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Read the logo (PNG bytes, not JSON).

        Needs: settings (unconfirmed). It is ``GET /admin/v1/logo``.
        """
        return self._call("GET /admin/v1/logo", locals())

    def update(
        self,
        *,
        logo: str,
        extra: Extra = None,
    ) -> str:
        """Set the logo.

        Needs: settings (unconfirmed). It is ``POST /admin/v1/logo``.
        """
        return self._call("POST /admin/v1/logo", locals())

    def delete(
        self,
        *,
        extra: Extra = None,
    ) -> str:
        """Remove the logo.

        Needs: settings (unconfirmed). It is ``DELETE /admin/v1/logo``.
        """
        return self._call("DELETE /admin/v1/logo", locals())


class AsyncLogo(AsyncGroup):
    """Calls of Duo's Admin API: logo; for asyncio."""

    async def get(
        self,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Read the logo (PNG bytes, not JSON).

        Needs: settings (unconfirmed). It is ``GET /admin/v1/logo``.
        """
        return await self._call("GET /admin/v1/logo", locals())

    async def update(
        self,
        *,
        logo: str,
        extra: Extra = None,
    ) -> str:
        """Set the logo.

        Needs: settings (unconfirmed). It is ``POST /admin/v1/logo``.
        """
        return await self._call("POST /admin/v1/logo", locals())

    async def delete(
        self,
        *,
        extra: Extra = None,
    ) -> str:
        """Remove the logo.

        Needs: settings (unconfirmed). It is ``DELETE /admin/v1/logo``.
        """
        return await self._call("DELETE /admin/v1/logo", locals())
