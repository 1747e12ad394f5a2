"""Which mistakes, together, reproduce an observed signature.

A scheme's ``derive`` is run once with a step that records who feeds whom. What comes out is a tree, because every
value is used once, and each node of it can be the stage itself or one of its deviations. Costs are whole numbers,
half nats of how rare a mistake is, and add up. Each node hands out, cost by cost, the values that it can take and
has not taken before, so equal values are merged where they arise and the search runs over distinct values. The
text that is signed is not kept: at each cost the products of its fields are joined, signed and looked up in one
tight loop, in which the HMAC itself is the larger part.

Cheapest first, so no set is found of which a subset suffices, except that ways of one mistake differ in rarity;
:meth:`Search.reduced` looks again for that.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.credential import Secret
from paraph.errors import ParaphError
from paraph.mac import keyed
from paraph.message import wire_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from paraph.scheme import Deviation, Way

_SAMPLE_KEY = Secret(b"key")
UNITS = 2
CHUNK = 2048
DEEP = 60_000


class Pick(NamedTuple):
    """A mistake in its place: the stage, the function that stands in for it, and what was done."""

    id: str
    stage: Any
    function: Any
    detail: str
    rarity: float = 0.0


class Always(NamedTuple):
    """A stage that gives one value."""

    value: Any

    def __call__(self, *_args: Any) -> Any:
        """That value."""
        return self.value


class Nth(NamedTuple):
    """A stage that goes wrong in one way of a deviation; raises ValueError where there is no such way."""

    deviation: Deviation
    place: int

    def __call__(self, *args: Any) -> Any:
        """The value of that way."""
        for place, way in enumerate(iter_ways(self.deviation, args)):
            if place == self.place:
                return way.value
        raise ValueError("there is no such way here")


def picked(rival: Rival, stage: Any, place: int, way: Way[Any]) -> Pick:
    """The pick of a rival's way; ways that are many are remembered by value, the others by their place."""
    function = Always(way.value) if rival.deviation.lazy else Nth(rival.deviation, place)
    return Pick(rival.id, stage, function, way.detail, way.rarity)


class Variant(NamedTuple):
    """A value that a node can take, and the mistakes below it that lead there."""

    value: Any
    picks: tuple[Pick, ...]


class Constant(NamedTuple):
    """An argument that no step made."""

    value: Any


class Node:
    """One step of a scheme: a stage, what feeds it, and what may stand in its place."""

    def __init__(
        self,
        stage: Any,
        function: Any,
        inputs: tuple[Node | Constant, ...],
        rivals: Sequence[Rival],
        rarest: float = math.inf,
    ) -> None:
        self.stage = stage
        self.function = function
        self.inputs = inputs
        self.rivals = rivals
        self.rarest = rarest
        self.children = [item for item in inputs if isinstance(item, Node)]
        self._levels: list[list[Variant]] = []
        self._mask = 0
        self._seen: set[Any] = set()
        self._met: list[list[tuple[tuple[Any, ...], tuple[Pick, ...]]]] = []
        self._waiting: dict[int, list[Waiting]] = {}

    def level(self, cost: int) -> list[Variant]:
        """The values first reached at exactly `cost`."""
        while len(self._levels) <= cost:
            self._fill(len(self._levels))
        return self._levels[cost]

    def mask(self, cost: int) -> int:
        """A number whose bit c is set when there is a value of cost c, for c up to `cost`."""
        self.level(cost)
        return self._mask

    def _fill(self, cost: int) -> None:
        fresh: list[Variant] = []
        met = []
        for args, picks in self._arguments(cost):
            met.append((args, picks))
            self._keep(fresh, self.function, args, picks)
        self._met.append(met)
        for waiting in self._waiting.pop(cost, ()):
            self._take(waiting, fresh, cost)
        for rival in self.rivals:
            if rival.cost > cost:
                break
            for args, picks in self._met[cost - rival.cost]:
                self._take(Waiting(rival, picks, cost, args), fresh, cost)
        self._levels.append(fresh)
        if fresh:
            self._mask |= 1 << cost

    def _arguments(self, cost: int) -> Iterator[tuple[tuple[Any, ...], tuple[Pick, ...]]]:
        """The arguments that this node can be given at exactly `cost`, and the mistakes that lead to them."""
        if len(self.inputs) == 1 and self.children:
            for variant in self.children[0].level(cost):
                yield (variant.value,), variant.picks
            return
        for variants in combinations(self.children, cost):
            yield arguments(self.inputs, variants), tuple([pick for variant in variants for pick in variant.picks])

    def _take(self, waiting: Waiting, fresh: list[Variant], cost: int) -> None:
        """Take the ways of a rival that are due at `cost`; the rest waits for its own."""
        seen, rarity, due = self._seen, -1.0, 0
        for place, way in waiting.rest():
            if way.rarity != rarity:
                rarity = way.rarity
                due = waiting.base + round(rarity * UNITS)
                if rarity > self.rarest:
                    return
                if due > cost:
                    waiting.held = (place, way)
                    self._waiting.setdefault(due, []).append(waiting)
                    return
            if way.value not in seen:
                seen.add(way.value)
                pick = picked(waiting.rival, self.stage, place, way)
                fresh.append(Variant(way.value, (*waiting.picks, pick)))

    def _keep(self, fresh: list[Variant], function: Any, args: tuple[Any, ...], picks: tuple[Pick, ...]) -> None:
        try:
            value = function(*args)
        except (ValueError, LookupError, ArithmeticError, ParaphError):
            return
        if value not in self._seen:
            self._seen.add(value)
            fresh.append(Variant(value, picks))


