"""Text files in the encodings that editors and PowerShell write: each form is read as it is from UTF-8."""

import codecs
import json
from io import BytesIO
from pathlib import Path

import pytest

from paraph import Request, Unreadable, read
from paraph.readers import Entry, entries, entries_of_file, environment
from paraph.readers.decoding import encoding_of, utf8
from paraph.readers.files.har.stream import stream_har

DATA = Path("tests/readers/data")
FORMS = {
    "curl": "curl -d 'a=é' https://h.example/p",
    "curl in cmd": 'curl ^\r\n  -d "a=é" https://h.example/p',
    "httpie": "http POST https://h.example/p a=é",
    "wget": "wget --post-data='a=é' https://h.example/p",
    "verbose": "> GET /é HTTP/1.1\n> Host: h.example\n>\n",
    "raw": "POST /p HTTP/1.1\r\nHost: h.example\r\n\r\na=é",
    "http file": "### one\nPOST https://h.example/p\n\na=é\n\n### two\nGET https://h.example/\n",
    "hurl": "POST https://h.example/p\n```\na=é\n```\nHTTP 200\n",
    "bru": "meta {\n  name: é\n}\n\nget {\n  url: https://h.example/p\n}\n",
    "opencollection": "info:\n  name: é\n  type: http\nhttp:\n  method: GET\n  url: https://h.example/p\n",
    "json": '{"method": "POST", "url": "https://h.example/p", "body": "é"}',
    "python": "import requests\nrequests.post('https://h.example/p', data='a=é'.encode())\n",
    "javascript": "fetch('https://h.example/p', {method: 'POST', body: 'a=é'})\n",
    "powershell": "Invoke-RestMethod -Uri https://h.example/p -Method Post -Body 'a=é'\n",
    **{path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.har"))},
    **{path.name: path.read_text("utf-8") for path in sorted(DATA.glob("*.postman_collection.json"))},
}
ENCODINGS = {
    "utf-8 with a mark": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"),
    "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-16-le without a mark": (b"", "utf-16-le"),
    "utf-16-be without a mark": (b"", "utf-16-be"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form(form: str, encoding: str) -> None:
    mark, name = ENCODINGS[encoding]
    plain = entries(FORMS[form].encode())
    coded = entries(mark + FORMS[form].encode(name))
    assert [shown(entry) for entry in coded] == [shown(entry) for entry in plain]


def shown(entry: Entry) -> tuple[object, ...]:
    """Everything in an entry; errors are by their text."""
    return (*entry[:2], *entry[3:], entry.content if isinstance(entry.content, Request) else str(entry.content))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_environment(encoding: str) -> None:
    mark, name = ENCODINGS[encoding]
    assert environment(mark + json.dumps({"a": "é"}, ensure_ascii=False).encode(name)) == {"a": "é"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_streamed_har(encoding: str) -> None:
    mark, name = ENCODINGS[encoding]
    data = FORMS["chrome.har"].encode(name)
    assert encoding_of(mark + data) == (name, len(mark))
    plain = entries(FORMS["chrome.har"].encode())
    assert [entry._replace(kind="har") for entry in stream_har(BytesIO(data), name, chunk=3)] == list(plain)
    assert entries_of_file(BytesIO(mark + data)).entries == plain


def test_the_body_of_a_raw_message_stays_as_it_is() -> None:
    body = codecs.BOM_UTF16_LE + "a=é".encode("utf-16-le")
    head = b"POST /p HTTP/1.1\r\nHost: h.example\r\nContent-Length: 8\r\n\r\n"
    assert read(head + body).body == body
    assert utf8(head + body) == head + body


@pytest.mark.parametrize("data", [b"\xff\xfeG\x00E", b"\xff\xfe\x00\xd8G\x00", b"G\x00E\x00T\x00 \x00/"])
def test_damaged_utf_16(data: bytes) -> None:
    with pytest.raises(Unreadable):
        entries(data)
    with pytest.raises(Unreadable):
        list(stream_har(BytesIO(data[2:]), "utf-16-le"))


def test_what_is_no_utf_16() -> None:
    for data in (b"", b"a", b"a\0", b"\0\0\0\0", b"GET / HTTP/1.1\r\n\0\0"):
        assert utf8(data) == data
