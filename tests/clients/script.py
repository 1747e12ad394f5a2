"""Clients whose calls are answered by a script; pauses only move the clock."""

from collections.abc import Callable
from typing import Any, TypeVar

from paraph.clients import Retry
from paraph.clients.alteryx import Gallery, Server
from paraph.clients.client import Client
from paraph.clients.duo import Accounts, Admin, AsyncAdmin, Auth
from paraph.clients.steps import Steps, run, run_async
from paraph.core.errors import Unreachable
from paraph.core.message import Request
from paraph.http.handler import Response, json_response

T = TypeVar("T")
NOW = 1_773_740_000.0
IKEY, SKEY = "DIEXAMPLE00000000000", "canary-of-the-secret-key-0123456789abcde"
HOST = "api-example0.duosecurity.com"
Answer = Response | Unreachable | Callable[[Request], Response]


class Script:
    """Gives the answers one after the other, the last one again and again; remembers requests, time-outs and pauses."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.now = list(answers), NOW
        self.requests: list[Request] = []
        self.timeouts: list[float] = []
        self.pauses: list[float] = []

    def clock(self) -> float:
        return self.now

    def send(self, request: Request, timeout: float) -> Response:
        self.requests.append(request)
        self.timeouts.append(timeout)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Unreachable):
            raise answer
        return answer if isinstance(answer, Response) else answer(request)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def run(self, steps: Steps[T]) -> T:
        return run(steps, self.send, self.sleep)

    def answering(self, client: T) -> T:
        """The client, answered by this script."""
        vars(client)["run"] = self.run
        return client

    def admin(self, **options: Any) -> Admin:
        return self.answering(Admin(IKEY, SKEY, HOST, now=self.clock, **options))

    def auth(self, **options: Any) -> Auth:
        return self.answering(Auth(IKEY, SKEY, HOST, now=self.clock, **options))

    def accounts(self, **options: Any) -> Accounts:
        return self.answering(Accounts(IKEY, SKEY, HOST, now=self.clock, **options))

    def gallery(self, **options: Any) -> Gallery:
        return self.answering(Gallery("key", SKEY, "https://a.example/gallery", now=self.clock, **options))

    def server(self, **options: Any) -> Server:
        return self.answering(Server("key", SKEY, "https://a.example/webapi", now=self.clock, **options))


GRANTED = json_response(200, {"access_token": "canary-of-a-token-1", "expires_in": 3600, "token_type": "bearer"})
ONCE = Retry(tries=1)


def duo(response: Any, status: int = 200, **more: Any) -> Response:
    """An answer of Duo."""
    return json_response(status, {"stat": "OK", "response": response, **more})


def failed(status: int, code: int, message: str, headers: tuple[tuple[str, str], ...] = (), **more: Any) -> Response:
    """A refusal of Duo."""
    return json_response(status, {"stat": "FAIL", "code": code, "message": message, **more}, headers)


def clients() -> list[Client]:
    """A client of each kind."""
    script = Script(duo(None))
    return [script.admin(), script.auth(), script.accounts(), script.gallery(), script.server()]


def async_admin(script: Script) -> AsyncAdmin:
    """A client for asyncio that the script answers."""

    async def send(request: Request, timeout: float) -> Response:
        return script.send(request, timeout)

    async def sleep(seconds: float) -> None:
        script.sleep(seconds)

    client = AsyncAdmin(IKEY, SKEY, HOST, now=script.clock)
    vars(client)["run"] = lambda steps: run_async(steps, send, sleep)
    return client
