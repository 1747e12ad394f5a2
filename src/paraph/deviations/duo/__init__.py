"""The mistakes that people make in signing requests to Duo."""

from __future__ import annotations

from itertools import chain

from paraph.deviations.duo import address, arranging, body, clock, headers, joining, keys, parameters
from paraph.deviations.duo.from_case import deviations_from_case
from paraph.deviations.encoders import RIGHT
from paraph.schemes.duo import signing as scheme

__all__ = ["DEVIATIONS", "QUICK", "deviations_from_case"]

_PARTS = (clock, address, parameters, arranging, body, headers, joining, keys)

DEVIATIONS = tuple(chain.from_iterable(part.DEVIATIONS for part in _PARTS))
"""Those that need nothing but the request."""
QUICK = {(scheme.encoded_parameters,): lambda pairs: scheme.Encoded(RIGHT.pairs(pairs), pairs)}
"""Stages in a form that is as right, and quicker where much is asked again."""
