"""One request of Postman's, as Postman sends it.

Before sending, Postman encodes in the query control characters, blank, ``" # & ' < = >`` and what is not ASCII, and in
the path control characters, blank, ``" < > ` # ? { }`` and what is not ASCII; escapes, ``+`` and the rest stay as they
are. A form body is percent-encoded but for ``A-Z a-z 0-9 - . _ ~``. The headers that it adds by itself (User-Agent,
Accept, Postman-Token ...) are left out.

Source: https://github.com/postmanlabs/postman-url-encoder encoder/encode-set.js, and
https://github.com/postmanlabs/postman-runtime lib/requester/core-body-builder.js
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text, form_text, percent_only
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes
from paraph.readers.files.json_text import rows_in, table_in, text_in
from paraph.readers.variables import Filling, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

FORM_TYPE = "application/x-www-form-urlencoded"
LANGUAGES = {
    "json": "application/json",
    "html": "text/html",
    "xml": "application/xml",
    "javascript": "application/javascript",
}
BODILESS = frozenset(("GET", "COPY", "HEAD", "PURGE", "UNLOCK"))
QUERY_ESCAPED = "\x7f \"#&'<=>"
PATH_ESCAPED = '\x7f "<>`#?{}'
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_URL = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.DOTALL)


class Sending(NamedTuple):
    """A request as in the file, with what holds for it from around it."""

    table: dict[str, Any]
    auth: Any
    behaviour: dict[str, Any]
    fill: Filling


def sent(sending: Sending) -> Request:
    """The request that Postman sends; Unreadable when it cannot be known."""
    table, fill = sending.table, sending.fill
    method = fill(text_in(table, "method", "the request", "GET")).strip() or "GET"
    if not _METHOD.fullmatch(method):
        raise Unreadable(f"method {method[:20]!r} is no HTTP method")
    body, content_type = b"", ""
    if not pruned(sending, method):
        body, content_type = body_of(table_in(table, "body", "the request"), fill)
    extra, query = authorization(sending.auth, fill)
    headers = headers_of(table, fill)
    given = {name.lower() for name, _ in extra}
    headers = (*(pair for pair in headers if pair[0].lower() not in given), *extra)
    given = {name.lower() for name, _ in headers}
    if content_type and "content-type" not in given:
        headers = (*headers, ("Content-Type", content_type))
    if body and "content-length" not in given:
        headers = (*headers, ("Content-Length", str(len(body))))
    try:
        return request_for(method, encoded(url_of(table, fill), sending.behaviour, query), headers, body)
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None


def pruned(sending: Sending, method: str) -> bool:
    """Whether Postman leaves the body of this request out, as it does with GET unless told otherwise."""
    return method in BODILESS and not sending.behaviour.get("disableBodyPruning")


def pairs_of(rows: list[dict[str, Any]], where: str, fill: Callable[[str], str]) -> Pairs:
    """Rows of key and value that are not switched off."""
    pairs = []
    for row in rows:
        value = plain_text("" if row.get("value") is None else row["value"])
        if value is None:
            raise Unreadable(f"`value` of {where} is no text")
        if not row.get("disabled"):
            pairs.append((fill(text_in(row, "key", where, "")), fill(value)))
    return tuple(pairs)


def headers_of(table: dict[str, Any], fill: Filling) -> Pairs:
    """The headers that are switched on; older exports have them as one text."""
    if isinstance(table.get("header"), str):
        lines = [line.partition(":") for line in fill(table["header"]).splitlines() if line.strip()]
        return tuple((name.strip(), value.strip()) for name, _, value in lines)
    pairs = pairs_of(rows_in(table, "header", "the request"), "a header", fill)
    return tuple((name.strip(), value.strip(" \t\r\n")) for name, value in pairs if name.strip())


def url_of(table: dict[str, Any], fill: Filling) -> str:
    """The URL, variables and path variables filled in."""
    url = table.get("url")
    if isinstance(url, str):
        return fill(url).strip()
    if not isinstance(url, dict):
        raise Unreadable("`url` of the request is missing")
    raw = text_in(url, "raw", "url", "") or join_url(url)
    named = dict(pairs_of(rows_in(url, "variable", "url"), "a path variable", str))
    start = raw.find("://") + 3 if "://" in raw else 0
    end = raw.find("?", start) if "?" in raw[start:] else len(raw)

    def named_value(found: re.Match[str]) -> str:
        return f"/{named[found[1]]}" if named.get(found[1]) else found[0]

    path = re.sub(r"/:([^/?#]+)", named_value, raw[start:end])
    return fill(raw[:start] + path + raw[end:]).strip()


def join_url(url: dict[str, Any]) -> str:
    """The URL from its parts, for want of a whole one."""

    def parts(name: str, mark: str) -> str:
        value = url.get(name, "")
        rows = value if isinstance(value, list) else [value]
        texts = [row.get("value", "") if isinstance(row, dict) else row for row in rows]
        return mark.join(text for text in texts if isinstance(text, str))

    port, protocol = plain_text(url.get("port", "")), text_in(url, "protocol", "url", "http")
    host = parts("host", ".") + (f":{port}" if port else "")
    rows = [row for row in rows_in(url, "query", "url") if not row.get("disabled")]
    query = "&".join(bare_or_pair(row) for row in rows)
    return f"{protocol}://{host}/{parts('path', '/').removeprefix('/')}" + (f"?{query}" if rows else "")


def bare_or_pair(row: dict[str, Any]) -> str:
    """A parameter of the query; without a value it has no equals sign."""
    name = text_in(row, "key", "a parameter", "")
    value = row.get("value")
    return name if value is None else f"{name}={plain_text(value) or ''}"


def encoded(url: str, behaviour: dict[str, Any], more: Pairs = ()) -> str:
    """The URL as Postman writes it: http:// for want of a scheme, and encoded unless that is switched off."""
    found = _URL.fullmatch(url)
    scheme, authority, path, query = found.groups() if found else (None, url, "", None)
    plain = bool(behaviour.get("disableUrlEncoding"))
    parts = [query[1:] if plain else query_escaped(query[1:])] if query else []
    parts += [f"{name}={value}" if plain else f"{escaped(name, QUERY_ESCAPED)}={escaped(value, QUERY_ESCAPED)}"
              for name, value in more]  # fmt: skip
    path = path if plain else escaped(path, PATH_ESCAPED)
    return f"{scheme or 'http'}://{authority}{path or '/'}" + ("?" if parts else "") + "&".join(parts)


