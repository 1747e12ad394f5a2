"""Files that are too large to be read at once: of a HAR, the requests that matter."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from paraph.core.errors import ParaphError, Unreadable
from paraph.readers.decoding import encoding_of
from paraph.readers.entry import Entry, is_wanted, of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 16 * 1024 * 1024
MOST_KEPT_BYTES = 32 * 1024 * 1024
ENTRY_BYTES = 2048  # what an entry takes besides its texts, about
SANITISED = "browsers take the Authorization header out of a sanitised HAR: export it with sensitive data"


class FileEntries(NamedTuple):
    """What a file holds: the entries that are kept, how many there are, and how many of them bear a signature.

    `signed` is None if all entries are kept.
    """

    entries: tuple[Entry, ...]
    total: int
    signed: int | None = None

    @property
    def remark(self) -> str:
        """A sentence about what was left out; empty if nothing was."""
        if self.signed is None:
            return ""
        if not self.signed:
            return f"HAR: {self.total:,} entries, none bears a signature; {SANITISED}"
        bear = "1 bears a signature" if self.signed == 1 else f"{self.signed:,} bear a signature"
        kept = sum(1 for entry in self.entries if not isinstance(entry.content, Unreadable))
        only = f"; the first {kept:,} of them are used" if kept < self.signed else ""
        return f"HAR: {self.total:,} entries, {bear}{only}"


class Rest:
    """A file of which the beginning has been read already."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        """`head` comes first, then what is left of the file."""
        self.head, self.file, self.position = head, file, 0

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""
        part = self.head[self.position : self.position + size]
        self.position += len(part)
        if part:
            return part
        self.head = b""
        return self.file.read(size)


def entries_of_large_file(
    head: bytes, file: BinaryIO, *, wanted: str | None = None, everything: bool = False
) -> FileEntries:
    """The requests of a HAR of more than 16 MiB that begins with `head`, which was read already from `file`.

    Entries that bear a signature are kept, the wanted one, and those that cannot be read; with `everything` all. Raises
    Unreadable for a file of another form, and when no entry is kept.
    """
    from paraph.readers.files.har.stream import NO_HAR, stream_har

    encoding, mark = encoding_of(head)
    start = head[mark : mark + 65536].replace(b"\0", b"").lstrip()[:2]
    if start[:1] != b"{" or start == b"{{":
        raise Unreadable(NO_HAR)
    source = Rest(head[mark:], file)
    choice = Choice(wanted, everything=everything)
    return kept_entries(stream_har(source, encoding, choice), choice)


class Choice:
    """Chooses the entries that are of use, and counts them all."""

    def __init__(self, wanted: str | None, *, everything: bool) -> None:
        """`wanted` is the number or name of an entry."""
        self.wanted, self.everything = wanted, everything
        self.total = self.signed = 0

    def __call__(self, entry: Entry) -> bool:
        """Whether to keep this one."""
        self.total += 1
        if self.everything or isinstance(entry.content, Unreadable):
            return True
        signed = is_signed(entry)
        self.signed += signed
        return signed or self.asks_for(entry)

    def asks_for(self, entry: Entry) -> bool:
        """Whether this is the wanted one."""
        return self.everything or (self.wanted is not None and is_wanted(entry, self.wanted))


def kept_entries(found: Iterable[Entry], choice: Choice) -> FileEntries:
    """The entries that were chosen, as far as they fit into memory; raises Unreadable when there is none."""
    from paraph.readers.files.har import NO_ENTRIES

    kept: list[Entry] = []
    size = 0
    for entry in found:
        size += size_of(entry)
        if size <= MOST_KEPT_BYTES or choice.asks_for(entry):
            kept.append(entry)
    if not choice.total:
        raise Unreadable(NO_ENTRIES)
    result = FileEntries(of_kind("har", tuple(kept)), choice.total, None if choice.everything else choice.signed)
    if not kept:
        raise Unreadable(f"{result.remark}, or ask for one entry by its number, 1 to {choice.total}")
    return result


def is_signed(entry: Entry) -> bool:
    """Whether a scheme can read a signature in the request of an entry."""
    from paraph.schemes import is_recognised, recognised

    try:
        request = entry.request
        return is_recognised(request) and bool(recognised(request).parse(request).signature)
    except ParaphError:
        return False


def size_of(entry: Entry) -> int:
    """About how many bytes an entry takes in memory."""
    if isinstance(entry.content, Unreadable):
        return ENTRY_BYTES
    headers, answer = entry.content.headers, entry.response
    texts = chain.from_iterable((*headers, *(answer.headers if answer else ())))
    return ENTRY_BYTES + sum(map(len, texts)) + len(entry.content.body) + (len(answer.body) if answer else 0)
