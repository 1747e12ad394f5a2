"""Explaining: which mistakes reproduce the signature that was sent, and what else is wrong with the request.

A request becomes a :class:`~paraph.core.case.Case`, the search gives an :class:`~paraph.explaining.outcome.Outcome`,
and the report makes an explanation of it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.core.case import Case
from paraph.core.clues import Clues
from paraph.core.errors import Malformed
from paraph.core.library_requests import request_of
from paraph.core.secret import KeyKind, Secret
from paraph.deviations import load
from paraph.deviations.search_cache import search_cache
from paraph.explaining.outcome import Outcome
from paraph.explaining.problems import is_foreign
from paraph.explaining.report import report, report_misplaced, report_unreadable
from paraph.explaining.search.costs import COST_LIMIT, USUAL_LIMIT
from paraph.explaining.search.reduction import reduce_solution
from paraph.explaining.search.setup import prepare_search, public_digest
from paraph.explaining.search.ties import find_ties, rank_solutions
from paraph.schemes import scheme_named
from paraph.verifying.misplaced_secrets import scheme_of, secret_name, sent_key_id, sent_secrets

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.result import Explanation
    from paraph.explaining.search.scan import Continuation, Search

BUDGET = 10.0
USUAL_SECONDS = 60.0
"""A search with more time than this goes on to rarer combinations."""
NO_CLUES = Clues()
FOREIGN_BUDGET = 1.0
"""Seconds for a request that names another key: the given secret is hardly its secret."""
EXCHANGED = (
    "Key id and secret are exchanged in the credentials that you gave, not in the request: they were read the other way round. "
    "Correct the credentials."
)
BLANKS = (
    "The secret that you gave begins or ends with a blank or a line end, and the signature was made without it: it was left out "
    "here. Correct the credentials."
)
PART_BUDGET = 0.5
"""Seconds to search whether a part of a solution suffices."""


def explain(
    request: Any,
    credential: Credential,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int | None = None,
    budget: float = BUDGET,
    share: Continuation | None = None,
) -> Explanation:
    """Find out why `request`, signed with `credential`, is rejected.

    `request` is a :class:`~paraph.Request`, or whatever :func:`paraph.core.library_requests.request_of` takes: a prepared
    request or a response of requests, niquests, httpx or httpx2.

    `budget` bounds the search in seconds. `now` is in Unix seconds. `share` may continue a deep search, for instance
    :func:`paraph.explaining.two_processes.search_on_two`, which forks and so is not for programs with threads. Raises Malformed
    if no scheme is named and none is recognised.
    """
    request = request_of(request)
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or scheme_of(request, credential)
    if is_exchanged(request, credential, chosen):
        right = replace(credential, key_id=credential.secret.text, secret=Secret(credential.key_id))
        explanation = explain(request, right, chosen, clues=clues, now=now, budget=budget, share=share)
        return replace(explanation, hints=(EXCHANGED, *explanation.hints))
    bare = without_blanks(credential)
    if bare is not None and is_made_with(request, bare, chosen) and not is_made_with(request, credential, chosen):
        explanation = explain(request, bare, chosen, clues=clues, now=now, budget=budget, share=share)
        return replace(explanation, hints=(BLANKS, *explanation.hints))
    load(chosen)  # the time for imports does not count
    started = time.monotonic()
    clock = int(time.time()) if now is None else now
    try:
        case = Case(request, credential, chosen, chosen.parse(request), clues, clock)
    except Malformed as error:
        return report_unreadable(credential, chosen, error)
    if is_misplaced(case):
        explanation = report_misplaced(case)
    else:
        with search_cache():
            outcome = verified_outcome(case) or search_mistakes(case, budget, share)
        explanation = report(case, outcome)
    if bare is not None and explanation.verdict != "valid":
        left = max(budget - (time.monotonic() - started), 0.0)
        other = explain(request, bare, chosen, clues=clues, now=now, budget=left, share=share)
        is_simpler = not explanation.mistakes or len(other.mistakes) < len(explanation.mistakes)
        if other.verdict == "explained" and is_simpler:
            explanation = replace(other, hints=(BLANKS, *other.hints))
    return replace(explanation, seconds=time.monotonic() - started)


def is_exchanged(request: Request, credential: Credential, scheme: Scheme[Any]) -> bool:
    """Return whether the credential has key id and secret exchanged, as the form of the request's key id shows."""
    sent = sent_key_id(request, scheme)
    is_secret = bool(sent) and credential.secret.kind is KeyKind.SHARED and sent == credential.secret.text
    return (
        is_secret
        and bool(credential.key_id)
        and scheme.wire.usual_for("", sent)
        and not scheme.wire.usual_for("", credential.key_id)
    )


