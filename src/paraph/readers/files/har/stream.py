"""HAR of any size: its entries one at a time, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.errors import Unreadable
from paraph.readers.entry import Entry
from paraph.readers.files.har import request_entry, with_answer
from paraph.readers.files.har.json_stream import CHUNK, MOST_IN_VALUE, JsonStream, TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.readers.files.har.json_stream import Source

NO_HAR = "only a HAR may be larger than 16 MiB, and this is none: give the request alone, or a smaller file"
NOT_READ = "(not read)"


def stream_har(
    source: Source,
    encoding: str = "utf-8",
    keep: Callable[[Entry], bool] = lambda _: True,
    *,
    chunk: int = CHUNK,
    most: int = MOST_IN_VALUE,
) -> Iterator[Entry]:
    """The entries of a HAR, in order; `source` is past its mark. `keep` chooses by the request: answers come later.

    An entry of more than `most` characters is an entry that cannot be read, and so is the place where the file is cut off
    or no JSON any more; nothing follows on that one. What stands after the entries is not looked at. Raises Unreadable,
    before any entry, for anything but a HAR.
    """
    text = JsonStream(source, encoding, chunk, most)
    find_entries(text)
    yield from rows_of(text, keep)


def find_entries(text: JsonStream) -> None:
    """Go to the value of ``log.entries``."""
    for name in text.members():
        if name != "log" or text.peek() != "{":
            text.skip()
            continue
        for member in text.members():
            if member == "entries":
                return
            text.skip()
    raise Unreadable(NO_HAR)


def rows_of(text: JsonStream, keep: Callable[[Entry], bool]) -> Iterator[Entry]:
    """The entries to keep in the array that begins here."""
    number = 1
    try:
        for _ in text.rows():
            row = row_of(text, number)
            made = request_entry(row, number) if isinstance(row, dict) else Entry(number, NOT_READ, row)
            if keep(made):
                yield with_answer(made, row) if isinstance(row, dict) else made
            number += 1
    except Unreadable as error:
        error.__context__ = None
        last = Entry(number, NOT_READ, error.with_traceback(None))
        if keep(last):
            yield last


def row_of(text: JsonStream, number: int) -> dict[str, Any] | Unreadable:
    """The object of an entry, or why there is none."""
    try:
        row = text.value()
    except TooLarge:
        size = f"entry {number} is larger than {text.most // 1024**2} MiB, and is left out"
        error = text.fault(f"{size}: export it without the content of answers", text.position)
        text.skip_large()
        return error
    return row if isinstance(row, dict) else text.fault(f"entry {number} is no object", text.position)
