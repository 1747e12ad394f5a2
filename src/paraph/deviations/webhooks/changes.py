"""What is done to the text of a body before it is signed, whatever the text is: characters, ends, or the text as a whole."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import normalize

from paraph.core.encoding import percent_safe, unpercent
from paraph.core.message import wire_bytes, wire_text
from paraph.deviations.grammar import Option
from paraph.deviations.json_styles import escape_characters, escape_non_ascii, escape_slashes
from paraph.deviations.rarity import ODD, SELDOM
from paraph.deviations.text_changes import TextOption, add_slashes

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def character(escape: re.Match[str]) -> str:
    """Return the character of an escape; quotes, backslashes and control characters have to stay escaped."""
    char = chr(int(escape[1], 16))
    return escape[0] if char in '"\\' or char < " " or "\ud800" <= char <= "\udfff" else char


def undo_markup(text: str) -> str:
    """Undo the escapes of <, > and &."""
    return re.sub(r"\\u00(3c|3e|26)", lambda found: chr(int(found[1], 16)), text, flags=re.IGNORECASE)


def recode(text: str, charset: str, errors: str = "replace") -> str:
    """Return the text that the bytes of another charset are."""
    return wire_text(characters(text).encode(charset, errors))


def read_as(charset: str, text: str) -> str:
    """Return the text that is read if its bytes are taken as another charset."""
    return wire_bytes(text).decode(charset, "replace")


def characters(text: str) -> str:
    """Return a text with U+FFFD for the bytes that are not UTF-8."""
    return wire_bytes(text).decode("utf-8", "replace")


def strip_slashes(text: str) -> str:
    """Remove the backslashes before characters."""
    return re.sub(r"\\(.)", r"\1", text)


def constant(value: str, _text: str) -> str:
    """Return a value, whatever the text is."""
    return value


def hash_text(name: str, form: str, text: str) -> str:
    """Return the hash of a text in hex or base64."""
    digest = hashlib.new(name, wire_bytes(text)).digest()
    return digest.hex() if form == "hex" else base64.b64encode(digest).decode()


def node_buffer(text: str) -> str:
    """Return what JSON.stringify makes of Node's Buffer."""
    return json.dumps({"type": "Buffer", "data": [*wire_bytes(text)]}, separators=(",", ":"))


