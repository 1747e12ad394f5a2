"""Explaining with evidence: the text that a client says it signed, compared with the right one.

If a known text and key give the observed signature, they *are* the explanation, however odd the text is. What differs is
told in the best words that can be found:

1. The text is split into the fields that the scheme joins, and each field that differs is compared with the values
   that mistakes can produce for it. Fields are independent, so their numbers of values add up and do not multiply.
2. A short search looks for named mistakes that no field shows alone, such as another way of joining.
3. A field without a known mistake is told as it is seen.
4. A text that does not split into such fields is described as a whole (:mod:`paraph.explaining.whole_text`).
"""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.core.case import Case
from paraph.core.clues import Clues
from paraph.core.errors import Malformed
from paraph.core.trace import Trace
from paraph.deviations import load
from paraph.deviations.search_cache import search_cache
from paraph.explaining.explain import search_mistakes, verified_outcome
from paraph.explaining.outcome import Outcome
from paraph.explaining.report import replacements, report, trace_stages
from paraph.explaining.search.choices import choices_along
from paraph.explaining.search.setup import prepare_search, target_of
from paraph.explaining.signed_fields import find_solutions
from paraph.explaining.signing_keys import Evidence, gives_signature, key_and_text, signings
from paraph.explaining.unnamed import is_unnamed
from paraph.explaining.whole_text import is_pairs, whole_text_solution
from paraph.schemes import diagnosis_of, scheme_named
from paraph.verifying.misplaced_secrets import scheme_of, sent_secrets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.explaining.search.choices import Choice
    from paraph.explaining.search.target import Solution
    from paraph.explaining.search.tree import Node
    from paraph.explaining.signing_keys import Signing

__all__ = ["Evidence", "explain_signed", "is_right_text"]

MAX_UNNAMED = 2
"""Fields that may differ without a known mistake: with more, the text is described as a whole."""
BUDGET = 10.0
"""Seconds for comparing the fields."""
SEARCH_BUDGET = 1.5
"""Seconds to search for named mistakes if the fields show none."""
NO_CLUES = Clues()


def explain_signed(
    request: Request,
    credential: Credential,
    evidence: Evidence,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int | None = None,
) -> Explanation | None:
    """Explain `request` by the text that was signed; None if that text does not give the signature.

    Parameters that were signed and not sent are taken from the text. Raises Malformed as :func:`paraph.explain` does.
    """
    started = time.monotonic()
    case = case_of(request, credential, scheme, clues, int(time.time()) if now is None else now)
    if sent_secrets(case.claims, credential):
        return None  # that is the mistake, whatever was signed
    with search_cache():
        outcome = verified_outcome(case) or compare_text(case, evidence)
    return None if outcome is None else replace(report(case, outcome), seconds=time.monotonic() - started)


def is_right_text(request: Request, credential: Credential, text: str, scheme: str | Scheme[Any] | None = None) -> bool:
    """Return whether a text is the one that had to be signed, under any reading of the request."""
    case = case_of(request, credential, scheme)
    _, roots, _ = prepare_search(case, time.monotonic() + BUDGET, frozenset())
    texts = (key_and_text(root.signed)[1] for root in roots if not root.reading_choices)
    return any(node is not None and text in node.level(0).values for node in texts)


def case_of(
    request: Request, credential: Credential, scheme: str | Scheme[Any] | None, clues: Clues = NO_CLUES, now: int = 0
) -> Case[Any]:
    """Return the case of a request; the scheme is recognised if none is named."""
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or scheme_of(request, credential)
    load(chosen)
    return Case(request, credential, chosen, chosen.parse(request), clues, now)


def compare_text(case: Case[Any], evidence: Evidence) -> Outcome | None:
    """Return the outcome for a known text; None if the text does not give the signature with any possible key."""
    if not gives_signature(evidence, target_of(case)):
        return None
    search, roots, target = prepare_search(case, time.monotonic() + BUDGET)
    ways = signings(roots, evidence, target)
    if not ways:
        return None
    outcome = None
    if not is_too_long(evidence.text, case.request):
        other_key = other_key_of(ways)
        outcome = compare_fields_with(other_key, case, evidence) if other_key else compare_fields(case, evidence)
    if outcome is not None:
        return outcome
    solution = whole_text_solution(case, ways, evidence.text)
    return Outcome("explained", solution.root.claims, solution, (), search.candidates)


def other_key_of(ways: Sequence[Signing]) -> Choice | None:
    """Return the choice of a key that no mistake makes of the credential; None if the credential makes the key."""
    return next(filter(is_unnamed, choices_along(ways[0].path)), None)


