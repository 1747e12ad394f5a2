"""Mistakes about which parameters are signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Deviations, Way
from paraph.deviations.parameters import array_free_collapses, without_some
from paraph.deviations.rarity import AFTER_NARROWER, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.wire import REQUIRED

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
    yield Way(
        tuple(p for p in pairs if not p[0].startswith("oauth_")), "The oauth_ parameters were not signed.", UNUSUAL
    )


def removals(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The parameters with one to three of those that are not oauth_ left out, then with oauth_ ones left out."""
    own = tuple(pair for pair in pairs if not pair[0].startswith("oauth_"))
    protocol = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    for way in without_some(own, "was added after signing", "were added after signing"):
        yield Way(kept_in_order(pairs, (*protocol, *way.value)), way.detail, way.rarity)
    for left_out in protocol:
        kept = tuple(pair for pair in pairs if pair != left_out)
        yield Way(kept, f"{left_out[0]} was added after signing.", UNUSUAL)


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


def brackets(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Names of arrays written in another notation."""
    own = [name for name, _ in pairs if not name.startswith("oauth_")]
    repeated = {name for name in own if own.count(name) > 1}
    bare = {name: re.sub(r"\[[^\]]*\]\Z", "", name) for name in own}
    index: dict[str, int] = {}

    def numbered(name: str, start: int) -> str:
        index[name] = index.get(name, start - 1) + 1
        return f"{name}[{index[name]}]"

    def renamed(rename: Any) -> Pairs:
        index.clear()
        return tuple((name if name.startswith("oauth_") else rename(name), value) for name, value in pairs)

    targets = repeated or set(own)
    arrays = {bare[name] for name in own if bare[name] != name}
    yield Way(renamed(lambda name: bare[name]), "Brackets were left off the names.")
    yield Way(renamed(lambda name: re.sub(r"\[[0-9]*\]\Z", "", name)), "a was signed for a[] or a[0].")
    yield Way(renamed(lambda name: f"{bare[name]}[]" if bare[name] in arrays else name), "a[] was signed for a[0].")
    yield Way(renamed(lambda name: f"{name}[]" if name in targets else name), "a[] was signed for a.")
    for start in (0, 1):
        yield Way(
            renamed(lambda n, s=start: numbered(bare[n], s) if bare[n] in arrays else n), "a[0] was signed for a[]."
        )
        yield Way(renamed(lambda n, s=start: numbered(n, s) if n in targets else n), "a[0] was signed for a.")
    for name in dict.fromkeys(own):
        if name not in repeated:
            for text in (f"{name}[]", f"{name}[0]"):
                yield Way(renamed(lambda n, o=name, t=text: t if n == o else n), f"{text} was signed for {name}.", 1.0)
    for mark in (",", ";", "|", " "):
        groups: dict[str, list[str]] = {}
        for name, value in pairs:
            groups.setdefault(bare.get(name, name), []).append(value)
        joined = tuple((name, mark.join(values)) for name, values in groups.items())
        yield Way(joined, f"The values of an array were joined with {mark!r} and signed as one.", 0.5)
        by_name: dict[str, list[str]] = {}
        for name, value in pairs:
            by_name.setdefault(name, []).append(value)
        joined = tuple((name, mark.join(values)) for name, values in by_name.items())
        yield Way(joined, f"The values of an array were joined with {mark!r} and signed as one.", 0.5)
    for name, value in pairs:
        if "," in value and not name.startswith("oauth_"):
            for suffix in ("", "[]"):
                split = tuple(
                    (n + suffix, part) if (n, v) == (name, value) else (n, part)
                    for n, v in pairs
                    for part in (v.split(",") if (n, v) == (name, value) else [v])
                )
                yield Way(split, f"{name} was signed as {value.count(',') + 1} parameters.", 1.0)


DEVIATIONS.append(Deviation("params-array-notation", oauth1.signed_parameters, brackets))
