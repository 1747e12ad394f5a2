"""The headers of HTTPie in the order in which it sends them.

HTTPie's own headers and those that are given go into a request of the library requests, which adds its own. What was
given then moves to the end, repeats together. A header that is given without a value is taken out, ours too.

Source: HTTPie 3.2.4 (client.py), requests 2.34 (sessions.py)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SESSION = (("User-Agent", "requests"), ("Accept-Encoding", "gzip"), ("Accept", "*/*"), ("Connection", "keep-alive"))
"""What requests sends by itself."""
UNSTATED = frozenset(name.lower() for name, _ in SESSION)
_NAME = re.compile(r"[^:\s][^:\r\n]*")
_BROKEN = re.compile(r"[\r\n\0]")


class Headers:
    """Headers in order, repeats kept, found by their names in any letter case; None is the value of one taken out."""

    def __init__(self, pairs: Iterable[tuple[str, str | None]] = ()) -> None:
        self._entries: list[tuple[str, str | None] | None] = []
        self._places: dict[str, list[int]] = {}
        for name, value in pairs:
            self.append(name, value)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._places

    def items(self) -> list[tuple[str, str | None]]:
        """All names and values."""
        return [entry for entry in self._entries if entry is not None]

    def named(self, name: str) -> list[tuple[str, str | None]]:
        """Those of one name."""
        found = (self._entries[place] for place in self._places.get(name.lower(), ()))
        return [entry for entry in found if entry is not None]

    def value(self, name: str) -> str | None:
        """The first value of a name."""
        return next((value for _, value in self.named(name)), None)

    def append(self, name: str, value: str | None) -> None:
        """Put one at the end."""
        self._places.setdefault(name.lower(), []).append(len(self._entries))
        self._entries.append((name, value))

    def add(self, name: str, value: str | None) -> None:
        """Add one as an item does: None takes those before it out, and a value takes a None out."""
        if value is None:
            self.set(name, None)
            return
        if name in self and self.value(name) is None:
            self.pop(name)
        self.append(name, value)

    def set(self, name: str, value: str | None) -> None:
        """Put one in the place of the first of its name, and take the others out."""
        places = self._places.get(name.lower())
        if not places:
            self.append(name, value)
            return
        for place in places[1:]:
            self._entries[place] = None
        del places[1:]
        self._entries[places[0]] = (name, value)

    def pop(self, name: str) -> None:
        """Take those of a name out."""
        for place in self._places.pop(name.lower(), ()):
            self._entries[place] = None

    def update(self, others: Headers) -> None:
        """Put others in the places of those of the same names, further ones at the end."""
        seen: set[str] = set()
        for name, value in others.items():
            (self.append if name.lower() in seen else self.set)(name, value)
            seen.add(name.lower())


def prepared(own: Headers, given: Headers, framing: tuple[str, str] | None, login: tuple[str, str] | None) -> Headers:
    """Return the headers of a request: `own` ones, those that are given, of the body's length, and of a login.

    Raises ValueError for a header that cannot be sent.
    """
    own.update(given)
    stated = Headers((name, value.strip() if value is not None else None) for name, value in own.items())
    made: dict[str, tuple[str, str]] = {}
    merged = {name.lower(): (name, value) for name, value in SESSION}
    for name, value in stated.items():
        if value is None:
            merged.pop(name.lower(), None)
            continue
        check(name, value)
        merged[name.lower()] = (name, value)
    for pair in (framing, login):
        if pair is not None:
            merged[pair[0].lower()] = made[pair[0].lower()] = pair
    kept = [(name, value) for key, (name, value) in merged.items() if key not in stated or key in made]
    moved = [pair for key in merged if key in stated and key not in made for pair in stated.named(key)]
    return Headers([*kept, *moved])


def check(name: str, value: str) -> None:
    """Raise ValueError for a header that cannot be sent."""
    if not _NAME.fullmatch(name) or not name.isascii() or _BROKEN.search(value) or value[:1].isspace():
        raise ValueError(f"the header {name[:40]!r} has characters that no header can have")


def sent(headers: Headers, given: Headers, host: str) -> tuple[tuple[str, str], ...]:
    """Return what is on the wire, Host first unless it is given, without what requests and HTTPie add by themselves."""
    stated = [
        (name, value)
        for name, value in headers.items()
        if value is not None
        and (name.lower() not in UNSTATED or name in given or (name == "Accept" and value != "*/*"))
    ]
    return (*(() if "host" in given else (("Host", host),)), *stated)
