"""Mistakes about where parameters are and which of them are signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import FORM_TYPE, parse_form
from paraph.core.message import Pairs, Request, wire_text
from paraph.deviations.arrays import array_notations
from paraph.deviations.few import few, few_ways
from paraph.deviations.grammar import ANOTHER_MISTAKE, Change, compose_ways
from paraph.deviations.parameters import (
    array_free_collapses,
    extra_pairs,
    line_ends,
    renderings,
    value_forms,
    without_some,
)
from paraph.deviations.rarity import AFTER_NARROWER, ODD, UNUSUAL
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.readings import json_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


@family(duo.sent_parameters, "place-params-url-for-body")
def other_place(request: Request, carrier: str) -> Iterator[Way[Pairs]]:
    """The parameters were sent where this method does not carry them."""
    if carrier == "query":
        if request.body and request.media_type in ("", FORM_TYPE):
            said = "The parameters are in the body; a GET or DELETE carries them in the URL."
            yield Way(parse_form(wire_text(request.body)), said)
            yield Way(parse_form(request.query) + parse_form(wire_text(request.body)), said, UNUSUAL)
    elif request.query:
        said = "The parameters are in the URL; this method carries them in the body."
        yield Way(parse_form(request.query), said)
        if request.media_type == FORM_TYPE:
            yield Way(parse_form(request.query) + parse_form(wire_text(request.body)), said, UNUSUAL)


@family(duo.sent_parameters, "place-json-for-form")
def json_for_form(request: Request, carrier: str) -> Iterator[Way[Pairs]]:
    """The body is JSON, but its members were signed as parameters."""
    if carrier == "form":
        members = json_parameters(request, carrier)
        yield Way(members, "The body is JSON; its members were signed as form parameters.")


@family(duo.sent_parameters, "v5-body-not-as-sent")
def parameters_not_emptied(request: Request, carrier: str) -> Iterator[Way[Pairs]]:
    """The JSON members were signed on the line of the parameters too."""
    if carrier == "nothing":
        yield Way(json_parameters(request, carrier), "The line of the parameters was not left empty.")
        yield Way(parse_form(request.query), "The query was signed on the line of the parameters.", 1.0)


@deviates(duo.signed_parameters, "params-not-signed")
def no_parameters(_sent: Pairs) -> Pairs:
    """None of the parameters was signed."""
    return ()


@family(duo.signed_parameters, "params-added-after-signing", rarity=AFTER_NARROWER)
def some_removed(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters were added once the signature existed."""
    yield from without_some(sent, "was added after signing", "were added after signing")


@family(duo.signed_parameters, "params-empty-signed-not-sent")
def empties_toggled(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters without value are on one side only."""
    empty = [name for name, value in sent if not value]
    if empty:
        said = f"{', '.join(empty)} without value was sent, but not signed."
        yield Way(tuple(pair for pair in sent if pair[1]), said)
        for name in few(dict.fromkeys(empty)) if len(empty) > 1 else ():
            yield Way(tuple(pair for pair in sent if pair != (name, "")), f"{name} without value was not signed.", 0.5)
    present = {name for name, _ in sent}
    for name in duo_names():
        if name not in present:
            yield Way((*sent, (name, "")), f"{name} without value was signed, but not sent.", UNUSUAL)


def duo_names() -> tuple[str, ...]:
    """Parameters of Duo that are often left empty."""
    return (
        "mintime", "maxtime", "limit", "offset", "next_offset", "username", "user_id", "realname", "email", "notes",
        "alias1", "status", "device", "factor", "passcode", "ipaddr", "account_id", "sort", "name", "desc", "number",
        "type", "platform", "trusted_device_token", "pushinfo", "hostname", "display_username", "async", "phone",
    )  # fmt: skip


def empties_dropped(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters without value were not signed."""
    kept = tuple(pair for pair in sent if pair[1])
    yield Way(kept, f"{', '.join(name for name, value in sent if not value)} without value was sent, but not signed.")


@family(duo.signed_parameters, "params-duplicates-collapsed")
def duplicates_collapsed(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Repeated names were reduced to one."""
    yield from array_free_collapses(sent)


@family(duo.signed_parameters, "params-bool-rendering")
def rendered_otherwise(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Values were turned into text in another way for signing than for sending."""
    yield from renderings(sent)


@family(duo.sent_parameters, "", rarity=1.0)
def body_as_parameter(request: Request, _carrier: str) -> Iterator[Way[Pairs]]:
    """The body as it is was signed as one parameter."""
    text = wire_text(request.body)
    if text:
        yield Way(((text, ""),), "The body was signed as the name of a parameter without value.")
        yield Way((("", text),), "The body was signed as the value of a parameter without name.")
        for name in ("body", "data", "json", "payload", "params"):
            yield Way(((name, text),), f"The body was signed as the parameter {name}.", 1.0)
        yield Way(parse_form(text), "The body was signed as a form.")
        yield Way(json_parameters(request, ""), "The members of the JSON body were signed as parameters.")


@family(duo.signed_parameters, "params-array-notation", rarity=1.5)
def arrays_otherwise(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Arrays were written in another notation."""
    yield from array_notations(sent)


@family(duo.signed_parameters, "", rarity=ODD - 1)
def other_value_forms(sent: Pairs) -> Iterator[Way[Pairs]]:
    """The values were signed in another form."""
    yield from value_forms(sent)


@family(duo.signed_parameters, "body-line-endings", needs="\r\n")
def other_line_ends(sent: Pairs) -> Iterator[Way[Pairs]]:
    """The values were signed with other line ends."""
    yield from line_ends(sent)


@family(duo.signed_parameters, "", rarity=0.5)
def doubled(sent: Pairs) -> Iterator[Way[Pairs]]:
    """A parameter was signed twice."""
    yield from extra_pairs(sent, (("", ""),))


SETS = (
    Change("params-added-after-signing", some_removed),
    Change("params-empty-signed-not-sent", empties_dropped),
    Change("params-duplicates-collapsed", duplicates_collapsed),
    Change("params-array-notation", arrays_otherwise),
    Change("params-bool-rendering", rendered_otherwise),
    Change("", other_value_forms),
    Change("", doubled),
)
"""What changes the set of signed parameters, in the order in which changes are combined."""


@family(duo.signed_parameters, "", rarity=ANOTHER_MISTAKE + 5.0)
def two_changes(sent: Pairs) -> Iterator[Way[Pairs]]:
    """Two changes to the set of signed parameters."""
    yield from few_ways(compose_ways(SETS, sent), sent)
