"""How a cost can be split among the children of a node.

A node with the children A, B and C has values of cost 24 if, for instance, A has values of cost 12, B of 12 and C of 0.
Each child keeps a bit mask of the costs at which it has values, so splits that lead nowhere are not tried.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from paraph.explaining.search.costs import MISTAKE_COST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.explaining.search.levels import Level


class HasLevels(Protocol):
    """A node of the tree, as far as splitting needs it."""

    def level(self, cost: int) -> Level:
        """Return the values of exactly this cost."""
        ...

    def mask(self, most: int) -> int:
        """Return a bit for each cost up to `most` at which there are values."""
        ...


def cost_splits(children: Sequence[HasLevels], cost: int) -> Iterator[list[Level]]:
    """Yield every choice of one level for each child, none of them empty, whose costs add up to exactly `cost`."""
    yield from mixed_splits(children, cost)
    yield from single_splits(children, cost)


def single_splits(children: Sequence[HasLevels], cost: int) -> Iterator[list[Level]]:
    """Yield the splits in which one child has the whole cost, whose values have to be computed first."""
    if cost:
        for chosen in children:
            levels = [child.level(cost if child is chosen else 0) for child in children]
            if all(level.values for level in levels):
                yield levels


def mixed_splits(children: Sequence[HasLevels], cost: int) -> Iterator[list[Level]]:
    """Yield the splits in which no child has the whole cost, so that all values are computed already."""
    if not children:
        if cost == 0:
            yield []
        return
    most = max(cost - MISTAKE_COST, 0)
    masks = reachable_costs(children, cost, most)

    def descend(index: int, left: int) -> Iterator[list[Level]]:
        if index == len(children):
            yield []
            return
        rest = masks[index + 1]
        for spent in bits(children[index].mask(most) & ((2 << min(left, most)) - 1)):
            if rest >> (left - spent) & 1:
                level = children[index].level(spent)
                for levels in descend(index + 1, left - spent):
                    yield [level, *levels]

    if masks[0] >> cost & 1:
        yield from descend(0, cost)


def reachable_costs(children: Sequence[HasLevels], cost: int, most: int) -> list[int]:
    """Return a mask for each place among the children: the total costs that the children from there on can have."""
    masks = [1]
    for child in reversed(children):
        reachable = 0
        for spent in bits(child.mask(most) & ((2 << most) - 1)):
            reachable |= masks[0] << spent
        masks.insert(0, reachable & ((2 << cost) - 1))
    return masks


def bits(mask: int) -> Iterator[int]:
    """Yield the numbers of the bits that are set, lowest first."""
    while mask:
        low = mask & -mask
        mask ^= low
        yield low.bit_length() - 1
