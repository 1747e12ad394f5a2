"""The fields of ``-F`` and ``--form-string`` as a body of multipart/form-data.

``name=value;type=...;filename=...;headers=...;encoder=...`` has its settings after semicolons; in double quotes a value may
have semicolons. What follows ``type=`` and is no setting belongs to the type (``;charset=utf-8``); elsewhere curl skips it.
``name=@file`` uploads a file, ``name=<file`` takes its text: files are not read, which a note says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_text
from paraph.core.message import wire_bytes
from paraph.readers.commands.shell import fault
from paraph.readers.multipart import Part, multipart

if TYPE_CHECKING:
    from paraph.core.message import Pairs
    from paraph.readers.commands.curl.parse import Operation
    from paraph.readers.commands.shell import Word

BLANKS = " \t\n\v\f\r"
_BLANKS = re.compile(f"[{BLANKS}]*")
_TEXT = re.compile("[^;]*")
_FILE = re.compile("[^;,]*")  # a comma divides several files
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*+)"', re.DOTALL)
_SETTING = re.compile(f";[{BLANKS}]*(?:(type|filename|headers|encoder)=)?", re.IGNORECASE)
_TYPE = re.compile(r"[^/ ]{1,127}/[^;, \n]{1,127}")


class Field(NamedTuple):
    """The value of a field, or the name of its file, with its settings."""

    value: str
    kind: str
    filename: str | None
    encoder: str
    headers: tuple[str, ...]


def form_body(operation: Operation, disposition: str) -> bytes:
    """Return the body of all fields; under another type than that of forms, curl makes them attachments."""
    parts = (field_part(operation, name, value) for name, value in operation.fields)
    return multipart(parts, disposition=disposition)


def field_part(operation: Operation, option: str, word: Word) -> Part:
    """Return one field; Unreadable where curl refuses it."""
    name, equals, rest = word.text.partition("=")
    if not equals:
        raise fault(operation.text, word.offset, f"--{option} needs NAME=VALUE")
    if option == "form-string":
        return Part(name or None, wire_bytes(rest))
    if rest.startswith("("):
        raise fault(operation.text, word.offset, "a part of parts (`=(`) is not read: paste the raw request")
    source = rest[:1] if rest[:1] in ("@", "<") else ""
    try:
        field = field_of(rest, len(source), _FILE if source == "@" else _TEXT)
        transfer, body = encoded(field.encoder, b"" if source else wire_bytes(field.value))
        kind, lines = kind_and_lines(field)
    except ValueError as error:
        raise fault(operation.text, word.offset, str(error)) from None
    filename = None if source == "<" else field.filename
    if source:
        note_file(operation, field.value)
        filename = field.value.rpartition("/")[2] if source == "@" and filename is None else filename
    kind = kind or type_of(filename or "") or guessed(source, field.value)
    headers = (("Content-Type", kind),) if kind else ()
    return Part(name or None, body, filename, headers + transfer, lines)


def guessed(source: str, name: str) -> str:
    """Return the type of a field after the file that it comes from; without a file, or for a plain text, there is none."""
    if source == "@":
        return type_of(name) or "application/octet-stream"
    kind = type_of(name) if source == "<" else ""
    return "" if kind == "text/plain" else kind


def field_of(text: str, place: int, plain: re.Pattern[str]) -> Field:
    """Return the field that is written from `place` on; ValueError for what curl refuses or what is not read."""
    value, place = word_at(text, place, plain)
    given: dict[str, str] = {}
    headers: list[str] = []
    first = last = -1  # where the type begins and ends, as long as parameters may follow it
    kind = ""
    while text.startswith(";", place):
        found = _SETTING.match(text, place)
        assert found is not None  # it begins with a semicolon
        key, place = (found[1] or "").lower(), found.end()
        if first >= 0 and key in ("", "type"):
            last, place = type_end(text, found.start(1) if key else place, plain)
            continue
        kind, first = (text[first:last] if first >= 0 else kind), -1
        if key == "type":
            first, last, place = type_at(text, place, plain)
            continue
        if key == "headers" and text.startswith(("@", "<"), place):
            raise ValueError("the headers of this field come from a file: put each of them into headers=")
        setting, place = word_at(text, place, plain)
        if key == "headers":
            headers.append(setting)
        elif key:
            given[key] = setting
    if place < len(text):
        raise ValueError("several files in one field are not read: paste the raw request")
    kind = text[first:last] if first >= 0 else kind
    return Field(value, kind, given.get("filename"), given.get("encoder", ""), tuple(headers))


def word_at(text: str, place: int, plain: re.Pattern[str]) -> tuple[str, int]:
    """Return the value at `place`, without its quotes or the blanks around it, and where it ends.

    curl drops what follows the closing quote; a quote that is not closed belongs to the value.
    """
    place = end_of(_BLANKS, text, place)
    quoted = _QUOTED.match(text, place)
    if quoted:
        return re.sub(r"\\([\\\"])", r"\1", quoted[1]), end_of(plain, text, quoted.end())
    end = end_of(plain, text, place)
    return text[place:end].rstrip(BLANKS), end


def type_at(text: str, place: int, plain: re.Pattern[str]) -> tuple[int, int, int]:
    """Return where the type after ``type=`` begins and ends, and the place of what follows."""
    start = end_of(_BLANKS, text, place)
    found = _TYPE.match(text, start)
    if not found:
        raise ValueError("curl refuses the type of this field: expected type=NAME/NAME")
    return start, *type_end(text, found.end(), plain)


def type_end(text: str, place: int, plain: re.Pattern[str]) -> tuple[int, int]:
    """Return where the type ends that goes on at `place`, without blanks after it, and the place of what follows."""
    end = end_of(plain, text, place)
    return place + len(text[place:end].rstrip(BLANKS)), end


def end_of(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Return where the match of a pattern that fits everywhere ends."""
    found = pattern.match(text, place)
    return found.end() if found else place


