"""The names of calls and parameters in Python, made from those on the wire by one rule."""

from __future__ import annotations

import re
from functools import cache
from keyword import iskeyword
from typing import TYPE_CHECKING, NamedTuple

from paraph.apis.catalogue import VENDORS, catalogue

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint, Parameter, Schema
    from paraph.clients.times import Unit

CLIENTS = {
    "admin": "Admin",
    "auth": "Auth",
    "auth-v1": "AuthV1",
    "accounts": "Accounts",
    "device": "Device",
    "v1-subscription": "Gallery",
    "user-v2": "Gallery",
    "admin-v1": "Gallery",
    "admin-v2": "Gallery",
    "gallery-misc": "Gallery",
    "v3": "Server",
    "oauth2": "Server",
}
"""The client for each API of the catalogues."""
WITH_FORMS = frozenset(("Admin", "Auth", "AuthV1", "Accounts", "Device"))
"""Clients whose parameters travel as a form unless they have a structure; the others send JSON."""
TIMES = {"mintime": "since", "maxtime": "until"}
PAGE_SIZES = ("limit", "pageSize")
CURSORS = {"v2-log": ("next_offset",), "trust-monitor": ("offset",)}
"""Parameters that paging itself sets, by its style."""
FIRST_PAGE = frozenset(("mintime", "maxtime", "limit", "offset", "page", "pageSize"))
"""Parameters that the request for the first page has in any case."""
PATTERN = ".{name}"
"""What ends the name of a parameter that stands for many, such as ``custom_attributes.{name}``."""


class Argument(NamedTuple):
    """A parameter of a call in Python: its name there, the parameter on the wire, and the unit of a time."""

    name: str
    parameter: Parameter
    unit: Unit | None
    is_required: bool

    @property
    def is_nullable(self) -> bool:
        """Whether None is a value of it, and not the absence of one."""
        kinds = self.parameter.schema.get("type")
        return isinstance(kinds, list) and "null" in kinds

    @property
    def packed(self) -> Schema | None:
        """The schema of the JSON that travels as text in it, if any."""
        schema: Schema | None = self.parameter.schema.get("contentSchema")
        return schema

    @property
    def is_many(self) -> bool:
        """Whether it is a mapping whose members travel as parameters of their own."""
        return self.parameter.name.endswith(PATTERN)


def snake_case(name: str) -> str:
    """Return a name in the way of Python, such as ``sub_id`` for ``subId`` and ``async_`` for ``async``."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()
    return f"{snake}_" if iskeyword(snake) else snake


@cache
def arguments_of(endpoint: Endpoint) -> tuple[Argument, ...]:
    """Return the arguments of a call: those in the path first, then those that are required, then the others."""
    hidden = CURSORS.get(endpoint.paging, ())
    arguments = [argument_of(endpoint, each) for each in endpoint.parameters if each.name not in hidden]
    return tuple(sorted(arguments, key=lambda each: (each.parameter.place != "path", not each.is_required)))


def argument_of(endpoint: Endpoint, parameter: Parameter) -> Argument:
    """Return the argument for a parameter."""
    name = parameter.name
    is_required = parameter.place == "path" or (parameter.required and not (endpoint.paging and name in FIRST_PAGE))
    if endpoint.paging and name in PAGE_SIZES:
        return Argument("page_size", parameter, None, False)
    if name in TIMES:
        return Argument(TIMES[name], parameter, time_unit(endpoint), is_required)
    unit: Unit | None = "iso" if parameter.schema.get("format") == "date-time" else None
    return Argument(snake_case(name.removesuffix(PATTERN)), parameter, unit, is_required)


def time_unit(endpoint: Endpoint) -> Unit:
    """Return the unit of the times of a Duo call: milliseconds in newer logs, seconds elsewhere."""
    return "ms" if endpoint.paging in ("v2-log", "trust-monitor") else "s"


@cache
def endpoint_named(name: str) -> Endpoint:
    """Return the endpoint with that method and path, such as ``GET /admin/v1/users``."""
    return endpoints_by_name()[name]


@cache
def endpoints_by_name() -> dict[str, Endpoint]:
    """Return the endpoints of all catalogues by method and path."""
    return {each.name: each for vendor in VENDORS for each in catalogue(vendor).endpoints}
