"""Hurl files, as Hurl sends them through libcurl.

The URL goes out as it is written, ``/./`` and ``/../`` resolved unless ``path-as-is`` is set. Parameters of ``[Query]``
are put after it and ``[Form]`` becomes the body: names as they are, values percent-encoded but for ``A-Z a-z 0-9 - . _
~``. A JSON body keeps its blanks. What a response has to be is passed over, but for a refusal that is expected, which
counts as the status. Nothing is captured, so a captured variable has to be given.

Source: https://hurl.dev/docs/grammar.html, and https://github.com/Orange-OpenSource/hurl packages/hurl/src/http/client.rs
"""

from __future__ import annotations

import binascii
import re
from collections import ChainMap
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from paraph.core.encoding import base64_text, percent, unpercent
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes
from paraph.readers.commands.curl.form import type_of
from paraph.readers.common import FORM_TYPE, with_query
from paraph.readers.entry import FAILED, Entry, attempt, move_error
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART, Part, multipart
from paraph.readers.urls import without_dots
from paraph.readers.variables import Allowance, Filling, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

KINDS = {"query": "Query", "querystringparams": "Query", "form": "Form", "formparams": "Form", "cookies": "Cookies",
         "basicauth": "BasicAuth", "options": "Options", "multipart": "Multipart",
         "multipartformdata": "Multipart"}  # fmt: skip
