"""The mistakes that people make in signing requests with OAuth 1.0a."""

from __future__ import annotations

from itertools import chain

from paraph.deviations.oauth1 import address, clients, encoding, joining, keys, ordering, parameters, protocol, sources
from paraph.deviations.oauth1.from_case import deviations_from_case
from paraph.deviations.oauth1.quick import QUICK

__all__ = ["DEVIATIONS", "QUICK", "deviations_from_case"]

_PARTS = (address, sources, protocol, parameters, encoding, ordering, joining, keys, clients)

DEVIATIONS = tuple(chain.from_iterable(part.DEVIATIONS for part in _PARTS))
"""Those that need nothing but the request."""
