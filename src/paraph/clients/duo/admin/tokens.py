"""Calls of Duo's Admin API: tokens. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Tokens(Group):
    """Calls of Duo's Admin API: tokens."""

    def list(
        self,
        *,
        type: Literal["h6", "h8", "t6", "t8", "yk", "d1"] | None = None,
        serial: str | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Token]:
        """List hardware tokens, or look one up.

        `type`: together with serial. `serial`: together with type. `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/tokens``.
        """
        return self._pages("GET /admin/v1/tokens", locals())

    def create(
        self,
        *,
        type: Literal["h6", "h8", "t6", "t8", "yk"],
        serial: str,
        secret: str | None = None,
        counter: int | None = None,
        private_id: str | None = None,
        aes_key: str | None = None,
        totp_step: int | None = None,
        extra: Extra = None,
    ) -> records.Token:
        """Import a hardware token.

        `secret`: the seed in hex. `counter`: where an HOTP token stands. `private_id`: of a YubiKey. `aes_key`: of
        a YubiKey. `totp_step`: seconds.

        type h6 h8 t6 t8 need secret; yk needs private_id (12 chars) and aes_key (32 chars); d1 cannot be created.
        Needs: write resource. It is ``POST /admin/v1/tokens``.
        """
        return self._call("POST /admin/v1/tokens", locals())

    def get(
        self,
        token_id: str,
        *,
        extra: Extra = None,
    ) -> records.Token:
        """Get one hardware token.

        Needs: read resource. It is ``GET /admin/v1/tokens/{token_id}``.
        """
        return self._call("GET /admin/v1/tokens/{token_id}", locals())

    def update(
        self,
        token_id: str,
        *,
        totp_step: int | None = None,
        extra: Extra = None,
    ) -> records.Token:
        """Change a hardware token.

        `totp_step`: seconds.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/tokens/{token_id}``.
        """
        return self._call("POST /admin/v1/tokens/{token_id}", locals())

    def resync(
        self,
        token_id: str,
        *,
        code1: str,
        code2: str,
        code3: str,
        extra: Extra = None,
    ) -> str:
        """Resynchronise a HOTP token.

        `code1`: three codes in the order that the token shows them.

        Needs: write resource. It is ``POST /admin/v1/tokens/{token_id}/resync``.
        """
        return self._call("POST /admin/v1/tokens/{token_id}/resync", locals())

    def delete(
        self,
        token_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a hardware token.

        Needs: write resource. It is ``DELETE /admin/v1/tokens/{token_id}``.
        """
        return self._call("DELETE /admin/v1/tokens/{token_id}", locals())


class AsyncTokens(AsyncGroup):
    """Calls of Duo's Admin API: tokens; for asyncio."""

    def list(
        self,
        *,
        type: Literal["h6", "h8", "t6", "t8", "yk", "d1"] | None = None,
        serial: str | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Token]:
        """List hardware tokens, or look one up.

        `type`: together with serial. `serial`: together with type. `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/tokens``.
        """
        return self._pages("GET /admin/v1/tokens", locals())

    async def create(
        self,
        *,
        type: Literal["h6", "h8", "t6", "t8", "yk"],
        serial: str,
        secret: str | None = None,
        counter: int | None = None,
        private_id: str | None = None,
        aes_key: str | None = None,
        totp_step: int | None = None,
        extra: Extra = None,
    ) -> records.Token:
        """Import a hardware token.

        `secret`: the seed in hex. `counter`: where an HOTP token stands. `private_id`: of a YubiKey. `aes_key`: of
        a YubiKey. `totp_step`: seconds.

        type h6 h8 t6 t8 need secret; yk needs private_id (12 chars) and aes_key (32 chars); d1 cannot be created.
        Needs: write resource. It is ``POST /admin/v1/tokens``.
        """
        return await self._call("POST /admin/v1/tokens", locals())

    async def get(
        self,
        token_id: str,
        *,
        extra: Extra = None,
    ) -> records.Token:
        """Get one hardware token.

        Needs: read resource. It is ``GET /admin/v1/tokens/{token_id}``.
        """
        return await self._call("GET /admin/v1/tokens/{token_id}", locals())

    async def update(
        self,
        token_id: str,
        *,
        totp_step: int | None = None,
        extra: Extra = None,
    ) -> records.Token:
        """Change a hardware token.

        `totp_step`: seconds.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/tokens/{token_id}``.
        """
        return await self._call("POST /admin/v1/tokens/{token_id}", locals())

    async def resync(
        self,
        token_id: str,
        *,
        code1: str,
        code2: str,
        code3: str,
        extra: Extra = None,
    ) -> str:
        """Resynchronise a HOTP token.

        `code1`: three codes in the order that the token shows them.

        Needs: write resource. It is ``POST /admin/v1/tokens/{token_id}/resync``.
        """
        return await self._call("POST /admin/v1/tokens/{token_id}/resync", locals())

    async def delete(
        self,
        token_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a hardware token.

        Needs: write resource. It is ``DELETE /admin/v1/tokens/{token_id}``.
        """
        return await self._call("DELETE /admin/v1/tokens/{token_id}", locals())
