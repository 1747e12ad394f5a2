"""The options of ``paraph serve``."""

from __future__ import annotations

from typing import NamedTuple

import click
from click.core import ParameterSource

from paraph.cli.options import host_names, option_group, parameter
from paraph.cli.suggesting import Choice

OF_VENDOR = {
    "duo": ("users", "events", "push", "push_seconds", "enroll_seconds", "log_delay", "rate_limits"),
    "alteryx": ("alteryx_settings",),
}
"""The options that apply to one vendor only."""


class ListeningOptions(NamedTuple):
    """Where to listen, and under which names."""

    host: str
    port: int
    ready_file: str | None
    aliases: tuple[str, ...]
    tls: bool


class BehaviourOptions(NamedTuple):
    """What a server stores and accepts, and what goes wrong."""

    data: str | None
    seed: int | None
    credentials: tuple[str, ...]
    explain_in_response: bool
    faults: tuple[str, ...]


class SampleDataOptions(NamedTuple):
    """How much data to invent."""

    users: int
    events: int


class DuoOptions(NamedTuple):
    """How the local Duo and its users behave; the names are those of the emulator's options."""

    push: str
    push_seconds: float
    enroll_seconds: float | None
    log_delay: int
    rate_limits: bool


def refuse_idle(context: click.Context) -> None:
    """Raise a usage error for an option that has no effect."""
    given = {
        each.name: each.opts[0]
        for each in context.command.params
        if each.name and context.get_parameter_source(each.name) is ParameterSource.COMMANDLINE
    }
    for vendor, names in OF_VENDOR.items():
        for name in names:
            if name in given and context.params["vendor"] not in (vendor, "all"):
                raise click.UsageError(
                    f"{given[name]} applies only to {vendor.capitalize()}, and {vendor.capitalize()} is not being served"
                )
    if "events" in given and context.params["events"] and not context.params["users"]:
        raise click.UsageError("--events needs users who cause the log records: omit --users 0")


def known_faults(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts, each of which describes a fault; a usage error otherwise."""
    from paraph.emulator.faults import UnknownFault, parse_fault

    try:
        for text in texts:
            parse_fault(text)
    except UnknownFault as error:
        raise click.BadParameter(str(error)) from None
    return texts


def by_name(_context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, str]:
    """Return the values by name."""
    return dict(map(parameter, texts))


listening_options = option_group(
    "listening", ListeningOptions,
    click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on."),
    click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port to listen on; by default a free one."),
    click.option("--ready-file", type=click.Path(),
                 help="Write url, pid and keys to this file, as JSON, once the server is ready."),
    click.option("--host-alias", "aliases", multiple=True, callback=host_names, metavar="HOST[:PORT]",
                 help="Another name that clients may send as Host, with the port of this server or with PORT."),
    click.option("--tls", is_flag=True, help="Serve HTTPS with a certificate of a new, temporary authority."),
)  # fmt: skip
"""The options for listening."""

behaviour_options = option_group(
    "behaviour", BehaviourOptions,
    click.option("--data", type=click.Path(), metavar="FILE",
                 help="Store the data in this file; by default in memory."),
    click.option("--seed", type=int, help="Make the data and ids the same each time."),
    click.option("--credentials", multiple=True, type=click.Path(), metavar="FILE",
                 help="Accept also the key in this file."),
    click.option("--explain-in-response", is_flag=True,
                 help="Say in the response what is wrong with a signature; the vendors' servers do not."),
    click.option("--fault", "faults", multiple=True, metavar="FAULT", callback=known_faults,
                 help="Inject a fault, such as 429:30*3 or 503@/admin%10: 429, 500, 502, 503, 504, slow, cut, skew, and in "
                      "logs double, late:60%5, repeat."),
)  # fmt: skip
"""The options for stored data and faults."""

sample_data_options = option_group(
    "sample_data", SampleDataOptions,
    click.option("--users", type=click.IntRange(0), default=20, show_default=True, help="How many users to invent."),
    click.option("--events", type=click.IntRange(0), default=1000, show_default=True,
                 help="How many log records to invent, over the last 30 days."),
)  # fmt: skip
"""The options for the invented users of the local Duo."""

duo_options = option_group(
    "duo", DuoOptions,
    click.option("--push", type=Choice(["approve", "deny", "fraud", "timeout"]), default="approve", show_default=True,
                 help="How users answer a push or a call; a name such as ben+deny overrides it."),
    click.option("--push-seconds", type=click.FloatRange(0), default=1.0, show_default=True, metavar="SECONDS",
                 help="Seconds until users answer a push or a call."),
    click.option("--enroll-seconds", type=click.FloatRange(-1), default=5.0, show_default=True, metavar="SECONDS",
                 callback=lambda _c, _p, seconds: None if seconds < 0 else seconds,
                 help="Seconds until an enrolling user activates the phone; -1: never."),
    click.option("--log-delay", type=click.IntRange(0), default=0, show_default=True, metavar="SECONDS",
                 help="Show events in version 2 logs only after this time; at Duo it is two minutes."),
    click.option("--rate-limits", is_flag=True, help="Limit the rate of Admin API calls as Duo does."),
)  # fmt: skip
"""The options for the local Duo."""

alteryx_options = click.option(
    "--alteryx", "alteryx_settings", multiple=True, metavar="NAME=VALUE", callback=by_name,
    help="A setting of the local Alteryx: base_address (its public address if it is behind a proxy), slashes "
         "(lenient, strict, redirect), byte_order_mark, first_page, queue_seconds, run_seconds, token_seconds, window, "
         "show_base_string.",
)  # fmt: skip
"""The options for the local Alteryx."""
