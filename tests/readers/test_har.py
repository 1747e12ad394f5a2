"""HARs as browsers export them: the request that was sent, byte for byte, and what the browser left out."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Unreadable, read
from paraph.readers import Entry, choose_entry, entries

DATA = Path("tests/readers/data")
HARS = sorted(DATA.glob("*.har"))
DUO = "examples/requests/duo-auth-unsorted.http"


def har_of(request: dict[str, Any], **rest: Any) -> bytes:
    whole = {"method": "GET", "url": "https://h.example/", "headers": [], **request}
    return json.dumps({"log": {"version": "1.2", "entries": [{"request": whole, **rest}]}}).encode()


def test_chrome() -> None:
    first, second, third = entries((DATA / "chrome.har").read_bytes())
    assert first.request.target == "/v1/page?x=%7Ea+b"
    assert first.request.headers == (("Host", "console.example.com"), ("accept", "*/*"))
    assert first.response is not None
    assert first.response.body == b"\x89PNG"
    sent = read(Path(DUO).read_bytes())
    assert (second.request.method, second.request.url, second.request.body) == (sent.method, sent.url, sent.body)
    assert second.request.headers[0] == ("Host", sent.host)
    assert second.request.header("content-length") == "52"
    assert (second.number, second.name, second.status, second.notes) == (2, f"POST {sent.url}", 401, ())
    assert (third.status, third.response) == (None, None)
    assert [entry.failed for entry in (first, second, third)] == [False, True, False]


def test_firefox_and_the_same_request_raw() -> None:
    logs, auth = entries((DATA / "firefox.har").read_bytes())
    assert auth.request == read(Path(DUO).read_bytes())
    assert logs.request == read(Path("examples/requests/duo-logs-from-postman.http").read_bytes())
    with pytest.raises(Unreadable, match="2 requests.*1 GET.*2 POST"):
        read((DATA / "firefox.har").read_bytes())


def test_a_sanitised_har_says_so() -> None:
    (entry,) = entries((DATA / "safari-sanitised.har").read_bytes())
    assert "sanitised HAR" in entry.notes[0]
    assert read((DATA / "safari-sanitised.har").read_bytes()) == entry.request
    for value in ("Basic ***", "[Authorization redacted]", "REDACTED", "Bearer xxxxxxxx"):
        (entry,) = entries(har_of({"headers": [{"name": "Authorization", "value": value}]}))
        assert "blacked out" in entry.notes[0]
    (entry,) = entries(har_of({"url": "https://h.example/?oauth_signature=x"}))
    assert entry.notes == ()


FORM = "application/x-www-form-urlencoded"
BODIES: list[tuple[dict[str, Any], str, bytes]] = [
    ({"text": "a=1&b=é\r\n", "mimeType": FORM}, "", "a=1&b=é\r\n".encode()),
    ({"text": "\xff\x00é"}, "3", b"\xff\x00\xe9"),
    ({"text": "/wBh", "encoding": "base64"}, "3", b"\xff\x00a"),
    ({"text": "/wBh", "_encoding": "base64"}, "", b"\xff\x00a"),
    ({"mimeType": f"{FORM}; charset=UTF-8", "params": [{"name": "a b", "value": "*é~"}, {"name": "c"}]}, "", b"a+b=*%C3%A9%7E&c="),
    ({"text": "", "mimeType": FORM, "params": [{"name": "a", "value": "x%20y"}]}, "7", b"a=x%20y"),
    ({"text": "kept", "params": [{"name": "a", "value": "1"}]}, "", b"kept"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "length", "body"), BODIES)
def test_bodies(data: dict[str, Any], length: str, body: bytes) -> None:
    headers = [{"name": "Content-Length", "value": length}] if length else []
    assert read(har_of({"method": "POST", "headers": headers, "postData": data})).body == body


def test_a_body_of_another_length_is_pointed_out() -> None:
    headers = [{"name": "Content-Length", "value": "9"}, {"name": "Authorization", "value": "Basic YTpi"}]
    (entry,) = entries(har_of({"headers": headers, "postData": {"text": "abc"}}))
    assert "3 bytes, and Content-Length says 9" in entry.notes[0]


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ({"url": "data:,x"}, "https://"),
        ({"url": None}, "`url` of entry 1 is missing"),
        ({"method": "G T"}, "no HTTP method"),
        ({"headers": ["x"]}, "no list of objects"),
        ({"headers": [{"value": "x"}]}, "`name` of a header of entry 1"),
        ({"postData": {"text": "%", "encoding": "base64"}}, "said to be base64"),
        ({"postData": {"mimeType": "multipart/form-data", "params": [{"name": "a", "value": "b"}]}}, "only the fields"),
    ],
)
def test_an_entry_that_cannot_be_read_says_why(request_: dict[str, Any], word: str) -> None:
    (entry,) = entries(har_of(request_))
    with pytest.raises(Unreadable, match=word):
        _ = entry.request


def test_an_empty_har_and_an_odd_one() -> None:
    for text, word in (('{"log": {"entries": []}}', "no entries"), ('{"log": {"entries": 3}}', "no list")):
        with pytest.raises(Unreadable, match=word):
            entries(text.encode())
    (entry,) = entries(b'{"log": {"entries": [{}]}}')
    assert entry.name == "(no request)"


def test_entries_are_chosen_by_number_and_name() -> None:
    all_of = tuple(
        Entry(n, name, Unreadable("x")) for n, name in enumerate(("a / List", "b / List", "b / Get", "7"), 1)
    )
    assert choose_entry(all_of, "2").number == 2
    assert choose_entry(all_of, "a / list").number == 1
    assert choose_entry(all_of, "get").number == 3
    assert choose_entry(all_of, "7").number == 4
    for wanted, word in (("List", "numbers 1, 2"), ("0", "no entry '0'"), ("9", "1 a / List"), ("", "no entry")):
        with pytest.raises(LookupError, match=word):
            choose_entry(all_of, wanted)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([path.read_bytes() for path in HARS]), st.integers(0, 1 << 20), st.binary(max_size=2), st.booleans()
)
def test_a_cut_or_changed_har_is_entries_or_unreadable(seed: bytes, at: int, put: bytes, cut: bool) -> None:
    at %= len(seed)
    try:
        for entry in entries(seed[:at] + put + (b"" if cut else seed[at + len(put) :])):
            assert entry.request.method
    except Unreadable as error:
        assert "\n" not in str(error)
