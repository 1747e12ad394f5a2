"""The commands of a vendor: groups of calls, and the calls in each; made when they are named, so that hundreds cost nothing."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import click

from paraph.cli.calls.commands import call_command
from paraph.cli.calls.words import dashed

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint


class Menu(click.Group):
    """A group of commands that prints its help if none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Return the arguments that are left after the options."""
        return super().parse_args(ctx, args or ["--help"])


class Topics(Menu):
    """The groups of calls of a vendor."""

    def __init__(self, vendor: str, about: str) -> None:
        super().__init__(vendor, help=about)
        self.vendor = vendor

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the groups."""
        return sorted(calls_of(self.vendor))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the group of that name; None for any other."""
        name = dashed(cmd_name)
        return Actions(self.vendor, name) if name in calls_of(self.vendor) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the groups, each with its calls."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, ", ".join(sorted(calls))) for name, calls in sorted(calls_of(self.vendor).items())]
            )


class Actions(Menu):
    """The calls of one group."""

    def __init__(self, vendor: str, group: str) -> None:
        super().__init__(group, help=f"Calls about {group.replace('-', ' ')}.")
        self.vendor = vendor
        self.calls = calls_of(vendor)[group]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the calls."""
        return sorted(self.calls)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the call of that name; None for any other."""
        endpoints = self.calls.get(dashed(cmd_name))
        return call_command(self.vendor, endpoints) if endpoints else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the calls with what they do, and with the method if others do the same in words."""
        same = Counter(endpoints[0].summary for endpoints in self.calls.values())
        first = [(name, endpoints[0]) for name, endpoints in sorted(self.calls.items())]
        texts = [f"{each.summary}{f' ({each.method})' if same[each.summary] > 1 else ''}" for _, each in first]
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for (name, _), text in zip(first, texts, strict=True)])


@cache
def calls_of(vendor: str) -> dict[str, dict[str, tuple[Endpoint, ...]]]:
    """Return the endpoints behind each call of a vendor, by group and action; the newest API comes first."""
    from paraph.apis.catalogue import catalogue

    found: dict[str, dict[str, tuple[Endpoint, ...]]] = {}
    for endpoint in reversed(catalogue(vendor).endpoints):
        group, _, action = endpoint.call.partition(".")
        calls = found.setdefault(dashed(group), {})
        calls[dashed(action)] = (*calls.get(dashed(action), ()), endpoint)
    return found
