"""Mistakes about the oauth_ parameters themselves, made where they are read: in the header, the query or the form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.deviations.rarity import UNUSUAL
from paraph.scheme import Deviation, Sweep, Way
from paraph.schemes import oauth1

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.message import Pairs
    from paraph.schemes.oauth1 import OAuthClaims

OWN_STAGES: dict[str, Any] = {
    "header": oauth1.header_parameters,
    "query": oauth1.query_parameters,
    "body": oauth1.form_parameters,
}
"""The stage that reads the oauth_ parameters, for each placement."""


def at_own_stage(
    claims: OAuthClaims, mistake: str, change: Callable[[Pairs], Iterator[Way[Pairs]]], rarity: float = 0.0
) -> Deviation:
    """A mistake that changes the parameters where the oauth_ ones are read."""
    stage = OWN_STAGES[claims.placement]
    return Deviation(mistake, stage, lambda source: change(stage(source)), {}, rarity)


def protocol_deviations(claims: OAuthClaims) -> Iterator[Deviation]:
    """The mistakes about oauth_ parameters that need nothing but the request."""
    for mistake, name, values in TOGGLES:
        rarity = 1.0 if mistake == "server-adds-default-param" else 0.0
        yield at_own_stage(claims, mistake, partial(toggled, name=name, values=values), rarity)
    yield at_own_stage(claims, "timestamp-unit", other_unit)
    yield at_own_stage(claims, "place-oauth-name-typo", names_mended)
    yield at_own_stage(claims, "place-oauth-name-typo", names_misspelt, UNUSUAL)
    stage = OWN_STAGES[claims.placement]
    for sweeping, sweeps in (("timestamp-unit", milliseconds), ("nonce-regenerated", other_timestamp)):
        yield Deviation.sweeping(sweeping, stage, lambda source, sweeps=sweeps: sweeps(stage(source)))


TOGGLES = (
    ("params-oauth-callback-kept", "oauth_callback", ("oob", "", "about:blank", "http://localhost")),
    ("params-oauth-verifier-missing", "oauth_verifier", ()),
    ("params-oauth-version-toggle", "oauth_version", ("1.0", "1.0A", "1.0a", "1", "")),
    ("server-adds-default-param", "oauth_callback", ("about:blank",)),
)


def toggled(pairs: Pairs, name: str, values: tuple[str, ...]) -> Iterator[Way[Pairs]]:
    """`name` left out where it was sent, or signed with each of `values` where it was not sent so."""
    without = tuple(pair for pair in pairs if pair[0] != name)
    if len(without) < len(pairs):
        yield Way(without, f"{name} was sent, but not signed.")
    for value in values:
        rarity = 0.3 if value in ("oob", "1.0", "1.0A") else UNUSUAL
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


def told_timestamp(pairs: Pairs) -> str:
    """What to say of pairs whose timestamp is another than the one sent."""
    return f"The timestamp was signed as {dict(pairs)['oauth_timestamp']}."


def other_unit(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The timestamp in milliseconds where seconds were sent, or the reverse."""
    sent = timestamp_of(pairs)
    if sent is not None:
        for text, rarity in ((str(sent * 1000), 0.0), (str(sent // 1000), 0.0),
                             (f"{sent}000000", UNUSUAL), (f"{sent}.0", UNUSUAL)):  # fmt: skip
            signed = at_time(pairs, text)
            yield Way(signed, told_timestamp(signed), rarity)


def milliseconds(pairs: Pairs) -> Iterator[Sweep[Pairs]]:
    """The timestamp with its milliseconds where whole seconds were sent."""
    sent = timestamp_of(pairs)
    if sent is not None:
        times = [f"{sent}{millisecond:03}" for millisecond in range(1, 1000)]
        yield Sweep(partial(at_times, pairs, times), told_timestamp, UNUSUAL)


def other_timestamp(pairs: Pairs) -> Iterator[Sweep[Pairs]]:
    """A timestamp that was made again between signing and sending."""
    sent = timestamp_of(pairs)
    if sent is None:
        return

    def told(signed: Pairs) -> str:
        text = dict(signed)["oauth_timestamp"]
        return f"The timestamp that was signed is {text}, {abs(int(text) - sent)} seconds off."

    for first, last, rarity in ((1, 5, 2.0), (6, 60, UNUSUAL), (61, 300, UNUSUAL + 2)):
        offs = [*range(-last, 1 - first), *range(first, last + 1)]
        yield Sweep(partial(at_times, pairs, [str(sent + off) for off in offs]), told, rarity)


def names_mended(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A name that was misspelt in what was sent, spelt rightly."""
    for name in [name for name, _ in pairs if looks_misspelt(name)]:
        right = nearest(name)
        yield Way(renamed(pairs, name, right), f"{name} was sent, {right} was signed.")


def names_misspelt(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """A name misspelt in what was signed."""
    for right in [name for name in oauth1.KNOWN[:-1] if name in dict(pairs)]:
        for wrong in typos(right):
            yield Way(renamed(pairs, right, wrong), f"{wrong} was signed, {right} was sent.")


def renamed(pairs: Pairs, name: str, other: str) -> Pairs:
    """The pairs with one name exchanged for another."""
    return tuple([(other if own == name else own, value) for own, value in pairs])


def looks_misspelt(name: str) -> bool:
    """Whether a name seems meant as one of OAuth's."""
    near = name.lower().replace("-", "_")
    return name not in oauth1.KNOWN and ("oauth" in near or any(near == known[6:] for known in oauth1.KNOWN))


def nearest(name: str) -> str:
    """The known name that is most like `name`."""
    from difflib import SequenceMatcher

    return max(oauth1.KNOWN[:-1], key=lambda known: SequenceMatcher(None, known, name).ratio())


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
