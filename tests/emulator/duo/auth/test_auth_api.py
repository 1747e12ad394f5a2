"""Logins from preauth to the log, over the Auth API of a local Duo."""

import base64
from typing import Any, NamedTuple

import pytest

from paraph.emulator import demo_keys
from paraph.emulator.duo.admin import bypass_codes, groups, users
from paraph.emulator.duo.auth import attempts, enrollment, passcodes, sms_passcodes
from paraph.emulator.duo.devices import tokens
from paraph.http.handler import Response
from tests.emulator.duo.simulation import Lab, refused

PUSH, CALL = "duo_push", "phone_call"
ASYNC: dict[str, Any] = {"async": "1"}


class Flow(NamedTuple):
    """A login that its user's name and the options steer: what it comes to, after how long, and its record."""

    username: str
    factor: str
    options: dict[str, Any]
    answer: tuple[str, str]
    seconds: float
    record: tuple[str, str, str]


FLOWS = [
    Flow("ada", "push", {}, ("allow", "allow"), 1, (PUSH, "success", "user_approved")),
    Flow("ada", "auto", {"push_seconds": 7}, ("allow", "allow"), 7, (PUSH, "success", "user_approved")),
    Flow("ada", "push", {"push": "deny"}, ("deny", "deny"), 1, (PUSH, "denied", "user_mistake")),
    Flow("ada", "push", {"push": "timeout"}, ("deny", "timeout"), 60, (PUSH, "denied", "no_response")),
    Flow("ada", "push", {"push_seconds": 90}, ("deny", "timeout"), 60, (PUSH, "denied", "no_response")),
    Flow("ben+deny", "push", {}, ("deny", "deny"), 1, (PUSH, "denied", "user_mistake")),
    Flow("carol+fraud", "push", {}, ("deny", "fraud"), 1, (PUSH, "fraud", "user_marked_fraud")),
    Flow("Fraud", "phone", {}, ("deny", "fraud"), 1, (CALL, "fraud", "user_marked_fraud")),
    Flow("dan.timeout@example.com", "push", {}, ("deny", "timeout"), 60, (PUSH, "denied", "no_response")),
    Flow("eve+slow", "push", {}, ("allow", "allow"), 20, (PUSH, "success", "user_approved")),
    Flow("slow deny", "push", {}, ("deny", "deny"), 20, (PUSH, "denied", "user_mistake")),
    Flow("slowdeny", "push", {}, ("allow", "allow"), 1, (PUSH, "success", "user_approved")),
    Flow("ada", "phone", {}, ("allow", "allow"), 1, (CALL, "success", "user_approved")),
    Flow("deny", "phone", {}, ("deny", "deny"), 1, (CALL, "denied", "user_cancelled")),
    Flow("timeout", "phone", {}, ("deny", "timeout"), 60, (CALL, "denied", "call_timed_out")),
]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: f"{flow.username}-{flow.factor}-{flow.options}")
def test_flow(flow: Flow) -> None:
    lab = Lab(**flow.options)
    user = lab.user(flow.username)
    begun = lab.now
    said = lab.auth(username=flow.username, factor=flow.factor, ipaddr="192.0.2.7", hostname="ws1")
    assert (said["result"], said["status"]) == flow.answer
    assert flow.seconds <= lab.now - begun < flow.seconds + 2 * attempts.SLICE
    (record,) = lab.log()
    assert (record["factor"], record["result"], record["reason"]) == flow.record
    assert record["timestamp"] == int(begun + 0.01 + flow.seconds)
    assert record["user"] == {"groups": [], "key": user["user_id"], "name": flow.username}
    assert record["auth_device"]["name"] == "+12015550123"
    assert (record["access_device"]["ip"], record["access_device"]["hostname"]) == ("192.0.2.7", "ws1")
    assert record["access_device"]["location"]["city"] == "Springfield"
    assert len(lab.log("telephony")) == (flow.factor == "phone")
    frauds = [event["surfaced_auth"] for event in lab.log("trust_monitor")]
    assert frauds == ([record] if flow.record[1] == "fraud" else [])
    last_login = (users.find_user(lab.state.store, username=flow.username) or {})["last_login"]
    assert (last_login is not None) == (flow.answer[0] == "allow")


