"""Runs a scheme's `derive` again with some stages replaced, and computes only what follows from them.

A value that comes out as before is the recorded object, so whatever wrong because of that alone is not computed again: to try
a hundred mistakes on a request with a long body takes one hash of that body, not a hundred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.trace import LEFT_OUT, present_texts, title
from paraph.explaining.search.choices import ARGUMENT_ERRORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.core.case import Case
    from paraph.core.trace import P, T


class Recorded(NamedTuple):
    """The arguments of a stage, and its value."""

    args: tuple[Any, ...]
    value: Any


class Run(NamedTuple):
    """Every stage that was run, in order; the signature, empty if there is none; and why there is none, as a sentence."""

    stages: dict[Any, Recorded]
    signature: str
    problem: str = ""


NOT_RUN = Run({}, "")


class Rerun:
    """A step that repeats a recorded run with `replaced` stages, and records its own."""

    def __init__(self, before: Mapping[Any, Recorded], replaced: Mapping[Any, Any]) -> None:
        self._before = before
        self._replaced = replaced
        self.stages: dict[Any, Recorded] = {}
        self.running: Any = None

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **_: P.kwargs) -> T:
        """Return the stage's value, the recorded one if nothing that leads to it has changed."""
        self.running = stage
        known = self._before.get(stage)
        if known is not None and stage not in self._replaced and is_same(args, known.args):
            value = known.value
        else:
            value = self._replaced.get(stage, stage)(*present_texts(args))
            if known is not None and value is not LEFT_OUT and value == known.value:
                value = known.value
        self.stages[stage] = Recorded(args, value)
        same: T = value
        return same


def is_same(args: tuple[Any, ...], others: tuple[Any, ...]) -> bool:
    """Return whether the arguments are the very same objects."""
    return len(args) == len(others) and all(one is other for one, other in zip(args, others, strict=True))


def run_again(case: Case[Any], before: Run, replaced: Mapping[Any, Any]) -> Run:
    """Return the run of a case with some stages replaced; `before` is a run of the same case, or NOT_RUN."""
    step = Rerun(before.stages, replaced)
    try:
        return Run(step.stages, case.derive(case.claims, step))
    except ARGUMENT_ERRORS as error:
        said = str(error) if isinstance(error, ParaphError) else f"no {title(step.running)} can be made of this"
        return Run(step.stages, "", f"{said[:1].upper()}{said[1:]}.")
