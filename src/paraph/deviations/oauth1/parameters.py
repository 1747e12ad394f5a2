"""Mistakes about which parameters are signed."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.deviations.grammar import ANOTHER_MISTAKE, Change, composed_ways
from paraph.deviations.parameters import array_free_collapses, renderings, without_some
from paraph.deviations.rarity import AFTER_NARROWER, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.wire import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def protocol_removals(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The parameters without one or more of those that are oauth_."""
    names = [name for name, _ in pairs if name.startswith("oauth_")]
    for size in range(1, len(names)):
        for left_out in combinations(names, size):
            kept = tuple(pair for pair in pairs if pair[0] not in left_out)
            yield Way(
                kept,
                f"{', '.join(left_out)} {'was' if size == 1 else 'were'} not signed.",
                (0.0, 2.0, 4.0)[min(size, 3) - 1],
            )


def kept_in_order(pairs: Pairs, wanted: Pairs) -> Pairs:
    """Those of `pairs` that are in `wanted`, repeats counted."""
    left = list(wanted)
    kept = []
    for pair in pairs:
        if pair in left:
            left.remove(pair)
            kept.append(pair)
    return tuple(kept)


DEVIATIONS.append(Deviation("params-added-after-signing", oauth1.signed_parameters, removals, {}, AFTER_NARROWER))
DEVIATIONS.append(Deviation("params-subset-known", oauth1.signed_parameters, removals, {}, UNUSUAL))
DEVIATIONS.append(Deviation("params-subset-known", oauth1.signed_parameters, protocol_removals, {}, 0.5))


