"""Answers that HTTP clients save below a request."""

import re

import pytest

from paraph.readers import Entry, entries

POST = b"POST https://h.example/p\nContent-Type: application/json\n\n{}\n\n"


def first(saved: bytes) -> Entry:
    """The first request of a file that has these lines below it."""
    one, two = entries(POST + saved + b"\n###\n\nGET https://h.example/q\n")
    assert (one.request.body, two.request.target, two.status, two.response, two.notes) == (b"{}", "/q", None, None, ())
    return one


@pytest.mark.parametrize(
    ("saved", "status", "names"),
    [
        (b"<> 2026-03-01T101112.401.json\n", 401, "2026-03-01T101112.401.json"),
        (b"<> a b.200.txt\r\n<> x-1.200.html\n", 200, "a b.200.txt, x-1.200.html"),
        (b"<> a.401.json\n<> b.200.json\n", None, "a.401.json, b.200.json"),
        (b"<> a.json\n", None, "a.json"),
        (b"".join(b"<> %d.500.xml\n" % number for number in range(7)), 500, "0.500.xml.*4.500.xml and 2 more"),
    ],
)
def test_answers_in_other_files(saved: bytes, status: int | None, names: str) -> None:
    entry = first(saved)
    assert (entry.status, entry.response) == (status, None)
    (note,) = entry.notes
    assert "are not read" in note
    assert re.search(names, note)


def test_an_answer_in_the_text() -> None:
    entry = first(
        b'> {%\nHTTP/1.1 200 in a script\n%}\n\nHTTP/1.1 401 Unauthorized\r\nDate: now\r\n\r\n{\n  "code": 40101\n}\n'
    )
    assert entry.status == 401
    assert entry.response is not None
    assert (entry.response.headers, entry.response.body) == ((("Date", "now"),), b'{\n  "code": 40101\n}')
    assert first(b"HTTP/2 204\n").status == 204
    assert "cannot be read" in first(b"HTTP/1.1 200 OK\nno header\n\n").notes[0]
    assert first(b"").status is None
