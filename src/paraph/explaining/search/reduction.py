"""Reduction: whether a part of a solution suffices.

The search finds the cheapest solution, and two mistakes may be cheaper than one that was made in a rare way. A
solution of which a part suffices is never reported, so the parts are tried with rarer ways.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from paraph.explaining.search.proof import PartialSolution, Proof, affected_branch, deciding_nodes, evaluate
from paraph.explaining.search.ties import (
    MAX_RARITY_AT_STAGE,
    candidates_at,
    check_reading,
    differing_nodes,
    try_candidates,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from paraph.explaining.search.scan import Search
    from paraph.explaining.search.target import Root, Solution, Target

_EXTRA_COST = 4
"""How much more than the solution a part of it may cost."""


def reduce_solution(
    solution: Solution,
    roots: Sequence[Root],
    target: Target,
    search_with: Callable[[frozenset[str]], Search],
    cost: int,
) -> Solution:
    """Return a part of the solution that suffices, or else the solution, which costs `cost`.

    `search_with` prepares a search with the mistakes of some ids alone.
    """
    ids = frozenset([mistake for choice in solution.choices for mistake, _ in choice.mistakes])
    branches = {affected_branch(solution.root, choice) for choice in solution.choices}
    for size in range(len(branches), len(ids)):  # each affected branch needs a mistake of its own
        if size == 1:
            proof = Proof(solution, target)
            singles = [single for root in roots for single in single_mistakes(root, ids, proof) if len(single.ids) == 1]
            if singles:
                return min(singles, key=lambda single: single.weight)
            continue
        for part in combinations(sorted(ids), size):
            smaller = search_with(frozenset(part)).run(cost + _EXTRA_COST)
            if smaller is not None and len(smaller.ids) < len(solution.ids):
                return smaller
    return solution


def single_mistakes(root: Root, ids: Container[str], proof: Proof) -> Iterator[Solution]:
    """Yield each mistake of `ids` that reproduces the signature alone under `root`."""
    if root.reading_choices:
        if root.reading_choices[0].id in ids:
            yield from check_reading(root, (), proof, {})
        return
    values = evaluate(deciding_nodes(root), {}) if root.claims == proof.solution.root.claims else None
    if values is not None:
        partial = PartialSolution(root, (), {}, values)
        for node in differing_nodes(partial, proof):
            wrong_stages = [wrong for wrong in node.wrong_stages if wrong.deviation.id in ids]
            candidates = candidates_at(node, wrong_stages, values, MAX_RARITY_AT_STAGE, MAX_RARITY_AT_STAGE)
            yield from try_candidates(partial, node, candidates, proof)
