"""Where names of JavaScript text get their values: blocks, declarations, assignments, and what changes a value later.

A name belongs to the innermost block that declares it. Only a name that is assigned once has a value here; parameters,
loop variables and names assigned twice have none. A change (``headers['X'] = 1``) counts if it certainly happens
before the value is used; if that is not certain, it is marked, and the value cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from paraph.readers.commands.shell import fault
from paraph.readers.programs.javascript.tokens import PART

if TYPE_CHECKING:
    from paraph.readers.programs.javascript.tokens import Token

MOST_BLOCKS = 100

CHANGING = frozenset(
    ["append", "set", "delete", "push", "sort", "splice", "pop", "shift", "unshift", "reverse", "fill"]
)
_OPEN, _CLOSED = {"(": ")", "[": "]", "{": "}"}, frozenset(")]}")
_DECLARES = frozenset(["const", "let", "var"])
_CONDITIONS = frozenset(["if", "while", "for", "with"])
_AFTER_CHANGED = frozenset([".", "[", ")", ","])
_ASSIGNS = frozenset(["=", "+=", "-=", "*=", "/=", "??=", "||="])


@dataclass
class Binding:
    """A name in the block that declares it: where its values begin, and the places that change a value."""

    starts: list[int | None] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)
    unsure: dict[int, bool] = field(default_factory=dict)

    @property
    def start(self) -> int | None:
        """Where the only value begins; None if there is none or several."""
        return self.starts[0] if len(self.starts) == 1 else None


class Names:
    """The blocks of a text and the names that they declare."""

    def __init__(self, source: str, tokens: list[Token], places: list[int]) -> None:
        self.source = source
        self.tokens = tokens
        self.texts = [token[1] for token in tokens] + [""] * 8
        """The texts of the tokens; empty ones at the end also stand for what is before the first token."""
        self.blocks = [0] * len(tokens)
        self.parents = [-1]
        self.functions = {0}
        self.closing: dict[int, int] = {}
        self.opening: dict[int, int] = {}
        self.around = [-1] * len(tokens)
        self.bindings: dict[str, dict[int, Binding]] = {}
        self.match_marks()
        for place in places:
            self.declare(place)
        for place, text in enumerate(self.texts):
            if text == "=>":
                self.declare_arrow(place)
        for place in places:
            if tokens[place + 1].kind == "mark":
                self.assign(place)
        self.find_changes(places)

    def match_marks(self) -> None:
        """Number the blocks, and pair opening with closing marks; unpaired ones stay alone."""
        stack: list[int] = []
        block = depth = 0
        for place, token in enumerate(self.tokens):
            self.blocks[place] = block
            if token.kind == "name" and stack:
                self.around[place] = stack[-1]
            elif token.kind != "mark":
                continue
            if token.text in _OPEN:
                stack.append(place)
                if token.text == "{":
                    self.parents.append(block)
                    block = len(self.parents) - 1
                    depth += 1
                    if depth > MOST_BLOCKS:
                        raise fault(
                            self.source, token.offset, f"here are more than {MOST_BLOCKS} blocks in one another: {PART}"
                        )
                    if self.opens_function(place):
                        self.functions.add(block)
                    self.blocks[place] = block
            elif token.text in _CLOSED and stack and _OPEN[self.tokens[stack[-1]].text] == token.text:
                begun = stack.pop()
                self.closing[begun], self.opening[place] = place, begun
                if token.text == "}":
                    block, depth = self.parents[block], depth - 1

    def head(self, opened: int) -> str:
        """Return the name before an opening parenthesis; empty for another mark."""
        if self.tokens[opened].text != "(" or not opened:
            return ""
        return self.tokens[opened - 1].text if self.tokens[opened - 1].kind == "name" else ""

    def opens_function(self, place: int) -> bool:
        """Return whether the brace at `place` begins the body of a function."""
        before = self.tokens[place - 1].text if place else ""
        if before != ")":
            return before == "=>"
        opened = self.opening.get(place - 1)
        return opened is not None and self.head(opened) not in (*_CONDITIONS, "switch", "catch")

    @property
    def whole(self) -> Names:
        """The names of the whole text."""
        return self

    def place(self, place: int, /) -> int:
        """Return where in the whole text a token stands."""
        return place

    def seen_from(self, place: int, _tokens: list[Token]) -> Names:
        """Return the names as they are seen from inside a template literal at a token."""
        return InTemplate(self, place)

    def text(self, place: int) -> str:
        """Return the text of a token; empty before the first and after the last one."""
        return self.texts[place]

    def bind(self, name: str, block: int) -> Binding:
        """Return the binding of a name in a block, made if it is new."""
        return self.bindings.setdefault(name, {}).setdefault(block, Binding())

    def find(self, name: str, place: int, /) -> tuple[int, Binding] | None:
        """Return the block that declares a name as seen from a token, and its binding there."""
        declared = self.bindings.get(name)
        block = self.blocks[place] if declared else -1
        while declared and block >= 0:
            if block in declared:
                return block, declared[block]
            block = self.parents[block]
        return None

    def encloses(self, block: int, place: int) -> bool:
        """Return whether a token lies in a block."""
        inner = self.blocks[place]
        while inner > block:
            inner = self.parents[inner]
        return inner == block

    def function_of(self, place: int) -> int:
        """Return the block of the function around a token."""
        block = self.blocks[place]
        while block not in self.functions:
            block = self.parents[block]
        return block

    def declare(self, place: int) -> None:
        """Record what a declaration, a parameter list or an arrow declares."""
        word, after = self.text(place), self.text(place + 1)
        if word in _DECLARES:
            self.declare_list(place)
        elif word == "function":
            opened = place + 1 + (self.tokens[place + 1].kind == "name")
            self.declare_all(opened, self.body(self.closing.get(opened, -1) + 1))
        elif after == "(" and self.text(self.closing.get(place + 1, -2) + 1) == "{" and word not in _CONDITIONS:
            self.declare_all(place + 1, self.body(self.closing[place + 1] + 1))  # a method, or catch

    def declare_arrow(self, place: int) -> None:
        """Declare the parameters of the arrow function whose arrow is at `place`."""
        if self.text(place - 1) == ")":
            self.declare_all(self.opening.get(place - 1, -1), self.body(place + 1))
        elif place:
            self.bind(self.text(place - 1), self.body(place + 1)).starts += [None, None]

    def body(self, place: int) -> int:
        """Return the block that begins at a token, or the one around it."""
        return self.blocks[place] if 0 <= place < len(self.tokens) else 0

    def declare_list(self, place: int) -> None:
        """Declare the name, or all names in the pattern, after const, let or var."""
        first = self.tokens[place + 1]
        block = self.blocks[place]
        if self.text(place - 1) == "(" and self.text(place - 2) == "for":
            block = self.body(self.closing.get(place - 1, -1) + 1)
        if first.kind == "name":
            self.bind(first.text, block)
            if self.text(place + 2) in ("of", "in"):
                self.bind(first.text, block).starts += [None, None]
        elif first.text in _OPEN:
            self.declare_all(place + 1, block)

    def declare_all(self, opened: int, block: int) -> None:
        """Declare all names between two marks as names without a known value."""
        for place in range(opened + 1, min(self.closing.get(opened, -1), opened + 200)):
            if self.tokens[place].kind == "name" and self.text(place - 1) != ".":
                self.bind(self.text(place), block).starts += [None, None]

    def assign(self, place: int) -> None:
        """Record an assignment to a name."""
        after = self.text(place + 1)
        if self.text(place - 1) in (".", "...", "?."):
            return
        if after in ("++", "--") or after in _ASSIGNS:
            found = self.find(self.text(place), place)
            declared = self.text(place - 1) in _DECLARES or (found is None and self.text(place - 1) == ",")
            binding = found[1] if found else self.bind(self.text(place), self.blocks[place] if declared else 0)
            plain = after == "=" and self.certain(place if not declared else place - 1)
            binding.starts.append(place + 2 if plain else None)
            if not plain:
                binding.starts.append(None)

    def certain(self, place: int) -> bool:
        """Return whether the statement that begins at a token is carried out whenever its block is."""
        before = self.text(place - 1)
        if before == ")" and place - 1 in self.opening:
            return self.head(self.opening[place - 1]) not in _CONDITIONS
        return before not in ("(", "&", "&&", "|", "||", "?", ":", "else", "=>", "??")

    def find_changes(self, places: list[int]) -> None:
        """Record what changes the value of a name after its assignment."""
        texts = self.texts
        for place in places:
            if texts[place + 1] not in _AFTER_CHANGED or texts[place] not in self.bindings:
                continue
            found = self.find(texts[place], place)
            if found is None or texts[place - 1] in (".", "?.") or found[1].start is None:
                continue
            changes = self.changes(place)
            if changes or self.passed_on(place):
                found[1].changes.append(place)
                found[1].unsure[place] = not changes or not self.certain(place)
        self.mark_aliases()

    def changes(self, place: int) -> bool:
        """Return whether the statement at a name assigns to a part of its value, or calls a method that changes it."""
        at, member = place + 1, ""
        for _ in range(12):
            if self.text(at) == "." and self.tokens[at + 1].kind == "name":
                member, at = self.text(at + 1), at + 2
            elif self.text(at) == "[" and at in self.closing:
                member, at = "", self.closing[at] + 1
            else:
                break
        if at == place + 1:
            return False
        return (
            self.text(at) in _ASSIGNS or self.text(at) in ("++", "--") or (self.text(at) == "(" and member in CHANGING)
        )

    def passed_on(self, place: int) -> bool:
        """Return whether a name is given to a function of this text, which may change its value."""
        opened = self.around[place]
        callee = self.head(opened) if opened > 0 and self.text(opened - 2) != "function" else ""
        if self.text(place - 1) == "delete":
            return True
        if self.text(place - 2) == "assign" and self.text(place - 4) == "Object":
            return True
        return (
            bool(callee)
            and self.text(place - 1) in ("(", ",")
            and self.text(place + 1) in (")", ",")
            and callee in self.defined
        )

    @cached_property
    def defined(self) -> frozenset[str]:
        """The names of functions in the text, and of some other values in parentheses."""
        found = set()
        for place, token in enumerate(self.tokens[:-1]):
            if token.text == "function":
                found.add(self.text(place + 1))
            if self.text(place - 1) == "=" and (
                token.text in ("function", "async", "(") or self.text(place + 1) == "=>"
            ):
                found.add(self.text(place - 2))
        return frozenset(found)

    def mark_aliases(self) -> None:
        """Mark a name whose value another name shares and changes."""
        for declared in self.bindings.values():
            for binding in declared.values():
                start = binding.start
                if start is None or not binding.changes or not self.shares(start):
                    continue
                found = self.find(self.text(start), start)
                if found and found[1] is not binding:
                    found[1].changes = sorted({*found[1].changes, *binding.changes})
                    found[1].unsure |= dict.fromkeys(binding.changes, True)

    def shares(self, start: int) -> bool:
        """Return whether an expression is a name with members and no call."""
        at = start + 1
        while self.text(at) == "." and at < len(self.tokens) - 2:
            at += 2
        return self.tokens[start].kind == "name" and self.text(at) not in ("(", "[", "+", "`")


class InTemplate(Names):
    """The names of the whole text, seen from a template literal, which has tokens of its own."""

    def __init__(self, names: Names, template: int) -> None:
        self.__dict__.update(names.__dict__)
        self.outer = names.whole
        self.template = names.place(template)

    @property
    def whole(self) -> Names:
        """The names of the whole text."""
        return self.outer

    def place(self, _place: int, /) -> int:
        """Return the place of the template."""
        return self.template

    def find(self, name: str, _place: int, /) -> tuple[int, Binding] | None:
        """Return the block that declares a name as seen from the template, and its binding there."""
        return self.outer.find(name, self.template)
