"""Redirects every connection of a program to a small server in its own process, which forwards what comes.

Each host name resolves to its own address of a reserved range. A connection to such an address goes to the server
instead, without the TLS layer, so what the program wrote can be read.
"""

from __future__ import annotations

import asyncio
import errno
import os
import socket
import ssl
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.tracing.python.live import PIECE, open_connection, relay, send_on
from paraph.tracing.python.macs import SEEN
from paraph.tracing.python.places import users_place
from paraph.tracing.records import Place, Record, dump_record
from paraph.watching.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable

_getaddrinfo, _connect, _sendall, _send = (
    socket.getaddrinfo, socket.socket.connect, socket.socket.sendall, socket.socket.send
)  # fmt: skip
_wrap_socket, _create_connection = ssl.SSLContext.wrap_socket, asyncio.BaseEventLoop.create_connection


@dataclass(slots=True)
class Link:
    """A connection that was redirected to the server: the intended host, whether over TLS, and who wrote to it last."""

    host: str
    port: int
    tls: bool = False
    context: ssl.SSLContext | None = None
    place: Place | None = None
    wire: Wire = field(default_factory=Wire)

    @property
    def url_scheme(self) -> str:
        """The URL scheme: http or https."""
        return "https" if self.tls or self.port == 443 else "http"

    def record(self, message: bytes) -> Record:
        """Return the record of a request."""
        return Record(self.url_scheme, self.host, message, tuple(SEEN), (self.place,) if self.place else ())


LIVE = "PARAPH_TRACE_LIVE"
"""The environment variable that says that real servers are to answer."""
NAMES: list[str] = []
LINKS: dict[int, Link] = {}
"""The connections by their source ports."""
KNOWN = threading.Condition()


def address_of(host: str) -> str:
    """Return the address that stands for a host."""
    if host not in NAMES:
        NAMES.append(host)
    number = NAMES.index(host) + 1
    return f"240.0.{number >> 8}.{number & 255}"


def host_at(address: str) -> str | None:
    """Return the host that an address stands for."""
    parts = address.split(".")
    if parts[:2] != ["240", "0"]:
        return None
    index = int(parts[2]) * 256 + int(parts[3]) - 1
    return NAMES[index] if index < len(NAMES) else None


