"""Compares a signed text with the right one field by field, to find the mistakes that lead to each field."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.trace import LEFT_OUT, present_texts, title
from paraph.explaining.search.choices import PathStep, choices_along, iter_ways
from paraph.explaining.search.target import Solution
from paraph.explaining.search.tree import levels_in_time
from paraph.explaining.signing_keys import key_and_text, mac_paths, possible_keys
from paraph.explaining.text_difference import field_difference
from paraph.explaining.unnamed import unnamed_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.explaining.search.choices import Path
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node
    from paraph.explaining.signing_keys import Evidence

MAX_COST, MAX_COST_OF_LEAF = 25, 46
"""How far the values of a field are searched: up to two mistakes, or all dates if no other stage feeds the field."""


class Guess(NamedTuple):
    """A reading of the request, and the text split so that each of its fields has a value."""

    root: Root
    fields: tuple[str, ...]

    @property
    def wrong_fields(self) -> int:
        """How many of the fields differ from the right ones."""
        _, text_node = key_and_text(self.root.signed)
        nodes = text_node.children if text_node else ()
        return sum(field not in node.level(0).values for node, field in zip(nodes, self.fields, strict=True))


def find_solutions(
    roots: Sequence[Root],
    splits: Sequence[tuple[str, ...]],
    evidence: Evidence,
    target: Target,
    *,
    unnamed: bool = False,
) -> Iterator[Solution]:
    """Yield the sets of mistakes that lead to the text and the key, those with the fewest wrong fields first.

    With `unnamed` a field may have a value that no known mistake leads to.
    """
    nodes = [(root, *key_and_text(root.signed)) for root in roots]
    guesses = [
        (Guess(root, placed), key_node, text_node)
        for root, key_node, text_node in nodes
        if text_node is not None
        for fields in splits
        for placed in placements(fields, len(text_node.children))
    ]
    for (root, fields), key_node, text_node in sorted(
        guesses, key=lambda guess: (guess[0].wrong_fields, guess[0].root.cost)
    ):
        for text_path, (key, key_path) in product(
            text_paths(text_node, evidence.text, fields, unnamed=unnamed),
            possible_keys(key_node, evidence.key),
        ):
            for path, output_mistakes in mac_paths(root.signed, key, evidence.text, (text_path, key_path), target):
                yield Solution(root, (*root.reading_choices, *choices_along(path)), output_mistakes)


def text_paths(node: Node, text: str, placed: tuple[str, ...], *, unnamed: bool = False) -> Iterator[Path]:
    """Yield the paths that lead to the text: those of each field, and the way in which the fields were joined."""
    fields = present_texts(placed)
    steps = [
        (wrong, position, way)
        for wrong in node.wrong_stages
        for position, way in enumerate(iter_ways(wrong.deviation, fields))
        if way.value == text
    ]
    is_joined_right = node.function(*fields) == text
    if not steps and not is_joined_right:
        return
    inputs = field_paths(node.children, placed, unnamed=unnamed)
    if inputs is not None:
        if is_joined_right:
            yield inputs
        for wrong, position, way in steps:
            yield PathStep(inputs, wrong, node.stage, position, way)


def field_paths(nodes: Sequence[Node], fields: tuple[str, ...], *, unnamed: bool) -> Path | None:
    """Return the paths of all fields; None if one has none. With `unnamed` every field that is there has one."""
    paths: list[Path] = []
    for node, field in zip(nodes, fields, strict=True):
        path = find_path(node, field)
        if path is None and unnamed and field is not LEFT_OUT:
            path = unnamed_path(node, field)
        if path is None:
            return None
        paths.append(path)
    return tuple(paths)


def placements(fields: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Yield the fields in their places; if some are missing, each way to leave out as many."""
    if len(fields) == count:
        yield fields
    elif 0 < count - len(fields) < 3:
        for index in range(len(fields) + 1):
            yield from placements((*fields[:index], LEFT_OUT, *fields[index:]), count)


def find_path(node: Node, value: str) -> Path | None:
    """Return how the cheapest mistakes lead a node to a value; None if no known mistake does in time."""
    for level in levels_in_time(node, range((MAX_COST if node.children else MAX_COST_OF_LEAF) + 1)):
        for index, own in enumerate(level.values):
            if own is value if value is LEFT_OUT else own == value:
                return level.path(index)
    return None


def unnamed_path(node: Node, value: str) -> Path:
    """Make the path of a value that no known mistake leads to: it was signed instead of the one that was sent."""
    name = title(node.stage)
    return unnamed_step(
        node.stage,
        value,
        f"The {name} that was signed differs from the one in the request",
        field_difference(value, node.level(0).values[0]),
        f"Sign the {name} exactly as the request carries it.",
    )
