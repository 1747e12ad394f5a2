"""A text for cmd.exe: its lines, the words that a program sees, and what stands before a pipe.

Two programs read such a line. cmd.exe fills in ``%NAME%``, takes carets out that stand outside of double quotes, and
ends the command at ``&``, ``|`` and the line end; every ``"`` opens or closes a quote for it, also one after a
backslash. Then the C runtime of the program splits what is left at blanks, by backslashes and double quotes.

Sources: https://learn.microsoft.com/windows-server/administration/windows-commands/cmd ("Remarks") and
https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from paraph.readers.commands.shell.drafts import Broken, Draft, Drafts, Fault
from paraph.readers.commands.shell.words import Stdin, Word

if TYPE_CHECKING:
    from collections.abc import Generator

    from paraph.readers.commands.shell.scope import Scope

_VARIABLE = r"%(?![0-9A-Fa-f]{2}%)([A-Za-z_][A-Za-z0-9_]*+)%"
_FILLED = re.compile(_VARIABLE)
_PLAIN = re.compile(r"[^^|<>&\r\n%]++")
_OUTSIDE = re.compile(r"(?:[^^\"|<>&\r\n%]++|\^[^\r\n]|\r(?!\n)|%(?!" + _VARIABLE[1:] + r"))++")
_INSIDE = re.compile(r"(?:[^\"\n\r%]++|\r(?!\n)|%(?!" + _VARIABLE[1:] + r"))++")
_LINE_END = re.compile(r"\^\r?\n(?:\r?\n)?")
_OPERATOR = re.compile(r"&&|\|\||[&|]|\r?\n")
_REDIRECTION = re.compile(r"(<|>>?)(?:&[0-9])?[ \t]*+(\"[^\"\n]*+\"|[^ \t\r\n\"|<>&]*+)")
_OPENING = re.compile(
    r"(?:[A-Za-z]:\\[^>\r\n]*>|[ \t@(]++|\r?\n)*+(?P<comment>(?:rem\b|::)[^\n]*+)?(?P<set>set[ \t]++(?:/[aA]\b)?\"?"
    r"([A-Za-z_][A-Za-z0-9_]*+)=([^\"\r\n&|]*+)[^\n]*+)?",
    re.IGNORECASE,
)
_RUN = {
    False: re.compile(r"(?:[^ \t\"\\]++|\\++(?!\")|(?<!\\)\\\")++"),
    True: re.compile(r"(?:[^\"\\]++|\\++(?!\")|(?<!\\)\\\")++"),
}
_QUOTE = re.compile(r"(\\*+)\"")
_BLANKS = re.compile(r"[ \t]++")


class Piece(NamedTuple):
    """A part of the line that cmd.exe hands on; `carets`: some were taken out of it."""

    text: str
    offset: int
    carets: bool = False


class CmdReader:
    """Reads the commands of a text for cmd.exe from a place on."""

    def __init__(self, drafts: Drafts, scope: Scope, start: int) -> None:
        self.text, self.drafts, self.scope, self.i = drafts.text, drafts, scope, start
        self.piped: Stdin | None = None
        self.pipeline = -1

    def read(self) -> None:
        """Read all of them."""
        while self.i < len(self.text):
            opening = _OPENING.match(self.text, self.i)
            if opening:
                self.i = opening.end()
                if opening["set"]:
                    self.scope.set(opening[3], opening[4])
            if self.i < len(self.text):
                self.read_command()

    def read_command(self) -> None:
        """Read one command and the mark that ends it."""
        start = self.i
        self.pipeline = start if self.pipeline < 0 else self.pipeline
        draft = Draft(start, stdin=self.piped)
        pieces = self.pieces(draft)
        draft.end = self.i
        words, wrong = argument_words(pieces, self.text)
        draft.words = words
        draft.blame(wrong)
        operator = _OPERATOR.match(self.text, self.i)
        mark = operator[0].strip() if operator else ""
        if mark and not words:
            raise Broken(self.i, f"there is no command before this {mark}")
        if operator:
            if mark == "&" and self.text[self.i - 1 : self.i].strip() and self.text[self.i + 1 : self.i + 2].strip():
                draft.notes.append(
                    f"cmd.exe ends the command at this & ({self.drafts.place(self.i)}): put the URL in quotes"
                )
            self.i = operator.end()
        if draft.words:
            self.drafts.add(draft)
        if mark == "|":
            self.piped = Stdin("pipe", self.text[self.pipeline : self.i - 1].strip(), self.pipeline)
        else:
            self.piped, self.pipeline = None, -1

    def pieces(self, draft: Draft) -> list[Piece]:
        """What cmd.exe makes of the command that begins here; its redirections are taken out."""
        text, made, inside = self.text, [Piece("", self.i)], False
        while self.i < len(text):
            i, char = self.i, text[self.i]
            plain = _PLAIN.match(text, i)
            if plain:
                made.append(Piece(plain[0], i))
                inside = inside != (plain[0].count('"') % 2 == 1)
                self.i = plain.end()
                continue
            run = (_INSIDE if inside else _OUTSIDE).match(text, i)
            line_end = None if inside else _LINE_END.match(text, i)
            if run:
                made.append(Piece(run[0], i) if inside or "^" not in run[0] else Piece(without_carets(run[0]), i, True))
                self.i = run.end()
            elif line_end:
                self.i = line_end.end()
                again = line_end[0].count("\n") == 2
                made.append(Piece("\n", self.i - 1) if again else Piece(text[self.i : self.i + 1], self.i))
                self.i += not again
            elif char == "%":
                self.fill(draft, made)
            elif char in "<>" and not inside:
                self.redirect(draft, made)
            elif char == "^":
                self.i += 1
            else:
                if inside and text[i - 1] == "^":
                    draft.blame(
                        Fault(i - 1, "cmd.exe takes this ^ for a character, since a double quote before it is open")
                    )
                break
        return made

    def fill(self, draft: Draft, made: list[Piece]) -> None:
        """Put the value of a variable in its place."""
        found = _FILLED.match(self.text, self.i)
        assert found is not None
        value = self.scope.get(found[1])
        if value is None or not self.scope.spend(value):
            draft.blame(Fault(self.i, f"%{found[1]}% has no value here: give it with --var {found[1]}=VALUE"))
        made.append(Piece(value or "", self.i))
        self.i = found.end()

    def redirect(self, draft: Draft, made: list[Piece]) -> None:
        """Take a redirection, and the number before it."""
        found = _REDIRECTION.match(self.text, self.i)
        if found is None or (not found[2] and "&" not in found[0]):
            raise Broken(self.i, f"there is nothing after this {self.text[self.i]}: it needs the name of a file")
        last = made[-1]
        if re.fullmatch(r"(?:[\s\S]*[ \t])?[0-9]", last.text[-2:]):
            made[-1] = last._replace(text=last.text[:-1])
        if found[1] == "<":
            draft.stdin = Stdin("file", found[2].strip('"'), found.start(2))
        self.i = found.end()


def without_carets(text: str) -> str:
    """Each caret taken out, and the character after it kept."""
    return "^".join(part.replace("^", "") for part in text.split("^^"))


def argument_words(pieces: list[Piece], text: str) -> tuple[list[Word], Fault | None]:
    """The words that the C runtime makes of a line, each with its place in the text."""
    line = "".join([piece.text for piece in pieces])
    place = source_places(pieces, text)
    next(place)
    words: list[Word] = []
    i = 0
    while i < len(line):
        blanks = _BLANKS.match(line, i)
        if blanks:
            i = blanks.end()
            continue
        offset = place.send(i)
        word, i, closed = argument(line, i)
        words.append(Word(word, offset))
        if not closed:
            return words, Fault(offset, "a double quote in this word is not closed")
    return words, None


def argument(line: str, i: int) -> tuple[str, int, bool]:
    """The word that begins at a place of a line, the place after it, and whether its quotes are closed."""
    made: list[str] = []
    inside = False
    while i < len(line):
        run = _RUN[inside].match(line, i)
        if run:
            made.append(run[0].replace('\\"', '"'))
            i = run.end()
            continue
        quote = _QUOTE.match(line, i)
        if not quote:
            break
        made.append("\\" * (len(quote[1]) // 2))
        i = quote.end()
        if len(quote[1]) % 2:
            made.append('"')
        elif inside and line.startswith('"', i):
            made.append('"')
            i += 1
        else:
            inside = not inside
    return "".join(made), i, not inside


def source_places(pieces: list[Piece], text: str) -> Generator[int, int, None]:
    """Takes ascending places in the line, and gives where they are in the text; begins with one idle turn."""
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece.text))
    current, done, source = -1, 0, 0
    result = 0
    while True:
        wanted = yield result
        index = min(bisect_right(starts, wanted) - 1, len(pieces) - 1)
        piece = pieces[index]
        if not piece.carets:
            result = piece.offset + wanted - starts[index]
            continue
        if index != current:
            current, done, source = index, starts[index], piece.offset
        while done < wanted:
            caret = text.find("^", source, source + wanted - done)
            if caret < 0:
                source, done = source + wanted - done, wanted
            else:
                source, done = caret + 2, done + caret - source + 1
        result = source
