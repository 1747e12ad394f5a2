"""Whatever is cut off or damaged: a request, or one line that says what is wrong and where."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.core.errors import Unreadable
from paraph.core.message import Request
from paraph.readers import entries

CASES = sorted(path for path in Path("tests/readers/cases").glob("*/input.*"))
EXAMPLES = sorted(path for path in Path("examples/requests").iterdir() if path.is_file())
INPUTS = [
    *CASES,
    *EXAMPLES,
    *sorted(path for path in Path("tests/readers/data").glob("*") if path.stat().st_size < 20_000),
]


def check(data: bytes) -> None:
    """Read it: everything is a request, or an error of one line with a place in the text."""
    lines = data.replace(b"\0", b"").count(b"\n") + data.count(b"\r") + 1
    try:
        found = [entry.content for entry in entries(data)]
    except Unreadable as error:
        found = [error]
    assert found
    for content in found:
        if isinstance(content, Unreadable):
            assert "\n" not in str(content)
            assert 1 <= content.line <= lines + 1  # YAML counts further line ends
            assert content.column >= 1
        else:
            assert isinstance(content, Request)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_cut_and_damaged(path: Path) -> None:
    data = path.read_bytes()

    @given(st.integers(0, len(data)), st.integers(0, max(len(data) - 1, 0)), st.integers(0, 255))
    def damage(cut: int, place: int, octet: int) -> None:
        check(data[:cut])
        check(data[:place] + bytes((octet,)) + data[place + 1 :])

    damage()
