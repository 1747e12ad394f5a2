"""What users of duo_client have asked for, each as a test of the typed clients against a local Duo."""

import asyncio
import inspect
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_type_hints

import pytest

from paraph.apis.catalogue import catalogue
from paraph.clients import Limiter, Retry
from paraph.clients.client import Group
from paraph.clients.duo import Admin, AsyncAdmin, clients, pinned, records
from paraph.clients.errors import BadSignature, Forbidden, InvalidParameter, RateLimited, Unreachable
from paraph.clients.names import CLIENTS
from paraph.core.encoding import parse_form
from paraph.testing import DuoServer
from tests.clients.script import NOW, Script, duo, failed


@pytest.fixture(scope="module")
def server() -> Iterator[DuoServer]:
    with DuoServer("duo").running() as running:
        assert isinstance(running, DuoServer)
        for number in range(7):
            running.add_user(f"user{number}")
        yield running


@pytest.fixture(scope="module")
def admin(server: DuoServer) -> Iterator[Admin]:
    with Admin(server.ikey, server.skey, server.url) as client:
        yield client


def last_query(server: DuoServer) -> dict[str, str]:
    return dict(parse_form(server.requests[-1].request.query))


def test_1_all_records_without_thinking_of_pages(admin: Admin, server: DuoServer) -> None:
    names = {user["username"] for user in admin.users.list(page_size=2)}
    assert {f"user{number}" for number in range(7)} <= names
    lists = [each for each in catalogue("duo").endpoints if each.paging]
    assert len(lists) >= 25
    for each in lists:
        group, _, action = each.call.partition(".")
        made = getattr(clients, CLIENTS[each.api])("ikey", "skey", server.url)
        assert inspect.signature(getattr(getattr(made, group), action)).return_annotation.startswith("Pages[")


def test_2_rate_limits_are_waited_for_and_the_wait_is_adjustable() -> None:
    busy = failed(429, 42901, "Too Many Requests", (("Retry-After", "40"),))
    script, said = Script(busy, busy, duo([])), list[tuple[float, str]]()
    patient = script.admin(
        retry=Retry(budget=100), limiter=Limiter({"users": 0.5}), on_wait=lambda *why: said.append(why)
    )
    assert patient.users.list().all() == []
    assert said == [(40.0, "status 429")] * 2
    with pytest.raises(RateLimited):
        Script(busy).admin(retry=Retry(budget=10)).users.list().all()


def test_3_logs_end_two_minutes_ago_by_default() -> None:
    script = Script(duo({"authlogs": [], "metadata": {}}))
    script.admin().logs.authentication(since="2h").all()
    query = dict(parse_form(script.requests[0].query))
    assert (query["mintime"], query["maxtime"]) == (str(int((NOW - 7200) * 1000)), str(int((NOW - 120) * 1000)))


def test_4_cursors_of_logs_work_and_can_be_seen(admin: Admin, server: DuoServer) -> None:
    for number in range(5):
        server.add_event("authentication", {"txid": f"tx{number}"}, server.time() - 3600 + number)
    log = admin.logs.authentication(since="2h", sort="ts:asc", page_size=2)
    assert [event["txid"] for event in log] == [f"tx{number}" for number in range(5)]
    first = next(log.pages())
    assert first.cursor is not None
    rest = admin.logs.authentication(since="2h", sort="ts:asc", cursor=first.cursor)
    assert [event["txid"] for event in (*first.records, *rest)] == [f"tx{number}" for number in range(5)]


def test_5_times_as_people_have_them_and_units_are_checked(admin: Admin, server: DuoServer) -> None:
    for since in ("2h", timedelta(hours=2), datetime.now(UTC) - timedelta(hours=2)):
        admin.logs.authentication(since=since).all()
        assert 7100 < server.time() - int(last_query(server)["mintime"]) / 1000 < 7300
    with pytest.raises(InvalidParameter, match="looks like seconds, and this call takes milliseconds: 1770120000000"):
        admin.logs.authentication(since=1_770_120_000)


