"""How patient a client is: what is repeated, how long it waits, and what it never repeats. Nothing here sleeps."""

from collections.abc import Callable
from typing import Any

import pytest

from paraph.clients import Limiter, Retry
from paraph.clients.errors import ApiError, RateLimited, ServerFailed, Unreachable
from paraph.http.handler import Response, json_response
from tests.clients.script import NOW, ONCE, Script, duo, failed

BUSY = failed(429, 42901, "Too Many Requests")
LOST, REFUSED = Unreachable("no answer", sent=True), Unreachable("no connection")
FINAL = Unreachable("no such host", final=True)


def busy(wait: str) -> Response:
    return failed(429, 42901, "Too Many Requests", (("Retry-After", wait),))


def test_a_rate_limit_is_waited_for_as_long_as_the_server_says_and_signed_anew() -> None:
    script = Script(busy("7"), busy("11"), duo([]))
    said: list[tuple[float, str]] = []
    assert script.admin(on_wait=lambda seconds, why: said.append((seconds, why))).users.list().all() == []
    assert script.pauses == [7.0, 11.0]
    assert said == [(7.0, "status 429"), (11.0, "status 429")]
    assert len({each.header("Date") for each in script.requests}) == 3
    assert len({each.header("Authorization") for each in script.requests}) == 3


def test_without_an_answer_to_how_long_pauses_double() -> None:
    script = Script(BUSY)
    with pytest.raises(RateLimited, match="42901 Too Many Requests") as caught:
        script.admin().users.list().all()
    assert caught.value.code == "42901"
    assert len(script.requests) == 8
    doubled = [min(2**count, 60) for count in range(7)]
    assert [each / whole for each, whole in zip(script.pauses, doubled, strict=True)] == pytest.approx(
        [1.0] * 7, abs=0.26
    )


@pytest.mark.parametrize(
    ("wait", "paused"),
    [("86400", 60.0), ("0", 0.0), ("Tue, 17 Mar 2026 09:33:25 GMT", 5.0), ("Tue, 17 Mar 2020 09:33:25 GMT", 0.0)],
)
def test_what_retry_after_may_be(wait: str, paused: float) -> None:
    script = Script(busy(wait), duo([]))
    script.admin().users.list().all()
    assert script.pauses == [paused]


@pytest.mark.parametrize("wait", ["-5", "soon", "", "1e9", "٣", "NaN"])
def test_a_retry_after_that_is_none_is_as_if_it_were_missing(wait: str) -> None:
    script = Script(busy(wait), duo([]))
    script.admin().users.list().all()
    assert 0.7 < script.pauses[0] < 1.3


def test_the_budget_bounds_all_pauses_together() -> None:
    script = Script(busy("20"))
    with pytest.raises(RateLimited):
        script.admin(retry=Retry(tries=100, budget=50)).users.list().all()
    assert (script.pauses, script.now) == ([20.0, 20.0], NOW + 40)
    script = Script(BUSY)
    with pytest.raises(RateLimited):
        script.admin(retry=Retry(tries=10_000, budget=float("inf"))).users.list().all()
    assert max(script.pauses) <= 75
    for retry in (ONCE, Retry(tries=0), Retry(budget=0), Retry(tries=-1), Retry(budget=-1)):
        script = Script(busy("1"))
        with pytest.raises(RateLimited):
            script.admin(retry=retry).users.list().all()
        assert (len(script.requests), script.pauses) == (1, [])


REPEATED: list[tuple[Any, bool, bool]] = [
    (BUSY, True, True),
    (failed(500, 50001, "x"), True, False),
    (failed(502, 50201, "x"), True, False),
    (failed(503, 50301, "x"), True, False),
    (failed(501, 50101, "x"), False, False),
    (failed(400, 40002, "x"), False, False),
    (failed(401, 40101, "x"), False, False),
    (REFUSED, True, True),
    (LOST, True, False),
    (FINAL, False, False),
]


@pytest.mark.parametrize(("first", "reads", "writes"), REPEATED)
def test_what_may_have_been_done_is_never_done_twice(first: Any, reads: bool, writes: bool) -> None:
    calls: list[tuple[bool, Callable[[Any], Any]]] = [
        (reads, lambda admin: admin.users.get("DU1")),
        (reads, lambda admin: admin.users.delete("DU1")),
        (writes, lambda admin: admin.users.create(username="a")),
        (writes, lambda admin: admin.users.update("DU1", username="b")),
    ]
    for is_repeated, call in calls:
        script = Script(first, duo({}))
        try:
            call(script.admin())
        except (ApiError, Unreachable) as error:
            assert not is_repeated, error
        assert len(script.requests) == 1 + is_repeated


def test_an_interruption_is_not_repeated() -> None:
    def interrupt(_: object) -> Response:
        raise KeyboardInterrupt

    script = Script(interrupt)
    with pytest.raises(KeyboardInterrupt):
        script.admin().users.get("DU1")
    assert len(script.requests) == 1


def test_pages_that_were_read_are_not_read_again() -> None:
    script = Script(
        duo([{"user_id": "1"}], metadata={"next_offset": 1}), failed(500, 50001, "x"), duo([{"user_id": "2"}])
    )
    assert [each["user_id"] for each in script.admin().users.list().all()] == ["1", "2"]
    assert [each.query for each in script.requests] == ["limit=300", "limit=300&offset=1", "limit=300&offset=1"]


def test_a_limiter_keeps_calls_of_a_kind_apart_and_counts_for_clients_that_share_it() -> None:
    limiter, script = Limiter({"logs": 2.0}), Script(duo({"authlogs": [], "metadata": {}}))
    one, other = script.admin(limiter=limiter), script.admin(limiter=limiter)
    one.logs.authentication(since="2h").all()
    other.logs.authentication(since="2h").all()
    one.logs.authentication(since="2h").all()
    assert script.pauses == [2.0, 2.0]
    script.answers = [duo([])]
    one.users.list().all()
    assert script.pauses == [2.0, 2.0]
    script.now += 100
    script.answers = [duo({"authlogs": [], "metadata": {}})]
    one.logs.authentication(since="2h").all()
    assert script.pauses == [2.0, 2.0]


def test_each_call_has_the_time_out_that_is_right_for_it() -> None:
    script = Script(duo({}))
    script.auth().auth(factor="push", device="auto", username="ada")
    script.auth().check()
    script.auth(timeout=5).auth(factor="push", device="auto", username="ada")
    script.answering(script.admin().with_options(timeout=7)).users.get("DU1")
    assert script.timeouts == [90.0, 30.0, 5, 7]


def test_a_server_that_fails_in_html() -> None:
    script = Script(Response(502, (("Content-Type", "text/html"),), b"<html><title>Bad\nGateway</title>" + b"x" * 9000))
    with pytest.raises(ServerFailed) as caught:
        script.admin(retry=ONCE).users.list().all()
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 600
    script = Script(json_response(503, {"message": "maintenance", "exceptionName": "Unavailable"}))
    with pytest.raises(ServerFailed, match="maintenance"):
        script.gallery(retry=ONCE).users.list().all()
