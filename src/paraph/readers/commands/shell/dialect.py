"""Which shell a text is written for: bash, unless something speaks against it.

A caret, a backtick or a doubled quote alone proves nothing, since all are data in bash as well. The evidence, each
looked for outside of bash's own quotes and comments, in this order:

1. The prompt before the first command: ``PS C:\\>`` is PowerShell's, ``C:\\>`` that of cmd.exe.
2. A first line ``@echo off``, or a line that begins with ``set NAME=``, ``rem`` or ``::``: cmd.exe.
3. A word that begins with ``^"``, as in what Chrome's "Copy as cURL (cmd)" writes: cmd.exe.
4. A caret after a blank at the end of a line, and a next line that begins as arguments do (``-X``, a quote, a URL):
   cmd.exe. bash would run that line as a command of its own.
5. A backtick after a blank at the end of a line: PowerShell. In bash it would open a command that begins with a line end.
6. A statement ``$name = …`` or ``$env:NAME = …``: PowerShell. bash would run the value of the variable.
7. A word in double quotes with doubled ones around the names of JSON, ``"{""a"":1}"``: cmd.exe. bash would take all
   of them out, which leaves no JSON.
8. ``curl.exe`` or another ``.exe``, and no backslash at the end of a line: PowerShell if a word is in single quotes,
   which mean nothing to cmd.exe, else cmd.exe.
"""

from __future__ import annotations

import re
from typing import Literal

Dialect = Literal["bash", "cmd", "powershell"]

_POWERSHELL_PROMPT = re.compile(r"\s*PS(?: [^>\r\n]{0,100})?> ?")
_CMD_PROMPT = re.compile(r"\s*[A-Za-z]:\\[^>\r\n]{0,200}>")
_BATCH = re.compile(r"\s*(?:@echo off\b|(?:rem|set [A-Za-z_]\w*=|::)[^\n]*\n)", re.IGNORECASE)
_MARKS = re.compile(
    r"""(?P<doubled>(?<![^\s=])"\s*+[{\[\s]++""[^"\n]*+""\s*+:)
    |(?P<cmd>(?<=[ \t=])\^"(?=[^\n"]*\^")|(?<=[ \t])\^\r?\n[ \t]*+(?=-|["'^]|https?:))
    |(?P<powershell>(?<=[ \t])`\r?\n|^[ \t]*+\$(?:env:)?[A-Za-z_]\w*+[ \t]*+=(?!=))
    |(?P<program>(?<![^\s\\/&"'])[\w-]++\.exe(?=["']?\s))
    |(?P<single>'[^']*+')
    |(?P<continued>\\\r?\n)
    |"(?:[^"\\]++|\\[\s\S])*+"|(?<!\S)\#[^\n]*+|(?:[^\s"'\\^`$\#/=]++|\\[^\r\n])++""",
    re.VERBOSE | re.MULTILINE,
)


def dialect(text: str, start: int = 0) -> Dialect:
    """The shell that the commands from `start` on are written for."""
    if _POWERSHELL_PROMPT.match(text, start):
        return "powershell"
    if _CMD_PROMPT.match(text, start) or _BATCH.match(text, start):
        return "cmd"
    program = single = continued = False
    for found in _MARKS.finditer(text, start):
        kind = found.lastgroup
        if kind in ("cmd", "doubled"):
            return "cmd"
        if kind == "powershell":
            return "powershell"
        program = program or kind == "program"
        single = single or kind == "single"
        continued = continued or kind == "continued"
    if not program or continued:
        return "bash"
    return "powershell" if single else "cmd"
