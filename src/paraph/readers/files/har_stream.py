"""HAR of any size: its entries one at a time, in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.errors import Unreadable
from paraph.readers.entry import Entry
from paraph.readers.files.har import entry
from paraph.readers.files.json_stream import CHUNK, MOST_IN_VALUE, JsonStream, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.readers.files.json_stream import Source

NO_HAR = "only a HAR may be larger than 16 MiB, and this is none: give the request alone, or a smaller file"
NOT_READ = "(not read)"


def stream_har(
    source: Source, encoding: str = "utf-8", *, chunk: int = CHUNK, most: int = MOST_IN_VALUE
) -> Iterator[Entry]:
    """The entries of a HAR, in order; `source` is past its mark.

    An entry of more than `most` characters is an entry that cannot be read, and so is the place where the file is cut off
    or no JSON any more; nothing follows on that one. What stands after the entries is not looked at. Raises Unreadable,
    before any entry, for anything but a HAR.
    """
    text = JsonStream(source, encoding, chunk, most)
    find_entries(text)
    yield from rows_of(text)


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


def rows_of(text: JsonStream) -> Iterator[Entry]:
    """The entries in the array that begins here."""
    number = 1
    try:
        for _ in text.rows():
            line, column = text.place(text.position)
            try:
                row = text.value()
            except TooLarge:
                text.skip_large()
                size = f"entry {number} is larger than {text.most // 1024**2} MiB, and is left out"
                yield Entry(
                    number, NOT_READ, Unreadable(f"{size}: export it without the content of answers", line, column)
                )
            else:
                yield made(row, number, line, column)
            number += 1
    except Unreadable as error:
        error.__context__ = None
        yield Entry(number, NOT_READ, error.with_traceback(None))


def made(row: object, number: int, line: int, column: int) -> Entry:
    """The entry of a row, which may be something else than an object."""
    if isinstance(row, dict):
        return entry(row, number)
    return Entry(number, NOT_READ, Unreadable(f"entry {number} is no object", line, column))
