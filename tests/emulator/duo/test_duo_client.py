"""Every method of the vendor's own client that sends a request, against a local server, with what it is to answer.

The methods of the classes are looked up, so one that a newer client has and these tests do not know makes them fail.
"""

import inspect
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import duo_client
import pytest
from duo_client.admin import AccountAdmin

from paraph.emulator.duo.admin.branding import PNG
from paraph.emulator.duo.devices import phones
from paraph.testing import DuoServer

Found = dict[str, Any]
OF_LOGS = (
    "get_activity_logs",
    "get_administrator_log",
    "get_authentication_log",
    "get_offline_log",
    "get_telephony_log",
    "get_trust_monitor_events_by_offset",
    "get_trust_monitor_events_iterator",
)
"""Methods that read logs, which are tried elsewhere."""
DEFECTS: dict[str, tuple[tuple[Any, ...], type[Exception]]] = {
    "get_info_telephony_credits_used": ((1770000000,), TypeError),
    "get_authentication_attempts": ((1770000000,), TypeError),
    "get_user_authentication_attempts": ((1770000000,), TypeError),
}
"""What the client does wrong by itself: given a number, it fails before anything is sent."""
PLUMBING = {name for name, _ in inspect.getmembers(duo_client.client.Client, callable)} | {"api_call"}
GENERATORS = ("get_users_by_names", "get_users_by_ids")
"""They are documented to return lists."""


class Script:
    """Calls of the client by their names, noting which were made."""

    def __init__(self, server: DuoServer) -> None:
        self.server, self.done = server, set[str]()
        self.admin = duo_client.Admin(**self.settings())

    def settings(self) -> Found:
        server = self.server
        return {"ikey": server.ikey, "skey": server.skey, "host": server.host, "port": server.port, "ca_certs": "HTTP"}

    def __call__(self, name: str, /, *given: Any, **named: Any) -> Any:
        """What a method returns, to its end if it goes on page by page."""
        self.done.add(name)
        found = getattr(self.admin, name)(*given, **named)
        return list(found) if isinstance(found, Iterator) else found


@pytest.fixture
def call(paraph_duo: DuoServer) -> Script:
    return Script(paraph_duo)


def methods(of: type) -> set[str]:
    """The public methods of a client that send requests."""
    found = {name for name, _ in inspect.getmembers(of, inspect.isfunction) if not name.startswith("_")}
    return found - PLUMBING - set(OF_LOGS)


def test_the_admin_api(call: Script) -> None:
    for part in PARTS:
        part(call)
    assert call.done == methods(duo_client.Admin)


def listed(call: Script, names: tuple[str, ...], expected: int, *given: str) -> list[Found]:
    """What several methods list alike, one of them by pages of one."""
    whole: list[Found] = []
    for name in names:
        found = call(name, *given)
        assert len(found) == expected, name
        assert not whole or found == whole
        whole = found
        if "limit" in inspect.signature(getattr(call.admin, name)).parameters:
            assert call(name, *given, limit=1, offset=0) == found[:1]
    return whole


def of_users(call: Script) -> None:
    ada = call(
        "add_user", "ada", realname="Ada", email="ada@example.com", aliases="alias1=al", custom_attribute_map={"a": "b"}
    )
    assert (ada["alias1"], ada["custom_attributes"]) == ("al", {"a": "b"})
    assert call("update_user", ada["user_id"], notes="n", status="bypass")["status"] == "bypass"
    assert call("enroll_user", "bob", "bob@example.com", valid_secs=60)
    users = listed(call, ("get_users", "get_users_iterator"), 2)
    assert call("get_user_by_id", ada["user_id"]) == users[0]
    assert call("get_user_by_email", "ada@example.com") == call("get_users_by_name", "AL") == users[:1]
    assert call("get_users_by_names", ["bob", "nobody"]) == call("get_users_by_ids", [users[1]["user_id"]]) == users[1:]
    for name in GENERATORS:
        assert inspect.isgenerator(getattr(call.admin, name)([]))
    assert call("sync_user", "ada", "DK1")["user"]["username"] == "ada"
    assert call("delete_user", users[1]["user_id"]) == call("delete_user", users[1]["user_id"]) == ""


