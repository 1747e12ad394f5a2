"""The walk over all trees, cost by cost, until the signature is reproduced."""

from __future__ import annotations

import time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.credential import Secret
from paraph.core.mac import keyed
from paraph.explaining.search.picks import LEAST, Taken, iter_ways, picks_of, weight_of
from paraph.explaining.search.target import Found, is_hmac
from paraph.explaining.search.texts import Blocks, octets
from paraph.explaining.search.tree import Late

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from paraph.explaining.search.picks import Rival, Trail
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.texts import Block
    from paraph.explaining.search.tree import Deadline, Level, Node

CHUNK = 4096
DEEP = 12_000
WATCH_SECONDS = 0.004
Hit = tuple["Trail", tuple[str, ...]]
"""The trail that leads to the text and key that were found, and the mistakes of writing."""


class Share(NamedTuple):
    """The part of a search that one of two processes does: every other turn, `rest` says which.

    With `only`, that turn alone.
    """

    rest: int
    only: int = 0

    def takes(self, turn: int) -> bool:
        """Whether a turn is in this share."""
        return turn == self.only if self.only else turn % 2 == self.rest

    def takes_node(self, owner: int, turn: int) -> bool:
        """Whether a turn is in this share for which a node that has an owner makes values."""
        return turn == self.only if self.only else owner == self.rest


