"""Servers on loopback that answer as no server should: a table of them by name, and what `paraph send` makes of each.

Each is a function that gets a connection after the request has been read, and writes what it likes. Those without an end
write until the client hangs up or the server is stopped.
"""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from typing import NamedTuple

HEAD = b"HTTP/1.1 200 OK\r\n"
PIECE = b"0" * 65536
ZEROS = 512 * 1024 * 1024
"""What the bombs unpack to: as much as the campaign's limit of memory."""

Stopped = threading.Event
Serve = Callable[[socket.socket, Stopped], None]


class Bad(NamedTuple):
    """A bad server: how it answers, and the exit codes that are right for it."""

    serve: Serve
    codes: tuple[int, ...]

    @property
    def about(self) -> str:
        return (self.serve.__doc__ or "").strip()


BAD: dict[str, Bad] = {}


def answers(*codes: int) -> Callable[[Serve], Serve]:
    """Put a server into the table, with the exit codes that it may lead to."""

    def add(serve: Serve) -> Serve:
        BAD[serve.__name__.replace("_", "-")] = Bad(serve, codes)
        return serve

    return add


@lru_cache
def packed(kind: int, size: int = ZEROS) -> bytes:
    """So many zeros, packed as gzip (31), zlib (15) or raw deflate (-15), without ever being in memory."""
    packer = zlib.compressobj(9, zlib.DEFLATED, kind)
    parts = [packer.compress(PIECE) for _ in range(size // len(PIECE))]
    return b"".join(parts) + packer.flush()


def send_packed(wire: socket.socket, coding: bytes, body: bytes) -> None:
    wire.sendall(HEAD + b"Content-Encoding: %b\r\nContent-Length: %d\r\n\r\n" % (coding, len(body)) + body)


@answers(69)
def gzip_bomb(wire: socket.socket, _: Stopped) -> None:
    """Half a GiB of zeros, packed 1,000 to 1."""
    send_packed(wire, b"gzip", packed(31))


@answers(69)
def zlib_bomb(wire: socket.socket, _: Stopped) -> None:
    """The same as deflate with its header."""
    send_packed(wire, b"deflate", packed(15))


@answers(69)
def deflate_bomb(wire: socket.socket, _: Stopped) -> None:
    """The same as deflate without a header."""
    send_packed(wire, b"deflate", packed(-15))


@answers(69)
def double_gzip_bomb(wire: socket.socket, _: Stopped) -> None:
    """The same, packed twice: 1,000,000 to 1."""
    send_packed(wire, b"gzip, gzip", gzip.compress(packed(31)))


@answers(69)
def nine_codings(wire: socket.socket, _: Stopped) -> None:
    """More codings upon each other than anybody uses."""
    body = b"[]"
    for _each in range(9):
        body = gzip.compress(body)
    send_packed(wire, b", ".join([b"gzip"] * 9), body)


@answers(69)
def not_gzip(wire: socket.socket, _: Stopped) -> None:
    """A body that is not what Content-Encoding says."""
    send_packed(wire, b"gzip", b"this is no gzip")


@answers(69)
def endless_body(wire: socket.socket, stopped: Stopped) -> None:
    """A body that ends with the connection, which never ends."""
    write_forever(wire, stopped, HEAD + b"\r\n", PIECE)


@answers(69)
def endless_error(wire: socket.socket, stopped: Stopped) -> None:
    """The same with status 401, whose body has to be looked at."""
    write_forever(wire, stopped, b"HTTP/1.1 401 No\r\n\r\n", PIECE)


@answers(69)
def endless_chunks(wire: socket.socket, stopped: Stopped) -> None:
    """Chunk after chunk."""
    write_forever(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + PIECE + b"\r\n")


@answers(69)
def tiny_chunks(wire: socket.socket, stopped: Stopped) -> None:
    """Chunk after chunk of one byte each."""
    write_forever(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n0\r\n" * 10_000)


@answers(69)
def huge_chunk(wire: socket.socket, stopped: Stopped) -> None:
    """A single chunk of 4 EiB."""
    write_forever(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n3fffffffffffffff\r\n", PIECE)


@answers(69)
def endless_chunk_size(wire: socket.socket, stopped: Stopped) -> None:
    """A chunk size with ever more digits."""
    write_forever(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n", PIECE)


@answers(69)
def endless_chunk_extension(wire: socket.socket, stopped: Stopped) -> None:
    """A chunk size followed by an extension without end."""
    write_forever(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", PIECE)


@answers(69)
def endless_trailers(wire: socket.socket, stopped: Stopped) -> None:
    """Trailers without end after the last chunk."""
    write_forever(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: 1\r\n" * 1000)


@answers(69)
def huge_length(wire: socket.socket, stopped: Stopped) -> None:
    """A Content-Length of 1 EB, and as much as anybody takes."""
    write_forever(wire, stopped, HEAD + b"Content-Length: 1000000000000000000\r\n\r\n", PIECE)


@answers(69)
def drip_body(wire: socket.socket, stopped: Stopped) -> None:
    """The body byte by byte, slowly."""
    drip(wire, stopped, HEAD + b"Content-Length: 100000\r\n\r\n", b"0")


@answers(69)
def drip_head(wire: socket.socket, stopped: Stopped) -> None:
    """A header byte by byte, slowly."""
    drip(wire, stopped, HEAD + b"X-Slow: ", b"0")


@answers(69)
def drip_chunk_size(wire: socket.socket, stopped: Stopped) -> None:
    """Chunks whose extensions come byte by byte, slowly."""
    drip(wire, stopped, HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"0")


@answers(69)
def silence(wire: socket.socket, stopped: Stopped) -> None:
    """No answer at all."""
    stopped.wait()


@answers(69)
def silence_after_the_head(wire: socket.socket, stopped: Stopped) -> None:
    """A head, and no body."""
    wire.sendall(HEAD + b"Content-Length: 5\r\n\r\n")
    stopped.wait()


@answers(69)
def million_headers(wire: socket.socket, _: Stopped) -> None:
    """A million headers."""
    wire.sendall(HEAD)
    for _each in range(1000):
        wire.sendall(b"X-A: 1\r\n" * 1000)
    wire.sendall(b"Content-Length: 0\r\n\r\n")


@answers(69)
def endless_header(wire: socket.socket, stopped: Stopped) -> None:
    """A header line without end."""
    write_forever(wire, stopped, HEAD + b"X-A: ", PIECE)


@answers(69)
def endless_status(wire: socket.socket, stopped: Stopped) -> None:
    """A status line without end."""
    write_forever(wire, stopped, b"HTTP/1.1 200 ", PIECE)


@answers(69)
def endless_1xx(wire: socket.socket, stopped: Stopped) -> None:
    """Interim answers without end."""
    write_forever(wire, stopped, b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)


@answers(69)
def endless_100(wire: socket.socket, stopped: Stopped) -> None:
    """100 Continue without end."""
    write_forever(wire, stopped, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@answers(0)
def thousand_100(wire: socket.socket, _: Stopped) -> None:
    """100 Continue a thousand times, then an answer."""
    wire.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000 + HEAD + b"Content-Length: 2\r\n\r\n[]")


@answers(69)
def garbage(wire: socket.socket, _: Stopped) -> None:
    """What is no HTTP."""
    wire.sendall(bytes(range(256)) * 100)


@answers(69)
def terminal_codes_for_http(wire: socket.socket, _: Stopped) -> None:
    """A status line of terminal control codes."""
    wire.sendall(b"\x1b]0;owned\x07\x1b[2J\xe2\x80\xae\r\n\r\n")


@answers(69)
def ssh_banner(wire: socket.socket, _: Stopped) -> None:
    """Another protocol, which speaks first."""
    wire.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")


@answers(69)
def hang_up(wire: socket.socket, _: Stopped) -> None:
    """The connection closed without a word."""


@answers(69)
def hang_up_in_the_head(wire: socket.socket, _: Stopped) -> None:
    """The connection closed within the head."""
    wire.sendall(HEAD + b"Content-Le")


@answers(69)
def hang_up_in_the_body(wire: socket.socket, _: Stopped) -> None:
    """The connection closed within the body."""
    wire.sendall(HEAD + b"Content-Length: 1000\r\n\r\nonly this")


@answers(69)
def hang_up_in_a_chunk(wire: socket.socket, _: Stopped) -> None:
    """The connection closed within a chunk."""
    wire.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n100\r\nonly this")


@answers(0)
def more_than_the_length(wire: socket.socket, _: Stopped) -> None:
    """More body than Content-Length says: what is too much is not part of the answer."""
    wire.sendall(HEAD + b"Content-Length: 2\r\n\r\n[]HTTP/1.1 200 OK\r\n\r\n")


@answers(69)
def two_lengths(wire: socket.socket, _: Stopped) -> None:
    """Two Content-Lengths that differ."""
    wire.sendall(HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n[] ")


@answers(69)
def negative_length(wire: socket.socket, _: Stopped) -> None:
    """A negative Content-Length."""
    wire.sendall(HEAD + b"Content-Length: -1\r\n\r\n[]")


@answers(69)
def odd_transfer_coding(wire: socket.socket, _: Stopped) -> None:
    """A transfer coding that is not chunked."""
    wire.sendall(HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")


@answers(69)
def status_of_four_digits(wire: socket.socket, _: Stopped) -> None:
    """A status that is none."""
    wire.sendall(b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n")


@answers(0)
def invalid_utf8(wire: socket.socket, _: Stopped) -> None:
    """A body and a header that are not UTF-8."""
    wire.sendall(HEAD + b"X-A: \xff\xfe\r\nContent-Length: 4\r\n\r\n\xff\xfe\xc0\x80")


@answers(0)
def deep_json(wire: socket.socket, _: Stopped) -> None:
    """JSON as deep as a megabyte allows."""
    wire.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n" + b"[" * 1_000_000)


@answers(0)
def greedy_json(wire: socket.socket, stopped: Stopped) -> None:
    """60 MiB of JSON that takes more than a GiB once it is parsed; as bytes it is a right answer."""
    body = b"[" + b"{}," * 20_000_000 + b"{}]"
    wire.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@answers(0)
def indented_json(wire: socket.socket, stopped: Stopped) -> None:
    """100 KB of JSON that takes 90 MB with indents."""
    body = b"[" * 900 + b"1," * 50_000 + b"1" + b"]" * 900
    wire.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@answers(3)
def endless_redirect(wire: socket.socket, _: Stopped) -> None:
    """A redirect to itself, which is not followed."""
    wire.sendall(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n")


@answers(0, 69)
def switching_protocols(wire: socket.socket, _: Stopped) -> None:
    """101 to a client that did not ask for it."""
    wire.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nxxxx")


def write_forever(wire: socket.socket, stopped: Stopped, start: bytes, piece: bytes) -> None:
    wire.sendall(start)
    while not stopped.is_set():
        wire.sendall(piece)


def drip(wire: socket.socket, stopped: Stopped, start: bytes, piece: bytes) -> None:
    wire.sendall(start)
    while not stopped.wait(0.05):
        wire.sendall(piece)


@contextmanager
def bad_server(name: str) -> Iterator[str]:
    """The origin of a bad server of that name, until the end of the block."""
    stopped = threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0), backlog=16)) as listener:
        thread = threading.Thread(target=accept_all, args=(listener, BAD[name].serve, stopped))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            stopped.set()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def accept_all(listener: socket.socket, serve: Serve, stopped: Stopped) -> None:
    """Serve one connection after the other, each in a thread that is waited for."""
    threads = []
    with suppress(OSError):
        while not stopped.is_set():
            wire, _ = listener.accept()
            wire.settimeout(10)
            threads.append(threading.Thread(target=serve_one, args=(wire, serve, stopped)))
            threads[-1].start()
    for thread in threads:
        thread.join()


def serve_one(wire: socket.socket, serve: Serve, stopped: Stopped) -> None:
    """Read a request, and answer it; a client that hangs up is what most of these servers bring about."""
    with closing(wire), suppress(OSError):
        seen = b""
        while b"\r\n\r\n" not in seen:
            part = wire.recv(65536)
            if not part:
                return
            seen += part
        serve(wire, stopped)
        wire.shutdown(socket.SHUT_WR)
        while wire.recv(65536):
            pass
