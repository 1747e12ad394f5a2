"""Explaining with evidence: the text that a client says it signed, compared field by field with the right one.

Where text and key are known, nothing has to be searched for: if they give the observed signature, they *are* the
explanation. The text is taken apart into the fields that the scheme joins, and for each field that differs the values
that a mistake can have produced are looked through, which no other field multiplies.
"""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.case import Case
from paraph.core.clues import Clues
from paraph.core.deviation import Deviation, Way
from paraph.core.mac import hmac_text
from paraph.core.trace import LEFT_OUT, present
from paraph.deviations import load
from paraph.deviations.search_cache import search_cache
from paraph.explaining.explain import verified_outcome
from paraph.explaining.mac_forms import DIGEST_SIZES
from paraph.explaining.outcome import Outcome
from paraph.explaining.report import report
from paraph.explaining.search.picks import Rival, Taken, iter_ways, picks_of
from paraph.explaining.search.setup import prepare_search, target_of
from paraph.explaining.search.target import Found, is_hmac
from paraph.schemes import diagnosis_of, scheme_named
from paraph.verifying.misplaced_secrets import scheme_of, sent_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.credential import Credential, Secret
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.explaining.search.picks import Trail
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node

DEPTH, DEPTH_OF_LEAF = 28, 46
"""How far a field is looked through: two mistakes; and all the dates, where nothing feeds it."""
LONGEST = 60.0
"""Seconds that comparing the fields may take."""
UNNAMED = 30.0
"""How unlikely a mistake is that has no name, in nats."""
NO_CLUES = Clues()


class Evidence(NamedTuple):
    """What a client put into its HMAC: `text`, and if it is known the `key` and the hash (`algorithm`)."""

    text: str
    key: Secret | None = None
    algorithm: str = ""


def explain_signed(
    request: Request,
    credential: Credential,
    evidence: Evidence,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int | None = None,
) -> Explanation | None:
    """The explanation of `request` that follows from what was signed; None when it does not give the signature.

    Parameters that were signed and not sent are taken from the text. Raises Malformed as :func:`paraph.explain` does.
    """
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or scheme_of(request, credential)
    load(chosen)
    started = time.monotonic()
    if is_too_long(evidence.text, request):
        return None
    case = Case(request, credential, chosen, chosen.parse(request), clues, int(time.time()) if now is None else now)
    if sent_secrets(case.claims, credential):
        return None  # the mistake is seen without what was signed
    with search_cache():
        outcome = verified_outcome(case) or compare_fields(case, evidence)
    return None if outcome is None else replace(report(case, outcome), seconds=time.monotonic() - started)


def compare_fields(case: Case[Any], evidence: Evidence) -> Outcome | None:
    """What the fields of the text tell; None if text and key do not give the signature."""
    if not gives(evidence, target_of(case)):
        return None
    reader = diagnosis_of(case.scheme).signed_text
    splits = list(reader.fields(evidence.text))
    signed = dict.fromkeys(pair for fields in splits if len(fields) > 1 for pair in reader.parameters(fields))
    clues = replace(case.clues, parameters=case.clues.parameters or tuple(signed))
    hosts = tuple(dict.fromkeys(filter(None, map(reader.host, splits))))
    for more, unnamed in ((clues, False), (replace(clues, hosts=(*clues.hosts, *hosts)), False), (clues, True)):
        search, roots, target = prepare_search(replace(case, clues=more), time.monotonic() + LONGEST)
        if more is clues and not unnamed and not signs(roots, evidence, target):
            return None
        found = next(matches(roots, splits, evidence, target, unnamed=unnamed), None)
        if found is not None:
            return Outcome("explained", found.root.claims, found, (), search.candidates, not search.stopped)
    return None


def is_too_long(text: str, request: Request) -> bool:
    """Whether a text is longer than what any mistake makes of a request: twice encoded, with some parameters more."""
    sent = len(request.target) + len(request.body) + sum(len(name) + len(value) for name, value in request.headers)
    return len(text) > 4096 + 10 * sent


def signs(roots: Sequence[Root], evidence: Evidence, target: Target) -> bool:
    """Whether any key that is looked through gives the signature with the text, whatever its fields are.

    Where none does, the fields need not be looked at, which takes far longer. Most readings of a request have the same
    keys, and a text may be long, so that no key is tried twice for one way of signing.
    """
    tried: set[tuple[object, ...]] = set()
    for signed in (root.signed for root in roots if is_hmac(root.signed)):
        kind = (signed.function, *(rival.deviation for rival in signed.rivals))
        for key, _ in keys(signed.children[0], evidence.key):
            if (*kind, key) in tried:
                continue
            tried.add((*kind, key))
            if next(made(signed, key, evidence.text, (), target), None) is not None:
                return True
    return False


