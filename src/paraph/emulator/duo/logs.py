"""The records that what happens leaves in the logs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Call


def changed(call: Call, action: str, name: str, description: Mapping[str, Any] | None = None) -> None:
    """Leave what an administrator's change leaves: `action` such as ``user_update``, the `name` of what it was made to, what was set."""
