"""Users, phones, groups, and who has what."""

import json
from typing import Any

import pytest

from paraph.emulator.duo.admin import groups, users
from paraph.emulator.duo.devices import phones
from tests.emulator.duo.in_process import ADMIN, NOW, Duo

USERS = "/admin/v1/users"


def names(found: list[dict[str, Any]]) -> list[str]:
    return [user["username"] for user in found]


def test_a_user_is_made_looked_at_changed_and_forgotten(duo: Duo) -> None:
    user = duo.user(
        "Ada", realname="Ada Example", email="ada@example.com", notes="n", alias1="al", enable_auto_prompt="0"
    )
    assert user["user_id"].startswith("DU")
    assert len(user["user_id"]) == 20
    assert (user["created"], user["status"], user["is_enrolled"]) == (NOW, "active", False)
    assert (user["alias1"], user["aliases"], user["enable_auto_prompt"]) == ("al", {"alias1": "al"}, False)
    path = f"{USERS}/{user['user_id']}"
    assert duo.ok("GET", path) == user
    changed = duo.ok("POST", path, realname="A. E.", status="bypass", alias1="", aliases="alias2=a%20b&alias8=z")
    assert changed == user | {
        "realname": "A. E.", "status": "bypass", "alias1": None, "alias2": "a b", "aliases": {"alias2": "a b", "alias8": "z"},
    }  # fmt: skip
    assert duo.ok("GET", path) == changed
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.refused("GET", path) == (40401, "")
    assert duo.ok("GET", USERS, username="ada") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["ada", "bob", "Cyd"]),
        ({"username": "cyd"}, ["Cyd"]),
        ({"username": "BOBBY"}, ["bob"]),
        ({"username": "nobody"}, []),
        ({"email": "ADA@example.com"}, ["ada"]),
        ({"email": "nobody@example.com"}, []),
        ({"username_list": '["Cyd", "bobby", "nobody", "bob"]'}, ["Cyd", "bob"]),
        ({"user_id_list": '["nobody"]'}, []),
        ({"limit": "2"}, ["ada", "bob"]),
        ({"limit": "2", "offset": "2"}, ["Cyd"]),
    ],
)
def test_users_are_found_by_every_name(duo: Duo, query: dict[str, str], expected: list[str]) -> None:
    duo.user("ada", email="ada@example.com")
    duo.user("bob", alias1="Bobby")
    duo.user("Cyd")
    assert names(duo.ok("GET", USERS, **query)) == expected


def test_pages_say_where_they_go_on(duo: Duo) -> None:
    ids = [duo.user(f"user{number}")["user_id"] for number in range(5)]
    first = duo.whole("GET", USERS, limit=2)
    assert first["metadata"] == {"total_objects": 5, "next_offset": 2}
    assert duo.whole("GET", USERS, limit=2, offset=2)["metadata"] == {
        "total_objects": 5, "next_offset": 4, "prev_offset": 0,
    }  # fmt: skip
    found = duo.whole("GET", USERS, user_id_list=json.dumps(ids), limit=2, offset=4)
    assert names(found["response"]) == ["user4"]
    assert "next_offset" not in found["metadata"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, (40001, "username")),
        ({"username": " "}, (40002, "username")),
        ({"username": "ADA"}, (40003, "username already exists")),
        ({"username": "al"}, (40003, "username already exists")),
        ({"username": "new", "alias3": "Ada"}, (40003, "alias3 already exists")),
        ({"username": "new", "status": "locked out"}, (40002, "status")),
        ({"username": "new", "aliases": "alias9=x"}, (40002, "aliases")),
    ],
)
def test_what_is_no_new_user(duo: Duo, given: dict[str, str], refusal: tuple[int, str]) -> None:
    duo.user("ada", alias1="al")
    assert duo.refused("POST", USERS, **given) == refusal
    assert names(duo.ok("GET", USERS)) == ["ada"]


