"""Commands of curl, HTTPie and wget in a text, which may be a script with several."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.errors import Unreadable
from paraph.readers.commands.shell import Places, fault, script
from paraph.readers.common import first_word
from paraph.readers.entry import Reading, numbered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.readers.commands.shell import Command, Script

from paraph.readers.entry import Entry

KINDS = {"curl": "curl", "http": "httpie", "https": "httpie", "xh": "httpie", "xhs": "httpie", "wget": "wget"}
"""The kinds of commands by their programs."""
_START = re.compile(
    r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\$ |> |% |PS [^>\n]{0,200}> ?|[A-Za-z]:\\[^>\n]{0,200}> ?)?"
    r"(?:(?P<sure>(?:[\w./~-]{0,80}/)?curl(?:\.exe)?[\s^`\\])|(?:https?|xhs?|wget)(?:\.exe)?[ \t^`\\](?!\s*\{)(?P<line>[^\n]*))"
)
_ANYWHERE = re.compile(r"(?:^|[\s;&|(`/\\])(?:curl|https?|xhs?|wget)(?:\.exe)?[ \t]")


def is_command(text: str) -> bool:
    """Return whether the text begins with a command, past blank lines, comments and a prompt."""
    found = _START.match(text[:65536])
    return found is not None and (found["sure"] is not None or not re.search(r" HTTP/[0-9.]+\s*$", found["line"]))


def has_command(text: str) -> bool:
    """Return whether the name of a program stands somewhere in the text, which may then be a script."""
    return _ANYWHERE.search(text) is not None


def read_commands(text: str, variables: Mapping[str, str], *, skip: bool = False) -> tuple[Entry, ...]:
    """Return the requests of the commands in the text, in order; none if it holds no command.

    `variables` are those of the shell. Raises Unreadable for another command before the first one, which is not run,
    but not with `skip`.
    """
    found = script(text, variables, tuple(KINDS))
    if not found.commands:
        return ()
    if not skip:
        refuse_others(text, found)
    entries: list[Entry] = []
    places = Places(text)
    for command in found.commands:
        kind, readings = read_command(text, command)
        line = command.line if isinstance(command, Unreadable) else places.position(command.start)[0]
        several = len(found.commands) > 1
        entries += [
            entry._replace(kind=kind, line=line if several else 0) for entry in numbered(readings, len(entries) + 1)
        ]
    return tuple(entries)


def refuse_others(text: str, found: Script) -> None:
    """Raise Unreadable if another command stands before the first one; what is piped into it does not."""
    first = found.commands[0]
    if isinstance(first, Unreadable) or not found.before or found.before[0].offset > first.start:
        return
    other = found.before[0]
    if first.stdin is not None and first.stdin.kind == "pipe" and first.stdin.offset <= other.offset:
        return
    name = first.words[0].text
    raise fault(
        text, other.offset,
        f"`{first_word(other.text)}` stands before {name}, and is not run here: give the {name} command alone, or --entry 1 to read it as if nothing stood before it",
    )  # fmt: skip


def read_command(text: str, command: Command | Unreadable) -> tuple[str, tuple[Reading, ...]]:
    """Return the kind of one command, and its requests with the remarks of the shell."""
    if isinstance(command, Unreadable):
        return "curl", (Reading(command),)
    program = command.words[0].text.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    kind = KINDS[program]
    try:
        readings = readings_of(kind, text, command)
    except Unreadable as error:
        readings = (Reading(error.with_traceback(None)),)
    return kind, tuple(Reading(content, (*command.notes, *notes)) for content, notes in readings)


def readings_of(kind: str, text: str, command: Command) -> tuple[Reading, ...]:
    """Return the requests of a command of that kind."""
    if kind == "curl":
        from paraph.readers.commands.curl import read_curl

        return read_curl(text, command)
    if kind == "httpie":
        from paraph.readers.commands.httpie import read_httpie

        return read_httpie(text, command)
    from paraph.readers.commands.wget import read_wget

    return read_wget(text, command)
