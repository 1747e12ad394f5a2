"""One client in many threads, in tasks that are cancelled, with other options, and through its children."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest

from paraph.clients import Limiter, Retry
from paraph.clients.alteryx import Server as AlteryxClient
from paraph.clients.duo import Accounts, Admin, AsyncAccounts, AsyncAdmin
from paraph.clients.errors import Unreachable
from paraph.core.encoding import parse_form
from paraph.core.message import Request
from tests.clients.script import ONCE, Script, duo
from tests.http.servers import DUO, Answer, Server, Told, serving, told_json

IKEY, SKEY = DUO.key_id, DUO.secret


@contextmanager
def counting(answers: Answer) -> Iterator[tuple[Server, list[object]]]:
    """A server, and the connections that it has had."""
    opened: list[object] = []
    with serving(answers) as server:
        accept = server.process_request

        def count(request: Any, address: Any) -> None:
            opened.append(address)
            accept(request, address)

        vars(server)["process_request"] = count
        yield server, opened


def test_eight_threads_share_a_client_and_each_gets_its_own_answer() -> None:
    def answer(request: Request) -> Told:
        time.sleep(0.001)
        return told_json(200, {"stat": "OK", "response": {"user_id": request.path.rpartition("/")[2]}})

    with counting(answer) as (server, opened), ThreadPoolExecutor(8) as pool:
        admin = Admin(IKEY, SKEY, "127.0.0.1", base_url=server.url)
        found = list(pool.map(lambda number: admin.users.get(f"DU{number}")["user_id"], range(200)))
    assert found == [f"DU{number}" for number in range(200)]
    assert len(opened) <= 8
    assert {verdict.valid for _, verdict in server.seen} == {True}


def test_a_late_answer_to_one_thread_ends_no_other_call() -> None:
    """The others use connections that were open before; only the late one may fail."""
    release = threading.Event()

    def answer(request: Request) -> Told:
        if request.path.endswith("slow"):
            release.wait(10)
        if request.path.endswith("other"):
            release.wait(10)
        return told_json(200, {"stat": "OK", "response": {}})

    with serving(answer) as server, ThreadPoolExecutor(8) as pool:
        admin = Admin(IKEY, SKEY, "127.0.0.1", base_url=server.url, retry=ONCE)
        list(pool.map(admin.users.get, [f"DU{number}" for number in range(8)]))  # connections to use again
        others = [pool.submit(admin.users.update, "other") for _ in range(4)]
        while sum(request.path.endswith("other") for request, _ in server.seen) < 4:
            time.sleep(0.001)
        with pytest.raises(Unreachable, match=r"within 0\.2 s") as caught:
            admin.with_options(timeout=0.2).users.get("slow")
        assert caught.value.sent
        release.set()
        assert [len(each.result()) for each in others] == [0] * 4


def test_threads_share_a_token_and_a_limiter() -> None:
    limiter = Limiter({"logs": 1.0})
    with ThreadPoolExecutor(8) as pool:
        waits = sorted(pool.map(lambda _: limiter.reserve("logs", 100.0), range(50)))
    assert waits == [float(number) for number in range(50)]


def test_a_cancelled_task_leaves_a_client_that_can_be_used() -> None:
    release = threading.Event()

    def answer(request: Request) -> Told:
        if request.path.endswith("slow"):
            release.wait(10)
        return told_json(200, {"stat": "OK", "response": {"user_id": "x"}})

    async def calls(url: str, server: Server) -> list[Any]:
        async with AsyncAdmin(IKEY, SKEY, "127.0.0.1", base_url=url) as admin:
            task = asyncio.create_task(admin.users.get("slow"))
            while not server.seen:
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.05):
                    await admin.users.get("slow")
            release.set()
            return list(await asyncio.gather(*(admin.users.get(f"DU{number}") for number in range(20))))

    with serving(answer) as server:
        assert len(asyncio.run(calls(server.url, server))) == 20
    paths = Counter(request.path.rpartition("/")[2] for request, _ in server.seen)
    assert paths["slow"] == 2  # neither was repeated


def test_other_options_share_connections() -> None:
    with counting(lambda _: told_json(200, {"stat": "OK", "response": {}})) as (server, opened):
        admin = Admin(IKEY, SKEY, "127.0.0.1", base_url=server.url)
        other = admin.with_options(timeout=5, retry=Retry(tries=1))
        for _ in range(3):
            admin.users.get("DU1")
            other.users.get("DU1")
        assert type(other) is Admin
        assert (admin.configuration.timeout, other.configuration.timeout) == (None, 5)
    assert len(opened) == 1


def test_a_closed_client_says_so() -> None:
    admin = Admin(IKEY, SKEY, "127.0.0.1", base_url="http://127.0.0.1:9")
    with admin:
        pass
    admin.close()
    with pytest.raises(RuntimeError, match="closed"):
        admin.users.get("DU1")


def test_a_child_account_is_called_at_its_own_host() -> None:
    reply = told_json(200, {"stat": "OK", "response": []})
    with serving(lambda _: reply) as child_server:
        children = [{"account_id": "DA1", "name": "c", "api_hostname": child_server.url}]
        with serving(lambda _: told_json(200, {"stat": "OK", "response": children})) as parent:
            with Accounts(IKEY, SKEY, parent.url) as accounts:
                for account, child in accounts.children():
                    assert account["name"] == "c"
                    child.users.list(username="a").all()
                    child.users.create(username="a", extra={"more": "1"})
                child = accounts.child("DA1")
                child.users.delete("DU1")
                with pytest.raises(KeyError, match="no child 'DA2'"):
                    accounts.child("DA2")
            asyncio.run(async_child(parent.url))
    seen = [request for request, _ in child_server.seen]
    assert [each.path for each in seen] == [
        "/admin/v1/users",
        "/admin/v1/users",
        "/admin/v1/users/DU1",
        "/admin/v1/users",
    ]
    assert {each.host for each in seen} == {child_server.url.removeprefix("http://")}
    for each in seen:
        assert dict(parse_form(each.query or each.body.decode()))["account_id"] == "DA1"
    assert {verdict.valid for _, verdict in (*child_server.seen, *parent.seen)} == {True}
    assert {request.path for request, _ in parent.seen} == {"/accounts/v1/account/list"}


async def async_child(url: str) -> None:
    async with AsyncAccounts(IKEY, SKEY, url) as accounts:
        child = await accounts.child("DA1")
        await child.users.list().all()
        assert [account["account_id"] async for account, _ in accounts.children()] == ["DA1"]


@pytest.mark.parametrize(("count", "calls"), [(0, 0), (1, 1), (100, 1), (101, 2), (250, 3)])
def test_ids_are_looked_up_a_hundred_at_a_time(count: int, calls: int) -> None:
    def answer(request: Request) -> Any:
        ids = dict(parse_form(request.query))["user_id_list"]
        return duo([{"user_id": each} for each in json.loads(ids)])

    script = Script(answer)
    ids = [f"DU{number}" for number in range(count)]
    found = script.admin().users_by_id(iter(ids))
    assert [each["user_id"] for each in found.all()] == ids
    assert [each["user_id"] for each in found.all()] == ids
    assert len(script.requests) == 2 * calls


def test_a_client_of_alteryx_in_threads_asks_for_few_tokens() -> None:
    def answer(request: Request) -> Told:
        granted = {"access_token": "abc", "expires_in": 3600}
        return told_json(200, granted if request.path.endswith("token") else [])

    with serving(answer) as server, AlteryxClient("key", "secret", f"{server.url}/webapi") as client:
        client.users.list()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: client.users.list(), range(50)))
    assert [request.path for request, _ in server.seen].count("/webapi/oauth2/token") == 1
