"""What holds for a reader of files whatever a file has in it."""

import random
from collections.abc import Mapping

from paraph import Request, Unreadable
from paraph.readers import entries


def outcomes(data: bytes, variables: Mapping[str, str] | None = None) -> list[Request | Unreadable]:
    """What each entry of the file is; a whole file that cannot be read is one Unreadable."""
    try:
        found = entries(data, variables=variables)
    except Unreadable as error:
        return [error]
    results: list[Request | Unreadable] = []
    for entry in found:
        try:
            results.append(entry.request)
        except Unreadable as error:
            results.append(error)
    return results


def check_damaged(sample: bytes, variables: Mapping[str, str], changes: int = 1500) -> None:
    """The sample cut at every byte, and with bytes changed, gives requests or Unreadable on one line."""
    dice = random.Random(sample)
    damaged = [sample[:end] for end in range(len(sample) + 1)]
    for _ in range(changes):
        copy = bytearray(sample)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(copy))
            copy[place : place + dice.randint(0, 2)] = dice.choice(
                (b"\n", b"{", b"}", b"\\", b"#", b"'", b'"', b"`", b":", b" ", dice.randbytes(2))
            )
        damaged.append(bytes(copy))
    for data in damaged:
        for result in outcomes(data, variables):
            if isinstance(result, Unreadable):
                assert "\n" not in str(result)
                assert result.line >= 1
            else:
                assert isinstance(result.body, bytes)


def check_long(pieces: list[bytes], starts: list[bytes]) -> None:
    """Long runs of odd pieces come to an end."""
    for start in starts:
        for piece in pieces:
            outcomes(start + piece * (65536 // len(piece)))
