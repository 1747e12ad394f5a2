"""Requests that leave room for two readings of where they end, and the reading of h11 as an oracle."""

from __future__ import annotations

from typing import NamedTuple

import h11

HOST = b"Host: localhost\r\n"
GET = b"GET /auth/v2/ping HTTP/1.1\r\n" + HOST
POST = b"POST /auth/v2/ping HTTP/1.1\r\n" + HOST
OLD = b"POST /auth/v2/ping HTTP/1.0\r\n" + HOST
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n"
BEHIND = b"GET /admin/v1/users HTTP/1.1\r\nHost: localhost\r\n\r\n"


def with_length(*lines: bytes) -> bytes:
    """Return a request with these lines in its head, and a body of five bytes."""
    return POST + b"".join(line + b"\r\n" for line in lines) + b"\r\nabcde" + BEHIND


def with_coding(*lines: bytes, head: bytes = POST) -> bytes:
    """Return a request with these lines in its head, and a chunked body."""
    return head + b"".join(line + b"\r\n" for line in lines) + b"\r\n5\r\nabcde\r\n0\r\n\r\n" + BEHIND


def with_chunks(body: bytes) -> bytes:
    """Return a request whose chunked body is this."""
    return CHUNKED + b"\r\n" + body + BEHIND


def with_head(head: bytes) -> bytes:
    """Return a request that begins like this."""
    return head + b"\r\n\r\n" + BEHIND


