"""Every endpoint of the catalogue answers, with what the catalogue says that it answers."""

import json
from typing import Any

import jsonschema_rs
import pytest

from paraph.apis.catalogue import Endpoint, Parameter, Schema, catalogue
from paraph.apis.samples import sample
from paraph.emulator.alteryx.calls import AlteryxOptions
from paraph.emulator.alteryx.routes import all_routes
from paraph.http.handler import Response
from tests.emulator.alteryx.simulation import FORM, Bench, header, multipart

ALTERYX = catalogue("alteryx")
BY_SERVER = {("POST", "/oauth2/token"), ("GET", "/status/ping/")}
KINDS = {
    "appId": "workflow", "workflowId": "workflow", "sourceAppId": "workflow", "jobId": "job", "userId": "user",
    "ownerId": "user", "userGroupId": "group", "collectionId": "collection", "scheduleId": "schedule",
    "credentialId": "credential", "defaultCredentialId": "credential", "dataConnectionId": "connection",
    "subscriptionId": "studio", "insightId": "insight",
}  # fmt: skip
GIVEN: dict[str, Any] = {
    "grant_type": "client_credentials", "client_id": "PARAPHALTERYXPROFILE0000000000000",
    "client_secret": "notsecretProfileKeyOfLocalAlteryxServer0", "format": "Csv", "entity": "User",
    "afterDate": "2026-09-20T00:00:00Z", "beforeDate": "2026-10-20T00:00:00Z", "owner": "demo.curator@example.com",
    "email": "new.person@example.com", "sortField": "name", "activeDirectoryGroupSid": "S-1-5-21-1", "priority": "High",
    "force": True, "forceDelete": True, "questions": [], "appIds": "", "subscriptionIds": "", "assetType": "All",
    "districtTags": [], "collectionIds": "[]", "userCountLessThanEquals": 100,
    "workflowCountLessThanEquals": 100, "page": 0, "pageSize": 2, "offset": 0, "limit": 2,
}  # fmt: skip
OPTIONAL_IN_LISTS = ("search", "name", "status", "resultCode", "userId", "userGroupId", "ownerId", "workflowId", "startDate",
    "endDate", "createdAfter", "createdBefore", "runsAfter", "runsBefore", "role", "email", "firstName", "lastName", "active",
    "visibleBy", "connectionId", "subscriptionId", "packageType", "versionId", "defaultWorkflowCredentialId", "canShareSchedule")  # fmt: skip


