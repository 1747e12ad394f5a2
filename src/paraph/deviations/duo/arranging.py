"""Mistakes in encoding, ordering and joining the parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.deviations.encoder_family import ENCODERS, mixed_deviations, whole_encodings
from paraph.deviations.encoders import (
    JS,
    RAW,
    VALUES_RAW,
    repair_first,
)
from paraph.deviations.grammar import grammar_deviations
from paraph.deviations.joins import (
    PAIR_DIMENSIONS,
    as_json,
    bare_names,
    join_pairs,
    number_repeated,
    other_joins,
    values_alone,
)
from paraph.deviations.orders import ORDERS, descending, descending_names, sorted_by
from paraph.deviations.rarity import SELDOM, UNUSUAL
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.signing import Encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


def encoder_deviations() -> Iterator[Deviation]:
    """One deviation for each wrong encoder."""
    for encoder in (*ENCODERS, RAW, VALUES_RAW):

        def ways(pairs: Pairs, encoder: Any = encoder) -> Iterator[Way[Encoded]]:
            return encoder.ways(pairs, Encoded)  # type: ignore[no-any-return]

        yield Deviation(encoder.id, duo.encoded_parameters, ways, {}, encoder.rarity, needs=encoder.needs)

    def js_ways(pairs: Pairs) -> tuple[Way[Encoded], ...]:
        return (Way(Encoded(JS.pairs(pairs), pairs), "Only the first of each of ! ' ( ) * was encoded."),)

    coupled = {duo.canonical_parameters: lambda pairs: repair_first(duo.canonical_parameters(pairs))}
    yield Deviation("enc-first-occurrence-only", duo.encoded_parameters, js_ways, coupled, needs=JS.needs)


def order_deviations() -> Iterator[Deviation]:
    """One deviation for each wrong order."""
    for mistake, said, key, rarity in ORDERS:

        def ways(encoded: Encoded, key: Any = key, said: str = said) -> tuple[Way[Pairs], ...]:
            return (Way(sorted_by(encoded.pairs, encoded.plain, key), said),)

        yield Deviation(mistake, duo.sorted_parameters, ways, {}, rarity)


@deviates(duo.sorted_parameters, "ord-unsorted")
def as_sent(encoded: Encoded) -> Pairs:
    """The parameters were signed in the order in which they were sent."""
    return encoded.pairs


@deviates(duo.sorted_parameters, "ord-unsorted", rarity=1.0)
def as_sent_backwards(encoded: Encoded) -> Pairs:
    """The parameters were signed in the reverse of the order in which they were sent."""
    return encoded.pairs[::-1]


@deviates(duo.sorted_parameters, "ord-descending-or-reversed")
def backwards(encoded: Encoded) -> Pairs:
    """The parameters were sorted in descending order."""
    return descending(encoded.pairs)


@deviates(duo.sorted_parameters, "ord-descending-or-reversed", rarity=2.0)
def names_backwards(encoded: Encoded) -> Pairs:
    """The names were sorted in descending order."""
    return descending_names(encoded.pairs)


@family(duo.canonical_parameters, "join-wrong-separator", rarity=1.0)
def parameters_as_text(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were signed as JSON text, or without their names."""
    for text, said in (*as_json(pairs), *other_joins(pairs), *values_alone(pairs)):
        yield Way(text, said)


@family(duo.canonical_parameters, "")
def encoded_whole(pairs: Pairs) -> Iterator[Way[str]]:
    """The joined parameters were encoded as one text."""
    yield from whole_encodings(duo.canonical_parameters(pairs))


@family(duo.canonical_parameters, "params-valueless-key")
def names_alone(pairs: Pairs) -> Iterator[Way[str]]:
    """Names without value were signed without their equals sign."""
    for place, (text, said) in enumerate(bare_names(pairs)):
        yield Way(text, said, 0.5 if place else 0.0)


@family(duo.canonical_parameters, "params-array-notation", rarity=SELDOM)
def numbered_names(pairs: Pairs) -> Iterator[Way[str]]:
    """Repeated names were numbered after they were sorted."""
    for text, said in number_repeated(pairs):
        yield Way(text, said)


@family(duo.canonical_parameters, "path-includes-query")
def question_mark_first(pairs: Pairs) -> Iterator[Way[str]]:
    """A question mark was signed before the parameters, or alone if there are none."""
    said = "A question mark was signed before the parameters."
    yield Way(f"?{duo.canonical_parameters(pairs)}", said, UNUSUAL if pairs else SELDOM)


DEVIATIONS.extend(encoder_deviations())
DEVIATIONS.extend(order_deviations())
DEVIATIONS.extend(grammar_deviations(duo.canonical_parameters, PAIR_DIMENSIONS, join_pairs))
DEVIATIONS.extend(mixed_deviations(duo.encoded_parameters, Encoded))
