"""The forms in which a secret goes wrong on its way to being a key."""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.credential import Secret
from paraph.deviations.rarity import UNUSUAL
from paraph.scheme import Way

if TYPE_CHECKING:
    from collections.abc import Iterator

Form = tuple[str, bytes, str, float]
"""Mistake, key bytes, what was done, rarity."""


def pasted(secret: bytes) -> Iterator[Form]:
    """What copying and storing does to a secret."""
    for extra, said in (
        (secret + b" ", "a blank at its end"),
        (b" " + secret, "a blank before it"),
        (secret + b"\t", "a tab at its end"),
        (b" " + secret + b" ", "a blank at both ends"),
    ):
        yield "secret-trailing-space", extra, f"The secret was used with {said}.", UNUSUAL if "both" in said else 0.0
    for extra, said in ((secret + b"\n", "a line feed"), (secret + b"\r\n", "CR and LF"), (secret + b"\r", "a CR")):
        yield (
            "secret-trailing-newline",
            extra,
            f"The secret was used with {said} at its end.",
            UNUSUAL if said == "a CR" else 0.0,
        )
    stripped = secret.strip()
    if stripped != secret:
        mistake = "secret-trailing-newline" if secret.rstrip(b"\r\n") != secret else "secret-trailing-space"
        yield (
            mistake,
            stripped,
            "The secret given here has blanks or line ends; the signature was made without them.",
            0.0,
        )
    for extra, said in (
        (secret + b"%", "a % sign at its end"),
        (b'"' + secret + b'"', "double quotes around it"),
        (b"'" + secret + b"'", "single quotes around it"),
        (b"`" + secret + b"`", "backticks around it"),
        (secret + b'"', "a double quote at its end"),
        (secret + b"'", "a single quote at its end"),
    ):
        yield (
            "secret-shell-artifact",
            extra,
            f"The secret was used with {said}.",
            0.0 if ("around" in said and "back" not in said) or "%" in said else UNUSUAL,
        )
    for cut, said in (
        (secret[:-1], "its last character"),
        (secret[1:], "its first character"),
        (secret[:-2], "its last two characters"),
        (secret[2:], "its first two characters"),
    ):
        if cut:
            yield "secret-cut-short", cut, f"The secret was used without {said}.", 0.0


def reworked(secret: bytes) -> Iterator[Form]:
    """What code does to a secret before it becomes a key."""
    for decoded in base64_forms(secret):
        yield "key-base64-decoded-wrongly", decoded, "The secret was base64-decoded first.", 0.0
    encoded = base64.b64encode(secret)
    for form, said in (
        (encoded, ""),
        (encoded.rstrip(b"="), ", without padding"),
        (base64.urlsafe_b64encode(secret), ", URL-safe"),
        (encoded + b"\n", ", with a line feed"),
    ):
        yield "key-base64-encoded-first", form, f"The secret was base64-encoded first{said}.", UNUSUAL if said else 0.0
    text = secret.decode("utf-8", "replace")
    for charset in ("latin-1", "utf-16-le", "utf-16-be", "utf-16", "cp1252"):
        yield (
            "key-charset",
            text.encode(charset, "replace"),
            f"The secret was turned into bytes as {charset}.",
            0.0 if charset in ("latin-1", "utf-16-le") else UNUSUAL,
        )
    for cased, said in ((text.lower(), "lower"), (text.upper(), "upper")):
        yield "key-case-changed", cased.encode(), f"The secret was used in {said} case.", 0.0
    with suppress(ValueError):
        yield "key-hex-decoded-wrongly", bytes.fromhex(text), "The secret was hex-decoded first.", UNUSUAL
    yield "key-hex-decoded-wrongly", secret.hex().encode(), "The secret was hex-encoded first.", UNUSUAL


def base64_forms(secret: bytes) -> Iterator[bytes]:
    """The bytes of a text taken as base64, in the alphabets and with the leniency that decoders have."""
    padded = secret + b"=" * (-len(secret) % 4)
    for text, alternative in ((padded, None), (padded, b"-_"), (secret, None), (secret[: len(secret) // 4 * 4], None)):
        try:
            yield base64.b64decode(text, altchars=alternative)
        except (binascii.Error, ValueError):
            continue


def missing() -> Iterator[Form]:
    """What stands in the place of a secret that was never set."""
    for word in ("null", "undefined", "(null)", "None", "nil", "", "[object Object]", "NULL", "NaN"):
        said = f"The secret was {word!r} when it was used." if word else "The secret was empty when it was used."
        yield (
            "key-null-literal",
            word.encode(),
            said,
            0.0 if word in ("null", "undefined", "(null)", "None") else UNUSUAL,
        )


def other_values(values: dict[str, bytes]) -> Iterator[Form]:
    """Each other value at hand, and the forms it could have been used in."""
    for field, value in values.items():
        yield "key-wrong-field", value, f"The key was {field}, not the secret.", 0.0
    for field, value in values.items():
        for form in (
            value.strip(),
            value + b"\n",
            base64.b64encode(value),
            value.rpartition(b"_")[2],
            *base64_forms(value),
        ):
            yield "key-wrong-field", form, f"The key was a form of {field}, not the secret.", UNUSUAL
        try:
            yield "key-wrong-field", bytes.fromhex(value.decode("ascii")), f"The key was {field}, hex-decoded.", UNUSUAL
        except ValueError:
            continue


def ways(forms: Iterator[Form], mistake: str) -> Iterator[Way[Secret]]:
    """The forms of one mistake, as keys, likeliest first."""
    chosen = [form for form in forms if form[0] == mistake]
    for _, value, said, rarity in sorted(chosen, key=lambda form: form[3]):
        yield Way(Secret(value), said, rarity)


PASTED = ("secret-trailing-space", "secret-trailing-newline", "secret-shell-artifact", "secret-cut-short")
REWORKED = (
    "key-base64-decoded-wrongly",
    "key-base64-encoded-first",
    "key-charset",
    "key-case-changed",
    "key-hex-decoded-wrongly",
)
