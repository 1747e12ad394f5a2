"""Mistakes about the body: another text than the sent one was signed.

It does not matter on which side it happened. A receiver who parses the JSON and writes it again verifies another text than
the one that was signed; a message that was saved after parsing holds another text than the one that was signed.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import FORM_TYPE, form_text, parse_form, percent_pairs
from paraph.core.message import Request, wire_bytes, wire_text
from paraph.deviations import bodies
from paraph.deviations.rarity import SELDOM, UNUSUAL
from paraph.schemes.webhooks.signing import raw_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEVIATIONS = Deviations()
family = DEVIATIONS.family

COMPACT, SPACED = (",", ":"), (", ", ": ")
MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What Go and many web frameworks escape in JSON."""
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def parsed(request: Request) -> Any:
    """The JSON value of the body; None if it is none."""
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        return None


def javascript_numbers(value: Any) -> Any:
    """The value with its numbers as JavaScript has them: 10.0 is 10, and there are no long integers."""
    if isinstance(value, dict):
        return {name: javascript_numbers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [javascript_numbers(member) for member in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return int(float(value))
    return value


def python(value: Any) -> str:
    """As json.dumps writes it."""
    return json.dumps(value)


def javascript(value: Any) -> str:
    """As JSON.stringify writes it."""
    return json.dumps(javascript_numbers(value), separators=COMPACT, ensure_ascii=False)


def php(value: Any) -> str:
    """As json_encode writes it."""
    return json.dumps(value, separators=COMPACT).replace("/", "\\/")


def go(value: Any) -> str:
    """As Go's json.Marshal writes it."""
    text = json.dumps(value, separators=COMPACT, ensure_ascii=False, sort_keys=True)
    return re.sub("[<>&\u2028\u2029]", lambda found: MARKUP[found[0]], text)


def ruby(value: Any) -> str:
    """As Rails' to_json writes it."""
    text = json.dumps(value, separators=COMPACT, ensure_ascii=False)
    return re.sub("[<>&\u2028\u2029]", lambda found: MARKUP[found[0]], text)


def dotnet(value: Any) -> str:
    """As System.Text.Json writes it."""
    text = json.dumps(value, separators=COMPACT, ensure_ascii=False)
    return re.sub(r"[^\x00-\x7f]|[<>&+']", lambda found: escapes_of(found[0], "04X"), text)


def escapes_of(char: str, form: str) -> str:
    """A character as one or two escapes of JSON."""
    raw = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{int.from_bytes(raw[at : at + 2], 'big'):{form}}" for at in range(0, len(raw), 2))


WRITERS: tuple[tuple[str, Callable[[Any], str], float], ...] = (
    ("Python's json.dumps", python, 0.0),
    ("JSON.stringify", javascript, 0.0),
    ("json.dumps with compact separators", lambda value: json.dumps(value, separators=COMPACT), 0.0),
    ("json.dumps with indent=2", lambda value: json.dumps(value, indent=2), 0.0),
    (
        "JSON.stringify with two blanks",
        lambda value: json.dumps(javascript_numbers(value), indent=2, ensure_ascii=False),
        0.5,
    ),
    ("PHP's json_encode", php, 0.5),
    ("Go's json.Marshal", go, 0.5),
    ("Rails' to_json", ruby, 1.0),
    (".NET's JsonSerializer", dotnet, 1.0),
    ("json.dumps with ensure_ascii=False", lambda value: json.dumps(value, ensure_ascii=False), 1.0),
    ("a compact writer without escapes", lambda value: json.dumps(value, separators=COMPACT, ensure_ascii=False), 1.0),
    ("json.dumps with indent=4", lambda value: json.dumps(value, indent=4), SELDOM),
    ("a writer that indents by two blanks", lambda value: json.dumps(value, indent=2, ensure_ascii=False), SELDOM),
    ("a writer that indents by four blanks", lambda value: json.dumps(value, indent=4, ensure_ascii=False), SELDOM),
    ("a writer that indents by a tab", lambda value: json.dumps(value, indent="\t", ensure_ascii=False), SELDOM),
    (
        "JSON.stringify with four blanks",
        lambda value: json.dumps(javascript_numbers(value), indent=4, ensure_ascii=False),
        SELDOM,
    ),
)
"""How the languages write a JSON value that was parsed: name, function, rarity."""


@family(raw_body, "body-reserialised")
def other_json(request: Request) -> Iterator[Way[str]]:
    """The JSON was parsed and serialised again."""
    value = parsed(request)
    if isinstance(value, dict | list):
        for name, write, rarity in WRITERS:
            yield Way(write(value), f"The text that was signed is this JSON as {name} writes it.", rarity)


@family(raw_body, "body-json-spacing")
def other_spacing(request: Request) -> Iterator[Way[str]]:
    """The JSON was written with other spaces."""
    value = parsed(request)
    if isinstance(value, dict | list):
        for separators, blanks in (((",", ": "), "spaces after colons"), ((", ", ":"), "spaces after commas")):
            for ascii_only in (True, False):
                text = json.dumps(value, separators=separators, ensure_ascii=ascii_only)
                yield Way(text, f"The text that was signed has {blanks} only.", 0.5)
        text = wire_text(request.body)
        yield Way("".join(text.splitlines()), "The text that was signed has no line ends.", SELDOM)


@family(raw_body, "body-key-order")
def other_key_order(request: Request) -> Iterator[Way[str]]:
    """The JSON was written with its keys in another order."""
    for way in bodies.reordered(request.body):
        yield Way(wire_text(way.value), way.detail.replace("hashed", "signed"), way.rarity)


@family(raw_body, "body-language-repr")
def language_repr(request: Request) -> Iterator[Way[str]]:
    """The value was turned into text as the language prints it."""
    value = parsed(request)
    if isinstance(value, dict | list):
        yield Way(repr(value), "A Python repr was signed, not JSON.")
        yield Way(repr(value).replace("'", '"'), "A Python repr with double quotes was signed.")
    if isinstance(value, dict):
        yield Way("[object Object]", "The text '[object Object]' was signed: an object was turned into text.")


@family(raw_body, "body-unicode-escapes")
def other_escapes(request: Request) -> Iterator[Way[str]]:
    """Escapes such as \\u00e9 were undone, or made."""
    text = wire_text(request.body)
    undone = _ESCAPE.sub(character, text)
    yield Way(undone, "The escapes of the body were replaced by the characters.")
    markup = re.sub(r"\\u00(3c|3e|26)", lambda found: chr(int(found[1], 16)), text, flags=re.IGNORECASE)
    yield Way(markup, "The escapes of <, > and & were replaced by the characters.", 0.5)
    yield Way(
        _NON_ASCII.sub(lambda found: escapes_of(found[0], "04x"), text), "Characters beyond ASCII were escaped.", 0.5
    )
    yield Way(_NON_ASCII.sub(lambda found: escapes_of(found[0], "04X"), text),
              "Characters beyond ASCII were escaped, in upper case.", SELDOM)  # fmt: skip
    yield Way(re.sub("[<>&]", lambda found: MARKUP[found[0]], text), "The characters <, > and & were escaped.", 0.5)
    yield Way(_ESCAPE.sub(lambda found: found[0].lower(), text), "The escapes were written in lower case.", SELDOM)
    yield Way(
        _ESCAPE.sub(lambda found: f"\\u{found[1].upper()}", text), "The escapes were written in upper case.", SELDOM
    )


def character(escape: re.Match[str]) -> str:
    """The character of an escape; quotes, backslashes and control characters have to stay escaped."""
    char = chr(int(escape[1], 16))
    return escape[0] if char in '"\\' or char < " " or "\ud800" <= char <= "\udfff" else char


@family(raw_body, "body-slash-escape")
def other_slashes(request: Request) -> Iterator[Way[str]]:
    """Slashes were escaped on one side only."""
    text = wire_text(request.body)
    yield Way(text.replace("\\/", "/"), "The slashes that were signed are not escaped.")
    yield Way(text.replace("\\/", "/").replace("/", "\\/"), "The slashes that were signed are escaped.")


@family(raw_body, "body-form-vs-json")
def form_field(request: Request) -> Iterator[Way[str]]:
    """A field of the form was signed, or the form was written again."""
    if request.media_type == FORM_TYPE:
        pairs = parse_form(wire_text(request.body))
        for name, value in pairs:
            yield Way(
                value,
                f"The value of the field {name!r} was signed, not the whole form.",
                0.0 if name == "payload" else 1.0,
            )
        again = (form_text(pairs), "&".join(f"{name}={value}" for name, value in percent_pairs(pairs)),
                 "&".join(f"{name}={value}" for name, value in pairs), "&".join(sorted(form_text(pairs).split("&"))))  # fmt: skip
        for text in again:
            yield Way(text, "The form was parsed and written again.", 0.5)
        yield Way(json.dumps(dict(pairs)), "The form was parsed and written as JSON.", 0.5)
        yield Way(
            json.dumps(dict(pairs), separators=COMPACT, ensure_ascii=False),
            "The form was parsed and written as JSON.",
            0.5,
        )


@family(raw_body, "body-charset")
def other_charset(request: Request) -> Iterator[Way[str]]:
    """The bytes were decoded and encoded again in another charset."""
    text = request.body.decode("utf-8", "replace")
    yield Way(text, "Bytes that are not UTF-8 were replaced by U+FFFD.")
    yield Way(text.encode("ascii", "replace").decode(), "Characters beyond ASCII were replaced by question marks.")
    yield Way(wire_text(text.encode("latin-1", "replace")), "The body was encoded as Latin-1.", 0.5)
    yield Way(request.body.decode("latin-1"), "The body was read as Latin-1 and encoded as UTF-8.", 0.5)
    for charset in ("utf-16-le", "utf-16-be", "cp1252"):
        yield Way(wire_text(text.encode(charset, "replace")), f"The body was encoded as {charset}.", UNUSUAL)
    yield Way("\ufeff" + text, "A byte order mark was put before the body.", SELDOM)


@family(raw_body, "body-line-endings")
def other_line_ends(request: Request) -> Iterator[Way[str]]:
    """The body has other line ends, or lost those at its end."""
    text = wire_text(request.body)
    yield Way(text.replace("\r\n", "\n"), "The body was signed with LF for CR LF.")
    yield Way(text.replace("\r\n", "\n").replace("\n", "\r\n"), "The body was signed with CR LF for LF.")
    yield Way(text.rstrip("\r\n"), "The body was signed without the line end at its end.")
    yield Way(text.strip(), "The body was signed without the spaces at its ends.", 0.5)


@family(raw_body, "join-trailing-newline")
def line_end_after(request: Request) -> Iterator[Way[str]]:
    """A line end was signed after the body."""
    text = wire_text(request.body)
    yield Way(text + "\n", "A line feed was signed after the body.")
    yield Way(text + "\r\n", "CR and LF were signed after the body.", 0.5)


@family(raw_body, "body-partly-captured")
def part_of_body(request: Request) -> Iterator[Way[str]]:
    """Only part of the body was signed, or none of it."""
    value = parsed(request)
    yield Way("", "An empty text was signed instead of the body.")
    for name, member in value.items() if isinstance(value, dict) else ():
        if isinstance(member, dict | list):
            for write in (python, javascript):
                yield Way(write(member), f"The member {name!r} alone was signed, not the whole body.", 0.5)
    yield Way(
        wire_text(wire_bytes(json.dumps(wire_text(request.body)))),
        "The text of the body was encoded as JSON once more.",
        0.5,
    )