class Rival(NamedTuple):
    """A deviation with its cost."""

    id: str
    cost: int
    deviation: Deviation


class Waiting:
    """A rival at certain arguments, with the ways of it that are still to come; `held` is the one not yet due."""

    def __init__(self, rival: Rival, picks: tuple[Pick, ...], base: int, args: tuple[Any, ...]) -> None:
        self.rival = rival
        self.picks = picks
        self.base = base
        self.held: tuple[int, Way[Any]] | None = None
        self._ways = enumerate(iter_ways(rival.deviation, args))

    def rest(self) -> Iterator[tuple[int, Way[Any]]]:
        """The ways that are still to come, each with its place."""
        if self.held is not None:
            yield self.held
        yield from self._ways


def iter_ways(deviation: Deviation, args: tuple[Any, ...]) -> Iterator[Way[Any]]:
    """The ways of a deviation; arguments that it cannot take give none."""
    try:
        if deviation.lazy:
            yield from deviation.ways(*args)
        else:
            yield from sorted(deviation.ways(*args), key=lambda way: way.rarity)
    except (ValueError, LookupError, ArithmeticError, ParaphError):
        return


def arguments(inputs: tuple[Node | Constant, ...], variants: Sequence[Variant]) -> tuple[Any, ...]:
    """The arguments of a stage: constants as they are, the rest from `variants` in order."""
    values = iter(variants)
    return tuple([item.value if isinstance(item, Constant) else next(values).value for item in inputs])


def combinations(children: Sequence[Node], cost: int) -> Iterator[tuple[Variant, ...]]:
    """Every choice of one value for each child whose costs add up to exactly `cost`."""
    for levels in compositions(children, cost):
        yield from product(*levels)


def compositions(children: Sequence[Node], cost: int) -> Iterator[list[list[Variant]]]:
    """Every choice of one level for each child, none of them empty, whose costs add up to exactly `cost`."""
    if not children:
        if cost == 0:
            yield []
        return
    masks = [1]
    for child in reversed(children):
        own, reachable, below = child.mask(cost), 0, masks[0]
        while own:
            low = own & -own
            reachable |= below << (low.bit_length() - 1)
            own ^= low
        masks.insert(0, reachable & ((2 << cost) - 1))

    def descend(index: int, left: int) -> Iterator[list[list[Variant]]]:
        if index == len(children):
            yield []
            return
        own, below = children[index].mask(cost) & ((2 << left) - 1), masks[index + 1]
        while own:
            low = own & -own
            own ^= low
            spent = low.bit_length() - 1
            if below >> (left - spent) & 1:
                level = children[index].level(spent)
                for rest in descend(index + 1, left - spent):
                    yield [level, *rest]

    if masks[0] >> cost & 1:
        yield from descend(0, cost)


@dataclass(frozen=True, slots=True)
class Root:
    """One way to read the request: its tree, the mistakes that this reading already is, and their cost."""

    top: Node
    claims: Any
    given: tuple[Pick, ...]
    exchanged: Mapping[Any, Any]
    cost: int


