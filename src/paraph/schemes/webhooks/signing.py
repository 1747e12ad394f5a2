"""Webhooks: a message that a vendor sends, signed with a secret that sender and receiver share.

Some parts (message id, time, the body byte for byte) are joined and signed with HMAC-SHA256. Which parts, and how the
result travels, differs from vendor to vendor: that is a row of :data:`paraph.schemes.webhooks.rows.ROWS`. For Stripe::

    timestamp    1614265330                          Stripe-Signature: t=1614265330,v1=...
    body         {"id":"evt_test"}                   as it arrived, not parsed and encoded again
    signed text  1614265330.{"id":"evt_test"}
    key          whsec_test_secret                   the text itself
    MAC          00cd8805b6dfb4317048892c492f8ff7    and 16 bytes more, in hex, behind v1=
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, NamedTuple, Self

from paraph.core.encoding import base64_text
from paraph.core.errors import BadKey
from paraph.core.mac import hmac_text
from paraph.core.message import Request, wire_text
from paraph.core.secret import Secret
from paraph.core.trace import stage
from paraph.schemes.webhooks.rows import BODY, ID, TIMESTAMP

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.trace import Step
    from paraph.schemes.webhooks.rows import Row

SPECIFICATION = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"
GITHUB = "https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries"
SLACK = "https://docs.slack.dev/authentication/verifying-requests-from-slack"
PREFIX = "whsec_"
LONGEST_TIME = 12
"""Digits of a time; a longer number is not a time."""


class WebhookClaims(NamedTuple):
    """What a webhook states besides the signature: the text of its `timestamp` and its `message_id`, as they travelled."""

    row: Row
    timestamp: str = ""
    message_id: str = ""
    digest: str = "sha256"

    @property
    def key_id(self) -> str:
        """Empty: a webhook does not name the secret."""
        return ""

    @property
    def variant(self) -> str:
        """The hash of the HMAC."""
        return f"hmac-{self.digest}"

    @property
    def rarity(self) -> float:
        """All variants are equally likely."""
        return 0.0

    @property
    def time_text(self) -> str:
        """The timestamp as it travelled."""
        return self.timestamp

    @property
    def time(self) -> int | None:
        """The timestamp in Unix seconds; None if it is not a plain whole number."""
        text = self.timestamp
        return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_TIME else None

    @property
    def timed(self) -> bool:
        """Whether a timestamp was sent."""
        return bool(self.timestamp)

    @property
    def timeless(self) -> bool:
        """Whether this vendor does not sign a time."""
        return not self.row.has_time

    @property
    def nonce(self) -> str:
        """Id and time of the message if it has an id: a repeated delivery has the same id and another time."""
        return f"{self.timestamp} {self.message_id}" if self.message_id else ""

    def value(self, name: str) -> str:  # noqa: ARG002
        """Return nothing: a webhook has no other parameters."""
        return ""

    def with_identity(self, key_id: str, token: str) -> Self:  # noqa: ARG002
        """Return the same claims: a webhook names neither key nor token."""
        return self


@stage(SPECIFICATION)
def message_id(claims: WebhookClaims) -> str:
    """The message id, as it travelled."""
    return claims.message_id


@stage(SPECIFICATION)
def timestamp(claims: WebhookClaims) -> str:
    """The time as it travelled: Unix seconds."""
    return claims.timestamp


@stage(SPECIFICATION)
def raw_body(request: Request) -> str:
    """The body byte for byte as it arrived, before anything parses it."""
    return wire_text(request.body)


@stage(SPECIFICATION, joins=True)
def joined_with_dots(*parts: str) -> str:
    """The parts, joined with dots."""
    return ".".join(parts)


@stage(SLACK, joins=True)
def joined_with_colons(*parts: str) -> str:
    """The version, the time and the body, joined with colons."""
    return ":".join(parts)


@stage(GITHUB, joins=True)
def body_alone(*parts: str) -> str:
    """The body and nothing else."""
    return "".join(parts)


@stage(SPECIFICATION)
def webhook_secret(credential: Credential) -> Secret:
    """The signing secret of this endpoint, as it was given."""
    return credential.secret


@stage(GITHUB)
def text_key(secret: Secret) -> Secret:
    """The text of the secret as UTF-8, not decoded from anything."""
    return secret


@stage(SPECIFICATION)
def decoded_key(secret: Secret) -> Secret:
    """The secret without whsec_, base64-decoded, with or without padding; raises BadKey if it is not base64 or empty."""
    text = secret.value.removeprefix(PREFIX.encode())
    try:
        key = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not key:
        raise BadKey("the webhook secret is not base64: expected whsec_ and base64, as the vendor shows it")
    return Secret(key)


@stage(GITHUB, algorithm="sha1")
def hmac_sha1(key: Secret, text: str) -> bytes:
    """HMAC-SHA1 of the signed text."""
    return hmac_text("sha1", key, text)


@stage(SPECIFICATION, algorithm="sha256")
def hmac_sha256(key: Secret, text: str) -> bytes:
    """HMAC-SHA256 of the signed text."""
    return hmac_text("sha256", key, text)


@stage(GITHUB, writes="hex")
def hexadecimal(mac: bytes) -> str:
    """The MAC in lower-case hex."""
    return mac.hex()


@stage(SPECIFICATION, writes="base64")
def base64_signature(mac: bytes) -> str:
    """The MAC in standard base64, padding kept."""
    return base64_text(mac)


JOINTS = {".": joined_with_dots, ":": joined_with_colons, "": body_alone}
KEYS = {"text": text_key, "whsec": decoded_key}
MACS = {"sha1": hmac_sha1, "sha256": hmac_sha256}
FORMS = {"hex": hexadecimal, "base64": base64_signature}


def derive(request: Request, claims: WebhookClaims, credential: Credential, step: Step) -> str:
    """The signature of a webhook, without the prefix that it travels with."""
    row = claims.row
    parts = []
    for part in row.parts:
        if part == ID:
            parts.append(step(message_id, claims))
        elif part == TIMESTAMP:
            parts.append(step(timestamp, claims))
        else:
            parts.append(step(raw_body, request) if part == BODY else part)
    text = step(JOINTS[row.joint], *parts)
    key = step(KEYS[row.key_form], step(webhook_secret, credential))
    return step(FORMS[row.mac_form], step(MACS[claims.digest], key, text))
