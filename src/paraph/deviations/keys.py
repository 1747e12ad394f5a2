"""The forms in which a secret goes wrong on its way to being a key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from contextlib import suppress
from functools import partial
from itertools import permutations
from typing import TYPE_CHECKING

from paraph.core.credential import Secret
from paraph.core.deviation import Way
from paraph.core.encoding import percent, percent_safe
from paraph.core.message import wire_bytes
from paraph.deviations.grammar import Option
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

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
            yield cut, f"The secret was used without {said}.", ODD if "two" in said else 0.0


def base64_decoded(secret: bytes) -> Iterator[Form]:
    """The secret taken as base64."""
    for decoded in base64_forms(secret):
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
        rarity = {"latin-1": 0.0, "utf-16-le": SELDOM}.get(charset, ODD)
        yield text.encode(charset, "replace"), f"The secret was turned into bytes as {charset}.", rarity


def other_case(secret: bytes) -> Iterator[Form]:
    """The secret in one case."""
    text = secret.decode("utf-8", "replace")
    yield text.lower().encode(), "The secret was used in lower case.", 0.0
    yield text.upper().encode(), "The secret was used in upper case.", 0.0


def hex_forms(secret: bytes) -> Iterator[Form]:
    """The secret taken as hex, or written as hex."""
    with suppress(ValueError):
        yield bytes.fromhex(secret.decode("ascii")), "The secret was hex-decoded first.", SELDOM
    yield secret.hex().encode(), "The secret was hex-encoded first.", SELDOM


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


def instead(word: str, _text: str) -> str:
    """Return a word, whatever the text is."""
    return word


def hash_hex(algorithm: str, text: str) -> str:
    """Return the hash of a text in hex."""
    return hashlib.new(algorithm, wire_bytes(text)).hexdigest()


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
    Option("key-null-literal", f"The key was {word!r}.", partial(instead, word), SELDOM)
    for word in ("", "null", "undefined", "None", "&", "null&null", "secret", "nil")
)
ENDS: tuple[Option[Callable[[str], str]], ...] = (
    Option("secret-trailing-newline", "There is a line feed after the key.", lambda text: text + "\n"),
    Option("key-extra-ampersand", "There is an & after the key.", lambda text: text + "&"),
    Option("secret-trailing-space", "There is a blank after the key.", lambda text: text + " "),
    Option("key-extra-ampersand", "There is an & before the key.", lambda text: "&" + text, 1.0),
    Option("key-preassembled-encoded", "The whole key was percent-encoded.", percent),
    Option("key-base64-encoded-first", "The whole key was base64-encoded.", lambda text: base64.b64encode(wire_bytes(text)).decode()),
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


def ways(forms: Iterable[Form]) -> Iterator[Way[Secret]]:
    """The forms as keys."""
    for value, said, rarity in forms:
        yield Way(Secret(value), said, rarity)
