"""The commands of a text in the language of whichever shell it is written for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.errors import Unreadable
from paraph.readers.commands.shell.bash import Reader
from paraph.readers.commands.shell.dialect import dialect
from paraph.readers.commands.shell.drafts import Broken, Drafts, Enough
from paraph.readers.commands.shell.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from paraph.readers.commands.shell.words import Script, Word


def script(text: str, variables: Mapping[str, str], programs: Collection[str]) -> Script:
    """The commands in a text whose program is one of those named.

    Variables have the values that the text gives them, or those that are given here. A command that cannot be read is
    an Unreadable in its place, and so is what makes the text as a whole no script, as a quote that is not closed.
    """
    return _script(text, 0, variables, programs)


def words(text: str, start: int) -> list[Word]:
    """The words of the command that begins at `start`; raises Unreadable."""
    for command in _script(text, start, {}, None).commands:
        if isinstance(command, Unreadable):
            raise command
        return list(command.words)
    return []


def _script(text: str, start: int, variables: Mapping[str, str], programs: Collection[str] | None) -> Script:
    drafts, scope = Drafts(text, programs), Scope(variables)
    kind = dialect(text, start)
    try:
        if kind == "cmd":  # the readers of rarer shells are imported when they are needed
            from paraph.readers.commands.shell.cmd import CmdReader

            CmdReader(drafts, scope, start).read()
        elif kind == "powershell":
            from paraph.readers.commands.shell.powershell import PowerShellReader

            PowerShellReader(drafts, scope, start).read()
        else:
            Reader(drafts, scope, start, len(text)).read()
    except Broken as error:
        drafts.faults.append(error.fault)
    except Enough:
        pass
    return drafts.script()
