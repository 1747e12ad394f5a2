"""Other ways in which a request to Duo may have been signed, and how to read back a signed text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Reading
from paraph.core.encoding import parse_form
from paraph.core.message import wire_text
from paraph.schemes.duo.signing import MACS, QUERY_METHODS, DuoClaims, canonical_parameters, sent_parameters
from paraph.schemes.duo.wire import variants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.claims import Parsed
    from paraph.core.message import Pairs, Request

LINE_NAMES = ("date", "method", "host", "path", "parameters", "body hash", "header hash")


def other_readings(request: Request, parsed: Parsed[DuoClaims]) -> Iterator[Reading[DuoClaims]]:
    """Yield readings by versions that do not fit the form of the request."""
    claims = parsed.readings[0]
    if request.method.upper() in QUERY_METHODS:
        return
    digests = ("sha1",) if len(parsed.signature) == 40 else ("sha512",) if len(parsed.signature) == 128 else MACS
    if (5, "sha512") not in variants(request):
        said = "The version 5 string was signed, which goes with a JSON body, but a form was sent."
        yield Reading(claims._replace(version=5, digest="sha512"), "sig-version-mismatch", said)
        return
    if "json" not in request.media_type and request.body[:1] not in (b"{", b"["):
        kind = f"is {request.media_type}" if request.media_type else "is missing"
        said = f"The body is a form, but the Content-Type {kind}."
        for digest in digests:
            older = claims._replace(version=2, digest=digest)
            yield Reading(older, "place-content-type-missing", said, {sent_parameters: form_parameters})
        return
    from_json: dict[Any, Any] = {sent_parameters: json_parameters}
    for digest in digests:
        for version in (2, 1):
            older = claims._replace(version=version, digest=digest)
            said = f"The version {version} string was signed, with the JSON members as parameters."
            yield Reading(older, "sig-version-mismatch", said, from_json)
            yield Reading(older, "sig-version-mismatch", f"The version {version} string, without body, was signed.")
        older = claims._replace(version=2, digest=digest)
        said = "The parameters were signed as those of a form, but they were sent as JSON."
        yield Reading(older, "place-json-for-form", said, from_json)
        said = "The version 3 string was signed, which Duo withdrew: its last line is the JSON text itself."
        yield Reading(older, "sig-version-mismatch", said, {canonical_parameters: lambda _: wire_text(request.body)})


def form_parameters(request: Request, _carrier: str) -> Pairs:
    """Parse the body as a form, whatever its Content-Type."""
    return parse_form(wire_text(request.body))


def json_parameters(request: Request, _carrier: str) -> Pairs:
    """Return the members of a JSON object as a form would carry them; empty if the body is not an object."""
    import json

    try:
        members = json.loads(request.body)
    except (ValueError, RecursionError):
        return ()
    return tuple(flat_members(members)) if isinstance(members, dict) else ()


def flat_members(members: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return names and values as text; a list becomes one pair for each value, and true and false become text."""
    import json

    for name, value in members.items():
        for item in value if isinstance(value, list) else [value]:
            yield name, item if isinstance(item, str) else json.dumps(item, separators=(",", ":"))


def text_fields(text: str) -> Iterator[tuple[str, ...]]:
    """Return the lines of a signed text, however they were joined."""
    for mark in ("\n", "\r\n", "\\n"):
        yield tuple(text.split(mark))
        if text.endswith(mark):
            yield tuple(text.removesuffix(mark).split(mark))


def text_parameters(lines: tuple[str, ...]) -> Pairs:
    """Return the parameters on the line that has some."""
    found = next((line for line in lines if "=" in line and not line.startswith(("/", "http"))), "")
    return parse_form(found)


def text_host(lines: tuple[str, ...]) -> str:
    """Return the line before the path; empty if there is none."""
    return next((line for line, path in pairwise(lines) if path.startswith("/")), "")
