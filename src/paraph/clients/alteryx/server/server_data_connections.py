"""Calls of version 3 of the API of Alteryx Server: server data connections. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class ServerDataConnections(Group):
    """Calls of version 3 of the API of Alteryx Server: server data connections."""

    def delete(
        self,
        data_connection_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Delete an existing Server data connection.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/serverDataConnections/{dataConnectionId}``.
        """
        return self._call("DELETE /v3/serverDataConnections/{dataConnectionId}", locals())

    def get(
        self,
        data_connection_id: str,
        *,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Retrieve details about an existing Server data connection.

        Needs: Curator (unconfirmed). It is ``GET /v3/serverDataConnections/{dataConnectionId}``.
        """
        return self._call("GET /v3/serverDataConnections/{dataConnectionId}", locals())

    def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedServerConnectionView | records.ServerConnectionView]:
        """Retrieve all accessible Server data connection records.

        `view`: Default for few members, Full for all.

        Needs: Curator (unconfirmed). It is ``GET /v3/serverDataConnections``.
        """
        return self._call("GET /v3/serverDataConnections", locals())

    def update(
        self,
        data_connection_id: str,
        *,
        name: str,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Rename a data connection.

        Needs: Curator (unconfirmed). It is ``PUT /v3/serverDataConnections/{dataConnectionId}``.
        """
        return self._call("PUT /v3/serverDataConnections/{dataConnectionId}", locals())

    def add_user(
        self,
        data_connection_id: str,
        *,
        user_id: str,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Share a data connection with a user.

        Needs: Curator (unconfirmed). It is ``POST /v3/serverDataConnections/{dataConnectionId}/users``.
        """
        return self._call("POST /v3/serverDataConnections/{dataConnectionId}/users", locals())

    def add_user_group(
        self,
        data_connection_id: str,
        *,
        user_group_id: str,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Share a data connection with a group.

        Needs: Curator (unconfirmed). It is ``POST /v3/serverDataConnections/{dataConnectionId}/userGroups``.
        """
        return self._call("POST /v3/serverDataConnections/{dataConnectionId}/userGroups", locals())

    def remove_user(
        self,
        data_connection_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Stop sharing with a user.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/serverDataConnections/{dataConnectionId}/users/{userId}``.
        """
        return self._call("DELETE /v3/serverDataConnections/{dataConnectionId}/users/{userId}", locals())

    def remove_user_group(
        self,
        data_connection_id: str,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Stop sharing with a group.

        Needs: Curator (unconfirmed). It is ``DELETE
        /v3/serverDataConnections/{dataConnectionId}/userGroups/{userGroupId}``.
        """
        return self._call("DELETE /v3/serverDataConnections/{dataConnectionId}/userGroups/{userGroupId}", locals())


class AsyncServerDataConnections(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: server data connections; for asyncio."""

    async def delete(
        self,
        data_connection_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Delete an existing Server data connection.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/serverDataConnections/{dataConnectionId}``.
        """
        return await self._call("DELETE /v3/serverDataConnections/{dataConnectionId}", locals())

    async def get(
        self,
        data_connection_id: str,
        *,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Retrieve details about an existing Server data connection.

        Needs: Curator (unconfirmed). It is ``GET /v3/serverDataConnections/{dataConnectionId}``.
        """
        return await self._call("GET /v3/serverDataConnections/{dataConnectionId}", locals())

    async def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedServerConnectionView | records.ServerConnectionView]:
        """Retrieve all accessible Server data connection records.

        `view`: Default for few members, Full for all.

        Needs: Curator (unconfirmed). It is ``GET /v3/serverDataConnections``.
        """
        return await self._call("GET /v3/serverDataConnections", locals())

    async def update(
        self,
        data_connection_id: str,
        *,
        name: str,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Rename a data connection.

        Needs: Curator (unconfirmed). It is ``PUT /v3/serverDataConnections/{dataConnectionId}``.
        """
        return await self._call("PUT /v3/serverDataConnections/{dataConnectionId}", locals())

    async def add_user(
        self,
        data_connection_id: str,
        *,
        user_id: str,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Share a data connection with a user.

        Needs: Curator (unconfirmed). It is ``POST /v3/serverDataConnections/{dataConnectionId}/users``.
        """
        return await self._call("POST /v3/serverDataConnections/{dataConnectionId}/users", locals())

    async def add_user_group(
        self,
        data_connection_id: str,
        *,
        user_group_id: str,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Share a data connection with a group.

        Needs: Curator (unconfirmed). It is ``POST /v3/serverDataConnections/{dataConnectionId}/userGroups``.
        """
        return await self._call("POST /v3/serverDataConnections/{dataConnectionId}/userGroups", locals())

    async def remove_user(
        self,
        data_connection_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Stop sharing with a user.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/serverDataConnections/{dataConnectionId}/users/{userId}``.
        """
        return await self._call("DELETE /v3/serverDataConnections/{dataConnectionId}/users/{userId}", locals())

    async def remove_user_group(
        self,
        data_connection_id: str,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.ServerConnectionView:
        """Stop sharing with a group.

        Needs: Curator (unconfirmed). It is ``DELETE
        /v3/serverDataConnections/{dataConnectionId}/userGroups/{userGroupId}``.
        """
        return await self._call(
            "DELETE /v3/serverDataConnections/{dataConnectionId}/userGroups/{userGroupId}", locals()
        )
