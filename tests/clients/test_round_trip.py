"""What is passed to a method arrives: arguments become a request, and the server's own parser reads the same values out of it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph.apis.catalogue import Endpoint, Schema, catalogue
from paraph.apis.openapi import is_file
from paraph.apis.parameters import parse_parameters
from paraph.clients.arguments import UNSET, build_request
from paraph.clients.names import Argument, arguments_of
from paraph.clients.times import in_unit
from paraph.core.encoding import parse_form, unpercent
from paraph.core.message import Request
from tests.clients.script import NOW

ENDPOINTS = [each for vendor in ("duo", "alteryx") for each in catalogue(vendor).endpoints]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
IDS = TEXTS.filter(lambda text: text not in ("", ".", ".."))
LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS
ANYTHING = st.recursive(
    LEAVES, lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXTS, part, max_size=3), max_leaves=6
)


def values(schema: Schema, vendor: str) -> st.SearchStrategy[Any]:
    """Values that a schema allows."""
    if "$ref" in schema:
        return values(catalogue(vendor).shapes[schema["$ref"].rpartition("/")[2]], vendor)
    if "anyOf" in schema:
        return st.one_of([values(each, vendor) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return st.one_of([values({**schema, "type": each}, vendor) for each in kinds])
    return of_kind(kinds, schema, vendor)


def of_kind(kind: str | None, schema: Schema, vendor: str) -> st.SearchStrategy[Any]:
    """Values of one kind."""
    if kind == "integer":
        return st.integers(schema.get("minimum", -(2**53)), schema.get("maximum", 2**53))
    if kind == "number":
        return st.floats(schema.get("minimum", -1e9), schema.get("maximum", 1e9))
    if kind == "string":
        least, most = schema.get("minLength", 0), schema.get("maxLength", 30)
        return st.text(st.characters(codec="utf-8"), min_size=least, max_size=max(least, most))
    if kind == "array":
        return st.lists(values(schema.get("items", {}), vendor), min_size=1, max_size=3)
    if kind == "object":
        known = {name: values(each, vendor) for name, each in schema.get("properties", {}).items()}
        required = {name: known.pop(name) for name in schema.get("required", ()) if name in known}
        return st.fixed_dictionaries(required, optional=known)
    return {"boolean": st.booleans(), "null": st.none()}.get(kind or "", ANYTHING)


def argument_values(argument: Argument, vendor: str) -> st.SearchStrategy[Any]:
    """Values of one argument, as a program passes them."""
    if argument.parameter.place == "path":
        return IDS
    if argument.unit is not None:
        unit = {"s": 1, "ms": 1000, "iso": 1}[argument.unit]
        return st.integers(1_000_000_000, 4_000_000_000).map(lambda seconds: seconds * unit)
    if argument.is_many:
        return st.dictionaries(IDS, TEXTS, min_size=1, max_size=3)
    schema = argument.packed or argument.parameter.schema
    return values(schema, vendor) if schema else TEXTS  # the catalogue says nothing of its type


def received(endpoint: Endpoint, request: Request) -> dict[str, Any]:
    """The parameters of a request as a server gets them: texts, lists of repeated ones, or values of JSON."""
    body = request.body.decode()
    if request.media_type == "application/json":
        found: dict[str, Any] = json.loads(body)
        pairs = parse_form(request.query)
    else:
        found, pairs = {}, (*parse_form(request.query), *parse_form(body))
    for name, value in pairs:
        before = found.get(name)
        found[name] = value if before is None else [*before, value] if isinstance(before, list) else [before, value]
    names = [each[1:-1] for each in endpoint.path.split("/") if each.startswith("{")]
    segments = request.path.split("/")
    places = [number for number, each in enumerate(endpoint.path.split("/")) if each.startswith("{")]
    start = len(segments) - len(endpoint.path.split("/"))
    return found | {name: unpercent(segments[start + place]) for name, place in zip(names, places, strict=True)}


def expected(argument: Argument, value: Any) -> Any:
    """A value as it should arrive."""
    if argument.unit is not None:
        text = in_unit(value, argument.unit, NOW)
        return text if argument.unit == "iso" else int(text)
    return value


def is_sendable(endpoint: Endpoint, argument: Argument) -> bool:
    """Whether the argument is no file, which travels in another form."""
    return not is_file(argument.parameter.schema) and not any(is_file(each.schema) for each in endpoint.parameters)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda each: each.name)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_what_is_passed_to_an_endpoint_arrives(endpoint: Endpoint, data: st.DataObject) -> None:
    vendor = "duo" if endpoint in catalogue("duo").endpoints else "alteryx"
    arguments = [each for each in arguments_of(endpoint) if is_sendable(endpoint, each)]
    if endpoint.body is None and len(arguments) == len(arguments_of(endpoint)):
        check(endpoint, arguments, {each.name: data.draw(argument_values(each, vendor)) for each in arguments})


def check(endpoint: Endpoint, arguments: list[Argument], passed: dict[str, Any]) -> None:
    """Compare what is passed to a call with what its server parses."""
    request = build_request(endpoint, passed, None, "https://h.example/base", NOW)
    assert request.target.isascii()
    got = parse_parameters(endpoint, received(endpoint, request))
    for each in arguments:
        name, value = each.parameter.name, passed[each.name]
        if value is UNSET or (value is None and not each.is_nullable):
            continue
        if each.is_many:
            start = name.partition(".")[0]
            assert {key: got[f"{start}.{key}"] for key in value} == value
        else:
            assert got[name] == expected(each, value), name
