"""Branding: the logo, and the look of pages, live and as a draft."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from paraph.emulator.duo import catalogue_endpoints
from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import Content, DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
LOGO = "logo"
PNG = b"\x89PNG\r\n\x1a\n"
LIVE, DRAFT = "/admin/v1/branding", "/admin/v1/branding/draft"
USERS = "user_ids"


def stored_logo(store: Store) -> bytes | None:
    """Return the logo as PNG."""
    result = store.get(LOGO, LOGO)
    return base64.b64decode(result["png"]) if result else None


@ROUTES.at("GET /admin/v1/logo")
def get_logo(call: DuoCall) -> Answer:
    """Return the logo; raises DuoError (40401) if there is none."""
    result = stored_logo(call.store)
    if result is None:
        raise DuoError(40401)
    return Content("image/png", result)


@ROUTES.at("POST /admin/v1/logo")
def set_logo(call: DuoCall) -> Answer:
    """Replace the logo."""
    try:
        image = base64.b64decode(call["logo"], validate=True)
    except (binascii.Error, ValueError):
        image = b""
    if not image.startswith(PNG):
        raise DuoError(40002, "logo")
    call.store.save(LOGO, LOGO, {"png": call["logo"]})
    log_change(call, "customer_update", "logo")
    return ""


@ROUTES.at("DELETE /admin/v1/logo")
def delete_logo(call: DuoCall) -> Answer:
    """Delete the logo, if there is one."""
    if call.store.delete(LOGO, LOGO):
        log_change(call, "customer_update", "logo")
    return ""


def stored_draft(store: Store) -> Object:
    """Return the draft as it was written."""
    return store.get(catalogue_endpoints.SINGLE, DRAFT) or {USERS: []}


@ROUTES.at(f"POST {DRAFT}/users/{{user_id}}")
def add_draft_user(call: DuoCall) -> Answer:
    """Show the draft to one more user."""
    key, body = call.object(users.KIND, call["user_id"])["user_id"], stored_draft(call.store)
    call.store.save(catalogue_endpoints.SINGLE, DRAFT, body | {USERS: list(dict.fromkeys([*body.get(USERS, ()), key]))})
    return ""


@ROUTES.at(f"DELETE {DRAFT}/users/{{user_id}}")
def remove_draft_user(call: DuoCall) -> Answer:
    """Stop showing the draft to a user."""
    body = stored_draft(call.store)
    remaining = [key for key in body.get(USERS, ()) if key != call["user_id"]]
    call.store.save(catalogue_endpoints.SINGLE, DRAFT, body | {USERS: remaining})
    return ""


@ROUTES.at(f"POST {DRAFT}/publish")
def publish_draft(call: DuoCall) -> Answer:
    """Publish the draft, and reset it to the live branding."""
    details = {name: value for name, value in stored_draft(call.store).items() if name != USERS}
    call.store.save(
        catalogue_endpoints.SINGLE, LIVE, (call.store.get(catalogue_endpoints.SINGLE, LIVE) or {}) | details
    )
    call.store.delete(catalogue_endpoints.SINGLE, DRAFT)
    log_change(call, "customer_update", "branding", details)
    return ""


@ROUTES.at(f"GET {DRAFT}")
def get_draft(call: DuoCall) -> Answer:
    """Return the draft: its changes over the live branding."""
    live = catalogue_endpoints.read_single(call.store, LIVE)
    return {**live, USERS: [], **stored_draft(call.store)}


@ROUTES.at(f"POST {DRAFT}")
def update_draft(call: DuoCall) -> Answer:
    """Change the draft."""
    catalogue_endpoints.answer_single(call)
    return get_draft(call)
