"""Calls of Duo's Accounts API: accounts. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncCalls, Calls

if TYPE_CHECKING:
    import builtins

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class AccountsCalls(Calls):
    """Calls of Duo's Accounts API: accounts."""

    def list(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.ChildAccount]:
        """List child accounts.

        A POST, although it only reads. Needs: accounts. It is ``POST /accounts/v1/account/list``.
        """
        return self._call("POST /accounts/v1/account/list", locals())

    def create(
        self,
        *,
        name: str,
        extra: Extra = None,
    ) -> records.ChildAccount:
        """Create a child account.

        Needs: accounts. It is ``POST /accounts/v1/account/create``.
        """
        return self._call("POST /accounts/v1/account/create", locals())

    def delete(
        self,
        *,
        account_id: str,
        extra: Extra = None,
    ) -> str:
        """Delete a child account.

        `account_id`: the child account.

        Needs: accounts. It is ``POST /accounts/v1/account/delete``.
        """
        return self._call("POST /accounts/v1/account/delete", locals())


class AsyncAccountsCalls(AsyncCalls):
    """Calls of Duo's Accounts API: accounts; for asyncio."""

    async def list(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.ChildAccount]:
        """List child accounts.

        A POST, although it only reads. Needs: accounts. It is ``POST /accounts/v1/account/list``.
        """
        return await self._call("POST /accounts/v1/account/list", locals())

    async def create(
        self,
        *,
        name: str,
        extra: Extra = None,
    ) -> records.ChildAccount:
        """Create a child account.

        Needs: accounts. It is ``POST /accounts/v1/account/create``.
        """
        return await self._call("POST /accounts/v1/account/create", locals())

    async def delete(
        self,
        *,
        account_id: str,
        extra: Extra = None,
    ) -> str:
        """Delete a child account.

        `account_id`: the child account.

        Needs: accounts. It is ``POST /accounts/v1/account/delete``.
        """
        return await self._call("POST /accounts/v1/account/delete", locals())
