"""Who may log in to an application before anything is asked of them: its settings, groups and policies decide."""

from typing import Any

import pytest

from tests.emulator.duo.in_process import ACCOUNTS, Duo

Key = tuple[str, str]


def application(duo: Duo, **members: Any) -> Key:
    """A new Auth API application: its key and secret."""
    made = duo.ok("POST", "/admin/v3/integrations", name="Door", type="authapi", **members)
    return made["integration_key"], made["secret_key"]


def preauth(duo: Duo, key: Key, username: str) -> str:
    return str(duo.ok("POST", "/auth/v2/preauth", key, username=username)["result"])


def enrolled(duo: Duo, name: str = "ada") -> str:
    """A user with a phone; the id."""
    user = duo.user(name)["user_id"]
    phone = duo.phone(number="+12015550123", type="mobile", platform="apple ios")["phone_id"]
    duo.ok("POST", f"/admin/v1/users/{user}/phones", phone_id=phone)
    return str(user)


def reasons(duo: Duo) -> list[str]:
    now = int(duo.now * 1000)
    span = {"mintime": now - 86_400_000, "maxtime": now + 1000, "sort": "ts:asc"}
    return [record["reason"] for record in duo.ok("GET", "/admin/v2/logs/authentication", **span)["authlogs"]]


@pytest.mark.parametrize("name", ["ada", "ada@example.com", "EXAMPLE\\ada", "ADA@example.com"])
def test_simple_normalisation_takes_the_domain_away(duo: Duo, name: str) -> None:
    enrolled(duo)
    plain, simple = application(duo), application(duo, username_normalization_policy="simple")
    assert preauth(duo, simple, name) == "auth"
    assert preauth(duo, plain, name) == ("auth" if name == "ada" else "enroll")


@pytest.mark.parametrize(("policy", "result"), [("enroll", "enroll"), ("allow", "allow"), ("deny", "deny")])
def test_an_application_says_what_becomes_of_who_is_not_enrolled(duo: Duo, policy: str, result: str) -> None:
    duo.user("ben")
    key = application(duo, enroll_policy=policy)
    assert [preauth(duo, key, name) for name in ("ben", "nobody")] == [result, result]
    assert reasons(duo) == ([] if policy == "enroll" else [f"{policy}_unenrolled_user"])


@pytest.mark.parametrize(("behavior", "result"), [("enroll", "enroll"), ("no-mfa", "allow"), ("deny", "deny")])
def test_a_policy_says_it_where_the_application_does_not(duo: Duo, behavior: str, result: str) -> None:
    key = application(duo)
    sections = {"new_user": {"new_user_behavior": behavior}}
    duo.ok("POST", "/admin/v2/policies", policy_name="Guests", sections=sections, apply_to_apps=[key[0]])
    assert preauth(duo, key, "nobody") == result


@pytest.mark.parametrize(
    ("behavior", "result", "reason"), [("bypass", "allow", "allowed_by_policy"), ("deny", "deny", "denied_by_policy")]
)
def test_a_policy_of_a_group_decides_for_its_members(duo: Duo, behavior: str, result: str, reason: str) -> None:
    user, group, key = enrolled(duo), duo.group()["group_id"], application(duo)
    sections = {"authentication_policy": {"user_auth_behavior": behavior}}
    groups = [{"app_integration_key": key[0], "group_id_list": [group]}]
    duo.ok("POST", "/admin/v2/policies", policy_name="Staff", sections=sections, apply_to_groups_in_apps=groups)
    assert preauth(duo, key, "ada") == "auth"
    duo.ok("POST", f"/admin/v1/users/{user}/groups", group_id=group)
    assert preauth(duo, key, "ada") == result
    assert duo.ok("POST", "/auth/v2/auth", key, username="ada", factor="push", device="auto")["result"] == result
    assert reasons(duo) == [reason, reason]


def test_an_application_for_groups_lets_in_nobody_else(duo: Duo) -> None:
    user, group = enrolled(duo), duo.group()["group_id"]
    key = application(duo, groups_allowed=group)
    assert preauth(duo, key, "ada") == "deny"
    assert reasons(duo) == ["user_not_in_permitted_group"]
    duo.ok("POST", f"/admin/v1/users/{user}/groups", group_id=group)
    assert preauth(duo, key, "ada") == "auth"


def test_permissions_are_set_by_who_may_set_them(duo: Duo) -> None:
    wanted = {"name": "Reader", "type": "adminapi", "adminapi_read_log": True}
    granting = duo.ok("POST", "/admin/v3/integrations", **{**wanted, "adminapi_integrations": True})
    key = (granting["integration_key"], granting["secret_key"])
    assert duo.refused("POST", "/admin/v3/integrations", key, **wanted) == (40301, "")
    path = f"/admin/v3/integrations/{key[0]}"
    assert duo.refused("POST", path, key, adminapi_settings=True) == (40301, "")
    assert duo.ok("POST", path, key, notes="mine")["notes"] == "mine"
    duo.ok("POST", path, adminapi_allow_to_set_permissions=True)
    assert duo.ok("POST", "/admin/v3/integrations", key, **wanted)["adminapi_read_log"] == 1


def test_an_account_goes_with_those_below_it(duo: Duo) -> None:
    child = duo.ok("POST", "/accounts/v1/account/create", ACCOUNTS, name="Child")["account_id"]
    made = duo.ok("POST", "/admin/v3/integrations", ACCOUNTS, name="Below", type="accountsapi", account_id=child)
    below = (made["integration_key"], made["secret_key"])
    grandchild = duo.ok("POST", "/accounts/v1/account/create", below, name="Grandchild")["account_id"]
    given = {"name": "Reader", "type": "adminapi", "account_id": grandchild}
    made = duo.ok("POST", "/admin/v3/integrations", below, **given)
    reader = (made["integration_key"], made["secret_key"])
    assert duo.refused("GET", "/admin/v1/users", reader) == (40301, "")
    duo.ok("POST", "/accounts/v1/account/delete", ACCOUNTS, account_id=child)
    assert duo.refused("POST", "/accounts/v1/account/list", below)[0] == 40102
    assert duo.refused("GET", "/admin/v1/users", reader)[0] == 40102
