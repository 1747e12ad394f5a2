"""A whole API as a Postman collection (v2.1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.samples import sample
from paraph.codegen.postman import MARK, SCHEMA, event
from paraph.postman.apis import APIS
from paraph.postman.items import Values, item_of
from paraph.postman.scripts import own_script, script_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from paraph.apis.catalogue import Endpoint, Schema
    from paraph.postman.apis import Api
    from paraph.postman.items import Row

TIMES = ("mintime", "maxtime")
"""Parameters of newer logs; `times.js` sets their variables."""
FIXED = {"grant_type": "client_credentials", "pageSize": "100"}
"""Values that suit better than samples."""


def collection_text(name: str, base_url: str = "", *, signs: bool = True) -> str:
    """Return the collection of an API as JSON; with `signs` its requests sign themselves.

    `base_url` is the address to send to, by default the host of the API, or the proxy if the requests do not sign.
    """
    return json.dumps(collection(APIS[name], base_url, signs=signs), indent=2, ensure_ascii=False) + "\n"


def collection(api: Api, base_url: str, *, signs: bool) -> dict[str, Any]:
    """Return the collection of an API: folders by group of the catalogue, in its order."""
    known = catalogue(api.vendor)
    endpoints = [each for each in known.endpoints if each.api in api.parts]
    ids = id_variables(endpoints, known.shapes)
    times = time_variables(endpoints)
    account = () if api.scheme else (api.key_name, api.secret_name)
    named = (*ids, *times, *account)
    values = Values(known.shapes, FIXED | {name: f"{{{{{name}}}}}" for name in named}, frozenset(account))
    lines = script_lines(api, has_times=bool(times), signs=signs)
    return {
        "info": {"name": api.title, "schema": SCHEMA, "description": description(api, base_url, signs=signs)},
        "item": folders(endpoints, api.prefix, values),
        "auth": {"type": "noauth"},  # Postman's own authorization would replace the signature
        "event": [event(lines)] if lines else [],
        "variable": [*account_variables(api, base_url, signs=signs), *times.values(), *ids.values()],
    }


def folders(endpoints: Sequence[Endpoint], prefix: str, values: Values) -> list[Row]:
    """Return a folder for each group of calls."""
    groups: dict[str, list[Row]] = {}
    for endpoint in endpoints:
        group = endpoint.call.partition(".")[0]
        groups.setdefault(group, []).append(item_of(endpoint, prefix, values))
    return [{"name": folder_name(group), "item": items} for group, items in groups.items()]


def folder_name(group: str) -> str:
    """Return ``Bypass codes`` for ``bypass_codes``."""
    words = group.replace("_", " ")
    return words[:1].upper() + words[1:]


def id_variables(endpoints: Sequence[Endpoint], shapes: Mapping[str, Schema]) -> dict[str, Row]:
    """Return a variable for each parameter of the paths."""
    found: dict[str, Row] = {}
    for endpoint in endpoints:
        for each in endpoint.placed("path"):
            found.setdefault(each.name, variable(each.name, str(sample(each.schema, shapes))))
    return found


def time_variables(endpoints: Sequence[Endpoint]) -> dict[str, Row]:
    """Return empty variables for the times that newer logs require."""
    names = {each.name for endpoint in endpoints for each in endpoint.parameters if each.required}
    return {name: variable(name, "") for name in TIMES if name in names}


def account_variables(api: Api, base_url: str, *, signs: bool) -> list[Row]:
    """Return the variables for address and credential; the secret is empty."""
    base = variable("base", api.base(base_url, signs=signs))
    if not signs:
        return [base]
    host = [variable("host", api.host)] if not base_url else []
    return [*host, base, variable(api.key_name, ""), variable(api.secret_name, "", "secret")]


def variable(name: str, value: str, kind: str = "string") -> Row:
    """Return a variable of the collection."""
    return {"key": name, "value": value, "type": kind}


def script_lines(api: Api, *, has_times: bool, signs: bool) -> list[str]:
    """Return the lines of the script that runs before each request."""
    times = own_script("times").splitlines() if has_times else []
    return [*times, *([MARK, *script_of(api).splitlines()] if signs else [])]


def first_variables(api: Api, base_url: str, *, signs: bool) -> str:
    """Return the names of the variables to be set first, as words."""
    rows = account_variables(api, base_url, signs=signs)
    *others, last = [row["key"] for row in rows if not signs or row["key"] != "base"]
    return f"{', '.join(others)} and {last}" if others else last


def description(api: Api, base_url: str, *, signs: bool) -> str:
    """Say how to use the collection."""
    if not signs:
        return "Start `paraph proxy`, which signs, and set the variable base to its address."
    script = "signs each request when it is sent" if api.scheme else "fetches a token and sends it with each request"
    return (
        f"Set the variables {first_variables(api, base_url, signs=signs)}, as current values only. The pre-request script "
        f"{script}. The ids in paths are variables too. Optional parameters are disabled."
    )
