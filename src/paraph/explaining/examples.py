"""Examples of mistakes on small requests: the text that is signed beside the one that should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.case import Case
from paraph.core.claims import Parsed
from paraph.core.clues import Clues
from paraph.core.errors import ParaphError
from paraph.core.trace import Trace
from paraph.deviations import deviations_for
from paraph.explaining.search.choices import NthWay, iter_ways
from paraph.explaining.search.recording import ArgumentRecorder
from paraph.schemes import all_schemes, diagnosis_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.deviation import Deviation
    from paraph.core.diagnosis import Sample
    from paraph.core.scheme import Scheme

NOW = 1773739805
NONCE = "7d8f3e4a9c01b2aa"
CLUES = Clues(parameters=(("mintime", "1773000000000"),), hosts=("internal.example.net:8080",))
MOST_WAYS = 9


class Example(NamedTuple):
    """The text that was signed (`wrong`), the right text (`right`), the scheme, and what was done, in words."""

    scheme: Scheme[Any]
    wrong: str
    right: str
    detail: str


def example_of(mistake: str) -> Example | None:
    """Return the first sample in which the mistake changes the signed text; None if there is none."""
    for case in sample_cases():
        for deviation in deviations_for(case):
            if deviation.id == mistake and (example := example_on(case, deviation)) is not None:
                return example
    return None


def sample_cases() -> Iterator[Case[Any]]:
    """Yield every sample of every scheme as a case."""
    for scheme in all_schemes():
        for sample in diagnosis_of(scheme).samples():
            yield case_of(scheme, sample)


def case_of(scheme: Scheme[Any], sample: Sample) -> Case[Any]:
    """Return a sample as a case, prepared for signing."""
    request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
    return Case(request, sample.credential, scheme, Parsed((claims,), ""), CLUES, NOW)


def example_on(case: Case[Any], deviation: Deviation) -> Example | None:
    """Return what the first effective way of a deviation does to a sample; None if it changes nothing."""
    recorder = ArgumentRecorder()
    case.derive(case.claims, recorder)
    if deviation.stage not in recorder.by_stage:
        return None
    right = signed_text(case, {})
    for place, way in enumerate(iter_ways(deviation, recorder.by_stage[deviation.stage])):
        if place >= MOST_WAYS:
            break
        wrong = signed_text(case, {deviation.stage: NthWay(deviation, place), **deviation.coupled})
        if wrong is not None and right is not None and wrong != right:
            return Example(case.scheme, wrong, right, way.detail)
    return None


def signed_text(case: Case[Any], replacements: dict[Any, Any]) -> str | None:
    """Return the text that is signed; None if a mistake leaves none."""
    trace = Trace(replacements)
    try:
        case.derive(case.claims, trace)
    except (ValueError, ParaphError):
        return None
    return next((value for stage, value in trace.values if stage is case.scheme.output.text), None)