def test_custom_attributes_travel_by_name(duo: Duo) -> None:
    user = duo.user("ada", **{"custom_attributes.team": "red", "custom_attributes.desk": "4"})
    assert user["custom_attributes"] == {"team": "red", "desk": "4"}
    path = f"{USERS}/{user['user_id']}"
    assert duo.ok("POST", path, **{"custom_attributes.desk": "5"})["custom_attributes"] == {"team": "red", "desk": "5"}


def test_many_users_at_once(duo: Duo) -> None:
    found = duo.ok("POST", f"{USERS}/bulk_create", users=json.dumps([{"username": "ada"}, {"username": "bob"}]))
    assert names(found) == ["ada", "bob"]
    twice = json.dumps([{"username": "cyd"}, {"username": "ada"}])
    assert duo.refused("POST", f"{USERS}/bulk_create", users=twice) == (40003, "username already exists")
    assert names(duo.ok("GET", USERS)) == ["ada", "bob"]
    ids = json.dumps([user["user_id"] for user in found])
    duo.ok("POST", f"{USERS}/bulk_send_to_trash", user_id_list=ids)
    assert {user["status"] for user in duo.ok("GET", USERS)} == {"pending deletion"}
    summary = duo.ok("GET", "/admin/v1/info/summary")
    assert (summary["user_count"], summary["user_pending_deletion_count"]) == (0, 2)
    duo.ok("POST", f"{USERS}/bulk_restore", user_id_list=ids)
    assert {user["status"] for user in duo.ok("GET", USERS)} == {"active"}
    assert duo.refused("POST", f"{USERS}/bulk_restore", user_id_list='["DUNOBODY"]') == (40002, "user_id_list")


def test_several_operations_are_answered_each(duo: Duo) -> None:
    user, group = duo.user(), duo.group()
    path = f"{USERS}/{user['user_id']}"
    operations = [
        {"method": "POST", "path": USERS, "body": {"username": "bob"}},
        {"method": "POST", "path": USERS, "body": {"username": "ada"}},
        {"method": "POST", "path": path, "body": {"notes": "n", "enable_auto_prompt": "0"}},
        {"method": "POST", "path": f"{path}/groups", "body": {"group_id": group["group_id"]}},
        {"method": "POST", "path": f"{path}/groups", "body": {}},
        {"method": "DELETE", "path": "/admin/v1/phones/DP1", "body": {}},
        {"method": "DELETE", "path": f"{USERS}/DU1"},
    ]
    answers = duo.ok("POST", "/admin/v1/bulk", operations=json.dumps(operations))
    assert [answer.get("code", 0) for answer in answers] == [0, 40003, 0, 0, 40001, 40002, 0]
    assert (answers[2]["response"]["notes"], answers[2]["response"]["enable_auto_prompt"]) == ("n", False)
    assert [each["name"] for each in duo.ok("GET", path)["groups"]] == ["Staff"]


def test_users_who_come_from_elsewhere(duo: Duo) -> None:
    assert duo.ok("POST", f"{USERS}/enroll", username="ada", email="ada@example.com")
    (user,) = duo.ok("GET", USERS, email="ada@example.com")
    duo.ok("POST", f"{USERS}/enroll", username="ada", email="new@example.com")
    assert names(duo.ok("GET", USERS, email="new@example.com")) == ["ada"]
    synced = duo.ok("POST", f"{USERS}/directorysync/DK1/syncuser", username="ada")
    assert synced["user"]["last_directory_sync"] == NOW
    assert synced["user"]["user_id"] == user["user_id"]
    assert duo.refused("POST", f"{USERS}/directorysync/DK1/syncuser", username="bob") == (40401, "")


PHONES = "/admin/v1/phones"


@pytest.mark.parametrize(
    ("given", "expected", "capabilities"),
    [
        ({}, ("", "Unknown", "Unknown"), []),
        ({"number": "555-555-0100", "type": "mobile", "platform": "apple ios"}, ("+15555550100", "Mobile", "Apple iOS"),
         ["auto", "sms", "phone"]),
        ({"number": "+49 30 5550100", "type": "landline"}, ("+49305550100", "Landline", "Unknown"), ["auto", "phone"]),
    ],
)  # fmt: skip
def test_what_a_phone_can_do(
    duo: Duo, given: dict[str, str], expected: tuple[str, str, str], capabilities: list[str]
) -> None:
    phone = duo.phone(**given)
    assert (phone["number"], phone["type"], phone["platform"]) == expected
    assert phone["capabilities"] == capabilities
    assert phone["users"] == []


