"""One request of Bruno's, from either of its formats, as Bruno sends it.

The URL is sent as it stands in the file, its query included: the rows of parameters only mirror it. If there are rows of
path parameters, the path is encoded first and the values are put in afterwards, so that a ``?`` in one begins the query.
With ``encodeUrl`` set, path, names and values of the query are encoded once more, all but
``A-Z a-z 0-9 - _ . ! ~ * ' ( )``, so that ``%20`` becomes ``%2520`` in the query. Whatever cannot stand in a URL is encoded
after that, as WHATWG URL has it. Headers and bodies are those of axios: of headers with the same name the last value
counts, text that is no JSON is sent as a JSON text if the type is JSON.

Source: https://github.com/usebruno/bruno packages/bruno-cli/src/runner (prepare-request.js, interpolate-vars.js,
run-single-request.js), and packages/bruno-common/src/utils/url/index.ts, version 4.1.0
"""

from __future__ import annotations

import json
import re
from collections import ChainMap
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import base64_text, percent_safe, unpercent
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes
from paraph.readers.common import FORM_TYPE, JSON_TYPE
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.postman import script_remarks
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART, Part, multipart
from paraph.readers.programs.client_requests import browser_url, url_basic_auth
from paraph.readers.programs.javascript.axios import safe_json
from paraph.readers.programs.javascript.text import join_form
from paraph.readers.variables import Filling, Source, scripted_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TYPES = {
    "json": JSON_TYPE,
    "graphql": JSON_TYPE,
    "text": "text/plain",
    "xml": "application/xml",
    "sparql": "application/sparql-query",
    "form": FORM_TYPE,
}
SPELLINGS = {"accept": "Accept", "content-type": "Content-Type"}  # of axios
COMPONENT_SAFE = "-_.!~*'()"  # of JavaScript's encodeURIComponent
_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}")
_STRING = r'"(?:\\.|[^"\\])*+(?:"|\Z)'
_COMMENT = r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/"
_JSON_PIECE = re.compile(rf"{_STRING}|^[ \t]*+(?:(?:{_COMMENT})[ \t]*+)++\r?\n|{_COMMENT}", re.MULTILINE)
"""A string, comments that have a line to themselves, or a comment."""
_ODATA = re.compile(r"[A-Za-z0-9_.-]+\([^)]*\)")
_ODATA_NAME = re.compile(r":([a-zA-Z_][a-zA-Z0-9_]*)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class BrunoRequest(NamedTuple):
    """A request as its file has it, rows that are switched off left out.

    `body_kind` is none, json, text, xml, sparql, graphql, form, multipart, or what cannot be sent from here. `auth_kind`
    is empty if there is none, or inherit. A row of `path` without a value stays in the URL as it is. `extra` are the
    variables of a GraphQL query, `off` the parameters of the query and of a form that are switched off.
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
    parts: tuple[Part, ...] = ()
    extra: str = ""
    sequence: int = 0
    off: Pairs = ()


def entry_of(written: BrunoRequest, number: int, source: Source, variables: Mapping[str, str]) -> Entry:
    """The request as an entry; `variables` win over the request's own."""
    fill = Filling(
        ChainMap({**variables}, {**written.variables}), source, (scripted_names(written.script),), blanks=False
    )
    content = attempt(lambda: sent(written, fill))
    return Entry(number, written.name, content, notes=tuple(remarks(written)), unsent=unsent_parameters(written, fill))


def unsent_parameters(written: BrunoRequest, fill: Filling) -> Pairs:
    """The parameters that are switched off; none if one of them cannot be read."""
    try:
        return tuple((fill(name), fill(value)) for name, value in written.off)
    except Unreadable:
        return ()


def sent(written: BrunoRequest, fill: Filling) -> Request:
    """The request that Bruno sends; Unreadable when it cannot be known."""
    method = written.method.strip().upper()
    if not _METHOD.fullmatch(method):
        raise Unreadable(f"method {method[:20]!r} is no HTTP method")
    if not written.url.strip():
        raise Unreadable("the URL of this request is empty: write https://HOST/ at its start")
    headers = headers_of(written, fill)
    body = body_of(written, fill, type_in(headers))
    if body == b"" and method in ("POST", "PUT", "PATCH") and written.body_kind != "none" and not type_in(headers):
        headers.append(("Content-Type", FORM_TYPE))
    try:
        url = url_of(written, fill)
        login = url_basic_auth(url)
        if login:
            headers = [pair for pair in headers if pair[0].lower() != "authorization"]
        length = (
            (("Content-Length", str(len(body))),)
            if body and "content-length" not in {name.lower() for name, _ in headers}
            else ()
        )
        return request_for(method, browser_url(url), (*headers, *login, *length), body)
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None


def type_in(headers: list[tuple[str, str]]) -> str:
    """The Content-Type among headers; empty if there is none."""
    return next((value for name, value in reversed(headers) if name.lower() == "content-type"), "")


def headers_of(written: BrunoRequest, fill: Filling) -> list[tuple[str, str]]:
    """The headers: of names that differ only in case the first spelling and the last value count."""
    given = dict(written.headers)
    given |= authorization(written)
    kind = TYPES.get(written.body_kind, "")
    if written.body_kind == "multipart":
        given["content-type"] = f"{MULTIPART}; boundary={BOUNDARY}"
    elif (
        kind
        and "content-type" not in {name.lower() for name in given}
        and (written.body or kind != JSON_TYPE or written.body_kind == "graphql")
    ):
        given["content-type"] = kind
    if written.auth_kind == "basic":
        given["Authorization"] = basic(written, fill)
    found: dict[str, tuple[str, str]] = {}
    for name, value in given.items():
        filled = fill(name).strip()
        if filled:
            spelling = SPELLINGS.get(filled.lower(), found.get(filled.lower(), (filled,))[0])
            found[filled.lower()] = (spelling, header_text(filled, fill(value).strip()))
    return list(found.values())


def header_text(name: str, value: str) -> str:
    """The value of a header; Unreadable if it has a character that cannot be sent."""
    if not value.isascii() or not value.replace("\t", " ").isprintable():
        raise Unreadable(f"the value of {name[:40]} has a character that cannot be in a header: take it out")
    return value


def url_of(written: BrunoRequest, fill: Filling) -> str:
    """The URL before it is encoded for the last time: path parameters put in, http:// for want of a scheme."""
    url = fill(with_key(written)).strip()
    if written.path:
        url = with_path_values(url, {name: fill(value) for name, value in written.path})
    url = url if _SCHEME.match(url) else f"http://{url}"
    return encoded(url) if written.encode_url else url.partition("#")[0]


def with_path_values(url: str, values: Mapping[str, str]) -> str:
    """The URL with the values of its path parameters put in; user-info and empty segments get lost on the way."""
    if _SCHEME.match(url) and not url.startswith(("http://", "https://")):
        raise Unreadable(
            "with path parameters Bruno puts http:// before a scheme in capitals: write it in small letters"
        )
    whole = browser_url(url if _SCHEME.match(url) else f"http://{url}")
    before, mark, query = whole.partition("?")
    scheme, _, rest = before.partition("://")
    authority, _, path = rest.partition("/")
    segments = [with_value(segment, values) for segment in path.split("/") if segment]
    end = "/" if not path or path.endswith("/") else ""
    return f"{scheme}://{authority}{''.join(f'/{segment}' for segment in segments)}{end}{mark}{query}"


def with_value(segment: str, values: Mapping[str, str]) -> str:
    """A segment with its value, or with those in the parentheses of OData; one without a value stays."""
    if segment.startswith(":"):
        value = values.get(segment[1:], "")
        return value if value.strip() else segment
    if not _ODATA.fullmatch(segment):
        return segment
    result = segment
    for found in _ODATA_NAME.finditer(segment):
        if values.get(found[1], "").strip():
            result = result.replace(found[0], values[found[1]], 1)
    return result


def with_key(written: BrunoRequest) -> str:
    """The URL with an API key in its query, which is then encoded as a form; Bruno leaves it out if a variable begins the URL."""
    value = written.auth
    if written.auth_kind != "apikey" or value.get("placement") != "queryparams" or not value.get("key"):
        return written.url
    if not _SCHEME.match(written.url.strip()):
        return written.url
    whole, mark, fragment = written.url.strip().partition("#")
    before, _, query = whole.partition("?")
    pairs = [
        (decoded(name), decoded(text)) for name, _, text in (part.partition("=") for part in query.split("&") if part)
    ]
    places = [place for place, pair in enumerate(pairs) if pair[0] == value["key"]]
    if places:
        pairs[places[0]] = (value["key"], value.get("value", ""))
        pairs = [pair for place, pair in enumerate(pairs) if place not in places[1:]]
    else:
        pairs.append((value["key"], value.get("value", "")))
    return f"{browser_url(before)}?{join_form(pairs)}{mark}{fragment}"


def decoded(text: str) -> str:
    """A part of a form, decoded."""
    return unpercent(text.replace("+", " "))


def encoded(url: str) -> str:
    """The URL with its path and its query encoded once more; a parameter without a name is dropped."""
    before, mark, query = url.partition("?")
    scheme, _, rest = before.partition("://")
    authority, slash, path = rest.partition("/")
    whole = "/".join(percent_safe(unpercent(part), COMPONENT_SAFE) for part in path.split("/"))
    parts = [part.partition("=") for part in query.split("&")]
    again = [
        percent_safe(name, COMPONENT_SAFE) + equals + percent_safe(value, COMPONENT_SAFE)
        for name, equals, value in parts
        if name
    ]
    return f"{scheme}://{authority}{slash}{whole}{mark}{'&'.join(again)}"


def body_of(written: BrunoRequest, fill: Filling, content_type: str) -> bytes:
    """The bytes of the body, for a Content-Type."""
    kind = written.body_kind
    if kind in ("", "none"):
        return b""
    if (kind == "form" and content_type != FORM_TYPE) or (kind == "graphql" and "json" not in content_type):
        raise Unreadable(
            f"Bruno puts a form with the Content-Type {content_type[:40]!r} together by itself: paste the raw request instead"
        )
    if kind == "form":
        return join_form([(name, fill(value)) for name, value in written.form]).encode()
    if kind == "multipart":
        if any(name.lower() == "content-type" and name != "content-type" for name, _ in written.headers):
            raise Unreadable(
                "Bruno puts a multipart form with a Content-Type among its headers together by itself: take the header out"
            )
        return (
            b""
            if not written.parts
            else multipart(
                [
                    part._replace(value=wire_bytes(fill(part.value.decode("utf-8", "surrogateescape"))))
                    for part in written.parts
                ],
                escape=str,
            )
        )
    if kind not in TYPES:
        raise Unreadable(
            f"Bruno puts a body of the kind {kind[:40]!r} together by itself: paste the raw request instead"
        )
    if kind == "graphql":
        return graphql(written, fill)
    text = without_comments(written.body) if kind == "json" else written.body
    if content_type != FORM_TYPE:  # with which Bruno fills in nothing
        text = fill(text)
    return wire_bytes(safe_json(text) if text and JSON_TYPE in content_type else text)


def graphql(written: BrunoRequest, fill: Filling) -> bytes:
    """The JSON of a GraphQL query and its variables."""
    try:
        variables = json.loads(fill(without_comments(written.extra) or "{}"))
    except (ValueError, RecursionError):
        raise Unreadable("the variables of this GraphQL query are no JSON: correct them") from None
    return wire_bytes(
        json.dumps({"query": fill(written.body), "variables": variables}, ensure_ascii=False, separators=(",", ":"))
    )


def without_comments(text: str) -> str:
    """The JSON without ``//`` and ``/* */``, which Bruno takes out."""
    if "//" not in text and "/*" not in text:
        return text
    return _JSON_PIECE.sub(lambda found: found[0] if found[0].startswith('"') else "", text)


def authorization(written: BrunoRequest) -> dict[str, str]:
    """The header that the authorization adds, variables not yet filled in."""
    value = written.auth
    if written.auth_kind == "bearer":
        return {"Authorization": f"Bearer {value.get('token', '')}"}
    if written.auth_kind == "apikey" and value.get("key") and value.get("placement", "header") == "header":
        return {value["key"]: value.get("value", "")}
    return {}


def basic(written: BrunoRequest, fill: Filling) -> str:
    """The value of Authorization for user and password."""
    pair = f"{fill(written.auth.get('username', ''))}:{fill(written.auth.get('password', ''))}"
    return f"Basic {base64_text(wire_bytes(pair))}"


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
    if written.body_kind == "multipart":
        yield BOUNDARY_NOTE
        for part in written.parts:
            if part.filename is not None:
                yield f"the content of the file {part.filename[:40]!r} is not read: it is empty here"
    if written.encode_url and "%" in written.url.partition("?")[2]:
        yield "Bruno encodes the query once more (encodeUrl is set), so that %20 in it is sent as %2520"
