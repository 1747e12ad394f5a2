"""Duo's own client against a local Duo, over loopback: logins, and logs to their end."""

import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import duo_client
import pytest
from duo_client.auth_v1 import AuthV1

from paraph.emulator.duo.sample_data.populate import populate
from paraph.testing import DuoServer

EVENTS = 4000
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def server() -> Iterator[DuoServer]:
    made = DuoServer("duo")
    made.local.duo.options.push_seconds = 0.3
    populate(made.local.duo, 25, EVENTS)
    with made.running():
        yield made


def client(server: DuoServer, kind: Callable[..., Any]) -> Any:
    return kind(server.ikey, server.skey, server.host, ca_certs="HTTP", port=server.port)


def span() -> dict[str, int]:
    now = int(time.time() * 1000)
    return {"mintime": now - 31 * DAY_MS, "maxtime": now + 1000}


def test_logins(server: DuoServer) -> None:
    auth = client(server, duo_client.Auth)
    before = auth.preauth(username="ada")
    device = before["devices"][0]["device"]
    assert auth.auth("push", username="ada", device=device)["result"] == "allow"
    assert auth.auth("auto", username="ben+deny", device="auto")["status"] == "deny"
    txid = auth.auth("phone", username="ada", device="auto", async_txn=True)["txid"]
    told = [auth.auth_status(txid) for _ in range(3)]
    assert [(each["waiting"], each["success"]) for each in told] == [(True, False), (True, False), (False, True)]
    assert auth.auth("passcode", username="ada", passcode="000000")["result"] == "deny"
    with pytest.raises(RuntimeError, match="no capable device"):
        auth.auth("push", username="ivan", device="auto")
    made = auth.enroll("nina", bypass_codes=1)
    assert auth.enroll_status(made["user_id"], made["activation_code"]) == "waiting"
    assert auth.auth("passcode", username="nina", passcode=made["bypass_codes"][0])["result"] == "allow"


def test_the_older_client(server: DuoServer) -> None:
    auth = client(server, AuthV1)
    assert auth.preauth("ada")["result"] == "auth"
    assert auth.auth("ada", "push")
    txid = auth.auth("ada", "phone", async_txn=True)
    assert [auth.status(txid)[:2] for _ in range(3)] == [(False, False), (False, False), (True, True)]


@pytest.mark.parametrize("sort", ["ts:asc", "ts:desc"])
def test_the_authentication_log_to_its_end(server: DuoServer, sort: str) -> None:
    admin = client(server, duo_client.Admin)
    wanted = span()
    found: list[dict[str, Any]] = []
    offset = None
    while True:
        page = admin.get_authentication_log(api_version=2, limit="500", sort=sort, next_offset=offset, **wanted)
        found += page["authlogs"]
        offset = page["metadata"]["next_offset"]
        if not offset:
            break
    times = [record["isotimestamp"] for record in found]
    assert times == sorted(times, reverse=sort == "ts:desc")
    assert len(found) == len({record["txid"] for record in found}) == page["metadata"]["total_objects"] > 3000


def test_activity_and_telephony_to_their_end(server: DuoServer) -> None:
    admin = client(server, duo_client.Admin)
    for read, options, key in (
        (admin.get_activity_logs, {}, "activity_id"),
        (admin.get_telephony_log, {"api_version": 2}, "telephony_id"),
    ):
        found: list[dict[str, Any]] = []
        wanted, offset = span(), None
        while True:
            page = read(limit=30, next_offset=offset, **wanted, **options)
            found += page["items"]
            offset = page["metadata"]["next_offset"]
            if not offset:
                break
        total = page["metadata"]["total_objects"]
        assert (
            len(found)
            == len({record[key] for record in found})
            == (total["value"] if isinstance(total, dict) else total)
        )
        assert len(found) > 100


def test_what_the_client_asks_for_by_itself(server: DuoServer) -> None:
    admin = client(server, duo_client.Admin)
    assert len(admin.get_activity_logs()["items"]) == 100
    assert len(admin.get_telephony_log(api_version=2)["items"]) == 100
    assert len(admin.get_authentication_log(api_version=2)["authlogs"]) > 0


def test_the_older_logs(server: DuoServer) -> None:
    admin = client(server, duo_client.Admin)
    assert len(admin.get_administrator_log()) > 150
    assert {each["action"] for each in admin.get_offline_log()} == {"o2fa_user_provisioned"}
    assert {each["type"] for each in admin.get_telephony_log()} == {"sms", "phone"}
    found: list[dict[str, Any]] = []
    mintime = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        while page := admin.get_authentication_log(mintime=mintime):
            found += page
            mintime = page[-1]["timestamp"] + 1
    assert len(found) > 3000


def test_trust_monitor_by_the_clients_iterator(server: DuoServer) -> None:
    admin = client(server, duo_client.Admin)
    wanted = span()
    every = list(admin.get_trust_monitor_events_iterator(**wanted))
    assert {event["type"] for event in every} == {"auth", "bypass_status"}
    admin.paging_limit = 2
    assert list(admin.get_trust_monitor_events_iterator(**wanted)) == every
    auths = admin.get_trust_monitor_events_iterator(**wanted, event_type="auth")
    assert [event["sekey"] for event in auths] == [event["sekey"] for event in every if event["type"] == "auth"]
