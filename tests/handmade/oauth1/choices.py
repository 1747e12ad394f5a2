"""The wrong choices of hand-made signers of OAuth 1.0a."""

from collections.abc import Callable
from functools import partial

from tests.handmade import address
from tests.handmade.drawing import Changes, Dimension, everywhere, variants
from tests.handmade.encoders import ENCODERS, as_is, percent
from tests.handmade.macs import HASHES, KEY_TEXTS, MACS, TO_BASE64
from tests.handmade.oauth1.bases import BASES
from tests.handmade.oauth1.keys import KEYS
from tests.handmade.oauth1.parameters import PARAMETERS
from tests.handmade.oauth1.protocol import OTHER_VALUES, TIMESTAMPS
from tests.handmade.oauth1.signer import Scene, right_host, right_path
from tests.handmade.pairs import JOINS, ORDERS, REPEATS, VALUE_TEXTS
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
    return right_path(scene) + (f"?{query}" if query else "")


METHODS: dict[str, Callable[[Scene], str]] = {
    **{name: partial(of_method, change) for name, change in address.METHODS.items()},
    "as typed": lambda scene: scene.method,
}

SCHEMES: dict[str, Callable[[Scene], str]] = {
    "http": lambda _scene: "http://",
    "https": lambda _scene: "https://",
    "none": lambda _scene: "",
    "in capitals": lambda scene: f"{scene.scheme.upper()}://",
}

DEFAULT_PORTS = {"http": "80", "https": "443"}
HOSTS: dict[str, Callable[[Scene], str]] = {
    **{name: partial(of_host, change) for name, change in address.HOSTS.items() if "https" not in name},
    "as typed": lambda scene: scene.host + (f":{scene.port}" if scene.port else ""),
    "default port kept": lambda scene: f"{scene.host.lower()}:{scene.port or DEFAULT_PORTS[scene.scheme]}",
    "without www": lambda scene: right_host(scene).removeprefix("www."),
    "with www": lambda scene: right_host(scene) if scene.host.startswith("www.") else f"www.{right_host(scene)}",
}

PATHS: dict[str, Callable[[Scene], str]] = {
    **{name: partial(of_path, change) for name, change in address.PATHS.items()},
    "empty stays empty": lambda scene: scene.path,
    "with query": path_with_query,
}

ADDRESSES: dict[str, Changes] = {
    "only the path": {"scheme": lambda _scene: "", "host": lambda _scene: ""},
    "only the path with query": {
        "scheme": lambda _scene: "",
        "host": lambda _scene: "",
        "path": path_with_query,
    },
    "URL as typed": {"scheme": lambda scene: f"{scene.scheme}://", "host": HOSTS["as typed"], "path": path_with_query},
}


DIMENSIONS = (
    Dimension("parameters", 10, variants("parameters", PARAMETERS)),
    Dimension("timestamp", 2, variants("timestamp", TIMESTAMPS)),
    Dimension("values of the protocol", 2, variants("protocol", OTHER_VALUES)),
    Dimension("repeated names", 3, variants("repeats", REPEATS)),
    Dimension("text of values", 2, variants("value_text", VALUE_TEXTS)),
    Dimension("encoder of names", 2, variants("encode_name", ENCODERS)),
    Dimension("encoder of values", 8, variants("encode_value", ENCODERS)),
    Dimension("encoder of names and values", 6, everywhere(ENCODERS, "encode_name", "encode_value")),
    Dimension(
        "encoder of everything", 4, everywhere(ENCODERS, "encode_name", "encode_value", "encode_uri", "encode_whole")
    ),
    Dimension("encoder of the parameters as a whole", 4, variants("encode_whole", ENCODERS)),
    Dimension("encoder of the URI", 3, variants("encode_uri", ENCODERS)),
    Dimension(
        "encoder of the base string", 2, variants("again", {"encoded again": percent, **ENCODERS, "none": as_is})
    ),
    Dimension("order", 8, variants("order", ORDERS)),
    Dimension("joining", 8, variants("join", JOINS)),
    Dimension("method", 3, variants("method", METHODS)),
    Dimension("scheme", 3, variants("scheme", SCHEMES)),
    Dimension("host", 3, variants("host", HOSTS)),
    Dimension("address", 1, ADDRESSES),
    Dimension("path", 4, variants("path", PATHS)),
    Dimension("base string", 7, variants("base", BASES)),
    Dimension("text as a whole", 3, variants("whole", TEXTS)),
    Dimension("key", 8, variants("key", KEYS)),
    Dimension("text of the key", 3, variants("key_text", KEY_TEXTS)),
    Dimension("MAC", 2, variants("mac", MACS)),
    Dimension("hash", 3, variants("hash_name", {name: name for name in HASHES})),
    Dimension("output", 3, variants("output", TO_BASE64)),
)
"""All that a person chooses, with how often it goes wrong."""
