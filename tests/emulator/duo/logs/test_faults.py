"""Logs and lists that go wrong on request: records that come twice or late, pages that repeat where the last one ended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from paraph.emulator.faults import parse_fault
from paraph.emulator.store import Event
from tests.emulator.duo.in_process import Duo
from tests.emulator.duo.logs.test_endpoints import CROWDED, NOW_MS, V1, V2, crowded, record_of, walked
from tests.emulator.duo.simulation import DAY_MS, NOW, Lab

EVERY = [f"{number:04}" for number in range(CROWDED)]
Pages = list[list[str]]


@contextmanager
def faulty(lab: Lab, *texts: str) -> Iterator[None]:
    """A server on which these faults are set for a while."""
    for text in texts:
        lab.local.faults.add(parse_fault(text))
    try:
        yield
    finally:
        lab.local.faults.clear()


def of_v2(lab: Lab, log: str, limit: int) -> Pages:
    return [[each["id"] for each in page[V2[log]]] for page in walked(lab, log, limit=limit, sort="ts:asc")]


def of_trust_monitor(lab: Lab, _log: str, limit: int) -> Pages:
    pages: Pages = []
    asked: dict[str, Any] = {"mintime": NOW_MS - DAY_MS, "maxtime": NOW_MS, "limit": limit}
    while not pages or asked["offset"]:
        page = lab.call("GET", "/admin/v1/trust_monitor/events", **asked)
        pages.append([each["id"] for each in page["events"]])
        asked["offset"] = page["metadata"]["next_offset"]
    return pages


WALKS: dict[str, Callable[[Lab, str, int], Pages]] = {**dict.fromkeys(V2, of_v2), "trust_monitor": of_trust_monitor}


@settings(max_examples=60, deadline=None)
@drawn(st.sampled_from(sorted(WALKS)), st.integers(1, 170), st.sets(st.sampled_from(["repeat", "double", "double%40"])))
def test_a_walk_ends_and_gives_every_record_whatever_comes_twice(log: str, limit: int, texts: set[str]) -> None:
    with faulty(crowded(), *texts):
        pages = WALKS[log](crowded(), log, limit)
    found = [each for page in pages for each in page]
    assert list(dict.fromkeys(found)) == EVERY
    assert found == sorted(found)
    assert max(map(len, pages)) <= limit
    borders = [before[-1] == after[0] for before, after in pairwise(pages)]
    assert all(borders) if "repeat" in texts and limit > 1 else not any(borders)


@pytest.mark.parametrize("log", sorted(WALKS))
def test_a_share_of_records_comes_twice_and_the_same_ones_each_time(log: str) -> None:
    with faulty(crowded(), "double%40"):
        first, again = (WALKS[log](crowded(), log, 170) for _ in range(2))
    assert first == again
    twice = {each for page in first for each in page if page.count(each) == 2}
    assert 0.2 < len(twice) / CROWDED < 0.6
    with faulty(crowded(), "double"):
        assert [each for page in WALKS[log](crowded(), log, 1000) for each in page][:4] == [
            "0000",
            "0000",
            "0001",
            "0001",
        ]


@pytest.mark.parametrize("log", V1)
def test_records_of_the_older_logs_come_twice(log: str) -> None:
    path = f"/admin/v1/logs/{log}"
    plain = crowded().call("GET", path)
    with faulty(crowded(), "double@/admin/v1/logs"):
        assert crowded().call("GET", path) == [each for record in plain for each in (record, record)]


@pytest.mark.parametrize("log", [*V2, "administrator", "trust_monitor"])
def test_what_is_late_appears_behind_what_was_there_and_nothing_is_lost(log: str) -> None:
    lab = Lab()
    lab.checked = False
    times = [NOW_MS - 100_000 + number * 1000 for number in range(100)]
    lab.state.store.log(log, [Event(time, str(time), record_of(log, time, str(time))) for time in times])

    def seen() -> list[int]:
        return [int(record["id"]) for record in lab.log(log, limit=200)]

    with faulty(lab, "late:60%50"):
        early, at_once = seen(), lab.now
        assert set(times[:35]) <= set(early) < set(times)
        assert any(time in early for time in times[90:])
        lab.now = at_once + 61
        assert seen() == times
    with faulty(lab, "late:60"):
        lab.now = NOW
        assert 38 <= len(seen()) <= 42


def test_the_total_counts_what_has_appeared() -> None:
    lab = Lab()
    lab.checked = False
    lab.state.store.log("activity", [Event(NOW_MS - 1000, "a", record_of("activity", NOW_MS - 1000, "a"))])
    span: dict[str, Any] = {"mintime": NOW_MS - DAY_MS, "maxtime": NOW_MS + DAY_MS}
    totals = []
    with faulty(lab, "late:10"):
        for passed in (0, 10):
            lab.now = NOW + passed
            totals.append(lab.call("GET", "/admin/v2/logs/activity", **span)["metadata"]["total_objects"]["value"])
    assert totals == [0, 1]


@settings(max_examples=20, deadline=None)
@drawn(st.integers(1, 9))
def test_pages_of_a_list_repeat_where_the_last_one_ended(limit: int) -> None:
    duo, names = Duo(), [f"user{number}" for number in range(8)]
    for name in names:
        duo.user(name)
    duo.local.faults.add(parse_fault("repeat@/admin/v1/users"))
    pages, offset = [], 0
    while True:
        answer = duo.whole("GET", "/admin/v1/users", limit=limit, offset=offset)
        pages.append([user["username"] for user in answer["response"]])
        if "next_offset" not in answer["metadata"]:
            break
        offset = answer["metadata"]["next_offset"]
    assert list(dict.fromkeys(name for page in pages for name in page)) == names
    assert all((before[-1] == after[0]) == (limit > 1) for before, after in pairwise(pages))
