"""The forms in which a secret goes wrong on its way to being a key."""

from __future__ import annotations

import base64
import binascii
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.core.credential import Secret
from paraph.core.deviation import Way
from paraph.core.message import wire_bytes, wire_text
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Form = tuple[bytes, str, float]
"""Key bytes, what was done, rarity."""


def with_blanks(secret: bytes) -> Iterator[Form]:
    """Yield the secret with spaces at its ends, or without those that it has."""
    yield secret + b" ", "The secret was used with a blank at its end.", 0.0
    yield b" " + secret, "The secret was used with a blank before it.", 0.0
    yield secret + b"\t", "The secret was used with a tab at its end.", ODD
    if secret.strip() != secret and secret.rstrip(b"\r\n") == secret:
        yield secret.strip(), WITHOUT_BLANKS, 0.0
    yield b" " + secret + b" ", "The secret was used with a blank at both ends.", ODD


WITHOUT_BLANKS = "The secret given here has blanks or line ends; the signature was made without them."


def with_line_end(secret: bytes) -> Iterator[Form]:
    """The secret with a line end, or without the one it was given with."""
    yield secret + b"\n", "The secret was used with a line feed at its end.", 0.0
    yield secret + b"\r\n", "The secret was used with CR and LF at its end.", 0.0
    if secret.rstrip(b"\r\n") != secret:
        yield secret.strip(), WITHOUT_BLANKS, 0.0
    yield secret + b"\r", "The secret was used with a CR at its end.", ODD


def with_marks(secret: bytes) -> Iterator[Form]:
    """The secret with what a shell puts around it."""
    yield secret + b"%", "The secret was used with a % sign at its end.", 0.0
    yield b'"' + secret + b'"', "The secret was used with double quotes around it.", 0.0
    yield b"'" + secret + b"'", "The secret was used with single quotes around it.", 0.0
    yield b"`" + secret + b"`", "The secret was used with backticks around it.", ODD
    yield secret + b'"', "The secret was used with a double quote at its end.", ODD
    yield secret + b"'", "The secret was used with a single quote at its end.", ODD


