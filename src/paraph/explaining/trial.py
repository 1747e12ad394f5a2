"""One more walk over a scheme's stages, to try out: with some values edited and some mistakes made on purpose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.case import Case
from paraph.core.clues import Clues
from paraph.core.redaction import Forms
from paraph.core.secret import Secret
from paraph.core.trace import title
from paraph.deviations import load
from paraph.explaining.edits import LONGEST, NotEditable, editable_text, edited_value, shown_text
from paraph.explaining.explain import is_exchanged
from paraph.explaining.planting import Planting, merged
from paraph.explaining.report import NOT_SHOWN
from paraph.explaining.rerun import Recorded, Run, run_again
from paraph.explaining.search.choices import FixedValue
from paraph.mistakes import MISTAKES
from paraph.schemes import scheme_named
from paraph.verifying.misplaced_secrets import scheme_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.planting import Effect

NO_CLUES = Clues()
MISSING = Recorded((), None)


class TriedStage(NamedTuple):
    """The value of one stage `before` and `after`, as text; None where it is a key or does not come about.

    `kind` is "text", "bytes", "secret" or "signature". `text` is the value after, for a person to edit; None if it
    cannot be edited.
    """

    name: str
    kind: str
    before: str | None
    after: str | None
    text: str | None
    changed: bool


class Available(NamedTuple):
    """A mistake that would change the signature, and the stage in which it would be made."""

    id: str
    title: str
    stage: str


class Applied(NamedTuple):
    """A mistake that was made: its id, title, what was done, and the stage."""

    id: str
    title: str
    detail: str
    stage: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a request; `problem` says what could not be done, in sentences.

    `before` and `after` are the signatures. `cut_after` are the marks after which a diff of its texts starts a new line.
    """

    stages: tuple[TriedStage, ...]
    before: str
    after: str
    available: tuple[Available, ...]
    applied: tuple[Applied, ...]
    problem: str
    cut_after: tuple[str, ...]


def trial_case(
    request: Request,
    credential: Credential,
    scheme: str | Scheme[Any] | None = None,
    *,
    clues: Clues = NO_CLUES,
    now: int = 0,
    variant: str = "",
) -> Case[Any]:
    """Return the case to try out: a request, signed rightly or wrongly, under one reading.

    That is the reading of `variant`, else the one under which the signature is right, else the likeliest. Raises Malformed for a
    request that is not signed.
    """
    chosen = scheme_named(scheme) if isinstance(scheme, str) else scheme or scheme_of(request, credential)
    if is_exchanged(request, credential, chosen):
        credential = replace(credential, key_id=credential.secret.text, secret=Secret(credential.key_id))
    load(chosen)
    case = Case(request, credential, chosen, chosen.parse(request), clues, now)
    named = (claims for claims in case.parsed.readings if claims.variant == variant)
    claims = next(named, None) or case.verified_claims() or case.claims
    return replace(case, parsed=case.parsed._replace(readings=(claims,)))


def applicable(case: Case[Any]) -> tuple[Available, ...]:
    """Return the mistakes that would change the signature of this request, in the order of the stages."""
    return available_in(Planting(case), {})


def try_out(case: Case[Any], edits: Mapping[str, str] | None = None, mistakes: Sequence[str] = ()) -> Trial:
    """Return what becomes of a request if `edits` replace the values of stages, by their titles, and `mistakes` are made.

    A mistake is made in the way that gives the signature as it was sent, else in the first way that changes something.
    """
    planting = Planting(case)
    forms = Forms(case.credential.secrets().values())
    edited, problems = edited_stages(case, planting.right, edits or {}, forms)
    effects, others = planting.plant(mistakes, edited)
    after = run_again(case, planting.right, merged(edited, effects))
    said = [*problems, *others, after.problem]
    return Trial(
        stages=tuple(tried_stage(case, stage, planting.right, after, forms) for stage in planting.right.stages),
        before=shown_signature(case, planting.right, forms),
        after=shown_signature(case, after, forms),
        available=available_in(planting, edited),
        applied=tuple(applied(effect, forms) for effect in effects),
        problem=forms.remove_from(" ".join(filter(None, said))),
        cut_after=case.scheme.output.cut_after,
    )


def available_in(planting: Planting, replaced: Mapping[Any, Any]) -> tuple[Available, ...]:
    """Return the mistakes that would change the signature beside `replaced` stages."""
    found = (effect.deviation for effect in planting.applicable(replaced))
    return tuple(Available(each.id, MISTAKES[each.id].title, title(each.stage)) for each in found)


def edited_stages(
    case: Case[Any], right: Run, edits: Mapping[str, str], forms: Forms
) -> tuple[dict[Any, Any], list[str]]:
    """Return the values in the place of stages, and why others cannot be there, as sentences."""
    stages = {title(stage): stage for stage in right.stages}
    fixed: dict[Any, Any] = {}
    problems = []
    for name, text in edits.items():
        stage = stages.get(name)
        if stage is None:
            problems.append(f"There is no stage {name[:40]!r}.")
        elif text_to_edit(case, stage, right, forms) is None:
            problems.append(f"The stage '{name}' cannot be edited.")
        else:
            try:
                fixed[stage] = FixedValue(edited_value(text, right.stages[stage].value))
            except NotEditable as error:
                problems.append(f"The stage '{name}': {error}")
    return fixed, problems


def text_to_edit(case: Case[Any], stage: Any, run: Run, forms: Forms) -> str | None:
    """Return the text in which a person edits a stage's value in a run; None if it holds a secret or is the signature."""
    if stage not in run.stages or is_last(stage, run):
        return None
    text = editable_text(stage, run.stages[stage].value, case.request.body)
    return None if text is None or forms.remove_from(text) != text else text


def is_last(stage: Any, run: Run) -> bool:
    """Return whether a stage returns the signature."""
    return bool(stage.writes) or (bool(run.signature) and next(reversed(run.stages)) is stage)


def tried_stage(case: Case[Any], stage: Any, right: Run, after: Run, forms: Forms) -> TriedStage:
    """Return a stage with its values of two runs, without secrets; a value that stayed the same is looked at once."""
    old, new = right.stages[stage], after.stages.get(stage, MISSING)
    reveals = is_last(stage, right) and case.scheme.output.reveals_secret(case.claims)

    def text_of(value: Any) -> str | None:
        text = shown_text(value, case.request.body)
        return text and (NOT_SHOWN if reveals else forms.remove_from(text))

    before = text_of(old.value)
    later = before if new.value is old.value else text_of(new.value)
    is_short = later is not None and len(later) <= LONGEST
    return TriedStage(
        name=title(stage),
        kind="signature" if is_last(stage, right) else kind_of(old.value, before),
        before=before,
        after=later,
        text=text_to_edit(case, stage, after, forms) if is_short else None,
        changed=new.value is not old.value and old.value != new.value,
    )


def kind_of(value: Any, shown: str | None) -> str:
    """Return what a value is: "bytes", "secret", or "text", which pairs are too; `shown` is its text."""
    if isinstance(value, bytes):
        return "bytes"
    return "secret" if shown is None else "text"


def shown_signature(case: Case[Any], run: Run, forms: Forms) -> str:
    """Return the signature of a run, or words in its place if it is the secrets themselves."""
    is_secret = run.signature and case.scheme.output.reveals_secret(case.claims)
    return NOT_SHOWN if is_secret else forms.remove_from(run.signature)


def applied(effect: Effect, forms: Forms) -> Applied:
    """Return an effect in words."""
    mistake = MISTAKES[effect.deviation.id]
    return Applied(mistake.id, mistake.title, forms.remove_from(effect.detail), title(effect.deviation.stage))
