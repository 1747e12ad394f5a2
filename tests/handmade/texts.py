"""What happens to the whole text before a hand-made signer makes the MAC of it, whatever the scheme.

Nothing here knows paraph. Texts stand for bytes: what is not UTF-8 is written with lone surrogates.
"""

import json
from collections.abc import Callable
from functools import partial

Change = Callable[[str], str]


def as_text(data: bytes) -> str:
    """Return bytes as the text that stands for them."""
    return data.decode("utf-8", "surrogateescape")


def in_charset(charset: str, text: str) -> str:
    """Encode with another charset than UTF-8."""
    return as_text(text.encode(charset, "replace"))


TEXTS: dict[str, Change] = {
    "UTF-16, as .NET's Unicode": partial(in_charset, "utf-16-le"),
    "UTF-16 with a mark, as Python": partial(in_charset, "utf-16"),
    "UTF-8 with a mark": partial(in_charset, "utf-8-sig"),
    "bytes of Python": lambda text: repr(text.encode("utf-8", "surrogateescape")),
    "newline of echo": lambda text: text + "\n",
    "blank at the end": lambda text: text + " ",
    "NUL of C": lambda text: text + "\0",
    "JSON text": json.dumps,
    "double quotes": lambda text: f'"{text}"',
    "lower case": str.lower,
    "no blanks": lambda text: text.replace(" ", ""),
}
"""The text that is signed, from the right one."""
