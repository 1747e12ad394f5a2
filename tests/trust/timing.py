"""What the time of an answer tells: nothing about where a signature differs, or which keys exist.

Early and late mismatches are timed in turns, in an order of chance. Welch's t compares the two means once the slowest
tenth, which the machine made, is left out. The same harness on ``==`` has to find a large t, or it would find nothing.
"""

import base64
import random
from collections.abc import Callable
from math import sqrt
from statistics import fmean, median, variance
from time import perf_counter_ns, process_time_ns

from paraph import Credential, Request, judge, request_for
from paraph.core.message import wire_bytes
from paraph.core.scheme import is_same_text
from tests.trust.signed import NOW

Compare = Callable[[str, str], bool]
REPEATS = 20
"""Comparisons a measurement: one alone is not longer than the clock's step."""


def naive(expected: str, received: str) -> bool:
    """The comparison that nobody may use."""
    return wire_bytes(expected) == wire_bytes(received)


def welch_t(first: list[int], second: list[int]) -> float:
    """Welch's t of two samples, the slowest tenth of both left out."""
    bound = sorted([*first, *second])[int(len(first) * 2 * 0.9)]
    kept = [[value for value in values if value <= bound] for values in (first, second)]
    spread = sum(variance(values) / len(values) for values in kept)
    return (fmean(kept[0]) - fmean(kept[1])) / sqrt(max(spread, 1e-12))


def early_against_late(compare: Compare, pairs: int, seed: int) -> float:
    """Welch's t between texts that differ in the first character and texts that differ in the last."""
    draws = random.Random(seed)
    right = "".join(draws.choices("0123456789abcdef", k=128))
    wrong = {"early": "x" + right[1:], "late": right[:-1] + "x"}
    times: dict[str, list[int]] = {"early": [], "late": []}
    for _ in range(pairs):
        for name in draws.sample(("early", "late"), 2):
            received = wrong[name]
            started = perf_counter_ns()
            for _ in range(REPEATS):
                compare(right, received)
            times[name].append(perf_counter_ns() - started)
    return welch_t(times["early"], times["late"])


def known_against_unknown(requests: int, seed: int) -> float:
    """The median time of a wrong signature under an unknown key id, as a share of that under a known one."""
    draws = random.Random(seed)
    known = Credential.of("DIEXAMPLE00000000000", "s" * 40)
    times: dict[bool, list[int]] = {True: [], False: []}
    asked = {True: unsigned("DIEXAMPLE00000000000"), False: unsigned("DIEXAMPLE00000000001")}
    for _ in range(requests):
        for is_known in draws.sample((True, False), 2):
            started = process_time_ns()
            judge(asked[is_known], known, "duo", now=NOW)
            times[is_known].append(process_time_ns() - started)
    return median(times[False]) / median(times[True])


def unsigned(key_id: str) -> Request:
    """A Duo request with a signature that is wrong."""
    pair = base64.b64encode(f"{key_id}:{'0' * 128}".encode()).decode()
    headers = (("Date", "Tue, 17 Mar 2026 09:30:05 -0000"), ("Authorization", f"Basic {pair}"))
    return request_for("GET", "https://api-x.duosecurity.com/x?a=1", headers)


def ours(pairs: int, seed: int) -> float:
    """The t of the comparison that verifiers use."""
    return early_against_late(is_same_text, pairs, seed)
