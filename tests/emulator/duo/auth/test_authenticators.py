"""Bypass codes, tokens, and the authenticators that can only be looked at and removed."""

from typing import Any

import pytest

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from paraph.emulator.duo.admin import bypass_codes
from paraph.emulator.duo.devices import phones
from paraph.emulator.duo.devices.tokens import hotp
from tests.emulator.duo.in_process import Duo

SECRET = b"12345678901234567890".hex()
RFC4226 = ("755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489")
CODES = "/admin/v1/bypass_codes"


@pytest.fixture
def codes(duo: Duo) -> str:
    """Where the bypass codes of a user are."""
    return f"/admin/v1/users/{duo.user()['user_id']}/bypass_codes"


def test_codes_are_shown_once(duo: Duo, codes: str) -> None:
    made = duo.ok("POST", codes)
    assert len(set(made)) == 10
    assert all(len(code) == 9 and code.isdigit() for code in made)
    listed = duo.ok("GET", codes)
    assert listed == duo.ok("GET", CODES)
    assert (len(listed), listed[0]["reuse_count"], listed[0]["expiration"]) == (10, 1, None)
    assert listed[0]["user"]["username"] == "ada"
    assert "code" not in listed[0]
    path = f"{CODES}/{listed[0]['bypass_code_id']}"
    assert duo.ok("GET", path) == listed[0]
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.refused("GET", path) == (40401, "")
    assert len(duo.ok("GET", codes)) == 9


def test_new_codes_replace_old_ones_unless_they_are_kept(duo: Duo, codes: str) -> None:
    duo.ok("POST", codes, count="3")
    assert duo.ok("POST", codes, codes="123456789,000000001", preserve_existing=True) == ["123456789", "000000001"]
    assert len(duo.ok("GET", codes)) == 5
    duo.ok("POST", codes, count="1")
    assert len(duo.ok("GET", codes)) == 1
    for _ in range(9):
        duo.ok("POST", codes, count="10", preserve_existing="true")
    duo.ok("POST", codes, count="9", preserve_existing="true")
    assert duo.refused("POST", codes, count="1", preserve_existing="true") == (50001, "")


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"count": 11}, "count"),
        ({"count": 0}, "count"),
        ({"count": 1, "codes": "1"}, "codes"),
        ({"codes": ""}, "codes"),
        ({"codes": "12a"}, "codes"),
        ({"codes": "١٢٣"}, "codes"),
        ({"valid_secs": "soon"}, "valid_secs"),
    ],
)
def test_codes_that_cannot_be(duo: Duo, codes: str, given: dict[str, Any], refusal: str) -> None:
    assert duo.refused("POST", codes, **given) == (40002, refusal)


def test_codes_run_out_of_time_and_of_uses(duo: Duo, codes: str) -> None:
    state, user_id = duo.local.duo, codes.split("/")[4]
    duo.ok("POST", codes, codes="111,222", valid_secs="60", reuse_count="2")
    assert [bypass_codes.use_code(state, user_id, "111") for _ in range(3)] == [True, True, False]
    assert [code["reuse_count"] for code in duo.ok("GET", codes)] == [2]
    key = duo.ok("GET", codes)[0]["bypass_code_id"]
    duo.now += 60
    assert duo.ok("GET", codes) == duo.ok("GET", CODES) == []
    assert duo.refused("GET", f"{CODES}/{key}") == (40401, "")
    assert not bypass_codes.use_code(state, user_id, "222")
    duo.ok("POST", codes, codes="333", reuse_count="0")
    assert duo.ok("GET", codes)[0]["reuse_count"] is None
    assert all(bypass_codes.use_code(state, user_id, "333") for _ in range(5))


def test_passcodes_are_those_of_the_rfc() -> None:
    assert tuple(hotp(SECRET, counter, 6) for counter in range(10)) == RFC4226


TOKENS = "/admin/v1/tokens"


def test_tokens_are_made_and_found_by_serial_number(duo: Duo) -> None:
    token = duo.ok("POST", TOKENS, type="t6", serial="1", secret=SECRET)
    assert (token["token_id"][:2], token["totp_step"], token["users"], token["admins"]) == ("DH", 30, [], [])
    assert "secret" not in token
    assert duo.ok("GET", TOKENS, type="t6", serial="1") == [token]
    assert duo.ok("GET", TOKENS, type="h6", serial="1") == []
    assert duo.refused("GET", TOKENS, type="t6") == (40001, "serial")
    path = f"{TOKENS}/{token['token_id']}"
    assert duo.ok("POST", path, totp_step="60")["totp_step"] == 60
    assert duo.ok("GET", path)["totp_step"] == 60
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.ok("GET", TOKENS) == []


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"type": "h6"}, (40001, "serial")),
        ({"type": "d1", "serial": "1"}, (40002, "type")),
        ({"type": "h6", "serial": "1"}, (40001, "secret")),
        ({"type": "h6", "serial": "1", "secret": "no hex"}, (40002, "secret")),
        ({"type": "yk", "serial": "1", "private_id": "00" * 6}, (40001, "aes_key")),
        ({"type": "yk", "serial": "1", "private_id": "00", "aes_key": "00" * 16}, (40002, "private_id")),
        ({"type": "yk", "serial": "1", "private_id": "00" * 6, "aes_key": "00"}, (40002, "aes_key")),
        ({"type": "h8", "serial": "taken", "secret": SECRET}, (40003, "serial already exists")),
    ],
)
def test_tokens_that_cannot_be(duo: Duo, given: dict[str, Any], refusal: tuple[int, str]) -> None:
    duo.ok("POST", TOKENS, type="h8", serial="taken", secret=SECRET)
    assert duo.refused("POST", TOKENS, **given) == refusal


