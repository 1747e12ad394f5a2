"""What the page gets of a large input is small, says what it leaves out, and shows no half of a secret."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from paraph.cli.page_reading import MOST_BODY, MOST_ENTRIES, MOST_HEADERS
from tests.web.pages import LocalPage

if TYPE_CHECKING:
    from paraph.web.worker import Worker

MOST_BYTES = 300_000
SECRET = "Zq4vN8rT1wX6bK3mP0sD7fH2jL5cG9aE"
HEAD = b"POST /a HTTP/1.1\nHost: a.example\nContent-Type: text/plain\n\n"


def har(count: int, **failed: int) -> str:
    """A recording of so many requests, of which some failed with a status."""
    entries: list[dict[str, Any]] = [
        {"request": {"method": "GET", "url": f"https://a.example/{'long' * 50}/{number}", "headers": []},
         "response": {"status": failed.get(f"of_{number}", 200)}}
        for number in range(1, count + 1)
    ]  # fmt: skip
    return json.dumps({"log": {"version": "1.2", "entries": entries}})


def read(page: LocalPage, **arguments: Any) -> Any:
    """The reading of an input, which is small."""
    answer = page.post("read", {**arguments, "page": True})
    assert answer.status == 200, answer.message
    assert len(answer.body) < MOST_BYTES
    return answer.json


def test_many_entries(thinking: Worker) -> None:
    page, text = LocalPage(thinking), har(10_000)
    reading = read(page, input=text)
    assert reading["entries"] == []
    assert reading["page"]["count"] == 10_000
    assert len(reading["page"]["entries"]) == MOST_ENTRIES
    for number in (1, 300, 301, 5_000, 10_000):
        for entry in (number, str(number)):
            one = read(page, input=text, entry=entry)
            assert one["entries"][0]["request"]["url"].endswith(f"/{number}")
            assert one["page"]["chosen"] == number
            assert number in [title["number"] for title in one["page"]["entries"]]


def test_of_many_entries_those_that_failed_are_listed(thinking: Worker) -> None:
    reading = read(LocalPage(thinking), input=har(2_000, of_1500=401, of_2000=403))
    titles = reading["page"]["entries"]
    assert [one["number"] for one in titles if one["failed"]] == [1500, 2000]
    assert [one["number"] for one in titles] == [*range(1, MOST_ENTRIES - 1), 1500, 2000]


def test_few_entries_are_all_listed(thinking: Worker) -> None:
    reading = read(LocalPage(thinking), input=har(MOST_ENTRIES))
    assert len(reading["page"]["entries"]) == reading["page"]["count"] == MOST_ENTRIES


def test_many_headers(thinking: Worker) -> None:
    text = "GET / HTTP/1.1\nHost: a.example\n" + "".join(f"A{number}: {'x' * 4000}\n" for number in range(2_000))
    reading = read(LocalPage(thinking), input=text)
    assert reading["page"]["headers"] == 2_001
    assert len(reading["entries"][0]["request"]["headers"]) == MOST_HEADERS


@pytest.mark.parametrize("before", range(1, len(SECRET)))
def test_no_half_of_a_secret_at_the_end_of_a_long_body(thinking: Worker, before: int) -> None:
    page = LocalPage(thinking, {"id": "DIEXAMPLE00000000000", "secret": SECRET})
    body = b"." * (MOST_BODY - before) + SECRET.encode() + b"." * MOST_BODY
    shown = read(page, base64=base64.b64encode(HEAD + body).decode())["entries"][0]["request"]["body"]
    assert len(shown) == MOST_BODY
    assert shown.strip(".") == "[hidden]"[:before]


@pytest.mark.parametrize("char", ["é", "€", "😀"])
def test_a_long_body_is_cut_between_characters(thinking: Worker, char: str) -> None:
    page = LocalPage(thinking)
    for shift in range(4):
        body = "." * shift + char * MOST_BODY
        request = read(page, input=HEAD.decode() + body)["entries"][0]["request"]
        assert "body_base64" not in request
        assert body.startswith(request["body"])
        assert len(request["body"].encode()) > MOST_BODY - 4
