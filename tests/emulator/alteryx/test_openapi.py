"""The local Alteryx holds to the OpenAPI document that it serves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import requests

from paraph.http.adapters.requests import SignedAuth
from paraph.testing import AlteryxServer
from tests.emulator.openapi_cases import Furnished, outcomes

V3, RULES = "/webapi/v3", "/webapi/v3/dcm/admin/connectionhandlingrules"
UPLOADS = ("/gallery/api/admin/v1/workflows/", "/webapi/admin/v1/workflows")
FORECASTS = ("/gallery/api/admin/v2/schedule/forecast/", "/webapi/admin/v2/schedule/forecast")


@contextmanager
def furnished() -> Iterator[Furnished]:
    """A server with something of everything, that is called as a curator."""
    with AlteryxServer("alteryx").running() as server:
        assert isinstance(server, AlteryxServer)
        auth = authorized(server)
        yield Furnished(server, auth, known(server, auth))


def authorized(server: AlteryxServer) -> Callable[[Any], Any]:
    """Signs what goes to the older base, and shows a token to the newer one."""
    form = {"grant_type": "client_credentials", "client_id": server.key, "client_secret": server.secret}
    token = requests.post(f"{server.url}/webapi/oauth2/token", data=form, timeout=5).json()["access_token"]
    signed = SignedAuth(server.credential, "oauth1")

    def auth(prepared: Any) -> Any:
        if "/webapi/" not in prepared.url:
            return signed(prepared)
        if not prepared.url.endswith("/oauth2/token"):
            prepared.headers["Authorization"] = f"Bearer {token}"
        return prepared

    return auth


def known(server: AlteryxServer, auth: Callable[[Any], Any]) -> dict[str, Any]:
    """What there is, by the names of parameters."""

    def first(kind: str, name: str = "id") -> str:
        return str(server.local.store.page(f"alteryx-{kind}")[0][name])

    def post(path: str, **given: Any) -> Any:
        reply = requests.post(f"{server.url}{V3}/{path}", json=given, auth=auth, timeout=5)
        assert reply.status_code == 200, (path, reply.text)
        return reply.json()

    store, user, group = server.local.store, first("user"), first("group")
    collection, workflow = first("collection"), store.page("alteryx-workflow")[0]
    post(f"collections/{collection}/users", userId=user, collectionPermissions={})
    post(f"collections/{collection}/userGroups", userGroupId=group, collectionPermissions={})
    rule = {"id": post("dcm/admin/connectionhandlingrules", name="One")["id"]}
    return {
        "userId": user, "ownerId": user, "userGroupId": group, "workflowId": workflow["id"], "appId": workflow["id"],
        "scheduleId": first("schedule"), "collectionId": collection, "credentialId": first("credential"),
        "dataConnectionId": first("connection"), "jobId": first("job"), "outputId": first("job", "outputId"),
        "subscriptionId": first("studio"), "objectId": first("dcm", "objectId"), "id": first("dcm", "objectId"),
        "connectionId": first("dcm", "connectionId"), "insightId": first("insight"), "format": "Csv",
        f"GET {RULES}/{{id}}": rule, f"DELETE {RULES}/{{id}}": rule, f"POST {RULES}": rule,
        f"DELETE {V3}/subscriptions": {"subscriptionId": post("subscriptions", name="Empty")},
        f"PUT {V3}/workflows/{{workflowId}}": {"versionId": workflow["publishedVersionId"]},
        "POST /webapi/oauth2/token": {
            "client_id": server.key, "client_secret": server.secret, "grant_type": "client_credentials",
        },
        **{f"POST {path}": {"owner": store.page("alteryx-user")[0]["email"]} for path in UPLOADS},
        **{
            f"GET {path}": {"afterDate": "2026-03-01T00:00:00Z", "beforeDate": "2026-03-31T00:00:00Z"}
            for path in FORECASTS
        },
    }  # fmt: skip


def test_each_operation_is_answered_as_the_document_says_and_can_go_well() -> None:
    with furnished() as server:
        found = list(outcomes(server, "alteryx"))
    assert not [each.wrong for each in found if each.wrong]
    assert [each.label for each in found if not each.succeeded] == []
