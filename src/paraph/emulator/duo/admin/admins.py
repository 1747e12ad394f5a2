"""Administrators of the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "admin"
LINK = "admin-token"
IN_UNIT = "admin_unit-admin"
LINKS = "admin_activation_link"
"""The kind of activation links, by administrator: `link`, and when it `expires`."""
EMAIL_IN_USE = "The provided email address is already in use by another admin."
VALID_DAYS = 31
DAY = 86400
MEMBERS = (
    "name",
    "phone",
    "role",
    "subaccount_role",
    "restricted_by_admin_units",
    "status",
    "password_change_required",
)


def create_admin(state: DuoState, name: str, email: str, **members: object) -> Object:
    """Create an administrator; raises DuoError (40002) if another has the e-mail address."""
    if state.store.find_by_name(KIND, email.lower()):
        raise DuoError(40002, EMAIL_IN_USE)
    admin: Object = {
        "admin_id": state.new_id("DE"), "name": name, "email": email, "phone": None, "role": "Owner", "subaccount_role": None,
        "status": "Active", "restricted_by_admin_units": False, "password_change_required": False,
        "created": int(state.clock()), "last_login": None,
    }  # fmt: skip
    return state.store.add(KIND, admin["admin_id"], admin | members, [email.lower()])


def admin_view(store: Store, admin: Object) -> Object:
    """Return an administrator as callers see them, with their token and units."""
    tokens = store.target_objects(LINK, admin["admin_id"], "token")
    units = store.sources(IN_UNIT, admin["admin_id"])
    return {**admin, "admin_units": units, "hardtoken": tokens[0] if tokens else None}


def new_link(call: DuoCall, admin: Object, days: int) -> Object:
    """Create a link that activates an administrator, in place of an older one."""
    code = "".join(call.state.chance.choices("0123456789abcdef", k=32))
    link = {
        "admin_id": admin["admin_id"],
        "link": f"https://{call.host}/admin/activate?code={code}",
        "expires": int(call.state.clock()) + days * DAY,
    }
    return call.store.save(LINKS, admin["admin_id"], link)


@ROUTES.at("GET /admin/v1/admins")
def list_admins(call: DuoCall) -> Answer:
    """List all administrators."""
    page = call.page(KIND)
    return Page([admin_view(call.store, admin) for admin in page.items], page.total)


@ROUTES.at("POST /admin/v1/admins")
def create(call: DuoCall) -> Answer:
    """Create an administrator, who must still follow a link."""
    members = call.select("phone", "role", "subaccount_role", "restricted_by_admin_units")
    if "token_id" in call.parameters:
        call.referenced_object("token", "token_id")
    admin = create_admin(call.state, call["name"], call["email"], status="Pending Activation", **members)
    give_token(call, admin)
    link = new_link(call, admin, call.get("valid_days") or VALID_DAYS)
    log_change(call, "admin_create", admin["name"], call.parameters)
    visible = {"activation_url": link["link"], "activation_url_expires": link["expires"]}
    return admin_view(call.store, admin) | visible


def give_token(call: DuoCall, admin: Object) -> None:
    """Give an administrator the token in the call; an empty id removes theirs."""
    if "token_id" not in call.parameters:
        return
    token = call.referenced_object("token", "token_id") if call["token_id"] else None
    call.store.unlink(LINK, admin["admin_id"], None)
    if token is not None:
        call.store.link(LINK, admin["admin_id"], token["token_id"])


@ROUTES.at("GET /admin/v1/admins/{admin_id}")
def get_admin(call: DuoCall) -> Answer:
    """Return an administrator."""
    return admin_view(call.store, call.object(KIND, call["admin_id"]))


@ROUTES.at("POST /admin/v1/admins/{admin_id}")
def update(call: DuoCall) -> Answer:
    """Change an administrator; an Owner cannot be disabled."""
    admin = call.object(KIND, call["admin_id"]) | call.select(*MEMBERS)
    if admin["role"] == "Owner" and admin["status"] == "Disabled":
        raise DuoError(40002, "status")
    give_token(call, admin)
    call.store.save(KIND, admin["admin_id"], admin)
    log_change(call, "admin_update", admin["name"], call.parameters)
    return admin_view(call.store, admin)


@ROUTES.at("DELETE /admin/v1/admins/{admin_id}")
def delete(call: DuoCall) -> Answer:
    """Delete an administrator, if they exist."""
    admin = call.store.get(KIND, call["admin_id"])
    if admin is not None:
        call.store.unlink(LINK, admin["admin_id"], None)
        call.store.unlink(IN_UNIT, None, admin["admin_id"])
        call.store.delete(LINKS, admin["admin_id"])
        call.store.delete(KIND, admin["admin_id"])
        log_change(call, "admin_delete", admin["name"])
    return ""
