"""Sign, verify and explain signed HTTP requests.

>>> from paraph import Credential, explain, request_for, sign, verify
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph import auth
    from paraph.core.claims import Reason
    from paraph.core.clues import Clues
    from paraph.core.credential import Credential, Secret
    from paraph.core.errors import BadKey, Malformed, ParaphError, StoreUnavailable, Unreadable
    from paraph.core.message import Pairs, Request, request_for
    from paraph.core.policy import Coverage, Policy
    from paraph.display import Answer, explain
    from paraph.explaining.result import Explanation
    from paraph.nonces import MemoryNonces, NonceStore, RedisNonces, SQLiteNonces
    from paraph.readers import read
    from paraph.signing import sign
    from paraph.verifying.judge import judge, verify
    from paraph.verifying.verdict import Rejected, Verdict, Verified

__version__ = "0.1.0"

_HOMES = {
    "Answer": "display",
    "BadKey": "core.errors",
    "Clues": "core.clues",
    "Coverage": "core.policy",
    "Credential": "core.credential",
    "Explanation": "explaining.result",
    "Malformed": "core.errors",
    "MemoryNonces": "nonces",
    "NonceStore": "nonces",
    "Pairs": "core.message",
    "ParaphError": "core.errors",
    "Policy": "core.policy",
    "Reason": "core.claims",
    "RedisNonces": "nonces",
    "SQLiteNonces": "nonces",
    "Rejected": "verifying.verdict",
    "Request": "core.message",
    "Secret": "core.credential",
    "StoreUnavailable": "core.errors",
    "Unreadable": "core.errors",
    "Verdict": "verifying.verdict",
    "Verified": "verifying.verdict",
    "explain": "display",
    "judge": "verifying.judge",
    "read": "readers",
    "request_for": "core.message",
    "sign": "signing",
    "verify": "verifying.judge",
}

__all__ = [
    "Answer",
    "BadKey",
    "Clues",
    "Coverage",
    "Credential",
    "Explanation",
    "Malformed",
    "MemoryNonces",
    "NonceStore",
    "Pairs",
    "ParaphError",
    "Policy",
    "Reason",
    "RedisNonces",
    "Rejected",
    "Request",
    "SQLiteNonces",
    "Secret",
    "StoreUnavailable",
    "Unreadable",
    "Verdict",
    "Verified",
    "auth",
    "explain",
    "judge",
    "read",
    "request_for",
    "sign",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that signing does not load what only explaining needs."""
    if name == "auth":
        return import_module("paraph.auth")
    if name not in _HOMES:
        raise AttributeError(f"module 'paraph' has no attribute {name!r}")
    value = getattr(import_module(f"paraph.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
