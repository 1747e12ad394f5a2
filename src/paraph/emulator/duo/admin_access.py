"""How administrators get in: links and invitations that activate them, lockouts, passwords kept elsewhere, directories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admins import DAY, EMAIL_IN_USE, KIND, LINKS, VALID_DAYS, admin_view, new_link
from paraph.emulator.duo.calls import Page, Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
INVITATIONS = "admin_activation"
PASSWORDS = "admin_password_mgmt"
INVITATION_DAYS = 7
PENDING = "Pending Activation"
SUBJECT = "Duo Security administrator account activation"


@ROUTES.at("POST /admin/v1/admins/{admin_id}/reset", "POST /admin/v1/admins/{admin_id}/clear_inactivity")
def reset(call: Call) -> Answer:
    """Nothing; an administrator who was shut out may try again."""
    admin = call.object(KIND, call["admin_id"])
    if admin["status"] == "Expired":
        call.store.put(KIND, admin["admin_id"], admin | {"status": "Active"})
    changed(call, "admin_reset", admin["name"])
    return ""


@ROUTES.at("POST /admin/v1/admins/{admin_id}/activation_link")
def activation_link(call: Call) -> Answer:
    """A new link for an administrator who is not active yet."""
    link = new_link(call, pending(call), VALID_DAYS)
    changed(call, "admin_activation_create", link["admin_id"])
    return link


@ROUTES.at("DELETE /admin/v1/admins/{admin_id}/activation_link")
def revoked(call: Call) -> Answer:
    """Nothing; the link does nothing any more."""
    call.store.delete(LINKS, pending(call)["admin_id"])
    return ""


@ROUTES.at("POST /admin/v1/admins/{admin_id}/activation_link/email")
def mailed(call: Call) -> Answer:
    """The link that was sent, a new one where there was none."""
    admin = pending(call)
    return call.store.get(LINKS, admin["admin_id"]) or new_link(call, admin, VALID_DAYS)


def pending(call: Call) -> Object:
    """The administrator of a call; raises Refused (40002) for one who needs no activation."""
    admin = call.object(KIND, call["admin_id"])
    if admin["status"] != PENDING:
        raise Refused(40002, "admin_id")
    return admin


@ROUTES.at("GET /admin/v1/admins/activations")
def invitations(call: Call) -> Answer:
    """All invitations that wait."""
    return call.page(INVITATIONS)


@ROUTES.at("POST /admin/v1/admins/activations")
def invited(call: Call) -> Answer:
    """A new invitation."""
    if call.store.named(KIND, call["email"].lower()):
        raise Refused(40002, EMAIL_IN_USE)
    code, days = "".join(call.state.chance.choices("0123456789abcdef", k=32)), call.get("valid_days") or INVITATION_DAYS
    link = f"https://{call.host}/admin/activate?code={code}"
    invitation: Object = {
        "admin_activation_id": call.state.new_id("DY"), "admin_name": call.get("admin_name"),
        "admin_role": call.get("admin_role") or "Owner", "code": code, "email": call["email"],
        "email_sent": int(bool(call.get("send_email"))), "expires": int(call.state.clock()) + days * DAY, "link": link,
        "message": f"Set your password and activate your administrator account: {link}", "subject": SUBJECT,
        "valid_days": days,
    }  # fmt: skip
    changed(call, "admin_activation_create", call["email"], call.given)
    return call.store.add(INVITATIONS, invitation["admin_activation_id"], invitation)


@ROUTES.at("DELETE /admin/v1/admins/activations/{admin_activation_id}")
def uninvited(call: Call) -> Answer:
    """Nothing, also where there is no such invitation."""
    if call.store.delete(INVITATIONS, call["admin_activation_id"]):
        changed(call, "admin_activation_delete", call["admin_activation_id"])
    return ""


@ROUTES.at("GET /admin/v1/admins/password_mgmt")
def passwords(call: Call) -> Answer:
    """Of all administrators whether their passwords are kept elsewhere."""
    page = call.page(KIND)
    return Page([password_view(call.store, admin) for admin in page.items], page.total)


@ROUTES.at("GET /admin/v1/admins/{admin_id}/password_mgmt")
def password(call: Call) -> Answer:
    """The same of one."""
    return password_view(call.store, call.object(KIND, call["admin_id"]))


@ROUTES.at("POST /admin/v1/admins/{admin_id}/password_mgmt")
def set_password(call: Call) -> Answer:
    """The same after a change; a password can be set only where it is kept elsewhere, and is not kept here."""
    admin = call.object(KIND, call["admin_id"])
    chosen = call.chosen("has_external_password_mgmt")
    call.store.put(PASSWORDS, admin["admin_id"], password_view(call.store, admin) | chosen)
    said = password_view(call.store, admin)
    if call.get("password") and not said["has_external_password_mgmt"]:
        raise Refused(40002, "password")
    changed(call, "admin_update", admin["name"], chosen)
    return said


def password_view(store: Store, admin: Object) -> Object:
    """Whether the password of an administrator is kept elsewhere."""
    kept = store.get(PASSWORDS, admin["admin_id"]) or {}
    return {"admin_id": admin["admin_id"], "has_external_password_mgmt": False, **kept}


@ROUTES.at("POST /admin/v1/admins/directorysync/{directory_key}/syncadmin")
def synchronised(call: Call) -> Answer:
    """An administrator as the directory has them, which is as they are."""
    found = call.store.named(KIND, call["email"].lower())
    if not found:
        raise Refused(40401)
    return {"message": "Admin synced successfully", "admin": admin_view(call.store, found[0])}
