"""The mistakes that people make in signing requests, each with its story and its fix."""

from __future__ import annotations

from itertools import chain

from paraph.mistakes import (
    address,
    body,
    clock,
    credential,
    encoding,
    key,
    ordering,
    parameters,
    placement,
    signature,
    webhooks,
)
from paraph.mistakes.mistake import Mistake

__all__ = ["MISTAKES", "Mistake"]

_PARTS = (credential, key, clock, address, parameters, body, encoding, ordering, signature, placement, webhooks)

MISTAKES: dict[str, Mistake] = {
    mistake.id: mistake for mistake in chain.from_iterable(part.MISTAKES for part in _PARTS)
}
"""Every mistake by its id."""
