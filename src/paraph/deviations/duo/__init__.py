"""The mistakes that people make in signing requests to Duo."""

from __future__ import annotations

from itertools import chain

from paraph.deviations.duo import address, arranging, body, clock, joining, keys, parameters
from paraph.deviations.duo.given import given

__all__ = ["DEVIATIONS", "given"]

_PARTS = (clock, address, parameters, arranging, body, joining, keys)

DEVIATIONS = tuple(chain.from_iterable(part.DEVIATIONS for part in _PARTS))
"""Those that need nothing but the request."""
