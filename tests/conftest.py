"""What holds for all tests."""

import os

from hypothesis import settings

CHANCE = "PARAPH_CHANCE" in os.environ
"""Draw other examples each time; otherwise the same ones, so that a run says something about the code alone."""

settings.register_profile("paraph", deadline=None, derandomize=not CHANCE)  # no test depends on how fast a machine is
settings.load_profile("paraph")
