"""Calls of Duo's Admin API: administrative units. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class AdministrativeUnits(Group):
    """Calls of Duo's Admin API: administrative units."""

    def list(
        self,
        *,
        admin_id: str | None = None,
        group_id: str | None = None,
        integration_key: str | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AdministrativeUnit]:
        """List administrative units.

        `offset`: index of the first record.

        At most one of the three filters may be given. Needs: administrators. It is ``GET
        /admin/v1/administrative_units``.
        """
        return self._pages("GET /admin/v1/administrative_units", locals())

    def create(
        self,
        *,
        name: str,
        description: str,
        restrict_by_groups: bool,
        restrict_by_integrations: bool | None = None,
        admins: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
        integrations: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Create an administrative unit.

        `admins`: ids of administrators. `groups`: ids of groups. `integrations`: integration keys.

        Needs: administrators. It is ``POST /admin/v1/administrative_units``.
        """
        return self._call("POST /admin/v1/administrative_units", locals())

    def get(
        self,
        admin_unit_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Get one administrative unit.

        Needs: administrators. It is ``GET /admin/v1/administrative_units/{admin_unit_id}``.
        """
        return self._call("GET /admin/v1/administrative_units/{admin_unit_id}", locals())

    def update(
        self,
        admin_unit_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        restrict_by_groups: bool | None = None,
        restrict_by_integrations: bool | None = None,
        admins: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
        integrations: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Change an administrative unit.

        `admins`: ids of administrators. `groups`: ids of groups. `integrations`: integration keys.

        Needs: administrators. It is ``POST /admin/v1/administrative_units/{admin_unit_id}``.
        """
        return self._call("POST /admin/v1/administrative_units/{admin_unit_id}", locals())

    def delete(
        self,
        admin_unit_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an administrative unit.

        Needs: administrators. It is ``DELETE /admin/v1/administrative_units/{admin_unit_id}``.
        """
        return self._call("DELETE /admin/v1/administrative_units/{admin_unit_id}", locals())

    def add_admin(
        self,
        admin_unit_id: str,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Add one admin to an administrative unit.

        Needs: administrators. It is ``POST /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}``.
        """
        return self._call("POST /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}", locals())

    def remove_admin(
        self,
        admin_unit_id: str,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Remove one admin from an administrative unit.

        Needs: administrators. It is ``DELETE /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}``.
        """
        return self._call("DELETE /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}", locals())

    def add_group(
        self,
        admin_unit_id: str,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Add one group to an administrative unit.

        Needs: administrators. It is ``POST /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}``.
        """
        return self._call("POST /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}", locals())

    def remove_group(
        self,
        admin_unit_id: str,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Remove one group from an administrative unit.

        Needs: administrators. It is ``DELETE /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}``.
        """
        return self._call("DELETE /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}", locals())

    def add_integration(
        self,
        admin_unit_id: str,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Add one integration to an administrative unit.

        Needs: administrators. It is ``POST
        /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}``.
        """
        return self._call("POST /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}", locals())

    def remove_integration(
        self,
        admin_unit_id: str,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Remove one integration from an administrative unit.

        Needs: administrators. It is ``DELETE
        /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}``.
        """
        return self._call(
            "DELETE /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}", locals()
        )


class AsyncAdministrativeUnits(AsyncGroup):
    """Calls of Duo's Admin API: administrative units; for asyncio."""

    def list(
        self,
        *,
        admin_id: str | None = None,
        group_id: str | None = None,
        integration_key: str | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AdministrativeUnit]:
        """List administrative units.

        `offset`: index of the first record.

        At most one of the three filters may be given. Needs: administrators. It is ``GET
        /admin/v1/administrative_units``.
        """
        return self._pages("GET /admin/v1/administrative_units", locals())

    async def create(
        self,
        *,
        name: str,
        description: str,
        restrict_by_groups: bool,
        restrict_by_integrations: bool | None = None,
        admins: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
        integrations: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Create an administrative unit.

        `admins`: ids of administrators. `groups`: ids of groups. `integrations`: integration keys.

        Needs: administrators. It is ``POST /admin/v1/administrative_units``.
        """
        return await self._call("POST /admin/v1/administrative_units", locals())

    async def get(
        self,
        admin_unit_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Get one administrative unit.

        Needs: administrators. It is ``GET /admin/v1/administrative_units/{admin_unit_id}``.
        """
        return await self._call("GET /admin/v1/administrative_units/{admin_unit_id}", locals())

    async def update(
        self,
        admin_unit_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        restrict_by_groups: bool | None = None,
        restrict_by_integrations: bool | None = None,
        admins: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
        integrations: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Change an administrative unit.

        `admins`: ids of administrators. `groups`: ids of groups. `integrations`: integration keys.

        Needs: administrators. It is ``POST /admin/v1/administrative_units/{admin_unit_id}``.
        """
        return await self._call("POST /admin/v1/administrative_units/{admin_unit_id}", locals())

    async def delete(
        self,
        admin_unit_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an administrative unit.

        Needs: administrators. It is ``DELETE /admin/v1/administrative_units/{admin_unit_id}``.
        """
        return await self._call("DELETE /admin/v1/administrative_units/{admin_unit_id}", locals())

    async def add_admin(
        self,
        admin_unit_id: str,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Add one admin to an administrative unit.

        Needs: administrators. It is ``POST /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}``.
        """
        return await self._call("POST /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}", locals())

    async def remove_admin(
        self,
        admin_unit_id: str,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Remove one admin from an administrative unit.

        Needs: administrators. It is ``DELETE /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}``.
        """
        return await self._call("DELETE /admin/v1/administrative_units/{admin_unit_id}/admin/{admin_id}", locals())

    async def add_group(
        self,
        admin_unit_id: str,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Add one group to an administrative unit.

        Needs: administrators. It is ``POST /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}``.
        """
        return await self._call("POST /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}", locals())

    async def remove_group(
        self,
        admin_unit_id: str,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Remove one group from an administrative unit.

        Needs: administrators. It is ``DELETE /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}``.
        """
        return await self._call("DELETE /admin/v1/administrative_units/{admin_unit_id}/group/{group_id}", locals())

    async def add_integration(
        self,
        admin_unit_id: str,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Add one integration to an administrative unit.

        Needs: administrators. It is ``POST
        /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}``.
        """
        return await self._call(
            "POST /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}", locals()
        )

    async def remove_integration(
        self,
        admin_unit_id: str,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.AdministrativeUnit:
        """Remove one integration from an administrative unit.

        Needs: administrators. It is ``DELETE
        /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}``.
        """
        return await self._call(
            "DELETE /admin/v1/administrative_units/{admin_unit_id}/integration/{integration_key}", locals()
        )
