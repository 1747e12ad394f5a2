"""One call of the catalogue as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph.cli.calls.choices import Reach, Wish
from paraph.cli.calls.parameters import further_parameters, parameters_for
from paraph.cli.calls.words import takes_away
from paraph.cli.options import credential_options, moment, option_group
from paraph.cli.suggesting import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from click.shell_completion import CompletionItem

    from paraph.apis.catalogue import Endpoint

HELP_WIDTH = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


reach_options = option_group(
    "reach", Reach,
    click.option("--base-url", default="", metavar="URL", help="Send to this server, but sign for the host of the credential."),
    click.option("--ca", type=click.Path(), metavar="FILE", help="Trust also the certificates in this file."),
    click.option("--timeout", type=click.FloatRange(0, 3600, min_open=True), default=None,
                 help="Seconds for each try; by default 30, and 90 where a person has to answer."),
    click.option("--tries", type=click.IntRange(1, 20), default=8, show_default=True,
                 help="How many times to try after 429, 5xx or a lost connection."),
)  # fmt: skip
LIMIT = click.option("--limit", type=click.IntRange(0), help="Print at most so many records; all without it.")
CURSOR = click.option(
    "--cursor", metavar="TEXT", help="Continue where an earlier call ended: the `cursor` of its --json."
)
FORMATS = (
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else."),
    click.option("--jsonl", "as_jsonl", is_flag=True, help="Print one record a line, as JSON."),
    click.option(
        "--csv",
        "as_csv",
        is_flag=True,
        help="Print CSV with a header line; text that a spreadsheet would run as a formula begins with '.",
    ),
    click.option(
        "--dates",
        "with_dates",
        is_flag=True,
        help="In CSV, write times as 2026-02-03 10:20:30 (UTC), not as the server sends them.",
    ),
    click.option("--color", type=Choice(["auto", "always", "never"]), default="auto", help="Colour the output."),
)
OUTPUT = click.option("--output", "-o", type=click.Path(), metavar="FILE", help="Write the file that is returned here.")
EXTRA = click.option("--extra", multiple=True, metavar="NAME=VALUE", callback=further_parameters,
                     help="Send a parameter that the catalogue does not have; can be given several times.")  # fmt: skip
YES = click.option("--yes", "-y", "is_sure", is_flag=True, help="Do not ask whether to do it.")
NOW = click.option("--now", metavar="TIME", callback=lambda _c, _p, text: moment(text),
                   help="Use this time instead of the clock: RFC 3339, RFC 2822 or epoch seconds.")  # fmt: skip


def call_command(vendor: str, endpoints: Sequence[Endpoint]) -> click.Command:
    """Return the command for a call; of several endpoints, the server's address decides."""
    parameters = parameters_for(endpoints)
    names = tuple(str(each.name) for each in parameters)
    in_path = tuple(str(each.name) for each in parameters if isinstance(each, click.Argument))

    def run(
        places: Any, reach: Reach, wish: Wish, now: int | None, extra: tuple[tuple[str, str], ...], **rest: Any
    ) -> int:
        from paraph.cli.calls.running import Call, run_call

        is_sure = rest.pop("is_sure", True)
        values = {name: rest[name] for name in names}
        return run_call(Call(vendor, endpoints, values, in_path, extra, now), places, reach, wish, is_sure=is_sure)

    command = click.command(dashed_name(endpoints[0]), help=help_text(endpoints), context_settings=HELP_WIDTH)(
        with_options(run, vendor, endpoints)
    )
    command.params[:0] = parameters
    return command


def with_options(run: Callable[..., int], vendor: str, endpoints: Sequence[Endpoint]) -> Callable[..., Any]:
    """Return a function with the options that every call has, and those of its kind."""
    is_list = any(each.paging for each in endpoints)
    options = [
        *((LIMIT, CURSOR) if is_list else ()),
        *FORMATS,
        columns_option(vendor, endpoints[0]),
        *((OUTPUT,) if returns_file(endpoints) else ()),
    ]
    wished: Any = option_group("wish", Wish)(run)

    def filled(**values: Any) -> Any:
        return wished(**{"limit": None, "cursor": None, "output": None, **values})

    result: Any = filled
    deleting = (YES,) if any(map(takes_away, endpoints)) else ()
    for option in reversed((*options, EXTRA, *deleting, NOW)):
        result = option(result)
    return credential_options(reach_options(result))


def columns_option(vendor: str, endpoint: Endpoint) -> Callable[[Any], Any]:
    """Return the option that chooses columns; it completes the names of the record's members."""

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from paraph.apis.catalogue import catalogue
        from paraph.cli.calls.columns import record_schema
        from paraph.cli.completing import items

        chosen, comma, begun = incomplete.rpartition(",")
        members = record_schema(endpoint, catalogue(vendor).shapes)[1].get("properties", {})
        return items(((f"{chosen}{comma}{name}", "") for name in members if name.startswith(begun)), incomplete)

    text = "Show these members of the records, in a table or in CSV."
    return click.option("--columns", metavar="A,B.C", help=text, shell_complete=complete)


def returns_file(endpoints: Sequence[Endpoint]) -> bool:
    """Whether a call returns a file."""
    return any(each.content_type not in ("application/json", "") for each in endpoints)


def dashed_name(endpoint: Endpoint) -> str:
    """Return the name of a call on the command line."""
    from paraph.cli.calls.words import dashed

    return dashed(endpoint.call.partition(".")[2])


def help_text(endpoints: Sequence[Endpoint]) -> str:
    """Return the help of a call: what it does, what it needs, which request it makes."""
    parts = [f"{endpoints[0].summary.rstrip('.')}."]
    for endpoint in endpoints:
        doubt = " (unconfirmed)" if "permission" in endpoint.unconfirmed else ""
        needs = f" Needs: {endpoint.permission}{doubt}." if endpoint.permission else ""
        note = f" {endpoint.note.rstrip('.')}." if endpoint.note else ""
        parts.append(f"{endpoint.name}.{note}{needs}")
    return "\n\n".join(parts)
