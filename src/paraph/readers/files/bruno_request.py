"""One request of Bruno's, from either of its formats, as Bruno sends it.

The URL is sent as it stands in the file, its query included: the rows of parameters only mirror it. With ``encodeUrl``
set, names and values of the query are encoded once more, all but ``A-Z a-z 0-9 - _ . ! ~ * ' ( )``, so that ``%20``
becomes ``%2520``. Whatever cannot stand in a URL is encoded after that, as WHATWG URL has it. A form body is
percent-encoded but for ``A-Z a-z 0-9 - . _ ~``. Of headers with the same name the last one counts.

Source: https://github.com/usebruno/bruno packages/bruno-cli/src/runner/prepare-request.js, and
packages/bruno-common/src/utils/url/index.ts
"""

from __future__ import annotations

import re
from collections import ChainMap
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_text, form_text, percent_only, percent_safe
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes
from paraph.readers.common import FORM_TYPE
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.postman import script_remarks
from paraph.readers.files.postman_body import together
from paraph.readers.files.postman_url import PATH_ESCAPED
from paraph.readers.urls import without_dots
from paraph.readers.variables import Filling, Source, scripted_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TYPES = {
    "json": "application/json",
    "text": "text/plain",
    "xml": "application/xml",
    "sparql": "application/sparql-query",
}
QUERY_ESCAPED = "\x7f \"#'<>"
COMPONENT_SAFE = "-_.!~*'()"  # of JavaScript's encodeURIComponent
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}")
_JSON_PIECE = re.compile(r'"(?:\\.|[^"\\])*+(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)


class BrunoRequest(NamedTuple):
    """A request as its file has it, rows that are switched off left out.

    `body_kind` is none, json, text, xml, sparql, form, or what cannot be sent from here. `auth_kind` is empty where
    there is none.
    """

    name: str
    method: str
    url: str
    query: Pairs = ()
    path: Pairs = ()
    headers: Pairs = ()
    body_kind: str = "none"
    body: str = ""
    form: Pairs = ()
    auth_kind: str = ""
    auth: Mapping[str, str] = {}
    variables: Mapping[str, str] = {}
    script: str = ""
    encode_url: bool = False


def entry_of(written: BrunoRequest, number: int, source: Source, variables: Mapping[str, str]) -> Entry:
    """The request as an entry; `variables` win over the request's own."""
    fill = Filling(ChainMap({**variables}, {**written.variables}), source, (scripted_names(written.script),))
    content = attempt(lambda: sent(written, fill))
    return Entry(number, written.name, content, notes=tuple(remarks(written)))


def sent(written: BrunoRequest, fill: Filling) -> Request:
    """The request that Bruno sends; Unreadable when it cannot be known."""
    method = written.method.strip().upper()
    if not _METHOD.fullmatch(method):
        raise Unreadable(f"method {method[:20]!r} is no HTTP method")
    added, query = authorization(written, fill)
    url = url_of(written, fill, query)
    body, kind = body_of(written, fill)
    headers = {fill(name).strip(): fill(value).strip() for name, value in written.headers}
    if kind and "content-type" not in {name.lower() for name in headers}:
        headers["content-type"] = kind
    headers |= added
    if body and "content-length" not in {name.lower() for name in headers}:
        headers["Content-Length"] = str(len(body))
    try:
        request = request_for(method, url, tuple(headers.items()), body)
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None
    return request._replace(target=without_dots(request.target))


def url_of(written: BrunoRequest, fill: Filling, more: Pairs) -> str:
    """The URL as it is sent: path parameters put in, http:// for want of a scheme, and encoded."""
    values = {name: fill(value) for name, value in written.path}
    url = fill(written.url).strip().partition("#")[0]
    url = url if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url) else f"http://{url}"
    scheme, _, rest = url.partition("://")
    whole, mark, query = rest.partition("?")
    authority, slash, path = whole.partition("/")
    path = "/".join(values.get(part[1:], part) if part.startswith(":") else part for part in path.split("/"))
    query = encoded(query) if written.encode_url else query
    query = "&".join([*([query] if query else []), *([form_text(more)] if more else [])])
    target = (
        f"{percent_only(slash + path, PATH_ESCAPED)}{'?' if mark or more else ''}{percent_only(query, QUERY_ESCAPED)}"
    )
    return f"{scheme}://{authority}{target}"


def encoded(query: str) -> str:
    """The query with names and values encoded once more; a parameter without a name is dropped."""
    parts = [part.partition("=") for part in query.split("&") if part.partition("=")[0]]
    return "&".join(
        percent_safe(name, COMPONENT_SAFE) + mark + percent_safe(value, COMPONENT_SAFE) for name, mark, value in parts
    )


def body_of(written: BrunoRequest, fill: Filling) -> tuple[bytes, str]:
    """The body, and the Content-Type that goes with it when none is given."""
    kind = written.body_kind
    if kind in ("", "none"):
        return b"", ""
    if kind == "form":
        pairs = tuple((fill(name), fill(value)) for name, value in written.form)
        return form_text(together(pairs)).encode(), FORM_TYPE
    if kind == "json":
        return wire_bytes(fill(without_comments(written.body))), TYPES[kind] if written.body else ""
    if kind in TYPES:
        return wire_bytes(fill(written.body)), TYPES[kind]
    raise Unreadable(f"Bruno puts a body of the kind {kind[:40]!r} together by itself: paste the raw request instead")


def without_comments(text: str) -> str:
    """The JSON without ``//`` and ``/* */``, which Bruno takes out."""
    if "//" not in text and "/*" not in text:
        return text
    return _JSON_PIECE.sub(lambda found: found[0] if found[0].startswith('"') or is_open(found[0]) else "", text)


def is_open(piece: str) -> bool:
    """Whether a piece of JSON is a comment that does not end."""
    return piece.startswith("/*") and (len(piece) < 4 or not piece.endswith("*/"))


def authorization(written: BrunoRequest, fill: Filling) -> tuple[dict[str, str], Pairs]:
    """The headers and the parameters of the query that the authorization adds."""
    value = {name: fill(text) for name, text in written.auth.items()}
    if written.auth_kind == "basic":
        pair = f"{value.get('username', '')}:{value.get('password', '')}"
        return {"Authorization": f"Basic {base64_text(wire_bytes(pair))}"}, ()
    if written.auth_kind == "bearer":
        return {"Authorization": f"Bearer {value.get('token', '')}"}, ()
    if written.auth_kind == "apikey" and value.get("key"):
        pair_of_key = (value["key"], value.get("value", ""))
        return (
            ({}, (pair_of_key,)) if value.get("placement", "header").startswith("query") else (dict([pair_of_key]), ())
        )
    return {}, ()


def remarks(written: BrunoRequest) -> Iterator[str]:
    """What Bruno does, or what the file does not have."""
    yield from script_remarks(re.sub(r"(?m)^[^\S\n]*//.*$", "", written.script))
    if written.auth_kind == "inherit":
        yield "the authorization is that of the folder or collection, which is in another file: add its header"
    elif written.auth_kind not in ("", "none", "basic", "bearer", "apikey"):
        yield (
            f"Bruno signs this by its own {written.auth_kind} authorization each time it sends it, and the file has no "
            "signature: copy the request that was sent from Bruno's timeline"
        )
    if written.query and "?" not in written.url:
        yield "Bruno sends the query of the URL, and this URL has none: its rows of parameters are not sent"
    if written.encode_url and "%" in written.url.partition("?")[2]:
        yield "Bruno encodes the query once more (encodeUrl is set), so that %20 in it is sent as %2520"
