"""Each call of the catalogues by its method of the typed clients, with arguments that a server can do something with."""

import asyncio
import inspect
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cached_property
from typing import Any, NamedTuple

from paraph.apis.catalogue import Endpoint, catalogue
from paraph.apis.openapi import is_file
from paraph.apis.samples import sample
from paraph.clients import Retry
from paraph.clients.alteryx import clients as alteryx
from paraph.clients.duo import clients as duo
from paraph.clients.errors import ApiError
from paraph.clients.names import CLIENTS, Argument, arguments_of
from paraph.clients.pages import AsyncPages, Pages
from paraph.testing import AlteryxServer, DuoServer, LocalServer
from tests.apis.schemas import faults

PATIENCE = Retry(tries=1)


class Known(str):
    """The name of a value that the server knows."""


FORCED = {"force": True}
OWN: dict[str, dict[str, Any]] = {
    "POST /admin/v1/users": {"username": "new"},
    "PUT /admin/v2/policies/update": {
        "policies_to_update": {"edit_all_policies": True},
        "policy_changes": {"sections": {}},
    },
    "POST /admin/v1/tokens": {"secret": Known("secret")},
    "POST /oauth2/token": {"client_id": Known("client_id"), "client_secret": Known("client_secret")},
    "POST /admin/v1/registered_devices/blocked": {"registered_device_key_list": []},
    "DELETE /admin/v1/registered_devices/blocked": {"registered_device_key_list": ["example"]},
    "POST /auth/v2/enroll": {"username": "new"},
    "POST /auth/v2/preauth": {"username": "ada"},
    "POST /auth/v2/auth": {"username": "ada", "factor": "auto", "device": "auto"},
    "POST /auth/v2/bypass_codes": {"username": "ada"},
    "POST /rest/v1/preauth": {"user": "ada"},
    "POST /rest/v1/auth": {"user": "ada", "factor": "auto", "auto": "push1"},
    "DELETE /v3/collections/{collectionId}": {"force_delete": True},
    "DELETE /v3/usergroups/{userGroupId}": {"force_delete": True},
    "DELETE /v3/credentials/{credentialId}": FORCED,
    "DELETE /v3/workflows/{workflowId}": FORCED,
    "PUT /v3/subscriptions/{subscriptionId}/users": {"user_ids": []},
}
"""Arguments besides what is required and known, or in its place."""


class Called(NamedTuple):
    """What came of a call: the endpoint, whether it went well, and what is wrong with the result or the request, if anything."""

    endpoint: Endpoint
    succeeded: bool
    wrong: str


def all_called(server: LocalServer, vendor: str, known: Mapping[str, Any], *, is_async: bool) -> Iterator[Called]:
    """Call each endpoint of a vendor; each call finds the server as it was."""
    base = server.local.store._base
    with closing(sqlite3.connect(":memory:")) as before:
        base.backup(before)
        for endpoint in catalogue(vendor).endpoints:
            yield called(server, vendor, endpoint, known, is_async=is_async)
            before.backup(base)


def called(server: LocalServer, vendor: str, endpoint: Endpoint, known: Mapping[str, Any], *, is_async: bool) -> Called:
    """Call one endpoint."""
    named: dict[str, Any] = next((known[label] for label in labels(endpoint) if label in known), {})
    given = arguments(vendor, endpoint, {**known, **named})
    try:
        result = (
            asyncio.run(async_result(server, endpoint, given)) if is_async else sync_result(server, endpoint, given)
        )
    except ApiError as error:
        return Called(endpoint, False, str(error) if error.status >= 500 else "")
    return Called(
        endpoint, True, "; ".join(f"{endpoint.name}: {each}" for each in wrongs(server, vendor, endpoint, result))
    )


def labels(endpoint: Endpoint) -> list[str]:
    """The names under which an endpoint can have values of its own."""
    bare = endpoint.path.rstrip("/")
    paths = (endpoint.path, f"/gallery/api{endpoint.path}", f"/webapi{bare}", f"/webapi{endpoint.path}")
    return [f"{endpoint.method} {path}" for path in paths]


def arguments(vendor: str, endpoint: Endpoint, known: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of the method: what there is to be named, else what the schema allows."""
    given = {each.name: value(vendor, each, known) for each in arguments_of(endpoint) if each.is_required}
    own = OWN.get(endpoint.name, {})
    given |= {name: known[each] if isinstance(each, Known) else each for name, each in own.items()}
    if endpoint.body is not None:
        given["body"] = sample(endpoint.body, catalogue(vendor).shapes, known)
    return given


def value(vendor: str, argument: Argument, known: Mapping[str, Any]) -> Any:
    """The value of one argument."""
    name, schema = argument.parameter.name, argument.parameter.schema
    if name in known:
        return json.loads(known[name]) if argument.packed else known[name]
    if is_file(schema):
        return ("file.yxmd", b"<AlteryxDocument/>")
    return sample(argument.packed or schema, catalogue(vendor).shapes, known)


def client_class(endpoint: Endpoint, prefix: str) -> Any:
    """The client of an endpoint."""
    name = prefix + CLIENTS[endpoint.api]
    return getattr(duo, name, None) or getattr(alteryx, name)


def made(server: LocalServer, endpoint: Endpoint, prefix: str = "") -> Any:
    """A client of the server."""
    kind = client_class(endpoint, prefix)
    if isinstance(server, DuoServer):
        return kind(server.ikey, server.skey, f"127.0.0.1:{server.port}", base_url=server.url, retry=PATIENCE)
    assert isinstance(server, AlteryxServer)
    path = "/webapi" if CLIENTS[endpoint.api] == "Server" else "/gallery"
    return kind(server.key, server.secret, server.url + path, retry=PATIENCE)


def method(client: Any, endpoint: Endpoint) -> Any:
    """The method for an endpoint."""
    group, _, action = endpoint.call.partition(".")
    is_group = isinstance(inspect.getattr_static(client, group, None), cached_property)
    return getattr(getattr(client, group) if is_group else client, action)


def sync_result(server: LocalServer, endpoint: Endpoint, given: Mapping[str, Any]) -> Any:
    """The result of a call that blocks; of a list, all records."""
    with made(server, endpoint) as client:
        result = method(client, endpoint)(**given)
        return result.all() if isinstance(result, Pages) else result


async def async_result(server: LocalServer, endpoint: Endpoint, given: Mapping[str, Any]) -> Any:
    """The result of a call with asyncio; of a list, all records."""
    async with made(server, endpoint, "Async") as client:
        result = method(client, endpoint)(**given)
        return await result.all() if isinstance(result, AsyncPages) else await result


def wrongs(server: LocalServer, vendor: str, endpoint: Endpoint, result: Any) -> Iterator[str]:
    """What the description of an endpoint holds against a result, and against the request for it."""
    if endpoint.content_type != "application/json":
        if not isinstance(result, bytes):
            yield f"expected bytes, got {type(result).__name__}"
    elif endpoint.paging:
        from generate.calls import items_of

        yield from (fault for each in result[:50] for fault in faults(items_of(endpoint.response), each, vendor))
    else:
        yield from faults(endpoint.response, result, vendor)
    last = server.requests[-1].request
    sent = {name for name, _ in query_pairs(last.query)}
    if extra := sent - {each.name for each in endpoint.placed("query")}:
        yield f"sent the parameters {extra}, which the document does not have"


def query_pairs(query: str) -> Any:
    """The decoded pairs of a query."""
    from paraph.core.encoding import parse_form

    return parse_form(query)
