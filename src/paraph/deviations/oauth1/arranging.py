"""Mistakes in encoding, ordering and joining."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.encoding import percent, percent_safe
from paraph.deviations.encoders import (
    DECODED_PLUS,
    DECODED_TWICE,
    JS,
    RESERVED,
    TEXT_ENCODERS,
    both,
    plain,
    repair_first,
    safe,
)
from paraph.deviations.orders import ORDERS, descending, descending_names, sorted_by
from paraph.deviations.parameters import SEPARATORS, joined_oddly, joined_with
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.signing import Encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


def second_encoding_by(encode: Any) -> dict[Any, Any]:
    """The stages in which the parts of the base string are encoded, exchanged for `encode`."""
    return {
        oauth1.encoded_uri: encode,
        oauth1.parameters_encoded_again: encode,
    }


def encoder_deviations() -> Iterator[Deviation]:
    """For each wrong encoder: parameters only, and all three parts of the base string too."""
    for encoder in (*TEXT_ENCODERS, DECODED_TWICE, DECODED_PLUS):

        def ways(pairs: Pairs, encoder: Any = encoder) -> Iterator[Way[Encoded]]:
            return encoder.ways(pairs, Encoded)  # type: ignore[no-any-return]

        stage, needs = oauth1.encoded_parameters, encoder.needs
        yield Deviation(encoder.id, stage, ways, {}, encoder.rarity, needs=needs)
        if encoder.name is encoder.value and encoder.id not in ("enc-twice", "enc-decoded-twice"):
            coupled = second_encoding_by(encoder.value)
            yield Deviation(encoder.id, stage, ways, coupled, encoder.rarity + 0.5, needs=needs)

    def js_ways(pairs: Pairs) -> tuple[Way[Encoded], ...]:
        return (Way(Encoded(JS.pairs(pairs), pairs), "Only the first of each of ! ' ( ) * was encoded."),)

    repaired = {oauth1.normalized_parameters: lambda pairs: repair_first(oauth1.normalized_parameters(pairs))}
    yield Deviation("enc-first-occurrence-only", oauth1.encoded_parameters, js_ways, repaired, needs=JS.needs)
    joined = second_encoding_by(lambda text: repair_first(percent_safe(text, "-._~!'()*")))
    yield Deviation("enc-first-occurrence-only", oauth1.encoded_parameters, js_ways, joined, needs=JS.needs)


@family(oauth1.encoded_parameters, "enc-once-too-few", needs=RESERVED)
def values_raw(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The values were not encoded before the whole string was."""
    by_value = tuple((percent(name), value) for name, value in pairs)
    yield Way(Encoded(by_value, pairs), "The values were not encoded before the whole string was.")
    yield Way(Encoded(pairs, pairs), "Names and values were not encoded before the whole string was.")


