"""The OpenAPI documents: valid, whole, and as the vendors' servers are called."""

import re
from collections import Counter
from typing import Any

import pytest
from schemathesis.specs.openapi import definitions

from paraph.apis.catalogue import VENDORS, catalogue
from paraph.apis.openapi import base_paths, document

URL = "https://api.example.com/"


def operations(vendor: str) -> dict[str, dict[str, Any]]:
    paths = document(vendor, URL)["paths"]
    return {f"{method.upper()} {path}": each for path, methods in paths.items() for method, each in methods.items()}


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_document_is_valid(vendor: str) -> None:
    assert [each.message for each in definitions.OPENAPI_31_VALIDATOR.iter_errors(document(vendor, URL))] == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_names_of_operations_and_paths_are_unique(vendor: str) -> None:
    names = Counter(each["operationId"] for each in operations(vendor).values())
    assert names.most_common(1)[0][1] == 1
    paths = Counter(re.sub(r"\{\w+\}", "{}", each) for each in document(vendor, URL)["paths"])
    assert paths.most_common(1)[0][1] == 1


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_endpoint_is_there_at_each_of_its_bases(vendor: str) -> None:
    wanted = sum(len(base_paths(vendor, each)) for each in catalogue(vendor).endpoints)
    assert len(operations(vendor)) == wanted


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_parameters_of_a_path_are_declared(vendor: str) -> None:
    for name, each in operations(vendor).items():
        declared = {one["name"] for one in each.get("parameters", ()) if one["in"] == "path"}
        assert declared == set(re.findall(r"\{(\w+)\}", name)), name


def test_bases_of_alteryx() -> None:
    found = operations("alteryx")
    assert "GET /gallery/api/v1/workflows/subscription/" in found
    assert "GET /webapi/v1/workflows/subscription" in found
    assert "GET /webapi/v3/workflows" in found
    assert "GET /gallery/api/status/ping/" in found
    assert not [each for each in found if "/gallery/api/v3/" in each or "/webapi/status" in each]
    assert found["GET /gallery/api/admin/v1/users/"]["security"] == [{"oauth1": []}]
    assert found["GET /webapi/admin/v1/users"]["security"] == [{"oauth2": []}]
    assert found["POST /webapi/oauth2/token"]["security"] == []
    assert list(found["POST /webapi/oauth2/token"]["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]


def test_duos_envelope() -> None:
    found = operations("duo")

    def answer(name: str) -> dict[str, Any]:
        schema: dict[str, Any] = found[name]["responses"]["200"]["content"]["application/json"]["schema"]
        return schema

    users = answer("GET /admin/v1/users")
    assert users["properties"] == {
        "stat": {"const": "OK"},
        "response": {"type": "array", "items": {"$ref": "#/components/schemas/User"}},
        "metadata": {"$ref": "#/components/schemas/Metadata"},
    }
    assert users["required"] == ["stat", "response"]
    assert "metadata" not in answer("GET /admin/v2/logs/activity")["properties"]
    assert "metadata" not in answer("GET /admin/v1/users/{user_id}")["properties"]
    assert list(found["GET /admin/v1/logo"]["responses"]["200"]["content"]) == ["image/png"]
    assert set(found["GET /admin/v1/users"]["responses"]) == {"200", "400", "401", "403", "404", "429"}


def test_bodies_of_duo_are_forms_or_json() -> None:
    body = operations("duo")["POST /admin/v1/users"]["requestBody"]
    assert list(body["content"]) == ["application/json", "application/x-www-form-urlencoded"]
    schema = body["content"]["application/json"]["schema"]
    assert schema["required"] == ["username"]
    assert list(schema["patternProperties"]) == [r"^custom_attributes\..+$"]
    assert re.match(next(iter(schema["patternProperties"])), "custom_attributes.badge")


def test_who_may_call() -> None:
    found = operations("duo")
    assert found["GET /auth/v2/ping"]["security"] == []
    assert "401" not in found["GET /auth/v2/ping"]["responses"]
    assert found["GET /auth/v2/check"]["security"] == [{"signature": []}]


def test_what_is_known_beside_is_kept() -> None:
    users = operations("duo")["GET /admin/v1/users"]
    assert users["x-permission"] == "read resource"
    assert users["x-paging"] == "offset"
    assert users["x-unconfirmed"] == ["parameters.limit"]
    assert users["x-source"]
    assert users["tags"] == ["admin"]
    packed = next(each for each in users["parameters"] if each["name"] == "user_id_list")
    assert packed["content"]["application/json"]["schema"]["type"] == "array"
