"""Calls of version 3 of the API of Alteryx Server: user groups. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class UserGroups(Group):
    """Calls of version 3 of the API of Alteryx Server: user groups."""

    def add_active_directory_group(
        self,
        user_group_id: str,
        *,
        body: str,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Add an Active Directory group to an existing user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/usergroups/{userGroupId}/activedirectorygroups``.
        """
        return self._call("POST /v3/usergroups/{userGroupId}/activedirectorygroups", locals())

    def add_users(
        self,
        user_group_id: str,
        *,
        body: Sequence[str],
        extra: Extra = None,
    ) -> records.UserGroupAddedUsersView:
        """Add one or more existing users to an existing user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/usergroups/{userGroupId}/users``.
        """
        return self._call("POST /v3/usergroups/{userGroupId}/users", locals())

    def create(
        self,
        *,
        name: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"],
        extra: Extra = None,
    ) -> str:
        """Create a new user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/usergroups``.
        """
        return self._call("POST /v3/usergroups", locals())

    def delete(
        self,
        user_group_id: str,
        *,
        force_delete: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Delete an existing user group.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/usergroups/{userGroupId}``.
        """
        return self._call("DELETE /v3/usergroups/{userGroupId}", locals())

    def get(
        self,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Retrieve details about an existing user group.

        Needs: Curator (unconfirmed). It is ``GET /v3/usergroups/{userGroupId}``.
        """
        return self._call("GET /v3/usergroups/{userGroupId}", locals())

    def list(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedUserGroupView]:
        """Retrieve all accessible user group records.

        Needs: Curator (unconfirmed). It is ``GET /v3/usergroups``.
        """
        return self._call("GET /v3/usergroups", locals())

    def remove_user(
        self,
        user_group_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Remove a user from an existing user group.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/usergroups/{userGroupId}/users/{userId}``.
        """
        return self._call("DELETE /v3/usergroups/{userGroupId}/users/{userId}", locals())

    def update(
        self,
        user_group_id: str,
        *,
        name: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"],
        extra: Extra = None,
    ) -> None:
        """Update name and/or role of an existing user group.

        Needs: Curator (unconfirmed). It is ``PUT /v3/usergroups/{userGroupId}``.
        """
        return self._call("PUT /v3/usergroups/{userGroupId}", locals())

    def remove_active_directory_group(
        self,
        user_group_id: str,
        active_directory_group_sid: str,
        *,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Remove an Active Directory group from a group.

        Needs: Curator (unconfirmed). It is ``DELETE
        /v3/usergroups/{userGroupId}/activedirectorygroups/{activeDirectoryGroupSid}``.
        """
        return self._call(
            "DELETE /v3/usergroups/{userGroupId}/activedirectorygroups/{activeDirectoryGroupSid}", locals()
        )


class AsyncUserGroups(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: user groups; for asyncio."""

    async def add_active_directory_group(
        self,
        user_group_id: str,
        *,
        body: str,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Add an Active Directory group to an existing user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/usergroups/{userGroupId}/activedirectorygroups``.
        """
        return await self._call("POST /v3/usergroups/{userGroupId}/activedirectorygroups", locals())

    async def add_users(
        self,
        user_group_id: str,
        *,
        body: Sequence[str],
        extra: Extra = None,
    ) -> records.UserGroupAddedUsersView:
        """Add one or more existing users to an existing user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/usergroups/{userGroupId}/users``.
        """
        return await self._call("POST /v3/usergroups/{userGroupId}/users", locals())

    async def create(
        self,
        *,
        name: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"],
        extra: Extra = None,
    ) -> str:
        """Create a new user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/usergroups``.
        """
        return await self._call("POST /v3/usergroups", locals())

    async def delete(
        self,
        user_group_id: str,
        *,
        force_delete: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Delete an existing user group.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/usergroups/{userGroupId}``.
        """
        return await self._call("DELETE /v3/usergroups/{userGroupId}", locals())

    async def get(
        self,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Retrieve details about an existing user group.

        Needs: Curator (unconfirmed). It is ``GET /v3/usergroups/{userGroupId}``.
        """
        return await self._call("GET /v3/usergroups/{userGroupId}", locals())

    async def list(
        self,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedUserGroupView]:
        """Retrieve all accessible user group records.

        Needs: Curator (unconfirmed). It is ``GET /v3/usergroups``.
        """
        return await self._call("GET /v3/usergroups", locals())

    async def remove_user(
        self,
        user_group_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Remove a user from an existing user group.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/usergroups/{userGroupId}/users/{userId}``.
        """
        return await self._call("DELETE /v3/usergroups/{userGroupId}/users/{userId}", locals())

    async def update(
        self,
        user_group_id: str,
        *,
        name: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"],
        extra: Extra = None,
    ) -> None:
        """Update name and/or role of an existing user group.

        Needs: Curator (unconfirmed). It is ``PUT /v3/usergroups/{userGroupId}``.
        """
        return await self._call("PUT /v3/usergroups/{userGroupId}", locals())

    async def remove_active_directory_group(
        self,
        user_group_id: str,
        active_directory_group_sid: str,
        *,
        extra: Extra = None,
    ) -> records.UserGroupView:
        """Remove an Active Directory group from a group.

        Needs: Curator (unconfirmed). It is ``DELETE
        /v3/usergroups/{userGroupId}/activedirectorygroups/{activeDirectoryGroupSid}``.
        """
        return await self._call(
            "DELETE /v3/usergroups/{userGroupId}/activedirectorygroups/{activeDirectoryGroupSid}", locals()
        )
