"""The page's own server: beside a server that it shows, in a thread, or as the only one of ``paraph ui``."""

from __future__ import annotations

import sys
import threading
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import click

from paraph.core.errors import Unconfigured

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.credential import Credential
    from paraph.http.serving import Server
    from paraph.web.live import LiveRequests
    from paraph.web.page import Answer
    from paraph.web.session import Session

HOST = "127.0.0.1"
WORKER = (sys.executable, "-P", "-m", "paraph.cli.tool_worker", "--warm")
"""The command for what the page asks for; -P keeps modules of the current folder out of it."""


class PageServer:
    """The page on a port of its own, with the process that thinks for it.

    `given` is what the page shows first: a dict with "text" or "base64", and "name"; `credential` is used where the person
    types none, and `source` says in words where it is from. `more` are further paths (see :class:`paraph.web.page.Page`).
    """

    def __init__(
        self,
        given: dict[str, str] | None = None,
        credential: Credential | None = None,
        source: str = "",
        live: dict[str, str] | None = None,
        more: dict[str, Answer] | None = None,
    ) -> None:
        from paraph.web.page import Page
        from paraph.web.session import Session
        from paraph.web.worker import Worker

        self.session: Session = Session()
        self.worker = Worker(WORKER)
        about = start_of(given, credential, source, live)
        held = None if credential is None else credential.table()
        self.page = Page(self.session, self.worker, lambda: about, held, more)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    def make_server(self, port: int, ready: Callable[[str], None]) -> Server:
        """Return the server of the page; `ready` is called with the address that opens it once."""
        from paraph.http.serving import Server

        def listening(number: int) -> None:
            self.session.port = number
            ready(self.session.start_url())

        # A call in progress would keep the server from ending.
        return Server(self.page, HOST, port, listening, own_only=True, stopping=self.worker.close)

    def start(self) -> str:
        """Serve in a thread until :meth:`close`; return the address that opens the page once."""
        addresses: list[str] = []
        is_ready = threading.Event()

        def ready(url: str) -> None:
            addresses.append(url)
            is_ready.set()

        def run() -> None:
            try:
                server.run()
            finally:
                is_ready.set()

        self._server = server = self.make_server(0, ready)
        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()
        is_ready.wait()
        if not addresses:
            raise Unconfigured("the page cannot listen on this machine's loopback address: use --no-ui")
        return addresses[0]

    def close(self) -> None:
        """Stop serving, and end the process."""
        if self._server is not None and self._thread is not None:
            self._server.force_exit = True
            self._server.stop()
            self._thread.join()
        self.worker.close()


def start_of(
    given: dict[str, str] | None, credential: Credential | None, source: str, live: dict[str, str] | None
) -> dict[str, Any]:
    """Return what the page's scripts get first."""
    from paraph import __version__
    from paraph.schemes import all_schemes, diagnosis_of

    schemes = list(all_schemes())
    servers = dict.fromkeys(server.name for scheme in schemes for server in diagnosis_of(scheme).known_servers)
    return {
        "version": __version__,
        "input": given,
        "credential": None if credential is None else {"name": source, "id": credential.key_id},
        "schemes": [{"name": scheme.name, "title": scheme.title} for scheme in schemes],
        "servers": list(servers),
        "live": live,
    }


no_ui_option = click.option("--no-ui", "no_page", is_flag=True, help="Serve no page with the live list.")


class PageBeside:
    """The page beside a server that it shows, with the live list; nothing if it is not wanted, or if it needs a missing extra.

    `kind` is the command. The list is `listing`, which the server adds to; None if there is no page. `now` is the
    server's clock if that stands still. `makes` are arguments of :class:`~paraph.web.live.LiveRequests`.
    """

    def __init__(self, kind: str, *, is_wanted: bool, now: int | None = None, **makes: Any) -> None:
        self._kind, self._now = kind, now
        self._server: PageServer | None = None
        self.listing: LiveRequests | None = None
        if is_wanted and find_spec("uvicorn") and find_spec("httptools"):
            from paraph.web.live import LiveRequests

            self.listing = LiveRequests(**makes)

    def open(self, url: str) -> dict[str, str]:
        """Serve the page of the server at `url`; print its address, and return it as an entry of the ready file."""
        if self.listing is None:
            return {}
        from paraph.web.live_answers import LiveAnswers

        live = LiveAnswers(self.listing, self._now)
        self._server = PageServer(live={"kind": self._kind, "url": url}, more={"/api/live": live})
        address = self._server.start()
        click.echo(f"paraph: the page with what arrives: {address} (this address opens it once)", err=True)
        return {"ui": address}

    def close(self) -> None:
        """Stop serving the page."""
        if self._server is not None:
            self._server.close()
