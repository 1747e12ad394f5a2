"""Alteryx's endpoints as data: complete, and true to themselves."""

import re

import jsonschema_rs
import pytest

from paraph.apis.catalogue import Endpoint, Schema, catalogue
from paraph.apis.samples import sample

ALTERYX = catalogue("alteryx")
FIELDS = {"path", "parameters", "response", "content_type", "paging", "permission"}
PERMISSIONS = {"unsigned", "Artisan", "Curator", "subscription key; Artisan", "admin key; Curator"}


def validator(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    whole = {**schema, "components": {"schemas": ALTERYX.shapes}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def test_every_endpoint_is_there_once() -> None:
    names = [each.name for each in ALTERYX.endpoints]
    assert len(names) == len(set(names)) == 127
    for each in ALTERYX.endpoints:
        found = ALTERYX.find(each.method, each.path.replace("{", "").replace("}", ""))
        assert found is not None
        assert found.endpoint is each


@pytest.mark.parametrize("endpoint", ALTERYX.endpoints, ids=lambda each: each.name)
def test_a_description_is_whole(endpoint: Endpoint) -> None:
    assert endpoint.response
    assert endpoint.permission in PERMISSIONS
    assert endpoint.paging in ("", "offset/limit", "page/pageSize")
    assert {each.partition(".")[0] for each in endpoint.unconfirmed} <= FIELDS
    places = [each.name for each in endpoint.placed("path")]
    assert places == re.findall(r"\{(\w+)\}", endpoint.path)
    paged = {each.name for each in endpoint.placed("query")}
    assert set(filter(None, endpoint.paging.split("/"))) <= paged
    for each in endpoint.parameters:
        assert each.schema, each.name
        validator(each.schema)
    if endpoint.content_type == "application/json":
        assert validator(endpoint.response).is_valid(sample(endpoint.response, ALTERYX.shapes))


@pytest.mark.parametrize("name", ALTERYX.shapes)
def test_examples_are_what_their_schema_says(name: str) -> None:
    shape = ALTERYX.shapes[name]
    for each in (*shape.get("examples", ()), sample(shape, ALTERYX.shapes)):
        validator(shape).validate(each)


def test_every_reference_leads_somewhere() -> None:
    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"].rpartition("/")[2]} if "$ref" in value else set()
            return own.union(*map(references, value.values()))
        return set().union(*map(references, value)) if isinstance(value, (list, tuple)) else set()

    used = references(list(ALTERYX.shapes.values()))
    for each in ALTERYX.endpoints:
        used |= references([each.response, each.body, *(parameter.schema for parameter in each.parameters)])
    assert used <= set(ALTERYX.shapes)
    assert set(ALTERYX.shapes) - used == {"Failure"}
