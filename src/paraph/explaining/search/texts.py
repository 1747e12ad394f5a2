"""The texts that can be signed at one cost, generated instead of stored.

Most candidates of a search differ from their neighbours in one field of the text. So a block gives frames, which are
texts with a gap, and the values for the gap: what stands before the gap is hashed once for all of them.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.message import wire_bytes
from paraph.core.trace import LEFT_OUT, present_texts
from paraph.explaining.search.choices import PathStep, iter_ways
from paraph.explaining.search.cost_splits import mixed_splits, single_splits
from paraph.explaining.search.streaming import stream_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from paraph.core.deviation import Way
    from paraph.explaining.search.choices import Path
    from paraph.explaining.search.costs import WrongStage
    from paraph.explaining.search.levels import Level
    from paraph.explaining.search.streaming import Quick
    from paraph.explaining.search.tree import Node

    JoinWay = tuple[int, Way[str]] | None
    """The way in which a wrong stage joined the fields, with its position; None if the right stage joined them."""

GAP = "\0gap\0"
FEWEST_FOR_GAP = 6
"""With fewer values for the gap, hashing the whole text each time is faster."""


class Frame(NamedTuple):
    """A text with a gap: `number` identifies the combination of the other fields, `way` how they were joined.

    If `has_gap` is false, the text is whole: the field is not part of it.
    """

    before: bytes
    after: bytes
    has_gap: bool
    number: int
    way: JoinWay


class Block(NamedTuple):
    """The texts that one level for each field gives, joined by the right stage or by the wrong stage `wrong`."""

    node: Node
    wrong: WrongStage | None
    levels: list[Level]

    @property
    def leaves_out(self) -> bool:
        """Whether a field is left out."""
        return any(level.values[0] is LEFT_OUT for level in self.levels)

    @property
    def gap(self) -> int | None:
        """The place of a field with many values that stands unchanged in the text; the last one, to share the most."""
        join = self.node.function
        keeps_fields = getattr(join, "joins", False) if self.wrong is None else self.wrong.deviation.joins
        if not keeps_fields or len(self.levels) != len(self.node.inputs):
            return None
        sizes = [len(level) for level in self.levels]
        least = max(FEWEST_FOR_GAP, max(sizes) // 4)
        place = max((place for place, size in enumerate(sizes) if size >= least), default=None)
        if place is None:
            return None
        example = [GAP if index == place else level.values[0] for index, level in enumerate(self.levels)]
        return place if GAP in (join if self.wrong is None else self.node.stage)(*example) else None

    def frames(self, place: int) -> Iterator[Frame]:
        """Yield the texts, each with a gap for the field at `place`."""
        fields = [level.values for level in self.levels]
        fields[place] = [GAP]
        for text, number, way in self._joined_texts(product(*fields)):
            before, gap, after = text.partition(GAP)
            yield Frame(utf8(before), utf8(after), bool(gap), number, way)

    def texts(self) -> Iterator[tuple[str, int, JoinWay]]:
        """Yield every text, with the number of its combination of fields and the way in which they were joined."""
        return self._joined_texts(self.node.combinations(self.levels))

    def _joined_texts(self, combinations: Iterator[tuple[Any, ...]]) -> Iterator[tuple[str, int, JoinWay]]:
        join, leaves_out = self.node.function, self.leaves_out
        for number, combination in enumerate(combinations):
            fields = present_texts(combination) if leaves_out else combination
            if self.wrong is None:
                yield join(*fields), number, None
                continue
            for way in enumerate(iter_ways(self.wrong.deviation, fields)):
                yield way[1].value, number, way

    def path_in_gap(self, place: int, frame: Frame, index: int) -> Path:
        """Return the path of a frame with the value number `index` of the field at `place` in its gap."""
        sizes = [len(level) for level in self.levels]
        sizes[place] = 1
        indices = combination_indices(frame.number, sizes)
        indices[place] = index
        return self._path(indices, frame.way)

    def path(self, number: int, way: JoinWay) -> Path:
        """Return the path of a text."""
        return self._path(combination_indices(number, [len(level) for level in self.levels]), way)

    def _path(self, indices: list[int], way: JoinWay) -> Path:
        inputs = tuple([level.path(index) for level, index in zip(self.levels, indices, strict=True)])
        return inputs if way is None or self.wrong is None else PathStep(inputs, self.wrong, self.node.stage, *way)


def utf8(text: str) -> bytes:
    """Encode text as UTF-8, lone surrogates as the bytes that they stand for."""
    return text.encode() if text.isascii() else wire_bytes(text)


def combination_indices(number: int, sizes: list[int]) -> list[int]:
    """Return which value of each field the combination `number` of a product has."""
    indices = []
    for size in reversed(sizes):
        number, index = divmod(number, size)
        indices.append(index)
    return indices[::-1]


class BlockSource:
    """The blocks of the node that joins the signed text, by cost; they are remembered for the next key or MAC."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._known: dict[tuple[Any, int], list[list[Level]]] = {}

    def mixed(self, cost: int) -> Iterator[Block]:
        """Yield the blocks of exactly `cost`, except those of :meth:`single`."""
        for levels in self._levels(mixed_splits, cost):
            yield Block(self._node, None, levels)
        for wrong in self._node.wrong_stages:
            for split in (mixed_splits, single_splits) if cost >= wrong.cost else ():
                for levels in self._levels(split, cost - wrong.cost):
                    yield Block(self._node, wrong, levels)

    def single(self, cost: int) -> Iterator[Block]:
        """Yield the blocks, joined by the right stage, in which one field has the whole cost."""
        for levels in self._levels(single_splits, cost):
            yield Block(self._node, None, levels)

    def streamed(self, cost: int, stored_cost: int, quick: Quick, takes: Callable[[int], bool]) -> Iterator[Block]:
        """Yield the blocks of :meth:`single` without storing their values, which no search needs above `stored_cost`.

        The arguments are those of :func:`stream_levels`.
        """
        children = self._node.children
        for chosen in children:
            for level in stream_levels(chosen, cost, stored_cost, quick, takes):
                levels = [level if child is chosen else child.level(0) for child in children]
                if all(level.values for level in levels):
                    for parts in product(*[level.parts for level in levels]):
                        yield Block(self._node, None, list(parts))

    def _levels(self, split: Callable[[Sequence[Node], int], Iterator[list[Level]]], cost: int) -> list[list[Level]]:
        known = self._known.get((split, cost))
        if known is None:
            known = self._known[split, cost] = [
                list(parts)
                for levels in split(self._node.children, cost)
                for parts in product(*[level.parts for level in levels])
            ]
        return known
