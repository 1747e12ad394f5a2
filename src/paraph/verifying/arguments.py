"""The arguments of `judge`: keys and policies, checked at the call, and looked up by key id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from paraph.core.credential import Credential
from paraph.core.message import Request
from paraph.core.policy import DEFAULT, Policy
from paraph.schemes import all_schemes

Keys = Credential | Iterable[Credential] | Callable[[str], Credential | Iterable[Credential] | None]
"""One credential, several (rotation: each is tried), or a function from key id to them."""
MOST_KNOWN = 50
"""Credentials whose secrets are searched for in a refusal; with more, the search would take too long."""
Policies = Policy | Callable[[str], Policy | None]
"""One policy for every key, or a function from key id to policy; None stands for the default."""


def check_arguments(request: object, keys: object, policy: object, nonces: object, now: object) -> None:
    """Raise TypeError for an argument of a wrong kind at the call, not only at the first good signature."""
    body: Any = getattr(request, "body", None)
    if not isinstance(request, Request) or not isinstance(body, bytes):
        raise TypeError("request is a paraph.Request whose body is bytes: make one with request_for(...) or read(...)")
    is_one = type(keys) is Credential  # first, since it is the usual case
    if not is_one and (isinstance(keys, str | bytes | Mapping) or not (callable(keys) or isinstance(keys, Iterable))):
        raise TypeError(
            "keys are a Credential, several of them, or a function from key id to them (of a dict: its get)"
        )
    if not isinstance(policy, Policy) and (isinstance(policy, type) or not callable(policy)):
        raise TypeError("policy is a Policy, or a function from key id to a Policy")
    if nonces is not None and (isinstance(nonces, type) or not callable(getattr(nonces, "spend", None))):
        raise TypeError("nonces is a store of nonces, such as MemoryNonces()")
    if now is not None and type(now) is not int:
        raise TypeError("now is a whole number of Unix seconds")


def policy_for(key_id: str, policies: Policies) -> Policy:
    """Return the policy of a key; raises ValueError if it names a variant that no scheme has."""
    if policies is DEFAULT:
        return DEFAULT
    chosen = policies if isinstance(policies, Policy) else policies(key_id) or DEFAULT
    if not isinstance(chosen, Policy):
        raise TypeError("a function that is given as policy has to return a Policy, or None for the default")
    if chosen.variants is not None and (unknown := unknown_variant(frozenset(chosen.variants))):
        raise ValueError(unknown)
    return chosen


@lru_cache(maxsize=64)
def unknown_variant(variants: frozenset[str]) -> str:
    """Say what is wrong with the variants of a policy; empty if some scheme has each."""
    known = sorted({variant for scheme in all_schemes() for variant in scheme.checks.habits.variants or ()})
    unknown = sorted(variants - set(known))
    return f"Policy.variants: unknown variant {unknown[0]!r}; choose among {', '.join(known)}" if unknown else ""


def known_credentials(keys: Keys) -> tuple[Credential, ...]:
    """Return the credentials whose secrets are removed from the detail of a refusal; none if there are too many."""
    if isinstance(keys, Credential):
        return (keys,)
    return () if callable(keys) or not isinstance(keys, list) or len(keys) > MOST_KNOWN else tuple(keys)


def candidates(keys: Keys, key_id: str) -> list[Credential]:
    """Return the credentials to try for a key id."""
    found = keys(key_id) if callable(keys) else keys
    if found is None:
        return []
    return [found] if isinstance(found, Credential) else list(found)
