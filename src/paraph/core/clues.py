"""What a person knows about a request besides the request and the credential."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Pairs, Request


@dataclass(frozen=True, slots=True)
class Clues:
    """`parameters` that the client meant to send; other names of the `hosts` that client or server may use.

    `body_known` is false if the body of the request is not the one that was sent, byte for byte. `kind` is the kind of the
    input, such as "python" or "har". `server` is the name of a known server, and `answer` the body of what the server answered.
    """

    parameters: Pairs = ()
    hosts: tuple[str, ...] = ()
    body_known: bool = True
    server: str = ""
    answer: bytes = b""
    kind: str = ""


def possible_hosts(request: Request, credential: Credential, clues: Clues) -> tuple[str, ...]:
    """Return other hosts that may have been signed: from the clues, the credential, and headers that proxies add."""
    found = (*clues.hosts, credential.host, *forwarded_hosts(request))
    return tuple(dict.fromkeys(host for host in found if host))


def forwarded_hosts(request: Request) -> Iterator[str]:
    """Return the hosts in X-Forwarded-Host, X-Original-Host and Forwarded (RFC 7239 section 5.3)."""
    for name in ("X-Forwarded-Host", "X-Original-Host"):
        yield from (host.strip() for host in (request.header(name) or "").split(","))
    yield from re.findall(r"""(?:^|[;,\s])host="?([^";,\s]+)""", request.header("Forwarded") or "", re.IGNORECASE)
