"""``paraph doctor``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.completing import complete_profile
from paraph.cli.options import output_options
from paraph.cli.terminal import print_json, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.cli.checks import Check
    from paraph.cli.options import OutputOptions


@click.command()
@click.option("--host", metavar="HOST", help="Compare the clock with that of this host or https://HOST.")
@click.option("--profile", metavar="NAME", shell_complete=complete_profile,
              help="Compare the clock with that of the host of this profile.")  # fmt: skip
@output_options
def command(host: str | None, profile: str | None, output: OutputOptions, now: int | None) -> int:
    """Check what paraph needs: clock, certificates, keyring, permissions, versions.

    Nothing is sent over the network unless --host or --profile names a server, which gets one request that is not
    signed. A line marked `note` is not a fault: its fix adds what not everybody needs.

    \b
    Examples:
      paraph doctor
      paraph doctor --host api-xxxxxxxx.duosecurity.com
      paraph doctor --profile prod --json

    Exits with 0, or with 1 if a check fails.
    """
    from paraph.cli import checks
    from paraph.cli.terminal import wants_colour

    origin = origin_of(host, profile)
    plain = (checks.certificates, checks.keyring, checks.configuration, checks.permissions, checks.versions,
             checks.extras, checks.completion, checks.proxies)  # fmt: skip
    found = [checks.clock(origin, now), *(check() for check in plain)]
    if output.as_json:
        print_json({"schema": "paraph.doctor/1", "checks": [asdict(check) for check in found]}, output.color)
    else:
        colour = wants_colour(output.color)
        click.echo(checks_text(found, width(), colour), nl=False, color=colour)
    return Exit.GOOD if all(check.ok for check in found) else Exit.NEGATIVE


def origin_of(host: str | None, profile: str | None) -> str:
    """Return the origin of the server to ask; empty if none is named."""
    from paraph.http.network import parse_base_url

    if host and profile:
        raise click.UsageError("give --host or --profile, not both")
    named = host or (host_of(profile) if profile else "")
    if not named:
        return ""
    try:
        return parse_base_url(named if "://" in named else f"https://{named}")[0]
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def host_of(name: str) -> str:
    """Return the host of a profile; a usage error if it has none."""
    from paraph.cli.profiles import profile

    host = str(profile(name).get("host") or "")
    if not host:
        raise click.UsageError(f"the profile {name} has no host: name one with --host")
    return host


def checks_text(found: Sequence[Check], columns: int, colour: bool) -> str:
    """Return a line for each check, its fix under it."""
    from paraph.render.text import wrap
    from paraph.render.visible import one_line

    lines: list[str] = []
    for check in found:
        mark, shade = ("FAIL", "red") if not check.ok else ("note", "yellow") if check.fix else ("ok", "green")
        first, *rest = wrap(f"{check.name}: {one_line(check.detail)}", columns, " " * 6, " " * 8)
        lines += [click.style(mark, fg=shade) + first[len(mark) :] if colour else mark + first[len(mark) :], *rest]
        lines += wrap(f"fix: {one_line(check.fix)}", columns, " " * 8, " " * 10) if check.fix else ()
    return "\n".join(lines) + "\n"
