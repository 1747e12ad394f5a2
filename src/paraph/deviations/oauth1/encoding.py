"""Mistakes in encoding the parameters, and the base string's parts or its whole text."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.encoding import base64_text, percent, percent_safe
from paraph.core.message import wire_bytes
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
from paraph.deviations.grammar import Option, ranked_deviations
from paraph.deviations.key_grammar import lower_hex
from paraph.deviations.rarity import SELDOM, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.signing import Encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Pairs


EVERYWHERE = 1.0
"""How much rarer a wrong encoder of the whole base string, or of its parts, is than one of the parameters alone."""
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
        is_narrow = encoder in (DECODED_TWICE, DECODED_PLUS)  # the values have escapes inside
        yield Deviation(encoder.id, stage, ways, {}, encoder.rarity, needs=needs, is_narrow=is_narrow)
        if encoder.name is encoder.value and not is_narrow:

            def everywhere(pairs: Pairs, encoder: Any = encoder) -> Iterator[Way[Encoded]]:
                return islice(encoder.ways(pairs, Encoded), 1)

            rarity = encoder.rarity + (SELDOM if encoder.id == "enc-twice" else EVERYWHERE)
            yield Deviation(encoder.id, stage, everywhere, second_encoding_by(encoder.value), rarity, needs=needs)

    def js_ways(pairs: Pairs) -> tuple[Way[Encoded], ...]:
        return (Way(Encoded(JS.pairs(pairs), pairs), "Only the first of each of ! ' ( ) * was encoded."),)

    repaired = {oauth1.normalized_parameters: lambda pairs: repair_first(oauth1.normalized_parameters(pairs))}
    yield Deviation("enc-first-occurrence-only", oauth1.encoded_parameters, js_ways, repaired, needs=JS.needs)
    joined = second_encoding_by(lambda text: repair_first(percent_safe(text, "-._~!'()*")))
    yield Deviation("enc-first-occurrence-only", oauth1.encoded_parameters, js_ways, joined, needs=JS.needs)


def again_but_plus(parameters: str) -> str:
    """The parameters encoded again, + left: there is none but for a space."""
    return percent(parameters).replace("%2B", "+")


@family(
    oauth1.encoded_parameters,
    "enc-space-as-plus",
    rarity=1.0,
    coupled={oauth1.parameters_encoded_again: again_but_plus},
    needs=" ",
)
def bare_plus(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """A space was written as +, and stayed so when the parameters were encoded again."""
    form = partial(percent_safe, safe="-._~", space="+")
    yield Way(
        Encoded(tuple([(form(name), form(value)) for name, value in pairs]), pairs),
        "A space was written as +, also in the base string.",
    )


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


@family(oauth1.parameters_encoded_again, "enc-none")
def parameters_never_encoded(parameters: str) -> Iterator[Way[str]]:
    """The parameters were not encoded at all: neither one by one, as far as they show, nor as a whole."""
    if "%" not in parameters:
        yield Way(parameters, "The parameters stand in the base string without any percent-encoding.")


@deviates(oauth1.encoded_uri, "enc-once-too-few")
def uri_not_encoded(uri: str) -> str:
    """The base string URI was not encoded."""
    return uri


@family(oauth1.encoded_uri, "enc-once-too-few", rarity=1.5)
def uri_partly_encoded(uri: str) -> Iterator[Way[str]]:
    """Only a part of the base string URI was encoded, or only some of its characters."""
    scheme, mark, rest = uri.partition("://")
    authority, slash, path = rest.partition("/")
    yield Way(f"{scheme}{mark}{authority}{percent(slash + path)}", "Of the base string URI, only the path was encoded.")
    said = "In the base string URI, only {} was encoded."
    yield Way(uri.replace("/", "%2F"), said.format("/"))
    yield Way(uri.replace("/", "%2F").replace(":", "%3A"), said.format(": and /"))
    yield Way(f"{percent(scheme + mark)}{authority}{slash}{path}", said.format("the scheme"), 1.0)
    yield Way(base64_text(wire_bytes(uri)), "The base string URI was encoded as base64 instead.", SELDOM)


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
            yield Deviation(encoder.id, stage, ways, others, encoder.rarity + EVERYWHERE, needs=encoder.needs)


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


def whole_url_encoded() -> Iterator[Deviation]:
    """URI and parameters were joined to one text first, and that was encoded."""
    for words, (start, form, rarity) in WHOLE_FORMS.items():
        for encoder in (RIGHT, *WHOLE_ENCODERS[:8]):
            if encoder.rarity <= 0.0:

                def join(*parts: str, start: str = start, form: str = form, encode: Any = encoder.value) -> str:
                    method, uri, parameters = parts
                    whole: str = encode(form.format(method=method, uri=uri, parameters=parameters))
                    return f"{method}{start}{whole}" if start else whole

                def ways(uri: str, words: str = words, detail: str = encoder.detail) -> tuple[Way[str], ...]:
                    return (Way(uri, f"{words}, and encoded as one text. {detail}".strip()),)

                coupled: dict[Any, Any] = {oauth1.parameters_encoded_again: plain, oauth1.base_string: join}
                how_rare = rarity if encoder is RIGHT else rarity + SELDOM
                yield Deviation("enc-whole-query-once", oauth1.encoded_uri, ways, coupled, how_rare)


WHOLE_FORMS = {
    "URI and parameters were joined with '?'": ("&", "{uri}?{parameters}", 0.5),
    "URI and parameters were joined with '&'": ("&", "{uri}&{parameters}", 1.0),
    "Method, URI and parameters were joined with '&'": ("", "{method}&{uri}&{parameters}", 1.0),
    "Method, URI and parameters were joined with '&' and '?'": ("", "{method}&{uri}?{parameters}", 1.0),
    "The method was left out, URI and parameters were joined with '?'": ("", "{uri}?{parameters}", SELDOM),
}
"""The sign between the method and the text that is encoded as one; that text; how rare it is. No sign: no method before it."""


def encode_whole(method: str, uri: str, parameters: str) -> str:
    """The whole base string, percent-encoded once more."""
    return percent(oauth1.base_string(method, uri, parameters))


@family(oauth1.encoded_uri, "enc-twice", coupled={oauth1.base_string: encode_whole})
def uri_raw_then_whole_encoded(uri: str) -> Iterator[Way[str]]:
    """The URI was joined as it is, and then the whole base string was encoded, so that the parameters are encoded once too often."""
    yield Way(uri, "The URI was joined as it is, and then the whole base string was percent-encoded once more.")


ENCODED_WHOLE: dict[str, Callable[[str], str]] = {
    "percent-encoded once more": percent,
    "percent-encoded once more, with escapes in lower-case hex": lambda text: lower_hex(percent(text)),
    "percent-encoded once more, but for its &": lambda text: percent_safe(text, "-._~&"),
    "percent-encoded once more, in lower case": lambda text: percent(text).lower(),
    "percent-encoded once more, but for & and =": lambda text: percent_safe(text, "-._~&="),
    "percent-encoded once more, ~ too": lambda text: percent_safe(text, "-._"),
    "percent-encoded once more, - too": lambda text: percent_safe(text, "._~"),
    "percent-encoded once more, . too": lambda text: percent_safe(text, "-_~"),
    "percent-encoded once more, _ too": lambda text: percent_safe(text, "-.~"),
    "percent-encoded once more, all but letters and digits": percent_safe,
    "percent-encoded once more, twice": lambda text: percent(percent(text)),
}


def whole_deviations() -> Iterator[Deviation]:
    """The whole base string was encoded once more; other changes are those of any text."""
    options = [
        Option(
            "enc-twice",
            f"The whole base string was {said}.",
            lambda *parts, change=change: change(oauth1.base_string(*parts)),
        )
        for said, change in ENCODED_WHOLE.items()
    ]
    yield from ranked_deviations("enc-twice", oauth1.base_string, options[:1], rarity=0.5)
    yield from ranked_deviations("enc-twice", oauth1.base_string, options[1:], rarity=SELDOM)


DEVIATIONS.extend(encoder_deviations())
DEVIATIONS.extend(second_encodings())
DEVIATIONS.extend(whole_url_encoded())
DEVIATIONS.extend(whole_deviations())
DEVIATIONS.extend(mixed_deviations(oauth1.encoded_parameters, Encoded))
