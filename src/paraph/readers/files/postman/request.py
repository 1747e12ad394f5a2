"""One request of Postman's, as Postman sends it.

The headers that Postman adds by itself (User-Agent, Accept, Postman-Token ...) are left out. Of headers whose names
differ only in case the last one is sent, in the place of the first.

Source: https://github.com/postmanlabs/postman-runtime lib/requester/core.js
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import base64_text, unpercent
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request, request_for, wire_bytes, wire_text
from paraph.readers.entry import Reading
from paraph.readers.files.json_text import rows_in, text_in
from paraph.readers.files.postman.auth import PLAIN, Draft, auth_values, authorized, used_values
from paraph.readers.files.postman.body import Body, body_of, file_names, is_json, mode_of, pairs_in, value_text
from paraph.readers.files.postman.oauth1 import AUTH_TYPE, helped
from paraph.readers.files.postman.url import UrlParts, sent_url, split_url, url_text
from paraph.readers.multipart import BOUNDARY_NOTE
from paraph.readers.variables import Filling, NoValue, names_in

if TYPE_CHECKING:
    from collections.abc import Iterator

BODILESS = frozenset(("GET", "COPY", "HEAD", "PURGE", "UNLOCK"))
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_LINE = re.compile(r"(\S+):[^\S\n]*(.*)")
_UNSENT = re.compile(r"[^\x21-\xff]")
_UNFIT = re.compile(r"[^\t\x20-\x7e\x80-\xff]")


class Sending(NamedTuple):
    """A request as in the file, with what holds for it from around it."""

    table: dict[str, Any]
    auth: Any
    behaviour: dict[str, Any]
    fill: Filling


def sent(sending: Sending) -> tuple[Request, tuple[str, ...]]:
    """Return the request that Postman sends, and what its OAuth helper does; Unreadable when it cannot be known."""
    table, fill, plain = sending.table, sending.fill, is_plain(sending)
    method = method_of(sending)
    refuse_empty_host(text_of_url(table), fill)
    parts = split_url(fill(text_of_url(table)))
    left_out = pruned(sending, method)
    body = Body() if left_out else body_of(table, fill, has_json_type(table, fill))
    draft = authorized(Draft(method, parts, headers_of(table, fill), body), sending.auth, fill)
    notes: tuple[str, ...] = ()
    if auth_values(sending.auth)[0] == AUTH_TYPE:
        stored = body_of(table, fill, has_json_type(table, fill), disabled=True, whole=left_out)
        draft, notes = helped(draft, stored, sending.auth, fill, plain=plain)
    return request_of(draft, plain=plain), notes


def request_of(draft: Draft, *, plain: bool) -> Request:
    """Return the request of a draft, with the headers that its body and the login in its URL need."""
    headers = with_content_type(draft.headers, draft.body)
    if draft.parts.login and not any(name.lower() == "authorization" for name, _ in headers):
        headers = (*headers, ("Authorization", login_value(draft.parts.login)))
    data = draft.body.data
    raw = not data or draft.body.is_file
    headers = merged(headers, raw=raw)
    if data and not any(name.lower() == "content-length" for name, _ in headers):
        headers = (*headers, ("Content-Length", str(len(data))))
    try:
        return request_for(draft.method, checked_url(draft.parts, plain=plain, raw=raw), headers, data)
    except ValueError as error:
        raise Unreadable(f"url: {error}") from None


def read_request(sending: Sending) -> Reading:
    """Return the request that Postman sends, or why it cannot be known, naming all variables without a value, and notes."""
    try:
        request, notes = sent(sending)
        return Reading(request, (*notes, *remarks(sending, request)))
    except NoValue as error:
        return Reading(sending.fill.all_missing(used_texts(sending)) or error.with_traceback(None))
    except Unreadable as error:
        error.__context__ = None
        return Reading(error.with_traceback(None))


def unsent_parameters(table: dict[str, Any], fill: Filling) -> Pairs:
    """Return the parameters of the query and of a form that are switched off; none if one of them cannot be read."""
    url, body = table.get("url"), table.get("body")
    try:
        rows = [
            *(rows_in(url, "query", "url") if isinstance(url, dict) else ()),
            *(rows_in(body, "urlencoded", "the body") if isinstance(body, dict) else ()),
        ]
        return pairs_in([row for row in rows if row.get("disabled")], fill)
    except Unreadable:
        return ()


def used_texts(sending: Sending) -> Iterator[str]:
    """Yield the texts of a request in which variables are filled in."""
    table, body = sending.table, sending.table.get("body")
    yield str(table.get("method") or "").upper()
    yield text_of_url(table)
    yield from texts_in(table.get("header"))
    if isinstance(body, dict) and not body.get("disabled") and not pruned(sending, str(table.get("method")).upper()):
        yield from texts_in(body.get(mode_of(body)))
    yield from used_values(sending.auth).values()


def texts_in(value: Any) -> Iterator[str]:
    """Yield the texts in a value, but those of rows that are switched off."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for row in value:
            yield from texts_in(row)
    elif isinstance(value, dict) and not value.get("disabled"):
        for name in value:
            yield from texts_in(value[name])


