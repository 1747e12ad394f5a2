"""Problems with the time of a request, shared by all schemes that have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw
from paraph.core.dates import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case

SAMPLE_TIMES = frozenset(("Tue, 21 Aug 2012 17:29:18 -0000", "137131200", "137131201", "1191242090", "1191242096",
                          "1318622958", "1318467427", "1272323042"))  # fmt: skip
"""Times in the documentation of Duo, RFC 5849, Twitter and others."""
OLD = 3600
"""Seconds besides the window: an older time was saved or pasted, since clocks and time zones are rarely off by so much."""
_UNITS = (("year", 31_556_952), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))


def duration(seconds: int) -> str:
    """Return a length of time for people, in its two largest units."""
    parts = []
    for name, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "0 seconds"


def sample_time(claims: Any) -> Iterator[Flaw]:
    """Report a time that was copied from a sample in documentation."""
    if claims.time_text in SAMPLE_TIMES:
        yield Flaw("date-hardcoded", f"{claims.time_text} is the time of a sample in the documentation.")


def clock_skew(case: Case[Any], claims: Any) -> Iterator[Flaw]:
    """Report a time outside the window of the scheme's servers: a saved time if it is old, else a clock that is off."""
    window = case.scheme.checks.window
    skew = 0 if claims.time is None else claims.time - case.now
    side = "ahead of" if skew > 0 else "behind"
    seen = f"The request's time is {duration(abs(skew))} {side} the clock used here ({date_text(case.now)})"
    if -skew > OLD + window:
        yield Flaw("date-hardcoded", f"{seen}: the request was recorded then, or its date was pasted from an earlier run; "
                   f"servers accept {window} seconds either way.")  # fmt: skip
    elif abs(skew) > window:
        yield Flaw("clock-skew", f"{seen}; servers accept {window} seconds either way.")