def test_an_activated_phone_can_be_pushed_to(duo: Duo) -> None:
    made = phones.create_phone(duo.local.duo, platform="Google Android", type="Mobile", activated=True)
    phone = duo.ok("GET", f"{PHONES}/{made['phone_id']}")
    assert phone["capabilities"] == ["auto", "push", "mobile_otp"]
    assert (phone["encrypted"], phone["model"]) == ("Encrypted", "Google Pixel")


def test_phones_are_found_by_number_and_extension(duo: Duo) -> None:
    phone = duo.phone(number="+15555550100", predelay="5")
    desk = duo.phone(number="+15555550100", extension="12")
    assert duo.ok("GET", PHONES, number="5555550100") == [phone]
    assert duo.ok("GET", PHONES, number="+15555550100", extension="12") == [desk]
    assert duo.ok("GET", PHONES, number="+15555550199") == []
    assert duo.refused("POST", PHONES, number="+1 555 555 0100") == (40003, "number already exists")
    path = f"{PHONES}/{phone['phone_id']}"
    assert duo.ok("POST", path, name="Desk")["name"] == "Desk"
    assert duo.refused("POST", path, platform="Newton") == (40002, "platform")
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.ok("GET", PHONES) == [desk]
    assert duo.refused("GET", path) == (40401, "")


def test_duo_mobile_is_tied_to_a_phone_by_a_code(duo: Duo) -> None:
    path = f"{PHONES}/{duo.phone(number='5555550100', type='mobile')['phone_id']}"
    link = duo.ok("POST", f"{path}/activation_url", install="1", valid_secs="60")
    assert link["valid_secs"] == 60
    assert link["activation_url"].startswith("https://m-local.example.com/activate/")
    assert link["activation_barcode"].startswith("https://api-local.example.com/frame/qr?value=duo%3A%2F%2F")
    sent = duo.ok("POST", f"{path}/send_sms_activation", activation_msg="Go to <acturl>", install="1")
    assert sent["activation_msg"].startswith("Go to https://m-local.")
    assert (sent["valid_secs"], "<insturl>" in sent["installation_msg"]) == (86400, False)
    assert duo.refused("POST", f"{path}/send_sms_activation", activation_msg="Go") == (40002, "activation_msg")
    assert duo.refused("POST", f"{path}/send_sms_installation", installation_msg="Go") == (40002, "installation_msg")
    assert duo.ok("POST", f"{path}/send_sms_installation")["installation_msg"].endswith("https://m-local.example.com")
    assert duo.ok("POST", f"{path}/send_sms_passcodes") == ""
    assert duo.ok("GET", path)["sms_passcodes_sent"] is True
    mute = duo.phone(number="5555550101", type="landline")["phone_id"]
    assert duo.refused("POST", f"{PHONES}/{mute}/send_sms_passcodes") == (40002, "phone_id")


def test_groups_and_who_is_in_them(duo: Duo) -> None:
    group = duo.group(desc="All", status="bypass", push_enabled="1")
    assert (group["status"], group["push_enabled"]) == ("Bypass", False)
    path = f"/admin/v1/groups/{group['group_id']}"
    assert duo.ok("POST", path, name="Everybody", status="disabled")["status"] == "Disabled"
    assert duo.refused("POST", path, name="") == (40002, "name")
    user = duo.user()
    duo.ok("POST", f"{USERS}/{user['user_id']}/groups", group_id=group["group_id"])
    member = {"user_id": user["user_id"], "username": "ada"}
    assert duo.ok("GET", path)["users"] == [member]
    newer = path.replace("v1", "v2")
    assert "users" not in duo.ok("GET", newer)
    assert duo.ok("GET", f"{newer}/users") == [member]
    other = duo.group("Other")
    assert duo.ok("GET", "/admin/v1/groups", group_id_list=json.dumps([other["group_id"], "DG1"])) == [other]
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.ok("GET", f"{USERS}/{user['user_id']}")["groups"] == []


