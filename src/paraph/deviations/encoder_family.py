"""The family of encoders: what is left as it is, how a space is written, the case of the escapes, and how often.

The encoders of most languages and most encoders written by hand are points of this family. One encoder
may be used for names, another one for values, and any for the text that is already joined.
"""

from __future__ import annotations

import html
import re
from functools import partial
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from paraph.core.deviation import Deviation, Way
from paraph.core.encoding import percent
from paraph.deviations.encoders import (
    JS_BARE,
    MARKS,
    RAW,
    RESERVED,
    RIGHT,
    TEXT_ENCODERS,
    URI_MARKS,
    Encoder,
    both,
    characters,
    lowered,
    plain,
    safe,
    twice,
)
from paraph.deviations.few import few
from paraph.deviations.grammar import ANOTHER_MISTAKE, combine
from paraph.deviations.rarity import SELDOM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from paraph.core.message import Pairs

T = TypeVar("T")
KEPT = (
    ("enc-star-bare", "* was left", MARKS + "*", 0.0),
    ("enc-js-component", "! ' ( ) * were left", MARKS + JS_BARE, 0.0),
    ("enc-slash-bare", "/ was left", MARKS + "/", 0.0),
    ("enc-js-component", "! ' ( ) * and / were left", MARKS + JS_BARE + "/", 1.0),
    ("enc-js-component", "! ( ) * were left", MARKS + "!()*", 1.0),
    ("enc-js-component", "( ) * were left", MARKS + "()*", 1.0),
    ("enc-reserved-kept", "reserved characters were left", MARKS + URI_MARKS, 0.0),
    ("enc-reserved-kept", "reserved characters and [ ] were left", MARKS + URI_MARKS + "[]", 1.0),
    ("enc-reserved-kept", "reserved characters and # [ ] were left", MARKS + URI_MARKS + "#[]", 0.0),
    ("enc-java-urlencoder", "* was left, and ~ encoded", "-._*", 0.0),
    ("enc-tilde-encoded", "~ was encoded", "-._", 0.0),
    ("enc-tilde-encoded", "! ( ) * were left, and ~ encoded", "-._!()*", 1.0),
    ("enc-slash-bare", "/ was left, and ~ encoded", "-._/", 1.0),
    ("enc-tilde-encoded", "all but letters and digits was encoded", "", 0.0),
    ("enc-tilde-encoded", "all but letters, digits and _ was encoded", "_", 1.0),
    ("enc-reserved-kept", "$ & + = : @ were left, as in a path", MARKS + "$&+=:@", 1.0),
    ("enc-reserved-kept", "! $ & ' ( ) * + , ; = : @ were left, as in a path", MARKS + "!$&'()*+,;=:@", 1.0),
    ("enc-reserved-kept", "@ * _ + - . / were left, and ~ encoded", "@*_+-./", 1.0),
    ("enc-reserved-kept", ": and / were left", MARKS + ":/", 1.0),
    ("enc-reserved-kept", "& and = were left", MARKS + "&=", 1.0),
    ("enc-percent-literal", "% was left", MARKS + "%", 1.0),
)
"""What an encoder leaves besides letters and digits: its mistake, that in words, the characters, and how rare it is."""
SPACES = (
    ("", "", "%20"),
    ("enc-space-as-plus", "a space was written as +", "+"),
    ("enc-none", "a space was left as it is", " "),
)
CASES = (("", "", False), ("enc-lowercase-hex", "the escapes are in lower-case hex", True))
IN_TEXT_ENCODERS = {
    (MARKS, "%20", True),
    (MARKS, "+", False),
    (MARKS + JS_BARE, "%20", False),
    (MARKS + "/", "%20", False),
    (MARKS + "%", "%20", False),
    (MARKS + "*", "%20", False),
    ("-._", "%20", False),
    ("-._*", "+", False),
}
"""What TEXT_ENCODERS has already: the characters left, the space, and whether the escapes are in lower-case hex."""


def family() -> Iterator[Encoder]:
    """Yield the encoders that are wrong in one trait, in two, or in three."""
    for (kept_id, kept, keeps, rarity), (space_id, spaced, space), (case_id, cased, is_lower) in product(
        (("", "", MARKS, 0.0), *KEPT), SPACES, CASES
    ):
        changed = {kept: frozenset(keeps) ^ frozenset(MARKS), spaced: frozenset(" "), cased: RESERVED}
        words = [word for word in (kept, spaced, cased) if word]
        if words and (keeps, space, is_lower) not in IN_TEXT_ENCODERS:
            detail = "; ".join(words)
            encode = safe(keeps, space=space)
            encoder = both(
                kept_id or space_id or case_id,
                f"{detail[:1].upper()}{detail[1:]}.",
                lowered(encode) if is_lower else encode,
                changed[words[0]],
                rarity + len(words) - 1.0,
            )
            yield encoder._replace(traits=tuple(changed[word] for word in words[1:]))


