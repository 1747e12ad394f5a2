"""Serves a Handler over HTTP/1.1 until it is stopped."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

from paraph.core.errors import Unconfigured
from paraph.http.asgi import application
from paraph.http.guard import Guard
from paraph.http.patience import LIMITS, Limits

try:
    import uvicorn

    from paraph.http.strict import protocol
except ModuleNotFoundError:
    raise Unconfigured("a local server needs the extra: pip install 'paraph[server]'") from None

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from paraph.core.message import Request
    from paraph.http.handler import Handler

THREADS = 64
"""How many delayed answers may be in the making at once: with Python's few, those that wait for a search would hold up the quick ones."""
GRACE = 5
"""Seconds that requests in progress may take when the server stops."""


def is_relevant(record: logging.LogRecord) -> bool:
    """Return whether a log record is worth logging: not about a response that is left unfinished on purpose."""
    return "without completing response" not in str(record.msg)


class Server(uvicorn.Server):
    """A uvicorn server that calls `ready` once it accepts connections, and ends cleanly on SIGTERM and SIGINT.

    `ready` is called with the port. `chain` names a file with the certificate chain and its key, for HTTPS. Requests that
    are not meant for `host`, loopback or one of `names` are refused before `handler` sees them; `refused` is called with each.
    Names of the vendors and reserved names are admitted too, but not with `own_only`. `stopping` is called when it begins to stop.
    """

    def __init__(
        self, handler: Handler, host: str, port: int, ready: Callable[[int], None], chain: str | None = None,
        names: Iterable[str] = (), limits: Limits = LIMITS, refused: Callable[[Request], object] = lambda _: None,
        own_only: bool = False, stopping: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._guard = Guard((host, *names), "https" if chain else "http", own_only=own_only)
        super().__init__(
            uvicorn.Config(
                application(self._guard.before(handler, refused), lambda: self.should_exit), host, port, ssl_certfile=chain,
                http=protocol(limits), log_config=None, access_log=False, lifespan="off", ws="none", server_header=False, date_header=False, proxy_headers=False,
                timeout_graceful_shutdown=GRACE, timeout_keep_alive=int(limits.idle),
            )
        )  # fmt: skip
        self._ready, self._stopping = ready, stopping
        logging.getLogger("uvicorn.error").addFilter(is_relevant)

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Leave signals alone: uvicorn would send them to this process again after it has stopped."""
        return nullcontext()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until stopped; raises OSError if the address cannot be listened on."""
        host = self.config.host
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "paraph"))
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.create_server((host, self.config.port), family=family, backlog=self.config.backlog) as listening:
            # Connections inherit it; otherwise a response in two pieces waits 40 ms for an acknowledgement.
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._guard.port = (sockets or [listening])[0].getsockname()[1]
            await super().serve(sockets or [listening])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then call `ready`."""
        await super().startup(sockets)
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                with suppress(NotImplementedError):
                    asyncio.get_running_loop().add_signal_handler(number, self.stop)
        assert sockets
        self._ready(sockets[0].getsockname()[1])

    def stop(self) -> None:
        """Accept no more requests, answer those in progress, and end."""
        self.should_exit = True
        self._stopping()
