"""What a solution proves about the text and the key, and a cheap check of other solutions against it.

An HMAC distinguishes texts and keys: no other text, under any key, gives the same MAC. So another solution has to
lead to the same text and the same key, and only the branch of the tree that a mistake affects has to be computed again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.trace import present_texts
from paraph.explaining.search.choices import ARGUMENT_ERRORS
from paraph.explaining.search.target import Solution, is_hmac
from paraph.explaining.search.tree import Constant

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from paraph.explaining.search.choices import Choice
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node

    Values = dict[Node, Any]
    """The value of each node."""


class PartialSolution(NamedTuple):
    """A reading with some choices made, the functions that these put in the place of stages, and all node values."""

    root: Root
    choices: tuple[Choice, ...]
    replacements: Mapping[Any, Any]
    values: Values


class Proof:
    """The node values of a solution: of text and key if the signature is an HMAC, else of what is signed."""

    def __init__(self, solution: Solution, target: Target) -> None:
        self.solution = solution
        self.target = target
        self.signed = solution.root.signed
        replacements = replacements_of(solution.choices)
        self.values = evaluate(deciding_nodes(solution.root), replacements) or {}
        self.uses_right_mac = self.signed.stage not in replacements and is_hmac(self.signed)

    def check(self, partial: PartialSolution) -> Solution | None:
        """Return a partial solution as a solution, if its values give the signature; else None."""
        output_mistakes = self._output_mistakes(partial)
        if output_mistakes is None:
            return None
        return Solution(partial.root, (*partial.root.reading_choices, *partial.choices), output_mistakes)

    def _output_mistakes(self, partial: PartialSolution) -> tuple[str, ...] | None:
        root = partial.root
        if self.has_same_mac(partial):
            own, theirs = deciding_nodes(self.solution.root), deciding_nodes(root)
            same = [self.values[node] for node in own] == [partial.values[node] for node in theirs]
            return self.solution.output_mistakes if same else None
        values = evaluate([root.signed], partial.replacements)
        return None if values is None else self.target.match(values[root.signed])

    def has_same_mac(self, partial: PartialSolution) -> bool:
        """Return whether `partial` makes its MAC as the solution does, so that text and key decide."""
        signed = partial.root.signed
        is_same = signed.stage is self.signed.stage and signed.stage not in partial.replacements
        return self.uses_right_mac and is_same and is_hmac(signed)

    def value_for(self, node: Node, root: Root) -> Any:
        """Return the solution's value for a deciding node of another root; None if it has none."""
        pairs = zip(deciding_nodes(root), deciding_nodes(self.solution.root), strict=False)
        return self.values.get(next((theirs for own, theirs in pairs if own is node), node))


def deciding_nodes(root: Root) -> list[Node]:
    """Return the nodes whose values decide: key and text of an HMAC, else the node that is signed."""
    return root.signed.children if is_hmac(root.signed) else [root.signed]


def affected_branch(root: Root, choice: Choice) -> Any:
    """Return the stage at the top of the branch that a choice changes; None if it changes the MAC itself.

    The text counts if the choice changes several branches.
    """
    if not is_hmac(root.signed) or choice.stage is root.signed.stage:
        return None
    if choice.stage is None:
        return root.signed.children[-1].stage
    branches = [branch for branch in root.signed.children if choice.stage in {node.stage for node in subtree(branch)}]
    return (branches or root.signed.children)[-1].stage


def subtree(node: Node, without: Container[Node] = ()) -> Iterator[Node]:
    """Yield a node and all that feed it, except for the nodes in `without` and what feeds those."""
    yield node
    for child in node.children:
        if child not in without:
            yield from subtree(child, without)


def nodes_between(node: Node, top: Node) -> list[Node]:
    """Return the nodes from `node` up to `top`, both included."""
    if node is top:
        return [node]
    for child in top.children:
        nodes = nodes_between(node, child)
        if nodes:
            return [*nodes, top]
    return []


def propagate(value: Any, nodes: Sequence[Node], partial: PartialSolution) -> Any:
    """Return the value of the last of `nodes` if the first has `value`; None if it is the old one or an error."""
    values = partial.values
    try:
        for child, node in pairwise(nodes):
            args = [value if item is child else input_value(item, values) for item in node.inputs]
            value = partial.replacements.get(node.stage, node.function)(*present_texts(tuple(args)))
            if node in values and value == values[node]:
                return None
    except ARGUMENT_ERRORS:
        return None
    return value


def input_value(item: Node | Constant, values: Values) -> Any:
    """Return the value of an input."""
    return item.value if isinstance(item, Constant) else values[item]


def replacements_of(choices: Sequence[Choice]) -> dict[Any, Any]:
    """Return the functions that choices put in the place of stages."""
    return {choice.stage: choice.function for choice in choices if choice.stage is not None}


def evaluate(tops: Sequence[Node], replacements: Mapping[Any, Any], known: Values | None = None) -> Values | None:
    """Return the value of every node below `tops`; None on an error. Values in `known` are reused, new ones added."""
    values: Values = {} if known is None else known

    def value_of(node: Node) -> Any:
        if node not in values:
            args = [item.value if isinstance(item, Constant) else value_of(item) for item in node.inputs]
            values[node] = replacements.get(node.stage, node.function)(*present_texts(tuple(args)))
        return values[node]

    try:
        for top in tops:
            value_of(top)
    except ARGUMENT_ERRORS:
        return None
    return values
