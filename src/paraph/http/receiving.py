"""The bounds of a server's response, and errors if no usable response came.

A body is read in pieces. It has two bounds, whatever the server declares: a compressed one may not unpack to more than
`RATIO` times its size (a gzip bomb reaches 1,000; text rarely 20), and one that must be in memory as a whole may have
`MOST_BYTES`. The head is bounded by the HTTP engine, to 100 KiB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_address
from socket import EAI_NONAME, gaierror
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from paraph.core.errors import Unreachable, Untrusted
from paraph.core.message import Pairs

if TYPE_CHECKING:
    import httpx2

MOST_BYTES = 64 * 1024 * 1024
"""The largest body that is held in memory."""
RATIO = 100
HARMLESS_BYTES = 1024 * 1024
"""Bytes that any compressed body may unpack to: a short one can be repetitive by chance."""
LONGEST_REASON = 160
HUNG_UP = "Server disconnected"
PLAINER = {"Receive buffer too long": "a head or a line of it has more than 100 KiB"}
"""What the HTTP engine says, in words for people."""
NOT_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE", "record layer failure")
"""OpenSSL's errors if a server answers a TLS handshake with something else."""

Take = Callable[[int, Pairs, Iterator[bytes]], bytes]
"""A function of status, headers and the pieces of a body; returns the body for the response."""


def whole_body(_status: int, _headers: Pairs, pieces: Iterable[bytes]) -> bytes:
    """Return the whole body; raises Unreachable if it has more than `MOST_BYTES`."""
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        check_size(size)
    return b"".join(parts)


def check_size(size: int) -> None:
    """Raise Unreachable if a body is too large to be held in memory."""
    if size > MOST_BYTES:
        most = f"{MOST_BYTES // 1024**2} MiB"
        raise Unreachable(f"the answer is larger than {most}, the largest that is held in memory", True, final=True)


def unpack_pieces(answer: httpx2.Response) -> Iterator[bytes]:
    """Yield the pieces of the body, unpacked; raises Unreachable if it grows too much."""
    size = 0
    for piece in answer.iter_bytes():
        size += len(piece)
        check_ratio(size, answer.num_bytes_downloaded)
        yield piece


def check_ratio(size: int, downloaded: int) -> None:
    """Raise Unreachable if a body of `downloaded` bytes unpacks to too many."""
    if size > HARMLESS_BYTES and size > RATIO * downloaded:
        said = f"the compressed answer unpacks to more than {RATIO} times its size"
        raise Unreachable(f"{said}: ask for it with Accept-Encoding:identity", True, final=True)


def timeout_error(base: str, timeout: float, connected: bool) -> Unreachable:
    """Return the error for a passed deadline."""
    return Unreachable(
        f"no {'whole answer' if connected else 'connection'} from {base} within {timeout:g} s", connected
    )


def failure(error: httpx2.TransportError, base: str, timeout: float) -> Unreachable:
    """Return the error for a request without a response."""
    import httpx2

    connected = not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout)
    if isinstance(error, httpx2.TimeoutException):
        return timeout_error(base, timeout, connected)
    if isinstance(error, httpx2.ProxyError):  # it makes the connection, so nothing was sent through it
        said = f"the proxy does not connect to {base}: {reason(error)}"
        return Unreachable(said, final=str(error).startswith("407"))
    if isinstance(error, httpx2.ConnectError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Untrusted(f"the certificate of {base} is not trusted ({error}); for a private CA use --ca FILE")
    if isinstance(error, httpx2.ConnectError) and any(said in str(error) for said in NOT_TLS):
        plain = f"http://{base.removeprefix('https://')}"
        return Unreachable(f"{base} does not speak TLS, probably plain HTTP: use {plain}", final=True)
    if not connected and is_caused_by(error, gaierror):
        text = f"the host of {base} is unknown: correct its name, or check the network"
        return Unreachable(text, connected, final=is_caused_by(error, gaierror, EAI_NONAME))
    if not connected and is_caused_by(error, ConnectionRefusedError) and is_loopback(base):
        return Unreachable(f"nothing listens on {base}: start the server, or correct the port", final=True)
    if isinstance(error, httpx2.RemoteProtocolError) and HUNG_UP not in str(error):
        return Unreachable(f"the answer of {base} is not usable HTTP: {reason(error)}", connected)
    return Unreachable(f"no answer from {base}: {reason(error)}", connected)


def reason(error: Exception) -> str:
    """Return the message of an error, short, without the server's own words that some quote."""
    said = str(error).partition(": bytearray(")[0].partition(" b'")[0].partition(' b"')[0]
    return PLAINER.get(said, said)[:LONGEST_REASON] or type(error).__name__


def is_caused_by(error: BaseException | None, kind: type[OSError], number: int | None = None) -> bool:
    """Return whether an error, or one of its causes, is of that kind (and has that number)."""
    while error is not None:
        if isinstance(error, kind) and number in (None, error.errno):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_loopback(base: str) -> bool:
    """Return whether an origin is on this machine by its name."""
    name = urlsplit(base).hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
