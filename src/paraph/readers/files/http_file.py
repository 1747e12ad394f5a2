"""``.http`` and ``.rest`` files, as the HTTP client of JetBrains and REST Client of VS Code send them.

Both send the URL as it is written, its host in small letters and without a default port; a character that cannot stand in a URL (control characters, blank, ``" < > \\ ^ ` {
| }`` and what is not ASCII) is percent-encoded, also in a form body; ``/./`` and ``/../`` are resolved, and ``'`` in a query
is %27, as Node.js has it. Content-Length is worked out anew. Lines that begin
with ``#`` or ``//`` are comments everywhere, as REST Client has it. Scripts are not run.

Compared with httpyac 6.16, which sends through the same library as REST Client; for JetBrains' client this follows its
documentation.

Source: https://github.com/Huachao/vscode-restclient src/utils/httpRequestParser.ts, and
https://www.jetbrains.com/help/idea/exploring-http-syntax.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_text, percent_only, percent_safe
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes
from paraph.readers.common import FORM_TYPE
from paraph.readers.entry import Entry, Reading, move_error
from paraph.readers.files.http_client import ESCAPED, checked_host, whole_url, with_login, without_helper
from paraph.readers.files.saved_answers import with_saved_answer
from paraph.readers.urls import without_dots
from paraph.readers.variables import Allowance, Filling, Source, scripted_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "LOCK", "UNLOCK", "PROPFIND",
           "PROPPATCH", "COPY", "MOVE", "MKCOL", "MKCALENDAR", "ACL", "SEARCH", "QUERY")  # fmt: skip
COMMENTED = "lines of the body that begin with # or // were left out as comments"
BLANK = "blank lines before the body were left out, as JetBrains' client does it; REST Client of VS Code sends them"
COMPONENT_SAFE = "-_.!~*'()"
_COMMENT = re.compile(r"\s*(?:#|//)")
_NAME = re.compile(r"\s*(?:#|//)\s*@name[ \t=]+(\S.*)")
_VARIABLE = re.compile(r"\s*@([^\s=]+)\s*=(.*)")
_MORE_QUERY = re.compile(r"\s*[&?]|\s+\S")
_FILE = re.compile(r"<(?:@\w*)?\s+\S")
_HANDLER = re.compile(r">\s+\S+\.\w+\s*$|>>!?\s|<>\s")
_SCRIPT = re.compile(r"[<>]\s*\{%")
_RESPONSE = re.compile(r"\s*HTTP/[0-9.]+\s")
_HEADER = re.compile(r"\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:(.*)")
_URL_LINE = re.compile(rf"(?:(?:{'|'.join(METHODS)})[ \t]+)?(?:https?://|\{{\{{)")
_ESCAPED_NAME = re.compile(r"\{\{\s*%([\w.-]{1,200})\s*\}\}")
_LENGTH = re.compile(r"^content-length[ \t]*:", re.IGNORECASE | re.MULTILINE)
_WHOLE_URL = re.compile(r"\S+\s+https?://", re.IGNORECASE)
_BEGINS = re.compile(rf"<\s*\{{%|(?:{'|'.join(METHODS)})[ \t]+\S|https?://")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


class Block(NamedTuple):
    """What stands between two separators: where it begins, what the separator says, and the lines."""

    first_line: int
    title: str
    lines: list[str]


class Parts(NamedTuple):
    """The pieces of a block, variables not filled in.

    `commented` says whether the body lost comments, `blank` whether it lost blank lines before it.
    """

    name: str
    request_line: str
    line: int
    headers: list[tuple[int, str]]
    body: list[tuple[int, str]]
    commented: bool = False
    blank: bool = False


def is_http_file(text: str) -> bool:
    """Whether the text is a file of requests, and not one raw message."""
    lines = [line.strip() for line in text[:65536].split("\n")]
    first = next((line for line in lines if line), "")
    if first.startswith("###") or _VARIABLE.match(first) or _SCRIPT.match(first) or is_separated(text):
        return True
    if _COMMENT.match(first):
        first = next((line for line in lines if line and not _COMMENT.match(line)), "")
        return any(form.match(first) for form in (_VARIABLE, _BEGINS, _URL_LINE))
    if re.search(r"\sHTTP/[0-9.]+$", first):
        return (
            ("{{" in text[:65536] and not _LENGTH.search(text))
            or not is_message_line(first, lines)
            or re.search(r"^> \{%", text, re.MULTILINE) is not None
        )
    return _URL_LINE.match(first) is not None


def is_message_line(first: str, lines: list[str]) -> bool:
    """Whether a line with method, target and version begins a raw message: its target is a path, or a Host header follows."""
    if not _WHOLE_URL.match(first):
        return True
    head = lines[lines.index(first) + 1 :]
    head = head[: head.index("")] if "" in head else head
    return any(line[:5].lower() == "host:" for line in head)


def is_separated(text: str) -> bool:
    """Whether a line of ``###`` has a request after it, or nothing."""
    if "###" not in text:
        return False
    after = False
    for line in text.split("\n"):
        if line.startswith("###"):
            after = True
        elif after and _BEGINS.match(line):
            return True
        elif line.strip() and not _COMMENT.match(line) and not _VARIABLE.match(line):
            after = False
    return after


