"""Insomnia's exports: version 4 (JSON or YAML, a list of resources) and version 5 (YAML, a tree).

This follows the documentation and the published source; no tool ran beside it. Of Nunjucks only plain names are filled in,
``{{ _.name }}`` or ``{{ name }}``: the value may depend on more in ``{% tags %}`` and filters, which are refused. The base
environment of the workspace holds, and environments of folders in it; sub-environments have to be given with --env.

Source: https://docs.insomnia.rest/insomnia/import-export-data, and
https://github.com/Kong/insomnia packages/insomnia/src/network/network.ts, packages/insomnia/src/utils/url/querystring.ts
"""

from __future__ import annotations

import re
from collections import ChainMap
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text, percent_only, percent_safe
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes
from paraph.readers.common import FORM_TYPE, JSON_TYPE, with_query
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.json_text import rows_in, table_in, text_in
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART, Part, multipart
from paraph.readers.urls import without_dots
from paraph.readers.variables import Allowance, Filling, Source, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 100
COMPONENT_SAFE = "-_.!~*'()"  # of JavaScript's encodeURIComponent
URL_ESCAPED = '\x7f "<>`{}|\\^'
_FIRST_V5 = re.compile(r"^type: ['\"]?collection\.insomnia\.rest/5", re.MULTILINE)
_FIRST_V4 = re.compile(r"^_type: ['\"]?export\b", re.MULTILINE)
_TAG = re.compile(r"\{%[^\n]{0,60}|\{\{[^{}\n]{0,60}\|[^{}\n]{0,60}\}\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class Inherited(NamedTuple):
    """What workspaces and folders hand down."""

    names: tuple[str, ...] = ()
    headers: tuple[dict[str, Any], ...] = ()
    auth: Mapping[str, Any] = {}
    values: Mapping[str, str] = {}


def is_insomnia(text: str) -> bool:
    """Whether a YAML text is an export of Insomnia."""
    return _FIRST_V5.search(text) is not None or _FIRST_V4.search(text) is not None


def is_insomnia_table(table: Mapping[str, Any]) -> bool:
    """Whether a table is an export of Insomnia."""
    return (table.get("_type") == "export" and isinstance(table.get("resources"), list)) or (
        isinstance(table.get("collection"), list)
        and str(table.get("type", "")).startswith("collection.insomnia.rest/5")
    )


def read_insomnia(table: dict[str, Any], text: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests in order; `variables` win over those of the export."""
    given = {name: value for plain, value in variables.items() for name in (plain, f"_.{plain}")}
    source = Source(text, Allowance(text, given))
    tree = rows_of_version_4(table) if "resources" in table else table
    top = Inherited(values=flattened(table_in(table_in(tree, "environments", "the export"), "data", "environments")))
    found = [entry(row, above, source, given) for row, above in walked(rows_in(tree, "collection", "the export"), top)]
    if not found:
        raise Unreadable("this export of Insomnia holds no HTTP requests")
    return tuple(entry._replace(number=number) for number, entry in enumerate(found, 1))


def read_insomnia_yaml(text: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests of an export in YAML."""
    from paraph.readers.files.yaml_text import yaml_value

    table = yaml_value(text)
    if not isinstance(table, dict) or not is_insomnia_table(table):
        raise Unreadable("expected an export of Insomnia: `resources` or `collection` with a list at the top")
    return read_insomnia(table, text, variables)


def rows_of_version_4(table: dict[str, Any]) -> dict[str, Any]:
    """The resources of version 4 as the tree of version 5; each is put below its parent."""
    rows = rows_in(table, "resources", "the export")
    below: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        below.setdefault(str(row.get("parentId")), []).append(row)
    roots = [row for row in rows if row.get("_type") == "workspace"]
    bases = [row for root in roots for row in below.get(str(root.get("_id")), []) if row.get("_type") == "environment"]

    def children(parent: str, depth: int) -> list[dict[str, Any]]:
        if depth > DEEPEST:
            raise Unreadable("the folders of this export are nested too deeply")
        ordered = sorted(below.get(parent, []), key=lambda row: sort_key(row.get("metaSortKey")))
        return [
            row if row["_type"] == "request" else {**row, "children": children(str(row.get("_id")), depth + 1)}
            for row in ordered
            if row.get("_type") in ("request", "request_group")
        ]

    return {
        "collection": [row for root in roots for row in children(str(root.get("_id")), 0)],
        "environments": {"data": bases[0].get("data") if bases else {}},
    }


def sort_key(value: Any) -> float:
    """The place of a resource among the others."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0


def flattened(table: Mapping[str, Any], start: str = "", depth: int = 0) -> dict[str, str]:
    """The variables of an environment by name, with a dot before inner names; each also with ``_.`` before it."""
    found: dict[str, str] = {}
    for name, value in table.items():
        text = plain_text(value)
        if isinstance(value, dict) and depth < 20:
            found |= flattened(value, f"{start}{name}.", depth + 1)
        elif text is not None:
            found |= {f"{start}{name}": text, f"_.{start}{name}": text}
    return found


def walked(rows: list[dict[str, Any]], above: Inherited, depth: int = 0) -> Iterator[tuple[dict[str, Any], Inherited]]:
    """The requests of a tree in order, each with what its folders hand down."""
    if depth > DEEPEST:
        raise Unreadable("the folders of this export are nested too deeply")
    for row in rows:
        names = (*above.names, str(row.get("name") or "(no name)")[:200])
        if "children" in row or row.get("_type") == "request_group":
            auth = table_in(row, "authentication", "a folder")
            headers = (*above.headers, *rows_in(row, "headers", "a folder"))
            values = {**above.values, **flattened(table_in(row, "environment", "a folder"))}
            below = Inherited(names, headers, auth if auth.get("type") else above.auth, values)
            yield from walked(rows_in(row, "children", "a folder"), below, depth + 1)
        elif "url" in row and "method" in row:
            yield row, above._replace(names=names)


def entry(row: dict[str, Any], above: Inherited, source: Source, variables: Mapping[str, str]) -> Entry:
    """A request as an entry."""
    fill = Filling(ChainMap({**variables}, {**above.values}), source)
    auth = authentication(row, above)
    content, notes = attempt(lambda: sent(row, above, fill)), tuple(remarks(row, auth))
    return Entry(0, " / ".join(above.names), content, notes=notes, unsent=unsent_parameters(row, fill))


def authentication(row: dict[str, Any], above: Inherited) -> Mapping[str, Any]:
    """The authentication of a request; an empty one is that of its folder, and one that is switched off is none."""
    own = row.get("authentication")
    auth: Mapping[str, Any] = own if isinstance(own, dict) and own.get("type") else above.auth
    return {} if is_true(auth.get("disabled")) or auth.get("type") == "none" else auth


def is_true(value: Any) -> bool:
    """Whether a value of JSON or YAML is true."""
    return value is True or value == "true"


def filled(text: str, fill: Filling) -> str:
    """A text with its variables filled in; Unreadable if it has more of Nunjucks than names."""
    found = _TAG.search(text)
    if found:
        raise Unreadable(f"{found[0][:60]} is computed by Insomnia each time: put the value that was sent in its place")
    return fill(text)


def unsent_parameters(row: dict[str, Any], fill: Filling) -> Pairs:
    """The parameters of the query and of a form that are switched off; none if one of them cannot be read."""
    try:
        body = table_in(row, "body", "the request")
        fields = rows_in(body, "params", "the body") if body.get("mimeType") == FORM_TYPE else []
        return pairs_of([*rows_in(row, "parameters", "the request"), *fields], fill, disabled=True)
    except Unreadable:
        return ()


def pairs_of(rows: list[dict[str, Any]], fill: Filling, *, disabled: bool = False) -> Pairs:
    """Names and values of rows that have a name and are switched on, or off if `disabled`."""
    kept = [row for row in rows if is_true(row.get("disabled")) is disabled and row.get("name")]
    return tuple((filled(str(row["name"]), fill), filled(plain_text(row.get("value")) or "", fill)) for row in kept)


def sent(row: dict[str, Any], above: Inherited, fill: Filling) -> Request:
    """The request that Insomnia sends; Unreadable if it cannot be known."""
    method = filled(text_in(row, "method", "the request"), fill).strip().upper()
    if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Z-]{1,40}", method):
        raise Unreadable(f"method {method[:20]!r} is no HTTP method")
    auth = {name: filled(plain_text(value) or "", fill) for name, value in authentication(row, above).items()}
    body, kind = body_of(table_in(row, "body", "the request"), fill)
    headers = dict(pairs_of([*above.headers, *rows_in(row, "headers", "the request")], fill))
    names = {name.lower() for name in headers}
    added, query = authorization(auth)
    if kind and "content-type" not in names:
        headers["Content-Type"] = kind
    headers |= {name: value for name, value in added if name.lower() not in names}
    if body and "content-length" not in names:
        headers["Content-Length"] = str(len(body))
    try:
        request = request_for(method, url_of(row, fill, query), tuple(headers.items()), body)
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None
    return request._replace(target=without_dots(request.target))


def url_of(row: dict[str, Any], fill: Filling, more: Pairs) -> str:
    """The URL with path parameters put in and parameters added, http:// for want of a scheme, and encoded."""
    url = filled(text_in(row, "url", "the request"), fill).strip().partition("#")[0]
    values = dict(pairs_of(rows_in(row, "pathParameters", "the request"), fill))
    head, mark, query = url.partition("?")
    segments = [
        percent_safe(values[part[1:]], COMPONENT_SAFE) if part.startswith(":") and values.get(part[1:]) else part
        for part in head.split("/")
    ]
    url = "/".join(segments) + mark + query
    pairs = (*pairs_of(rows_in(row, "parameters", "the request"), fill), *more)
    joined = "&".join(
        percent_safe(name, COMPONENT_SAFE) + (f"={percent_safe(value, COMPONENT_SAFE)}" if value else "")
        for name, value in pairs
    )
    whole = with_query(url, joined)
    return percent_only(whole if _SCHEME.match(whole) else f"http://{whole}", URL_ESCAPED)


def body_of(body: dict[str, Any], fill: Filling) -> tuple[bytes, str]:
    """The body and its Content-Type."""
    kind = str(body.get("mimeType") or "")
    if body.get("fileName"):
        raise Unreadable("the body is a file, which is not read: put its content in as text")
    if kind == FORM_TYPE:
        pairs = pairs_of(rows_in(body, "params", "the body"), fill)
        return "&".join(
            f"{percent_safe(name, COMPONENT_SAFE)}={percent_safe(value, COMPONENT_SAFE)}" for name, value in pairs
        ).encode(), kind
    if kind == MULTIPART:
        rows = [
            row for row in rows_in(body, "params", "the body") if not is_true(row.get("disabled")) and row.get("name")
        ]
        return multipart([part_of(row, fill) for row in rows]), f"{MULTIPART}; boundary={BOUNDARY}"
    text = filled(text_in(body, "text", "the body", ""), fill)
    return wire_bytes(text), JSON_TYPE if kind == "application/graphql" else kind


def part_of(row: dict[str, Any], fill: Filling) -> Part:
    """A field of a multipart form; a file is empty."""
    if row.get("type") == "file":
        return Part(
            filled(str(row["name"]), fill), b"", str(row.get("fileName") or "").replace("\\", "/").rpartition("/")[2]
        )
    return Part(filled(str(row["name"]), fill), wire_bytes(filled(plain_text(row.get("value")) or "", fill)))


def authorization(auth: Mapping[str, str]) -> tuple[Pairs, Pairs]:
    """The headers and the parameters of the query that an authentication adds."""
    kind = auth.get("type", "")
    if kind == "basic":
        pair = f"{auth.get('username', '')}:{auth.get('password', '')}"
        octets = pair.encode("latin-1", "replace") if auth.get("useISO88591") == "true" else wire_bytes(pair)
        return (("Authorization", f"Basic {base64_text(octets)}"),), ()
    if kind == "bearer":
        return (("Authorization", f"{auth.get('prefix') or 'Bearer'} {auth.get('token', '')}"),), ()
    if kind == "apikey" and auth.get("key"):
        pair_of_key = (auth["key"], auth.get("value", ""))
        if auth.get("addTo") == "queryParams":
            return (), (pair_of_key,)
        return ((("Cookie", "=".join(pair_of_key)),), ()) if auth.get("addTo") == "cookie" else ((pair_of_key,), ())
    return (), ()


def remarks(row: dict[str, Any], auth: Mapping[str, Any]) -> Iterator[str]:
    """What Insomnia does, or what the file does not have."""
    kind = auth.get("type")
    if kind and kind not in ("basic", "bearer", "apikey"):
        yield (
            f"Insomnia signs this by its own {kind} authentication each time it sends it, and the file has no signature: "
            "copy the request that was sent from Insomnia's timeline"
        )
    body = row.get("body")
    if isinstance(body, dict) and body.get("mimeType") == MULTIPART:
        yield BOUNDARY_NOTE
    if row.get("settingEncodeUrl") in (False, "false") or table_in(row, "settings", "the request").get("encodeUrl") in (
        False,
        "false",
    ):
        yield "Insomnia does not encode this URL by itself; here what cannot stand in a URL is encoded"
