"""Webhooks as their receivers bring them who cannot see why the signature does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Credential, Secret
from paraph.core.diagnosis import WorkedExample
from paraph.core.message import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

SENT = 1772442000
HOST, JSON = ("Host", "hooks.example.com"), ("Content-Type", "application/json")
EVENT = b'{"id": "evt_test", "type": "invoice.paid", "amount": 1250}'


def worked_examples() -> Iterator[WorkedExample]:
    """Yield a body that was parsed and written again, and a secret that was read from a file with its line end."""
    yield WorkedExample(
        "Stripe's webhook does not verify: the body went through a JSON parser",
        Request("POST", "/webhooks", (HOST, JSON), EVENT),
        Credential("", Secret(b"whsec_test_secret")),
        "stripe",
        ("body-reserialised",),
        SENT,
        now=SENT + 1,
    )
    yield WorkedExample(
        "GitHub's deliveries are refused since the secret is read from a file",
        Request("POST", "/webhooks", (HOST, JSON), b'{"zen":"Keep it logically awesome.","hook_id":4711}'),
        Credential("", Secret(b"exampleWebhookSecret0123")),
        "github",
        ("secret-trailing-newline",),
        SENT,
        now=SENT + 1,
        form="curl",
    )
