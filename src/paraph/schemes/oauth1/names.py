"""The names of the parameters of OAuth 1.0a, and what may be a misspelt one (RFC 5849 section 3.1)."""

from __future__ import annotations

from paraph.core.claims import Flaw
from paraph.schemes.oauth1.signing import METHODS

PREFIX = "oauth_"
SIGNATURE = "oauth_signature"
REQUIRED = ("oauth_consumer_key", "oauth_signature_method", "oauth_timestamp", "oauth_nonce")
COMPLETE = frozenset((*REQUIRED, SIGNATURE))
KNOWN = (
    *REQUIRED,
    "oauth_token",
    "oauth_version",
    "oauth_callback",
    "oauth_verifier",
    "oauth_body_hash",
    "oauth_signature",
)
LONGEST_NAME = 40
"""Characters of a name that may be a misspelt one."""
MOST_NAMES = 50
"""So many unknown names are compared with the right ones."""


def name_flaw(said: str, missing: list[str], values: dict[str, str]) -> Flaw:
    """Report missing names, and the names that were sent instead of them."""
    sent = {name: wrong for name in missing if (wrong := misspelt_name(name, values))}
    seen = "".join(f" {wrong[:40]} was sent instead of {name}." for name, wrong in sent.items())
    fix = " ".join(f"Write {name}, not {wrong[:40]}." for name, wrong in sent.items())
    return Flaw("place-oauth-name-typo", said + seen, fix)


def misspelt_name(right: str, values: dict[str, str]) -> str:
    """Return the name that was sent instead of the right one, which is missing; empty if none is much like it."""
    from difflib import get_close_matches

    unknown = [name for name in values if name not in KNOWN and len(name) < LONGEST_NAME][:MOST_NAMES]
    near = get_close_matches(right, unknown, 1, 0.75)
    return near[0] if near and get_close_matches(near[0], KNOWN, 1)[0] == right else ""


def unknown_method(name: str) -> str:
    """Say that a signature method is unknown, and name a known one that is much like it."""
    from difflib import get_close_matches

    nearest = get_close_matches(name[:24].upper(), METHODS, 1)
    guess = f"; the nearest one is {nearest[0]}" if nearest else ""
    return f"No server knows {name[:24]!r} as a method{guess}."