class Search:
    """A search over `roots`, that can be asked how far it got."""

    def __init__(
        self,
        roots: Sequence[Root],
        target: Target,
        deadline: Deadline,
        quick: Mapping[tuple[Any, ...], Callable[..., Any]],
    ) -> None:
        self.quick = quick
        self.roots = sorted(roots, key=lambda root: root.cost)
        self._owners = {id(root): place % 2 for place, root in enumerate(self.roots)}
        self._sizes = sorted(target.sizes)
        self.target = target
        self.deadline = deadline
        self.candidates = 0
        self.cost = -1
        self.stopped = False
        self.share: Share | None = None
        self.watch: Callable[[], bool] | None = None
        self.turn = 0
        self.limit = 0
        self._watched = 0.0
        self._whole = False
        self._blocks: dict[int, Blocks] = {}

    def run(self, limit: int, share: Callable[[Search, int, int], Found | None] | None = None) -> Found | None:
        """The cheapest set of mistakes up to `limit`; None when there is none, or when time ran out.

        From :data:`DEEP` candidates on, `share` is given the search, the next cost and the limit, to go on with
        help, if it is given itself.
        """
        self.limit = limit
        for cost in range(limit + 1):
            if share is not None and self.candidates > DEEP:
                return share(self, cost, limit)
            found = self.level(cost)
            if found is not None or self.stopped:
                return found
            self.cost = cost
        return None

    def level(self, cost: int) -> Found | None:
        """The first set of mistakes of exactly `cost`; those first whose values are there already."""
        for deep in (False, True):
            for root in self.roots:
                left = cost - root.cost
                if left < 0:
                    break
                if 0 < left < LEAST:
                    continue
                try:
                    found = self._scan(root, left, deep)
                except Late:
                    self.stopped = True
                    return None
                if found is not None or self.stopped:
                    return found
        return None

    def reached(self) -> str:
        """How far the search got, in words."""
        depth = self.cost / weight_of(1)
        if not self.stopped:
            return f"Nothing found among {self.candidates} candidates: all likely sets of up to three mistakes."
        return f"Stopped by the budget after {self.candidates} candidates; complete to about {depth:.1f} mistakes."

    def _scan(self, root: Root, cost: int, deep: bool) -> Found | None:
        signed = root.signed
        if is_hmac(signed):
            for hit in self._scan_macs(root, cost, deep):
                return Found(root, (*root.given, *picks_of(hit[0])), hit[1])
            return None
        level = signed.level(cost)
        for value, trail in zip(level.values, level.trails, strict=True) if deep else ():
            self.candidates += 1
            written = self.target.match(value)
            if written is not None:
                return Found(root, (*root.given, *picks_of(trail)), written)
        self._late()
        return None

    def _scan_macs(self, root: Root, cost: int, deep: bool) -> Iterator[Hit]:
        signed = root.signed
        key_node, text_node = signed.children
        blocks = self._blocks.setdefault(id(text_node), Blocks(text_node))
        for mac in (None, *signed.rivals) if self.target.has_size(signed) else signed.rivals:
            left = cost - (mac.cost if mac else 0)
            if deep and mac is None:
                yield from self._pieces(self._alone(root, blocks, left), key_node.level(0), signed, mac)
            self._whole = False
            for key_cost in range(left + 1):
                if deep is (key_cost == cost):
                    keys, text_cost = key_node.level(key_cost), left - key_cost
                    if keys.values:
                        yield from self._pieces(blocks.spread(text_cost), keys, signed, mac)
                        if text_cost < cost:
                            yield from self._pieces(blocks.alone(text_cost), keys, signed, mac)
                if self.stopped:
                    return

    def _pieces(self, blocks: Iterator[Block], keys: Level, signed: Node, mac: Rival | None) -> Iterator[Hit]:
        for block in blocks:
            yield from self._block(block, keys, signed, mac)
            if self.stopped:
                return

    def _block(self, block: Block, keys: Level, signed: Node, mac: Rival | None) -> Iterator[Hit]:
        """What is found in a block; each piece of it is a turn that one process takes."""
        algorithm = mac.deviation.algorithm if mac else signed.stage.algorithm
        place = block.gap if algorithm else None
        if place is not None:
            values = block.levels[place].octets(octets)
            for start in range(0, len(values), CHUNK):
                if self._my_turn():
                    hits = self._in_gaps(block, place, values[start : start + CHUNK], start, keys, algorithm)
                    yield from with_mac(hits, mac, signed)
        elif self._my_turn():
            if algorithm:
                yield from with_mac(self._plain(block, keys, algorithm), mac, signed)
            elif mac is not None:
                yield from self._by_rival(block, keys, signed, mac)

    def _alone(self, root: Root, blocks: Blocks, left: int) -> Iterator[Block]:
        """The texts of which one field has the whole cost `left`; the deepest values are made by one process alone."""
        kept = self.limit - LEAST
        if left <= kept - root.cost:
            return blocks.alone(left)
        self._whole = self.share is not None
        return blocks.passing(left, kept, self.quick, partial(self._mine, self._owners[id(root)]))

    def _mine(self, owner: int, place: int) -> bool:
        """Whether the values that a node brings are for this process to make; the owner has every other one."""
        self.turn += 1
        return not self.stopped and (self.share is None or self.share.takes_node((owner + place) % 2, self.turn))

    def _my_turn(self) -> bool:
        if self._whole:
            return not self.stopped
        self.turn += 1
        return not self.stopped and (self.share is None or self.share.takes(self.turn))

    def _in_gaps(
        self, block: Block, place: int, values: list[bytes], start: int, keys: Level, algorithm: str
    ) -> Iterator[Hit]:
        """What is found by putting `values`, which are the field's from `start` on, into the gap of each frame."""
        for frame in block.frames(place):
            texts = [value + frame.after for value in values] if frame.after else values
            for key, key_trail in zip(keys.values, keys.trails, strict=True):
                self.candidates += len(values) if frame.gap else 1
                inner, outer = keyed(algorithm, key)
                inner = inner.copy()
                inner.update(frame.before)
                found = self._search_macs(texts if frame.gap else [b""], inner, outer)
                if found is not None:
                    index, written = found
                    yield (block.in_gap(place, frame, start + index), key_trail), written
            if self._late():
                return

    def _plain(self, block: Block, keys: Level, algorithm: str) -> Iterator[Hit]:
        texts = block.texts()
        while chunk := list(islice(texts, CHUNK)):
            encoded = [octets(text) for text, _, _ in chunk]
            for key, key_trail in zip(keys.values, keys.trails, strict=True):
                self.candidates += len(chunk)
                found = self._search_macs(encoded, *keyed(algorithm, key))
                if found is not None:
                    index, written = found
                    yield (block.trail(*chunk[index][1:]), key_trail), written
            if self._late():
                return

    def _search_macs(self, texts: list[bytes], inner: Any, outer: Any) -> tuple[int, tuple[str, ...]] | None:
        """The first of `texts` whose HMAC is wanted. This loop is where a search spends its time."""
        copy_inner, copy_outer, wanted = inner.copy, outer.copy, self.target.macs
        beginnings, sizes = self.target.beginnings, self._sizes
        for index, text in enumerate(texts):
            hashed = copy_inner()
            hashed.update(text)
            mac = copy_outer()
            mac.update(hashed.digest())
            value = mac.digest()
            if value in wanted:
                return index, wanted[value]
            for size in sizes:
                if value[:size] in beginnings:
                    return index, beginnings[value[:size]]
        return None

    def _by_rival(self, block: Block, keys: Level, signed: Node, mac: Rival) -> Iterator[Hit]:
        """What is found when the MAC itself is made by a rival that is no HMAC of the text under the key."""
        for text, number, joined in block.texts():
            for key, key_trail in zip(keys.values, keys.trails, strict=True):
                for place, way in enumerate(iter_ways(mac.deviation, (key, text))):
                    self.candidates += 1
                    written = self.target.match(way.value)
                    if written is not None:
                        below = (block.trail(number, joined), key_trail)
                        yield Taken(below, mac, signed.stage, place, way), written
            if not number % 64 and self._late():
                return

    def _late(self) -> bool:
        """Whether to stop: time is up, or whoever watches says so."""
        now = time.monotonic()
        if self.watch is not None and now > self._watched + WATCH_SECONDS:
            self._watched = now
            self.stopped = self.stopped or self.watch()
        self.stopped = self.stopped or now > self.deadline.at
        return self.stopped


def with_mac(hits: Iterator[Hit], mac: Rival | None, signed: Node) -> Iterator[Hit]:
    """The hits, with the rival that made the MAC, if there is one."""
    for trail, written in hits:
        if mac is None:
            yield trail, written
        else:
            (way,) = mac.deviation.ways(Secret(b""), "")
            yield Taken(trail, mac, signed.stage, 0, way), written
