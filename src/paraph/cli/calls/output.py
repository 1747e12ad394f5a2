"""Prints what calls return: tables for people, JSON, JSON Lines and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click
import msgspec

from paraph.apis.lazy import LazyRecords
from paraph.cli.calls.columns import all_columns, cell, chosen_columns, heading, is_time, time_text, value_at
from paraph.cli.terminal import print_json, wants_colour
from paraph.render.visible import one_line, terminal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from paraph.apis.catalogue import Endpoint, Schema


_FORMULA = re.compile(r"[=@\t\r\n\uff1d\uff20\uff0b\uff0d]|[+-](?![0-9 .,()/-]*\Z)")
"""How a text begins that a spreadsheet runs as a formula; a number, a date or a telephone number is none."""


class Format(NamedTuple):
    """How to print a result: one of the formats, columns for tables and CSV, colour, and whether CSV has dates for times."""

    as_json: bool
    as_jsonl: bool
    as_csv: bool
    columns: str | None
    color: str
    with_dates: bool = False

    @property
    def is_table(self) -> bool:
        """Whether people read it: on a terminal, unless a format is asked for."""
        return not (self.as_json or self.as_jsonl or self.as_csv) and sys.stdout.isatty()

    @property
    def is_stream(self) -> bool:
        """Whether records are printed as they come."""
        return self.as_jsonl or not (self.as_json or self.as_csv or self.is_table)


class Shapes(NamedTuple):
    """A call and the records of its vendor, from which columns are chosen."""

    endpoint: Endpoint
    shapes: Mapping[str, Schema]


def print_lines(records: Iterable[Any]) -> None:
    """Print each record as one line of JSON.

    Through a pipe a record that came as one line is printed as it came; a terminal, which bytes could command, gets ASCII.
    """
    if not isinstance(records, LazyRecords) or sys.stdout.isatty():
        sys.stdout.writelines(json_line(record) + "\n" for record in records)
        return
    sys.stdout.flush()
    for raw in map(bytes, records.raw):
        is_line = b"\n" not in raw and b"\r" not in raw
        sys.stdout.buffer.write((raw if is_line else json_line(msgspec.json.decode(raw)).encode()) + b"\n")
    sys.stdout.buffer.flush()


def json_line(value: Any) -> str:
    """Return a value as one line of JSON in ASCII."""
    return json.dumps(value, separators=(",", ":"))


def print_result(result: Any, asked: Format, known: Shapes, about: Mapping[str, Any]) -> None:
    """Print the result of a call; `about` are further members of the JSON object."""
    if asked.as_json:
        print_json({**about, "result": result}, asked.color)
    elif asked.as_csv:
        print_csv(rows_of(result), asked, known)
    elif asked.is_stream:
        print_lines(result if isinstance(result, list) else [result])
    else:
        print_table(result, asked, known)


def rows_of(result: Any) -> list[Any]:
    """Return the result as a list of records."""
    if isinstance(result, list):
        return result
    return [] if result in (None, "") else [result]


def print_csv(records: Sequence[Any], asked: Format, known: Shapes) -> None:
    """Print records as CSV (RFC 4180), with a header line; what has a structure is JSON in its cell.

    A spreadsheet must run no text of a record, and a terminal must obey none.
    """
    tables = [each if isinstance(each, dict) else {"value": each} for each in records]
    columns = chosen_columns(asked.columns, *known) if asked.columns else all_columns(tables, *known)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(map(csv_cell, columns))
    cells = dated_cell if asked.with_dates else csv_cell
    writer.writerows([cells(value_at(each, column), column) for column in columns] for each in tables)
    printed = text.getvalue().encode("utf-8", "replace").decode()
    sys.stdout.write(terminal_text(printed) if sys.stdout.isatty() else printed)


def dated_cell(value: Any, column: str) -> Any:
    """Return a value as it stands in CSV; a time as spreadsheets read it, in UTC."""
    return (is_time(column) and time_text(value)) or csv_cell(value)


def csv_cell(value: Any, _column: str = "") -> Any:
    """Return a value as it stands in CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def print_table(result: Any, asked: Format, known: Shapes) -> None:
    """Print a result for people: records as a table, one record as names and values, everything else as text."""
    if result in (None, "", [], {}):
        click.echo("Done." if result in (None, "") else "There are none.")
    elif isinstance(result, list) and isinstance(result[0], dict):
        columns = chosen_columns(asked.columns, *known) or tuple(result[0])[:6]
        draw(columns, [[cell(value_at(each, column), column) for column in columns] for each in result], asked)
    elif isinstance(result, dict):
        draw((), [[one_line(name), cell(value, name)] for name, value in result.items()], asked)
    else:
        for each in result if isinstance(result, list) else [result]:
            click.echo(cell(each))


def draw(columns: Sequence[str], rows: Sequence[Sequence[str]], asked: Format) -> None:
    """Draw a table as wide as the terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD if columns else None, show_header=bool(columns), pad_edge=False)
    for column in columns or ("", ""):
        table.add_column(Text(one_line(heading(column))), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    system: Any = "standard" if wants_colour(asked.color) else None
    Console(color_system=system, highlight=False, legacy_windows=False).print(table)
