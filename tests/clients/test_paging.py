"""Lists page by themselves: limits, sizes, cursors from files, lists that change, servers that do not go on."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.apis.paging import Stuck
from paraph.clients.errors import InvalidParameter, Rejected, Unreachable
from paraph.core.encoding import parse_form
from paraph.core.message import Request
from paraph.http.handler import Response, json_response
from tests.clients.script import Script, async_admin, duo

ALL: list[Any] = [{"user_id": f"DU{number}"} for number in range(10)]


def parameters(request: Request) -> dict[str, str]:
    return dict(parse_form(request.query))


def users(most: int = 3, records: list[Any] = ALL) -> Callable[[Request], Response]:
    """A server of users that gives a few with each page."""

    def answer(request: Request) -> Response:
        given = parameters(request)
        start, size = int(given.get("offset", 0)), min(int(given["limit"]), most)
        end = start + size
        metadata: dict[str, int] = {"total_objects": len(records)}
        if end < len(records):
            metadata["next_offset"] = end
        return duo(records[start:end], metadata=metadata)

    return answer


@pytest.mark.parametrize("limit", [None, 0, 1, 2, 3, 4, 7, 10, 11, 10_000])
@pytest.mark.parametrize("size", [None, 1, 2, 300])
def test_a_limit_counts_records_whatever_the_size_of_pages(limit: int | None, size: int | None) -> None:
    script = Script(users())
    found = script.admin().users.list(limit=limit, page_size=size)
    assert found.all() == ALL[:limit]
    assert (found.first() is None) == (limit == 0)
    sizes = {parameters(each)["limit"] for each in script.requests}
    assert sizes <= {str(size or (300 if limit is None else min(limit, 300)))}
    assert limit != 0 or script.requests == []


@pytest.mark.parametrize("limit", [-1, True, 1.5, "5"])
def test_a_limit_that_is_none_is_refused_at_once(limit: Any) -> None:
    with pytest.raises(InvalidParameter, match="limit: it is the largest number of records, 0 or more"):
        Script(users()).admin().users.list(limit=limit)


@given(st.lists(st.integers(1, 6), max_size=8), st.integers(1, 5), st.sampled_from([None, 2, 300]))
def test_reading_on_from_each_cursor_gives_each_record_once(limits: list[int], most: int, size: int | None) -> None:
    admin, cursor, found = Script(users(most)).admin(), None, list[Any]()
    for limit in limits:
        for page in admin.users.list(limit=limit, page_size=size, cursor=cursor).pages():
            found.extend(page.records)
            cursor = page.cursor
        if cursor is None:
            break
    else:
        found.extend(admin.users.list(cursor=cursor).all() if cursor or not limits else [])
    assert found == ALL


def administrator_log(request: Request) -> Response:
    """Six actions, three of one second; three with each page, as version 1 gives them."""
    actions = [{"timestamp": when, "object": f"a{number}"} for number, when in enumerate((5, 6, 6, 6, 7, 8))]
    since = int(parameters(request).get("mintime", 0))
    return duo([each for each in actions if int(str(each["timestamp"])) >= since][:4])


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_a_cursor_within_the_records_of_one_second(limit: int) -> None:
    admin, cursor, found = Script(administrator_log).admin(), None, list[Any]()
    while True:
        last = cursor
        for page in admin.logs.administrator(since=0, limit=limit, cursor=cursor).pages():
            found.extend(each["object"] for each in page.records)
            cursor = json.loads(json.dumps(page.cursor))
        if cursor is None or cursor == last:
            break
    assert found == ["a0", "a1", "a2", "a3", "a4", "a5"]


def log_page(*offset: str) -> Response:
    return duo({"authlogs": [{"txid": "t"}], "metadata": {"next_offset": list(offset)}})


def test_a_cursor_of_a_log_keeps_the_times_of_its_first_call() -> None:
    script = Script(log_page("1", "a"), duo({"authlogs": [], "metadata": {}}))
    page = next(script.admin().logs.authentication(since="2h", users=["DU1"]).pages())
    script.now += 3600
    script.admin().logs.authentication(since="2h", users=["DU1"], cursor=page.cursor).all()
    first, second = map(parameters, script.requests)
    assert second == {**first, "next_offset": "1,a"}


def cursor_of(script: Script, **filters: Any) -> str:
    cursor = next(script.admin().users.list(**filters).pages()).cursor
    assert cursor is not None
    return cursor


WRONG = (
    "",
    "null",
    "[]",
    "5",
    "{}",
    "x",
    "{" * 5000,
    '{"of":1,"at":{}}',
    '{"of":"x","at":{}}',
    '{"at":{"offset":"1"}}',
)


@pytest.mark.parametrize("cursor", WRONG)
def test_what_is_no_cursor(cursor: str) -> None:
    with pytest.raises(InvalidParameter, match="cursor: (this is no cursor|it is of another call)"):
        Script(users()).admin().users.list(cursor=cursor)


def test_a_cursor_of_another_call_filter_or_account_is_refused() -> None:
    script = Script(users())
    cursor = cursor_of(script)
    child = script.answering(script.accounts().child("DA1", "api-child.duosecurity.com"))
    for call in (
        lambda: script.admin().groups.list(cursor=cursor),
        lambda: script.admin().users.list(username="a", cursor=cursor),
        lambda: script.admin().logs.administrator(cursor=cursor),
        lambda: child.users.list(cursor=cursor),
    ):
        with pytest.raises(InvalidParameter, match="it is of another call: repeat that one"):
            call()


@pytest.mark.parametrize(
    "change",
    [
        {"at": {"offset": "3", "account_id": "DA2"}},
        {"at": {"username": "root"}},
        {"at": {"offset": 3}},
        {"at": "offset=3"},
        {"host": "evil.example"},
        {"path": "/admin/v1/admins"},
        {"query": "a=1"},
        {"memory": [1, 2]},
        {"memory": {"x": []}},
        {"skip": -1},
        {"skip": "1"},
    ],
)
def test_a_cursor_that_was_changed_is_refused(change: dict[str, Any]) -> None:
    script = Script(users())
    changed = json.dumps({**json.loads(cursor_of(script)), **change})
    with pytest.raises(InvalidParameter, match="cursor: "):
        script.admin().users.list(cursor=changed)


@given(st.text())
def test_a_cursor_leads_to_no_other_host_path_or_parameter(offset: str) -> None:
    script = Script(users(), duo([]))
    state = json.loads(cursor_of(script)) | {"at": {"offset": offset}}
    with suppress(Stuck):
        script.admin().users.list(cursor=json.dumps(state)).all()
    first, second = script.requests
    assert (second.host, second.path, second.headers[0]) == (first.host, first.path, first.headers[0])
    assert second.target.isascii()
    assert second.target.isprintable()
    assert set(parameters(second)) == {"offset", "limit"}


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda part: st.lists(part) | st.dictionaries(st.text(), part))
)
def test_any_memory_in_a_cursor_is_taken_or_refused(memory: Any) -> None:
    script = Script(administrator_log)
    cursor = next(script.admin().logs.administrator(since=0).pages()).cursor
    changed = json.dumps({**json.loads(cursor or ""), "memory": memory})
    try:
        script.admin().logs.administrator(since=0, cursor=changed).all()
    except InvalidParameter as error:
        assert error.name == "cursor"


def test_users_that_come_and_go_while_paging_end_nothing() -> None:
    records = list(ALL)

    def answer(request: Request) -> Response:
        reply = users(3, records)(request)
        del records[0]
        return reply

    found = Script(answer).admin().users.list().all()
    assert {each["user_id"] for each in found} <= {each["user_id"] for each in ALL}
    assert len(found) >= 5


@pytest.mark.parametrize("offset", [0, 3, -1, "3", "x", 1.5, [1], True])
def test_an_offset_that_does_not_go_on(offset: Any) -> None:
    script = Script(duo(ALL[:3], metadata={"next_offset": 3}), duo(ALL[:3], metadata={"next_offset": offset}))
    found = script.admin().users.list()
    with pytest.raises(Stuck, match=r"next_offset is|cursor does not"):
        found.all()
    assert len(script.requests) == 2


def test_a_cursor_of_a_log_that_does_not_change() -> None:
    script = Script(log_page("1", "a"))
    with pytest.raises(Stuck, match="cursor does not change"):
        script.admin().logs.authentication(since="2h").all()
    assert len(script.requests) == 2


PAGE_WITHOUT_LIST = (
    b"<html>sign in</html>", b"", b"null", b"[]", b'{"stat":"OK"}', b'{"stat":"OK","response":"x"}', b'{"stat":"OK","response":{}}',
    b'{"stat":"OK","response":[{"a":"\xff"}]}', b'{"stat":"OK","response":[1', b"[" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("body", PAGE_WITHOUT_LIST, ids=range(len(PAGE_WITHOUT_LIST)))
def test_an_answer_without_a_list(body: bytes) -> None:
    with pytest.raises((Stuck, Unreachable)):
        Script(Response(200, (), body)).admin().users.list().all()


def test_a_list_that_fails_with_status_200() -> None:
    body = b'{"stat":"FAIL","code":40002,"message":"Invalid request parameters","message_detail":"offset"}'
    with pytest.raises(Rejected, match=r"40002 Invalid request parameters \(offset\)"):
        Script(Response(200, (), body)).admin().users.list().all()


def test_lists_of_alteryx_stop_at_a_short_page_or_at_the_limit() -> None:
    def answer(request: Request) -> Response:
        given = parameters(request)
        start = int(given.get("offset", 0))
        return json_response(200, [{"id": each} for each in range(start, min(start + int(given.get("limit", 2)), 5))])

    for size in (None, 2, 4):
        script = Script(answer)
        found: Any = script.gallery().data_connections.list_server(page_size=size, limit=3)
        page = list(found.pages())[-1]
        assert [each["id"] for each in found.all()] == [0, 1, 2]
        rest: Any = script.gallery().data_connections.list_server(page_size=size, cursor=page.cursor)
        assert [each["id"] for each in rest.all()] == [3, 4]


def test_the_same_list_with_asyncio() -> None:
    admin = async_admin(Script(users()))

    async def read() -> tuple[list[Any], Any, list[Any]]:
        found = admin.users.list(limit=4)
        cursor = [page.cursor async for page in found.pages()][-1]
        return await found.all(), await found.first(), await admin.users.list(cursor=cursor).all()

    assert asyncio.run(read()) == (ALL[:4], ALL[0], ALL[4:])


def test_a_list_that_is_only_printed_says_how_to_read_it() -> None:
    script = Script(users())
    assert (
        repr(script.admin().users.list())
        == "<Pages of GET /admin/v1/users: iterate with `for`, or call .all() for a list>"
    )
    assert repr(async_admin(script).users.list()) == (
        "<AsyncPages of GET /admin/v1/users: iterate with `async for`, or await .all() for a list>"
    )
    assert script.requests == []
