"""How many planted mistakes are named, and how long that takes inside the process, as the command line searches."""

from __future__ import annotations

import gc
from statistics import median

from tests.explaining.planted import Planted, planted

from paraph import explain
from paraph.explaining.two_processes import can_share, search_on_two

NOW = 1773739805


def answered(case: Planted) -> tuple[bool, float]:
    """Whether the set is named, exactly or as a tie, and the seconds."""
    share = search_on_two if can_share() else None
    explanation = explain(case.request, case.credential, clues=case.clues, now=NOW, share=share)
    sets = [sorted(entry.id for entry in one) for one in (explanation.mistakes, *explanation.alternatives)]
    return case.mistakes in sets, explanation.seconds


def rows() -> None:
    """Print a row for one, two and three mistakes."""
    gc.disable()
    for count in (1, 2, 3):
        answers = []
        for case in planted():
            if len(case.mistakes) == count:
                answers.append(answered(case))
                gc.collect()
        times = sorted(seconds for _, seconds in answers)
        named = sum(hit for hit, _ in answers)
        print(
            f"explain, {count} planted mistake{'s' * (count > 1)}: {named} of {len(answers)} named; "
            f"median {median(times) * 1000:.0f} ms, 95th percentile {times[int(0.95 * len(times))] * 1000:.0f} ms",
            flush=True,
        )
    gc.enable()
