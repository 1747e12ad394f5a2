"""A request in another form: curl, a .http file, HAR, HTTPie, or a raw message.

Each form is written so that its tool sends the same request, and is then read back: a tool that would change the request
is refused. What tools add by themselves (User-Agent, Accept, Content-Length and the like) is not compared.

Sources: https://curl.se/docs/manpage.html, https://httpie.io/docs/cli, http://www.softwareishard.com/blog/har-12-spec/,
https://www.jetbrains.com/help/idea/exploring-http-syntax.html
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError, Unreadable
from paraph.core.message import Request, is_text, wire_bytes, wire_text
from paraph.readers import read
from paraph.render.message import request_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from paraph.core.message import Pairs
    from paraph.readers.entry import Entry

ADDED = frozenset(
    ("host", "user-agent", "accept", "accept-encoding", "accept-language", "connection", "content-length")
)
"""Headers that tools add by themselves, or that stand in the URL."""
GLOBBED = re.compile(r"[\[\]{}\\]")
_DOTS = re.compile(r"/\.{1,2}(?=/|$)")
_PLAIN_TARGET = re.compile(r"/[\x21\x24-\x3e\x3f-\x5b\x5d\x5f\x61-\x7a\x7e\x22\x25]*")
_SAFE_WORD = re.compile(r"[A-Za-z0-9_./:=@%+,-]+")


class Form(NamedTuple):
    """How to write the requests of some entries, and what one calls that form."""

    title: str
    written: Callable[[Sequence[tuple[str, Request]]], bytes]
    single: Callable[[Request], bytes]


def in_form(entries: Sequence[Entry], form: str) -> bytes:
    """Return the requests in that form; a raw message is one request.

    Raises Unreadable for an entry that cannot be read, ParaphError for a request that the form cannot carry unchanged.
    """
    chosen = FORMS[form]
    requests = [(entry.name, entry.request) for entry in entries]
    for entry, (_, request) in zip(entries, requests, strict=True):
        check(entry, request, chosen)
    return chosen.written(requests)


def check(entry: Entry, request: Request, form: Form) -> None:
    """Raise ParaphError if the request, written in this form and read back, is another one."""
    try:
        same = essence(read(form.single(request), scheme=request.scheme)) == essence(request)
    except Unreadable:
        same = False
    if not same:
        other = "raw" if form.title != FORMS["raw"].title else "har"
        raise ParaphError(
            f"entry {entry.number}: {form.title} cannot carry this request unchanged: write it with --as {other}"
        )


def essence(request: Request) -> tuple[str, str, bytes, Pairs]:
    """Return what has to be the same after a round trip."""
    headers = sorted((name, value.strip(" \t")) for name, value in request.headers if name.lower() not in ADDED)
    return request.method, request.url, request.body, tuple(headers)


def quoted(text: str) -> str:
    """Return one word of bash; bytes that are no UTF-8, and controls but line ends, become escapes.

    Raises ParaphError for NUL, which no command line can carry.
    """
    if "\0" in text:
        raise ParaphError(
            "a NUL is in this request, which no command line can carry: write it with --as raw or --as har"
        )
    if _SAFE_WORD.fullmatch(text):
        return text
    if is_text(text) and not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", text):
        return "'" + text.replace("'", "'\\''") + "'"
    inside = text.replace("\\", "\\\\").replace("'", "\\'")
    if not is_text(text):
        return (
            "$'" + "".join(chr(octet) if 32 <= octet < 127 else f"\\x{octet:02x}" for octet in wire_bytes(inside)) + "'"
        )
    return "$'" + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\x{ord(found[0]):02x}", inside) + "'"


def given_headers(request: Request) -> Pairs:
    """Return the headers that a command has to name: not the Host of its URL, and not the length that the body has."""
    implied = {("host", request.host)} if f"//{request.host}" in request.url else set()
    implied.add(("content-length", str(len(request.body))))
    return tuple(pair for pair in request.headers if (pair[0].lower(), pair[1]) not in implied)


def curl(request: Request) -> str:
    """Return a curl command for bash."""
    url = request.url
    words = ["curl", quoted(url)]
    if GLOBBED.search(url):
        words.append("--globoff")
    if _DOTS.search(request.path):
        words.append("--path-as-is")
    if request.method == "HEAD" and not request.body:
        words.append("--head")
    elif request.method != ("POST" if request.body else "GET"):
        words += ["--request", quoted(request.method)]
    parts = [" ".join(words)]
    for name, value in given_headers(request):
        parts.append(f"--header {quoted(f'{name}: {value}' if value else f'{name};')}")
    if request.body:
        if request.header("content-type") is None:
            parts.append("--header Content-Type:")
        parts.append(f"--data-raw {quoted(wire_text(request.body))}")
    return " \\\n  ".join(parts) + "\n"


def httpie(request: Request) -> str:
    """Return a command of HTTPie for bash."""
    words = ["http", "--ignore-stdin", "--path-as-is" if _DOTS.search(request.path) else "", quoted(request.method)]
    parts = [" ".join([*filter(None, words), quoted(request.url)])]
    for name, value in given_headers(request):
        parts.append(quoted(f"{name}:{value}" if value else f"{name};"))
    if request.body:
        if not is_text(wire_text(request.body)):
            raise ParaphError("the body is no UTF-8 text, which HTTPie cannot take from its command line: use --as raw")
        if request.header("content-type") is None:
            parts.append("Content-Type:")
        parts.append(f"--raw {quoted(wire_text(request.body))}")
    return " \\\n  ".join(parts) + "\n"


def http_file(request: Request) -> bytes:
    """Return the request as a .http file has it."""
    lines = [f"{request.method} {request.url} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in request.headers if name.lower() != "host"]
    return wire_bytes("\n".join(lines)) + b"\n\n" + request.body + (b"\n" if request.body else b"")


def http_files(requests: Sequence[tuple[str, Request]]) -> bytes:
    """Return several requests as one .http file."""
    return b"\n".join(
        wire_bytes(f"### {one_line(name)}".rstrip()) + b"\n" + http_file(request) for name, request in requests
    )


def one_line(name: str) -> str:
    """Return a name without line ends."""
    return " ".join(name.split())


def har(requests: Sequence[tuple[str, Request]]) -> bytes:
    """Return the requests as HAR 1.2; times and sizes that are not known are 0 and -1."""
    log = {
        "version": "1.2",
        "creator": {"name": "paraph", "version": ""},
        "entries": [har_entry(request) for _, request in requests],
    }
    return json.dumps({"log": log}, indent=1).encode() + b"\n"


def har_entry(request: Request) -> dict[str, Any]:
    """Return one entry of a HAR, without an answer."""
    asked: dict[str, Any] = {
        "method": request.method, "url": request.url, "httpVersion": "HTTP/1.1", "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in request.headers],
        "queryString": [], "headersSize": -1, "bodySize": len(request.body),
    }  # fmt: skip
    if request.body:
        data: dict[str, Any] = {"mimeType": request.header("content-type") or "", "params": []}
        if is_text(wire_text(request.body)):
            data["text"] = wire_text(request.body)
        else:
            data |= {"text": base64.b64encode(request.body).decode(), "encoding": "base64"}
        asked["postData"] = data
    answer = {"status": 0, "statusText": "", "httpVersion": "", "cookies": [], "headers": [], "redirectURL": "",
              "content": {"size": 0, "mimeType": ""}, "headersSize": -1, "bodySize": -1}  # fmt: skip
    return {"startedDateTime": "1970-01-01T00:00:00Z", "time": 0, "request": asked, "response": answer, "cache": {},
            "timings": {"send": 0, "wait": 0, "receive": 0}}  # fmt: skip


def commands(command: Callable[[Request], str]) -> Callable[[Sequence[tuple[str, Request]]], bytes]:
    """Return a writer of one command after the other, each with its name as a comment where there are several."""

    def lines(requests: Sequence[tuple[str, Request]]) -> bytes:
        if len(requests) == 1:
            return wire_bytes(command(requests[0][1]))
        named = (f"# {one_line(name)}\n{command(request)}" if name else command(request) for name, request in requests)
        return wire_bytes("\n".join(named))

    return lines


def raw(requests: Sequence[tuple[str, Request]]) -> bytes:
    """Return one raw message; ParaphError for several."""
    if len(requests) != 1:
        raise ParaphError(f"a raw message is one request, and INPUT holds {len(requests)}: choose one with --entry")
    return request_text(requests[0][1])


FORMS = {
    "curl": Form("curl", commands(curl), lambda request: wire_bytes(curl(request))),
    "http": Form("a .http file", http_files, lambda request: http_files([("", request)])),
    "har": Form("HAR", har, lambda request: har([("", request)])),
    "httpie": Form("HTTPie", commands(httpie), lambda request: wire_bytes(httpie(request))),
    "raw": Form("a raw message", raw, request_text),
}
"""The forms by the names of ``paraph read --as``."""
