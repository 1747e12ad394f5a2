"""The catalogues' data: read strictly, whole, and true to themselves."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import jsonschema_rs
import msgspec
import pytest

from paraph.apis.catalogue import VENDORS, Endpoint, catalogue, segments_of
from tests.apis.schemas import WITH_SHAPES, faults, schemas_of

PERMISSIONS = {
    "read resource",
    "write resource",
    "read log",
    "read information",
    "administrators",
    "applications",
    "settings",
    "auth",
    "auth v1",
    "accounts",
    "device",
    "unsigned",
    "",
}
PAGING = {"", "offset", "v2-log", "mintime-seconds", "trust-monitor"}
DOUBTS = {"path", "permission", "response", "parameters", "paging", "content_type", "body", "method"}
SAFE_NAMES = re.compile(r"(?i)(?:[\w-]+\.)*(?:example\.com|duosecurity\.com)$")


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts(each)


def layout(value: Any, indent: int = 0, before: int = 0) -> str:
    """JSON with as much on a line as a reviewer can take in."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or indent + before + len(flat) <= 150:
        return flat
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = [
            f"{inner}{json.dumps(name)}: {layout(each, indent + 1, len(name) + 4)}" for name, each in value.items()
        ]
    else:
        parts = [inner + layout(each, indent + 1) for each in value]
    first, last = "{}" if isinstance(value, dict) else "[]"
    return first + "\n" + ",\n".join(parts) + "\n" + " " * indent + last


@pytest.mark.parametrize("name", ["endpoints", "shapes"])
def test_duos_data_is_laid_out_for_reviewers(name: str) -> None:
    text = (files("paraph.apis") / "duo" / f"{name}.json").read_text("utf-8")
    assert text == layout(json.loads(text)) + "\n"


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_data_are_what_the_types_say(vendor: str) -> None:
    text = (files("paraph.apis") / vendor / "endpoints.json").read_bytes()
    known = msgspec.json.decode(text, type=tuple[Endpoint, ...], strict=True)
    assert [each.name for each in known] == [each.name for each in catalogue(vendor).endpoints]


def test_the_numbers_of_endpoints() -> None:
    counts = Counter(each.api for each in catalogue("duo").endpoints)
    assert counts == {"admin": 178, "auth": 9, "auth-v1": 6, "accounts": 3, "device": 8}
    assert len(catalogue("duo").endpoints) == 204
    assert len(catalogue("alteryx").endpoints) >= 127


@pytest.mark.parametrize("vendor", VENDORS)
def test_no_endpoint_is_there_twice(vendor: str) -> None:
    names = Counter(re.sub(r"\{\w+\}", "{}", each.name.rstrip("/")) for each in catalogue(vendor).endpoints)
    assert {count for _, count in names.most_common(1)} == {1}


@pytest.mark.parametrize("vendor", VENDORS)
def test_all_references_lead_somewhere(vendor: str) -> None:
    known = catalogue(vendor)
    for endpoint in known.endpoints:
        for schema in schemas_of(endpoint):
            for each in references(schema):
                assert each.removeprefix("#/components/schemas/") in known.shapes, endpoint.name
    for each in references(known.shapes):
        assert each.removeprefix("#/components/schemas/") in known.shapes


def test_each_shape_of_duo_is_used() -> None:
    known = catalogue("duo")
    used = set(references([each.response for each in known.endpoints])) | set(references(known.shapes))
    around = {"Failure", "Metadata"}  # the envelope's
    assert {each.removeprefix("#/components/schemas/") for each in used} | around == set(known.shapes)


@pytest.mark.parametrize("vendor", WITH_SHAPES)
def test_all_schemas_are_schemas(vendor: str) -> None:
    known = catalogue(vendor)
    for schema in (*known.shapes.values(), *(each for one in known.endpoints for each in schemas_of(one))):
        jsonschema_rs.Draft202012Validator({**schema, "components": {"schemas": known.shapes}})
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


@pytest.mark.parametrize("vendor", WITH_SHAPES)
def test_examples_and_defaults_are_valid(vendor: str) -> None:
    known = catalogue(vendor)
    for name, schema in known.shapes.items():
        for example in schema.get("examples", ()):
            assert faults(schema, example, vendor) == [], name
    for endpoint in known.endpoints:
        for parameter in endpoint.parameters:
            for value in (*parameter.schema.get("examples", ()), *([parameter.schema.get("default")] * ("default" in parameter.schema))):  # fmt: skip
                assert faults(parameter.schema, value, vendor) == [], (endpoint.name, parameter.name)


def test_each_record_of_duo_has_an_example_with_all_that_is_required() -> None:
    for name, schema in catalogue("duo").shapes.items():
        assert schema["examples"], name
        assert set(schema.get("required", ())) <= set(schema["properties"]), name
        assert "additionalProperties" not in schema, name


