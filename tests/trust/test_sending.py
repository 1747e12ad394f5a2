"""A share of the campaign of bad servers; ``python -m tests.trust.sending`` is the whole."""

from pathlib import Path

import pytest

from tests.trust.sending import faults, run

SHARE = [
    ("gzip-bomb", "json"),
    ("double-gzip-bomb", "pipe"),
    ("endless-body", "terminal"),
    ("endless-error", "pipe"),
    ("drip-head", "page"),
    ("million-headers", "verbose"),
    ("greedy-json", "page"),
    ("greedy-json", "json"),
    ("greedy-json", "output"),
    ("terminal-codes-for-http", "terminal"),
    ("hang-up-in-the-body", "output"),
]


@pytest.mark.parametrize(("name", "way"), SHARE)
def test_send_with_little_memory_and_patience(name: str, way: str, tmp_path: Path) -> None:
    patience = 30.0 if name == "greedy-json" else 0.5
    outcome = run(name, way, tmp_path, patience)
    assert faults(name, way, outcome, patience) == [], outcome
