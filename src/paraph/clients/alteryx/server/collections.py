"""Calls of version 3 of the API of Alteryx Server: collections. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.times import Time


class Collections(Group):
    """Calls of version 3 of the API of Alteryx Server: collections."""

    def add_schedule(
        self,
        collection_id: str,
        *,
        schedule_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a schedule to an existing collection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/schedules``.
        """
        return self._call("POST /v3/collections/{collectionId}/schedules", locals())

    def add_user(
        self,
        collection_id: str,
        *,
        user_id: str,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a user to an existing collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/users``.
        """
        return self._call("POST /v3/collections/{collectionId}/users", locals())

    def add_workflow(
        self,
        collection_id: str,
        *,
        workflow_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a workflow to an existing collection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/workflows``.
        """
        return self._call("POST /v3/collections/{collectionId}/workflows", locals())

    def create(
        self,
        *,
        name: str,
        extra: Extra = None,
    ) -> str:
        """Create a new collection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections``.
        """
        return self._call("POST /v3/collections", locals())

    def delete(
        self,
        collection_id: str,
        *,
        force_delete: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Delete an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}``.
        """
        return self._call("DELETE /v3/collections/{collectionId}", locals())

    def get(
        self,
        collection_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Retrieve details about an existing collection.

        Needs: Artisan (unconfirmed). It is ``GET /v3/collections/{collectionId}``.
        """
        return self._call("GET /v3/collections/{collectionId}", locals())

    def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedCollectionView | records.CollectionView]:
        """Retrieve all accessible collection records.

        `view`: Default for few members, Full for all.

        Needs: Artisan (unconfirmed). It is ``GET /v3/collections``.
        """
        return self._call("GET /v3/collections", locals())

    def remove_schedule(
        self,
        collection_id: str,
        schedule_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a schedule from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/schedules/{scheduleId}``.
        """
        return self._call("DELETE /v3/collections/{collectionId}/schedules/{scheduleId}", locals())

    def remove_user(
        self,
        collection_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a user from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/users/{userId}``.
        """
        return self._call("DELETE /v3/collections/{collectionId}/users/{userId}", locals())

    def remove_user_group(
        self,
        collection_id: str,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a user group from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/userGroups/{userGroupId}``.
        """
        return self._call("DELETE /v3/collections/{collectionId}/userGroups/{userGroupId}", locals())

    def remove_workflow(
        self,
        collection_id: str,
        workflow_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a workflow from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/workflows/{workflowId}``.
        """
        return self._call("DELETE /v3/collections/{collectionId}/workflows/{workflowId}", locals())

    def update(
        self,
        collection_id: str,
        *,
        name: str,
        owner_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Update the name and/or owner of an existing collection.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/collections/{collectionId}``.
        """
        return self._call("PUT /v3/collections/{collectionId}", locals())

    def update_user_permissions(
        self,
        collection_id: str,
        user_id: str,
        *,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Update user permissions in a collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/collections/{collectionId}/users/{userId}/permissions``.
        """
        return self._call("PUT /v3/collections/{collectionId}/users/{userId}/permissions", locals())

    def add_user_group(
        self,
        collection_id: str,
        *,
        user_group_id: str,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a user group to a collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/userGroups``.
        """
        return self._call("POST /v3/collections/{collectionId}/userGroups", locals())

    def update_user_group_permissions(
        self,
        collection_id: str,
        user_group_id: str,
        *,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Update user group permissions in a collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``PUT
        /v3/collections/{collectionId}/userGroups/{userGroupId}/permissions``.
        """
        return self._call("PUT /v3/collections/{collectionId}/userGroups/{userGroupId}/permissions", locals())

    def add_insight(
        self,
        collection_id: str,
        *,
        insight_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add an insight (older 2021.4 releases).

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/insights``.
        """
        return self._call("POST /v3/collections/{collectionId}/insights", locals())

    def remove_insight(
        self,
        collection_id: str,
        insight_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove an insight (older 2021.4 releases).

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/insights/{insightId}``.
        """
        return self._call("DELETE /v3/collections/{collectionId}/insights/{insightId}", locals())


class AsyncCollections(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: collections; for asyncio."""

    async def add_schedule(
        self,
        collection_id: str,
        *,
        schedule_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a schedule to an existing collection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/schedules``.
        """
        return await self._call("POST /v3/collections/{collectionId}/schedules", locals())

    async def add_user(
        self,
        collection_id: str,
        *,
        user_id: str,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a user to an existing collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/users``.
        """
        return await self._call("POST /v3/collections/{collectionId}/users", locals())

    async def add_workflow(
        self,
        collection_id: str,
        *,
        workflow_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a workflow to an existing collection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/workflows``.
        """
        return await self._call("POST /v3/collections/{collectionId}/workflows", locals())

    async def create(
        self,
        *,
        name: str,
        extra: Extra = None,
    ) -> str:
        """Create a new collection.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections``.
        """
        return await self._call("POST /v3/collections", locals())

    async def delete(
        self,
        collection_id: str,
        *,
        force_delete: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Delete an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}``.
        """
        return await self._call("DELETE /v3/collections/{collectionId}", locals())

    async def get(
        self,
        collection_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Retrieve details about an existing collection.

        Needs: Artisan (unconfirmed). It is ``GET /v3/collections/{collectionId}``.
        """
        return await self._call("GET /v3/collections/{collectionId}", locals())

    async def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedCollectionView | records.CollectionView]:
        """Retrieve all accessible collection records.

        `view`: Default for few members, Full for all.

        Needs: Artisan (unconfirmed). It is ``GET /v3/collections``.
        """
        return await self._call("GET /v3/collections", locals())

    async def remove_schedule(
        self,
        collection_id: str,
        schedule_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a schedule from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/schedules/{scheduleId}``.
        """
        return await self._call("DELETE /v3/collections/{collectionId}/schedules/{scheduleId}", locals())

    async def remove_user(
        self,
        collection_id: str,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a user from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/users/{userId}``.
        """
        return await self._call("DELETE /v3/collections/{collectionId}/users/{userId}", locals())

    async def remove_user_group(
        self,
        collection_id: str,
        user_group_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a user group from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/userGroups/{userGroupId}``.
        """
        return await self._call("DELETE /v3/collections/{collectionId}/userGroups/{userGroupId}", locals())

    async def remove_workflow(
        self,
        collection_id: str,
        workflow_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove a workflow from an existing collection.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/workflows/{workflowId}``.
        """
        return await self._call("DELETE /v3/collections/{collectionId}/workflows/{workflowId}", locals())

    async def update(
        self,
        collection_id: str,
        *,
        name: str,
        owner_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Update the name and/or owner of an existing collection.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/collections/{collectionId}``.
        """
        return await self._call("PUT /v3/collections/{collectionId}", locals())

    async def update_user_permissions(
        self,
        collection_id: str,
        user_id: str,
        *,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Update user permissions in a collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/collections/{collectionId}/users/{userId}/permissions``.
        """
        return await self._call("PUT /v3/collections/{collectionId}/users/{userId}/permissions", locals())

    async def add_user_group(
        self,
        collection_id: str,
        *,
        user_group_id: str,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add a user group to a collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/userGroups``.
        """
        return await self._call("POST /v3/collections/{collectionId}/userGroups", locals())

    async def update_user_group_permissions(
        self,
        collection_id: str,
        user_group_id: str,
        *,
        expiration_date: Time | None = None,
        collections_permissions: records.CollectionsPermissions | None = None,
        is_admin: bool | None = None,
        can_add_assets: bool | None = None,
        can_remove_assets: bool | None = None,
        can_update_assets: bool | None = None,
        can_add_users: bool | None = None,
        can_remove_users: bool | None = None,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Update user group permissions in a collection.

        `collections_permissions`: older releases take what members may do in here, newer ones beside it.

        Needs: Artisan (unconfirmed). It is ``PUT
        /v3/collections/{collectionId}/userGroups/{userGroupId}/permissions``.
        """
        return await self._call("PUT /v3/collections/{collectionId}/userGroups/{userGroupId}/permissions", locals())

    async def add_insight(
        self,
        collection_id: str,
        *,
        insight_id: str,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Add an insight (older 2021.4 releases).

        Needs: Artisan (unconfirmed). It is ``POST /v3/collections/{collectionId}/insights``.
        """
        return await self._call("POST /v3/collections/{collectionId}/insights", locals())

    async def remove_insight(
        self,
        collection_id: str,
        insight_id: str,
        *,
        extra: Extra = None,
    ) -> records.CollectionView:
        """Remove an insight (older 2021.4 releases).

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/collections/{collectionId}/insights/{insightId}``.
        """
        return await self._call("DELETE /v3/collections/{collectionId}/insights/{insightId}", locals())
