"""String literals: a text as each language writes it, so that the program holds exactly this text.

The law: the language, reading the literal, gives the text again, whatever characters are in it. These functions are
the filters of the templates; a template puts no value of a request into code without one of them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

C_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted(text: str, escapes: Mapping[str, str], numeric: Callable[[int], str], ascii_only: bool = False) -> str:
    """Put `text` in double quotes, with the named `escapes`, and `numeric` ones for what is invisible or not ASCII."""
    return '"' + "".join(
        escapes.get(char)
        or (numeric(ord(char)) if not char.isprintable() or (ascii_only and not char.isascii()) else char)
        for char in text
    ) + '"'  # fmt: skip


def utf16(code: int, form: Callable[[int], str]) -> str:
    """Write a character as one or two escapes of sixteen bits."""
    if code < 0x10000:
        return form(code)
    return form(0xD800 + (code - 0x10000 >> 10)) + form(0xDC00 + (code - 0x10000 & 0x3FF))


def python(text: str) -> str:
    """Write a literal of Python."""
    return quoted(text, C_ESCAPES, lambda code: f"\\x{code:02x}" if code < 0x100 else f"\\U{code:08x}")


def javascript(text: str) -> str:
    """Write a literal of JavaScript."""
    return quoted(text, C_ESCAPES, lambda code: utf16(code, "\\u{:04x}".format))


def javascript_name(text: str) -> str:
    """Write the name of a property of JavaScript, with quotes if it needs them."""
    return text if text.isidentifier() else javascript(text)


def json_text(text: str) -> str:
    """Write a literal of JSON in ASCII."""
    return json.dumps(text, ensure_ascii=True)


def csharp(text: str) -> str:
    """Write a literal of C#."""
    return javascript(text)


def go(text: str) -> str:
    """Write a literal of Go."""
    return quoted(text, C_ESCAPES, lambda code: f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def java(text: str) -> str:
    """Write a literal of Java in ASCII, because older compilers read files in the encoding of the machine."""
    return quoted(
        text, C_ESCAPES, lambda code: f"\\{code:03o}" if code < 0x80 else utf16(code, "\\u{:04x}".format), True
    )


def php(text: str) -> str:
    """Write a literal of PHP: in single quotes, unless it holds invisible characters."""
    if text.isprintable():
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return quoted(text, {**C_ESCAPES, "$": "\\$"}, lambda code: f"\\u{{{code:x}}}")


def ruby(text: str) -> str:
    """Write a literal of Ruby in which nothing is interpolated."""
    return re.sub(r"#(?=[{$@])", r"\\#", quoted(text, C_ESCAPES, lambda code: f"\\u{{{code:x}}}"))


def powershell(text: str) -> str:
    """Write a literal of PowerShell in ASCII, because Windows PowerShell reads files in the machine's encoding."""
    if text.isascii() and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return quoted(text, {char: "`" + char for char in '"`$'}, lambda code: utf16(code, "$([char]0x{:x})".format), True)


def shell(text: str) -> str:
    """Write a word of the shell in single quotes."""
    return "'" + text.replace("'", "'\\''") + "'"


def in_double_quotes(text: str) -> str:
    """Escape a text that stands between double quotes in the shell."""
    return re.sub(r'[\\"`$]', r"\\\g<0>", text)
