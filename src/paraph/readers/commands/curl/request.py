"""One part of a curl command as the requests that it makes, with their headers in curl's order.

Host, authorization, Range, Referer, Cookie, If-Modified-Since, the headers that are given, Content-Length, Content-Type:
a header that is given takes the place of curl's own of that name; ``Name:`` only takes it out.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from paraph.core.dates import date_seconds, date_text
from paraph.core.encoding import base64_text
from paraph.core.message import Request, wire_bytes
from paraph.readers.commands.curl.form import form_body
from paraph.readers.commands.curl.url import Url, globbed, lower_escapes, parsed
from paraph.readers.commands.shell import fault
from paraph.readers.common import FORM_TYPE
from paraph.readers.entry import Reading, attempt
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE, MULTIPART
from paraph.readers.urls import without_dots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.message import Pairs
    from paraph.readers.commands.curl.parse import Operation
    from paraph.readers.commands.shell import Word

_METHOD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER = re.compile(r"([^:]*):(.*)", re.DOTALL)
_PLACE = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:/|localhost\b|\[|[^/\s]*\.[^\s]|[^/\s]*:[0-9])")
CHALLENGED = {"digest": "Digest", "negotiate": "Negotiate", "ntlm": "NTLM", "ntlm-wb": "NTLM", "anyauth": "any"}


def requests(operation: Operation) -> tuple[Reading, ...]:
    """Return the requests of one part of a command, one for each URL."""
    if not operation.urls:
        raise fault(operation.text, operation.start, "there is no URL in this curl command")
    for further in operation.urls[1:]:
        if not _PLACE.match(further.text):
            raise fault(
                operation.text,
                further.offset,
                f"{further.text[:40]!r} is a second URL to curl: quote what it belongs to",
            )
    return tuple(
        Reading(attempt(partial(request, operation, url)), tuple(remarks(operation, url.text)))
        for url in operation.urls
    )


def request(operation: Operation, word: Word) -> Request:
    """Return the request of one URL; Unreadable, with its place, for what curl refuses."""
    try:
        text = word.text if "globoff" in operation.flags else globbed(word.text)
        url = parsed(text, operation.value("proto-default") or "")
    except ValueError as error:
        raise fault(operation.text, word.offset, str(error)) from None
    body, kind, parts = body_of(operation)
    parts = operation.query if parts is None else parts
    as_is = "path-as-is" in operation.flags and not parts  # curl parses a URL again to which it adds something
    target = url.path if as_is else without_dots(url.path)
    query = with_added(url.query, parts)
    refuse_blanks(operation, word, "".join(parts))
    target += f"?{query}" if query is not None else ""
    target = operation.value("request-target") or target
    refuse_blanks(operation, word, target)
    headers = headers_of(operation, url, kind, len(body))
    scheme = url.scheme
    return Request(method_of(operation), target, headers, body, scheme)


def refuse_blanks(operation: Operation, word: Word, text: str) -> None:
    """Raise Unreadable for a blank or control character in a part of the URL."""
    if re.search(r"[\x00-\x20\x7f]", text):
        raise fault(
            operation.text, word.offset, "curl refuses a URL with a blank or control character: write a blank as %20"
        )


def with_added(query: str | None, parts: Sequence[str]) -> str | None:
    """Return the query with what options add to it; None where there is none."""
    if not parts:
        return query
    added = lower_escapes("&".join(parts))
    whole = f"{query}{'' if query.endswith('&') else '&'}{added}" if query else added
    return whole.partition("#")[0] if whole else None


def body_of(operation: Operation) -> tuple[bytes, str, list[str] | None]:
    """Return the body, its type, which is empty where there is none, and what goes to the query instead."""
    flags = operation.flags
    plain_head = "head" in flags and "get" not in flags
    if (operation.has_data and (plain_head or operation.fields)) or (operation.fields and "head" in flags):
        raise fault(
            operation.text, operation.start, "curl refuses two of -d, -F and -I together: leave one of them out"
        )
    if operation.fields:
        kinds_given = [value or "" for name, value in given_headers(operation) if name.lower() == "content-type"]
        as_form = not kinds_given or kinds_given[0].startswith(MULTIPART)
        return form_body(operation, "form-data" if as_form else "attachment"), f"{MULTIPART}; boundary={BOUNDARY}", None
    if not operation.has_data:
        return b"", "", None
    data = "&".join(operation.data)
    if "get" in flags:
        return b"", "", [data]
    return wire_bytes(data), "application/json" if operation.is_json else FORM_TYPE, None


def method_of(operation: Operation) -> str:
    """Return the method; Unreadable for a word that is none."""
    method = operation.value("request")
    if method is not None:
        if not _METHOD.fullmatch(method):
            raise fault(operation.text, operation.values["request"].offset, "the word after -X is no HTTP method")
        return method
    if "head" in operation.flags:
        return "HEAD"
    return "POST" if operation.fields or (operation.has_data and "get" not in operation.flags) else "GET"


def headers_of(operation: Operation, url: Url, kind: str, length: int) -> Pairs:
    """Return the headers as curl sends them."""
    given = list(given_headers(operation))
    named = {re.split("[:;]", line, maxsplit=1)[0].lower() for line in operation.headers if re.search("[:;]", line)}
    host = next((value for name, value in given if name.lower() == "host"), url.host)
    if not host:
        raise fault(operation.text, operation.start, "the Host header is taken out here, and no server accepts that")
    own = [pair for pair in own_headers(operation, url) if pair[0].lower() not in named]
    boundary = f"; boundary={BOUNDARY}" if operation.fields else ""
    typed = next((value or "" for name, value in given if name.lower() == "content-type"), None) if boundary else None
    rest = [
        (name, value)
        for name, value in given
        if value is not None and name.lower() != "host" and not (boundary and name.lower() == "content-type")
    ]
    last: list[tuple[str, str]] = []
    if kind:
        chunked = any(name.lower() == "transfer-encoding" and value == "chunked" for name, value in rest)
        if "content-length" not in named and not chunked:
            last.append(("Content-Length", str(length)))
        if typed is not None:
            last.append(("Content-Type", f"{typed}{boundary}"))
        elif "content-type" not in named and not operation.is_json:
            last.append(("Content-Type", kind))
    if operation.is_json:
        added = (("Content-Type", "application/json"), ("Accept", "application/json"))
        rest += [pair for pair in added if pair[0].lower() not in named]
    return (("Host", host), *own, *rest, *last)


def given_headers(operation: Operation) -> Iterator[tuple[str, str | None]]:
    """Yield the headers that are given; None for one that only takes curl's own out.

    Other than ``Name: value`` there is ``Name;`` for an empty one; curl drops a line that is neither.
    """
    for line in operation.headers:
        found = _HEADER.match(line)
        if found and found[1].strip():
            yield found[1], found[2].lstrip(" \t").rstrip("\r\n") if found[2].strip() else None
        elif not found and line.rstrip().endswith(";") and ";" not in line.rstrip()[:-1]:
            yield line.rstrip()[:-1], ""


def own_headers(operation: Operation, url: Url) -> Iterator[tuple[str, str]]:
    """Yield the headers that options make, in curl's order."""
    login = operation.value("user")
    login = login if login is not None else url.login
    bearer = operation.value("oauth2-bearer")
    if bearer is not None:
        if operation.login_kind == "":
            yield "Authorization", f"Bearer {bearer}"
    elif login is not None and operation.login_kind in ("", "basic"):
        yield "Authorization", f"Basic {base64_text(wire_bytes(login if ':' in login else login + ':'))}"
    yield from byte_range(operation)
    agent = operation.value("user-agent")
    if agent:
        yield "User-Agent", agent
    referer = (operation.value("referer") or "").removesuffix(";auto")
    if referer:
        yield "Referer", referer
    if operation.cookies:
        yield "Cookie", ";".join(operation.cookies)
    yield from time_condition(operation)


