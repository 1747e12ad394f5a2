"""``{{variables}}`` and the files of environments that give them values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paraph.errors import Unreadable
from paraph.readers.json_text import json_value, rows_in
from paraph.readers.shell import position

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = re.compile(r"\{\{\s*([^{}\r\n]{1,200}?)\s*\}\}")
_ENVIRONMENT = re.compile(r"\$(?:processEnv|dotenv|env)\b|process\.env\.|getEnv\b")
_SETS = re.compile(r"""\.set(?:Var|EnvVar|GlobalEnvVar)?\(\s*["'`]([^"'`\n]{1,200})["'`]""")
ANEW = ("newUuid", "newDate")  # Hurl's functions
DEEPEST = 20  # Postman goes no deeper either
LONGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills in variables: their values, the text of the file to find places in, and the names that scripts set."""

    values: Mapping[str, str]
    source: str
    scripted: frozenset[str] = frozenset()

    def __call__(self, text: str) -> str:
        """`text` with its variables filled in, also those in values; Unreadable at one that has no value."""
        for _ in range(DEEPEST):
            if "{{" not in text or not _NAME.search(text):
                return text
            text = _NAME.sub(self.value, text)
            if len(text) > LONGEST:
                break
        raise Unreadable("the variables here stand for one another without end")

    def value(self, found: re.Match[str]) -> str:
        """What one variable stands for."""
        name = found[1]
        if name in self.values:
            return self.values[name]
        place = self.source.find(found[0])
        line, column = position(self.source, place) if place >= 0 else (1, 1)
        if _ENVIRONMENT.match(name):
            why = "stands for a value of the environment, which is not read: give it"
        elif name.startswith("$") or name in ANEW:
            why = "is made up anew each time: give the value that was sent"
        elif name in self.scripted:
            why = "is set by a script: give the value that was sent"
        else:
            why = "has no value: give one"
        raise Unreadable(f"{{{{{name}}}}} {why} with --var or --env", line, column)


def scripted_names(script: str) -> frozenset[str]:
    """The names of the variables that a script sets."""
    return frozenset(_SETS.findall(script))


def environment(data: bytes) -> dict[str, str]:
    """The variables of an environment file: Postman's, or a plain object of names and values.

    A value that is switched off is left out. Raises Unreadable for anything else.
    """
    table = json_value(data)
    if not isinstance(table, dict):
        raise Unreadable("expected an environment: a JSON object of names and values, or Postman's export")
    if "values" in table:
        return values_of(rows_in(table, "values", "the environment"))
    plain = {name: plain_text(value) for name, value in table.items()}
    bad = next((name for name, value in plain.items() if value is None), None)
    if bad is not None:
        raise Unreadable(f"`{bad[:40]}` of the environment is no text: expected names and values, or Postman's export")
    return {name: value for name, value in plain.items() if value is not None}


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
