"""Mistakes of client libraries: combinations that no other family has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.deviation import Deviations, Way
from paraph.core.encoding import percent
from paraph.deviations.encoders import MARKS, RESERVED, safe
from paraph.deviations.rarity import ODD
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.names import PREFIX
from paraph.schemes.oauth1.signing import Encoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.message import Pairs

DEVIATIONS = Deviations()
family = DEVIATIONS.family
SLASH_BARE = safe(MARKS + "/")


@family(oauth1.encoded_parameters, "enc-once-too-few", rarity=0.5, needs=RESERVED)
def protocol_values_raw(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """The values of the oauth_ parameters were not encoded before the whole string was; the others were."""
    encoded = tuple((percent(name), value if name.startswith(PREFIX) else percent(value)) for name, value in pairs)
    yield Way(Encoded(encoded, pairs), "The values of the oauth_ parameters were encoded once, the others twice.")


@family(
    oauth1.encoded_parameters,
    "enc-slash-bare",
    rarity=0.5,
    coupled={oauth1.parameters_encoded_again: SLASH_BARE},
    needs="/",
)
def slash_bare_in_parameters(pairs: Pairs) -> Iterator[Way[Encoded]]:
    """/ was left as it is both times that the parameters were encoded, but not in the base string URI."""
    encoded = tuple((SLASH_BARE(name), SLASH_BARE(value)) for name, value in pairs)
    yield Way(Encoded(encoded, pairs), "/ was left as it is in the parameters, both times that they were encoded.")


@family(oauth1.signed_parameters, "params-array-notation", rarity=ODD)
def list_as_text(pairs: Pairs) -> Iterator[Way[Pairs]]:
    """The values of a repeated name were signed as one text, as Python or JSON writes a list."""
    groups: dict[str, list[str]] = {}
    for name, value in pairs:
        groups.setdefault(name, []).append(value)
    if len(groups) == len(pairs):
        return
    for mark, separator in (("'", ", "), ('"', ","), ('"', ", ")):
        signed = tuple(
            (name, list_text(values, mark, separator) if len(values) > 1 else values[0])
            for name, values in groups.items()
        )
        yield Way(signed, "The values of a repeated name were signed as the text of a list.")


def list_text(values: list[str], mark: str, separator: str) -> str:
    """Return values as the text of a list."""
    return f"[{separator.join(f'{mark}{value}{mark}' for value in values)}]"