def kind_and_lines(field: Field) -> tuple[str, tuple[str, ...]]:
    """Return the type that a field states, empty if none, and its other header lines as they are written."""
    names = [line.partition(":")[0].lower() if ":" in line else "" for line in field.headers]
    if "content-disposition" in names:
        raise ValueError("a Content-Disposition of one's own is not read here: paste the raw request")
    lines = zip(names, field.headers, strict=True)
    own = next((line.partition(":")[2].lstrip(" ") for name, line in lines if name == "content-type"), "")
    rest = (line for name, line in zip(names, field.headers, strict=True) if name != "content-type")
    return field.kind or own, tuple(rest)


def encoded(encoder: str, body: bytes) -> tuple[Pairs, bytes]:
    """Return the header of a transfer encoding, and the value in it; ValueError for one that is not read."""
    name = encoder.lower()
    if not encoder:
        return (), body
    if name == "base64":
        text = base64_text(body)
        body = "\r\n".join(text[place : place + 76] for place in range(0, len(text), 76)).encode()
    elif name not in ("8bit", "binary") and not (name == "7bit" and body.isascii()):
        raise ValueError(f"encoder={encoder[:20]} is not read: expected base64, 8bit, binary, or 7bit with ASCII")
    return (("Content-Transfer-Encoding", name),), body


def note_file(operation: Operation, name: str) -> None:
    """Say once that a file is not read."""
    note = f"the content of the file {name[:40]!r} is not read: it is empty here"
    if note not in operation.notes:
        operation.notes.append(note)


def type_of(filename: str) -> str:
    """Return the type that curl gives a file or field with this name of a file; empty where it knows none."""
    return TYPES.get(filename.rpartition(".")[2].lower(), "") if "." in filename else ""


TYPES = {"gif": "image/gif", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml",
         "txt": "text/plain", "htm": "text/html", "html": "text/html", "pdf": "application/pdf", "xml": "application/xml"}  # fmt: skip
