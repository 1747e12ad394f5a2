"""The Accounts API: child accounts, each with its own part of the store, and how they are worked on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.emulator.duo import applications
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "account"
OWN = "own account"
"""What an account knows of itself: its `parent`, its `edition`, the telephony `credits` that it was ever given."""
ACCOUNTS = "accountsapi"
BILLING = "/admin/v1/billing/"
NEW_CREDITS, OWN_CREDITS = 0, 1000


def state_of(state: State, store: Store, kind: str, path: str, given: Mapping[str, Any]) -> State:
    """The account that a call works on: that of its key (`store`) or, by the parameter ``account_id``, a child of it.

    `kind` is the type of the application that calls.

    Raises Refused for a child that is not there (40002), for none named by a key that is there for children alone
    (40001), and for a key that is not there for children (40301).
    """
    named = given.get("account_id")
    if path.startswith("/admin/") and (named or path.startswith(BILLING) or kind == ACCOUNTS):
        if kind not in (ACCOUNTS, applications.EVERYTHING):
            raise Refused(40301, why="account_id is only for keys of an Accounts API application")
        if not named:
            raise Refused(40001, "account_id")
        if store.get(KIND, str(named)) is None:
            raise Refused(40002, "account_id")
        store = store.of(str(named))
    return state if store is state.store else replace(state, store=store)


def host_name(host: str) -> str:
    """A Host header without its port."""
    return re.sub(r":[0-9]+$", "", host)


def account_view(call: Call, account: Object) -> Object:
    """A child account: it is at the same address as its parent, which is all that this server has."""
    return {**account, "api_hostname": call.host}


@ROUTES.at("POST /accounts/v1/account/list")
def listed(call: Call) -> Answer:
    """All child accounts."""
    return [account_view(call, account) for account in call.store.page(KIND)]


@ROUTES.at("POST /accounts/v1/account/create")
def created(call: Call) -> Answer:
    """A new child account, with nothing in it."""
    account: Object = {"account_id": call.state.new_id("DA"), "name": call["name"]}
    call.store.add(KIND, account["account_id"], account)
    own = {"parent": call.store.account, "edition": "ENTERPRISE", "credits": NEW_CREDITS}
    call.store.of(account["account_id"]).put(OWN, OWN, own)
    changed(call, "account_create", account["name"], call.given)
    return account_view(call, account)


@ROUTES.at("POST /accounts/v1/account/delete")
def deleted(call: Call) -> Answer:
    """Nothing: the account is gone, with all keys, all that was in it, and the accounts below it."""
    account = call.referred(KIND, "account_id")
    call.store.delete(KIND, account["account_id"])
    forget(call.store, account["account_id"])
    changed(call, "account_delete", account["name"])
    return ""


def forget(store: Store, account_id: str) -> None:
    """Forget an account, and those below it."""
    for below in store.of(account_id).page(KIND):
        forget(store, below["account_id"])
    store.forget(account_id)
    applications.forget_account(store, account_id)


def own_account(store: Store) -> Object:
    """What an account knows of itself."""
    return store.get(OWN, OWN) or {"parent": None, "edition": "BEYOND", "credits": OWN_CREDITS}


def credits_used(store: Store, since: int = 0, until: int = 2**62) -> int:
    """How many telephony credits were used, between two times in milliseconds."""
    return sum(int(event.record.get("credits") or 0) for event in store.events("telephony", since, until, limit=-1))


def credits_left(store: Store) -> int:
    """How many telephony credits an account has."""
    return max(0, int(own_account(store)["credits"]) - credits_used(store))


@ROUTES.at("GET /admin/v1/billing/edition")
def edition(call: Call) -> Answer:
    """The edition of a child account."""
    return {"edition": own_account(call.store)["edition"]}


@ROUTES.at("POST /admin/v1/billing/edition")
def set_edition(call: Call) -> Answer:
    """Nothing; the child account has another edition now."""
    call.store.put(OWN, OWN, own_account(call.store) | {"edition": call["edition"]})
    changed(call, "edition_update", call["edition"], {"edition": call["edition"]})
    return ""


@ROUTES.at("GET /admin/v1/billing/telephony_credits")
def telephony_credits(call: Call) -> Answer:
    """The telephony credits of a child account."""
    return {"credits": credits_left(call.store)}


@ROUTES.at("POST /admin/v1/billing/telephony_credits")
def set_telephony_credits(call: Call) -> Answer:
    """The telephony credits of a child account; what it has more is taken from its parent, which has to have them."""
    wanted, child = call["credits"], own_account(call.store)
    parent = call.store.of(child["parent"] or "")
    more = wanted - credits_left(call.store)
    if wanted < 0 or more > credits_left(parent):
        raise Refused(40002, "credits")
    giver = own_account(parent)
    parent.put(OWN, OWN, giver | {"credits": giver["credits"] - more})
    call.store.put(OWN, OWN, child | {"credits": child["credits"] + more})
    changed(call, "telephony_credits_update", str(wanted), {"credits": wanted})
    return {"credits": wanted}
