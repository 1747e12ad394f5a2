"""The live list: bounds, order, changes, masks, and the long poll."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from paraph import Credential, Request, explain, request_for, sign
from paraph.core.encoding import percent
from paraph.explaining.result import Explanation, Finding, StageValue
from paraph.http.handler import DelayedResponse, Response
from paraph.web.live import MOST_BODY, MOST_BYTES, MOST_EXPLANATION, MOST_REQUESTS, MOST_TEXT, LiveRequests
from paraph.web.live_rows import ELSEWHERE, MOST_SHOWN
from paraph.web.polling import PAUSE, poll

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.http.handler import Reply
    from paraph.web.live_rows import Entry

NOW = 1773739805
SECRET = "plantedSecretKey0123456789abcdefABCDEF00"
KEY = Credential.of("DIEXAMPLE00000000000", SECRET)
GET = Request("GET", "/admin/v1/users?limit=1", (("Host", "localhost"),), scheme="http")
HOSTILE = (
    "\x1b[31m", "\r\nSet-Cookie: a=b", "\u202egnp.exe", "\u200b\ufeff", "\x00", "\udcff\udc80", "\ud800", "\u2028", "<script>",
    "\x9b", "\U000e0041", "é", "\t",
)  # fmt: skip


def list_of(count: int) -> LiveRequests:
    live = LiveRequests(clock=lambda: NOW)
    for number in range(1, count + 1):
        assert live.add(GET._replace(target=f"/{number}")) == number
    return live


def numbers(live: LiveRequests, after: int = 0) -> list[int]:
    return [row.number for row in live.since(after).requests]


def entry_of(live: LiveRequests, number: int) -> Entry:
    entry = live.get(number)
    assert entry is not None
    return entry


def entries(live: LiveRequests) -> list[Entry]:
    return [entry for number in range(live.since(0).seen + 1) if (entry := live.get(number))]


def explanation(verdict: str = "explained", *findings: Finding, value: str = "") -> Explanation:
    return Explanation(verdict, "duo", "v2", mistakes=findings, observed=(StageValue("signature", value),))


def test_the_newest_are_kept_in_order_and_all_are_counted() -> None:
    live = list_of(MOST_REQUESTS + 7)
    changes = live.since(0)
    assert [row.number for row in changes.requests] == list(range(8, MOST_REQUESTS + 8))
    assert (changes.seen, changes.oldest, changes.last) == (MOST_REQUESTS + 7, 8, MOST_REQUESTS + 7)
    assert live.get(7) is None
    live.update(7, status=200)
    live.explained(7, explanation())
    assert numbers(live, changes.last) == []


@pytest.mark.parametrize(
    "more",
    [
        {"target": "/" + "a" * 60_000},
        {"headers": (("X", "a" * 60_000),)},
        {"headers": (("a" * 60_000, "X"),)},
        {"headers": tuple(("a", "b") for _ in range(15_000))},
    ],
    ids=["target", "value", "name", "headers"],
)
def test_bytes_are_bounded(more: dict[str, Any]) -> None:
    live, request = LiveRequests(), GET._replace(body=bytes(MOST_BODY), **more)
    for _ in range(MOST_REQUESTS):
        live.add(request)
    kept = entries(live)
    assert 0 < len(kept) * (MOST_BODY + 60_000) < MOST_BYTES
    assert sum(entry.size for entry in kept) == live._bytes <= MOST_BYTES
    assert kept[-1].number == MOST_REQUESTS


def test_explanations_count_too_and_long_ones_are_not_kept() -> None:
    live = list_of(MOST_REQUESTS)
    for number in range(1, MOST_REQUESTS + 1):
        live.explained(number, explanation(value="a" * (MOST_EXPLANATION // 2)))
    kept = entries(live)
    assert 30 < len([entry for entry in kept if entry.explanation]) < 65
    assert sum(entry.size for entry in kept) == live._bytes <= MOST_BYTES
    last = kept[-1].number
    before = live._bytes
    live.explained(last, explanation(value="b"))  # explained again: only the last one counts
    assert live._bytes < before
    live.explained(last, explanation("unexplained", value="a" * MOST_EXPLANATION))
    entry = entry_of(live, last)
    assert (entry.explanation, entry.verdict) == (None, "unexplained")


def test_a_long_body_is_not_kept_and_the_row_says_so() -> None:
    live = LiveRequests()
    long = GET._replace(body=bytes(MOST_BODY + 1))
    for request in (long, long._replace(body=bytes(MOST_BODY))):
        live.add(request, 200, "", "", request, KEY)
    cut, whole, without = entry_of(live, 1), entry_of(live, 2), long._replace(body=b"")
    assert (cut.request, cut.sent, cut.left_out) == (without, without, MOST_BODY + 1)
    assert (whole.request, whole.left_out) == (long._replace(body=bytes(MOST_BODY)), 0)
    live.update(1, detail="not for you")
    details = {row.number: row.detail for row in live.since(0).requests}
    assert details == {1: "not for you (Its body of 65537 bytes is not kept.)", 2: ""}


def test_changed_rows_come_again() -> None:
    live = list_of(3)
    first = live.since(0)
    assert first.last == 3
    live.explained(1, explanation("explained", Finding.of("clock-skew")))
    live.update(2, status=401, detail="stale")
    second = live.since(first.last)
    assert [(row.number, row.verdict, row.status, row.detail) for row in second.requests] == [
        (1, "explained", 0, ""),
        (2, "", 401, "stale"),
    ]
    assert second.requests[0].mistakes == (Finding.of("clock-skew").title,)
    assert live.since(second.last).requests == ()
    assert (first.refused, second.refused) == (0, 1)
    assert numbers(live, second.last + 1) == [3, 1, 2]  # the version of a list that is gone


@pytest.mark.parametrize(
    ("status", "verdict", "shown", "detail", "refused"),
    [
        (200, "valid", "valid", "", 0),
        (401, "valid", "refused", ELSEWHERE, 1),
        (401, "explained", "explained", "", 1),
        (404, "", "", "", 0),
        (400, "unsigned", "unsigned", "", 1),
        (503, "refused", "refused", "", 1),
        (0, "waiting", "waiting", "", 0),
    ],
)
def test_what_counts_as_refused(status: int, verdict: str, shown: str, detail: str, refused: int) -> None:
    at_once, later = LiveRequests(clock=lambda: NOW), LiveRequests(clock=lambda: NOW)
    at_once.add(GET, status, "", verdict)
    later.update(later.add(GET), status=status, verdict=verdict)
    for live in (at_once, later):
        changes = live.since(0)
        assert changes.refused == refused
        assert [(row.verdict, row.detail) for row in changes.requests] == [(shown, detail)]


def test_what_is_stored_can_be_explained() -> None:
    signed = sign(request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users"), KEY, now=NOW)
    asked: list[Request] = []

    def find(request: Request) -> tuple[Request, Credential]:
        asked.append(request)
        return signed, KEY

    live = LiveRequests(find_signer=find)
    live.add(GET, 200, "", "", signed, KEY)
    live.add(GET, 200)
    live.add(None, 400)
    known, found, unreadable = map(partial(entry_of, live), (1, 2, 3))
    assert (known.sent, known.credential, found.sent, found.credential) == (signed, KEY, signed, KEY)
    assert unreadable.credential is None
    assert asked == [GET]
    live.explained(1, explain(signed, KEY, now=NOW))
    known = entry_of(live, 1)
    assert known.explanation is not None
    assert known.explanation.verdict == known.verdict == "valid"


def places(secret: str) -> Iterator[Request]:
    """Requests that have a secret somewhere."""
    yield GET._replace(target=f"/{secret}")
    yield GET._replace(target=f"/admin?x={percent(secret)}")
    yield GET._replace(target="/" + b64encode(f"id:{secret}".encode()).decode())
    yield GET._replace(target="/" + "a" * (MOST_SHOWN - 6) + secret)
    yield GET._replace(method=secret)
    yield GET._replace(headers=(("Authorization", secret), ("X", secret)), body=secret.encode())


@pytest.mark.parametrize("own", [True, False], ids=["of the request", "of the server"])
@pytest.mark.parametrize(
    "request_", tuple(places(SECRET)), ids=["path", "query", "base64", "at the cut", "method", "elsewhere"]
)
def test_known_secrets_are_masked(request_: Request, own: bool) -> None:
    live = LiveRequests(tuple if own else lambda: [KEY])
    number = live.add(request_, 401, f"unknown key id {SECRET}", "", None, KEY if own else None)
    unnamed = Finding("", "signature", f"It was signed with {SECRET}", "", "")
    live.explained(number, explanation("explained", unnamed))
    shown = json.dumps(live.since(0).as_json())
    assert SECRET[:12] not in shown
    assert b64encode(SECRET.encode()).decode()[4:20] not in shown
    assert "[hidden]" in shown
    assert SECRET not in repr(live.since(0))


@pytest.mark.parametrize(
    "target",
    [
        "/a?oauth_signature=VALUE&b=1",
        "/a?Access_Token=VALUE",
        "http://me:VALUE@localhost/a",
        "/a?password=VALUE",
        "/?sig=VALUE",
    ],
)
def test_unknown_secrets_are_masked_by_name(target: str) -> None:
    live = LiveRequests()
    live.add(GET._replace(target=target.replace("VALUE", "ofSomebodyElse")))
    (row,) = live.since(0).requests
    assert "ofSomebody" not in row.target
    assert "[hidden]" in row.target


def test_catalogue_titles_stay_even_if_the_secret_is_a_word_of_theirs() -> None:
    live, known = LiveRequests(), Finding.of("clock-skew")
    word = max(known.title.split(), key=len)
    live.explained(live.add(GET, credential=Credential.of("a", word)), explanation("explained", known))
    (row,) = live.since(0).requests
    assert row.mistakes == (known.title,)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_one_short_line_that_json_can_hold(text: str) -> None:
    live = LiveRequests()
    number = live.add(Request(text, f"/{text * 400}"), 400, text * 400)
    live.explained(number, explanation("explained", Finding("", "", text * 400, "", "")))
    row = json.loads(json.dumps(live.since(0).as_json(), ensure_ascii=False).encode())["requests"][0]
    for shown in (row["method"], row["target"], row["detail"], *row["mistakes"]):
        assert len(shown) <= MOST_SHOWN
        assert shown.isprintable() or shown == text


def test_one_answer_masks_a_bounded_length_and_the_next_goes_on() -> None:
    live = LiveRequests()
    for _ in range(40):
        live.add(GET._replace(target="/" + "a" * 60_000))
    got, after = list[int](), 0
    while (changes := live.since(after)).requests:
        assert len(changes.requests) <= MOST_TEXT // 60_000 + 1
        got += [row.number for row in changes.requests]
        after = changes.last
    assert got == list(range(1, 41))


@pytest.mark.parametrize(("each", "changes_too"), [(MOST_REQUESTS // 8, True), (400, False)], ids=["change", "drop"])
def test_threads_add_at_once(each: int, changes_too: bool) -> None:
    live, start = LiveRequests(), threading.Barrier(9)

    def work() -> None:
        start.wait()
        for _ in range(each):
            number = live.add(GET, 0 if changes_too else 401)
            if changes_too:  # none is dropped before
                live.update(number, status=401)
                live.explained(number, explanation())

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    start.wait()
    after, rows = 0, dict[int, tuple[int, str]]()
    while any(thread.is_alive() for thread in threads):
        changes = live.since(after)
        assert after <= changes.last
        after = changes.last
        rows.update({row.number: (row.status, row.verdict) for row in changes.requests})
    for thread in threads:
        thread.join()
    rows.update({row.number: (row.status, row.verdict) for row in live.since(after).requests})
    last, kept = live.since(0), entries(live)
    assert (last.seen, last.refused) == (8 * each, 8 * each)
    assert [entry.number for entry in kept] == list(range(last.oldest, 8 * each + 1))
    assert len(kept) == len(last.requests) == min(8 * each, MOST_REQUESTS)
    assert {rows[entry.number] for entry in kept} == {(401, "explained" if changes_too else "")}
    assert sum(entry.size for entry in kept) == live._bytes


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = float(NOW)

    def __call__(self) -> float:
        return self.now


def settle(reply: Reply, clock: Clock) -> Response:
    """Call what is delayed, and let its time pass on the clock."""
    while isinstance(reply, DelayedResponse):
        clock.now += reply.seconds
        reply = reply.then()
    return reply


def test_a_poll_is_answered_at_once_or_when_something_comes() -> None:
    clock = Clock()
    live = LiveRequests(clock=clock)
    live.add(GET)
    answer = json.loads(settle(poll(live, 0), clock).body)
    assert (clock.now, answer["last"], len(answer["requests"])) == (NOW, 1, 1)
    waiting = poll(live, 1)
    for _ in range(5):
        assert isinstance(waiting, DelayedResponse)
        assert waiting.seconds == PAUSE
        waiting = waiting.then()
    live.update(1, status=200)
    answer = json.loads(settle(waiting, clock).body)
    assert [row["status"] for row in answer["requests"]] == [200]


def test_a_poll_without_news_ends_after_its_time() -> None:
    clock = Clock()
    live = LiveRequests(clock=clock)
    answer = json.loads(settle(poll(live, 0, 20), clock).body)
    assert answer == {"last": 0, "requests": [], "seen": 0, "refused": 0, "oldest": 1}
    assert clock.now - NOW == pytest.approx(20)


def test_a_flood_becomes_an_answer_each_100_ms() -> None:
    clock = Clock()
    live, after, got = LiveRequests(clock=clock), 0, 0
    for _ in range(50):
        for _ in range(MOST_REQUESTS + 100):
            live.add(GET)
        answer = json.loads(settle(poll(live, after), clock).body)
        assert len(answer["requests"]) <= MOST_REQUESTS
        after, got = answer["last"], got + 1
    assert after == 50 * (MOST_REQUESTS + 100)
    assert clock.now - NOW >= (got - 1) * PAUSE - 1e-3


def test_a_clock_that_is_set_back_delays_nothing() -> None:
    clock = Clock()
    live = LiveRequests(clock=clock)
    live.add(GET)
    settle(poll(live, 0), clock)
    clock.now -= 86400
    before = clock.now
    settle(poll(live, 0), clock)
    assert clock.now == before
