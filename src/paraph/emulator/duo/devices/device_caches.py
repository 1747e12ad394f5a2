"""The Device API: caches of the devices of a management system, one of them active."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.responses import paging_metadata

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object

ROUTES = Routes()
CACHES = "/device/v1/management_systems/{mkey}/device_cache"
CACHE = f"{CACHES}/{{cache_key}}"
DEVICES = f"{CACHE}/devices"
ACTIVE, PENDING = "active", "pending"


def cache_kind(call: DuoCall) -> str:
    """Return the kind of the caches of a management system."""
    return f"device_cache {call['mkey']}"


def device_kind(cache: Object) -> str:
    """Return the kind of the devices of a cache."""
    return f"device {cache['cache_key']}"


def find_cache(call: DuoCall) -> Object:
    """Return the cache of a call."""
    return call.object(cache_kind(call), call["cache_key"])


def activate_cache(call: DuoCall, cache: Object) -> Object:
    """Make a cache the active one, and delete the one that was."""
    for other in call.store.page(cache_kind(call)):
        if other["status"] == ACTIVE and other["cache_key"] != cache["cache_key"]:
            delete_cache(call, other)
    return call.store.save(cache_kind(call), cache["cache_key"], cache | {"status": ACTIVE})


def delete_cache(call: DuoCall, cache: Object) -> None:
    """Delete a cache and its devices."""
    for device in call.store.page(device_kind(cache)):
        call.store.delete(device_kind(cache), device["device_id"])
    call.store.delete(cache_kind(call), cache["cache_key"])


@ROUTES.at(f"POST {CACHES}")
def create(call: DuoCall) -> Answer:
    """Create a cache, which is pending unless the call says that it is active."""
    cache: Object = {"cache_key": call.state.new_id("DC"), "status": PENDING}
    call.store.add(cache_kind(call), cache["cache_key"], cache)
    return activate_cache(call, cache) if call.get("active") else cache


@ROUTES.at(f"GET {CACHES}")
def list_caches(call: DuoCall) -> Answer:
    """List the caches with a status."""
    return [cache for cache in call.store.page(cache_kind(call)) if cache["status"] == call["status"]]


@ROUTES.at(f"GET {CACHE}")
def get_cache(call: DuoCall) -> Answer:
    """Return a cache."""
    return find_cache(call)


@ROUTES.at(f"DELETE {CACHE}")
def delete(call: DuoCall) -> Answer:
    """Delete a cache, if it exists."""
    cache = call.store.get(cache_kind(call), call["cache_key"])
    if cache is not None:
        delete_cache(call, cache)
    return ""


@ROUTES.at(f"POST {CACHE}/activate")
def activate(call: DuoCall) -> Answer:
    """Activate a cache and return it."""
    return activate_cache(call, find_cache(call))


@ROUTES.at(f"POST {DEVICES}")
def add_devices(call: DuoCall) -> Answer:
    """Add devices to a cache, replacing those with the same ids; return how many."""
    cache = find_cache(call)
    devices = [parse_device(each) for each in call["devices"]]
    for device in devices:
        call.store.save(device_kind(cache), device["device_id"], device)
    return {"devices_added": len(devices)}


def parse_device(values: Any) -> Object:
    """Parse a device: an object with an id, or the id alone; raises DuoError (40002)."""
    device = {"device_id": values} if isinstance(values, str) else values
    if not isinstance(device, dict) or not isinstance(device.get("device_id"), str):
        raise DuoError(40002, "devices")
    return device


@ROUTES.at(f"GET {DEVICES}")
def list_devices(call: DuoCall) -> Answer:
    """List a part of the devices of a cache, with the offset of the next part."""
    requested = device_kind(find_cache(call))
    if "device_ids" in call.parameters:
        result = [call.store.get(requested, str(key)) for key in call["device_ids"]]
        page = call.page_of([device for device in result if device])
    else:
        page = call.page(requested)
    return {"devices_retrieved": list(page.items), **paging_metadata(call, page)}


@ROUTES.at(f"DELETE {DEVICES}")
def remove_devices(call: DuoCall) -> Answer:
    """Remove devices from a cache; return how many."""
    requested = device_kind(find_cache(call))
    return {"devices_deleted": sum(call.store.delete(requested, device_id(each)) for each in call["devices"])}


def device_id(values: Any) -> str:
    """Return the id of a device that is given as an object or an id."""
    return str(values.get("device_id") if isinstance(values, dict) else values)
