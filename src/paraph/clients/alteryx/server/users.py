"""Calls of version 3 of the API of Alteryx Server: users. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.times import Time


class Users(Group):
    """Calls of version 3 of the API of Alteryx Server: users."""

    def create(
        self,
        *,
        first_name: str,
        last_name: str,
        email: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"] | None = None,
        default_worker_tag: str | None = None,
        can_schedule_jobs: bool | None = None,
        can_prioritize_jobs: bool | None = None,
        can_assign_jobs: bool | None = None,
        can_create_collections: bool | None = None,
        is_api_enabled: bool | None = None,
        default_credential_id: str | None = None,
        is_active: bool | None = None,
        time_zone: str | None = None,
        extra: Extra = None,
    ) -> records.UserView:
        """Create a new user.

        Needs: Curator (unconfirmed). It is ``POST /v3/users``.
        """
        return self._call("POST /v3/users", locals())

    def deactivate(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> builtins.list[str]:
        """Update an existing user as inactive.

        Needs: Curator (unconfirmed). It is ``POST /v3/users/{userId}/deactivate``.
        """
        return self._call("POST /v3/users/{userId}/deactivate", locals())

    def delete(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Delete an existing user.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/users/{userId}``.
        """
        return self._call("DELETE /v3/users/{userId}", locals())

    def get(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.UserView:
        """Retrieve details about an existing user.

        Needs: Curator (unconfirmed). It is ``GET /v3/users/{userId}``.
        """
        return self._call("GET /v3/users/{userId}", locals())

    def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        active: bool | None = None,
        email: str | None = None,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"] | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        created_after: Time | None = None,
        created_before: Time | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedUserView | records.UserView]:
        """Retrieve all accessible user records.

        `view`: Default for few members, Full for all.

        Needs: Curator (unconfirmed). It is ``GET /v3/users``.
        """
        return self._call("GET /v3/users", locals())

    def assets(
        self,
        user_id: str,
        *,
        asset_type: Literal["Workflows", "Collections", "Schedules", "All"] | None = None,
        extra: Extra = None,
    ) -> records.AssetsView:
        """Retrieve all accessible assets owned by an existing user.

        Needs: Curator (unconfirmed). It is ``GET /v3/users/{userId}/assets``.
        """
        return self._call("GET /v3/users/{userId}/assets", locals())

    def reset_password(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Send a password reset email to an existing user.

        Needs: Curator (unconfirmed). It is ``POST /v3/users/{userId}/passwordReset``.
        """
        return self._call("POST /v3/users/{userId}/passwordReset", locals())

    def transfer_assets(
        self,
        user_id: str,
        *,
        owner_id: str,
        transfer_workflows: bool | None = None,
        transfer_schedules: bool | None = None,
        transfer_collections: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.AffectedScheduleView]:
        """Transfer all assets (workflows, schedules, collections) owned by one user to another.

        Needs: Curator (unconfirmed). It is ``PUT /v3/users/{userId}/assetTransfer``.
        """
        return self._call("PUT /v3/users/{userId}/assetTransfer", locals())

    def update(
        self,
        user_id: str,
        *,
        first_name: str,
        last_name: str,
        email: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"],
        default_worker_tag: str,
        can_schedule_jobs: bool,
        can_prioritize_jobs: bool,
        can_assign_jobs: bool,
        is_api_enabled: bool,
        default_credential_id: str | None,
        is_active: bool,
        is_validated: bool,
        time_zone: str,
        id: str | None = None,
        can_create_collections: bool | None = None,
        is_account_locked: bool | None = None,
        language: Literal["de-de", "en-us", "es-es", "fr-fr", "it-it", "ja-jp", "pt-br", "zh-cn"] | None = None,
        extra: Extra = None,
    ) -> records.UserView:
        """Update details of an existing user.

        Needs: Curator (unconfirmed). It is ``PUT /v3/users/{userId}``.
        """
        return self._call("PUT /v3/users/{userId}", locals())


class AsyncUsers(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: users; for asyncio."""

    async def create(
        self,
        *,
        first_name: str,
        last_name: str,
        email: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"] | None = None,
        default_worker_tag: str | None = None,
        can_schedule_jobs: bool | None = None,
        can_prioritize_jobs: bool | None = None,
        can_assign_jobs: bool | None = None,
        can_create_collections: bool | None = None,
        is_api_enabled: bool | None = None,
        default_credential_id: str | None = None,
        is_active: bool | None = None,
        time_zone: str | None = None,
        extra: Extra = None,
    ) -> records.UserView:
        """Create a new user.

        Needs: Curator (unconfirmed). It is ``POST /v3/users``.
        """
        return await self._call("POST /v3/users", locals())

    async def deactivate(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> builtins.list[str]:
        """Update an existing user as inactive.

        Needs: Curator (unconfirmed). It is ``POST /v3/users/{userId}/deactivate``.
        """
        return await self._call("POST /v3/users/{userId}/deactivate", locals())

    async def delete(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Delete an existing user.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/users/{userId}``.
        """
        return await self._call("DELETE /v3/users/{userId}", locals())

    async def get(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.UserView:
        """Retrieve details about an existing user.

        Needs: Curator (unconfirmed). It is ``GET /v3/users/{userId}``.
        """
        return await self._call("GET /v3/users/{userId}", locals())

    async def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        active: bool | None = None,
        email: str | None = None,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"] | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        created_after: Time | None = None,
        created_before: Time | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedUserView | records.UserView]:
        """Retrieve all accessible user records.

        `view`: Default for few members, Full for all.

        Needs: Curator (unconfirmed). It is ``GET /v3/users``.
        """
        return await self._call("GET /v3/users", locals())

    async def assets(
        self,
        user_id: str,
        *,
        asset_type: Literal["Workflows", "Collections", "Schedules", "All"] | None = None,
        extra: Extra = None,
    ) -> records.AssetsView:
        """Retrieve all accessible assets owned by an existing user.

        Needs: Curator (unconfirmed). It is ``GET /v3/users/{userId}/assets``.
        """
        return await self._call("GET /v3/users/{userId}/assets", locals())

    async def reset_password(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Send a password reset email to an existing user.

        Needs: Curator (unconfirmed). It is ``POST /v3/users/{userId}/passwordReset``.
        """
        return await self._call("POST /v3/users/{userId}/passwordReset", locals())

    async def transfer_assets(
        self,
        user_id: str,
        *,
        owner_id: str,
        transfer_workflows: bool | None = None,
        transfer_schedules: bool | None = None,
        transfer_collections: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.AffectedScheduleView]:
        """Transfer all assets (workflows, schedules, collections) owned by one user to another.

        Needs: Curator (unconfirmed). It is ``PUT /v3/users/{userId}/assetTransfer``.
        """
        return await self._call("PUT /v3/users/{userId}/assetTransfer", locals())

    async def update(
        self,
        user_id: str,
        *,
        first_name: str,
        last_name: str,
        email: str,
        role: Literal["NoAccess", "Viewer", "Member", "Artisan", "Curator", "Evaluated"],
        default_worker_tag: str,
        can_schedule_jobs: bool,
        can_prioritize_jobs: bool,
        can_assign_jobs: bool,
        is_api_enabled: bool,
        default_credential_id: str | None,
        is_active: bool,
        is_validated: bool,
        time_zone: str,
        id: str | None = None,
        can_create_collections: bool | None = None,
        is_account_locked: bool | None = None,
        language: Literal["de-de", "en-us", "es-es", "fr-fr", "it-it", "ja-jp", "pt-br", "zh-cn"] | None = None,
        extra: Extra = None,
    ) -> records.UserView:
        """Update details of an existing user.

        Needs: Curator (unconfirmed). It is ``PUT /v3/users/{userId}``.
        """
        return await self._call("PUT /v3/users/{userId}", locals())
