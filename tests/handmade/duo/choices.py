"""The wrong choices of hand-made signers of Duo."""

import base64
from collections.abc import Callable
from functools import partial

from tests.handmade import address
from tests.handmade.drawing import Changes, Dimension, everywhere, variants
from tests.handmade.duo.lines import BODIES, DATES, HEADERS, LINES
from tests.handmade.duo.signer import Lines, Scene, right_host, right_path
from tests.handmade.encoders import ENCODERS
from tests.handmade.macs import HASHES, KEY_TEXTS, MACS, TO_HEX
from tests.handmade.pairs import JOINS, ORDERS, REPEATS, VALUE_TEXTS, Pair
from tests.handmade.subsets import leave_last_out, leave_one_out, leave_out, repeat_place, sign_one_twice
from tests.handmade.texts import TEXTS


def of_method(change: address.Change, scene: Scene) -> str:
    """Change the method."""
    return change(scene.method.upper())


def of_host(change: address.Change, scene: Scene) -> str:
    """Change the host."""
    return change(right_host(scene))


def of_path(change: address.Change, scene: Scene) -> str:
    """Change the path."""
    return change(right_path(scene))


def path_with_query(scene: Scene) -> str:
    """Return the path with the query as sent."""
    query = "&".join(f"{scene.form_encoder(pair.name)}={scene.form_encoder(pair.value)}" for pair in scene.query)
    return scene.path + (f"?{query}" if query else "")


METHODS: dict[str, Callable[[Scene], str]] = {
    **{name: partial(of_method, change) for name, change in address.METHODS.items()},
    "as typed": lambda scene: scene.method,
}
HOSTS: dict[str, Callable[[Scene], str]] = {
    **{name: partial(of_host, change) for name, change in address.HOSTS.items() if name != "port dropped"},
    "as typed": lambda scene: scene.host,
    "URL": lambda scene: f"https://{scene.host.lower()}{scene.path}",
}
PATHS: dict[str, Callable[[Scene], str]] = {
    **{name: partial(of_path, change) for name, change in address.PATHS.items()},
    "with query": path_with_query,
    "full URL": lambda scene: f"https://{scene.host.lower()}{scene.path}",
    "full URL with query": lambda scene: f"https://{scene.host.lower()}{path_with_query(scene)}",
    "of version 1": lambda scene: scene.path.replace("/v2/", "/v1/"),
    "of version 2": lambda scene: scene.path.replace("/v1/", "/v2/"),
}

PARAMETERS: dict[str, Callable[[Scene], list[Pair]]] = {
    "none": lambda _scene: [],
    "one of the query forgotten": partial(leave_one_out, "query"),
    "one of the form forgotten": partial(leave_one_out, "body"),
    "one of the query added later": partial(leave_last_out, "query"),
    "one of the form added later": partial(leave_last_out, "body"),
    "empty ones dropped": partial(leave_out, lambda pair: not pair.value),
    "false and 0 dropped": partial(leave_out, lambda pair: pair.value in ("", "0", "false")),
    "one of the query twice": partial(sign_one_twice, "query"),
    "one of the form twice": partial(sign_one_twice, "body"),
    "all twice": partial(repeat_place, "query"),
    "fields of the JSON body": lambda scene: [*scene.pairs, *scene.fields],
    "JSON body as a name": lambda scene: [*scene.pairs, *([Pair(scene.json, "", "body")] if scene.json else [])],
    "integration key added": lambda scene: [*scene.pairs, Pair("ikey", scene.integration_key, "query")],
}

KEYS: dict[str, Callable[[Scene], bytes]] = {
    "integration key": lambda scene: scene.integration_key.encode(),
    "both with a colon": lambda scene: f"{scene.integration_key}:{scene.secret_key}".encode(),
    "both run together": lambda scene: f"{scene.integration_key}{scene.secret_key}".encode(),
    "both with &": lambda scene: f"{scene.integration_key}&{scene.secret_key}".encode(),
    "secret first, both with a colon": lambda scene: f"{scene.secret_key}:{scene.integration_key}".encode(),
    "& at the end": lambda scene: f"{scene.secret_key}&".encode(),
    "base64 of both": lambda scene: base64.b64encode(f"{scene.integration_key}:{scene.secret_key}".encode()),
}


def five_lines(lines: Lines) -> str:
    """Join the lines of version 2."""
    return "\n".join(lines[:5])


VERSIONS: dict[str, Changes] = {
    "version 2 of a JSON body": {"parameters": PARAMETERS["fields of the JSON body"], "lines": five_lines},
}

DIMENSIONS = (
    Dimension("parameters", 8, variants("parameters", PARAMETERS)),
    Dimension("repeated names", 2, variants("repeats", REPEATS)),
    Dimension("text of values", 2, variants("value_text", VALUE_TEXTS)),
    Dimension("encoder of names", 2, variants("encode_name", ENCODERS)),
    Dimension("encoder of values", 8, variants("encode_value", ENCODERS)),
    Dimension("encoder of names and values", 8, everywhere(ENCODERS, "encode_name", "encode_value")),
    Dimension("encoder of the parameters as a whole", 2, variants("encode_whole", ENCODERS)),
    Dimension("order", 8, variants("order", ORDERS)),
    Dimension("joining", 7, variants("join", JOINS)),
    Dimension("date", 7, variants("date", DATES)),
    Dimension("method", 3, variants("method", METHODS)),
    Dimension("host", 4, variants("host", HOSTS)),
    Dimension("path", 5, variants("path", PATHS)),
    Dimension("hash of the body", 5, variants("body", BODIES)),
    Dimension("hash of the headers", 3, variants("headers", HEADERS)),
    Dimension("version", 1, VERSIONS),
    Dimension("lines", 7, variants("lines", LINES)),
    Dimension("text as a whole", 3, variants("whole", TEXTS)),
    Dimension("key", 5, variants("key", KEYS)),
    Dimension("text of the key", 5, variants("key_text", KEY_TEXTS)),
    Dimension("MAC", 2, variants("mac", MACS)),
    Dimension("hash", 4, variants("hash_name", {name: name for name in HASHES})),
    Dimension("output", 4, variants("output", TO_HEX)),
)
"""All that a person chooses, with how often it goes wrong."""
