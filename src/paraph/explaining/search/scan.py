"""The scan of all trees, cost by cost, until a candidate reproduces the signature."""

from __future__ import annotations

import time
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.mac import prepared_hashes
from paraph.explaining.search.choices import PathStep, choices_along, iter_ways
from paraph.explaining.search.costs import MISTAKE_COST
from paraph.explaining.search.hashing import MacMatcher, Match, Signer
from paraph.explaining.search.levels import utf8_all
from paraph.explaining.search.limits import DeadlineExceeded
from paraph.explaining.search.target import Solution, is_hmac
from paraph.explaining.search.texts import BlockSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from paraph.explaining.search.costs import WrongStage
    from paraph.explaining.search.limits import Deadline
    from paraph.explaining.search.streaming import Quick
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.texts import Block
    from paraph.explaining.search.tree import Node

    Continuation = Callable[["Search", int, int], Solution | None]
    """Goes on with a search from a cost up to a limit."""

CHUNK = 4096
"""How many texts a search hashes before it looks at the clock."""
DEEP = 40_000
"""How many candidates a search tries before it hands over to a continuation."""
SECONDS_BETWEEN_CHECKS = 0.004


class WorkItem(NamedTuple):
    """A piece of a search: its number in the order of the search, and the half of the search (0 or 1) it belongs to."""

    number: int
    half: int


def every_item(_: WorkItem) -> bool:
    """Return True: a search does all its items."""
    return True


def no_roots(_: float) -> Sequence[Root]:
    """Return no roots: a search has them all."""
    return ()


