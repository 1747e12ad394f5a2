"""Mistakes in making the key and the MAC."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret
from paraph.core.deviation import Deviation, Deviations, Way
from paraph.deviations import key_forms
from paraph.deviations.macs import mac_deviations
from paraph.deviations.rarity import ODD
from paraph.schemes.duo import signing as duo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential


DEVIATIONS = Deviations()
deviates = DEVIATIONS.deviates
family = DEVIATIONS.family


def key_deviations() -> Iterator[Deviation]:
    """One deviation for each way in which the secret goes wrong."""
    for mistake, forms in key_forms.PASTED.items():

        def pasted(credential: Credential, forms: Any = forms) -> Iterator[Way[Secret]]:
            return key_forms.ways(forms(credential.secret.value))

        yield Deviation(mistake, duo.secret_key, pasted)
    for mistake, forms in key_forms.REWORKED.items():

        def reworked(secret: Secret, forms: Any = forms) -> Iterator[Way[Secret]]:
            return key_forms.ways(forms(secret.value))

        yield Deviation(mistake, duo.signing_key, reworked)
    yield Deviation("", duo.signing_key, lambda secret: key_forms.ways(key_forms.raw_hashes(secret.value)), {}, ODD)
    yield Deviation("", duo.signing_key, written_by_python, {}, ODD)
    yield Deviation("key-null-literal", duo.secret_key, lambda _: key_forms.ways(key_forms.missing()))


def written_by_python(secret: Secret) -> Iterator[Way[Secret]]:
    """Yield the key as Python's text for bytes."""
    yield Way(Secret(key_forms.python_text(secret.value)), key_forms.BY_PYTHON)


DEVIATIONS.extend(key_deviations())
DEVIATIONS.extend(chain.from_iterable(mac_deviations(stage, name) for name, stage in duo.MACS.items()))
