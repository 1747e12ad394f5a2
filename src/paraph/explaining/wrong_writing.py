"""Mistakes in how a MAC is written, as deviations of the stage that writes it.

A search undoes them (:mod:`paraph.explaining.mac_forms`); to show one, it has to be done.
"""

from __future__ import annotations

import base64
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Way
from paraph.core.encoding import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WRITERS: tuple[tuple[str, str, str, Callable[[str, bytes], str]], ...] = (
    ("out-hex-for-base64", "base64", "The MAC was written in hex.", lambda _, mac: mac.hex()),
    ("out-base64-for-hex", "hex", "The MAC was written in base64.", lambda _, mac: base64.b64encode(mac).decode()),
    ("out-base64-of-hex", "", "The hex text of the MAC was written in base64.",
     lambda _, mac: base64.b64encode(mac.hex().encode()).decode()),
    ("out-hex-of-hex", "", "The hex text of the MAC was written in hex.", lambda _, mac: mac.hex().encode().hex()),
    ("out-hex-case", "hex", "The hex digits are in upper case.", lambda text, _: text.upper()),
    ("out-hex-separators", "", "There is a dash between the bytes.", lambda _, mac: mac.hex("-").upper()),
    ("out-byte-array-text", "", "The bytes were written as a list of numbers.", lambda _, mac: str([*mac])),
    ("out-bytes-repr", "", "The signature was written as Python shows bytes.", lambda text, _: f"b'{text}'"),
    ("out-base64-newline", "base64", "A line end follows the signature.", lambda text, _: f"{text}\n"),
    ("out-base64-urlsafe", "base64", "- and _ stand for + and /.",
     lambda text, _: text.replace("+", "-").replace("/", "_")),
    ("out-base64-padding", "base64", "The = at the end is missing.", lambda text, _: text.rstrip("=")),
    ("out-not-percent-encoded", "base64", "A + arrived as a blank.", lambda text, _: text.replace("+", " ")),
    ("out-percent-encoded-twice", "base64", "The signature is still percent-encoded.", lambda text, _: percent(text)),
)  # fmt: skip
"""Each mistake with the form of signatures that it belongs to (empty: any), what was done, and how to do it."""
SHORTEST_CUT = 8
"""Characters: less is hardly a signature."""
_HEX = re.compile("(?:[0-9a-f]{2})+")


def writing_deviations(stage: Any) -> Iterator[Deviation]:
    """Yield the ways to write a MAC wrongly where `stage` writes it; none for a stage that writes no MAC."""
    if not stage.writes:
        return
    for mistake, form, said, write in WRITERS:
        if form in ("", stage.writes):
            yield Deviation(mistake, stage, ways_of_writing(stage, said, write))
    yield Deviation("out-truncated", stage, partial(cut_ways, stage))


def cut_ways(stage: Any, *args: Any) -> Iterator[Way[str]]:
    """Yield the beginnings of what a stage writes: half of it, then from the longest to the shortest."""
    text = stage(*args)
    for length in dict.fromkeys((len(text) // 2, *range(len(text) - 1, SHORTEST_CUT, -1))):
        yield Way(text[:length], f"Only the first {length} characters were sent.")


def ways_of_writing(stage: Any, said: str, write: Callable[[str, bytes], str]) -> Callable[..., tuple[Way[str], ...]]:
    """Return the one way that a writer has: it changes what the stage writes."""

    def ways(*args: Any) -> tuple[Way[str], ...]:
        text = stage(*args)
        mac = bytes.fromhex(text) if _HEX.fullmatch(text) else base64.b64decode(text)
        return (Way(write(text, mac), said),)

    return ways
