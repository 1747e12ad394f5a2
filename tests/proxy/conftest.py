"""Scenarios run in both event loops that the proxy can have."""

import pytest

from tests.proxy.stand import LOOPS


@pytest.fixture(params=LOOPS)
def loop(request: pytest.FixtureRequest) -> str:
    return str(request.param)
