"""Mistakes in making the key and the MAC of a webhook."""

from __future__ import annotations

import base64
import binascii
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Way
from paraph.core.secret import Secret
from paraph.deviations import key_forms
from paraph.deviations.macs import mac_deviations
from paraph.deviations.rarity import SELDOM
from paraph.schemes.webhooks.signing import KEYS, MACS, PREFIX, webhook_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.schemes.webhooks.signing import WebhookClaims

_LABEL = re.compile(rb"\A[a-z0-9]{1,8}[,=]")
START = PREFIX.encode()


def key_deviations(case: Case[WebhookClaims]) -> Iterator[Deviation]:
    """The mistakes about the secret, the key that is made of it, and the MAC."""
    row, digest = case.claims.row, case.claims.digest
    for mistake, forms in key_forms.PASTED.items():

        def pasted(credential: Credential, forms: Any = forms) -> Iterator[Way[Secret]]:
            return key_forms.ways(forms(credential.secret.value))

        yield Deviation(mistake, webhook_secret, pasted)
    yield Deviation("key-null-literal", webhook_secret, lambda _: key_forms.ways(key_forms.missing()))
    yield Deviation("key-extra-prefix", webhook_secret, without_label)
    if case.credential.others:
        yield Deviation(
            "key-wrong-field", webhook_secret, lambda _: key_forms.ways(key_forms.other_values(case.credential.others))
        )
    stage = KEYS[row.key_form]
    if row.key_form == "text":
        yield from reworked(stage)
    else:
        yield Deviation("key-base64-not-decoded", stage, text_of_base64)
        yield Deviation("key-prefix-kept", stage, prefix_kept)
        yield Deviation(
            "key-base64-encoded-first", stage, lambda secret: key_forms.ways(key_forms.base64_encoded(secret.value))
        )
    yield from mac_deviations(MACS[digest], digest)


def reworked(stage: Any) -> Iterator[Deviation]:
    """What code does to a secret whose text is the key."""
    for mistake, forms in key_forms.REWORKED.items():

        def ways(secret: Secret, forms: Any = forms) -> Iterator[Way[Secret]]:
            return key_forms.ways(forms(secret.value))

        yield Deviation(mistake, stage, ways)
    yield Deviation("key-base64-decoded-wrongly", stage, decoded_behind_prefix)
    yield Deviation("secret-cut-short", stage, prefix_cut)


def without_label(credential: Credential) -> Iterator[Way[Secret]]:
    """The secret without a label such as ``v1,`` before it."""
    value = credential.secret.value
    if found := _LABEL.match(value):
        yield Way(
            Secret(value[found.end() :]), "The secret given here has a label before it; the signature was made without."
        )


def text_of_base64(secret: Secret) -> Iterator[Way[Secret]]:
    """The base64 text itself as the key."""
    yield Way(
        Secret(secret.value.removeprefix(START)), "The base64 text of the secret was the key; it has to be decoded."
    )
    with suppress(ValueError):
        raw = bytes.fromhex(secret.value.removeprefix(START).decode("ascii"))
        yield Way(Secret(raw), "The secret was decoded as hex, not as base64.", SELDOM)


def prefix_kept(secret: Secret) -> Iterator[Way[Secret]]:
    """The whole secret with whsec_, as text or decoded."""
    whole = secret.value if secret.value.startswith(START) else START + secret.value
    yield Way(Secret(whole), "The whole secret with whsec_ was the key.")
    for text in (whole, whole.replace(b"_", b"/"), whole.replace(b"_", b"")):
        with suppress(binascii.Error, ValueError):
            yield Way(
                Secret(base64.b64decode(text + b"=" * (-len(text) % 4))),
                "The secret was decoded with whsec_ before it.",
                0.5,
            )


def decoded_behind_prefix(secret: Secret) -> Iterator[Way[Secret]]:
    """The secret decoded as Standard Webhooks has it, where the text is the key."""
    for raw in key_forms.base64_forms(secret.value.removeprefix(START)):
        yield Way(Secret(raw), "The secret was base64-decoded behind whsec_; here its text is the key.")


def prefix_cut(secret: Secret) -> Iterator[Way[Secret]]:
    """The secret without whsec_, where the prefix belongs to the key."""
    if secret.value.startswith(START):
        yield Way(
            Secret(secret.value.removeprefix(START)),
            "The secret was used without whsec_; here that belongs to the key.",
        )
