"""The Accounts API: child accounts, each with its own part of the store."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "account"
OWN_ACCOUNT = "own account"
"""The kind of an account's own settings: `parent`, `edition`, and all telephony `credits` it ever received."""
ACCOUNTS = "accountsapi"
BILLING = "/admin/v1/billing/"
NEW_CREDITS, OWN_CREDITS = 0, 1000


def account_state(state: DuoState, store: Store, kind: str, path: str, values: Mapping[str, Any]) -> DuoState:
    """Return the account that a call acts on: that of its key (`store`), or the child account in ``account_id``.

    `kind` is the type of the calling application. Raises DuoError for an unknown child (40002), for a missing
    ``account_id`` with a key for child accounts only (40001), and for a key that cannot act on child accounts (40301).
    """
    name = values.get("account_id")
    if path.startswith("/admin/") and (name or path.startswith(BILLING) or kind == ACCOUNTS):
        if kind not in (ACCOUNTS, applications.ALL_APIS):
            raise DuoError(40301, reason="account_id is only for keys of an Accounts API application")
        if not name:
            raise DuoError(40001, "account_id")
        if store.get(KIND, str(name)) is None:
            raise DuoError(40002, "account_id")
        store = store.account_store(str(name))
    return state if store is state.store else replace(state, store=store)


def host_name(host: str) -> str:
    """Return a Host header without its port."""
    return re.sub(r":[0-9]+$", "", host)


def account_view(call: DuoCall, account: Object) -> Object:
    """Return a child account; its address is that of its parent, the only one of this server."""
    return {**account, "api_hostname": call.host}


@ROUTES.at("POST /accounts/v1/account/list")
def list_accounts(call: DuoCall) -> Answer:
    """List all child accounts."""
    return [account_view(call, account) for account in call.store.page(KIND)]


@ROUTES.at("POST /accounts/v1/account/create")
def create(call: DuoCall) -> Answer:
    """Create an empty child account."""
    account: Object = {"account_id": call.state.new_id("DA"), "name": call["name"]}
    call.store.add(KIND, account["account_id"], account)
    own = {"parent": call.store.account, "edition": "ENTERPRISE", "credits": NEW_CREDITS}
    call.store.account_store(account["account_id"]).save(OWN_ACCOUNT, OWN_ACCOUNT, own)
    log_change(call, "account_create", account["name"], call.parameters)
    return account_view(call, account)


@ROUTES.at("POST /accounts/v1/account/delete")
def delete(call: DuoCall) -> Answer:
    """Delete an account with its keys, its data and the accounts below it."""
    account = call.referenced_object(KIND, "account_id")
    call.store.delete(KIND, account["account_id"])
    delete_tree(call.store, account["account_id"])
    log_change(call, "account_delete", account["name"])
    return ""


def delete_tree(store: Store, account_id: str) -> None:
    """Delete an account and the accounts below it."""
    for below in store.account_store(account_id).page(KIND):
        delete_tree(store, below["account_id"])
    store.delete_account(account_id)
    applications.unlink_account(store, account_id)


def own_account(store: Store) -> Object:
    """Return the settings of an account itself."""
    return store.get(OWN_ACCOUNT, OWN_ACCOUNT) or {"parent": None, "edition": "BEYOND", "credits": OWN_CREDITS}


def credits_used(store: Store, since: int = 0, until: int = 2**62) -> int:
    """Return the telephony credits used between two times in milliseconds."""
    return sum(int(event.record.get("credits") or 0) for event in store.events("telephony", since, until, limit=-1))


def credits_left(store: Store) -> int:
    """Return the telephony credits of an account."""
    return max(0, int(own_account(store)["credits"]) - credits_used(store))


@ROUTES.at("GET /admin/v1/billing/edition")
def get_edition(call: DuoCall) -> Answer:
    """Return the edition of a child account."""
    return {"edition": own_account(call.store)["edition"]}


@ROUTES.at("POST /admin/v1/billing/edition")
def set_edition(call: DuoCall) -> Answer:
    """Change the edition of a child account."""
    call.store.save(OWN_ACCOUNT, OWN_ACCOUNT, own_account(call.store) | {"edition": call["edition"]})
    log_change(call, "edition_update", call["edition"], {"edition": call["edition"]})
    return ""


@ROUTES.at("GET /admin/v1/billing/telephony_credits")
def get_telephony_credits(call: DuoCall) -> Answer:
    """Return the telephony credits of a child account."""
    return {"credits": credits_left(call.store)}


@ROUTES.at("POST /admin/v1/billing/telephony_credits")
def set_telephony_credits(call: DuoCall) -> Answer:
    """Set the telephony credits of a child account; its parent pays for an increase."""
    requested, child = call["credits"], own_account(call.store)
    parent = call.store.account_store(child["parent"] or "")
    more = requested - credits_left(call.store)
    if requested < 0 or more > credits_left(parent):
        raise DuoError(40002, "credits")
    giver = own_account(parent)
    parent.save(OWN_ACCOUNT, OWN_ACCOUNT, giver | {"credits": giver["credits"] - more})
    call.store.save(OWN_ACCOUNT, OWN_ACCOUNT, child | {"credits": child["credits"] + more})
    log_change(call, "telephony_credits_update", str(requested), {"credits": requested})
    return {"credits": requested}
