"""Raw messages as they are pasted: where a body ends, several of them, and their answers."""

import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph import Unreadable, read
from paraph.readers import entries
from tests.readers.cutting import check_damaged, check_long

POST = b"POST /p HTTP/1.1\r\nHost: h.example\r\n"
GET = b"GET /p HTTP/1.1\nHost: h.example\n"
DASHES = b"-" * 66


class Case(NamedTuple):
    """The text below the head of a POST, the body that it is, and a part of the note about it."""

    below: bytes
    body: bytes
    note: str = ""


BODIES = {
    "nothing": Case(b"", b""),
    "no empty line": Case(b"\r\n", b""),
    "line ends": Case(b"\r\n\r\n\n\n", b""),
    "text without a length": Case(b'\r\n{"a": 1}\n', b'{"a": 1}', "no Content-Length"),
    "several lines": Case(b"\r\na\r\n\r\nb\r\n\r\n", b"a\r\n\r\nb", "no Content-Length"),
    "length": Case(b"Content-Length: 3\r\n\r\na=1", b"a=1"),
    "length and the line end of an editor": Case(b"Content-Length: 3\r\n\r\na=1\n", b"a=1"),
    "length with a line end in it": Case(b"Content-Length: 4\r\n\r\na=1\n", b"a=1\n"),
    "length of bytes that are line ends": Case(b"Content-Length: 2\r\n\r\n\r\n", b"\r\n"),
    "too short": Case(b"Content-Length: 9\r\n\r\na=1\n", b"a=1", "says 9, and the body here has 3"),
    "too long": Case(b"Content-Length: 2\r\n\r\na=1", b"a=1", "says 2, and the body here has 3"),
    "missing": Case(b"Content-Length: 9\r\n\r\n", b"", "the body is missing"),
    "zero": Case(b"Content-Length: 0\r\n\r\n", b""),
    "lost CRs": Case(b"Content-Length: 9\n\n--x\nab\n", b"--x\r\nab\r\n", "with CRLF"),
    "chunked": Case(b"Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n1\r\n1\r\n0\r\n\r\n", b"a=1"),
}


@pytest.mark.parametrize("name", BODIES)
def test_where_a_body_ends(name: str) -> None:
    below, body, note = BODIES[name]
    (entry,) = entries(POST + below)
    assert entry.request.body == body
    assert entry.kind == "raw"
    assert [note in said for said in entry.notes] == [True] * bool(note)


@pytest.mark.parametrize(
    "name", sorted(BODIES.keys() - {"missing", "too short", "lost CRs", "length of bytes that are line ends"})
)
@pytest.mark.parametrize("between", [b"", b"\r\n", DASHES + b"\r\n", b"\n\n" + DASHES + b"\n\n"])
def test_another_message_below(name: str, between: bytes) -> None:
    below, body, _ = BODIES[name]
    answer = b"HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain\r\n\r\nno\r\n"
    for first in (POST + below, POST + below + b"\r\n" + answer):
        one, two = entries(first + b"\r\n" + between + GET)
        assert one.request.body == body
        assert (two.number, two.request.method, two.request.body, two.status) == (2, "GET", b"", None)
        assert one.status == (401 if first.endswith(answer) else None)
        if one.response:
            assert (one.response.body, one.response.headers) == (b"no", (("Content-Type", "text/plain"),))


@pytest.mark.parametrize("name", ["too short", "lost CRs"])
def test_a_message_below_a_body_that_lost_bytes(name: str) -> None:
    below, body, note = BODIES[name]
    one, two = entries(POST + below + GET)
    assert (one.request.body, two.request.target) == (body, "/p")
    assert note in one.notes[0]


def test_sessions_of_a_proxy() -> None:
    text = (
        b"CONNECT h.example:443 HTTP/1.1\r\nHost: h.example:443\r\n\r\nHTTP/1.1 200 Connection Established\r\n\r\n"
         b"\r\n" + DASHES + b"\r\n\r\n"
        + b"GET https://h.example/a?b=c HTTP/1.1\r\nHost: h.example\r\nAuthorization: Basic eA==\r\n\r\n"
        + b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 23\r\n\r\nGET /in/text HTTP/1.1\r\n\r\n"
        + b"\r\n" + DASHES + b"\r\n\r\n"
        + b"POST http://h.example/p HTTP/1.1\r\nHost: h.example\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\na=1"
        + b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>{{x}}\n### y</html>\r\n"
        + DASHES + b"\r\n"
    )  # fmt: skip
    one, two = entries(text)
    assert (one.number, one.request.url, one.request.scheme, one.status) == (1, "https://h.example/a?b=c", "https", 401)
    assert (two.number, two.request.url, two.request.scheme, two.status) == (2, "http://h.example/p", "http", 200)
    assert one.response is not None
    assert one.response.body == b"GET /in/text HTTP/1.1\r\n"
    assert two.response is not None
    assert two.response.body == b"<html>{{x}}\n### y</html>"
    (tunnel,) = entries(text[: text.index(b"\r\n" + DASHES)])
    assert tunnel.request.method == "CONNECT"