def query_escaped(query: str) -> str:
    """A query with names and values escaped: of several equals signs in a parameter all but the first."""
    text = escaped(query, QUERY_ESCAPED.replace("&", "").replace("=", ""))
    if "=" not in text:
        return text
    parts = (part.partition("=") if part.count("=") > 1 else (part, "", "") for part in text.split("&"))
    return "&".join([f"{name}{mark}{value.replace('=', '%3D')}" if mark else name for name, mark, value in parts])


def escaped(text: str, reserved: str) -> str:
    """Control characters, those of `reserved` and what is not ASCII, percent-encoded; escapes stay."""
    return percent_only(text, reserved)


def body_of(body: dict[str, Any], fill: Filling) -> tuple[bytes, str]:
    """The body, and the Content-Type that goes with it when none is given."""
    mode = body.get("mode")
    if body.get("disabled") or mode is None:
        return b"", ""
    if mode == "raw":
        raw = fill(text_in(body, "raw", "the body", ""))
        language = table_in(table_in(body, "options", "the body"), "raw", "options").get("language")
        return wire_bytes(raw), LANGUAGES.get(str(language), "text/plain") if raw else ""
    if mode == "urlencoded":
        if isinstance(body.get(mode), str):
            return wire_bytes(fill(body[mode])), FORM_TYPE
        pairs = pairs_of(rows_in(body, mode, "the body"), "a field of the body", fill)
        return form_text(together(pairs)).encode(), FORM_TYPE if pairs else ""
    if mode == "graphql":
        return wire_bytes(fill(graphql(table_in(body, mode, "the body")))), "application/json"
    if mode == "formdata":
        if not rows_in(body, mode, "the body"):
            return b"", ""
        raise Unreadable("the body is form-data, of which Postman makes up the boundary: paste the raw request instead")
    if mode == "file":
        if not table_in(body, mode, "the body"):
            return b"", ""
        raise Unreadable("the body is a file, which is not read: put its content in as a raw body")
    raise Unreadable(f"`mode` of the body is {str(mode)[:20]!r}: expected raw, urlencoded, formdata, file or graphql")


