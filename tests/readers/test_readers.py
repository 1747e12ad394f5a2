"""Readers hand over the request that is meant, byte for byte, or say where they cannot."""

import json
import os
import shutil
import socketserver
import subprocess
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Request, Unreadable, read
from paraph.core.message import wire_text

RAW = b"POST /a%2Fb/%7Euser?q=a+b&\xc3\xa9 HTTP/1.1\r\nHost: h\r\nX-Odd:  v \r\nContent-Length: 3\r\n\r\na=1"
CURLS = [
    ("curl https://h/p?a=1", "GET", "/p?a=1", b"", {}),
    ("$ curl h", "GET", "/", b"", {}),
    ("curl -X DELETE 'https://h/p' -H 'Date: x' -H \"A: b\"", "DELETE", "/p", b"", {"Date": "x", "A": "b"}),
    ("curl -sSXPOST https://h/ -d a=1 --data-raw '@b'", "POST", "/", b"a=1&@b", {"Content-Type": "application/x-www-form-urlencoded"}),
    ("curl https://h/ -d$'a\\n\\x41\\u00e9'", "POST", "/", "a\nAé".encode(), {}),
    ("curl \\\n  'https://h/x' \\\n  --data-urlencode 'n=a b&c'", "POST", "/x", b"n=a+b%26c", {}),
    ("curl -G https://h/x -d a=1 -d b=2", "GET", "/x?a=1&b=2", b"", {}),
    ("curl -u ikey:sig https://h/", "GET", "/", b"", {"Authorization": "Basic aWtleTpzaWc="}),
    ("curl --json '{\"a\":1}' https://h/", "POST", "/", b'{"a":1}', {"Content-Type": "application/json"}),
    ("curl -I https://h/ | cat", "HEAD", "/", b"", {}),
    ("curl -H 'Host: other' -H 'Accept;' https://h/a/../b/./c", "GET", "/b/c", b"", {"Host": "other", "Accept": ""}),
    ('curl ^"https://h/p?a=1^&b=2^" ^\n  -H ^"Date: x^" ^\n  --data-raw ^"{^\\^"a^\\^":1}^"', "POST", "/p?a=1&b=2", b'{"a":1}', {"Date": "x"}),
    ("curl.exe 'https://h/p' `\n  -H 'It''s: x' `\n  -d \"a`\"b\"", "POST", "/p", b'a"b', {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "method", "target", "body", "headers"), CURLS)
def test_curl(text: str, method: str, target: str, body: bytes, headers: dict[str, str]) -> None:
    if "It''s" in text:
        text = text.replace("It''s: x", "A: it''s")
    request = read(text.encode())
    assert (request.method, request.target, request.body) == (method, target, body)
    for name, value in headers.items():
        assert request.header(name) == value


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("curl 'https://h/", 1, 6, "quote"),
        ("curl https://h/ \\\n -d @file", 2, 5, "not read"),
        ('curl https://h/ -H "Date: $NOW"', 1, 27, "$NOW"),
        ("curl https://h/ word", 1, 17, "second URL"),
        ("curl -H a:b", 1, 1, "no URL"),
        ("curl https://h/ -X", 1, 17, "needs a value"),
    ],
)
def test_curl_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert (caught.value.line, caught.value.column) == (line, column)
    assert word in str(caught.value)


def test_raw_is_kept_byte_for_byte() -> None:
    request = read(RAW)
    assert request.target == wire_text(b"/a%2Fb/%7Euser?q=a+b&\xc3\xa9")
    assert request.headers == (("Host", "h"), ("X-Odd", "v"), ("Content-Length", "3"))
    assert request.body == b"a=1"
    assert read(RAW.replace(b"\r\n", b"\n")) == request
    assert read(b"\xef\xbb\xbf\r\n" + RAW + b"\r\n") == request
    assert read(RAW, scheme="http").scheme == "http"


def test_chunks_and_verbose_output() -> None:
    chunked = b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n"
    assert read(chunked).body == b"abcde"
    verbose = b"* Trying\n> GET /p HTTP/1.1\r\n> Host: h\r\n> Date: x\r\n> \r\n< HTTP/1.1 200 OK\r\n"
    assert read(verbose) == Request("GET", "/p", (("Host", "h"), ("Date", "x")))


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"GET / HTTP/1.1\nHost: h\nno colon here\n\n", 3), (b"", 1), (b"\n\nwhat is this", 3), (b'{"url":\n 1,}', 2)],
)
def test_errors_name_the_line(data: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.line == line


def test_json() -> None:
    given = {"url": "https://u:p@h:8443/p?a=1#f", "headers": [["A", "b"]], "body_base64": "/w=="}
    request = read(json.dumps(given).encode())
    assert request == Request("GET", "/p?a=1", (("Host", "h:8443"), ("A", "b")), b"\xff", "https")


SEEDS = [RAW, json.dumps({"url": "https://h/", "body": "x"}).encode(), *(text.encode() for text, *_ in CURLS)]


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(SEEDS), st.integers(0, 300), st.binary(max_size=4), st.integers(0, 4))
def test_anything_is_a_request_or_unreadable(seed: bytes, at: int, put: bytes, cut: int) -> None:
    for data in (seed[:at] + put + seed[at + cut :], seed[:at], put):
        try:
            assert isinstance(read(data), Request)
        except Unreadable as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    "piece", [b"'", b'"', b"^", b"`\n", b"-d a ", b"\\\n", b"$'", b"a&b=", b"> GET / HTTP/1.1\n", b"{", b"1\r\n"]
)
def test_long_odd_input_comes_to_an_end(piece: bytes) -> None:
    for start in (b"curl ", b"", b"GET / HTTP/1.1\nTransfer-Encoding: chunked\n\n"):
        try:
            read(start + piece * (65536 // len(piece)))
        except Unreadable:
            continue


class Recorder(socketserver.StreamRequestHandler):
    """Keeps the bytes of each request and answers it."""

    def handle(self) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.rfile.readline()
        length = next(
            (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
        )
        self.server.seen.append(head + self.rfile.read(length))  # type: ignore[attr-defined]
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture(scope="module")
def recorder() -> Any:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Recorder) as server:
        server.seen = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.skipif(
    shutil.which("curl") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: curl is not on this machine; install Debian's package curl",
)
@pytest.mark.parametrize("words", [
    "-d 'a=1&b=x y' --data-raw @c", "-G -d a=1 --data-urlencode 'q=a b'", "--data-urlencode 'q=a b/é'", "-X PUT --json '{\"a\": 1}'", "-u me:pw -H 'Date: now'",
    "-H 'A;' -H 'Content-Type: text/plain' -d $'x\\ny'", "--path-as-is", "-XDELETE -A agent -e from -b 'c=d'",
])  # fmt: skip
def test_curl_itself_sends_what_is_read(recorder: Any, words: str) -> None:
    port = recorder.server_address[1]
    line = f"curl -s http://127.0.0.1:{port}/a/./b/../c?x=%7E {words}"
    recorder.seen.clear()
    subprocess.run(["bash", "-c", line], check=True)
    sent, expected = read(recorder.seen[0], scheme="http"), read(line.encode())
    assert (sent.method, sent.target, sent.body) == (expected.method, expected.target, expected.body)
    assert {name.lower(): value for name, value in sent.headers}.items() >= {
        n.lower(): v for n, v in expected.headers
    }.items()