def ada(call: Script) -> str:
    """The id of the user of that name."""
    (found,) = call.admin.get_users_by_name("ada")
    key: str = found["user_id"]
    return key


def of_bypass_codes(call: Script) -> None:
    user = ada(call)
    assert call("add_user_bypass_codes", user, codes=[111, 222], valid_secs=0, remaining_uses=2) == ["111", "222"]
    assert len(call("add_user_bypass_codes", user, count=1, preserve_existing=True)) == 1
    codes = listed(call, ("get_user_bypass_codes", "get_user_bypass_codes_iterator"), 3, user)
    assert listed(call, ("get_bypass_codes", "get_bypass_codes_generator"), 3) == codes
    assert call("delete_bypass_code_by_id", codes[0]["bypass_code_id"]) == ""


def of_phones(call: Script) -> None:
    user, phone = ada(call), call("add_phone", "+15555550100", type="Mobile", platform="Apple iOS", predelay="1")
    key = phone["phone_id"]
    assert call("update_phone", key, name="Ada's")["name"] == "Ada's"
    assert call("get_phone_by_id", key)["predelay"] == "1"
    assert call("add_user_phone", user, key) == ""
    listed(call, ("get_phones", "get_phones_generator"), 1)
    listed(call, ("get_user_phones", "get_user_phones_iterator"), 1, user)
    assert call("get_phones_by_number", "+15555550100")[0]["users"][0]["username"] == "ada"
    assert call("create_activation_url", key, valid_secs=60, install=True)["valid_secs"] == 60
    assert "activation_msg" in call("send_sms_activation_to_phone", key, install=True)
    assert "installation_msg" in call("send_sms_installation", key)
    assert call("delete_user_phone", user, key) == call("delete_phone", key) == ""


def of_proofs(call: Script) -> None:
    user = ada(call)
    key = phones.create_phone(call.server.local.duo, type="Mobile", activated=True)["phone_id"]
    call.admin.add_user_phone(user, key)
    push = call("send_verification_push", user, key)["push_id"]
    assert call("get_verification_push_response", user, push)["result"] == "waiting"
    inquiry = call("start_idv", user)
    assert call("get_idv_status", user) == inquiry
    assert call("cancel_idv", user, inquiry["inquiry_id"])["status"] == "canceled"


def of_tokens(call: Script) -> None:
    user, secret = ada(call), b"12345678901234567890".hex()
    token = call("add_hotp6_token", "1", secret, counter=0)["token_id"]
    call("add_hotp8_token", "2", secret)
    timed = call("add_totp6_token", "3", secret, totp_step=60)
    call("add_totp8_token", "4", secret)
    call("add_yubikey_token", "5", "00" * 6, "00" * 16)
    assert call("update_token", timed["token_id"], totp_step="30")["totp_step"] == 30
    assert call("resync_hotp_token", token, "755224", "287082", "359152") == ""
    assert call("add_user_token", user, token) == ""
    listed(call, ("get_tokens", "get_tokens_generator"), 5)
    listed(call, ("get_user_tokens", "get_user_tokens_iterator"), 1, user)
    assert call("get_tokens_by_serial", "h6", "1") == [call("get_token_by_id", token)]
    assert call("delete_user_token", user, token) == call("delete_token", token) == ""
    desk = call("add_desktoptoken", "windows", name="Desk")["desktoptoken_id"]
    assert call("update_desktoptoken", desk, name="Other") == call("get_desktoptoken_by_id", desk)
    assert call("activate_desktoptoken", desk, valid_secs=60)["valid_secs"] == 60
    listed(call, ("get_desktoptokens", "get_desktoptokens_generator"), 1)
    assert call("delete_desktoptoken", desk) == ""


