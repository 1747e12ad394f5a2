"""What a route function of Duo receives and returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.emulator import vendor
from paraph.emulator.vendor import CallParameters

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

MESSAGES = {
    40001: "Missing required request parameters",
    40002: "Invalid request parameters",
    40003: "Duplicate resource",
    40301: "Access forbidden",
    40401: "Resource not found",
    40501: "Method not allowed",
    42901: "Too Many Requests",
    50001: "Unknown internal server error",
}
MAX_LINKS = 100
"""The maximal number of phones, groups or tokens of a user; one more is answered with 50001."""


class DuoError(Exception):
    """An error answer: Duo's `code`, and the `detail` that it adds, if any.

    `reason` is for the operator of the server, if the answer does not say it.
    """

    def __init__(self, code: int, detail: str = "", *, reason: str = "") -> None:
        super().__init__(f"{code} {MESSAGES[code]} {detail}".rstrip())
        self.code, self.detail, self.reason = code, detail, reason


class Page(NamedTuple):
    """A part of a list that is read by offset: its items, and the length of the list."""

    items: Sequence[Any]
    total: int


class Content(NamedTuple):
    """An answer that is not JSON."""

    content_type: str
    body: bytes


@dataclass(slots=True)
class DuoCall(CallParameters):
    """An accepted request: its `application`, its `endpoint`, and its parameters.

    `parameters` holds the parameters of path, query and body by name, with the types of the catalogue. `host` is the name by
    which the client called this server.
    """

    state: DuoState
    endpoint: Endpoint
    application: Object
    parameters: Mapping[str, Any]
    host: str = "localhost"

    @property
    def store(self) -> Store:
        """The store of the account."""
        return self.state.store

    def select(self, *names: str) -> Object:
        """Return those of the named parameters that are present."""
        return {name: self.parameters[name] for name in names if name in self.parameters}

    def object(self, kind: str, key: str) -> Object:
        """Return the object of that id; raises DuoError (40401)."""
        result = self.store.get(kind, key)
        if result is None:
            raise DuoError(40401)
        return result

    def referenced_object(self, kind: str, name: str) -> Object:
        """Return the object whose id is in a parameter other than of the path; raises DuoError (40002)."""
        result = self.store.get(kind, str(self.parameters.get(name) or ""))
        if result is None:
            raise DuoError(40002, name)
        return result

    def page(self, kind: str) -> Page:
        """Return the requested part of all objects of a kind."""
        return Page(self.store.page(kind, self.offset, self.limit), self.store.count(kind))

    def page_of(self, items: Sequence[Any]) -> Page:
        """Return the requested part of a list."""
        return Page(items[self.offset : self.offset + self.limit], len(items))

    @property
    def offset(self) -> int:
        """Where the requested part of a list begins."""
        request_key = int(self.get("offset") or 0)
        return request_key - 1 if request_key and self.repeats_last(self.limit) else request_key

    def repeats_last(self, most: int) -> bool:
        """Return whether pages of at most `most` repeat the last record of the page before; pages of one never do."""
        return most > 1 and self.state.faults.find_lasting("repeat", self.endpoint.path) is not None

    @property
    def limit(self) -> int:
        """The maximal length of the requested part."""
        return int(self.get("limit") or 100)


Answer = Any
"""The value of ``response``: a JSON value, a :class:`Page`, a :class:`Content`, or a :class:`Later` whose `then`
returns one."""
Route = Callable[[DuoCall], Answer]
Routes = vendor.Routes[DuoCall]
