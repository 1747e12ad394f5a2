"""Collections of version 1 against their reader: newman converts and runs them, and what it sends is compared."""

import json
import random
from typing import Any

from paraph.readers import entries
from tests.readers.tools.newman import (
    BODIES,
    ENVIRONMENT,
    METHODS,
    NAMES,
    TEXTS,
    VARIABLES,
    at,
    fault_of,
    rows_of,
    run,
    url_of,
)
from tests.readers.tools.recorder import Recorder


def request_v1(seed: str) -> dict[str, Any]:
    """A request of a collection of version 1."""
    draw = random.Random(seed)
    url = url_of(draw)
    while not isinstance(url, str):
        url = url_of(draw)
    request: dict[str, Any] = {"id": seed, "name": "r", "method": draw.choice(METHODS), "url": url}
    lines = [
        f"{row['key']}: {row.get('value') or ''}"
        for row in rows_of(draw, ("X-A", "// X-B", "//X-C", "Date", "x-a"), 4, ("a", "b c", "{{v}}"))
    ]
    request["headers"] = "\n".join(lines) + ("\n" if draw.random() < 0.5 else "")
    if draw.random() < 0.3:
        request["headerData"] = [
            {"key": draw.choice(("X-A", "X-D")), "value": "of the rows", "enabled": draw.random() < 0.7}
        ]
    if draw.random() < 0.3:
        request["queryParams"] = [
            {
                "key": row["key"],
                "value": row.get("value"),
                "enabled": not row.get("disabled"),
                "equals": draw.random() < 0.5,
            }
            for row in rows_of(draw, NAMES)
        ]
    if draw.random() < 0.3:
        request[draw.choice(("pathVariableData", "pathVariableData", "variables"))] = [
            {"key": "id", "value": draw.choice(TEXTS)}
        ]
    if draw.random() < 0.2:
        request["pathVariables"] = {"id": draw.choice(TEXTS)}
    if draw.random() < 0.8:
        mode = draw.choice(("raw", "urlencoded", "params", "binary", "raw", None, "graphql"))
        request["dataMode"] = mode
        if mode in ("urlencoded", "params") or draw.random() < 0.1:
            request["data"] = [{**row, "enabled": not row.get("disabled")} for row in rows_of(draw, NAMES)]
        if mode == "raw" or draw.random() < 0.1:
            request["rawModeData"] = draw.choice((*BODIES, ["{}"], []))
        if mode == "graphql":
            request["graphqlModeData"] = {"query": "{a}", "variables": ""}
        if draw.random() < 0.2:
            request["dataOptions"] = {"raw": {"language": "json"}}
        request["dataDisabled"] = draw.random() < 0.05
    if draw.random() < 0.4:
        request |= draw.choice((
            {"currentHelper": "basicAuth", "helperAttributes": {"id": "basic", "username": "u", "password": "{{v}}"}},
            {"currentHelper": "bearerAuth", "helperAttributes": '{"token": "t"}'}, {"currentHelper": "normal", "helperAttributes": {}},
            {"currentHelper": None, "helperAttributes": None}, {"auth": {"type": "basic", "basic": [{"key": "username", "value": "x"}]}},
            {"currentHelper": "oAuth1", "helperAttributes": {"consumerKey": "k", "consumerSecret": "s", "signatureMethod": "HMAC-SHA1", "timestamp": "1",
             "nonce": "n", "version": "1.0", "header": draw.random() < 0.5, "includeEmpty": draw.random() < 0.5}},
        ))  # fmt: skip
    return request


def faults_v1(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many requests of version 1, in folders and outside of them."""
    draw = random.Random(seed + first)
    names = [f"newman v1 {seed} {number}" for number in range(first, first + count)]
    with Recorder(count) as recorder:
        requests = [at(request_v1(name), recorder.host(number)) for number, name in enumerate(names)]
        places: dict[str, list[str]] = {"": [], "f": [], "g": [], "h": []}
        for name in names:
            places[draw.choice(list(places))].append(name)
        folders = [{"id": "f", "name": "f", "order": places["f"], "folders_order": ["g"]}, {"id": "g", "name": "g", "order": places["g"]},
                   {"id": "h", "name": "h", "order": places["h"], "auth": {"type": "basic", "basic": [{"key": "username", "value": "h"}]}}]  # fmt: skip
        collection = {"id": "c", "name": "c", "order": places[""], "folders": folders, "folders_order": ["h", "f"], "requests": requests,
                      "variables": VARIABLES}  # fmt: skip
        run(collection)
        taken = {name: recorder.received(number) for number, name in enumerate(names)}
    given = {row["key"]: row["value"] for row in ENVIRONMENT["values"] if row["enabled"]}
    read = entries(json.dumps(collection).encode(), variables=given)
    order = [*places["h"], *places["g"], *places["f"], *places[""]]
    by_name = {request["id"]: request for request in requests}
    found = [fault_of(by_name[name], entry, taken[name]) for name, entry in zip(order, read, strict=True)]
    return [fault for fault in found if fault]