def method_of(sending: Sending) -> str:
    """Return the method, in capitals as Postman sends it; so are the names of variables in it."""
    method = sending.fill(text_in(sending.table, "method", "the request", "GET").upper()).strip() or "GET"
    if not _TOKEN.fullmatch(method):
        raise Unreadable(f"method {method[:20]!r} is no HTTP method")
    return method


def is_plain(sending: Sending) -> bool:
    """Return whether the URL is sent without being encoded."""
    return bool(sending.behaviour.get("disableUrlEncoding"))


def checked_url(parts: UrlParts, *, plain: bool, raw: bool) -> str:
    """Return the URL as it is sent; Unreadable for one that Node.js refuses to send, as it stands there unencoded.

    Node.js writes what is not ASCII as ISO 8859-1 if no text follows it, which `raw` says, and as UTF-8 otherwise.
    """
    url = sent_url(parts, plain=plain)
    if not plain:
        return url
    if _UNSENT.search(url):
        raise Unreadable(
            "the URL is not encoded (disableUrlEncoding is set), and has a character that cannot be sent: encode it"
        )
    return wire_text(url.encode("latin-1")) if raw else url


def pruned(sending: Sending, method: str) -> bool:
    """Return whether Postman leaves the body of this request out, as it does with GET unless told otherwise."""
    return method in BODILESS and not sending.behaviour.get("disableBodyPruning")


def text_of_url(table: dict[str, Any]) -> str:
    """Return the text of the URL, variables not yet filled in."""
    url = table.get("url")
    if isinstance(url, str):
        return url
    if not isinstance(url, dict):
        raise Unreadable("`url` of the request is missing")
    return url_text(url)


def refuse_empty_host(text: str, fill: Filling) -> None:
    """Raise Unreadable if a URL has no host, naming the variables that are empty there.

    Without this the first part of the path would become the host, as it does in Postman.
    """
    start, separator, rest = text.partition("://")
    authority = (rest if separator else start).partition("/")[0]
    names = [name for name in names_in(authority) if fill.values.get(name) == ""]
    if fill(authority).rpartition("@")[2].partition(":")[0].strip() or not (names or not text.strip("/:")):
        return
    if not names:
        raise Unreadable("the URL of this request is empty: write https://HOST/ at its start")
    which = " and ".join(f"{{{{{name}}}}}" for name in names)
    state = (
        "is empty in this collection: give its value"
        if len(names) == 1
        else "are empty in this collection: give their values"
    )
    give = " ".join(f"--var {name}=VALUE" for name in names)
    raise Unreadable(f"{which} {state} with {give} or with --env", *fill.source.place(f"{{{{{names[0]}}}}}"))


def headers_of(table: dict[str, Any], fill: Filling) -> Pairs:
    """Return the headers that are switched on; older exports have them as one text."""
    if isinstance(table.get("header"), str):
        found = (_HEADER_LINE.match(line) for line in fill(table["header"]).splitlines())
        return tuple((line[1], line[2].strip()) for line in found if line)
    rows = [row for row in rows_in(table, "header", "the request") if not row.get("disabled")]
    return tuple((fill(value_text(row, "key", "a header")), fill(header_value(row))) for row in rows if row.get("key"))


def header_value(row: dict[str, Any]) -> str:
    """Return the value of a header; null is sent as that word."""
    return "null" if "value" in row and row["value"] is None else value_text(row, "value", "a header")


def has_json_type(table: dict[str, Any], fill: Filling) -> bool:
    """Return whether Postman takes a raw body for JSON by its Content-Type: an only one counts even if it is switched off."""
    if isinstance(table.get("header"), str):
        return any(name.lower() == "content-type" and is_json(value) for name, value in headers_of(table, fill))
    rows = [row for row in rows_in(table, "header", "the request") if str(row.get("key")).lower() == "content-type"]
    row = rows[0] if len(rows) == 1 else next((row for row in rows if not row.get("disabled")), None)
    return bool(rows) if row is None else is_json(fill(str(row.get("value") or "")))


