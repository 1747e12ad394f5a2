"""The records of a page as they came, each decoded when it is looked at.

A page of a log has a thousand records in a megabyte of JSON. Decoded one after the other while they are used, they need half
the time and the memory of one record; where only their text is wanted, nothing is decoded at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import msgspec


class LazyRecords(Sequence[Any]):
    """Records of JSON; `raw` has the text of each, as bytes."""

    __slots__ = ("raw",)

    def __init__(self, raw: Sequence[bytes | memoryview]) -> None:
        self.raw = raw

    def __len__(self) -> int:
        return len(self.raw)

    def __iter__(self) -> Iterator[Any]:
        return map(msgspec.json.decode, self.raw)

    def __reversed__(self) -> Iterator[Any]:
        return map(msgspec.json.decode, reversed(self.raw))

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> LazyRecords: ...
    def __getitem__(self, index: int | slice) -> Any:
        return LazyRecords(self.raw[index]) if isinstance(index, slice) else msgspec.json.decode(self.raw[index])

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(map(bytes, self.raw)))

    def __repr__(self) -> str:
        return f"<{len(self)} records>"


class Whole(msgspec.Struct):
    """An answer of Duo whose ``response`` is the list itself."""

    response: list[msgspec.Raw]
    metadata: Any = None


class Inner(msgspec.Struct):
    """The ``response`` of a log of version 2."""

    metadata: Any = None
    authlogs: list[msgspec.Raw] | None = None
    items: list[msgspec.Raw] | None = None
    events: list[msgspec.Raw] | None = None


class Nested(msgspec.Struct):
    """An answer of Duo with the list within ``response``."""

    response: Inner


_WHOLE, _NESTED = msgspec.json.Decoder(Whole), msgspec.json.Decoder(Nested)
LISTS = ("authlogs", "items", "events")


def decode_lazily(style: str, body: bytes) -> Any:
    """Return a page of Duo as it would be decoded, but with lazy records; None if it has another form.

    `style` is the paging style of the endpoint.
    """
    try:
        body.isascii() or str(body, "utf-8")  # a record's text is not checked until it is decoded
        if style == "offset":
            whole = _WHOLE.decode(body)
            return {"response": LazyRecords(whole.response), "metadata": whole.metadata}
        if style not in ("v2-log", "trust-monitor"):
            return None
        inner = _NESTED.decode(body).response
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    found = {name: LazyRecords(raw) for name in LISTS if (raw := getattr(inner, name)) is not None}
    return {"response": {**found, "metadata": inner.metadata}}
