"""The fixtures of the pytest plugin, as a user's tests use them."""

import time

import duo_client
import httpx2
import pytest
import requests
from requests_oauthlib import OAuth1

import paraph
from paraph.emulator.control_api import ControlError
from paraph.testing import AlteryxServer, DuoServer


def test_a_login_and_what_it_leaves(paraph_duo: DuoServer) -> None:
    keys = (paraph_duo.ikey, paraph_duo.skey, paraph_duo.host)
    auth = duo_client.Auth(*keys, ca_certs="HTTP", port=paraph_duo.port)
    ada = paraph_duo.add_user("ada", phone="+15555550100")
    assert ada["phones"][0]["number"] == "+15555550100"
    paraph_duo.add_user("ben+deny", phone="+15555550101")
    assert auth.auth("push", username="ada", device="auto")["result"] == "allow"
    assert auth.auth("push", username="ben+deny", device="auto")["result"] == "deny"
    assert [arrived.status for arrived in paraph_duo.requests] == [200, 200]
    paraph_duo.add_event("administrator", {"timestamp": 1, "action": "user_update"}, time.time())
    admin = duo_client.Admin(*keys, ca_certs="HTTP", port=paraph_duo.port)
    assert "user_update" in [record["action"] for record in admin.get_administrator_log()]


def test_a_login_that_the_test_decides(paraph_duo: DuoServer) -> None:
    auth = duo_client.Auth(paraph_duo.ikey, paraph_duo.skey, paraph_duo.host, ca_certs="HTTP", port=paraph_duo.port)
    paraph_duo.now = time.time()
    paraph_duo.add_user("ada", phone="+15555550100")
    txid = auth.auth("push", username="ada", device="auto", async_txn=True)["txid"]
    assert [login["txid"] for login in paraph_duo.logins] == [txid]
    assert paraph_duo.answer("ada", "deny")["status"] == "deny"
    assert paraph_duo.logins == []
    assert auth.auth_status(txid)["status"] == "deny"
    made = auth.enroll("nina")
    phone = paraph_duo.activate("nina")
    assert auth.preauth(username="nina")["devices"][0]["device"] == phone["phone_id"]
    assert auth.enroll_status(made["user_id"], made["activation_code"]) == "success"
    with pytest.raises(ControlError):
        paraph_duo.activate("nina")


def test_what_is_refused_is_explained(paraph_duo: DuoServer) -> None:
    auth = duo_client.Auth(
        paraph_duo.ikey, paraph_duo.skey[:-1], paraph_duo.host, ca_certs="HTTP", port=paraph_duo.port
    )
    with pytest.raises(RuntimeError):
        auth.check()
    (refusal,) = paraph_duo.refused
    assert refusal.explanation is not None
    assert [mistake.id for mistake in refusal.explanation.mistakes] == ["secret-cut-short"]


def test_without_a_socket_and_with_a_fault(paraph_duo: DuoServer) -> None:
    paraph_duo.fault("503*1")
    with httpx2.Client(transport=paraph_duo.transport(), auth=paraph.auth.httpx2(paraph_duo.credential)) as client:
        url = f"{paraph_duo.url}/auth/v2/check"
        assert [client.get(url).status_code for _ in range(2)] == [503, 200]
    paraph_duo.now = 1773739805
    assert requests.get(f"{paraph_duo.url}/auth/v2/ping", timeout=5).json()["response"] == {"time": 1773739805}


def test_a_local_alteryx(paraph_alteryx: AlteryxServer) -> None:
    auth = OAuth1(paraph_alteryx.key, paraph_alteryx.secret, signature_type="query")
    reply = requests.get(f"{paraph_alteryx.base_url}/api/admin/v1/users/", auth=auth, timeout=5)
    assert reply.status_code == 200, reply.text
    assert isinstance(reply.json(), list)
