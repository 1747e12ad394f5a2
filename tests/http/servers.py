"""Servers on loopback that judge what they receive, and answer as they are told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from paraph import Credential, MemoryNonces, Request, judge
from paraph.core.claims import Reason
from paraph.schemes.duo.vendor import CODES
from paraph.verifying.verdict import Verdict
from tests.exactly import Exactly, Loopback
from tests.policies import EVERYTHING

DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
OAUTH = Credential.of("8EXAMPLE_admin_key", "exampleAlteryxSecret0123")
JSON = ("Content-Type", "application/json")


class Told(NamedTuple):
    """What to answer."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Answer = Callable[[Request], Told | None]


class Server(Loopback):
    """Judges each request; answers what `answers` says, else 200 or 401 as the vendor would. `seen` are the requests."""

    def __init__(self, answers: Answer, offset: int = 0) -> None:
        super().__init__(Handler)
        self.answers, self.offset, self.nonces = answers, offset, MemoryNonces()
        self.seen: list[tuple[Request, Verdict]] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up in some tests; whatever else goes wrong shows in what they get."""

    @property
    def reasons(self) -> list[Reason]:
        return [verdict.reason for _, verdict in self.seen]


class Handler(Exactly):
    server: Server

    def answer(self) -> None:
        body = self.body()
        target = self.raw_requestline.split(b" ")[1].decode("utf-8", "surrogateescape")
        request = Request(self.command, target, tuple(self.headers.items()), body, "http")
        now = int(time.time()) + self.server.offset
        verdict = judge(request, [DUO, OAUTH], now=now, nonces=self.server.nonces, policy=EVERYTHING)
        self.server.seen.append((request, verdict))
        told = self.server.answers(request) or vendors_answer(verdict)
        self.send_response_only(told.status)
        if "Date" not in dict(told.headers):
            self.send_header("Date", self.date_time_string(now))
        for name, value in told.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(told.body)))
        self.end_headers()
        self.wfile.write(told.body if self.command != "HEAD" else b"")
        self.wfile.flush()

    def body(self) -> bytes:
        if self.headers.get("Transfer-Encoding"):
            whole = b""
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                whole += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return whole
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def vendors_answer(verdict: Verdict) -> Told:
    if verdict.valid:
        return told_json(200, {"stat": "OK", "response": verdict.scheme})
    if verdict.scheme == "duo":
        code, said = CODES[verdict.reason]
        return told_json(401, {"code": code, "message": said, "stat": "FAIL"})
    said = "The provided signature(oauth_signature) is invalid."
    return told_json(
        401, {"data": None, "exceptionName": "UnauthorizedException", "innerExceptionMessage": "", "message": said}
    )


def told_json(status: int, value: Any, *headers: tuple[str, str]) -> Told:
    return Told(status, (JSON, *headers), json.dumps(value).encode())


@contextmanager
def serving(answers: Answer = lambda _: None, offset: int = 0) -> Iterator[Server]:
    with Server(answers, offset) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
