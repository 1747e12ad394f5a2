"""The grammar of keys: which values are joined to the key, how they are encoded, by which sign, and what is done to the whole."""

from __future__ import annotations

import re
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING

from paraph.core.encoding import percent, percent_safe
from paraph.core.message import wire_bytes
from paraph.deviations.grammar import Option
from paraph.deviations.rarity import ODD, SELDOM
from paraph.deviations.text_changes import base64_of, hash_hex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def replace_by(word: str, _text: str) -> str:
    """Return a word, whatever the text is."""
    return word


def lower_hex(text: str) -> str:
    """Return a text with its escapes in lower-case hex."""
    return re.sub("%[0-9A-F]{2}", lambda escape: escape[0].lower(), text)


ENCODERS: tuple[Option[Callable[[str], str]], ...] = (
    Option("key-parts-not-encoded", "The parts were not percent-encoded.", str),
    Option("", "The parts were percent-encoded twice.", lambda text: percent(percent(text))),
    Option("key-parts-not-encoded", "The parts were encoded with + for a space.", partial(percent_safe, safe="-._~", space="+"), 1.0),
    Option("key-parts-not-encoded", "In the parts, / was left as it is.", partial(percent_safe, safe="/-._~"), 1.0),
    Option("key-parts-not-encoded", "In the parts, ! ' ( ) * were left.", partial(percent_safe, safe="-._~!'()*"), 1.0),
    Option("key-parts-not-encoded", "The parts were encoded as Java does.", partial(percent_safe, safe="-._*", space="+"), 2.0),
    Option("", "The escapes are in lower-case hex.", lambda text: lower_hex(percent(text)), 1.0),
    Option("", "The parts were encoded in lower-case hex, with + for a space.",
           lambda text: lower_hex(percent_safe(text, "-._!()*", space="+")), 2.0),
)  # fmt: skip
"""How the parts of a key are encoded wrongly."""
SIGNS = tuple(
    Option("key-no-ampersand", f"The parts were joined with {sign!r}.", sign, rarity)
    for sign, rarity in (
        dict.fromkeys(("",), 0.0)
        | dict.fromkeys((",", ":", "&amp;", "%26", "+"), 1.0)
        | dict.fromkeys((" & ", "\n", "|", "&&", " ", ".", ";", "-", "_", "=", "/"), ODD)
    ).items()
)
"""What stands between the parts of a key instead of &."""
HASHED: tuple[Option[Callable[[str], str]], ...] = tuple(
    Option("", f"The {name.upper()} of the key was the key, in hex.", partial(hash_hex, name), 3.0)
    for name in ("sha1", "md5", "sha256", "sha512")
)
WORDS: tuple[Option[Callable[[str], str]], ...] = tuple(
    Option("key-null-literal", f"The key was {word!r}.", partial(replace_by, word), SELDOM)
    for word in ("", "null", "undefined", "None", "&", "null&null", "secret", "nil")
)
ENDS: tuple[Option[Callable[[str], str]], ...] = (
    Option("secret-trailing-newline", "There is a line feed after the key.", lambda text: text + "\n"),
    Option("key-extra-ampersand", "There is an & after the key.", lambda text: text + "&"),
    Option("secret-trailing-space", "There is a blank after the key.", lambda text: text + " "),
    Option("key-extra-ampersand", "There is an & before the key.", lambda text: "&" + text, 1.0),
    Option("key-preassembled-encoded", "The whole key was percent-encoded.", percent),
    Option("key-base64-encoded-first", "The whole key was base64-encoded.", base64_of),
    *HASHED,
    Option("", "The whole key was written as hex.", lambda text: wire_bytes(text).hex(), 1.0),
    Option("key-case-changed", "The whole key was put in lower case.", str.lower, 1.0),
    Option("key-case-changed", "The whole key was put in upper case.", str.upper, 1.0),
    Option("secret-shell-artifact", "There are double quotes around the key.", lambda text: f'"{text}"', 1.0),
    Option("secret-shell-artifact", "There are single quotes around the key.", lambda text: f"'{text}'", 2.0),
    Option("secret-trailing-space", "There is a blank before the key.", lambda text: " " + text, 2.0),
    Option("secret-trailing-newline", "There are CR and LF after the key.", lambda text: text + "\r\n", 1.0),
    *WORDS,
    Option("", "The key was cut at its last &.", lambda text: text.rpartition("&")[0] or text, 2.0),
)  # fmt: skip
"""What is done to the whole key."""


def arrangements(names: Sequence[str], right: tuple[str, ...]) -> Iterator[Option[tuple[str, ...]]]:
    """Yield the parts that can be joined to a key: one, two, three or four of the values at hand, in any order."""
    for size in (1, 2, 3, 4):
        for chosen in dict.fromkeys(
            (*permutations((*names, "") if size == 2 else names, size), *((name,) * 2 for name in names if size == 2))
        ):
            if chosen == right:
                continue
            words = " & ".join([name or "nothing" for name in chosen])
            yield Option("key-wrong-field", f"The key was made of {words}.", chosen, (0.0, 0.5, 3.0, 5.0)[size - 1])
