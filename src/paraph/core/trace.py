"""Stages, and the steps with which a scheme runs them.

A stage is a plain function. The first line of its docstring says what it returns, and `source` says where its rule is
written. A scheme's ``derive`` calls each stage as ``step(stage, *args)``, and `step` decides what happens: :data:`run`
only calls the stage, :class:`Trace` also records values and may call a replacement, and the search records which stage
feeds which. So signer, verifier and explanation share the same lines.

Two tested laws make that possible: ``derive`` never inspects a stage's value, and uses it exactly once.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Stage(Protocol[P, T_co]):
    """A named function of a scheme; `source` says where its rule is written."""

    __name__: str
    __doc__: str | None
    source: str
    algorithm: str
    writes: str
    joins: bool

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """Compute the stage's value."""
        ...


class Step(Protocol):
    """How a scheme runs its stages."""

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the stage's value."""
        ...


def stage(
    source: str, *, algorithm: str = "", writes: str = "", joins: bool = False
) -> Callable[[Callable[P, T]], Stage[P, T]]:
    """Mark a function as a stage whose rule is written at `source`.

    `algorithm` names the hash of a stage that is an HMAC of a text under a key; `writes` is the form ("hex",
    "base64") in which a stage encodes a MAC; `joins` says that a stage only joins its texts unchanged. A search does
    all three faster than by calling the stage.
    """

    def mark(function: Callable[P, T]) -> Stage[P, T]:
        marked = cast("Stage[P, T]", function)
        marked.source, marked.algorithm, marked.writes, marked.joins = source, algorithm, writes, joins
        return marked

    return mark


def title(stage: Callable[..., Any]) -> str:
    """Return the stage's name for people."""
    return stage.__name__.replace("_", " ")


def summary(stage: Callable[..., Any]) -> str:
    """Return the first line of the stage's docstring."""
    return (stage.__doc__ or "").partition("\n")[0]


run: Step = operator.call
"""The step that only calls."""


LEFT_OUT = "(left out)"
"""Stands for a text that a wrong signer left out of a join; recognised by identity."""


def present_texts(texts: tuple[T, ...]) -> tuple[T, ...]:
    """Return the texts that were not left out."""
    return tuple([text for text in texts if text is not LEFT_OUT])


class Trace:
    """A step that records each stage's value, and calls `replacements` in place of stages."""

    def __init__(self, replacements: Mapping[Any, Callable[..., Any]] | None = None) -> None:
        self._replacements = replacements or {}
        self.values: list[tuple[Any, Any]] = []

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the stage or its replacement, and record the value."""
        value: T = self._replacements.get(stage, stage)(*present_texts(args), **kwargs)
        self.values.append((stage, value))
        return value
