"""Measures ``explain`` on hand-made signers.

    python -m tests.handmade.measure --scheme oauth1 --wrong 1 2 --count 400 --seed X --budget 10 [--failures FILE]

An explanation counts if repeating it gives the signature: see `tests.handmade.reproducing`. If only the text is wrong, it must
be the text that was signed.
"""

import argparse
import gc
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from paraph import Credential, Explanation, request_for
from paraph.explaining.explain import explain
from paraph.explaining.two_processes import can_share, search_on_two
from tests.handmade import duo, oauth1, webhooks
from tests.handmade.drawing import Drawn
from tests.handmade.reproducing import is_reproduced

SCHEMES: dict[str, Callable[[str, int], Drawn]] = {
    "duo": duo.draw,
    "oauth1": oauth1.draw,
    "webhooks": webhooks.draw,
}


class Job(NamedTuple):
    """One signer to draw and explain."""

    scheme: str
    wrong: int
    seed: str
    budget: float
    share: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one signer; `fault` is what must never be, `ids` are the mistakes that were found."""

    job: Job
    drawn: Drawn
    verdict: str
    seconds: float
    ids: tuple[str, ...]
    fault: str


def run(job: Job) -> Outcome:
    """Draw a signer and explain its request."""
    drawn = SCHEMES[job.scheme](job.seed, job.wrong)
    request = request_for(drawn.method, drawn.url, drawn.headers, drawn.body)
    share = search_on_two if job.share and can_share() else None
    started = time.monotonic()
    with without_collector():
        found = explain(request, Credential.of(*drawn.credential), now=drawn.now, budget=job.budget, share=share)
        seconds = time.monotonic() - started
    ids = tuple(mistake.id or mistake.title for mistake in found.mistakes)
    return Outcome(job, without_code(drawn), found.verdict, seconds, ids, fault_of(drawn, found))


def without_code(drawn: Drawn) -> Drawn:
    """Return the same with functions that travel between processes."""
    return replace(drawn, seal=str, write=str)


def fault_of(drawn: Drawn, found: Explanation) -> str:
    """Say what is wrong with the answer; empty if nothing is, or if it only found nothing."""
    if found.verdict == "valid":
        return "valid, though another signature is right" if drawn.choices else ""
    if not drawn.choices:
        return f"{found.verdict}, though the signature is right"
    if found.verdict != "explained":
        return ""
    text = next((value.value for value in found.observed if value.name == found.subject), None)
    if text is None:
        return "explained without a signed text"
    return "" if is_reproduced(drawn, found, text) else "not reproduced by the text that was explained"


def outcomes(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """Run the jobs, in this process or in several."""
    if workers == 1:
        yield from map(run, jobs)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(run, jobs)


@contextmanager
def without_collector() -> Iterator[None]:
    """Search without collecting garbage, as the command does; collect it afterwards."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def jobs_of(scheme: str, wrong: int, count: int, seed: str, budget: float, share: bool) -> list[Job]:
    """Return so many jobs, each with its own seed."""
    return [Job(scheme, wrong, f"{seed} {number}", budget, share) for number in range(count)]


def summary(scheme: str, wrong: int, done: Sequence[Outcome]) -> str:
    """Return one line: counts, rate and seconds."""
    counts = Counter(outcome.verdict for outcome in done)
    seconds = sorted(outcome.seconds for outcome in done)
    aim = "explained" if wrong else "valid"
    faults = sum(bool(outcome.fault) for outcome in done)
    parts = ", ".join(f"{counts[name]} {name}" for name in ("valid", "explained", "unexplained"))
    return (
        f"{scheme}, {wrong} wrong: {parts}; {100 * counts[aim] / len(done):.1f} % {aim}; {faults} faults; "
        f"median {statistics.median(seconds):.3f} s, p95 {seconds[int(0.95 * (len(seconds) - 1))]:.2f} s"
    )


def is_failure(outcome: Outcome) -> bool:
    """Return whether this is something to study."""
    return bool(outcome.fault) or outcome.verdict == "unexplained"


def record(outcome: Outcome) -> str:
    """Return one line of JSON: how to repeat it, what was chosen, signed and sent."""
    drawn = outcome.drawn
    return json.dumps(
        {
            "scheme": outcome.job.scheme,
            "wrong": outcome.job.wrong,
            "seed": outcome.job.seed,
            "verdict": outcome.verdict,
            "fault": outcome.fault,
            "seconds": round(outcome.seconds, 3),
            "choices": drawn.choices,
            "ids": outcome.ids,
            "signed_text": drawn.signed_text,
            "key": drawn.key.decode("latin-1"),
            "credential": drawn.credential,
            "now": drawn.now,
            "request": {
                "method": drawn.method,
                "url": drawn.url,
                "headers": drawn.headers,
                "body": drawn.body.decode(),
            },
        },
    )


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.handmade.measure")
    parser.add_argument("--scheme", nargs="+", default=list(SCHEMES), choices=list(SCHEMES))
    parser.add_argument("--wrong", nargs="+", type=int, default=[0, 1, 2, 3])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--budget", type=float, default=10.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--failures", type=Path)
    return parser.parse_args()


def main() -> None:
    """Measure, print a line for each group, and write the failures."""
    options = arguments()
    lines: list[str] = []
    for scheme in options.scheme:
        for wrong in options.wrong:
            jobs = jobs_of(scheme, wrong, options.count, options.seed, options.budget, options.jobs == 1)
            done = list(outcomes(jobs, options.jobs))
            print(summary(scheme, wrong, done), flush=True)
            lines += [record(outcome) for outcome in done if is_failure(outcome)]
            if options.failures:
                options.failures.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
