"""Encodings of text files: UTF-8 with or without a mark, and UTF-16, which PowerShell's ``>`` writes.

Readers get UTF-8 without a mark. UTF-16 is recognised by its mark, or by a beginning in which every second byte is NUL,
as ASCII has it there. A raw HTTP message begins with ASCII and holds no NUL at its beginning, so its bytes stay as they
are whatever its body holds.
"""

from __future__ import annotations

from paraph.core.errors import Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
FEWEST = 4  # bytes: two characters
LOOKED_AT = 64  # bytes


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding of a file that begins with `head`, and how many bytes its mark has."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    start = head[: LOOKED_AT if len(head) >= LOOKED_AT else len(head) // 2 * 2]
    for encoding, first, second in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if len(start) >= FEWEST and not any(start[first::2]) and all(start[second::2]):
            return encoding, 0
    return "utf-8", 0


def utf8(data: bytes) -> bytes:
    """The text of `data` in UTF-8 without a mark; raises Unreadable if it begins like UTF-16 and is none."""
    encoding, mark = encoding_of(data)
    if encoding == "utf-8":
        return data[mark:] if mark else data
    try:
        return data[mark:].decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise no_text(encoding, error.start + mark) from None


def no_text(encoding: str, place: int) -> Unreadable:
    """The error about bytes that are not of the encoding."""
    return Unreadable(
        f"the file is {encoding.upper().removesuffix('-LE').removesuffix('-BE')}, but byte {place + 1:,} and what follows "
        "are not: it is damaged or cut off; save it as UTF-8"
    )
