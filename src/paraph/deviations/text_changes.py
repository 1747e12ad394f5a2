"""What is done to a text before it is signed, whatever text it is: a line, a part, or all that is signed.

Each change is a small function, and belongs to any stage that returns text. So the families are written once, and a stage
names only what its text is:

>>> from paraph.schemes.duo import signing as duo
>>> [deviation] = [each for each in text_deviations(duo.date, "The date", AT_ENDS) if each.rarity == 2.0]
>>> [(way.value, way.detail) for way in deviation.ways("Tue, 17 Mar 2026")][:2]
[('Tue, 17 Mar 2026 ', 'The date was signed with a blank after it.'), ('Tue, 17 Mar 2026\\n', 'The date was signed with a line feed after it.')]
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation
from paraph.core.encoding import base64_text, percent, percent_safe, unpercent
from paraph.core.message import wire_bytes, wire_text
from paraph.deviations.grammar import ANOTHER_MISTAKE, Option, combine, ranked_deviations, single_signers
from paraph.deviations.rarity import ODD, SELDOM, VERY_ODD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.deviation import Way
    from paraph.deviations.grammar import Dimension, Signer


TextOption = Option[Callable[[str], str]]


def encode_as(charset: str, text: str) -> str:
    """Return the text whose UTF-8 is the text in another charset."""
    return wire_text(wire_bytes(text).decode("utf-8", "replace").encode(charset, "replace"))


def add_slashes(text: str) -> str:
    """Put a backslash before quotes and backslashes."""
    return re.sub(r"(['\"\\])", r"\\\1", text)


def without_quotes(text: str) -> str:
    """Remove single and double quotes."""
    return re.sub("['\"]", "", text)


def hash_hex(name: str, text: str) -> str:
    """Return the hash of a text in hex."""
    return hashlib.new(name, wire_bytes(text)).hexdigest()


def base64_of(text: str) -> str:
    """Return a text in base64."""
    return base64_text(wire_bytes(text))


def option(said: str, change: Callable[[str], str], rarity: float) -> TextOption:
    """Return a change that the catalogue has no name for."""
    return Option("", said, change, rarity)


AT_ENDS: tuple[TextOption, ...] = (
    option("with a blank after it", lambda text: f"{text} ", SELDOM),
    option("with a line feed after it", lambda text: f"{text}\n", SELDOM),
    option("with double quotes around it", lambda text: f'"{text}"', SELDOM),
    option("without the spaces at its ends", str.strip, SELDOM),
    option("with a blank before it", lambda text: f" {text}", ODD),
    option("with CR and LF after it", lambda text: f"{text}\r\n", ODD),
    option("with single quotes around it", lambda text: f"'{text}'", ODD),
    option("with a NUL after it", lambda text: f"{text}\0", VERY_ODD),
    option("with a comma after it", lambda text: f"{text},", VERY_ODD),
    option("with a semicolon after it", lambda text: f"{text};", VERY_ODD),
)
"""What is added to a text, or cut off."""
IN_CASE: tuple[TextOption, ...] = (
    option("in lower case", str.lower, SELDOM),
    option("in upper case", str.upper, SELDOM),
    option("with a capital", str.capitalize, ODD),
)
"""The case of its letters."""
ENCODED: tuple[TextOption, ...] = (
    option("percent-encoded", percent, SELDOM),
    option("percent-decoded", unpercent, SELDOM),
    option("percent-encoded, with + for a blank", partial(percent_safe, safe="-._~", space="+"), ODD),
    option("percent-encoded, / left", partial(percent_safe, safe="/-._~"), ODD),
    option("in base64", base64_of, ODD),
    option("in hex", lambda text: wire_bytes(text).hex(), ODD),
)
"""The text in another encoding."""
ESCAPED: tuple[TextOption, ...] = (
    option("as a JSON text", json.dumps, ODD),
    option("as Python prints bytes", lambda text: str(wire_bytes(text)), ODD),
    option("with a backslash before each slash", lambda text: text.replace("/", "\\/"), ODD),
    option("escaped for HTML", html.escape, ODD),
    option("with a backslash before each quote", add_slashes, ODD),
    option("without its quotes", without_quotes, ODD),
    option("without its blanks", lambda text: text.replace(" ", ""), ODD),
)
"""The text as other languages write it, or with some characters changed."""
HASHED: tuple[TextOption, ...] = tuple(
    option(f"as its {name.upper()} in hex", partial(hash_hex, name), VERY_ODD)
    for name in ("sha1", "sha256", "sha512", "md5")
)
"""A hash in the place of the text."""
IN_CHARSETS: tuple[TextOption, ...] = (
    option("as UTF-16", partial(encode_as, "utf-16-le"), SELDOM),
    option("with a byte order mark before it", lambda text: f"\ufeff{text}", SELDOM),
    option("as UTF-16 with a byte order mark", partial(encode_as, "utf-16"), ODD),
    option("as UTF-16, high bytes first", partial(encode_as, "utf-16-be"), ODD),
    option("as ASCII, with ? for other characters", partial(encode_as, "ascii"), ODD),
    option("as Latin-1", partial(encode_as, "latin-1"), ODD),
    option("as UTF-32", partial(encode_as, "utf-32-le"), VERY_ODD),
)
"""The bytes of another charset, which matter for all that is signed."""
USUAL_OF_ALL = tuple(each for each in (*IN_CASE, *ENCODED, *IN_CHARSETS) if each.rarity <= SELDOM)
"""What is done to a text whose parts were joined wrongly."""
USUAL_RANK = 3
"""The highest rank of a wrong joining that is combined with a change."""
OF_A_PART = (*AT_ENDS, *IN_CASE, *ENCODED, *ESCAPED, *HASHED)
"""What is done to a part of what is signed."""
OF_ALL = (*AT_ENDS, *IN_CASE, *ENCODED, *ESCAPED, *IN_CHARSETS)
"""What is done to all that is signed; that it is hashed first is a mistake of the MAC."""


def changed_joins(
    stage: Any, dimensions: Sequence[Dimension[Any]], make: Callable[..., str], what: str
) -> Iterator[Deviation]:
    """Yield the deviations of a stage that joins texts, if these were joined wrongly and the result was changed then.

    `dimensions` and `make` are those of :func:`grammar_deviations`, `what` names the result at the beginning of a sentence.
    """
    by_rank: dict[int, list[tuple[Signer, TextOption]]] = {}
    for signer, change in product(single_signers(dimensions), USUAL_OF_ALL):
        rank = signer.rank + round(change.rarity)
        if signer.rank <= USUAL_RANK:
            by_rank.setdefault(rank, []).append((signer, change._replace(detail=f"{what} was signed {change.detail}.")))

    for rank, group in by_rank.items():

        def ways(*args: Any, group: Any = tuple(group)) -> Iterator[Way[str]]:
            for signer, change in group:
                text = change.value(make(*args, *signer.values))
                yield combine(text, signer.mistakes[0], (change.id, change.detail))

        yield Deviation("", stage, ways, {}, ANOTHER_MISTAKE + rank, equally_likely=True)


def text_deviations(
    stage: Any, what: str, options: tuple[TextOption, ...] = OF_A_PART, *, rarity: float = 0.0
) -> Iterator[Deviation]:
    """Yield the deviations of a stage whose text was changed; `what` names the text at the beginning of a sentence."""

    def changed(change: Callable[[str], str]) -> Callable[..., str]:
        def write(*args: Any) -> str:
            text: str = stage(*args)
            if (other := change(text)) == text:
                raise LookupError("the change leaves this text as it is")
            return other

        return write

    said = [
        each._replace(detail=f"{what} was signed {each.detail}.", value=changed(each.value), rarity=each.rarity)
        for each in options
    ]
    return ranked_deviations("", stage, said, rarity=rarity)
