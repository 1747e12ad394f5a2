"""What users see of the account: the logo, and how pages look, live and in a draft."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from paraph.emulator.duo import described, users
from paraph.emulator.duo.calls import Content, Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
LOGO = "logo"
PNG = b"\x89PNG\r\n\x1a\n"
LIVE, DRAFT = "/admin/v1/branding", "/admin/v1/branding/draft"
USERS = "user_ids"


def logo(store: Store) -> bytes | None:
    """The logo, as PNG."""
    found = store.get(LOGO, LOGO)
    return base64.b64decode(found["png"]) if found else None


@ROUTES.at("GET /admin/v1/logo")
def shown(call: Call) -> Answer:
    """The logo; raises Refused (40401) when there is none."""
    found = logo(call.store)
    if found is None:
        raise Refused(40401)
    return Content("image/png", found)


@ROUTES.at("POST /admin/v1/logo")
def set_logo(call: Call) -> Answer:
    """Nothing; the logo is another now."""
    try:
        image = base64.b64decode(call["logo"], validate=True)
    except (binascii.Error, ValueError):
        image = b""
    if not image.startswith(PNG):
        raise Refused(40002, "logo")
    call.store.put(LOGO, LOGO, {"png": call["logo"]})
    changed(call, "customer_update", "logo")
    return ""


@ROUTES.at("DELETE /admin/v1/logo")
def removed(call: Call) -> Answer:
    """Nothing, also where there was no logo."""
    if call.store.delete(LOGO, LOGO):
        changed(call, "customer_update", "logo")
    return ""


def draft(store: Store) -> Object:
    """The draft as it was written."""
    return store.get(described.SINGLE, DRAFT) or {USERS: []}


@ROUTES.at(f"POST {DRAFT}/users/{{user_id}}")
def with_user(call: Call) -> Answer:
    """Nothing; the draft is shown to one user more."""
    key, body = call.object(users.KIND, call["user_id"])["user_id"], draft(call.store)
    call.store.put(described.SINGLE, DRAFT, body | {USERS: list(dict.fromkeys([*body.get(USERS, ()), key]))})
    return ""


@ROUTES.at(f"DELETE {DRAFT}/users/{{user_id}}")
def without_user(call: Call) -> Answer:
    """Nothing; the draft is not shown to a user any more."""
    body = draft(call.store)
    left = [key for key in body.get(USERS, ()) if key != call["user_id"]]
    call.store.put(described.SINGLE, DRAFT, body | {USERS: left})
    return ""


@ROUTES.at(f"POST {DRAFT}/publish")
def published(call: Call) -> Answer:
    """Nothing; what was drafted is live, and the draft is as the live one again."""
    told = {name: value for name, value in draft(call.store).items() if name != USERS}
    call.store.put(described.SINGLE, LIVE, (call.store.get(described.SINGLE, LIVE) or {}) | told)
    call.store.delete(described.SINGLE, DRAFT)
    changed(call, "customer_update", "branding", told)
    return ""


@ROUTES.at(f"GET {DRAFT}")
def drafted(call: Call) -> Answer:
    """The draft: what was written to it, over what is live."""
    live = described.read_single(call.store, LIVE)
    return {**live, USERS: [], **draft(call.store)}


@ROUTES.at(f"POST {DRAFT}")
def redrafted(call: Call) -> Answer:
    """The draft after a change."""
    described.single(call)
    return drafted(call)
