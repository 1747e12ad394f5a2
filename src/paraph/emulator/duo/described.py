"""Endpoints without code of their own: the catalogue says what they answer, and what is written to them is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call


def described(call: Call) -> Answer:
    """What the catalogue describes."""
    from paraph.apis.catalogue import catalogue
    from paraph.apis.samples import sample

    return sample(call.endpoint.response, catalogue("duo").shapes)
