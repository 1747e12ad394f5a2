"""HTML forms: the request that Chromium 156 sent for each page of the table when a script submitted the form."""

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest

from paraph import Unreadable, read
from paraph.readers import entries
from paraph.readers.files.html.form import BOUNDARY
from tests.readers.cutting import check_damaged, check_long

FORMS = json.loads(Path("tests/readers/data/forms.json").read_text("utf-8"))
LEFT_OPEN = {"number", "dirname"}  # what a browser makes of odd dates and colours, and of the direction of a text
LAUNCH = '<form action="https://h.example/launch" method="post"><input type="hidden" name="a" value="b c"></form>'


@pytest.mark.parametrize("name", sorted(FORMS.keys() - LEFT_OPEN))
def test_as_chromium_sends_it(name: str) -> None:
    page, (method, target, host, media_type, body) = FORMS[name]["page"], FORMS[name]["sent"]
    encoding = "cp1252" if "charset=iso-8859-1>" in page else "utf-8"
    request = entries(page.encode(encoding, "xmlcharrefreplace"))[0].request
    if media_type and "boundary=" in media_type:
        boundary = media_type.partition("boundary=")[2]
        media_type, body = media_type.replace(boundary, BOUNDARY), body.replace(boundary, BOUNDARY)
    assert (request.method, request.target, request.host) == (method, target, host)
    assert request.header("content-type") == media_type
    assert request.body == body.encode("latin-1")


def test_what_is_left_open_is_said() -> None:
    one, *_ = entries(FORMS["lti launch"]["page"].encode() + LAUNCH.encode() + b"</form>" + LAUNCH.encode())
    assert "ext_submit=Go; a script that submits the form does not" in one.notes[0]
    (other,) = entries(FORMS["multipart"]["page"].encode())
    assert "boundary" in other.notes[0]
    assert "dirname" in entries(FORMS["dirname"]["page"].encode())[0].notes[0]
    (plain,) = entries(LAUNCH.replace("b c", "é").encode())
    assert "does not state its encoding" in plain.notes[0]
    assert entries(LAUNCH.encode())[0].notes == ()
    assert (other.kind, one.name, read(LAUNCH.encode()).body) == ("html", "f", b"a=b+c")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("<form method=post>", "has no action.*<base href="),
        ("<form action=/launch>", "'/launch' is not a whole URL.*<base href="),
        ("<form action='mailto:a@b.example'>", "not a whole URL"),
        ("<form action='ftp://h.example/'>", "https://"),
        ("<form action='https://h.example/' method=dialog>", "method=dialog"),
        ("<form action='http://['>", "no URL"),
        ("<!-- <form action='http://h.example'> -->", "expected a raw HTTP message"),
        ("<p>no form</p>", "expected a raw HTTP message"),
    ],
)
def test_what_cannot_be_sent(form: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(f"<!doctype html><meta charset=utf-8>{form}".encode())


def test_damaged_pages() -> None:
    check_damaged(FORMS["select"]["page"].encode(), {}, 300)
    check_damaged(LAUNCH.encode(), {}, 1000)
    pieces = [
        b"<",
        b"<a ",
        b'<a b="',
        b"<!--",
        b"</",
        b"<textarea>",
        b"<select><option>",
        b"&amp",
        b" x",
        b"<form>",
        b"<meta ",
    ]
    check_long(
        pieces,
        [
            b"<form action=http://h.example/>",
            b"<form ",
            b"<form a='",
            b"<p><form action=http://h.example/><textarea name=a>",
        ],
    )


@pytest.mark.parametrize(
    "piece", ['<input name=a value="', "<input name=a form=x>", "<form id=x>", "<textarea>", "<!--", "<a b=c "]
)
def test_long_pages_take_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        with suppress(Unreadable):
            entries((LAUNCH + piece * count).encode())
        return time.process_time() - began

    seconds(100)
    assert min(seconds(16000) for _ in range(2)) < 30 * max(min(seconds(2000) for _ in range(3)), 0.1)
