"""A text for PowerShell, as far as it starts programs: its statements, variables set to a text, and words.

Sources: https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing, …/about_quoting_rules and,
for double quotes in arguments of programs, …/about_preference_variables ($PSNativeCommandArgumentPassing).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.readers.commands.shell.drafts import Draft, Drafts, Fault
from paraph.readers.commands.shell.words import Stdin, Word, program_of

if TYPE_CHECKING:
    from paraph.readers.commands.shell.scope import Scope

_BLANK = re.compile(r"(?:[ \t]++|`\r?\n|\r(?=\n|\Z)|<#(?:[^#]++|#(?!>))*+(?:#>|\Z))++")
_OPERATOR = re.compile(r"\n|;|&&|\|\||[&|{}()]")
_REDIRECTION = re.compile(r"(?:[0-9*])?>>?(?:&[0-9])?")
_ASSIGNMENT = re.compile(
    r"\$(?:(?:script|global|local):)?(env:)?([A-Za-z_][A-Za-z0-9_]*+)[ \t]*+=(?!=)[ \t]*+", re.IGNORECASE
)
_OPENING = re.compile(r"(?:PS(?: [^>\r\n]{0,100})?>|>>)[ \t]*")
_PLAIN = re.compile(r"(?:[^ \t\r\n|;&{}()'\"`$,<>]++|\r(?!\n)|\$(?![A-Za-z_{(0-9?^$]))++")
_TICKS = re.compile(r"(?:`(?!\r?\n)[\s\S])++")
_INSIDE = re.compile(r"(?:[^\"`$]++|`[^\w]|\$(?![A-Za-z_{(0-9?^$]))++")
_SINGLE = re.compile(r"'((?:[^']++|'')*+)'")
_HERE = {"'": re.compile(r"@'[ \t]*\r?\n"), '"': re.compile(r"@\"[ \t]*\r?\n")}
_VARIABLE = re.compile(
    r"\$(?:(?:script|global|local):)?(?:(env):)?([A-Za-z_][A-Za-z0-9_]*+)|\$\{(env:)?([^}:\n]{1,80})\}", re.IGNORECASE
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}
_SKIPPED = re.compile(r"'[^']*+'|\"(?:[^\"`]++|`[\s\S])*+\"|`[\s\S]|[()]")
_TICKED = re.compile(r"`([\s\S])")
NOTE_BACKSLASH = (
    "the double quotes after backslashes are read as Windows PowerShell and PowerShell before 7.3 pass them on"
)
NOTE_QUOTES = "the double quotes in arguments are read as PowerShell 7.3 passes them on; earlier versions drop them"
NOTE_ALIAS = "in Windows PowerShell, curl and wget are other names of Invoke-WebRequest: write curl.exe there"


class Part(NamedTuple):
    """A part of a word and the place after it."""

    text: str
    end: int
    fault: Fault | None = None


class PowerShellReader:
    """Reads the commands of a text for PowerShell from a place on."""

    def __init__(self, drafts: Drafts, scope: Scope, start: int) -> None:
        self.text, self.drafts, self.scope, self.i = drafts.text, drafts, scope, start
        self.draft: Draft | None = None
        self.piped: Stdin | None = None
        self.pipeline = -1

    def read(self) -> None:
        """Read all of them."""
        opening = _OPENING.match(self.text, self.i)
        self.i = opening.end() if opening else self.i
        while self.i < len(self.text):
            self.step()
        self.finish("\n")

    def step(self) -> None:
        """Read a blank, a comment, a mark, or a word."""
        text, i = self.text, self.i
        self.drafts.count_step(i)
        blank = _BLANK.match(text, i)
        operator = None if blank else _OPERATOR.match(text, i)
        redirection = None if blank or operator else _REDIRECTION.match(text, i)
        if blank:
            self.i = blank.end()
        elif text[i] == "#":
            found = text.find("\n", i)
            self.i = len(text) if found < 0 else found
        elif operator:
            self.operate(operator[0])
        elif redirection:
            self.i = self.word(self.after_blank(redirection.end())).end
        else:
            self.take_word()

    def after_blank(self, i: int) -> int:
        """The place after blanks."""
        blank = _BLANK.match(self.text, i)
        return blank.end() if blank else i

    def operate(self, operator: str) -> None:
        """Take a mark between commands; parentheses and braces are faults among the words of one."""
        self.i += 1
        self.drafts.count_odd(self.i)
        if self.draft and operator in "(){}":
            self.draft.blame(
                Fault(
                    self.i - 1, f"PowerShell takes this {operator} for a part of its language: put the word in quotes"
                )
            )
            return
        if operator == "&" and not self.draft:
            return
        self.i += len(operator) - 1
        self.finish(operator)
        if operator == "\n":
            opening = _OPENING.match(self.text, self.i)
            self.i = opening.end() if opening else self.i

    def finish(self, operator: str) -> None:
        """End the command."""
        draft = self.draft
        if draft:
            arguments = [word.text for word in draft.words[1:]]
            if any('"' in argument for argument in arguments):
                backslash = any('\\"' in argument for argument in arguments)
                draft.notes.append(NOTE_BACKSLASH if backslash else NOTE_QUOTES)
                if backslash:
                    draft.words[1:] = [word._replace(text=word.text.replace('\\"', '"')) for word in draft.words[1:]]
            if draft.words[0].text in ("curl", "wget"):
                draft.notes.append(NOTE_ALIAS)
            self.drafts.add(draft)
        if operator == "|":
            begun = max(self.pipeline, 0)
            self.piped = Stdin("pipe", self.text[begun : self.i - 1].strip(), begun)
        elif draft or operator != "\n":
            self.piped, self.pipeline = None, -1
        self.draft = None

    def take_word(self) -> None:
        """Take an assignment or a word."""
        self.pipeline = self.i if self.pipeline < 0 else self.pipeline
        if self.draft is None:
            assignment = _ASSIGNMENT.match(self.text, self.i)
            if assignment:
                self.assign(assignment)
                return
            self.draft = Draft(self.i, stdin=self.piped)
        start = self.i
        part = self.word(start)
        self.i = max(part.end, start + 1)
        self.draft.blame(part.fault)
        self.draft.words.append(Word(part.text or self.text[start : start + 1] if part.fault else part.text, start))
        self.draft.end = part.end

    def assign(self, found: re.Match[str]) -> None:
        """Set a variable to the text after it; anything else than one text has no value here."""
        part = self.word(found.end())
        self.i = self.after_blank(part.end)
        ended = self.i >= len(self.text) or self.text[self.i] in "\n;#"
        self.scope.set(found[2].lower(), None if part.fault or not ended else part.text)
        if not ended and self.text[self.i] not in "|&":
            self.draft = Draft(found.start(), [Word(found[0].strip(), found.start())], self.i)

    def word(self, start: int) -> Part:
        """The word that begins at a place; one that begins with a quote ends with it."""
        text, i = self.text, start
        pieces: list[str] = []
        wrong: Fault | None = None
        if text.startswith("@", i):
            return self.at_sign(i)
        while i < len(text):
            plain = _PLAIN.match(text, i)
            ticks = None if plain else _TICKS.match(text, i)
            if plain:
                part = Part(plain[0], plain.end())
            elif ticks:
                part = Part(unticked(ticks[0]), ticks.end())
            elif text[i] in "'\"":
                part = self.quoted(i)
            elif text[i] == "$":
                part = self.filled(i)
            elif text[i] in ",<>":
                self.drafts.count_odd(i)
                part = Part(
                    text[i],
                    i + 1,
                    Fault(i, f"PowerShell takes this {text[i]} for a part of its language: put the word in quotes"),
                )
            else:
                break
            pieces.append(part.text)
            wrong = wrong or part.fault
            if i == start and text[i] in "'\"":
                return Part(part.text, part.end, wrong)
            i = part.end
        return Part("".join(pieces), i, wrong)

    def at_sign(self, i: int) -> Part:
        """A here-string; any other word that begins with @ is no text."""
        for quote, begins in _HERE.items():
            found = begins.match(self.text, i)
            if found:
                closed = self.text.find(f"\n{quote}@", found.end() - 1)
                if closed < 0:
                    return self.unclosed(i, f"this @{quote}")
                content = (found.end(), max(found.end(), closed - self.text.startswith("\r", closed - 1)))
                if quote == "'":
                    return Part(self.text[slice(*content)], closed + 3)
                return self.expanded(*content)._replace(end=closed + 3)
        plain = _PLAIN.match(self.text, i)
        end = plain.end() if plain else i + 1
        return Part("", end, Fault(i, "PowerShell takes a word that begins with @ for no text: put it in quotes"))

    def quoted(self, opened: int) -> Part:
        """What stands in quotes."""
        if self.text[opened] == "'":
            found = _SINGLE.match(self.text, opened)
            return Part(found[1].replace("''", "'"), found.end()) if found else self.unclosed(opened, "this quote")
        part = self.expanded(opened + 1, len(self.text), '"')
        return part if part.end else self.unclosed(opened, "this quote")

    def expanded(self, i: int, end: int, closing: str = "") -> Part:
        """Text in double quotes or in a here-string; its end is 0 if it has to be closed and is not."""
        text, pieces = self.text, list[str]()
        wrong: Fault | None = None
        while i < end:
            run = _INSIDE.match(text, i, end)
            ticks = None if run else _TICKED.match(text, i, end)
            if run:
                pieces.append("`".join([piece.replace("`", "") for piece in run[0].split("``")]))
                i = run.end()
            elif ticks:
                pieces.append(_ESCAPES.get(ticks[1], ticks[1]))
                i = ticks.end()
            elif text[i] == '"' and closing and not text.startswith('""', i):
                return Part("".join(pieces), i + 1, wrong)
            elif text[i] == "$":
                part = self.filled(i)
                pieces.append(part.text)
                wrong, i = wrong or part.fault, part.end
            else:
                pieces.append(text[i])
                i += 2 if closing else 1
        return Part("".join(pieces), 0 if closing else end, wrong)

    def filled(self, i: int) -> Part:
        """The value of a variable."""
        found = _VARIABLE.match(self.text, i)
        self.drafts.count_odd(i)
        if not found:
            end = self.after_parentheses(i + 1) if self.text.startswith("$(", i) else i + 2
            shown = program_of(self.text[i : min(end, i + 200)])
            return Part("", end, Fault(i, f"only the shell knows what {shown} stands for: put the value in its place"))
        name = found[2] or found[4]
        value = self.scope.get(name.lower())
        value = self.scope.get(name) if value is None else value
        if value is None or not self.scope.spend(value):
            return Part("", found.end(), Fault(i, f"{found[0]} has no value here: give it with --var {name}=VALUE"))
        return Part(value, found.end())

    def after_parentheses(self, i: int) -> int:
        """The place after the partner of a parenthesis."""
        depth = 0
        for found in _SKIPPED.finditer(self.text, i):
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if not depth:
                return found.end()
        return self.unclosed(i, "this parenthesis").end

    def unclosed(self, i: int, what: str) -> Part:
        """A part that takes the rest of the text, which is a fault of the text."""
        wrong = Fault(i, f"{what} is not closed")
        self.drafts.faults.append(wrong)
        return Part("", len(self.text), wrong)


def unticked(text: str) -> str:
    """Characters after backticks, outside of quotes."""
    return "".join([_ESCAPES.get(letter, letter) for letter in text[1::2]])
