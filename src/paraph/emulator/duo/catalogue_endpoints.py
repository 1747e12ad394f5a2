"""Endpoints without their own code: the catalogue describes their answers, and written values are stored.

The path shows what an endpoint is. A path that another endpoint extends by a parameter is a collection, the other one its
items. Any other path is a single thing, which keeps its values; a word behind an item acts on it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import resolve, sample
from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import Page
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint, Schema
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object, Store

SINGLE = "single"
"""The kind of all single things; their paths are the ids."""
WRITES = ("POST", "PUT")


def answer_from_catalogue(call: DuoCall) -> Answer:
    """Answer a call as the catalogue describes."""
    path = call.endpoint.path
    if path in item_paths():
        return answer_collection(call)
    if path in item_paths().values():
        return answer_item(call)
    parent = path.rpartition("/")[0]
    if parent in item_paths().values():
        read_item(call, parent)
    return answer_single(call)


@cache
def item_paths() -> dict[str, str]:
    """Return the paths of items, by the path of their collection."""
    paths = {endpoint.path for endpoint in catalogue("duo").endpoints}
    result = [(path.rpartition("/")[0], path) for path in paths if path.endswith("}")]
    return {collection: path for collection, path in result if collection in paths}


def answer_collection(call: DuoCall) -> Answer:
    """List all items, or create one."""
    kind = collection_kind(call, call.endpoint.path)
    if call.endpoint.method in WRITES:
        return create_item(call, kind)
    if call.endpoint.method == "DELETE":
        return ""
    page = call.page(kind)
    schema = resolve(response_schema(call.endpoint).get("items", {}), catalogue("duo").shapes)
    return Page([with_users(call.store, kind, each, schema, key_name(call)) for each in page.items], page.total)


def create_item(call: DuoCall, kind: str) -> Answer:
    """Create an item from the parameters, with the catalogue's example for the rest."""
    name, schema = key_name(call), response_schema(call.endpoint)
    example = sample(schema, catalogue("duo").shapes, written_values(call))
    if not isinstance(example, dict):
        example = written_values(call)
    key = call.state.new_id(str(example.get(name) or "")[:2])
    body = call.store.add(kind, key, without_users(example) | {name: key})
    log_change(call, f"{singular(kind)}_create", log_name(body, key), written_values(call))
    return with_users(call.store, kind, body, schema, name)


def answer_item(call: DuoCall) -> Answer:
    """Return an item, after changing or deleting it if requested."""
    path, name = call.endpoint.path, key_name(call)
    kind, key = collection_kind(call, path.rpartition("/")[0]), call[name]
    if call.endpoint.method == "DELETE":
        body = call.store.get(kind, key)
        if body is not None:
            call.store.unlink(f"user-{kind}", None, key)
            call.store.delete(kind, key)
            log_change(call, f"{singular(kind)}_delete", log_name(body, key))
        return ""
    body = read_item(call, path)
    if call.endpoint.method in WRITES:
        body = call.store.save(kind, key, body | written_values(call))
        log_change(call, f"{singular(kind)}_update", log_name(body, key), written_values(call))
    return with_users(call.store, kind, body, response_schema(call.endpoint), name)


def read_item(call: DuoCall, path: str) -> Object:
    """Return the item of a path; raises DuoError (40401)."""
    parent, _, name = path.rpartition("/")
    return call.object(collection_kind(call, parent), call[name.strip("{}")])


def answer_single(call: DuoCall) -> Answer:
    """Return a single thing with its stored values."""
    key, store = fill_path(call, call.endpoint.path), call.store
    if call.endpoint.method == "DELETE":
        store.delete(SINGLE, key)
        return ""
    if call.endpoint.method in WRITES:
        body = store.save(SINGLE, key, (store.get(SINGLE, key) or {}) | written_values(call))
        log_change(call, "customer_update", singular(key), written_values(call))
    else:
        body = store.get(SINGLE, key) or {}
    if not call.endpoint.response:
        return ""
    return sample(call.endpoint.response, catalogue("duo").shapes, body)


def written_values(call: DuoCall) -> Object:
    """Return the parameters of the body that the catalogue knows."""
    return call.select(*(each.name for each in call.endpoint.placed("body")))


def response_schema(endpoint: Endpoint) -> Schema:
    """Return the schema of the answer."""
    return resolve(endpoint.response, catalogue("duo").shapes)


def key_name(call: DuoCall) -> str:
    """Return the name of an item's id, by its collection or by itself."""
    path = item_paths().get(call.endpoint.path, call.endpoint.path)
    return path.rpartition("/")[2].strip("{}")


def fill_path(call: DuoCall, path: str) -> str:
    """Replace the parameters of a path with the values of a call."""
    return re.sub(r"\{(\w+)\}", lambda result: str(call[result[1]]), path)


def collection_kind(call: DuoCall, path: str) -> str:
    """Return the kind of the items in a collection: its name, or its whole path within another item."""
    if "{" in path:
        return fill_path(call, path)
    return singular(path)


def singular(path: str) -> str:
    """Return the last word of a path in the singular."""
    return path.rpartition("/")[2].removesuffix("s")


def log_name(body: Object, key: str) -> str:
    """Return the name of an item in logs."""
    return str(body.get("name") or key)


def with_users(store: Store, kind: str, body: Object, schema: Schema, name: str) -> Object:
    """Add the users of an item, if its schema has a place for them."""
    members = schema.get("properties", {})
    if "users" in members:
        return body | {"users": users.users_with(store, kind, body[name])}
    if "user" in members:
        result = users.users_with(store, kind, body[name])
        return body | ({"user": result[0]} if result else {})
    return body


def without_users(body: Object) -> Object:
    """Return an item as it is stored."""
    return {name: value for name, value in body.items() if name not in ("user", "users")}


def read_single(store: Store, path: str) -> Object:
    """Return the values of the single thing at a path, by default those of the catalogue's example."""
    result = catalogue("duo").find("GET", path)
    assert result is not None
    value: Object = sample(result.endpoint.response, catalogue("duo").shapes, store.get(SINGLE, path))
    return value
