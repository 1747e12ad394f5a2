"""What the catalogue says about one mistake that people make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One entry of the catalogue, in words for the person who made it.

    `stage` is the step of signing that went wrong. `seen` estimates in how many public threads this was the cause;
    it orders explanations, the common ones first. `example` is (what was written, what is right), for mistakes
    that no signed text can show. `fixes` are pairs: words that the detail of a request may contain, and the fix that
    fits then.
    """

    id: str
    stage: str
    seen: int
    title: str
    story: str
    fix: str
    example: tuple[str, str] | None = None
    fixes: tuple[tuple[str, str], ...] = ()

    def fix_for(self, detail: str) -> str:
        """Return the fix for what was seen in a request."""
        return next((fix for words, fix in self.fixes if words in detail), self.fix)
