"""The request of an HTTPie command: method, URL, body and login, and what was left open.

The body comes from one of three places: standard input, which HTTPie reads whenever it is no terminal, ``--raw``, or
the items. Items alone make JSON, or with ``--form`` a form. Without a method it is POST if there is data.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from paraph.core.encoding import base64_text
from paraph.core.message import Request, is_text, wire_bytes, wire_text
from paraph.readers.commands.httpie.headers import Headers, prepared, sent
from paraph.readers.commands.httpie.items import Items, items_of, pairs_of
from paraph.readers.commands.httpie.nested import json_text
from paraph.readers.commands.httpie.url import address, joined, target
from paraph.readers.commands.shell import Word, fault
from paraph.readers.common import FORM_TYPE, JSON_TYPE
from paraph.readers.entry import Reading
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART, Part, multipart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.readers.commands.httpie.options import Arguments

ACCEPT_JSON = "application/json, */*;q=0.5"
_METHOD = re.compile(r"[a-zA-Z]+")
_PAIR = re.compile(r"\\([\s\S]?)")
_LOGIN = re.compile(r"((?:[^\\:]|\\[\s\S]?)*?):([\s\S]*)")


class Data(NamedTuple):
    """The body and the type that HTTPie gives it; `kind` is empty for none, `stands` whether data was given at all."""

    body: bytes
    kind: str
    stands: bool


def reading(parsed: Arguments) -> Reading:
    """Return the request of a command, and what was left open; Unreadable for what HTTPie refuses."""
    method, url, words = parted(parsed)
    items = items_of(parsed, words)
    data = data_of(parsed, items)
    method = method or ("POST" if data.stands else "GET")
    whole = address(parsed, url)
    scheme, host, path = target(parsed, url, whole, items)
    given = items.headers
    if "download" in parsed.flags and "offline" not in parsed.flags:
        given.set("Accept-Encoding", "identity")
    try:
        headers = prepared(
            own_headers(parsed, data, given), given, framing(parsed, method, data, given), login(parsed, whole)
        )
    except ValueError as error:
        raise fault(parsed.text, url.offset, str(error)) from None
    body = compressed(parsed, data, headers)
    refuse_framing(parsed, given)
    return Reading(
        Request(method, path, sent(headers, given, host), body, scheme), tuple(remarks(parsed, items, scheme))
    )


def parted(parsed: Arguments) -> tuple[str, Word, list[Word]]:
    """Return method, URL and items: a first word of letters alone is the method when another word follows."""
    first, *rest = parsed.words
    if not rest:
        return "", first, []
    if _METHOD.fullmatch(first.text):
        return first.text.upper(), rest[0], rest[1:]
    if re.match(r"(?i)https?://", rest[0].text) or re.fullmatch(r"[A-Z]+(?:-[A-Z]+)+", first.text):
        raise fault(
            parsed.text, first.offset, f"HTTPie takes {first.text[:40]!r} for the URL: a method has letters only"
        )
    return "", first, rest


def data_of(parsed: Arguments, items: Items) -> Data:
    """Return the body and its type; Unreadable for a body that is not in the command, and for two of them."""
    read = standard_input(parsed)
    raw = parsed.values.get("raw")
    if sum((items.has_data, read is not None, raw is not None)) > 1:
        place = raw.offset if raw is not None else parsed.stdin.offset if parsed.stdin else parsed.start
        raise fault(
            parsed.text, place,
            "HTTPie refuses two of standard input, --raw and items of a body: leave one out, or give --ignore-stdin",
        )  # fmt: skip
    form = parsed.kind in ("form", "multipart")
    given = raw.text if raw is not None else read
    as_json = parsed.kind == "json" or (not form and bool(items.has_data or read is not None or given))
    kind = JSON_TYPE if as_json else form_type(parsed) if form else ""
    stands = items.has_data or given is not None
    if parsed.kind == "multipart":
        return Data(
            multipart((Part(name, wire_bytes(value)) for name, value in pairs_of(items.parts)), boundary(parsed)),
            kind,
            stands,
        )
    if given is not None:
        if raw is not None and not is_text(given):
            raise fault(parsed.text, raw.offset, "--raw has bytes that are not UTF-8, which HTTPie refuses")
        return Data(wire_bytes(given), kind, stands)
    if form:
        return Data(wire_bytes(joined(parsed, pairs_of(items.fields))), kind, stands)
    return Data(json_body(parsed, items) if items.has_data else b"", kind, stands)


def form_type(parsed: Arguments) -> str:
    """Return the type of a form."""
    return FORM_TYPE if parsed.is_xh else f"{FORM_TYPE}; charset=utf-8"


def boundary(parsed: Arguments) -> str:
    """Return the boundary of a form in parts; Unreadable for one that HTTPie cannot write into a header."""
    given = parsed.value("boundary") or BOUNDARY
    if not given.isascii():
        raise fault(parsed.text, parsed.values["boundary"].offset, "a boundary has ASCII characters only")
    return given


def json_body(parsed: Arguments, items: Items) -> bytes:
    """Return the items as JSON; Unreadable if they are nested too deeply."""
    try:
        return wire_bytes(json_text(items.body.root, compact=parsed.is_xh))
    except RecursionError:
        raise fault(parsed.text, parsed.start, "the items are nested too deeply: give the body with --raw") from None


def standard_input(parsed: Arguments) -> str | None:
    """Return what HTTPie reads from standard input; None if it reads nothing. Unreadable for what is not in the text."""
    stdin = parsed.stdin
    if stdin is None or "ignore-stdin" in parsed.flags or (stdin.kind == "file" and stdin.text == "/dev/fd/-"):
        return None
    if stdin.kind == "text":
        return stdin.text
    if stdin.kind == "file" and stdin.text == "/dev/null":
        return ""
    source = "through this pipe, which is not run" if stdin.kind == "pipe" else "from a file, which is not read"
    raise fault(
        parsed.text, stdin.offset,
        f"the body comes {source}: put it after --raw, or give --ignore-stdin if it is none (HTTPie reads standard input "
        "whenever it is no terminal)",
    )  # fmt: skip


def own_headers(parsed: Arguments, data: Data, given: Headers) -> Headers:
    """Return the headers that HTTPie makes of the type of the body."""
    own = Headers([("User-Agent", "HTTPie")])
    if data.kind == JSON_TYPE:
        own.append("Accept", ACCEPT_JSON)
    if data.kind:
        own.append("Content-Type", data.kind)
    if parsed.kind == "multipart":
        written = (given.value("Content-Type") or MULTIPART).strip()
        if "boundary=" not in written:
            written = f"{written}; boundary={boundary(parsed)}"
        given.set("Content-Type", written)
    return own


def framing(parsed: Arguments, method: str, data: Data, given: Headers) -> tuple[str, str] | None:
    """Return the header that says how long the body is; None where there is none."""
    if "chunked" in parsed.flags:
        return "Transfer-Encoding", "chunked"
    if data.body:
        return "Content-Length", str(len(data.body))
    if method in ("GET", "HEAD", "OPTIONS") or given.value("Content-Length") is not None:
        return None
    return "Content-Length", "0"


def refuse_framing(parsed: Arguments, given: Headers) -> None:
    """Raise Unreadable for headers that contradict how the body is sent."""
    coded = given.value("Transfer-Encoding") is not None
    if (coded and "chunked" not in parsed.flags) or (
        "chunked" in parsed.flags and given.value("Content-Length") is not None
    ):
        raise fault(
            parsed.text, parsed.start,
            "Content-Length and Transfer-Encoding contradict each other here, and servers refuse that: give --chunked alone",
        )  # fmt: skip
    if "host" in given and not given.value("Host"):
        raise fault(parsed.text, parsed.start, "the Host header is taken out here, and no server accepts that")


def compressed(parsed: Arguments, data: Data, headers: Headers) -> bytes:
    """Return the body, deflated if that is asked for and makes it shorter, or if it is asked for twice."""
    wanted = parsed.flags.get("compress", 0)
    if wanted and ("chunked" in parsed.flags or parsed.kind == "multipart"):
        raise fault(parsed.text, parsed.start, "HTTPie refuses --compress together with --chunked or --multipart")
    if not wanted or not data.body:
        return data.body
    deflated = zlib.compress(data.body)
    if len(deflated) >= len(data.body) and wanted == 1:
        return data.body
    headers.set("Content-Encoding", "deflate")
    headers.set("Content-Length", str(len(deflated)))
    parsed.notes.append(
        "the bytes of the compressed body (--compress) depend on the version of zlib: a signature over them may differ"
    )
    return deflated


def login(parsed: Arguments, whole: str) -> tuple[str, str] | None:
    """Return the header of ``--auth``, or of the user in the URL; None for none. Unreadable where HTTPie asks or signs."""
    auth = parsed.values.get("auth")
    kind = parsed.value("auth-type")
    if auth is None and kind is None:
        parts = urlsplit(whole)
        return None if parts.username is None else basic(parts.username, parts.password or "")
    if auth is None:
        raise fault(
            parsed.text,
            parsed.values["auth-type"].offset,
            "--auth-type needs --auth (HTTPie looks into .netrc, which is not read)",
        )
    if kind == "bearer":
        try:
            return "Authorization", wire_text(f"Bearer {auth.text}".encode("latin-1"))
        except UnicodeEncodeError:
            raise fault(parsed.text, auth.offset, "this token has characters that no header can have") from None
    found = _LOGIN.fullmatch(auth.text)
    if found is None:
        raise fault(parsed.text, auth.offset, "HTTPie asks for the password: give it as user:password")
    if not is_text(auth.text):
        raise fault(parsed.text, auth.offset, "--auth has bytes that are not UTF-8, which HTTPie refuses")
    return None if kind == "digest" else basic(uncoloned(found[1]), uncoloned(found[2]))


def uncoloned(text: str) -> str:
    """Return a part of ``--auth`` without the backslashes before colons."""
    return _PAIR.sub(lambda found: ":" if found[1] == ":" else found[0], text)


def basic(user: str, password: str) -> tuple[str, str]:
    """Return the header of HTTP Basic."""
    return "Authorization", f"Basic {base64_text(wire_bytes(f'{user}:{password}'))}"


def remarks(parsed: Arguments, items: Items, scheme: str) -> Iterator[str]:
    """Yield what was left open, or is not as a reader may think."""
    yield from parsed.notes
    if parsed.value("auth-type") == "digest":
        yield (
            "HTTPie answers the server's challenge (Digest authentication) in a second request: its Authorization header cannot "
            "be known here"
        )
    if "session" in parsed.values or "session-read-only" in parsed.values:
        yield "headers, cookies and login that HTTPie has saved for this session are not known here"
    if parsed.kind == "multipart" and not parsed.value("boundary"):
        yield BOUNDARY_NOTE
    if parsed.kind == "multipart" and pairs_of(items.parts) != pairs_of(items.fields):
        yield "HTTPie leaves fields with := out of a form in parts: write = for them"
    if "offline" in parsed.flags:
        yield "with --offline HTTPie shows this request and sends nothing"
    if "proxy" in parsed.values and scheme == "http":
        yield "through a proxy HTTPie writes the whole URL into the request line; the server gets it as it is here"
    if parsed.is_xh:
        yield "xh is read by its documentation, not compared with the program: it writes JSON without blanks, unlike HTTPie"
