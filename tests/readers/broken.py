"""Samples cut and changed: whatever comes of them is entries or Unreadable."""

from collections.abc import Iterable
from pathlib import Path

from paraph import Request, Unreadable
from tests.readers.cutting import outcomes

DATA = Path("tests/readers/data")


def assert_entries_or_unreadable(data: bytes) -> None:
    found = outcomes(data)
    assert found
    for outcome in found:
        if isinstance(outcome, Unreadable):
            assert "\n" not in str(outcome)
        else:
            assert isinstance(outcome, Request)


def assert_every_cut(samples: Iterable[bytes]) -> None:
    for sample in samples:
        for end in range(len(sample) + 1):
            assert_entries_or_unreadable(sample[:end])


def changed(sample: bytes, at: int, put: bytes, cut: int) -> bytes:
    at %= len(sample)
    return sample[:at] + put + sample[at + cut :]
