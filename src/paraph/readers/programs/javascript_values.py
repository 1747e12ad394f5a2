"""Evaluates JavaScript expressions that consist of literals, without running anything.

Tokens are read by a scanner that skips comments. Expressions are literals, objects, arrays, sums of texts, names that
are assigned once, and the few functions that "copy as" and export features write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text, percent, percent_safe
from paraph.core.message import wire_bytes
from paraph.readers.commands.shell import fault
from paraph.readers.files.har import FORM_SAFE
from paraph.readers.programs.javascript_tokens import Token, tokens, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.errors import Unreadable

STEPS = 10_000
"""Steps that all expressions may take, and one more for every 8 characters of the text."""
MOST_DEPTH = 60
WATCH = "put its value in its place, or send the request to `paraph watch`"
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_QUOTED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_CONTROL = re.compile(r"[\x00-\x1f\"\\]")
IGNORED = frozenset(
    ["agent", "cache", "credentials", "dispatcher", "httpAgent", "httpsAgent", "integrity", "keepalive", "maxBodyLength",
     "maxContentLength", "maxRedirects", "mode", "priority", "redirect", "referrer", "referrerPolicy", "responseType",
     "signal", "timeout", "validateStatus", "withCredentials"]
)  # fmt: skip
_URI_SAFE = "-_.!~*'()"


class Rows(NamedTuple):
    """A URLSearchParams or Headers object."""

    kind: str
    pairs: tuple[tuple[str, str], ...]


@dataclass
class Binding:
    """A name: where its value begins, or None if it has several, and what is appended to it."""

    start: int | None
    changes: list[tuple[int, str]] = field(default_factory=list)


class Script:
    """A text in tokens, with its names; evaluates expressions within one budget of steps."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.steps = STEPS + len(text) // 8
        self.places = [place for place, token in enumerate(self.tokens) if token[0] == "name"]
        self.names = self.bindings()

    def bindings(self) -> dict[str, Binding]:
        """Find each name that is assigned, and the calls and assignments that change it."""
        names: dict[str, Binding] = {}
        tokens = self.tokens
        for place in self.places:
            after = tokens[place + 1].text
            if after in ("=", "+=", "++") and not (place and tokens[place - 1].text in (".", "...")):
                name = tokens[place].text
                names[name] = Binding(place + 2 if after == "=" and name not in names else None)
        if not names:
            return names
        for place in self.places:
            name = tokens[place].text
            if name in names and place < len(tokens) - 3 and (not place or tokens[place - 1].text != "."):
                change = self.change(place)
                if change:
                    names[name].changes.append((place, change))
        return names

    def change(self, place: int) -> str:
        """Return how the statement at a name changes its value: append, set, or something else; empty if not."""
        dot, member, after = self.tokens[place + 1 : place + 4]
        if dot.text == "." and after.text == "(" and member.text in ("append", "set"):
            return member.text
        if dot.text == "." and after.text == "(" and member.text in ("delete", "push", "sort", "splice"):
            return "other"
        if dot.text == "." and after.text in ("=", "+=", "["):
            return "other" if after.text != "[" or self.assigned_after(place + 3) else ""
        return "other" if dot.text == "[" and self.assigned_after(place + 1) else ""

    def assigned_after(self, place: int) -> bool:
        """Return whether a value is assigned to the item in the brackets at `place`."""
        end = next((i for i in range(place, min(place + 20, len(self.tokens))) if self.tokens[i].text == "]"), -1)
        return 0 <= end < len(self.tokens) - 1 and self.tokens[end + 1].text in ("=", "+=")

    def unknown(self, place: int, why: str = "is known only when the program runs") -> Unreadable:
        """Return the error that names the expression at a token."""
        line = self.text[self.tokens[place].offset : self.tokens[place].offset + 200].split("\n", 1)[0]
        name = re.split(r"[,;)}]", line, maxsplit=1)[0].strip()[:60] or "the end of the text"
        return fault(self.text, self.tokens[place].offset, f"`{name}` {why}: {WATCH}")

    def expect(self, place: int, mark: str) -> int:
        """Return the place after a mark; raises Unreadable if another token is there."""
        token = self.tokens[place]
        if token.text != mark or token.kind != "mark":
            shown = f"`{token.text[:20]}`" if token.text else "the end of the text"
            raise fault(self.text, token.offset, f"expected `{mark}`, found {' '.join(shown.split())}")
        return place + 1

    def value(self, place: int, depth: int = 0) -> tuple[Any, int]:
        """Return the value of the expression at a token, and the place after it."""
        result, place = self.term(place, depth)
        while self.tokens[place].text == "+" and self.tokens[place].kind == "mark":
            start = place + 1
            more, place = self.term(start, depth)
            if not isinstance(result, str) and not isinstance(more, str):
                raise self.unknown(start)
            result = text_of(result, self, start) + text_of(more, self, start)
            self.steps -= len(result) // 100
        return result, place

    def term(self, place: int, depth: int) -> tuple[Any, int]:
        """Return the value of one operand, and the place after it."""
        self.steps -= 1
        if self.steps < 0 or depth > MOST_DEPTH:
            raise self.unknown(place, "is nested too deeply or too long to work out")
        token = self.tokens[place]
        if token.kind == "string":
            return unescape(token.text[1:-1]), self.check_end(place + 1)
        if token.kind == "template":
            return self.template(token, depth), self.check_end(place + 1)
        if token.kind == "number":
            return number(token.text), self.check_end(place + 1)
        if token.text == "-" and self.tokens[place + 1].kind == "number":
            return -number(self.tokens[place + 1].text), self.check_end(place + 2)
        if token.text == "{":
            return self.object_value(place + 1, depth)
        if token.text == "[":
            items, place = self.items(place + 1, "]", depth)
            return items, self.check_end(place)
        if token.text == "(":
            result, place = self.value(place + 1, depth + 1)
            return result, self.check_end(self.expect(place, ")"))
        if token.kind == "name":
            return self.word_value(place, depth)
        raise self.unknown(place)

    def check_end(self, place: int) -> int:
        """Return the same place if no member access and no operator follows; raises Unreadable otherwise."""
        if self.tokens[place].text in (".", "[", "(", "?", "*", "/", "-", "%", "&", "|", "`"):
            raise self.unknown(place - 1)
        return place

    def template(self, token: Token, depth: int) -> str:
        """Return the value of a template literal; ``${}`` may only contain a known name."""
        parts = re.split(r"(?<!\\)\$\{\s*([\w$]*)\s*(\}?)", token.text[1:-1])
        result = unescape(parts[0])
        for name, closed, after in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            if not name or not closed:
                raise fault(self.text, token.offset, f"`${{...}}` in this template is known only when it runs: {WATCH}")
            binding = self.names.get(name)
            if binding is None or binding.start is None:
                raise fault(self.text, token.offset, f"`{name}` in this template is not known: {WATCH}")
            value, _ = self.value(binding.start, depth + 1)
            result += text_of(value, self, binding.start) + unescape(after)
            self.steps -= len(result) // 100
        return result

    def items(self, place: int, end: str, depth: int) -> tuple[list[Any], int]:
        """Return the values up to a closing mark, and the place after it."""
        found: list[Any] = []
        while self.tokens[place].text != end:
            value, place = self.value(place, depth + 1)
            found.append(value)
            if self.tokens[place].text == ",":
                place += 1
            elif self.tokens[place].text != end:
                self.expect(place, end)
        return found, place + 1

    def object_value(self, place: int, depth: int) -> tuple[dict[str, Any], int]:
        """Return an object without the members that do not affect the request."""
        found: dict[str, Any] = {}
        while self.tokens[place].text != "}":
            token = self.tokens[place]
            if token.text == "...":
                more, place = self.value(place + 1, depth + 1)
                found |= more if isinstance(more, dict) else {}
            elif token.kind == "name" and self.tokens[place + 1].text in (",", "}"):
                found[token.text], place = self.value(place, depth + 1)
            elif token.kind in ("name", "string", "number"):
                key = unescape(token.text[1:-1]) if token.kind == "string" else token.text
                place = self.expect(place + 1, ":")
                if key in IGNORED and depth <= 2:
                    place = self.skip_expression(place)
                else:
                    found[key], place = self.value(place, depth + 1)
            else:
                raise self.unknown(place)
            if self.tokens[place].text == ",":
                place += 1
            elif self.tokens[place].text != "}":
                self.expect(place, "}")
        return found, place + 1

    def skip_expression(self, place: int) -> int:
        """Return the place after an expression that is not evaluated."""
        nested = 0
        while self.tokens[place].kind != "end" and (nested or self.tokens[place].text not in (",", "}")):
            nested += (self.tokens[place].text in "([{") - (self.tokens[place].text in ")]}")
            place += 1
        return place

    def word_value(self, place: int, depth: int) -> tuple[Any, int]:
        """Return the value of a word, a name that is assigned once, or a known function."""
        name, after = self.dotted_name(place)
        if name in _WORDS:
            return _WORDS[name], self.check_end(after)
        if name == "new":
            name, after = self.dotted_name(place + 1)
        if self.tokens[after].text == "(":
            arguments, end = self.items(after + 1, ")", depth)
            return self.call_result(name, arguments, place, end)
        if name in ("URLSearchParams", "Headers", "FormData"):
            return Rows(name, ()), self.check_end(after)
        binding = self.names.get(name)
        if binding is None or binding.start is None:
            raise self.unknown(place, "is assigned more than once" if binding else "is not known in this text")
        value, _ = self.value(binding.start, depth + 1)
        for changed, how in binding.changes:
            if changed >= place:  # they are in the order of the text
                break
            value = self.apply_change(value, changed, how, depth)
        return value, self.check_end(after)

    def apply_change(self, value: Any, place: int, how: str, depth: int) -> Any:
        """Return a value after one change."""
        if not isinstance(value, Rows) or how == "other":
            raise self.unknown(place, "changes a value in a way that is not followed here")
        arguments, _ = self.items(place + 4, ")", depth)
        if len(arguments) != 2:
            raise self.unknown(place)
        name, text = (text_of(argument, self, place) for argument in arguments)
        self.steps -= len(value.pairs) // 10
        any_case = value.kind == "Headers"
        kept = tuple(
            pair
            for pair in value.pairs
            if how != "set" or not (pair[0] == name or (any_case and pair[0].lower() == name.lower()))
        )
        return Rows(value.kind, (*kept, (name, text)))

    def dotted_name(self, place: int) -> tuple[str, int]:
        """Return a name with its members, and the place after it."""
        names = [self.tokens[place].text]
        place += 1
        while self.tokens[place].text == "." and self.tokens[place + 1].kind == "name":
            names.append(self.tokens[place + 1].text)
            place += 2
        return ".".join(names), place

    def call_result(self, name: str, arguments: list[Any], place: int, end: int) -> tuple[Any, int]:
        """Return the result of a known function, and the place after it."""
        first = arguments[0] if arguments else None
        if name in ("URLSearchParams", "Headers") and len(arguments) <= 1:
            rows = tuple(pairs_of(first, self, place))
            member = [token.text for token in self.tokens[end : end + 4]]
            if member == [".", "toString", "(", ")"]:
                return join_form(rows), self.check_end(end + 4)
            return Rows(name, rows), self.check_end(end)
        if name == "FormData" and not arguments:
            return Rows(name, ()), self.check_end(end)
        if name == "JSON.stringify" and len(arguments) == 1:
            return value_text(first, self, place), self.check_end(end)
        if name == "Buffer.from" and isinstance(first, str) and len(arguments) == 1:
            member = [token.text for token in self.tokens[end : end + 5]]
            if member[:3] == [".", "toString", "("] and member[3][1:-1] == "base64" and member[4] == ")":
                return base64_text(wire_bytes(first)), self.check_end(end + 5)
        if name in ("encodeURIComponent", "btoa", "String", "qs.stringify") and len(arguments) == 1:
            return simple(name, first, self, place), self.check_end(end)
        raise self.unknown(place)