LANGUAGES = {"json": "application/json", "xml": "application/xml"}
LONGEST_NAME = 200
SIGNING = ("aws-sigv4", "digest", "ntlm", "negotiate")
"""Options with which the Authorization is computed when the request is sent."""
_REQUEST = re.compile(r"([A-Z]{1,20})[ \t]+((?:https?://|\{\{).*)")
_RESPONSE = re.compile(r"HTTP(?:/[0-9.]+)?[ \t]+([0-9]{3}|\*)[ \t\r]*(?:#.*)?$")
_LEAD = re.compile(r"(?:[^\S\n]*+(?:#[^\n]*+)?\n)*+")
_HEADER = re.compile(r"[!$%&'*+.^_|~0-9A-Za-z-]+[ \t]*[:;]")
_SECTION = re.compile(r"\[([A-Za-z]+)\][ \t\r]*(?:#.*)?$")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,5})\}|(.))")
_CONTENT = re.compile(r"(?:\\.|[^#\\]++)*+")
_AUTHORITY = re.compile(r"://([^/?#]*)")
_KEY = re.compile(r"(?:\\.|[^:#\\]++)++")
_EMPTY = re.compile(r"([!$%&'*+.^_|~0-9A-Za-z-]+);[ \t]*(?:#.*)?$")
_ONE_LINE = re.compile(r"`((?:\\.|[^`\\\n]++)*+)`")
_JSON_PIECE = re.compile(r'"(?:\\.|[^"\\]++)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
_ENCODED = re.compile(r"(base64|hex|file),([^;]*);")
_FILE = re.compile(r"file,([^;]*);(.*)")
_BODY = re.compile(r"```|`|(?:base64|hex|file),|[{\[<\"]")
_SIGN = re.compile(r"^HTTP[ \t]+(?:[0-9]{3}|\*)[ \t\r]*(?:#.*)?$", re.MULTILINE)
_WEAK_SIGN = re.compile(
    r"^(?:HTTP/[0-9.]+[ \t]+(?:[0-9]{3}|\*)[ \t\r]*(?:#.*)?|```\w*[ \t\r]*|(?:base64|hex|file),[^;\n]*;[ \t\r]*|"
    r"\[(?:Query|QueryStringParams|Form|FormParams|Cookies|BasicAuth|Options|Multipart|MultipartFormData|Asserts|"
    r"Captures)\][ \t\r]*(?:#.*)?)$",
    re.MULTILINE,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


@dataclass
class Draft:
    """A request as it is read: lines are counted from its first one."""

    text: str
    request_line: str
    method: str
    headers: list[tuple[int, str, str]] = field(default_factory=list)
    sections: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = ""

    def rows(self, section: str) -> list[tuple[int, str, str]]:
        """The rows of a section: line, name and value."""
        return self.sections.get(section, [])

    def option(self, name: str) -> str | None:
        """The last value of an option."""
        return next((value for _, key, value in reversed(self.rows("Options")) if key == name), None)


def is_hurl(text: str) -> bool:
    """Whether this is a Hurl file: it begins with a method and a URL, and has what only Hurl has."""
    found = _LEAD.match(text)
    start = found.end() if found else 0
    first, _, rest = text[start:].partition("\n")
    if not _REQUEST.match(first) or re.search(r"[ \t]HTTP/[0-9.]+$", first.rstrip()):
        return False
    if _SIGN.search(text):
        return True
    if re.search(r"^(?:###|@\w+[ \t]*=|> \{%)", text, re.MULTILINE):
        return False
    if _WEAK_SIGN.search(text):
        return True
    lines = (line for line in rest.split("\n") if not line.lstrip().startswith("#"))
    after_head = next((line for line in lines if not _HEADER.match(line)), "")
    return after_head[:1] in ("{", "[", "`") or sum(1 for line in text.split("\n") if _REQUEST.match(line)) > 1


def read_hurl(text: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests in order, named by method and URL; `variables` win over those of ``[Options]``."""
    allowance = Allowance(text, variables)
    return tuple(
        read_entry(number, first_line, lines, variables, allowance)
        for number, (first_line, lines) in enumerate(pieces(text.split("\n")), 1)
    )


def pieces(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines of each request, from its method on, with the number of the first; fenced text is not looked at."""
    start, fenced = None, False
    for number, line in enumerate(lines):
        if _REQUEST.match(line) and not fenced:
            if start is not None:
                yield start + 1, lines[start:number]
            start = number
        fenced ^= line.count("```") == 1
    if start is not None:
        yield start + 1, lines[start:]


def read_entry(
    number: int, first_line: int, lines: list[str], variables: Mapping[str, str], allowance: Allowance
) -> Entry:
    """One request with the refusal that is expected of it, if any."""
    end, status, fenced = len(lines), None, False
    for index, line in enumerate(lines):
        response = None if fenced else _RESPONSE.match(line)
        if response:
            code = int(response[1]) if response[1].isdigit() else 0
            end, status = index, code if code >= FAILED else None
            break
        fenced ^= line.count("```") == 1
    content = attempt(partial(make_request, "\n".join(lines[:end]), variables, allowance))
    name = plain(lines[0])[:LONGEST_NAME].strip()
    return Entry(number, name, move_error(content, first_line - 1), status, notes=remarks(lines[:end]))


def remarks(lines: list[str]) -> tuple[str, ...]:
    """What is left open in a request."""
    sections = {found[1].lower() for found in map(_SECTION.match, map(str.strip, lines)) if found}
    if not {"multipart", "multipartformdata"} & sections:
        return ()
    files = any(": file," in line for line in lines)
    return (BOUNDARY_NOTE, *(["the files of the form are not read: they are empty here"] if files else []))


def make_request(text: str, variables: Mapping[str, str], allowance: Allowance) -> Request:
    """The request of its text; Unreadable, with lines counted in it, when it cannot be known."""
    lines = text.split("\n")
    found = _REQUEST.match(lines[0])
    assert found is not None
    draft = Draft(text, unescaped(plain(found[2])).strip(), found[1])
    source = Source(text, allowance)
    section, index = "", 1
    while index < len(lines):
        line = lines[index].strip()
        named = _SECTION.match(line)
        index += 1
        if not line or line.startswith("#"):
            continue
        if named:
            section = section_of(named[1], index)
            draft.sections.setdefault(section, [])
            continue
        pair = pair_of(line)
        if pair is None or (_BODY.match(line) and not line.startswith("{{")):
            take_body(draft, index, Filling(with_options(draft, variables), source))
            break
        rows = draft.sections[section] if section else draft.headers
        rows.append((index, *pair))
    return sent(draft, Filling(with_options(draft, variables), source))


def with_options(draft: Draft, variables: Mapping[str, str]) -> Mapping[str, str]:
    """The variables with those of the ``variable`` options, where none is given."""
    own = [value.partition("=") for _, name, value in draft.rows("Options") if name == "variable"]
    return ChainMap({**variables}, {name.strip(): value.strip().strip('"') for name, _, value in own})


def section_of(name: str, line: int) -> str:
    """The section in its short name."""
    kind = KINDS.get(name.lower())
    if kind is None:
        raise Unreadable(f"[{name[:40]}] is no section of a request that Hurl knows", line)
    return kind


def plain(line: str) -> str:
    """The line without a comment at its end; a ``#`` after a backslash is none."""
    found = _CONTENT.match(line)
    return found[0].rstrip() if found else ""


def unescaped(text: str) -> str:
    """The text with its backslash escapes undone."""

    def char(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[2])

    return _ESCAPE.sub(char, text) if "\\" in text else text


def pair_of(line: str) -> tuple[str, str] | None:
    """Name and value of a row; ``Name;`` has an empty one; None for anything else."""
    key = _KEY.match(line)
    empty = _EMPTY.match(line)
    if empty:
        return unescaped(empty[1]), ""
    if key is None or line[key.end() : key.end() + 1] != ":":
        return None
    return unescaped(key[0].strip()), unescaped(plain(line[key.end() + 1 :]).strip())


def take_body(draft: Draft, line: int, fill: Filling) -> None:
    """Read the body that begins on that line, and the Content-Type that goes with it."""
    rest = "\n".join(draft.text.split("\n")[line - 1 :]).lstrip(" \t")
    if rest.startswith("```"):
        draft.body, draft.content_type = fenced_body(rest, line, fill)
    elif rest.startswith("`"):
        found = _ONE_LINE.match(rest)
        if found is None:
            raise Unreadable("this text begins with ` and does not end with one", line)
        draft.body = wire_bytes(fill(unescaped(found[1])))
    elif rest.startswith("<"):
        draft.body, draft.content_type = wire_bytes(fill(rest.rstrip())), LANGUAGES["xml"]
    elif _ENCODED.match(rest):
        draft.body = encoded_body(rest, line)
    elif rest[:1] in "{[" or re.match(r'"|[-0-9]|true\b|false\b|null\b', rest):
        draft.body, draft.content_type = wire_bytes(fill(json_text_of(rest, line))), LANGUAGES["json"]
    else:
        raise Unreadable("expected `name: value`, a section like [Query], a body, or HTTP and a status", line)


def fenced_body(text: str, line: int, fill: Filling) -> tuple[bytes, str]:
    """What stands between lines of three backticks, and its type."""
    inner, fence, _ = text[3:].partition("```")
    if not fence:
        raise Unreadable("this text begins with ``` and does not end with it", line)
    first, newline, rest = inner.partition("\n")
    if not newline:
        return wire_bytes(fill(inner)), ""
    language, *attributes = [word.strip() for word in first.lower().split(",")]
    if language == "graphql":
        raise Unreadable("Hurl puts a GraphQL body together by itself: paste the raw request", line)
    rest = unescaped(rest) if "escape" in attributes else rest
    rest = rest if "novariable" in (language, *attributes) else fill(rest)
    return wire_bytes(rest), LANGUAGES.get(language, "")


def encoded_body(text: str, line: int) -> bytes:
    """The bytes of ``base64,...;`` or ``hex,...;``; a file is not read."""
    kind, content = re.match(_ENCODED, text).groups()  # type: ignore[union-attr]
    if kind == "file":
        raise Unreadable("the body is a file, which is not read: put its content in, as text or base64,...;", line)
    try:
        packed = "".join(content.split()).encode("ascii")
        return binascii.a2b_base64(packed, strict_mode=True) if kind == "base64" else binascii.unhexlify(packed)
    except ValueError:
        raise Unreadable(f"the body is no {kind}", line) from None


def json_text_of(text: str, line: int) -> str:
    """The JSON value at the start of the text, as it is written."""
    if text[0] not in "{[":
        return plain(text.partition("\n")[0])
    depth = 0
    for piece in _JSON_PIECE.finditer(text):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(piece[0], 0)
        if not depth:
            return text[: piece.end()]
    raise Unreadable("this JSON does not end", line)


def sent(draft: Draft, fill: Filling) -> Request:
    """The request that Hurl sends."""
    signing = next((name for name in SIGNING if draft.option(name) not in (None, "false")), None)
    if signing:
        raise Unreadable(
            f"with the option `{signing}` Hurl makes the Authorization anew: paste the raw request instead"
        )
    url = with_parameters(fill(draft.request_line), encoded(draft.rows("Query"), fill))
    body, kind = draft.body, draft.content_type
    if "Form" in draft.sections:
        body, kind = wire_bytes(encoded(draft.rows("Form"), fill)), FORM_TYPE
    if draft.rows("Multipart"):
        body, kind = (
            multipart(part_of(row, fill) for row in draft.rows("Multipart")),
            f"{MULTIPART}; boundary={BOUNDARY}",
        )
    headers = headers_of(draft, fill)
    given = {name.lower() for name, _ in headers}
    if kind and "content-type" not in given:
        headers = (*headers, ("Content-Type", kind))
    if body and "content-length" not in given:
        headers = (*headers, ("Content-Length", str(len(body))))
    try:
        request = request_for(draft.method, url, headers, body)
    except ValueError as error:
        raise Unreadable(str(error)) from None
    return request if draft.option("path-as-is") == "true" else request._replace(target=without_dots(request.target))


def part_of(row: tuple[int, str, str], fill: Filling) -> Part:
    """A field of a multipart form; a file is empty here."""
    _, name, value = row
    found = _FILE.fullmatch(value)
    if found is None:
        return Part(fill(name), wire_bytes(fill(value)))
    filename = fill(found[1].strip()).rpartition("/")[2]
    return Part(fill(name), b"", filename, (("Content-Type", (found[2] or "").strip() or type_of(filename)),))


def with_parameters(url: str, query: str) -> str:
    """The URL with the parameters of ``[Query]``."""
    if query and url.endswith("?"):
        return url + query
    return with_query(url, query) if query else url


def encoded(rows: list[tuple[int, str, str]], fill: Filling) -> str:
    """Rows joined as a query: names as they are, values percent-encoded."""
    return "&".join(f"{fill(name)}={percent(fill(value))}" for _, name, value in rows)


def headers_of(draft: Draft, fill: Filling) -> Pairs:
    """The headers in the order in which libcurl writes them: cookies, those given, then Authorization."""
    given = tuple((fill(name), fill(value)) for _, name, value in draft.headers)
    options = [fill(value).partition(":") for _, name, value in draft.rows("Options") if name == "header"]
    given = (*given, *((name.strip(), value.strip()) for name, colon, value in options if colon))
    cookies = "; ".join(f"{fill(name)}={fill(value)}" for _, name, value in draft.rows("Cookies"))
    users = [fill(f"{name}:{value}") for _, name, value in draft.rows("BasicAuth")]
    user = url_login(fill(draft.request_line)) or fill(draft.option("user") or "") or None
    if not users and user is not None and not any(name.lower() == "authorization" for name, _ in given):
        users = [user]
    extra = tuple(("Authorization", f"Basic {base64_text(wire_bytes(user))}") for user in users)
    return (*((("Cookie", cookies),) if cookies else ()), *given, *extra)


def url_login(url: str) -> str | None:
    """The user and password that a URL has before its ``@``, decoded; libcurl prefers them to those of an option."""
    found = _AUTHORITY.search(url)
    login, at, _ = found[1].rpartition("@") if found else ("", "", "")
    user, _, password = login.partition(":")
    return f"{unpercent(user)}:{unpercent(password)}" if at else None