ATTACHED = [("phones", "phone_id"), ("groups", "group_id"), ("tokens", "token_id")]


def make(duo: Duo, word: str, number: int = 0) -> str:
    """One more of what can be attached to a user."""
    if word == "tokens":
        found = duo.ok("POST", "/admin/v1/tokens", type="h6", serial=f"s{number}", secret="00" * 20)
    else:
        found = duo.group(f"Group {number}") if word == "groups" else duo.phone(number=f"555555{1000 + number}")
    key: str = found[dict(ATTACHED)[word]]
    return key


@pytest.mark.parametrize(("word", "name"), ATTACHED)
def test_what_a_user_has_is_shown_from_both_sides(duo: Duo, word: str, name: str) -> None:
    path, key = f"{USERS}/{duo.user()['user_id']}/{word}", make(duo, word)
    assert duo.ok("POST", path, **{name: key}) == duo.ok("POST", path, **{name: key}) == ""
    assert [each[name] for each in duo.ok("GET", path)] == [key]
    assert [each[name] for each in duo.ok("GET", path.rpartition("/")[0])[word]] == [key]
    if word != "groups":
        (user,) = duo.ok("GET", f"/admin/v1/{word}/{key}")["users"]
        assert (user["username"], user["is_enrolled"]) == ("ada", True)
    assert duo.refused("POST", path, **{name: "D1"}) == (40002, name)
    assert duo.refused("POST", path) == (40001, name)
    assert duo.refused("POST", path.replace("/DU", "/DX"), **{name: key}) == (40401, "")
    assert duo.ok("DELETE", f"{path}/{key}") == duo.ok("DELETE", f"{path}/{key}") == ""
    assert duo.ok("GET", path) == []


@pytest.mark.parametrize(("word", "name"), ATTACHED)
def test_the_hundred_and_first_is_too_much(duo: Duo, word: str, name: str) -> None:
    path = f"{USERS}/{duo.user()['user_id']}/{word}"
    for number in range(100):
        duo.ok("POST", path, **{name: make(duo, word, number)})
    assert duo.refused("POST", path, **{name: make(duo, word, 100)}) == (50001, "")
    assert duo.whole("GET", path, limit=3)["metadata"] == {"total_objects": 100, "next_offset": 3}


def test_a_phone_has_a_hundred_users_and_a_group_any_number(duo: Duo) -> None:
    state, phone, group = duo.local.duo, phones.create_phone(duo.local.duo), groups.create_group(duo.local.duo, "All")
    for number in range(101):
        path = f"{USERS}/{users.create_user(state, f'user{number}')['user_id']}"
        duo.ok("POST", f"{path}/groups", group_id=group["group_id"])
        if number < 100:
            duo.ok("POST", f"{path}/phones", phone_id=phone["phone_id"])
    assert duo.refused("POST", f"{path}/phones", phone_id=phone["phone_id"]) == (50001, "")
    assert len(duo.ok("GET", f"/admin/v2/groups/{group['group_id']}/users", limit=200)) == 101


def test_who_is_deleted_leaves_nothing_behind(duo: Duo) -> None:
    user, phone = duo.user(), duo.phone(number="5555550100")
    path = f"{USERS}/{user['user_id']}"
    duo.ok("POST", f"{path}/phones", phone_id=phone["phone_id"])
    duo.ok("POST", f"{path}/bypass_codes", count=2)
    duo.ok("DELETE", path)
    assert duo.ok("GET", f"{PHONES}/{phone['phone_id']}")["users"] == []
    assert duo.ok("GET", "/admin/v1/bypass_codes") == []


def test_permissions_are_held(duo: Duo) -> None:
    made = duo.ok("POST", "/admin/v3/integrations", name="Reader", type="adminapi", adminapi_read_resource="1")
    reader = made["integration_key"], made["secret_key"]
    assert duo.ok("GET", USERS, reader) == []
    assert duo.refused("POST", USERS, reader, username="ada") == (40301, "")
    duo.ok("POST", USERS, ADMIN, username="ada")
