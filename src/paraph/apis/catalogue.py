"""The catalogue of a vendor's endpoints, read from its data files.

``apis/VENDOR/endpoints.json`` describes each endpoint once, ``apis/VENDOR/shapes.json`` the records that they take and
give, as JSON Schemas by name. What is not certain is named in `unconfirmed` and stays so wherever it is shown.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

import msgspec

VENDORS = ("duo", "alteryx")
Schema = dict[str, Any]
"""A JSON Schema (2020-12); records are referred to as ``#/components/schemas/NAME``."""
Place = Literal["path", "query", "body"]


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"place": "in"}):
    """A parameter of an endpoint: where it travels, what it may hold."""

    name: str
    place: Place
    schema: Schema
    required: bool = False
    about: str = ""


class Endpoint(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """One method of one path; compared by identity, so that values can be cached by endpoint.

    `call` is the name of the call in clients and on the command line, ``GROUP.ACTION``. `paging` names how a list goes on (the vendor module of that name follows it), empty for what comes whole.
    `response` is the schema of what a caller wants: for Duo what stands in ``response``, without the envelope.
    `body` is the schema of a body that is no plain set of parameters. `unconfirmed` names the fields of this description
    that nobody has seen on a real server. `content_type` is empty where nothing comes back,
    `status` is that of a call that goes well.
    """

    api: str
    method: str
    path: str
    call: str
    summary: str
    permission: str = ""
    paging: str = ""
    parameters: tuple[Parameter, ...] = ()
    body: Schema | None = None
    response: Schema = {}
    content_type: str = "application/json"
    status: int = 200
    source: str = ""
    note: str = ""
    unconfirmed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Method and path, as people write it."""
        return f"{self.method} {self.path}"

    def placed(self, place: Place) -> tuple[Parameter, ...]:
        """Return the parameters at that place."""
        return tuple(each for each in self.parameters if each.place == place)


class EndpointMatch(NamedTuple):
    """An endpoint, and the values of its path parameters, undecoded."""

    endpoint: Endpoint
    values: dict[str, str]


class Node:
    """A node of the tree of paths: one child for each next segment."""

    __slots__ = ("any", "endpoints", "literal")

    def __init__(self) -> None:
        self.literal: dict[str, Node] = {}
        self.any: Node | None = None
        self.endpoints: dict[str, tuple[Endpoint, tuple[str, ...]]] = {}

    def step(self, segment: str) -> Node:
        """Return the child for a segment of a description; create it if it is missing."""
        if segment.startswith("{"):
            self.any = self.any or Node()
            return self.any
        return self.literal.setdefault(segment, Node())


class Catalogue:
    """All endpoints of a vendor, found by method and path; a slash at the end of a path makes no difference."""

    def __init__(self, endpoints: tuple[Endpoint, ...], shapes: dict[str, Schema]) -> None:
        self.endpoints, self.shapes = endpoints, shapes
        self._root = Node()
        self._plain = {(each.method, each.path.strip("/")): each for each in endpoints if "{" not in each.path}
        for endpoint in endpoints:
            segments = segments_of(endpoint.path)
            node = self._root
            for segment in segments:
                node = node.step(segment)
            names = tuple(segment[1:-1] for segment in segments if segment.startswith("{"))
            node.endpoints[endpoint.method] = (endpoint, names)

    def find(self, method: str, path: str) -> EndpointMatch | None:
        """Find the endpoint of a request; a literal segment takes precedence over a parameter."""
        plain = self._plain.get((method, path.strip("/")))
        if plain is not None:
            return EndpointMatch(plain, {})
        found = self._at(self._root, segments_of(path), 0, (), method)
        return found if isinstance(found, EndpointMatch) else None

    def knows(self, path: str) -> bool:
        """Whether any method has an endpoint at that path."""
        return self._at(self._root, segments_of(path), 0, (), "") is not None

    def _at(
        self, node: Node, segments: list[str], index: int, values: tuple[str, ...], method: str
    ) -> EndpointMatch | bool | None:
        if index == len(segments):
            if not method:
                return bool(node.endpoints) or None
            if method not in node.endpoints:
                return None
            endpoint, names = node.endpoints[method]
            return EndpointMatch(endpoint, dict(zip(names, values, strict=True)))
        segment = segments[index]
        found = None
        if segment in node.literal:
            found = self._at(node.literal[segment], segments, index + 1, values, method)
        if found is None and node.any is not None:
            found = self._at(node.any, segments, index + 1, (*values, segment), method)
        return found


def segments_of(path: str) -> list[str]:
    """Return the segments of a path; a slash at its end adds none."""
    return path.strip("/").split("/")


@cache
def catalogue(vendor: str) -> Catalogue:
    """The catalogue of ``duo`` or ``alteryx``; raises ValueError for any other vendor."""
    if vendor not in VENDORS:
        raise ValueError(f"no catalogue of {vendor!r}: choose one of {', '.join(VENDORS)}")
    folder = files("paraph.apis") / vendor
    endpoints = msgspec.json.decode((folder / "endpoints.json").read_bytes(), type=tuple[Endpoint, ...])
    shapes = msgspec.json.decode((folder / "shapes.json").read_bytes(), type=dict[str, Schema])
    return Catalogue(endpoints, shapes)
