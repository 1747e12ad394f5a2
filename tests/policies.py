"""Policies that several tests judge by."""

from paraph.core.policy import PARTS, Policy
from paraph.schemes import all_schemes

EVERYTHING = Policy(
    variants=frozenset(variant for scheme in all_schemes() for variant in scheme.checks.habits.variants or ()),
    allow=PARTS,
)
"""Every variant of every scheme, and parts that are not signed: for servers on ports of their own."""
