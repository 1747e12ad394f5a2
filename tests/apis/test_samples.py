"""Samples: what a schema allows, for every answer of every endpoint."""

import pytest

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from tests.apis.schemas import WITH_SHAPES, faults

DUO = catalogue("duo").shapes
USER = {"$ref": "#/components/schemas/User"}


@pytest.mark.parametrize("vendor", WITH_SHAPES)
def test_each_answer_has_a_valid_sample(vendor: str) -> None:
    known = catalogue(vendor)
    for endpoint in known.endpoints:
        found = sample(endpoint.response, known.shapes)
        assert faults(endpoint.response, found, vendor) == [], endpoint.name
        assert found == sample(endpoint.response, known.shapes)


def test_each_shape_has_a_valid_sample_without_its_examples() -> None:
    bare = {name: {**schema, "examples": [None]} for name, schema in DUO.items()}
    for schema in bare.values():
        del schema["examples"]
    for name, schema in bare.items():
        assert faults(schema, sample(schema, bare), "duo") == [], name


def test_each_parameter_has_a_valid_sample() -> None:
    for endpoint in catalogue("duo").endpoints:
        for parameter in endpoint.parameters:
            assert faults(parameter.schema, sample(parameter.schema, DUO), "duo") == [], (endpoint.name, parameter.name)


def test_what_is_known_is_written_over() -> None:
    known = {"user_id": "DU1", "realname": None, "created": "1", "limit": 5, "status": "unheard of"}
    found = sample(USER, DUO, known)
    assert (found["user_id"], found["realname"]) == ("DU1", None)
    # Neither names that the record does not have, nor values that it does not allow.
    assert "limit" not in found
    assert (found["created"], found["status"]) == (1700000000, "active")
    assert faults(USER, found, "duo") == []


def test_what_is_known_goes_into_the_item_of_a_list() -> None:
    assert [each["username"] for each in sample({"type": "array", "items": USER}, DUO, {"username": "bob"})] == ["bob"]


def test_other_members_where_they_are_expressly_allowed() -> None:
    assert sample({"type": "object", "additionalProperties": True}, {}, {"a": 1}) == {"a": 1}
    assert sample({"type": "object", "additionalProperties": {"type": "string"}}, {}, {"a": 1, "b": "x"}) == {"b": "x"}
    assert sample({"type": "object"}, {}, {"a": 1}) == {}


def test_a_sample_is_nobody_elses() -> None:
    sample(USER, DUO)["groups"].append("x")
    assert "x" not in sample(USER, DUO)["groups"]


@pytest.mark.parametrize(
    ("schema", "wanted"),
    [
        ({"type": "string"}, "example"),
        ({"type": "string", "format": "email"}, "ada@example.com"),
        ({"type": "string", "minLength": 9}, "examplexx"),
        ({"type": "string", "maxLength": 2}, "ex"),
        ({"type": "integer", "minimum": 3}, 3),
        ({"type": "boolean"}, False),
        ({"type": ["null", "string"]}, None),
        ({"type": "array"}, []),
        ({"enum": ["b", "a"]}, "b"),
        ({"const": "pong"}, "pong"),
        ({"oneOf": [{"type": "integer"}, {"type": "string"}]}, 0),
        (
            {"allOf": [{"properties": {"a": {"type": "integer"}}}, {"properties": {"b": {"const": 1}}}]},
            {"a": 0, "b": 1},
        ),
        ({"allOf": [{"examples": [{"a": 1}]}, {"examples": [{"b": 2}]}]}, {"a": 1, "b": 2}),
        ({}, None),
    ],
)
def test_small_schemas(schema: dict[str, object], wanted: object) -> None:
    assert sample(schema, {}) == wanted
