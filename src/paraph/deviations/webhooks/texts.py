"""Mistakes in the signed text beside the body: time and id, and how the parts are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.deviation import Deviation, Way
from paraph.deviations.rarity import SELDOM
from paraph.schemes.webhooks.rows import BODY, ID, TIMESTAMP
from paraph.schemes.webhooks.signing import JOINTS, timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.schemes.webhooks.signing import WebhookClaims

SEPARATORS = {".": "a dot", ":": "a colon", "": "nothing", "\n": "a line feed", "|": "a bar", ",": "a comma", " ": "a blank",
              "-": "a dash", "_": "an underscore", "&": "&"}  # fmt: skip
NEAR = (1, -1, 2, -2, 3, -3, 4, 5)
"""Seconds by which two readings of the clock may differ."""


def text_deviations(claims: WebhookClaims) -> Iterator[Deviation]:
    """The mistakes about time, id and joints of the vendor's row."""
    row = claims.row
    if row.has_time:
        yield Deviation("timestamp-unit", timestamp, other_units)
        yield Deviation("date-signed-differs-from-sent", timestamp, other_times)
    if len(row.parts) > 1:
        stage = JOINTS[row.joint]
        yield Deviation("timestamp-field-omitted", stage, Joints(row.parts, row.joint).without_parts)
        yield Deviation("join-wrong-separator", stage, Joints(row.parts, row.joint).other_separators)


def other_units(claims: WebhookClaims) -> Iterator[Way[str]]:
    """The time in milliseconds for seconds, or the other way round."""
    text = claims.timestamp
    if text.isascii() and text.isdigit():
        yield Way(f"{text}000", "The time was signed in milliseconds.")
        if len(text) > 10:
            yield Way(text[:-3], "The time was signed in seconds, and sent in milliseconds.")
        yield Way(f"{text}.0", "The time was signed as a decimal number.", SELDOM)


def other_times(claims: WebhookClaims) -> Iterator[Way[str]]:
    """The clock was read twice: once for what was signed, once for what was sent."""
    if claims.time is not None:
        for seconds in NEAR:
            said = f"The time that was signed is {abs(seconds)} s {'after' if seconds > 0 else 'before'} the one that was sent."
            yield Way(str(claims.time + seconds), said, 0.3 * abs(seconds))


class Joints:
    """The wrong ways to join the parts of a row."""

    def __init__(self, parts: tuple[str, ...], joint: str) -> None:
        self.parts, self.joint = parts, joint

    def without_parts(self, *texts: str) -> Iterator[Way[str]]:
        """The body alone, or without the time or the id."""
        named = dict(zip(self.parts, texts, strict=False))
        yield Way(named.get(BODY, ""), "The body alone was signed.")
        for part, word in ((TIMESTAMP, "time"), (ID, "message id")):
            if part in named and len(texts) > 2:
                rest = [text for name, text in named.items() if name != part]
                yield Way(self.joint.join(rest), f"The {word} was left out of what was signed.", 0.5)
        fixed = [text for name, text in named.items() if name in (ID, TIMESTAMP, BODY)]
        if len(fixed) < len(texts):
            yield Way(self.joint.join(fixed), "The version was left out of what was signed.", 0.5)

    def other_separators(self, *texts: str) -> Iterator[Way[str]]:
        """Other separators, and the parts in another order."""
        for mark, word in SEPARATORS.items():
            if mark != self.joint:
                yield Way(
                    mark.join(texts), f"The parts were joined with {word}.", 0.0 if mark in (".", ":", "") else 1.0
                )
        yield Way(self.joint.join(reversed(texts)), "The parts were joined in the reverse order.", 1.0)
