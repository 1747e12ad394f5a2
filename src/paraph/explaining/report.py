"""Makes the explanation of an outcome: turns replaced stages into findings, values and advice."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.core.errors import Malformed
from paraph.core.redaction import common_length
from paraph.core.trace import Trace, summary, title
from paraph.explaining.advice import advice_for
from paraph.explaining.outcome import Outcome
from paraph.explaining.pipeline import pipeline
from paraph.explaining.problems import find_problems
from paraph.explaining.result import Explanation, Finding, StageValue, without_secrets
from paraph.explaining.servers import ServerView, client_advice, view_server
from paraph.explaining.unnamed import unnamed_deviation
from paraph.mistakes import MISTAKES
from paraph.schemes import diagnosis_of
from paraph.verifying.misplaced_secrets import corrected_claims, find_used_credential

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.search.choices import Choice
    from paraph.explaining.search.target import Solution

Values = list[tuple[Any, Any]]
"""Every stage with its value, in the order of the pipeline."""
MIXED_UP = "Send the key id, not the secret, and explain the next request: whether anything else is wrong was not searched for."
IMPOSSIBLE = "The public key of this pair does not open the signature: another key made it, or another method than RSASSA-PKCS1-v1_5."
WRITE_PLAINLY = "Write the signature as the scheme does, with nothing around it and nothing left out."
NAME_TYPO = "place-oauth-name-typo"
NOT_SHOWN = "(the secrets themselves; not shown)"


def report(case: Case[Any], outcome: Outcome) -> Explanation:
    """Make the explanation of an outcome; a right signature with a misspelt name is refused, so that is the mistake."""
    meant = diagnosis_of(case.scheme).claims_as_meant(case.parsed) if outcome.verdict == "valid" else None
    return report_outcome(case, outcome) if meant is None else report_misspelt(case, outcome, meant)


def report_misspelt(case: Case[Any], outcome: Outcome, meant: Any) -> Explanation:
    """Make the explanation of a request whose signature is right, and in which a name is misspelt; `meant` has the right one."""
    plain = report_outcome(case, outcome)
    observed, _ = trace_stages(case, case.claims, {})
    right, signature = trace_stages(case, meant, {})
    if_valid = advice_for(case, outcome)
    return without_secrets(
        replace(
            plain,
            verdict="explained",
            mistakes=tuple(problem for problem in plain.problems if problem.id == NAME_TYPO),
            problems=tuple(problem for problem in plain.problems if problem.id != NAME_TYPO),
            observed=stage_values(observed, right),
            expected=stage_values(right, observed),
            expected_signature=visible_signature(case, meant, signature),
            request=sign_again(case, meant, signature),
            hints=tuple(hint for hint in plain.hints if hint not in if_valid),
            pipeline=pipeline(case, meant, observed, right, {}),
        )
    )


def report_outcome(case: Case[Any], outcome: Outcome) -> Explanation:
    """Make the explanation of an outcome as it is."""
    claims = outcome.claims if outcome.claims in case.parsed.readings else case.claims
    right, signature = trace_stages(case, claims, {})
    observed, replaced = right, dict[Any, Any]()
    if outcome.solution is not None:
        replaced = replacements(outcome.solution)
        observed, _ = trace_stages(case, outcome.solution.root.claims, replaced)
        if outcome.solution.output_mistakes:
            replaced |= {stage: stage for stage, _ in observed if stage.writes}
    verdict = outcome.verdict
    mistakes = findings_of(outcome.solution, observed, right) if outcome.solution else ()
    named = {mistake.id for mistake in mistakes}
    problems = tuple(Finding.of(*flaw) for flaw in find_problems(case, outcome.claims) if flaw.id not in named)
    if outcome.impossible and not any(problem.id == "rsa-method-mismatch" for problem in problems):
        problems = (Finding.of("rsa-method-mismatch", IMPOSSIBLE), *problems)
    view = view_server(case, outcome)
    wanted = stage_values(right, observed)
    problems = (*problems, *(problem for problem in view.problems if problem.id not in named))
    return without_secrets(
        Explanation(
            verdict=verdict,
            scheme=case.scheme.name,
            variant=outcome.claims.variant,
            mistakes=mistakes,
            problems=problems,
            alternatives=tuple(findings_of(tie, observed, right) for tie in outcome.ties),
            observed_signature=visible_signature(case, outcome.claims, case.parsed.signature),
            expected_signature=visible_signature(case, outcome.claims, signature),
            observed=() if verdict == "unexplained" else wanted if observed is right else stage_values(observed, right),
            expected=wanted,
            request=None if verdict == "valid" else sign_again(case, claims, signature),
            hints=hints_for(case, outcome, view),
            server=view.note,
            candidates=outcome.candidates,
            exhausted=outcome.exhausted,
            credential=case.credential,
            subject=case.scheme.output.subject,
            cut_after=case.scheme.output.cut_after,
            pipeline=pipeline(case, claims, None if verdict == "unexplained" else observed, right, replaced),
        )
    )


def hints_for(case: Case[Any], outcome: Outcome, view: ServerView) -> tuple[str, ...]:
    """Return the advice for an outcome; if the signature is right for the server alone, no other cause is searched for."""
    if view.accepts and outcome.verdict == "unexplained":
        return view.hints
    advice = advice_for(case, outcome)
    clients = client_advice(case, outcome.solution.ids, view.name) if outcome.solution else ()
    return (*advice, *view.hints) if outcome.verdict == "unexplained" else (*view.hints, *advice, *clients)


def report_misplaced(case: Case[Any]) -> Explanation:
    """Make the explanation of a request with a secret as its key id or token: that is the mistake, without a search."""
    found = find_used_credential(case)
    claims, used, said = found or (case.claims, case.credential, "")
    corrected = corrected_claims(claims, case.credential)
    observed, _ = trace_stages(replace(case, credential=used), claims, {})
    right, signature = trace_stages(case, corrected, {})
    plain = report(case, Outcome("valid", claims, candidates=len(case.parsed.readings)))
    named = [problem for problem in plain.problems if problem.id == "key-wrong-field"]
    others = tuple(problem for problem in plain.problems if problem not in named)
    mistakes = tuple(problem._replace(detail=f"{problem.detail} {said}") for problem in named)
    return without_secrets(
        replace(
            plain,
            verdict="explained" if found else "unexplained",
            mistakes=mistakes if found else (),
            problems=others if found else plain.problems,
            observed=stage_values(observed, right) if found else (),
            expected=stage_values(right, observed),
            expected_signature=visible_signature(case, corrected, signature),
            request=sign_again(case, corrected, signature),
            hints=() if found else (MIXED_UP,),
            candidates=0,
            pipeline=pipeline(case, corrected, observed if found else None, right, {}),
        )
    )


def report_unreadable(credential: Credential, scheme: Scheme[Any], error: Malformed) -> Explanation:
    """Make the explanation of a request whose signature cannot be found."""
    said = str(error)
    problems = (Finding.of(error.id, f"{said[:1].upper()}{said[1:]}."),) if error.id in MISTAKES else ()
    hints = () if problems else (said,)
    return without_secrets(
        Explanation("unexplained", scheme.name, "", problems=problems, hints=hints, credential=credential)
    )


def replacements(solution: Solution) -> dict[Any, Any]:
    """Return the functions that a solution puts in the place of stages."""
    chosen = {choice.stage: choice.function for choice in solution.choices if choice.stage}
    return {**solution.root.replacements, **chosen}


def trace_stages(case: Case[Any], claims: Any, replaced: Mapping[Any, Any]) -> tuple[Values, str]:
    """Return every stage with its value, and the signature; the first stage that raises ends the list."""
    trace = Trace(replaced)
    try:
        return trace.values, case.derive(claims, trace)
    except (ValueError, Malformed):
        return trace.values, ""


def findings_of(solution: Solution, observed: Values, right: Values) -> tuple[Finding, ...]:
    """Return the mistakes of a solution, in the order of the stages."""
    order = {stage: index for index, (stage, _) in enumerate(observed)}
    choices = sorted(solution.choices, key=lambda choice: order.get(choice.stage, -1))
    details: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    mistakes = [(choice, *mistake) for choice in choices for mistake in choice.mistakes]
    wanted = dict(right)
    changed = (stage for stage, value in observed if stage not in wanted or wanted[stage] != value)
    together = next((title(stage) for stage in changed if stage in solution.root.replacements), "")
    written = next((title(stage) for stage, _ in observed if stage.writes), "")
    named = ((mistake, detail) for _, mistake, detail in mistakes if mistake)
    for choice, mistake, _ in mistakes:
        places.setdefault(mistake, title(choice.stage) if choice.stage else together)
    output = [(mistake, "") for mistake in solution.output_mistakes if mistake in MISTAKES]
    for mistake, detail in (*named, *output):
        details.setdefault(mistake, []).append(detail)
    findings = (
        Finding.of(mistake, " ".join(dict.fromkeys(said)).strip())._replace(place=places.get(mistake, written))
        for mistake, said in details.items()
    )
    unnamed = (
        unnamed_finding(choice, detail, before_and_after(choice.stage, observed, right))
        for choice, mistake, detail in mistakes
        if not mistake
    )
    sentences = (said for said in solution.output_mistakes if said not in MISTAKES)
    return (
        *findings,
        *unnamed,
        *(Finding("", "signature", said.rstrip("."), said, WRITE_PLAINLY, written) for said in sentences),
    )


def unnamed_finding(choice: Choice, detail: str, difference: str) -> Finding:
    """Make the finding of a difference that has no entry in the catalogue; its id is empty."""
    words, name = unnamed_deviation(choice), title(choice.stage)
    if words is not None:
        return Finding("", name, words.title, detail, words.fix, name)
    fix = f"The rule for the {name}: {lower_first(summary(choice.stage))}"
    return Finding("", name, detail.rstrip("."), difference or detail, fix, name)


def lower_first(text: str) -> str:
    """Return a sentence in the form that it has after a colon."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


