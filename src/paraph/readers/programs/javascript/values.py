"""Evaluates JavaScript expressions that consist of literals, without running anything.

Expressions are literals, objects, arrays, sums of texts, names that are assigned once, and functions without side
effects that programs use to write a request (``JSON.stringify``, ``encodeURIComponent``, ``URLSearchParams``).
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from paraph.readers.commands.shell import fault
from paraph.readers.common import without_texts
from paraph.readers.programs.javascript import members
from paraph.readers.programs.javascript.names import Binding, Names
from paraph.readers.programs.javascript.text import FUNCTION, UNDEFINED, NoText, Rows, Undefined, Url, text_of
from paraph.readers.programs.javascript.tokens import Token, number, tokens, unescape
from paraph.readers.programs.signing_programs import next_step_of_javascript

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.errors import Unreadable

STEPS = 10_000
"""Steps that all expressions may take, and one more for every 8 characters of the text."""
MOST_DEPTH = 50
_WORDS = {"true": True, "false": False, "null": None, "undefined": UNDEFINED}
_VALUE_MARKS = frozenset(("(", "?", "*", "/", "-", "%", "&", "|", "`", "==", "===", "!=", "!==", "<", ">", "=>", "^"))
_VALUE_WORDS = frozenset(("in", "instanceof"))
_ENVIRONMENT = re.compile(r"(?:process|import\.meta)\.env\.([\w$]+)")
_PIECE = re.compile(r"((?:[^\\$]++|\\.|\$(?!\{))*+)(?:\$\{([^{}`]*+)\}|(\$\{)|\Z)", re.DOTALL)


class Script:
    """A text in tokens, with its names; evaluates expressions within one budget of steps."""

    def __init__(self, text: str, variables: Mapping[str, str] | None = None) -> None:
        self.text = text
        self.tokens = tokens(text)
        self.steps = STEPS + len(text) // 8
        self.places = [place for place, token in enumerate(self.tokens) if token[0] == "name"]
        self.names = Names(text, self.tokens, self.places)
        self.variables = variables or {}
        self.now = 0  # the place of the call that is read: what is changed after it does not count

    @cached_property
    def next_step(self) -> str:
        """What to do about a value that is known only when the program runs."""
        return next_step_of_javascript(self.text)

    def unknown(self, place: int, why: str = "is known only when the program runs", name: str = "") -> Unreadable:
        """Return the error that names the expression at a token; `name` is that of a variable that --var can give."""
        line = self.text[self.tokens[place].offset : self.tokens[place].offset + 200].split("\n", 1)[0]
        shown = without_texts(re.split(r"[,;)}]", line, maxsplit=1)[0]) or "the end of the text"
        give = f"give it with --var {name[:60]}=VALUE, " if name else ""
        return fault(self.text, self.tokens[place].offset, f"`{shown}` {why}: {give}{self.next_step}")

    def text_of(self, value: Any, place: int) -> str:
        """Return a value as text; raises Unreadable, at the token, for an object without a known text."""
        try:
            return text_of(value)
        except NoText as error:
            raise self.unknown(place, str(error)) from None

    def expect(self, place: int, mark: str) -> int:
        """Return the place after a mark; raises Unreadable if another token is there."""
        token = self.tokens[place]
        if token.text != mark or token.kind != "mark":
            shown = f"`{token.text[:20]}`" if token.text else "the end of the text"
            raise fault(self.text, token.offset, f"expected `{mark}`, found {' '.join(shown.split())}")
        return place + 1

    def value(self, place: int, depth: int = 0) -> tuple[Any, int]:
        """Return the value of the expression at a token, and the place after it."""
        result, place = self.sum(place, depth)
        while self.tokens[place].text in ("||", "??"):
            missing = result is None or result is UNDEFINED
            unset = missing or (self.tokens[place].text == "||" and members.is_false(result))
            other, place = self.sum(place + 1, depth) if unset else (result, self.skip_expression(place + 1))
            result = other
        if self.tokens[place].text in _VALUE_MARKS or self.tokens[place].text in _VALUE_WORDS:
            raise self.unknown(place - 1)
        return result, place

    def sum(self, place: int, depth: int) -> tuple[Any, int]:
        """Return the value of one operand or of a sum, and the place after it."""
        start = place
        result, place = self.term(place, depth)
        pieces: list[str] = []  # joined at the end, so that a long sum of texts stays linear
        while self.tokens[place].text == "+" and self.tokens[place].kind == "mark":
            right = place + 1
            more, place = self.term(right, depth)
            numbers = not pieces and members.is_number(result) and members.is_number(more)
            if numbers:
                result = members.whole(result + more)
                continue
            if not pieces:
                if not isinstance(result, str | list | Url | Rows) and not isinstance(more, str | list | Url | Rows):
                    raise self.unknown(right)
                pieces = [self.text_of(result, start)]
            pieces.append(self.text_of(more, right))
            self.steps -= len(pieces[-1]) // 100
        return ("".join(pieces) if pieces else result), place

    def term(self, place: int, depth: int) -> tuple[Any, int]:
        """Return the value of one operand with its members and calls, and the place after it."""
        self.steps -= 1
        end = self.function_end(place)
        if end:
            return FUNCTION, end
        if self.steps < 0 or depth > MOST_DEPTH:
            raise self.unknown(place, "is nested too deeply or too long to work out")
        if self.tokens[place].text == "await":
            raise self.unknown(place)
        result, after = self.primary(place, depth)
        while self.tokens[after].text in (".", "[", "?."):
            result, after = self.member(result, after, place, depth)
        return result, after

    def member(self, value: Any, at: int, place: int, depth: int) -> tuple[Any, int]:
        """Return a member of a value or the result of its method, and the place after it; `at` is that of the dot."""
        if self.tokens[at].text == "[":
            key, end = self.value(at + 1, depth + 1)
            return self.item(value, self.text_of(key, at + 1), place), self.expect(end, "]")
        name = self.tokens[at + 1].text
        if self.tokens[at + 2].text != "(":
            return self.item(value, name, place), at + 2
        arguments, end = self.items(at + 3, ")", depth)
        return self.answer(place, members.method_result, value, name, arguments), end

    def item(self, value: Any, name: str, place: int) -> Any:
        """Return a member of a value."""
        return self.answer(place, members.item, value, name)

    def answer(self, place: int, function: Any, *given: Any) -> Any:
        """Return the result of a function of values; what it cannot know becomes Unreadable at the token."""
        try:
            result = function(*given)
        except NoText as error:
            raise self.unknown(place, str(error)) from None
        if isinstance(result, str):
            self.steps -= len(result) // 100
        return result

    def primary(self, place: int, depth: int) -> tuple[Any, int]:
        """Return the value of a literal, a name, a call of a known function, or an expression in parentheses."""
        token = self.tokens[place]
        if token.kind == "string":
            return unescape(token.text[1:-1]), place + 1
        if token.kind == "template":
            return self.template(token, place, depth), place + 1
        if token.kind == "number":
            return number(token.text), place + 1
        if token.text == "-" and self.tokens[place + 1].kind == "number":
            return -number(self.tokens[place + 1].text), place + 2
        if token.text == "{":
            return self.object_value(place + 1, depth)
        if token.text == "[":
            return self.items(place + 1, "]", depth)
        if token.text == "(":
            result, place = self.value(place + 1, depth + 1)
            return result, self.expect(place, ")")
        if token.kind == "name":
            return self.word_value(place, depth)
        raise self.unknown(place)

    def template(self, token: Token, place: int, depth: int) -> str:
        """Return the value of a template literal; ``${}`` may contain what can be known."""
        found: list[str] = []
        for piece in _PIECE.finditer(token.text, 1, len(token.text) - 1):
            self.steps -= 1
            if piece[3] or self.steps < 0:
                raise fault(self.text, token.offset, f"`${{...}}` in this template is known only when it runs: {self.next_step}")  # fmt: skip
            found.append(unescape(piece[1]))
            if piece[2] is not None:
                found.append(self.inserted(piece[2], token.offset + piece.start(2), place, depth))
                self.steps -= len(found[-1]) // 100
        return "".join(found)

    def inserted(self, text: str, offset: int, place: int, depth: int) -> str:
        """Return the text of an expression in a template, which begins at an offset of the text."""
        kept = self.tokens, self.names
        inner = [token._replace(offset=token.offset + offset) for token in tokens(text)]
        self.tokens = inner
        self.names = self.names.seen_from(place, inner)
        try:
            value, end = self.value(0, depth + 1)
            if self.tokens[end].kind != "end":
                raise self.unknown(0)
            return self.text_of(value, 0)
        finally:
            self.tokens, self.names = kept

    def items(self, place: int, end: str, depth: int) -> tuple[list[Any], int]:
        """Return the values up to a closing mark, and the place after it."""
        found: list[Any] = []
        while self.tokens[place].text != end:
            if self.tokens[place].text == "...":
                value, place = self.value(place + 1, depth + 1)
                if not isinstance(value, list):
                    raise self.unknown(place - 1)
                found += value
            else:
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
                more, end = self.value(place + 1, depth + 1)
                found |= self.spread(more, place + 1)
                place = end
            elif token.kind == "name" and self.tokens[place + 1].text in (",", "}"):
                found[token.text], place = (UNDEFINED, place + 1) if token.text in members.IGNORED and depth <= 2 else self.value(place, depth + 1)  # fmt: skip
            elif token.kind in ("name", "string", "number") or token.text == "[":
                key, place = self.key(place, depth)
                if self.tokens[place].text == "(":
                    body = self.names.closing.get(place, -2) + 1
                    found[key], place = FUNCTION, self.names.closing.get(body, place) + 1
                    place += self.tokens[place].text == ","
                    continue
                place = self.expect(place, ":")
                if key in members.IGNORED and depth <= 2:
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

    def key(self, place: int, depth: int) -> tuple[str, int]:
        """Return the name of a member, and the place after it."""
        token = self.tokens[place]
        if token.text == "[":
            value, end = self.value(place + 1, depth + 1)
            return self.text_of(value, place + 1), self.expect(end, "]")
        if token.kind == "number":
            return text_of(number(token.text)), place + 1
        return unescape(token.text[1:-1]) if token.kind == "string" else token.text, place + 1

    def spread(self, value: Any, place: int) -> dict[str, Any]:
        """Return the members that ``...value`` adds to an object."""
        if isinstance(value, dict):
            return value
        if value is None or isinstance(value, bool | int | float | Undefined):
            return {}
        raise self.unknown(place)

    def function_end(self, place: int) -> int:
        """Return the place after the function expression that begins at a token; 0 if none does."""
        if self.tokens is not self.names.tokens:
            return 0
        text, closing = self.names.text, self.names.closing
        place += text(place) == "async"
        if text(place) == "function":
            opened = place + 1 + (text(place + 1) == "*")
            opened += self.tokens[opened].kind == "name"
            body = closing.get(opened, -2) + 1
            return closing.get(body, -1) + 1 if text(body) == "{" else 0
        after = closing.get(place, -2) + 1 if text(place) == "(" else place + 1
        if self.tokens[place].kind not in ("name", "mark") or text(after) != "=>":
            return 0
        return closing.get(after + 1, -1) + 1 if text(after + 1) == "{" else self.skip_expression(after + 1)

    def skip_expression(self, place: int) -> int:
        """Return the place after an expression that is not evaluated."""
        nested = 0
        while self.tokens[place].kind != "end" and (nested or self.tokens[place].text not in (",", "}", ")", "]", ";")):
            nested += (self.tokens[place].text in "([{") - (self.tokens[place].text in ")]}")
            place += 1
        return place

    def word_value(self, place: int, depth: int) -> tuple[Any, int]:
        """Return the value of a word, a name that is assigned once, or a known function."""
        word = self.tokens[place].text
        if word in _WORDS:
            return _WORDS[word], place + 1
        if word == "new" and self.tokens[place + 1].kind == "name":
            name, after = self.dotted_name(place + 1)
            arguments, after = self.items(after + 1, ")", depth) if self.tokens[after].text == "(" else ([], after)
            return self.answer(place, members.new_object, name, arguments), after
        found, module = self.names.find(word, place), self.module(word, place)
        if found is not None and module is None:
            return self.bound_value(word, found[1], place, depth), place + 1
        name, after = self.dotted_name(place)
        if module is not None:
            name = name.replace(word, module.removeprefix("node:"), 1)
        environment = _ENVIRONMENT.fullmatch(name)
        given = environment[1] if environment else word if after == place + 1 else ""
        if self.tokens[after].text == "(":
            if not members.is_known(name):
                raise self.unknown(place)
            arguments, end = self.items(after + 1, ")", depth)
            return self.answer(place, members.call_result, name, arguments), end
        if given in self.variables:
            return self.variables[given], after
        why = "is set when the program runs" if environment else "is not known in this text"
        raise self.unknown(place, why, given)

    def bound_value(self, name: str, binding: Binding, place: int, depth: int) -> Any:
        """Return the value of a name that is assigned once, with the changes made before the call that is read."""
        if binding.start is None and name in self.variables:
            return self.variables[name]
        if binding.start is None:
            why = "is assigned more than once, or by a caller" if binding.starts else "is not known in this text"
            raise self.unknown(place, why, name)
        start, names = binding.start, self.names
        use = names.place(place)
        same = names.function_of(start - 1) == names.function_of(use)
        if not names.encloses(names.blocks[start - 1], use) or (same and start > use):
            raise self.unknown(place, "is assigned only on some runs", name)
        kept, self.tokens = self.tokens, names.tokens
        kept_names, self.names = self.names, names.whole
        try:
            value, _ = self.value(start, depth + 1)
            if isinstance(value, dict | list | Rows | Url):
                for changed in binding.changes:
                    value = self.changed_value(value, changed, binding, use, depth)
        finally:
            self.tokens, self.names = kept, kept_names
        return value

    def changed_value(self, value: Any, changed: int, binding: Binding, use: int, depth: int) -> Any:
        """Return a value after a change, or as it is if the change comes after the call."""
        names = self.names
        if changed > self.now and names.function_of(changed) == names.function_of(self.now):
            return value
        sure = not binding.unsure[changed] and names.encloses(names.blocks[changed], self.now)
        if not sure or changed > min(self.now, use):
            raise self.unknown(changed, "changes a value in a way that is not followed here")
        self.steps -= 1 + (len(value.pairs) // 10 if isinstance(value, Rows) else 0)
        self.change(value, changed, depth)
        return value

    def change(self, value: Any, place: int, depth: int) -> None:
        """Carry out the statement at a name, which changes a part of its value."""
        at = place + 1
        while True:
            if self.tokens[at].text == "[":
                key, end = self.value(at + 1, depth + 1)
                name, end = self.text_of(key, at + 1), self.expect(end, "]")
            else:
                name, end = self.tokens[at + 1].text, at + 2
            mark = self.tokens[end].text
            if mark == "(":
                arguments, _ = self.items(end + 1, ")", depth)
                self.answer(place, members.change_by, value, name, arguments)
                return
            if mark not in (".", "["):
                if mark != "=":
                    raise self.unknown(place, "changes a value in a way that is not followed here")
                new, _ = self.value(end + 1, depth + 1)
                self.answer(place, members.set_item, value, name, new)
                return
            value, at = self.item(value, name, place), end

    def module(self, word: str, place: int) -> str | None:
        """Return the module that a name stands for, by ``require`` or ``import``; None if it stands for another value."""
        found = self.names.find(word, place)
        if found is None:
            return self.imports.get(word)
        start, words = found[1].start, self.names.tokens
        if start is None or [token.text for token in words[start : start + 2]] != ["require", "("]:
            return None
        name = unescape(words[start + 2].text[1:-1])
        if words[start + 4].text != "." or words[start + 5].text == "default":
            return name
        return words[start + 5].text if name == "follow-redirects" else f"{name}.{words[start + 5].text}"

    @cached_property
    def imports(self) -> dict[str, str]:
        """The modules of names that ``import name from 'module'`` or ``import * as name from 'module'`` declares."""
        found: dict[str, str] = {}
        for place in self.places:
            if self.tokens[place].text == "from" and self.tokens[place + 1].kind == "string" and place > 1:
                found[self.tokens[place - 1].text] = unescape(self.tokens[place + 1].text[1:-1])
        return found

    def dotted_name(self, place: int) -> tuple[str, int]:
        """Return a name with its members, and the place after it."""
        names = [self.tokens[place].text]
        place += 1
        while self.tokens[place].text in (".", "?.") and self.tokens[place + 1].kind == "name":
            names.append(self.tokens[place + 1].text)
            place += 2
        return ".".join(names), place