def test_examples_name_nobody() -> None:
    for name, schema in catalogue("duo").shapes.items():
        for text in texts(schema["examples"]):
            for host in re.findall(r"(?:@|//)([\w.-]+\.[a-z]+)", text):
                assert SAFE_NAMES.match(host), (name, text)
            for number in re.findall(r"\+[1-9][\d ]+", text):
                assert re.fullmatch(r"\+155555501\d\d", number.replace(" ", "")), (name, text)
            for address in re.findall(r"\b\d+\.\d+\.\d+\.\d+\b", text):
                assert address.startswith(("192.0.2.", "198.51.100.", "203.0.113.")), (name, text)


@pytest.mark.parametrize("vendor", VENDORS)
def test_parameters_are_declared_once_and_where_they_belong(vendor: str) -> None:
    for endpoint in catalogue(vendor).endpoints:
        assert {each.name for each in endpoint.placed("path")} == set(re.findall(r"\{(\w+)\}", endpoint.path)), (
            endpoint.name
        )
        assert all(each.required for each in endpoint.placed("path")), endpoint.name
        assert Counter(each.name for each in endpoint.parameters).most_common(1)[:1] == [] or (
            Counter((each.place, each.name) for each in endpoint.parameters).most_common(1)[0][1] == 1
        ), endpoint.name
        if endpoint.method == "GET":
            assert not endpoint.placed("body"), endpoint.name


def test_words_of_duos_catalogue() -> None:
    for endpoint in catalogue("duo").endpoints:
        assert endpoint.permission in PERMISSIONS, endpoint.name
        assert endpoint.paging in PAGING, endpoint.name
        assert endpoint.content_type in ("application/json", "image/png"), endpoint.name
        names = {each.name for each in endpoint.parameters}
        for doubt in endpoint.unconfirmed:
            what, _, name = doubt.partition(".")
            assert what in DOUBTS, endpoint.name
            assert not name or name in names, endpoint.name
        if not endpoint.permission:
            assert "permission" in endpoint.unconfirmed, endpoint.name
    assert sum("permission" in each.unconfirmed for each in catalogue("duo").endpoints) == 64


def test_an_unknown_answer_is_said_to_be_unknown() -> None:
    for endpoint in catalogue("duo").endpoints:
        if endpoint.content_type == "application/json" and not endpoint.response:
            assert "response" in endpoint.unconfirmed, endpoint.name


def test_paging_has_its_parameters() -> None:
    wanted = {
        "offset": {"limit", "offset"},
        "v2-log": {"mintime", "maxtime", "limit", "next_offset", "sort"},
        "mintime-seconds": {"mintime"},
        "trust-monitor": {"mintime", "maxtime", "limit", "offset"},
        "": set(),
    }
    for endpoint in catalogue("duo").endpoints:
        assert wanted[endpoint.paging] <= {each.name for each in endpoint.parameters}, endpoint.name


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_endpoint_is_found_by_its_own_path(vendor: str) -> None:
    known = catalogue(vendor)
    for endpoint in known.endpoints:
        path = re.sub(r"\{(\w+)\}", "ID", endpoint.path)
        for written in (path, path.rstrip("/"), path.rstrip("/") + "/"):
            found = known.find(endpoint.method, written)
            assert found is not None
            assert found.endpoint is endpoint
            assert set(found.values.values()) <= {"ID"}
        assert known.knows(path)


@pytest.mark.parametrize(
    ("method", "path", "found"),
    [
        ("GET", "/admin/v1/admins/activations", "/admin/v1/admins/activations"),
        ("GET", "/admin/v1/admins/DE1", "/admin/v1/admins/{admin_id}"),
        ("GET", "/admin/v1/registered_devices/blocked", "/admin/v1/registered_devices/blocked"),
        ("DELETE", "/admin/v1/registered_devices/blocked", "/admin/v1/registered_devices/blocked"),
        ("GET", "/admin/v2/policies/summary", "/admin/v2/policies/summary"),
        # A literal segment that has no such method gives way to a parameter.
        ("DELETE", "/admin/v2/policies/summary", "/admin/v2/policies/{policy_key}"),
    ],
)
def test_a_literal_segment_comes_before_a_parameter(method: str, path: str, found: str) -> None:
    at = catalogue("duo").find(method, path)
    assert at is not None
    assert at.endpoint.path == found


def test_what_is_not_there_is_not_found() -> None:
    known = catalogue("duo")
    assert known.find("GET", "/admin/v1/nothing") is None
    assert known.find("PATCH", "/admin/v1/users") is None
    assert known.knows("/admin/v1/users")
    assert not known.knows("/admin")
    assert segments_of("/a/b/") == ["a", "b"]
    with pytest.raises(ValueError, match="duo, alteryx"):
        catalogue("other")


@pytest.mark.parametrize("vendor", VENDORS)
def test_calls_have_names_of_their_own(vendor: str) -> None:
    clients = {"v3": "v3", "oauth2": "v3"} if vendor == "alteryx" else {}
    calls = Counter((clients.get(each.api, vendor), each.call) for each in catalogue(vendor).endpoints)
    assert {call for call, count in calls.items() if count > 1} == set()
    for _, call in calls:
        group, action = call.split(".")
        assert re.fullmatch(r"[a-z][a-z0-9_]*", group)
        assert re.fullmatch(r"[a-z][a-z0-9_]*", action)
