"""Runs parts of a campaign in steps, remembers what is done, and prints one table.

A part is a number of steps; a step is a function of seed and number, so each can be repeated alone. After every step the
state is written to a file, and a later run with the same seed goes on where the last one ended.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple

MOST_FAULTS = 20


class Result(NamedTuple):
    """What came of a step: how many cases it ran, what is wrong, and figures to keep the highest of."""

    cases: int
    faults: list[str]
    figures: dict[str, float] = {}


class Part(NamedTuple):
    """A row of the table: `asked` is the promise, `run` makes a step; `alone` says that nothing may run beside it."""

    name: str
    asked: str
    steps: int
    run: Callable[[int, int], Result]
    alone: bool = False


@dataclass
class Done:
    """How far a part has come."""

    steps: list[int] = field(default_factory=list)
    count: int = 0
    seconds: float = 0.0
    failed: int = 0
    faults: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)

    def add(self, step: int, result: Result, seconds: float) -> None:
        """Count a step in."""
        self.steps.append(step)
        self.count += result.cases
        self.seconds += seconds
        self.failed += len(result.faults)
        self.faults = [*self.faults, *result.faults][:MOST_FAULTS]
        for name, value in result.figures.items():
            chosen = min if name.startswith("least") else max
            self.figures[name] = chosen(self.figures.get(name, value), value)


class State:
    """What is done, in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
        self.parts = {name: Done(**done) for name, done in kept.items()}

    def of(self, part: Part) -> Done:
        """How far that part has come."""
        return self.parts.setdefault(part.name, Done())

    def write(self) -> None:
        """Keep the state, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps({name: asdict(done) for name, done in self.parts.items()}), "utf-8")
        new.replace(self.path)


def timed(part: Part, seed: int, step: int) -> tuple[Result, float]:
    """A step, and the seconds that it took."""
    started = time.monotonic()
    try:
        result = part.run(seed, step)
    except Exception as error:
        result = Result(0, [f"step {step} ended in {type(error).__name__}: {str(error)[:300]}"])
    return result, time.monotonic() - started


def run(parts: Iterable[Part], state: State, seed: int, minutes: float) -> None:
    """Run what is not done yet, until it is done or the time is over."""
    until = time.monotonic() + minutes * 60
    for part in parts:
        done = state.of(part)
        todo = [step for step in range(part.steps) if step not in done.steps]
        if not todo or time.monotonic() >= until:
            continue
        workers = 1 if part.alone else min(len(todo), os.cpu_count() or 1)
        with ProcessPoolExecutor(workers) as pool:
            run_steps(pool, part, state, seed, todo, workers, until)
    say("")


def run_steps(
    pool: ProcessPoolExecutor, part: Part, state: State, seed: int, todo: list[int], workers: int, until: float
) -> None:
    """Run the steps of one part, so many at once."""
    waiting, running = list(todo), dict[Future[tuple[Result, float]], int]()
    while waiting or running:
        while waiting and len(running) < workers and time.monotonic() < until:
            step = waiting.pop(0)
            running[pool.submit(timed, part, seed, step)] = step
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            result, seconds = future.result()
            state.of(part).add(running.pop(future), result, seconds)
            state.write()
            done = state.of(part)
            say(f"{part.name}: {len(done.steps)} of {part.steps}, {done.count:,} cases, {done.failed} faults")


def say(line: str) -> None:
    """Show progress on stderr, on one line where that is a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{line[:100]}")
    elif line:
        sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def table(parts: Iterable[Part], state: State) -> str:
    """The table, in Markdown."""
    lines = ["| what | asked | cases | faults | figures | seconds |", "|---|---|---|---|---|---|"]
    for part in parts:
        done = state.of(part)
        share = "" if len(done.steps) == part.steps else f" ({len(done.steps)} of {part.steps} steps)"
        if not done.steps:
            lines.append(f"| {part.name} | {part.asked} | not run | | | |")
            continue
        figures = "; ".join(f"{name} {shown(value)}" for name, value in sorted(done.figures.items()))
        lines.append(
            f"| {part.name} | {part.asked} | {done.count:,}{share} | {done.failed} | {figures} | {done.seconds:.0f} |"
        )
    return "\n".join(lines)


def shown(value: float) -> str:
    """A figure with as many digits as it needs."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def unfinished(parts: Iterable[Part], state: State) -> list[str]:
    """The names of the parts that are not done."""
    return [part.name for part in parts if len(state.of(part).steps) < part.steps]