def without_blanks(credential: Credential) -> Credential | None:
    """Return the credential without blanks and line ends around its secrets; None if they have none."""
    secrets = (credential.secret, credential.token_secret)
    if not any(secret.kind is KeyKind.SHARED and secret.value.strip() != secret.value for secret in secrets):
        return None
    bare = [Secret(secret.value.strip()) if secret.kind is KeyKind.SHARED else secret for secret in secrets]
    return replace(credential, secret=bare[0], token_secret=bare[1])


def is_made_with(request: Request, credential: Credential, scheme: Scheme[Any]) -> bool:
    """Return whether the signature of a request is right for a credential."""
    try:
        case = Case(request, credential, scheme, scheme.parse(request))
    except Malformed:
        return False
    return case.verified_claims() is not None


def is_misplaced(case: Case[Any]) -> bool:
    """Return whether a secret was sent as the key id, as the token or as the signature."""
    if sent_secrets(case.claims, case.credential):
        return True
    reveals = case.scheme.output.reveals_secret(case.claims)  # then the signature contains it
    return not reveals and bool(secret_name(case.parsed.signature, (case.credential,)))


def verified_outcome(case: Case[Any]) -> Outcome | None:
    """Return the outcome of a right signature; None if the signature is wrong."""
    claims = case.verified_claims()
    return None if claims is None else Outcome("valid", claims, candidates=len(case.parsed.readings))


def is_impossible(case: Case[Any]) -> bool:
    """Return whether a public key shows that the key pair did not make the signature, with any hash."""
    try:
        opened = [
            case.scheme.output.opened(case.parsed.signature, claims, case.credential) for claims in case.parsed.readings
        ]
    except Malformed:
        return False
    is_public = all(shown is not None for shown in opened)
    return is_public and not any(public_digest(case, received) for received in case.parsed.signatures)


def search_mistakes(case: Case[Any], budget: float, share: Continuation | None = None) -> Outcome:
    """Search for the mistakes that reproduce the signature, for `budget` seconds; for less if another key was named."""
    if not case.parsed.signature:
        return Outcome("unexplained", case.claims, budget=budget)
    if is_impossible(case):
        return Outcome("unexplained", case.claims, budget=budget, impossible=True)
    foreign = is_foreign(case, case.claims)
    seconds = min(budget, FOREIGN_BUDGET) if foreign else budget
    limit = COST_LIMIT if budget > USUAL_SECONDS else USUAL_LIMIT
    search, roots, target = prepare_search(case, time.monotonic() + seconds, grown=False, limit=limit)
    solution = search.run(limit, share)
    is_complete = foreign or not search.stopped  # with another key's secret more time would find nothing
    plain = Outcome("unexplained", case.claims, None, (), search.candidates, is_complete, budget)
    if solution is None:
        return plain

    def search_part(allowed: frozenset[str]) -> Search:
        return prepare_search(case, time.monotonic() + PART_BUDGET, allowed, grown=False).search

    search.grow(search.cost + 4)  # a tie may cost a little more
    solution = reduce_solution(solution, roots, target, search_part, search.cost + 1)
    solution, *ties = rank_solutions([solution, *find_ties(solution, roots, target)])
    return replace(plain, verdict="explained", claims=solution.root.claims, solution=solution, ties=tuple(ties))