@dataclass(slots=True)
class Found:
    """A set of mistakes that reproduces the signature."""

    root: Root
    picks: tuple[Pick, ...]
    written: tuple[str, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The catalogue ids, those of writing the signature included."""
        return frozenset([pick.id for pick in self.picks]) | frozenset(self.written)


@dataclass(slots=True)
class Target:
    """What has to be reproduced: whole MACs, beginnings of MACs, or (where nothing is signed) the text itself."""

    macs: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    beginnings: dict[bytes, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def has_size(self, signed: Node) -> bool:
        """Whether a MAC of the size that a stage gives is wanted."""
        size = len(signed.function(_SAMPLE_KEY, "text"))
        return bool(self.beginnings) or any(len(mac) == size for mac in self.macs)

    def allows(self, deviation: Deviation) -> bool:
        """Whether a deviation can give what is wanted; a MAC of a size that was not seen cannot."""
        if not deviation.stage.algorithm or self.beginnings:
            return True
        sizes = {len(mac) for mac in self.macs}
        return any(len(way.value) in sizes for way in deviation.ways(_SAMPLE_KEY, "text"))

    def match(self, value: Any) -> tuple[str, ...] | None:
        """The mistakes of writing with which `value` was observed; None when it was not."""
        if isinstance(value, str):
            return self.texts.get(value)
        hit = self.macs.get(value)
        if hit is None and self.beginnings and isinstance(value, bytes):
            return next((ids for start, ids in self.beginnings.items() if value.startswith(start)), None)
        return hit


class Share(NamedTuple):
    """The part of a search that one of several processes does: every turn that leaves `rest` when divided by `among`.

    With `only`, that turn alone.
    """

    rest: int
    among: int
    only: int = 0

    def takes(self, turn: int) -> bool:
        """Whether a turn is in this share."""
        return turn == self.only if self.only else turn % self.among == self.rest


class Search:
    """A search over `roots`, that can be asked how far it got."""

    def __init__(self, roots: Sequence[Root], target: Target, deadline: float) -> None:
        self.roots = sorted(roots, key=lambda root: root.cost)
        self.target = target
        self.deadline = deadline
        self.candidates = 0
        self.cost = -1
        self.stopped = False
        self.share: Share | None = None
        self.turn = 0

    def run(self, limit: int, share: Callable[[Search, int, int], Found | None] | None = None) -> Found | None:
        """The cheapest set of mistakes up to `limit`; None when there is none, or when time ran out.

        From :data:`DEEP` candidates on, `share` is given the search, the next cost and the limit, to go on with
        help, if it is given itself.
        """
        for cost in range(limit + 1):
            if share is not None and self.candidates > DEEP:
                return share(self, cost, limit)
            found = self.level(cost)
            if found is not None or self.stopped:
                return found
            self.cost = cost
        return None

    def level(self, cost: int) -> Found | None:
        """The first set of mistakes of exactly `cost`."""
        for root in self.roots:
            if root.cost > cost:
                break
            found = self._scan(root, cost - root.cost)
            if found is not None or self.stopped:
                return found
        return None

    def reached(self) -> str:
        """How far the search got, in words."""
        depth = self.cost / cost_of(1)
        if not self.stopped:
            return f"Nothing found among {self.candidates} candidates: all likely sets of up to three mistakes."
        return f"Stopped by the budget after {self.candidates} candidates; complete to about {depth:.1f} mistakes."

    def _scan(self, root: Root, cost: int) -> Found | None:
        signed = signed_node(root.top)
        if is_hmac(signed):
            return self._scan_macs(root, signed, cost)
        for variant in signed.level(cost):
            self.candidates += 1
            written = self.target.match(variant.value)
            if written is not None:
                return Found(root, (*root.given, *variant.picks), written)
        self._late()
        return None

    def _scan_macs(self, root: Root, signed: Node, cost: int) -> Found | None:
        key_node, text_node = signed.children
        for mac in (None, *signed.rivals):
            left = cost - (mac.cost if mac else 0)
            if mac is None and not self.target.has_size(signed):
                continue
            for key_cost in range(left + 1):
                keys = key_node.level(key_cost)
                if not keys:
                    continue
                for block in blocks(text_node, left - key_cost):
                    self.turn += 1
                    if self.share is not None and not self.share.takes(self.turn):
                        continue
                    found = self._block(block, keys, signed, mac)
                    if found is not None:
                        return Found(root, (*root.given, *found[0]), found[1])
                    if self.stopped:
                        return None
        return None

    def _block(
        self, block: Block, keys: list[Variant], signed: Node, mac: Rival | None
    ) -> tuple[tuple[Pick, ...], tuple[str, ...]] | None:
        texts = block.texts()
        while chunk := list(islice(texts, CHUNK)):
            for key in keys:
                self.candidates += len(chunk)
                hit = self._rival_hit(mac, key, chunk, signed) if mac else self._hit(key, chunk, signed)
                if hit is not None:
                    text, written, last = hit
                    return (*block.picks(text), *key.picks, *last), written
            if self._late():
                return None
        return None

    def _hit(
        self, key: Variant, texts: list[str], signed: Node
    ) -> tuple[str, tuple[str, ...], tuple[Pick, ...]] | None:
        """The first of `texts` whose HMAC is wanted. This loop is where a search spends its time."""
        inner, outer = keyed(signed.stage.algorithm, key.value)
        copy_inner, copy_outer, wanted = inner.copy, outer.copy, self.target.macs
        beginnings, match = self.target.beginnings, self.target.match
        for text in texts:
            hashed = copy_inner()
            try:
                hashed.update(text.encode())
            except UnicodeEncodeError:
                hashed.update(wire_bytes(text))
            mac = copy_outer()
            mac.update(hashed.digest())
            value = mac.digest()
            if value in wanted or (beginnings and match(value) is not None):
                return text, match(value) or (), ()
        return None

    def _rival_hit(
        self, rival: Rival, key: Variant, texts: list[str], signed: Node
    ) -> tuple[str, tuple[str, ...], tuple[Pick, ...]] | None:
        for text in texts:
            for place, way in enumerate(iter_ways(rival.deviation, (key.value, text))):
                written = self.target.match(way.value)
                if written is not None:
                    return text, written, (picked(rival, signed.stage, place, way),)
        return None

    def _late(self) -> bool:
        self.stopped = self.stopped or time.monotonic() > self.deadline
        return self.stopped


class Block(NamedTuple):
    """Fields of the text that is signed, level by level, and the function that joins them."""

    node: Node
    rival: Rival | None
    levels: list[list[Variant]]

    def texts(self) -> Iterator[str]:
        """Every text that the fields give."""
        return (text for text, _ in self._joined()) if self.rival else self._plain()

    def _plain(self) -> Iterator[str]:
        join = self.node.function
        if len(self.levels) == len(self.node.inputs):
            values = [[variant.value for variant in level] for level in self.levels]
            return (join(*fields) for fields in product(*values))
        return (join(*arguments(self.node.inputs, variants)) for variants in product(*self.levels))

    def _joined(self) -> Iterator[tuple[str, Way[Any]]]:
        assert self.rival is not None
        for variants in product(*self.levels):
            for way in iter_ways(self.rival.deviation, arguments(self.node.inputs, variants)):
                yield way.value, way

    def picks(self, text: str) -> tuple[Pick, ...]:
        """The mistakes that led to `text`."""
        for variants in product(*self.levels):
            below = tuple([pick for variant in variants for pick in variant.picks])
            args = arguments(self.node.inputs, variants)
            if self.rival is None:
                if self.node.function(*args) == text:
                    return below
                continue
            for place, way in enumerate(iter_ways(self.rival.deviation, args)):
                if way.value == text:
                    return (*below, picked(self.rival, self.node.stage, place, way))
        return ()


def blocks(node: Node, cost: int) -> Iterator[Block]:
    """The products of fields that cost exactly `cost`, joined rightly or by a rival."""
    for rival in (None, *node.rivals):
        left = cost - (rival.cost if rival else 0)
        if left >= 0:
            for levels in compositions(node.children, left):
                yield Block(node, rival, levels)


def signed_node(top: Node) -> Node:
    """The node whose value the observed signature shows: below the stage that writes a MAC down, if there is one."""
    return top.children[0] if top.children and is_writing(top.stage) else top


def is_writing(stage: Any) -> bool:
    """Whether a stage writes bytes down, so that the observed text can be undone instead of done again."""
    return bool(stage.writes)


def is_hmac(node: Node) -> bool:
    """Whether a node is an HMAC of a text under a key."""
    return bool(node.stage.algorithm) and node.function is node.stage


def cost_of(seen: int, rarity: float = 0.0) -> int:
    """The cost of a mistake met in `seen` threads, in half nats.

    The threads are rough counts, so they weigh little beside the number of mistakes: a rare one costs less than
    two common ones.
    """
    return round(UNITS * (12 + 0.3 * math.log(20 / max(seen, 0.5)) + rarity))


class Grower:
    """Makes the trees of several readings of one request, sharing what they have in common.

    Ways rarer than `rarest` are not taken.
    """

    def __init__(self, rivals: Mapping[Any, Sequence[Rival]], rarest: float = math.inf) -> None:
        self.rivals = rivals
        self.rarest = rarest
        self._nodes: dict[Any, Node] = {}
        self._held: list[Any] = []

    def grow(self, derive: Callable[..., Any], args: tuple[Any, ...], exchanged: Mapping[Any, Any]) -> Node:
        """Record one run of `derive`; stages in `exchanged` are fixed to the function given there."""

        def step(stage: Any, *inputs: Any) -> Any:
            wrapped = tuple([item if isinstance(item, Node) else Constant(item) for item in inputs])
            function = exchanged.get(stage, stage)
            key = (stage, function, *(self._key(item) for item in wrapped))
            if key not in self._nodes:
                self._held.append(wrapped)
                rivals = () if stage in exchanged else self.rivals.get(stage, ())
                self._nodes[key] = Node(stage, function, wrapped, rivals, self.rarest)
            return self._nodes[key]

        top = derive(*args, step)
        assert isinstance(top, Node)
        return top

    def _key(self, item: Node | Constant) -> Any:
        if isinstance(item, Constant) and isinstance(item.value, str | int):
            return item.value
        return id(item.value) if isinstance(item, Constant) else id(item)