@pytest.mark.parametrize(
    ("username", "factor", "statuses"),
    [
        ("ada", "push", ["pushed", "allow"]),
        ("deny", "push", ["pushed", "deny"]),
        ("timeout", "push", ["pushed", "timeout"]),
        ("ada", "phone", ["calling", "answered", "allow"]),
        ("timeout", "phone", ["calling", "timeout"]),
        ("ada", "sms", ["sent"]),
    ],
)
def test_asynchronous(username: str, factor: str, statuses: list[str]) -> None:
    lab = Lab()
    lab.user(username)
    txid = lab.auth(username=username, factor=factor, **ASYNC)["txid"]
    seen: list[dict[str, Any]] = []
    while not seen or seen[-1]["result"] == "waiting":
        seen.append(lab.call("GET", "/auth/v2/auth_status", txid=txid))
    assert [each["status"] for each in seen] == statuses
    assert lab.call("GET", "/auth/v2/auth_status", txid=txid) == seen[-1]
    assert [record["txid"] for record in lab.log()] == [txid]


def test_a_clock_that_stands_still() -> None:
    lab = Lab()
    lab.user("ada")
    reply: Any = lab.start("POST", "/auth/v2/auth", username="ada", factor="push")
    waited = 0.0
    while hasattr(reply, "then"):
        waited += reply.seconds
        reply = reply.then()
    assert reply.status == 200
    assert 1 <= waited < 2
    assert len(lab.log()) == 1


@pytest.mark.parametrize("decision", ["approve", "deny", "fraud", "timeout"])
def test_the_owner_answers(decision: str) -> None:
    lab = Lab(push="timeout")
    lab.user("ada")
    reply = lab.start("POST", "/auth/v2/auth", username="ada", factor="push")
    (waiting,) = attempts.list_pending(lab.state)
    assert (waiting.user["username"], waiting.step.status) == ("ada", "pushed")
    lab.now += 5
    attempts.decide_attempt(lab.state, waiting.txid, decision)
    said = lab.finish(reply)
    assert said["result"] == ("allow" if decision == "approve" else "deny")
    assert lab.now < waiting.started + 6
    assert not attempts.list_pending(lab.state)
    with pytest.raises(KeyError):
        attempts.decide_attempt(lab.state, waiting.txid, decision)


def test_nobody_asks_after_a_login() -> None:
    lab = Lab(push="timeout")
    lab.user("ada")
    begun = lab.now
    lab.auth(username="ada", factor="push", **ASYNC)
    lab.now += 300
    (record,) = lab.log()
    assert (record["reason"], record["timestamp"]) == ("no_response", int(begun + 60))


PREAUTHS = [
    ("active", "auth", None),
    ("bypass", "allow", "bypass_user"),
    ("disabled", "deny", "user_disabled"),
    ("locked out", "deny", "locked_out"),
    ("pending deletion", "deny", "user_disabled"),
]


@pytest.mark.parametrize(("status", "result", "reason"), PREAUTHS)
def test_statuses(status: str, result: str, reason: str | None) -> None:
    lab = Lab()
    user = lab.user("ada", status=status)
    said = lab.call("POST", "/auth/v2/preauth", user_id=user["user_id"])
    assert said["result"] == result
    assert [record["reason"] for record in lab.log()] == ([reason] if reason else [])
    if reason:
        assert lab.auth(user_id=user["user_id"], factor="push")["result"] == result
        assert [record["reason"] for record in lab.log()] == [reason, reason]


@pytest.mark.parametrize(("status", "result"), [("Active", "auth"), ("Bypass", "allow"), ("Disabled", "deny")])
def test_groups_have_a_say(status: str, result: str) -> None:
    lab = Lab()
    user = lab.user("ada")
    group = groups.create_group(lab.state, "Staff", status=status)
    lab.state.store.link("user-group", user["user_id"], group["group_id"])
    assert lab.call("POST", "/auth/v2/preauth", username="ada")["result"] == result


def test_devices() -> None:
    lab = Lab()
    user = lab.user("ada")
    (device,) = lab.call("POST", "/auth/v2/preauth", username="ADA")["devices"]
    assert device == {
        "capabilities": ["auto", "push", "sms", "phone", "mobile_otp"], "device": device["device"],
        "display_name": "iOS (XXX-XXX-0123)", "name": "", "number": "XXX-XXX-0123", "type": "phone",
    }  # fmt: skip
    lab.auth(user_id=user["user_id"], factor="sms", device=device["device"])
    (device,) = lab.call("POST", "/auth/v2/preauth", username="ada")["devices"]
    assert device["sms_nextcode"] == "1"


@pytest.mark.parametrize("named", [{"username": "nobody"}, {"username": "ivan"}])
def test_who_has_nothing_enrolls(named: dict[str, Any]) -> None:
    lab = Lab()
    lab.user("ivan", phone={})
    said = lab.call("POST", "/auth/v2/preauth", text_prompt="1", **named)
    assert said["result"] == "enroll"
    assert said["prompt"]["text"].endswith(said["enroll_portal_url"])


