"""The words of the command line for what the catalogue names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint

DELETING = ("delete", "remove", "trash", "reset", "deactivate", "unblock", "stop")
"""Words in the names of calls that take something away."""


def dashed(name: str) -> str:
    """Return a name as a word of the command line."""
    return name.strip("_").replace("_", "-")


def takes_away(endpoint: Endpoint) -> bool:
    """Whether a call takes something away that is not easily brought back."""
    action = endpoint.call.partition(".")[2]
    return endpoint.method == "DELETE" or any(word in action.split("_") for word in DELETING)
