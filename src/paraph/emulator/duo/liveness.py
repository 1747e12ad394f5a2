"""Is anybody there, and is my key right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import Routes

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call

ROUTES = Routes()


@ROUTES.at("GET /auth/v2/ping", "GET /auth/v2/check")
def time(call: Call) -> Answer:
    """The server's time, in Unix seconds."""
    return {"time": int(call.state.clock())}


@ROUTES.at("GET /rest/v1/ping")
def pong(_call: Call) -> Answer:
    """The older word for the same."""
    return "pong"


@ROUTES.at("GET /rest/v1/check")
def valid(_call: Call) -> Answer:
    """The older word for a key that is right."""
    return "valid"
