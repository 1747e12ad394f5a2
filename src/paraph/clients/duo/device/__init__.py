"""The calls of Duo's Device API, in groups. Generated from the catalogue."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from paraph.clients.client import AsyncClient, Client

if TYPE_CHECKING:
    from paraph.clients.duo.device.device_caches import AsyncDeviceCaches, DeviceCaches


class DeviceGroups(Client):
    """The groups of calls of Duo's Device API."""

    @cached_property
    def device_caches(self) -> DeviceCaches:
        """create, list, get, delete, activate, add_devices, list_devices, remove_devices."""
        from paraph.clients.duo.device.device_caches import DeviceCaches

        return DeviceCaches(self)


class AsyncDeviceGroups(AsyncClient):
    """The groups of calls of Duo's Device API, for asyncio."""

    @cached_property
    def device_caches(self) -> AsyncDeviceCaches:
        """create, list, get, delete, activate, add_devices, list_devices, remove_devices."""
        from paraph.clients.duo.device.device_caches import AsyncDeviceCaches

        return AsyncDeviceCaches(self)
