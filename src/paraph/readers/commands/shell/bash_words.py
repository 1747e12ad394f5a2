"""Words by the rules of bash: quotes, backslashes, variables, braces.

What only a shell could fill in is a fault of its word, not of the text: reading goes on behind it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from paraph.readers.commands.shell.braces import MOST_ATOMS, OPEN_BRACE, SEQUENCE, Atom, TooMany, expand, plain_atoms
from paraph.readers.commands.shell.drafts import Fault
from paraph.readers.commands.shell.quotes import in_ansi_quotes, in_double_quotes, without_backslashes
from paraph.readers.commands.shell.words import program_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.readers.commands.shell.drafts import Drafts
    from paraph.readers.commands.shell.scope import Scope

_DOLLAR = r"\$(?![A-Za-z_0-9{(\[@*#?$!-]"
PLAIN = re.compile(r"(?:[^ \t\n\r|;&<>()\\'\"$`]++|\r(?!\n)|\\(?:\r\n|[\s\S]|\Z)|" + _DOLLAR + r"|['\"]))++")
_IN_DOUBLE = re.compile(r"(?:[^\"\\$`]++|\\[\s\S]|" + _DOLLAR + r"))++")
_IN_DOCUMENT = re.compile(r"(?:[^\\$`]++|\\(?:[\s\S]|\Z)|" + _DOLLAR + r"))++")
_ANSI = re.compile(r"\$'((?:[^'\\]++|\\[\s\S])*+)'")
_BACKTICKS = re.compile(r"`((?:[^`\\]++|\\[\s\S])*+)`")
_NAME = re.compile(r"\$([A-Za-z_](?:[A-Za-z0-9_]++|\\\r?\n)*+)")
_LINE_ENDS = re.compile(r"\\\r?\n")
_LONE_DOLLAR = re.compile(r"(?<!\\)\$")
_BRACED = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*+)(?:(:?[-=?+])([^}'\"\\$`{~]*+))?\}")
_BRACED_NAME = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*+):?-")
_BRACED_PART = re.compile(r"[^\\'\"$`}]++|\\[\s\S]|\$(?![({])|\$\{")
_IN_PARENTHESES = re.compile(r"'[^']*+'|\"(?:[^\"\\]++|\\[\s\S])*+\"|\\[\s\S]|[()]")
_FIELD_ENDS = re.compile(r"[ \t\n]+")
_ENDS = frozenset(" \t\n\r|;&<>()")


class Part(NamedTuple):
    """A part of a word, and the place after it; `raw`: outside of quotes, backslashes still in it."""

    text: str
    end: int
    fault: Fault | None = None
    raw: bool = False
    splits: bool = False


class Token(NamedTuple):
    """A word in parts."""

    start: int
    end: int
    parts: list[Part]
    fault: Fault | None


class Lexer:
    """Reads words of a text up to `end`; `commands` reads those between two places, as in ``$(…)``."""

    def __init__(self, text: str, scope: Scope, commands: Callable[[int, int, str], int], drafts: Drafts) -> None:
        self.text, self.scope, self.commands, self.drafts = text, scope, commands, drafts
        self.end = len(text)
        self.notes: list[str] = []

    def word(self, start: int) -> Token:
        """The word that begins at `start`; an end mark is no word, and ends it."""
        text, i, parts, wrong = self.text, start, [], None
        while i < self.end:
            run = PLAIN.match(text, i, self.end)
            if run:
                parts.append(Part(run[0], run.end(), raw=True))
                i = run.end()
                continue
            if text[i] in _ENDS and not (i == start and text.startswith(("<(", ">("), i)):
                break
            part = self.part(i)
            parts.append(part)
            wrong, i = wrong or part.fault, part.end
        return Token(start, i, parts, wrong)

    def part(self, i: int) -> Part:
        """What begins with a mark that bash does something about."""
        text = self.text
        if text[i] == "'":
            closed = text.find("'", i + 1, self.end)
            return self.unclosed(i, "this single quote") if closed < 0 else Part(text[i + 1 : closed], closed + 1)
        if text[i] == '"' or text.startswith('$"', i):
            return self.double(i, text.index('"', i) + 1)
        if text.startswith("$'", i):
            found = _ANSI.match(text, i, self.end)
            return Part(in_ansi_quotes(found[1]), found.end()) if found else self.unclosed(i, "this $' quote")
        if text[i] in "<>":
            return self.unknown(i, self.commands(i + 2, self.end, ")"))
        return self.filled(i, quoted=False)

    def double(self, opened: int, i: int) -> Part:
        """What stands in double quotes."""
        pieces: list[str] = []
        wrong: Fault | None = None
        while i < self.end:
            run = _IN_DOUBLE.match(self.text, i, self.end)
            if run:
                pieces.append(in_double_quotes(run[0], '$`"'))
                i = run.end()
            elif self.text[i] == '"':
                return Part("".join(pieces), i + 1, wrong)
            elif self.text[i] == "\\":
                break
            else:
                part = self.filled(i, quoted=True)
                pieces.append(part.text)
                wrong, i = wrong or part.fault, part.end
        return self.unclosed(opened, "this double quote")

    def document(self, start: int, end: int) -> Part:
        """The content of a here-document whose end mark is not in quotes."""
        outer, self.end = self.end, end
        pieces: list[str] = []
        wrong: Fault | None = None
        i = start
        while i < end:
            run = _IN_DOCUMENT.match(self.text, i, end)
            if run:
                pieces.append(in_double_quotes(run[0], "$`"))
                i = run.end()
                continue
            part = self.filled(i, quoted=True)
            pieces.append(part.text)
            wrong, i = wrong or part.fault, max(part.end, i + 1)
        self.end = outer
        return Part("".join(pieces), end, wrong)

    def filled(self, i: int, *, quoted: bool) -> Part:
        """What the shell puts in the place of ``$…`` or of backticks."""
        text = self.text
        if text[i] == "`":
            found = _BACKTICKS.match(text, i, self.end)
            if not found:
                return self.unclosed(i, "this backtick")
            if "\\" not in found[1]:
                self.commands(i + 1, found.end() - 1, "")
            return self.unknown(i, found.end())
        named = _NAME.match(text, i, self.end)
        if named:
            name = _LINE_ENDS.sub("", named[1])
            return self.valued(i, named.end(), name, self.scope.get(name), quoted)
        if text.startswith("${", i):
            return self.braced(i, quoted)
        if text.startswith("$((", i):
            return self.unknown(i, self.after_parentheses(i + 1))
        if text.startswith("$(", i):
            return self.unknown(i, self.commands(i + 2, self.end, ")"))
        if text.startswith("$[", i):
            closed = text.find("]", i, self.end)
            return self.unclosed(i, "this $[") if closed < 0 else self.unknown(i, closed + 1)
        return self.unknown(i, i + 2)

    def valued(self, i: int, end: int, name: str, value: str | None, quoted: bool) -> Part:
        """A variable's value."""
        if value is None:
            self.drafts.count_odd(i)
            return Part("", end, Fault(i, f"${name} has no value here: give it with --var {name}=VALUE"))
        if not quoted and self.scope.is_set("IFS"):
            return Part(
                "", end, Fault(i, f"IFS is changed, so ${name} may be split at any character: put it in quotes")
            )
        if not self.scope.spend(value):
            return Part(
                "", end, Fault(i, "the variables of this script fill in too much text: put the values in their places")
            )
        return Part(value, end, splits=not quoted)

    def braced(self, i: int, quoted: bool) -> Part:
        """``${NAME}``, or one with a default or an alternative after it."""
        found = _BRACED.match(self.text, i, self.end)
        if not found:
            end = self.after_braces(i, quoted)
            named = _BRACED_NAME.match(self.text, i, self.end)
            value = self.scope.get(named[1]) if named else None
            return self.valued(i, end, named[1], value, quoted) if named and value else self.unknown(i, end)
        name, operator, other = found[1], found[2] or "", found[3] or ""
        value = self.scope.get(name)
        if operator[:1] == ":" and value == "":
            value = None
        if operator[-1:] == "+":
            value = other if value is not None else None if self.scope.is_hidden(name) else ""
        elif operator[-1:] in ("-", "=") and value is None and not self.scope.is_hidden(name):
            value = other
            self.notes.append(f"${name} has no value here, so its default is used")
            if operator[-1] == "=":
                self.scope.set(name, value)
        return self.valued(i, found.end(), name, value, quoted)

    def unknown(self, i: int, end: int) -> Part:
        """A part that only a shell could fill in."""
        self.drafts.count_odd(i)
        shown = program_of(self.text[i : min(end, i + 200)])
        return Part("", end, Fault(i, f"only the shell knows what {shown} stands for: put the value in its place"))

    def unclosed(self, i: int, what: str) -> Part:
        """A part that takes the rest of the text, which is a fault of the text."""
        wrong = Fault(i, f"{what} is not closed")
        self.drafts.faults.append(wrong)
        return Part("", self.end, wrong)

    def after_parentheses(self, i: int) -> int:
        """The place after the partner of the parenthesis at `i`; the end if it has none, which is a fault."""
        depth = 0
        for found in _IN_PARENTHESES.finditer(self.text, i, self.end):
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if not depth:
                return found.end()
        return self.unclosed(i, "this parenthesis").end

    def after_braces(self, opened: int, quoted: bool) -> int:
        """The place after the partner of the brace of ``${`` at `opened`."""
        open_marks, i = ["{"], opened + 2
        while i < self.end and open_marks:
            skipped = _BRACED_PART.match(self.text, i, self.end)
            if skipped:
                open_marks += ["{"] if skipped[0] == "${" else []
                i = skipped.end()
            elif self.text[i] == "}":
                if open_marks[-1] == "{":
                    open_marks.pop()
                i += 1
            elif self.text[i] == '"':
                if open_marks[-1] == '"':
                    open_marks.pop()
                else:
                    open_marks.append('"')
                i += 1
            elif self.text[i] == "'" and not quoted and open_marks[-1] == "{":
                i = self.part(i).end
            elif self.text[i] in "'\\":
                i += 1
            else:
                i = self.filled(i, quoted=True).end
        return self.unclosed(opened, "this ${").end if open_marks else i


