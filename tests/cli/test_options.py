"""Options reach a command in groups, and no function of the command line has a long list of parameters."""

import ast
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest
from click.testing import CliRunner

from paraph.cli.options import option_group
from paraph.cli.suggesting import SchemeChoice
from paraph.schemes import scheme_names

FUNCTIONS = [
    (path.name, node)
    for path in sorted(Path("src/paraph/cli").glob("*.py"))
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
    if isinstance(node, ast.FunctionDef)
]
MOST_PARAMETERS, MOST_STATEMENTS = 9, 15


class Pair(NamedTuple):
    """Two options."""

    left: str
    right: bool


class Apart(NamedTuple):
    """An option that stands elsewhere."""

    alone: int


def grouped_command(values: list[Any]) -> click.Command:
    """Return a command with two groups that appends its arguments to `values`."""

    @click.command()
    @option_group("pair", Pair, click.option("--left", default="l"), click.option("--right", is_flag=True))
    @click.option("--alone", type=int, default=1)
    @click.option("--other")
    @option_group("apart", Apart)
    def command(pair: Pair, apart: Apart, other: str | None) -> None:
        """Do nothing."""
        values.extend((pair, apart, other))

    return command


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (Pair("l", False), Apart(1), None)),
        (["--right", "--left", "x", "--other", "o", "--alone", "3"], (Pair("x", True), Apart(3), "o")),
    ],
)
def test_each_group_is_one_argument(words: list[str], expected: tuple[Any, ...]) -> None:
    values: list[Any] = []
    assert CliRunner().invoke(grouped_command(values), words).exit_code == 0
    assert tuple(values) == expected


def test_options_are_listed_in_the_order_in_which_they_are_written() -> None:
    assert [each.name for each in grouped_command([]).params] == ["left", "right", "alone", "other"]


def test_a_scheme_is_one_of_all_schemes() -> None:
    choice = SchemeChoice()
    assert choice.choices == scheme_names()
    assert choice.convert("duo", None, None) == "duo"
    with pytest.raises(click.BadParameter, match="did you mean oauth1"):
        choice.convert("oauth", None, None)


@pytest.mark.parametrize(("file", "node"), FUNCTIONS, ids=lambda value: getattr(value, "name", value))
def test_no_function_has_a_long_list_of_parameters(file: str, node: ast.FunctionDef) -> None:
    names = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    assert len(names) <= MOST_PARAMETERS, file
    assert node.name != "command" or len(node.body) <= MOST_STATEMENTS, file
