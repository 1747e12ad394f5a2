"""How rare the ways of a mistake are, in words that all its modules share."""

from __future__ import annotations

UNUSUAL = 15.0
"""As rare as one mistake more: after all pairs of usual ones."""
SELDOM = 2.0
"""A usual way that comes after the likelier ones of the same mistake."""
ODD = 4.0
"""A way that few people choose: found together with another mistake, but seldom together with two."""
VERY_ODD = 6.0
"""A way that one meets, but hardly ever together with another mistake."""
AFTER_NARROWER = 0.4
"""The rarity of a wide mistake, so that a narrower one that gives the same bytes comes first."""
