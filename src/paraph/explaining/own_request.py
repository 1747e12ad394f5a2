"""What to say when a server refuses a request that paraph signed itself: then the text was right, and something else is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.explaining.advice import alteryx_hint, secret_hints, transport_hints
from paraph.explaining.explain import explain
from paraph.explaining.problems import duration, is_alteryx
from paraph.explaining.server_response import error_code, server_time, text_expected, told_by_text
from paraph.schemes import scheme_named
from paraph.schemes.duo import CODES, without_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.explaining.explain import Explanation

NOTED = 30
"""Seconds that two clocks may part before it is worth a word."""
BUDGET = 2.0
KINDS = (
    ("/admin/", "an Admin API"), ("/accounts/", "an Accounts API"), ("/auth/", "an Auth API"), ("/device/", "a Device API")
)  # fmt: skip
_ABOUT_SIGNATURE = re.compile(rb"oauth_|signature|authorization has been denied", re.IGNORECASE)


class Refusal(NamedTuple):
    """A request that paraph signed as `scheme`, and the server's answer; `sent_to` is an address in the place of its host."""

    request: Request
    status: int
    headers: Pairs
    body: bytes
    scheme: str
    sent_to: str = ""


def is_about_signing(status: int, headers: Pairs, body: bytes) -> bool:
    """Whether an answer refuses the signature, the key or the time of a request."""
    code = error_code(body)
    if code is not None and code // 100 == 401:
        return True
    asked = any(name.lower() == "www-authenticate" and value[:5].lower() == "oauth" for name, value in headers)
    return status == 401 and (asked or _ABOUT_SIGNATURE.search(body) is not None)


def told_of_refusal(refusal: Refusal, credential: Credential) -> Iterator[str]:
    """Sentences for the person who sent it, the likeliest cause first."""
    clock = server_time(refusal.headers)
    found = explain(refusal.request, credential, refusal.scheme, now=clock, budget=BUDGET)
    code = error_code(refusal.body)
    skew = skew_of(refusal.request, refusal.scheme, clock)
    if found.verdict == "valid":
        yield "The signature is right for the secret that was used: nothing in the request was signed wrongly."
    if skew is not None and abs(skew) > NOTED:
        yield from clock_said(skew, scheme_named(refusal.scheme).window)
    elif code in CODES_OF_TIME:
        yield "The server does not take the date, though its clock agrees with yours: something between changed the header."
    if code is not None:
        yield from duo_said(code, refusal, credential)
    else:
        yield from oauth_said(refusal, credential, found)
    yield from transport_hints(refusal.request)


CODES_OF_TIME = frozenset(code for code, said in CODES.values() if "timestamp" in said)


def skew_of(request: Request, scheme: str, clock: int | None) -> int | None:
    """By how many seconds the clock here was ahead of the server's; None when the server does not say its own."""
    signed = scheme_named(scheme).parse(request).readings[0].time
    return None if clock is None or signed is None else signed - clock


def clock_said(skew: int, window: int) -> Iterator[str]:
    """What the distance of two clocks means."""
    side = "ahead of" if skew > 0 else "behind"
    off = f"This computer's clock is {duration(abs(skew))} {side} the server's"
    if abs(skew) > window:
        yield f"{off}, which takes {duration(window)} either way. That is a cause by itself: set the clock (NTP)."
    else:
        yield f"{off}, which is still within what servers take."


def duo_said(code: int, refusal: Refusal, credential: Credential) -> Iterator[str]:
    """By the code that Duo answered."""
    kind = next((kind for start, kind in KINDS if refusal.request.path.startswith(start)), "the right")
    host = without_port(refusal.request.host)
    if code == 40101:
        yield "The credentials did not reach the server: something between takes the Authorization header away."
    elif code == 40102:
        yield (
            f"The server does not know the integration key {credential.key_id[:24]} for {refusal.request.path}: it has to be that "
            f"of {kind} application, and {host} has to be the API hostname that the Admin Panel shows for it."
        )
    elif code == 40103:
        yield (
            "The server knows the integration key and has another secret key for it: copy the secret key anew from the "
            "application's page in the Admin Panel (it changes when somebody resets it)."
        )
        yield from secret_hints(credential, scheme_named("duo"))
        yield from host_said(refusal, credential)


def oauth_said(refusal: Refusal, credential: Credential, found: Explanation) -> Iterator[str]:
    """For OAuth 1.0a, where servers say little."""
    shown = text_expected(refusal.body)
    if shown is not None:
        yield from told_by_text(shown, found)
    yield "The server has another secret for this key, or it is the key of something else."
    yield from secret_hints(credential, scheme_named("oauth1"))
    if is_alteryx(refusal.request):
        is_admin = "/admin/" in refusal.request.path
        wanted, other = ("admin", "Private Studio (subscription)")[:: 1 if is_admin else -1]
        yield f"Of Alteryx's two kinds of keys this path needs the {wanted} key; the {other} key is not taken here."
    yield (
        "Scheme, host and port are signed: behind a proxy the server may know itself by another address than "
        f"{refusal.request.scheme}://{refusal.request.host}. Sign for that one, and send with --base-url to this."
    )
    yield from host_said(refusal, credential)
    yield from alteryx_hint(refusal.request)


def host_said(refusal: Refusal, credential: Credential) -> Iterator[str]:
    """Whether the host that was signed may be another one than the server's own."""
    host = refusal.request.host
    own = credential.host.rpartition("://")[2].partition("/")[0]
    if own and own.lower() != host.lower():
        yield f"It was signed for {host}, and the credential belongs to {own}."
    if refusal.sent_to:
        yield f"It was signed for {host} and sent to {refusal.sent_to}: the server has to know itself as {host}."
