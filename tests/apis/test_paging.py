"""Each style, followed over a list of any size, gives every record once; what does not go on is said."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph import Request
from paraph.apis.catalogue import VENDORS, catalogue
from paraph.apis.paging import (
    DAY,
    LATE,
    STYLES,
    Step,
    Stuck,
    decoded_body,
    endpoint_of,
    first_page_request,
    parameter,
    read_page,
)

NOW = 1773739805.5
Answers = Callable[[Request], Any]


def followed(style: str, answers: Answers, query: str = "", most: int = 60) -> list[Any]:
    """The records of all pages."""
    request: Request | None = first_page_request(style, Request("GET", f"/x?{query}" if query else "/x"), NOW)
    found: list[Any] = []
    memory = None
    for _ in range(most):
        assert request is not None
        made = read_page(style, Step(request, answers(request), memory))
        found += made.records
        request, memory = made.next, made.memory
        if request is None:
            return found
    raise AssertionError("no end")


def number(request: Request, name: str, default: int) -> int:
    return int(parameter(request, name) or default)


def duo_list(records: list[Any], most: int) -> Answers:
    def answer(request: Request) -> Any:
        start, size = number(request, "offset", 0), min(number(request, "limit", most), most)
        metadata = {"total_objects": len(records)}
        if start + size < len(records):
            metadata["next_offset"] = start + size
        return {"stat": "OK", "response": records[start : start + size], "metadata": metadata}

    return answer


def cursor_log(records: list[Any], most: int, name: str, as_list: bool) -> Answers:
    def answer(request: Request) -> Any:
        assert int(parameter(request, "mintime")) < int(parameter(request, "maxtime"))
        given = parameter(request, name)
        start = int(given.rpartition(",")[2]) if given else 0
        following = ["1547486297000", str(start + most)] if as_list else str(start + most)
        metadata = {"next_offset": following if start + most < len(records) else None, "total_objects": {"value": 3}}
        return {"stat": "OK", "response": {"items": records[start : start + most], "metadata": metadata}}

    return answer


def mintime_log(times: list[int], most: int) -> Answers:
    def answer(request: Request) -> Any:
        since = number(request, "mintime", 0)
        return {"stat": "OK", "response": [record for record in log(times) if record["timestamp"] >= since][:most]}

    return answer


def log(times: list[int]) -> list[Any]:
    """Records of these times; some are the same in all that they say."""
    return [{"timestamp": time, "what": place % 2} for place, time in enumerate(sorted(times))]


def array(records: list[Any], most: int, base: int = 0) -> Answers:
    def answer(request: Request) -> Any:
        if parameter(request, "pageSize"):
            size = min(number(request, "pageSize", most), most)
            start = (max(number(request, "page", base), base) - base) * size
        else:
            size, start = min(number(request, "limit", most), most), number(request, "offset", 0)
        return records[start : start + size]

    return answer


sizes = st.integers(0, 30)


@given(sizes, st.integers(1, 9))
def test_every_record_comes_once(count: int, most: int) -> None:
    records = [{"id": place} for place in range(count)]
    assert followed("offset", duo_list(records, most)) == records
    for as_list in (False, True):
        assert followed("v2-log", cursor_log(records, most, "next_offset", as_list)) == records
    assert followed("trust-monitor", cursor_log(records, most, "offset", False)) == records
    for query in ("", "limit=4", "limit=100", "search=a%20b&offset=0"):
        assert followed("offset/limit", array(records, most), query) == records
    for query in ("", "pageSize=4", "pageSize=100", "entity=users"):
        for base in (0, 1):
            assert followed("page/pageSize", array(records, most, base), query) == records


@given(st.lists(st.integers(1000, 1020), max_size=30), st.integers(1, 12))
def test_a_log_without_cursor_loses_only_what_no_request_gets(times: list[int], most: int) -> None:
    found = followed("mintime-seconds", mintime_log(times, most), "mintime=1000")
    records = log(times)
    crowded = {time for time in times if times.count(time) >= most}
    for time in set(times):
        own = [record for record in records if record["timestamp"] == time]
        got = [record for record in found if record["timestamp"] == time]
        if time not in crowded:
            assert got == own
        else:
            assert got == own[: len(got)]
            assert len(got) >= min(len(own), most)


def test_a_full_page_of_one_second_is_told() -> None:
    records = [{"timestamp": 7, "id": place} for place in range(1000)]
    request = Request("GET", "/x?mintime=7")
    made = read_page("mintime-seconds", Step(request, {"response": records}))
    assert made.next is not None
    assert made.next.target == "/x?mintime=8"
    assert "second 7" in made.note


def test_logs_begin_a_day_ago_and_end_two_minutes_ago() -> None:
    until = int((NOW - LATE) * 1000)
    made = first_page_request("v2-log", Request("GET", "/x"), NOW)
    assert made.target == f"/x?mintime={until - DAY * 1000}&maxtime={until}&limit=1000"
    made = first_page_request("v2-log", Request("GET", "/x?maxtime=1700000000000&users=a%20b"), NOW)
    assert made.target == f"/x?maxtime=1700000000000&users=a%20b&mintime={1700000000000 - DAY * 1000}&limit=1000"
    assert (
        first_page_request("trust-monitor", Request("GET", "/x?mintime=1&maxtime=2&limit=3"), NOW).target
        == "/x?mintime=1&maxtime=2&limit=3"
    )
    assert first_page_request("offset", Request("GET", "/x?a"), NOW).target == "/x?a"


def test_the_time_reached() -> None:
    for record, reached in (
        ({"timestamp": 1773739805}, 1773739805),
        ({"isotimestamp": "2026-03-17T09:30:05+00:00", "timestamp": 1}, 1773739805),
        ({"ts": "2026-03-17T09:30:05.5Z"}, 1773739805.5),
        ({"surfaced_timestamp": 1773739805000}, 1773739805),
        ({"ts": "yesterday"}, None),
        ("text", None),
    ):
        assert read_page("v2-log", Step(Request("GET", "/x"), {"response": {"items": [record]}})).reached == reached


@pytest.mark.parametrize(
    ("style", "query", "answer"),
    [
        ("offset", "offset=5", {"response": [1], "metadata": {"next_offset": 5}}),
        ("offset", "offset=5", {"response": [1], "metadata": {"next_offset": "4"}}),
        ("offset", "", {"response": [1], "metadata": {"next_offset": "x"}}),
        ("offset", "", {"response": {"id": 1}}),
        ("offset", "", []),
        ("v2-log", "next_offset=1,a", {"response": {"items": [1], "metadata": {"next_offset": ["1", "a"]}}}),
        ("v2-log", "", {"response": {"items": [1], "metadata": {"next_offset": {"a": 1}}}}),
        ("v2-log", "", {"response": {"a": [], "b": []}}),
        ("trust-monitor", "offset=7", {"response": {"events": [1], "metadata": {"next_offset": "7"}}}),
        ("mintime-seconds", "", {"response": [{"no": "time"}]}),
        ("offset/limit", "", {"message": "no"}),
        ("page/pageSize", "page=x", [1]),
    ],
)
def test_what_does_not_go_on(style: str, query: str, answer: Any) -> None:
    with pytest.raises(Stuck):
        followed(style, lambda _: answer, query)


def test_a_server_that_does_not_page() -> None:
    assert followed("page/pageSize", lambda _: [1, 2]) == [1, 2]
    assert followed("offset/limit", lambda _: [1, 2]) == [1, 2]
    for style, query in (("page/pageSize", "pageSize=2"), ("offset/limit", "limit=2")):
        with pytest.raises(Stuck, match="same page"):
            followed(style, lambda _: [1, 2], query)


def test_device_caches_have_their_cursor_inside() -> None:
    made = read_page(
        "offset", Step(Request("GET", "/x"), {"response": {"devices": [1], "next_offset": 1, "total_objects": 2}})
    )
    assert made.records == [1]
    assert made.next is not None
    assert made.next.target == "/x?offset=1"


def test_bodies() -> None:
    assert decoded_body(b"\xef\xbb\xbf[1]") == [1]
    for wrong in (b"", b"<html>", b"\xff", b"[" * 100_000):
        with pytest.raises(Stuck, match="no JSON"):
            decoded_body(wrong)


def test_every_style_of_the_catalogues_is_known_and_found() -> None:
    for vendor in VENDORS:
        held = catalogue(vendor)
        for endpoint in held.endpoints:
            assert not endpoint.paging or endpoint.paging in STYLES
            prefix = "" if vendor == "duo" else "/gallery/api"
            assert endpoint_of(held, endpoint.method, prefix + endpoint.path) is not None
    assert endpoint_of(catalogue("duo"), "GET", "/nothing") is None


@given(st.sampled_from(sorted(STYLES)), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["response", "metadata", "next_offset", "items", "timestamp"]), inner)))  # fmt: skip
def test_any_answer_is_a_page_or_stuck(style: str, answer: Any) -> None:
    try:
        made = read_page(
            style, Step(first_page_request(style, Request("GET", "/x"), NOW), json.loads(json.dumps(answer)))
        )
    except Stuck:
        return
    assert isinstance(made.records, list)
