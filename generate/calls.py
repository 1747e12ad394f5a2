"""The calls of a vendor as methods: their signatures, documentation and results."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from generate.types import Writer, camel
from paraph.clients.names import arguments_of

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint, Schema
    from paraph.clients.names import Argument

WIDTH = 108
PAGED = ("limit: int | None = None", "cursor: str | None = None")


class Method(NamedTuple):
    """A method: its name, its arguments as text, the type of its result or of its records, and its documentation."""

    name: str
    call: str
    positional: tuple[str, ...]
    named: tuple[str, ...]
    result: str
    is_paged: bool
    lines: tuple[str, ...]


class Topic(NamedTuple):
    """The calls of one topic."""

    name: str
    methods: tuple[Method, ...]

    @property
    def class_name(self) -> str:
        """Return the name of its class."""
        return camel(self.name)


def method_of(endpoint: Endpoint, writer: Writer) -> Method:
    """Return the method for an endpoint; records that it needs are collected in the writer."""
    action = endpoint.call.partition(".")[2]
    own_name = camel(endpoint.call.replace(".", "_"))
    arguments = arguments_of(endpoint)
    in_path = tuple(f"{each.name}: str" for each in arguments if each.parameter.place == "path")
    others = [declaration(each, writer, own_name) for each in arguments if each.parameter.place != "path"]
    if endpoint.body is not None:
        others.insert(0, f"body: {writer.argument(endpoint.body, own_name)}")
    is_paged = bool(endpoint.paging)
    if is_paged:
        others.extend(PAGED)
    result = record_type(endpoint, writer, own_name) if is_paged else result_type(endpoint, writer, own_name)
    return Method(
        action,
        endpoint.name,
        in_path,
        (*others, "extra: Extra = None"),
        result,
        is_paged,
        documentation(endpoint, arguments),
    )


def result_type(endpoint: Endpoint, writer: Writer, name: str) -> str:
    """Return the type of what a call returns."""
    if endpoint.content_type != "application/json":
        return "bytes" if endpoint.content_type else "None"
    return writer.result(endpoint.response, name)


def record_type(endpoint: Endpoint, writer: Writer, name: str) -> str:
    """Return the type of the records of a list."""
    return writer.result(items_of(endpoint.response), name)


def items_of(schema: Schema) -> Schema:
    """Return the schema of the records in an answer: the items of the list itself, or of the one list within an object."""
    if "items" in schema:
        return dict(schema["items"])
    lists = [each for each in schema.get("properties", {}).values() if "items" in each]
    return dict(lists[0]["items"]) if len(lists) == 1 else {}


def declaration(argument: Argument, writer: Writer, call: str) -> str:
    """Return an argument with its type and its default."""
    kind = argument_type(argument, writer, call + camel(argument.name))
    if argument.is_required:
        return f"{argument.name}: {kind}"
    if argument.is_nullable:
        return f"{argument.name}: {kind} | Unset = UNSET"
    return f"{argument.name}: {kind} | None = None"


def argument_type(argument: Argument, writer: Writer, name: str) -> str:
    """Return the type of an argument, without None for its absence."""
    if argument.unit is not None:
        return "Time | None" if argument.is_nullable else "Time"
    if argument.is_many:
        return "Mapping[str, str]"
    if argument.name == "page_size":
        return "int"
    schema = argument.packed or argument.parameter.schema
    return writer.argument(schema, name)


def documentation(endpoint: Endpoint, arguments: tuple[Argument, ...]) -> tuple[str, ...]:
    """Return the lines of the documentation of a call."""
    parts = [sentence(endpoint.summary)]
    about = [f"`{each.name}`: {each.parameter.about.rstrip('.')}." for each in arguments if each.parameter.about]
    if about:
        parts.append(" ".join(about))
    rest = [sentence(endpoint.note)] if endpoint.note else []
    if endpoint.permission and endpoint.permission != "unsigned":
        doubt = " (unconfirmed)" if "permission" in endpoint.unconfirmed else ""
        rest.append(f"Needs: {endpoint.permission}{doubt}.")
    rest.append(f"It is ``{endpoint.name}``.")
    parts.append(" ".join(rest))
    lines: list[str] = []
    for part in parts:
        lines.extend(textwrap.wrap(plain(part), WIDTH, break_long_words=False, break_on_hyphens=False))
        lines.append("")
    return tuple(lines[:-1])


def sentence(text: str) -> str:
    """Return a text as a sentence."""
    return f"{text.rstrip('.')}."


def plain(text: str) -> str:
    """Return a text without what would end a documentation string, or be an escape in it."""
    return re.sub(r'"{3}', "'''", text.replace("\\", "/"))
