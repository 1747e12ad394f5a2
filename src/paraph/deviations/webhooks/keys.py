"""The grammar of a webhook's key: what is read of the secret, what is done to the key, and mistakes in making the MAC."""

from __future__ import annotations

import base64
import binascii
import re
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from paraph.core.deviation import Deviation, Way
from paraph.core.secret import Secret
from paraph.deviations import key_forms
from paraph.deviations.grammar import ANOTHER_MISTAKE, CHANGES_COMBINE_UP_TO, Change, combine, compose_ways
from paraph.deviations.macs import mac_deviations
from paraph.deviations.rarity import SELDOM
from paraph.schemes.webhooks.signing import KEYS, MACS, PREFIX, webhook_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from paraph.core.case import Case
    from paraph.core.credential import Credential
    from paraph.deviations.key_forms import Form
    from paraph.schemes.webhooks.signing import WebhookClaims

    Forms = Callable[[bytes], Iterable[Form]]

_LABEL = re.compile(rb"\A[a-z0-9]{1,8}[,=]")
START = PREFIX.encode()
SECOND_CHANGE = 4.5
"""How much rarer two changes of one key are than changes of two parts."""


def key_deviations(case: Case[WebhookClaims]) -> Iterator[Deviation]:
    """Yield the mistakes about the secret, the key that is made of it, and the MAC."""
    row, digest = case.claims.row, case.claims.digest
    yield from secret_deviations(case.credential)
    yield from reading_deviations(KEYS[row.key_form], READINGS[row.key_form])
    yield from mac_deviations(MACS[digest], digest)


def secret_deviations(credential: Credential) -> Iterator[Deviation]:
    """Yield the mistakes about the secret before anything is read of it."""
    for mistake, forms in key_forms.PASTED.items():
        yield Deviation(mistake, webhook_secret, partial(ways_of_credential, forms))
    yield Deviation("key-extra-prefix", webhook_secret, without_label)
    if credential.others:
        ways = partial(ways_of_credential, lambda _: key_forms.other_values(credential.others))
        yield Deviation("key-wrong-field", webhook_secret, ways)


def reading_deviations(stage: Callable[[Secret], Secret], readings: Mapping[str, Forms]) -> Iterator[Deviation]:
    """Yield the mistakes in making the key: it is read wrongly, it is changed, or two of these."""
    for mistake, forms in readings.items():
        yield Deviation(mistake, stage, partial(ways_of_secret, forms))
    for mistake, forms in CHANGES.items():
        yield Deviation(mistake, stage, partial(ways_of_key, stage, forms))
    rarity = ANOTHER_MISTAKE + SECOND_CHANGE
    yield Deviation("", stage, partial(ways_of_reading_and_change, readings), {}, rarity, equally_likely=True)
    yield Deviation("", stage, partial(ways_of_two_changes, stage), {}, rarity, equally_likely=True)


def ways_of_credential(forms: Forms, credential: Credential) -> Iterator[Way[Secret]]:
    """Yield the forms of the secret of a credential."""
    return key_forms.ways(forms(credential.secret.value))


def ways_of_secret(forms: Forms, secret: Secret) -> Iterator[Way[Secret]]:
    """Yield the forms of a secret."""
    return key_forms.ways(forms(secret.value))


def ways_of_key(stage: Callable[[Secret], Secret], forms: Forms, secret: Secret) -> Iterator[Way[Secret]]:
    """Yield the forms of the right key."""
    return key_forms.ways(forms(stage(secret).value))


def ways_of_reading_and_change(readings: Mapping[str, Forms], secret: Secret) -> Iterator[Way[Secret]]:
    """Yield the keys that were read wrongly and then changed."""
    for mistake, forms in readings.items():
        for read, said, rarity in forms(secret.value):
            for change in COMBINED_CHANGES if rarity <= CHANGES_COMBINE_UP_TO else ():
                for way in change.ways(Secret(read)):
                    if way.rarity <= CHANGES_COMBINE_UP_TO:
                        yield combine(way.value, (mistake, said), (change.id, way.detail))


def ways_of_two_changes(stage: Callable[[Secret], Secret], secret: Secret) -> Iterator[Way[Secret]]:
    """Yield the right key after two changes."""
    return compose_ways(COMBINED_CHANGES, stage(secret))


def without_label(credential: Credential) -> Iterator[Way[Secret]]:
    """Yield the secret without a label such as ``v1,`` before it."""
    value = credential.secret.value
    if found := _LABEL.match(value):
        said = "The secret given here has a label before it; the signature was made without."
        yield Way(Secret(value[found.end() :]), said)


def text_forms(secret: bytes) -> Iterator[Form]:
    """Yield the base64 text itself as the key."""
    text = secret.removeprefix(START)
    yield text, "The base64 text of the secret was the key; it has to be decoded.", 0.0
    with suppress(ValueError):
        yield bytes.fromhex(text.decode("ascii")), "The secret was decoded as hex, not as base64.", SELDOM


def forms_with_prefix(secret: bytes) -> Iterator[Form]:
    """Yield the whole secret with whsec_, as text or decoded."""
    whole = secret if secret.startswith(START) else START + secret
    yield whole, "The whole secret with whsec_ was the key.", 0.0
    yield f'"{whole.decode("utf-8", "replace")}"'.encode(), "The whole secret with whsec_, in quotes, was the key.", 1.0
    for text in (whole, whole.replace(b"_", b"/"), whole.replace(b"_", b"")):
        with suppress(binascii.Error, ValueError):
            decoded = base64.b64decode(text + b"=" * (-len(text) % 4))
            yield decoded, "The secret was decoded with whsec_ before it.", 0.5


def decoded_forms(secret: bytes) -> Iterator[Form]:
    """Yield the secret decoded as Standard Webhooks has it; here its text is the key."""
    for raw in key_forms.base64_forms(secret.removeprefix(START)):
        yield raw, "The secret was base64-decoded behind whsec_; here its text is the key.", 0.0


def form_without_prefix(secret: bytes) -> Iterator[Form]:
    """Yield the secret without whsec_; here the prefix belongs to the key."""
    if secret.startswith(START):
        yield secret.removeprefix(START), "The secret was used without whsec_; here that belongs to the key.", 0.0


def form_with_prefix(secret: bytes) -> Iterator[Form]:
    """Yield the secret with whsec_, which it does not have."""
    yield START + secret, "whsec_ was put before the secret.", 0.0


READINGS: dict[str, dict[str, Forms]] = {
    "text": {
        "key-base64-decoded-wrongly": decoded_forms,
        "secret-cut-short": form_without_prefix,
        "": form_with_prefix,
    },
    "whsec": {"key-base64-not-decoded": text_forms, "key-prefix-kept": forms_with_prefix},
}
"""The wrong ways to read a secret, by what the vendor wants."""
CHANGES: dict[str, Forms] = {
    **key_forms.REWORKED,
    "": key_forms.unnamed_forms,
    "key-null-literal": lambda _: key_forms.missing(),
    **key_forms.PASTED,
}
"""What is done to a whole key, or what is used instead of it."""
COMBINED_CHANGES = tuple(Change(mistake, partial(ways_of_secret, forms)) for mistake, forms in CHANGES.items())