LANDLINE = {"number": "+12015550199", "type": "Landline"}
REFUSALS = [
    ({"factor": "push"}, (40002, "username")),
    ({"factor": "push", "username": "ada", "user_id": "DU"}, (40002, "user_id")),
    ({"factor": "push", "username": "nobody"}, (40002, "username")),
    ({"factor": "push", "user_id": "DUNOBODY"}, (40002, "user_id")),
    ({"factor": "carrier pigeon", "username": "ada"}, (40002, "factor")),
    ({"username": "ada"}, (40001, "factor")),
    ({"factor": "push", "username": "lena"}, (40002, "no capable device")),
    ({"factor": "sms", "username": "lena"}, (40002, "no capable device")),
    ({"factor": "auto", "username": "ivan"}, (40002, "no capable device")),
    ({"factor": "push", "username": "ada", "device": "DPSOMEBODYELSES"}, (40002, "device")),
    ({"factor": "passcode", "username": "ada"}, (40001, "passcode")),
    ({"factor": "push", "username": "ada", "txid": "none"}, (40002, "txid")),
]


@pytest.mark.parametrize(("parameters", "error"), REFUSALS)
def test_refused(parameters: dict[str, Any], error: tuple[int, str]) -> None:
    lab = Lab()
    lab.user("ada")
    lab.user("lena", phone=LANDLINE)
    lab.user("ivan", phone={})
    assert refused(lambda: lab.auth(**parameters)) == error
    assert not lab.log()


def test_an_attempt_is_its_applications_own() -> None:
    lab = Lab()
    lab.user("ada")
    txid = lab.auth(username="ada", factor="push", **ASYNC)["txid"]
    assert refused(lambda: lab.call("GET", "/auth/v2/auth_status", demo_keys.DUO_KEYS[3], txid=txid)) == (40002, "txid")
    assert refused(lambda: lab.call("GET", "/auth/v2/auth_status", txid="none")) == (40002, "txid")


def test_a_passcode_by_text_message() -> None:
    lab = Lab()
    user = lab.user("ada")
    said = lab.auth(username="ada", factor="sms")
    assert (said["result"], said["status"]) == ("deny", "sent")
    (phone,) = users.list_user_phones(lab.state.store, user["user_id"])
    code = sms_passcodes.next_code(lab.state.store, phone["phone_id"])
    assert phone["sms_passcodes_sent"]
    assert code is not None
    assert lab.auth(username="ada", factor="passcode", passcode=code)["status"] == "allow"
    again = lab.auth(username="ada", factor="passcode", passcode=code)
    assert (again["result"], again["status_msg"]) == ("deny", passcodes.USED)
    told = [(record["factor"], record["result"], record["reason"]) for record in lab.log()]
    assert told == [
        ("sms_refresh", "denied", None),
        ("sms_passcode", "success", "valid_passcode"),
        ("sms_passcode", "denied", "invalid_passcode"),
    ]
    (message,) = lab.log("telephony")
    assert (message["type"], message["phone"], message["txid"]) == ("sms", "+12015550123", lab.log()[0]["txid"])


def test_a_new_batch_of_passcodes_ends_the_last() -> None:
    lab = Lab()
    lab.settings(sms_batch=10, sms_expiration=10)
    user = lab.user("ada")
    (phone,) = users.list_user_phones(lab.state.store, user["user_id"])
    first, second = (sms_passcodes.send_passcodes(lab.state, phone) for _ in range(2))
    assert [code[0] for code in first] == list("1234567890")
    assert lab.auth(username="ada", factor="passcode", passcode=first[3])["result"] == "deny"
    assert lab.auth(username="ada", factor="passcode", passcode=second[3])["result"] == "allow"
    lab.now += 601
    assert lab.auth(username="ada", factor="passcode", passcode=second[4])["result"] == "deny"


def test_passcodes_of_devices_are_good_once_and_in_order() -> None:
    lab = Lab()
    user = lab.user("ada")
    (phone,) = users.list_user_phones(lab.state.store, user["user_id"])
    shown = [passcodes.mobile_passcode(lab.state, phone["phone_id"])]
    kept = lab.state.store.get(passcodes.MOBILE, phone["phone_id"])
    assert kept is not None
    shown += [tokens.hotp(kept["secret"], counter, 6) for counter in range(1, 60)]
    results = [
        lab.auth(username="ada", factor="passcode", passcode=shown[each])["result"] for each in (0, 0, 7, 5, 8, 55)
    ]
    assert results == ["allow", "deny", "allow", "deny", "allow", "deny"]