def simple(name: str, value: Any, script: Script, place: int) -> str:
    """Return the text that a function of one argument returns."""
    if name == "qs.stringify":
        return "&".join(f"{percent(key)}={percent(text)}" for key, text in pairs_of(value, script, place))
    text = text_of(value, script, place)
    if name == "btoa":
        if not all(char <= "\xff" for char in text):
            raise script.unknown(place, "refuses these characters")
        return base64_text(text.encode("latin-1"))
    return percent_safe(text, _URI_SAFE) if name == "encodeURIComponent" else text


def pairs_of(value: Any, script: Script, place: int) -> Iterator[tuple[str, str]]:
    """Return names and values of an object, an array of pairs, or an object with rows."""
    if isinstance(value, Rows):
        yield from value.pairs
        return
    if isinstance(value, str):
        value = [part.partition("=")[::2] for part in value.removeprefix("?").split("&") if part]
        if any("%" in text or "+" in text for row in value for text in row):
            raise script.unknown(place, "is parsed when it runs")
    for row in value.items() if isinstance(value, dict) else value or ():
        if not isinstance(row, list | tuple) or len(row) != 2:
            raise script.unknown(place)
        yield text_of(row[0], script, place), text_of(row[1], script, place)


def join_form(pairs: tuple[tuple[str, str], ...]) -> str:
    """Join pairs as URLSearchParams does (WHATWG URL, section 5.2)."""
    return "&".join(
        f"{percent_safe(name, FORM_SAFE, space='+')}={percent_safe(value, FORM_SAFE, space='+')}"
        for name, value in pairs
    )


