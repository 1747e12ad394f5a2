"""What the code behind an endpoint is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.emulator import routing

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.state import State
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
MOST_LINKED = 100
"""How many phones, groups, tokens and the like a user can have; one more is answered with 50001."""


class Refused(Exception):
    """The call is answered with an error: Duo's `code`, and the `detail` that it names the reason by, if it does.

    `why` is for the server's operator, where the answer does not say it.
    """

    def __init__(self, code: int, detail: str = "", *, why: str = "") -> None:
        super().__init__(f"{code} {MESSAGES[code]} {detail}".rstrip())
        self.code, self.detail, self.why = code, detail, why


class Page(NamedTuple):
    """A part of a list that is gone through by offset: its items, and how many there are in all."""

    items: Sequence[Any]
    total: int


class Content(NamedTuple):
    """An answer that is no JSON."""

    content_type: str
    body: bytes


@dataclass(slots=True)
class Call:
    """A request that was accepted: whose `application` it is, which `endpoint` it goes to, and with which parameters.

    `given` holds the parameters of the path, the query and the body by name, as the catalogue types them. `host` is the
    name that this server was called by.
    """

    state: State
    endpoint: Endpoint
    application: Object
    given: Mapping[str, Any]
    host: str = "localhost"

    @property
    def store(self) -> Store:
        """What the account remembers."""
        return self.state.store

    def __getitem__(self, name: str) -> Any:
        return self.given[name]

    def get(self, name: str, otherwise: Any = None) -> Any:
        """A parameter that need not be there."""
        return self.given.get(name, otherwise)

    def chosen(self, *names: str) -> Object:
        """Those of the named parameters that were given."""
        return {name: self.given[name] for name in names if name in self.given}

    def object(self, kind: str, key: str) -> Object:
        """The object of that id; raises Refused (40401) when there is none."""
        found = self.store.get(kind, key)
        if found is None:
            raise Refused(40401)
        return found

    def referred(self, kind: str, name: str) -> Object:
        """The object whose id a parameter holds, not the path; raises Refused (40002) when there is none."""
        found = self.store.get(kind, str(self.given.get(name) or ""))
        if found is None:
            raise Refused(40002, name)
        return found

    def page(self, kind: str) -> Page:
        """The part of all objects of a kind that the call asks for by limit and offset."""
        return Page(self.store.page(kind, self.offset, self.limit), self.store.count(kind))

    def part(self, items: Sequence[Any]) -> Page:
        """The same of a list that is at hand."""
        return Page(items[self.offset : self.offset + self.limit], len(items))

    @property
    def offset(self) -> int:
        """Where the part of a list begins that is given."""
        asked = int(self.get("offset") or 0)
        return asked - 1 if asked and self.repeats(self.limit) else asked

    def repeats(self, most: int) -> bool:
        """Whether pages of at most `most` repeat a record of the page before; those of one would never come to an end."""
        return most > 1 and self.state.faults.holding("repeat", self.endpoint.path) is not None

    @property
    def limit(self) -> int:
        """How long the asked part of a list may be."""
        return int(self.get("limit") or 100)


Answer = Any
"""What goes into ``response``: a JSON value, a :class:`Page`, a :class:`Content`, or a :class:`Later` whose `then` gives one."""
Route = Callable[[Call], Answer]
Routes = routing.Routes[Call]
