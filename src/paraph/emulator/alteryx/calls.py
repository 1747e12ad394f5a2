"""What a route function of Alteryx receives and returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from paraph.emulator import vendor
from paraph.emulator.vendor import CallParameters, VendorState
from paraph.nonces import MemoryNonces

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.store import Object, Store

ROLES = ("NoAccess", "Evaluated", "Viewer", "Member", "Artisan", "Curator")
"""Each role includes the rights of those before it."""


class AlteryxError(Exception):
    """An error answer: its HTTP `status`, its message, and the parameter that caused it, if any."""

    def __init__(self, status: int, message: str, parameter: str = "") -> None:
        super().__init__(f"{status} {message}")
        self.status, self.message, self.parameter = status, message, parameter


def not_found_error(name: str) -> AlteryxError:
    """Return the error for an unknown id."""
    return AlteryxError(404, f"There is no {name} of that id.")


class NamedFile(NamedTuple):
    """A file with its name: an upload, or an answer that is not JSON."""

    name: str
    body: bytes


@dataclass(slots=True)
class AlteryxOptions:
    """Options for behaviour that differs between real servers, or that a test changes.

    `base_address` is the address that the server believes to have, such as ``https://gallery.example.com/gallery``:
    behind a proxy it differs from what the client calls, and signatures fail. By default it is the address that was called.
    `byte_order_mark` adds one to the JSON of the older base. `slashes` says what happens to a call of the older base whose
    path has no slash at the end: it is served, not found, or redirected with a 307. `first_page` is the number of the first
    page of a list. Jobs wait for `queue_seconds` and run for `run_seconds`; a bearer token is valid for `token_seconds`; a
    timestamp may be off by `window` seconds. With `show_base_string` the answer to a wrong signature has a header with the
    expected base string, which no real server does.
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
class AlteryxState(VendorState):
    """The state of a local Alteryx Server."""

    options: AlteryxOptions = field(default_factory=AlteryxOptions)
    nonces: MemoryNonces = field(default_factory=MemoryNonces)
    tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Id of the key and expiry time, by bearer token."""
    due: int = 0
    """The earliest next run of a schedule, in Unix milliseconds."""

    def new_id(self) -> str:
        """Return a new id in the form of MongoDB's: 24 hex digits."""
        return f"{self.chance.getrandbits(96):024x}"


@dataclass(slots=True)
class AlteryxCall(CallParameters):
    """An accepted request: its `user` and `key`, its `endpoint`, and its parameters.

    `older` says that it came to the base of OAuth 1.0a, where some members are numbers that are words at the newer base.
    `parameters` holds the parameters of path, query and body by name, with the types of the catalogue; a body that is not a
    set of parameters is `body`.
    """

    state: AlteryxState
    endpoint: Endpoint
    key: Object
    user: Object
    parameters: Mapping[str, Any]
    older: bool = False
    body: Any = None

    @property
    def store(self) -> Store:
        """The store of the server."""
        return self.state.store

    def object(self, kind: str, key: str) -> Object:
        """Return the object of that id; raises AlteryxError (404)."""
        result = self.store.get(kind, key)
        if result is None:
            raise not_found_error(kind.partition("-")[2])
        return result

    def referenced_object(self, kind: str, parameter: str) -> Object:
        """Return the object whose id is in a body parameter; raises AlteryxError (400)."""
        result = self.store.get(kind, self[parameter])
        if result is None:
            raise AlteryxError(400, f"There is no {kind.partition('-')[2]} of that id.", parameter)
        return result

    def page_of(self, items: list[Any]) -> list[Any]:
        """Return the part of a list that the call requests, by offset and limit or by page."""
        if self.endpoint.paging == "page/pageSize":
            size = self.get("pageSize") or 0
            offset = max(0, self.get("page", self.state.options.first_page) - self.state.options.first_page) * size
        else:
            offset, size = self.get("offset") or 0, self.get("limit", 0)
            if self.get("limit") == 0:
                return []
        return items[offset : offset + size] if size else items[offset:]

    @property
    def is_curator(self) -> bool:
        """Whether the caller may access everything."""
        return bool(self.user["role"] == "Curator")

    def can_access(self, thing: Object) -> bool:
        """Return whether the caller may access a thing with an owner."""
        owner = self.store.get("alteryx-user", thing["ownerId"]) or {}
        shared = owner.get("subscriptionId") == self.user["subscriptionId"] or thing.get("isPublic", False)
        return self.is_curator or shared or thing["ownerId"] == self.user["id"]


Answer = Any
"""A JSON value, None for an empty answer, or a :class:`NamedFile`."""
Route = Callable[[AlteryxCall], Answer]
Routes = vendor.Routes[AlteryxCall]


def remove_value(values: Iterable[str], deleted: str) -> list[str]:
    """Return the values except one."""
    return [each for each in values if each != deleted]