def single_marks() -> Iterator[Encoder]:
    """Yield the encoders that treat one character differently."""
    for mark in "@:,$&=+;?!'()[]#":
        yield both("enc-reserved-kept", f"{mark} was left as it is.", safe(MARKS + mark), mark, 2.0)
    for mark in "-._":
        yield mark_encoder(mark)


def mark_pairs() -> Iterator[Encoder]:
    """Yield the encoders that leave two characters which people think of together."""
    for one, other in ("()", "[]", "/?", ":@", ",:", "@+"):
        encode = safe(MARKS + one + other)
        encoder = both("enc-reserved-kept", f"{one} and {other} were left as they are.", encode, one, 2.0)
        yield encoder._replace(traits=(frozenset(other),))
    yield both("enc-reserved-kept", "{ and } were left as they are.", safe(MARKS + "{}"), "{}", 2.0)


def mark_encoder(mark: str) -> Encoder:
    """Return the encoder that also encodes one unreserved character."""
    return both("enc-tilde-encoded", f"{mark} was encoded.", safe(MARKS.replace(mark, "")), mark, 2.0)


def encoder_of_few(characters: str) -> Encoder:
    """Return the encoder that a person writes with a replacement for each of a few characters."""
    words = " ".join(characters.replace(" ", ""))
    encode = partial(re.sub, f"[{re.escape(characters)}]", lambda match: percent(match[0]))
    return both("enc-reserved-kept", f"Only spaces and {words} were encoded.", encode, RESERVED - {*characters}, 2.0)


FAMILY = (*family(), *single_marks(), *mark_pairs(), encoder_of_few(" %&=+/"), encoder_of_few(" %&=+"))
ENCODERS = (*TEXT_ENCODERS, *FAMILY)
"""Every wrong encoder of names and values; those with a narrower name come first."""
WHOLE_KEPT = (MARKS + "/", MARKS + URI_MARKS, MARKS + JS_BARE, MARKS + JS_BARE + "/", MARKS + ":/", MARKS + "&=", MARKS + "%", "-._",
              "-._*", "-._/", "-._!()*", "", "_", MARKS + "$&+=:@")  # fmt: skip
WHOLE_ENCODERS = (
    both("enc-twice", "Everything was encoded twice.", twice, RESERVED),
    both("enc-lowercase-hex", "The escapes are in lower-case hex.", lowered(percent), RESERVED),
    both(
        "enc-lowercase-hex",
        "The escapes are in lower-case hex, and / was left.",
        lowered(safe(MARKS + "/")),
        RESERVED,
        2.0,
    ),
    *(
        both(mistake, f"{detail[:1].upper()}{detail[1:]}.", safe(keeps), RESERVED | set(MARKS), rarity)
        for mistake, detail, keeps, rarity in KEPT
        if keeps in WHOLE_KEPT
    ),
    *map(mark_encoder, "-._"),
    *(both("enc-reserved-kept", f"{mark} was left as it is.", safe(MARKS + mark), mark, 2.0) for mark in "&="),
    both(
        "enc-lowercase-hex",
        "The escapes are in lower-case hex, and ~ was encoded.",
        lowered(safe("-._")),
        RESERVED | {"~"},
        2.0,
    ),
    both("enc-none", "The text was escaped for HTML instead of percent-encoded.", html.escape, RESERVED, 2.0),
)
"""What encodes a text that is encoded already: few characters are left that encoders treat differently."""


def whole_encodings(text: str) -> Iterator[Way[str]]:
    """Yield a joined text encoded as a whole, in the ways in which that is done."""
    yield Way(percent(text), "The joined parameters were encoded as a whole.")
    for encoder in WHOLE_ENCODERS:
        yield Way(
            encoder.value(text),
            f"The joined parameters were encoded as a whole. {encoder.detail}",
            encoder.rarity + 1.0,
        )


VARIANTS = (*(encoder for encoder in ENCODERS if encoder.rarity <= 1.0), RAW)
"""The encoders that a person may choose for names and for values apart."""


def encoders_apart(pairs: Pairs, encoded: Callable[[Pairs, Pairs], T], rank: int) -> Iterator[Way[T]]:
    """Yield what `encoded` makes of the pairs if names and values have different wrong encoders; `rank` is their rarity."""
    names, values = characters("".join([n for n, _ in pairs])), characters("".join([v for _, v in pairs]))
    firsts = [encoder for encoder in VARIANTS if encoder.changes(names)]
    for first, second in product(firsts, VARIANTS) if not RESERVED.isdisjoint(names) else ():
        if first is not second and int(first.rarity + second.rarity) == rank and second.changes(values):
            mixed = Encoder("", "", first.name, second.value, first.needs)
            one, two = (first.id, f"Names: {first.detail}"), (second.id, f"Values: {second.detail}")
            yield combine(encoded(mixed.pairs(pairs), pairs), one, two)


