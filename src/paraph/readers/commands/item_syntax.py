"""How HTTPie separates name and value of a request item.

Source: https://httpie.io/docs/cli/request-items, version 3.2
"""

from __future__ import annotations

import re

SEPARATORS = (":=@", "==@", "=@", ":@", ":=", "==", "=", ":", ";", "@")  # longer ones first
_ITEM = re.compile(rf"((?:[^\\:=@;]++|\\[:=@;\\]?+|;(?!\Z))*+)({'|'.join(SEPARATORS)})")
_ESCAPE, _ESCAPE_IN_VALUE = re.compile(r"\\([:=@;\\])"), re.compile(r"\\([:=@;])")


def split_item(text: str) -> tuple[str, str, str]:
    """Return name, separator and value of an item; the longest separator if several begin at one place."""
    found = _ITEM.match(text)
    if found is None:
        return unescape(text), "", ""
    return unescape(found[1]), found[2], unescape(text[found.end() :], _ESCAPE_IN_VALUE)


def unescape(text: str, escape: re.Pattern[str] = _ESCAPE) -> str:
    """Return the text without the backslashes before separators."""
    return escape.sub(r"\1", text) if "\\" in text else text
