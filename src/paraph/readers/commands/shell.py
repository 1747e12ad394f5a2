"""Words of a command line as bash, cmd.exe or PowerShell would make them, each with where it stands.

Nothing is run and nothing is looked up: a variable or a command substitution is an error that names it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Literal, NamedTuple

from paraph.core.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSI_C = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "e": "\x1b", "0": "\0",
           "f": "\f", "v": "\v", "?": "?"}  # fmt: skip
_ANSI_NUMBER = re.compile(r"x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}")
_VARIABLE = re.compile(r"\$(?:\{[^}\n]{0,38}\}?|[A-Za-z_][A-Za-z0-9_:]*|\()|`")
_CMD_VARIABLE = re.compile(r"%[A-Za-z_][A-Za-z0-9_]*%")
_ENDS = "|;&<>"
_made = tuple.__new__
# Runs of what stands for itself, or has one character before it that is taken out, are made in one step each.
_BASH = re.compile(
    r"""(?P<plain>(?:[^ \t\r\n|;&<>\\'"$`]++|\$(?![A-Za-z_{(']))++)
    |(?P<continued>\\\r?\n)
    |(?P<escaped>(?:\\(?!\r?\n).)++|\\\Z)
    |(?P<blank>[ \t\r]++)
    |(?P<single>'(?P<inside>[^']*+)')
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_BASH_SIMPLE = re.compile(r"([^ \t\r\n|;&<>\\'\"$`]++)[ \t\r]++")
_IN_DOUBLE = re.compile(
    r"""(?P<plain>(?:[^"\\$`]++|\\(?![$`"\\\n!])|\$(?![A-Za-z_{(]))++)|(?P<escaped>(?:\\[$`"\\\n!])++)|(?P<other>.)""",
    re.DOTALL,
)
_IN_ANSI_C = re.compile(r"[^'\\]++")
_CMD_SIMPLE = re.compile(r"([^ \t\r\n^|<>&%\"\\]++)[ \t\r]++")
_CMD_PLAIN = re.compile(r"(?:[^ \t\r\n^|<>&%\"\\]++|%(?![A-Za-z_][A-Za-z0-9_]*+%)|\\(?!\^?\"))++")
_CMD_PLAIN_INSIDE = re.compile(r"(?:[^^%\"\\]++|%(?![A-Za-z_][A-Za-z0-9_]*+%)|\\(?!\^?\"))++")
_CMD_CARETS = re.compile(r"(?:\^[^ \t\r\n\"\\])++")
_CMD_LINE_END = re.compile(r"\^\r?\n[ \t]*+")
_CMD_QUOTES = re.compile(r"(?:\^?\\\^?\")++")
_POWERSHELL_SIMPLE = re.compile(r"([^ \t\r\n|;'\"`$]++)[ \t\r]++")
_POWERSHELL_PLAIN = re.compile(r"(?:[^ \t\r\n|;'\"`$]++|\$(?![A-Za-z_{(]))++")
_POWERSHELL_LINE_END = re.compile(r"`\r?\n")
_POWERSHELL_TICKS = re.compile(r"(?:`(?!\r?\n).)++", re.DOTALL)
_POWERSHELL_INSIDE = {"'": re.compile(r"[^']++"), '"': re.compile(r"(?:[^\"`$]++|\$(?!env:|[({A-Za-z_]))++")}
_POWERSHELL_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}


class Word(NamedTuple):
    """One word; `offset` is where it begins in the text."""

    text: str
    offset: int


class Stdin(NamedTuple):
    """What a command reads: a text (here-document, here-string), the name of a file, or the source of what is piped in."""

    kind: Literal["text", "file", "pipe"]
    text: str
    offset: int


class Command(NamedTuple):
    """One command; its first word is the program, `start` and `end` are where it stands."""

    words: tuple[Word, ...]
    stdin: Stdin | None
    start: int
    end: int
    notes: tuple[str, ...]


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


