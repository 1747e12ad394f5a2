"""The page for tests: as a function behind its guard, and as a process."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from paraph.core.message import Request
from paraph.http.guard import Guard
from paraph.http.handler import DelayedResponse, Response
from paraph.web.page import Page
from paraph.web.session import Session
from paraph.web.worker import Worker

if TYPE_CHECKING:
    from tests.trust.servers import Headers

PORT = 8123
HOST = f"127.0.0.1:{PORT}"
JSON = ("Content-Type", "application/json")
NO_WORKER = (sys.executable, "-c", "raise SystemExit(1)")
"""The command of a worker that answers nothing, for tests that ask for nothing."""


class Told(NamedTuple):
    """An answer, with the names of its headers in lower case."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header; the empty text if there is none, or several."""
        values = [value for key, value in self.headers if key == name]
        return values[0] if len(values) == 1 else ""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        """The message of an error, which is one line and no traceback."""
        said = self.json
        assert said["schema"] == "paraph.error/1"
        message: str = said["error"]["message"]
        assert message
        assert "\n" not in message
        assert "Traceback" not in message
        return message


class LocalPage:
    """The page behind the guard that its server has, without a socket."""

    def __init__(self, worker: Worker | None = None, held: dict[str, Any] | None = None) -> None:
        self.session = Session()
        self.session.port = PORT
        self.worker = worker or Worker(NO_WORKER)
        self.page = Page(self.session, self.worker, lambda: {"version": "1"}, held)
        self._serve = Guard(["127.0.0.1"], port=PORT, own_only=True).before(self.page)

    @property
    def cookie(self) -> tuple[str, str]:
        """The header that a browser sends after it has opened the page."""
        return ("Cookie", self.session.cookie().partition(";")[0])

    @property
    def start(self) -> str:
        """The target that opens the page."""
        return self.session.start_url().removeprefix(f"http://{HOST}")

    def send(self, method: str, target: str, headers: Headers, body: bytes = b"") -> Told:
        """The answer to a request with exactly these headers."""
        reply = self._serve(Request(method, target, headers, body))
        while isinstance(reply, DelayedResponse):
            reply = reply.then()
        return told(reply)

    def get(self, target: str, *headers: tuple[str, str]) -> Told:
        """What the browser of the page gets."""
        return self.send("GET", target, (("Host", HOST), self.cookie, *headers))

    def post(self, name: str, arguments: Any) -> Told:
        """The answer to a call; `arguments` are JSON, or bytes that may be none."""
        body = arguments if isinstance(arguments, bytes) else json.dumps(arguments).encode()
        return self.send("POST", f"/api/{name}", (("Host", HOST), self.cookie, JSON), body)


def told(response: Response) -> Told:
    """What a response says, as it goes over the wire."""
    return Told(response.status, tuple((name.lower(), value) for name, value in response.headers), response.body)


class RunningPage:
    """``paraph ui`` as a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], url: str) -> None:
        self.process, self.url = process, url
        parts = urlsplit(url)
        self.port = parts.port or 0
        self.root = f"http://127.0.0.1:{self.port}"
        self.cookie = ""
        self.said = b""

    def send(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Told:
        """The answer to a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        got = connection.getresponse()
        content = got.read()
        connection.close()
        return Told(got.status, tuple((name.lower(), value) for name, value in got.getheaders()), content)

    def open(self) -> None:
        """Use the start address up, and keep the cookie."""
        got = self.send("GET", self.url.removeprefix(self.root))
        assert (got.status, got.header("location")) == (303, "/")
        self.cookie = got.header("set-cookie").partition(";")[0]

    def get(self, target: str) -> Told:
        return self.send("GET", target, Cookie=self.cookie)

    def post(self, name: str, arguments: Any) -> Told:
        body = json.dumps(arguments).encode()
        return self.send("POST", f"/api/{name}", body, Cookie=self.cookie, Content_Type="application/json")

    def begin(self, name: str, arguments: Any, seconds: float = 120) -> http.client.HTTPConnection:
        """Send a call, and wait for nothing; its connection waits so many seconds for the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        headers = {"Cookie": self.cookie, "Content-Type": "application/json"}
        connection.request("POST", f"/api/{name}", json.dumps(arguments), headers)
        return connection

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal; return how the process ended. All that it printed is in `said` then."""
        self.process.send_signal(number)
        out, error = self.process.communicate(timeout=60)
        self.said = out + error
        assert b"Traceback" not in self.said
        return self.process.returncode


def environment(**more: str) -> dict[str, str]:
    """The environment of a page: no configuration of the person who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARAPH_")}
    return {**kept, "PYTHONPATH": str(Path("src").resolve()), "PARAPH_CONFIG": "/nowhere/config.toml", **more}


@contextmanager
def running_page(folder: Path, *options: str, **env: str) -> Iterator[RunningPage]:
    """``paraph ui`` with these options, on a free port; it is ended afterwards."""
    ready = folder / f"ready-{os.urandom(4).hex()}.json"
    command = [sys.executable, "-m", "paraph", "ui", "--no-open", "--ready-file", str(ready), *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, env=environment(**env)
    ) as process:
        try:
            while not ready.exists() and process.poll() is None:
                os.sched_yield()
            assert ready.exists(), process.communicate()[1].decode()
            page = RunningPage(process, json.loads(ready.read_text())["url"])
            yield page
            if process.poll() is None:
                assert page.end() == 0
        finally:
            if process.poll() is None:
                process.kill()