class Search:
    """A search over the trees of `roots` for a candidate that `target` wants.

    `cost` is the highest cost that is complete, `candidates` counts what was tried, `items` counts the work items, and
    `stopped` says that the search ended early. Whoever divides a search sets `takes`, which decides whether an item is
    done here, and `should_stop`. `more_roots` returns the roots that a cost makes affordable.
    """

    def __init__(
        self,
        roots: Sequence[Root],
        target: Target,
        deadline: Deadline,
        quick: Quick,
        more_roots: Callable[[float], Sequence[Root]] = no_roots,
    ) -> None:
        self.roots = sorted(roots, key=lambda root: root.cost)
        self._more_roots = more_roots
        self.target = target
        self.deadline = deadline
        self.quick = quick
        self.cost = -1
        self.limit = 0
        self.candidates = 0
        self.items = 0
        self.stopped = False
        self.takes: Callable[[WorkItem], bool] = every_item
        self.should_stop: Callable[[], bool] | None = None
        self._halves = {id(root): number % 2 for number, root in enumerate(self.roots)}
        self._matcher = MacMatcher(target)
        self._sources: dict[int, BlockSource] = {}
        self._checked_at = 0.0
        self._in_node_item = False

    def run(self, limit: int, continuation: Continuation | None = None) -> Solution | None:
        """Return the cheapest solution up to the cost `limit`; None if there is none, or if time ran out.

        After :data:`DEEP` candidates the `continuation`, if there is one, goes on from the next cost.
        """
        self.limit = limit
        for cost in range(limit + 1):
            if continuation is not None and self.candidates > DEEP:
                return continuation(self, cost, limit)
            solution = self.scan(cost)
            if solution is not None or self.stopped:
                return solution
            self.cost = cost
        return None

    def grow(self, cost: float) -> None:
        """Add the roots that cost at most `cost`; a caller that holds `roots` sees them too."""
        for root in self._more_roots(cost):
            self._halves[id(root)] = len(self._halves) % 2
            self.roots.append(root)
        self.roots.sort(key=lambda root: root.cost)

    def scan(self, cost: int) -> Solution | None:
        """Return the first solution of exactly `cost`; candidates whose values are computed already come first."""
        try:
            self.grow(cost)
        except DeadlineExceeded:
            self.stopped = True
            return None
        for new_values in (False, True):
            for root in self.roots:
                left = cost - root.cost
                if left < 0:
                    break
                if left and (left < MISTAKE_COST or root.is_one_stage()):
                    continue
                try:
                    solution = self._scan_root(root, left, new_values=new_values)
                except DeadlineExceeded:
                    self.stopped = True
                    return None
                if solution is not None or self.stopped:
                    return solution
        return None

    def _scan_root(self, root: Root, cost: int, *, new_values: bool) -> Solution | None:
        matches = self._macs if is_hmac(root.signed) else self._values
        for path, output_mistakes in matches(root, cost, new_values):
            return Solution(root, (*root.reading_choices, *choices_along(path)), output_mistakes)
        return None

    def _values(self, root: Root, cost: int, new_values: bool) -> Iterator[Match]:
        """Yield the matches among values that are not HMACs, such as a body hash under a public key."""
        level = root.signed.level(cost)
        for value, path in zip(level.values, level.paths, strict=True) if new_values else ():
            self.candidates += 1
            output_mistakes = self.target.match(value)
            if output_mistakes is not None:
                yield path, output_mistakes
        self._is_over()

    def _macs(self, root: Root, cost: int, new_values: bool) -> Iterator[Match]:
        """Yield the matches among the HMACs of all texts and keys whose costs add up to `cost`."""
        signed = root.signed
        text_node = signed.children[1]
        source = self._sources.get(id(text_node))
        if source is None:
            source = self._sources[id(text_node)] = BlockSource(text_node)
        if self.target.has_size_of(signed):
            if new_values:
                signer = Signer(signed, None, signed.children[0].level(0))
                yield from self._scan_blocks(self._single_blocks(root, source, cost), signer)
            self._in_node_item = False
            yield from self._macs_by(signed, None, source, cost, (cost,) if new_values else range(cost))
        for wrong in () if new_values else signed.wrong_stages:
            if wrong.cost <= cost and not self.stopped:
                left = cost - wrong.cost
                yield from self._macs_by(signed, wrong, source, left, range(left + 1))

    def _macs_by(
        self, signed: Node, wrong: WrongStage | None, source: BlockSource, cost: int, key_costs: Iterable[int]
    ) -> Iterator[Match]:
        """Yield the matches by the right or a wrong MAC, with keys of some costs and texts of the rest of `cost`."""
        for key_cost in key_costs:
            keys, text_cost = signed.children[0].level(key_cost), cost - key_cost
            if keys.values:
                signer = Signer(signed, wrong, keys)
                yield from self._scan_blocks(source.mixed(text_cost), signer)
                if wrong is not None or key_cost:  # else these blocks are those of new values
                    yield from self._scan_blocks(source.single(text_cost), signer)
            if self.stopped:
                return

    def _single_blocks(self, root: Root, source: BlockSource, cost: int) -> Iterator[Block]:
        """Return the blocks in which one field has the whole cost; the last costs are streamed, a node being an item."""
        stored_cost = self.limit - MISTAKE_COST
        if cost <= stored_cost - root.cost:
            return source.single(cost)
        self._in_node_item = True
        return source.streamed(cost, stored_cost, self.quick, partial(self._takes_node, self._halves[id(root)]))

    def _takes_node(self, half: int, number: int) -> bool:
        """Return whether the next item, the values of a node, is done here; each half has every other node of a root."""
        self.items += 1
        return not self.stopped and self.takes(WorkItem(self.items, (half + number) % 2))

    def _takes_block(self) -> bool:
        """Return whether the next block or chunk is done here; as an item of its own, or as part of a node's."""
        if self._in_node_item:
            return not self.stopped
        self.items += 1
        return not self.stopped and self.takes(WorkItem(self.items, self.items % 2))

    def _scan_blocks(self, blocks: Iterator[Block], signer: Signer) -> Iterator[Match]:
        for block in blocks:
            yield from self._scan_block(block, signer)
            if self.stopped:
                return

    def _scan_block(self, block: Block, signer: Signer) -> Iterator[Match]:
        """Yield the matches in a block: an item, or an item for each chunk of the values for its gap."""
        place = block.gap if signer.algorithm else None
        if place is not None:
            values = block.levels[place].encoded()
            for start in range(0, len(values), CHUNK):
                if self._takes_block():
                    matches = self._fill_gaps(block, place, values[start : start + CHUNK], start, signer)
                    yield from signer.extend_paths(matches)
        elif self._takes_block():
            if signer.algorithm:
                yield from signer.extend_paths(self._hash_texts(block, signer))
            elif signer.wrong is not None:
                yield from self._sign_wrongly(block, signer, signer.wrong)

    def _fill_gaps(self, block: Block, place: int, values: list[bytes], start: int, signer: Signer) -> Iterator[Match]:
        """Yield the matches with `values`, which are the field's from `start` on, in the gap of each frame."""
        after, texts, first = b"", values, self._matcher.first
        keys = [(*prepared_hashes(signer.algorithm, key), path) for key, path in signer.keys.pairs]
        for frame in block.frames(place):
            if frame.after != after:
                after = frame.after
                texts = [value + after for value in values]
            chosen = texts if frame.has_gap else [b""]
            self.candidates += len(chosen) * len(keys)
            for padded, outer, key_path in keys:
                inner = padded.copy()
                inner.update(frame.before)
                match = first(chosen, inner, outer)
                if match is not None:
                    index, output_mistakes = match
                    yield (block.path_in_gap(place, frame, start + index), key_path), output_mistakes
            if self._is_over():
                return

    def _hash_texts(self, block: Block, signer: Signer) -> Iterator[Match]:
        texts = block.texts()
        while chunk := list(islice(texts, CHUNK)):
            encoded = utf8_all([text for text, _, _ in chunk])
            for key, key_path in signer.keys.pairs:
                self.candidates += len(chunk)
                match = self._matcher.first(encoded, *prepared_hashes(signer.algorithm, key))
                if match is not None:
                    index, output_mistakes = match
                    yield (block.path(*chunk[index][1:]), key_path), output_mistakes
            if self._is_over():
                return

    def _sign_wrongly(self, block: Block, signer: Signer, wrong: WrongStage) -> Iterator[Match]:
        """Yield the matches of a wrong stage that is not an HMAC of the text under the key."""
        if wrong.deviation.macs is None or self.target.sizes:
            yield from self._sign_one_by_one(block, signer, wrong)
            return
        texts = block.texts()
        while chunk := list(islice(texts, CHUNK)):
            encoded = utf8_all([text for text, _, _ in chunk])
            for key, key_path in signer.keys.pairs:
                ways = len(list(iter_ways(wrong.deviation, (key, ""))))
                self.candidates += ways * len(chunk)
                match = self._matcher.first_mac(wrong.deviation.macs(key, encoded))
                if match is not None:
                    place, position = divmod(match[0], ways)
                    text, number, join_way = chunk[place]
                    way = list(iter_ways(wrong.deviation, (key, text)))[position]
                    inputs = (block.path(number, join_way), key_path)
                    yield PathStep(inputs, wrong, signer.node.stage, position, way), match[1]
            if self._is_over():
                return

    def _sign_one_by_one(self, block: Block, signer: Signer, wrong: WrongStage) -> Iterator[Match]:
        """Yield the same, with the ways of one text after the other."""
        keys = signer.keys.pairs
        match, deviation = self.target.match, wrong.deviation
        for text, number, join_way in block.texts():
            for key, key_path in keys:
                for position, way in enumerate(iter_ways(deviation, (key, text))):
                    self.candidates += 1
                    output_mistakes = match(way.value)
                    if output_mistakes is not None:
                        inputs = (block.path(number, join_way), key_path)
                        yield PathStep(inputs, wrong, signer.node.stage, position, way), output_mistakes
            if not number % 64 and self._is_over():
                return

    def _is_over(self) -> bool:
        """Return whether to stop: the time is up, or `should_stop` says so."""
        now = time.monotonic()
        if self.should_stop is not None and now > self._checked_at + SECONDS_BETWEEN_CHECKS:
            self._checked_at = now
            self.stopped = self.stopped or self.should_stop()
        self.stopped = self.stopped or now > self.deadline.at
        return self.stopped
