"""PowerShell statements in words and values, for what Invoke-RestMethod needs; nothing is run.

Statements are followed one after the other. A variable whose value is not known keeps the reason, and whoever asks
for it raises that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.readers.commands.powershell.made import result_of, static
from paraph.readers.commands.powershell.objects import (
    Rows,
    Table,
    json_of,
    method_result,
    number_of,
)
from paraph.readers.commands.powershell.tokens import tokens
from paraph.readers.commands.shell import Places
from paraph.readers.common import without_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_DEPTH = 60
STEPS, CHARACTERS = 10_000, 1 << 20
"""How many steps values may take and how long they may be in all, besides what the length of the text adds."""
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_JOINED = ("word", "single", "double", "variable")
_BRACES = re.compile(r"\{\{|\}\}|\{([0-9]{1,3})\}|[{}]")
COMMANDS = frozenset(["new-object", "convertto-json", "convertto-securestring"])
"""Commands whose result is known."""
PUT = "put its value in its place"
_INTERPOLATED = re.compile(
    r"`(.)|\"\"|\$(?:\{([^}\n]{0,200})\}|\(\$(\w+)\)|(\(|(?:\w+:)?\w+))"
    r"|(?:[^`\"$]++|\$(?!\{[^}\n]{0,200}\}|[(\w]))++|.",
    re.DOTALL,
)


class Script:
    """A script in words, with the variables as they stand after the statements up to `place`."""

    def __init__(self, text: str, given: Mapping[str, str] | None = None) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.places = Places(text)
        self.given = {name.lower(): value for name, value in (given or {}).items()}
        self.variables: dict[str, Any] = {}
        self.steps = STEPS + len(text) // 8
        self.characters = CHARACTERS + 8 * len(text)

    def fault(self, place: int, message: str) -> Unreadable:
        """An error at a word."""
        return Unreadable(message, *self.places.position(self.tokens[place].offset))

    def unknown(self, place: int) -> Unreadable:
        """An error that names what is known only to PowerShell."""
        while place and self.tokens[place].kind in ("line", "end"):
            place -= 1
        shown = self.text[self.tokens[place].offset : self.tokens[place].offset + 200].split("\n", 1)[0]
        shown = without_texts(shown)
        return self.fault(place, f"`{shown}` is known only when the script runs: {PUT}")

    def value(self, place: int, depth: int = 0, *, lists: bool = False) -> tuple[Any, int]:
        """The value of an expression, sums, formats and JSON too, and the place after it; with `lists` one of several."""
        result, place = self.sum(place, depth)
        if lists and self.tokens[place].text == ",":
            result = [result]
            while self.tokens[place].text == ",":
                more, place = self.sum(place + 1, depth)
                result.append(more)
        while self.tokens[place].text == "|" and self.command(place + 1) == "convertto-json":
            options, place = self.options(place + 2, depth)
            result = self.applied(place, json_of, result, options)
        return result, place

    def sum(self, place: int, depth: int) -> tuple[Any, int]:
        """The value of operands with + between them."""
        result, place = self.formatted(place, depth)
        if self.tokens[place].text != "+":
            return result, place
        parts = [plain(result, self, place)]
        while self.tokens[place].text == "+":
            more, after = self.formatted(place + 1, depth)
            parts.append(plain(more, self, place))
            self.spend(len(parts[-1]), place)
            place = after
        return "".join(parts), place

    def formatted(self, place: int, depth: int) -> tuple[Any, int]:
        """The value of an operand, or of ``"{0}" -f $a, $b``."""
        result, place = self.operand(self.no_command(place), depth)
        while self.tokens[place].kind == "word" and self.tokens[place].text.lower() == "-f":
            values: list[str] = []
            at = place
            while at == place or self.tokens[place].text == ",":
                more, place = self.operand(self.no_command(place + 1), depth)
                values += [plain(one, self, at) for one in (more if isinstance(more, list) else [more])]
            result = self.filled_in(plain(result, self, at), values, at)
        return result, place

    def filled_in(self, pattern: str, values: list[str], place: int) -> str:
        """A text with {0}, {1} and so on filled in."""

        def fill(found: re.Match[str]) -> str:
            if found[0] in ("{{", "}}"):
                return found[0][0]
            if found[1] is None or int(found[1]) >= len(values):
                raise self.unknown(place)
            return values[int(found[1])]

        result = _BRACES.sub(fill, pattern)
        self.spend(len(result), place)
        return result

    def command(self, place: int) -> str:
        """The name of the command that stands at a place; empty if it is no word."""
        return self.tokens[place].text.lower() if self.tokens[place].kind == "word" else ""

    def options(self, place: int, depth: int) -> tuple[dict[str, Any], int]:
        """The arguments of a command in an expression; one without a name is under the empty name."""
        found: dict[str, Any] = {}
        while self.tokens[place].kind not in ("line", "end") and self.tokens[place].text not in (")", "}", "|"):
            token = self.tokens[place]
            if token.kind == "word" and re.fullmatch(r"-[A-Za-z]+:?", token.text):
                name = token.text[1:].rstrip(":").lower()
                place += 1
                if name in ("compress", "asplaintext", "force", "enumstrings", "asarray"):
                    found[name] = True
                    continue
            else:
                name = ""
            found[name], place = self.operand(place, depth + 1)
        return found, place

    def applied(self, place: int, function: Callable[..., Any], *given: Any) -> Any:
        """What a function makes of values; Unreadable if it does not know."""
        self.spend(0, place)
        try:
            result = function(*given)
        except (ValueError, TypeError, LookupError) as error:
            raise self.fault(
                max(place - 1, 0), f"this cannot be worked out here ({error}): put its value in its place"
            ) from None
        if isinstance(result, str):
            self.spend(len(result), place)
        return result

    def no_command(self, place: int) -> int:
        """The same place, when what stands there is no command: a bare word is text only as an argument or a name."""
        token = self.tokens[place]
        if token.kind == "word" and number_of(token.text) is None and token.text.lower() not in COMMANDS:
            raise self.unknown(place)
        return place

    def spend(self, characters: int, place: int) -> None:
        """Count what has been made, and stop where a script makes too much."""
        self.steps -= 1
        self.characters -= characters
        if self.steps < 0 or self.characters < 0:
            raise self.fault(place, "this script is too long to work out")

    def operand(self, place: int, depth: int) -> tuple[Any, int]:
        """The value of one operand."""
        self.spend(0, place)
        if depth > MOST_DEPTH:
            raise self.fault(place, "this is nested too deeply")
        token = self.tokens[place]
        reader = READERS.get(token.kind)
        if reader is not None:
            result, place = reader(self, place, depth)
        elif token.text == "@{":
            result, place = self.table(place + 1, depth)
        elif token.text == "@(":
            result, place = self.array(place + 1, depth)
        elif token.text == "(":
            result, after = self.value(place + 1, depth + 1, lists=True)
            if self.tokens[after].text != ")":
                raise self.unknown(place)
            place = after + 1
        else:
            raise self.unknown(place)
        return self.members(result, place, depth)

    def members(self, result: Any, place: int, depth: int) -> tuple[Any, int]:
        """The value with its methods and properties applied: ``.Trim()``, ``.Name``."""
        while (following := self.tokens[place]).glued:
            if following.kind == "word" and re.fullmatch(r"\.[A-Za-z]\w*", following.text):
                name, called = following.text[1:].lower(), self.tokens[place + 1]
                if called.glued and called.text == "(":
                    given, after = self.list_value(place + 1, depth + 1)
                    result, place = self.applied(place, method_result, result, name, given), after
                    continue
                if isinstance(result, Table) and name in result.rows.spelled:
                    result, place = result.rows[result.rows.spelled[name]], place + 1
                    continue
            if following.text[:1] in (".", "(") or following.kind in ("type", "variable"):
                raise self.unknown(place - 1)
            break
        return result, place

    def argument(self, place: int) -> tuple[Any, int]:
        """The value of an argument of a command, to which texts that are glued to it belong."""
        first = self.tokens[place].kind
        result, place = self.operand(place, 0)
        if self.tokens[place].text == ",":
            result = [result]
            while self.tokens[place].text == ",":
                more, place = self.operand(place + 1, 0)
                result.append(more)
            return result, place
        parts: list[str] = []
        while (
            first == "variable"
            and self.tokens[place].glued
            and self.tokens[place].kind in ("word", "variable", "double")
        ):
            more, place = self.operand(place, 0)
            parts.append(plain(more, self, place))
        return (plain(result, self, place) + "".join(parts) if parts else result), place

    def array(self, place: int, depth: int) -> tuple[list[Any], int]:
        """The values of ``@(...)``."""
        found: list[Any] = []
        while self.tokens[place].text != ")":
            if self.tokens[place].kind == "line" or self.tokens[place].text == ",":
                place += 1
                continue
            value, place = self.value(place, depth + 1)
            found.append(value)
        return found, place + 1

    def quoted(self, place: int, _: int) -> tuple[str, int]:
        """A text in quotes or a here-string; variables in double quotes are filled in."""
        token = self.tokens[place]
        if token.kind == "single":
            return token.text[1:-1].replace("''", "'"), place + 1
        if token.kind == "double":
            return self.filled(token.text[1:-1], place), place + 1
        body = token.text.partition("\n")[2][:-2].removesuffix("\n").removesuffix("\r")
        return (body if token.text[1] == "'" else self.filled(body, place, here=True)), place + 1

    def filled(self, text: str, place: int, *, here: bool = False) -> str:
        """A text with its backtick escapes and variables resolved."""
        parts: list[str] = []
        for found in _INTERPOLATED.finditer(text):
            name = found[2] or found[3] or found[4]
            if found[1] is not None:
                parts.append(_ESCAPES.get(found[1], found[1]))
            elif name == "(":
                raise self.fault(place, "`$(...)` in this text is known only when the script runs")
            elif name is not None:
                parts.append(plain(self.variable(name, place), self, place))
            else:
                parts.append('"' if found[0] == '""' and not here else found[0])
        result = "".join(parts)
        self.spend(len(result), place)
        return result

    def variable(self, name: str, place: int) -> Any:
        """The value of a variable; raises the reason when it has none."""
        key = name.lower().rpartition(":")[2] if not name.lower().startswith("env:") else name.lower()
        if key in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[key]
        bare = name.rpartition(":")[2]
        value = self.variables.get(key)
        if key in self.variables and not isinstance(value, Unreadable):
            return value
        if bare.lower() in self.given:
            return self.given[bare.lower()]
        advice = f"put its value in its place, or give it with --var {bare}=VALUE"
        if value is None:
            where = "is read from the environment" if key.startswith("env:") else "is not set in this script"
            raise self.fault(place, f"`${name}` {where}: {advice}")
        reason = value.reason.removesuffix(PUT)
        raise Unreadable(f"{reason}{advice}" if reason != value.reason else reason, value.line, value.column)

    def of_variable(self, place: int, _: int) -> tuple[Any, int]:
        """A variable's value."""
        return self.variable(self.tokens[place].text.strip("${}"), place), place + 1

    def word(self, place: int, _: int) -> tuple[Any, int]:
        """A bare word: an object that is made, or a text; what is glued to it belongs to it."""
        command = self.tokens[place].text.lower()
        if command in COMMANDS and not self.tokens[place + 1].glued:
            return result_of(self, command, place + 1)
        following = self.tokens[place + 1]
        if (number := number_of(command)) is not None and not (following.glued and following.kind in _JOINED):
            return number, place + 1
        parts = [self.filled(self.tokens[place].text, place, here=True)]
        place += 1
        in_url = "://" in parts[0]
        while self.tokens[place].glued:
            kind, text = self.tokens[place].kind, self.tokens[place].text
            if kind not in ("word", "single", "double", "variable") and not (in_url and text in ("=", ",")):
                break
            more = READERS[kind](self, place, 0)[0] if kind not in ("word", "mark") else re.sub(r"`(.)", r"\1", text)
            parts.append(plain(more, self, place))
            place += 1
        return "".join(parts), place

    def typed(self, place: int, depth: int) -> tuple[Any, int]:
        """A value with a type before it: an ordered table, base64 of a text, or an object made with ::new()."""
        name = self.tokens[place].text[1:-1].lower()
        if self.tokens[place + 1].text == "::" or self.tokens[place + 1].text.startswith("::"):
            return static(self, name, place)
        result, after = self.operand(place + 1, depth + 1)
        if name in ("ordered", "pscustomobject", "hashtable") and isinstance(result, Table):
            return Table(result.rows, name != "hashtable"), after
        if name in ("string", "uri", "system.uri"):
            return plain(result, self, place), after
        raise self.unknown(place)

    def list_value(self, place: int, depth: int = 0) -> tuple[list[Any], int]:
        """Values in parentheses, with commas between them."""
        found: list[Any] = []
        if self.tokens[place].text != "(":
            raise self.unknown(place)
        place += 1
        while self.tokens[place].text != ")":
            value, place = self.value(place, depth + 1)
            found.append(value)
            if self.tokens[place].text == ",":
                place += 1
            elif self.tokens[place].text != ")":
                raise self.unknown(place)
        return found, place + 1

    def table(self, place: int, depth: int) -> tuple[Table, int]:
        """A hashtable; a value that is not known keeps its reason."""
        rows = Rows()
        while True:
            while self.tokens[place].kind == "line":
                place += 1
            if self.tokens[place].text == "}":
                return Table(rows, len(rows) < 2), place + 1
            key, place = self.operand(place, depth + 1)
            if self.tokens[place].text != "=":
                raise self.fault(place, "expected `=` after a name in this hashtable")
            place += 1
            value, place = self.value(place, depth + 1, lists=True)
            rows[plain(key, self, place)] = value
            if self.tokens[place].kind != "line" and self.tokens[place].text != "}":
                raise self.unknown(place)


def plain(value: Any, script: Script, place: int) -> str:
    """A value as text in a text; raises Unreadable for tables and the like."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, int | float):
        return "" if value is None else str(value)
    raise script.unknown(max(place - 1, 0))


READERS: dict[str, Callable[[Script, int, int], tuple[Any, int]]] = {
    "single": Script.quoted,
    "double": Script.quoted,
    "here": Script.quoted,
    "variable": Script.of_variable,
    "type": Script.typed,
    "word": Script.word,
}
