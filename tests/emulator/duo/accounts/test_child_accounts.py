"""Child accounts, the Device API, and endpoints without code of their own."""

import json
from typing import Any

import pytest

from paraph.apis.catalogue import Endpoint, catalogue
from paraph.emulator.duo.catalogue_endpoints import item_paths
from paraph.emulator.duo.routes import all_routes
from tests.emulator.duo.in_process import ACCOUNTS, ADMIN, DEVICE, HOST, Duo

CHILDREN = "/accounts/v1/account"
USERS = "/admin/v1/users"


def child(duo: Duo, name: str = "Child") -> str:
    key: str = duo.ok("POST", f"{CHILDREN}/create", ACCOUNTS, name=name)["account_id"]
    return key


def test_each_child_account_has_its_own_users(duo: Duo) -> None:
    first, second = child(duo, "One"), child(duo, "Two")
    assert duo.ok("POST", f"{CHILDREN}/list", ACCOUNTS) == [
        {"account_id": first, "api_hostname": HOST, "name": "One"}, {"account_id": second, "api_hostname": HOST, "name": "Two"},
    ]  # fmt: skip
    duo.user("parent")
    made = duo.ok("POST", USERS, ACCOUNTS, account_id=first, username="ada")
    assert duo.ok("GET", f"{USERS}/{made['user_id']}", ACCOUNTS, account_id=first) == made
    assert duo.refused("GET", f"{USERS}/{made['user_id']}", ACCOUNTS, account_id=second) == (40401, "")
    found = [duo.ok("GET", USERS, ACCOUNTS, account_id=each) for each in (first, second)]
    assert [[user["username"] for user in users] for users in found] == [["ada"], []]
    assert [user["username"] for user in duo.ok("GET", USERS)] == ["parent"]
    assert duo.ok("POST", f"{CHILDREN}/delete", ACCOUNTS, account_id=first) == ""
    assert duo.refused("GET", USERS, ACCOUNTS, account_id=first) == (40002, "account_id")
    assert len(duo.ok("POST", f"{CHILDREN}/list", ACCOUNTS)) == 1


@pytest.mark.parametrize(
    ("key", "given", "refusal"),
    [
        (ACCOUNTS, {}, (40001, "account_id")),
        (ACCOUNTS, {"account_id": "DA1"}, (40002, "account_id")),
        (ADMIN, {"account_id": "DA1"}, (40301, "")),
    ],
)
def test_a_child_account_has_to_be_ones_own(
    duo: Duo, key: tuple[str, str], given: dict[str, str], refusal: tuple[int, str]
) -> None:
    assert duo.refused("GET", USERS, key, **given) == duo.refused("POST", USERS, key, username="a", **given) == refusal


def test_a_key_of_a_child_account_signs_for_that(duo: Duo) -> None:
    account = child(duo)
    given = {"name": "Child's", "type": "adminapi", "adminapi_read_resource": "1", "adminapi_write_resource": "1"}
    made = duo.ok("POST", "/admin/v3/integrations", ACCOUNTS, account_id=account, **given)
    key = made["integration_key"], made["secret_key"]
    duo.ok("POST", USERS, key, username="ada")
    assert [user["username"] for user in duo.ok("GET", USERS, ACCOUNTS, account_id=account)] == ["ada"]
    assert duo.ok("GET", USERS) == []
    assert duo.refused("GET", f"/admin/v3/integrations/{key[0]}") == (40401, "")
    duo.ok("POST", f"{CHILDREN}/delete", ACCOUNTS, account_id=account)
    assert duo.refused("GET", USERS, key)[0] == 40102


def test_credits_come_from_the_parent(duo: Duo) -> None:
    account = child(duo)
    path = "/admin/v1/billing/telephony_credits"

    def left() -> int:
        found: int = duo.ok("GET", "/admin/v1/info/summary")["telephony_credits_remaining"]
        return found

    assert (duo.ok("GET", path, ACCOUNTS, account_id=account), left()) == ({"credits": 0}, 1000)
    duo.ok("POST", path, ACCOUNTS, account_id=account, credits="300")
    assert (duo.ok("GET", path, ACCOUNTS, account_id=account), left()) == ({"credits": 300}, 700)
    duo.ok("POST", path, ACCOUNTS, account_id=account, credits="100")
    assert left() == 900
    assert duo.refused("POST", path, ACCOUNTS, account_id=account, credits="1001") == (40002, "credits")
    edition = "/admin/v1/billing/edition"
    duo.ok("POST", edition, ACCOUNTS, account_id=account, edition="PLATFORM")
    assert duo.ok("GET", edition, ACCOUNTS, account_id=account) == {"edition": "PLATFORM"}
    assert duo.refused("GET", edition, ADMIN, account_id=account) == (40301, "")


