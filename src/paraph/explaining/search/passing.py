"""The values of a cost so high that no mistake can join them: passed on at once, and kept nowhere.

They are most of what a search makes, so several right stages in a row are done by one function, where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.explaining.search.picks import IMPOSSIBLE
from paraph.explaining.search.tree import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from paraph.explaining.search.tree import Node


def passed(
    top: Node,
    cost: int,
    kept: int,
    quick: Mapping[tuple[Any, ...], Callable[..., Any]],
    mine: Callable[[int], bool],
) -> Iterator[Level]:
    """The values of `top` at exactly `cost`, in a level for each node below that brings some; a few come in several.

    Nodes that trees share keep theirs up to the cost `kept`. `quick` are functions that do what the stages of their key
    do one after the other. Of the nodes, counted from the top, only those that are `mine` are asked.
    """
    above: list[Node] = []
    node = top
    while True:
        keeps = node.shared and cost <= kept
        last = len(node.inputs) > 1 or not node.children
        if mine(len(above)):
            own = node.level(cost) if keeps else node.brought(cost)
            yield lifted(own, top, through(above, quick)) if above else own
            if last and not keeps:
                arguments = Level()
                for args, trail in node.arguments(cost):
                    arguments.add(args, trail)
                yield lifted(arguments, top, through([*above, node], quick, spread=True))
        if last or keeps:
            return
        above.append(node)
        node = node.children[0]


def lifted(below: Level, top: Node, function: Callable[[Any], Any]) -> Level:
    """What `function` makes of the values of a level, once each, but for what `top` has kept at a lower cost."""
    level, seen = Level(), set[Any]()
    for value, trail in zip(below.values, below.trails, strict=True):
        try:
            made = function(value)
        except IMPOSSIBLE:
            continue
        if made not in seen and made not in top.seen:
            seen.add(made)
            level.add(made, trail)
    return level


def through(
    above: Sequence[Node], quick: Mapping[tuple[Any, ...], Callable[..., Any]], *, spread: bool = False
) -> Callable[[Any], Any]:
    """What the nodes in `above`, the topmost first, make of a value; with `spread`, of a tuple of arguments."""
    functions: list[Callable[[Any], Any]] = []
    nodes = list(above[::-1])
    if spread:
        first = nodes.pop(0).function
        functions.append(lambda args: first(*args))
    while nodes:
        for size in range(len(nodes), 0, -1):
            run = tuple([node.stage for node in nodes[:size] if not node.exchanged])
            if size == 1 or (len(run) == size and run in quick):
                functions.append(quick[run] if size > 1 else nodes[0].function)
                del nodes[:size]
                break
    if len(functions) == 1:
        return functions[0]

    def chain(value: Any) -> Any:
        for function in functions:
            value = function(value)
        return value

    return chain
