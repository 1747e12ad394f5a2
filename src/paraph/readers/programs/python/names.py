"""Which assignment of a Python name holds at a moment, and which names stand for one changed value together."""

from __future__ import annotations

import ast
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from paraph.readers.programs.python.scopes import Binding, Place, Scope


class Moment(NamedTuple):
    """Up to where changes count; `outside` says that it is a place in an inner function."""

    place: Place
    outside: bool = False


class Bindings(NamedTuple):
    """The assignments of one name in the order of the text, where each ends, and whether all are straight."""

    found: list[Binding]
    ends: list[Place]
    straight: bool

    def at(self, moment: Moment) -> Binding | None:
        """Return the assignment that holds at a moment; None if that is not certain.

        The only assignment of a name counts, wherever it stands; of several, the last one before, if all are straight
        and, seen from an inner function, none comes later.
        """
        if len(self.found) == 1:
            return self.found[0]
        before = bisect_right(self.ends, moment.place)
        if not before or not self.straight or (moment.outside and before < len(self.found)):
            return None
        return self.found[before - 1]


def in_order(bindings: list[Binding]) -> Bindings:
    """Return assignments in the order of the text."""
    found = sorted(bindings, key=lambda one: one.end)
    return Bindings(found, [one.end for one in found], all(one.straight for one in found))


def shared_names(scopes: list[Scope]) -> set[tuple[int, str]]:
    """Return the names, with their scopes, that stand for one value with another name and are changed by one of both."""
    changed = {(id(scope.holder(name)), name) for scope in scopes for name in roots(scope)}
    found: set[tuple[int, str]] = set()
    for scope in scopes:
        for name, bindings in scope.names.items():
            for one in bindings:
                if isinstance(one.value, ast.Name):
                    pair = {(id(scope), name), (id(scope.holder(one.value.id)), one.value.id)}
                    found |= pair if pair & changed else set()
    return found


def roots(scope: Scope) -> set[str]:
    """Return the names of which a scope changes the values."""
    return {change.path.partition(".")[0] for change in scope.changes}
