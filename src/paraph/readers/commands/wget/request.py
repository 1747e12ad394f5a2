"""The requests of a wget command, with their headers in wget's order.

Host, Referer, Cache-Control, Range, User-Agent, Accept, Accept-Encoding, Authorization, Connection, Content-Type,
Content-Length: a header that is given stands in the place of wget's own of that name, else at the end.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from paraph.core.encoding import base64_text
from paraph.core.message import Request, wire_bytes
from paraph.readers.commands.shell import fault
from paraph.readers.commands.wget.url import taken_apart
from paraph.readers.common import FORM_TYPE
from paraph.readers.entry import Reading, attempt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs
    from paraph.readers.commands.shell import Word
    from paraph.readers.commands.wget.options import Parsed
    from paraph.readers.commands.wget.url import Url

UNSTATED = (("User-Agent", "Wget"), ("Accept", "*/*"), ("Accept-Encoding", "identity"))
"""What wget sends by itself."""
MOST_URLS = 1000
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Z-]+")


def readings(parsed: Parsed) -> tuple[Reading, ...]:
    """Return the requests of a command, one for each URL; Unreadable for options that wget refuses together."""
    if not parsed.urls:
        raise fault(parsed.text, parsed.start, "there is no URL in this wget command")
    if len(parsed.urls) > MOST_URLS:
        raise fault(
            parsed.text,
            parsed.urls[MOST_URLS].offset,
            f"this command has {len(parsed.urls)} URLs: give at most {MOST_URLS}",
        )
    refuse_together(parsed)
    notes = tuple(remarks(parsed))
    return tuple(
        Reading(attempt(partial(request, parsed, url)), (*notes, *login_notes(parsed, url.text))) for url in parsed.urls
    )


def refuse_together(parsed: Parsed) -> None:
    """Raise Unreadable for options that wget refuses together."""
    post, body, method = (parsed.values.get(name) for name in ("post-data", "body-data", "method"))
    if post and (body or method):
        raise fault(parsed.text, post.offset, "wget refuses --post-data beside --method: write --body-data for it")
    if body and not method:
        raise fault(parsed.text, body.offset, "wget refuses --body-data without --method")
    if method and not _METHOD.fullmatch(method.text.upper()):
        raise fault(parsed.text, method.offset, f"{method.text[:20]!r} is no HTTP method")
    if parsed.flags.get("timestamping") and parsed.flags.get("no-clobber"):
        raise fault(parsed.text, parsed.start, "wget refuses --timestamping beside --no-clobber")
    if parsed.flags.get("convert-links") and parsed.value("output-document") == "-":
        raise fault(parsed.text, parsed.start, "wget refuses --convert-links beside -O -")
    if parsed.flags.get("continue") and "start-pos" in parsed.values:
        raise fault(parsed.text, parsed.values["start-pos"].offset, "wget refuses --start-pos beside --continue")


def request(parsed: Parsed, word: Word) -> Request:
    """Return the request of one URL; Unreadable, with its place, for what wget refuses."""
    try:
        url = taken_apart(word.text)
    except ValueError as error:
        raise fault(parsed.text, word.offset, str(error)) from None
    data = parsed.value("post-data", "body-data")
    body = wire_bytes(data or "")
    method = (
        "HEAD"
        if parsed.flags.get("spider")
        else (parsed.value("method") or ("GET" if data is None else "POST")).upper()
    )
    return Request(
        method, url.target, headers_of(parsed, url, method, None if data is None else body), body, url.scheme
    )


def headers_of(parsed: Parsed, url: Url, method: str, body: bytes | None) -> Pairs:
    """Return the headers as wget sends them."""
    own = {name.lower(): (name, value) for name, value in own_headers(parsed, url, method, body)}
    unstated = {name.lower() for name, _ in (*UNSTATED, ("Connection", ""))}
    for name, value in parsed.headers:
        own[name.lower()] = (name, value)
        unstated.discard(name.lower())
    if parsed.value("user-agent"):
        unstated.discard("user-agent")
    if not own["host"][1]:
        raise fault(parsed.text, parsed.start, "the Host header is empty here, and no server accepts that")
    for name in ("content-length", "transfer-encoding"):
        if any(given.lower() == name for given, _ in parsed.headers):
            raise fault(
                parsed.text,
                parsed.start,
                f"{own[name][0]} is given here beside wget's own idea of the body: leave it out",
            )
    login = login_of(parsed, url)
    if login and "authorization" not in own:
        own["authorization"] = ("Authorization", login)
    return tuple(pair for key, pair in own.items() if key not in unstated)


def own_headers(parsed: Parsed, url: Url, method: str, body: bytes | None) -> Iterator[tuple[str, str]]:
    """Yield wget's own headers, in its order."""
    yield "Host", url.host
    referer = parsed.value("referer")
    if referer is not None:
        yield "Referer", referer
    if parsed.flags.get("cache") is False:
        yield "Cache-Control", "no-cache"
        yield "Pragma", "no-cache"
    start = parsed.values.get("start-pos")
    if start:
        if not re.fullmatch("[0-9]{1,15}", start.text):
            raise fault(parsed.text, start.offset, "--start-pos needs a number of bytes")
        if int(start.text):
            yield "Range", f"bytes={int(start.text)}-"
    agent = parsed.value("user-agent")
    yield from (
        ("User-Agent", agent or value) if name == "User-Agent" else (name, value)
        for name, value in UNSTATED[agent == "" :]
    )
    login = login_of(parsed, url)
    if login and parsed.flags.get("auth-no-challenge"):
        yield "Authorization", login
    yield "Connection", "Keep-Alive"
    if body is not None:
        yield "Content-Type", FORM_TYPE
        yield "Content-Length", str(len(body))
    elif method in ("POST", "PUT", "PATCH"):
        yield "Content-Length", "0"


def login_of(parsed: Parsed, url: Url) -> str:
    """Return the value of HTTP Basic; empty unless there are both a user and a password."""
    user = url.user if url.user is not None else parsed.value("http-user", "user")
    password = url.password if url.password is not None else parsed.value("http-password", "http-passwd", "password")
    return "" if user is None or password is None else f"Basic {base64_text(wire_bytes(f'{user}:{password}'))}"


def login_notes(parsed: Parsed, url: str) -> Iterator[str]:
    """Yield what is to be known about the login of one URL."""
    named = "@" in url.partition("://")[2].partition("/")[0] or parsed.value("http-user", "user") is not None
    if (
        named
        and not parsed.flags.get("auth-no-challenge")
        and not any(name.lower() == "authorization" for name, _ in parsed.headers)
    ):
        yield (
            "wget sends user and password only after a server has asked for them: its first request has no Authorization, and "
            "one with Digest is answered otherwise (--auth-no-challenge sends them at once)"
        )


def remarks(parsed: Parsed) -> Iterator[str]:
    """Yield what is left open, or is not as a reader may think."""
    yield from parsed.notes
    if "load-cookies" in parsed.values:
        yield f"the cookies of the file {parsed.values['load-cookies'].text[:40]!r} are not read: wget sends those that fit the URL"
    for option, header in (
        ("continue", "Range"),
        ("timestamping", "If-Modified-Since"),
        ("mirror", "If-Modified-Since"),
    ):
        if parsed.flags.get(option):
            yield f"if the file is there already, --{option} adds the header {header}, or asks with HEAD first"
    if any(parsed.flags.get(option) for option in ("recursive", "mirror", "page-requisites")):
        yield "wget sends further requests, for what the answers name"
    if parsed.flags.get("spider"):
        yield "with --spider wget may ask again with GET, after the answer to HEAD"
