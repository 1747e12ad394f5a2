"""The facts that code for receiving webhooks needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.code_facts import CodeFacts, SecretVariable
from paraph.schemes.webhooks.rows import BODY, ID, TIMESTAMP
from paraph.schemes.webhooks.signing import PREFIX

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme
    from paraph.schemes.webhooks.rows import Row
    from paraph.schemes.webhooks.signing import WebhookClaims


class WebhookCode(NamedTuple):
    """How code checks a message: the vendor's row, its window in seconds, and the prefix of base64 secrets.

    `parts` are the names of what is joined: "id", "timestamp", "body", or a text that stands for itself.
    """

    row: Row
    window: int
    key_prefix: str = PREFIX
    varying: tuple[str, ...] = (ID, TIMESTAMP, BODY)


def code_facts(request: Request, scheme: Scheme[WebhookClaims]) -> CodeFacts:
    """Describe the receiver of such messages; nothing of the message itself goes into the code."""
    row = scheme.parse(request).readings[0].row
    return CodeFacts(
        label=f"Receives {scheme.title}",
        signing=WebhookCode(row, scheme.checks.window),
        secrets=(SecretVariable(row.variable, "secret", "the signing secret of the endpoint"),),
        message=None,
    )
