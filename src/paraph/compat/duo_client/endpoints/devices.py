"""Endpoints (computers seen at logins) and registered devices of the Admin API."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import quoted

ENDPOINTS = "/admin/v1/endpoints"
REGISTERED_DEVICES = "/admin/v1/registered_devices"


class DeviceCalls(AdminCalls):
    """Lists endpoints and the devices of Duo Desktop."""

    def get_endpoint(self, epkey: Any) -> Any:
        """Return the endpoint with this key."""
        return self.json_api_call("GET", f"{ENDPOINTS}/{quoted(epkey)}", {})

    def get_endpoints_iterator(self) -> Any:
        """Return an iterator over all endpoints."""
        return self._all(ENDPOINTS)

    def get_endpoints(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all endpoints, or a page of them."""
        return self._page_or_all(ENDPOINTS, limit, offset, self.get_endpoints_iterator)

    def get_registered_devices_generator(self) -> Any:
        """Return an iterator over all registered devices."""
        return self._all(REGISTERED_DEVICES)

    def get_registered_devices(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all registered devices, or a page of them."""
        return self._page_or_all(REGISTERED_DEVICES, limit, offset, self.get_registered_devices_generator)

    def get_registered_device_by_id(self, registered_device_id: Any) -> Any:
        """Return the registered device with this key, which is not encoded in the path."""
        return self.json_api_call("GET", REGISTERED_DEVICES + "/" + registered_device_id, {})

    def delete_registered_device(self, registered_device_id: Any) -> Any:
        """Delete a registered device; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{REGISTERED_DEVICES}/{quote_plus(registered_device_id)}", {})
