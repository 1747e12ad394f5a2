"""Wrong ways to percent-encode names and values, the same for every scheme."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from paraph.core.deviation import NON_ASCII, Way
from paraph.core.encoding import percent, percent_safe, unpercent
from paraph.core.message import wire_bytes, wire_text
from paraph.deviations.rarity import SELDOM, UNUSUAL
from paraph.deviations.search_cache import memoize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from paraph.core.message import Pairs

T = TypeVar("T")
MARKS = "-._~"
JS_BARE = "!'()*"
_BEYOND = re.compile("([^\\x00-\\x7f]+)")
URI_MARKS = ";,/?:@&=+$!'()*"
"""What JavaScript's encodeURI leaves, besides letters, digits and - . _ ~."""
RESERVED = frozenset([*(chr(octet) for octet in range(128) if percent(chr(octet)) != chr(octet)), NON_ASCII])
"""What percent-encoding changes."""
ALL = frozenset([*map(chr, range(128)), NON_ASCII])
"""Every character."""


class Encoder(NamedTuple):
    """A wrong encoder: its mistake, what it does in words, and the functions that encode a name and a value.

    A text without any of the characters that it `needs` is encoded right. An encoder with several wrong traits changes a
    text as another encoder does, with fewer of them, unless the text has a character of each of the sets `traits`.
    """

    id: str
    detail: str
    name: Callable[[str], str]
    value: Callable[[str], str]
    needs: frozenset[str]
    rarity: float = 0.0
    traits: tuple[frozenset[str], ...] = ()

    def changes(self, present: set[str]) -> bool:
        """Return whether each trait changes a text that has these characters."""
        return not any(trait.isdisjoint(present) for trait in (self.needs, *self.traits))

    def touches(self, present: set[str]) -> bool:
        """Return whether one of the traits changes a text that has these characters."""
        return any(not trait.isdisjoint(present) for trait in (self.needs, *self.traits))

    def pairs(self, plain: Pairs) -> Pairs:
        """Encode names and values."""
        return tuple(map(memoize((self.name, self.value), self.pair), plain))

    def pair(self, plain: tuple[str, str]) -> tuple[str, str]:
        """Encode a name and its value."""
        return self.name(plain[0]), self.value(plain[1])

    def ways(self, plain: Pairs, encoded: Callable[[Pairs, Pairs], T]) -> Iterator[Way[T]]:
        """Yield what `encoded` makes of the pairs: names and values; if it differs, the values alone or the names alone."""
        names = characters("".join([name for name, _ in plain]))
        values = characters("".join([value for _, value in plain]))
        if self.traits and not self.changes(names | values):
            return
        yield Way(encoded(self.pairs(plain), plain), self.detail)
        if self.name is self.value and self.touches(names) and self.touches(values):
            pairs = self._replace(name=percent).pairs(plain)
            yield Way(encoded(pairs, plain), f"{self.detail[:-1]}, in the values alone.", 1.0)
            pairs = self._replace(value=percent).pairs(plain)
            yield Way(encoded(pairs, plain), f"{self.detail[:-1]}, in the names alone.", SELDOM)


def characters(text: str) -> set[str]:
    """Return the characters of a text; NON_ASCII stands for all that are not ASCII."""
    return set(text) if text.isascii() else {*text, NON_ASCII}


def both(
    mistake: str, detail: str, function: Callable[[str], str], needs: Iterable[str], rarity: float = 0.0
) -> Encoder:
    """Make an encoder that treats names and values alike."""
    return Encoder(mistake, detail, function, function, frozenset(needs), rarity)


def octets(raw: bytes) -> str:
    """Each octet percent-encoded unless unreserved."""
    return (
        percent(wire_text(raw)) if raw.isascii() else "".join(percent(chr(o)) if o < 128 else f"%{o:02X}" for o in raw)
    )


def latin_1(text: str) -> str:
    """Encoded as Latin-1, what it lacks as a question mark."""
    return octets(text.encode("latin-1", "replace"))


def cp1252(text: str) -> str:
    """Encoded as Windows-1252, what it lacks as a question mark."""
    return octets(text.encode("cp1252", "replace"))


def utf16_units(text: str) -> list[int]:
    """The UTF-16 code units."""
    raw = text.encode("utf-16-be", "surrogatepass")
    return [raw[i] << 8 | raw[i + 1] for i in range(0, len(raw), 2)]


def piecewise(ascii_part: Callable[[str], str], other: Callable[[str], str]) -> Callable[[str], str]:
    """An encoder that treats runs of ASCII one way and runs of all else another way."""

    def encode(text: str) -> str:
        if text.isascii():
            return ascii_part(text)
        return "".join([other(run) if place % 2 else ascii_part(run) for place, run in enumerate(_BEYOND.split(text))])

    return encode


