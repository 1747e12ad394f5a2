"""Parameters as values of their types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.errors import ParaphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.apis.catalogue import Endpoint


class MissingParameter(ParaphError):
    """A required parameter is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is missing")
        self.name = name


class InvalidParameter(ParaphError):
    """A parameter has a value that it cannot have."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name} is invalid: {detail}")
        self.name, self.detail = name, detail


def typed(endpoint: Endpoint, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a call."""
    for each in endpoint.parameters:
        if each.required and each.name not in given:
            raise MissingParameter(each.name)
    return dict(given)
