"""What a request to the proxy leaves in the live list."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from paraph import Credential, explain, sign
from paraph.http.patience import LIMITS
from paraph.http.refusing import CROWDED
from paraph.proxy import observing
from paraph.proxy.observing import TOO_MANY, Observer
from paraph.proxy.replies import FOREIGN
from paraph.readers.files.raw import read_raw
from paraph.web.live import LiveRequests
from tests.proxy.stand import GET, HOST, KEY, NOW, OK, POST, always, message_bytes, proxying, run

if TYPE_CHECKING:
    from paraph.web.live_rows import Row

REFUSED = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno"
SIGNED = sign(read_raw(GET), KEY, now=NOW)


def rows_of(*messages: bytes, live: LiveRequests, answer: bytes = OK, **settings: Any) -> tuple[Row, ...]:
    """The rows that messages leave behind, each over a connection of its own."""

    async def scenario() -> None:
        async with proxying(always(answer), listing=live, **settings) as stand:
            for message in messages:
                await stand.ask(message)

    run(scenario())
    return live.since(0).requests


def observed(*messages: bytes, live: LiveRequests, answer: bytes = OK) -> tuple[Row, ...]:
    """The rows that messages leave behind if the proxy explains them."""
    observer = Observer(lambda *_: None, lambda _: None, NOW, live)
    try:
        rows_of(*messages, live=live, answer=answer, observe=observer.take)
    finally:
        observer.close()
    return live.since(0).requests


@pytest.mark.parametrize("message", [GET, POST], ids=["GET", "POST"])
@pytest.mark.parametrize(("answer", "status", "refused"), [(OK, 200, 0), (REFUSED, 401, 1)])
def test_a_signed_request_is_kept_as_received_and_as_sent(
    message: bytes, answer: bytes, status: int, refused: int
) -> None:
    live = LiveRequests()
    (row,) = rows_of(message, live=live, answer=answer)
    assert (row.status, row.verdict, row.detail, live.since(0).refused) == (status, "", "", refused)
    entry = live.get(1)
    assert entry is not None
    assert entry.request == read_raw(message, scheme="http")
    assert entry.sent is not None
    assert entry.credential == KEY
    assert explain(entry.sent, entry.credential, now=NOW).verdict == "valid"


def test_requests_over_one_connection_are_kept_apart() -> None:
    live = LiveRequests()

    async def scenario() -> None:
        async with proxying(listing=live) as stand:
            messages = [GET.replace(b"limit=1", b"limit=%d" % number) for number in range(20)]
            end = GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
            await stand.ask(b"".join((*messages, end)), to_end=True)

    run(scenario())
    targets = [entry.sent.target for number in range(1, 21) if (entry := live.get(number)) and entry.sent]
    assert targets == [f"/admin/v1/users?limit={number}" for number in range(20)]


@pytest.mark.parametrize(
    ("message", "status", "detail"),
    [
        (GET.replace(HOST.encode(), b"attacker.org"), 403, FOREIGN),
        (GET.replace(b"HTTP/1.1", b"HTTP/1.0"), 505, "HTTP/1.0"),
        (GET.replace(b"?", b"#"), 400, "fragment"),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400, ""),
    ],
    ids=["guard", "version", "fragment", "unreadable"],
)
def test_refused_by_the_proxy(message: bytes, status: int, detail: str) -> None:
    (row,) = rows_of(message, live=LiveRequests())
    assert (row.status, row.verdict) == (status, "refused")
    assert row.detail
    assert detail[:200] in row.detail


def test_too_many_connections() -> None:
    (row,) = rows_of(GET, live=LiveRequests(), limits=LIMITS._replace(connections=0))
    assert (row.status, row.verdict, row.detail, row.method) == (503, "refused", CROWDED.detail, "")


def test_an_upstream_without_an_answer() -> None:
    live = LiveRequests()
    (row,) = rows_of(GET, live=live, answer=b"nonsense\r\n\r\n")
    assert (row.status, row.verdict) == (502, "")
    assert "malformed" in row.detail
    entry = live.get(1)
    assert entry is not None
    assert entry.sent is not None


def test_health_is_not_listed() -> None:
    assert rows_of(GET.replace(b"/admin/v1/users?limit=1", b"/_paraph/health"), live=LiveRequests()) == ()


WRONG = Credential.of(KEY.key_id, f"{KEY.secret.text} ")


@pytest.mark.parametrize(
    ("credential", "answer", "status", "verdict", "mistakes"),
    [(KEY, OK, 200, "valid", 0), (KEY, REFUSED, 401, "refused", 0), (WRONG, REFUSED, 401, "explained", 1)],
    ids=["right", "refused elsewhere", "wrong"],
)
def test_what_passes_through_is_explained(
    credential: Credential, answer: bytes, status: int, verdict: str, mistakes: int
) -> None:
    live = LiveRequests()
    (row,) = observed(message_bytes(sign(read_raw(GET), credential, now=NOW)), live=live, answer=answer)
    assert (row.status, row.verdict, len(row.mistakes)) == (status, verdict, mistakes)
    entry = live.get(1)
    assert entry is not None
    assert entry.explanation is not None


def test_unsigned_requests_pass_and_say_so() -> None:
    (row,) = observed(GET, live=LiveRequests())
    assert (row.status, row.verdict) == (200, "unsigned")
    assert row.mistakes == ("The request carries no credentials",)


def test_too_many_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(observing, "OVERHEAD", 1 << 40)
    (row,) = observed(message_bytes(SIGNED), live=LiveRequests())
    assert (row.status, row.verdict, row.detail) == (200, "unexplained", TOO_MANY)


def test_a_repeated_request_is_listed_once() -> None:
    live = LiveRequests()
    observer = Observer(lambda *_: None, lambda _: None, NOW, live)
    count = 0

    async def answer(_message: bytes, writer: asyncio.StreamWriter) -> None:
        nonlocal count
        count += 1
        if count == 2:  # the upstream closes a connection that was used before
            writer.close()
        else:
            writer.write(OK)

    async def scenario(**settings: Any) -> None:
        async with proxying(answer, listing=live, **settings) as stand:
            for _ in range(2):
                assert await stand.ask(message_bytes(SIGNED)) == OK

    try:
        for settings in ({}, {"observe": observer.take}):
            count = 0
            run(scenario(**settings))
            assert count == 3
    finally:
        observer.close()
    assert [row.status for row in sorted(live.since(0).requests)] == [200] * 4
