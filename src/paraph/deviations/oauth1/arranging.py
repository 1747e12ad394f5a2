"""Mistakes in encoding, ordering and joining."""

from __future__ import annotations

from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Sweep, Way
from paraph.core.encoding import percent, percent_safe, unpercent
from paraph.deviations.encoder_family import ENCODERS, WHOLE_ENCODERS, mixed_deviations
from paraph.deviations.encoders import (
    DECODED_PLUS,
    DECODED_TWICE,
    JS,
    RESERVED,
    RIGHT,
    both,
    plain,
    repair_first,
    safe,
)
from paraph.deviations.grammar import Dimension, Option, grammar_deviations
from paraph.deviations.joins import PAIR_DIMENSIONS, as_json, join_pairs, joined_otherwise, separators, values_alone
from paraph.deviations.keys import lower_hex
from paraph.deviations.orders import ORDERS, descending, descending_names, sorted_by
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import SELDOM, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.signing import Encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    for encoder in (*ENCODERS, DECODED_TWICE, DECODED_PLUS):

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


@deviates(oauth1.parameters_encoded_again, "enc-once-too-few")
def parameters_not_again(parameters: str) -> str:
    """The joined parameters were not encoded as a whole."""
    return parameters


@deviates(oauth1.encoded_uri, "enc-once-too-few")
def uri_not_encoded(uri: str) -> str:
    """The base string URI was not encoded."""
    return uri


def second_encodings() -> Iterator[Deviation]:
    """For each wrong encoder: it encodes the URI, the joined parameters, or both."""
    places: tuple[tuple[Any, str, tuple[Any, ...]], ...] = (
        (oauth1.encoded_uri, "in the base string URI", ()),
        (oauth1.parameters_encoded_again, "in the joined parameters", ()),
    )
    for encoder in WHOLE_ENCODERS:
        for stage, where, coupled in (*places, (oauth1.encoded_uri, "in URI and joined parameters", WHOLE)):
            said = f"{encoder.detail[:-1]}, {where}."

            def ways(text: str, encoder: Any = encoder, said: str = said) -> tuple[Way[str], ...]:
                return (Way(encoder.value(text), said),)

            others = dict.fromkeys(coupled, encoder.value)
            yield Deviation(encoder.id, stage, ways, others, encoder.rarity + 0.5, needs=encoder.needs)


WHOLE = (oauth1.parameters_encoded_again,)


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


@family(oauth1.sorted_parameters, "ord-unsorted", rarity=1.5)
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


@DEVIATIONS.sweeping(oauth1.sorted_parameters, "ord-unsorted")
def any_protocol_order(encoded: Encoded) -> Iterator[Sweep[Pairs]]:
    """The oauth_ parameters were signed in any order, before or after the others as they were sent or sorted."""
    protocol = tuple(pair for pair in encoded.pairs if is_protocol(pair))
    own = tuple(pair for pair in encoded.pairs if not is_protocol(pair))

    def orders() -> list[Pairs]:
        return [
            pairs
            for order in permutations(protocol)
            for pairs in ((*own, *order), (*order, *own), (*sorted(own), *order), (*order, *sorted(own)))
        ]

    if len(protocol) <= MOST_TO_PERMUTE:
        yield Sweep(
            orders, lambda _: "The oauth_ parameters were signed in the order in which the code writes them.", 23.0
        )


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