def getaddrinfo(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
    """Return the addresses of a host: the real ones for this machine, else the one that stands for the host."""
    name = host.decode() if isinstance(host, bytes) else host
    if not name or is_here(name) or name.startswith("240.0."):
        return _getaddrinfo(host, port, *args, **kwargs)
    kind = socket.SOCK_STREAM
    number = port if isinstance(port, int) else int(port) if str(port).isdigit() else {"https": 443}.get(port, 80)
    return [(socket.AF_INET, kind, socket.IPPROTO_TCP, "", (address_of(name), number))]


def is_here(name: str) -> bool:
    """Return whether a name or address is this machine's own."""
    return name in ("localhost", "::1", "0.0.0.0") or name.startswith("127.")  # noqa: S104 - compared, not bound


def connect(self: socket.socket, address: Any) -> None:
    """Connect to the server in place of any other machine."""
    if self.family not in (socket.AF_INET, socket.AF_INET6) or is_here(address[0]):
        _connect(self, address)
        return
    if (
        self.family == socket.AF_INET6
        or self.type & ~(socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC) != socket.SOCK_STREAM
    ):
        raise ConnectionRefusedError(errno.ECONNREFUSED, f"paraph trace: {address[0]} is not contacted")
    waiting = self.gettimeout()
    self.settimeout(None)
    _connect(self, ("127.0.0.1", SERVER.port))
    self.settimeout(waiting)
    with KNOWN:
        LINKS[self.getsockname()[1]] = Link(host_at(address[0]) or address[0], address[1])
        KNOWN.notify_all()


def connect_ex(self: socket.socket, address: Any) -> int:
    """Do the same, and return an error number."""
    try:
        connect(self, address)
    except OSError as error:
        return error.errno or errno.ECONNREFUSED
    return 0


def link_of(sock: Any) -> Link | None:
    """Return the link of a socket that was redirected to the server."""
    try:
        return LINKS.get(sock.getsockname()[1]) if LINKS and sock.family == socket.AF_INET else None
    except (OSError, AttributeError, IndexError):
        return None


def recording_sender(write: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a socket's function that sends, so that it records the caller."""

    def sending(self: socket.socket, data: Any, *args: Any) -> Any:
        link = link_of(self)
        if link is not None:
            link.place = users_place("sent") or link.place
        return write(self, data, *args)

    return sending


class PlainSocket(socket.socket):
    """A socket that imitates TLS with `host`, by the rules of `context`."""

    context: ssl.SSLContext
    host: str

    def getpeercert(self, binary_form: bool = False) -> Any:
        """Return a certificate of the host, for clients that check it themselves; it has no bytes."""
        if binary_form:
            return b""
        return {
            "subject": ((("commonName", self.host),),),
            "issuer": ((("commonName", "paraph trace"),),),
            "subjectAltName": (("DNS", self.host),),
            "notBefore": "Jan  1 00:00:00 2020 GMT",
            "notAfter": "Jan  1 00:00:00 2120 GMT",
        }

    def selected_alpn_protocol(self) -> str:
        """Return HTTP/1.1."""
        return "http/1.1"

    def version(self) -> str:
        """Return a current version."""
        return "TLSv1.3"

    def cipher(self) -> tuple[str, str, int]:
        """Return a current cipher."""
        return ("TLS_AES_256_GCM_SHA384", "TLSv1.3", 256)


def wrap_socket(self: ssl.SSLContext, sock: socket.socket, *args: Any, **kwargs: Any) -> Any:
    """Return a socket that was redirected to the server unchanged, else a TLS socket."""
    link = link_of(sock)
    if link is None:
        return _wrap_socket(self, sock, *args, **kwargs)
    link.tls, link.context = True, self
    timeout = sock.gettimeout()
    plain = PlainSocket(sock.family, sock.type, sock.proto, fileno=sock.detach())
    plain.settimeout(timeout)
    plain.context, plain.host = self, link.host
    return plain


async def create_connection(self: Any, factory: Any, host: Any = None, port: Any = None, **kwargs: Any) -> Any:
    """Open an asyncio connection, without TLS if it was redirected to the server."""
    own = link_of(kwargs.get("sock")) if kwargs.get("sock") is not None else None
    if kwargs.get("ssl") and (own is not None or (host is not None and not is_here(str(host)))):
        context = kwargs["ssl"]
        for name in ("ssl", "server_hostname", "ssl_handshake_timeout", "ssl_shutdown_timeout"):
            kwargs.pop(name, None)
        transport, protocol = await _create_connection(self, factory, host, port, **kwargs)
        link = link_of(transport.get_extra_info("socket"))
        if link is not None:
            link.tls = True
            link.context = context if isinstance(context, ssl.SSLContext) else ssl.create_default_context()
        return transport, protocol
    return await _create_connection(self, factory, host, port, **kwargs)


class Server:
    """The server: a thread a connection, in the program's own process.

    One connection carries the records of all requests that real servers answer to the parent; a request that the parent
    answers has a connection of its own.
    """

    def __init__(self, parent: str) -> None:
        self._parent, self._live = parent, bool(os.environ.get(LIVE))
        self._telling, self._lock = self._connect_parent() if self._live else None, threading.Lock()
        self._listening = socket.socket()
        self._listening.bind(("127.0.0.1", 0))
        self._listening.listen(128)
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, (_, port) = self._listening.accept()
            threading.Thread(target=self._serve, args=(connection, port), daemon=True).start()

    def _serve(self, connection: socket.socket, port: int) -> None:
        with KNOWN:
            KNOWN.wait_for(lambda: port in LINKS, timeout=5)
        link = LINKS.get(port)
        try:
            first = connection.recv(PIECE)
            if link is not None and first:
                (self._pass_on if self._live else self._answer_by_parent)(connection, link, first)
        except OSError:
            return
        finally:
            connection.close()

    def _answer_by_parent(self, connection: socket.socket, link: Link, first: bytes) -> None:
        """Let the parent answer."""

        def write(data: bytes) -> None:
            for message in link.wire.feed(data):
                _sendall(far, dump_record(link.record(message)))
            if link.wire.waits_for_go:
                _sendall(connection, b"HTTP/1.1 100 Continue\r\n\r\n")

        far = self._connect_parent()
        relay(connection, first, far, write)

    def _pass_on(self, connection: socket.socket, link: Link, first: bytes) -> None:
        """Let the real server answer, and report each signed request to the parent."""
        from paraph.tracing.replying import is_signed

        def write(data: bytes) -> None:
            for message in link.wire.feed(data):
                if is_signed(message, link.url_scheme):
                    self._report(link.record(message))
            send_on(far, data)

        try:
            far = open_connection(link.host, link.port, link.context)
        except OSError as error:
            os.write(2, f"paraph: {link.host} cannot be reached: {error}\n".encode("utf-8", "replace"))
            return
        relay(connection, first, far, write)

    def _report(self, record: Record) -> None:
        """Report a request to the parent."""
        assert self._telling is not None
        with self._lock:
            _sendall(self._telling, dump_record(record))

    def _connect_parent(self) -> socket.socket:
        """Return a connection to the parent."""
        connection = socket.socket(socket.AF_UNIX)
        _connect(connection, self._parent)
        return connection


SERVER: Server


def serve(parent: str) -> None:
    """Start the server of this process; a process that was forked off needs its own, since threads stay behind."""
    global SERVER, KNOWN
    LINKS.clear()
    KNOWN = threading.Condition()
    SERVER = Server(parent)


def install(parent: str) -> None:
    """Redirect all connections to the server; it reports to the socket at the path `parent`."""
    serve(parent)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=partial(serve, parent))
    socket.getaddrinfo = getaddrinfo
    socket.socket.connect = connect  # type: ignore[assignment,method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[assignment,method-assign]
    socket.socket.sendall = recording_sender(_sendall)  # type: ignore[method-assign]
    socket.socket.send = recording_sender(_send)  # type: ignore[method-assign]
    ssl.SSLContext.wrap_socket = wrap_socket  # type: ignore[method-assign]
    asyncio.BaseEventLoop.create_connection = create_connection  # type: ignore[method-assign,assignment]
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        os.environ.pop(variable, None)
    if "anyio.streams.tls" in sys.modules:
        install_anyio(sys.modules["anyio.streams.tls"])


def install_anyio(module: Any) -> None:
    """Do the same for anyio's TLS streams, after their import."""
    wrap = module.TLSStream.wrap.__func__

    async def without_tls(cls: Any, stream: Any, /, **kwargs: Any) -> Any:
        link = link_of(getattr(stream, "_raw_socket", None))
        if link is None:
            return await wrap(cls, stream, **kwargs)
        link.tls, link.context = True, kwargs.get("ssl_context") or ssl.create_default_context()
        return stream

    module.TLSStream.wrap = classmethod(without_tls)
