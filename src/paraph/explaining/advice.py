"""Advice on what to check next if a search finds nothing, or if a server rejects a right signature."""

from __future__ import annotations

import math
import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from paraph.explaining.problems import is_foreign
from paraph.schemes import diagnosis_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.outcome import Outcome

FIRST_THE_FORM = "Correct the form of the signature first, as said above, and explain the next request."
FIRST_THE_HOST = (
    "The request as it was given has no Host header: add the one that the client sends, and explain it again."
)
UNKNOWN_BODY = (
    "The signature covers the body, and the body that was sent is not known here, so nothing can be said about the secret: "
    "send the request to `paraph watch`, or give it as it was on the wire."
)
PROXY_HEADERS = ("Via", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Cf-Ray", "Forwarded")


def advice_for(case: Case[Any], outcome: Outcome) -> tuple[str, ...]:
    """Return sentences for the user; none of them claims what was not proved."""
    own = diagnosis_of(case.scheme).advice
    if outcome.verdict == "valid":
        return (*own.valid(case), *own.servers(case.request))
    if outcome.verdict == "explained":
        return tuple(own.servers(case.request))
    if is_foreign(case, case.claims):
        return (*foreign_advice(case), *own.servers(case.request))
    if case.parsed.flaws:
        return (FIRST_THE_FORM, *own.servers(case.request))
    if not case.request.host and case.scheme.checks.coverage(case.request, case.claims).host:
        return (FIRST_THE_HOST, *own.servers(case.request))
    if not case.clues.body_known and case.scheme.checks.coverage(case.request, case.claims).body:
        return (UNKNOWN_BODY, *own.servers(case.request))
    if not outcome.exhausted:
        return (*time_advice(outcome), *missing_clues(case), *own.servers(case.request))
    return (*advice_if_unexplained(case), *own.servers(case.request))


def foreign_advice(case: Case[Any]) -> Iterator[str]:
    """Return advice for a request with another key id than the credential's."""
    yield (
        f"This request was signed with another key id ({case.claims.key_id[:40]}): give the secret that belongs to it, "
        f"or send the request with {case.credential.key_id[:40]}."
    )


def time_advice(outcome: Outcome) -> Iterator[str]:
    """Return advice if a search ran out of time, which says nothing about the secret."""
    more = max(30, math.ceil(outcome.budget) * 4)
    yield f"Time ran out before all likely mistakes were tried: try again with --budget {more}."


def advice_if_unexplained(case: Case[Any]) -> Iterator[str]:
    """Return advice if no set of known mistakes reproduces the signature with the given values."""
    signature = case.parsed.signature
    yield from secret_advice(case.credential, case.scheme)
    if not signature:
        yield "The request carries no signature at all."
    elif len(signature) < 20:
        yield f"The signature has only {len(signature)} characters; no whole MAC is so short."
    yield "The likeliest cause is another secret: an old one, one of another application or environment, or a typing error."
    yield from diagnosis_of(case.scheme).advice.unexplained(case)
    yield from missing_clues(case)
    yield from transport_advice(case.request)


def secret_advice(credential: Credential, scheme: Scheme[Any]) -> Iterator[str]:
    """Describe what is unusual about a secret, without showing it."""
    text = credential.secret.text
    if text != text.strip():
        yield "The secret begins or ends with a space or a line end."
    if re.search(r"[^!-~]", text.strip()):
        yield "The secret has characters that are not printable ASCII."
    yield from diagnosis_of(scheme).advice.secret(credential)


def missing_clues(case: Case[Any]) -> Iterator[str]:
    """Name what else the user could provide."""
    covers = case.scheme.checks.coverage(case.request, case.claims)
    if covers.host and is_local(case.request.host) and not (case.clues.hosts or case.credential.host):
        yield (
            f"The request was sent to {case.request.host}. If the client signs for the real host of the server, name "
            "that host: --host-alias HOST, or `host` in the credentials file."
        )
    if covers.query or covers.host:
        yield (
            "If the client meant to send parameters that are not in this request, name them with --param NAME=VALUE; "
            "give another name of the host with --host-alias."
        )
    if not case.credential.others:
        yield "Further values that may be the key (other secrets, tokens) can be given under `others` in the credentials file."
    if case.request.body[:1] in (b"{", b"["):
        yield "If the body was encoded twice, once for signing and once for sending, compare the two texts byte for byte."


def is_local(host: str) -> bool:
    """Return whether a host, with or without a port, is this machine by its name."""
    name = host.rpartition(":")[0] if re.search(r":[0-9]+$", host) else host
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return name.lower() == "localhost"


def transport_advice(request: Request) -> Iterator[str]:
    """Report traces of something between client and server."""
    seen = [name for name in PROXY_HEADERS if request.header(name) is not None]
    if seen:
        yield f"The request went through a proxy ({', '.join(seen)}), which may have changed it after it was signed."