def with_content_type(headers: Pairs, body: Body) -> Pairs:
    """Return the headers with the Content-Type of the body: a form's takes the place of another type."""
    kind = body.content_type
    given = next((pair for pair in headers if pair[0].lower() == "content-type"), None)
    if not kind or body.fields == () or (given and not body.prevails):
        return headers
    if not given:
        return (*headers, ("Content-Type", kind))
    if given[1].startswith(kind.partition(";")[0]) and ("boundary=" in given[1] or "boundary=" not in kind):
        return headers
    first = headers.index(given)
    kept = (pair for pair in headers[first + 1 :] if pair[0] != given[0])
    return (*headers[:first], (given[0], kind), *kept)


def login_value(login: tuple[str, str]) -> str:
    """Return the Authorization that user and password of a URL make."""
    return f"Basic {base64_text(wire_bytes(':'.join(unpercent(part) for part in login)))}"


def merged(headers: Pairs, *, raw: bool) -> Pairs:
    """Return the headers as Node.js writes them; Unreadable for those that it refuses to send. `raw` as for the URL."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        if name and not _TOKEN.fullmatch(name):
            raise Unreadable(f"{name[:40]!r} is no name of a header, so that Postman does not send this: correct it")
        if name:
            values.setdefault(name, []).append(on_wire(name, value, raw=raw))
    places: dict[str, tuple[str, list[str]]] = {name.lower(): (name, texts) for name, texts in values.items()}
    if len(places.get("host", ("", []))[1]) > 1:
        raise Unreadable("there are two Host headers, so that Postman does not send this: switch one off")
    return tuple(pair for name, texts in places.values() for pair in lines_of(name, texts))


def lines_of(name: str, values: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines of one header; cookies are joined."""
    if name.lower() == "cookie":
        yield name, "; ".join(values)
    else:
        yield from ((name, value) for value in values)


def on_wire(name: str, value: str, *, raw: bool) -> str:
    """Return the value of a header as it is sent; Unreadable if it has a character that is not in ISO 8859-1."""
    if value.isascii() and value.isprintable():
        return value
    if _UNFIT.search(value):
        raise Unreadable(f"the value of {name[:40]} has a character that cannot be in a header: take it out")
    return wire_text(value.encode("latin-1")) if raw else value


def remarks(sending: Sending, request: Request) -> Iterator[str]:
    """Yield what Postman does, or leaves out, when it sends this."""
    names = dict.fromkeys(name for text in used_texts(sending) for name in names_in(text))
    empty = [name for name in names if sending.fill.values.get(name) == ""]
    if empty:
        shown = ", ".join(f"{{{{{name}}}}}" for name in empty[:8])
        give = " ".join(f"--var {name}=VALUE" for name in empty[:8])
        yield f"{shown} {'is' if len(empty) == 1 else 'are'} empty in this file: give the value that was sent with {give}"
    yield from auth_remarks(sending)
    body = sending.table.get("body")
    table = body if isinstance(body, dict) and not body.get("disabled") else {}
    if pruned(sending, request.method):
        if table.get("mode"):
            yield f"Postman leaves out the body of {request.method}, unless the request's settings say otherwise"
    elif table.get("mode") and mode_of(table) == "formdata" and request.body:
        yield BOUNDARY_NOTE
        for name in file_names(rows_in(table, "formdata", "the body")):
            yield f"the content of the file {name[:40]!r} is not read: it is empty here"
    parts = split_url(sending.fill(text_of_url(sending.table)))
    if not is_plain(sending) and sent_url(parts, plain=False) != sent_url(parts, plain=True):
        yield (
            "Postman encodes the URL once more before it sends it, blank as %20 and + left alone: "
            "a script that signs its own text of the query has to encode it the same way"
        )


def auth_remarks(sending: Sending) -> Iterator[str]:
    """Yield what an authorization adds that is not in the file."""
    kind, values = auth_values(sending.auth)
    copy = "copy the request that was sent from Postman's console"
    if kind == "oauth2" and not values.get("accessToken"):
        yield f"Postman adds a token of its own oauth2 authorization if it has one, and the file has none: {copy}"
    if kind not in ("", "noauth", "inherit", AUTH_TYPE, *PLAIN):
        yield (
            f"Postman signs this by its own {kind} authorization each time it sends it, and the file does not have "
            f"that signature: {copy}"
        )
