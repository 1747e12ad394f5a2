"""A curl command line, as the requests that curl would send.

:mod:`options` is curl's table of options, :mod:`parse` adds up what they do, :mod:`url` takes the URL apart, and
:mod:`request` puts the request together in curl's order. What curl adds by itself (User-Agent, Accept, the list of
``--compressed``) is left out. For example, ``curl h.test -d a=1 -d b=2`` is ``POST http://h.test/`` with the body
``a=1&b=2`` and the type of a form.

Source: https://curl.se/docs/manpage.html; compared with curl 7.88
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.readers.commands.curl.parse import operations
from paraph.readers.commands.curl.request import requests
from paraph.readers.entry import Reading

if TYPE_CHECKING:
    from paraph.readers.commands.shell import Command


def read_curl(text: str, command: Command) -> tuple[Reading, ...]:
    """Return the requests of a curl command: one for each URL, and for each part between ``--next``.

    A file (``@name``) is never read. Raises Unreadable with line and column of what cannot be read.
    """
    parts = list(operations(text, command))
    with_urls = [operation for operation in parts if operation.urls] or parts[:1]
    found = tuple(reading for operation in with_urls for reading in requests(operation))
    if len(with_urls) == len(parts) or not found:
        return found
    content, notes = found[0]
    return (
        Reading(content, (*notes, "a part of this command between --next has no URL: curl makes no request of it")),
        *found[1:],
    )
