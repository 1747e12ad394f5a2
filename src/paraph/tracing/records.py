"""The record of one request, which goes from the traced process to the parent."""

from __future__ import annotations

import base64
import json
from typing import Any, NamedTuple

from paraph.core.credential import Secret


class Place(NamedTuple):
    """A line of the user's code, and `what` happened there: "built", "signed" or "sent"."""

    file: str
    line: int
    function: str
    what: str
    code: str = ""


class Mac(NamedTuple):
    """An HMAC that the program computed: its hash, key, message and value, and the places that built and signed it."""

    algorithm: str
    key: Secret
    message: bytes
    digest: bytes
    places: tuple[Place, ...]


class Record(NamedTuple):
    """A request as it left the program, the HMACs that were computed before, and the places that sent it."""

    url_scheme: str
    host: str
    message: bytes
    macs: tuple[Mac, ...]
    places: tuple[Place, ...]


def dump_record(record: Record) -> bytes:
    """Return a record as one line."""
    value: dict[str, Any] = {
        "url_scheme": record.url_scheme,
        "host": record.host,
        "message": pack(record.message),
        "macs": [
            [mac.algorithm, pack(mac.key.value), pack(mac.message), pack(mac.digest), mac.places] for mac in record.macs
        ],
        "places": record.places,
    }
    return json.dumps(value).encode() + b"\n"


def load_record(line: bytes) -> Record:
    """Parse a line of :func:`dump_record`."""
    return record_of(json.loads(line))


def record_of(value: dict[str, Any]) -> Record:
    """Return a record from its JSON value."""
    macs = tuple(
        Mac(name, Secret(unpack(key)), unpack(message), unpack(digest), places_of(places))
        for name, key, message, digest, places in value["macs"]
    )
    message = unpack(value["message"])
    return Record(value["url_scheme"], value["host"], message, macs, places_of(value["places"]))


def places_of(entries: list[list[Any]]) -> tuple[Place, ...]:
    """Return places from their lists."""
    return tuple(Place(*entry) for entry in entries)


def pack(raw: bytes) -> str:
    """Encode bytes as text."""
    return base64.b64encode(raw).decode()


def unpack(text: str) -> bytes:
    """Decode bytes from text."""
    return base64.b64decode(text)
