"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): credentials. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class Credentials(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): credentials."""

    def list(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.CredentialApiView]:
        """Credentials shared with the caller directly or through the studio.

        Needs: subscription key; Artisan. It is ``GET /user/v2/credentials/``.
        """
        return self._call("GET /user/v2/credentials/", locals())


class AsyncCredentials(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): credentials; for asyncio."""

    async def list(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.CredentialApiView]:
        """Credentials shared with the caller directly or through the studio.

        Needs: subscription key; Artisan. It is ``GET /user/v2/credentials/``.
        """
        return await self._call("GET /user/v2/credentials/", locals())