def together(pairs: Pairs) -> Pairs:
    """Fields of the same name one after the other, as Postman sends them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        groups.setdefault(pair[0], []).append(pair)
    return tuple(pair for group in groups.values() for pair in group)


def graphql(table: dict[str, Any]) -> str:
    """The JSON that Postman makes of a GraphQL query."""
    variables = table.get("variables")
    parts = [
        f'"{name}":{compact(table[name])}' for name in ("query", "operationName") if isinstance(table.get(name), str)
    ]
    if isinstance(variables, str) and variables:
        parts.append(f'"variables":{variables}')
    elif isinstance(variables, dict):
        parts.append(f'"variables":{compact(variables)}')
    return "{" + ",".join(parts) + "}"


def compact(value: Any) -> str:
    """JSON as JavaScript writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def authorization(auth: Any, fill: Filling) -> tuple[Pairs, Pairs]:
    """The headers and the parameters of the query that the authorization adds."""
    kind, values = auth_values(auth)
    value = {name: fill(text) for name, text in values.items()} if kind in ("basic", "bearer", "apikey") else {}
    if kind == "basic":
        pair = f"{value.get('username', '')}:{value.get('password', '')}"
        return (("Authorization", f"Basic {base64_text(wire_bytes(pair))}"),), ()
    if kind == "bearer":
        return (("Authorization", f"Bearer {value.get('token', '')}"),), ()
    if kind == "apikey" and value.get("key"):
        pairs = ((value["key"], value.get("value", "")),)
        return ((), pairs) if value.get("in") == "query" else (pairs, ())
    return (), ()


def auth_values(auth: Any) -> tuple[str, dict[str, str]]:
    """The type of an authorization, and its values; v2.0 has them as an object, v2.1 as a list."""
    if not isinstance(auth, dict):
        return "", {}
    kind = str(auth.get("type") or "")
    rows = auth.get(kind)
    table = rows if isinstance(rows, dict) else {}
    if isinstance(rows, list):
        named = (row for row in rows if isinstance(row, dict) and isinstance(row.get("key"), str))
        table = {row["key"]: row.get("value") for row in named}
    texts = {name: plain_text(value) for name, value in table.items()}
    return kind, {name: text for name, text in texts.items() if text is not None}


def remarks(sending: Sending, request: Request) -> tuple[str, ...]:
    """What Postman does, or leaves out, when it sends this."""
    notes = []
    kind, _ = auth_values(sending.auth)
    if kind not in ("", "noauth", "inherit", "basic", "bearer", "apikey"):
        notes.append(
            f"Postman signs this by its own {kind} authorization each time it sends it, and the file has no signature: "
            "copy the request that was sent from Postman's console"
        )
    if pruned(sending, request.method) and table_in(sending.table, "body", "the request").get("mode"):
        notes.append(f"Postman leaves out the body of {request.method}, unless the request's settings say otherwise")
    plain = encoded(url_of(sending.table, sending.fill), {"disableUrlEncoding": True})
    if encoded(plain, sending.behaviour) != plain:
        notes.append(
            "Postman encodes the URL once more before it sends it, blank as %20 and + left alone: "
            "a script that signs its own text of the query has to encode it the same way"
        )
    return tuple(notes)
