"""Mistakes in ordering the parameters."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.deviations.orders import ORDERS, descending, descending_names, sorted_by
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Pairs
    from paraph.schemes.oauth1.signing import Encoded


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


def order_deviations() -> Iterator[Deviation]:
    """One deviation for each wrong order."""
    for mistake, said, key, rarity in ORDERS:

        def ways(encoded: Encoded, key: Any = key, said: str = said) -> tuple[Way[Pairs], ...]:
            return (Way(sorted_by(encoded.pairs, encoded.plain, key), said),)

        yield Deviation(mistake, oauth1.sorted_parameters, ways, {}, rarity)


def is_protocol(pair: tuple[str, str]) -> bool:
    """Whether a pair is one of OAuth's own."""
    return pair[0].startswith("oauth_")


@family(oauth1.sorted_parameters, "ord-unsorted")
def as_sent(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """The parameters were signed in the order in which they were written."""
    said = "The parameters were signed in the order in which they were written."
    pairs = encoded.pairs
    own = tuple(pair for pair in pairs if not is_protocol(pair))
    protocol = tuple(pair for pair in pairs if is_protocol(pair))
    yield Way(pairs, said)
    yield Way((*own, *protocol), said)
    yield Way((*protocol, *own), said)


@family(oauth1.sorted_parameters, "ord-unsorted", rarity=1.0)
def as_written(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """The parameters were signed in an order in which some client writes them."""
    said = "The parameters were signed in the order in which some clients write them."
    own = tuple(pair for pair in encoded.pairs if not is_protocol(pair))
    protocol = tuple(pair for pair in encoded.pairs if is_protocol(pair))
    yield Way((*own[::-1], *protocol), said)
    yield Way(encoded.pairs[::-1], said)
    for places in PROTOCOL_PLACES:
        usual = tuple(sorted(protocol, key=lambda pair: places.get(pair[0], 9)))
        yield Way((*own, *usual), said)
        yield Way((*usual, *own), said)


@family(
    oauth1.collected_parameters,
    "ord-unsorted",
    rarity=0.5,
    coupled={oauth1.sorted_parameters: lambda encoded: encoded.pairs},
)
def sources_mixed(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """Header, query and form were signed unsorted, one after the other."""
    said = "The parameters were signed unsorted, those of"
    if header and query and form:
        yield Way(
            oauth1.collected_parameters(query, header, form), f"{said} query, header and form one after the other."
        )
        yield Way(
            oauth1.collected_parameters(form, header, query), f"{said} form, header and query one after the other."
        )


PROTOCOL_ORDERS = (
    ("oauth_consumer_key", "oauth_nonce", "oauth_signature_method", "oauth_timestamp", "oauth_token", "oauth_version"),
    ("oauth_consumer_key", "oauth_token", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_version"),
    ("oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce", "oauth_version", "oauth_token"),
    ("oauth_timestamp", "oauth_signature_method", "oauth_consumer_key", "oauth_version", "oauth_nonce", "oauth_token"),
    ("oauth_nonce", "oauth_timestamp", "oauth_version", "oauth_signature_method", "oauth_consumer_key", "oauth_token"),
    ("oauth_version", "oauth_consumer_key", "oauth_token", "oauth_timestamp", "oauth_nonce", "oauth_signature_method"),
    ("oauth_version", "oauth_nonce", "oauth_timestamp", "oauth_consumer_key", "oauth_signature_method", "oauth_token"),
)
PROTOCOL_PLACES = tuple({name: place for place, name in enumerate(order)} for order in PROTOCOL_ORDERS)


@family(oauth1.sorted_parameters, "ord-groups-sorted-apart")
def groups_apart(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """oauth_ parameters and the others were sorted separately."""
    protocol = sorted(pair for pair in encoded.pairs if is_protocol(pair))
    own = sorted(pair for pair in encoded.pairs if not is_protocol(pair))
    yield Way((*protocol, *own), "The oauth_ parameters were sorted and put before the others.")
    yield Way((*own, *protocol), "The oauth_ parameters were sorted and put after the others.")


@family(oauth1.sorted_parameters, "ord-groups-sorted-apart", rarity=1.0)
def groups_ordered_apart(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """oauth_ parameters and the others were put in an order separately, each in its own."""
    protocol = tuple(pair for pair in encoded.pairs if is_protocol(pair))
    own = tuple(pair for pair in encoded.pairs if not is_protocol(pair))
    for (said, order), (other_said, other) in product(GROUP_ORDERS.items(), repeat=2):
        said = f"The oauth_ parameters are {said}, the others {other_said}."
        yield Way((*order(protocol), *other(own)), said)
        yield Way((*other(own), *order(protocol)), said)


GROUP_ORDERS: dict[str, Callable[[Pairs], Pairs]] = {
    "sorted": lambda pairs: tuple(sorted(pairs)),
    "as sent": tuple,
    "reversed": lambda pairs: pairs[::-1],
    "in descending order": descending,
    "sorted without regard to case": lambda pairs: tuple(sorted(pairs, key=lambda pair: pair[0].lower())),
}


def any_protocol_order(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """The oauth_ parameters were signed in any order, before or after the others as they were sent or sorted."""
    said = "The oauth_ parameters were signed in the order in which the code writes them."
    protocol = tuple(pair for pair in encoded.pairs if is_protocol(pair))
    own = tuple(pair for pair in encoded.pairs if not is_protocol(pair))
    for order in permutations(protocol) if len(protocol) <= MOST_TO_PERMUTE else ():
        for pairs in ((*own, *order), (*order, *own), (*sorted(own), *order), (*order, *sorted(own))):
            yield Way(pairs, said)


AFTER_PAIRS = 20.0
"""So rare is an arbitrary order: it is looked for alone, after all pairs of usual mistakes."""
MOST_TO_PERMUTE = 7
"""So many parameters have 5,040 orders."""


@deviates(oauth1.sorted_parameters, "ord-descending-or-reversed")
def backwards(encoded: Encoded) -> Pairs:
    """The parameters were sorted in descending order."""
    return descending(encoded.pairs)


@deviates(oauth1.sorted_parameters, "ord-descending-or-reversed", rarity=2.0)
def names_backwards(encoded: Encoded) -> Pairs:
    """The names were sorted in descending order."""
    return descending_names(encoded.pairs)


DEVIATIONS.extend(order_deviations())
DEVIATIONS.append(
    Deviation("ord-unsorted", oauth1.sorted_parameters, any_protocol_order, {}, AFTER_PAIRS, equally_likely=True)
)
