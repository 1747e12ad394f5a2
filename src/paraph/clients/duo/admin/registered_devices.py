"""Calls of Duo's Admin API: registered devices. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class RegisteredDevices(Group):
    """Calls of Duo's Admin API: registered devices."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.RegisteredDevice]:
        """List registered devices (Duo Desktop).

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices``.
        """
        return self._pages("GET /admin/v1/registered_devices", locals())

    def get(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> records.RegisteredDevice:
        """Get one registered device.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices/{compkey}``.
        """
        return self._call("GET /admin/v1/registered_devices/{compkey}", locals())

    def delete(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a registered device.

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/registered_devices/{compkey}``.
        """
        return self._call("DELETE /admin/v1/registered_devices/{compkey}", locals())

    def list_blocked(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.RegisteredDevice]:
        """List blocked registered devices.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices/blocked``.
        """
        return self._pages("GET /admin/v1/registered_devices/blocked", locals())

    def block_many(
        self,
        *,
        registered_device_key_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Block registered devices.

        `registered_device_key_list`: keys of registered devices.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/registered_devices/blocked``.
        """
        return self._call("POST /admin/v1/registered_devices/blocked", locals())

    def unblock_many(
        self,
        *,
        registered_device_key_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Unblock registered devices.

        `registered_device_key_list`: keys of registered devices.

        The parameters of a DELETE travel in the query. Needs: write resource (unconfirmed). It is ``DELETE
        /admin/v1/registered_devices/blocked``.
        """
        return self._call("DELETE /admin/v1/registered_devices/blocked", locals())

    def get_blocked(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> records.RegisteredDevice:
        """Get one blocked device.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices/blocked/{compkey}``.
        """
        return self._call("GET /admin/v1/registered_devices/blocked/{compkey}", locals())

    def block(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Block one device.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/registered_devices/blocked/{compkey}``.
        """
        return self._call("POST /admin/v1/registered_devices/blocked/{compkey}", locals())

    def unblock(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Unblock one device.

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/registered_devices/blocked/{compkey}``.
        """
        return self._call("DELETE /admin/v1/registered_devices/blocked/{compkey}", locals())


class AsyncRegisteredDevices(AsyncGroup):
    """Calls of Duo's Admin API: registered devices; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.RegisteredDevice]:
        """List registered devices (Duo Desktop).

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices``.
        """
        return self._pages("GET /admin/v1/registered_devices", locals())

    async def get(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> records.RegisteredDevice:
        """Get one registered device.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices/{compkey}``.
        """
        return await self._call("GET /admin/v1/registered_devices/{compkey}", locals())

    async def delete(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a registered device.

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/registered_devices/{compkey}``.
        """
        return await self._call("DELETE /admin/v1/registered_devices/{compkey}", locals())

    def list_blocked(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.RegisteredDevice]:
        """List blocked registered devices.

        `offset`: index of the first record.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices/blocked``.
        """
        return self._pages("GET /admin/v1/registered_devices/blocked", locals())

    async def block_many(
        self,
        *,
        registered_device_key_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Block registered devices.

        `registered_device_key_list`: keys of registered devices.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/registered_devices/blocked``.
        """
        return await self._call("POST /admin/v1/registered_devices/blocked", locals())

    async def unblock_many(
        self,
        *,
        registered_device_key_list: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Unblock registered devices.

        `registered_device_key_list`: keys of registered devices.

        The parameters of a DELETE travel in the query. Needs: write resource (unconfirmed). It is ``DELETE
        /admin/v1/registered_devices/blocked``.
        """
        return await self._call("DELETE /admin/v1/registered_devices/blocked", locals())

    async def get_blocked(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> records.RegisteredDevice:
        """Get one blocked device.

        Needs: read resource (unconfirmed). It is ``GET /admin/v1/registered_devices/blocked/{compkey}``.
        """
        return await self._call("GET /admin/v1/registered_devices/blocked/{compkey}", locals())

    async def block(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Block one device.

        Needs: write resource (unconfirmed). It is ``POST /admin/v1/registered_devices/blocked/{compkey}``.
        """
        return await self._call("POST /admin/v1/registered_devices/blocked/{compkey}", locals())

    async def unblock(
        self,
        compkey: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Unblock one device.

        Needs: write resource (unconfirmed). It is ``DELETE /admin/v1/registered_devices/blocked/{compkey}``.
        """
        return await self._call("DELETE /admin/v1/registered_devices/blocked/{compkey}", locals())
