"""What was signed beside what had to be: what differs is marked, what stands on one side alone has its sign only."""

import time

import pytest

from paraph.render.diff import diff_lines
from paraph.schemes.duo import DUO
from paraph.schemes.oauth1 import OAUTH1

BASE_STRING, LINES = OAUTH1.output.cut_after, DUO.output.cut_after
CASES = [
    ("b=2%26a=1%26c=3", "a=1%26b=2%26c=3", BASE_STRING, ["  + a=1%26", "    b=2%26", "  - a=1%26", "    c=3"]),
    ("a=1%26b=2", "a=1%26b=3", BASE_STRING, ["    a=1%26", "  - b=2", "      ^", "  + b=3", "      ^"]),
    ("GET\nhost\n", "GET\nhost", LINES, ["    GET⏎", "  - host⏎", "        ^", "  + host", "  -", "    (an empty line, only in what was signed)"]),
    ("GET", "GET\n", LINES, ["  - GET", "  + GET⏎", "       ^", "  +", "    (an empty line, only in what had to be signed)"]),
]  # fmt: skip


@pytest.mark.parametrize(("observed", "expected", "cut_after", "lines"), CASES)
def test_a_diff(observed: str, expected: str, cut_after: tuple[str, ...], lines: list[str]) -> None:
    found = list(diff_lines(observed, expected, cut_after, 72, lambda text, _: text))
    assert [line.rstrip() for line in found] == lines


@pytest.mark.parametrize("piece", ["x" * 50_000, "&".join("abcdefgh" * 5_000), "a=1&" * 20_000])
def test_a_diff_of_long_texts_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    lines = list(diff_lines(f"head&{piece}&b&tail", f"head&{piece[::-1]}c&tail", BASE_STRING, 72, lambda text, _: text))
    assert time.process_time() - started < 5
    assert lines[0].strip() == "head&"
    assert lines[-1].strip() == "tail"
