"""Mistakes about the oauth_ parameters themselves, made where all parameters are collected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviation, Deviations, Sweep, Way
from paraph.deviations.few import few, few_ways
from paraph.deviations.grammar import ANOTHER_MISTAKE, Change, compose_ways
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.names import KNOWN
from paraph.schemes.oauth1.readings import with_method

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Pairs

DEVIATIONS = Deviations()
family = DEVIATIONS.family


def collecting(mistake: str, change: Callable[[Pairs], Iterator[Way[Pairs]]], rarity: float = 0.0) -> Deviation:
    """A mistake that changes the parameters where they are collected."""
    collect = oauth1.collected_parameters
    return Deviation(mistake, collect, lambda *sources: change(collect(*sources)), {}, rarity)


TOGGLES = (
    ("params-oauth-callback-kept", "oauth_callback", ("oob", "", "about:blank", "http://localhost")),
    ("params-oauth-verifier-missing", "oauth_verifier", ()),
    ("params-oauth-version-toggle", "oauth_version", ("1.0", "1.0A", "1.0a", "1", "")),
    ("server-adds-default-param", "oauth_callback", ("about:blank",)),
)


TOGGLE_RARITIES = {"oob": 0.3, "1.0": 0.3, "1.0A": 0.3, "1.0a": 1.0}
"""How rare the values are that are signed, but not sent."""


def toggled(pairs: Pairs, name: str, values: tuple[str, ...]) -> Iterator[Way[Pairs]]:
    """`name` left out where it was sent, or signed with each of `values` where it was not sent so."""
    without = tuple(pair for pair in pairs if pair[0] != name)
    if len(without) < len(pairs):
        yield Way(without, f"{name} was sent, but not signed.")
    for value in values:
        rarity = TOGGLE_RARITIES.get(value, UNUSUAL)
        yield Way((*without, (name, value)), f"{name}={value} was signed, but not sent so.", rarity)


def timestamp_of(pairs: Pairs) -> int | None:
    """The timestamp that was sent; None when it is no plain number."""
    sent = dict(pairs).get("oauth_timestamp", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 20 else None


def at_time(pairs: Pairs, timestamp: str) -> Pairs:
    """The pairs with another timestamp."""
    return tuple([(name, timestamp if name == "oauth_timestamp" else value) for name, value in pairs])


def at_times(pairs: Pairs, timestamps: list[str]) -> list[Pairs]:
    """The pairs with each of the timestamps."""
    return [at_time(pairs, text) for text in timestamps]


def describe_timestamp(pairs: Pairs) -> str:
    """Say which timestamp the signed pairs have."""
    return f"The timestamp was signed as {dict(pairs)['oauth_timestamp']}."


def other_unit(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The timestamp in milliseconds where seconds were sent, or the reverse."""
    sent = timestamp_of(pairs)
    if sent is not None:
        for text, rarity in ((str(sent * 1000), 0.0), (str(sent // 1000), 0.0),
                             (f"{sent}000000", 2.0), (f"{sent}.0", 1.0), (f"{sent}.000000", 2.0)):  # fmt: skip
            signed = at_time(pairs, text)
            yield Way(signed, describe_timestamp(signed), rarity)


def milliseconds(pairs: Pairs) -> Iterator[Sweep[Pairs]]:
    """The timestamp with its milliseconds where whole seconds were sent."""
    sent = timestamp_of(pairs)
    if sent is not None:
        times = [f"{sent}{millisecond:03}" for millisecond in range(1, 1000)]
        yield Sweep(partial(at_times, pairs, times), describe_timestamp, UNUSUAL)


def other_timestamp(pairs: Pairs) -> Iterator[Sweep[Pairs]]:
    """A timestamp that was made again between signing and sending."""
    sent = timestamp_of(pairs)
    if sent is None:
        return

    def describe(signed: Pairs) -> str:
        text = dict(signed)["oauth_timestamp"]
        return f"The timestamp that was signed is {text}, {abs(int(text) - sent)} seconds off."

    for first, last, step, rarity in TIMES_OFF:
        offs = [*range(-last, 1 - first), *range(first, last + 1)]
        yield Sweep(partial(at_times, pairs, [str(sent + step * off) for off in offs]), describe, rarity)


HOUR = 3600
TIMES_OFF = (
    (1, 1, 1, SELDOM),
    (2, 2, 1, 3.0),
    (3, 5, 1, ODD),
    (1, 14, HOUR, ODD),
    (6, 60, 1, UNUSUAL),
    (61, 300, 1, UNUSUAL + 2),
)
"""How far a timestamp may be off, from and to, in steps of so many seconds, and how rare that is."""


@family(oauth1.collected_parameters, "params-in-both-places", is_narrow=True)
def merged_places(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """A parameter that is in query and body was signed once."""
    names = {name for name, _ in form}
    if names.isdisjoint(name for name, _ in query):
        return
    pairs = oauth1.collected_parameters(header, query, form)
    yield Way(tuple(dict.fromkeys(pairs)), "A parameter that is in the URL and in the body was signed once.")
    merged = oauth1.collected_parameters(header, tuple(pair for pair in query if pair[0] not in names), form)
    yield Way(merged, "A parameter is in the URL and in the body; only the body's was signed.")
    names = {name for name, _ in query}
    merged = oauth1.collected_parameters(header, query, tuple(pair for pair in form if pair[0] not in names))
    yield Way(merged, "A parameter is in the URL and in the body; only the URL's was signed.")


@family(oauth1.collected_parameters, "params-in-both-places", rarity=SELDOM)
def repeated_places(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters that are sent once were signed twice."""
    pairs = oauth1.collected_parameters(header, query, form)
    for source, said in ((query, "query"), (form, "form")):
        own = tuple(pair for pair in source if not pair[0].startswith("oauth_"))
        if own:
            yield Way((*pairs, *own), f"The parameters of the {said} were signed twice.", 1.0)
            for pair in few(own) if len(own) > 1 else ():
                yield Way((*pairs, pair), f"{pair[0]} was signed twice.", 0.5)
    protocol = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    yield Way((*pairs, *protocol), "The oauth_ parameters were signed twice.", 1.0)


def one_of_two(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """One of two nonces or timestamps that are both there."""
    for name in ("oauth_nonce", "oauth_timestamp"):
        values = list(dict.fromkeys(value for other, value in pairs if other == name))
        for value in few(values) if len(values) > 1 else ():
            yield Way((*(p for p in pairs if p[0] != name), (name, value)), f"Only one of the two {name} was signed.")


def other_method_named(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Another signature method named in what was signed than in what was sent and used."""
    sent = dict(pairs).get("oauth_signature_method", "")
    for method in oauth1.METHODS:
        if method != sent:
            said = f"{method} was named in what was signed, {sent or 'no method'} in what was sent."
            rarity = 1.0 if method.startswith("HMAC") else UNUSUAL
            yield Way(with_method(pairs, method), said, rarity)


def names_mended(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A name that was misspelt in what was sent, spelt rightly."""
    for name in few(name for name, _ in pairs if looks_misspelt(name)):
        right = nearest(name)
        yield Way(renamed(pairs, name, right), f"{name} was sent, {right} was signed.")


def names_misspelt(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A name misspelt in what was signed."""
    for right in [name for name in KNOWN[:-1] if name in dict(pairs)]:
        for wrong in typos(right):
            yield Way(renamed(pairs, right, wrong), f"{wrong} was signed, {right} was sent.")


def renamed(pairs: Pairs, name: str, other: str) -> Pairs:
    """The pairs with one name exchanged for another."""
    return tuple([(other if own == name else own, value) for own, value in pairs])


def looks_misspelt(name: str) -> bool:
    """Whether a name seems meant as one of OAuth's."""
    near = name.lower().replace("-", "_")
    return name not in KNOWN and ("oauth" in near or any(near == known[6:] for known in KNOWN))


def nearest(name: str) -> str:
    """The known name that is most like `name`."""
    from difflib import SequenceMatcher

    return max(KNOWN[:-1], key=lambda known: SequenceMatcher(None, known, name).ratio())


def typos(name: str) -> Iterator[str]:
    """Misspellings of an oauth_ name."""
    word = name[6:]
    yield from dict.fromkeys((word, name.upper(), f"OAuth_{word}", f"oauth-{word.replace('_', '-')}", f"oauth{word}",
                              f"oauth_{word.replace('_', '')}", f"oauth_{word.replace('consumer', 'client')}",
                              f"oauth_{word}s", name[:-1], f"xoauth_{word}", f"oauth_{word.title()}",
                              f"oauth_{word.replace('_', '-')}", f"oath_{word}", f"ouath_{word}"))  # fmt: skip
    for index in range(6, len(name) - 1):
        yield name[:index] + name[index + 1] + name[index] + name[index + 2 :]
        yield name[:index] + name[index + 1 :]


def repeated(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """Parameters that were signed twice."""
    protocol = tuple(pair for pair in pairs if pair[0].startswith("oauth_"))
    own = tuple(pair for pair in pairs if not pair[0].startswith("oauth_"))
    for extra, said in ((own, "All parameters that are not oauth_ were"), (protocol, "The oauth_ parameters were"),
                        *(((pair,), f"{pair[0]} was") for pair in own if len(own) > 1)):  # fmt: skip
        if extra:
            yield Way((*pairs, *extra), f"{said} signed twice.")


def seconds_off(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A timestamp that was made again within a few seconds."""
    sent = timestamp_of(pairs)
    for off in (-1, 1, -2, 2) if sent is not None else ():
        signed = at_time(pairs, str((sent or 0) + off))
        yield Way(signed, describe_timestamp(signed), abs(off) - 1.0)


PROTOCOL_CHANGES = (
    *(Change(mistake, partial(toggled, name=name, values=values)) for mistake, name, values in TOGGLES[:3]),
    Change("timestamp-unit", other_unit),
    Change("nonce-regenerated", seconds_off),
    Change("hash-announced-differs", other_method_named),
    Change("params-in-both-places", repeated),
)


@family(oauth1.collected_parameters, "", rarity=ANOTHER_MISTAKE + 3.0)
def two_changes(header: Pairs, query: Pairs, form: Pairs) -> Iterator[Way[Pairs]]:
    """Two of these mistakes at once."""
    pairs = oauth1.collected_parameters(header, query, form)
    yield from few_ways(compose_ways(PROTOCOL_CHANGES, pairs), pairs)


for _mistake, _name, _values in TOGGLES:
    _rarity = 1.0 if _mistake == "server-adds-default-param" else 0.0
    DEVIATIONS.append(collecting(_mistake, partial(toggled, name=_name, values=_values), _rarity))
DEVIATIONS.append(collecting("timestamp-unit", other_unit))
DEVIATIONS.append(collecting("nonce-regenerated", one_of_two))
DEVIATIONS.append(collecting("hash-announced-differs", other_method_named))
DEVIATIONS.append(collecting("place-oauth-name-typo", names_mended))
DEVIATIONS.append(collecting("place-oauth-name-typo", names_misspelt, UNUSUAL))
for _sweeping, _sweeps in (("timestamp-unit", milliseconds), ("nonce-regenerated", other_timestamp)):
    DEVIATIONS.append(
        Deviation.sweeping(
            _sweeping,
            oauth1.collected_parameters,
            lambda *sources, sweeps=_sweeps: sweeps(oauth1.collected_parameters(*sources)),
        )
    )