def of_what_users_brought(call: Script) -> None:
    user, store = ada(call), call.server.local.store
    for kind, name in (("u2ftoken", "registration_id"), ("webauthncredential", "webauthnkey")):
        store.save(kind, "XX1", {name: "XX1"})
        store.link(f"user-{kind}", user, "XX1")
    store.save("endpoint", "EP1", {"epkey": "EP1"})
    store.save("registered_device", "CR1", {"compkey": "CR1"})
    listed(call, ("get_user_u2ftokens", "get_user_u2ftokens_iterator"), 1, user)
    listed(call, ("get_u2ftokens", "get_u2ftokens_iterator"), 1)
    listed(call, ("get_user_webauthncredentials", "get_user_webauthncredentials_iterator"), 1, user)
    listed(call, ("get_webauthncredentials", "get_webauthncredentials_iterator"), 1)
    listed(call, ("get_endpoints", "get_endpoints_iterator"), 1)
    listed(call, ("get_registered_devices", "get_registered_devices_generator"), 1)
    assert call("get_u2ftoken_by_id", "XX1")["user"]["username"] == "ada"
    assert call("get_webauthncredential_by_id", "XX1")["user"]["username"] == "ada"
    assert call("get_endpoint", "EP1") == {"epkey": "EP1"}
    assert call("get_registered_device_by_id", "CR1") == {"compkey": "CR1"}
    assert call("delete_u2ftoken", "XX1") == call("delete_webauthncredential", "XX1") == ""
    assert call("delete_registered_device", "CR1") == ""


def of_groups(call: Script) -> None:
    user, group = ada(call), call("create_group", "Staff", desc="d", status="active", push_enabled=True)["group_id"]
    assert call("modify_group", group, status="disabled", sms_enabled=False)["status"] == "Disabled"
    assert call("add_user_group", user, group) == ""
    listed(call, ("get_groups", "get_groups_generator"), 1)
    listed(call, ("get_user_groups", "get_user_groups_iterator"), 1, user)
    listed(call, ("get_group_users", "get_group_users_iterator"), 1, group)
    assert call("get_groups_by_group_ids", [group, "DG1"]) == [call("get_group", group, api_version=2)]
    with pytest.warns(DeprecationWarning, match="v1 Admin API for group details"):
        assert call("get_group", group)["users"][0]["user_id"] == user
    assert call("delete_user_group", user, group) == call("delete_group", group) == ""


def of_administrators(call: Script) -> None:
    admin = call("add_admin", "Olga", "olga@example.com", "+15555550101", "ignored", role="Help Desk")["admin_id"]
    assert call("update_admin", admin, status="Active", password_change_required=True)["password_change_required"]
    assert call("activate_admin", "harry@example.com", send_email=True, valid_days=2)["email_sent"] == 1
    assert call("get_admin", admin) == listed(call, ("get_admins", "get_admins_iterator"), 1)[0]
    assert call("update_admin_password_mgmt_status", admin, has_external_password_mgmt=True, password="x")
    managed = call("get_external_password_mgmt_status_for_admin", admin)
    assert listed(call, ("get_external_password_mgmt_statuses",), 1) == [managed]
    assert call("set_allowed_admin_auth_methods", sms_enabled=True) == call("get_allowed_admin_auth_methods")
    given = {"name": "Branch", "description": "", "restrict_by_groups": "true", "admins": [admin]}
    call.admin.json_api_call("POST", "/admin/v1/administrative_units", given)
    listed(call, ("get_administrative_units", "get_administrative_units_iterator"), 1, admin)
    assert call("reset_admin", admin) == call("delete_admin", admin) == ""


def of_integrations(call: Script) -> None:
    made = call(
        "create_integration",
        "Reader",
        "adminapi",
        adminapi_read_resource=True,
        trusted_device_days=3,
        ip_whitelist=["192.0.2.1"],
    )
    key = made["integration_key"]
    settings = call.settings() | {"ikey": key, "skey": made["secret_key"]}
    assert duo_client.Admin(**settings).get_users(limit=1) == call.admin.get_users(limit=1)
    assert call("update_integration", key, notes="n", reset_secret_key=1)["secret_key"] != made["secret_key"]
    assert call("get_secret_key", key)["secret_key"] != made["secret_key"]
    assert call("get_integration", key) in listed(call, ("get_integrations", "get_integrations_generator"), 8)
    assert call("delete_integration", key) == ""