def cut_short(secret: bytes) -> Iterator[Form]:
    """The secret without a character or two at either end."""
    for cut, said in (
        (secret[:-1], "its last character"),
        (secret[1:], "its first character"),
        (secret[:-2], "its last two characters"),
        (secret[2:], "its first two characters"),
    ):
        if cut:
            yield cut, f"The secret was used without {said}.", SELDOM if "two" in said else 0.0
    for size in dict.fromkeys((len(secret) // 2, 16, 32, 20)):
        if 0 < size < len(secret) - 2:
            yield secret[:size], f"Only the first {size} characters of the secret were used.", ODD


def base64_decoded(secret: bytes) -> Iterator[Form]:
    """The secret taken as base64."""
    for decoded in filter(None, base64_forms(secret)):
        yield decoded, "The secret was base64-decoded first.", 0.0


def base64_encoded(secret: bytes) -> Iterator[Form]:
    """The secret written as base64."""
    encoded = base64.b64encode(secret)
    yield encoded, "The secret was base64-encoded first.", 0.0
    yield encoded.rstrip(b"="), "The secret was base64-encoded first, without padding.", SELDOM
    yield base64.urlsafe_b64encode(secret), "The secret was base64-encoded first, URL-safe.", SELDOM
    yield encoded + b"\n", "The secret was base64-encoded first, with a line feed.", SELDOM


def other_charset(secret: bytes) -> Iterator[Form]:
    """The secret's text in another charset."""
    text = secret.decode("utf-8", "replace")
    for charset in ("latin-1", "utf-16-le", "utf-16-be", "utf-16", "cp1252"):
        rarity = {"latin-1": 0.0, "utf-16-le": 0.5}.get(charset, ODD)
        yield text.encode(charset, "replace"), f"The secret was turned into bytes as {charset}.", rarity


def other_case(secret: bytes) -> Iterator[Form]:
    """The secret in one case."""
    text = wire_text(secret)
    yield wire_bytes(text.lower()), "The secret was used in lower case.", 0.0
    yield wire_bytes(text.upper()), "The secret was used in upper case.", 0.0


def hex_forms(secret: bytes) -> Iterator[Form]:
    """The secret taken as hex, or written as hex."""
    with suppress(ValueError):
        yield bytes.fromhex(secret.decode("ascii")), "The secret was hex-decoded first.", SELDOM
    yield secret.hex().encode(), "The secret was hex-encoded first.", SELDOM


def hash_forms(secret: bytes) -> Iterator[Form]:
    """The hashes of the secret, as text and as bytes."""
    for name in ("sha256", "sha1", "md5", "sha512"):
        digest = hashlib.new(name, secret)
        yield digest.hexdigest().encode(), f"The {name.upper()} of the secret was the key, in hex.", 0.0
        yield digest.digest(), f"The {name.upper()} of the secret was the key.", 1.0
        encoded = base64.b64encode(digest.digest())
        yield encoded, f"The {name.upper()} of the secret was the key, in base64.", SELDOM


def raw_hashes(secret: bytes) -> Iterator[Form]:
    """The hashes of the secret, as bytes."""
    for name in ("sha1", "sha256", "md5", "sha512"):
        yield hashlib.new(name, secret).digest(), f"The {name.upper()} of the secret was the key, as bytes.", 0.0


def python_text(secret: bytes) -> bytes:
    """Return the secret as Python's str() of bytes."""
    return repr(secret).encode()


BY_PYTHON = "The key was written as Python's b'...'."


def unnamed_forms(secret: bytes) -> Iterator[Form]:
    """The forms for which the catalogue has no name."""
    yield from hash_forms(secret)
    yield python_text(secret), BY_PYTHON, 1.0


PASTED = {
    "secret-trailing-space": with_blanks,
    "secret-trailing-newline": with_line_end,
    "secret-shell-artifact": with_marks,
    "secret-cut-short": cut_short,
}
"""What copying and storing does to a secret."""
REWORKED = {
    "key-base64-decoded-wrongly": base64_decoded,
    "key-base64-encoded-first": base64_encoded,
    "key-charset": other_charset,
    "key-case-changed": other_case,
    "key-hex-decoded-wrongly": hex_forms,
}
"""What code does to a secret before it becomes a key."""


def base64_forms(secret: bytes) -> Iterator[bytes]:
    """The bytes of a text taken as base64, in the alphabets and with the leniency that decoders have."""
    padded = secret + b"=" * (-len(secret) % 4)
    for text, alternative in ((padded, None), (padded, b"-_"), (secret, None), (secret[: len(secret) // 4 * 4], None)):
        try:
            yield base64.b64decode(text, altchars=alternative)
        except (binascii.Error, ValueError):
            continue


def missing() -> Iterator[Form]:
    """What stands instead of a secret that was never set."""
    for word in ("null", "undefined", "(null)", "None"):
        yield word.encode(), f"The secret was {word!r} when it was used.", 0.0
    yield b"", "The secret was empty when it was used.", SELDOM
    for word in ("nil", "[object Object]", "NULL", "NaN"):
        yield word.encode(), f"The secret was {word!r} when it was used.", ODD


def other_values(values: dict[str, Secret]) -> Iterator[Form]:
    """Each other value at hand, and the forms it could have been used in."""
    for field, secret in values.items():
        yield secret.value, f"The key was {field}, not the secret.", 0.0
    for field, secret in values.items():
        value = secret.value
        cut = value.rpartition(b"_")[2]
        for form in (value.strip(), value + b"\n", base64.b64encode(value), cut, *base64_forms(value)):
            yield form, f"The key was a form of {field}, not the secret.", UNUSUAL
        with suppress(ValueError):
            yield bytes.fromhex(value.decode("ascii")), f"The key was {field}, hex-decoded.", UNUSUAL


def ways(forms: Iterable[Form]) -> Iterator[Way[Secret]]:
    """The forms as keys."""
    for value, said, rarity in forms:
        yield Way(Secret(value), said, rarity)