def single_value(token: Token) -> str:
    """A word as one text, as in an assignment."""
    return "".join([without_backslashes(part.text) if part.raw else part.text for part in token.parts])


def fields(token: Token) -> tuple[list[str], Fault | None]:
    """The words that a word stands for: braces make several of one, and so do blanks in an unquoted variable."""
    raw = [part.text for part in token.parts if part.raw]
    several = any("," in text or ".." in text for text in raw)  # without these, braces stand for themselves
    braces = several and any(OPEN_BRACE.match(text) for text in raw) and any("}" in text for text in raw)
    if not braces and not any(part.splits for part in token.parts):
        return [single_value(token)], token.fault
    if braces:
        for part in token.parts:
            found = SEQUENCE.search(part.text) if part.raw else None
            if found:
                begins = part.end - len(part.text) + found.start()
                return [""], Fault(
                    begins, f"bash makes several words of {found[0]}: write them out, or put it in quotes"
                )
    if any(_LONE_DOLLAR.search(text) for text in raw) and any(_has_blank(part) for part in token.parts):
        return [""], Fault(
            token.start, "bash splits this word as no other shell does, for the lone $ in it: put it in quotes"
        )
    try:
        atoms = word_atoms(token)
        made = expand(atoms) if braces else [atoms]
    except TooMany:
        return [""], Fault(token.start, "bash makes many words of the braces in this word: put it in quotes")
    if len(made) > 1 and any(part.splits for part in token.parts) and any(map(_joins_name, made)):
        return [""], Fault(token.start, "bash joins a variable's name with what the braces put after it: write ${NAME}")
    return [field for word in made for field in split(word)], token.fault


