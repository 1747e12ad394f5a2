"""Values of a cost so high that no further mistake can join them: computed, handed on, and not stored.

They are most of the values of a search. Several right stages in a row are computed by one function, if the scheme has
one (`quick`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.explaining.search.choices import ARGUMENT_ERRORS
from paraph.explaining.search.levels import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from paraph.explaining.search.tree import Node

    Quick = Mapping[tuple[Any, ...], Callable[..., Any]]
    """A function for several stages in a row, which computes what they compute one after the other."""


def stream_levels(
    top: Node, cost: int, stored_cost: int, quick: Quick, takes: Callable[[int], bool]
) -> Iterator[Level]:
    """Yield the values of `top` at exactly `cost`: one level for each node below that has wrong stages of its own.

    A value can occur in several levels. Nodes that trees share store their levels up to `stored_cost`. Nodes are
    numbered from the top; `takes` decides for each number whether this search computes it.
    """
    above: list[Node] = []
    node = top
    while True:
        is_stored = node.has_level(cost) or (node.shared and cost <= stored_cost)
        is_last = len(node.inputs) > 1 or not node.children
        if takes(len(above)):
            own = node.level(cost) if is_stored else node.own_level(cost)
            yield map_level(own, top, compose(above, quick)) if above else own
            if is_last and not is_stored:
                yield map_level(argument_level(node, cost), top, compose([*above, node], quick, unpack=True))
        if is_last or is_stored:
            return
        above.append(node)
        node = node.children[0]


def argument_level(node: Node, cost: int) -> Level:
    """Return a level whose values are the arguments of a node."""
    level = Level()
    for args, path in node.arguments(cost):
        level.add(args, path)
    return level


def map_level(level: Level, top: Node, function: Callable[[Any], Any]) -> Level:
    """Apply `function` to the values of a level; results are kept once, and only if `top` has none of lower cost."""
    mapped, known = Level(), set[Any]()
    for value, path in zip(level.values, level.paths, strict=True):
        try:
            result = function(value)
        except ARGUMENT_ERRORS:
            continue
        if result not in known and result not in top.values:
            known.add(result)
            mapped.add(result, path)
    return mapped


def compose(above: Sequence[Node], quick: Quick, *, unpack: bool = False) -> Callable[[Any], Any]:
    """Return one function for the stages of the nodes in `above`, topmost first; with `unpack`, it takes a tuple."""
    functions: list[Callable[[Any], Any]] = []
    nodes = list(above[::-1])
    if unpack:
        first = nodes.pop(0).function
        functions.append(lambda args: first(*args))
    while nodes:
        for size in range(len(nodes), 0, -1):
            run = tuple([node.stage for node in nodes[:size] if not node.replaced])
            if size == 1 or (len(run) == size and run in quick):
                functions.append(quick[run] if size > 1 else nodes[0].function)
                del nodes[:size]
                break
    return functions[0] if len(functions) == 1 else chain(functions)


def chain(functions: Sequence[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Return a function that applies `functions` one after the other."""

    def run(value: Any) -> Any:
        for function in functions:
            value = function(value)
        return value

    return run
