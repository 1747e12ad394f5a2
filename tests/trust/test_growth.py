"""No input takes long: each face on a share of the shapes at 64 KB, and what once was slow at 512 KB too.

`run_growth` measures all of them; here the bound is twice as high, since other tests run beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from paraph.core.errors import ParaphError
from tests.trust import growth
from tests.trust.faces import FACES
from tests.trust.growth import ENOUGH, LARGE, MIDDLE, MOST_SECONDS, SMALL, TIMES
from tests.trust.shapes import SHAPES

PARTS = 8
AMONG_OTHERS = 2
"""How much longer than alone a reading may take beside other tests."""
ONCE_SLOW = [
    ("Authorization: OAuth", "blanks"),
    ("oauth parameters", "oauth names"),
    ("oauth parameters", "oauth names numbered"),
    ("curl of cmd.exe, in quotes", "carets before quotes"),
    ("curl of cmd.exe", "commas and blanks"),
    ("HTTPie", "words continued with carets"),
    ("HTTPie itself", "short options"),
    ("HTTPie, short options", "bytes that are not UTF-8"),
    ("HTTPie, short options", "run of $"),
    ("OpenCollection itself", "list items"),
    ("OpenCollection", "anchors"),
    ("JavaScript, names", "bytes that are not UTF-8"),
    ("JavaScript, last", "names that double"),
    ("PowerShell", "names that double"),
    ("PowerShell, options", "run of $"),
    ("Postman, text", "variables"),
    ("Postman, text", "variables that double"),
    ("Postman, items", "line feeds"),
    ("HAR", "wide JSON"),
    ("Hurl, JSON", "variables"),
    ("Hurl itself", "deep JSON arrays"),
    (".http, body", "line feeds"),
    (".http, variables", "variables that double"),
    ("credentials, TOML", "many dotted keys"),
    ("credentials, TOML", "dotted keys"),
    ("environment, used", "variables that double"),
    ("raw, chunked", "chunks"),
]


@pytest.fixture(autouse=True)
def _old_objects_frozen() -> Iterator[None]:
    with growth.old_objects_frozen():
        yield


@pytest.mark.parametrize("face", FACES)
def test_no_face_takes_long_for_64_kb(face: str) -> None:
    read, most = FACES[face], AMONG_OTHERS * MOST_SECONDS
    growth.seconds(read, b"a")  # what it imports is not reading
    times = {shape: growth.least_seconds(read, SHAPES[shape](MIDDLE), most)
             for shape in growth.share_of_shapes(face, PARTS)}  # fmt: skip
    assert not {shape: took for shape, took in times.items() if took > most}


@pytest.mark.parametrize(("face", "shape"), ONCE_SLOW, ids=" / ".join)
def test_what_once_was_slow_takes_linear_time(face: str, shape: str) -> None:
    growth.seconds(FACES[face], b"a")
    slow = growth.measure(face, shape, AMONG_OTHERS * MOST_SECONDS)
    assert not growth.is_fault(slow, AMONG_OTHERS * MOST_SECONDS), str(slow)


def test_faces_together_see_every_shape() -> None:
    assert {shape for face in FACES for shape in growth.share_of_shapes(face, PARTS)} == set(SHAPES)


def test_shapes_have_the_size_that_is_asked_for() -> None:
    for name, shape in SHAPES.items():
        for size in (SMALL, MIDDLE):
            assert 0.5 * size <= len(shape(size)) <= 1.2 * size, name


def test_what_grows_with_the_square_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that goes over the rest again and again: fast enough at 64 KB, 64 times as long at 512 KB."""

    def read(data: bytes) -> int:
        return sum(data.count(b"=", place) for place in range(0, len(data), 64))

    monkeypatch.setitem(FACES, "quadratic", read)
    assert growth.is_fault(growth.measure("quadratic", "run of ="))
    assert growth.is_fault(growth.Slow(MOST_SECONDS * 1001, 0, "", ""))
    assert growth.is_fault(growth.Slow(20, 20 * TIMES + 1, "", ""))
    assert not growth.is_fault(growth.Slow(1, ENOUGH * 1000, "", ""))


def test_a_slow_machine_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same reading counts half on a machine that takes twice as long for everything."""
    clock = iter([0, 0.3, 1, 1.3, *range(2, 12)])
    monkeypatch.setattr("time.process_time", lambda: next(clock))
    assert growth.least_seconds(len, b"", 0.2, 2) == 0.3 / (1 / growth.REFERENCE_SECONDS)


def test_the_campaign_reports_faults_of_time_and_of_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(data: bytes) -> int:
        return int(data[:0]) if len(data) >= LARGE // 2 else 0

    monkeypatch.setattr(growth, "FACES", {"number": read})
    faults, worst = growth.run_growth(1, 3)
    assert len(faults) == 3
    assert all("invalid literal" in fault for fault in faults)
    assert worst.middle == 0


def test_what_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_data: bytes) -> None:
        while True:
            with suppress(ParaphError, Exception):
                pass

    monkeypatch.setattr(growth, "HOPELESS", 0.2)
    assert growth.least_seconds(read, b"", 0, 1) > 0