def test_6_filters_are_applied_and_wrong_keywords_refused(admin: Admin) -> None:
    assert [user["username"] for user in admin.users.list(username="user3")] == ["user3"]
    wrong: dict[str, Any] = {"user_name": "user3"}
    with pytest.raises(TypeError, match="did you mean username"):
        admin.users.list(**wrong)


def test_7_the_whole_catalogue_and_extra_for_what_is_not_in_it(admin: Admin, server: DuoServer) -> None:
    user = admin.users.create(username="with-aliases", alias1="wa1", extra={"brand_new": "1"})
    assert user["alias1"] == "wa1"
    assert ("brand_new", "1") in parse_form(server.requests[-1].request.body.decode())
    admin.users.delete(user["user_id"])


def test_8_proxies_with_passwords_and_authorities_of_ones_own() -> None:
    client = Admin("ikey", "skey", "h.example", proxy="http://ada:canary@127.0.0.1:9", context=pinned())
    with pytest.raises(Unreachable) as caught:
        client.with_options(retry=Retry(tries=1)).users.get("DU1")
    assert "canary" not in str(caught.value)


def test_9_errors_by_class_and_code(admin: Admin, server: DuoServer) -> None:
    with Admin(server.ikey, "wrong", server.url) as wrong, pytest.raises(BadSignature) as caught:
        wrong.users.list().all()
    assert (caught.value.code, caught.value.status) == ("40103", 401)
    assert "secret" in " ".join(caught.value.advice)
    with pytest.raises(Forbidden, match="Grant read log"):
        Script(failed(403, 40301, "Access forbidden")).admin().logs.authentication(since="2h").all()


def test_10_time_outs_that_are_right_for_each_call() -> None:
    script = Script(duo({}))
    script.auth().auth(username="ada", factor="push", device="auto")
    script.auth().check()
    assert script.timeouts == [90.0, 30.0]


def test_11_many_users_with_few_calls(admin: Admin, server: DuoServer) -> None:
    ids = [user["user_id"] for user in admin.users.list()]
    before = len(server.requests)
    assert sorted(user["user_id"] for user in admin.users_by_id(ids)) == sorted(ids)
    assert len(server.requests) == before + 1


def test_12_child_accounts_at_their_own_hosts() -> None:
    children = [{"account_id": f"DA{each}", "name": each, "api_hostname": f"api-{each}.example"} for each in "ab"]
    script = Script(duo(children), duo([]))
    for account, child in script.accounts().children():
        script.answering(child).users.list().all()
        last = script.requests[-1]
        assert (last.host, dict(parse_form(last.query))["account_id"]) == (
            account["api_hostname"],
            account["account_id"],
        )


def test_13_lists_and_objects_without_building_text(admin: Admin, server: DuoServer) -> None:
    made = admin.policies.create(
        policy_name="strict", sections={"authentication_methods": {"allowed_auth_list": ["duo-push"]}}
    )
    assert made["policy_name"] == "strict"
    assert server.requests[-1].request.media_type == "application/json"
    ids = [user["user_id"] for user in admin.users.list(limit=2)]
    assert len(admin.users.list(user_id_list=ids).all()) == 2


def test_14_groups_of_calls_each_with_its_documentation(server: DuoServer) -> None:
    for each in catalogue("duo").endpoints:
        group, _, action = each.call.partition(".")
        client = getattr(clients, CLIENTS[each.api])("ikey", "skey", server.url)
        owner = getattr(client, group) if isinstance(getattr(client, group, None), Group) else client
        words = " ".join((getattr(owner, action).__doc__ or "").split())
        assert f"``{each.name}``" in words


def test_15_types_and_asyncio(server: DuoServer) -> None:
    async def names() -> list[str]:
        async with AsyncAdmin(server.ikey, server.skey, server.url) as client:
            return [user["username"] async for user in client.users.list(page_size=3)]

    assert "user0" in asyncio.run(names())
    assert get_type_hints(records.User)["username"] is str
