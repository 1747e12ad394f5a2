"""Both servers in this process, in a thread, for tests that talk to them through sockets."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from paraph.http.handler import Response
from paraph.http.patience import LIMITS, Limits
from paraph.http.serving import Server
from paraph.watching.recorder import Recorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Request
    from paraph.http.handler import Handler
    from paraph.watching.recorder import Note

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def ok(_request: object) -> Response:
    return Response(200, (), b"ok")


@contextmanager
def serving(
    handler: Handler = ok, limits: Limits = LIMITS, refused: Callable[[Request], object] = lambda _: None
) -> Iterator[str]:
    """The URL of a server as ``paraph serve`` runs it."""
    accepts, port = threading.Event(), 0

    def ready(number: int) -> None:
        nonlocal port
        port = number
        accepts.set()

    server = Server(handler, "127.0.0.1", 0, ready, limits=limits, refused=refused)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    accepts.wait()
    yield f"http://127.0.0.1:{port}"
    server.stop()
    thread.join()


@contextmanager
def recording(
    take: Callable[[bytes], bytes] = lambda _: ANSWER,
    limits: Limits = LIMITS,
    refusals: list[str] | None = None,
    note: Note = lambda *_: None,
) -> Iterator[str]:
    """The URL of a server as ``paraph watch`` runs it."""
    loop = asyncio.new_event_loop()
    told: list[str] = [] if refusals is None else refusals
    recorder = Recorder("127.0.0.1", take, told.append, limits, note=note)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = asyncio.run_coroutine_threadsafe(recorder.start(0), loop).result()
    yield f"http://127.0.0.1:{port}"
    asyncio.run_coroutine_threadsafe(recorder.stop(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
