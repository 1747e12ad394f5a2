"""What is passed to a method: hostile values, missing ones, collections of any kind, wrong names."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from paraph.clients.alteryx import Server
from paraph.clients.duo import Admin
from paraph.clients.errors import InvalidParameter
from paraph.core.encoding import parse_form
from paraph.core.message import Request
from tests.clients.script import GRANTED, Script, duo

HOSTILE = (
    "/",
    "a/../b",
    "%2e%2e",
    "a?b=c",
    "a#b",
    "a b",
    "é☃",
    "a\r\nHost: evil",
    "\x00",
    "\ud800",
    ";",
    "..;",
    "-" * 5000,
)


def sent(call: Callable[[Admin], Any]) -> Request:
    """The request of a call."""
    script = Script(duo([]))
    result = call(script.admin())
    if hasattr(result, "all"):
        result.all()
    return script.requests[-1]


@pytest.mark.parametrize("value", HOSTILE)
def test_an_id_stays_one_segment_of_the_path(value: str) -> None:
    target = sent(lambda admin: admin.users.get(value)).target
    start, _, end = target.rpartition("/")
    assert start == "/admin/v1/users"
    assert target.isascii()
    assert not set(end) & set("/?# \r\n;\0")


@pytest.mark.parametrize("value", ["", ".", "..", None, True, b"x", ["a"], {}])
def test_an_id_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(InvalidParameter, match=r"^user_id: \w"):
        sent(lambda admin: admin.users.get(value))


def test_what_is_required_is_not_left_out_in_silence() -> None:
    name: Any = None
    with pytest.raises(InvalidParameter, match="username: it is required"):
        sent(lambda admin: admin.users.create(username=name))


class Ids(set[str]):
    """A set in the order of its texts."""

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(super().__iter__()))


COLLECTIONS: list[Callable[[], Any]] = [
    lambda: ["DU1", "DU2"],
    lambda: ("DU1", "DU2"),
    lambda: (each for each in ("DU1", "DU2")),
    lambda: dict.fromkeys(("DU1", "DU2")).keys(),
    lambda: Ids(("DU2", "DU1")),
]


@pytest.mark.parametrize("make", COLLECTIONS, ids=["list", "tuple", "generator", "keys", "set"])
def test_a_collection_of_any_kind_is_sent_as_a_list_however_often_it_is_read(make: Callable[[], Any]) -> None:
    script = Script(duo([]))
    users = script.admin().users.list(user_id_list=make())
    users.all()
    users.all()
    assert [dict(parse_form(each.query))["user_id_list"] for each in script.requests] == ['["DU1","DU2"]'] * 2


def test_a_list_that_changes_after_the_call_does_not_change_it() -> None:
    script, ids = Script(duo([])), ["DU1"]
    users = script.admin().users.list(user_id_list=ids)
    ids.clear()
    users.all()
    assert "DU1" in dict(parse_form(script.requests[0].query))["user_id_list"]


def test_an_empty_filter_does_not_mean_all() -> None:
    with pytest.raises(
        InvalidParameter, match="users: an empty list cannot be sent here, and without it the call means all"
    ):
        sent(lambda admin: admin.logs.authentication(users=[]))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**30, -1, 5.5, True, "many", b"5", [5]])
def test_numbers_that_no_server_takes(value: Any) -> None:
    with pytest.raises(InvalidParameter, match=r"^valid_secs: "):
        sent(lambda admin: admin.users.enroll(username="a", email="a@b.example", valid_secs=value))


def test_a_whole_number_as_a_float_is_sent_without_a_point() -> None:
    value: Any = 60.0
    request = sent(lambda admin: admin.users.enroll(username="a", email="a@b.example", valid_secs=value))
    assert dict(parse_form(request.body.decode()))["valid_secs"] == "60"


def add_users(server: Server, body: Any, extra: Any = None) -> Any:
    return server.user_groups.add_users("1", body=body, extra=extra)


@pytest.mark.parametrize("value", [{"a": float("nan")}, {"a": object()}, {"a": "\ud800"}, {"a": b"x"}])
def test_values_that_are_no_json(value: Any) -> None:
    with pytest.raises(InvalidParameter, match=r"cannot be written as JSON|got bytes"):
        add_users(Script(GRANTED, duo([])).server(), value)


def test_extra_cannot_be_added_to_a_body_that_is_a_list() -> None:
    with pytest.raises(InvalidParameter, match="extra: the body of this call is no object"):
        add_users(Script(GRANTED, duo([])).server(), ["1"], {"a": 1})


def test_a_value_that_contains_itself() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(InvalidParameter, match="nested too deeply"):
        sent(lambda admin: admin.users.list(user_id_list=value))
    with pytest.raises(InvalidParameter, match="nested too deeply"):
        sent(lambda admin: admin.users.create(username="a", extra={"x": value}))


def test_extra_replaces_what_has_its_name() -> None:
    extra = {"username": "b", "new": [1, True]}
    query = parse_form(sent(lambda admin: admin.users.list(username="a", extra=extra)).query)
    assert sorted(query) == [("limit", "300"), ("new", "1"), ("new", "true"), ("username", "b")]
    body = sent(lambda admin: admin.users.create(username="a", extra={"username": "b"})).body
    assert parse_form(body.decode()) == (("username", "b"),)
    wrong: Any = [("a", "b")]
    with pytest.raises(InvalidParameter, match="extra: expected a dict"):
        sent(lambda admin: admin.users.create(username="a", extra=wrong))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda admin: admin.logs.authentication(mintime=1), r"no parameter 'mintime': did you mean since\?"),
        (lambda admin: admin.logs.activity(maxtime=1), r"did you mean until\?"),
        (lambda admin: admin.users.list(user_name="a"), r"no parameter 'user_name': did you mean username\?"),
        (lambda admin: admin.users.list(pageSize=5), r"did you mean page_size\?"),
        (lambda admin: admin.users.list(zzz=5), r"it takes .*username.*; extra=\{...\} sends what is not catalogued"),
        (lambda admin: admin.users.list(kwargs={"username": "a"}), r"no parameter 'kwargs'"),
        (lambda admin: admin.users.list("ada"), "positional"),
        (lambda admin: admin.users.get(), "user_id"),
        (lambda admin: admin.users.get("DU1", user_id="DU2"), "multiple values"),
        (lambda admin: admin.users_by_id("DU1"), r"such as \['DU1'\], got one text"),
        (lambda admin: admin.with_options(proxy="http://p"), "no option 'proxy': choose among limiter, now, on_wait"),
    ],
)
def test_misuse_is_a_type_error_that_names_the_right_word(call: Callable[[Any], Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call(Script(duo([])).admin())


@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf")])
def test_a_time_out_is_more_than_zero(value: float) -> None:
    script = Script(duo([]))
    with pytest.raises(ValueError, match="timeout is in seconds, more than 0"):
        script.admin(timeout=value)
    with pytest.raises(ValueError, match="timeout is in seconds, more than 0"):
        script.admin().with_options(timeout=value)


@pytest.mark.parametrize(
    "host", ["", "a/b", "https://h.example/path", "a b", "h@evil", "h:99999", "http://", "h\r\nX: y"]
)
def test_a_host_that_is_none(host: str) -> None:
    with pytest.raises(ValueError, match="expected the API hostname"):
        Admin("ikey", "skey", host)
    with pytest.raises(ValueError, match="expected the API hostname"):
        Script(duo([])).accounts().child("DA1", host or "a/b")


def test_a_file_may_be_a_path_bytes_or_both_with_a_name(tmp_path: Path) -> None:
    (tmp_path / 'na"me.yxzp').write_bytes(b"content\r\n--x")
    for value in (tmp_path / 'na"me.yxzp', b"content\r\n--x", ('na"me.yxzp', b"content\r\n--x")):
        script = Script(GRANTED, duo([]))
        script.server().workflows.create_version(
            "1", file=value, name="n", owner_id="1", others_may_download=False, others_can_execute=True,
            execution_mode="Safe", has_private_data_exemption=False, comments="é", make_published=True, workflow_credential_type="Default",
        )  # fmt: skip
        request = script.requests[-1]
        assert b"content\r\n--x" in request.body
        assert request.media_type == "multipart/form-data"
