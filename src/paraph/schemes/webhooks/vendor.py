"""Webhooks from the receiver's side: what else is wrong with a message, and advice if nothing explains the signature."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any

from paraph.core.claims import Flaw
from paraph.core.credential import Credential
from paraph.core.diagnosis import Advice, Diagnosis, Servers, SignedText, no_items
from paraph.schemes.clock import clock_skew, duration
from paraph.schemes.webhooks.samples import samples
from paraph.schemes.webhooks.signing import PREFIX
from paraph.schemes.webhooks.worked_examples import worked_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.claims import Reason
    from paraph.core.diagnosis import ServerError
    from paraph.core.message import Pairs
    from paraph.schemes.webhooks.signing import WebhookClaims

MILLISECONDS = re.compile(r"[0-9]{13}")


def problems(case: Case[WebhookClaims], claims: WebhookClaims) -> Iterator[Flaw]:
    """Report a time in another unit, too old or too far ahead, and a message that was parsed before it got here."""
    if MILLISECONDS.fullmatch(claims.timestamp):
        yield Flaw("timestamp-unit", f"The timestamp {claims.timestamp} is in milliseconds; it has to be in seconds.")
    elif claims.time is not None:
        age = case.now - claims.time
        if age > case.scheme.checks.window:
            yield Flaw("event-replayed-late", f"The message was signed {duration(age)} ago; receivers accept "
                       f"{case.scheme.checks.window} seconds.")  # fmt: skip
        else:
            yield from clock_skew(case, claims)


def advice_if_valid(case: Case[WebhookClaims]) -> Iterator[str]:
    """Say why a receiver's own code may still reject the message."""
    yield (
        "If your code refuses this message, it does not verify what arrived: it uses another body (parsed and encoded again), "
        "another secret, or compares in another form. `paraph as python` and `paraph as javascript` print a receiver that "
        "accepts it."
    )
    if case.claims.row.has_time:
        yield "Receivers also refuse a message whose time is more than 300 seconds away from their clock."


def advice_if_unexplained(case: Case[WebhookClaims]) -> Iterator[str]:
    """Say what to check in the receiver."""
    yield (
        "Keep the body byte for byte as it arrived, before any JSON parser: a body that was parsed and written again cannot "
        "always be traced back."
    )
    yield "Every endpoint has a secret of its own, and so have test mode and the vendor's command line."
    if not case.request.body:
        yield "The message has no body: was it consumed before it was saved?"


def secret_advice(credential: Credential) -> Iterator[str]:
    """Describe what is unusual about a secret, without showing it."""
    text = credential.secret.text.strip()
    if text.startswith(("sk_", "pk_", "rk_", "xoxb-", "shpat_", "ghp_")):
        yield "The secret looks like an API key; webhooks are signed with the secret of the endpoint."


def text_fields(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the ways to split a signed text: as the body alone, or with time and id before it."""
    for mark, most in ((".", 2), (".", 1), (":", 2), (":", 1)):
        yield tuple(text.split(mark, most))
    yield (text,)


def credential_for_key(claims: WebhookClaims, key: bytes) -> Credential:
    """Return the credential whose secret makes this key."""
    if claims.row.key_form == "whsec":
        return Credential.of("", PREFIX + base64.b64encode(key).decode())
    return Credential.of("", key)


def no_error(_status: int, _headers: Pairs, _body: bytes) -> ServerError | None:
    """Return None: the answers of receivers follow no rule."""
    return None


def refusal(_reason: Reason) -> tuple[int, Any]:
    """Return status and JSON for a rejected message."""
    return 401, {"error": "invalid webhook signature"}


DIAGNOSIS = Diagnosis(
    other_readings=no_items,
    problems=problems,
    samples=samples,
    signed_text=SignedText(text_fields, credential=credential_for_key),
    advice=Advice(
        advice_if_valid, advice_if_unexplained, secret_advice, code="Code that receives such messages and checks them:"
    ),
    servers=Servers(no_error, refusal, empty={"ok": True}),
    worked_examples=worked_examples,
)