def read_http_file(text: str, variables: Mapping[str, str], scheme: str) -> tuple[Entry, ...]:
    """The requests in order; `variables` win over those of the file.

    `scheme` is for a target that is only a path, with a Host header. Raises Unreadable when there is no request.
    """
    blocks = list(blocks_of(text))
    values: dict[str, str] = {}
    for block in blocks:
        values |= file_variables(block)
    values |= variables
    scripted, allowance = (scripted_names(text),), Allowance(text, variables)
    values |= escaped_variables(text, Filling(values, Source(text, allowance), scripted))
    found: list[Entry] = []
    for block in blocks:
        parts = parts_of(block)
        if parts.request_line:
            fill = Filling(values, Source("\n".join(block.lines), allowance), scripted)
            content, helped = reading_of(parts, fill, scheme)
            content = move_error(content, block.first_line - 1)
            notes = (COMMENTED,) * parts.commented + (BLANK,) * parts.blank + helped
            entry = Entry(len(found) + 1, parts.name, content, notes=notes)
            found.append(with_saved_answer(entry, block.lines))
    if not found:
        raise Unreadable("this .http file holds no request: expected a line like `GET https://host/path`")
    return tuple(found)


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks between lines of ``###``."""
    block = Block(1, "", [])
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("###"):
            yield block
            block = Block(number, line.strip("# \t\r"), [])
        block.lines.append(line)
    yield block


def file_variables(block: Block) -> dict[str, str]:
    """The ``@name = value`` lines before the request; later ones win."""
    found: dict[str, str] = {}
    for line in block.lines:
        variable = _VARIABLE.match(line)
        if variable:
            found[variable[1]] = re.sub(r"\\([nrt\\])", lambda escape: _ESCAPES[escape[1]], variable[2].strip())
        elif line.strip() and not _COMMENT.match(line):
            break
    return found


def escaped_variables(text: str, fill: Filling) -> dict[str, str]:
    """The values of ``{{%name}}``, which REST Client percent-encodes as JavaScript's encodeURIComponent does."""
    names = {name for name in _ESCAPED_NAME.findall(text) if name in fill.values}
    return {f"%{name}": percent_safe(fill(fill.values[name]), COMPONENT_SAFE) for name in sorted(names)}


def parts_of(block: Block) -> Parts:
    """The pieces of a block; the request line is empty when there is none."""
    name, request_line, place = block.title, "", 1
    headers: list[tuple[int, str]] = []
    body: list[tuple[int, str]] = []
    where, commented = "before", False
    for number, line in lines_to_send(block.lines):
        named = _NAME.match(line) if where == "before" else None
        if named:
            name = named[1].strip()
        elif _COMMENT.match(line):
            commented = commented or where == "body"
        elif where == "before":
            if line.strip() and not _VARIABLE.match(line):
                request_line, place, where = line.strip(), number, "line"
        elif where == "line" and _MORE_QUERY.match(line):
            request_line += line.strip()
        elif where in ("line", "headers"):
            where = "headers" if line.strip() else "body"
            headers += [(number, line)] if line.strip() else []
        else:
            body.append((number, line))
    while body and not body[-1][1].strip():
        body.pop()
    start = next((index for index, (_, line) in enumerate(body) if line.strip()), 0)
    return Parts(name, request_line, place, headers, body[start:], commented, start > 0)