BEFORE, AFTER = 12, 36
"""How much of two texts is shown around the place where they begin to differ."""


def before_and_after(stage: Any, observed: Values, right: Values) -> str:
    """Say where the value of a stage begins to differ from the right one; empty if it is no text."""
    signed, wanted = (stage_text(stage, dict(values).get(stage)) for values in (observed, right))
    if signed is None or wanted is None or signed == wanted:
        return ""
    place = common_length(signed, wanted)
    start = max(0, place - BEFORE)
    return f"It was signed as {excerpt(signed, start)}, and has to be {excerpt(wanted, start)}."


def excerpt(text: str, start: int) -> str:
    """Return a part of a text in quotes, with marks where something was left off."""
    end = start + BEFORE + AFTER
    return f"{'…' if start else ''}{text[start:end]!r}{'…' if len(text) > end else ''}"


def stage_values(values: Values, beside: Values) -> tuple[StageValue, ...]:
    """Return the stages whose values are text, pairs or a body; key and MAC are omitted."""
    common = {stage for stage, _ in beside}
    return tuple(
        StageValue(title(stage), text, summary(stage))
        for stage, value in values
        if (text := stage_text(stage, value)) is not None and (stage in common or not beside)
    )


def stage_text(stage: Any, value: Any) -> str | None:
    """Return a stage's value as text; None for keys and MACs, written or not."""
    is_mac = stage.writes or (stage.algorithm and isinstance(value, bytes))
    return None if is_mac else value_text(value)