def of_policies(call: Script) -> None:
    policy = call("create_policy_v2", {"policy_name": "A", "sections": {"browsers": {"warn": True}}})["policy_key"]
    assert call("update_policy_v2", policy, {"policy_name": "B"}) == call("get_policy_v2", policy)
    assert len(call("copy_policy_v2", policy, ["C", "D"])["policies"]) == 2
    listed(call, ("get_policies_v2", "get_policies_v2_iterator"), 4)
    assert len(call("update_policies_v2", {}, ["browsers"], [policy])) == 1
    assert call("get_policy_summary_v2")["policy_count"] == 4
    assert call("calculate_policy", call.server.ikey, ada(call))["policy_elements"]
    assert call("get_policy_v2", "global")["is_global_policy"]
    assert call("delete_policy_v2", policy) == ""


def of_the_account(call: Script) -> None:
    assert call("update_settings", lockout_threshold=5, sms_refresh=True) == call("get_settings")
    with pytest.raises(RuntimeError, match="Received 404"):
        call("get_logo")
    assert call("update_logo", PNG) == ""
    assert call("get_logo") == PNG
    assert call("delete_logo") == ""
    assert call("update_passport_config", "enabled") == call("get_passport_config")
    assert call("get_info_summary")["user_count"] == 1
    for name in DEFECTS:
        assert call(name)
        assert call(name, mintime="1770000000", maxtime="1770000001")
        given, error = DEFECTS[name]
        with pytest.raises(error):
            call(name, *given)


PARTS: tuple[Callable[[Script], None], ...] = (
    of_users, of_bypass_codes, of_phones, of_proofs, of_tokens, of_what_users_brought, of_groups, of_administrators,
    of_integrations, of_policies, of_the_account,
)  # fmt: skip


def test_the_accounts_api(call: Script) -> None:
    accounts = duo_client.Accounts(**call.settings())
    made = accounts.create_account("Child")
    assert accounts.get_child_accounts() == [made]
    assert made["api_hostname"] == call.server.host
    child = AccountAdmin(made["account_id"], **call.settings())
    assert child.get_edition() == {"edition": "ENTERPRISE"}
    assert child.set_edition("PLATFORM") == ""
    assert child.set_telephony_credits(10) == child.get_telephony_credits() == {"credits": 10}
    assert child.add_user("ada")["username"] == "ada"
    assert [user["username"] for user in child.get_users()] == ["ada"]
    assert call.admin.get_users() == []
    assert accounts.delete_account(made["account_id"]) == ""
    with pytest.raises(RuntimeError, match="account_id"):
        child.get_users()
    with suppress(KeyError):
        # All clients of a process share what they know of child accounts.
        del duo_client.Accounts.child_map[made["account_id"]]
    assert methods(duo_client.Accounts) == {"get_child_accounts", "create_account", "delete_account"}
    beside = {"get_child_api_host", "get_edition", "set_edition", "get_telephony_credits", "set_telephony_credits"}
    assert methods(AccountAdmin) - methods(duo_client.Admin) == beside


def test_the_auth_api(call: Script) -> None:
    auth, done = duo_client.Auth(**call.settings()), set[str]()
    call.server.local.duo.options.push_seconds = 0
    assert isinstance(call.server, DuoServer)
    call.server.add_user("ada", phone="+12015550100")

    def ask(name: str, *given: Any, **named: Any) -> Any:
        done.add(name)
        return getattr(auth, name)(*given, **named)

    assert ask("ping").keys() == ask("check").keys() == {"time"}
    with pytest.raises(RuntimeError, match="404"):
        ask("logo")
    call("update_logo", PNG)
    assert ask("logo") == PNG
    before = ask("preauth", username="ada")
    assert before.keys() == {"result", "status_msg", "devices"}
    device = before["devices"][0]["device"]
    assert ask("auth", "push", username="ada", device=device).keys() == {"result", "status", "status_msg"}
    txid = ask("auth", "push", username="ada", device="auto", async_txn=True)["txid"]
    assert ask("auth_status", txid) == {
        "waiting": False, "success": True, "status": "allow", "status_msg": "Success. Logging you in...",
    }  # fmt: skip
    made = ask("enroll", "nina")
    assert {"activation_barcode", "activation_code", "expiration", "user_id", "username"} <= made.keys()
    assert ask("enroll_status", made["user_id"], made["activation_code"]) == "waiting"
    assert done == methods(duo_client.Auth)
