"""Stages, and the steps by which a scheme goes through them.

A stage is a plain function that says, in the first line of its docstring, what comes out, and carries the place
where its rule is written. A scheme's ``derive`` calls each stage as ``step(stage, *args)``; who passes which
`step` decides what happens: :data:`run` only calls, :class:`Trace` also remembers and may put another function
in a stage's place, and the search records who feeds whom. So signer, verifier and explanation are the same lines.

Two laws make that possible, and are tested: ``derive`` only passes a step's value on, and passes it on once.
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
    """One named function of a scheme, and `source`, where its rule is written."""

    __name__: str
    __doc__: str | None
    source: str
    algorithm: str
    writes: str
    joins: bool

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T_co:
        """The stage's value."""
        ...


class Step(Protocol):
    """How a scheme goes through its stages."""

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The stage's value, by whatever way this step gets it."""
        ...


def stage(
    source: str, *, algorithm: str = "", writes: str = "", joins: bool = False
) -> Callable[[Callable[P, T]], Stage[P, T]]:
    """Mark a function as a stage whose rule is written at `source`.

    `algorithm` names the hash of a stage that is an HMAC of a text under a key; `writes` is the form ("hex",
    "base64") in which a stage writes a MAC down; `joins` says that a stage only joins its texts, each as it is. A
    search can do all three faster than by calling the stage.
    """

    def mark(function: Callable[P, T]) -> Stage[P, T]:
        marked = cast("Stage[P, T]", function)
        marked.source, marked.algorithm, marked.writes, marked.joins = source, algorithm, writes, joins
        return marked

    return mark


def title(stage: Callable[..., Any]) -> str:
    """The stage's name as people read it."""
    return stage.__name__.replace("_", " ")


def summary(stage: Callable[..., Any]) -> str:
    """The first line of the stage's docstring."""
    return (stage.__doc__ or "").partition("\n")[0]


run: Step = operator.call
"""The step that only calls."""


LEFT_OUT = "(left out)"
"""Stands for a text that a wrong signer left out where texts are joined; told apart by identity."""


def present_texts(texts: tuple[T, ...]) -> tuple[T, ...]:
    """The texts that were not left out."""
    return tuple([text for text in texts if text is not LEFT_OUT])


class Trace:
    """A step that remembers each stage's value, and uses `exchanged` functions in the place of stages."""

    def __init__(self, replacements: Mapping[Any, Callable[..., Any]] | None = None) -> None:
        self._replacements = replacements or {}
        self.values: list[tuple[Any, Any]] = []

    def __call__(self, stage: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the stage or its exchange, and remember the value."""
        value: T = self._replacements.get(stage, stage)(*present_texts(args), **kwargs)
        self.values.append((stage, value))
        return value