def value_text(value: Any) -> str | None:
    """Return a stage's value as text: pairs one per line, a body as UTF-8 or else in hex; None for keys."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.hex()
    pairs = getattr(value, "pairs", value)
    return pairs_text(pairs) if isinstance(pairs, tuple) else None


def pairs_text(pairs: tuple[Any, ...]) -> str | None:
    """Return pairs one per line; None if something else is among them."""
    if set(map(type, pairs)) == {tuple} and set(map(len, pairs)) == {2}:  # the usual case, which may be very long
        with suppress(TypeError):
            return "\n".join(map("=".join, pairs))
        return None
    return "\n".join(map("=".join, pairs)) if all(map(is_pair, pairs)) else None


def is_pair(value: Any) -> bool:
    """Return whether a value is a name and a value, both text."""
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) for text in value)


def visible_signature(case: Case[Any], claims: Any, signature: str) -> str:
    """Return the signature, or words in its place if it is the secrets themselves."""
    return NOT_SHOWN if signature and case.scheme.output.reveals_secret(claims) else signature


def sign_again(case: Case[Any], claims: Any, signature: str) -> Request | None:
    """Return the request signed correctly; None if its signature would show the secret."""
    if case.scheme.output.reveals_secret(claims) or not signature:
        return None
    return case.scheme.attach(case.request, claims, signature)