ESCAPES: tuple[TextOption, ...] = (
    Option("body-unicode-escapes", "The escapes of the body were replaced by the characters.", partial(_ESCAPE.sub, character)),
    Option("body-unicode-escapes", "The escapes of <, > and & were replaced by the characters.", undo_markup, 0.5),
    Option("body-unicode-escapes", "Characters beyond ASCII were escaped.", partial(escape_non_ascii, "04x"), 0.5),
    Option("body-unicode-escapes", "Characters beyond ASCII were escaped, in upper case.", partial(escape_non_ascii, "04X"), 1.0),
    Option("body-unicode-escapes", "The characters <, > and & were escaped.", partial(escape_characters, "[<>&]", "04x"), 0.5),
    Option("body-unicode-escapes", "The escapes were written in lower case.", lambda text: _ESCAPE.sub(lambda found: found[0].lower(), text), SELDOM),
    Option("body-unicode-escapes", "The escapes were written in upper case.",
           lambda text: _ESCAPE.sub(lambda found: f"\\u{found[1].upper()}", text), SELDOM),
    Option("body-slash-escape", "The slashes that were signed are not escaped.", lambda text: text.replace("\\/", "/")),
    Option("body-slash-escape", "The slashes that were signed are escaped.", lambda text: escape_slashes(text.replace("\\/", "/"))),
    Option("", "The backslashes of the body were removed.", strip_slashes, 1.0),
    Option("", "Quotes and backslashes of the body were escaped.", add_slashes, 1.0),
    Option("", "The double quotes of the body were escaped.", lambda text: text.replace('"', '\\"'), 1.0),
    Option("", "The body was escaped for HTML.", html.escape, 0.5),
    Option("", "The body was escaped for HTML, except for quotes.", partial(html.escape, quote=False), 1.0),
    Option("", "The entities of HTML in the body were replaced by the characters.", html.unescape, 1.0),
    Option("", "The double quotes of the body became single ones.", lambda text: text.replace('"', "'"), 1.0),
)  # fmt: skip
CHARACTERS: tuple[TextOption, ...] = (
    Option("body-charset", "Bytes that are not UTF-8 were replaced by U+FFFD.", characters),
    Option("body-charset", "Characters beyond ASCII were replaced by question marks.", partial(recode, charset="ascii")),
    Option("body-charset", "Characters beyond ASCII were left out.", partial(recode, charset="ascii", errors="ignore")),
    Option("body-charset", "The body was encoded as Latin-1.", partial(recode, charset="latin-1"), 0.5),
    Option("body-charset", "The body was read as Latin-1 and encoded as UTF-8.", partial(read_as, "latin-1"), 0.5),
    Option("body-charset", "The body was read as ASCII, with U+FFFD for other bytes.", partial(read_as, "ascii"), 1.0),
    Option("body-charset", "The body was read as Windows-1252 and encoded as UTF-8.", partial(read_as, "cp1252"), 1.0),
    Option("body-charset", "The body was encoded as Windows-1252.", partial(recode, charset="cp1252"), 1.0),
    Option("body-charset", "Characters beyond ASCII were written as entities of HTML.", partial(recode, charset="ascii", errors="xmlcharrefreplace"), SELDOM),
    Option("body-charset", "Bytes that are not UTF-8 were left out.", lambda text: wire_bytes(text).decode("utf-8", "ignore"), 1.0),
    Option("body-charset", "The body was encoded as UTF-16 without a byte order mark.", partial(recode, charset="utf-16-le"), SELDOM),
    Option("body-charset", "The body was encoded as UTF-16, big end first.", partial(recode, charset="utf-16-be"), ODD),
    Option("", "The body was signed in Unicode's form NFC.", partial(normalize, "NFC"), 1.0),
    Option("", "The body was signed in Unicode's form NFD.", partial(normalize, "NFD"), 1.0),
    Option("body-line-endings", "The body was signed with LF for CR LF.", lambda text: text.replace("\r\n", "\n")),
    Option("body-line-endings", "The body was signed with CR LF for LF.", lambda text: re.sub("\r?\n", "\r\n", text)),
    Option("body-line-endings", "The body was signed with CR for LF.", lambda text: re.sub("\r?\n", "\r", text), SELDOM),
    Option("body-line-endings", "The body was signed with \\n for LF.", lambda text: re.sub("\r?\n", r"\\n", text), 1.0),
    Option("body-json-spacing", "The text that was signed has no line ends.", lambda text: re.sub("[\r\n]", "", text)),
    Option("body-json-spacing", "The text that was signed has blanks for line ends.", lambda text: re.sub("\r?\n", " ", text), 1.0),
    Option("body-json-spacing", "The text that was signed has no blanks.", lambda text: text.replace(" ", "")),
    Option("body-json-spacing", "The text that was signed has neither blanks nor line ends.", lambda text: re.sub(r"\s", "", text)),
    Option("body-json-spacing", "Several blanks and line ends became one blank.", lambda text: re.sub(r"\s+", " ", text), 1.0),
    Option("body-json-spacing", "The lines that were signed are not indented.", lambda text: re.sub(r"(?m)^[ \t]+", "", text), 1.0),
    Option("body-json-spacing", "The lines that were signed are indented by tabs.",
           lambda text: re.sub(r"(?m)^ +", lambda found: "\t" * (len(found[0]) // 2), text), SELDOM),
    Option("", "The body was put in lower case.", str.lower),
    Option("", "The body was put in upper case.", str.upper),
)  # fmt: skip
ENDS: tuple[TextOption, ...] = (
    Option("body-line-endings", "The body was signed without the line end at its end.", lambda text: text.rstrip("\r\n")),
    Option("body-line-endings", "The body was signed without the spaces at its ends.", str.strip),
    Option("body-line-endings", "The body was signed without the spaces at its start.", str.lstrip, 1.0),
    Option("join-trailing-newline", "A line feed was signed after the body.", lambda text: text + "\n"),
    Option("join-trailing-newline", "CR and LF were signed after the body.", lambda text: text + "\r\n"),
    Option("join-trailing-newline", "Two line feeds were signed after the body.", lambda text: text + "\n\n", 1.0),
    Option("", "A blank was signed after the body.", lambda text: text + " ", 0.5),
    Option("", "A blank was signed before the body.", lambda text: " " + text, 1.0),
    Option("", "A line feed was signed before the body.", lambda text: "\n" + text, 1.0),
    Option("", "A NUL was signed after the body.", lambda text: text + "\0", 1.0),
    Option("body-charset", "A byte order mark was put before the body.", lambda text: "\ufeff" + text),
    Option("body-charset", "The byte order mark before the body was left out.", lambda text: text.removeprefix("\ufeff")),
    Option("", "The body was signed in double quotes.", lambda text: f'"{text}"'),
    Option("", "The body was signed in single quotes.", lambda text: f"'{text}'", 0.5),
    Option("", "The body was signed in brackets.", lambda text: f"[{text}]", 1.0),
    Option("", "The body was signed without its first and last character.", lambda text: text[1:-1], 1.0),
    Option("body-partly-captured", "The last character of the body was not signed.", lambda text: text[:-1], 1.0),
)  # fmt: skip
WORDS = {"{}": 0.0, "null": 0.0, "undefined": 0.0, "None": 0.0, "[]": 0.5, '""': 0.5, "Array": 0.5, "nil": 1.0, "true": 1.0,
         "b''": 1.0, "false": 1.0, "body": 1.0, "NULL": SELDOM, "NaN": SELDOM, "0": SELDOM, "[object Promise]": 1.0,
         "[object ReadableStream]": 1.0, "[object ArrayBuffer]": 1.0, "[object Buffer]": SELDOM, "<Buffer >": ODD}  # fmt: skip
"""What is signed instead of a body that was not read, and how rare that is."""


def word_options() -> Iterator[TextOption]:
    """Yield the words that are signed instead of a body."""
    for word, rarity in WORDS.items():
        said = f"The text {word!r} was signed instead of the body."
        yield Option("body-partly-captured", said, partial(constant, word), rarity)


def hash_options() -> Iterator[TextOption]:
    """Yield the hashes that are signed instead of a body."""
    for form, rarity in (("hex", 1.0), ("base64", SELDOM)):
        for name in ("sha256", "md5", "sha1", "sha512"):
            rare = 0.0 if (name, form) == ("sha256", "hex") else rarity
            said = f"The {name.upper()} of the body was signed, in {form}."
            yield Option("", said, partial(hash_text, name, form), rare)


WHOLE: tuple[TextOption, ...] = (
    Option("body-partly-captured", "An empty text was signed instead of the body.", partial(constant, "")),
    Option("body-language-repr", "The text '[object Object]' was signed: an object was turned into text.", partial(constant, "[object Object]")),
    *word_options(),
    Option("body-partly-captured", "The text of the body was encoded as JSON once more.", json.dumps),
    Option("body-partly-captured", "The text of the body was encoded as JSON once more, without escapes.", partial(json.dumps, ensure_ascii=False)),
    Option("body-partly-captured", "The length of the body was signed instead of it.", lambda text: str(len(wire_bytes(text))), SELDOM),
    Option("body-language-repr", "The bytes were signed as Python prints them.", lambda text: str(wire_bytes(text))),
    Option("body-language-repr", "The text was signed as Python prints it.", repr, 0.5),
    Option("body-language-repr", "The bytes were signed as a list of numbers, joined with commas.", lambda text: ",".join(map(str, wire_bytes(text))), 1.0),
    Option("body-language-repr", "The bytes were signed as a list of numbers.", lambda text: str([*wire_bytes(text)]), 1.0),
    Option("body-language-repr", "The bytes were signed as JSON.stringify writes a Buffer.", node_buffer, 0.5),
    Option("", "The body was encoded as a form, with + for a space.", partial(percent_safe, safe="-._~", space="+")),
    Option("", "The body was percent-encoded.", partial(percent_safe, safe="-._~")),
    Option("", "The body was percent-encoded, / left.", partial(percent_safe, safe="/-._~"), 0.5),
    Option("", "The body was encoded as a form, with + for a space, * left and ~ encoded.", partial(percent_safe, safe="-._*", space="+"), 0.5),
    Option("", "The body was encoded as a form, with + for a space and ~ encoded.", partial(percent_safe, safe="-._", space="+"), 0.5),
    Option("", "The body was percent-encoded, ! ' ( ) * left.", partial(percent_safe, safe="-._~!'()*"), 0.5),
    Option("", "The body was percent-encoded as encodeURI does it.", partial(percent_safe, safe="-._~!'()*;,/?:@&=+$#"), 1.0),
    Option("", "The body was decoded as a form.", lambda text: unpercent(text.replace("+", " "))),
    Option("", "The body was percent-decoded.", unpercent, 0.5),
)  # fmt: skip
DIGESTS: tuple[TextOption, ...] = (
    *hash_options(),
    Option("", "The body was signed in base64.", lambda text: base64.b64encode(wire_bytes(text)).decode()),
    Option("", "The body was signed in URL-safe base64.", lambda text: base64.urlsafe_b64encode(wire_bytes(text)).decode(), 1.0),
    Option("", "The body was signed in URL-safe base64 without padding.",
           lambda text: base64.urlsafe_b64encode(wire_bytes(text)).decode().rstrip("="), 1.0),
    Option("", "The body was signed in hex.", lambda text: wire_bytes(text).hex(), 0.5),
    Option("", "The body was signed in upper-case hex.", lambda text: wire_bytes(text).hex().upper(), SELDOM),
)  # fmt: skip
"""Hashes and other encodings of the whole body."""


def digests(*, is_alone: bool) -> tuple[TextOption, ...]:
    """Return the hashes and encodings; if the body is the whole text, the mistakes of the MAC that do the same come first."""
    return tuple(option._replace(rarity=option.rarity + ODD) for option in DIGESTS) if is_alone else DIGESTS