def gives(evidence: Evidence, target: Target) -> bool:
    """Whether text and key give the signature; without a key that is seen later."""
    if evidence.key is None:
        return True
    names = [evidence.algorithm] if evidence.algorithm else sorted(set(DIGEST_SIZES.values()))
    return any(target.match(hmac_text(name, evidence.key, evidence.text)) is not None for name in names)


class Guess(NamedTuple):
    """A reading of the request, and the text taken apart so that each field has its place in it."""

    root: Root
    placed: tuple[str, ...]

    @property
    def wrong(self) -> int:
        """How many of the fields are not as they have to be."""
        nodes = self.root.signed.children[1].children
        return sum(field not in node.level(0).values for node, field in zip(nodes, self.placed, strict=True))


def matches(
    roots: Sequence[Root],
    splits: Sequence[tuple[str, ...]],
    evidence: Evidence,
    target: Target,
    *,
    unnamed: bool = False,
) -> Iterator[Found]:
    """The sets of mistakes that lead to the text and the key; those first in which the fewest fields are wrong.

    With `unnamed` a field may be one that no known mistake leads to.
    """
    guesses = [
        Guess(root, placed)
        for root in roots
        if is_hmac(root.signed)
        for fields in splits
        for placed in placements(fields, len(root.signed.children[1].children))
    ]
    for root, placed in sorted(guesses, key=lambda guess: (guess.wrong, guess.root.cost)):
        key_node, text_node = root.signed.children
        for text_trail, (key, key_trail) in product(
            joined(text_node, evidence.text, placed, unnamed=unnamed), keys(key_node, evidence.key)
        ):
            for trail, written in made(root.signed, key, evidence.text, (text_trail, key_trail), target):
                yield Found(root, (*root.given, *picks_of(trail)), written)


def keys(node: Node, key: Secret | None) -> Iterator[tuple[Secret, Trail]]:
    """The key that was used with its trail, or every key that one mistake can have made."""
    for cost in range(DEPTH + 1):
        level = node.level(cost)
        for value, trail in zip(level.values, level.trails, strict=True):
            if key is None or value == key:
                yield value, trail
                if key is not None:
                    return
        if key is None and cost > DEPTH // 2:
            return


def made(signed: Node, key: Secret, text: str, below: Trail, target: Target) -> Iterator[tuple[Trail, tuple[str, ...]]]:
    """The ways to make a MAC of text and key that give the signature."""
    written = target.match(signed.function(key, text))
    if written is not None:
        yield below, written
        return
    for rival in signed.rivals:
        for place, way in enumerate(iter_ways(rival.deviation, (key, text))):
            written = target.match(way.value)
            if written is not None:
                yield Taken(below, rival, signed.stage, place, way), written
                return


def joined(node: Node, text: str, placed: tuple[str, ...], *, unnamed: bool = False) -> Iterator[Trail]:
    """The trails that lead to the text: of each field, and of the way in which they were joined."""
    fields = present(placed)
    ways = [(rival, place, way) for rival in node.rivals
            for place, way in enumerate(iter_ways(rival.deviation, fields)) if way.value == text]  # fmt: skip
    plainly = node.function(*fields) == text
    if not ways and not plainly:
        return
    trails = [trail_of(child, field) for child, field in zip(node.children, placed, strict=True)]
    if unnamed:
        trails = [
            another(child, field) if trail is None and field is not LEFT_OUT else trail
            for child, field, trail in zip(node.children, placed, trails, strict=True)
        ]
    below = tuple(trails)
    if None not in below:
        if plainly:
            yield below
        for rival, place, way in ways:
            yield Taken(below, rival, node.stage, place, way)


def placements(fields: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """The fields in their places; where some are missing, each way to leave out as many."""
    if len(fields) == count:
        yield fields
    elif 0 < count - len(fields) < 3:
        for index in range(len(fields) + 1):
            yield from placements((*fields[:index], LEFT_OUT, *fields[index:]), count)


def trail_of(node: Node, value: str) -> Trail | None:
    """How a node can have come to a value, by the cheapest mistakes; None when no known mistake leads there."""
    for cost in range((DEPTH if node.children else DEPTH_OF_LEAF) + 1):
        level = node.level(cost)
        for index, own in enumerate(level.values):
            if own is value if value is LEFT_OUT else own == value:
                return level.trail(index)
    return None


def another(node: Node, value: str) -> Trail:
    """The trail of a value that no known mistake leads to: it was signed, and not the one that was sent."""
    right = node.level(0).values[0]
    way = Way(value, f"{value!r} was signed where {right!r} had to be.")
    return Taken((), Rival(Deviation("", node.stage, lambda *_: (way,)), UNNAMED, round(UNNAMED)), node.stage, 0, way)
