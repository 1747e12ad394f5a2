"""``{{variables}}`` and the files of environments that give them values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.core.message import wire_text
from paraph.readers.files.json_text import json_value, rows_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_NAME = re.compile(r"\{\{\s*+([^{}\s][^{}\r\n]{0,220}+)\s*+\}\}")
_SETTING = re.compile(r"(?:export\s+)?[A-Za-z_][\w.-]{0,200}\s*=")
_ENVIRONMENT = re.compile(r"\$(?:processEnv|dotenv|env)\b|process\.env\.|getEnv\b")
_SETS = re.compile(r"""\.set(?:Var|EnvVar|GlobalEnvVar)?\(\s*["'`]([^"'`\n]{1,200})["'`]""")
ANEW = ("newUuid", "newDate")  # Hurl's functions
NO_VALUE = "has no value"
MOST_TOLD = 8
DEEPEST = 20  # Postman goes no deeper either
MOST_GROWTH, EACH = 1024 * 1024, 20
ENDLESS = (
    "the variables here stand for one another without end, or grow to more text than any request has: "
    "look for one whose value has another one in it several times"
)


class NoValue(Unreadable):
    """A variable has no value."""


class Allowance:
    """How much text variables may still stand for in one file, in characters; each one counts as some more.

    A few variables that stand for two others each would otherwise fill the memory.
    """

    def __init__(self, text: str, variables: Mapping[str, str]) -> None:
        self.left = MOST_GROWTH + 8 * len(text) + sum(map(len, variables.values()))

    def spend(self, characters: int) -> None:
        """Count a value that is put in; Unreadable when it is too much."""
        self.left -= characters + EACH
        if self.left < 0:
            raise Unreadable(ENDLESS)


class Source:
    """The text of a file or a part of it, in which the places of variables are looked up."""

    def __init__(self, text: str, allowance: Allowance) -> None:
        self.text = text
        self.allowance = allowance
        self._places: dict[str, tuple[int, int]] | None = None

    def place(self, written: str) -> tuple[int, int]:
        """Line and column where a variable stands first, as it is written; the start of the file when it is not in it."""
        if self._places is None:
            self._places = {}
            line, begin, before = 1, 0, 0  # the line, where it begins, and up to where the text was looked at
            for found in _NAME.finditer(self.text):
                start = found.start()
                line_end = self.text.rfind("\n", before, start)
                if line_end >= 0:
                    line += self.text.count("\n", before, start)
                    begin = line_end + 1
                before = start
                self._places.setdefault(found[0], (line, start - begin + 1))
        return self._places.get(written, (1, 1))


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills in variables: their values, the file to find places in, and the names that each script sets.

    `blanks` says whether ``{{ name }}`` is filled in, too.
    """

    values: Mapping[str, str]
    source: Source
    scripted: tuple[frozenset[str], ...] = ()
    blanks: bool = True

    def __call__(self, text: str) -> str:
        """`text` with its variables filled in, also those in values; Unreadable at one that has no value."""
        for _ in range(DEEPEST):
            if "{{" not in text or not _NAME.search(text):
                return text
            text = _NAME.sub(self.value, text)
        raise Unreadable(ENDLESS)

    def value(self, found: re.Match[str]) -> str:
        """What one variable stands for."""
        name = found[1].rstrip()
        if not self.blanks and found[0] != f"{{{{{name}}}}}":
            raise Unreadable(
                f"{found[0][:60]} has blanks in it and is not filled in: write {{{{{name}}}}}",
                *self.source.place(found[0]),
            )
        if name in self.values:
            self.source.allowance.spend(len(self.values[name]))
            return self.values[name]
        line, column = self.source.place(found[0])
        why = self.reason(name)
        give = "give one" if why == NO_VALUE else "give it" if "environment" in why else "give the value that was sent"
        raise NoValue(f"{{{{{name}}}}} {why}: {give} with --var or --env", line, column)

    def reason(self, name: str) -> str:
        """Why a variable has no value."""
        if _ENVIRONMENT.match(name):
            return "stands for a value of the environment, which is not read"
        if name.startswith("$") or name in ANEW:
            return "is made up anew each time"
        return "is set by a script" if any(name in names for names in self.scripted) else NO_VALUE

    def all_missing(self, texts: Iterable[str]) -> NoValue | None:
        """The error about all variables in these texts that have no value; None if there are fewer than two."""
        names, waiting = dict[str, None](), [name for text in texts for name in names_in(text)]
        met = set(waiting)
        for name in waiting:  # grows: values have variables in them
            if name not in self.values:
                names[name] = None
                continue
            inner = [other for other in names_in(self.values[name]) if other not in met]
            met.update(inner)
            waiting += inner
        if len(names) < 2:
            return None
        described = [
            f"{{{{{name}}}}}" + ("" if self.reason(name) == NO_VALUE else f" ({self.reason(name).removeprefix('is ')})")
            for name in names
        ]
        give = " ".join(f"--var {name}=VALUE" for name in list(names)[:MOST_TOLD])
        more = f" and {len(names) - MOST_TOLD} more variables" if len(names) > MOST_TOLD else ""
        which = ", ".join(described[:MOST_TOLD]) if more else f"{', '.join(described[:-1])} and {described[-1]}"
        places = [self.source.place(f"{{{{{name}}}}}") for name in names]
        place = min((place for place in places if place != (1, 1)), default=(1, 1))
        return NoValue(f"{which}{more} have no value here: give them with {give} or with --env", *place)


def names_in(text: str) -> tuple[str, ...]:
    """The names of the variables in a text, in order, each once."""
    return tuple(dict.fromkeys(found[1].rstrip() for found in _NAME.finditer(text)))


def scripted_names(script: str) -> frozenset[str]:
    """The names of the variables that a script sets."""
    return frozenset(_SETS.findall(script))


def environment(data: bytes) -> dict[str, str]:
    """The variables of an environment file: Postman's, JetBrains' with one environment, an object of names and values, or ``.env``.

    A value that is switched off is left out. Raises Unreadable for anything else.
    """
    text = wire_text(data)
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and all(_SETTING.match(line) for line in lines):
        return dict(setting(line) for line in lines)
    table = json_value(data)
    if not isinstance(table, dict):
        raise Unreadable("expected an environment: a JSON object of names and values, or Postman's export")
    if "values" in table:
        return values_of(rows_in(table, "values", "the environment"))
    if table and all(isinstance(value, dict) for value in table.values()):
        table = only_environment(table)
    plain = {name: plain_text(value) for name, value in table.items()}
    bad = next((name for name, value in plain.items() if value is None), None)
    if bad is not None:
        raise Unreadable(f"`{bad[:40]}` of the environment is no text: expected names and values, or Postman's export")
    return {name: value for name, value in plain.items() if value is not None}


def only_environment(table: dict[str, Any]) -> dict[str, Any]:
    """The values that JetBrains' environments share, and those of the only one; Unreadable, naming them, for several."""
    shared: dict[str, Any] = table.get("$shared", {})
    named = [name for name in table if name != "$shared"]
    if len(named) > 1:
        names = ", ".join(name[:40] for name in named[:MOST_TOLD])
        raise Unreadable(f"this file has the environments {names}: give a file with one of them, or values with --var")
    return {**shared, **(table[named[0]] if named else {})}


def setting(line: str) -> tuple[str, str]:
    """Name and value of a line of ``.env``, without ``export`` and quotes."""
    name, _, value = line.removeprefix("export ").partition("=")
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return name.strip(), value[1:-1] if quoted else value


def values_of(rows: list[dict[str, Any]]) -> dict[str, str]:
    """Postman's list of variables; a later one wins."""
    found: dict[str, str] = {}
    for row in rows:
        name, value = row.get("key", row.get("id")), plain_text(row.get("value", ""))
        if isinstance(name, str) and value is not None and row.get("enabled", True) and not row.get("disabled"):
            found[name] = value
    return found


def plain_text(value: Any) -> str | None:
    """A text, number or truth value as it is put in; None for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else None
