"""What the languages have in common: lines that may be missing, and string literals."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.codegen.call import Call

MADE = ("oauth_nonce", "oauth_timestamp", "oauth_body_hash")


def program(*parts: str | None) -> str:
    """The lines one under another; None stands for a line that this call does not need."""
    return "\n".join(part for part in parts if part is not None) + "\n"


def when(condition: object, line: str) -> str | None:
    """The line, where the condition holds."""
    return line if condition else None


def quoted(text: str, named: Mapping[str, str], coded: Callable[[int], str], ascii_only: bool = False) -> str:
    """`text` in double quotes: `named` escapes, and `coded` ones for what cannot be seen, or is not ASCII."""
    return '"' + "".join(
        named.get(char) or (coded(ord(char)) if not char.isprintable() or (ascii_only and not char.isascii()) else char)
        for char in text
    ) + '"'  # fmt: skip


C_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def utf16(code: int, form: Callable[[int], str]) -> str:
    """A character as one or two escapes of sixteen bits."""
    if code < 0x10000:
        return form(code)
    return form(0xD800 + (code - 0x10000 >> 10)) + form(0xDC00 + (code - 0x10000 & 0x3FF))


def oauth_values(call: Call, made: Mapping[str, str], literal: Callable[[str], str]) -> list[tuple[str, str]]:
    """The ``oauth_`` parameters by name, with the expressions of their values; `made` are those of the fresh ones."""
    fresh = {name: made[name] for name in MADE if name != "oauth_body_hash" or call.body_hash}
    return sorted(({name: literal(value) for name, value in call.oauth} | fresh).items())
