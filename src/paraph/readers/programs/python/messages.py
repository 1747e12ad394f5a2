"""What the Python libraries have in common when they make a request: texts, headers, cookies and files."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from paraph.core.encoding import base64_text
from paraph.core.message import Request, wire_bytes, wire_text
from paraph.readers.programs.python.calls import Digest, Layer
from paraph.readers.programs.python.functions import OpenFile

DIGEST_NOTE = (
    "this logs in with HTTP Digest: this is the first request, without Authorization; the second one, which answers the "
    "server's challenge, is known only when the program runs (run it with `paraph trace FILE`)"
)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Draft(NamedTuple):
    """A request, and what was left open."""

    request: Request
    notes: tuple[str, ...] = ()


def text(value: Any, what: str = "the URL") -> str:
    """Return a value that must be text."""
    if not isinstance(value, str):
        raise TypeError(f"{what} is {type(value).__name__}, and has to be text")
    return value


def as_bytes(data: Any) -> bytes:
    """Return a body that is a text or bytes; raises TypeError for a file and all else."""
    if isinstance(data, OpenFile):
        raise TypeError(
            f"the body is the content of the file {data.name[:40]!r}, which is not read: put it in as a text"
        )
    if not isinstance(data, str | bytes):
        raise TypeError(f"the body is {type(data).__name__}, and has to be text or bytes")
    return data if isinstance(data, bytes) else wire_bytes(data)


def rows_of(value: Any) -> list[tuple[Any, Any]]:
    """Return names and values of a dict or of a list of pairs."""
    if value is None:
        return []
    if not isinstance(value, dict | list | tuple):
        raise TypeError(f"{type(value).__name__} instead of names and values")
    return list(value.items()) if isinstance(value, dict) else [(name, item) for name, item in value]


def header_name(value: Any) -> str:
    """Return the name of a header; raises an error for what no header can have."""
    name = value.decode("ascii") if isinstance(value, bytes) else value
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(f"the header {str(value)[:40]!r} has characters that no header can have")
    return name


def header_value(value: Any, encoding: str = "latin-1", *, numbers: bool = False) -> str:
    """Return the value of a header as it stands on the wire, in the encoding of the library."""
    if numbers and isinstance(value, int):
        value = str(value)
    if not isinstance(value, str | bytes):
        raise TypeError(f"a header is {type(value).__name__}, and has to be text")
    return wire_text(value if isinstance(value, bytes) else value.encode(encoding))


def cookie_text(layers: list[Layer]) -> str:
    """Return the Cookie header of layers of names and values."""
    found: dict[str, str] = {}
    for layer in layers:
        for name, value in rows_of(layer.rows):
            found[text(name, "the name of a cookie")] = text(value, f"the cookie {str(name)[:20]!r}")
    return "; ".join(f"{name}={value}" for name, value in found.items())


def login_value(auth: Any, encoding: str) -> str | None:
    """Return the Authorization of a login; None if there is none that the first request has."""
    if not auth or isinstance(auth, Digest):
        return None
    if not isinstance(auth, tuple | list) or len(auth) != 2:
        raise TypeError("auth is neither user and password nor an object that is known here")
    user, password = (
        part if isinstance(part, bytes) else text(part, "a part of auth").encode(encoding) for part in auth
    )
    return f"Basic {base64_text(user + b':' + password)}"


def login_notes(auth: Any) -> tuple[str, ...]:
    """Return what is to be said about a login."""
    return (DIGEST_NOTE,) if isinstance(auth, Digest) else ()


def file_notes(files: Any) -> tuple[str, ...]:
    """Return what is to be said about the files of a form: their contents are not read."""
    names: list[str] = []
    for _, value in rows_of(files):
        parts = value if isinstance(value, tuple | list) and not isinstance(value, OpenFile) else (value,)
        names += [part.name for part in parts if isinstance(part, OpenFile)]
    return tuple(
        f"the content of the file {name[:40]!r} is not read: it is empty here" for name in dict.fromkeys(names)
    )


def file_parts(value: Any) -> tuple[Any, ...]:
    """Return file name or None, content, type or None, and headers of one file of a form, as both libraries take it."""
    if isinstance(value, tuple | list) and not isinstance(value, OpenFile):
        if not 2 <= len(value) <= 4:
            raise ValueError("a file of a form has two to four parts")
        return (*value, *(None, None)[: 4 - len(value)])
    return (None, value, None, None)


def file_content(value: Any) -> bytes:
    """Return the content of a file of a form; that of a file on disk is empty."""
    return b"" if isinstance(value, OpenFile) else as_bytes(value)
