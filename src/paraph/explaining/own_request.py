"""Advice if a server rejects a request that paraph signed itself: the text was right, so something else is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.claims import Reason
from paraph.explaining.advice import secret_advice, transport_advice
from paraph.explaining.explain import explain
from paraph.explaining.server_response import expected_text, server_time, text_advice
from paraph.schemes import diagnosis_of, scheme_named
from paraph.schemes.clock import duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.diagnosis import Refusal, ServerError
    from paraph.core.message import Request

NOTICEABLE = 30
"""Seconds that two clocks may differ without a hint."""
BUDGET = 2.0
ABOUT_TIME = (Reason.BAD_TIME, Reason.NO_TIME)
NOT_ABOUT_SIGNING = (None, Reason.FORBIDDEN)


def signature_error(refusal: Refusal) -> ServerError | None:
    """Return the server's error if it rejects the signature, the key or the time of a request; else None."""
    error = diagnosis_of(scheme_named(refusal.scheme)).servers.error(refusal.status, refusal.headers, refusal.body)
    return None if error is None or error.reason in NOT_ABOUT_SIGNING else error


def refusal_advice(refusal: Refusal, error: ServerError, credential: Credential) -> Iterator[str]:
    """Yield sentences for the user, the likeliest cause first."""
    scheme = scheme_named(refusal.scheme)
    clock = server_time(refusal.headers)
    found = explain(refusal.request, credential, scheme, now=clock, budget=BUDGET)
    skew = clock_difference(refusal.request, refusal.scheme, clock)
    if found.verdict == "valid":
        yield "The signature is right for the secret that was used: nothing in the request was signed wrongly."
    if skew is not None and abs(skew) > NOTICEABLE:
        yield from clock_advice(skew, scheme.checks.window)
    elif error.reason in ABOUT_TIME:
        yield "The server refuses the date, though its clock agrees with yours: something on the way changed the header."
    echoed = expected_text(refusal.body)
    if echoed is not None:
        yield from text_advice(echoed, found)
    yield from diagnosis_of(scheme).servers.advice(refusal, error, credential)
    if error.reason is Reason.BAD_SIGNATURE:
        yield from secret_advice(credential, scheme)
        yield from host_advice(refusal, credential)
    yield from transport_advice(refusal.request)


def clock_difference(request: Request, scheme: str, clock: int | None) -> int | None:
    """Return by how many seconds the local clock was ahead of the server's; None if the server does not send its time."""
    signed = scheme_named(scheme).parse(request).readings[0].time
    return None if clock is None or signed is None else signed - clock


def clock_advice(skew: int, window: int) -> Iterator[str]:
    """Say what the difference of two clocks means."""
    side = "ahead of" if skew > 0 else "behind"
    difference = f"This computer's clock is {duration(abs(skew))} {side} the server's"
    if abs(skew) > window:
        yield f"{difference}, which accepts {duration(window)} either way. That is a cause by itself: set the clock (NTP)."
    else:
        yield f"{difference}, which is still within what servers accept."


def host_advice(refusal: Refusal, credential: Credential) -> Iterator[str]:
    """Say whether the signed host may not be the server's own name."""
    host = refusal.request.host
    own = credential.host.rpartition("://")[2].partition("/")[0]
    if own and own.lower() != host.lower():
        yield f"It was signed for {host}, and the credential belongs to {own}."
    if refusal.sent_to:
        yield f"It was signed for {host} and sent to {refusal.sent_to}: the server has to know itself as {host}."
