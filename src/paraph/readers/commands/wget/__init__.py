"""A wget command line, as the requests that wget would send.

:mod:`options` reads the command line by wget's table of options, :mod:`url` takes a URL apart, and :mod:`request` puts
the request together in wget's order. What wget adds by itself (User-Agent, Accept, Accept-Encoding, Connection) is left
out. With a user and password wget asks first without them; the request here is the one that has them. For example,
``wget --post-data a=1 h.test`` is ``POST http://h.test/`` with the body ``a=1`` and the type of a form.

Source: https://www.gnu.org/software/wget/manual/wget.html; compared with wget 1.21.3
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.readers.commands.wget.options import parsed
from paraph.readers.commands.wget.request import readings

if TYPE_CHECKING:
    from paraph.readers.commands.shell import Command
    from paraph.readers.entry import Reading


def read_wget(text: str, command: Command) -> tuple[Reading, ...]:
    """Return the requests of a wget command, one for each URL.

    A file (``--post-file``) is never read. Raises Unreadable with line and column of what cannot be read.
    """
    return readings(parsed(text, command))
