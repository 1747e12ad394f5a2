"""Both libraries speak to a recorder, at a fixed time, and wait for nothing."""

import email.utils
import time
from collections.abc import Iterator
from typing import Any

import pytest
from freezegun import freeze_time

from tests.compat.libraries import OURS, REAL, Library

NOON = "2026-11-29T12:00:00.123Z"


@pytest.fixture(scope="module")
def recorded() -> Iterator[None]:
    """Connect all clients of both libraries to their recorder."""
    with pytest.MonkeyPatch.context() as patch, freeze_time(NOON):
        for library in (REAL, OURS):
            connect(library, patch)
        assert email.utils.formatdate() == "Sun, 29 Nov 2026 12:00:00 -0000"
        assert int(time.time()) == 1795953600
        yield


def connect(library: Library, patch: pytest.MonkeyPatch) -> None:
    """Replace connections, waiting and chance in one library."""
    client = library.module(".client")

    class Chance:
        @staticmethod
        def uniform(low: float, high: float) -> float:
            return (low + high) / 2

    def connection(_: Any) -> Any:
        return library.line

    def wait(seconds: float) -> None:
        library.line.waits.append(seconds)

    patch.setattr(client.Client, "_connect", connection)
    patch.setattr(client, "sleep", wait)
    patch.setattr(client, "random", Chance)
