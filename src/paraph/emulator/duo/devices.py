"""The Device API: caches of the devices that a management system knows, one of them active at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.answers import metadata
from paraph.emulator.duo.calls import Refused, Routes

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object

ROUTES = Routes()
CACHES = "/device/v1/management_systems/{mkey}/device_cache"
CACHE = f"{CACHES}/{{cache_key}}"
DEVICES = f"{CACHE}/devices"
ACTIVE, PENDING = "active", "pending"


def kind(call: Call) -> str:
    """The kind of the caches of a management system."""
    return f"device_cache {call['mkey']}"


def devices_in(cache: Object) -> str:
    """The kind of the devices of a cache."""
    return f"device {cache['cache_key']}"


def cache_of(call: Call) -> Object:
    """The cache of a call."""
    return call.object(kind(call), call["cache_key"])


def activate(call: Call, cache: Object) -> Object:
    """Make a cache the active one; the one that was is of no use any more, and goes."""
    for other in call.store.page(kind(call)):
        if other["status"] == ACTIVE and other["cache_key"] != cache["cache_key"]:
            forget(call, other)
    return call.store.put(kind(call), cache["cache_key"], cache | {"status": ACTIVE})


def forget(call: Call, cache: Object) -> None:
    """Forget a cache and its devices."""
    for device in call.store.page(devices_in(cache)):
        call.store.delete(devices_in(cache), device["device_id"])
    call.store.delete(kind(call), cache["cache_key"])


@ROUTES.at(f"POST {CACHES}")
def created(call: Call) -> Answer:
    """A new cache, which waits to be activated unless the call says that it is active."""
    cache: Object = {"cache_key": call.state.new_id("DC"), "status": PENDING}
    call.store.add(kind(call), cache["cache_key"], cache)
    return activate(call, cache) if call.get("active") else cache


@ROUTES.at(f"GET {CACHES}")
def listed(call: Call) -> Answer:
    """The caches of a status."""
    return [cache for cache in call.store.page(kind(call)) if cache["status"] == call["status"]]


@ROUTES.at(f"GET {CACHE}")
def one(call: Call) -> Answer:
    """One cache."""
    return cache_of(call)


@ROUTES.at(f"DELETE {CACHE}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such cache."""
    cache = call.store.get(kind(call), call["cache_key"])
    if cache is not None:
        forget(call, cache)
    return ""


@ROUTES.at(f"POST {CACHE}/activate")
def activated(call: Call) -> Answer:
    """The cache, which is the active one now."""
    return activate(call, cache_of(call))


@ROUTES.at(f"POST {DEVICES}")
def added(call: Call) -> Answer:
    """How many devices were added, or replaced where their ids were known."""
    cache = cache_of(call)
    devices = [described_device(each) for each in call["devices"]]
    for device in devices:
        call.store.put(devices_in(cache), device["device_id"], device)
    return {"devices_added": len(devices)}


def described_device(given: Any) -> Object:
    """A device as it came: an object with an id, or the id alone; raises Refused (40002)."""
    device = {"device_id": given} if isinstance(given, str) else given
    if not isinstance(device, dict) or not isinstance(device.get("device_id"), str):
        raise Refused(40002, "devices")
    return device


@ROUTES.at(f"GET {DEVICES}")
def retrieved(call: Call) -> Answer:
    """A part of the devices of a cache; where the list goes on stands beside it."""
    wanted = devices_in(cache_of(call))
    if "device_ids" in call.given:
        found = [call.store.get(wanted, str(key)) for key in call["device_ids"]]
        page = call.part([device for device in found if device])
    else:
        page = call.page(wanted)
    return {"devices_retrieved": list(page.items), **metadata(call, page)}


@ROUTES.at(f"DELETE {DEVICES}")
def removed(call: Call) -> Answer:
    """How many devices were removed."""
    wanted = devices_in(cache_of(call))
    return {"devices_deleted": sum(call.store.delete(wanted, named(each)) for each in call["devices"])}


def named(given: Any) -> str:
    """The id of a device that is named by itself or by its id."""
    return str(given.get("device_id") if isinstance(given, dict) else given)
