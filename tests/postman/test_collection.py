"""What stands in a collection, and what does not."""

import json
from typing import Any

import pytest

from paraph.apis.catalogue import catalogue
from paraph.postman.apis import APIS
from paraph.postman.collection import collection_text
from paraph.readers import entries
from tests.postman.running import endpoint_of, items_of


def collection_of(name: str, base_url: str = "", *, signs: bool = True) -> Any:
    return json.loads(collection_text(name, base_url, signs=signs))


def request_of(name: str, call: str) -> Any:
    return next(item["request"] for item in items_of(collection_of(name)) if endpoint_of(item).name == call)


@pytest.mark.parametrize("name", APIS)
def test_each_call_is_once_in_its_folder(name: str) -> None:
    made = collection_of(name)
    api = APIS[name]
    wanted = [each for each in catalogue(api.vendor).endpoints if each.api in api.parts]
    assert sorted(endpoint_of(item).name for item in items_of(made)) == sorted(each.name for each in wanted)
    for folder in made["item"]:
        groups = {endpoint_of(item).call.partition(".")[0] for item in folder["item"]}
        assert {group.replace("_", " ") for group in groups} == {folder["name"].lower()}
    assert collection_text(name) == collection_text(name)


def test_every_call_of_the_catalogues_is_in_a_collection() -> None:
    parts = {part for api in APIS.values() for part in api.parts}
    assert parts == {each.api for vendor in ("duo", "alteryx") for each in catalogue(vendor).endpoints}


def test_a_request_has_ids_as_variables_required_values_and_optional_ones_disabled() -> None:
    request = request_of("duo-admin", "POST /admin/v1/users/{user_id}/phones")
    assert request["url"]["path"] == ["admin", "v1", "users", ":user_id", "phones"]
    assert request["url"]["variable"] == [{"key": "user_id", "value": "{{user_id}}"}]
    (row,) = request["body"]["urlencoded"]
    assert row == {"key": "phone_id", "value": "{{phone_id}}", "description": "Required."}
    logs = request_of("duo-admin", "GET /admin/v2/logs/authentication")
    rows = {row["key"]: row for row in logs["url"]["query"]}
    assert rows["mintime"]["value"] == "{{mintime}}"
    assert [name for name, row in rows.items() if not row.get("disabled")] == ["mintime", "maxtime"]
    assert logs["url"]["raw"].endswith("?mintime={{mintime}}&maxtime={{maxtime}}")


def test_a_description_names_permission_note_paging_and_what_is_unconfirmed() -> None:
    text = request_of("duo-admin", "GET /admin/v3/integrations")["description"]
    assert text.split("\n\n") == [
        "`GET /admin/v3/integrations`",
        "Needs: applications (unconfirmed).",
        "A copy of older documentation asks for the permission to read resources instead.",
        "Send `metadata.next_offset` of the answer as `offset` to get the next page.",
    ]
    rows = request_of("duo-admin", "GET /admin/v3/integrations")["url"]["query"]
    assert next(row for row in rows if row["key"] == "limit")["description"].endswith("Unconfirmed.")
    assert (
        "Unconfirmed: the form of the answer."
        in request_of("duo-admin", "GET /admin/v2/policies/{policy_key}")["description"]
    )


def test_optional_members_of_json_are_described() -> None:
    request = request_of("duo-admin", "POST /admin/v2/policies")
    assert json.loads(request["body"]["raw"]) == {"policy_name": "example"}
    assert "The body may also have:\n\n- `apply_to_apps`" in request["description"]


@pytest.mark.parametrize("name", APIS)
def test_no_secret_is_in_it_and_the_credential_is_a_variable(name: str) -> None:
    api = APIS[name]
    made = collection_of(name)
    variables = {row["key"]: row for row in made["variable"]}
    assert (variables[api.key_name]["value"], variables[api.secret_name]["value"]) == ("", "")
    assert variables[api.secret_name]["type"] == "secret"
    assert f"{api.secret_name} is not set" in "\n".join(made["event"][0]["script"]["exec"])
    bare = collection_of(name, signs=False)
    assert not {api.key_name, api.secret_name, "host"} & {row["key"] for row in bare["variable"]}
    assert "Hmac" not in json.dumps(bare)
    assert collection_of(name, "http://127.0.0.1:1/x/")["variable"][0]["value"] == "http://127.0.0.1:1/x"


@pytest.mark.parametrize("name", APIS)
def test_paraph_reads_it(name: str) -> None:
    found = entries(collection_text(name).encode())
    targets = [entry.request.target.partition("?")[0] for entry in found if "multipart" not in entry.request.media_type]
    assert targets
    assert not [target for target in targets if "{{" in target or "/:" in target]
