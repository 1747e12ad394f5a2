"""``paraph as``."""

from __future__ import annotations

from pathlib import Path

import click

from paraph.cli import Exit
from paraph.cli.inputs import noted, one_entry, read_entries
from paraph.cli.options import request_options, scheme_option
from paraph.cli.terminal import print_json, print_text
from paraph.codegen.languages import LANGUAGES


@click.command()
@click.argument("language", type=click.Choice(LANGUAGES))
@request_options
@scheme_option
@click.option("--base-url", default="", metavar="URL", help="Send to this server, signed for the named host.")
@click.option("--out", type=click.Path(dir_okay=False), metavar="PATH", help="Write the code to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else.")
def command(
    language: str,
    input: str,  # noqa: A002
    url_scheme: str,
    wanted: str | None,
    environment: str | None,
    settings: tuple[str, ...],
    scheme: str | None,
    base_url: str,
    out: str | None,
    as_json: bool,
) -> int:
    """Print code that makes the call of the request in INPUT, signed anew at each run.

    The secret is read from DUO_SKEY, or from OAUTH_CONSUMER_SECRET and, with a token, OAUTH_TOKEN_SECRET; in Postman
    it is a variable of the collection. The signature in INPUT may be wrong or old: it is dropped.

    \b
    Examples:
      paraph as python rejected.http
      paraph as curl rejected.http --out call.sh
      paraph as postman rejected.http --out call.postman_collection.json
    """
    from paraph.codegen.call import call_of
    from paraph.codegen.languages import code_for

    if base_url and not base_url.startswith(("https://", "http://")):
        raise click.BadParameter(f"expected a URL that starts with https:// or http://, got {base_url[:40]!r}")
    entry = one_entry(read_entries(input, url_scheme, environment, settings), wanted)
    with noted(entry):
        code = code_for(language, call_of(entry.request, scheme, base_url))
    if out:
        try:
            Path(out).write_text(code, "utf-8", newline="\n")
        except OSError as error:
            raise click.UsageError(f"cannot write {out}: {error.strerror or error}") from None
    if as_json:
        print_json({"schema": "paraph.as/1", "language": language, "code": code})
    elif not out:
        print_text(code)
    return Exit.GOOD
