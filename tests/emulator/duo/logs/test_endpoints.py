"""The logs of a local Duo: each way of paging, what is refused, filters, and the records of changes."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from paraph.emulator import demo_keys
from paraph.emulator.duo.logs import records
from paraph.emulator.duo.sample_data.populate import populate
from paraph.emulator.store import Event
from tests.emulator.duo.simulation import DAY_MS, NOW, Failure, Lab, refused

NOW_MS = int(NOW * 1000)
V2 = {"authentication": "authlogs", "activity": "items", "telephony": "items"}
V1 = ("administrator", "authentication", "telephony", "offline_enrollment")
CROWDED = 150


@cache
def crowded() -> Lab:
    """A server with many records in the same milliseconds, in every log; they hold little else than their ids."""
    lab = Lab()
    lab.checked = False
    for log in (*V2, *V1, "trust_monitor"):
        times = sorted([NOW_MS - 60_000] * 40 + [NOW_MS - 50_000 + number // 30 for number in range(CROWDED - 40)])
        events = [(time, f"{number:04}") for number, time in enumerate(times)]
        lab.state.store.log(log, [Event(time, key, record_of(log, time, key)) for time, key in events])
    return lab


def record_of(log: str, time: int, key: str) -> bytes:
    """A record that tells its time and id, with what the older forms need."""
    device = {"ip": None, "location": None, "name": None}
    return json.dumps({
        "id": key, "timestamp": time // 1000, "type": "auth", "context": key, "credits": 1, "phone": "", "alias": key,
        "access_device": device, "auth_device": device, "application": {"name": ""}, "user": {"name": ""}, "email": None,
        "event_type": "", "factor": None, "reason": None, "result": "",
    }).encode()  # fmt: skip


def walked(lab: Lab, log: str, *, joined: bool = False, **parameters: Any) -> Iterator[dict[str, Any]]:
    """The pages of a newer log, to the end."""
    span = {"mintime": NOW_MS - DAY_MS, "maxtime": NOW_MS, **parameters}
    while True:
        page = lab.call("GET", f"/admin/v2/logs/{log}", **span)
        yield page
        following = page["metadata"]["next_offset"]
        if following is None:
            return
        assert isinstance(following, list) == (log == "authentication")
        span["next_offset"] = ",".join(following) if joined and log == "authentication" else following


@settings(max_examples=60, deadline=None)
@drawn(st.sampled_from(sorted(V2)), st.integers(1, 170), st.sampled_from(["ts:asc", "ts:desc", None]), st.booleans())
def test_a_walk_gives_every_record_once(log: str, limit: int, sort: str | None, joined: bool) -> None:
    pages = list(walked(crowded(), log, limit=limit, joined=joined, **({"sort": sort} if sort else {})))
    found = [record["id"] for page in pages for record in page[V2[log]]]
    wanted = [f"{number:04}" for number in range(CROWDED)]
    assert found == (wanted if sort == "ts:asc" else wanted[::-1])
    assert len(pages) == -(-CROWDED // limit)
    total: Any = {"relation": "eq", "value": CROWDED} if log == "activity" else CROWDED
    assert {json.dumps(page["metadata"]["total_objects"]) for page in pages} == {json.dumps(total)}


def test_pages_have_a_hundred_records_and_at_most_a_thousand() -> None:
    assert [len(page["authlogs"]) for page in walked(crowded(), "authentication")] == [100, 50]
    assert [len(page["authlogs"]) for page in walked(crowded(), "authentication", limit=100_000)] == [150]


@settings(max_examples=30, deadline=None)
@drawn(st.integers(1, 250))
def test_trust_monitor_is_walked_by_a_cursor(limit: int) -> None:
    lab = crowded()
    parameters: dict[str, Any] = {"mintime": NOW_MS - DAY_MS, "maxtime": NOW_MS, "limit": limit}
    found: list[str] = []
    while True:
        page = lab.call("GET", "/admin/v1/trust_monitor/events", **parameters)
        found += [record["id"] for record in page["events"]]
        if page["metadata"]["next_offset"] is None:
            break
        assert page["metadata"]["next_offset"].isdigit()
        parameters["offset"] = page["metadata"]["next_offset"]
    assert found == [f"{number:04}" for number in range(CROWDED)]


@pytest.mark.parametrize("log", V1)
def test_the_older_logs_begin_at_a_second(log: str) -> None:
    lab = crowded()
    for mintime in (None, 0, int(NOW) - 60, int(NOW) - 50, int(NOW)):
        given: dict[str, Any] = {} if mintime is None else {"mintime": mintime}
        found = lab.call("GET", f"/admin/v1/logs/{log}", **given)
        assert [record["timestamp"] for record in found] == sorted(record["timestamp"] for record in found)
        assert len(found) == {int(NOW) - 50: 110, int(NOW): 0}.get(mintime or 0, 150)


def test_the_older_logs_give_a_thousand_records_and_go_on_by_time() -> None:
    lab = Lab()
    lab.checked = False
    times = [NOW_MS - 3_000_000 + number * 1000 for number in range(2500)]
    lab.state.store.log("administrator", [Event(time, str(time), record_of("", time, str(time))) for time in times])
    found: list[str] = []
    mintime = 0
    while page := lab.call("GET", "/admin/v1/logs/administrator", mintime=mintime):
        assert len(page) <= 1000
        found += [record["id"] for record in page]
        mintime = page[-1]["timestamp"] + 1
    assert found == [str(time) for time in times]


MILLISECONDS = "'{}' must be a timestamp in milliseconds"
REFUSALS: list[tuple[dict[str, Any], tuple[int, str]]] = [
    ({"mintime": None}, (40001, "mintime")),
    ({"maxtime": None}, (40001, "maxtime")),
    ({"mintime": int(NOW)}, (40002, MILLISECONDS.format("mintime"))),
    ({"maxtime": int(NOW)}, (40002, MILLISECONDS.format("maxtime"))),
    ({"maxtime": NOW_MS * 1000}, (40002, MILLISECONDS.format("maxtime"))),
    ({"mintime": "yesterday"}, (40002, MILLISECONDS.format("mintime"))),
    ({"mintime": NOW_MS - 180 * DAY_MS - 5000}, (40002, "mintime must be within the past 180 days")),
    ({"mintime": NOW_MS}, (40002, "maxtime")),
    ({"mintime": NOW_MS, "maxtime": NOW_MS - 1}, (40002, "maxtime")),
    ({"limit": 0}, (40002, "limit")),
    ({"limit": "many"}, (40002, "limit")),
]
OF_V2: list[tuple[dict[str, Any], tuple[int, str]]] = [
    ({"sort": "asc"}, (40002, "sort")),
    ({"next_offset": "1764000000000"}, (40002, "next_offset")),
    ({"next_offset": ["now", "id"]}, (40002, "next_offset")),
    ({"next_offset": "-5,id"}, (40002, "next_offset")),
]
TRUST_MONITOR = "/admin/v1/trust_monitor/events"
CASES = [
    *((f"/admin/v2/logs/{log}", *case) for log in V2 for case in REFUSALS + OF_V2),
    *((TRUST_MONITOR, *case) for case in REFUSALS),
]


@pytest.mark.parametrize(("path", "parameters", "error"), CASES, ids=str)
def test_refused(path: str, parameters: dict[str, Any], error: tuple[int, str]) -> None:
    span = {"mintime": NOW_MS - DAY_MS, "maxtime": NOW_MS, **parameters}
    chosen = {name: value for name, value in span.items() if value is not None}
    assert refused(lambda: Lab().call("GET", path, **chosen)) == error


def test_180_days_before_the_moment_of_asking_are_given() -> None:
    lab = Lab()
    asked = int(lab.now * 1000) - 180 * DAY_MS
    lab.now += 1
    assert lab.call("GET", "/admin/v2/logs/activity", mintime=asked, maxtime=NOW_MS)["items"] == []


def test_the_newest_records_come_late() -> None:
    lab = Lab(log_delay=120)
    lab.user("ada")
    lab.auth(username="ada", factor="push")
    lab.now += 60
    assert lab.log() == []
    assert len(lab.call("GET", "/admin/v1/logs/authentication")) == 1
    lab.now += 61
    assert len(lab.log()) == 1


@cache
def busy() -> Lab:
    """A server with made-up data."""
    lab = Lab()
    populate(lab.state, 30, 3000, 1)
    return lab


FILTERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "results": lambda record: record["result"],
    "reasons": lambda record: record["reason"],
    "factors": lambda record: record["factor"],
    "event_types": lambda record: record["event_type"],
    "users": lambda record: record["user"]["key"],
    "applications": lambda record: record["application"]["key"],
    "tokens": lambda record: record["auth_device"]["key"],
    "phone_numbers": lambda record: record["auth_device"]["name"],
}


def all_of(**parameters: Any) -> list[dict[str, Any]]:
    """All authentications of the made-up day that meet a filter."""
    lab = busy()
    now = int(lab.now * 1000)
    pages = walked(lab, "authentication", limit=1000, mintime=now - DAY_MS - 60_000, maxtime=now, **parameters)
    return [record for page in pages for record in page["authlogs"]]


@pytest.mark.parametrize("name", FILTERS)
def test_filters(name: str) -> None:
    value_of, everything = FILTERS[name], all_of()
    values = list(dict.fromkeys(value_of(record) for record in everything if value_of(record)))[:3]
    for chosen in (values[:1], values):
        wanted = [record for record in everything if value_of(record) in chosen]
        assert all_of(**{name: chosen}) == wanted
        assert wanted


def test_filters_join_and_groups_go_by_id() -> None:
    lab, everything = busy(), all_of()
    group = lab.state.store.find_by_name("group", "engineering")[0]
    wanted = [
        record for record in everything if "Engineering" in record["user"]["groups"] and record["result"] == "denied"
    ]
    assert all_of(groups=group["group_id"], results="denied") == wanted
    assert 0 < len(wanted) < len(everything)
    assert all_of(users="' OR 1=1 --") == []
    assert all_of(phone_numbers="none") == []


def test_a_change_leaves_its_records() -> None:
    lab = Lab()
    made = lab.call("POST", "/admin/v1/users", demo_keys.DUO_KEYS[1], username="ada")
    lab.call("POST", f"/admin/v1/users/{made['user_id']}", demo_keys.DUO_KEYS[1], status="bypass")
    (first, second), (_, activity) = lab.log("administrator"), lab.log("activity")
    assert (first["action"], second["action"], second["username"]) == ("user_create", "user_update", "API")
    assert second["object"] == "ada"
    assert json.loads(second["description"])["status"] == "bypass"
    assert activity["actor"]["key"] == demo_keys.DUO_KEYS[1].id
    assert (activity["target"]["key"], activity["target"]["name"], activity["target"]["type"]) == (
        made["user_id"],
        "ada",
        "user",
    )
    (event,) = lab.log("trust_monitor", type="bypass_status_enabled")
    assert event["enabled_for"] == {"key": made["user_id"], "name": "ada"}
    assert lab.log("trust_monitor", type="auth") == []
    assert refused(lambda: lab.log("trust_monitor", type="anything")) == (40002, "type")


def test_offline_access_and_the_older_forms() -> None:
    lab = Lab()
    lab.user("ada")
    records.log_offline_access(lab.state, "ada", "o2fa_user_provisioned", "Windows Logon", {"hostname": "WS1"})
    lab.auth(username="ada", factor="phone", ipaddr="192.0.2.7")
    (offline,) = lab.log("offline_enrollment")
    assert (offline["username"], json.loads(offline["description"])) == ("ada", {"hostname": "WS1"})
    (old,) = lab.call("GET", "/admin/v1/logs/authentication")
    assert (old["factor"], old["result"], old["reason"], old["ip"]) == (
        "Phone Call",
        "SUCCESS",
        "User approved",
        "192.0.2.7",
    )
    assert (old["integration"], old["new_enrollment"]) == (demo_keys.DUO_DEMO.name, False)
    (call,) = lab.call("GET", "/admin/v1/logs/telephony")
    assert call == {
        "context": "authentication", "credits": 1, "isotimestamp": call["isotimestamp"], "phone": "+12015550123",
        "timestamp": call["timestamp"], "type": "phone",
    }  # fmt: skip


def test_a_remembered_count_is_that_of_now() -> None:
    store = Lab().state.store
    for time in (1, 2):
        store.log("activity", [Event(time, "a", b"{}")])
        assert [store.event_count("activity", 0, 9) for _ in range(2)] == [time, time]
    with suppress(Failure), store.transaction():
        store.log("activity", [Event(3, "a", b"{}")])
        assert store.event_count("activity", 0, 9) == 3
        raise Failure
    assert store.event_count("activity", 0, 9) == 2


@pytest.mark.parametrize(
    ("method", "path", "parameters", "allowed"),
    [
        ("GET", "/admin/v1/logs/administrator", {}, 2),
        ("GET", "/admin/v2/logs/authentication", {"mintime": NOW_MS - DAY_MS, "maxtime": NOW_MS}, 2),
        ("GET", "/admin/v1/users", {}, 40),
        ("GET", "/admin/v1/users", {"limit": 1}, 200),
        ("GET", "/admin/v1/info/summary", {}, 300),
        ("POST", "/admin/v1/groups", {"name": ""}, 300),
        ("GET", "/auth/v2/check", {}, None),
    ],
)
def test_limits(method: str, path: str, parameters: dict[str, Any], allowed: int | None) -> None:
    lab = Lab(rate_limits=True)
    lab.state.clock = lambda: NOW
    codes = []
    for _ in range((allowed or 400) + 3):
        try:
            lab.call(method, path, **parameters)
            codes.append(200)
        except Failure as error:
            codes.append(error.args[0])
        lab.now = NOW
    assert codes.count(42901) == (0 if allowed is None else 3)
    assert 42901 not in codes[:allowed]
    if allowed == 2:
        lab.state.clock = lambda: NOW + 31
        lab.call(method, path, **parameters)
        assert refused(lambda: lab.call(method, path, **parameters)) == (42901, "")
        lab.call(method, path, demo_keys.DUO_KEYS[1], **parameters)
