"""Calls of Duo's Admin API: webauthncredentials. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Webauthncredentials(Group):
    """Calls of Duo's Admin API: webauthncredentials."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WebAuthnCredential]:
        """List WebAuthn credentials.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/webauthncredentials``.
        """
        return self._pages("GET /admin/v1/webauthncredentials", locals())

    def get(
        self,
        webauthnkey: str,
        *,
        extra: Extra = None,
    ) -> records.WebAuthnCredential:
        """Get one WebAuthn credential.

        Needs: read resource. It is ``GET /admin/v1/webauthncredentials/{webauthnkey}``.
        """
        return self._call("GET /admin/v1/webauthncredentials/{webauthnkey}", locals())

    def delete(
        self,
        webauthnkey: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a WebAuthn credential.

        Needs: write resource. It is ``DELETE /admin/v1/webauthncredentials/{webauthnkey}``.
        """
        return self._call("DELETE /admin/v1/webauthncredentials/{webauthnkey}", locals())


class AsyncWebauthncredentials(AsyncGroup):
    """Calls of Duo's Admin API: webauthncredentials; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WebAuthnCredential]:
        """List WebAuthn credentials.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/webauthncredentials``.
        """
        return self._pages("GET /admin/v1/webauthncredentials", locals())

    async def get(
        self,
        webauthnkey: str,
        *,
        extra: Extra = None,
    ) -> records.WebAuthnCredential:
        """Get one WebAuthn credential.

        Needs: read resource. It is ``GET /admin/v1/webauthncredentials/{webauthnkey}``.
        """
        return await self._call("GET /admin/v1/webauthncredentials/{webauthnkey}", locals())

    async def delete(
        self,
        webauthnkey: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a WebAuthn credential.

        Needs: write resource. It is ``DELETE /admin/v1/webauthncredentials/{webauthnkey}``.
        """
        return await self._call("DELETE /admin/v1/webauthncredentials/{webauthnkey}", locals())
