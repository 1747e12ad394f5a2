"""Webhooks: Standard Webhooks, Svix, GitHub, Stripe, Slack and Shopify."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.policy import PARTS, Coverage, Policy
from paraph.core.scheme import Checks, Output, Scheme, Wire
from paraph.schemes.webhooks.rows import ROWS
from paraph.schemes.webhooks.signing import JOINTS, derive
from paraph.schemes.webhooks.wire import attach, detach, parse, prepare, recognises

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.core.message import Request
    from paraph.schemes.webhooks.rows import Row
    from paraph.schemes.webhooks.signing import WebhookClaims

SAFE = "hmac-sha256"
OLDER = "hmac-sha1"


def coverage(_request: Request, claims: WebhookClaims) -> Coverage:
    """Return what is covered: the body and the headers with id and time; no vendor signs method, host, path and query."""
    headers = tuple(name.lower() for name in (claims.row.id_header, claims.row.time_header) if name)
    return Coverage(method=False, host=False, path=False, query=False, form=True, body=True,
                    time=claims.row.has_time, headers=headers)  # fmt: skip


def options(choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return the digest."""
    return {"digest": choices.get("digest")}


def scheme_of_row(row: Row) -> Scheme[WebhookClaims]:
    """Make the scheme of one vendor."""
    variants = frozenset((SAFE, OLDER) if row.older else (SAFE,))
    return Scheme(
        name=row.name,
        label=row.label,
        title=f"{row.label} webhooks" if "ebhooks" not in row.label else row.label,
        prepare=partial(prepare, row),
        derive=derive,
        attach=partial(attach, row),
        parse=partial(parse, row),
        wire=Wire(partial(recognises, row), "the signature header of a webhook", detach=partial(detach, row)),
        output=Output(JOINTS[row.joint], row.mac_form, ("\n", ",")),
        checks=Checks(
            safe=frozenset((SAFE,)),
            habits=Policy(variants=variants, allow=PARTS),
            coverage=coverage,
            names_key=False,
            has_nonce=bool(row.id_header),
        ),
        options=options,
        room="webhooks",
    )


SCHEMES = tuple(map(scheme_of_row, ROWS))
