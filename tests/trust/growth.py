"""How long each face takes for each shape, by the time of the processor: 100 ms at 64 KB, and no more than linear beyond.

A linear reader takes 8 times as long for 512 KB as for 64 KB, a quadratic one 64 times; `TIMES` leaves room for noise
and for caches that are too small. Noise only ever adds, so what is over a bound is measured again. A machine may be slow, or
busy with something else: what is still over a bound counts as so much less as a fixed piece of work takes longer there.
"""

from __future__ import annotations

import gc
import random
import signal
import time
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import ParaphError
from tests.trust.faces import FACES, Face
from tests.trust.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SMALL, MIDDLE, LARGE = 8 * 1024, 64 * 1024, 512 * 1024
MOST_SECONDS = 0.100
"""What any input of 64 KB may take."""
TIMES, ENOUGH = 12, 0.100
"""What 512 KB may take: so many times as long as 64 KB, or this if that is more."""
REFERENCE_SECONDS = 0.0024
"""What :func:`reference_work` takes where the bounds were set."""
HOPELESS = 20
"""Seconds on the clock after which a reading is stopped; a timer of the processor's time would make its clock coarse."""


class Slow(NamedTuple):
    """What a face took for a shape, in milliseconds at 64 and at 512 KB; a size that was not measured took 0."""

    middle: float
    large: float
    face: str
    shape: str

    def __str__(self) -> str:
        return f"{self.face} / {self.shape}: {self.middle:.1f} ms at 64 KB, {self.large:.1f} ms at 512 KB"


class Hopeless(BaseException):
    """A reading has taken far too long; no handler of errors may catch it."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise Hopeless in the main thread after so many seconds."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Hopeless

    earlier = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


@contextmanager
def old_objects_frozen() -> Iterator[None]:
    """Keep the garbage collector from what other tests left behind, which is no work of a reader."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def seconds(face: Face, data: bytes) -> float:
    """The time that one reading takes; an error of paraph's own is an answer like any other."""
    started = time.process_time()
    try:
        with stopped_after(HOPELESS):
            face(data)
    except (ParaphError, Hopeless):
        pass
    return time.process_time() - started


def reference_work(data: bytes) -> int:
    """A reader of the plainest kind: every character is looked at, every part is split."""
    marks = sum(mark in b"=&%" for mark in data)
    return marks + sum(len(part.partition(b"&")[2]) for part in data.split(b";"))


def slowness(most_runs: int = 5) -> float:
    """How many times as long as where the bounds were set a piece of work takes now, at least 1."""
    best = min(seconds(reference_work, b"a=1&b=%20;" * 6554) for _ in range(most_runs))
    return max(best / REFERENCE_SECONDS, 1.0)


def least_seconds(face: Face, data: bytes, enough: float, most_runs: int = 5) -> float:
    """The least time of a few readings; the first that takes no more than `enough` is the last.

    A time over `enough` is divided by the :func:`slowness` of the machine.
    """
    best = float("inf")
    for _ in range(most_runs):
        best = min(best, seconds(face, data))
        if best <= enough or best >= HOPELESS:
            break
    return best if best <= enough or best >= HOPELESS else best / slowness()


def measure(face: str, shape: str, most: float = MOST_SECONDS) -> Slow:
    """The times for 64 KB and, if 64 KB are read in time, for 512 KB."""
    read, write = FACES[face], SHAPES[shape]
    middle = least_seconds(read, write(MIDDLE), most)
    if middle > most:
        return Slow(middle * 1000, 0, face, shape)
    large = least_seconds(read, write(LARGE), max(TIMES * middle, ENOUGH))
    return Slow(middle * 1000, large * 1000, face, shape)


def is_fault(slow: Slow, most: float = MOST_SECONDS) -> bool:
    """Whether the times break a bound."""
    return slow.middle > most * 1000 or slow.large > max(TIMES * slow.middle, ENOUGH * 1000)


def share_of_shapes(face: str, parts: int) -> list[str]:
    """One part of the shapes, another for each face; together the faces see all of them."""
    own = zlib.crc32(face.encode()) % parts
    return [shape for shape in SHAPES if zlib.crc32(shape.encode()) % parts == own]


def run_growth(seed: int, count: int | None = None, part: int = 0, parts: int = 1) -> tuple[list[str], Slow]:
    """Measure so many pairs of face and shape, or all, in an order of chance; the faults, and the slowest at 64 KB.

    Of `parts` runs, each takes every so-manieth pair, beginning with the number `part`.
    """
    pairs = [(face, shape) for face in FACES for shape in SHAPES]
    random.Random(seed).shuffle(pairs)
    faults, worst = [], Slow(0, 0, "", "")
    for read in FACES.values():
        seconds(read, b"a")  # what it imports is not reading
    with old_objects_frozen():
        for face, shape in pairs[part::parts][:count]:
            try:
                slow = measure(face, shape)
            except Exception as error:
                faults.append(f"{face} / {shape}: {error!r:.100}")
                continue
            worst = max(worst, slow)
            if is_fault(slow):
                faults.append(str(slow))
    return faults, worst
