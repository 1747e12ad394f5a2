"""After a set of mistakes is found: whether a part of it is enough, and which other sets give the same bytes."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from paraph.errors import ParaphError
from paraph.search import Constant, Found, iter_ways, picked, signed_node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from paraph.search import Node, Pick, Rival, Root, Search, Target

_RARITY_HERE, _RARITY_ELSEWHERE, _RARITY_OF_MANY = 16.0, 2.0, 1.0
_MOST_TIES = 16
_SLACK = 8


def reduced(found: Found, again: Callable[[frozenset[str]], Search], cost: int) -> Found:
    """The set itself, or a part of it that suffices when some mistake is allowed its rarer ways.

    `again` makes a search over the mistakes that it is given, and no others.
    """
    ids = sorted({pick.id for pick in found.picks})
    for size in range(1, len(ids)):
        for part in combinations(ids, size):
            smaller = again(frozenset(part)).run(cost + _SLACK)
            if smaller is not None:
                return smaller
    return found


def ties_of(found: Found, roots: Sequence[Root], target: Target) -> tuple[Found, ...]:
    """Other sets, equally long, that reproduce the same signature: got by exchanging one mistake for another."""
    ties: dict[frozenset[str], Found] = {found.ids: found}
    queue = [found]
    while queue and len(ties) < _MOST_TIES:
        for other in exchanged_once(queue.pop(0), roots, target):
            if len(other.ids) == len(found.ids) and other.ids not in ties:
                ties[other.ids] = other
                queue.append(other)
    return tuple(list(ties.values())[1:_MOST_TIES])


def exchanged_once(found: Found, roots: Sequence[Root], target: Target) -> Iterator[Found]:
    """Every set that differs from `found` in one mistake."""
    given = found.root.given
    for pick in found.picks:
        rest = tuple(other for other in found.picks if other is not pick and other not in given)
        if pick in given:
            candidates = [root for root in roots if root is not found.root]
        else:
            candidates = [root for root in roots if not given or root is found.root]
        for root in candidates:
            if root.given and root is not found.root:
                written = outcome(root, rest, target)
                if written is not None:
                    yield Found(root, (*root.given, *rest), written)
            elif root.claims == found.root.claims or not root.given:
                yield from with_one_more(root, rest, pick, target)


def outcome(root: Root, picks: Sequence[Pick], target: Target) -> tuple[str, ...] | None:
    """Whether `picks` reproduce the signature under `root`: the mistakes of writing, or None."""
    values = evaluated(signed_node(root.top), fixed(picks))
    return None if values is None else target.match(values[signed_node(root.top)])


def fixed(picks: Sequence[Pick]) -> dict[Any, Any]:
    """The functions that stand in for stages."""
    return {pick.stage: pick.function for pick in picks if pick.stage is not None}


def evaluated(top: Node, given: dict[Any, Any]) -> dict[Node, Any] | None:
    """The value of every node below `top`; None when one has none."""
    values: dict[Node, Any] = {}

    def value(node: Node) -> Any:
        args = [item.value if isinstance(item, Constant) else value(item) for item in node.inputs]
        values[node] = given.get(node.stage, node.function)(*args)
        return values[node]

    try:
        value(top)
    except (ValueError, LookupError, ArithmeticError, ParaphError):
        return None
    return values


def with_one_more(root: Root, rest: Sequence[Pick], dropped: Pick, target: Target) -> Iterator[Found]:
    """Every set of `rest` and one mistake of another stage that reproduces the signature, as with `dropped`."""
    top = signed_node(root.top)
    given = fixed(rest)
    values = evaluated(top, given)
    if values is None:
        return
    parents = {child: node for node in values for child in node.children}
    for node, right in values.items():
        if node.stage in given:
            continue
        here = dropped.stage is None or node.stage is dropped.stage
        rarest = max(_RARITY_HERE, dropped.rarity + 1.0) if here else _RARITY_ELSEWHERE
        seen: dict[Any, tuple[str, ...] | None] = {right: None}
        for rival, place, way in near_ways(node, values, rarest, dropped.rarity + 1.0 if here else 0.0):
            if way.value not in seen:
                seen[way.value] = lifted(node, way.value, values, parents, given, target)
            written = seen[way.value]
            if written is not None:
                yield Found(root, (*root.given, *rest, picked(rival, node.stage, place, way)), written)


def near_ways(node: Node, values: dict[Node, Any], rarest: float, least: float) -> Iterator[tuple[Rival, int, Any]]:
    """The ways of each rival of a node for the arguments it has, with their places, up to a rarity; of many, up to `least`."""
    args = tuple([item.value if isinstance(item, Constant) else values[item] for item in node.inputs])
    for rival in node.rivals:
        most = max(least, _RARITY_OF_MANY) if rival.deviation.lazy else rarest
        if rival.deviation.rarity > most:
            continue
        for place, way in enumerate(iter_ways(rival.deviation, args)):
            if way.rarity > most:
                break
            yield rival, place, way


def lifted(
    node: Node, value: Any, values: dict[Node, Any], parents: dict[Node, Node], given: dict[Any, Any], target: Target
) -> tuple[str, ...] | None:
    """What comes out at the top when `node` has `value`: the mistakes of writing, or None when it does not match."""
    try:
        while node in parents:
            parent = parents[node]
            changed = {**values, node: value}
            args = [item.value if isinstance(item, Constant) else changed[item] for item in parent.inputs]
            node, value = parent, given.get(parent.stage, parent.function)(*args)
    except (ValueError, LookupError, ArithmeticError, ParaphError):
        return None
    return target.match(value)
