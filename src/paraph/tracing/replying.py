"""What a request of the program is answered with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from paraph.errors import ParaphError
from paraph.http.answering import answer
from paraph.readers.raw import read_raw
from paraph.schemes import recognised

if TYPE_CHECKING:
    from paraph.tracing.records import Record


def reply(record: Record) -> bytes | None:
    """The vendor's answer, where a key is right that the program used; None, and a word on stderr, for one not signed."""
    keys = dict.fromkeys(mac.key for mac in reversed(record.macs))
    said = answer(
        record.message, record.url_scheme, lambda scheme, key_id: [scheme.keyed(key_id, key.value) for key in keys]
    )
    if said is None:
        text = (
            f"paraph: a request to {record.host} was not sent: only signed ones are answered here; --live sends all\n"
        )
        os.write(2, text.encode("utf-8", "replace"))
    return said


def is_signed(message: bytes, url_scheme: str) -> bool:
    """Whether a scheme recognises a request."""
    try:
        request = read_raw(message, scheme=url_scheme)
        recognised(request).parse(request)
    except ParaphError:
        return False
    return True