def lines_to_send(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines of a block with their numbers, without scripts, what is done with the answer, and a saved answer."""
    in_script = False
    for number, line in enumerate(lines, 1):
        if not line:
            if not in_script:
                yield number, line
        elif in_script or _SCRIPT.match(line):
            in_script = "%}" not in line
        elif _RESPONSE.match(line):
            return
        elif not _HANDLER.match(line):
            yield number, line


def reading_of(parts: Parts, fill: Filling, scheme: str) -> Reading:
    """The request of a block, or why it cannot be known, with lines counted in the block, and what was left open."""
    try:
        return Reading(*sent(parts, fill, scheme))
    except Unreadable as error:
        error.__context__ = None
        return Reading(error.with_traceback(None))


def sent(parts: Parts, fill: Filling, scheme: str) -> tuple[Request, tuple[str, ...]]:
    """The request of a block and what its client does besides; Unreadable when it cannot be known."""
    method, url = request_line(fill(parts.request_line), parts.line)
    headers, notes = without_helper(tuple(header_of(line, number, fill) for number, line in parts.headers))
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if any(name.lower() == "x-request-type" and value.lower() == "graphql" for name, value in headers):
        raise Unreadable("the client puts a GraphQL body together by itself: paste the raw request", parts.line)
    body = wire_bytes(body_of(parts.body, kind.lower(), fill))
    headers = tuple(pair for pair in headers if pair[0].lower() != "content-length")
    headers += (("Content-Length", str(len(body))),) if body else ()
    if url.startswith("/"):
        target = percent_only(url, ESCAPED).partition("#")[0]
        return Request(method, target, with_host(headers, parts.line), body, scheme), notes
    try:
        whole, login = whole_url(url if "://" in url else f"http://{url}")
        request = request_for(method, whole, with_login(headers, login), body)
    except ValueError as error:
        raise Unreadable(str(error), parts.line) from None
    path, mark, query = request.target.partition("?")
    return request._replace(target=without_dots(path) + mark + query.replace("'", "%27")), notes


def request_line(line: str, number: int) -> tuple[str, str]:
    """Method and URL of a line, of which method and version may be missing."""
    words = line.split()
    if len(words) > 1 and words[-1].upper().startswith("HTTP/"):
        line = line.rstrip()[: -len(words[-1])]
    method = words[0].upper() if words else ""
    url = line.strip() if method not in METHODS else line.strip()[len(method) :].strip()
    if not url:
        raise Unreadable("expected a request line like `GET https://host/path`", number)
    return method if method in METHODS else "GET", url


def with_host(headers: Pairs, line: int) -> Pairs:
    """The headers as they are; Unreadable when none of them is Host, or it is none that can be sent."""
    host = next((value for name, value in headers if name.lower() == "host"), None)
    if host is None:
        raise Unreadable("the URL has no host, and there is no Host header: write the whole URL", line)
    try:
        checked_host(host)
    except ValueError as error:
        raise Unreadable(f"the Host header: {error}", line) from None
    return headers


def header_of(line: str, number: int, fill: Filling) -> tuple[str, str]:
    """Name and value; ``Basic user:password`` and ``Basic user password`` are encoded as the clients do it."""
    found = _HEADER.fullmatch(fill(line.rstrip("\r")))
    if found is None:
        raise Unreadable("expected a header of the form `Name: value`, or an empty line before the body", number)
    name, value = found[1], found[2].strip()
    scheme, *words = value.split() or [""]
    if name.lower() == "authorization" and scheme.lower() == "basic" and (len(words) > 1 or ":" in value):
        pair = f"{words[0]}:{' '.join(words[1:])}" if len(words) > 1 else words[0]
        value = f"Basic {base64_text(wire_bytes(pair))}"
    return name, value


def body_of(lines: list[tuple[int, str]], content_type: str, fill: Filling) -> str:
    """The body: lines of a form that begin with & go on, and a multipart body has CRLF."""
    for number, line in lines:
        if _FILE.match(line):
            raise Unreadable("a file is sent here, which is not read: put its content in its place", number)
    texts = [line for _, line in lines]
    if content_type.startswith(FORM_TYPE):
        whole = re.sub(r"\n(?=&)", "", "\n".join(line.removesuffix("\r") for line in texts))
        return percent_only(fill(whole), ESCAPED)
    if content_type.startswith("multipart/"):
        return fill("\r\n".join(line.removesuffix("\r") for line in texts))
    return fill("\n".join(texts).removesuffix("\r"))
