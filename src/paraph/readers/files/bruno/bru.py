"""Bruno's ``.bru`` files: blocks of pairs or of text, each closed by a brace at the start of a line.

A row that begins with ``~`` is switched off. Scripts are not run. Text is indented by two blanks in the file, a value of
several lines (``'''``) by four.

Source: https://docs.usebruno.com/bru-lang/overview, and
https://github.com/usebruno/bruno packages/bruno-lang/v2/src/bruToJson.js
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import Unreadable
from paraph.core.message import wire_bytes
from paraph.readers.files.bruno.request import BrunoRequest, entry_of
from paraph.readers.multipart import Part
from paraph.readers.variables import Allowance, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from paraph.core.message import Pairs
    from paraph.readers.entry import Entry

METHODS = ("get", "post", "put", "delete", "patch", "options", "head", "connect", "trace")
TEXTS = ("body", "script", "tests", "docs")
FORMS = ("body:form-urlencoded", "body:multipart-form", "body:file")
_OPENS = re.compile(r"([a-z][A-Za-z0-9:_-]{0,60})[ \t]*([{\[])[ \t\r]*")
_FIRST = re.compile(
    r"(?:meta|http|headers|query|tests|docs|assert|vars|auth|body|settings|script|params)(?::[a-z:-]+)?"
)
_KEY = re.compile(r'"((?:\\.|[^"\\])*)"[ \t]*:|([^:\s]*)[ \t]*:')
_ANNOTATION = re.compile(r"@[a-z][A-Za-z]*(?:\([^\n]*\))?[ \t\r]*")
_LONG_ANNOTATION = re.compile(r"@[a-z][A-Za-z]*\('''")
MODES = {
    "formUrlEncoded": "form",
    "form-urlencoded": "form",
    "multipartForm": "multipart",
    "multipart-form": "multipart",
    "": "none",
}


class Block(NamedTuple):
    """A block: the line that opens it, its name and the lines within."""

    line: int
    name: str
    lines: list[str]


def is_bru(text: str) -> bool:
    """Whether the text begins with a block of Bruno's."""
    first = next((line.strip() for line in text[:65536].split("\n") if line.strip()), "")
    found = _OPENS.fullmatch(first)
    return found is not None and (found[1] in METHODS or _FIRST.fullmatch(found[1]) is not None)


