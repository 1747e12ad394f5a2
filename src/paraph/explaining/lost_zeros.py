"""The MACs that a hex text without leading zeros can stand for.

Some programs write each byte of a MAC with ``%x``: a byte below 16 becomes one digit. Of SHA-256 two bytes are such on
average, of SHA-512 four. Where the digits were lost must be tried: the bytes 05 1a become "51a", and so do 51 0a.

A byte of two digits never begins with 0 here, as its 0 would have been lost. So most places are impossible, and the possible
ones are counted before any is tried. If they are too many for whole MACs, only the beginnings of the MAC are made, as long
as their number allows. Each has lost a zero and does not end in 00, so the beginning of a MAC that was cut short is not
among them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (20, 32, 64)
OTHER_SIZES = (16, 28, 48)
"""Sizes of digests: a hex text of such a length is a whole MAC of another hash."""
MOST_LOST = 8
MOST_FORMS = 20_000
"""Making so many takes some 20 ms."""
SHORTEST_BEGINNING = 12


def macs_without_zeros(text: str) -> Iterator[tuple[bytes, bool]]:
    """Yield the MACs that lose zeros to become a hex text, each with False; or their beginnings, each with True."""
    if re.fullmatch("[0-9a-f]+", text) is None or len(text) in [2 * size for size in OTHER_SIZES]:
        return
    for size in SIZES:
        if 0 < 2 * size - len(text) <= MOST_LOST:
            ends = ways_to_end(text, size)
            length = longest_beginning(text, size, ends)
            is_cut = length < size
            for mac in beginnings(text, length, ends):
                if not is_cut or mac[-1]:
                    yield mac, is_cut


def next_bytes(text: str, place: int, lost: int) -> Iterator[tuple[int, bytes]]:
    """Yield what the byte at `place` can be after so many lost zeros, with the number of zeros lost after it."""
    start = 2 * place - lost
    if start < len(text):
        yield lost + 1, bytes([int(text[start], 16)])
    if start + 1 < len(text) and text[start] != "0":
        yield lost, bytes([int(text[start : start + 2], 16)])


def ways_to_end(text: str, size: int) -> list[Counter[int]]:
    """Return for each place and number of lost zeros in how many ways the rest of the text can be read."""
    lost = 2 * size - len(text)
    ends = [Counter[int]() for _ in range(size + 1)]
    ends[size][lost] = 1
    for place in reversed(range(size)):
        for now in range(min(lost, place) + 1):
            ends[place][now] = sum(ends[place + 1][then] for then, _ in next_bytes(text, place, now))
    return ends


def longest_beginning(text: str, size: int, ends: list[Counter[int]]) -> int:
    """Return how many bytes can be made in not too many ways: all, fewer, or 0 if even a short beginning has too many."""
    counts, longest = Counter({0: 1}), 0
    for place in range(size):
        after = Counter[int]()
        for lost, count in counts.items():
            for then, _ in next_bytes(text, place, lost):
                if ends[place + 1][then]:
                    after[then] += count
        counts = after
        if place + 1 >= SHORTEST_BEGINNING and counts.total() <= MOST_FORMS:
            longest = place + 1
    return longest


def beginnings(text: str, length: int, ends: list[Counter[int]]) -> Iterator[bytes]:
    """Yield every beginning of that many bytes that has lost a zero and can go on to the end of the text."""
    made: dict[int, list[bytes]] = {0: [b""]}
    for place in range(length):
        longer: dict[int, list[bytes]] = {}
        for lost, starts in made.items():
            for then, byte in next_bytes(text, place, lost):
                if ends[place + 1][then]:
                    longer.setdefault(then, []).extend([start + byte for start in starts])
        made = longer
    for lost, starts in made.items():
        if lost:
            yield from starts