def test_a_bad_message_among_others_has_its_line() -> None:
    one, two, three = entries(GET + b"\n" + GET + b"bad header\n\n" + GET)
    assert (one.request, three.request) == (read(GET), read(GET))
    assert isinstance(two.content, Unreadable)
    assert two.content.line == 6
    (only,) = entries(GET + b"\nHTTP/1.1 401 No\nbad\n\n")
    assert "answer below the request cannot be read" in only.notes[0]


@pytest.mark.parametrize("text", [b"Dear team\nSubject: hello\n\ntext\n", b"echo hi\n", b"GET p\nHost: h\n\n"])
def test_what_is_no_request_line(text: bytes) -> None:
    with pytest.raises(Unreadable, match="expected a raw HTTP message") as error:
        entries(text)
    assert error.value.line == 1


@given(st.lists(st.binary(max_size=30).map(lambda body: body.replace(b"\n", b"\xff")), min_size=1, max_size=5))
def test_pipelined_messages(bodies: list[bytes]) -> None:
    text = b"".join(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body for body in bodies)
    assert [entry.request.body for entry in entries(text)] == bodies


def test_a_body_that_looks_like_what_curl_prints() -> None:
    text = POST + b"Content-Length: 2\r\n\r\n> " + GET
    assert [entry.request.body for entry in entries(text)] == [b"> ", b""]


def test_damaged_messages() -> None:
    sample = POST + b"Content-Length: 3\r\n\r\na=1HTTP/1.1 401 No\r\n\r\nx\r\n" + DASHES + b"\r\n" + GET + b"\n{}\n"
    check_damaged(sample, {}, 500)
    check_long(
        [b"\n", b"-", GET, GET + b"\n", b"HTTP/1.1 200\n", b"\r\n\r\n", b"A a:1", b":1"],
        [POST, POST + b"\r\n", b"GET a"],
    )


def test_many_messages_take_linear_time() -> None:
    def seconds(count: int) -> float:
        began = time.process_time()
        assert len(entries((GET + b"\nHTTP/1.1 200 OK\n\nbody\n" + DASHES + b"\n") * count)) == count
        return time.process_time() - began

    seconds(500)
    assert min(seconds(8000) for _ in range(2)) < 30 * max(min(seconds(1000) for _ in range(3)), 0.1)


NOTE = b"NOTE: '\\' line wrapping per RFC 8792\n\n"


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("before", [b"", NOTE])
def test_header_lines_folded_as_in_documents(line_end: bytes, before: bytes) -> None:
    text = before + GET + b'Signature-Input: sig1=("date" \\\n  "host")\nSignature: sig1=:ab\\\ncd:\n\n'
    (entry,) = entries(text.replace(b"\n", line_end))
    assert entry.request.headers[1:] == (("Signature-Input", 'sig1=("date" "host")'), ("Signature", "sig1=:abcd:"))
    assert "backslash" in entry.notes[0]


def test_trailers_end_a_body_in_chunks() -> None:
    chunks = b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
    made = entries(POST + chunks + b"X-Digest: d\r\n\r\n" + GET + b"\n")
    assert [(entry.request.method, entry.request.body) for entry in made] == [("POST", b"abc"), ("GET", b"")]
    assert ["trailers" in "".join(entry.notes) for entry in made] == [True, False]
    assert entries(POST + chunks + b"\r\n")[0].notes == ()


@pytest.mark.parametrize(
    ("version", "target"), [("http/1.1", "/a"), ("HTTP/2", "/a"), ("RTSP/1.0", None), ("ICE/1", None)]
)
def test_the_word_after_the_target_is_a_version_of_http(version: str, target: str | None) -> None:
    text = f"GET /a {version}\nHost: h.example\n\n".encode()
    if target is None:
        with pytest.raises(Unreadable, match="no version of HTTP"):
            entries(text)
    else:
        assert entries(text)[0].request.target == target


@pytest.mark.parametrize(
    ("header", "noted"), [("Content-Length: 3", True), ("Content-Length: 0", False), ("X: 3", False)]
)
def test_the_body_that_curl_does_not_print_is_missing(header: str, noted: bool) -> None:
    (entry,) = entries(f"> POST /a HTTP/1.1\n> Host: h.example\n> {header}\n> \n< HTTP/1.1 200 OK\n".encode())
    assert ["curl -v" in note for note in entry.notes] == ([True] if noted else [])
