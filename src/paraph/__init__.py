"""Sign, verify and explain signed HTTP requests.

>>> from paraph import Credential, explain, request_for, sign, verify
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph import auth
    from paraph.answers import Answer, explain
    from paraph.credential import Credential, Secret
    from paraph.deviations.clues import Clues
    from paraph.errors import BadKey, Malformed, ParaphError, StoreUnavailable, Unreadable
    from paraph.explaining import Explanation
    from paraph.message import Pairs, Request, request_for
    from paraph.nonces import MemoryNonces, NonceStore, RedisNonces, SQLiteNonces
    from paraph.policy import Coverage, Policy
    from paraph.readers import read
    from paraph.scheme import Reason
    from paraph.signing import sign
    from paraph.verifying import Rejected, Verdict, Verified, judge, verify

__version__ = "0.1.0"

_HOMES = {
    "Answer": "answers",
    "BadKey": "errors",
    "Clues": "deviations.clues",
    "Coverage": "policy",
    "Credential": "credential",
    "Explanation": "explaining",
    "Malformed": "errors",
    "MemoryNonces": "nonces",
    "NonceStore": "nonces",
    "Pairs": "message",
    "ParaphError": "errors",
    "Policy": "policy",
    "Reason": "scheme",
    "RedisNonces": "nonces",
    "SQLiteNonces": "nonces",
    "Rejected": "verifying",
    "Request": "message",
    "Secret": "credential",
    "StoreUnavailable": "errors",
    "Unreadable": "errors",
    "Verdict": "verifying",
    "Verified": "verifying",
    "explain": "answers",
    "judge": "verifying",
    "read": "readers",
    "request_for": "message",
    "sign": "signing",
    "verify": "verifying",
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
