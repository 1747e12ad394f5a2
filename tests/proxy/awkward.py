"""Requests that other proxies change on their way, and what has to arrive for each: as `paraph.sign` makes it."""

import random
from typing import NamedTuple

from paraph import Request, sign
from tests.proxy.stand import HOST, KEY, NOW, Stand, client, message_bytes, proxying, read_answer, run

METHODS = ("GET", "GET", "POST", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "PURGE", "X-ODD")
PIECES = (
    "//", "/..", "/.", "/a", "/%7e", "/~", "/%2F", "/%2f", "/[]", "/|", "/{}", "/^", "/+", "/%zz", "/%", "/é", "/\udcff",
    "/\\", "/;a=b", "/:@", "/\"", "/<>", "/`", "/%00", "/a b".replace(" ", "%20"),
)  # fmt: skip
QUERIES = (
    "", "?", "??", "?&", "?a", "?a=", "?=a", "?a=1&a=1", "?b=2&a=1", "?q=a+b", "?q=%zz", "?q=é", "?q=[1]|{2}^", "?q=%2f%2F", "?x=/../",
    "?q=http://a.example/?b", "?a;b", "?q='\"`", "?q=\udce9", "?A=1&a=2&%41=3",
)  # fmt: skip
HEADERS = (
    ("accept", "*/*"), ("ACCEPT-ENCODING", "gzip, br"), ("x-oDD-cASE", "1"), ("X-Odd-Case", "2"), ("X-Repeat", "a"), ("X-Repeat", "b"),
    ("X-Repeat", "a"), ("Cookie", "a=1; b=2"), ("X-Empty", ""), ("X-Inner", "two  blanks\tand a tab"), ("X-Utf8", "Zoë"),
    ("X-Latin", "\udce9"), ("User-Agent", "curl/8.0"), ("If-None-Match", '"a", W/"b"'), ("X_Under", "1"), ("!#$%&'*+.^`|~", "token"),
    ("Range", "bytes=0-1"), ("Forwarded", "host=attacker.example"), ("X-Forwarded-Host", "attacker.example"),
)  # fmt: skip
HOPS = (
    ("Connection", "keep-alive"), ("connection", "X-Hop, keep-alive"), ("X-Hop", "1"), ("Keep-Alive", "timeout=5"), ("TE", "trailers"),
    ("Proxy-Authorization", "Basic eDp5"), ("Proxy-Connection", "keep-alive"), ("Authorization", "Bearer old"),
    ("Date", "Tue, 17 Mar 2020 09:30:05 -0000"), ("X-Duo-Date", "Tue, 17 Mar 2020 09:30:05 -0000"),
)  # fmt: skip
BODIES = (
    b"{}",
    b'{"a":1}',
    b"\0\xff\r\n\r\n",
    b"a=1&b=%zz+",
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    bytes(range(256)) * 40,
)
TYPES = ("application/json", "application/x-www-form-urlencoded", "APPLICATION/json; charset=utf-8", "text/plain", "")


class Awkward(NamedTuple):
    """Bytes for the proxy, and the bytes that have to arrive."""

    sent: bytes
    expected: bytes


def draw(draws: random.Random) -> Awkward:
    """Draw a request."""
    method = draws.choice(METHODS)
    target = "".join(draws.choices(PIECES, k=draws.randint(1, 6))) + draws.choice(QUERIES)
    kept = draws.sample(HEADERS, draws.randint(0, 8))
    has_body = method not in ("GET", "get", "OPTIONS", "DELETE") or draws.random() < 0.1
    body = draws.choice(BODIES) if has_body else b""
    content_type = draws.choice(TYPES)
    typed = [("Content-Type", content_type)] if body and content_type else []
    is_chunked = bool(body) and draws.random() < 0.4
    length = ("content-LENGTH", str(len(body)))
    headers = [*kept, *typed, *([length] if body and not is_chunked else [])]
    draws.shuffle(headers)
    at = draws.randint(0, len(headers))
    own = [*headers[:at], ("hOST", HOST), *headers[at:]]
    noisy = list(own)
    dropped = {
        "connection",
        "x-hop",
        "keep-alive",
        "te",
        "proxy-authorization",
        "proxy-connection",
        "authorization",
        "date",
        "x-duo-date",
    }
    assert not {name.lower() for name, _ in own} & dropped
    for hop in draws.sample(HOPS, draws.randint(0, 4)):
        if hop[0] != "X-Hop":
            noisy.insert(draws.randint(0, len(noisy)), hop)
    if ("connection", "X-Hop, keep-alive") in noisy:
        noisy.append(("X-Hop", "1"))
    sent_body = body
    if is_chunked:
        noisy.append(("Transfer-Encoding", "chunked"))
        own.append(("Content-Length", str(len(body))))
        sent_body = chunked(draws, body)
    sent = message_bytes(Request(method, target, tuple(noisy), sent_body))
    return Awkward(sent, message_bytes(sign(Request(method, target, tuple(own), body), KEY, now=NOW)))


def chunked(draws: random.Random, body: bytes) -> bytes:
    """Write a body in chunks of random sizes."""
    out, at = b"", 0
    while at < len(body):
        piece = body[at : at + draws.randint(1, 4000)]
        at += len(piece)
        out += b"%x%s\r\n" % (len(piece), draws.choice((b"", b";a=b"))) + piece + b"\r\n"
    return out + b"0\r\n" + draws.choice((b"", b"X-Sum: 1\r\n")) + b"\r\n"


async def ask_in_turn(stand: Stand, awkward: list[Awkward]) -> None:
    """Send requests over one connection, each after the answer to the last."""
    async with client(stand.port) as (reader, writer):
        for each in awkward:
            writer.write(each.sent)
            assert (await read_answer(reader)).startswith(b"HTTP/1.1 200"), each.sent[:300]


async def differences(seed: int, count: int) -> list[str]:
    """Send so many requests; return those that arrived otherwise than expected."""
    draws = random.Random(seed)
    awkward = [draw(draws) for _ in range(count)]
    async with proxying() as stand:
        await ask_in_turn(stand, awkward)
    arrived = stand.upstream.messages
    if len(arrived) != count:
        return [f"{len(arrived)} of {count} requests arrived"]
    pairs = zip(awkward, arrived, strict=True)
    return [f"{each.sent!r}: {got!r} arrived, not {each.expected!r}" for each, got in pairs if got != each.expected]


def run_awkward(seed: int, count: int, loop: str = "asyncio") -> list[str]:
    """Return what is wrong with so many requests."""
    return run(differences(seed, count), loop)
