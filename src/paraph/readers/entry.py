"""One of the requests in a file, and how to choose one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, Request
from paraph.readers.multipart import BOUNDARY, BOUNDARY_NOTE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.core.message import ServerResponse

FAILED = 400
MOST_NAMED = 20


class Entry(NamedTuple):
    """A request among those of a file.

    `number` counts from 1. `name` is empty where the file holds one request and gives it no name. `content` is the
    request, or why this one cannot be read while others can. `notes` are sentences about what the file does not have
    or the tool does not do by itself. `kind` says what the input is: "postman", "har", "json", "curl", "httpie", "wget",
    "raw", "charles", "html", "http", "hurl", "bruno", "insomnia", "python", "javascript" or "powershell". `line` is where the command of the request begins, 0 where that is not told.
    `unsent` are the parameters that stand in the file, but are switched off there.
    """

    number: int
    name: str
    content: Request | Unreadable
    status: int | None = None
    response: ServerResponse | None = None
    notes: tuple[str, ...] = ()
    kind: str = ""
    line: int = 0
    unsent: Pairs = ()

    @property
    def request(self) -> Request:
        """The request; raises Unreadable when this one cannot be read."""
        if isinstance(self.content, Unreadable):
            raise self.content
        return self.content

    @property
    def failed(self) -> bool:
        """Whether the recorded answer was a refusal."""
        return self.status is not None and self.status >= FAILED

    @property
    def accepted(self) -> bool:
        """Whether the recorded answer was not a refusal."""
        return self.status is not None and 200 <= self.status < FAILED

    @property
    def body_known(self) -> bool:
        """Whether the body is the one that was sent: not so where the tool makes up a boundary."""
        made_up = isinstance(self.content, Request) and BOUNDARY in (self.content.header("content-type") or "")
        return not made_up and BOUNDARY_NOTE not in self.notes

    @property
    def title(self) -> str:
        """Number, name (or method and path) and status, for a list."""
        status = f" ({self.status})" if self.status is not None else ""
        place = f" (line {self.line})" if self.line else ""
        return f"{self.number} {self.name or self.summary}{place}{status}"

    @property
    def summary(self) -> str:
        """Method and path of the request; empty if it cannot be read."""
        return "" if isinstance(self.content, Unreadable) else f"{self.content.method} {self.content.path}"


class Reading(NamedTuple):
    """A request, or why it cannot be read, and what was left open."""

    content: Request | Unreadable
    notes: tuple[str, ...] = ()


def numbered(readings: Iterable[Reading], first: int = 1) -> tuple[Entry, ...]:
    """Return readings as entries without names, numbered from `first` on."""
    return tuple(Entry(number, "", content, notes=notes) for number, (content, notes) in enumerate(readings, first))


def of_kind(kind: str, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries with their `kind` set."""
    return tuple(entry._replace(kind=kind) for entry in entries)


def attempt(make: Callable[[], Request]) -> Request | Unreadable:
    """What `make` returns, or the Unreadable that it raises, so that one bad entry does not spoil the others.

    The error comes without the frames that it passed: kept, they would hold on to all that was read there.
    """
    try:
        return make()
    except Unreadable as error:
        error.__context__ = None
        return error.with_traceback(None)


def move_error(content: Request | Unreadable, lines: int) -> Request | Unreadable:
    """The same; an Unreadable, whose lines were counted in a part of the file, that many lines further down."""
    if isinstance(content, Unreadable) and lines:
        return Unreadable(content.reason, content.line + lines, content.column)
    return content


def choose_entry(entries: tuple[Entry, ...], wanted: str) -> Entry:
    """The entry of that number or name; the name may be its last part or in other case when only one has it.

    Raises LookupError, with what there is, when none or several fit.
    """
    number = number_in(wanted)
    for entry in entries:
        if entry.number == number:
            return entry
    for fits in name_tests(wanted):
        found = [entry for entry in entries if entry.name and fits(entry.name)]
        if len(found) > 1:
            numbers = ", ".join(str(entry.number) for entry in found[:MOST_NAMED])
            raise LookupError(f"{len(found)} entries are named {wanted!r}: give one of the numbers {numbers}")
        if found:
            return found[0]
    raise LookupError(f"there is no entry {wanted!r}; there are: {entry_titles(entries)}")


def is_wanted(entry: Entry, wanted: str) -> bool:
    """Whether `choose_entry` may choose this one for that number or name."""
    named = entry.name and any(fits(entry.name) for fits in name_tests(wanted))
    return bool(named) or entry.number == number_in(wanted)


def number_in(wanted: str) -> int | None:
    """The number of an entry; None when it is a name."""
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else None


def name_tests(wanted: str) -> tuple[Callable[[str], bool], ...]:
    """Ways in which a name may be the one that is wanted, the strictest first."""
    return (
        lambda name: name == wanted,
        lambda name: name.rpartition(" / ")[2] == wanted,
        lambda name: wanted.lower() in (name.lower(), name.lower().rpartition(" / ")[2]),
    )


def entry_titles(entries: tuple[Entry, ...]) -> str:
    """The entries on one line; of very many the first ones."""
    more = f"; and {len(entries) - MOST_NAMED} more" if len(entries) > MOST_NAMED else ""
    return "; ".join(entry.title for entry in entries[:MOST_NAMED]) + more


def only_request(entries: tuple[Entry, ...]) -> Request:
    """The request of a file that holds one; Unreadable, naming them, when it holds several."""
    if len(entries) > 1:
        raise Unreadable(f"this holds {len(entries)} requests, and one is needed: {entry_titles(entries)}")
    return entries[0].request
