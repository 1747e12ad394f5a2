"""After a set of mistakes is found: whether a part of it is enough, and which other sets give the same bytes.

An HMAC tells texts and keys apart: no other text, under whatever key, gives the same. So what stands in for a mistake
has to lead to the same text or to the same key, and only that branch of the tree is looked at.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Sweep
from paraph.core.trace import LEFT_OUT, present
from paraph.explaining.search.picks import IMPOSSIBLE, picked
from paraph.explaining.search.target import Found, is_hmac
from paraph.explaining.search.tree import Constant, characters

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from paraph.core.deviation import Way
    from paraph.explaining.search.picks import Pick, Rival
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node
    from paraph.explaining.search.walk import Search

RARITY_IN_PART = 16.0
"""The rarest way that a mistake is granted when a part of a set is tried by itself."""
_RARITY_ELSEWHERE, _RARITY_OF_MANY = 2.0, 1.0
_MOST_TIES = 32
_SLACK = 4

Values = dict["Node", Any]
"""What each node comes to."""
Candidate = tuple["Rival", int, Any, "Way[Any] | Sweep[Any]"]
"""A rival, the place of the way it goes wrong in, the value that gives, and where it comes from."""


def reduced(
    found: Found, roots: Sequence[Root], target: Target, again: Callable[[frozenset[str]], Search], cost: int
) -> Found:
    """The set itself, or a part of it that suffices when some mistake is allowed its rarer ways.

    `again` makes a search over the mistakes that it is given, and no others; `cost` is that of the set.
    """
    ids = frozenset([pick.id for pick in found.picks])
    parted = {branch_of(found.root, pick) for pick in found.picks}
    for size in range(len(parted), len(ids)):
        if size == 1:
            alone = [other for root in roots for other in alone_in(root, ids, Proof(found, target))]
            if alone:
                return min(alone, key=lambda other: other.weight)
            continue
        for part in combinations(sorted(ids), size):
            smaller = again(frozenset(part)).run(cost + _SLACK)
            if smaller is not None:
                return smaller
    return found


def ties_of(found: Found, roots: Sequence[Root], target: Target) -> list[Found]:
    """Other sets, equally long, that reproduce the same signature: got by exchanging one mistake for another."""
    ties: dict[frozenset[str], Found] = {found.ids: found}
    queue = [found]
    tried: set[Any] = set()
    while queue and len(ties) < _MOST_TIES:
        for other in exchanged_once(queue.pop(0), roots, target, tried):
            if len(other.ids) == len(found.ids) and other.ids not in ties:
                ties[other.ids] = other
                queue.append(other)
    return list(ties.values())[1:_MOST_TIES]


def branch_of(root: Root, pick: Pick) -> Any:
    """What a mistake changes of an HMAC: its text, its key, or the HMAC itself; the text, where it is made in several stages."""
    if not is_hmac(root.signed) or pick.stage is root.signed.stage:
        return None
    branches = [branch for branch in root.signed.children if pick.stage in {node.stage for node in below(branch)}]
    return (branches or root.signed.children)[-1].stage


def below(node: Node) -> Iterator[Node]:
    """A node and all that feed it."""
    yield node
    for child in node.children:
        yield from below(child)


class Proof:
    """What a set of mistakes comes to: text and key of its HMAC, or else the value itself."""

    def __init__(self, found: Found, target: Target) -> None:
        self.found = found
        self.target = target
        self.signed = found.root.signed
        given = fixed(found.picks)
        self.shown = self.signed.stage not in given and is_hmac(self.signed)
        self.values = evaluated(branches(found.root), given) or {}

    def written(self, root: Root, values: Values, given: Mapping[Any, Any]) -> tuple[str, ...] | None:
        """The mistakes of writing with which `values` give the signature under `root`; None when they do not."""
        if self.same_mac(root, given):
            own, theirs = branches(self.found.root), branches(root)
            if [self.values[node] for node in own] == [values[node] for node in theirs]:
                return self.found.written
            return None
        whole = evaluated([root.signed], given)
        return None if whole is None else self.target.match(whole[root.signed])

    def same_mac(self, root: Root, given: Mapping[Any, Any]) -> bool:
        """Whether `root` makes its MAC as the set does, so that text and key decide."""
        mac = root.signed.stage
        return is_hmac(root.signed) and mac is self.signed.stage and self.shown and mac not in given


def branches(root: Root) -> list[Node]:
    """The nodes that decide: those of key and text where there is an HMAC, else the one that is signed."""
    return root.signed.children if is_hmac(root.signed) else [root.signed]


def exchanged_once(found: Found, roots: Sequence[Root], target: Target, tried: set[Any]) -> Iterator[Found]:
    """Every set that differs from `found` in one mistake; what is in `tried` is not looked at again."""
    proof = Proof(found, target)
    for pick in found.picks:
        given = found.root.given
        rest = tuple(other for other in found.picks if other is not pick and other not in given)
        known: Values = {}
        for root in comparable(found, pick, roots):
            rest_key = frozenset([(other.stage, other.id, other.detail) for other in rest])
            key = (id(root), rest_key, None if root.given else pick.stage)
            if key in tried:
                continue
            tried.add(key)
            if root.given and root is not found.root:
                yield from as_it_is(root, rest, proof, known)
            else:
                yield from with_one_more(root, rest, pick, proof)


def comparable(found: Found, pick: Pick, roots: Sequence[Root]) -> Iterator[Root]:
    """The readings under which another mistake may stand in for `pick`."""
    given = found.root.given
    if given and pick not in given:
        yield found.root
        return
    branch = branch_of(found.root, pick)
    for root in roots:
        if pick in given:
            fits = root is not found.root
        elif root.given:
            fits = branch_of(root, root.given[0]) is branch
        else:  # alone, it may also be another mistake in a string of another version
            fits = root.claims == found.root.claims or len(found.picks) == 1
        if fits:
            yield root


def as_it_is(root: Root, picks: Sequence[Pick], proof: Proof, known: Values) -> Iterator[Found]:
    """The set of `picks` and what a reading already is, if it reproduces the signature.

    `known` are values of nodes for the same `picks`.
    """
    given = fixed(picks)
    values = evaluated(branches(root), given, known)
    if values is not None:
        written = proof.written(root, values, given)
        if written is not None:
            yield Found(root, (*root.given, *picks), written)


def alone_in(root: Root, ids: Container[str], proof: Proof) -> Iterator[Found]:
    """Each mistake of `ids` that reproduces the signature by itself under `root`."""
    if root.given:
        if root.given[0].id in ids:
            yield from as_it_is(root, (), proof, {})
        return
    values = evaluated(branches(root), {}) if root.claims == proof.found.root.claims else None
    if values is not None:
        for node in changing(root, values, proof, {}):
            rivals = [rival for rival in node.rivals if rival.deviation.id in ids]
            ways = ways_at(node, rivals, values, RARITY_IN_PART, RARITY_IN_PART)
            yield from standing_in(root, (), node, ways, values, proof, {})


def with_one_more(root: Root, rest: Sequence[Pick], dropped: Pick, proof: Proof) -> Iterator[Found]:
    """Every set of `rest` and one mistake more that reproduces the signature, as with `dropped`."""
    given = fixed(rest)
    values = evaluated(branches(root), given)
    if values is None:
        return
    places = proof.found.root.exchanged if dropped.stage is None else (dropped.stage,)
    for node in changing(root, values, proof, given):
        here = node.stage in places
        rarest = max(RARITY_IN_PART, dropped.rarity + 1.0) if here else _RARITY_ELSEWHERE
        ways = ways_at(node, node.rivals, values, rarest, dropped.rarity + 1.0 if here else 0.0)
        yield from standing_in(root, rest, node, ways, values, proof, given)


def changing(root: Root, values: Values, proof: Proof, given: Mapping[Any, Any]) -> Iterator[Node]:
    """The nodes at which one mistake more can lead to the signature."""
    if not proof.same_mac(root, given):
        yield from (node for node in below(root.signed) if node.stage not in given)
        return
    own = branches(root)
    apart = [node for node, right in zip(own, branches(proof.found.root), strict=True)
             if values[node] != proof.values[right]]  # fmt: skip
    if len(apart) == 1:
        yield from (node for node in below(apart[0]) if node.stage not in given)


def standing_in(
    root: Root,
    rest: Sequence[Pick],
    node: Node,
    ways: Iterator[Candidate],
    values: Values,
    proof: Proof,
    given: Mapping[Any, Any],
) -> Iterator[Found]:
    """The sets of `rest` and one of `ways`, which stand in for `node`, that reproduce the signature."""
    path = path_to(node, root.signed)
    top = path[-2] if proof.same_mac(root, given) and len(path) > 1 else path[-1]
    path = path[: path.index(top) + 1]
    wanted = proof.values.get(counterpart(top, root, proof))
    whole = wanted if len(path) == 2 and top.stage.joins and top.stage not in given else None
    known: dict[Any, tuple[str, ...] | None] = {values.get(node): None}
    for rival, place, value, source in ways:
        if whole is not None and value not in whole and value is not LEFT_OUT:
            continue  # a field stands in the joined text as it is
        if value not in known:
            lifted = raised(path, value, values, given)
            if top is root.signed:
                known[value] = proof.target.match(lifted)
            else:
                known[value] = proof.found.written if lifted is not None and lifted == wanted else None
        written = known[value]
        if written is not None:
            way = source.way(value) if isinstance(source, Sweep) else source
            yield Found(root, (*root.given, *rest, picked(rival, node.stage, place, way)), written)


def counterpart(top: Node, root: Root, proof: Proof) -> Node:
    """The branch of the proof that stands where `top` stands under `root`."""
    pairs = zip(branches(root), branches(proof.found.root), strict=False)
    return next((theirs for own, theirs in pairs if own is top), top)


def path_to(node: Node, top: Node) -> list[Node]:
    """The nodes from `node` up to `top`, both included."""
    path: list[Node] = []

    def descend(at: Node) -> bool:
        if at is node or any(descend(child) for child in at.children):
            path.append(at)
            return True
        return False

    descend(top)
    return path


def raised(path: Sequence[Node], value: Any, values: Values, given: Mapping[Any, Any]) -> Any:
    """What the last node of a path comes to when the first one has `value`; None when it comes to nothing new."""
    try:
        for child, node in pairwise(path):
            args = [value if item is child else argument(item, values) for item in node.inputs]
            value = given.get(node.stage, node.function)(*present(tuple(args)))
            if node in values and value == values[node]:
                return None
    except IMPOSSIBLE:
        return None
    return value


def argument(item: Node | Constant, values: Values) -> Any:
    """The value of an input."""
    return item.value if isinstance(item, Constant) else values[item]


def ways_at(node: Node, rivals: Sequence[Rival], values: Values, rarest: float, most: float) -> Iterator[Candidate]:
    """What each of `rivals` makes of a node's arguments, up to a rarity; of sweeps, up to `most`."""
    args = present(tuple([argument(item, values) for item in node.inputs]))
    held: set[str] | None = None
    for rival in rivals:
        deviation = rival.deviation
        if deviation.rarity > rarest:
            continue
        if deviation.needs:
            held = characters(args) if held is None else held
            if deviation.needs.isdisjoint(held):
                continue
        try:
            if deviation.sweeps:
                for sweep in deviation.sweeps(*args):
                    if sweep.rarity > max(most, _RARITY_OF_MANY):
                        break
                    for value in sweep.values():
                        yield rival, 0, value, sweep
                continue
            for place, way in enumerate(deviation.ways(*args)):
                if way.rarity <= rarest:
                    yield rival, place, way.value, way
        except IMPOSSIBLE:
            continue


def fixed(picks: Sequence[Pick]) -> dict[Any, Any]:
    """The functions that stand in for stages."""
    return {pick.stage: pick.function for pick in picks if pick.stage is not None}


def evaluated(tops: Sequence[Node], given: Mapping[Any, Any], known: Values | None = None) -> Values | None:
    """The value of every node below `tops`; None when one has none. What is `known` is not worked out again."""
    values: Values = {} if known is None else known

    def value(node: Node) -> Any:
        if node not in values:
            args = [item.value if isinstance(item, Constant) else value(item) for item in node.inputs]
            values[node] = given.get(node.stage, node.function)(*present(tuple(args)))
        return values[node]

    try:
        for top in tops:
            value(top)
    except IMPOSSIBLE:
        return None
    return values