@family(oauth1.signed_parameters, "params-subset-known", rarity=1.5)
def known_only(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Only a fixed list of parameters was signed."""
    yield Way(tuple(p for p in pairs if p[0] in REQUIRED), "Only the required oauth_ parameters were signed.")
    own = [name for name, _ in pairs if not name.startswith("oauth_")]
    for kept in dict.fromkeys(own):
        chosen = tuple(pair for pair in pairs if pair[0].startswith("oauth_") or pair[0] == kept)
        yield Way(chosen, f"Of the parameters that are not oauth_, only {kept} was signed.", 0.5)


def scope_toggles(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """One parameter that is not oauth_ is on one side only."""
    for name, value in pairs:
        if not name.startswith("oauth_"):
            yield Way(tuple(p for p in pairs if p != (name, value)), f"{name} was sent, but not signed.")
    for name, value in (("scope", ""), ("format", "json"), ("xoauth_requestor_id", ""), ("format", "Raw")):
        if name not in dict(pairs):
            yield Way((*pairs, (name, value)), f"{name}={value} was signed, but not sent.", UNUSUAL)


DEVIATIONS.append(Deviation("params-scope-or-extra", oauth1.signed_parameters, scope_toggles, {}, UNUSUAL))


def empties(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters without value are on one side only."""
    empty = [name for name, value in pairs if not value]
    if empty:
        said = f"{', '.join(empty)} without value was sent, but not signed."
        yield Way(tuple(pair for pair in pairs if pair[1]), said)
        for name in dict.fromkeys(empty) if len(empty) > 1 else ():
            yield Way(tuple(p for p in pairs if p != (name, "")), f"{name} without value was not signed.", 0.5)
    present = {name for name, _ in pairs}
    for name in ("oauth_token", "oauth_callback", "oauth_verifier", "oauth_version", "oauth_body_hash"):
        if name not in present:
            rarity = UNUSUAL if name == "oauth_body_hash" else 0.3
            yield Way((*pairs, (name, "")), f"{name} without value was signed, but not sent.", rarity)
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
        for name in dict.fromkeys(own):
            yield Way(tuple(p for p in pairs if p != (name, "")), f"{name} without value was left out.", 0.3)


@family(oauth1.normalized_parameters, "params-valueless-key")
def valueless_bare(pairs: Pairs) -> Iterator[Way[str]]:
    """A name without value was signed without its equals sign."""
    text = "&".join(f"{name}={value}" if value else name for name, value in pairs)
    yield Way(text, "A name without value was signed without its equals sign.")
    for bare in dict.fromkeys(name for name, value in pairs if not value):
        one = "&".join(name if (name, value) == (bare, "") else f"{name}={value}" for name, value in pairs)
        yield Way(one, f"{bare} was signed without its equals sign.", 0.5)


DEVIATIONS.append(Deviation("params-duplicates-collapsed", oauth1.signed_parameters, array_free_collapses))


class Arrays:
    """The parameters of a request as arrays: which names are repeated, and what is left of a name without its brackets."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.own = [name for name, _ in pairs if not name.startswith("oauth_")]
        self.bare = {name: re.sub(r"\[[^\]]*\]\Z", "", name) for name in self.own}
        self.repeated = {name for name in self.own if self.own.count(name) > 1}
        self.bracketed = {bare for name, bare in self.bare.items() if bare != name}

    def rename(self, change: Callable[[str], str]) -> Pairs:
        """The pairs with other names; the ``oauth_`` ones keep theirs."""
        return tuple((name if name.startswith("oauth_") else change(name), value) for name, value in self.pairs)

    def is_target(self, name: str) -> bool:
        """Whether a name may stand for an array: a repeated one, or any if none is repeated."""
        return name in self.repeated if self.repeated else True

    def is_array(self, name: str) -> bool:
        """Whether a name is written with brackets somewhere."""
        return self.bare[name] in self.bracketed


def number_from(start: int) -> Callable[[str], str]:
    """A function that writes ``a[0]``, ``a[1]`` ... for a name that comes again and again."""
    counts: dict[str, int] = {}

    def number(name: str) -> str:
        counts[name] = counts.get(name, start - 1) + 1
        return f"{name}[{counts[name]}]"

    return number


def numbered(arrays: Arrays, start: int, applies: Callable[[str], bool], base: Callable[[str], str]) -> Pairs:
    """The pairs with numbered names, where they apply."""
    number = number_from(start)
    return arrays.rename(lambda name: number(base(name)) if applies(name) else name)


def array_notations(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Names of arrays written in another notation."""
    yield from renamed_arrays(Arrays(pairs))
    yield from joined_arrays(pairs)
    yield from split_values(pairs)


def renamed_arrays(arrays: Arrays) -> Iterator[Way[Pairs]]:
    """Brackets added, left off, emptied or numbered."""
    bare, rename = arrays.bare, arrays.rename
    yield Way(rename(lambda name: bare[name]), "Brackets were left off the names.")
    yield Way(rename(lambda name: re.sub(r"\[[0-9]*\]\Z", "", name)), "a was signed for a[] or a[0].")
    yield Way(rename(lambda name: f"{bare[name]}[]" if arrays.is_array(name) else name), "a[] was signed for a[0].")
    yield Way(rename(lambda name: f"{name}[]" if arrays.is_target(name) else name), "a[] was signed for a.")
    for start in (0, 1):
        yield Way(numbered(arrays, start, arrays.is_array, bare.__getitem__), "a[0] was signed for a[].")
        yield Way(numbered(arrays, start, arrays.is_target, str), "a[0] was signed for a.")
    for one in dict.fromkeys(arrays.own):
        if one not in arrays.repeated:
            for text in (f"{one}[]", f"{one}[0]"):
                pairs = tuple((text if name == one else name, value) for name, value in arrays.pairs)
                yield Way(pairs, f"{text} was signed for {one}.", 1.0)


def joined_arrays(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The values of an array joined into one, by names with and without brackets."""
    by_bare_name = [(Arrays(pairs).bare.get(name, name), value) for name, value in pairs]
    for mark in (",", ";", "|", " "):
        for named in (by_bare_name, pairs):
            groups: dict[str, list[str]] = {}
            for name, value in named:
                groups.setdefault(name, []).append(value)
            joined = tuple((name, mark.join(values)) for name, values in groups.items())
            yield Way(joined, f"The values of an array were joined with {mark!r} and signed as one.", 0.5)


def split_values(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A value with commas taken for an array."""
    for name, value in pairs:
        if "," in value and not name.startswith("oauth_"):
            for suffix in ("", "[]"):
                split = tuple(
                    (n + suffix, part) if (n, v) == (name, value) else (n, part)
                    for n, v in pairs
                    for part in (v.split(",") if (n, v) == (name, value) else [v])
                )
                yield Way(split, f"{name} was signed as {value.count(',') + 1} parameters.", 1.0)


DEVIATIONS.append(Deviation("params-array-notation", oauth1.signed_parameters, array_notations))


@family(oauth1.signed_parameters, "", rarity=0.5)
def extra_parameters(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A parameter was signed that belongs to no request, or was signed twice."""
    for value in ("", "null", "undefined", "None"):
        said = f"oauth_signature={value} was signed along."
        yield Way((*pairs, ("oauth_signature", value)), said, 0.0 if not value else 2.0)
    for name, value in (("realm", ""), ("", ""), ("OAuth", "")):
        yield Way((*pairs, (name, value)), f"{name}= was signed along.", 2.0)
    for pair in dict.fromkeys(pairs):
        yield Way((*pairs, pair), f"{pair[0]} was signed twice.", 1.0)
    yield Way((*pairs, *pairs), "All parameters were signed twice.", 1.0)


@family(oauth1.signed_parameters, "params-bool-rendering")
def rendered_otherwise(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Values were turned into text in another way for signing than for sending."""
    own = tuple([pair for pair in pairs if not pair[0].startswith("oauth_")])
    protocol = tuple([pair for pair in pairs if pair[0].startswith("oauth_")])
    for way in renderings(own):
        yield way._replace(value=(*protocol, *way.value))


@family(oauth1.signed_parameters, "", rarity=0.5)
def protocol_values(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The value of an oauth_ parameter was signed in another form."""
    for name, value in pairs:
        if name.startswith("oauth_"):
            forms = {value.lower(): 0.0, value.upper(): 0.0, value.rstrip("="): 0.0, value.strip(): 1.0, f'"{value}"': 1.0,
                     f"'{value}'": 2.0, value.replace("-", ""): 1.0, value.replace("-", "_"): 2.0, value.partition(".")[0]: 1.0,
                     value.rpartition("-")[2]: 1.0, "": 1.0, value + "\n": 2.0, value.replace("+", " "): 1.0}  # fmt: skip
            for form, rarity in forms.items():
                changed = tuple([(n, form if (n, v) == (name, value) else v) for n, v in pairs])
                yield Way(changed, f"{name} was signed as {form!r}.", rarity)


SETS = (
    Change("params-not-signed", only_protocol),
    Change("params-added-after-signing", removals),
    Change("params-subset-known", protocol_removals),
    Change("params-empty-signed-not-sent", empties),
    Change("params-duplicates-collapsed", array_free_collapses),
    Change("params-array-notation", array_notations),
    Change("params-bool-rendering", rendered_otherwise),
    Change("", extra_parameters),
    Change("", protocol_values),
)
"""What changes the set of signed parameters, in the order in which changes are combined."""


@family(oauth1.signed_parameters, "", rarity=ANOTHER_MISTAKE + 1.0)
def two_changes(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Two changes to the set of signed parameters."""
    yield from composed_ways(SETS, pairs)
