"""The mistakes that people make in signing and verifying webhooks.

They are the same for every vendor; which stages they belong to is in the vendor's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.deviations.webhooks.bodies import body_deviations
from paraph.deviations.webhooks.keys import key_deviations
from paraph.deviations.webhooks.texts import text_deviations
from paraph.deviations.webhooks.times import id_deviations, time_deviations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.case import Case
    from paraph.core.deviation import Deviation
    from paraph.schemes.webhooks.signing import WebhookClaims

__all__ = ["DEVIATIONS", "QUICK", "deviations_from_case"]

DEVIATIONS: tuple[Deviation, ...] = ()
"""None for every message: all of them depend on the vendor."""
QUICK: dict[Any, Any] = {}


def deviations_from_case(case: Case[WebhookClaims]) -> Iterator[Deviation]:
    """The mistakes in the stages that the vendor's row has."""
    row = case.claims.row
    yield from body_deviations(case.request, row)
    yield from text_deviations(row, case.request)
    if row.has_time:
        yield from time_deviations(case.request)
    if row.id_header:
        yield from id_deviations(case.request)
    yield from key_deviations(case)
