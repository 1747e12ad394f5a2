"""The local Duo of these tests."""

import pytest

from tests.emulator.duo.in_process import Duo


@pytest.fixture
def duo() -> Duo:
    return Duo()
