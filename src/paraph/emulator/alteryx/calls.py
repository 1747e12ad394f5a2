"""What the code behind an endpoint is given, and what it gives back."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from paraph.emulator import routing
from paraph.nonces import MemoryNonces

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

ROLES = ("NoAccess", "Evaluated", "Viewer", "Member", "Artisan", "Curator")
"""Each may do what those before it may."""


class Refused(Exception):
    """The call is answered with an error: its HTTP `status`, what it says, and the parameter that is to blame, if one is."""

    def __init__(self, status: int, message: str, parameter: str = "") -> None:
        super().__init__(f"{status} {message}")
        self.status, self.message, self.parameter = status, message, parameter


def absent(what: str) -> Refused:
    """The error for an id that nothing has."""
    return Refused(404, f"There is no {what} of that id.")


class File(NamedTuple):
    """An answer that is no JSON: its name and its bytes."""

    name: str
    body: bytes


@dataclass(slots=True)
class Options:
    """How the server behaves where real ones differ, or where a test wants it otherwise.

    `base_address` is the address that the server takes itself to have, such as ``https://gallery.example.com/gallery``,
    whatever a client calls it: behind a proxy the two differ, and signatures fail. Without it, it is what was called.
    `byte_order_mark` puts one before the JSON of the older base. `slashes` is what becomes of a call there that lacks
    the slash at the end of its path: it is served, not found, or sent on with a 307. `first_page` is the number of the
    first page of a list. `queue_seconds` and `run_seconds` are how long jobs wait and run, `token_seconds` how long a
    bearer token lives, `window` how many seconds a timestamp may be off. With `show_base_string` a refused signature is
    answered with a header that holds the base string that was expected, which no real server does.
    """

    base_address: str = ""
    byte_order_mark: bool = False
    slashes: Literal["lenient", "strict", "redirect"] = "lenient"
    first_page: int = 0
    queue_seconds: float = 1.0
    run_seconds: float = 2.0
    token_seconds: int = 3600
    window: int = 300
    show_base_string: bool = False


@dataclass(slots=True)
class State:
    """The server: what it remembers, its clock (Unix seconds), and where its ids come from."""

    store: Store
    clock: Callable[[], float]
    chance: random.Random = field(default_factory=random.Random)
    options: Options = field(default_factory=Options)
    nonces: MemoryNonces = field(default_factory=MemoryNonces)
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    """By bearer token: the key that it was given for, and until when it is good."""
    due: int = 0
    """When a schedule may have to run next, in Unix milliseconds."""

    def now(self) -> int:
        """The time, in Unix milliseconds."""
        return int(self.clock() * 1000)

    def new_id(self) -> str:
        """A new id in the form of MongoDB's: 24 hex digits."""
        return f"{self.chance.getrandbits(96):024x}"


@dataclass(slots=True)
class Call:
    """A request that was accepted: the `user` whose `key` it came with, which `endpoint` it goes to, and its parameters.

    `older` says that it came to the base of OAuth 1.0a, where some members of records are numbers that are words at
    the newer base. `given` holds the parameters of path, query and body by name, as the catalogue types them; a body
    that is no set of parameters is `body`.
    """

    state: State
    endpoint: Endpoint
    key: Object
    user: Object
    given: Mapping[str, Any]
    older: bool = False
    body: Any = None

    @property
    def store(self) -> Store:
        """What the server remembers."""
        return self.state.store

    def __getitem__(self, name: str) -> Any:
        return self.given[name]

    def get(self, name: str, otherwise: Any = None) -> Any:
        """A parameter that need not be there."""
        return self.given.get(name, otherwise)

    def object(self, kind: str, key: str) -> Object:
        """The object of that id; raises Refused (404) when there is none."""
        found = self.store.get(kind, key)
        if found is None:
            raise absent(kind.partition("-")[2])
        return found

    def named(self, kind: str, parameter: str) -> Object:
        """The object whose id a parameter in the body holds; raises Refused (400) when there is none."""
        found = self.store.get(kind, self[parameter])
        if found is None:
            raise Refused(400, f"There is no {kind.partition('-')[2]} of that id.", parameter)
        return found

    def part(self, items: list[Any]) -> list[Any]:
        """The part of a list that the call asks for, by offset and limit or by page."""
        if self.endpoint.paging == "page/pageSize":
            size = self.get("pageSize") or 0
            offset = max(0, self.get("page", self.state.options.first_page) - self.state.options.first_page) * size
        else:
            offset, size = self.get("offset") or 0, self.get("limit", 0)
            if self.get("limit") == 0:
                return []
        return items[offset : offset + size] if size else items[offset:]

    @property
    def curator(self) -> bool:
        """Whether everything is open to the caller."""
        return bool(self.user["role"] == "Curator")

    def sees(self, thing: Object) -> bool:
        """Whether the caller has access to a thing that somebody owns."""
        owner = self.store.get("alteryx-user", thing["ownerId"]) or {}
        shared = owner.get("subscriptionId") == self.user["subscriptionId"] or thing.get("isPublic", False)
        return self.curator or shared or thing["ownerId"] == self.user["id"]


Answer = Any
"""A JSON value, None for nothing at all, or a :class:`File`."""
Route = Callable[[Call], Answer]
Routes = routing.Routes[Call]


def without(values: Iterable[str], gone: str) -> list[str]:
    """The values but one."""
    return [each for each in values if each != gone]