def each_unit(write: Callable[[int], str]) -> Callable[[str], str]:
    """Every UTF-16 unit of a text as `write` writes it."""
    return lambda text: "".join([write(unit) for unit in utf16_units(text)])


def plain(text: str) -> str:
    """Return the text unchanged."""
    return text


unit_escapes = piecewise(
    lambda text: percent_safe(text, "@*_+-./"),
    each_unit(lambda unit: f"%{unit:02X}" if unit < 256 else f"%u{unit:04X}"),
)
"""As JavaScript's escape() does: %uXXXX above Latin-1, %XX below."""
unit_escapes_only = piecewise(percent, each_unit(lambda unit: f"%u{unit:04X}"))
"""Right for ASCII, %uXXXX for every other UTF-16 unit."""
unit_utf8 = piecewise(percent, each_unit(lambda unit: octets(chr(unit).encode("utf-8", "surrogatepass"))))
"""Each UTF-16 unit encoded as UTF-8 by itself, so a surrogate pair gives six octets."""
unit_octets = piecewise(percent, each_unit(lambda unit: f"%{unit:02X}"))
"""Each UTF-16 unit as its plain number in hex."""
unit_high_first = piecewise(percent, each_unit(lambda unit: f"%{unit >> 8:02X}%{unit & 255:02X}"))
"""Each UTF-16 unit as two octets, the high one first."""
unit_low_first = piecewise(percent, each_unit(lambda unit: f"%{unit & 255:02X}%{unit >> 8:02X}"))
"""Each UTF-16 unit as two octets, the low one first."""
unit_low_only = piecewise(percent, each_unit(lambda unit: f"%{unit & 255:02X}"))
"""The low octet of each UTF-16 unit."""
nonascii_bare = piecewise(percent, plain)
"""ASCII is encoded, all else left as it is."""


def ascii_with(errors: str) -> Callable[[str], str]:
    """Encoded as ASCII with that way to treat the rest."""
    return lambda text: percent(text.encode("ascii", errors).decode("ascii"))


def question_mark_bare(text: str) -> str:
    """Non-ASCII became ?, and was left so."""
    return percent_safe(text.encode("ascii", "replace").decode("ascii"), MARKS + "?")


def safe(characters: str, *, space: str = "%20") -> Callable[[str], str]:
    """All but letters, digits and `characters` encoded."""
    return lambda text: percent_safe(text, characters, space=space)


def first_only(text: str) -> str:
    """Encoded as JavaScript does, then the first of each of ! ' ( ) * repaired."""
    return repair_first(percent_safe(text, MARKS + JS_BARE))


def repair_first(text: str) -> str:
    """The first of each of ! ' ( ) * percent-encoded, the others left."""
    for char in JS_BARE:
        text = text.replace(char, percent(char), 1)
    return text


def lowered(encode: Callable[[str], str]) -> Callable[[str], str]:
    """What `encode` does, with the escapes in lower-case hex."""
    return lambda text: re.sub(r"%[0-9A-F]{2}", lambda match: match[0].lower(), encode(text))


lower_escapes = lowered(percent)
"""Escapes in lower-case hex."""


def only_spaces(space: str) -> Callable[[str], str]:
    """Nothing but spaces encoded."""
    return lambda text: text.replace(" ", space)


def twice(text: str) -> str:
    """Encoded, and that encoded again."""
    return percent(percent(text))


def mojibake(charset: str) -> Callable[[str], str]:
    """UTF-8 read as another charset and encoded again."""
    return lambda text: percent(wire_bytes(text).decode(charset, "replace"))


