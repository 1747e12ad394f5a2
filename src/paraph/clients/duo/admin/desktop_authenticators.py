"""Calls of Duo's Admin API: desktop authenticators. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class DesktopAuthenticators(Group):
    """Calls of Duo's Admin API: desktop authenticators."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DesktopAuthenticator]:
        """List desktop authenticators.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktop_authenticators``.
        """
        return self._pages("GET /admin/v1/desktop_authenticators", locals())

    def get(
        self,
        dakey: str,
        *,
        extra: Extra = None,
    ) -> records.DesktopAuthenticator:
        """Get one desktop authenticator.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktop_authenticators/{dakey}``.
        """
        return self._call("GET /admin/v1/desktop_authenticators/{dakey}", locals())

    def delete(
        self,
        dakey: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a desktop authenticator.

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/desktop_authenticators/{dakey}``.
        """
        return self._call("DELETE /admin/v1/desktop_authenticators/{dakey}", locals())

    def list_shared_device_auth(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.SharedDeviceAuth]:
        """List shared-device authentication configurations.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktop_authenticators/shared_device_auth``.
        """
        return self._pages("GET /admin/v1/desktop_authenticators/shared_device_auth", locals())

    def create_shared_device_auth(
        self,
        *,
        group_id_list: Sequence[str],
        trusted_endpoint_integration_id_list: Sequence[str],
        active: bool | None = None,
        name: str | None = None,
        extra: Extra = None,
    ) -> records.SharedDeviceAuth:
        """Create a shared-device configuration.

        `group_id_list`: ids of groups. `trusted_endpoint_integration_id_list`: integration keys.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktop_authenticators/shared_device_auth``.
        """
        return self._call("POST /admin/v1/desktop_authenticators/shared_device_auth", locals())

    def get_shared_device_auth(
        self,
        shared_device_key: str,
        *,
        extra: Extra = None,
    ) -> records.SharedDeviceAuth:
        """Get one shared-device configuration.

        Needs: read resource (unconfirmed). It is ``GET
        /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}``.
        """
        return self._call("GET /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}", locals())

    def update_shared_device_auth(
        self,
        shared_device_key: str,
        *,
        active: bool | None = None,
        name: str | None = None,
        group_id_list: Sequence[str] | None = None,
        trusted_endpoint_integration_id_list: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.SharedDeviceAuth:
        """Change a shared-device configuration.

        `group_id_list`: ids of groups. `trusted_endpoint_integration_id_list`: integration keys.

        Needs: write resource (unconfirmed). It is ``PUT
        /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}``.
        """
        return self._call("PUT /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}", locals())

    def delete_shared_device_auth(
        self,
        shared_device_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a shared-device configuration.

        Needs: write resource (unconfirmed). It is ``DELETE
        /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}``.
        """
        return self._call("DELETE /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}", locals())


class AsyncDesktopAuthenticators(AsyncGroup):
    """Calls of Duo's Admin API: desktop authenticators; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DesktopAuthenticator]:
        """List desktop authenticators.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktop_authenticators``.
        """
        return self._pages("GET /admin/v1/desktop_authenticators", locals())

    async def get(
        self,
        dakey: str,
        *,
        extra: Extra = None,
    ) -> records.DesktopAuthenticator:
        """Get one desktop authenticator.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktop_authenticators/{dakey}``.
        """
        return await self._call("GET /admin/v1/desktop_authenticators/{dakey}", locals())

    async def delete(
        self,
        dakey: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a desktop authenticator.

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/desktop_authenticators/{dakey}``.
        """
        return await self._call("DELETE /admin/v1/desktop_authenticators/{dakey}", locals())

    def list_shared_device_auth(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.SharedDeviceAuth]:
        """List shared-device authentication configurations.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/desktop_authenticators/shared_device_auth``.
        """
        return self._pages("GET /admin/v1/desktop_authenticators/shared_device_auth", locals())

    async def create_shared_device_auth(
        self,
        *,
        group_id_list: Sequence[str],
        trusted_endpoint_integration_id_list: Sequence[str],
        active: bool | None = None,
        name: str | None = None,
        extra: Extra = None,
    ) -> records.SharedDeviceAuth:
        """Create a shared-device configuration.

        `group_id_list`: ids of groups. `trusted_endpoint_integration_id_list`: integration keys.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/desktop_authenticators/shared_device_auth``.
        """
        return await self._call("POST /admin/v1/desktop_authenticators/shared_device_auth", locals())

    async def get_shared_device_auth(
        self,
        shared_device_key: str,
        *,
        extra: Extra = None,
    ) -> records.SharedDeviceAuth:
        """Get one shared-device configuration.

        Needs: read resource (unconfirmed). It is ``GET
        /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}``.
        """
        return await self._call("GET /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}", locals())

    async def update_shared_device_auth(
        self,
        shared_device_key: str,
        *,
        active: bool | None = None,
        name: str | None = None,
        group_id_list: Sequence[str] | None = None,
        trusted_endpoint_integration_id_list: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.SharedDeviceAuth:
        """Change a shared-device configuration.

        `group_id_list`: ids of groups. `trusted_endpoint_integration_id_list`: integration keys.

        Needs: write resource (unconfirmed). It is ``PUT
        /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}``.
        """
        return await self._call("PUT /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}", locals())

    async def delete_shared_device_auth(
        self,
        shared_device_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a shared-device configuration.

        Needs: write resource (unconfirmed). It is ``DELETE
        /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}``.
        """
        return await self._call(
            "DELETE /admin/v1/desktop_authenticators/shared_device_auth/{shared_device_key}", locals()
        )
