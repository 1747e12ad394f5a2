"""Answers pass byte for byte, however they arrive; those that two readers could read differently do not pass."""

import pytest

from paraph.proxy.answers import MOST_INTERIM, Answer, MalformedAnswerError

HEAD = b"HTTP/1.1 200 OK\r\n"
SIZED = HEAD + b"X-oDD:  a \r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 5\r\n\r\nabcde"
CHUNKED = (
    HEAD
    + b"Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3;a=b\r\nabc\r\n0A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n"
)
EXACT = {
    "sized": ("GET", SIZED),
    "empty": ("GET", HEAD + b"Content-Length: 0\r\n\r\n"),
    "chunked with trailers": ("GET", CHUNKED),
    "chunked, empty": ("GET", HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "HEAD": ("HEAD", HEAD + b"Content-Length: 500\r\n\r\n"),
    "HEAD of chunked": ("HEAD", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
    "204": ("GET", b"HTTP/1.1 204 No Content\r\n\r\n"),
    "304": ("GET", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 900\r\nETag: \"a\"\r\n\r\n"),
    "early hints": ("GET", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + SIZED),
    "no reason": ("GET", b"HTTP/1.1 299\r\nContent-Length: 0\r\n\r\n"),
    "latin-1 in a value": ("GET", HEAD + b"X: \xe9\xff\r\nContent-Length: 0\r\n\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10_000])
def test_bytes_pass_unchanged_however_they_arrive(name: str, size: int) -> None:
    method, data = EXACT[name]
    answer = Answer(method)
    passed = b"".join(answer.feed(data[at : at + size]) for at in range(0, len(data), size))
    assert passed == data
    assert answer.is_complete
    assert answer.reusable
    assert not answer.closes


@pytest.mark.parametrize(("data", "expected"), [
    (b"HTTP/1.1 100 Continue\r\n\r\n" + SIZED, SIZED),
    (SIZED.replace(b"set-cookie", b"Connection: keep-alive, X-Hop\r\nKeep-Alive: timeout=5\r\nx-hop: 1\r\nset-cookie"), SIZED),
    (SIZED.replace(b"set-cookie", b"Upgrade: h2\r\nconnection: Upgrade\r\nset-cookie"), SIZED),
    (SIZED.replace(b"set-cookie", b"Connection: .*, x-o\r\nX-O: 1\r\nset-cookie"), SIZED),
    (b"HTTP/1.1 103 Hints\r\n\r\n" * MOST_INTERIM + SIZED, b"HTTP/1.1 103 Hints\r\n\r\n" * MOST_INTERIM + SIZED),
])  # fmt: skip
def test_what_speaks_about_the_connection_does_not_pass(data: bytes, expected: bytes) -> None:
    answer = Answer("GET")
    assert answer.feed(data) == expected
    assert answer.reusable


def test_a_body_can_end_with_the_connection() -> None:
    answer = Answer("GET")
    passed = answer.feed(HEAD + b"A: b\r\n\r\none") + answer.feed(b" two")
    assert passed == HEAD + b"A: b\r\nConnection: close\r\n\r\none two"
    assert not answer.is_complete
    assert answer.end()
    assert (answer.closes, answer.reusable) == (True, False)


def test_an_answer_that_is_cut_is_not_complete() -> None:
    for data in (SIZED[:-1], CHUNKED[:-2], HEAD, b""):
        answer = Answer("GET")
        answer.feed(data)
        assert not answer.end()


def test_an_old_server_gets_one_request_a_connection() -> None:
    answer = Answer("GET")
    assert answer.feed(SIZED.replace(b"HTTP/1.1", b"HTTP/1.0")) == SIZED
    assert not answer.reusable


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_bytes_after_the_end_do_not_pass(method: str) -> None:
    data = SIZED if method == "GET" else SIZED[:-5]
    answer = Answer(method)
    assert answer.feed(data + b"HTTP/1.1 200 smuggled\r\n\r\n") == data
    assert not answer.reusable


def with_lines(*lines: bytes, body: bytes = b"5\r\nabcde\r\n0\r\n\r\n") -> bytes:
    return HEAD + b"".join(line + b"\r\n" for line in lines) + b"\r\n" + body


CHUNKED_LINE = b"Transfer-Encoding: chunked"
MALFORMED = {
    "two lengths": with_lines(b"Content-Length: 5", b"Content-Length: 6"),
    "two equal lengths": with_lines(b"Content-Length: 5", b"content-length: 5"),
    "length list": with_lines(b"Content-Length: 5, 5"),
    "length with sign": with_lines(b"Content-Length: +5"),
    "length in hexadecimal": with_lines(b"Content-Length: 0x5"),
    "empty length": with_lines(b"Content-Length:"),
    "length and coding": with_lines(b"Content-Length: 5", CHUNKED_LINE),
    "other coding": with_lines(b"Transfer-Encoding: gzip, chunked"),
    "coding twice": with_lines(CHUNKED_LINE, CHUNKED_LINE),
    "coding in HTTP/1.0": with_lines(CHUNKED_LINE).replace(b"HTTP/1.1", b"HTTP/1.0"),
    "coding in 204": with_lines(CHUNKED_LINE).replace(b"200", b"204"),
    "bare line feed": HEAD + b"A: b\nContent-Length: 0\r\n\r\n",
    "bare line feed ends the head": HEAD + b"A: b\n\n",
    "bare carriage return": HEAD + b"A: b\rContent-Length: 0\r\n\r\n",
    "NUL": HEAD + b"A: \0\r\n\r\n",
    "folded line": HEAD + b"A: b\r\n c\r\n\r\n",
    "blank before the colon": HEAD + b"Content-Length : 5\r\n\r\nabcde",
    "no status": b"HTTP/1.1 OK\r\n\r\n",
    "other protocol": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "HTTP/2": b"HTTP/2 200\r\n\r\n",
    "switching protocols": b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
    "interim with a length": b"HTTP/1.1 103 Hints\r\nContent-Length: 5\r\n\r\n",
    "interim answers without end": b"HTTP/1.1 103 Hints\r\n\r\n" * (MOST_INTERIM + 1),
    "continue without end": b"HTTP/1.1 100 Continue\r\n\r\n" * (MOST_INTERIM + 1),
    "head too large": HEAD + b"A: " + b"b" * 70_000 + b"\r\n\r\n",
    "head without end": HEAD + b"A: " + b"b" * 70_000,
    "chunk size with sign": with_lines(CHUNKED_LINE, body=b"+5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with 0x": with_lines(CHUNKED_LINE, body=b"0x5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with a bare line feed": with_lines(CHUNKED_LINE, body=b"5\nabcde\r\n0\r\n\r\n"),
    "no chunk size": with_lines(CHUNKED_LINE, body=b"\r\nabcde\r\n0\r\n\r\n"),
    "chunk too long": with_lines(CHUNKED_LINE, body=b"4\r\nabcde\r\n0\r\n\r\n"),
    "endless chunk size": with_lines(CHUNKED_LINE, body=b"0" * 20_000),
    "trailer without a colon": with_lines(CHUNKED_LINE, body=b"0\r\nabc\r\n\r\n"),
    "length in a trailer": with_lines(CHUNKED_LINE, body=b"0\r\nContent-Length: 5\r\n\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("size", [1, 100_000])
def test_a_malformed_answer_is_refused(name: str, size: int) -> None:
    data = MALFORMED[name]
    with pytest.raises(MalformedAnswerError):
        feed_in_pieces(data, size)


def feed_in_pieces(data: bytes, size: int) -> None:
    answer = Answer("GET")
    for at in range(0, len(data), size):
        answer.feed(data[at : at + size])