@family(oauth1.encoded_parameters, "enc-whole-query-once", rarity=UNUSUAL, needs=RESERVED)
def pairs_raw(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The joined parameters were encoded as one text, the pairs before that not at all."""
    yield Way(Encoded(pairs, pairs), "The pairs were not encoded, only the joined text.")


@family(oauth1.normalized_parameters, "enc-whole-query-once")
def joined_encoded(pairs: Pairs) -> Iterator[Way[str]]:
    """The joined parameters were encoded as one text once more."""
    text = oauth1.normalized_parameters(pairs)
    yield Way(percent(text), "The joined parameters were encoded once more as a whole.")
    yield Way(percent(text) + "=", "The joined parameters were encoded as if they were a name.", UNUSUAL)


@family(
    oauth1.encoded_parameters,
    "enc-whole-query-once",
    coupled={oauth1.normalized_parameters: lambda pairs: percent(oauth1.normalized_parameters(pairs))},
)
def raw_then_encoded(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The plain parameters were joined, encoded as a whole, and encoded again."""
    yield Way(Encoded(pairs, pairs), "The plain parameters were joined, and that text was encoded as a whole.")


@family(
    oauth1.encoded_parameters,
    "enc-whole-query-once",
    coupled={oauth1.normalized_parameters: lambda pairs: percent(oauth1.normalized_parameters(pairs)) + "="},
)
def raw_as_name(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The plain parameters were joined and encoded as if they were one name."""
    yield Way(Encoded(pairs, pairs), "The plain parameters were joined and encoded as if they were one name.")


@family(
    oauth1.encoded_parameters,
    "enc-whole-query-once",
    coupled={oauth1.parameters_encoded_again: plain},
)
def encoded_once(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The parameters were encoded only pair by pair, and not again in the base string."""
    encoded = oauth1.encoded_parameters(pairs)
    yield Way(encoded, "The joined parameters were not encoded again in the base string.")


@deviates(oauth1.parameters_encoded_again, "enc-once-too-few", rarity=UNUSUAL)
def parameters_not_again(parameters: str) -> str:
    """The joined parameters were not encoded as a whole."""
    return parameters


@deviates(oauth1.encoded_uri, "enc-once-too-few", rarity=UNUSUAL)
def uri_not_encoded(uri: str) -> str:
    """The base string URI was not encoded."""
    return uri


STYLES = tuple(
    both("enc-client-reencodes", said, safe(kept, space=space), RESERVED | {"~"})
    for said, kept, space in (
        ("as quote does, / left", "/-._~", "%20"),
        ("as a form", "-._*", "+"),
        ("as quote_plus does", "-._~", "+"),
        ("as quote does, @ and : left", "/-._~@:", "%20"),
        ("unencoded but for blanks", "".join(map(chr, range(33, 127))), "%20"),
        ("unencoded", "".join(map(chr, range(32, 127))), " "),
        ("unencoded but for blanks as +", "".join(map(chr, range(33, 127))), "+"),
        ("with JSON marks left", '-._~{}":,[]', "%20"),
    )
)


@family(oauth1.encoded_parameters, "enc-client-reencodes", rarity=UNUSUAL, needs=RESERVED | {"~"})
def other_styles(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The HTTP library encoded the parameters differently from the signing code."""
    for style in STYLES:
        yield Way(
            Encoded(style.pairs(pairs), pairs), f"The parameters were signed {style.detail}, and sent in another form."
        )
    yield Way(Encoded(pairs, pairs), "The parameters were signed unencoded, and sent in another form.")


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


@family(oauth1.sorted_parameters, "ord-unsorted", rarity=UNUSUAL)
def as_written(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """The parameters were signed in an order in which some client writes them."""
    said = "The parameters were signed in the order in which some clients write them."
    pairs = encoded.pairs
    own = tuple(pair for pair in pairs if not is_protocol(pair))
    protocol = tuple(pair for pair in pairs if is_protocol(pair))
    yield Way((*own[::-1], *protocol), said)
    yield Way(pairs[::-1], said)
    for order in PROTOCOL_ORDERS:
        places = {name: place for place, name in enumerate(order)}
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


@family(oauth1.sorted_parameters, "ord-groups-sorted-apart")
def groups_apart(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """oauth_ parameters and the others were sorted separately."""
    protocol = sorted(pair for pair in encoded.pairs if is_protocol(pair))
    own = sorted(pair for pair in encoded.pairs if not is_protocol(pair))
    yield Way((*protocol, *own), "The oauth_ parameters were sorted and put before the others.")
    yield Way((*own, *protocol), "The oauth_ parameters were sorted and put after the others.")


@family(oauth1.sorted_parameters, "ord-groups-sorted-apart", rarity=UNUSUAL)
def one_group_sorted(encoded: Encoded) -> Iterator[Way[Pairs]]:
    """Only the oauth_ parameters were sorted."""
    protocol = sorted(pair for pair in encoded.pairs if is_protocol(pair))
    own = [pair for pair in encoded.pairs if not is_protocol(pair)]
    yield Way((*protocol, *own), "Only the oauth_ parameters were sorted, and put before the others.")
    yield Way((*own, *protocol), "Only the oauth_ parameters were sorted, and put after the others.")


@deviates(oauth1.sorted_parameters, "ord-descending-or-reversed")
def backwards(encoded: Encoded) -> Pairs:
    """The parameters were sorted in descending order."""
    return descending(encoded.pairs)


@deviates(oauth1.sorted_parameters, "ord-descending-or-reversed", rarity=UNUSUAL)
def names_backwards(encoded: Encoded) -> Pairs:
    """The names were sorted in descending order."""
    return descending_names(encoded.pairs)


@family(oauth1.normalized_parameters, "join-wrong-separator")
def pairs_joined_otherwise(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were joined with something else than &."""
    yield from joined_with(pairs)


@family(oauth1.normalized_parameters, "join-wrong-separator", rarity=UNUSUAL)
def pairs_joined_oddly(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were joined with something odd."""
    yield from joined_oddly(pairs)


@deviates(oauth1.base_string, "method-omitted", joins=True)
def no_method(_method: str, uri: str, parameters: str) -> str:
    """The method was left out of the base string."""
    return f"{uri}&{parameters}"


@deviates(oauth1.base_string, "method-omitted", rarity=UNUSUAL, joins=True)
def empty_method(_method: str, uri: str, parameters: str) -> str:
    """The method was empty in the base string."""
    return f"&{uri}&{parameters}"


@family(oauth1.base_string, "join-wrong-separator", joins=True)
def parts_joined_otherwise(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """The parts of the base string were joined with something else than &."""
    parts = (percent(method), uri, parameters)
    for mark, rarity in SEPARATORS.items():
        if rarity < UNUSUAL:
            yield Way(mark.join(parts), f"The parts of the base string were joined with {mark!r}.", rarity)
    yield Way(f"{parts[0]}&{parts[1]}?{parts[2]}", "URI and parameters were joined with '?'.", 0.5)


@family(oauth1.base_string, "join-wrong-separator", rarity=UNUSUAL, joins=True)
def parts_joined_oddly(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """The parts of the base string were joined with something odd."""
    parts = (percent(method), uri, parameters)
    for mark, rarity in SEPARATORS.items():
        if rarity == UNUSUAL:
            yield Way(mark.join(parts), f"The parts of the base string were joined with {mark!r}.")
    for mark in ("", ",", " ", ":", "|", ".", "\n", "%26"):
        yield Way(f"{parts[0]}&{parts[1]}{mark}{parts[2]}", f"URI and parameters were joined with {mark!r}.")
    for mark in ("?", "", ",", " ", ":", "|", ".", "\n", "%26"):
        yield Way(f"{parts[0]}{mark}{parts[1]}&{parts[2]}", f"Method and URI were joined with {mark!r}.", UNUSUAL)


def unexpanded_deviations() -> Iterator[Deviation]:
    """For each part: a placeholder or an empty variable stands in its place."""
    parts = (
        ("method", oauth1.http_method),
        ("uri", oauth1.encoded_uri),
        ("parameters", oauth1.parameters_encoded_again),
    )
    for name, stage in parts:

        def ways(*_: Any, name: str = name) -> Iterator[Way[str]]:
            for way in placeholders(f"The {name} part of the base string", name):
                yield Way(percent(way.value), way.detail, way.rarity)
                yield Way(way.value, way.detail, way.rarity + 0.5)

        yield Deviation("join-fields-unexpanded", stage, ways, constant=True)


@family(oauth1.base_string, "join-field-missing", rarity=UNUSUAL, joins=True)
def part_missing(*parts: str) -> Iterator[Way[str]]:
    """A part of the base string was left out."""
    names = ("method", "base string URI", "parameters")
    encoded = [percent(parts[0]), *parts[1:]]
    for index, name in enumerate(names):
        yield Way("&".join(encoded[:index] + encoded[index + 1 :]), f"The {name} was left out of the base string.")


@family(oauth1.base_string, "join-trailing-newline", rarity=UNUSUAL, joins=True)
def trailing_newline(*parts: str) -> Iterator[Way[str]]:
    """There is a line end after the base string."""
    yield Way(oauth1.base_string(*parts) + "\n", "There is a line feed after the base string.")
    yield Way(oauth1.base_string(*parts) + "\r\n", "There are CR and LF after the base string.", 0.5)
    yield Way(oauth1.base_string(*parts) + "&", "There is an & after the base string.", 0.5)


@family(oauth1.base_string, "join-field-order", rarity=UNUSUAL, joins=True)
def parts_swapped(*parts: str) -> Iterator[Way[str]]:
    """The parts of the base string are in another order."""
    from itertools import permutations

    for order in permutations([percent(parts[0]), *parts[1:]]):
        yield Way("&".join(order), "The parts of the base string are in another order.")


DEVIATIONS.extend(encoder_deviations())
DEVIATIONS.extend(order_deviations())
DEVIATIONS.extend(unexpanded_deviations())
