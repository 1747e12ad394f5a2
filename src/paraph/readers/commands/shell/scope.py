"""Variables of a script as far as its text tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


MOST_FILLED = 4_000_000
"""How many characters variables may be filled in with, so that values that double come to an end."""


class Scope:
    """Values by name; None for what is set to something that only the shell knows.

    Every change is written down, so that it can be taken back at the end of a subshell (`restore`), or forgotten at the
    end of a part that may not run (`forget`). Each change is gone over once by either, however deep they are nested.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.room = MOST_FILLED
        self._values: dict[str, str | None] = {}
        self._changes: list[tuple[str, str | None, bool]] = []
        self._forgotten = 0

    def get(self, name: str) -> str | None:
        """The value of a variable; what the script sets counts before what is given."""
        value = self._values.get(name)
        return self.given.get(name) if value is None else value

    def spend(self, value: str) -> bool:
        """Count a value that is filled in; whether there was room for it."""
        self.room -= len(value)
        return self.room >= 0

    def is_hidden(self, name: str) -> bool:
        """Whether the script sets it to something that cannot be told."""
        return name in self._values and self._values[name] is None

    def is_set(self, name: str) -> bool:
        """Whether the script sets it."""
        return name in self._values

    def set(self, name: str, value: str | None) -> None:
        """Set a variable."""
        self._changes.append((name, self._values.get(name), name in self._values))
        self._values[name] = value

    def mark(self) -> int:
        """A place among the changes."""
        return len(self._changes)

    def restore(self, mark: int) -> None:
        """Take back all changes since."""
        while len(self._changes) > mark:
            name, value, was_set = self._changes.pop()
            if was_set:
                self._values[name] = value
            else:
                del self._values[name]
        self._forgotten = min(self._forgotten, mark)

    def forget(self, mark: int) -> None:
        """Forget the values of all variables that were changed since."""
        for name, _, _ in self._changes[max(mark, self._forgotten) :]:
            self._values[name] = None
        self._forgotten = len(self._changes)
