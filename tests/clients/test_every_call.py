"""Each call of both catalogues goes well through the typed clients, with and without asyncio, and returns what is documented."""

from typing import Any

import pytest

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from paraph.testing import LocalServer
from tests.clients.every_call import all_called
from tests.emulator.alteryx import test_openapi as alteryx
from tests.emulator.duo import test_openapi as duo

DEVICES = {
    "compkey": ("RegisteredDevice", ("registered_device", "blocked_registered_device")),
    "dakey": ("DesktopAuthenticator", ("desktop_authenticator",)),
    "registration_id": ("U2FToken", ("u2ftoken",)),
}
"""What comes from software on a computer and not from a call: the name of its key, its record, where it is kept."""


def add_devices(server: LocalServer) -> dict[str, Any]:
    """Add what no call can add; return the keys, and an administrator that a directory has."""
    shapes, store = catalogue("duo").shapes, server.local.store
    for key, (name, kinds) in DEVICES.items():
        for kind in kinds:
            store.add(kind, key, {**sample(shapes[name], shapes), key: key})
    synchronised = {"directory_key": "AD1", "email": store.page("admin")[0]["email"]}
    return {
        **dict(zip(DEVICES, DEVICES, strict=True)),
        "POST /admin/v1/admins/directorysync/{directory_key}/syncadmin": synchronised,
    }


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_each_call_of_duo(is_async: bool) -> None:
    with duo.furnished() as furnished:
        added = add_devices(furnished.server)
        other = furnished.server.local.store.page("integration")[1]["integration_key"]  # not the one that is used
        own = {
            f"DELETE /admin/v{version}/integrations/{{integration_key}}": {"integration_key": other}
            for version in (1, 2, 3)
        }
        found = list(all_called(furnished.server, "duo", {**furnished.known, **added, **own}, is_async=is_async))
    assert len(found) == 204
    assert [each.wrong for each in found if each.wrong] == []
    assert [each.endpoint.name for each in found if not each.succeeded] == []


@pytest.mark.parametrize("is_async", [False, True], ids=["sync", "async"])
def test_each_call_of_alteryx(is_async: bool) -> None:
    with alteryx.furnished() as furnished:
        found = list(all_called(furnished.server, "alteryx", furnished.known, is_async=is_async))
    assert len(found) == 127
    assert [each.wrong for each in found if each.wrong] == []
    assert [each.endpoint.name for each in found if not each.succeeded] == []
