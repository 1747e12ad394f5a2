"""Ties: other solutions that give the same bytes, found by exchanging one mistake for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Sweep
from paraph.core.trace import LEFT_OUT, present_texts
from paraph.explaining.search.choices import ARGUMENT_ERRORS, FixedValue, choice_of
from paraph.explaining.search.costs import MISTAKE_COST
from paraph.explaining.search.proof import (
    PartialSolution,
    Proof,
    affected_branch,
    deciding_nodes,
    evaluate,
    input_value,
    nodes_between,
    propagate,
    replacements_of,
    subtree,
)
from paraph.explaining.search.target import Solution
from paraph.explaining.search.tree import applicable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paraph.core.deviation import Way
    from paraph.explaining.search.choices import Choice
    from paraph.explaining.search.costs import WrongStage
    from paraph.explaining.search.proof import Values
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node

    Candidate = tuple[WrongStage, int, Any, Way[Any] | Sweep[Any]]
    """A wrong stage, the position of its way, the value of that way, and the way or sweep that it comes from."""

MAX_RARITY_AT_STAGE = 16.0
"""The rarest way that is tried in a stage which is known to be wrong."""
_MAX_RARITY_ELSEWHERE, _MAX_RARITY_OF_SWEEPS = 2.0, 1.0
_MOST_TIES = 32
MARK = "marksthisfieldalone"
"""Stands for the value of a field: letters, which no encoding changes."""


def find_ties(solution: Solution, roots: Sequence[Root], target: Target) -> list[Solution]:
    """Return other solutions with as many mistakes as `solution`."""
    ties: dict[frozenset[str], Solution] = {solution.ids: solution}
    queue = [solution]
    tried: set[Any] = set()
    while queue and len(ties) < _MOST_TIES:
        for other in neighbours(queue.pop(0), roots, target, tried):
            if len(other.ids) == len(solution.ids) and other.ids not in ties:
                ties[other.ids] = other
                queue.append(other)
    return list(ties.values())[1:_MOST_TIES]


def rank_solutions(solutions: Iterable[Solution]) -> list[Solution]:
    """Return the solutions that name the most mistakes, likeliest first; of those with the same names, only the first.

    What has no name is shown by what was signed, and other words for it would say nothing new.
    """
    ranked = sorted(solutions, key=lambda one: (one.unnamed, one.weight))
    likeliest = {each.named: each for each in reversed(ranked) if each.unnamed == ranked[0].unnamed}
    return [each for each in ranked if likeliest.get(each.named) is each]


def neighbours(solution: Solution, roots: Sequence[Root], target: Target, tried: set[Any]) -> Iterator[Solution]:
    """Yield every solution that differs in one mistake, except for those in `tried`, to which they are added."""
    proof = Proof(solution, target)
    of_reading = solution.root.reading_choices
    for choice in solution.choices:
        rest = tuple(other for other in solution.choices if other is not choice and other not in of_reading)
        if hides(solution.root, rest, choice):
            continue
        rest_key = frozenset([(other.stage, other.id, other.detail) for other in rest])
        known: Values = {}
        for root in comparable_roots(solution, choice, roots):
            key = (id(root), rest_key, None if root.reading_choices else choice.stage)
            if key in tried:
                continue
            tried.add(key)
            if root.reading_choices and root is not solution.root:
                yield from check_reading(root, rest, proof, known)
            else:
                elsewhere = (id(root), rest_key, proof.uses_right_mac)
                yield from add_mistake(root, rest, choice, proof, here_only=elsewhere in tried)
                tried.add(elsewhere)


def hides(root: Root, rest: Sequence[Choice], choice: Choice) -> bool:
    """Return whether a value that `rest` fixes hides what `choice` does: then anything would seem to do the same.

    The values of sweeps are fixed, so what feeds them has no effect when a solution is computed again.
    """
    changed = {choice.stage} if choice.stage is not None else {*root.replacements}
    fixed = {other.stage for other in rest if isinstance(other.function, FixedValue) and other.stage is not None}
    return any(
        changed & {below.stage for below in subtree(node)} for node in subtree(root.signed) if node.stage in fixed
    )


def comparable_roots(solution: Solution, choice: Choice, roots: Sequence[Root]) -> Iterator[Root]:
    """Yield the readings under which another mistake may replace `choice`."""
    of_reading = solution.root.reading_choices
    if of_reading and choice not in of_reading:
        yield solution.root
        return
    branch = affected_branch(solution.root, choice)
    for root in roots:
        if choice in of_reading:
            fits = root is not solution.root
        elif root.reading_choices:
            fits = affected_branch(root, root.reading_choices[0]) is branch
        else:  # a single mistake may also be another one in the text of another version
            fits = root.claims == solution.root.claims or len(solution.choices) == 1
        if fits:
            yield root


def check_reading(root: Root, choices: tuple[Choice, ...], proof: Proof, known: Values) -> Iterator[Solution]:
    """Yield the solution of a reading's own mistake and `choices`; `known` has node values for the same choices."""
    replacements = replacements_of(choices)
    values = evaluate(deciding_nodes(root), replacements, known)
    if values is not None:
        solution = proof.check(PartialSolution(root, choices, replacements, values))
        if solution is not None:
            yield solution


