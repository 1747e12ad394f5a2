"""Draws the wrong choices of a signer so that each of them matters.

A signer is a frozen dataclass whose fields are small functions; the right signer has the right ones. A variant changes some
fields. Of N wrong choices no part alone gives what all of them give together: undoing any changes the signature.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

S = TypeVar("S", bound="DataclassInstance")
Changes = Mapping[str, Any]
ATTEMPTS = 300


class Dimension(NamedTuple):
    """One thing that a person chooses; `weight` says how often people get it wrong, beside the others."""

    name: str
    weight: int
    variants: Mapping[str, Changes]


def variants(name: str, values: Mapping[str, Any]) -> dict[str, Changes]:
    """Return variants that change one field of a signer."""
    return {title: {name: value} for title, value in values.items()}


def everywhere(values: Mapping[str, Any], *fields: str) -> dict[str, Changes]:
    """Return variants that change several fields in the same way."""
    return {title: dict.fromkeys(fields, value) for title, value in values.items()}


class Choice(NamedTuple):
    """A wrong variant of a dimension."""

    dimension: str
    variant: str


class SignedText(NamedTuple):
    """What a signer computed."""

    text: str
    key: bytes
    signature: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A request as sent, the credential, and how its signature was computed.

    `credential` are key id, secret, token and token secret. `seal` computes the signature of any text with the key, MAC,
    hash and output of this signer; `write` is the output alone, and `digest` the hash of a right signer. `now` is the time of
    the request in Unix seconds.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    credential: tuple[str, str, str, str]
    choices: tuple[Choice, ...]
    signed_text: str
    key: bytes
    signature: str
    now: int
    digest: str
    seal: Callable[[str], str] = field(repr=False, compare=False)
    write: Callable[[bytes], str] = field(repr=False, compare=False)


def pick(draws: random.Random, dimensions: tuple[Dimension, ...], wrong: int) -> tuple[Choice, ...]:
    """Draw so many wrong choices of different dimensions, which change different fields."""
    chosen: list[Choice] = []
    fields: set[str] = set()
    while len(chosen) < wrong:
        dimension = draws.choices(dimensions, [each.weight for each in dimensions])[0]
        variant = draws.choice(list(dimension.variants))
        changes = dimension.variants[variant]
        if fields.isdisjoint(changes) and dimension.name not in {choice.dimension for choice in chosen}:
            chosen.append(Choice(dimension.name, variant))
            fields |= changes.keys()
    return tuple(sorted(chosen))


def with_choices(right: S, dimensions: tuple[Dimension, ...], choices: tuple[Choice, ...]) -> S:
    """Return the signer with these wrong choices."""
    known = {dimension.name: dimension.variants for dimension in dimensions}
    for dimension, variant in choices:
        right = replace(right, **known[dimension][variant])
    return right


def all_matter(choices: tuple[Choice, ...], seal: Callable[[tuple[Choice, ...]], SignedText]) -> bool:
    """Return whether no part of the choices gives the signature that all give; False if one is impossible here."""
    try:
        whole = seal(choices).signature
        parts = (part for size in range(len(choices)) for part in combinations(choices, size))
        return bool(whole) and all(seal(part).signature != whole for part in parts)
    except (ValueError, LookupError, ArithmeticError):
        return False


def draw_choices(
    draws: random.Random,
    dimensions: tuple[Dimension, ...],
    wrong: int,
    seal: Callable[[tuple[Choice, ...]], SignedText],
) -> tuple[Choice, ...] | None:
    """Draw wrong choices that all matter for this request; None if none were found."""
    for _ in range(ATTEMPTS):
        choices = pick(draws, dimensions, wrong)
        if all_matter(choices, seal):
            return choices
    return None
