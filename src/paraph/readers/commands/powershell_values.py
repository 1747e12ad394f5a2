"""PowerShell statements in words and values, for what Invoke-RestMethod needs; nothing is run.

Statements are followed one after the other. A variable whose value is not known keeps the reason, and whoever asks
for it raises that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text
from paraph.core.errors import Unreadable
from paraph.core.message import wire_bytes
from paraph.readers.commands.shell import Places, fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MOST_DEPTH = 60
MOST_TOKENS = 24_000
STEPS, CHARACTERS = 10_000, 1 << 20
"""How many steps values may take and how long they may be in all, besides what the length of the text adds."""
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_SCAN = re.compile(
    r"""(?P<blank>[ \t\r\f\ufeff]++|`\r?\n|\#[^\n]*|<\#.*?\#>)
    |(?P<line>\n|;)
    |(?P<here>@'[ \t]*\r?\n.*?(?:(?<=\n)'@)|@"[ \t]*\r?\n.*?(?:(?<=\n)"@))
    |(?P<single>'(?:[^']++|'')*+')
    |(?P<double>"(?:[^"`]++|`.|"")*+")
    |(?P<variable>\$(?:\{[^}\n]{0,200}\}|(?:(?:global|script|local|private|env):)?\w+))
    |(?P<splat>@\w+)
    |(?P<mark>@\{|@\(|\$\(|::|[(){}=,|&])
    |(?P<type>\[[A-Za-z][\w.,`\[\] ]{0,200}\])
    |(?P<word>(?:[^\s;'"(){}=,|&`]++|`.)++)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPENS = re.compile(r"@['\"][ \t]*+\r?\n|<#")
_made = tuple.__new__
_INTERPOLATED = re.compile(
    r"`(.)|\"\"|\$(?:\{([^}\n]{0,200})\}|(\(|(?:\w+:)?\w+))|(?:[^`\"$]++|\$(?!\{[^}\n]{0,200}\}|[(\w]))++|.", re.DOTALL
)


class Token(NamedTuple):
    """A word; `glued` says that nothing stands between it and the one before."""

    kind: str
    text: str
    offset: int
    glued: bool


class Rows(dict[str, Any]):
    """Items in order; a name is the same in any letter case, and stays as it was first written."""

    def __init__(self, rows: Mapping[str, Any] = {}) -> None:
        super().__init__()
        self.spelled: dict[str, str] = {}
        self.set_all(rows)

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(self.spelled.setdefault(key.lower(), key), value)

    def set_all(self, rows: Mapping[str, Any]) -> None:
        """Set each of the items."""
        for key, value in rows.items():
            self[key] = value


class Table(NamedTuple):
    """A hashtable or dictionary; `ordered` says that its order is known when the script runs."""

    rows: Rows
    ordered: bool


@dataclass
class Session:
    """A web session: its user agent, cookies and headers."""

    user_agent: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    headers: Rows = field(default_factory=Rows)


def tokens(text: str) -> list[Token]:
    """The words of a script, with one at the end; raises Unreadable for a quote not closed, and for very many words."""
    found: list[Token] = []
    place, ended = 0, -1
    for scanned in _SCAN.finditer(text):
        kind, piece = scanned.lastgroup or "", scanned[0]
        if kind == "other" or (piece[0] in "@<" and kind == "word" and _OPENS.match(text, place)):
            what = {"@": "this here-string", "<": "this comment"}.get(text[place], "this quote")
            raise fault(text, place, f"{what} is not closed" if text[place] in "'\"@<" else "this is no PowerShell")
        if kind != "blank":
            found.append(_made(Token, (kind, piece, place, ended == place)))
            ended = place + len(piece)
            if len(found) > MOST_TOKENS:
                raise fault(text, place, f"here are more than {MOST_TOKENS} words: give the part that makes the call")
        place += len(piece)
    return [*found, Token("end", "", len(text), False)]


class Script:
    """A script in words, with the variables as they stand after the statements up to `place`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.places = Places(text)
        self.variables: dict[str, Any] = {}
        self.steps = STEPS + len(text) // 8
        self.characters = CHARACTERS + 8 * len(text)

    def fault(self, place: int, message: str) -> Unreadable:
        """An error at a word."""
        return Unreadable(message, *self.places.position(self.tokens[place].offset))

    def unknown(self, place: int) -> Unreadable:
        """An error that names what is known only to PowerShell."""
        shown = (
            self.text[self.tokens[place].offset : self.tokens[place].offset + 200].split("\n", 1)[0].strip()[:60]
            or "the end of the text"
        )
        return self.fault(place, f"`{shown}` is known only when the script runs: put its value in its place")

    def value(self, place: int, depth: int = 0) -> tuple[Any, int]:
        """The value of an expression, sums of texts too, and the place after it."""
        result, place = self.operand(self.no_command(place), depth)
        if self.tokens[place].text != "+":
            return result, place
        parts = [plain(result, self, place)]
        while self.tokens[place].text == "+":
            more, after = self.operand(self.no_command(place + 1), depth)
            parts.append(plain(more, self, place))
            self.spend(len(parts[-1]), place)
            place = after
        return "".join(parts), place

    def no_command(self, place: int) -> int:
        """The same place, when what stands there is no command: a bare word is text only as an argument or a name."""
        token = self.tokens[place]
        if token.kind == "word" and not re.fullmatch(r"(?i)-?[0-9]+(?:\.[0-9]+)?|new-object", token.text):
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
        elif token.text == "(":
            result, after = self.value(place + 1, depth + 1)
            if self.tokens[after].text != ")":
                raise self.unknown(place)
            place = after + 1
        else:
            raise self.unknown(place)
        following = self.tokens[place]
        if following.glued and (following.text[:1] in (".", "(") or following.kind in ("type", "variable")):
            raise self.unknown(place - 1)
        return result, place

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
            name = found[2] or found[3]
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
        if key not in self.variables:
            raise self.fault(place, f"`${name}` is not set in this script: put its value in its place")
        value = self.variables[key]
        if isinstance(value, Unreadable):
            raise value
        return value

    def of_variable(self, place: int, _: int) -> tuple[Any, int]:
        """A variable's value."""
        return self.variable(self.tokens[place].text.strip("${}"), place), place + 1

    def word(self, place: int, _: int) -> tuple[Any, int]:
        """A bare word: an object that is made, or a text; what is glued to it belongs to it."""
        if self.tokens[place].text.lower() == "new-object":
            return self.new_object(place + 1)
        parts = [re.sub(r"`(.)", r"\1", self.tokens[place].text)]
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

    def new_object(self, place: int) -> tuple[Any, int]:
        """An object made with New-Object: a dictionary, a session or a cookie."""
        name = self.tokens[place].text.strip("'\"[]").lower()
        if "dictionary" in name or "hashtable" in name:
            place += 1
            while self.tokens[place].glued and self.tokens[place].kind in ("type", "word", "mark"):
                place += 1
            return Table(Rows(), False), place
        if name.endswith("webrequestsession"):
            return Session(), place + 1
        if name.endswith("net.cookie"):
            return self.list_value(place + 1)
        raise self.unknown(place)

    def typed(self, place: int, depth: int) -> tuple[Any, int]:
        """A value with a type before it: an ordered table, base64 of a text, or an object made with ::new()."""
        name = self.tokens[place].text[1:-1].lower()
        if self.tokens[place + 1].text == "::" or self.tokens[place + 1].text.startswith("::"):
            return self.static(name, place)
        result, after = self.operand(place + 1, depth + 1)
        if name in ("ordered", "pscustomobject", "hashtable") and isinstance(result, Table):
            return Table(result.rows, name != "hashtable"), after
        if name in ("string", "uri"):
            return plain(result, self, place), after
        raise self.unknown(place)

    def static(self, name: str, place: int) -> tuple[Any, int]:
        """The result of ``[type]::new()``, or of the base64 of a text's bytes."""
        short = name.rpartition(".")[2]
        pattern = re.compile(
            r"(?i)\[(?:System\.)?Convert\]::ToBase64String\(\[(?:System\.)?(?:Text\.)?Encoding\]::(?:ASCII|UTF8)\.GetBytes\("
        )
        found = pattern.match(self.text, self.tokens[place].offset)
        if found:
            inner = next(i for i in range(place, len(self.tokens)) if self.tokens[i].offset >= found.end())
            value, after = self.value(inner, 1)
            if [token.text for token in self.tokens[after : after + 2]] == [")", ")"]:
                return base64_text(wire_bytes(plain(value, self, place))), after + 2
        after = place + 1
        while self.tokens[after].kind != "end" and self.tokens[after].text != "(" and after < place + 4:
            after += 1
        if self.text[self.tokens[place].offset : self.tokens[after].offset].lower().endswith("::new"):
            arguments, after = self.list_value(after)
            if short == "webrequestsession" or "dictionary" in name or short == "hashtable":
                return (Session() if short == "webrequestsession" else Table(Rows(), False)), after
            if short == "cookie":
                return arguments, after
        raise self.unknown(place)

    def list_value(self, place: int) -> tuple[list[Any], int]:
        """Values in parentheses, with commas between them."""
        found: list[Any] = []
        if self.tokens[place].text != "(":
            raise self.unknown(place)
        place += 1
        while self.tokens[place].text != ")":
            value, place = self.value(place, 1)
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
            value, place = self.value(place, depth + 1)
            rows[plain(key, self, place)] = value
            if self.tokens[place].kind != "line" and self.tokens[place].text != "}":
                raise self.unknown(place)


def plain(value: Any, script: Script, place: int) -> str:
    """A value as text in a text; raises Unreadable for tables and the like."""
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
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
