"""What the page shows of an input: its requests as they were understood, bounded, with what is left out counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from paraph.cli.inputs import failed_entries
from paraph.cli.masking import mask
from paraph.core.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.readers import Entry

MOST_NAMES, MOST_BODY = 100, 20_000
"""How many variables, and how many bytes of a body, the page gets of what was read."""
MOST_TITLE, MOST_LINE = 200, 2000
"""How many characters of a title, and of a URL, a header or a note, the page gets of what was read."""
MOST_ENTRIES, MOST_HEADERS, MOST_NOTES = 300, 100, 50
"""How many titles, headers and notes the page gets; any other entry can be chosen by its number or name."""
_VARIABLE = re.compile(rb"\{\{[ \t]*([^{}$\r\n][^{}\r\n]{0,99}?)[ \t]*\}\}")
_ASKED = re.compile(r"--var (\w{1,100})=")
"""A variable of a shell, in the words that ask for its value."""


def page_reading(
    entries: tuple[Entry, ...], meant: tuple[Entry, ...], data: bytes, filled_in: Iterable[str]
) -> dict[str, Any]:
    """Return the meant request as ``paraph.read/1``, and what the page needs besides; `filled_in` are names of variables."""
    from paraph.render.entries import entries_json

    shown = entries_json([shortened_body(entry) for entry in meant])
    return shortened_lines(mask({**shown, "page": choice_of(entries, meant, data, filled_in)}))


def choice_of(
    entries: tuple[Entry, ...], meant: tuple[Entry, ...], data: bytes, filled_in: Iterable[str]
) -> dict[str, Any]:
    """Return the titles, the entry that is meant, the variables of the input, and how much there is of what is shown in part."""
    from paraph.readers.large import is_signed

    failures = " ".join(str(entry.content) for entry in entries if isinstance(entry.content, Unreadable))
    written = (name.decode("utf-8", "replace") for name in _VARIABLE.findall(data))
    names = dict.fromkeys((*written, *filled_in, *_ASKED.findall(failures)))
    requests = [entry.content for entry in meant if not isinstance(entry.content, Unreadable)]
    return {
        "chosen": meant[0].number if meant else 0,
        "count": len(entries),
        "body_bytes": sum(len(request.body) for request in requests),
        "headers": sum(len(request.headers) for request in requests),
        "entries": [
            {"number": entry.number, "title": entry.title, "signed": is_signed(entry), "failed": entry.failed}
            for entry in likely_entries(entries, meant)
        ],
        "variables": [{"name": name, "needed": name in failures} for name in list(names)[:MOST_NAMES]],
    }


def likely_entries(entries: tuple[Entry, ...], meant: tuple[Entry, ...]) -> list[Entry]:
    """Return at most so many entries, in their order: of more, the meant one, and rather those that failed or are signed."""
    from paraph.readers.large import is_signed

    if len(entries) <= MOST_ENTRIES:
        return list(entries)
    numbers = {entry.number for entry in meant}
    likely = sorted(entries, key=lambda entry: (entry.number not in numbers, not entry.failed, not is_signed(entry)))
    return sorted(likely[:MOST_ENTRIES], key=lambda entry: entry.number)


def shortened_lines(shown: dict[str, Any]) -> dict[str, Any]:
    """Return what was read with long lists and lines cut; they are cut after they are masked, as half a secret is not found."""
    for title in shown["page"]["entries"]:
        title["title"] = title["title"][:MOST_TITLE]
    for entry in shown["entries"]:
        entry["name"] = entry["name"] and entry["name"][:MOST_TITLE]
        entry["notes"] = [note[:MOST_LINE] for note in entry["notes"][:MOST_NOTES]]
        if error := entry.get("error"):
            error["message"] = error["message"][:MOST_LINE]
        if request := entry.get("request"):
            request["method"], request["url"] = request["method"][:MOST_TITLE], request["url"][:MOST_LINE]
            pairs = request["headers"][:MOST_HEADERS]
            request["headers"] = [[name[:MOST_TITLE], value[:MOST_LINE]] for name, value in pairs]
    return shown


def meant_entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entry that is explained without a choice, of several rejected ones the first; none if a person has to choose."""
    try:
        found = failed_entries(entries, None)
    except (click.UsageError, ValueError):
        return ()
    return found[:1]


def shortened_body(entry: Entry) -> Entry:
    """Return an entry whose request has only the beginning of a long body, masked before it is cut."""
    if isinstance(entry.content, Unreadable) or len(entry.content.body) <= MOST_BODY:
        return entry
    return entry._replace(content=entry.content._replace(body=beginning(mask(entry.content.body))))


def beginning(body: bytes) -> bytes:
    """Return the beginning of a body, which ends with a whole character of UTF-8."""
    end = MOST_BODY
    while MOST_BODY - end < 3 and body[end : end + 1] and body[end] & 0xC0 == 0x80:
        end -= 1
    return body[:end]
