"""Calls of version 3 of the API of Alteryx Server: credentials. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class Credentials(Group):
    """Calls of version 3 of the API of Alteryx Server: credentials."""

    def delete(
        self,
        credential_id: str,
        *,
        force: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.CredentialsView]:
        """Delete an existing credential.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/credentials/{credentialId}``.
        """
        return self._call("DELETE /v3/credentials/{credentialId}", locals())

    def get(
        self,
        credential_id: str,
        *,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Retrieve details about an existing credential.

        Needs: Curator (unconfirmed). It is ``GET /v3/credentials/{credentialId}``.
        """
        return self._call("GET /v3/credentials/{credentialId}", locals())

    def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        user_id: str | None = None,
        user_group_id: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedCredentialsView | records.CredentialsView]:
        """Retrieve all accessible credential records.

        `view`: Default for few members, Full for all.

        Needs: Curator (unconfirmed). It is ``GET /v3/credentials``.
        """
        return self._call("GET /v3/credentials", locals())

    def remove_user(
        self,
        credential_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Remove a user's permissions to use an existing credential.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/credentials/{credentialId}/users/{userId}``.
        """
        return self._call("DELETE /v3/credentials/{credentialId}/users/{userId}", locals())

    def remove_user_group(
        self,
        credential_id: str,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Remove a user group's permission to use an existing credential.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/credentials/{credentialId}/userGroups/{userGroupId}``.
        """
        return self._call("DELETE /v3/credentials/{credentialId}/userGroups/{userGroupId}", locals())

    def add_user(
        self,
        credential_id: str,
        *,
        user_id: str,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Share an existing credential with an existing user.

        Needs: Curator (unconfirmed). It is ``POST /v3/credentials/{credentialId}/users``.
        """
        return self._call("POST /v3/credentials/{credentialId}/users", locals())

    def add_user_group(
        self,
        credential_id: str,
        *,
        user_group_id: str,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Share an existing credential with an existing user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/credentials/{credentialId}/userGroups``.
        """
        return self._call("POST /v3/credentials/{credentialId}/userGroups", locals())

    def create(
        self,
        *,
        username: str,
        password: str,
        extra: Extra = None,
    ) -> str:
        """Create a new credential.

        Needs: Curator (unconfirmed). It is ``POST /v3/credentials``.
        """
        return self._call("POST /v3/credentials", locals())

    def update(
        self,
        credential_id: str,
        *,
        username: str,
        new_password: str,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Update a credential.

        Needs: Curator (unconfirmed). It is ``PUT /v3/credentials/{credentialId}``.
        """
        return self._call("PUT /v3/credentials/{credentialId}", locals())


class AsyncCredentials(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: credentials; for asyncio."""

    async def delete(
        self,
        credential_id: str,
        *,
        force: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.CredentialsView]:
        """Delete an existing credential.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/credentials/{credentialId}``.
        """
        return await self._call("DELETE /v3/credentials/{credentialId}", locals())

    async def get(
        self,
        credential_id: str,
        *,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Retrieve details about an existing credential.

        Needs: Curator (unconfirmed). It is ``GET /v3/credentials/{credentialId}``.
        """
        return await self._call("GET /v3/credentials/{credentialId}", locals())

    async def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        user_id: str | None = None,
        user_group_id: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedCredentialsView | records.CredentialsView]:
        """Retrieve all accessible credential records.

        `view`: Default for few members, Full for all.

        Needs: Curator (unconfirmed). It is ``GET /v3/credentials``.
        """
        return await self._call("GET /v3/credentials", locals())

    async def remove_user(
        self,
        credential_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Remove a user's permissions to use an existing credential.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/credentials/{credentialId}/users/{userId}``.
        """
        return await self._call("DELETE /v3/credentials/{credentialId}/users/{userId}", locals())

    async def remove_user_group(
        self,
        credential_id: str,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Remove a user group's permission to use an existing credential.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/credentials/{credentialId}/userGroups/{userGroupId}``.
        """
        return await self._call("DELETE /v3/credentials/{credentialId}/userGroups/{userGroupId}", locals())

    async def add_user(
        self,
        credential_id: str,
        *,
        user_id: str,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Share an existing credential with an existing user.

        Needs: Curator (unconfirmed). It is ``POST /v3/credentials/{credentialId}/users``.
        """
        return await self._call("POST /v3/credentials/{credentialId}/users", locals())

    async def add_user_group(
        self,
        credential_id: str,
        *,
        user_group_id: str,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Share an existing credential with an existing user group.

        Needs: Curator (unconfirmed). It is ``POST /v3/credentials/{credentialId}/userGroups``.
        """
        return await self._call("POST /v3/credentials/{credentialId}/userGroups", locals())

    async def create(
        self,
        *,
        username: str,
        password: str,
        extra: Extra = None,
    ) -> str:
        """Create a new credential.

        Needs: Curator (unconfirmed). It is ``POST /v3/credentials``.
        """
        return await self._call("POST /v3/credentials", locals())

    async def update(
        self,
        credential_id: str,
        *,
        username: str,
        new_password: str,
        extra: Extra = None,
    ) -> records.CredentialsView:
        """Update a credential.

        Needs: Curator (unconfirmed). It is ``PUT /v3/credentials/{credentialId}``.
        """
        return await self._call("PUT /v3/credentials/{credentialId}", locals())
