"""A local server with its page beside it, and a client that sends requests to it as they are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from paraph import Credential
from tests.web.browsing import Visit
from tests.web.pages import RunningPage, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from paraph import Request


class LocalServer(NamedTuple):
    """Where the server is, and the key that it knows."""

    netloc: str
    credential: Credential


@contextmanager
def serving(folder: Path, browser: Browser, **context: Any) -> Iterator[tuple[Visit, LocalServer]]:
    """``paraph serve`` with a Duo, and a window that has opened its page; it is ended afterwards."""
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "paraph", "serve", "duo", "--seed", "1", "--ready-file", str(ready)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment()) as process:
        try:
            while not ready.exists() and process.poll() is None:
                os.sched_yield()
            said = json.loads(ready.read_text())
            key = said["providers"]["duo"]
            server = LocalServer(urlsplit(said["url"]).netloc, Credential.of(key["ikey"], key["skey"]))
            with closing(Visit(browser, RunningPage(process, said["ui"]), **context)) as visit:
                visit.secrets.append(key["skey"])
                visit.page.locator("#view-live").wait_for()
                yield visit, server
        finally:
            process.send_signal(signal.SIGTERM)


def send(netloc: str, request: Request) -> int:
    """Send a request as it is; return the status of the answer."""
    with closing(HTTPConnection(netloc, timeout=60)) as connection:
        connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers:
            connection.putheader(name, value)
        if request.body:
            connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body)
        response = connection.getresponse()
        response.read()
        return response.status