@family(oauth1.normalized_parameters, "join-wrong-separator", rarity=1.0)
def parameters_as_text(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were signed as JSON text, or without their names."""
    for text, said in (*as_json(pairs), *joined_otherwise(pairs), *values_alone(pairs)):
        yield Way(text, said)


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

        yield Deviation("join-fields-unexpanded", stage, ways, {}, SELDOM, constant=True)


METHOD_PART = Dimension(
    "{method}",
    (
        Option("method-omitted", "The method was left out of the base string.", ""),
        Option("method-omitted", "The method was empty in the base string.", "empty", 1.0),
        Option("join-field-order", "The method stands at the end of the base string.", "last", 2.0),
    ),
)
AFTER_METHOD = Dimension("&", separators("&", "Method and URI were"))
BEFORE_PARAMETERS = Dimension(
    "&",
    (
        Option("join-wrong-separator", "URI and parameters were joined with '?' and encoded as one URL.", "%3F"),
        *separators("&", "URI and parameters were", but="%26"),
        Option("enc-once-too-few", "The & between URI and parameters was encoded.", "%26"),
    ),
)
AROUND_PARTS = Dimension(
    ("", ""),
    (
        Option("join-trailing-newline", "There is a line feed after the base string.", ("", "\n")),
        Option("join-trailing-newline", "There is an & after the base string.", ("", "&"), 0.5),
        Option("join-trailing-newline", "There are CR and LF after the base string.", ("", "\r\n"), 1.0),
        Option("join-trailing-newline", "There is a blank after the base string.", ("", " "), SELDOM),
        Option("join-wrong-separator", "There is an & before the base string.", ("&", ""), 1.0),
        Option("join-wrong-separator", "There is a line feed before the base string.", ("\n", ""), SELDOM),
        Option("join-wrong-separator", "There are double quotes around the base string.", ('"', '"'), SELDOM),
    ),
)
PARTS = (METHOD_PART, AFTER_METHOD, BEFORE_PARAMETERS, AROUND_PARTS)


def join_parts(
    method: str, uri: str, parameters: str, method_part: str, first: str, second: str, around: tuple[str, str]
) -> str:
    """The parts of the base string joined with any signs."""
    text = f"{uri}{second}{parameters}"
    if method_part == "last":
        text = f"{text}{first}{percent(method)}"
    elif method_part:
        text = f"{percent(method) if method_part == METHOD_PART.right else ''}{first}{text}"
    return f"{around[0]}{text}{around[1]}"


@family(oauth1.base_string, "join-wrong-separator", joins=True)
def parts_joined_otherwise(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """The parts of the base string were joined with something else than &."""
    for option in AFTER_METHOD.wrong:
        text = f"{percent(method)}{option.value}{uri}{option.value}{parameters}"
        said = f"The parts of the base string were joined with {option.value!r} instead of '&'."
        yield Way(text, said, option.rarity)


def raw_base_strings() -> Iterator[Deviation]:
    """The parts of the base string were joined without encoding them, in the ways in which people do that."""
    said = "Neither URI nor parameters were encoded in the base string"
    for mark in ("&", "", "?", "\n", " ", ",", "|"):
        for words, form in RAW_FORMS.items():

            def join(method: str, uri: str, parameters: str, mark: str = mark, form: str = form) -> str:
                return form.format(method=method, uri=uri, parameters=parameters, mark=mark)

            def ways(uri: str, words: str = words, mark: str = mark) -> tuple[Way[str], ...]:
                return (Way(uri, f"{said}; {words.format(mark=repr(mark))}."),)

            coupled: dict[Any, Any] = {oauth1.parameters_encoded_again: plain}
            if (mark, form) != ("&", RAW):
                coupled[oauth1.base_string] = join
            yield Deviation(
                "enc-once-too-few",
                oauth1.encoded_uri,
                ways,
                coupled,
                RAW_MARKS.get(mark, SELDOM) + RAW_RARITIES.get(form, 1.0),
            )


RAW = "{method}{mark}{uri}{mark}{parameters}"
RAW_FORMS = {
    "the parts are joined with {mark}": RAW,
    "the method is followed by &, URI and parameters are joined with {mark}": "{method}&{uri}{mark}{parameters}",
    "only the parameters were signed": "{parameters}",
    "only the base string URI was signed": "{uri}",
    "the method is left out, URI and parameters are joined with {mark}": "{uri}{mark}{parameters}",
    "the method is not separated, URI and parameters are joined with {mark}": "{method}{uri}{mark}{parameters}",
    "the method is followed by a blank, URI and parameters are joined with {mark}": "{method} {uri}{mark}{parameters}",
}
RAW_RARITIES = {RAW: 0.0, "{method}&{uri}{mark}{parameters}": 0.0, "{uri}{mark}{parameters}": 0.5}
RAW_MARKS = {"&": 0.0, "?": 0.0, "": 0.5, "\n": 0.5}


def whole_url_encoded() -> Iterator[Deviation]:
    """URI and parameters were joined to one text first, and that was encoded."""
    for words, form in WHOLE_FORMS.items():
        for encoder in (RIGHT, *WHOLE_ENCODERS[:8]):
            if encoder.rarity <= 0.0:

                def join(method: str, uri: str, parameters: str, form: str = form, encode: Any = encoder.value) -> str:
                    whole = encode(form.format(method=method, uri=uri, parameters=parameters))
                    return whole if "{method}" in form else f"{method}&{whole}"

                def ways(uri: str, words: str = words, detail: str = encoder.detail) -> tuple[Way[str], ...]:
                    return (Way(uri, f"{words}, and encoded as one text. {detail}".strip()),)

                coupled: dict[Any, Any] = {oauth1.parameters_encoded_again: plain, oauth1.base_string: join}
                yield Deviation(
                    "enc-whole-query-once", oauth1.encoded_uri, ways, coupled, 0.5 if encoder is RIGHT else SELDOM
                )


WHOLE_FORMS = {
    "URI and parameters were joined with '?'": "{uri}?{parameters}",
    "URI and parameters were joined with '&'": "{uri}&{parameters}",
    "Method, URI and parameters were joined with '&'": "{method}&{uri}&{parameters}",
    "Method, URI and parameters were joined with '&' and '?'": "{method}&{uri}?{parameters}",
}


@family(oauth1.base_string, "enc-twice", rarity=0.5)
def encoded_whole(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """The whole base string was encoded once more."""
    text = oauth1.base_string(method, uri, parameters)
    yield Way(percent(text), "The whole base string was encoded once more.")


@family(oauth1.base_string, "enc-twice", rarity=3.0)
def encoded_whole_oddly(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """The whole base string was encoded once more, in a less usual way."""
    text = oauth1.base_string(method, uri, parameters)
    said = "The whole base string was encoded once more"
    yield Way(percent(text).lower(), f"{said}, in lower case.", SELDOM)
    yield Way(lower_hex(percent(text)), f"{said}, with escapes in lower-case hex.", 0.5)
    yield Way(percent_safe(text, "-._~&"), f"{said}, but for its &.", 0.5)
    yield Way(percent_safe(text, "-._~&="), f"{said}, but for & and =.", 1.0)
    yield Way(percent_safe(text, "-._"), f"{said}, ~ too.", 1.0)
    yield Way(percent_safe(text, ""), f"{said}, all but letters and digits.", SELDOM)
    yield Way(percent(percent(text)), f"{said}, twice.", SELDOM)
    for form in (text.lower(), text.upper()):
        yield Way(form, "The whole base string was put in one case.", SELDOM)
    yield Way(unpercent(text), "The whole base string was decoded again.", SELDOM)


@family(oauth1.base_string, "join-field-missing", rarity=1.5, joins=True)
def part_missing(method: str, uri: str, parameters: str) -> Iterator[Way[str]]:
    """A part of the base string was left out."""
    method = percent(method)
    yield Way(parameters, "Only the parameters were signed, without method and URI.")
    yield Way(f"{method}&{parameters}", "The base string URI was left out of the base string.")
    yield Way(f"{method}&{uri}", "The parameters were left out of the base string.")
    yield Way(f"{method}&{uri}&", "The parameters were empty in the base string.")
    yield Way(f"{method}&&{parameters}", "The base string URI was empty in the base string.")
    yield Way(uri, "Only the base string URI was signed.", SELDOM)


@family(oauth1.base_string, "join-field-order", rarity=2.0, joins=True)
def parts_swapped(*parts: str) -> Iterator[Way[str]]:
    """The parts of the base string are in another order."""
    for order in permutations([percent(parts[0]), *parts[1:]]):
        yield Way("&".join(order), "The parts of the base string are in another order.")


DEVIATIONS.extend(encoder_deviations())
DEVIATIONS.extend(order_deviations())
DEVIATIONS.extend(unexpanded_deviations())
DEVIATIONS.extend(second_encodings())
DEVIATIONS.extend(raw_base_strings())
DEVIATIONS.extend(whole_url_encoded())
DEVIATIONS.extend(grammar_deviations(oauth1.normalized_parameters, PAIR_DIMENSIONS, join_pairs))
DEVIATIONS.extend(grammar_deviations(oauth1.base_string, PARTS, join_parts, joins=True))
DEVIATIONS.extend(mixed_deviations(oauth1.encoded_parameters, Encoded))
