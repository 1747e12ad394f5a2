"""No secret of a client is in what programs log: representations, errors, tracebacks with variables, pickles."""

import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from paraph.clients.alteryx import Gallery
from paraph.clients.duo import Accounts, Admin
from paraph.core.errors import ParaphError, Unconfigured, Unreachable
from paraph.http.handler import Response, json_response
from tests.clients.script import GRANTED, HOST, IKEY, ONCE, SKEY, Script, clients, duo, failed

TOKEN = "canary-of-a-token-1"
PASSWORD = "canary-of-a-proxy"
LATER = json_response(401, {"message": "no"})


UNKNOWN: dict[str, Any] = {"retries": 5}


def texts(error: BaseException) -> str:
    """All that a program may log about an error: its traceback with the variables of each function, its members, its pickle."""
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    return f"{shown}{error!r}{vars(error)}{pickle.dumps(error)!r}"


FAILURES: list[Callable[[], Any]] = [
    lambda: Script(failed(401, 40103, "Invalid signature in request credentials")).admin().users.get("DU1"),
    lambda: Script(failed(403, 40301, "Access forbidden")).admin().users.list().all(),
    lambda: Script(failed(500, 50000, "x")).admin(retry=ONCE).users.list().all(),
    lambda: Script(Unreachable("lost", sent=True)).auth(retry=ONCE).check(),
    lambda: Script(Response(200, (), b"<html>")).accounts().list(),
    lambda: Script(json_response(401, {"message": "The provided signature(oauth_signature) is invalid."})).gallery().users.list().all(),
    lambda: Script(GRANTED, LATER).server().users.list(),
    lambda: Script(GRANTED, json_response(500, {})).server(retry=ONCE).users.list(),
    lambda: Script(json_response(400, {"error": "invalid_client"})).server().users.list(),
    lambda: Script(json_response(500, {"error": SKEY})).server(retry=ONCE).users.list(),
    lambda: Script(json_response(500, {"access_token": TOKEN})).server(retry=ONCE).users.list(),
    lambda: Admin(IKEY, SKEY, HOST, base_url="http://127.0.0.1:9", retry=ONCE).users.get("DU1"),
]  # fmt: skip


@pytest.mark.parametrize("fail", FAILURES, ids=range(len(FAILURES)))
def test_errors(fail: Callable[[], Any]) -> None:
    with pytest.raises(ParaphError) as caught:
        fail()
    shown = texts(caught.value)
    assert SKEY not in shown
    assert TOKEN not in shown


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: Admin(IKEY, SKEY, "no/host"), ValueError),
        (lambda: Gallery("key", SKEY, "no host"), ValueError),
        (lambda: Admin(IKEY, SKEY, HOST, timeout=-1), ValueError),
        (lambda: Admin(IKEY, SKEY, HOST, ca="no-such-file"), Unconfigured),
        (lambda: Admin(IKEY, SKEY, HOST, **UNKNOWN), TypeError),
    ],
)
def test_clients_that_cannot_be_made(make: Callable[[], Any], kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        make()
    assert SKEY not in texts(caught.value)


@pytest.mark.parametrize(
    "proxy", [f"ftp://u:{PASSWORD}@h:1", f"http://u:{PASSWORD}@h:99999", f"http://u:{PASSWORD}@[h", f"u:{PASSWORD}@h"]
)
def test_a_proxy_that_cannot_be_used(proxy: str) -> None:
    with pytest.raises(Unconfigured, match="the proxy cannot be used: give it as") as caught:
        Admin(IKEY, SKEY, HOST, proxy=proxy)
    assert PASSWORD not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("index", range(5))
def test_clients_and_settings_show_none_and_cannot_be_pickled(index: int) -> None:
    client: Any = clients()[index]
    group = client.users if hasattr(client, "users") else client
    shown = f"{client!r}{client}{client.configuration!r}{vars(client)}{group!r}{vars(group)}"
    assert SKEY not in shown
    for value in (client, client.configuration, client.configuration.credential, client.configuration.authorising):
        with pytest.raises((TypeError, AttributeError)):
            pickle.dumps(value)


def test_pages_and_cursors_show_none() -> None:
    script = Script(duo([{"user_id": "DU1"}], metadata={"next_offset": 1}))
    page = next(script.admin().users.list().pages())
    assert SKEY not in f"{page!r}{page.cursor}{script.admin().users.list()!r}"


def test_a_token_is_in_no_representation() -> None:
    script = Script(GRANTED, json_response(200, []))
    server = script.server()
    server.users.list()
    tokens: Any = server.configuration.authorising
    assert TOKEN not in f"{vars(tokens)}{server.configuration!r}{script.requests!r}"


def test_a_child_shows_none() -> None:
    accounts: Accounts = Script(duo([])).accounts()
    assert SKEY not in f"{vars(accounts.child('DA1', HOST))}"


@pytest.mark.parametrize(("ikey", "skey", "said"), [
    (SKEY, "DIEXAMPLE00000000000", "the integration key and the secret key are exchanged"),
    (SKEY, SKEY, "the integration key is not of the usual form"),
    ("DIEXAMPLE00000000000", SKEY, "does not know the integration key diexample00000000000 for /admin/v1/users"),
])  # fmt: skip
def test_a_secret_in_the_place_of_the_key_is_named_and_not_quoted(ikey: str, skey: str, said: str) -> None:
    script = Script(failed(401, 40102, "Invalid identity in request credentials"))
    with pytest.raises(ParaphError) as caught:
        script.answering(Admin(ikey, skey, HOST)).users.list().all()
    assert said in str(caught.value).lower()
    assert SKEY[:12] not in str(caught.value)