def _has_blank(part: Part) -> bool:
    return part.splits and _FIELD_ENDS.search(part.text) is not None


def _joins_name(atoms: list[Atom]) -> bool:
    return any(one.splits and (two.text[:1].isalnum() or two.text[:1] == "_") for one, two in pairwise(atoms))


def word_atoms(token: Token) -> list[Atom]:
    """A word as atoms."""
    atoms: list[Atom] = []
    for part in token.parts:
        if not part.raw:
            atoms.append(Atom(part.text, splits=part.splits))
        elif any(mark in part.text for mark in "{},"):
            atoms += plain_atoms(part.text, MOST_ATOMS)
        else:  # a line end that a backslash takes away is no part of a word
            atoms += [Atom(text)] if (text := without_backslashes(part.text)) else []
    return atoms


def split(atoms: list[Atom]) -> list[str]:
    """A word split at the blanks in the values of unquoted variables; no word if nothing but empty values is there."""
    made: list[list[str]] = []
    fresh = True
    for atom in atoms:
        if not atom.splits:
            if fresh:
                made.append([])
            made[-1].append(atom.text)
            fresh = False
            continue
        for index, piece in enumerate(_FIELD_ENDS.split(atom.text)):
            fresh = fresh or index > 0
            if piece:
                if fresh:
                    made.append([])
                made[-1].append(piece)
                fresh = False
    return ["".join(pieces) for pieces in made]