@pytest.mark.parametrize(("kind", "digits"), [("h6", 6), ("h8", 8), ("t6", 6), ("t8", 8)])
def test_hardware_tokens(kind: str, digits: int) -> None:
    lab = Lab()
    user = lab.user("ada", phone={})
    secret, step = "00112233445566778899aabbccddeeff00112233", 30 if kind.startswith("t") else None
    lab.state.store.save("token", "DH1", {"token_id": "DH1", "type": kind, "serial": "1", "totp_step": step})
    lab.state.store.save("token_secret", "DH1", {"secret": secret, "counter": 0})
    lab.state.store.link("user-token", user["user_id"], "DH1")
    assert lab.call("POST", "/auth/v2/preauth", username="ada")["devices"] == [
        {"device": "DH1", "name": "1", "type": "token"}
    ]
    counter = int(lab.now) // 30 if step else 3
    code = tokens.hotp(secret, counter, digits)
    assert [lab.auth(username="ada", factor="passcode", passcode=code)["result"] for _ in range(2)] == ["allow", "deny"]
    assert lab.log()[0]["factor"] == "hardware_token"
    assert lab.log()[0]["auth_device"]["key"] == "DH1"


def test_bypass_codes_by_the_auth_api() -> None:
    lab = Lab()
    lab.user("ada")
    (code, _) = lab.call("POST", "/auth/v2/bypass_codes", username="ada", count=2, valid_secs=60)
    lab.now += 61
    assert lab.auth(username="ada", factor="passcode", passcode=code)["result"] == "deny"
    assert refused(lambda: lab.call("POST", "/auth/v2/bypass_codes", username="bob")) == (40002, "username")


def test_the_logo() -> None:
    lab = Lab()
    assert refused(lambda: lab.call("GET", "/auth/v2/logo")) == (40401, "")
    image = b"\x89PNG\r\n\x1a\n and so on"
    lab.call("POST", "/admin/v1/logo", logo=base64.b64encode(image).decode())
    reply = lab.start("GET", "/auth/v2/logo")
    assert isinstance(reply, Response)
    assert (reply.body, reply.headers) == (image, (("Content-Type", "image/png"),))


def test_bypass_codes() -> None:
    lab = Lab()
    user = lab.user("ada")
    bypass_codes.create_codes(lab.state, user["user_id"], ["123456789"])
    assert lab.auth(username="ada", factor="passcode", passcode="123 456 789")["result"] == "allow"
    assert lab.auth(username="ada", factor="passcode", passcode="123456789")["result"] == "deny"
    assert [record["factor"] for record in lab.log()] == ["bypass_code", "passcode"]


def test_who_fails_too_often_is_locked_out() -> None:
    lab = Lab()
    lab.settings(lockout_threshold=3, lockout_expire_duration=30)
    user = lab.user("ben+deny")
    for code in ("000000", "one"):
        assert lab.auth(username="ben+deny", factor="passcode", passcode=code)["status_msg"] == passcodes.INCORRECT
    assert lab.auth(username="ben+deny", factor="push")["status"] == "deny"
    assert lab.auth(username="ben+deny", factor="push")["status"] == "locked_out"
    shown = lab.call("GET", f"/admin/v1/users/{user['user_id']}")
    assert (shown["status"], shown["lockout_reason"]) == ("locked out", "Failed Attempts")
    reasons = [record["reason"] for record in lab.log()]
    assert reasons == ["invalid_passcode", "invalid_passcode", "user_mistake", "locked_out"]
    lab.now += 1801
    assert lab.auth(username="ben+deny", factor="push")["status"] == "deny"


def test_a_success_makes_up_for_failures() -> None:
    lab = Lab()
    lab.settings(lockout_threshold=2)
    lab.user("ada")
    for _ in range(3):
        assert lab.auth(username="ada", factor="passcode", passcode="000000")["status"] == "deny"
        assert lab.auth(username="ada", factor="push")["status"] == "allow"


def test_devices_are_remembered() -> None:
    lab = Lab()
    lab.user("ada")
    lab.user("bob", phone={"number": "+12015550124"})
    application = lab.state.store.get("integration", demo_keys.DUO_DEMO.id) or {}
    lab.state.store.save("integration", demo_keys.DUO_DEMO.id, application | {"trusted_device_days": 1})
    token = lab.auth(username="ada", factor="push")["trusted_device_token"]
    before = {"username": "ada", "trusted_device_token": token}
    assert lab.call("POST", "/auth/v2/preauth", **before)["result"] == "allow"
    assert lab.log()[-1]["factor"] == "remembered_device"
    assert lab.call("POST", "/auth/v2/preauth", **before | {"username": "bob"})["result"] == "auth"
    lab.now += 86_401
    assert lab.call("POST", "/auth/v2/preauth", **before)["result"] == "auth"


