"""What every call of the command line may be told besides its parameters."""

from __future__ import annotations

from typing import NamedTuple


class Reach(NamedTuple):
    """How to reach the server, and for how long to try."""

    base_url: str
    ca: str | None
    timeout: float | None
    tries: int


class Wish(NamedTuple):
    """What is wanted of a result: which part of a list, and in which format."""

    limit: int | None
    cursor: str | None
    as_json: bool
    as_jsonl: bool
    as_csv: bool
    columns: str | None
    with_dates: bool
    output: str | None
    color: str
