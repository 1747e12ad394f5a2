"""Answers that HTTP clients save below a request in a .http file: as text (REST Client), or as names of files (JetBrains)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.errors import Unreadable
from paraph.core.message import wire_bytes
from paraph.readers.files.response import read_response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.readers.entry import Entry

MOST_NAMED = 5
_FILE = re.compile(r"<>\s+(\S.*?)\s*$")
_STATUS = re.compile(r".*\.([1-5][0-9]{2})\.\w+")
_ANSWER = re.compile(r"HTTP/[0-9.]+ [1-9][0-9]{2}(?: |\r?$)")
_SCRIPT = re.compile(r"[<>]\s*\{%")


def with_saved_answer(entry: Entry, lines: Sequence[str]) -> Entry:
    """The entry with the answer that stands in the lines of its block, or with a note about the files that hold it.

    The name of such a file ends in the status, as ``2026-03-01T101112.401.json``; the status counts if all have the same.
    """
    start = answer_line(lines)
    names = [found[1] for line in lines[:start] if (found := _FILE.match(line))]
    if names:
        states = {found[1] if (found := _STATUS.fullmatch(name)) else "" for name in names}
        status = int(next(iter(states))) if len(states) == 1 and "" not in states else None
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        note = f"answers to this request are in files of their own, which are not read: {', '.join(names[:MOST_NAMED])}{more}"
        entry = entry._replace(status=status, notes=(*entry.notes, note))
    if start == len(lines):
        return entry
    try:
        response = read_response(wire_bytes("\n".join(lines[start:]).rstrip("\r\n") + "\n"))
    except Unreadable as error:
        return entry._replace(notes=(*entry.notes, f"the answer below the request cannot be read: {error.reason}"))
    response = response._replace(body=response.body.rstrip(b"\r\n"))
    return entry._replace(status=response.status, response=response)


def answer_line(lines: Sequence[str]) -> int:
    """The index of the line with which a saved answer begins; the number of lines if there is none."""
    in_script = False
    for index, line in enumerate(lines):
        if in_script or _SCRIPT.match(line):
            in_script = "%}" not in line
        elif _ANSWER.match(line):
            return index
    return len(lines)
