"""The texts that get signed at one cost, streamed instead of kept.

Most candidates of a search differ from their neighbours in one field of the text. So a block gives frames, which
are texts with a gap, and the values for the gap: the hash of what stands before the gap is then shared.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.message import wire_bytes
from paraph.core.trace import LEFT_OUT, present
from paraph.explaining.search.passing import passed
from paraph.explaining.search.picks import Taken, iter_ways
from paraph.explaining.search.tree import alone, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from paraph.core.deviation import Way
    from paraph.explaining.search.picks import Rival, Trail
    from paraph.explaining.search.tree import Level, Node

GAP = "\0gap\0"
WORTH_A_GAP = 6


class Frame(NamedTuple):
    """A text with a gap, the number of its combination of the other fields, and the rival's way that joined it.

    Without `gap` the text is whole: the field does not stand in it.
    """

    before: bytes
    after: bytes
    gap: bool
    number: int
    way: tuple[int, Way[str]] | None


class Block(NamedTuple):
    """Fields of the text that is signed, level by level, joined by the stage or by a rival of it."""

    node: Node
    rival: Rival | None
    levels: list[Level]

    @property
    def left_out(self) -> bool:
        """Whether some field is left out."""
        return any(level.values[0] is LEFT_OUT for level in self.levels)

    @property
    def gap(self) -> int | None:
        """The place of a field with many values, if each stands in the text as it is; the last one, to share the most."""
        join = self.node.function
        joins = join is self.node.stage and join.joins if self.rival is None else self.rival.deviation.joins
        if not joins or len(self.levels) != len(self.node.inputs):
            return None
        sizes = [len(level) for level in self.levels]
        least = max(WORTH_A_GAP, max(sizes) // 4)
        place = max((place for place, size in enumerate(sizes) if size >= least), default=None)
        if place is None:
            return None
        example = [GAP if index == place else level.values[0] for index, level in enumerate(self.levels)]
        return place if GAP in self.node.stage(*example) else None

    def frames(self, place: int) -> Iterator[Frame]:
        """The texts, each with a gap for the field at `place`."""
        fields = [level.values for level in self.levels]
        fields[place] = [GAP]
        left_out = self.left_out
        for number, combination in enumerate(product(*fields)):
            others = present(combination) if left_out else combination
            if self.rival is None:
                before, gap, after = self.node.function(*others).partition(GAP)
                yield Frame(octets(before), octets(after), bool(gap), number, None)
                continue
            for way in enumerate(iter_ways(self.rival.deviation, others)):
                before, gap, after = way[1].value.partition(GAP)
                yield Frame(octets(before), octets(after), bool(gap), number, way)

    def in_gap(self, place: int, frame: Frame, index: int) -> Trail:
        """The trail of a frame with the value number `index` of the field at `place` in its gap."""
        sizes = [len(level) for level in self.levels]
        sizes[place] = 1
        chosen = digits(frame.number, sizes)
        chosen[place] = index
        return self._joined([level.trail(number) for level, number in zip(self.levels, chosen, strict=True)], frame.way)

    def _joined(self, below: list[Trail], way: tuple[int, Way[str]] | None) -> Trail:
        return (
            tuple(below)
            if way is None or self.rival is None
            else Taken(tuple(below), self.rival, self.node.stage, *way)
        )

    def texts(self) -> Iterator[tuple[str, int, tuple[int, Way[str]] | None]]:
        """Every text that the fields give, with the number of their combination and the rival's way that joined them."""
        join, left_out = self.node.function, self.left_out
        for number, combination in enumerate(self.node.fields(self.levels)):
            fields = present(combination) if left_out else combination
            if self.rival is None:
                yield join(*fields), number, None
                continue
            for way in enumerate(iter_ways(self.rival.deviation, fields)):
                yield way[1].value, number, way

    def trail(self, number: int, way: tuple[int, Way[str]] | None) -> Trail:
        """The trail of a text."""
        chosen = digits(number, [len(level) for level in self.levels])
        return self._joined([level.trail(number) for level, number in zip(self.levels, chosen, strict=True)], way)


def octets(text: str) -> bytes:
    """Text as UTF-8."""
    return text.encode() if text.isascii() else wire_bytes(text)


def digits(number: int, sizes: list[int]) -> list[int]:
    """Which value of each field the combination `number` of a product has."""
    chosen = []
    for size in reversed(sizes):
        number, digit = divmod(number, size)
        chosen.append(digit)
    return chosen[::-1]


class Blocks:
    """The blocks of a node that is signed, cost by cost; what is asked again is not worked out again."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._known: dict[tuple[Any, int], list[list[Level]]] = {}

    def spread(self, cost: int) -> Iterator[Block]:
        """The products of fields, joined rightly or by a rival, that cost exactly `cost`, but for those of :meth:`alone`."""
        for levels in self._levels(spread, cost):
            yield Block(self._node, None, levels)
        for rival in self._node.rivals:
            for choose in (spread, alone) if cost >= rival.cost else ():
                for levels in self._levels(choose, cost - rival.cost):
                    yield Block(self._node, rival, levels)

    def alone(self, cost: int) -> Iterator[Block]:
        """The fields, joined rightly, of which one has the whole cost."""
        for levels in self._levels(alone, cost):
            yield Block(self._node, None, levels)

    def passing(
        self,
        cost: int,
        kept: int,
        quick: Mapping[tuple[Any, ...], Callable[..., Any]],
        mine: Callable[[int], bool],
    ) -> Iterator[Block]:
        """As :meth:`alone`, for values that are not kept, since none that costs more than `kept` is used again.

        The arguments are those of :func:`passed`.
        """
        children = self._node.children
        for chosen in children:
            for level in passed(chosen, cost, kept, quick, mine):
                levels = [level if child is chosen else child.level(0) for child in children]
                if all(level.values for level in levels):
                    for parts in product(*[level.parts for level in levels]):
                        yield Block(self._node, None, list(parts))

    def _levels(self, choose: Callable[[Sequence[Node], int], Iterator[list[Level]]], cost: int) -> list[list[Level]]:
        known = self._known.get((choose, cost))
        if known is None:
            known = self._known[choose, cost] = [
                list(parts)
                for levels in choose(self._node.children, cost)
                for parts in product(*[level.parts for level in levels])
            ]
        return known
