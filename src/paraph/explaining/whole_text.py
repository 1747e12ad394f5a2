"""Explains a signed text as a whole, if it does not split into the fields that the scheme joins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.encoding import percent
from paraph.core.errors import Malformed
from paraph.core.trace import Trace, summary, title
from paraph.explaining.search.choices import choices_along
from paraph.explaining.search.target import Solution
from paraph.explaining.signing_keys import key_and_text
from paraph.explaining.text_difference import MOST_PARTS, Part, describe_difference, parameter_parts
from paraph.explaining.unnamed import unnamed_step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.core.case import Case
    from paraph.explaining.search.tree import Node
    from paraph.explaining.signing_keys import Signing


def whole_text_solution(case: Case[Any], ways: Sequence[Signing], text: str) -> Solution:
    """Return the solution that exchanges the whole text, for the reading whose right text is most like it."""

    def unlikeness(way: Signing) -> tuple[int, int, int]:
        parts = right_parts(case, way)
        found = sum(part.value in text for part in parts)
        mistakes = len(way.root.reading_choices) + len(choices_along(way.path)) + len(way.output_mistakes)
        return mistakes, len(parts) - 2 * found, way.root.cost

    way = min(ways, key=unlikeness)
    node = text_node(way)
    right = node.level(0).values[0]
    choices = (*way.root.reading_choices, *choices_along(way.path))
    if text != right:
        difference = describe_difference(text, right, right_parts(case, way), case.scheme.output.subject)
        fix = f"Sign the {case.scheme.output.subject} instead. {summary(node.stage)}"
        choices = (*choices, *choices_along(unnamed_step(node.stage, text, difference.title, difference.detail, fix)))
    return Solution(way.root, choices, way.output_mistakes)


def text_node(way: Signing) -> Node:
    """Return the node of the text that was signed."""
    _, node = key_and_text(way.root.signed)
    assert node is not None
    return node


def right_parts(case: Case[Any], way: Signing) -> list[Part]:
    """Return the parts of the right text as they stand there: its fields, with each parameter for itself."""
    node = text_node(way)
    right = node.level(0).values[0]
    pairs = [
        Part(part.name, value)
        for part in parameter_parts(right_pairs(case, way))
        for value in (part.value, percent(part.value))
        if value in right
    ]
    fields = [Part(f"the {title(child.stage)}", child.level(0).values[0]) for child in node.children]
    joined = [field for field in fields if not (pairs and pairs[0].value in field.value)]
    return [*joined, *{part.name + part.value: part for part in pairs}.values()][:MOST_PARTS]


def right_pairs(case: Case[Any], way: Signing) -> tuple[tuple[str, str], ...]:
    """Return the parameters that had to be signed, encoded as the scheme encodes them; none if it has no parameters."""
    trace = Trace(way.root.replacements)
    try:
        case.derive(way.root.claims, trace)
    except (ValueError, Malformed):
        return ()
    return next((value for _, value in reversed(trace.values) if value and is_pairs(value)), ())


def is_pairs(value: Any) -> bool:
    """Return whether a value is a list of parameters."""
    return isinstance(value, tuple) and all(is_text_pair(pair) for pair in value)


def is_text_pair(value: Any) -> bool:
    """Return whether a value is a name and a value."""
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) for text in value)
