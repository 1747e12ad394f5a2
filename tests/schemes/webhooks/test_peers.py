"""What paraph signs, the vendors' own libraries accept, and the other way round."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import stripe
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.signature import Clock, SignatureVerifier
from standardwebhooks import Webhook
from standardwebhooks import WebhookVerificationError as StandardError
from svix.webhooks import Webhook as SvixWebhook

from paraph import Credential, Request, judge, sign

NOW = 1767225600
WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
HOOK = Request("POST", "/hooks", (("Host", "hooks.example.com"),))


class StoppedClock(Clock):
    """Slack's clock at the time of the tests."""

    def now(self) -> float:
        """The time."""
        return float(NOW)


def webhook(scheme: str, body: str, secret: str) -> dict[str, str]:
    """The headers of a signed webhook."""
    return dict(sign(HOOK._replace(body=body.encode()), Credential.of("", secret), scheme, now=NOW).headers)


@settings(max_examples=50, deadline=None)
@given(BODY)
def test_stripe(body: str) -> None:
    header = webhook("stripe", body, WHSEC)["Stripe-Signature"]
    assert stripe.WebhookSignature.verify_header(body, header, WHSEC)
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header(body + "x", header, WHSEC)


@settings(max_examples=50, deadline=None)
@given(BODY)
def test_slack(body: str) -> None:
    peer = SignatureVerifier("secret", StoppedClock())
    headers = webhook("slack", body, "secret")
    assert peer.is_valid_request(body, headers)
    theirs = peer.generate_signature(timestamp=str(NOW), body=body)
    assert headers["X-Slack-Signature"] == theirs


@settings(max_examples=50, deadline=None)
@given(BODY)
def test_standard_webhooks_and_svix(body: str) -> None:
    when = dt.datetime.fromtimestamp(NOW, dt.UTC)
    peers: tuple[tuple[str, str, Any], ...] = (
        ("standard-webhooks", "webhook", Webhook(WHSEC)),
        ("svix", "svix", SvixWebhook(WHSEC)),
    )
    for scheme, start, peer in peers:
        headers = webhook(scheme, body, WHSEC)
        assert headers[f"{start}-signature"] == peer.sign(headers[f"{start}-id"], when, body)
        theirs = {
            f"{start}-id": "msg_x",
            f"{start}-timestamp": str(NOW),
            f"{start}-signature": peer.sign("msg_x", when, body),
        }
        request = HOOK._replace(body=body.encode(), headers=(*HOOK.headers, *theirs.items()))
        assert judge(request, Credential.of("", WHSEC), now=NOW).scheme == scheme
        assert judge(request, Credential.of("", WHSEC), now=NOW).valid


def test_the_peer_refuses_what_is_refused_here() -> None:
    headers = webhook("standard-webhooks", "{}", WHSEC)
    with pytest.raises(StandardError):
        Webhook(WHSEC).verify("{ }", headers)
    request = HOOK._replace(body=b"{ }", headers=tuple(headers.items()))
    assert not judge(request, Credential.of("", WHSEC), now=NOW).valid
