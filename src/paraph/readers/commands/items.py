"""A request out of the words that follow ``paraph send``: method, URL, and items as HTTPie has them.

``name==value`` goes into the query, ``name=value`` and ``name:=json`` into the body, ``Name:value`` is a header,
``Name:`` takes one of our own out, and ``Name;`` is a header without a value. An ``@`` after the separator of a query,
header or body item reads the value from a file.

Source: https://httpie.io/docs/cli/request-items, version 3.2
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import form_text, percent_safe
from paraph.core.message import Pairs, Request, request_for, wire_bytes, wire_text
from paraph.readers.commands.item_syntax import split_item
from paraph.readers.common import FORM_TYPE, JSON_TYPE, with_query

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

METHOD = re.compile(r"[A-Za-z]{1,20}")
TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
IN_URLS = "".join(chr(octet) for octet in range(0x21, 0x7F) if chr(octet) not in '"<>\\^`{|}')
"""What stands in a URL as it is: all of RFC 3986, the percent sign of an escape included."""
BODILESS = ("GET", "HEAD")


class Items(NamedTuple):
    """What the items add up to; a header whose value is None is one not to be sent."""

    headers: tuple[tuple[str, str | None], ...] = ()
    query: Pairs = ()
    form: Pairs = ()
    data: dict[str, Any] = {}


def method_and_url(words: Sequence[str]) -> tuple[str, str, tuple[str, ...]]:
    """Method (empty when none is named), URL and items; raises ValueError when there is no URL.

    A first word of letters alone is the method when another word follows.
    """
    if not words:
        raise ValueError("there is no URL: expected [METHOD] URL [ITEM...]")
    if len(words) > 1 and METHOD.fullmatch(words[0]):
        return words[0].upper(), words[1], tuple(words[2:])
    return "", words[0], tuple(words[1:])


def composed(
    words: Sequence[str],
    host: str = "",
    form: bool = False,
    own: Pairs = (),
    load: Callable[[str], bytes] = lambda name: b"",  # noqa: ARG005
) -> Request:
    """The request that the words mean; raises ValueError for words that mean none.

    `host` is where a URL that is only a path goes, `own` are headers to send where the words do not say otherwise, and
    `load` gives the bytes of a file.
    """
    method, url, rest = method_and_url(words)
    items = items_of(rest, load)
    has_data = bool(items.form)
    method = method or ("POST" if has_data else "GET")
    if has_data and method in BODILESS:
        raise ValueError(f"a {method} has no body: parameters of the query are written name==value, with two =")
    named = {name.lower() for name, _ in items.headers}
    kind = (("Content-Type", FORM_TYPE if form else JSON_TYPE),) if has_data else ()
    headers = (*(pair for pair in (*own, *kind) if pair[0].lower() not in named),
               *((name, value) for name, value in items.headers if value is not None))  # fmt: skip
    body = b"" if not has_data else form_text(items.form).encode() if form else json_bytes(items.data)
    target = percent_safe(full_url(url, host), IN_URLS)
    return request_for(method, with_query(target, form_text(items.query)), headers, body)


def origin_of(words: Sequence[str], host: str = "") -> str:
    """Scheme and host, with its port, of the URL among the words: where the request goes, whatever its Host says."""
    scheme, _, rest = full_url(method_and_url(words)[1], host).partition("://")
    return f"{scheme.lower()}://{re.split(r'[/?#]', rest, maxsplit=1)[0].rpartition('@')[2]}"


def full_url(url: str, host: str) -> str:
    """The URL with scheme and host: https where none is named, and `host` (or the URL that it is) for a path alone."""
    if re.match(r"https?://", url, re.IGNORECASE):
        return url
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url):
        raise ValueError(f"expected a URL that starts with https:// or http://, got {url[:40]!r}")
    if not url.startswith("/"):
        return f"https://{url.removeprefix('://')}"
    if not host:
        raise ValueError(f"{url[:40]} is only a path: give the whole URL, or a `host` with the credentials")
    return (host if "://" in host else f"https://{host}").rstrip("/") + url


def json_bytes(data: dict[str, Any]) -> bytes:
    """Compact JSON in UTF-8, members in the order given."""
    return wire_bytes(json.dumps(data, separators=(",", ":"), ensure_ascii=False))


def items_of(words: Sequence[str], load: Callable[[str], bytes]) -> Items:
    """The items by kind."""
    headers: list[tuple[str, str | None]] = []
    query: list[tuple[str, str]] = []
    form: list[tuple[str, str]] = []
    data: dict[str, Any] = {}
    for word in words:
        name, separator, value = split_item(word)
        if not separator or not name or separator == "@":
            raise ValueError(
                f"`{item_text(word)}` is no item: expected name==value, name=value, name:=json or Name:value"
            )
        text = wire_text(load(value)) if separator.endswith("@") else value
        kind = separator.removesuffix("@")
        if kind in (":", ";"):
            headers.append(header(word, name, separator, text))
        elif kind == "==":
            query.append((name, text))
        else:
            data[name] = json_value(word, text) if kind == ":=" else text
            form.append((name, data[name] if isinstance(data[name], str) else text.strip()))
    return Items(tuple(headers), tuple(query), tuple(form), data)


def header(word: str, name: str, separator: str, value: str) -> tuple[str, str | None]:
    """A header; None for its value where it is to be left out."""
    if not TOKEN.fullmatch(name) or re.search(r"[\r\n\0]", value.strip()):
        raise ValueError(f"`{item_text(word)}` has characters that no header can have")
    if separator == ";":
        return name, ""
    return name, value.strip() or None


def json_value(word: str, text: str) -> Any:
    """The value of JSON text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"what follows := in `{item_text(word)}` is no JSON") from None


def item_text(word: str) -> str:
    """A word without its value, which may be secret, for a message."""
    return " ".join(re.split(r"[=:;@]", word, maxsplit=1)[0].split())[:40]
