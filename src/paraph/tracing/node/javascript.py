"""Finds the line of JavaScript that built a value, as far as brackets and names show.

Texts, comments and regular expressions are blanked first, so that the remaining brackets can be counted; code in a
template's ``${}`` stays. Code that is not understood gives no place rather than a guess.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from paraph.tracing.records import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

MESSAGE = re.compile(r"(?:\.update|\.finalize|\bHmac[A-Z]\w*|\.sign)\s*\(")
"""The calls with a message: those of Node, crypto-js and Web Crypto."""
THIRD = ".sign"
"""The call whose third argument is the message; of all others it is the first."""
NAME = re.compile(r"(?<![.\w$])[A-Za-z_$][\w$]*")
ASSIGNED = r"(?<![.\w$]){name}(?![\w$])\s*(?:[-+*/%&|^?]{{0,2}}=(?![=>])|\.(?:push|unshift)\s*\()"
"""A name to which a value is assigned or added."""
NO_FUNCTION = re.compile(r"\b(?:if|for|while|switch|catch|with|await)\s*$")
SKIPPED = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
    r"|(?<=[=(,:\[!&|?{};\n])(?P<gap>[ \t]*)/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*",
    re.DOTALL,
)
OPENING, CLOSING = "([{", ")]}"


def building_place(signed: Place) -> Place | None:
    """Return the line that assigned the name which was signed at `signed`, in the same function."""
    code = blank_non_code(signed.file)
    starts = line_starts(code)
    if not 0 < signed.line < len(starts):
        return None
    first, last = starts[signed.line - 1], starts[signed.line]
    names = {
        name for call in MESSAGE.finditer(code, first, last) for name in NAME.findall(message(code, call))
    }  # fmt: skip
    here = function_around(code, first)
    found = [
        found.start()
        for name in names
        for found in re.finditer(ASSIGNED.format(name=re.escape(name)), code[:first])
        if found.start() >= here and function_around(code, found.start()) == here
    ]
    if not found:
        return None
    line = code.count("\n", 0, max(found)) + 1
    return Place(signed.file, line, signed.function, "built", source(signed.file).split("\n")[line - 1].strip())


@cache
def source(file: str) -> str:
    """Return the text of a file; empty if it cannot be read."""
    try:
        return Path(file).read_text("utf-8", "replace")
    except OSError:
        return ""


@cache
def blank_non_code(file: str) -> str:
    """Return the text of a file with blanks in place of everything that is not code."""
    return "".join(pieces(source(file)))


def pieces(text: str) -> Iterator[str]:
    """Yield the text in pieces of code and of blanks."""
    at, depths = 0, list[int]()  # for each open template, the number of open braces in its code
    while at < len(text):
        skipped = SKIPPED.match(text, at)
        stop = skipped.end() if skipped else at + 1
        if text[at] == "}" and depths and depths[-1] == 0:
            depths.pop()
            stop = template_end(text, at + 1)
        elif text[at] == "`":
            stop = template_end(text, at + 1)
        else:
            if depths:
                depths[-1] += (text[at] == "{") - (text[at] == "}")
            yield blank(text[at:stop]) if skipped else text[at]
            at = stop
            continue
        if text[stop - 1] == "{":
            depths.append(0)
        yield blank(text[at:stop])
        at = stop


def template_end(text: str, at: int) -> int:
    """Return where a template's own text ends, after its backquote or after a ``${``."""
    found = re.compile(r"(?:\\.|(?!\$\{)[^`\\])*(?:`|\$\{)", re.DOTALL).match(text, at)
    return found.end() if found else len(text)


def blank(text: str) -> str:
    """Return as many blanks, with the line ends."""
    return re.sub(r"[^\n]", " ", text)


def line_starts(code: str) -> list[int]:
    """Return where each line starts, and the end."""
    return [0, *(found.end() for found in re.finditer("\n", code)), len(code)]


def message(code: str, call: re.Match[str]) -> str:
    """Return the argument of a call that is its message."""
    wanted = 2 if call[0].startswith(THIRD) else 0
    depth, start, index = 0, call.end(), 0
    for at in range(call.end(), len(code)):
        depth += (code[at] in OPENING) - (code[at] in CLOSING)
        if depth < 0 or (depth == 0 and code[at] == ","):
            if index == wanted or depth < 0:
                return code[start:at] if index == wanted else ""
            start, index = at + 1, index + 1
    return ""


def function_around(code: str, at: int) -> int:
    """Return where the body of the innermost function around a place begins; 0 outside of all."""
    depth = 0
    for index in range(at - 1, -1, -1):
        depth += (code[index] == "}") - (code[index] == "{")
        if depth < 0:
            if opens_function(code[:index].rstrip()):
                return index
            depth = 0
    return 0


def opens_function(before: str) -> bool:
    """Return whether the text before a brace makes it the brace of a function's body."""
    if before.endswith("=>"):
        return True
    if not before.endswith(")"):
        return False
    depth = 0
    for index in range(len(before) - 1, -1, -1):
        depth += (before[index] == ")") - (before[index] == "(")
        if depth == 0:
            return NO_FUNCTION.search(before[:index]) is None
    return False