SMUGGLING: dict[str, bytes] = {
    "length and coding": with_coding(b"Content-Length: 5", b"Transfer-Encoding: chunked"),
    "coding and length": with_coding(b"Transfer-Encoding: chunked", b"Content-Length: 15"),
    "two lengths": with_length(b"Content-Length: 5", b"Content-Length: 6"),
    "two equal lengths": with_length(b"Content-Length: 5", b"Content-Length: 5"),
    "two lengths in one": with_length(b"Content-Length: 5, 6"),
    "two equal lengths in one": with_length(b"Content-Length: 5, 5"),
    "length of other letter case again": with_length(b"Content-Length: 5", b"content-length: 0"),
    "length with plus": with_length(b"Content-Length: +5"),
    "length with minus": with_length(b"Content-Length: -5"),
    "length in hexadecimal": with_length(b"Content-Length: 0x5"),
    "length with a blank in it": with_length(b"Content-Length: 5 0"),
    "length with underscore": with_length(b"Content-Length: 0_5"),
    "length with a fraction": with_length(b"Content-Length: 5.0"),
    "length with exponent": with_length(b"Content-Length: 5e0"),
    "length in other digits": with_length("Content-Length: ٥".encode()),
    "length in fullwidth digits": with_length("Content-Length: ５".encode()),
    "empty length": with_length(b"Content-Length:"),
    "length with a comma": with_length(b"Content-Length: 5,"),
    "length in quotes": with_length(b'Content-Length: "5"'),
    "length with a vertical tab": with_length(b"Content-Length: \x0b5"),
    "length of very many digits": with_length(b"Content-Length: " + b"0" * 30 + b"5"),
    "length too large": with_length(b"Content-Length: 99999999999999999999"),
    "other coding first": with_coding(b"Transfer-Encoding: gzip, chunked"),
    "other coding last": with_coding(b"Transfer-Encoding: chunked, gzip"),
    "chunked twice in one": with_coding(b"Transfer-Encoding: chunked, chunked"),
    "chunked twice": with_coding(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked"),
    "identity and chunked": with_coding(b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked"),
    "identity": with_coding(b"Transfer-Encoding: identity"),
    "gzip": with_coding(b"Transfer-Encoding: gzip"),
    "xchunked": with_coding(b"Transfer-Encoding: xchunked"),
    "chunkedx": with_coding(b"Transfer-Encoding: chunkedx"),
    "chunked with a parameter": with_coding(b"Transfer-Encoding: chunked;q=1"),
    "chunked in quotes": with_coding(b'Transfer-Encoding: "chunked"'),
    "chunked behind a comma": with_coding(b"Transfer-Encoding: , chunked"),
    "chunked before a comma": with_coding(b"Transfer-Encoding: chunked,"),
    "chunked behind a vertical tab": with_coding(b"Transfer-Encoding: \x0bchunked"),
    "chunked before a no-break space": with_coding(b"Transfer-Encoding: chunked\xa0"),
    "empty coding": with_coding(b"Transfer-Encoding:"),
    "coding in HTTP/1.0": with_coding(b"Transfer-Encoding: chunked", head=OLD),
    "blank before the colon of a length": with_length(b"Content-Length : 5"),
    "tab before the colon of a coding": with_coding(b"Transfer-Encoding\t: chunked"),
    "coding folded": with_coding(b"Transfer-Encoding:", b" chunked"),
    "folded header line": with_length(b"X-A: b", b" Content-Length: 5"),
    "folded by a tab": with_length(b"X-A: b", b"\tContent-Length: 5"),
    "first header line folded": with_head(b"GET / HTTP/1.1\r\n X: a\r\nHost: localhost"),
    "bare LF before a length": with_length(b"X-A: b\nContent-Length: 5"),
    "bare CR before a length": with_length(b"X-A: b\rContent-Length: 5"),
    "bare LF line ends": b"GET / HTTP/1.1\nHost: localhost\n\n" + BEHIND,
    "bare LF ends the head": GET + b"\n" + BEHIND,
    "bare LF after the request line": b"GET / HTTP/1.1\nHost: localhost\r\n\r\n" + BEHIND,
    "CR CR LF": with_head(GET + b"X: a\r"),
    "NUL in a value": with_head(GET + b"X: a\0b"),
    "NUL in a name": with_head(GET + b"X\0: a"),
    "NUL in the target": with_head(b"GET /\0 HTTP/1.1\r\nHost: localhost"),
    "escape in a value": with_head(GET + b"X: \x1b[0m"),
    "delete in a value": with_head(GET + b"X: \x7f"),
    "no name": with_head(GET + b": a"),
    "no colon": with_head(GET + b"X"),
    "blank in a name": with_head(GET + b"X Y: a"),
    "parenthesis in a name": with_head(GET + b"X(Y): a"),
    "letter beyond ASCII in a name": with_head(GET + b"X\xc3\xa9: a"),
    "two Hosts": with_head(GET + b"Host: attacker.org"),
    "two equal Hosts": with_head(GET + b"host: localhost"),
    "two Hosts in HTTP/1.0": with_head(b"GET / HTTP/1.0\r\n" + HOST + HOST.rstrip()),
    "no Host": with_head(b"GET / HTTP/1.1\r\nX: a"),
    "absolute target of another host": with_head(b"GET http://attacker.org/ HTTP/1.1\r\nHost: localhost"),
    "absolute target with a user": with_head(b"GET http://localhost@attacker.org/ HTTP/1.1\r\nHost: localhost"),
    "absolute target with another port": with_head(b"GET http://localhost:1/ HTTP/1.1\r\nHost: localhost"),
    "absolute target of another scheme": with_head(b"GET ftp://localhost/ HTTP/1.1\r\nHost: localhost"),
    "authority as target": with_head(b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost"),
    "target without a slash": with_head(b"GET admin/v1/users HTTP/1.1\r\nHost: localhost"),
    "asterisk as target of GET": with_head(b"GET * HTTP/1.1\r\nHost: localhost"),
    "blank in the target": with_head(b"GET /a b HTTP/1.1\r\nHost: localhost"),
    "two blanks before the target": with_head(b"GET  / HTTP/1.1\r\nHost: localhost"),
    "tab before the target": with_head(b"GET\t/ HTTP/1.1\r\nHost: localhost"),
    "blank after the version": with_head(b"GET / HTTP/1.1 \r\nHost: localhost"),
    "blank before the method": with_head(b" GET / HTTP/1.1\r\nHost: localhost"),
    "empty line before the request": with_head(b"\r\nGET / HTTP/1.1\r\nHost: localhost"),
    "method that is no token": with_head(b"GE(T / HTTP/1.1\r\nHost: localhost"),
    "HTTP/0.9": b"GET /\r\n\r\n" + BEHIND,
    "HTTP/0.9 by name": with_head(b"GET / HTTP/0.9\r\nHost: localhost"),
    "HTTP/1.2": with_head(b"GET / HTTP/1.2\r\nHost: localhost"),
    "HTTP/2.0": with_head(b"GET / HTTP/2.0\r\nHost: localhost"),
    "HTTP/01.1": with_head(b"GET / HTTP/01.1\r\nHost: localhost"),
    "HTTP/1.10": with_head(b"GET / HTTP/1.10\r\nHost: localhost"),
    "http/1.1": with_head(b"GET / http/1.1\r\nHost: localhost"),
    "version without a point": with_head(b"GET / HTTP/11\r\nHost: localhost"),
    "preface of HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + BEHIND,
    "greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + BEHIND,
    "chunk size with plus": with_chunks(b"+5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with minus": with_chunks(b"-5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with 0x": with_chunks(b"0x5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with a blank before": with_chunks(b" 5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with a blank behind": with_chunks(b"5 \r\nabcde\r\n0\r\n\r\n"),
    "chunk size with a blank before the extension": with_chunks(b"5 ;a\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with underscore": with_chunks(b"0_5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size empty": with_chunks(b"\r\nabcde\r\n0\r\n\r\n"),
    "chunk size of an extension alone": with_chunks(b";a\r\nabcde\r\n0\r\n\r\n"),
    "chunk size that is no number": with_chunks(b"five\r\nabcde\r\n0\r\n\r\n"),
    "chunk size of very many digits": with_chunks(b"0" * 30 + b"5\r\nabcde\r\n0\r\n\r\n"),
    "chunk size beyond 64 bits": with_chunks(b"10000000000000005\r\nabcde\r\n0\r\n\r\n"),
    "chunk size with bare LF": with_chunks(b"5\nabcde\r\n0\r\n\r\n"),
    "chunk size with CR": with_chunks(b"5\r\r\nabcde\r\n0\r\n\r\n"),
    "extension with bare CR": with_chunks(b"5;a\rb\r\nabcde\r\n0\r\n\r\n"),
    "extension with NUL": with_chunks(b"5;a\0\r\nabcde\r\n0\r\n\r\n"),
    "extension too long": with_chunks(b"5;" + b"a" * 5000 + b"\r\nabcde\r\n0\r\n\r\n"),
    "chunk longer than its size": with_chunks(b"4\r\nabcde\r\n0\r\n\r\n"),
    "chunk shorter than its size": with_chunks(b"6\r\nabcde\r\n0\r\n\r\n"),
    "chunk ended by LF": with_chunks(b"5\r\nabcde\n0\r\n\r\n"),
    "chunk ended by CR": with_chunks(b"5\r\nabcde\r0\r\n\r\n"),
    "trailer without a colon": with_chunks(b"5\r\nabcde\r\n0\r\nX\r\n\r\n"),
    "trailer folded": with_chunks(b"5\r\nabcde\r\n0\r\nX: a\r\n b\r\n\r\n"),
    "trailer with bare LF": with_chunks(b"5\r\nabcde\r\n0\r\nX: a\nY: b\r\n\r\n"),
    "trailer with a blank before its colon": with_chunks(b"5\r\nabcde\r\n0\r\nX : a\r\n\r\n"),
    "trailer that is a length": with_chunks(b"5\r\nabcde\r\n0\r\nContent-Length: 5\r\n\r\n"),
    "trailer that is a Host": with_chunks(b"5\r\nabcde\r\n0\r\nHost: attacker.org\r\n\r\n"),
    "request in place of a trailer": CHUNKED + b"\r\n5\r\nabcde\r\n0\r\n" + BEHIND,
    "trailers too long": with_chunks(b"0\r\n" + b"X: a\r\n" * 5000 + b"\r\n"),
    "head too long": with_head(GET + b"X: " + b"a" * 70_000),
    "too many header lines": with_head(GET + b"\r\n".join([b"X: a"] * 300)),
    "target too long": with_head(b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost"),
    "body too long": with_length(b"Content-Length: 16777217"),
    "chunk too long": with_chunks(b"1000001\r\nabcde"),
}
"""By what is odd: a message, its first request refused by any strict reader, then a request that may be smuggled in."""

WELL_FORMED: dict[str, bytes] = {
    "GET": GET + b"\r\n",
    "length": POST + b"Content-Length: 5\r\n\r\nabcde",
    "length of zero": POST + b"Content-Length: 0\r\n\r\n",
    "length with leading zeros": POST + b"Content-Length: 005\r\n\r\nabcde",
    "tabs and blanks around values": POST + b"Content-Length:\t 5 \t\r\n\r\nabcde",
    "no blank after the colon": POST + b"Content-Length:5\r\n\r\nabcde",
    "letter case": POST + b"TRANSFER-encoding: ChunKED\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
    "chunks": CHUNKED + b"\r\n3\r\nabc\r\n2;a=b\r\nde\r\n0\r\n\r\n",
    "chunk size in capitals with zeros": CHUNKED + b"\r\n00A\r\nabcdefghij\r\n000\r\n\r\n",
    "trailers": CHUNKED + b"\r\n5\r\nabcde\r\n0\r\nX-Checked: yes\r\nY:\r\n\r\n",
    "absolute target": b"GET http://LocalHost/a HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "asterisk": b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "HTTP/1.0": b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "empty value": GET + b"X:\r\n\r\n",
    "bytes beyond ASCII in a value": GET + b"X: \xc3\xa9\xff\r\n\r\n",
    "a body that looks like a request": POST + b"Content-Length: %d\r\n\r\n" % len(BEHIND) + BEHIND,
}  # fmt: skip


class Read(NamedTuple):
    """A request as a server reads it: header names in lower case, the body without what the transfer added."""

    method: bytes
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def read_by_h11(data: bytes, most: int = 65536) -> tuple[list[Read], bool]:
    """Return the complete requests that h11 reads, and whether it refuses what follows."""
    connection = h11.Connection(h11.SERVER, max_incomplete_event_size=most)
    connection.receive_data(data)
    found: list[Read] = []
    head, body = h11.Request(method="GET", target="/", headers=[("Host", "a")]), b""
    try:
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Request):
                head, body = event, b""
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                found.append(Read(head.method, head.target, tuple(head.headers), body))
                if not can_go_on(connection):
                    return found, False
            else:
                return found, False
    except h11.RemoteProtocolError:
        return found, True


def can_go_on(connection: h11.Connection) -> bool:
    """Answer the request; say whether another may follow."""
    connection.send(h11.Response(status_code=200, headers=[("Content-Length", "0")]))
    connection.send(h11.EndOfMessage())
    if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
        return False
    connection.start_next_cycle()
    return True
