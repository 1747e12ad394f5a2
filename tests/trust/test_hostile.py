"""A few thousand hostile inputs in every run; `run_hostile` takes as many as it is asked for."""

from __future__ import annotations

import pytest

from paraph.core.errors import ParaphError, Unreadable
from tests.trust.faces import FACES
from tests.trust.growth import MIDDLE
from tests.trust.hostile import hostile_input, run_hostile


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_every_face_reads_or_refuses(seed: int) -> None:
    faults, _ = run_hostile(seed, 2_000)
    assert not [str(fault) for fault in faults if " ms for " not in fault.what]  # times are measured by the campaign


def test_an_input_follows_from_its_seed_and_number() -> None:
    inputs = [hostile_input(5, number) for number in range(300)]
    assert inputs == [hostile_input(5, number) for number in range(300)]
    assert len(set(inputs)) > 200
    assert inputs != [hostile_input(6, number) for number in range(300)]
    assert MIDDLE * 0.9 < max(map(len, inputs)) <= MIDDLE


def test_faults_of_every_kind_are_found() -> None:
    def wrong_kind(_data: bytes) -> None:
        raise KeyError("x")

    def refused(_data: bytes) -> None:
        raise ParaphError("no")

    def slow(data: bytes) -> int:
        return sum(1 for _ in range(6_000_000)) if data else 0

    faults, worst = run_hostile(1, 30, {"kind": wrong_kind, "refused": refused, "slow": slow})
    assert {fault.face for fault in faults} == {"kind", "slow"}
    assert any("KeyError" in fault.what for fault in faults)
    assert any(" ms for " in fault.what for fault in faults)
    assert worst > 50


def test_the_text_of_an_error_is_one_line() -> None:
    assert str(Unreadable("a\nb\r\nc\u2028d", 2, 3)) == "line 2, column 3: a b c d"
    assert Unreadable("a\nb").reason == "a b"


@pytest.mark.parametrize(
    ("face", "data"),
    [("curl, in single quotes", b"@\x02@\n@"), ("curl of cmd.exe, in quotes", b"@v0 = b\n@`${")],
)
def test_what_was_found_once(face: str, data: bytes) -> None:
    try:
        found = FACES[face](data)
    except ParaphError as error:
        said = [str(error)]
    else:
        assert isinstance(found, tuple)
        said = [str(entry.content) for entry in found if isinstance(entry.content, ParaphError)]
    assert said
    assert not any("\n" in text for text in said)
