"""What the catalogue says about one mistake that people make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One entry of the catalogue, in words for the person who made it.

    `stage` is the step of signing that went wrong. `seen` estimates in how many public threads this was the cause;
    it orders explanations, the common ones first. `example` is (what was written, what is right), for mistakes
    that no signed text can show.
    """

    id: str
    stage: str
    seen: int
    title: str
    story: str
    fix: str
    example: tuple[str, str] | None = None
