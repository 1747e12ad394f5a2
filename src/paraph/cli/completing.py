"""Shell completion of names that Click does not know: mistakes, profiles, entries, vectors.

A shell calls this at each TAB, so nothing here warns, prompts or fails: an unreadable file completes nothing.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import click
    from click.shell_completion import CompletionItem

_PLAIN = re.compile(r"[A-Za-z0-9_.@/-]+")


def items(names: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    """The names that begin so, each with its explanation."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=text) for name, text in names if name.startswith(incomplete)]


def complete_mistake(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the mistakes of the catalogue."""
    from paraph.mistakes import MISTAKES

    return items(((name, mistake.title) for name, mistake in MISTAKES.items()), incomplete)


def complete_profile(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the profiles of the configuration."""
    from paraph.cli.profiles import all_profiles

    with suppress(ParaphError, OSError):
        profiles = all_profiles(warns=False)
        return items(((name, str(table.get("host") or "")) for name, table in profiles.items()), incomplete)
    return []


def complete_vector(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the vectors, of one scheme if it is named."""
    from paraph.vectors import cases

    return items(((case.id, case.comment) for case in cases(context.params.get("scheme"))), incomplete)


def complete_entry(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the numbers and names of the requests in INPUT, if it is a file that comes before.

    The names may be hostile: a name that the shell would have to quote is not offered.
    """
    from pathlib import Path

    from paraph.readers import entries
    from paraph.readers.large import MOST_BYTES
    from paraph.render.visible import one_line

    with suppress(ParaphError, OSError, ValueError, StopIteration):
        # while an option lacks its value, the words before it are in `args`
        words = [context.params.get("input") or "", *context.args]
        with next(Path(word) for word in words if Path(word).is_file()).open("rb") as file:
            found = entries(file.read(MOST_BYTES + 1))  # a larger file would keep the shell waiting: it is refused
        numbers = [(str(entry.number), one_line(entry.name)) for entry in found]
        names = [(entry.name, "") for entry in found if _PLAIN.fullmatch(entry.name)]
        return items((*numbers, *names), incomplete)
    return []
