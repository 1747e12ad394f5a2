"""Samples cut and changed: whatever comes of them is entries or Unreadable."""

from collections.abc import Iterable
from pathlib import Path

from paraph import Request, Unreadable
from paraph.readers import entries

DATA = Path("tests/readers/data")


def assert_entries_or_unreadable(data: bytes) -> None:
    try:
        found = entries(data)
    except Unreadable as error:
        assert "\n" not in str(error)
        return
    assert found
    for entry in found:
        try:
            assert isinstance(entry.request, Request)
        except Unreadable as error:
            assert "\n" not in str(error)


def assert_every_cut(samples: Iterable[bytes]) -> None:
    for sample in samples:
        for end in range(len(sample) + 1):
            assert_entries_or_unreadable(sample[:end])


def changed(sample: bytes, at: int, put: bytes, cut: int) -> bytes:
    at %= len(sample)
    return sample[:at] + put + sample[at + cut :]
