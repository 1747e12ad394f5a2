"""Policies that several tests judge by."""

from paraph.core.policy import PARTS, Policy
from paraph.schemes.duo import DUO
from paraph.schemes.oauth1.signing import METHODS

EVERYTHING = Policy(variants=frozenset(DUO.checks.habits.variants or ()) | frozenset(METHODS), allow=PARTS)
"""Every variant of every scheme, and parts that are not signed: for servers on ports of their own."""