def number(text: str) -> float:
    """Return a number as JavaScript has it; whole ones as int."""
    value = float(int(text, 16)) if text[:2] in ("0x", "0X") and len(text) < 200 else float(text)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def text_of(value: Any, script: Script, place: int) -> str:
    """Return a value as text within a text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Rows) and value.kind == "URLSearchParams":
        return join_form(value.pairs)
    if value is None or isinstance(value, int | float):
        return value_text(value, script, place)
    raise script.unknown(place, "is no text")


def value_text(value: Any, script: Script, place: int) -> str:
    """Encode a value as JSON.stringify does; members whose names are whole numbers come first, as in every object."""
    if isinstance(value, str):
        return f'"{_CONTROL.sub(json_escape, value)}"'
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if "e" in repr(value) or "inf" in repr(value):
            raise script.unknown(place, "has a number that is too large or too small to be written here")
        return repr(value)
    if isinstance(value, list):
        return "[" + ",".join(value_text(item, script, place) for item in value) + "]"
    if isinstance(value, dict):
        first = sorted((key for key in value if re.fullmatch(r"0|[1-9][0-9]{0,8}", key)), key=int)
        names = [*first, *(key for key in value if key not in first)]
        return "{" + ",".join(f"{value_text(key, script, place)}:{value_text(value[key], script, place)}" for key in names) + "}"  # fmt: skip
    raise script.unknown(place, "is no JSON")


def json_escape(found: re.Match[str]) -> str:
    """Return an escape of JSON."""
    return _QUOTED.get(found[0], f"\\u{ord(found[0]):04x}")