def byte_range(operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield the header of ``--range`` and ``--continue-at``: of a body, they say which part of the whole it is."""
    part = operation.value("range") or ""
    number = re.match("[0-9]+", part)
    if number and "-" not in part:  # curl reads the number and makes it the first byte
        first = number[0].lstrip("0")
        if len(first) > 19 or int(first or "0") >= 2**63:
            raise fault(
                operation.text, operation.values["range"].offset, "-r needs a number of bytes below 2 to the 63rd"
            )
        part = f"{first or '0'}-"
    offset = operation.value("continue-at") or ""
    if offset not in ("", "-") and not (offset.isascii() and offset.isdigit()):
        raise fault(operation.text, operation.values["continue-at"].offset, "-C needs a number of bytes")
    if not part and offset in ("", "-", "0"):
        return
    if operation.has_data and "get" not in operation.flags:
        if offset:
            raise fault(operation.text, operation.start, "curl sends only the rest of the data with -C: leave -C out")
        yield "Content-Range", f"bytes {part}/{len(wire_bytes('&'.join(operation.data)))}"
    elif not operation.fields:
        yield "Range", f"bytes={part if offset in ('', '-', '0') else f'{offset}-'}"


def time_condition(operation: Operation) -> Iterator[tuple[str, str]]:
    """Yield the header of ``--time-cond``."""
    value = operation.value("time-cond")
    if not value:
        return
    seconds = date_seconds(value.lstrip("-+="))
    if seconds is None:
        raise fault(
            operation.text, operation.values["time-cond"].offset,
            "-z with this date or file is not read: give If-Modified-Since with -H",
        )  # fmt: skip
    yield "If-Unmodified-Since" if value.startswith("-") else "If-Modified-Since", date_text(seconds, "GMT")


def remarks(operation: Operation, url: str) -> Iterator[str]:
    """Yield what is left open, or is not as a reader may think."""
    yield from operation.notes
    if operation.login_kind in CHALLENGED:
        yield (
            f"curl answers the server's challenge ({CHALLENGED[operation.login_kind]} authentication) in a second request: its "
            "Authorization header cannot be known here"
        )
    login = operation.value("user")
    if login is not None and ":" not in login and operation.login_kind in ("", "basic"):
        yield "curl asks for the password of -u: here it is empty"
    added = "".join((*operation.query, *(operation.data if "get" in operation.flags else ())))
    if not url.isascii() or lower_escapes(added) != added:
        yield "curl before 8.21 writes escapes that it makes, or adds to the URL, in lower case (%2f), as here; later ones in upper case"
    if operation.fields:
        yield BOUNDARY_NOTE
    for line in operation.headers:
        if ":" not in line and not line.rstrip().endswith(";"):
            yield f"curl does not send {line[:40]!r}: a header needs a colon"
    if operation.value("proxy") and not url.startswith("https"):
        yield "through this proxy curl writes the whole URL into the request line; the server gets it as it is here"
    if {"netrc", "netrc-optional"} & operation.flags or operation.value("netrc-file"):
        yield "curl takes user and password from .netrc, which is not read"
    if operation.value("etag-compare") is not None:
        yield "curl adds If-None-Match with the ETag in the file of --etag-compare, which is not read"
