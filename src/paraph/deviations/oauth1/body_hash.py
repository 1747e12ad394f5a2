"""Mistakes about oauth_body_hash, which need the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.deviation import Deviation, Way
from paraph.deviations.rarity import ODD
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.body_hashes import body_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request
    from paraph.schemes.oauth1.signing import OAuthClaims


def body_hash_deviations(request: Request, claims: OAuthClaims, credential: Credential) -> Iterator[Deviation]:
    """The mistakes about oauth_body_hash, which need the body."""
    families = body_hashes(request.body, claims, credential)
    for mistake, entries in families.items():

        def change(pairs: Pairs, entries: Any = entries) -> Iterator[Way[Pairs]]:
            without = tuple(pair for pair in pairs if pair[0] != "oauth_body_hash")
            for value, said in entries:
                yield Way(without if value is None else (*without, ("oauth_body_hash", value)), said)

        yield at_own_stage(claims, mistake, change)


def at_own_stage(claims: OAuthClaims, mistake: str, change: Callable[[Pairs], Iterator[Way[Pairs]]]) -> Deviation:
    """A mistake about oauth_body_hash, made where the oauth_ parameters are read, so that it goes with any other."""
    stage = OWN_STAGES[claims.placement]
    rarity = 0.0 if claims.value("oauth_body_hash") else ODD
    return Deviation(mistake, stage, lambda source: change(stage(source)), {}, rarity)


OWN_STAGES: dict[str, Any] = {
    "header": oauth1.header_parameters,
    "query": oauth1.query_parameters,
    "body": oauth1.form_parameters,
    "json": oauth1.header_parameters,
}
"""The stage that reads the oauth_ parameters, for each placement."""
