"""Recognises programs that compute a signature, and names the command that shows what they send."""

from __future__ import annotations

import re

_SIGNS = re.compile(
    r"\bcreateHmac\s*\(|\bcreateSign\s*\(|\bcreateHash\s*\(|\bCryptoJS\s*\.|\bsubtle\s*\.\s*(?:sign|digest)\s*\(|\bHmacSHA\d+\s*\("
    r"|\bjsSHA\s*\("
)
_NODE = re.compile(
    r"\brequire\s*\(|^\s*import\s[^\n]*\bfrom\s+['\"]|\bprocess\s*\.|\bcreateHmac\s*\(|\bBuffer\s*\.", re.MULTILINE
)
WATCH = "put its value in its place, or send the request to `paraph watch --credentials FILE`"
TRACE = "the program computes its signature, and text is never run: run `paraph trace node FILE`"
WATCH_SIGNED = (
    "the program computes its signature, and text is never run: send the request to `paraph watch --credentials FILE`"
)


def next_step_of_javascript(text: str) -> str:
    """Return what to do about a value that is known only when the program runs."""
    if not _SIGNS.search(text):
        return WATCH
    return TRACE if _NODE.search(text) else WATCH_SIGNED
