"""Endpoints without code of their own: the catalogue says what they answer, and what is written to them is kept.

What a path stands for shows in its form. One that goes on with a parameter in another endpoint is a collection, that
other one its items. Any other is a single thing, which keeps its values; a word behind an item does something to it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import resolved, sample
from paraph.emulator.duo import users
from paraph.emulator.duo.calls import Page
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint, Schema
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object, Store

SINGLE = "single"
"""The kind of all things that there is one of, by path."""
WRITES = ("POST", "PUT")


def described(call: Call) -> Answer:
    """What the catalogue describes."""
    path = call.endpoint.path
    if path in items():
        return collection(call)
    if path in items().values():
        return item(call)
    parent = path.rpartition("/")[0]
    if parent in items().values():
        read_item(call, parent)
    return single(call)


@cache
def items() -> dict[str, str]:
    """By path of a collection: the path of its items."""
    paths = {endpoint.path for endpoint in catalogue("duo").endpoints}
    found = [(path.rpartition("/")[0], path) for path in paths if path.endswith("}")]
    return {collection: path for collection, path in found if collection in paths}


def collection(call: Call) -> Answer:
    """All items, or a new one."""
    kind = kind_of(call, call.endpoint.path)
    if call.endpoint.method in WRITES:
        return create(call, kind)
    if call.endpoint.method == "DELETE":
        return ""
    page = call.page(kind)
    schema = resolved(shape(call.endpoint).get("items", {}), catalogue("duo").shapes)
    return Page([with_users(call.store, kind, each, schema, key_name(call)) for each in page.items], page.total)


def create(call: Call, kind: str) -> Answer:
    """A new item: what was given, and for the rest what the catalogue has as an example."""
    name, schema = key_name(call), shape(call.endpoint)
    example = sample(schema, catalogue("duo").shapes, written(call))
    if not isinstance(example, dict):
        example = written(call)
    key = call.state.new_id(str(example.get(name) or "")[:2])
    body = call.store.add(kind, key, without_users(example) | {name: key})
    changed(call, f"{noun(kind)}_create", called(body, key), written(call))
    return with_users(call.store, kind, body, schema, name)


def item(call: Call) -> Answer:
    """One item, after it has been changed or forgotten if that is asked for."""
    path, name = call.endpoint.path, key_name(call)
    kind, key = kind_of(call, path.rpartition("/")[0]), call[name]
    if call.endpoint.method == "DELETE":
        body = call.store.get(kind, key)
        if body is not None:
            call.store.unlink(f"user-{kind}", None, key)
            call.store.delete(kind, key)
            changed(call, f"{noun(kind)}_delete", called(body, key))
        return ""
    body = read_item(call, path)
    if call.endpoint.method in WRITES:
        body = call.store.put(kind, key, body | written(call))
        changed(call, f"{noun(kind)}_update", called(body, key), written(call))
    return with_users(call.store, kind, body, shape(call.endpoint), name)


def read_item(call: Call, path: str) -> Object:
    """The item that a path like this leads to; raises Refused (40401)."""
    parent, _, name = path.rpartition("/")
    return call.object(kind_of(call, parent), call[name.strip("{}")])


def single(call: Call) -> Answer:
    """A single thing, with the values that were written to it."""
    key, store = filled(call, call.endpoint.path), call.store
    if call.endpoint.method == "DELETE":
        store.delete(SINGLE, key)
        return ""
    if call.endpoint.method in WRITES:
        body = store.put(SINGLE, key, (store.get(SINGLE, key) or {}) | written(call))
        changed(call, "customer_update", noun(key), written(call))
    else:
        body = store.get(SINGLE, key) or {}
    if not call.endpoint.response:
        return ""
    return sample(call.endpoint.response, catalogue("duo").shapes, body)


def written(call: Call) -> Object:
    """What a call writes: the parameters of its body, as far as the catalogue has them."""
    return call.chosen(*(each.name for each in call.endpoint.placed("body")))


def shape(endpoint: Endpoint) -> Schema:
    """The schema of what is answered, itself."""
    return resolved(endpoint.response, catalogue("duo").shapes)


def key_name(call: Call) -> str:
    """What the id of an item is called, by its collection or by itself."""
    path = items().get(call.endpoint.path, call.endpoint.path)
    return path.rpartition("/")[2].strip("{}")


def filled(call: Call, path: str) -> str:
    """A path with the call's values in the place of its parameters."""
    return re.sub(r"\{(\w+)\}", lambda found: str(call[found[1]]), path)


def kind_of(call: Call, path: str) -> str:
    """The kind of what is in a collection: one of the account's is named after it, one within an item by its whole path."""
    if "{" in path:
        return filled(call, path)
    return noun(path)


def noun(path: str) -> str:
    """What the last word of a path names, one of them."""
    return path.rpartition("/")[2].removesuffix("s")


def called(body: Object, key: str) -> str:
    """What logs call an item."""
    return str(body.get("name") or key)


def with_users(store: Store, kind: str, body: Object, schema: Schema, name: str) -> Object:
    """An item with the users that have it, where its schema has a place for them."""
    members = schema.get("properties", {})
    if "users" in members:
        return body | {"users": users.holders(store, kind, body[name])}
    if "user" in members:
        found = users.holders(store, kind, body[name])
        return body | ({"user": found[0]} if found else {})
    return body


def without_users(body: Object) -> Object:
    """An item as it is kept."""
    return {name: value for name, value in body.items() if name not in ("user", "users")}


def read_single(store: Store, path: str) -> Object:
    """The values of the single thing at a path, those of the catalogue's example where none were written."""
    found = catalogue("duo").find("GET", path)
    assert found is not None
    value: Object = sample(found.endpoint.response, catalogue("duo").shapes, store.get(SINGLE, path))
    return value
