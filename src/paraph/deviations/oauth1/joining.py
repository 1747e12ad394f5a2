"""Mistakes in joining the parameters and the parts of the base string."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.encoding import percent
from paraph.deviations.encoders import (
    plain,
)
from paraph.deviations.grammar import Dimension, Option, grammar_deviations, ranked_deviations
from paraph.deviations.joins import (
    PAIR_DIMENSIONS,
    as_json,
    join_pairs,
    number_repeated,
    other_joins,
    separators,
    values_alone,
)
from paraph.deviations.placeholders import placeholders
from paraph.deviations.rarity import ODD, SELDOM
from paraph.deviations.text_changes import OF_ALL, changed_joins, text_deviations
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from paraph.core.message import Pairs


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


@family(oauth1.normalized_parameters, "join-wrong-separator", rarity=1.0)
def parameters_as_text(pairs: Pairs) -> Iterator[Way[str]]:
    """The parameters were signed as JSON text, or without their names."""
    for text, said in (*as_json(pairs), *other_joins(pairs), *values_alone(pairs)):
        yield Way(text, said)


@family(oauth1.normalized_parameters, "params-array-notation", rarity=SELDOM)
def numbered_names(pairs: Pairs) -> Iterator[Way[str]]:
    """Repeated names were numbered after they were sorted."""
    for text, said in number_repeated(pairs):
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

        yield Deviation("join-fields-unexpanded", stage, ways, {}, 0.5, constant=True)


METHOD_PART = Dimension(
    "{method}",
    (
        Option("method-omitted", "The method was left out of the base string.", ""),
        Option("method-omitted", "The method was empty in the base string.", "empty", 1.0),
        Option("join-field-order", "The method stands at the end of the base string.", "last", 2.0),
        Option("", "The method stands in double quotes in the base string.", "quoted", SELDOM),
    ),
)
AFTER_METHOD = Dimension("&", separators("&", "Method and URI were"))
BEFORE_PARAMETERS = Dimension(
    "&",
    (
        Option("join-wrong-separator", "URI and parameters were joined with '?' and encoded as one URL.", "%3F"),
        *separators("&", "URI and parameters were", but=("%26",)),
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
        own = {METHOD_PART.right: percent(method), "quoted": f'"{method}"'}.get(method_part, "")
        text = f"{own}{first}{text}"
    return f"{around[0]}{text}{around[1]}"


def parts_joined_by(method: str, uri: str, parameters: str, mark: str) -> str:
    """The parts of the base string joined with one sign."""
    return mark.join((percent(method), uri, parameters))


PARTS_JOINED_BY: list[Option[Callable[..., str]]] = [
    Option(
        option.id,
        f"The parts of the base string were joined with {option.value!r} instead of '&'.",
        partial(parts_joined_by, mark=option.value),
        option.rarity,
    )
    for option in AFTER_METHOD.wrong
]
"""The same sign stands twice; what stands at one place only is in PARTS."""


class RawForm(NamedTuple):
    """A function that joins the parts of the base string as they are."""

    form: str
    joins: bool = True

    def __call__(self, method: str, uri: str, parameters: str) -> str:
        """Return the joined parts."""
        return self.form.format(method=method, uri=uri, parameters=parameters)


def raw_base_strings() -> Iterator[Deviation]:
    """The parts of the base string were joined without encoding them, in the ways in which people do that."""
    said = "Neither URI nor parameters were encoded in the base string"
    for mark in ("&", "", "?", "\n", " ", ",", "|"):
        for words, form in RAW_FORMS.items():

            def ways(uri: str, words: str = words, mark: str = mark) -> tuple[Way[str], ...]:
                return (Way(uri, f"{said}; {words.format(mark=repr(mark))}."),)

            coupled: dict[Any, Any] = {oauth1.parameters_encoded_again: plain}
            if (mark, form) != ("&", RAW):
                coupled[oauth1.base_string] = RawForm(form.replace("{mark}", mark))
            yield Deviation(
                "enc-once-too-few",
                oauth1.encoded_uri,
                ways,
                coupled,
                RAW_MARKS.get(mark, ODD) + RAW_RARITIES.get(form, 3.0),
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
RAW_RARITIES = {RAW: 0.0, "{method}&{uri}{mark}{parameters}": 0.0, "{uri}{mark}{parameters}": 1.0}
RAW_MARKS = {"&": 0.0, "?": 1.0, "": SELDOM, "\n": SELDOM}


PARTS_MISSING: dict[str, str] = {
    "Only the parameters were signed, without method and URI.": "{2}",
    "The base string URI was left out of the base string.": "{0}&{2}",
    "The parameters were left out of the base string.": "{0}&{1}",
    "The parameters were empty in the base string.": "{0}&{1}&",
    "The base string URI was empty in the base string.": "{0}&&{2}",
    "Only the base string URI was signed.": "{1}",
}
PARTS_AS_ONE: dict[str, str] = {
    "Method and URI were joined with a blank, and encoded as one text.": "{0}%20{1}&{2}",
    "Method and URI were joined with a blank.": "{0} {1}&{2}",
    "The parts of the base string were written as a JSON list.": '["{0}", "{1}", "{2}"]',
    "The parts of the base string were written as a compact JSON list.": '["{0}","{1}","{2}"]',
    "URI and parameters were joined with '?' and encoded as one URL, after the method without a sign.": "{0}{1}%3F{2}",
}
PARTS_SWAPPED = ("{1}&{0}&{2}", "{0}&{2}&{1}", "{1}&{2}&{0}", "{2}&{0}&{1}", "{2}&{1}&{0}")
IN_ANOTHER_ORDER = "The parts of the base string are in another order."


def parts_written(form: str) -> Callable[..., str]:
    """A function that writes method, URI and parameters in that form."""
    return lambda method, *parts: form.format(percent(method), *parts)


def form_options(mistake: str, forms: Iterable[tuple[str, str]]) -> list[Option[Callable[..., str]]]:
    """The options of forms of the base string, each with its sentence."""
    return [Option(mistake, said, parts_written(form)) for said, form in forms]


DEVIATIONS.extend(unexpanded_deviations())
DEVIATIONS.extend(raw_base_strings())
DEVIATIONS.extend(grammar_deviations(oauth1.normalized_parameters, PAIR_DIMENSIONS, join_pairs))
DEVIATIONS.extend(ranked_deviations("join-wrong-separator", oauth1.base_string, PARTS_JOINED_BY, joins=True))
FORMS: tuple[tuple[str, list[tuple[str, str]], float], ...] = (
    ("join-field-missing", [*PARTS_MISSING.items()], 1.5),
    ("join-wrong-separator", [*PARTS_AS_ONE.items()], 2.0),
    ("join-field-order", [(IN_ANOTHER_ORDER, form) for form in PARTS_SWAPPED], 2.0),
)
"""Other forms of the base string: the mistake, the sentences with their forms, and how rare they are."""
for _mistake, _forms, _rarity in FORMS:
    _options = form_options(_mistake, _forms)
    DEVIATIONS.extend(ranked_deviations(_mistake, oauth1.base_string, _options, rarity=_rarity, joins=True))
DEVIATIONS.extend(grammar_deviations(oauth1.base_string, PARTS, join_parts, joins=True))
DEVIATIONS.extend(text_deviations(oauth1.base_string, "The base string", OF_ALL))
DEVIATIONS.extend(changed_joins(oauth1.base_string, PARTS, join_parts, "The base string"))
for _stage, _what in (
    (oauth1.http_method, "The method"),
    (oauth1.authority, "The host"),
    (oauth1.path, "The path"),
    (oauth1.base_string_uri, "The base string URI"),
    (oauth1.encoded_uri, "The encoded base string URI"),
    (oauth1.normalized_parameters, "The text of the normalized parameters"),
    (oauth1.parameters_encoded_again, "The text of the encoded parameters"),
):
    DEVIATIONS.extend(text_deviations(_stage, _what, rarity=2.0))
