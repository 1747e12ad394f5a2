"""What the owner of a local server can look at and steer, without knowing which vendor it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import ParaphError

if TYPE_CHECKING:
    from collections.abc import Callable


class Unsteerable(ParaphError):
    """What the owner asks for cannot be done; `status` is that of the HTTP response."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Door(NamedTuple):
    """What waits (`waiting` lists it as JSON values), and what is done about it: `steer` takes and gives a JSON value.

    `steer` raises Unsteerable.
    """

    waiting: Callable[[], list[Any]]
    steer: Callable[[Any], Any]