def compare_fields_with(other_key: Choice, case: Case[Any], evidence: Evidence) -> Outcome | None:
    """Compare the fields as for a credential that makes the key that was used, and add that choice to the outcome."""
    assert evidence.key is not None
    used = diagnosis_of(case.scheme).signed_text.credential(case.claims, evidence.key.value)
    outcome = compare_fields(replace(case, credential=used), evidence)
    if outcome is None or outcome.solution is None:
        return None
    key_node, _ = key_and_text(outcome.solution.root.signed)
    about_key = key_stages(key_node) if key_node else set()
    own = [choice for choice in outcome.solution.choices if choice.stage not in about_key]
    return replace(outcome, solution=replace(outcome.solution, choices=(*own, other_key)), ties=())


def key_stages(node: Node) -> set[Any]:
    """Return the stages that make the key."""
    return {node.stage}.union(*map(key_stages, node.children))


def compare_fields(case: Case[Any], evidence: Evidence) -> Outcome | None:
    """Return which fields of the text are wrong, and how; None if it does not have the fields of the scheme.

    Parameters of the text that were not sent count as clues at once; those that were sent with another value only if
    nothing else explains them, since a text that is joined in an odd way seems to have such values.
    """
    reader = diagnosis_of(case.scheme).signed_text
    splits = list(reader.fields(evidence.text))
    signed = dict.fromkeys(pair for fields in splits if len(fields) > 1 for pair in reader.parameters(fields))
    changed = changed_values(case, tuple(signed))
    hosts = tuple(dict.fromkeys(filter(None, map(reader.host, splits))))
    parameters = case.clues.parameters or tuple(signed)
    sure = replace(case.clues, parameters=() if changed else parameters)
    possible = replace(case.clues, parameters=parameters if changed <= MAX_UNNAMED else ())

    def find_by_fields(clues: Clues) -> Outcome | None:
        with_hosts = replace(clues, hosts=(*clues.hosts, *hosts))
        each = (match_fields(replace(case, clues=one), splits, evidence) for one in (clues, with_hosts))
        return next(filter(None, each), None)

    def find_by_search() -> Outcome | None:
        outcome = search_mistakes(replace(case, clues=replace(sure, hosts=(*sure.hosts, *hosts))), SEARCH_BUDGET)
        return outcome if outcome.verdict == "explained" else None

    return (
        find_by_fields(sure)
        or find_by_search()
        or find_by_fields(possible)
        or match_fields(replace(case, clues=possible), splits, evidence, unnamed=True)
    )


def changed_values(case: Case[Any], signed: Pairs) -> int:
    """Return how many parameters of a signed text were sent with another value.

    A value that contains further parameters counts more: the text was joined in an odd way.
    """
    trace = Trace()
    with suppress(ValueError, Malformed):
        case.derive(case.claims, trace)
    sent = {pair for _, value in trace.values if is_pairs(value) for pair in value}
    names = {name for name, _ in sent}
    changed = [value for name, value in signed if (name, value) not in sent and name in names]
    return sum(1 + sum(f"{name}=" in value for name in names) for value in changed)


def match_fields(
    case: Case[Any], splits: Sequence[tuple[str, ...]], evidence: Evidence, *, unnamed: bool = False
) -> Outcome | None:
    """Return the first set of mistakes that leads to the fields and the key; with `unnamed`, some may have no name."""
    search, roots, target = prepare_search(case, time.monotonic() + BUDGET)
    for solution in find_solutions(roots, splits, evidence, target, unnamed=unnamed):
        if sum(map(is_unnamed, solution.choices)) <= MAX_UNNAMED and replays(case, solution, evidence.text):
            return Outcome("explained", solution.root.claims, solution, (), search.candidates, not search.stopped)
    return None


def replays(case: Case[Any], solution: Solution, text: str) -> bool:
    """Return whether repeating the mistakes of a solution gives the text; fixed parts of a text are not among its fields."""
    values, _ = trace_stages(case, solution.root.claims, replacements(solution))
    return (case.scheme.output.text, text) in values or not any(stage is case.scheme.output.text for stage, _ in values)


def is_too_long(text: str, request: Request) -> bool:
    """Return whether no mistake makes so long a text of a request: twice encoded, with some parameters more."""
    sent = len(request.target) + len(request.body) + sum(len(name) + len(value) for name, value in request.headers)
    return len(text) > 4096 + 10 * sent
