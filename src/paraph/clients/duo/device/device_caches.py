"""Calls of Duo's Device API: device caches. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class DeviceCaches(Group):
    """Calls of Duo's Device API: device caches."""

    def create(
        self,
        mkey: str,
        *,
        active: bool | None = None,
        extra: Extra = None,
    ) -> records.DeviceCache:
        """Create a device cache.

        Needs: device. It is ``POST /device/v1/management_systems/{mkey}/device_cache``.
        """
        return self._call("POST /device/v1/management_systems/{mkey}/device_cache", locals())

    def list(
        self,
        mkey: str,
        *,
        status: str,
        extra: Extra = None,
    ) -> builtins.list[records.DeviceCache]:
        """List device caches.

        `status`: which caches to list.

        Needs: device. It is ``GET /device/v1/management_systems/{mkey}/device_cache``.
        """
        return self._call("GET /device/v1/management_systems/{mkey}/device_cache", locals())

    def get(
        self,
        mkey: str,
        cache_key: str,
        *,
        extra: Extra = None,
    ) -> records.DeviceCache:
        """Get one device cache.

        Needs: device. It is ``GET /device/v1/management_systems/{mkey}/device_cache/{cache_key}``.
        """
        return self._call("GET /device/v1/management_systems/{mkey}/device_cache/{cache_key}", locals())

    def delete(
        self,
        mkey: str,
        cache_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a device cache.

        Needs: device. It is ``DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}``.
        """
        return self._call("DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}", locals())

    def activate(
        self,
        mkey: str,
        cache_key: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Make a device cache active.

        Needs: device. It is ``POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/activate``.
        """
        return self._call("POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/activate", locals())

    def add_devices(
        self,
        mkey: str,
        cache_key: str,
        *,
        devices: Sequence[Mapping[str, Any]],
        extra: Extra = None,
    ) -> Any:
        """Add devices.

        Needs: device. It is ``POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices``.
        """
        return self._call("POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices", locals())

    def list_devices(
        self,
        mkey: str,
        cache_key: str,
        *,
        device_ids: Sequence[str] | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[Any]:
        """List devices in a cache.

        `offset`: index of the first record.

        The metadata of the page lie in response itself, beside devices_retrieved. Needs: device. It is ``GET
        /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices``.
        """
        return self._pages("GET /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices", locals())

    def remove_devices(
        self,
        mkey: str,
        cache_key: str,
        *,
        devices: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Delete devices from a cache.

        `devices`: ids of devices.

        Needs: device. It is ``DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices``.
        """
        return self._call("DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices", locals())


class AsyncDeviceCaches(AsyncGroup):
    """Calls of Duo's Device API: device caches; for asyncio."""

    async def create(
        self,
        mkey: str,
        *,
        active: bool | None = None,
        extra: Extra = None,
    ) -> records.DeviceCache:
        """Create a device cache.

        Needs: device. It is ``POST /device/v1/management_systems/{mkey}/device_cache``.
        """
        return await self._call("POST /device/v1/management_systems/{mkey}/device_cache", locals())

    async def list(
        self,
        mkey: str,
        *,
        status: str,
        extra: Extra = None,
    ) -> builtins.list[records.DeviceCache]:
        """List device caches.

        `status`: which caches to list.

        Needs: device. It is ``GET /device/v1/management_systems/{mkey}/device_cache``.
        """
        return await self._call("GET /device/v1/management_systems/{mkey}/device_cache", locals())

    async def get(
        self,
        mkey: str,
        cache_key: str,
        *,
        extra: Extra = None,
    ) -> records.DeviceCache:
        """Get one device cache.

        Needs: device. It is ``GET /device/v1/management_systems/{mkey}/device_cache/{cache_key}``.
        """
        return await self._call("GET /device/v1/management_systems/{mkey}/device_cache/{cache_key}", locals())

    async def delete(
        self,
        mkey: str,
        cache_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a device cache.

        Needs: device. It is ``DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}``.
        """
        return await self._call("DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}", locals())

    async def activate(
        self,
        mkey: str,
        cache_key: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Make a device cache active.

        Needs: device. It is ``POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/activate``.
        """
        return await self._call("POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/activate", locals())

    async def add_devices(
        self,
        mkey: str,
        cache_key: str,
        *,
        devices: Sequence[Mapping[str, Any]],
        extra: Extra = None,
    ) -> Any:
        """Add devices.

        Needs: device. It is ``POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices``.
        """
        return await self._call("POST /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices", locals())

    def list_devices(
        self,
        mkey: str,
        cache_key: str,
        *,
        device_ids: Sequence[str] | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[Any]:
        """List devices in a cache.

        `offset`: index of the first record.

        The metadata of the page lie in response itself, beside devices_retrieved. Needs: device. It is ``GET
        /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices``.
        """
        return self._pages("GET /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices", locals())

    async def remove_devices(
        self,
        mkey: str,
        cache_key: str,
        *,
        devices: Sequence[str],
        extra: Extra = None,
    ) -> Any:
        """Delete devices from a cache.

        `devices`: ids of devices.

        Needs: device. It is ``DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices``.
        """
        return await self._call(
            "DELETE /device/v1/management_systems/{mkey}/device_cache/{cache_key}/devices", locals()
        )
