"""An HTTPie command line, as the request that HTTPie would send.

:mod:`options` reads the command line as Python's argparse does, :mod:`items` takes its items apart, :mod:`nested` makes
JSON of them, :mod:`request` puts the request together and :mod:`headers` its headers in HTTPie's order. What HTTPie adds
by itself (User-Agent, Accept-Encoding, Connection) is left out. For example, ``http h.test a[b]=1`` is
``POST http://h.test/`` with the body ``{"a": {"b": "1"}}``.

xh is read by the same rules, with its own JSON, forms and URLs; it follows its documentation and was not compared with
the program, which a note says.

Source: https://httpie.io/docs/cli; compared with HTTPie 3.2.4
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.readers.commands.httpie.options import arguments
from paraph.readers.commands.httpie.request import reading

if TYPE_CHECKING:
    from paraph.readers.commands.shell import Command
    from paraph.readers.entry import Reading


def read_httpie(text: str, command: Command) -> tuple[Reading, ...]:
    """Return the request of a command of ``http``, ``https``, ``xh`` or ``xhs``.

    A file is never read. Raises Unreadable with line and column of what cannot be read, or of what HTTPie refuses.
    """
    return (reading(arguments(text, command)),)
