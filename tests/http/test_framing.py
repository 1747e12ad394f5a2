"""What is a request is read as h11 reads it, however it arrives; what leaves room for two readings is refused."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.http.framing import TRAILERS, Framing
from paraph.readers.files.raw import read_raw
from paraph.watching.wire import Wire
from tests.trust.framing_forms import CHUNKED, GET, POST, SMUGGLING, WELL_FORMED, Read, read_by_h11

STRICTER = {
    "length and coding", "coding and length", "two equal lengths", "two equal lengths in one", "coding in HTTP/1.0",
    "folded header line", "folded by a tab", "coding folded", "bare LF line ends", "bare LF ends the head",
    "bare LF before a length", "bare LF after the request line", "escape in a value", "delete in a value",
}  # fmt: skip
"""Some of the forms that h11 repairs or lets through; the table as a whole is held to it below."""


def read_by_us(*pieces: bytes) -> tuple[list[Read], bool]:
    """Return the complete requests that are read, and whether what follows is refused."""
    framing, found, parts = Framing(), [], []
    for piece in pieces:
        for part in framing.feed(piece):
            parts.append(part.data if part.kind != TRAILERS else b"\r\n")
            if part.ends:
                request = read_raw(b"".join(parts), scheme="http")
                headers = tuple(map(as_h11_gives_it, request.headers))
                found.append(Read(request.method.encode(), request.target.encode(), headers, request.body))
                parts.clear()
    return found, framing.refusal is not None


def as_h11_gives_it(pair: tuple[str, str]) -> tuple[bytes, bytes]:
    """Return a header with its name in lower case, and the value of Transfer-Encoding as well."""
    name, value = pair[0].lower().encode(), pair[1].encode("utf-8", "surrogateescape")
    return name, value.lower() if name == b"transfer-encoding" else value


def octets(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


@pytest.mark.parametrize("name", SMUGGLING)
def test_what_leaves_room_for_two_readings_is_refused(name: str) -> None:
    found, is_refused = read_by_us(SMUGGLING[name])
    assert is_refused
    assert not found
    assert (found, is_refused) == read_by_us(*octets(SMUGGLING[name]))


@pytest.mark.parametrize("name", SMUGGLING)
def test_it_is_refused_for_the_same_reason_by_the_recorder(name: str) -> None:
    wire = Wire()
    assert not wire.feed(SMUGGLING[name])
    assert wire.refusal is not None
    assert wire.refusal.status in (400, 413, 414, 431)
    assert not wire.feed(GET + b"\r\n")


def test_the_caps_have_their_own_answers() -> None:
    for name, status in (("head too long", 431), ("too many header lines", 431), ("target too long", 414),
                         ("body too long", 413), ("chunk too long", 413), ("two Hosts", 400)):  # fmt: skip
        for pieces in ([SMUGGLING[name]], octets(SMUGGLING[name])):
            framing = Framing()
            for piece in pieces:
                framing.feed(piece)
            assert framing.refusal is not None
            assert framing.refusal.status == status


@pytest.mark.parametrize("name", WELL_FORMED)
def test_what_is_well_formed_is_read_as_h11_reads_it(name: str) -> None:
    data = WELL_FORMED[name]
    assert read_by_us(data) == read_by_us(*octets(data)) == read_by_h11(data)
    assert len(read_by_us(data * 3)[0]) == 3
    assert Wire().feed(data) == [data]


def test_there_are_forms_that_h11_lets_through() -> None:
    for name in STRICTER:
        assert read_by_h11(SMUGGLING[name])[0], name


TOKENS = st.text("!#$%&'*+-.^_`|~09azAZ", min_size=1, max_size=12).map(str.encode)
NAMES = TOKENS.filter(
    lambda name: name.lower() not in (b"host", b"content-length", b"transfer-encoding", b"connection", b"expect")
)
VALUES = st.binary(max_size=20).map(
    lambda raw: bytes(octet for octet in raw if octet >= 32 and octet != 127).strip(b" ")
)
TARGETS = st.text("".join(map(chr, range(33, 127))).replace("#", ""), max_size=20).map(
    lambda text: b"/" + text.encode()
)
BODIES = st.one_of(st.binary(max_size=40), st.sampled_from([b"\r\n\r\n", b"0\r\n\r\n", GET + b"\r\n"]))


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """A well-formed request."""
    lines = [b"%s: %s" % pair for pair in draw(st.lists(st.tuples(NAMES, VALUES), max_size=5))]
    lines.insert(draw(st.integers(0, len(lines))), b"Host: localhost")
    kind = draw(st.sampled_from(("none", "length", "chunked")))
    body = draw(BODIES)
    if kind == "length":
        lines.append(b"Content-Length: %d" % len(body))
        sent = body
    elif kind == "chunked":
        lines.append(b"Transfer-Encoding: chunked")
        size = draw(st.integers(1, 20))
        chunks = [body[at : at + size] for at in range(0, len(body), size)]
        extension = draw(st.sampled_from((b"", b";a", b';a="b"')))
        trailer = draw(st.sampled_from((b"", b"X-Checked: yes\r\n")))
        sent = (
            b"".join(b"%x%s\r\n%s\r\n" % (len(chunk), extension, chunk) for chunk in chunks)
            + b"0\r\n"
            + trailer
            + b"\r\n"
        )
    else:
        sent = b""
    return b"%s %s HTTP/1.1\r\n" % (draw(TOKENS), draw(TARGETS)) + b"\r\n".join(lines) + b"\r\n\r\n" + sent


def cut(data: bytes, places: list[int]) -> list[bytes]:
    stops = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[start:stop] for start, stop in pairwise(stops)]


@settings(max_examples=300, deadline=None)
@given(st.lists(requests(), min_size=1, max_size=3), st.lists(st.integers(0, 2000), max_size=6))
def test_any_requests_are_read_as_h11_reads_them(messages: list[bytes], places: list[int]) -> None:
    data = b"".join(messages)
    expected = read_by_h11(data)
    assert len(expected[0]) == len(messages)
    assert read_by_us(data) == read_by_us(*cut(data, places)) == read_by_us(*octets(data)) == expected
    wire = Wire()
    assert [message for octet in octets(data) for message in wire.feed(octet)] == messages


@settings(max_examples=500, deadline=None)
@given(requests(), st.integers(0, 2000), st.sampled_from([*map(bytes, ([0], [9], [10], [13], [32], [127], [255])), b":", b"\r\n", b",", b""]),
       st.booleans())  # fmt: skip
def test_what_h11_refuses_is_refused(message: bytes, place: int, octets_put_in: bytes, replaces: bool) -> None:
    place %= len(message)
    changed = message[:place] + octets_put_in + message[place + replaces :]
    theirs, is_refused = read_by_h11(changed)
    ours, refused_by_us = read_by_us(changed)
    assert ours == theirs[: len(ours)]
    assert refused_by_us or not is_refused or len(ours) < len(theirs)
    assert (ours, refused_by_us) == read_by_us(*octets(changed))


@pytest.mark.parametrize(
    ("beginning", "piece"),
    [(GET + b"X: ", b"a"), (CHUNKED + b"\r\n", b"1\r\na\r\n"), (CHUNKED + b"\r\n0\r\nX: ", b"a"),
     (POST + b"Content-Length: 9999999\r\n\r\n", b"a"), (CHUNKED + b"\r\n5;", b"a"), (GET, b"X: a\r\n")],
)  # fmt: skip
def test_bytes_that_come_one_by_one_are_looked_at_once(beginning: bytes, piece: bytes) -> None:
    def seconds(count: int) -> float:
        framing = Framing()
        framing.feed(beginning)
        began = time.process_time()
        for octet in octets(piece * count):
            framing.feed(octet)
        return time.process_time() - began

    few, many = (min(seconds(count) for _ in range(3)) for count in (2_000, 16_000))
    assert many < 40 * few + 0.2  # eight times as much; read anew each time it would be sixty-four times


def test_a_long_body_in_small_chunks_is_read_once() -> None:
    wire, size = Wire(), 20_000
    wire.feed(CHUNKED + b"\r\n")
    for _ in range(size):
        assert not wire.feed(b"1\r\na\r\n")
    (message,) = wire.feed(b"0\r\n\r\n")
    assert read_raw(message).body == b"a" * size


def test_a_refusal_says_what_is_wrong() -> None:
    for name, word in (("folded header line", "folded"), ("two Hosts", "Host"), ("no Host", "Host"), ("no colon", "colon"),
                       ("blank in the target", "%20"), ("xchunked", "Transfer-Encoding"), ("chunk size with plus", "chunk"),
                       ("bare LF line ends", "LF"), ("absolute target of another host", "another host")):  # fmt: skip
        framing = Framing()
        framing.feed(SMUGGLING[name])
        assert framing.refusal is not None
        assert word in framing.refusal.detail, name
