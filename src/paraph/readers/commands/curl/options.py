"""Every option of curl, from the table ``options.csv``: its letter, whether it takes a value, and what it does to the request.

The effect is a part of the request (``method``, ``url``, ``query``, ``header``, ``login``, ``body``), ``next`` for a new part
of the command, ``own headers`` for headers that curl adds by itself, ``proxy`` for a request that is written otherwise on its
way, ``refused`` for what cannot be seen here, or nothing.

Source: https://curl.se/docs/manpage.html, version 8.22; options that older versions had are in it
"""

from __future__ import annotations

from csv import DictReader
from importlib.resources import files
from typing import NamedTuple


class Option(NamedTuple):
    """One option; `letter` and `effect` may be empty."""

    name: str
    letter: str
    takes_value: bool
    effect: str


def table() -> dict[str, Option]:
    """Return the options by their names."""
    text = files("paraph.readers.commands.curl").joinpath("options.csv").read_text("utf-8")
    return {
        row["name"]: Option(row["name"], row["letter"], row["value"] == "value", row["effect"])
        for row in DictReader(text.splitlines())
    }


OPTIONS = table()
LETTERS = {option.letter: option.name for option in OPTIONS.values() if option.letter}
"""Names by their letters."""
