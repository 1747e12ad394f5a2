"""URLs of Postman: from parts to text, from text to parts, and as they are sent.

Postman sends a URL in three steps. Its parts are joined to a text (the whole URL in ``raw`` only mirrors them), variables
are filled in, and that text is taken apart again, so that a value with ``?`` begins the query. Then the query is encoded
but for what a query may hold, the path likewise; escapes, ``+`` and the rest stay as they are.

Source: https://github.com/postmanlabs/postman-collection lib/collection/url.js, and
https://github.com/postmanlabs/postman-url-encoder parser/index.js, encoder/encode-set.js
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import percent_only
from paraph.core.errors import Unreadable
from paraph.readers.files.json_text import rows_in, table_in, text_in
from paraph.readers.urls import ascii_host
from paraph.readers.variables import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

QUERY_ESCAPED = "\x7f \"#'<>"
PATH_ESCAPED = '\x7f "<>`#?{}'
Parameters = tuple[tuple[str, str | None], ...]


class UrlParts(NamedTuple):
    """A URL taken apart; `login` is user and password, `query` is None if there is no question mark."""

    scheme: str
    login: tuple[str, str] | None
    host: str  # with its port
    path: str
    query: Parameters | None


def url_text(url: dict[str, Any]) -> str:
    """Return the text of a URL that is stored as parts, its path variables put in; ``raw`` only if there are no parts."""
    if url.get("host") in (None, "", []):
        return raw_text(url)
    protocol, port = text_in(url, "protocol", "url", ""), plain_text(url.get("port"))
    auth = table_in(url, "auth", "url")
    login = [text for text in (auth.get("user"), auth.get("password")) if isinstance(text, str)]
    query = parameters_of(url)
    return "".join(
        (
            protocol if protocol.endswith("://") else f"{protocol}://" if protocol else "",
            (":" if "password" in auth and len(login) == 1 and "user" not in auth else "") + ":".join(login) + "@" if login else "",
            ".".join(texts_of(url["host"])),
            f":{port}" if port is not None else "",
            path_text(url),
            "" if query is None else "?" + "&".join(joined(*pair) for pair in query),
            f"#{url['hash']}" if isinstance(url.get("hash"), str) else "",
        )
    )  # fmt: skip


def raw_text(url: dict[str, Any]) -> str:
    """Return the text of a URL that has no parts, its path variables put in."""
    head, mark, query = text_in(url, "raw", "url", "").partition("?")
    scheme, separator, rest = head.rpartition("://")
    host, slash, path = rest.partition("/")
    return scheme + separator + host + (path_text({**url, "path": path.split("/")}) if slash else "") + mark + query


def texts_of(value: Any) -> list[str]:
    """Return the texts of a list, or the one text; an object has its text in ``value``."""
    rows = value if isinstance(value, list) else [value]
    return [str(row.get("value", "") if isinstance(row, dict) else "" if row is None else row) for row in rows]


def path_text(url: dict[str, Any]) -> str:
    """Return the path with its variables put in, ``:name`` at the start of a segment and up to a dot."""
    path = url.get("path")
    if path is None or path == "":
        return ""
    segments = (path.removeprefix("/")).split("/") if isinstance(path, str) else texts_of(path)
    rows = rows_in(url, "variable", "url")
    values = {str(row.get("key") or row.get("id")): row.get("value") for row in rows}
    return "/" + "/".join(segment_text(segment, values) for segment in segments)


def segment_text(segment: str, values: dict[str, Any]) -> str:
    """Return a segment with the value of its variable; without a value it stays."""
    if not segment.startswith(":"):
        return segment
    name = segment[1:].partition(".")[0]
    value = values.get(name)
    return value + segment[1 + len(name) :] if isinstance(value, str) and value else segment


def parameters_of(url: dict[str, Any]) -> Parameters | None:
    """Return the parameters of the query that are switched on; None if none is."""
    query = url.get("query")
    if isinstance(query, str):
        return split_query(query) if query else None
    if isinstance(query, dict):
        return tuple((name, value if isinstance(value, str) else None) for name, value in query.items()) or None
    rows = [row for row in rows_in(url, "query", "url") if row.get("disabled") is not True]
    return tuple((text_or_none(row.get("key")) or "", text_or_none(row.get("value"))) for row in rows) or None


def text_or_none(value: Any) -> str | None:
    """Return a text; None for anything else, which Postman leaves out."""
    return value if isinstance(value, str) else None


def joined(name: str, value: str | None) -> str:
    """Return a parameter as text: marks that would end it are encoded, but not within variables."""
    start = outside_variables(name, (("&", "%26"), ("#", "%23"), ("=", "%3D")))
    return start if value is None else f"{start}={outside_variables(value, (('&', '%26'), ('#', '%23')))}"


def outside_variables(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    """Return the text with marks replaced wherever no ``{{variable}}`` stands."""
    if not any(mark in text for mark, _ in marks):
        return text
    return "".join(piece if is_variable else replaced(piece, marks) for piece, is_variable in pieces_of(text))


def pieces_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text in order, and whether each is a variable."""
    place = 0
    while True:
        start = text.find("{{", place)
        end = text.find("}}", start) if start >= 0 else -1
        if end < 0:
            break
        start = text.rfind("{{", start, end)
        yield text[place:start], False
        yield text[start : end + 2], True
        place = end + 2
    yield text[place:], False


def replaced(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    """Return the text with each mark replaced."""
    for mark, escape in marks:
        text = text.replace(mark, escape)
    return text


def split_query(text: str) -> Parameters:
    """Return names and values of a query; without an equals sign there is no value."""
    parts = [part.partition("=") for part in text.split("&")]
    return tuple((name, value if mark else None) for name, mark, value in parts)


def split_url(text: str) -> UrlParts:
    """Return the parts of a URL as Postman finds them: http for want of a scheme, backslashes as slashes."""
    head, mark, query = text.lstrip().partition("#")[0].partition("?")
    scheme, separator, rest = head.replace("\\", "/").partition("://")
    rest = rest.lstrip("/") if separator else scheme
    authority, _, path = rest.partition("/")
    login, at, host = authority.rpartition("@")
    user, _, password = login.partition(":")
    name, colon, port = host.rpartition(":")
    if not colon or "]" in port:
        name, colon, port = host, "", ""
    try:
        name = ascii_host(name.lower())
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None
    parameters = split_query(query) if mark else None
    return UrlParts(
        scheme.lower() if separator else "http",
        (user, password) if at else None,
        name + colon + port,
        f"/{path}",
        parameters,
    )


def sent_url(parts: UrlParts, *, plain: bool) -> str:
    """Return the URL as it is sent, without user and password; with `plain` nothing is encoded."""
    path = parts.path if plain else percent_only(parts.path, PATH_ESCAPED)
    query = "" if parts.query is None else "?" + "&".join(joined(*pair) for pair in parts.query)
    return f"{parts.scheme}://{parts.host}{path}{query if plain else percent_only(query, QUERY_ESCAPED)}"