JS = both("enc-js-component", "encodeURIComponent left ! ' ( ) * as they are.", safe(MARKS + JS_BARE), JS_BARE)
TEXT_ENCODERS = (
    both("enc-star-bare", "* was left as it is.", safe(MARKS + "*"), "*"),
    JS,
    both("enc-space-as-plus", "A space was written as +.", safe(MARKS, space="+"), " "),
    both("enc-tilde-encoded", "~ was written as %7E.", safe("-._"), "~"),
    both("enc-java-urlencoder", "A space became +, * stayed, ~ became %7E.", safe("-._*", space="+"), " *~"),
    both("enc-slash-bare", "/ was left as it is.", safe(MARKS + "/"), "/"),
    both("enc-lowercase-hex", "The escapes are in lower-case hex.", lower_escapes, RESERVED),
    both("enc-twice", "Names and values were encoded twice.", twice, RESERVED),
    Encoder("enc-twice", "The values were encoded twice.", percent, twice, RESERVED),
    both("enc-charset-latin1", "The text was encoded as Latin-1.", latin_1, NON_ASCII),
    both("enc-charset-latin1", "The text was encoded as Windows-1252.", cp1252, NON_ASCII),
    both("enc-charset-latin1", "JavaScript's escape() was used: %uXXXX.", unit_escapes, "*+/@~" + NON_ASCII, 1.0),
    both("enc-charset-latin1", "Non-ASCII was written as %uXXXX.", unit_escapes_only, NON_ASCII, 1.0),
    both("enc-charset-latin1", "UTF-16 units were encoded one by one.", unit_utf8, NON_ASCII, 1.0),
    both("enc-charset-latin1", "UTF-16 units were written as numbers.", unit_octets, NON_ASCII, 1.0),
    both("enc-charset-latin1", "The text was encoded as UTF-16, high octet first.", unit_high_first, NON_ASCII, UNUSUAL),
    both("enc-charset-latin1", "The text was encoded as UTF-16, low octet first.", unit_low_first, NON_ASCII, UNUSUAL),
    both("enc-charset-latin1", "Only the low octet of each UTF-16 unit was kept.", unit_low_only, NON_ASCII, UNUSUAL),
    both("enc-nonascii-replaced", "Non-ASCII characters became question marks.", ascii_with("replace"), NON_ASCII),
    both("enc-nonascii-replaced", "Non-ASCII characters were dropped.", ascii_with("ignore"), NON_ASCII),
    both("enc-nonascii-replaced", "Non-ASCII characters became bare question marks.", question_mark_bare,
         "?" + NON_ASCII, 1.0),
    both("enc-reserved-kept", "Reserved characters were left as they are.", safe(MARKS + URI_MARKS + "#"),
         URI_MARKS + "#"),
    both("enc-percent-literal", "A percent sign was not encoded.", safe(MARKS + "%"), "%"),
    both("enc-mojibake", "UTF-8 was read as Latin-1 and encoded again.", mojibake("latin-1"), NON_ASCII),
    both("enc-mojibake", "UTF-8 was read as Windows-1252 and encoded again.", mojibake("cp1252"), NON_ASCII, 1.0),
    both("enc-nonascii-bare", "Non-ASCII characters were left as they are.", nonascii_bare, NON_ASCII),
    Encoder("enc-keys-not-encoded", "The names were left as they are.", plain, percent, RESERVED),
    Encoder("enc-keys-encoded-twice", "The names were encoded twice.", twice, percent, RESERVED),
    both("enc-first-occurrence-only", "Only the first of each of ! ' ( ) * was encoded.", first_only, JS_BARE, UNUSUAL),
    both("enc-twice", "Names and values were encoded twice, a space as + at first.",
         lambda text: percent(percent_safe(text, MARKS, space="+")), RESERVED, 1.0),
    both("enc-twice", "Names and values were encoded twice by encodeURIComponent.",
         lambda text: safe(MARKS + JS_BARE)(safe(MARKS + JS_BARE)(text)), RESERVED, 2.0),
    both("enc-none", "The text was escaped for HTML instead of percent-encoded.", html.escape, RESERVED, 1.0),
    both("enc-none", "The text was escaped for HTML before it was percent-encoded.",
         lambda text: percent(html.escape(text)), "&<>\"'", 1.0),
    both("enc-none", "The text was encoded as base64 instead.",
         lambda text: base64.b64encode(wire_bytes(text)).decode(), ALL, 2.0),
    both("enc-none", "Only spaces were encoded, as %20.", only_spaces("%20"), RESERVED, 1.0),
    both("enc-none", "Only spaces were encoded, as +.", only_spaces("+"), RESERVED, 1.0),
    both("enc-twice", "A space became + first, and was encoded as %2B then.", safe(MARKS, space="%2B"), " ", SELDOM),
    both("enc-none", "Only spaces, as %20, and @, as %40, were encoded.",
         lambda text: text.replace(" ", "%20").replace("@", "%40"), RESERVED, SELDOM),
)  # fmt: skip
RIGHT = both("", "", percent, ())
"""The right encoder; like the wrong ones it uses the cache of the search."""
RAW = both("enc-none", "Names and values were not percent-encoded.", plain, RESERVED)
VALUES_RAW = Encoder("enc-none", "The values were not percent-encoded.", percent, plain, RESERVED)
DECODED_TWICE = both("enc-decoded-twice", "The values were decoded twice.", lambda text: percent(unpercent(text)), "%")
DECODED_PLUS = both("enc-decoded-twice", "The values were decoded twice, + to a space.",
                    lambda text: percent(unpercent(text.replace("+", " "))), "%+", 1.0)  # fmt: skip
