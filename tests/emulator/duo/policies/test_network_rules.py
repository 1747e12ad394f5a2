"""What policies say of where a login comes from, and of how it is done."""

from typing import Any

import pytest

from tests.emulator.duo.simulation import Lab, refused

POLICIES = "/admin/v2/policies"
HOME, ABROAD = "192.0.2.7", "203.0.113.200"
"""Addresses that the local server takes to be in the United States and in Brazil."""
BY_PLACE = {
    "denied": ("user_location", {"deny_access_countries_list": ["BR"]}, "", "deny location_restricted"),
    "one only": (
        "user_location", {"default_action": "deny-access", "require_mfa_countries_list": ["US"]},
        "", "deny location_restricted",
    ),
    "home spared": (
        "user_location", {"allow_access_no_2fa_countries_list": "US,CA"}, "allow trusted_location", "",
    ),
    "the rest spared": (
        "user_location", {"default_action": "allow-access-no-2fa", "ignore_location_countries_list": ["US"]},
        "", "allow trusted_location",
    ),
    "left open": ("user_location", {"default_action": "require-mfa"}, "", ""),
    "network blocked": (
        "authorized_networks", {"blocked": {"ip_list": ["203.0.113.192-203.0.113.255"]}}, "", "deny denied_by_policy",
    ),
    "one network only": (
        "authorized_networks", {"deny_other_access": True, "mfa_required": {"ip_list": [HOME]}},
        "", "deny denied_by_policy",
    ),
    "network spared": (
        "authorized_networks", {"no_2fa_required": {"ip_list": "192.0.2.0/24"}}, "allow trusted_network", "",
    ),
    "not of that family": ("authorized_networks", {"blocked": {"ip_list": ["2001:db8::/32", "::-::ffff"]}}, "", ""),
}  # fmt: skip
"""By name: a section, what it says, and what becomes of a login from home, and from abroad; nothing special where empty."""


def lab_under(**sections: Any) -> Lab:
    """A server whose global policy has these sections, and a user ada with a phone."""
    lab = Lab()
    lab.user("ada")
    lab.call("PUT", f"{POLICIES}/global", sections=sections)
    return lab


def preauth(lab: Lab, name: str, **given: Any) -> str:
    return str(lab.call("POST", "/auth/v2/preauth", username=name, **given)["result"])


def reasons(lab: Lab) -> list[str]:
    return [record["reason"] for record in lab.log()]


@pytest.mark.parametrize("name", BY_PLACE)
def test_a_policy_judges_where_a_login_comes_from(name: str) -> None:
    section, says, home, abroad = BY_PLACE[name]
    lab = lab_under(**{section: says})
    for ip, wanted in ((HOME, home), (ABROAD, abroad)):
        result, *logged = wanted.split() or ["auth"]
        before = reasons(lab)
        assert preauth(lab, "ada", ipaddr=ip) == result
        said = lab.auth(username="ada", ipaddr=ip, factor="push", device="auto")
        assert said["result"] == ("deny" if result == "deny" else "allow")
        assert reasons(lab)[len(before) :] == (logged * 2 or ["user_approved"])
    assert preauth(lab, "ada") == "auth", "of an application that tells no address"


@pytest.mark.parametrize(("enrollment", "result"), [(True, "enroll"), (False, "allow")])
def test_a_network_without_second_factor_can_ask_for_enrollment(enrollment: bool, result: str) -> None:
    spared = {"ip_list": [HOME], "require_enrollment": enrollment}
    lab = lab_under(authorized_networks={"no_2fa_required": spared})
    lab.user("ben", phone={})
    for name in ("ben", "nobody"):
        assert preauth(lab, name, ipaddr=HOME) == result
        assert preauth(lab, name, ipaddr=ABROAD) == "enroll"
    assert reasons(lab) == ([] if enrollment else ["allow_unenrolled_user_on_trusted_network"])


def test_what_is_denied_to_everybody_is_denied_to_the_unknown() -> None:
    lab = lab_under(authorized_networks={"blocked": {"ip_list": [ABROAD]}})
    assert preauth(lab, "nobody", ipaddr=ABROAD) == "deny"
    assert preauth(lab, "nobody", ipaddr=HOME) == "enroll"


def test_blocked_methods_are_neither_offered_nor_accepted() -> None:
    lab = lab_under(authentication_methods={"blocked_auth_list": ["phonecall", "duo-push", "bypass"]})
    user = lab.call("GET", "/admin/v1/users", username="ada")[0]["user_id"]
    found = lab.call("POST", "/auth/v2/preauth", username="ada")["devices"]
    assert [device["capabilities"] for device in found] == [["sms", "mobile_otp"]]
    code = lab.call("POST", f"/admin/v1/users/{user}/bypass_codes", count=1)[0]
    for given in ({"factor": "auto"}, {"factor": "phone"}, {"factor": "passcode", "passcode": code}):
        assert lab.auth(username="ada", device="auto", **given)["result"] == "deny"
    assert reasons(lab) == ["factor_restricted"] * 3
    assert lab.auth(username="ada", device="auto", factor="sms")["status"] == "sent"


def test_of_devices_with_nothing_left_none_is_offered() -> None:
    lab = lab_under(authentication_methods={"blocked_auth_list": "phonecall,duo-push,sms,duo-passcode,hardware-token"})
    user = lab.call("GET", "/admin/v1/users", username="ada")[0]["user_id"]
    token = lab.call("POST", "/admin/v1/tokens", type="h6", serial="1", secret="3132")["token_id"]
    lab.call("POST", f"/admin/v1/users/{user}/tokens", token_id=token)
    said = lab.call("POST", "/auth/v2/preauth", username="ada")
    assert (said["result"], said["devices"]) == ("auth", [])


def test_auto_takes_a_method_that_is_not_blocked() -> None:
    lab = lab_under(authentication_methods={"blocked_auth_list": ["duo-push"]})
    assert lab.auth(username="ada", device="auto", factor="auto")["result"] == "allow"
    assert [record["factor"] for record in lab.log()] == ["phone_call"]


@pytest.mark.parametrize(
    "sections",
    [
        {"authentication_methods": {"blocked_auth_list": ["duo-push"]}},
        {"authentication_policy": {"user_auth_behavior": "deny"}},
        {"user_location": {"deny_access_countries_list": ["US"]}},
    ],
)
def test_nobody_is_locked_out_for_what_a_policy_denies(sections: Any) -> None:
    lab = lab_under(**sections)
    for _ in range(11):
        assert lab.auth(username="ada", factor="push", device="auto", ipaddr=HOME)["result"] == "deny"
    assert lab.call("GET", "/admin/v1/users", username="ada")[0]["status"] == "active"


WRONG = [
    ({"authorized_networks": {"blocked": {"ip_list": ["everyone"]}}}, "ip_list"),
    ({"authorized_networks": {"blocked": {"ip_list": ["192.0.2.1-::1"]}}}, "ip_list"),
    ({"authorized_networks": {"blocked": {"ip_list": ["192.0.2.9-192.0.2.1"]}}}, "ip_list"),
    ({"authorized_networks": {"blocked": ["192.0.2.1"]}}, "sections"),
    ({"user_location": {"deny_access_countries_list": 7}}, "sections"),
    ({"authentication_methods": {"blocked_auth_list": [1]}}, "sections"),
]


@pytest.mark.parametrize(("sections", "name"), WRONG)
def test_sections_that_cannot_be_meant_are_refused(sections: Any, name: str) -> None:
    lab = Lab()
    call = refused(lambda: lab.call("POST", POLICIES, policy_name="Door", sections=sections))
    assert call == (40002, name)
