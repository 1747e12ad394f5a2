"""The place of a webhook's signature: headers, behind a prefix, sometimes several signatures side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.claims import Flaw, Parsed
from paraph.core.errors import Malformed
from paraph.schemes.webhooks.signing import WebhookClaims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.schemes.webhooks.rows import Row

MOST_SIGNATURES = 20
"""Signatures of one message; no sender needs more, and each costs a MAC to check."""
OTHER_PREFIX = re.compile(r"(?:sha256=|sha1=|v0=|v1[,=])+")


def prepare(
    row: Row, request: Request, _credential: Credential, *, now: int, nonce: str, digest: str = "sha256"
) -> tuple[Request, WebhookClaims]:
    """Add the headers with id and time; the id is made of `nonce`. Raises ValueError for a hash that the vendor lacks."""
    if digest != "sha256" and not (digest == "sha1" and row.older):
        raise ValueError(f"{row.label} does not sign with {digest}: sha256{', or sha1' if row.older else ''}")
    claims = WebhookClaims(row, str(now) if row.has_time else "", f"msg_{nonce}" if row.id_header else "", digest)
    if row.id_header:
        request = request.with_header(row.id_header, claims.message_id)
    if row.time_header:
        request = request.with_header(row.time_header, claims.timestamp)
    return request, claims


def attach(row: Row, request: Request, claims: WebhookClaims, signature: str) -> Request:
    """Put the signature, after its prefix, into its header, beside the time if that travels there."""
    header, prefix = row.older if row.older and claims.digest == "sha1" else (row.header, row.prefix)
    time = f"{row.time_field}={claims.timestamp}," if row.time_field else ""
    return detach(row, request).with_header(header, f"{time}{prefix}{signature}")


def detach(row: Row, request: Request) -> Request:
    """Return the request without the headers that carry its signature."""
    plain = request.without_header(row.header)
    return plain.without_header(row.older[0]) if row.older else plain


def recognises(row: Row, request: Request) -> bool:
    """Return whether the vendor's header is present."""
    return request.header(row.header) is not None or (
        row.older is not None and request.header(row.older[0]) is not None
    )


def parse(row: Row, request: Request) -> Parsed[WebhookClaims]:
    """Read the headers; raise Malformed if the one with the signature is missing."""
    value, header, prefix, digest = request.header(row.header), row.header, row.prefix, "sha256"
    if value is None and row.older:
        header, prefix, digest = *row.older, "sha1"
        value = request.header(header)
    if value is None:
        raise Malformed(f"there is no {row.header} header: this message is not signed", "place-header-stripped")
    fields = [field.strip(" \t") for field in value.split(row.lists)] if row.lists else [value.strip(" \t")]
    signatures = [field.removeprefix(prefix) for field in fields if field.startswith(prefix)]
    claims = WebhookClaims(row, sent_time(row, request, fields), request.header(row.id_header) or "", digest)
    flaws = tuple(form_flaws(row, request, claims, header, fields, signatures))
    if not signatures:
        signatures = [bare_signature(row, fields)]
    return Parsed((claims,), signatures[0], flaws, tuple(signatures[1:MOST_SIGNATURES]))


def sent_time(row: Row, request: Request, fields: list[str]) -> str:
    """Return the text of the time, from its own header or from a field of the signature's header."""
    if row.time_header:
        return (request.header(row.time_header) or "").strip(" \t")
    start = f"{row.time_field}="
    return next((field.removeprefix(start) for field in fields if row.time_field and field.startswith(start)), "")


def bare_signature(row: Row, fields: list[str]) -> str:
    """Return the value of a header that lacks the right prefix, without any other vendor's prefix."""
    start = f"{row.time_field}="
    own = [field for field in fields if not (row.time_field and field.startswith(start))]
    return OTHER_PREFIX.sub("", own[-1], count=1) if own else ""


def form_flaws(
    row: Row, request: Request, claims: WebhookClaims, header: str, fields: list[str], signatures: list[str]
) -> Iterator[Flaw]:
    """Return what is wrong with the form of the headers."""
    twice = [name for name in (header, row.id_header, row.time_header) if name and request.header_count(name) > 1]
    if twice:
        yield Flaw("out-prefix", f"There is more than one {twice[0]} header.")
    if row.id_header and not claims.message_id:
        yield Flaw("timestamp-field-omitted", f"There is no {row.id_header} header, and it is signed.")
    if row.has_time and not claims.timestamp:
        place = f"{row.time_header} header" if row.time_header else f"{row.time_field}= in {header}"
        yield Flaw("timestamp-field-omitted", f"There is no {place}, and it is signed.")
    if len(signatures) > MOST_SIGNATURES:
        yield Flaw("out-prefix", f"There are {len(signatures)} signatures; {MOST_SIGNATURES} are looked at.")
    if not signatures:
        seen = fields[-1][:24] if fields else ""
        yield Flaw("out-prefix", f"The value of {header} is {seen!r}; expected {row.prefix!r} before the signature.")
