"""Commands while they are read, in whichever shell: what is known of each, and what is made of all in the end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import Unreadable
from paraph.readers.commands.shell.words import Command, Places, Script, Stdin, Word

if TYPE_CHECKING:
    from collections.abc import Collection

_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+=")
_PROGRAM = re.compile(r"[ \t]*(?:[^\s/\\]*[/\\])*+([A-Za-z0-9_-]+)(?:\.exe)?(?=\s)")
_PREFIXES = {
    "sudo": ("-u", "-g", "-h", "-p", "-C", "-r", "-t", "-U", "-D", "-R", "-T"), "doas": ("-u", "-C"),
    "env": ("-u", "-C", "-S", "--unset", "--chdir"), "nice": ("-n",), "timeout": ("-k", "-s"), "time": ("-f", "-o"),
    "exec": ("-a",), "command": (), "builtin": (), "nohup": (), "stdbuf": ("-i", "-o", "-e"), "setsid": (),
}  # fmt: skip
"""Programs that start the one after them, and those of their options that take the next word."""
_SHORT = 60
MOST_ODD, MOST_STEPS = 2500, 12_000
"""How many commands of other programs, and places that only a shell could fill in, a text may have."""


class Fault(NamedTuple):
    """What is wrong, and where."""

    offset: int
    message: str


class Broken(Exception):
    """No shell would read on here, or there is far too much for a script; `fault` says what and where."""

    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.fault = Fault(offset, message)


class Enough(Exception):
    """The first command is read, and no other is wanted."""


@dataclass
class Draft:
    """A command of which not all is known; `end` is where its last word ends."""

    start: int
    words: list[Word] = field(default_factory=list)
    end: int = 0
    stdin: Stdin | None = None
    fault: Fault | None = None
    stdin_fault: Fault | None = None
    notes: list[str] = field(default_factory=list)

    def blame(self, found: Fault | None) -> None:
        """Keep the first thing that is wrong."""
        self.fault = self.fault or found


class Drafts:
    """All commands of a text: those that were asked for (or only the first of any, if `programs` is None), the beginnings of others, and faults of the text as a whole."""

    def __init__(self, text: str, programs: Collection[str] | None) -> None:
        self.text, self.programs = text, programs
        self.places = Places(text)
        self.wanted: list[Draft] = []
        self.others: list[Word] = []
        self.faults: list[Fault] = []
        self.odd = self.steps = 0

    def count_odd(self, offset: int) -> None:
        """Count what is no command that was asked for; raises Broken when it is too much."""
        self.odd += 1
        if self.odd > MOST_ODD:
            raise Broken(
                offset,
                f"there are more than {MOST_ODD} other commands before this place: give the part with the request",
            )

    def count_step(self, offset: int) -> None:
        """Count a word or mark; raises Broken when there are more than in any script that a person has."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise Broken(offset, f"there are more than {MOST_STEPS} words before this place: give the command alone")

    def add(self, draft: Draft) -> None:
        """Take a command whose words are complete."""
        first = program_index(draft.words)
        if first < len(draft.words):
            name = re.split(r"[/\\]", draft.words[first].text)[-1].removesuffix(".exe")
            if self.programs is None or name in self.programs:
                del draft.words[:first]
                self.wanted.append(draft)
                if self.programs is None:
                    raise Enough
                return
        self.count_odd(draft.start)
        end = min(draft.end, draft.start + _SHORT)
        self.others.append(Word(self.text[draft.start : end].split("\n")[0], draft.start))

    def begins_wanted(self, offset: int) -> bool:
        """Whether a command that was asked for begins there."""
        found = _PROGRAM.match(self.text, offset)
        return self.programs is None or (found is not None and found[1] in self.programs)

    def place(self, offset: int) -> str:
        """Line and column in words, for a note."""
        return "line {}, column {}".format(*self.places.position(offset))

    def script(self) -> Script:
        """What came of them."""
        found: list[tuple[int, Command | Unreadable]] = [(draft.start, self._command(draft)) for draft in self.wanted]
        blamed = {draft.fault for draft in self.wanted}
        found += [(fault.offset, self._unreadable(fault)) for fault in self.faults if fault not in blamed]
        found.sort(key=lambda pair: pair[0])
        return Script(tuple(command for _, command in found), tuple(sorted(self.others, key=lambda word: word.offset)))

    def _command(self, draft: Draft) -> Command | Unreadable:
        wrong = draft.fault or draft.stdin_fault
        if wrong:
            return self._unreadable(wrong)
        return Command(tuple(draft.words), draft.stdin, draft.words[0].offset, draft.end, tuple(draft.notes))

    def _unreadable(self, fault: Fault) -> Unreadable:
        return Unreadable(fault.message, *self.places.position(fault.offset))


def program_index(words: list[Word]) -> int:
    """Which word is the program, after ``sudo``, ``env A=b`` and the like; the number of words if none is."""
    index = 0
    while index < len(words) and words[index].text in _PREFIXES:
        name = words[index].text
        index += 1
        while index < len(words):
            text = words[index].text
            if text in _PREFIXES[name]:
                index += 2
            elif text.startswith("-") or (name in ("env", "sudo") and _ASSIGNMENT.match(text)):
                index += 1
            else:
                break
        index += name == "timeout"
    return index