def read_bru(text: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The one request of the file; `variables` win over those of the file."""
    blocks = list(blocks_of(text))
    asked = next((block for block in blocks if block.name in (*METHODS, "http")), None)
    if asked is None:
        raise Unreadable(
            "this .bru file holds no request (it is a folder, collection or environment): give a request's"
        )
    return (entry_of(request_text(blocks, asked), 1, Source(text, Allowance(text, variables)), variables),)


def bru_request(text: str) -> BrunoRequest | None:
    """The request of a file; None if it holds none."""
    blocks = list(blocks_of(text))
    asked = next((block for block in blocks if block.name in (*METHODS, "http")), None)
    return None if asked is None else request_text(blocks, asked)


def bru_shared(text: str) -> BrunoRequest:
    """What a folder or collection hands down, as a request without a URL."""
    blocks = list(blocks_of(text))
    kind = dict(pairs_in(blocks, "auth")).get("mode", "none")
    meta = dict(pairs_in(blocks, "meta"))
    return BrunoRequest(
        meta.get("name", ""),
        "",
        "",
        headers=pairs_in(blocks, "headers"),
        auth_kind=kind,
        auth=dict(pairs_in(blocks, f"auth:{kind}")),
        variables=variables_in(blocks),
        script=text_in(blocks, "script:pre-request"),
        sequence=sequence_of(meta.get("seq", "")),
    )


def bru_environment(text: str) -> dict[str, str]:
    """The variables of an environment; those that are secret have no value in it."""
    return dict(pairs_in(list(blocks_of(text)), "vars"))


def sequence_of(text: str) -> int:
    """The place of a request or folder among the others; 0 if it has none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks in order; Unreadable at a line that belongs to none and at a block that is not closed."""
    block, closing = None, ""
    for number, line in enumerate(text.split("\n"), 1):
        if block is not None:
            if line.startswith(closing):
                yield block
                block = None
            else:
                block.lines.append(line.removesuffix("\r"))
        elif line.strip():
            found = _OPENS.fullmatch(line)
            if found is None:
                raise Unreadable("expected a block of Bruno's, such as `headers {`", number)
            block, closing = Block(number, found[1], []), {"{": "}", "[": "]"}[found[2]]
    if block is not None:
        raise Unreadable(
            f"the block {block.name} is not closed: expected `{closing}` at the start of a line", block.line
        )


WITH_PARAMETERS = ("params:query", "query", "body:form-urlencoded")
"""Blocks whose rows are parameters of the query or of a form."""


def request_text(blocks: list[Block], asked: Block) -> BrunoRequest:
    """The request of the blocks."""
    head, meta = dict(pairs_of(asked)), dict(pairs_in(blocks, "meta"))
    kind = head.get("auth", "none")
    mode = head.get("body", "json" if any(block.name == "body" for block in blocks) else "none")
    mode = MODES.get(mode, mode)
    return BrunoRequest(
        meta.get("name", ""),
        head.get("method", "") if asked.name == "http" else asked.name,
        head.get("url", ""),
        pairs_in(blocks, "params:query") + pairs_in(blocks, "query"),
        path_rows(blocks),
        pairs_in(blocks, "headers"),
        mode,
        text_in(blocks, f"body:{mode}") or (text_in(blocks, "body") if mode == "json" else ""),
        pairs_in(blocks, "body:form-urlencoded"),
        kind if kind != "none" else "",
        dict(pairs_in(blocks, f"auth:{kind}")),
        variables_in(blocks),
        text_in(blocks, "script:pre-request"),
        dict(pairs_in(blocks, "settings")).get("encodeUrl") == "true",
        tuple(part_of(name, value) for name, value in pairs_in(blocks, "body:multipart-form")),
        text_in(blocks, "body:graphql:vars"),
        sequence_of(meta.get("seq", "")),
        tuple(pair for block in blocks if block.name in WITH_PARAMETERS for pair in pairs_of(block, off=True)),
    )


def variables_in(blocks: list[Block]) -> dict[str, str]:
    """The variables that hold before the request is sent."""
    return {name.removeprefix("@"): value for name, value in pairs_in(blocks, "vars:pre-request")}


def path_rows(blocks: list[Block]) -> Pairs:
    """The path parameters; one that is switched off has no value."""
    rows = [
        Block(block.line, block.name, [without_mark(line) for line in block.lines])
        for block in blocks
        if block.name == "params:path"
    ]
    return tuple(pair for block in rows for pair in pairs_of(block))


def without_mark(line: str) -> str:
    """A row; of one that is switched off the name alone."""
    row = line.strip()
    return f"{row[1:].partition(':')[0]}:" if row.startswith("~") else line


def part_of(name: str, value: str) -> Part:
    """A field of a multipart form: a text or a file, at times with a type."""
    text, mark, kind = value.rpartition(" @contentType(")
    text, kind = (text, kind.removesuffix(")")) if mark and kind.endswith(")") else (value, "")
    headers: Pairs = (("Content-Type", kind),) if kind else ()
    if text.startswith("@file(") and text.endswith(")"):
        first = text[len("@file(") : -1].partition("|")[0].strip()
        return Part(name, b"", first.replace("\\", "/").rpartition("/")[2], headers)
    return Part(name, wire_bytes(text), None, headers)


def pairs_in(blocks: list[Block], name: str) -> Pairs:
    """The rows of all blocks of that name that are switched on."""
    return tuple(pair for block in blocks if block.name == name for pair in pairs_of(block))


def text_in(blocks: list[Block], name: str) -> str:
    """The text of the last block of that name, two blanks of indentation taken off."""
    block = next((block for block in reversed(blocks) if block.name == name), None)
    return "\n".join(re.sub(r"^ {1,2}", "", line) for line in block.lines) if block else ""


def pairs_of(block: Block, *, off: bool = False) -> Pairs:
    """The rows of a block that are switched on, or those that are `off`; a value between ``'''`` may have several lines, and so may a description."""
    found: list[tuple[str, str]] = []
    lines = iter(enumerate(block.lines, block.line + 1))
    for number, line in lines:
        row = line.strip()
        if not row or _ANNOTATION.fullmatch(row):
            continue
        if _LONG_ANNOTATION.match(row):
            several_lines(row[row.index("(") + 1 :], lines, number)
            continue
        key = _KEY.match(row.removeprefix("~"))
        if key is None:
            raise Unreadable(f"expected `name: value` in the block {block.name}", number)
        value = row.removeprefix("~")[key.end() :].strip()
        if value.startswith("'''"):
            value = several_lines(value, lines, number)
        elif value == "[":
            value = next((line.strip() for _, line in lines if line.strip() == "]"), "")
        if row.startswith("~") is off:
            name = key[2] if key[1] is None else re.sub(r"\\(.)", r"\1", key[1])
            found.append((name, value))
    return tuple(found)


def several_lines(start: str, lines: Iterator[tuple[int, str]], number: int) -> str:
    """The value that begins with ``'''`` and goes on up to the next one."""
    parts = [start[3:]]
    while "'''" not in parts[-1]:
        following = next(lines, None)
        if following is None:
            raise Unreadable("this value begins with ''' and does not end with it", number)
        parts.append(following[1][4:] if following[1][:4].isspace() else following[1].lstrip())
    parts[-1] = parts[-1].partition("'''")[0]
    return "\n".join(parts).strip("\n")
