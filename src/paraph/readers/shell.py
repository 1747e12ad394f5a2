"""Words of a command line as bash, cmd.exe or PowerShell would make them, each with where it stands.

Nothing is run and nothing is looked up: a variable or a command substitution is an error that names it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSI_C = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "e": "\x1b", "0": "\0",
           "f": "\f", "v": "\v", "?": "?"}  # fmt: skip
_ANSI_NUMBER = re.compile(r"x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}")
_VARIABLE = re.compile(r"\$(?:\{[^}\n]*\}|[A-Za-z_][A-Za-z0-9_:]*|\()|`")
_CMD_VARIABLE = re.compile(r"%[A-Za-z_][A-Za-z0-9_]*%")
_ENDS = "|;&<>"


class Word(NamedTuple):
    """One word; `offset` is where it begins in the text."""

    text: str
    offset: int


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


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
    i, word, begun = start, "", -1
    while i < len(text):
        char = text[i]
        if char in " \t\r\n" or (char in _ENDS and not (char == "&" and begun >= 0 and "?" in word)):
            if begun >= 0:
                if char in "<>" and word in ("1", "2"):
                    return
                yield Word(word, begun)
                word, begun = "", -1
            if char == "\n" or char in _ENDS:
                return
            i += 1
            continue
        begun = i if begun < 0 else begun
        if char == "\\":
            newline = re.compile(r"\\\r?\n").match(text, i)
            if newline:
                i = newline.end()
                begun = -1 if not word and begun == newline.start() else begun
            else:
                word, i = word + text[i + 1 : i + 2], i + 2
        elif char == "'":
            word, i = quoted_plainly(text, i, word)
        elif char == '"':
            piece, i = double_quoted(text, i)
            word += piece
        elif text.startswith("$'", i):
            piece, i = ansi_c(text, i)
            word += piece
        elif _VARIABLE.match(text, i):
            raise unknown_variable(text, i)
        else:
            word, i = word + char, i + 1
    if begun >= 0:
        yield Word(word, begun)


def quoted_plainly(text: str, i: int, word: str) -> tuple[str, int]:
    """`word` and what follows in single quotes."""
    end = text.find("'", i + 1)
    if end < 0:
        raise fault(text, i, "this single quote is not closed")
    return word + text[i + 1 : end], end + 1


def unknown_variable(text: str, i: int) -> Unreadable:
    """An error for something that only a shell could fill in."""
    found = _VARIABLE.match(text, i)
    name = found[0][:40] if found else text[i : i + 1]
    return fault(text, i, f"{name} is filled in by the shell: put its value in its place")


def double_quoted(text: str, i: int) -> tuple[str, int]:
    """What stands in double quotes, backslash before $ ` " \\ and line ends taken out."""
    opened = i
    word: list[str] = []
    i += 1
    while i < len(text):
        char = text[i]
        if char == '"':
            return "".join(word), i + 1
        if char == "\\" and text[i + 1 : i + 2] in ("$", "`", '"', "\\", "\n", "!"):
            kept = text[i + 1]
            word.append("\\!" if kept == "!" else "" if kept == "\n" else kept)
            i += 2
        elif _VARIABLE.match(text, i):
            raise unknown_variable(text, i)
        else:
            word.append(char)
            i += 1
    raise fault(text, opened, "this double quote is not closed")


def ansi_c(text: str, i: int) -> tuple[str, int]:
    """What stands in $'...'."""
    opened, raw = i, bytearray()
    i += 2
    while i < len(text):
        char = text[i]
        if char == "'":
            return raw.decode("utf-8", "surrogateescape"), i + 1
        if char != "\\":
            raw += char.encode("utf-8", "surrogateescape")
            i += 1
            continue
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
    i, word, begun, inside = start, "", -1, False
    while i < len(text):
        char = text[i]
        line_end = re.compile(r"\^\r?\n[ \t]*").match(text, i)
        if line_end:
            if begun >= 0 and not inside:
                yield Word(word, begun)
                word, begun = "", -1
            i = line_end.end()
            continue
        if char == "^" and i + 1 < len(text):
            i += 1
            char = text[i]
        elif not inside and char in "|<>&\n":
            break
        elif _CMD_VARIABLE.match(text, i):
            found = _CMD_VARIABLE.match(text, i)
            raise fault(text, i, f"{(found or ['?'])[0][:40]} is filled in by the shell: put its value in its place")
        if char in " \t\r\n" and not inside:
            if begun >= 0:
                yield Word(word, begun)
                word, begun = "", -1
            i += 1
            continue
        begun = i if begun < 0 else begun
        if char == "\\" and re.match(r"\^?\"", text[i + 1 : i + 3]):
            word, i = word + '"', i + 2 + (text[i + 1] == "^")
        elif char == '"' and inside and text[i + 1 : i + 2] == '"':
            word, i = word + '"', i + 2
        elif char == '"':
            inside, i = not inside, i + 1
        else:
            word, i = word + char, i + 1
    if inside:
        raise fault(text, begun, "a double quote in this word is not closed")
    if begun >= 0:
        yield Word(word, begun)


def powershell_words(text: str, start: int) -> Iterator[Word]:
    """Words by PowerShell's rules: backtick escapes, '' inside single quotes, "" inside double ones."""
    i, word, begun = start, "", -1
    while i < len(text):
        char = text[i]
        if char in " \t\r\n" or char in "|;":
            if begun >= 0:
                yield Word(word, begun)
                word, begun = "", -1
            if char in "\n|;":
                return
            i += 1
            continue
        line_end = re.compile(r"`\r?\n").match(text, i)
        if line_end:
            if begun >= 0:
                yield Word(word, begun)
                word, begun = "", -1
            i = line_end.end()
            continue
        begun = i if begun < 0 else begun
        if char == "'":
            piece, i = powershell_quoted(text, i, "'")
            word += piece
        elif char == '"':
            piece, i = powershell_quoted(text, i, '"')
            word += piece
        elif char == "`":
            word, i = word + text[i + 1 : i + 2], i + 2
        elif _VARIABLE.match(text, i):
            raise unknown_variable(text, i)
        else:
            word, i = word + char, i + 1
    if begun >= 0:
        yield Word(word, begun)


def powershell_quoted(text: str, i: int, quote: str) -> tuple[str, int]:
    """What stands in PowerShell's quotes; a backslash before a quote, which programs see as a quote, is taken out."""
    opened = i
    word: list[str] = []
    i += 1
    while i < len(text):
        char = text[i]
        if char == quote and text[i + 1 : i + 2] == quote:
            word.append(quote)
            i += 2
        elif char == quote:
            return "".join(word).replace('\\"', '"'), i + 1
        elif char == "`" and quote == '"':
            word.append({"n": "\n", "r": "\r", "t": "\t", "0": "\0"}.get(text[i + 1 : i + 2], text[i + 1 : i + 2]))
            i += 2
        elif quote == '"' and re.compile(r"\$(?:env:|\(|\{|[A-Za-z_])").match(text, i):
            raise unknown_variable(text, i)
        else:
            word.append(char)
            i += 1
    raise fault(text, opened, "this quote is not closed")
