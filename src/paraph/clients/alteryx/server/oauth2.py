"""Calls of version 3 of the API of Alteryx Server: oauth2. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class Oauth2(Group):
    """Calls of version 3 of the API of Alteryx Server: oauth2."""

    def token(
        self,
        *,
        grant_type: str,
        client_id: str | None = None,
        client_secret: str | None = None,
        extra: Extra = None,
    ) -> records.Token:
        """Get a bearer token.

        `grant_type`: client_credentials. `client_id`: the API access key, where it does not travel as HTTP Basic.

        lifetime about 60 minutes. It is ``POST /oauth2/token``.
        """
        return self._call("POST /oauth2/token", locals())


class AsyncOauth2(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: oauth2; for asyncio."""

    async def token(
        self,
        *,
        grant_type: str,
        client_id: str | None = None,
        client_secret: str | None = None,
        extra: Extra = None,
    ) -> records.Token:
        """Get a bearer token.

        `grant_type`: client_credentials. `client_id`: the API access key, where it does not travel as HTTP Basic.

        lifetime about 60 minutes. It is ``POST /oauth2/token``.
        """
        return await self._call("POST /oauth2/token", locals())
