"""Advice on what to check next if a search finds nothing, or if a server rejects a right signature."""

from __future__ import annotations

import math
import re
from ipaddress import ip_address
from itertools import islice
from typing import TYPE_CHECKING, Any

from paraph.core.credential import KeyKind
from paraph.explaining.printing import language_name, printing_advice, tracing_advice
from paraph.explaining.problems import is_foreign
from paraph.schemes import diagnosis_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.explaining.outcome import Outcome

MOST_HINTS = 6
"""Hints about a search without result; the last ones are the least likely to help."""
SHORTEST_MAC = 20
"""Characters: the shortest signature in use is a MAC of 16 bytes in base64."""
NO_SIGNATURE = "The request carries no signature at all."
EXHAUSTED = "All likely sets of mistakes were tried, and none gives this signature with these values."
ACCEPTED = "A request that the server accepted with the same key shows whether the secret is right: --accepted FILE."
OTHER_KEY_PAIR = (
    "This RSA key pair cannot have made the signature, so nothing was searched: give the key whose private half the client "
    "signs with, or let it sign with this one, by RSASSA-PKCS1-v1_5 and the hash of its method."
)
FIRST_THE_FORM = "Correct the form of the signature first, as said above, and explain the next request."
FIRST_THE_HOST = (
    "The request as it was given has no Host header: add the one that the client sends, and explain it again."
)
UNKNOWN_BODY = (
    "The signature covers the body, and the body that was sent is not known here, so nothing can be said about the secret: "
    "send the request to `paraph watch`, or give it as it was on the wire."
)
OF_THE_SCHEME = {"scheme-http-for-https", "proxy-ended-tls"}
PROXY_HEADERS = ("Via", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Cf-Ray", "Forwarded")


def advice_for(case: Case[Any], outcome: Outcome) -> tuple[str, ...]:
    """Return sentences for the user; none of them claims what was not proved."""
    own = diagnosis_of(case.scheme).advice
    if outcome.verdict == "valid":
        return tuple(own.valid(case))
    if outcome.verdict == "explained":
        return tuple(assumed_scheme_advice(case, outcome))
    if is_foreign(case, case.claims):
        return tuple(foreign_advice(case))
    if case.parsed.flaws:
        return (FIRST_THE_FORM,)
    if not case.request.host and case.scheme.checks.coverage(case.request, case.claims).host:
        return (FIRST_THE_HOST,)
    if not case.clues.body_known and case.scheme.checks.coverage(case.request, case.claims).body:
        return (UNKNOWN_BODY,)
    if outcome.impossible:
        return (OTHER_KEY_PAIR,)
    if not outcome.exhausted:
        return (*local_advice(case), *time_advice(outcome), *next_steps(case), *missing_clues(case))
    return tuple(islice(advice_if_unexplained(case), MOST_HINTS))


def assumed_scheme_advice(case: Case[Any], outcome: Outcome) -> Iterator[str]:
    """Return advice if only the scheme is wrong that a raw message does not have."""
    found = outcome.solution
    if case.clues.kind == "raw" and found is not None and found.ids and found.ids <= OF_THE_SCHEME:
        read, other = case.request.scheme, "http" if case.request.scheme == "https" else "https"
        yield (
            f"A raw message does not say whether it was sent over http or https, and this one was read as {read}. If it was "
            f"sent over {other}, nothing is wrong with its signature: explain it with --url-scheme {other}."
        )


def foreign_advice(case: Case[Any]) -> Iterator[str]:
    """Return advice for a request with another key id than the credential's."""
    yield (
        f"This request was signed with another key id ({case.claims.key_id[:40]}): give the secret that belongs to it, "
        f"or send the request with {case.credential.key_id[:40]}."
    )


def time_advice(outcome: Outcome) -> Iterator[str]:
    """Return advice if a search ran out of time, which says nothing about the secret."""
    more = max(30, math.ceil(outcome.budget) * 4)
    yield f"Time ran out before all likely mistakes were tried: try again with `paraph explain --budget {more}`."


def advice_if_unexplained(case: Case[Any]) -> Iterator[str]:
    """Return advice if no set of known mistakes reproduces the signature with the given values."""
    signature = case.parsed.signature
    if not signature:
        yield NO_SIGNATURE
        return
    if len(signature) < SHORTEST_MAC:
        yield f"The signature has only {len(signature)} characters; no whole MAC is so short."
    yield EXHAUSTED
    yield from local_advice(case)
    yield from next_steps(case)
    yield from missing_clues(case)
    yield from transport_advice(case.request)
    yield ACCEPTED
    yield from secret_advice(case.credential, case.scheme)
    yield from diagnosis_of(case.scheme).advice.unexplained(case)


def next_steps(case: Case[Any]) -> Iterator[str]:
    """Name what would settle the case: the text that was signed, or what a program signs and sends.

    The sender of a message that names no key is a vendor, whose code nobody can change.
    """
    if not case.scheme.checks.names_key:
        return
    language = language_name(case.request.header("user-agent") or "", case.clues.kind)
    yield printing_advice(language)
    yield tracing_advice(language)


def secret_advice(credential: Credential, scheme: Scheme[Any]) -> Iterator[str]:
    """Describe what is unusual about a secret, without showing it."""
    if credential.secret.kind is not KeyKind.SHARED:
        return  # a PEM has line ends and blanks
    text = credential.secret.text
    if text != text.strip():
        yield "The secret begins or ends with a space or a line end."
    if re.search(r"[^!-~]", text.strip()):
        yield "The secret has characters that are not printable ASCII."
    yield from diagnosis_of(scheme).advice.secret(credential)


def local_advice(case: Case[Any]) -> Iterator[str]:
    """Return the likeliest reason for a request to this machine: its client signs for the real host, which is not known here."""
    covers = case.scheme.checks.coverage(case.request, case.claims)
    if covers.host and is_local(case.request.host) and not (case.clues.hosts or case.credential.host):
        yield (
            f"The request was sent to {case.request.host}. If the client signs for the real host of the server, name "
            "that host: --host-alias HOST, or `host` in the credentials file."
        )


def missing_clues(case: Case[Any]) -> Iterator[str]:
    """Name what else the user could provide."""
    covers = case.scheme.checks.coverage(case.request, case.claims)
    if covers.query or covers.host:
        yield "Name parameters that were signed but not sent with --param NAME=VALUE, another name of the host with --host-alias."
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
