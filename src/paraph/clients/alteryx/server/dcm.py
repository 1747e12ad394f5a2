"""Calls of version 3 of the API of Alteryx Server: dcm. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.arguments import UNSET
from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra, Unset


class Dcm(Group):
    """Calls of version 3 of the API of Alteryx Server: dcm."""

    def admin_delete_connection(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEDeleteConnectionView:
        """Delete a DCM Connection.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connections/{objectId}``.
        """
        return self._call("DELETE /v3/dcm/admin/connections/{objectId}", locals())

    def admin_delete_handling_rule(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Deletes an existing DCM.E ConnectionHandlingRule.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connectionhandlingrules/{id}``.
        """
        return self._call("DELETE /v3/dcm/admin/connectionhandlingrules/{id}", locals())

    def admin_list_connections(
        self,
        *,
        connection_id: str | None = None,
        visible_by: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.DCMEGetConnectionView]:
        """Retrieve a list of DCM Connection records.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connections``.
        """
        return self._call("GET /v3/dcm/admin/connections", locals())

    def admin_list_handling_rules(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.ConnectionHandlingRule]:
        """Returns all DCME ConnectionHandlingRules.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connectionhandlingrules``.
        """
        return self._call("GET /v3/dcm/admin/connectionhandlingrules", locals())

    def admin_get_connection(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Retrieve a DCM Connection record.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connections/{objectId}``.
        """
        return self._call("GET /v3/dcm/admin/connections/{objectId}", locals())

    def admin_get_handling_rule(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> records.ConnectionHandlingRule:
        """Gets a DCM.E ConnectionHandlingRule.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connectionhandlingrules/{id}``.
        """
        return self._call("GET /v3/dcm/admin/connectionhandlingrules/{id}", locals())

    def admin_stop_collaboration(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Unshares a DCM Connection shared for collaboration.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connections/{objectId}/sharing/collaboration``.
        """
        return self._call("DELETE /v3/dcm/admin/connections/{objectId}/sharing/collaboration", locals())

    def admin_stop_execution(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Unshares a DCM Connection shared for execution.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connections/{objectId}/sharing/execution``.
        """
        return self._call("DELETE /v3/dcm/admin/connections/{objectId}/sharing/execution", locals())

    def admin_create_connection(
        self,
        *,
        name: str,
        object_id: str | None = None,
        connection_id: str | None = None,
        owner_id: str | None = None,
        data_source_technology: str | None = None,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Create or update a DCM Connection on behalf of user.

        Needs: Curator (unconfirmed). It is ``POST /v3/dcm/admin/connections``.
        """
        return self._call("POST /v3/dcm/admin/connections", locals())

    def admin_create_handling_rule(
        self,
        *,
        id: str | Unset | None = UNSET,
        name: str | None = None,
        enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.ConnectionHandlingRule:
        """Adds (when id is null) or updates (when id is defined) a new DCM.E ConnectionHandlingRule.

        Needs: Curator (unconfirmed). It is ``POST /v3/dcm/admin/connectionhandlingrules``.
        """
        return self._call("POST /v3/dcm/admin/connectionhandlingrules", locals())

    def delete_connection(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEDeleteConnectionView:
        """Delete a DCM Connection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/dcm/connections/{id}``.
        """
        return self._call("DELETE /v3/dcm/connections/{id}", locals())

    def get_connection(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Retrieve a DCM Connection record.

        Needs: Artisan (unconfirmed). It is ``GET /v3/dcm/connections/{id}``.
        """
        return self._call("GET /v3/dcm/connections/{id}", locals())

    def lookup_connection(
        self,
        *,
        connection_id: str,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Retrieve a DCM Connection as referenced in workflows.

        Needs: Artisan (unconfirmed). It is ``GET /v3/dcm/connections/lookup``.
        """
        return self._call("GET /v3/dcm/connections/lookup", locals())

    def share_for_execution(
        self,
        id: str,
        *,
        user_ids: Sequence[str] | None = None,
        user_group_ids: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> None:
        """Shares a DCM Connection with specified Users and Groups.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/dcm/connections/{id}/sharing/execution``.
        """
        return self._call("PUT /v3/dcm/connections/{id}/sharing/execution", locals())

    def stop_execution(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Unshares a DCM Connection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/dcm/connections/{id}/sharing/execution``.
        """
        return self._call("DELETE /v3/dcm/connections/{id}/sharing/execution", locals())

    def create_connection(
        self,
        *,
        name: str,
        object_id: str | None = None,
        connection_id: str | None = None,
        data_source_technology: str | None = None,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Create or update a DCM Connection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/dcm/connections``.
        """
        return self._call("POST /v3/dcm/connections", locals())

    def get_connection_for_connect(
        self,
        connection_id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionForConnectView:
        """Retrieve details about an existing DCM connection.

        Needs: Artisan (unconfirmed). It is ``GET /v3/DCMEConnections/{connectionId}``.
        """
        return self._call("GET /v3/DCMEConnections/{connectionId}", locals())


class AsyncDcm(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: dcm; for asyncio."""

    async def admin_delete_connection(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEDeleteConnectionView:
        """Delete a DCM Connection.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connections/{objectId}``.
        """
        return await self._call("DELETE /v3/dcm/admin/connections/{objectId}", locals())

    async def admin_delete_handling_rule(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Deletes an existing DCM.E ConnectionHandlingRule.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connectionhandlingrules/{id}``.
        """
        return await self._call("DELETE /v3/dcm/admin/connectionhandlingrules/{id}", locals())

    async def admin_list_connections(
        self,
        *,
        connection_id: str | None = None,
        visible_by: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.DCMEGetConnectionView]:
        """Retrieve a list of DCM Connection records.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connections``.
        """
        return await self._call("GET /v3/dcm/admin/connections", locals())

    async def admin_list_handling_rules(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.ConnectionHandlingRule]:
        """Returns all DCME ConnectionHandlingRules.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connectionhandlingrules``.
        """
        return await self._call("GET /v3/dcm/admin/connectionhandlingrules", locals())

    async def admin_get_connection(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Retrieve a DCM Connection record.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connections/{objectId}``.
        """
        return await self._call("GET /v3/dcm/admin/connections/{objectId}", locals())

    async def admin_get_handling_rule(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> records.ConnectionHandlingRule:
        """Gets a DCM.E ConnectionHandlingRule.

        Needs: Curator (unconfirmed). It is ``GET /v3/dcm/admin/connectionhandlingrules/{id}``.
        """
        return await self._call("GET /v3/dcm/admin/connectionhandlingrules/{id}", locals())

    async def admin_stop_collaboration(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Unshares a DCM Connection shared for collaboration.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connections/{objectId}/sharing/collaboration``.
        """
        return await self._call("DELETE /v3/dcm/admin/connections/{objectId}/sharing/collaboration", locals())

    async def admin_stop_execution(
        self,
        object_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Unshares a DCM Connection shared for execution.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/dcm/admin/connections/{objectId}/sharing/execution``.
        """
        return await self._call("DELETE /v3/dcm/admin/connections/{objectId}/sharing/execution", locals())

    async def admin_create_connection(
        self,
        *,
        name: str,
        object_id: str | None = None,
        connection_id: str | None = None,
        owner_id: str | None = None,
        data_source_technology: str | None = None,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Create or update a DCM Connection on behalf of user.

        Needs: Curator (unconfirmed). It is ``POST /v3/dcm/admin/connections``.
        """
        return await self._call("POST /v3/dcm/admin/connections", locals())

    async def admin_create_handling_rule(
        self,
        *,
        id: str | Unset | None = UNSET,
        name: str | None = None,
        enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.ConnectionHandlingRule:
        """Adds (when id is null) or updates (when id is defined) a new DCM.E ConnectionHandlingRule.

        Needs: Curator (unconfirmed). It is ``POST /v3/dcm/admin/connectionhandlingrules``.
        """
        return await self._call("POST /v3/dcm/admin/connectionhandlingrules", locals())

    async def delete_connection(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEDeleteConnectionView:
        """Delete a DCM Connection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/dcm/connections/{id}``.
        """
        return await self._call("DELETE /v3/dcm/connections/{id}", locals())

    async def get_connection(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Retrieve a DCM Connection record.

        Needs: Artisan (unconfirmed). It is ``GET /v3/dcm/connections/{id}``.
        """
        return await self._call("GET /v3/dcm/connections/{id}", locals())

    async def lookup_connection(
        self,
        *,
        connection_id: str,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Retrieve a DCM Connection as referenced in workflows.

        Needs: Artisan (unconfirmed). It is ``GET /v3/dcm/connections/lookup``.
        """
        return await self._call("GET /v3/dcm/connections/lookup", locals())

    async def share_for_execution(
        self,
        id: str,
        *,
        user_ids: Sequence[str] | None = None,
        user_group_ids: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> None:
        """Shares a DCM Connection with specified Users and Groups.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/dcm/connections/{id}/sharing/execution``.
        """
        return await self._call("PUT /v3/dcm/connections/{id}/sharing/execution", locals())

    async def stop_execution(
        self,
        id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Unshares a DCM Connection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/dcm/connections/{id}/sharing/execution``.
        """
        return await self._call("DELETE /v3/dcm/connections/{id}/sharing/execution", locals())

    async def create_connection(
        self,
        *,
        name: str,
        object_id: str | None = None,
        connection_id: str | None = None,
        data_source_technology: str | None = None,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionView:
        """Create or update a DCM Connection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/dcm/connections``.
        """
        return await self._call("POST /v3/dcm/connections", locals())

    async def get_connection_for_connect(
        self,
        connection_id: str,
        *,
        extra: Extra = None,
    ) -> records.DCMEGetConnectionForConnectView:
        """Retrieve details about an existing DCM connection.

        Needs: Artisan (unconfirmed). It is ``GET /v3/DCMEConnections/{connectionId}``.
        """
        return await self._call("GET /v3/DCMEConnections/{connectionId}", locals())
