"""Mistakes about which parameters are signed."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.core.encoding import base64_text, percent
from paraph.core.message import wire_bytes
from paraph.deviations.arrays import array_notations
from paraph.deviations.few import few, few_ways
from paraph.deviations.grammar import ANOTHER_MISTAKE, Change, compose_ways
from paraph.deviations.joins import bare_names
from paraph.deviations.parameters import (
    array_free_collapses,
    extra_pairs,
    renderings,
    value_forms,
    were_signed,
    without_some,
)
from paraph.deviations.rarity import AFTER_NARROWER, ODD, SELDOM, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.names import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


@family(oauth1.signed_parameters, "params-not-signed")
def only_protocol(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Only the oauth_ parameters were signed."""
    own = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    yield Way(own, "Only the oauth_ parameters were signed.", AFTER_NARROWER)
    yield Way((), "No parameter was signed.", 0.5)
    yield Way(tuple(p for p in pairs if not p[0].startswith("oauth_")), "The oauth_ parameters were not signed.", 0.5)


def removals(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The parameters with one to three of those that are not oauth_ left out, then with oauth_ ones left out."""
    own = tuple(pair for pair in pairs if not pair[0].startswith("oauth_"))
    protocol = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    for way in without_some(own, "was added after signing", "were added after signing"):
        yield Way(kept_in_order(pairs, (*protocol, *way.value)), way.detail, way.rarity)


def protocol_removals(pairs: Pairs, size: int = 1) -> Iterator[Way[Pairs]]:
    """The parameters without `size` of those that are oauth_."""
    names = few(name for name, _ in pairs if name.startswith("oauth_"))
    for left_out in few_ways(combinations(names, size), pairs):
        kept = tuple(pair for pair in pairs if pair[0] not in left_out)
        yield Way(kept, f"{', '.join(left_out)} {'was' if size == 1 else 'were'} not signed.")


def kept_in_order(pairs: Pairs, wanted: Pairs) -> Pairs:
    """Those of `pairs` that are in `wanted`, repeats counted."""
    left = Counter(wanted)
    kept = []
    for pair in pairs:
        if left[pair]:
            left[pair] -= 1
            kept.append(pair)
    return tuple(kept)


DEVIATIONS.append(Deviation("params-added-after-signing", oauth1.signed_parameters, removals, {}, AFTER_NARROWER))
DEVIATIONS.append(Deviation("params-subset-known", oauth1.signed_parameters, removals, {}, UNUSUAL))
for _size, _rarity in ((1, 0.5), (2, 3.0), (3, 5.0), (4, 6.0), (5, 6.0)):
    _ways = partial(protocol_removals, size=_size)
    DEVIATIONS.append(Deviation("params-subset-known", oauth1.signed_parameters, _ways, {}, _rarity))


@family(oauth1.signed_parameters, "params-subset-known", rarity=1.5)
def known_only(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Only a fixed list of parameters was signed."""
    yield Way(tuple(p for p in pairs if p[0] in REQUIRED), "Only the required oauth_ parameters were signed.")
    own = [name for name, _ in pairs if not name.startswith("oauth_")]
    for kept in few(dict.fromkeys(own)):
        chosen = tuple(pair for pair in pairs if pair[0].startswith("oauth_") or pair[0] == kept)
        yield Way(chosen, f"Of the parameters that are not oauth_, only {kept} was signed.", 0.5)
    for pair in dict.fromkeys((pairs[0], pairs[-1], min(pairs), max(pairs)) if pairs else ()):
        yield Way((pair,), f"Only one parameter was signed, {pair[0]}.", 0.5)
    names = ("oauth_consumer_key", "oauth_nonce", "oauth_timestamp")
    for kept_names in (names, (*names, "oauth_token"), names[:1]):
        said = f"Only {were_signed(kept_names)}."
        yield Way(tuple(pair for pair in pairs if pair[0] in kept_names), said, SELDOM)


def scope_toggles(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """One parameter that is not oauth_ is on one side only."""
    for name, value in few(pairs):
        if not name.startswith("oauth_"):
            yield Way(tuple(p for p in pairs if p != (name, value)), f"{name} was sent, but not signed.")
    for name, value in (("scope", ""), ("format", "json"), ("xoauth_requestor_id", ""), ("format", "Raw")):
        if name not in dict(pairs):
            yield Way((*pairs, (name, value)), f"{name}={value} was signed, but not sent.", UNUSUAL)


DEVIATIONS.append(Deviation("params-scope-or-extra", oauth1.signed_parameters, scope_toggles, {}, UNUSUAL))


LTI_FIELDS = (
    "context_label", "context_title", "context_type", "launch_presentation_css_url", "launch_presentation_document_target",
    "launch_presentation_height", "launch_presentation_locale", "launch_presentation_return_url", "launch_presentation_width",
    "lis_outcome_service_url", "lis_person_contact_email_primary", "lis_person_name_family", "lis_person_name_full",
    "lis_person_name_given", "lis_person_sourcedid", "lis_result_sourcedid", "resource_link_description", "resource_link_title",
    "role_scope_mentor", "tool_consumer_info_product_family_code", "tool_consumer_info_version",
    "tool_consumer_instance_contact_email", "tool_consumer_instance_description", "tool_consumer_instance_guid",
    "tool_consumer_instance_name", "tool_consumer_instance_url", "user_image", "basiclti_submit", "ext_submit",
)  # fmt: skip
"""The optional fields of a launch (IMS Global, Learning Tools Interoperability Implementation Guide 1.1)."""


def empties(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters without value are on one side only."""
    empty = [name for name, value in pairs if not value]
    if empty:
        said = f"{', '.join(empty)} without value was sent, but not signed."
        yield Way(tuple(pair for pair in pairs if pair[1]), said)
        for name in few(dict.fromkeys(empty)) if len(empty) > 1 else ():
            yield Way(tuple(p for p in pairs if p != (name, "")), f"{name} without value was not signed.", 0.5)
    present = {name for name, _ in pairs}
    for name in ("oauth_token", "oauth_callback", "oauth_verifier", "oauth_version", "oauth_body_hash"):
        if name not in present:
            rarity = UNUSUAL if name == "oauth_body_hash" else 0.3
            yield Way((*pairs, (name, "")), f"{name} without value was signed, but not sent.", rarity)
    for name in LTI_FIELDS if "lti_message_type" in present else ():
        if name not in present:
            yield Way((*pairs, (name, "")), f"{name} without value was signed, but not sent.", UNUSUAL)
    if "oauth_token" in present:
        rest = tuple(pair for pair in pairs if pair[0] != "oauth_token")
        yield Way((*rest, ("oauth_token", "")), "oauth_token was signed without its value.", UNUSUAL)


DEVIATIONS.append(Deviation("params-empty-signed-not-sent", oauth1.signed_parameters, empties))


@family(oauth1.signed_parameters, "params-valueless-key", rarity=0.3)
def valueless_dropped(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Names without value were left out."""
    own = [name for name, value in pairs if not value and not name.startswith("oauth_")]
    if own:
        yield Way(tuple(pair for pair in pairs if pair[1]), f"{', '.join(own)} without value was left out.")
        for name in few(dict.fromkeys(own)):
            yield Way(tuple(p for p in pairs if p != (name, "")), f"{name} without value was left out.", 0.3)


@family(oauth1.normalized_parameters, "params-valueless-key")
def valueless_bare(pairs: Pairs) -> Iterator[Way[str]]:
    """A name without value was signed without its equals sign."""
    for place, (text, said) in enumerate(bare_names(pairs)):
        yield Way(text, said, 0.5 if place else 0.0)


DEVIATIONS.append(Deviation("params-duplicates-collapsed", oauth1.signed_parameters, array_free_collapses))


DEVIATIONS.append(Deviation("params-array-notation", oauth1.signed_parameters, array_notations, {}, 1.5))


@family(oauth1.signed_parameters, "", rarity=0.5)
def extra_parameters(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A parameter was signed that belongs to no request, or was signed twice."""
    for value in ("", "null", "undefined", "None"):
        said = f"oauth_signature={value} was signed along."
        yield Way((*pairs, ("oauth_signature", value)), said, 0.0 if not value else ODD)
    for name, value in (("", ""), ("OAuth", "")):
        yield Way((*pairs, (name, value)), f"{name}= was signed along.", ODD)
    yield from extra_pairs(pairs, (("", ""),))


@family(oauth1.signed_parameters, "", rarity=ODD - 1)
def other_value_forms(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The values were signed in another form, those of oauth_ parameters too or not."""
    own = tuple([pair for pair in pairs if not pair[0].startswith("oauth_")])
    protocol = tuple([pair for pair in pairs if pair[0].startswith("oauth_")])
    for way in value_forms(own):
        yield way._replace(value=(*protocol, *way.value), detail=f"Of the parameters that are not oauth_: {way.detail}")
    yield from value_forms(pairs)


@family(oauth1.signed_parameters, "params-bool-rendering")
def rendered_otherwise(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Values were turned into text in another way for signing than for sending."""
    own = tuple([pair for pair in pairs if not pair[0].startswith("oauth_")])
    protocol = tuple([pair for pair in pairs if pair[0].startswith("oauth_")])
    for way in renderings(own):
        yield way._replace(value=(*protocol, *way.value))


SWAPPED_VALUES = (("oauth_consumer_key", "oauth_token"), ("oauth_nonce", "oauth_timestamp"))
"""Parameters whose values are exchanged, or of which one gets the value of the other."""


@family(oauth1.signed_parameters, "", rarity=ODD - 2)
def protocol_values(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The value of an oauth_ parameter was signed in another form."""
    for name, value in few(pairs):
        if name.startswith("oauth_"):
            forms = {percent(value): 0.0, value.lower(): 0.0, value.upper(): 0.0, value.rstrip("="): 0.0, value.strip(): 1.0, f'"{value}"': 1.0,
                     f"'{value}'": 2.0, value.replace("-", ""): 1.0, value.replace("-", "_"): 2.0, value.partition(".")[0]: 1.0,
                     value.rpartition("-")[2]: 1.0, "": 1.0, base64_text(wire_bytes(value)): 1.0, value[:-1]: 1.0, value[1:]: 2.0, value[-3:]: 2.0, value + "\n": 2.0, value.replace("+", " "): 1.0,
                     value.replace("HMAC-SHA", "HMAC-SHA-"): 0.0}  # fmt: skip
            for form, rarity in forms.items():
                changed = tuple([(n, form if (n, v) == (name, value) else v) for n, v in pairs])
                yield Way(changed, f"{name} was signed as {form!r}.", rarity)
    for one, other in SWAPPED_VALUES:
        values = dict(pairs)
        if one in values and other in values:
            swapped = {one: values[other], other: values[one]}
            for names in ((one, other), (one,), (other,)):
                changed = tuple([(n, swapped[n] if n in names else v) for n, v in pairs])
                yield Way(changed, f"{were_signed(names)} with the value of the other.", 1.0)
    for said, change in (
        ("without oauth_", lambda name: name.removeprefix("oauth_")),
        ("with capitals", str.title),
        ("in upper case", str.upper),
        ("in camel case", lambda name: name[:6].replace("_", "") + name[6:].title().replace("_", "")),
        ("with hyphens", lambda name: name.replace("_", "-")),
        ("without underscores", lambda name: name.replace("_", "")),
    ):
        renamed = tuple([(change(n) if n.startswith("oauth_") else n, v) for n, v in pairs])
        yield Way(renamed, f"The names of the oauth_ parameters were signed {said}.", 0.5)


SETS = (
    Change("params-not-signed", only_protocol),
    Change("params-added-after-signing", removals),
    Change("params-subset-known", protocol_removals),
    Change("params-empty-signed-not-sent", empties),
    Change("params-duplicates-collapsed", array_free_collapses),
    Change("params-array-notation", array_notations),
    Change("params-bool-rendering", rendered_otherwise),
    Change("", other_value_forms),
    Change("", extra_parameters),
    Change("", protocol_values),
)
"""What changes the set of signed parameters, in the order in which changes are combined."""


@family(oauth1.signed_parameters, "", rarity=ANOTHER_MISTAKE + 5.0)
def two_changes(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Two changes to the set of signed parameters."""
    yield from few_ways(compose_ways(SETS, pairs), pairs)
