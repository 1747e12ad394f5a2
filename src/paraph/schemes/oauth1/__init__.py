"""OAuth 1.0a (RFC 5849), and the dialect of Alteryx Gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.policy import PARTS, Policy
from paraph.core.scheme import Checks, Output, Scheme, Wire
from paraph.schemes.oauth1 import verifying
from paraph.schemes.oauth1.names import PREFIX
from paraph.schemes.oauth1.relatives import other_signature
from paraph.schemes.oauth1.signing import METHODS, base_string, derive
from paraph.schemes.oauth1.wire import attach, detach, parse, prepare, recognises, usual_for

if TYPE_CHECKING:
    from collections.abc import Mapping


def options(choices: Mapping[str, Any]) -> dict[str, Any]:
    """The signature method, the placement, the realm, and whether a body hash is sent."""
    digest = choices.get("digest")
    return {
        "method": f"HMAC-{digest.upper()}" if digest else None,
        "placement": choices.get("placement"),
        "realm": choices.get("realm"),
        "body_hash": choices.get("body_hash") or None,
    }


OAUTH1 = Scheme(
    name="oauth1",
    label="OAuth 1.0a",
    title="OAuth 1.0a (RFC 5849)",
    prepare=prepare,
    derive=derive,
    attach=attach,
    parse=parse,
    wire=Wire(recognises, "oauth_ parameters (OAuth 1.0a)", usual_for, detach, PREFIX, other_signature),
    output=Output(base_string, "base64", ("&", "%26"), verifying.reveals_secret, verifying.open_signature),
    checks=Checks(
        safe=verifying.SAFE,
        habits=Policy(variants=frozenset(METHODS), allow=PARTS),
        coverage=verifying.coverage,
        https_only=frozenset(("PLAINTEXT",)),
        key_kinds=verifying.key_kinds,
        bound=verifying.is_bound,
        unknown_credential=verifying.unknown_credential,
        digest_fault=verifying.digest_fault,
        parameters=verifying.parameters,
        has_nonce=True,
    ),
    options=options,
)
SCHEMES = (OAUTH1,)
