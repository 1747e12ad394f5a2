"""A smaller request whose stages depend on the same parts, so that trying each part takes no longer for a long request."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Pairs, Request

PROBED_BYTES = 4096
"""A longer body or query is shortened before its parts are changed: which stages depend on it is the same."""
MOST_HEADERS = 100
"""Of more headers, those are left out without which all values of the stages are the same."""
BLOCKS = 16
"""In how many blocks headers are left out."""


def probed_request(
    request: Request, is_readable: Callable[[Request], bool], values: Callable[[Request], object]
) -> Request:
    """Return the request with less in its body, its query and its headers, as far as it `is_readable` then.

    `values` returns what the stages make of a request. More than MOST_HEADERS headers remain if more of them matter; then not each is probed.
    """
    small = request
    path, mark, query = request.target.partition("?")
    for shorter in ({"target": f"{path}{mark}{both_ends(query)}"}, {"body": short_body(request.body)}):
        changed = small._replace(**shorter)
        if changed != small and is_readable(changed):
            small = changed
    return small._replace(headers=deciding_headers(small, values))


def both_ends(query: str) -> str:
    """Return the first and the last parameters of a long query or form: a signature may stand at its end."""
    if len(query) <= PROBED_BYTES:
        return query
    half = PROBED_BYTES // 2
    first, last = query[:half].rpartition("&")[0], query[-half:].partition("&")[2]
    return "&".join(filter(None, (first or query[:half], last)))


def first_and_last(count: int, most: int) -> list[int]:
    """Return the places in a list of so many items; of more than `most`, the first and the last ones."""
    if count <= most:
        return list(range(count))
    return [*range(most // 2), *range(count - most // 2, count)]


def short_body(body: bytes) -> bytes:
    """Return the same of a long body: a form may have its signature at its end."""
    return both_ends(body.decode("latin-1")).encode("latin-1")


def deciding_headers(request: Request, values: Callable[[Request], object]) -> Pairs:
    """Return the headers without blocks of them that change no value; all of them if they are few."""
    headers = request.headers
    if len(headers) <= MOST_HEADERS:
        return headers
    wanted = values(request)
    while len(headers) > MOST_HEADERS:
        size, before = -(-len(headers) // BLOCKS), len(headers)
        for start in reversed(range(0, before, size)):
            rest = headers[:start] + headers[start + size :]
            if values(request._replace(headers=rest)) == wanted:
                headers = rest
        if len(headers) > before // 2:
            break
    return headers
