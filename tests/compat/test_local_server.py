"""Against the local Duo, both libraries get the same answers to the same calls."""

import email.utils
from collections.abc import Callable
from typing import Any

import pytest

from paraph.testing import DuoServer
from tests.compat.libraries import OURS, REAL, Library

NOW = 1795953600


def client_of(library: Library, name: str, server: DuoServer, **options: Any) -> Any:
    """Return a client of the local server."""
    return library.cls(name)(
        ikey=server.ikey, skey=server.skey, host=server.host, port=server.port, ca_certs="HTTP", **options
    )


def log_in(auth: Any, server: DuoServer) -> list[Any]:
    found = [auth.ping(), auth.check(), auth.preauth(username="ada")]
    waiting = auth.auth("push", username="ada", device="auto", pushinfo="from=a%20b&to=%2B1", async_txn=True)
    server.answer("ada", "approve")
    return [*found, waiting, auth.auth_status(waiting["txid"]), auth.auth("sms", username="ada", device="auto")]


def enroll(auth: Any, server: DuoServer) -> list[Any]:
    new = auth.enroll(username="grace", valid_secs=3600, bypass_codes=2)
    found = [new, auth.enroll_status(new["user_id"], new["activation_code"]), auth.preauth(user_id=new["user_id"])]
    return [*found, auth.auth("passcode", username="grace", passcode=new["bypass_codes"][0], ipaddr="192.0.2.7")]


def log_in_as_before(auth: Any, server: DuoServer) -> list[Any]:
    txid = auth.auth("ada", factor="push", phone="phone1", async_txn=True)
    server.answer("ada", "deny")
    found = [auth.ping(), auth.check(), auth.preauth("ada"), auth.auth("ada", "sms"), txid, auth.status(txid)]
    auth.auth_details = True
    return [*found, auth.auth("ada", "passcode", passcode="123456"), auth.auth("ada", "auto", auto="sms")]


def manage_children(accounts: Any, server: DuoServer) -> list[Any]:
    new = accounts.create_account("Kühn & Söhne + 100%")
    listed = accounts.get_child_accounts()
    return [new, listed, dict(accounts.child_map), accounts.delete_account(new["account_id"])]


def manage_users(admin: Any, server: DuoServer) -> list[Any]:
    new = admin.add_user("grace", realname="Grace +&% Hopper", alias1="gh")
    phone = admin.add_phone(number="+15555550111", type="Mobile")
    admin.add_user_phone(new["user_id"], phone["phone_id"])
    found = [new, phone, admin.get_users(), admin.get_users(limit=1), list(admin.get_users_by_names(["ada", "grace"]))]
    codes = admin.add_user_bypass_codes(new["user_id"], count=2)
    return [
        *found,
        codes,
        admin.get_user_phones(new["user_id"]),
        admin.delete_user(new["user_id"]),
        admin.get_settings(),
    ]


def be_refused(admin: Any, server: DuoServer) -> list[Any]:
    errors = []
    for method, argument in ((admin.get_user_by_id, "DUNOBODY"), (admin.add_user, "")):
        with pytest.raises(RuntimeError) as caught:
            method(argument)
        errors.append((str(caught.value), vars(caught.value)))
    admin.skey = "wrong"
    with pytest.raises(RuntimeError) as caught:
        admin.get_users()
    return [*errors, (str(caught.value), vars(caught.value))]


CALLS: dict[str, tuple[str, Callable[[Any, DuoServer], list[Any]]]] = {
    "log in": ("Auth", log_in),
    "enroll": ("Auth", enroll),
    "log in with version 1": ("AuthV1", log_in_as_before),
    "child accounts": ("Accounts", manage_children),
    "users": ("Admin", manage_users),
    "errors": ("Admin", be_refused),
}


def answers(library: Library, name: str, calls: Callable[[Any, DuoServer], list[Any]]) -> list[Any]:
    """Return the answers of a new local server, and the requests that it received."""
    library.cls("Accounts").child_map.clear()
    server = DuoServer("duo")
    server.now = NOW
    with server.running():
        server.add_user("ada", phone="+15555550100")
        found = calls(client_of(library, name, server), server)
        received = [(each.request.method, each.request.target, each.request.body) for each in server.requests]
        return [str(found).replace(str(server.port), "PORT"), received, server.refused if name != "Admin" else None]


@pytest.mark.parametrize("what", CALLS)
def test_both_get_the_same_answers(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = email.utils.formatdate  # the server, in the same process, calls it with its own time
    monkeypatch.setattr(email.utils, "formatdate", lambda timeval=NOW, **others: usual(timeval, **others))
    ours, real = (answers(library, *CALLS[what]) for library in (OURS, REAL))
    assert ours == real
    assert ours[2] in ([], None)