def test_a_token_that_ran_ahead_is_found_again(duo: Duo) -> None:
    path = f"{TOKENS}/{duo.ok('POST', TOKENS, type='h6', serial='1', secret=SECRET)['token_id']}/resync"
    codes = dict(zip(("code1", "code2", "code3"), RFC4226[5:8], strict=True))
    assert duo.refused("POST", path, **(codes | {"code3": "000000"})) == (40002, "code1")
    assert duo.ok("POST", path, **codes) == ""
    # What was used once is behind the token now.
    assert duo.refused("POST", path, **codes) == (40002, "code1")
    timed = duo.ok("POST", TOKENS, type="t8", serial="2", secret=SECRET)["token_id"]
    assert duo.refused("POST", f"{TOKENS}/{timed}/resync", **codes) == (40002, "token_id")


SEEN = [
    ("u2ftoken", "u2ftokens", "registration_id", "u2ftokens", "U2FToken"),
    ("webauthncredential", "webauthncredentials", "webauthnkey", "webauthncredentials", "WebAuthnCredential"),
    ("desktop_authenticator", "desktop_authenticators", "dakey", "desktopauthenticators", "DesktopAuthenticator"),
    ("endpoint", "endpoints", "epkey", "", "Endpoint"),
    ("registered_device", "registered_devices", "compkey", "", "RegisteredDevice"),
]


@pytest.mark.parametrize(("kind", "word", "name", "of_user", "shape"), SEEN)
def test_what_users_brought_is_looked_at_and_removed(
    duo: Duo, kind: str, word: str, name: str, of_user: str, shape: str
) -> None:
    shapes = catalogue("duo").shapes
    thing, user = sample(shapes[shape], shapes), duo.user()
    duo.local.store.save(kind, thing[name], thing)
    path, own = f"/admin/v1/{word}", f"/admin/v1/users/{user['user_id']}/{of_user}"
    if of_user:
        duo.local.store.link(f"user-{kind}", user["user_id"], thing[name])
        assert duo.ok("GET", own) == [thing]
        assert duo.ok("GET", f"/admin/v1/users/{user['user_id']}")["is_enrolled"]
    (found,) = duo.ok("GET", path)
    assert found.items() >= thing.items()
    assert duo.ok("GET", f"{path}/{thing[name]}") == found
    assert found.get("user", {"username": "ada"})["username"] == "ada"
    assert duo.refused("GET", f"{path}/nobody") == (40401, "")
    if word == "endpoints":
        assert duo.refused("DELETE", f"{path}/{thing[name]}") == (40501, "")
        return
    assert duo.ok("DELETE", f"{path}/{thing[name]}") == duo.ok("DELETE", f"{path}/{thing[name]}") == ""
    assert duo.ok("GET", path) == []
    if of_user:
        assert duo.ok("GET", own) == []


def test_registered_devices_are_blocked(duo: Duo) -> None:
    for key in ("CR1", "CR2"):
        duo.local.store.save("registered_device", key, {"compkey": key})
    path, name = "/admin/v1/registered_devices/blocked", "registered_device_key_list"
    assert duo.ok("GET", path) == []
    assert duo.ok("POST", f"{path}/CR1") == duo.ok("POST", path, **{name: ["CR1", "CR2"]}) == ""
    assert duo.refused("POST", f"{path}/CR3") == (40401, "")
    assert duo.refused("POST", path, **{name: ["CR3"]}) == (40002, name)
    assert [each["compkey"] for each in duo.ok("GET", path)] == ["CR1", "CR2"]
    assert duo.ok("GET", f"{path}/CR2") == {"compkey": "CR2"}
    duo.ok("DELETE", f"{path}/CR1")
    duo.ok("DELETE", path, **{name: ["CR2", "CR3"]})
    assert duo.ok("GET", path) == []


def test_verification_pushes_and_inquiries(duo: Duo) -> None:
    user = duo.user()
    path = f"/admin/v1/users/{user['user_id']}"
    phone = phones.create_phone(duo.local.duo, number="+15555550100", type="Mobile", activated=True)["phone_id"]
    assert duo.refused("POST", f"{path}/send_verification_push", phone_id=phone) == (40002, "phone_id")
    duo.ok("POST", f"{path}/phones", phone_id=phone)
    push = duo.ok("POST", f"{path}/send_verification_push", phone_id=phone)["push_id"]
    answer = f"{path}/verification_push_response"
    assert duo.ok("GET", answer, push_id=push)["result"] == "waiting"
    duo.now += 5
    assert duo.ok("GET", answer, push_id=push)["result"] == "approve"
    duo.ok("POST", path, status="disabled")
    assert duo.ok("GET", answer, push_id=push)["result"] == "deny"
    assert duo.refused("GET", answer, push_id="other") == (40002, "push_id")
    mute = duo.phone(number="+15555550101")["phone_id"]
    duo.ok("POST", f"{path}/phones", phone_id=mute)
    assert duo.refused("POST", f"{path}/send_verification_push", phone_id=mute) == (40002, "no capable device")

    path = f"/admin/v2/identity_verification/{user['user_id']}"
    assert duo.refused("GET", f"{path}/status") == (40401, "")
    inquiry = duo.ok("POST", f"{path}/start")
    assert duo.ok("GET", f"{path}/status") == inquiry
    assert duo.refused("POST", f"{path}/cancel", inquiry_id="other") == (40002, "inquiry_id")
    duo.ok("POST", f"{path}/cancel", inquiry_id=inquiry["inquiry_id"])
    assert duo.ok("GET", f"{path}/status")["status"] == "canceled"
