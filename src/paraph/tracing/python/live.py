"""Forwards a connection to the real server, or to whatever answers in its place."""

from __future__ import annotations

import selectors
import socket
import ssl
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PIECE = 65536
PATIENCE = 30
resolve, _connect, _sendall = (
    socket.getaddrinfo, socket.socket.connect, socket.socket.sendall
)  # fmt: skip
_wrap_socket = ssl.SSLContext.wrap_socket


def open_connection(host: str, port: int, context: ssl.SSLContext | None) -> socket.socket:
    """Open a connection to the real server, over TLS by the program's own `context` if it has one; raises OSError.

    HTTP/2 is not offered, since the program sees a server without it.
    """
    failed: OSError | None = None
    for family, kind, protocol, _, address in resolve(host, port, 0, socket.SOCK_STREAM):
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(PATIENCE)
            _connect(plain, address)
            if context is None:
                return plain
            context.set_alpn_protocols(["http/1.1"])
            return _wrap_socket(context, plain, server_hostname=host)
        except OSError as error:
            plain.close()
            failed = error
    raise failed or OSError(f"{host} has no address")


def relay(near: socket.socket, first: bytes, far: socket.socket, write: Callable[[bytes], None]) -> None:
    """Forward what either side sends until one of them ends; `write` is called with what the program wrote.

    `first` was read from the program already. Raises OSError if a side breaks off.
    """
    with far, selectors.DefaultSelector() as selector:
        selector.register(near, selectors.EVENT_READ)
        selector.register(far, selectors.EVENT_READ)
        write(first)
        while True:
            for key, _ in selector.select():
                source = near if key.fileobj is near else far
                data = source.recv(PIECE)
                if not data and source is near and not isinstance(far, ssl.SSLSocket):
                    selector.unregister(near)  # it sends no more, and may still read
                    far.shutdown(socket.SHUT_WR)
                elif not data:
                    return
                elif source is near:
                    write(data)
                else:
                    _sendall(near, data)
                    while isinstance(far, ssl.SSLSocket) and far.pending():
                        _sendall(near, far.recv(PIECE))


def send_on(far: socket.socket, data: bytes) -> None:
    """Send over TLS as usual, and over a plain socket without recording it."""
    if isinstance(far, ssl.SSLSocket):
        far.sendall(data)
    else:
        _sendall(far, data)
