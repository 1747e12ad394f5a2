"""Text files that hold requests, and program text that makes them, told apart by content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.errors import Unreadable
from paraph.core.message import wire_text
from paraph.readers.commands.powershell import is_powershell, read_powershell
from paraph.readers.commands.reading import has_command, is_command, read_commands
from paraph.readers.entry import Entry, of_kind
from paraph.readers.files.bruno.bru import is_bru, read_bru
from paraph.readers.files.bruno.opencollection import is_opencollection, read_opencollection
from paraph.readers.files.http_file import is_http_file, read_http_file
from paraph.readers.files.hurl import is_hurl, read_hurl
from paraph.readers.files.insomnia import is_insomnia, read_insomnia_yaml
from paraph.readers.files.postman.console import is_console, read_console
from paraph.readers.files.raw import read_verbose
from paraph.readers.programs.javascript import is_javascript, read_javascript
from paraph.readers.programs.python import is_python, is_python_piece, read_python

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


MOST_PROGRAM_BYTES = 1024 * 1024
_VERBOSE = re.compile(rb"(?:^|\n)> [A-Z]+ [^\n]* HTTP/[0-9.]+")
_MESSAGE = re.compile(rb"\s*(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+ [^\n]* HTTP/[0-9.]+\r?(?:\n|$)|[A-Z]+ +(?:/|https?://))")
UNPRINTED = "curl -v does not print the body that it sends: it is empty here, so a signature over it cannot be checked"


def read_text(data: bytes, variables: Mapping[str, str], scheme: str, *, skip: bool = False) -> tuple[Entry, ...]:
    """The requests of a file of one of these forms; none when it has another form."""
    text = wire_text(data)
    if is_command(text):
        return read_commands(text, variables, skip=skip)
    if not _MESSAGE.match(data) and _VERBOSE.search(data):
        request = read_verbose(data, scheme=scheme)
        missing = request.header("content-length") not in (None, "0") or request.header("transfer-encoding") is not None
        return of_kind("curl", (Entry(1, "", request, notes=(UNPRINTED,) if missing else ()),))
    if is_console(text):
        return of_kind("postman", read_console(text))
    if is_bru(text):
        return of_kind("bruno", read_bru(text, variables))
    if is_insomnia(text):
        return of_kind("insomnia", read_insomnia_yaml(text, variables))
    if is_opencollection(text):
        return of_kind("bruno", read_opencollection(text, variables))
    if is_hurl(text):
        return of_kind("hurl", read_hurl(text, variables))
    if is_http_file(text):
        return of_kind("http", read_http_file(text, variables, scheme))
    program = program_reader(data)
    if program is not None:
        kind, reader = program
        if len(data) > MOST_PROGRAM_BYTES:
            raise Unreadable("this program text is larger than 1 MiB: give the part that makes the call")
        return of_kind(kind, reader(text, variables))
    return read_commands(text, variables, skip=skip) if has_command(text) else ()


def program_reader(data: bytes) -> tuple[str, Callable[[str, Mapping[str, str]], tuple[Entry, ...]]] | None:
    """Return the programming language of the text and its reader; None for what is a command or a message."""
    if _MESSAGE.match(data):
        return None
    for kind, fits, reader in (
        ("python", is_python, read_python),
        ("javascript", is_javascript, read_javascript),
        ("powershell", is_powershell, read_powershell),
        ("python", is_python_piece, read_python),
    ):
        if fits(data):
            return kind, reader
    return None
