"""Parameters read as their types: whatever comes, a value or one of two errors."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.apis.catalogue import Endpoint, Parameter, Place, Schema, catalogue
from paraph.apis.parameters import InvalidParameter, MissingParameter, parse_parameters
from paraph.core.errors import ParaphError

PACKED = {"type": "string", "contentMediaType": "application/json"}
IDS = {**PACKED, "contentSchema": {"type": "array", "items": {"type": "string"}}}
LIMIT = {"type": "integer", "minimum": 1, "maximum": 300, "default": 100}


def endpoint(schema: Schema, name: str = "it", required: bool = False, place: Place = "query") -> Endpoint:
    return Endpoint("admin", "GET", "/x", "things.list", "", parameters=(Parameter(name, place, schema, required),))


def read(schema: Schema, value: Any, name: str = "it") -> Any:
    return parse_parameters(endpoint(schema, name), {name: value})[name]


@pytest.mark.parametrize(
    ("schema", "value", "wanted"),
    [
        ({"type": "integer"}, "5", 5),
        ({"type": "integer"}, "-5", -5),
        ({"type": "integer"}, 5, 5),
        ({"type": "integer"}, 5.0, 5),
        ({"type": "integer"}, "007", 7),
        ({"type": "number"}, "1.5", 1.5),
        ({"type": "number"}, 2, 2.0),
        ({"type": "boolean"}, "1", True),
        ({"type": "boolean"}, "False", False),
        ({"type": "boolean"}, 0, False),
        ({"type": "boolean"}, True, True),
        ({"type": "string"}, "", ""),
        ({"type": "string"}, 123456, "123456"),
        ({"type": "string", "enum": ["a", "b"]}, "b", "b"),
        ({"type": "array", "items": {"type": "string"}}, "a", ["a"]),
        ({"type": "array", "items": {"type": "integer"}}, ["1", 2], [1, 2]),
        ({"type": "array", "items": {"type": "string"}}, [], []),
        ({"type": ["array", "null"], "items": {"type": "string"}}, None, None),
        (IDS, '["DU1","DU2"]', ["DU1", "DU2"]),
        (IDS, ["DU1"], ["DU1"]),
        ({"type": "object", "properties": {"n": {"type": "integer"}}}, '{"n":"1","m":"x"}', {"n": 1, "m": "x"}),
        ({"type": "object"}, {"n": 1}, {"n": 1}),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}]}, "x", "x"),
        ({}, {"any": ["thing"]}, {"any": ["thing"]}),
    ],
)
def test_values_of_their_types(schema: Schema, value: Any, wanted: Any) -> None:
    found = read(schema, value)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        ({"type": "integer"}, "five", "whole number"),
        ({"type": "integer"}, "", "whole number"),
        ({"type": "integer"}, "-", "whole number"),
        ({"type": "integer"}, "1_0", "whole number"),
        ({"type": "integer"}, " 1", "whole number"),
        ({"type": "integer"}, "١", "whole number"),
        ({"type": "integer"}, True, "whole number"),
        ({"type": "integer"}, 1.5, "whole number"),
        ({"type": "integer"}, "9" * 5000, "a whole number"),
        ({"type": "integer", "minimum": 0}, "-1", "at least 0"),
        ({"type": "integer", "maximum": 9}, 10, "at most 9"),
        ({"type": "number"}, "nan", "finite"),
        ({"type": "number"}, "1e999", "finite"),
        ({"type": "number", "maximum": 1}, 2, "a finite number, at most 1"),
        ({"type": "number"}, "x", "a finite number"),
        ({"type": "boolean"}, "yes", "true or false"),
        ({"type": "boolean"}, 2, "true or false"),
        ({"type": "boolean"}, [], "true or false"),
        ({"type": "string"}, ["a", "b"], "one text"),
        ({"type": "string", "maxLength": 2}, "abc", "0 to 2 characters"),
        ({"type": "string", "minLength": 1}, "", "not empty"),
        ({"type": "string", "enum": ["a", "b"]}, "c", "one of a, b"),
        ({"type": "array", "items": {"type": "integer"}}, "x", "whole number"),
        ({"type": "array"}, 1, "a list"),
        (IDS, "DU1", "JSON"),
        (IDS, "\udcff", "JSON"),
        (IDS, "[" * 100_000, "JSON"),
        (IDS, '{"a":1}', "a list"),
        (IDS, "[[]]", "one text"),
        ({"type": "object", "required": ["n"]}, "{}", "must have n"),
        ({"type": "object"}, "[]", "an object"),
        ({"type": ["integer", "boolean"]}, "x", "whole number, or must be true or false"),
    ],
)
def test_what_a_schema_does_not_allow(schema: Schema, value: Any, said: str) -> None:
    with pytest.raises(InvalidParameter, match=f"^it: .*{said}") as error:
        read(schema, value)
    assert error.value.name == "it"
    assert isinstance(error.value, ParaphError)


def test_a_limit_that_is_too_large_is_brought_down() -> None:
    assert read(LIMIT, "1000", "limit") == 300
    assert read(LIMIT, "9" * 40, "limit") == 300
    assert read({"type": ["integer", "null"], "maximum": 9}, 10, "limit") == 9
    with pytest.raises(InvalidParameter):
        read(LIMIT, "0", "limit")
    with pytest.raises(InvalidParameter):
        read(LIMIT, "1000", "count")


def test_defaults_are_filled_in_and_nobody_elses_to_change() -> None:
    listed = endpoint({"type": "array", "items": {}, "default": []})
    parse_parameters(listed, {})["it"].append("x")
    assert parse_parameters(listed, {}) == {"it": []}
    assert parse_parameters(endpoint({"type": "integer"}), {}) == {}


def test_null_is_as_if_it_were_not_given() -> None:
    assert parse_parameters(endpoint(LIMIT, "limit"), {"limit": None}) == {"limit": 100}
    with pytest.raises(MissingParameter):
        parse_parameters(endpoint({"type": "string"}, required=True), {"it": None})


def test_a_required_parameter_is_missed() -> None:
    with pytest.raises(MissingParameter, match="it is required") as error:
        parse_parameters(endpoint({"type": "string"}, required=True), {})
    assert error.value.name == "it"


def test_path_parameters_and_strangers_stay_as_they_are() -> None:
    at = endpoint({"type": "integer"}, place="path", required=True)
    assert parse_parameters(at, {"it": "a%20b", "other": ["1"]}) == {"it": "a%20b", "other": ["1"]}
    assert parse_parameters(at, {}) == {}


def test_what_was_given_is_left_alone() -> None:
    given_ = {"limit": "5"}
    parse_parameters(endpoint(LIMIT, "limit"), given_)
    assert given_ == {"limit": "5"}


def test_calls_as_clients_make_them() -> None:
    duo = catalogue("duo")

    def call(method: str, path: str, given_: dict[str, Any]) -> dict[str, Any]:
        found = duo.find(method, path)
        assert found is not None
        return parse_parameters(found.endpoint, given_)

    assert call("GET", "/admin/v1/users", {"user_id_list": '["DU1"]'}) == {
        "user_id_list": ["DU1"],
        "limit": 100,
        "offset": 0,
    }
    log = {
        "mintime": "1770000000000",
        "maxtime": "1770100000000",
        "next_offset": ["1770000000000", "tx"],
        "users": "DU1",
    }
    assert call("GET", "/admin/v2/logs/authentication", log) == {
        "mintime": 1770000000000,
        "maxtime": 1770100000000,
        "next_offset": ["1770000000000", "tx"],
        "users": ["DU1"],
        "limit": 100,
        "sort": "ts:desc",
    }
    with pytest.raises(InvalidParameter, match="mintime"):
        call("GET", "/admin/v2/logs/activity", {"mintime": "1770000000", "maxtime": "1770100000000"})
    with pytest.raises(MissingParameter, match="maxtime"):
        call("GET", "/admin/v2/logs/activity", {"mintime": "1770000000000"})
    made = call("POST", "/admin/v1/users/bulk_create", {"users": '[{"username":"ada"},{"username":"bob"}]'})
    assert made == {"users": [{"username": "ada"}, {"username": "bob"}]}
    assert call("POST", "/auth/v2/auth", {"factor": "push", "async": "1", "username": "ada"})["async"] is True


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
ENDPOINTS = [each for each in catalogue("duo").endpoints if each.parameters]


@given(st.data())
def test_whatever_comes_is_a_value_or_one_of_two_errors(data: st.DataObject) -> None:
    at = data.draw(st.sampled_from(ENDPOINTS))
    names = st.sampled_from([each.name for each in at.parameters]) | st.text(max_size=5)
    digits = st.from_regex(r"-?[0-9]{1,30}", fullmatch=True)
    values = st.text() | digits | st.lists(st.text(), max_size=3) | any_json
    given_ = data.draw(st.dictionaries(names, values, max_size=6))
    try:
        found = parse_parameters(at, given_)
    except (MissingParameter, InvalidParameter):
        return
    for each in at.parameters:
        if each.required and each.place != "path":
            assert each.name in found


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_are_the_number(number: int) -> None:
    assert read({"type": "integer"}, str(number)) == number


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_packed_json_is_what_was_packed(texts: list[str]) -> None:
    import json

    assert read(IDS, json.dumps(texts)) == texts
