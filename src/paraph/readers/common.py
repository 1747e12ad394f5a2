"""What readers of many forms need, and ``paraph send`` too: it loads this file and not the readers."""

from __future__ import annotations

import re

FORM_TYPE = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"
_QUOTE = re.compile(r"[\"'`]")


def without_texts(code: str) -> str:
    """Return a piece of program text for a message, up to its first text in quotes, which may be secret."""
    line = " ".join(code[:200].split())
    shown = _QUOTE.split(line, maxsplit=1)[0][:60]
    return shown if shown == line else f"{shown}…"


def first_word(command: str) -> str:
    """Return the first word of a command for a message, without the value of an assignment: the rest may be secret."""
    words = command.split(maxsplit=1)
    return words[0].partition("=")[0][:40] if words else ""


def with_query(url: str, query: str) -> str:
    """Return the URL with more of a query, before any fragment."""
    head, mark, fragment = url.partition("#")
    between = "" if not query or head.endswith("?") else "&" if "?" in head else "?"
    return head + between + query + mark + fragment
