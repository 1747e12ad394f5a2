"""The worked example that opens the search is true."""

import doctest
from pathlib import Path

from paraph.explaining import search


def test_the_worked_example() -> None:
    result = doctest.testmod(search)
    assert result.failed == 0
    assert result.attempted > 30


def test_the_overview_names_every_module() -> None:
    overview = (search.__doc__ or "").partition("Where to read on")[2]
    modules = {path.stem for path in Path(search.__path__[0]).glob("*.py")} - {"__init__"}
    assert modules == {word.strip("`") for word in overview.partition("Rules")[0].split() if word.startswith("``")}
