"""Stages of OAuth 1.0a in a form that is as right, and quicker where much is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.encoding import percent
from paraph.deviations.encoders import RIGHT
from paraph.deviations.search_cache import memoize
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.core.message import Pairs


def encode_pair_again(pair: tuple[str, str]) -> str:
    """An encoded pair as it stands in the base string, encoded once more."""
    return percent(f"{pair[0]}={pair[1]}")


def join_encoded(pairs: Iterable[tuple[str, str]]) -> str:
    """The normalized parameters as they stand in the base string, of pairs that are sorted."""
    return "%26".join(map(memoize(encode_pair_again, encode_pair_again), pairs))


def sort_and_join(encoded: oauth1.Encoded) -> str:
    """The same, of pairs that are not sorted yet."""
    return join_encoded(sorted(encoded.pairs))


def encode_and_join(pairs: Pairs) -> str:
    """The same, of plain pairs."""
    return join_encoded(sorted(RIGHT.pairs(pairs)))


def encode(pairs: Pairs) -> oauth1.Encoded:
    """The encoded pairs."""
    return oauth1.Encoded(RIGHT.pairs(pairs), pairs)


_LAST = (oauth1.normalized_parameters, oauth1.parameters_encoded_again)
QUICK = {
    (oauth1.encoded_parameters,): encode,
    _LAST: join_encoded,
    (oauth1.sorted_parameters, *_LAST): sort_and_join,
    (oauth1.encoded_parameters, oauth1.sorted_parameters, *_LAST): encode_and_join,
}
"""For stages that come one after the other, the function that does the same."""
