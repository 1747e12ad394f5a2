"""A pytest plugin: a local Duo or Alteryx for a single test.

::

    def test_login(paraph_duo):
        paraph_duo.add_user("ada", phone="+15555550100")
        auth = duo_client.Auth(paraph_duo.ikey, paraph_duo.skey, paraph_duo.host, ca_certs="HTTP", port=paraph_duo.port)
        assert auth.auth("push", username="ada", device="auto")["result"] == "allow"
        assert paraph_duo.requests[-1].request.path == "/auth/v2/auth"
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from paraph.core.credential import Credential
from paraph.emulator import demo_keys
from paraph.emulator.app import LocalApp
from paraph.emulator.control_api import MAX_LOG_BYTES, RequestLog
from paraph.emulator.faults import parse_fault
from paraph.emulator.local import LocalVendors
from paraph.emulator.refusals import Refusals
from paraph.http.asgi import application
from paraph.http.transport import transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.emulator.control_api import ReceivedRequest
    from paraph.emulator.faults import Faults
    from paraph.emulator.refusals import Refusal
    from paraph.http.asgi import Application

HOST = "127.0.0.1"


class LocalServer:
    """A server of one vendor, listening on a free port of this machine until the test ends.

    `url` is its address. Set `now` to Unix seconds to fix its clock.
    """

    def __init__(self, vendor: str) -> None:
        self.now: float | None = None
        self.url, self.port = "", 0
        self._refused: list[Refusal] = []
        self._refusals = Refusals(self._refused.append, self.time, credentials=lambda: self.local.credentials())
        request_log = RequestLog(max_body=MAX_LOG_BYTES)  # a test may look at whole bodies
        self._whole = LocalApp(lambda faults: self._local(vendor, faults), request_log=request_log)

    def _local(self, vendor: str, faults: Faults) -> LocalVendors:
        return LocalVendors((vendor,), clock=self.time, seed=0, refused=self._refusals.take, faults=faults)

    def time(self) -> float:
        """The server's time, in Unix seconds."""
        return time.time() if self.now is None else self.now

    @property
    def local(self) -> LocalVendors:
        """The server itself."""
        return self._whole.local

    @property
    def requests(self) -> list[ReceivedRequest]:
        """Return the received requests, oldest first, each with the status of its answer."""
        return self._whole.request_log.all()

    @property
    def refused(self) -> list[Refusal]:
        """Return the rejected requests, each with its explanation; wait until all are explained."""
        self._refusals.join()
        return list(self._refused)

    @property
    def app(self) -> Application:
        """Return the server as an ASGI application, to be called without a socket."""
        return application(self._whole.handler)

    def transport(self, library: str = "httpx2") -> Any:
        """Return a transport for clients of ``httpx2`` or ``httpx`` that calls the server without a socket."""
        return transport(self._whole.handler, library)

    def fault(self, *texts: str) -> None:
        """Inject a fault from now on, such as ``429*3``; without a text, stop all faults."""
        if not texts:
            self._whole.faults.clear()
        for text in texts:
            self._whole.faults.add(parse_fault(text))

    @contextmanager
    def running(self) -> Iterator[LocalServer]:
        """Listen during the block."""
        from paraph.http.serving import Server

        accepts = threading.Event()
        failed: list[BaseException] = []

        def ready(port: int) -> None:
            self.port, self.url = port, f"http://{HOST}:{port}"
            accepts.set()

        def serve() -> None:
            try:
                server.run()
            except BaseException as error:  # it is raised again in the thread that waits
                failed.append(error)
            finally:
                accepts.set()

        server = Server(self._whole.served, HOST, 0, ready)
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        accepts.wait()
        try:
            if failed:
                raise failed[0]
            yield self
        finally:
            server.stop()
            thread.join()
            self._refusals.close()
            self.local.store.close()


class DuoServer(LocalServer):
    """A local Duo: `ikey` and `skey` give access to all its APIs at `host` and `port`."""

    ikey, skey, host = demo_keys.DUO_DEMO.id, demo_keys.DUO_DEMO.secret, HOST

    @property
    def credential(self) -> Credential:
        """The key that gives access to every API."""
        return Credential.of(self.ikey, self.skey)

    def add_user(self, username: str, phone: str = "", **members: Any) -> dict[str, Any]:
        """Add a user, with an activated Duo Mobile phone if a number is given; return the user as the API shows it.

        The name decides what the user does with a push, such as ``ben+deny``.
        """
        from paraph.emulator.duo.admin.users import create_user, user_view
        from paraph.emulator.duo.devices.phones import create_phone

        state = self.local.duo
        with state.store.transaction():
            user = create_user(state, username, **members)
            if phone:
                kind = {"type": "Mobile", "platform": "Apple iOS", "activated": True}
                added = create_phone(state, number=phone, **kind)
                state.store.link("user-phone", user["user_id"], added["phone_id"])
            shown: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(user_view(state.store, user)))
        return shown

    @property
    def logins(self) -> list[dict[str, Any]]:
        """Return the pushes and calls that wait for their users, oldest first."""
        return self.local.control_resources["logins"].pending()

    def answer(self, username: str, decision: str) -> dict[str, Any]:
        """Answer a user's latest login: ``approve``, ``deny``, ``fraud`` or ``timeout``; raises Unsteerable."""
        found: dict[str, Any] = self.local.control_resources["logins"].apply(
            {"username": username, "decision": decision}
        )
        return found

    def activate(self, username: str) -> dict[str, Any]:
        """Activate the phone of an enrolled user; raises Unsteerable."""
        found: dict[str, Any] = self.local.control_resources["enrollments"].apply({"username": username})
        return found

    def add_event(self, log: str, record: dict[str, Any], time: float | None = None) -> None:
        """Add a record to a log, such as ``authentication``, in the form of its newest API; `time` is in Unix seconds."""
        from paraph.emulator.store import Event

        state = self.local.duo
        when = int((state.clock() if time is None else time) * 1000)
        key = str(record.get("txid") or record.get("activity_id") or record.get("telephony_id") or state.new_uuid())
        state.store.log(log, [Event(when, key, msgspec.json.encode(record))])


class AlteryxServer(LocalServer):
    """A local Alteryx: `key` and `secret` give access to every OAuth 1.0a API below `base_url`."""

    key, secret = demo_keys.ALTERYX_DEMO.id, demo_keys.ALTERYX_DEMO.secret

    @property
    def base_url(self) -> str:
        """The address before ``/api``."""
        return f"{self.url}/gallery"

    @property
    def credential(self) -> Credential:
        """The key that gives access to every API."""
        return Credential.of(self.key, self.secret)


def run_server(make: Callable[[], LocalServer]) -> Iterator[Any]:
    """Run a server during the test."""
    with make().running() as server:
        yield server


@pytest.fixture
def paraph_duo() -> Iterator[DuoServer]:
    """A local Duo for this test; see :class:`paraph.testing.DuoServer`."""
    yield from run_server(lambda: DuoServer("duo"))


@pytest.fixture
def paraph_alteryx() -> Iterator[AlteryxServer]:
    """A local Alteryx for this test; see :class:`paraph.testing.AlteryxServer`."""
    yield from run_server(lambda: AlteryxServer("alteryx"))
