"""The results of explaining: the explanation, its mistakes and problems, and the values of the stages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.redaction import redact
from paraph.mistakes import MISTAKES

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.explaining.pipeline import PipelineStage


class Finding(NamedTuple):
    """A mistake or a problem of one request; `id` is the catalogue's, empty if it has no entry.

    `stage` is the step of signing in the catalogue's words, `place` the stage of the scheme that went wrong, if one did.
    """

    id: str
    stage: str
    title: str
    detail: str
    fix: str
    place: str = ""

    @property
    def headline(self) -> str:
        """The title with the id."""
        return f"{self.title} [{self.id}]" if self.id else self.title

    @classmethod
    def of(cls, mistake_id: str, detail: str = "", fix: str = "") -> Finding:
        """Make a finding from the catalogue's entry, what was seen in this request, and the fix if it is a special one."""
        known = MISTAKES[mistake_id]
        return cls(known.id, known.stage, known.title, detail or known.story, fix or known.fix_for(detail))


class StageValue(NamedTuple):
    """The value of one stage as text; `summary` says what it is."""

    name: str
    value: str
    summary: str = ""


class ServerNote(NamedTuple):
    """A server whose habits are known: its name, each habit as a sentence without subject, and where each is written."""

    name: str
    habits: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of a request.

    `verdict` is "valid", "explained" or "unexplained". `mistakes` reproduce the observed signature together, and
    each of `alternatives` does so as well. `observed` are the stages of the client, `expected`
    the right ones; `request` is the request signed correctly, with the time and nonce that were sent. `subject` is the name
    of the stage that returns the signed text, and `cut_after` are the marks after which a diff starts a new line.
    `pipeline` are all stages, also those whose value is not shown, with what feeds each and where something goes wrong.
    """

    verdict: str
    scheme: str
    variant: str
    mistakes: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()
    alternatives: tuple[tuple[Finding, ...], ...] = ()
    observed_signature: str = ""
    expected_signature: str = ""
    observed: tuple[StageValue, ...] = ()
    expected: tuple[StageValue, ...] = ()
    request: Request | None = None
    hints: tuple[str, ...] = ()
    server: ServerNote | None = None
    candidates: int = 0
    seconds: float = 0.0
    exhausted: bool = True
    credential: Credential | None = field(default=None, repr=False)
    subject: str = ""
    cut_after: tuple[str, ...] = ("\n",)
    pipeline: tuple[PipelineStage, ...] = ()


def without_secrets(explanation: Explanation) -> Explanation:
    """Return the explanation without any secret of its credential; the catalogue's words stay.

    A mistake that the catalogue does not have gets its title from what was seen, so a secret can be in it.
    """
    clean: Explanation = redact(explanation, explanation.credential)

    def details(plain: tuple[Finding, ...], masked: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(
            own._replace(title=own.title if own.id else other.title, detail=other.detail)
            for own, other in zip(plain, masked, strict=True)
        )

    return replace(
        clean,
        mistakes=details(explanation.mistakes, clean.mistakes),
        problems=details(explanation.problems, clean.problems),
        alternatives=tuple(map(details, explanation.alternatives, clean.alternatives)),
    )
