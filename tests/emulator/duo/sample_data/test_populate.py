"""Made-up data: so much as was asked for, the same for a seed, plausible, and of one piece."""

import ipaddress
import json
from collections import Counter
from functools import cache
from typing import Any

import pytest

from paraph.emulator.duo import ip_locations
from paraph.emulator.duo.admin import reports
from paraph.emulator.duo.auth import lockout
from paraph.emulator.duo.logs.records import log_offline_access
from paraph.emulator.duo.sample_data import stories
from paraph.emulator.duo.sample_data.populate import populate
from paraph.emulator.store import Event
from paraph.http.handler import DelayedResponse
from tests.emulator.duo.simulation import DAY_MS, NOW, Lab

END = 2**62
LOGS = ("authentication", "telephony", "administrator", "activity", "offline_enrollment", "trust_monitor")
RESERVED = [
    ipaddress.ip_network(text) for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


def filled(seed: int, users: int, events: int, days: int = 30) -> Lab:
    lab = Lab(seed)
    populate(lab.state, users, events, days)
    return lab


@cache
def large() -> Lab:
    return filled(1, 200, 20_000)


def events_of(lab: Lab, log: str) -> list[Event]:
    return lab.state.store.events(log, 0, END, limit=-1)


def records(log: str) -> list[dict[str, Any]]:
    return [event.record for event in events_of(large(), log)]


def test_the_same_for_a_seed() -> None:
    one, same, other = filled(1, 15, 400), filled(1, 15, 400), filled(2, 15, 400)
    for log in LOGS:
        assert events_of(one, log) == events_of(same, log)
    for kind in ("user", "phone", "group", "admin", "integration", "token", "endpoint", "webauthncredential"):
        assert one.state.store.page(kind) == same.state.store.page(kind)
    assert events_of(one, "authentication") != events_of(other, "authentication")


def test_what_people_log_in_with_is_listed() -> None:
    computers = {each["epkey"]: each for each in large().call("GET", "/admin/v1/endpoints", limit=500)}
    seen = [(record["access_device"], record["user"]) for record in records("authentication")]
    mine = [(at["epkey"], at["os"], user["name"]) for at, user in seen if at["epkey"] in computers]
    assert len(mine) > 0.7 * len(seen)
    assert all((computers[key]["os_family"], computers[key]["username"]) == (os, name) for key, os, name in mine)
    keys = large().call("GET", "/admin/v1/webauthncredentials", limit=500)
    owned = [each["user"]["user_id"] for each in keys]
    assert 15 < len(owned) == len(set(owned)) < 35


@pytest.mark.parametrize("events", [0, 1, 7, 199, 1000, 3333])
@pytest.mark.parametrize("users", [1, 5, 40])
def test_as_many_as_asked_for(users: int, events: int) -> None:
    lab = filled(3, users, events)
    counts = {log: lab.state.store.event_count(log, 0, END) for log in LOGS}
    assert sum(counts.values()) == events
    assert counts == stories.records_by_log(stories.plan_stories(events))
    assert lab.state.store.count("user") == users


def test_nobody_leaves_no_records() -> None:
    with pytest.raises(ValueError, match="need users"):
        filled(1, 0, 5)
    with pytest.raises(ValueError, match="180"):
        filled(1, 5, 5, 181)


@pytest.mark.parametrize("days", [1, 30, 180])
def test_over_the_days_before_the_clock(days: int) -> None:
    times = [event.time for log in LOGS for event in events_of(filled(4, 10, 3000, days), log)]
    assert NOW * 1000 - days * DAY_MS <= min(times) < NOW * 1000 - days * DAY_MS * 0.7
    assert NOW * 1000 - DAY_MS < max(times) <= NOW * 1000


def test_several_in_one_millisecond() -> None:
    times = Counter(event.time for event in events_of(large(), "authentication"))
    assert sum(count > 1 for count in times.values()) > 100


def test_by_day_where_people_are() -> None:
    for place in ("Portland", "Bengaluru"):
        hours = next(each.hours for each in ip_locations.PLACES if each.city == place)
        local = Counter(
            int(record["timestamp"] + hours * 3600) // 3600 % 24
            for record in records("authentication")
            if record["auth_device"]["location"]["city"] == place
        )
        by_day = sum(local[hour] for hour in range(8, 18))
        assert by_day > 0.75 * local.total() > 100


def test_shares() -> None:
    results = Counter(record["result"] for record in records("authentication"))
    total = results.total()
    assert 0.8 < total / 20_000 < 0.9
    assert 0.05 < results["denied"] / total < 0.07
    assert 0.0015 < results["fraud"] / total < 0.0025


def test_various() -> None:
    found = records("authentication")
    for member in ("browser", "os", "location"):
        assert len({json.dumps(record["access_device"][member]) for record in found}) >= 4
    assert len({record["factor"] for record in found}) >= 8
    assert len({record["application"]["key"] for record in found}) == 6


def test_nothing_that_could_be_somebodys() -> None:
    store = large().state.store
    for record in records("authentication")[:3000]:
        for device in ("access_device", "auth_device"):
            ip = record[device]["ip"]
            assert ip is None or any(ipaddress.ip_address(ip) in network for network in RESERVED)
            assert record[device]["location"] == ip_locations.find_location(ip)
    assert all(user["email"].endswith("@example.com") for user in store.page("user"))
    numbers = [phone["number"] for phone in store.page("phone")]
    assert all(number[5:10] == "55501" and len(number) == 12 for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_of_one_piece() -> None:
    store = large().state.store
    logins = {record["txid"]: record for record in records("authentication")}
    for message in records("telephony"):
        login = logins[message["txid"]]
        assert login["factor"] == {"sms": "sms_refresh", "phone": "phone_call"}[message["type"]]
        assert login["auth_device"]["name"] == message["phone"]
    told = [login for login in logins.values() if login["factor"] in ("sms_refresh", "phone_call")]
    assert len(told) == len(records("telephony"))
    frauds = [login for login in logins.values() if login["result"] == "fraud"]
    suspicious = [event["surfaced_auth"] for event in records("trust_monitor") if event["type"] == "auth"]
    assert sorted(map(json.dumps, frauds)) == sorted(map(json.dumps, suspicious))
    for login in logins.values():
        user = store.get("user", login["user"]["key"])
        assert user is not None
        assert (user["username"], user["email"]) == (login["user"]["name"], login["email"])
        key = login["auth_device"]["key"]
        assert key is None or store.get("phone", key) or store.get("token", key)
        assert store.get("integration", login["application"]["key"]) is not None
        if login["result"] == "success":
            assert user["last_login"] >= login["timestamp"]


def test_the_first_users_are_one_of_each() -> None:
    lab = large()
    told = {}
    for name in ("ada", "frank", "grace", "heidi", "ivan"):
        told[name] = lab.call("POST", "/auth/v2/preauth", username=name)["result"]
    assert told == {"ada": "auth", "frank": "allow", "grace": "deny", "heidi": "deny", "ivan": "enroll"}
    assert {user["status"] for user in lab.state.store.page("user")} == {"active", "bypass", "disabled", lockout.LOCKED}


def shape(value: Any) -> Any:
    """The members of a record, at every depth, and nothing of what they hold."""
    return {name: shape(each) for name, each in value.items()} if isinstance(value, dict) else None


def test_records_have_the_form_of_those_that_are_left() -> None:
    lab = Lab()
    lab.user("fraud")
    lab.auth(username="fraud", factor="push")
    lab.auth(username="fraud", factor="sms")
    log_offline_access(lab.state, "fraud", "o2fa_user_provisioned", "Windows Logon", {})
    user = lab.call("POST", "/admin/v1/users", username="ada")
    lab.call("POST", f"/admin/v1/users/{user['user_id']}", status="bypass")
    for log in LOGS:
        left = [json.dumps(shape(event.record), sort_keys=True) for event in events_of(lab, log)]
        made = {json.dumps(shape(record), sort_keys=True) for record in records(log)}
        if log == "activity":
            assert {json.dumps({**json.loads(each), "access_device": None}, sort_keys=True) for each in made} == set(
                left
            )
        else:
            assert made == set(left), log


def test_reports_on_many_records_are_made_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    lab = Lab()
    populate(lab.state, 30, 600)
    path = "/admin/v1/info"
    names = ("authentication_attempts", "user_authentication_attempts")
    whole = {name: lab.call("GET", f"{path}/{name}") for name in names}
    monkeypatch.setattr(reports, "ROWS_AT_ONCE", 50)
    assert isinstance(lab.start("GET", f"{path}/{names[0]}"), DelayedResponse)
    assert {name: lab.call("GET", f"{path}/{name}") for name in names} == whole
    assert sum(whole[names[0]].values()) > 400
