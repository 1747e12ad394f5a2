"""An explanation as a page shows it: the stages with what was sent, signed and had to be signed, cut into parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.redaction import redact
from paraph.explaining.pipeline import SAME, STARTS, UNKNOWN, sent_parts
from paraph.explaining.result import without_secrets
from paraph.mistakes import MISTAKES
from paraph.render.diff import first_difference
from paraph.render.markdown import explanation_markdown
from paraph.render.segments import segment_pair, segments
from paraph.render.text import style_function, verdict_lines
from paraph.schemes import scheme_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.message import Request
    from paraph.explaining.pipeline import PipelineStage, SentPart
    from paraph.explaining.result import Explanation

WIDE = 100_000
MOST_VALUE = 16 * 1024
"""Characters of a stage's value, and of the request that would be right, in the explanation that goes to a page.

The page gets the rest when it asks for it.
"""


def explanation_picture(explanation: Explanation, request: Request) -> dict[str, Any]:
    """Return what a page shows of an explanation besides the object of ``paraph.explain/1``."""
    explanation, request = without_secrets(explanation), redact(request, explanation.credential)
    sentence, about = verdict_lines(explanation, request, WIDE, style_function(False))
    sent = (
        sent_parts(request, scheme_named(explanation.scheme), explanation.credential, explanation.variant)
        if explanation.pipeline
        else {}
    )
    sent = redact(sent, explanation.credential)
    findings = (*explanation.mistakes, *explanation.problems)
    steps = [stage_picture(stage, explanation, sent) for stage in explanation.pipeline]
    return {
        "headline": headline(explanation),
        "sentence": sentence,
        "about": about,
        "title": scheme_named(explanation.scheme).title,
        "subject": explanation.subject,
        "steps": steps,
        "stories": {found.id: MISTAKES[found.id].story for found in findings if found.id in MISTAKES},
        "markdown": explanation_markdown(explanation, request),
    }


def headline(explanation: Explanation) -> str:
    """Return what went wrong in a few words; empty if that is not known, or if nothing did."""
    if explanation.verdict == "valid" and explanation.problems:
        return f"The signature is right, but: {explanation.problems[0].title}"
    titles = [mistake.title for mistake in explanation.mistakes]
    return "; ".join((*titles[:1], *(title[:1].lower() + title[1:] for title in titles[1:])))


def stage_picture(
    stage: PipelineStage, explanation: Explanation, sent: Mapping[str, tuple[SentPart, ...]]
) -> dict[str, Any]:
    """Return one stage with its values, as far as they may be shown, and the mistakes that were made in it."""
    signed, wanted = values_of(stage, explanation)
    if stage.kind == "signature":
        before = redact(explanation.observed_signature, explanation.credential)
        after = redact(explanation.expected_signature, explanation.credential)
        signed, wanted = (before or None), (after or None)
    observed, expected = sides(signed, wanted, explanation)
    made = [number for number, mistake in enumerate(explanation.mistakes) if mistake.place == stage.name]
    differs = signed is not None and wanted is not None and signed != wanted
    return {
        **stage._asdict(),
        "state": STARTS if made and stage.state != UNKNOWN else stage.state,
        "sent": [{"label": part.label, "text": segments(part.text)} for part in sent.get(stage.name, ())],
        "observed": observed,
        "expected": expected,
        "words": first_difference(signed or "", wanted or "") if differs else "",
        "mistakes": made,
    }


def values_of(stage: PipelineStage, explanation: Explanation) -> tuple[str | None, str | None]:
    """Return what was signed and what had to be signed in a stage; None for what is not known or not shown."""
    observed = {step.name: step.value for step in explanation.observed}
    expected = {step.name: step.value for step in explanation.expected}
    if stage.kind != "text":
        return None, None
    signed = observed.get(stage.name)
    return signed if stage.state != SAME else expected.get(stage.name), expected.get(stage.name)


def sides(signed: str | None, wanted: str | None, explanation: Explanation) -> tuple[Any, Any]:
    """Return two values as parts, with their differences."""
    if signed is not None and wanted is not None:
        return segment_pair(signed, wanted, explanation.cut_after)
    return (None if signed is None else segments(signed)), (None if wanted is None else segments(wanted))


def shortened(explanation: dict[str, Any]) -> dict[str, Any]:
    """Return the object of ``paraph.explain/1`` with long values of stages and requests cut, and `cut` true where one is."""

    def cut(steps: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [
            step if len(step["value"]) <= MOST_VALUE else {**step, "value": step["value"][:MOST_VALUE], "cut": True}
            for step in steps
        ]

    sides = {side: {**explanation[side], "steps": cut(explanation[side]["steps"])} for side in ("observed", "expected")}
    if request := explanation["expected"].get("request"):
        sides["expected"]["request"] = shortened_request(request)
    return {**explanation, **sides}


def stage_values(explanation: dict[str, Any], name: str) -> dict[str, str]:
    """Return the whole values of one stage, as ``paraph.explain/1`` has them: `observed` and `expected`, empty if there is none."""
    return {
        side: next((step["value"] for step in explanation[side]["steps"] if step["name"] == name), "")
        for side in ("observed", "expected")
    }


def shortened_request(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request with its long texts cut, and `cut` true if one is."""
    texts = {name: text[:MOST_VALUE] for name, text in request.items() if isinstance(text, str)}
    left = MOST_VALUE
    headers: list[list[str]] = []
    for name, value in request["headers"]:
        left -= len(name) + len(value)
        if left >= 0:
            headers.append([name, value])
    short = {**request, **texts, "headers": headers}
    return short if short == request else {**short, "cut": True}