def add_mistake(
    root: Root, rest: tuple[Choice, ...], dropped: Choice, proof: Proof, *, here_only: bool = False
) -> Iterator[Solution]:
    """Yield every solution of `rest` and one mistake more, in the place of `dropped`; with `here_only`, in the same stage."""
    replacements = replacements_of(rest)
    values = evaluate(deciding_nodes(root), replacements)
    if values is None:
        return
    partial = PartialSolution(root, rest, replacements, values)
    stages = proof.solution.root.replacements if dropped.stage is None else (dropped.stage,)
    for node in differing_nodes(partial, proof):
        max_rarity, max_sweep_rarity = _MAX_RARITY_ELSEWHERE, 0.0
        if here_only and node.stage not in stages:
            continue
        if node.stage in stages:
            max_sweep_rarity = dropped.rarity + 1.0
            max_rarity = max(MAX_RARITY_AT_STAGE, max_sweep_rarity)
        wrong_stages = [wrong for wrong in node.wrong_stages if len(dropped.mistakes) > 1 or not is_pair(wrong)]
        candidates = candidates_at(node, wrong_stages, values, max_rarity, max_sweep_rarity)
        yield from try_candidates(partial, node, candidates, proof)


def is_pair(wrong: WrongStage) -> bool:
    """Return whether a wrong stage is two mistakes: it costs as much, and names neither."""
    return not wrong.deviation.id and wrong.deviation.rarity >= MISTAKE_COST


def differing_nodes(partial: PartialSolution, proof: Proof) -> Iterator[Node]:
    """Yield the nodes at which one mistake more can lead to the signature."""
    root = partial.root
    tops = [root.signed]
    if proof.has_same_mac(partial):
        tops = [
            node
            for node, theirs in zip(deciding_nodes(root), deciding_nodes(proof.solution.root), strict=True)
            if partial.values[node] != proof.values[theirs]
        ]
    if len(tops) == 1:
        unchanged = unchanged_fields(tops[0], partial, proof)
        yield from (node for node in subtree(tops[0], unchanged) if node.stage not in partial.replacements)


def unchanged_fields(top: Node, partial: PartialSolution, proof: Proof) -> list[Node]:
    """Return the fields of a joined text that are right: with another value of one of them the text would still differ."""
    wanted = proof.value_for(top, partial.root)
    if not top.stage.joins or top.stage in partial.replacements or not isinstance(wanted, str):
        return []
    return [field for field in top.children if not may_differ(field, top, wanted, partial.values)]


def may_differ(field: Node, top: Node, wanted: str, values: Values) -> bool:
    """Return whether another value of `field`, or none, can make the text that `top` joins the wanted one."""
    marked = joined_with(MARK, field, top, values)
    before, mark, after = marked.partition(MARK)
    if not mark or MARK in after:
        return True
    is_between = wanted.startswith(before) and wanted.endswith(after) and len(wanted) >= len(before) + len(after)
    return is_between or joined_with(LEFT_OUT, field, top, values) == wanted


def joined_with(value: str, field: Node, top: Node, values: Values) -> str:
    """Return the text that `top` joins with `value` in a field; empty if it needs each of its fields."""
    args = [value if item is field else input_value(item, values) for item in top.inputs]
    try:
        return str(top.function(*present_texts(tuple(args))))
    except (TypeError, *ARGUMENT_ERRORS):
        return ""


def try_candidates(
    partial: PartialSolution, node: Node, candidates: Iterator[Candidate], proof: Proof
) -> Iterator[Solution]:
    """Yield the solutions of `partial` and one of `candidates`, which replace the stage of `node`."""
    root, values = partial.root, partial.values
    nodes = nodes_between(node, root.signed)
    top = nodes[-2] if proof.has_same_mac(partial) and len(nodes) > 1 else nodes[-1]
    nodes = nodes[: nodes.index(top) + 1]
    wanted = proof.value_for(top, root)
    is_field = len(nodes) == 2 and top.stage.joins and top.stage not in partial.replacements
    results: dict[Any, tuple[str, ...] | None] = {values.get(node): None}
    for wrong, position, value, source in candidates:
        if is_field and wanted is not None and value is not LEFT_OUT and value not in wanted:
            continue  # the joined text has each field unchanged, and this one is not in it
        if value not in results:
            reached = propagate(value, nodes, partial)
            if top is root.signed:
                results[value] = proof.target.match(reached)
            else:
                is_wanted = reached is not None and reached == wanted
                results[value] = proof.solution.output_mistakes if is_wanted else None
        output_mistakes = results[value]
        if output_mistakes is not None:
            way = source.way(value) if isinstance(source, Sweep) else source
            choice = choice_of(wrong, node.stage, position, way)
            yield Solution(root, (*root.reading_choices, *partial.choices, choice), output_mistakes)


def candidates_at(
    node: Node, wrong_stages: Sequence[WrongStage], values: Values, max_rarity: float, max_sweep_rarity: float
) -> Iterator[Candidate]:
    """Yield what each of `wrong_stages` makes of a node's arguments, up to a rarity."""
    args = present_texts(tuple([input_value(item, values) for item in node.inputs]))
    max_sweep_rarity = max(max_sweep_rarity, _MAX_RARITY_OF_SWEEPS)
    for wrong in applicable([wrong for wrong in wrong_stages if wrong.deviation.rarity <= max_rarity], args):
        deviation = wrong.deviation
        try:
            if deviation.sweeps:
                for sweep in deviation.sweeps(*args):
                    if sweep.rarity > max_sweep_rarity:
                        break
                    for value in sweep.values():
                        yield wrong, 0, value, sweep
                continue
            for position, way in enumerate(deviation.ways(*args)):
                if way.rarity <= max_rarity:
                    yield wrong, position, way.value, way
        except ARGUMENT_ERRORS:
            continue
