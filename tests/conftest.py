"""What holds for all tests."""

from hypothesis import settings

settings.register_profile("paraph", deadline=None)  # no test depends on how fast a machine is
settings.load_profile("paraph")
