"""The values of a cost so high that no mistake can join them: passed on at once, and kept nowhere.

They are most of what a search makes, so several right stages in a row are done by one function, where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.search.picks import IMPOSSIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from paraph.search.picks import Trail
    from paraph.search.tree import Level, Node


def passed(top: Node, cost: int, kept: int, quick: Mapping[tuple[Any, ...], Callable[..., Any]]) -> Level:
    """The values of `top` at exactly `cost`; nodes that trees share keep theirs up to the cost `kept`.

    `quick` are functions that do what the stages of their key do one after the other.
    """
    if top.shared and cost <= kept:
        return top.level(cost)
    level, above, node = top.brought(cost).copied(), [top], top
    seen = set(level.values)
    while len(node.inputs) == 1 and node.children:
        node = node.children[0]
        keeps = node.shared and cost <= kept
        below = node.level(cost) if keeps else node.brought(cost)
        add(level, seen, top.seen, zip(below.values, below.trails, strict=True), through(above, quick))
        if keeps:
            return level
        above.append(node)
    add(level, seen, top.seen, node.arguments(cost), through(above, quick, spread=True))
    return level


def add(
    level: Level,
    seen: set[Any],
    known: Container[Any],
    values: Iterable[tuple[Any, Trail]],
    function: Callable[[Any], Any],
) -> None:
    """Put what `function` makes of `values` into `level`, but for what was `seen` in it and what is `known` from others."""
    for value, trail in values:
        try:
            made = function(value)
        except IMPOSSIBLE:
            continue
        if made not in seen and made not in known:
            seen.add(made)
            level.add(made, trail)


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
