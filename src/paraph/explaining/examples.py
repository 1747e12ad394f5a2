"""Examples of mistakes on small requests: the text that is signed beside the one that should be."""

from __future__ import annotations

from functools import cache
from itertools import islice
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
    for sample in recorded_samples():
        for deviation in sample.deviations.get(mistake, ()):
            if (example := example_on(sample, deviation)) is not None:
                return example
    return None


class RecordedSample(NamedTuple):
    """A sample as a case, with the arguments of each stage, the text that has to be signed, and the deviations by id."""

    case: Case[Any]
    arguments: dict[Any, tuple[Any, ...]]
    right: str | None
    deviations: dict[str, list[Deviation]]


@cache
def recorded_samples() -> tuple[RecordedSample, ...]:
    """Return every sample of every scheme, with what is asked of it again and again."""
    return tuple(map(recorded, sample_cases()))


def recorded(case: Case[Any]) -> RecordedSample:
    """Return a sample with what is asked of it again and again."""
    recorder = ArgumentRecorder()
    case.derive(case.claims, recorder)
    by_id: dict[str, list[Deviation]] = {}
    for deviation in deviations_for(case):
        if deviation.stage in recorder.by_stage:
            by_id.setdefault(deviation.id, []).append(deviation)
    return RecordedSample(case, recorder.by_stage, signed_text(case, {}), by_id)


@cache
def sample_cases() -> tuple[Case[Any], ...]:
    """Return every sample of every scheme as a case."""
    return tuple(case_of(scheme, sample) for scheme in all_schemes() for sample in diagnosis_of(scheme).samples())


def case_of(scheme: Scheme[Any], sample: Sample) -> Case[Any]:
    """Return a sample as a case, prepared for signing."""
    request, claims = scheme.prepare(sample.request, sample.credential, now=NOW, nonce=NONCE, **sample.options)
    return Case(request, sample.credential, scheme, Parsed((claims,), ""), CLUES, NOW)


def example_on(sample: RecordedSample, deviation: Deviation) -> Example | None:
    """Return what the first effective way of a deviation does to a sample; None if it changes nothing."""
    case, right = sample.case, sample.right
    if deviation.stage not in sample.arguments:
        return None
    for place, way in enumerate(islice(iter_ways(deviation, sample.arguments[deviation.stage]), MOST_WAYS)):
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