def validator(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    whole = {**schema, "components": {"schemas": ALTERYX.shapes}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def known(bench: Bench, endpoint: Endpoint, name: str) -> Any:
    """A value that the server of the bench has for a parameter."""
    dcm = bench.state.store.page("alteryx-dcm")[0]
    if "connectionhandlingrules" in endpoint.path:
        return {"id": "1"}.get(name)
    if "/dcm/" in endpoint.path or "DCME" in endpoint.path:
        known = {"objectId": dcm["objectId"], "id": dcm["objectId"], "connectionId": dcm["connectionId"]}
        return known.get(name)
    if name == "outputId":
        return bench.state.store.page("alteryx-job")[0]["outputId"]
    if name == "versionId":
        return bench.state.store.page("alteryx-workflow")[0]["publishedVersionId"]
    if name in ("userIds", "userGroupIds"):
        return [bench.ids(KINDS[name[:-1]])[0]]
    if name == "subscriptionId" and endpoint.method == "DELETE":
        return json.loads(bench.newer("POST", "/v3/subscriptions", content={"name": "Empty"}).body)
    if name == "userId" and endpoint.name == "DELETE /v3/users/{userId}":
        own = json.loads(
            bench.newer("POST", "/v3/users", content={"firstName": "A", "lastName": "B", "email": "a@example.com"}).body
        )
        return own["id"]
    if "permissions" in endpoint.path and name == "userGroupId":
        path = f"/v3/collections/{bench.ids('collection')[0]}/userGroups"
        bench.newer("POST", path, content={"userGroupId": bench.ids("group")[0], "isAdmin": False})
    if "permissions" in endpoint.path and name == "userId":
        return next(iter(bench.state.store.page("alteryx-collection")[0]["holds"]["userId"]))
    return bench.ids(KINDS[name])[0] if name in KINDS else GIVEN.get(name)


def wanted(bench: Bench, endpoint: Endpoint, each: Parameter) -> Any:
    """A value for a parameter; None to leave it out."""
    if each.place == "query" and not each.required and each.name in OPTIONAL_IN_LISTS:
        return None
    found = known(bench, endpoint, each.name)
    return sample(each.schema, ALTERYX.shapes) if found is None else found


def called(bench: Bench, endpoint: Endpoint, *, older: bool) -> Response:
    values = {each.name: wanted(bench, endpoint, each) for each in endpoint.parameters}
    path = endpoint.path
    for each in endpoint.placed("path"):
        path = path.replace(f"{{{each.name}}}", str(values[each.name]))
    query = "&".join(
        f"{each.name}={str(values[each.name]).replace('True', 'true')}"
        for each in endpoint.placed("query")
        if values[each.name] is not None
    )
    content = body(endpoint, {each.name: values[each.name] for each in endpoint.placed("body")}, bench)
    target = f"{path}?{query}" if query else path
    if older:
        return bench.older(endpoint.method, target, content=content)
    return bench.newer(endpoint.method, target.rstrip("/"), content=content)


def body(endpoint: Endpoint, members: dict[str, Any], bench: Bench) -> Any:
    if endpoint.body is not None:
        return [bench.ids("user")[0]] if endpoint.body["type"] == "array" else "S-1-5-21-1"
    if "file" in members:
        fields = {
            name: json.dumps(value) if not isinstance(value, str) else value
            for name, value in members.items()
            if name != "file"
        }
        return multipart(fields, {"file": ("Made.yxzp", b"PK not quite a zip")})
    if endpoint.api == "oauth2":
        from urllib.parse import urlencode

        return FORM, urlencode(members).encode()
    return members or None


def bases(endpoint: Endpoint) -> list[bool]:
    """Whether an endpoint is at the older base, at the newer one, or at both."""
    return [True] * (endpoint.api not in ("v3", "oauth2")) + [False] * (endpoint.api != "gallery-misc")


def test_every_endpoint_has_its_code() -> None:
    assert {(each.method, each.path) for each in ALTERYX.endpoints} == set(all_routes()) | BY_SERVER


@pytest.fixture(scope="module")
def judges() -> dict[str, jsonschema_rs.Draft202012Validator]:
    return {each.name: validator(each.response) for each in ALTERYX.endpoints}


@pytest.mark.parametrize("endpoint", ALTERYX.endpoints, ids=lambda each: each.name)
def test_an_answer_is_what_the_catalogue_says(endpoint: Endpoint, judges: dict[str, Any]) -> None:
    for older in bases(endpoint):
        for view in ("Default", "Full") if any(each.name == "view" for each in endpoint.parameters) else ("",):
            GIVEN["view"] = view
            bench = Bench(AlteryxOptions(queue_seconds=0, run_seconds=0))
            reply = called(bench, endpoint, older=older)
            assert reply.status == endpoint.status, reply
            if not endpoint.content_type:
                assert reply.body == b""
                continue
            assert header(reply, "Content-Type") == endpoint.content_type
            if endpoint.content_type == "application/json":
                answer = json.loads(reply.body)
                judges[endpoint.name].validate(answer)
                if endpoint.method == "GET" and not endpoint.path.rstrip("/").endswith("questions"):
                    assert answer


@pytest.mark.parametrize(
    "endpoint", [each for each in ALTERYX.endpoints if "{" in each.path], ids=lambda each: each.name
)
def test_an_id_that_nothing_has_is_not_found(endpoint: Endpoint) -> None:
    bench = Bench()
    path = endpoint.path
    for each in endpoint.placed("path"):
        path = path.replace(f"{{{each.name}}}", "000000000000000000000000")
    values = {each.name: wanted(bench, endpoint, each) for each in endpoint.placed("body")}
    needed = "&".join(
        f"{each.name}={wanted(bench, endpoint, each)}" for each in endpoint.placed("query") if each.required
    )
    older = bases(endpoint)[0]
    send = bench.older if older else bench.newer
    reply = send(endpoint.method, f"{path}?{needed}" if needed else path, content=body(endpoint, values, bench))
    assert reply.status == 404, reply
    judge = validator({"$ref": f"#/components/schemas/{'Refusal' if older else 'Message'}"})
    judge.validate(json.loads(reply.body))


@pytest.mark.parametrize(
    "endpoint",
    [
        each
        for each in ALTERYX.endpoints
        if each.api == "v3" and any(p.required and p.place == "body" for p in each.parameters)
    ],
    ids=lambda each: each.name,
)
def test_a_missing_parameter_is_named(endpoint: Endpoint) -> None:
    bench = Bench()
    path = endpoint.path
    for each in endpoint.placed("path"):
        path = path.replace(f"{{{each.name}}}", str(wanted(bench, endpoint, each)))
    reply = bench.newer(endpoint.method, path, content={})
    assert reply.status == 400
    said = json.loads(reply.body)
    validator({"$ref": "#/components/schemas/InvalidRequestResponseBody"}).validate(said)
    first = next(each.name for each in endpoint.placed("body") if each.required)
    assert said["modelState"] == {first: [f"The {first} field is required."]}
    assert header(reply, "X-Paraph-Unconfirmed") == "message"


JUNK: tuple[Any, ...] = (
    "", "x", -1, 1.5, True, 10**30, [], [None], [{}], {}, {"a": 1}, "9999-12-31T23:59:59Z", "[1]", "{}",
    {"iterationType": "Weekly", "startTime": "2026-01-01", "weeklyContract": {"daysOfWeek": [{}]}},
    {"iterationType": "Hourly", "startTime": "0001-01-01", "hourlyContract": {"hours": 10**12, "minutes": -5}},
    {"iterationType": "Monthly", "startTime": "9999-12-30", "monthlyContract": {"simpleDayOfMonth": False, "dayOfWeek": []}},
)  # fmt: skip


@pytest.mark.parametrize(
    "endpoint", [each for each in ALTERYX.endpoints if each.placed("body") or each.body], ids=lambda each: each.name
)
def test_junk_is_answered_and_not_stored_as_something_else(endpoint: Endpoint) -> None:
    bench = Bench(people=2)
    send = bench.older if bases(endpoint)[0] else bench.newer
    path = endpoint.path
    for each in endpoint.placed("path"):
        path = path.replace(f"{{{each.name}}}", str(wanted(bench, endpoint, each)))
    sound = {each.name: wanted(bench, endpoint, each) for each in endpoint.placed("body")}
    for junk in JUNK:
        assert send(endpoint.method, path, content=junk).status < 500
        for name in sound:
            assert send(endpoint.method, path, content=sound | {name: junk}).status < 500, (name, junk)
    for listed in ("users", "subscriptions", "collections", "schedules", "workflows", "serverdataconnections"):
        found = ALTERYX.find("GET", f"/admin/v1/{listed}/")
        assert found is not None
        validator(found.endpoint.response).validate(json.loads(bench.older("GET", f"/admin/v1/{listed}/").body))


def test_an_id_of_any_bytes_is_not_found() -> None:
    bench = Bench(people=0)
    assert bench.newer("GET", "/v3/users/%00%ff").status == 404
    assert bench.older("GET", "/v1/jobs/%00%ff/").status == 404
    request = bench.signed("GET", "/v1/jobs/x/", placement="query")
    assert bench.serve(request._replace(target=request.target.replace("PARAPH", "%ff"))).status == 401
