"""The tool `send`: one request to the server of the credential, and to no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from paraph import __version__
from paraph.cli.credentials import require_id
from paraph.cli.sending import Line, Plan
from paraph.core.encoding import form_text, percent_safe
from paraph.core.message import request_for
from paraph.http.consistency import check_framing
from paraph.readers.commands.items import BODILESS, IN_URLS, TOKEN, full_url, json_bytes
from paraph.readers.common import FORM_TYPE, JSON_TYPE, with_query
from paraph.render.answer import sent_json
from paraph.render.masking import mask_headers
from paraph.schemes import scheme_named, usual_scheme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.mcp.arguments import SendArguments

MOST_BYTES = 256 * 1024
"""Bytes of an answer that are read."""
TIMEOUT = 75.0
TRIES = 2
OWN_HEADERS = frozenset((
    "host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect", "keep-alive",
    "proxy-authorization", "proxy-connection", "forwarded", "x-forwarded-host", "x-forwarded-for", "x-forwarded-proto",
    "authorization",
))  # fmt: skip
"""Headers that only paraph sets: they decide where a request goes, where it ends, or who signed it."""


def send_request(given: SendArguments, credential: Credential, scheme: str, base_url: str) -> dict[str, Any]:
    """Return the object of ``paraph.send/1``, without `json`, which would repeat the body."""
    request = composed_request(given, server_of(credential, base_url))
    chosen = scheme or usual_scheme(request.host, credential.key_id)
    require_id(credential, scheme_named(chosen))
    to = base_url or f"{request.scheme}://{request.host}"
    with Line(Plan(request, credential, chosen, to=to, timeout=TIMEOUT, tries=TRIES), take=first_bytes) as line:
        response = line.send(request)
        truncated = len(response.body) > MOST_BYTES
        shown = sent_json(line.sent, response._replace(body=response.body[:MOST_BYTES]), credential)
        shown.pop("json", None)
        shown["headers"] = masked(response.headers)
        shown["request"]["headers"] = masked(line.sent.headers)
        said = () if truncated else line.why(response)
    return {**shown, "truncated": truncated, **({"refusal": list(said)} if said else {})}


def server_of(credential: Credential, base_url: str) -> str:
    """Return the host or URL for which a request is signed."""
    server = credential.host or base_url
    if not server:
        raise click.UsageError("it is not known to which server this credential belongs")
    return server


def composed_request(given: SendArguments, server: str) -> Request:
    """Return the request that the arguments describe; a usage error if they contradict each other."""
    if not given.path.startswith("/") or "#" in given.path:
        raise click.UsageError("`path` begins with / and has no #: a request goes only to the server of the credential")
    body, kind = body_of(given)
    method = given.method.upper() or ("POST" if kind else "GET")
    if kind and method in BODILESS:
        raise click.UsageError(f"a {method} has no body: give parameters as `query`")
    url = with_query(percent_safe(full_url(given.path, server), IN_URLS), form_text(tuple(given.query.items())))
    request = request_for(method, url, tuple(headers_of(given, kind)), body)
    check_framing(request)
    return request


def body_of(given: SendArguments) -> tuple[bytes, str]:
    """Return the body and its type; both are empty without one."""
    if given.form is not None and given.json is not None:
        raise click.UsageError("give `form` or `json`, not both")
    if given.form is not None:
        return form_text(tuple(given.form.items())).encode(), FORM_TYPE
    return (b"", "") if given.json is None else (json_bytes(given.json), JSON_TYPE)


def headers_of(given: SendArguments, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the headers; a usage error for one that is not the agent's to choose."""
    names = {name.lower() for name in given.headers}
    for name, value in (("User-Agent", f"paraph/{__version__}"), ("Content-Type", kind)):
        if value and name.lower() not in names:
            yield name, value
    for name, value in given.headers.items():
        if not TOKEN.fullmatch(name) or not value.isprintable():
            raise click.UsageError("a header has characters that no header can have")
        if name.lower() in OWN_HEADERS:
            raise click.UsageError(f"the header {name} cannot be chosen: paraph sets it")
        yield name, value


def first_bytes(_status: int, _headers: Pairs, pieces: Iterator[bytes]) -> bytes:
    """Return the body, or a little more than its first `MOST_BYTES`; the rest is not received."""
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > MOST_BYTES:
            break
    return bytes(body)


def masked(headers: Pairs) -> list[list[str]]:
    """Return headers as JSON has them, without the values that give access."""
    return [[name, value] for name, value in mask_headers(headers)]
