"""What the code behind an endpoint is given, and what it gives back."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from paraph.emulator import routing
from paraph.emulator.faults import Faults
from paraph.http.handler import Later

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.attempts import Attempt
    from paraph.emulator.store import Object, Store

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ID_LENGTH = 20
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
    """The call is answered with an error: Duo's `code`, and the `detail` that it names the reason by, if it does."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(f"{code} {MESSAGES[code]} {detail}".rstrip())
        self.code, self.detail = code, detail


class Page(NamedTuple):
    """A part of a list that is gone through by offset: its items, and how many there are in all."""

    items: Sequence[Any]
    total: int


class Content(NamedTuple):
    """An answer that is no JSON."""

    content_type: str
    body: bytes


@dataclass(slots=True)
class Options:
    """How the server behaves where real ones differ, or where a test wants it otherwise.

    `log_delay` is in seconds: v2 logs do not show what is newer. `rate_limits` switches on those that Duo is known for.
    `push` is what users do with a push or a call, after `push_seconds`, unless their name says otherwise (see
    :mod:`paraph.emulator.duo.habits`). Who enrolls activates a phone after `enroll_seconds`, or never by None.
    """

    log_delay: int = 0
    rate_limits: bool = False
    push: Literal["approve", "deny", "fraud", "timeout"] = "approve"
    push_seconds: float = 1.0
    enroll_seconds: float | None = 5.0


@dataclass(slots=True)
class State:
    """The account: what it remembers, its clock (Unix seconds), where its ids come from, and what is to go wrong."""

    store: Store
    clock: Callable[[], float]
    chance: random.Random = field(default_factory=random.Random)
    options: Options = field(default_factory=Options)
    faults: Faults = field(default_factory=Faults)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    """Logins that are going on, by txid."""
    ended: dict[str, Attempt] = field(default_factory=dict)
    """Logins that were going on a moment ago."""
    buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """By application and kind of call: how many more there may be, as of when."""

    def milliseconds(self) -> int:
        """The time, in Unix milliseconds."""
        return int(self.clock() * 1000)

    def new_id(self, prefix: str) -> str:
        """A new id of 20 characters that begins with its kind, such as ``DU`` for a user."""
        return prefix + "".join(self.chance.choices(ALPHABET, k=ID_LENGTH - len(prefix)))

    def new_uuid(self) -> str:
        """A new id in the form of a UUID of version 4."""
        text = f"{self.chance.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


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


__all__ = [
    "MESSAGES", "MOST_LINKED", "Answer", "Call", "Content", "Later", "Options", "Page", "Refused", "Route", "Routes", "State",
]  # fmt: skip
