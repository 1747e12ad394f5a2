"""Hostile inputs: drawn from the shapes and from valid requests, broken, and given to the faces in turn.

Only an error of paraph's own may come out, and no input may take more than 100 ms of the processor, whatever its size
up to 64 KB. Each input follows from the seed and its number alone, so that a fault can be repeated by itself.
"""

from __future__ import annotations

import random
import signal
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import ParaphError
from paraph.core.message import wire_bytes
from paraph.vectors import cases
from tests.trust.faces import FACES, Face
from tests.trust.growth import MIDDLE, MOST_SECONDS, Hopeless, least_seconds, old_objects_frozen
from tests.trust.shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

FILES = ("examples/requests", "tests/readers/data")
LARGE_ONES = 25
"""One input of so many is of 64 KB; the others have up to 4 KB, most of them far less."""
PATIENCE = 10
"""Seconds after which a single reading is stopped; in the worst case it takes twice as long."""
MARKS = (b"\0", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\r", b"\n", b"\r\n", b'"', b"'", b"\\", b"{{", b"}}", b"%", b"%zz",
         b"&", b"=", b":", b",", b"<", b"#", b"$(", b"`", b"\x1b", "\u202e".encode(), "\u0661".encode(), b"1e999",
         b"-1", b"99999999999999999999", b"NaN", b"null", b"\xef\xbb\xbf", b"oauth_token", b"[", b"]", b"{", b"}")  # fmt: skip


@cache
def valid_ones() -> tuple[bytes, ...]:
    """What is valid somewhere: the requests of the vectors, their parts, and files that the readers know."""
    found: dict[bytes, None] = {}
    for case in cases():
        request = case.request
        head = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
        parts = [request.target, *(value for _, value in request.headers), *(value[6:] for _, value in request.headers)]
        found |= dict.fromkeys(map(wire_bytes, ("\r\n".join(head), *parts)))
        found[wire_bytes("\r\n".join(head)) + b"\r\n\r\n" + request.body] = found[request.body] = None
    for folder in FILES:
        found |= {path.read_bytes(): None for path in sorted(Path(folder).iterdir())}
    return tuple(found)


@cache
def shaped(name: str, size: int) -> bytes:
    """A shape of that size, made once."""
    return SHAPES[name](size)


NAMES = tuple(SHAPES)
SIZES = (0, 1, 3, 10, 30, 100, 100, 300, 300, 1000, 4096)


def drawn(draws: random.Random, size: int) -> bytes:
    """A shape, a valid piece, or bytes of chance; of about that size at most."""
    kind = draws.randrange(8)
    if kind < 4:
        return shaped(draws.choice(NAMES), size) if size else b""
    if kind < 7:
        whole = draws.choice(valid_ones())
        return whole[:size] if len(whole) <= size or draws.random() < 0.5 else whole[-size:]
    return draws.randbytes(min(size, 200))


def broken(data: bytes, other: bytes, draws: random.Random) -> bytes:
    """The bytes after one change: a bit, a cut, a mark put in, a part repeated or moved, or another text put in."""
    kind, at, end = draws.randrange(7), draws.randrange(len(data) + 1), draws.randrange(len(data) + 1)
    if kind == 0 and at < len(data):
        return data[:at] + bytes((data[at] ^ 1 << draws.randrange(8),)) + data[at + 1 :]
    if kind == 1:
        return data[:at]
    if kind == 2:
        return data[at:]
    if kind == 3:
        return data[: min(at, end)] + data[max(at, end) :]
    if kind == 4:
        return data[:at] + other[: draws.randrange(len(other) + 1)] + data[at:]
    if kind == 5:
        return data[:at] + data[at : at + 20] * draws.randrange(2, 9) + data[at:]
    return data[:at] + draws.choice(MARKS) + data[at:]


def hostile_input(seed: int, number: int) -> bytes:
    """The input of that number."""
    draws = random.Random(seed * 1_000_000_007 + number)
    size = draws.choice(SIZES) if draws.randrange(LARGE_ONES) else MIDDLE
    data = drawn(draws, size)
    for _ in range(draws.choice((0, 1, 1, 2, 3))):
        data = broken(data, drawn(draws, min(size, 300)), draws)
    if size == MIDDLE and data:
        data = data * (MIDDLE // len(data))
    return data[:MIDDLE]


class Fault(NamedTuple):
    """What went wrong with an input."""

    number: int
    face: str
    what: str

    def __str__(self) -> str:
        return f"input {self.number}, {self.face}: {self.what}"


class Watch:
    """Stops a reading that is still the same one when the timer comes the second time."""

    def __init__(self) -> None:
        self.number = self.seen = -1

    def look(self, _number: int, _frame: FrameType | None) -> None:
        """Raise Hopeless if the number has not changed since the last look."""
        if self.seen == self.number >= 0:
            raise Hopeless
        self.seen = self.number

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look every few seconds on the clock; for the main thread."""
        earlier = signal.signal(signal.SIGALRM, self.look)
        signal.setitimer(signal.ITIMER_REAL, PATIENCE, PATIENCE)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, earlier)


def fault_of(read: Face, data: bytes) -> str:
    """What is wrong with how a face takes an input, empty if nothing is."""
    try:
        read(data)
    except ParaphError as error:
        return f"{str(error)[:80]!r} is of several lines" if "\n" in str(error) else ""
    except Hopeless:
        return "does not come to an end"
    except Exception as error:
        return f"{error!r:.120}"
    return ""


def run_hostile(seed: int, count: int, faces: dict[str, Face] = FACES) -> tuple[list[Fault], float]:
    """Give so many inputs to the faces in turn; the faults, and the most milliseconds that any input took."""
    turns = tuple(faces.items())
    for read in faces.values():
        fault_of(read, b"a")  # what it imports is not reading
    faults, worst, watch = [], 0.0, Watch()
    with old_objects_frozen(), watch.looking():
        for number in range(count):
            face, read = turns[number * 7919 % len(turns)]
            data = hostile_input(seed, number)
            watch.number = number
            started = time.process_time()
            what = fault_of(read, data)
            took = time.process_time() - started
            watch.number = -1
            if took > MOST_SECONDS and not what:
                took = least_seconds(read, data, MOST_SECONDS)
                what = f"{took * 1000:.0f} ms for {len(data)} bytes" if took > MOST_SECONDS else ""
            worst = max(worst, took * 1000)
            if what:
                faults.append(Fault(number, face, what))
    return faults, worst
