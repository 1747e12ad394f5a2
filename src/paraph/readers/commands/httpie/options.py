"""The command line of HTTPie, read as Python's argparse reads it.

An option may be cut short as long as no other begins so, letters may stand together, and ``--no-OPTION`` puts an option
back, wherever it stands. Items need to stand together: argparse refuses items that come after an option which follows
other items. It takes ``http POST h.test -v a=b`` since Python 3.12.7 and 3.13.1 only.

Source: https://docs.python.org/3/library/argparse.html; https://httpie.io/docs/cli
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paraph.readers.commands.shell import Word, fault

if TYPE_CHECKING:
    from paraph.readers.commands.shell import Command, Stdin

VALUED = {
    "boundary": "", "raw": "", "pretty": "", "style": "s", "response-charset": "", "response-mime": "",
    "format-options": "", "print": "p", "history-print": "P", "output": "o", "session": "", "session-read-only": "",
    "auth": "a", "auth-type": "A", "proxy": "", "max-redirects": "", "max-headers": "", "timeout": "", "verify": "",
    "ssl": "", "ciphers": "", "cert": "", "cert-key": "", "cert-key-pass": "", "default-scheme": "",
}  # fmt: skip
"""Options that take a value, with their letters."""
FLAGS = {
    "json": "j", "form": "f", "multipart": "", "compress": "x", "no-unsorted": "", "no-sorted": "", "unsorted": "",
    "sorted": "", "headers": "h", "meta": "m", "body": "b", "verbose": "v", "all": "", "stream": "S", "download": "d",
    "continue": "c", "quiet": "q", "ignore-netrc": "", "offline": "", "follow": "F", "check-status": "",
    "path-as-is": "", "chunked": "", "ignore-stdin": "I", "help": "", "manual": "", "version": "", "traceback": "",
    "debug": "",
}  # fmt: skip
"""Options that take none."""
XH_VALUED = {"http-version": "", "resolve": "", "interface": "", "generate": ""}
XH_FLAGS = {"https": "", "ipv4": "4", "ipv6": "6", "curl": "", "curl-long": "", "http2": ""}
"""Options that only xh has."""
ALL = VALUED | FLAGS
OF_XH = (VALUED | XH_VALUED, ALL | XH_VALUED | XH_FLAGS)
KINDS = ("json", "form", "multipart")
SILENT = ("help", "manual", "version", "generate", "curl", "curl-long")
"""Options with which nothing is sent."""
CHECKS = {
    "pretty": r"all|colors|format|none",
    "print": r"[HBhbm]*",
    "history-print": r"[HBhbm]*",
    "max-redirects": r"[+-]?[0-9]+",
    "max-headers": r"[+-]?[0-9]+",
    "timeout": r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?",
    "response-mime": r"[^/]*/[^/]*",
    "proxy": r"(?s)(?:[^:\\]|\\.?)*:.*",
}
"""What the value of an option has to be for HTTPie to take it."""
_NUMBER = re.compile(r"-[0-9]+|-[0-9]*\.[0-9]+")
_METHOD = re.compile(r"[A-Za-z]+")
LATE = (
    "HTTPie takes items after an option that follows the URL since Python 3.12.7 and 3.13.1 only: put the options first"
)


@dataclass
class Arguments:
    """A command line taken apart: method, URL and items as they stand, options by name, and what is read from outside."""

    text: str
    start: int
    program: str
    stdin: Stdin | None
    words: list[Word] = field(default_factory=list)
    values: dict[str, Word] = field(default_factory=dict)
    flags: dict[str, int] = field(default_factory=dict)
    kind: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_xh(self) -> bool:
        """Whether the program is xh."""
        return self.program.startswith("xh")

    def value(self, name: str) -> str | None:
        """The value of an option; None when it is not given."""
        return self.values[name].text if name in self.values else None

    @property
    def tool(self) -> str:
        """The name of the program, for messages."""
        return "xh" if self.is_xh else "HTTPie"

    @property
    def valued(self) -> dict[str, str]:
        """The options of the program that take a value, with their letters."""
        return OF_XH[0] if self.is_xh else VALUED

    @property
    def options(self) -> dict[str, str]:
        """All options of the program, with their letters."""
        return OF_XH[1] if self.is_xh else ALL


def arguments(text: str, command: Command) -> Arguments:
    """Take a command line apart; Unreadable for what HTTPie refuses."""
    name, *words = command.words
    program = name.text.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe")
    parsed = Arguments(text, command.start, program, command.stdin)
    groups: list[list[Word]] = [[]]
    resets: list[tuple[str, Word]] = []
    letters = {f"-{letter}": option for option, letter in parsed.options.items() if letter}
    place = 0
    while place < len(words):
        word = words[place]
        place += 1
        if word.text == "--":
            if place == len(words) and not groups[-1] and any(groups):
                raise fault(
                    text, word.offset, "nothing follows this `--`, which some versions of Python refuse: leave it out"
                )
            groups[-1] += rest_of(parsed, words[place:])
            break
        option = option_of(parsed, word, letters)
        if option is None:
            groups[-1].append(word)
            continue
        groups.append([])
        following = words[place] if place < len(words) else None
        place += take(parsed, word, option, following, letters, resets)
    reset(parsed, resets)
    parsed.words = joined(parsed, [group for group in groups if group])
    return parsed


def rest_of(parsed: Arguments, words: list[Word]) -> list[Word]:
    """Return what follows ``--``."""
    for word in words:
        if word.text == "--":
            raise fault(
                parsed.text,
                word.offset,
                "a second `--` is not taken in the same way by each version of Python: leave it out",
            )
    return words


def option_of(parsed: Arguments, word: Word, letters: dict[str, str]) -> tuple[str, str | None] | None:
    """Return the name of an option and its value in the same word; None for a word that is no option.

    A name that begins with ``-`` is one of letters.
    """
    text = word.text
    if not text.startswith("-") or text == "-":
        return None
    head, equals, attached = text.partition("=")
    value = attached if equals else None
    known = parsed.options
    if head[2:] in known and head.startswith("--"):
        return head[2:], value
    if head in letters:
        return head, value
    if text.startswith("--"):
        fitting = [name for name in known if name.startswith(head[2:])]
        if len(fitting) > 1:
            raise fault(
                parsed.text, word.offset, f"{head[:40]} may be one of --{', --'.join(fitting[:5])}: write it out"
            )
        if fitting:
            return fitting[0], value
    elif text[:2] in letters:
        return text[:2], text[2:]
    if _NUMBER.fullmatch(text) or " " in text:
        return None
    if text.startswith("--no-"):
        return text[2:], None
    raise fault(parsed.text, word.offset, f"{text[:40]} is no option of {parsed.tool}")


def take(
    parsed: Arguments, word: Word, option: tuple[str, str | None], following: Word | None, letters: dict[str, str],
    resets: list[tuple[str, Word]],
) -> int:  # fmt: skip
    """Take an option; how many of the words after it belong to it."""
    name, attached = option
    if name.startswith("-"):
        name, attached = last_letter(parsed, word, name, attached, letters)
    if name not in parsed.options:
        resets.append((name[3:], word))
        return 0
    if name not in parsed.valued:
        if attached is not None:
            raise fault(parsed.text, word.offset, f"--{name} takes no value")
        switch(parsed, name, word)
        return 0
    if attached is not None:
        give(parsed, name, Word(attached, word.offset))
        return 0
    if following is None or following.text == "--" or option_of(parsed, following, letters) is not None:
        raise fault(
            parsed.text, word.offset, f"--{name} needs a value after it: write --{name}=VALUE if it begins with -"
        )
    give(parsed, name, following)
    return 1


def last_letter(
    parsed: Arguments, word: Word, option: str, attached: str | None, letters: dict[str, str]
) -> tuple[str, str | None]:
    """Take letters without a value that stand together; return the name of the last option, and its value if it has one."""
    name = letters[option]
    if word.text[2:3] == "=":
        return name, attached
    rest, place = attached or "", 0
    while place < len(rest) and name not in parsed.valued:
        switch(parsed, name, word)
        option = f"-{rest[place]}"
        place += 1
        if option not in letters:
            raise fault(parsed.text, word.offset, f"{option} is no option of {parsed.tool}")
        name = letters[option]
    value = rest[place:]
    if value.startswith("=") and name in ("auth", "auth-type"):
        raise fault(
            parsed.text, word.offset,
            f"the = after {option} is taken differently by versions of Python: write {option} VALUE",
        )  # fmt: skip
    return name, value or None


def switch(parsed: Arguments, name: str, word: Word) -> None:
    """Apply an option without a value."""
    if name in SILENT:
        raise fault(parsed.text, word.offset, f"with --{name} no request is sent")
    if name in KINDS:
        parsed.kind = name
    parsed.flags[name] = parsed.flags.get(name, 0) + 1


def give(parsed: Arguments, name: str, value: Word) -> None:
    """Apply an option with its value."""
    if name in SILENT:
        raise fault(parsed.text, value.offset, f"with --{name} no request is sent")
    if name == "auth-type" and value.text not in ("basic", "bearer", "digest"):
        raise fault(
            parsed.text, value.offset,
            f"--auth-type {value.text[:20]} signs when it runs: send the request to `paraph watch`",
        )  # fmt: skip
    if name in CHECKS and not re.fullmatch(CHECKS[name], value.text):
        raise fault(parsed.text, value.offset, f"{value.text[:40]!r} is no value of --{name}")
    parsed.values[name] = value


def reset(parsed: Arguments, resets: list[tuple[str, Word]]) -> None:
    """Put options back to what they are without being given."""
    for name, word in resets:
        if name not in parsed.options:
            raise fault(parsed.text, word.offset, f"{word.text[:40]} is no option of {parsed.tool}")
        if name in KINDS:
            parsed.kind = ""
        parsed.values.pop(name, None)
        parsed.flags.pop(name, None)


def joined(parsed: Arguments, groups: list[list[Word]]) -> list[Word]:
    """Return method, URL and items, between which options may stand; Unreadable where HTTPie refuses them."""
    if not groups:
        raise fault(parsed.text, parsed.start, "there is no URL in this HTTPie command")
    first, *others = groups
    if not others:
        return first
    if parsed.is_xh:
        return [word for group in groups for word in group]
    if len(others) > 1 or len(first) != 2:
        where = others[0][0] if len(first) != 2 else others[1][0]
        taken = "for the URL" if len(first) == 1 and _METHOD.fullmatch(first[0].text) else "alone"
        raise fault(
            parsed.text, where.offset,
            f"HTTPie takes {first[0].text[:40]!r} {taken}, since options follow it, and refuses this: put the options first",
        )  # fmt: skip
    parsed.notes.append(LATE)
    return first + others[0]
