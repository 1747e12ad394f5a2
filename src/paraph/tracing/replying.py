"""Answers the requests of a traced program."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from paraph.core.errors import ParaphError
from paraph.http.answering import answer
from paraph.readers.files.raw import read_raw
from paraph.schemes import diagnosis_of, recognised

if TYPE_CHECKING:
    from paraph.core.claims import Claims
    from paraph.core.credential import Credential
    from paraph.core.scheme import Scheme
    from paraph.http.answering import Accepted
    from paraph.tracing.records import Record


def reply(record: Record, accepted: Accepted) -> bytes:
    """Return the vendor's answer to a signed request; a request with a right key of the program is accepted.

    `accepted` answers correctly signed requests.
    """
    keys = dict.fromkeys(mac.key for mac in reversed(record.macs))

    def find_credentials(scheme: Scheme[Any], claims: Claims) -> list[Credential]:
        return [diagnosis_of(scheme).signed_text.credential(claims, key.value) for key in keys]

    said = answer(record.message, record.url_scheme, find_credentials, accepted)
    assert said is not None
    return said


def refuse(record: Record) -> None:
    """Say on stderr that an unsigned request was not sent."""
    text = f"paraph: a request to {record.host} was not sent: only signed ones are answered here; --live sends all\n"
    os.write(2, text.encode("utf-8", "replace"))


def say_malformed(host: str, detail: str) -> None:
    """Say on stderr that a request which no server would read was not answered."""
    os.write(2, f"paraph: a request to {host} is not well-formed: {detail}\n".encode("utf-8", "replace"))


def is_signed(message: bytes, url_scheme: str) -> bool:
    """Return whether a scheme recognises a request."""
    try:
        request = read_raw(message, scheme=url_scheme)
        recognised(request).parse(request)
    except ParaphError:
        return False
    return True