class Places:
    """Lines and columns in a text in which many are asked for: its line ends are looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        if self._ends is None:
            self._ends = [found.start() for found in re.finditer("\n", self.text)]
        before = bisect_left(self._ends, offset)
        return before + 1, offset - (self._ends[before - 1] if before else -1)


def fault(text: str, offset: int, message: str) -> Unreadable:
    """An error at an offset."""
    return Unreadable(message, *position(text, offset))


def words(text: str, start: int) -> list[Word]:
    """The words of the command that begins at `start`, up to a pipe, a redirection or the end."""
    rest = text[start:]
    if re.search(r"\^\r?\n|\^\"|\^%", rest):
        return list(cmd_words(text, start))
    if re.search(r"`\r?\n", rest):
        return list(powershell_words(text, start))
    return list(bash_words(text, start))


def bash_words(text: str, start: int) -> Iterator[Word]:
    """Words by bash's rules of quoting."""
    i, word, begun, asks = start, [""], -1, False
    while i < len(text):
        simple = _BASH_SIMPLE.match(text, i) if begun < 0 else None
        if simple:  # most words are
            yield _made(Word, (simple[1], i))
            i = simple.end()
            continue
        found = _BASH.match(text, i)
        assert found is not None
        kind, char = found.lastgroup, text[i]
        if kind == "blank" or char == "\n" or (char in _ENDS and not (char == "&" and asks)):
            if begun >= 0:
                if char in "<>" and "".join(word) in ("1", "2"):
                    return
                yield Word("".join(word), begun)
                word, begun, asks = [""], -1, False
            if kind != "blank":
                return
            i = found.end()
            continue
        fresh, begun = begun < 0, i if begun < 0 else begun
        if kind == "plain":
            word.append(found[0])
            asks = asks or "?" in found[0]
        elif kind == "continued":
            begun = -1 if fresh else begun
        elif kind == "escaped":
            word.append(found[0][1::2])
            asks = asks or "?" in found[0]
        elif kind == "single":
            word.append(found["inside"])
            asks = asks or "?" in found["inside"]
        else:
            piece, i = bash_quoted(text, i)
            word.append(piece)
            asks = asks or "?" in piece
            continue
        i = found.end()
    if begun >= 0:
        yield Word("".join(word), begun)


def bash_quoted(text: str, i: int) -> tuple[str, int]:
    """What begins at `i` with a mark that bash does something about, and the place after it."""
    if text[i] == '"':
        return double_quoted(text, i)
    if text.startswith("$'", i):
        return ansi_c(text, i)
    if _VARIABLE.match(text, i):
        raise unknown_variable(text, i)
    if text[i] == "'":
        raise fault(text, i, "this single quote is not closed")
    return text[i], i + 1


def unknown_variable(text: str, i: int) -> Unreadable:
    """An error for something that only a shell could fill in."""
    found = _VARIABLE.match(text, i)
    name = found[0][:40] if found else text[i : i + 1]
    return fault(text, i, f"{name} is filled in by the shell: put its value in its place")


def double_quoted(text: str, opened: int) -> tuple[str, int]:
    """What stands in double quotes, backslash before $ ` " \\ and line ends taken out."""
    word: list[str] = []
    i = opened + 1
    while i < len(text):
        found = _IN_DOUBLE.match(text, i)
        assert found is not None
        if found.lastgroup == "plain":
            word.append(found[0])
        elif found.lastgroup == "escaped":
            word.append(found[0][1::2].replace("\n", "").replace("!", "\\!"))
        elif text[i] == '"':
            return "".join(word), i + 1
        else:
            raise unknown_variable(text, i)
        i = found.end()
    raise fault(text, opened, "this double quote is not closed")


def ansi_c(text: str, opened: int) -> tuple[str, int]:
    """What stands in $'...'."""
    raw, i = bytearray(), opened + 2
    while i < len(text):
        plain = _IN_ANSI_C.match(text, i)
        if plain:
            raw += plain[0].encode("utf-8", "surrogateescape")
            i = plain.end()
            continue
        if text[i] == "'":
            return raw.decode("utf-8", "surrogateescape"), i + 1
        number = _ANSI_NUMBER.match(text, i + 1)
        if number:
            kind, digits = (number[0][0], number[0][1:]) if number[0][0] in "xuU" else ("o", number[0])
            code = int(digits, 8 if kind == "o" else 16)
            raw += bytes((code & 255,)) if kind in "xo" else chr(min(code, 0x10FFFF)).encode("utf-8", "replace")
            i = number.end()
        else:
            raw += _ANSI_C.get(text[i + 1 : i + 2], text[i : i + 2]).encode("utf-8", "surrogateescape")
            i += 2
    raise fault(text, opened, "this $' quote is not closed")