def two_traits(pairs: Pairs, encoded: Callable[[Pairs, Pairs], T], rank: int) -> Iterator[Way[T]]:
    """Yield what `encoded` makes of the pairs if their encoder has two wrong traits; `rank` is how rare they are."""
    present = characters("".join([text for pair in pairs for text in pair]))
    traits = [trait for trait in TRAITS if not trait.needs.isdisjoint(present)]
    for first, second in combinations(traits, 2):
        if first.rank + second.rank == rank:
            for encoder in first.joined_with(second):
                value = encoded(encoder.pairs(pairs), pairs)
                yield combine(value, (first.id, first.detail), (second.id, second.detail))


def one_value_otherwise(pairs: Pairs, encoded: Callable[[Pairs, Pairs], T]) -> Iterator[Way[T]]:
    """Yield what `encoded` makes of the pairs if one value was not encoded, or twice, and the others as they should be."""
    right = RIGHT.pairs(pairs)
    touched = [place for place, (_, value) in enumerate(pairs) if right[place][1] != value]
    for place in few(touched) if len(touched) > 1 else ():
        name, value = pairs[place]
        for said, encode in (("not encoded", plain), ("encoded twice", twice)):
            changed = (*right[:place], (right[place][0], encode(value)), *right[place + 1 :])
            yield Way(encoded(changed, pairs), f"The value of {name} was {said}, unlike the others.")


def mixed_deviations(stage: Any, encoded: Callable[[Pairs, Pairs], Any]) -> Iterator[Deviation]:
    """Yield the deviations in which not all is encoded alike: one value differs, or there are two mistakes."""
    one = partial(one_value_otherwise, encoded=encoded)
    yield Deviation("", stage, one, {}, SELDOM, needs=RESERVED, equally_likely=True)
    for rank in (0, 1, 2):
        for family_ways in (two_traits, encoders_apart):
            ways = partial(family_ways, encoded=encoded, rank=rank)
            yield Deviation("", stage, ways, {}, ANOTHER_MISTAKE + rank, needs=RESERVED | set(MARKS))


class Trait(NamedTuple):
    """One trait of an encoder, which goes with others: what it leaves or encodes, the space, the escapes, how often."""

    id: str
    detail: str
    needs: frozenset[str]
    keeps: str = ""
    encodes: str = ""
    space: str = "%20"
    is_lower: bool = False
    is_twice: bool = False
    rank: int = 0

    def joined_with(self, other: Trait) -> Iterator[Encoder]:
        """Yield the encoders that have both traits; none if one excludes the other."""
        if "%20" not in (self.space, other.space):
            return
        kept = "".join([mark for mark in MARKS if mark not in self.encodes + other.encodes]) + self.keeps + other.keeps
        space = self.space if other.space == "%20" else other.space
        once = safe(kept, space=space)
        if self.is_lower or other.is_lower:
            once = lowered(once)
        if not (self.is_twice or other.is_twice):
            yield both("", "", once, ())
            return
        yield both("", "", lambda text: once(once(text)), ())
        yield both("", "", lambda text: percent(once(text)), ())
        yield both("", "", lambda text: once(percent(text)), ())


def trait(mistake: str, detail: str, needs: Iterable[str], **traits: Any) -> Trait:
    """Make a trait."""
    return Trait(mistake, detail, frozenset(needs), **traits)


TRAITS = (
    trait("enc-space-as-plus", "A space was written as +.", " ", space="+"),
    trait("enc-none", "A space was left as it is.", " ", space=" "),
    trait("enc-lowercase-hex", "The escapes are in lower-case hex.", RESERVED, is_lower=True),
    trait("enc-twice", "Names and values were encoded twice.", RESERVED, is_twice=True),
    trait("enc-js-component", "! ' ( ) * were left as they are.", JS_BARE, keeps=JS_BARE),
    trait("enc-reserved-kept", "Reserved characters were left as they are.", URI_MARKS, keeps=URI_MARKS),
    trait("enc-slash-bare", "/ was left as it is.", "/", keeps="/"),
    trait("enc-tilde-encoded", "~ was written as %7E.", "~", encodes="~"),
    trait("enc-percent-literal", "A percent sign was not encoded.", "%", keeps="%"),
    *(trait("enc-reserved-kept", f"{mark} was left as it is.", mark, keeps=mark, rank=1) for mark in "@:,!'()*$&=+;?"),
    trait("enc-reserved-kept", "[ and ] were left as they are.", "[]", keeps="[]", rank=1),
    trait("enc-reserved-kept", "{ and } were left as they are.", "{}", keeps="{}", rank=1),
    *(trait("enc-tilde-encoded", f"{mark} was encoded.", mark, encodes=mark, rank=1) for mark in "-._"),
)
