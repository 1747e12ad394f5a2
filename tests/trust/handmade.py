"""Signers as people write them by hand: what `explain` finds, and that it finds nothing that is not so."""

from functools import partial

from tests.handmade.measure import SCHEMES, jobs_of, outcomes
from tests.trust.campaign import Part, Result

COUNT, BUDGET = 100, 10.0
RATES = {0: "all valid", 1: "99 % explained", 2: "97 % explained", 3: "92 % explained"}
"""What is asked, by the number of wrong choices."""


def measure_signers(scheme: str, wrong: int, seed: int, step: int) -> Result:
    """100 signers with so many wrong choices, explained as the command does it."""
    done = list(outcomes(jobs_of(scheme, wrong, COUNT, f"{seed} {step}", BUDGET, share=True), 1))
    faults = [f"{scheme} {outcome.job.seed!r}: {outcome.fault}" for outcome in done if outcome.fault]
    aim = "explained" if wrong else "valid"
    reached = 100 * sum(outcome.verdict == aim for outcome in done) / COUNT
    slow = sorted(outcome.seconds for outcome in done)[int(0.95 * (COUNT - 1))]
    return Result(COUNT, faults, {f"least % {aim} of a step": reached, "seconds, 95 of 100": slow})


PARTS = tuple(
    Part(
        f"hand-made signers: {scheme}, {wrong} wrong",
        f"0 not reproduced; {asked}",
        4,
        partial(measure_signers, scheme, wrong),
        True,
    )
    for scheme in SCHEMES
    for wrong, asked in RATES.items()
)
"""The rows of the campaign."""