def test_device_caches_are_filled_then_activated(duo: Duo) -> None:
    path = "/device/v1/management_systems/MK1/device_cache"
    first = duo.ok("POST", path, DEVICE, active="True")
    second = duo.ok("POST", path, DEVICE)
    assert (first["status"], second["status"]) == ("active", "pending")
    cache = f"{path}/{second['cache_key']}"
    devices = [{"device_id": f"d{number}"} for number in range(5)]
    assert duo.ok("POST", f"{cache}/devices", DEVICE, devices=devices) == {"devices_added": 5}
    page = duo.whole("GET", f"{cache}/devices", DEVICE, limit=2, offset=2)
    assert "metadata" not in page
    assert page["response"] == {
        "devices_retrieved": devices[2:4], "total_objects": 5, "next_offset": 4, "prev_offset": 0,
    }  # fmt: skip
    asked = duo.ok("GET", f"{cache}/devices", DEVICE, device_ids=["d4", "d9"])
    assert asked == {"devices_retrieved": [devices[4]], "total_objects": 1}
    assert duo.ok("DELETE", f"{cache}/devices", DEVICE, devices=["d1", "d9"]) == {"devices_deleted": 1}
    assert duo.refused("POST", f"{cache}/devices", DEVICE, devices=[{"name": "x"}]) == (40002, "devices")
    duo.ok("POST", f"{cache}/activate", DEVICE)
    assert [each["cache_key"] for each in duo.ok("GET", path, DEVICE, status="active")] == [second["cache_key"]]
    assert duo.refused("GET", f"{path}/{first['cache_key']}", DEVICE) == (40401, "")
    assert duo.refused("GET", cache.replace("MK1", "MK2"), DEVICE) == (40401, "")
    assert duo.ok("DELETE", cache, DEVICE) == duo.ok("DELETE", cache, DEVICE) == ""
    assert duo.ok("GET", path, DEVICE, status="active") == []


@pytest.mark.parametrize(
    ("path", "name", "given", "change"),
    [
        ("/admin/v1/desktoptokens", "desktoptoken_id", {"platform": "x", "name": "Desk"}, ("POST", {"name": "Other"})),
        ("/admin/v1/desktop_authenticators/shared_device_auth", "shared_device_key",
         {"group_id_list": ["DG1"], "trusted_endpoint_integration_id_list": [], "name": "Front desk"},
         ("PUT", {"active": False})),
    ],
)  # fmt: skip
def test_what_the_catalogue_describes_is_kept(
    duo: Duo, path: str, name: str, given: dict[str, Any], change: tuple[str, dict[str, Any]]
) -> None:
    method, changes = change
    made = duo.ok("POST", path, **given)
    assert made.items() >= given.items()
    assert duo.ok("GET", path) == [made]
    one = f"{path}/{made[name]}"
    assert duo.ok(method, one, **changes) == duo.ok("GET", one) == made | changes
    assert duo.refused("GET", f"{path}/nobody") == (40401, "")
    assert duo.refused(method, f"{path}/nobody") == (40401, "")
    assert duo.ok("DELETE", one) == duo.ok("DELETE", one) == ""
    assert duo.ok("GET", path) == []


def test_what_is_done_to_an_item_needs_the_item(duo: Duo) -> None:
    path = "/admin/v1/desktoptokens"
    one = f"{path}/{duo.ok('POST', path, platform='x')['desktoptoken_id']}"
    assert duo.ok("POST", f"{one}/activate", valid_secs="60")["valid_secs"] == 60
    assert duo.refused("POST", f"{path}/nobody/activate") == (40401, "")


WITHOUT_CODE = [
    endpoint for endpoint in catalogue("duo").endpoints
    if (endpoint.method, endpoint.path) not in all_routes() and endpoint.api in ("admin", "accounts", "device")
    and endpoint.method == "GET" and "{" not in endpoint.path and "/logs/" not in endpoint.path
    and "trust_monitor" not in endpoint.path
]  # fmt: skip


@pytest.mark.parametrize("endpoint", WITHOUT_CODE, ids=lambda endpoint: endpoint.path)
def test_everything_else_answers_as_described(duo: Duo, endpoint: Endpoint) -> None:
    answer = duo.ok(endpoint.method, endpoint.path)
    if endpoint.path in item_paths():
        assert answer == []


def test_all_answers_are_json_or_refusals(duo: Duo) -> None:
    """No endpoint falls over when it is called with nothing, or about things that are not there."""
    for endpoint in catalogue("duo").endpoints:
        if endpoint.api in ("admin", "accounts", "device"):
            path = "/".join("nobody" if part.startswith("{") else part for part in endpoint.path.split("/"))
            answer = duo.send(endpoint.method, path)
            assert answer.status in (200, 400, 403, 404), endpoint.name
            assert json.loads(answer.body)["stat"] in ("OK", "FAIL")