def cmd_words(text: str, start: int) -> Iterator[Word]:
    """Words by the rules of cmd.exe, then of the C runtime: carets go first, then double quotes and backslashes."""
    i, word, begun, inside = start, [""], -1, False
    while i < len(text):
        simple = _CMD_SIMPLE.match(text, i) if begun < 0 and not inside else None
        if simple:
            yield _made(Word, (simple[1], i))
            i = simple.end()
            continue
        run, after = cmd_run(text, i, inside=inside)
        if run:
            begun = i + (text[i] == "^") if begun < 0 else begun
            word.append(run)
            i = after
            continue
        char = text[i]
        line_end = _CMD_LINE_END.match(text, i) if char == "^" else None
        if char == "^" and i + 1 < len(text):
            i += 1
            char = text[i]
        elif not inside and char in "|<>&\n":
            break
        elif char == "%":
            found = _CMD_VARIABLE.match(text, i)
            raise fault(text, i, f"{(found or ['?'])[0][:40]} is filled in by the shell: put its value in its place")
        if line_end or (char in " \t\r\n" and not inside):
            if begun >= 0 and not inside:
                yield Word("".join(word), begun)
                word, begun = [""], -1
            i = line_end.end() if line_end else i + 1
            continue
        begun = i if begun < 0 else begun
        if char == '"' and inside and text[i + 1 : i + 2] == '"':
            word.append('"')
            i += 2
        elif char == '"':
            inside, i = not inside, i + 1
        else:
            word.append(char)
            i += 1
    if inside:
        raise fault(text, begun, "a double quote in this word is not closed")
    if begun >= 0:
        yield Word("".join(word), begun)


def cmd_run(text: str, i: int, *, inside: bool) -> tuple[str, int]:
    """What from `i` on stands for itself, or after carets or backslashes does, and the place after it."""
    plain = (_CMD_PLAIN_INSIDE if inside else _CMD_PLAIN).match(text, i)
    if plain:
        return plain[0], plain.end()
    carets = _CMD_CARETS.match(text, i)
    if carets:
        return carets[0][1::2], carets.end()
    quotes = _CMD_QUOTES.match(text, i)
    return (quotes[0].replace("\\", "").replace("^", ""), quotes.end()) if quotes else ("", i)


def powershell_words(text: str, start: int) -> Iterator[Word]:
    """Words by PowerShell's rules: backtick escapes, '' inside single quotes, "" inside double ones."""
    i, word, begun = start, [""], -1
    while i < len(text):
        simple = _POWERSHELL_SIMPLE.match(text, i) if begun < 0 else None
        if simple:
            yield _made(Word, (simple[1], i))
            i = simple.end()
            continue
        char = text[i]
        line_end = _POWERSHELL_LINE_END.match(text, i) if char == "`" else None
        if line_end or char in " \t\r\n|;":
            if begun >= 0:
                yield Word("".join(word), begun)
                word, begun = [""], -1
            if char in "\n|;":
                return
            i = line_end.end() if line_end else i + 1
            continue
        begun = i if begun < 0 else begun
        piece, i = powershell_piece(text, i)
        word.append(piece)
    if begun >= 0:
        yield Word("".join(word), begun)


def powershell_piece(text: str, i: int) -> tuple[str, int]:
    """A part of a word, which is all plain, all escaped, or in quotes, and the place after it."""
    plain = _POWERSHELL_PLAIN.match(text, i)
    if plain:
        return plain[0], plain.end()
    if text[i] in "'\"":
        return powershell_quoted(text, i, text[i])
    ticks = _POWERSHELL_TICKS.match(text, i)
    if ticks:
        return ticks[0][1::2], ticks.end()
    if text[i] == "`":
        return "", i + 1
    raise unknown_variable(text, i)


def powershell_quoted(text: str, opened: int, quote: str) -> tuple[str, int]:
    """What stands in PowerShell's quotes; a backslash before a quote, which programs see as a quote, is taken out."""
    word: list[str] = []
    i = opened + 1
    while i < len(text):
        plain = _POWERSHELL_INSIDE[quote].match(text, i)
        if plain:
            word.append(plain[0])
            i = plain.end()
        elif text[i] == quote and text[i + 1 : i + 2] == quote:
            word.append(quote)
            i += 2
        elif text[i] == quote:
            return "".join(word).replace('\\"', '"'), i + 1
        elif text[i] == "`":
            word.append(_POWERSHELL_ESCAPES.get(text[i + 1 : i + 2], text[i + 1 : i + 2]))
            i += 2
        else:
            raise unknown_variable(text, i)
    raise fault(text, opened, "this quote is not closed")