def test_verified_push() -> None:
    lab = Lab()
    lab.user("ada")
    said = lab.call("POST", "/auth/v2/preauth", username="ada", client_supports_verified_push="1")
    assert said["expiration"] == int(lab.now) + 60
    assert len(said["verification_code"]) == 6
    assert lab.auth(username="ada", factor="push", txid=said["txid"])["result"] == "allow"
    assert lab.log()[0]["txid"] == said["txid"]
    assert refused(lambda: lab.auth(username="ada", factor="push", txid=said["txid"])) == (40002, "txid")


def test_a_login_in_a_terminal() -> None:
    lab = Lab()
    lab.user("ada")
    menu = lab.call("POST", "/auth/v2/preauth", username="ada", text_prompt="1")["prompt"]
    assert menu["factors"] == {"default": "push1", "1": "push1", "2": "phone1", "3": "sms1"}
    assert " 1. Duo Push to iOS (XXX-XXX-0123)\n" in menu["text"]
    for choice, status in (("push1", "allow"), ("voice1", "allow"), ("smsrefresh1", "sent"), ("000000", "deny")):
        assert lab.auth(username="ada", factor="prompt", prompt=choice)["status"] == status
    assert [record["factor"] for record in lab.log()] == ["duo_push", "phone_call", "sms_refresh", "passcode"]


def test_enrolment() -> None:
    lab = Lab(enroll_seconds=None)
    made = lab.call("POST", "/auth/v2/enroll", username="nina", bypass_codes=2)
    assert refused(lambda: lab.call("POST", "/auth/v2/enroll", username="nina")) == (40002, "username already exists")
    asked = {"user_id": made["user_id"], "activation_code": made["activation_code"]}
    assert lab.call("POST", "/auth/v2/enroll_status", **asked) == "waiting"
    assert lab.call("POST", "/auth/v2/preauth", username="nina")["result"] == "enroll"
    enrollment.activate_for_user(lab.state, made["user_id"])
    assert lab.call("POST", "/auth/v2/enroll_status", **asked) == "success"
    assert lab.call("POST", "/auth/v2/preauth", username="nina")["devices"][0]["capabilities"] == [
        "auto",
        "push",
        "mobile_otp",
    ]
    assert lab.auth(username="nina", factor="auto")["result"] == "allow"
    assert lab.auth(username="nina", factor="passcode", passcode=made["bypass_codes"][1])["result"] == "allow"
    assert [record["event_type"] for record in lab.log()] == ["enrollment", "authentication", "authentication"]
    with pytest.raises(KeyError):
        enrollment.activate_for_user(lab.state, made["user_id"])


def test_enrolment_by_itself_and_too_late() -> None:
    lab = Lab()
    slow, quick = (lab.call("POST", "/auth/v2/enroll", valid_secs=seconds) for seconds in (100, 3))
    assert slow["username"] != quick["username"]
    lab.now += 5
    told = [
        lab.call("POST", "/auth/v2/enroll_status", user_id=made["user_id"], activation_code=made["activation_code"])
        for made in (slow, quick, slow | {"user_id": "DUSOMEBODY"})
    ]
    assert told == ["success", "invalid", "invalid"]


def test_the_older_api() -> None:
    lab = Lab()
    lab.user("ada")
    menu = lab.call("POST", "/rest/v1/preauth", user="ada")
    assert (menu["result"], menu["factors"]["2"]) == ("auth", "phone1")
    assert lab.call("POST", "/rest/v1/preauth", user="nobody")["result"] == "enroll"
    said = lab.call("POST", "/rest/v1/auth", user="ada", factor="push", phone="phone1")
    assert said == {"result": "allow", "status": "Success. Logging you in..."}
    assert lab.call("POST", "/rest/v1/auth", user="ada", factor="passcode", code="000000")["result"] == "deny"
    txid = lab.call("POST", "/rest/v1/auth", user="ada", factor="auto", auto="phone1", **ASYNC)["txid"]
    told = [lab.call("GET", "/rest/v1/status", txid=txid) for _ in range(3)]
    assert [each.get("result") for each in told] == [None, None, "allow"]
    assert refused(lambda: lab.call("POST", "/rest/v1/auth", user="nobody", factor="push")) == (40002, "user")
    assert refused(lambda: lab.call("POST", "/rest/v1/auth", user="ada", factor="push", phone="phone2")) == (
        40002,
        "device",
    )
