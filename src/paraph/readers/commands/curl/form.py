"""The fields of ``-F`` and ``--form-string`` as a body of multipart/form-data.

``name=value;type=...;filename=...`` has its settings after semicolons; in double quotes a value may have semicolons.
``name=@file`` uploads a file, ``name=<file`` takes its text: files are not read, which a note says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.message import wire_bytes
from paraph.readers.commands.shell import fault
from paraph.readers.multipart import Part, multipart

if TYPE_CHECKING:
    from paraph.readers.commands.curl.parse import Operation
    from paraph.readers.commands.shell import Word

_VALUE = re.compile(r'[ \t]*"((?:\\.|[^"\\])*+)"[ \t]*(?=;|\Z)|([^;]*)', re.DOTALL)
_TYPE = re.compile(r"[ \t]*[^\s;,/]+/[A-Za-z0-9.+_-]+[ \t]*(?:;|$)")
_SETTING = re.compile(r';[ \t]*(type|filename|headers|encoder|format)=(?:"((?:\\.|[^"\\])*+)"|([^;]*))', re.IGNORECASE)


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
        return Part(name, wire_bytes(rest))
    if rest.startswith("("):
        raise fault(operation.text, word.offset, "a part of parts (`=(`) is not read: paste the raw request")
    kind = rest[:1] if rest[:1] in ("@", "<") else ""
    found = _VALUE.match(rest, len(kind))
    assert found is not None  # the second way fits everywhere
    value = re.sub(r"\\([\\\"])", r"\1", found[1]) if found[1] is not None else found[2]
    settings = {key.lower(): unescaped(quoted, plain) for key, quoted, plain in _SETTING.findall(rest, found.end())}
    if not _TYPE.match(settings.get("type", "a/b")):
        raise fault(operation.text, word.offset, "curl refuses the type of this field: expected type=NAME/NAME")
    headers: tuple[tuple[str, str], ...] = (("Content-Type", settings["type"]),) if "type" in settings else ()
    if kind == "@":
        filename = settings.get("filename", value.rpartition("/")[2])
        note_file(operation, value)
        return Part(name, b"", filename, headers or (("Content-Type", type_of(filename)),))
    if kind == "<":
        note_file(operation, value)
        return Part(name, b"", settings.get("filename"), headers)
    return Part(name, wire_bytes(value), settings.get("filename"), headers)


def unescaped(quoted: str, plain: str) -> str:
    """Return a setting without its quotes and backslashes, or as it stands."""
    return re.sub(r"\\([\\\"])", r"\1", quoted) if quoted else plain.strip()


def note_file(operation: Operation, name: str) -> None:
    """Say once that a file is not read."""
    note = f"the content of the file {name[:40]!r} is not read: it is empty here"
    if note not in operation.notes:
        operation.notes.append(note)


def type_of(filename: str) -> str:
    """Return the type that curl gives a file of this name."""
    return TYPES.get(filename.rpartition(".")[2].lower(), "application/octet-stream")


TYPES = {"gif": "image/gif", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml",
         "txt": "text/plain", "htm": "text/html", "html": "text/html", "pdf": "application/pdf", "xml": "application/xml"}  # fmt: skip
