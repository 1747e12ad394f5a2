"""Administrators' access: activation links, invitations, lockouts, external passwords and directories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin.admins import DAY, EMAIL_IN_USE, KIND, LINKS, VALID_DAYS, admin_view, new_link
from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
INVITATIONS = "admin_activation"
PASSWORDS = "admin_password_mgmt"
INVITATION_DAYS = 7
PENDING = "Pending Activation"
SUBJECT = "Duo Security administrator account activation"


@ROUTES.at("POST /admin/v1/admins/{admin_id}/reset", "POST /admin/v1/admins/{admin_id}/clear_inactivity")
def reset(call: DuoCall) -> Answer:
    """Unlock an administrator."""
    admin = call.object(KIND, call["admin_id"])
    if admin["status"] == "Expired":
        call.store.save(KIND, admin["admin_id"], admin | {"status": "Active"})
    log_change(call, "admin_reset", admin["name"])
    return ""


@ROUTES.at("POST /admin/v1/admins/{admin_id}/activation_link")
def create_activation_link(call: DuoCall) -> Answer:
    """Create a link for an administrator who is not active yet."""
    link = new_link(call, find_pending_admin(call), VALID_DAYS)
    log_change(call, "admin_activation_create", link["admin_id"])
    return link


@ROUTES.at("DELETE /admin/v1/admins/{admin_id}/activation_link")
def revoke_activation_link(call: DuoCall) -> Answer:
    """Revoke the activation link."""
    call.store.delete(LINKS, find_pending_admin(call)["admin_id"])
    return ""


@ROUTES.at("POST /admin/v1/admins/{admin_id}/activation_link/email")
def mail_activation_link(call: DuoCall) -> Answer:
    """Send the activation link, a new one if there is none; return it."""
    admin = find_pending_admin(call)
    return call.store.get(LINKS, admin["admin_id"]) or new_link(call, admin, VALID_DAYS)


def find_pending_admin(call: DuoCall) -> Object:
    """Return the administrator of a call; raises DuoError (40002) if they need no activation."""
    admin = call.object(KIND, call["admin_id"])
    if admin["status"] != PENDING:
        raise DuoError(40002, "admin_id")
    return admin


@ROUTES.at("GET /admin/v1/admins/activations")
def list_invitations(call: DuoCall) -> Answer:
    """List all open invitations."""
    return call.page(INVITATIONS)


@ROUTES.at("POST /admin/v1/admins/activations")
def invite(call: DuoCall) -> Answer:
    """Invite an administrator."""
    if call.store.find_by_name(KIND, call["email"].lower()):
        raise DuoError(40002, EMAIL_IN_USE)
    code, days = "".join(call.state.chance.choices("0123456789abcdef", k=32)), call.get("valid_days") or INVITATION_DAYS
    link = f"https://{call.host}/admin/activate?code={code}"
    invitation: Object = {
        "admin_activation_id": call.state.new_id("DY"), "admin_name": call.get("admin_name"),
        "admin_role": call.get("admin_role") or "Owner", "code": code, "email": call["email"],
        "email_sent": int(bool(call.get("send_email"))), "expires": int(call.state.clock()) + days * DAY, "link": link,
        "message": f"Set your password and activate your administrator account: {link}", "subject": SUBJECT,
        "valid_days": days,
    }  # fmt: skip
    log_change(call, "admin_activation_create", call["email"], call.parameters)
    return call.store.add(INVITATIONS, invitation["admin_activation_id"], invitation)


@ROUTES.at("DELETE /admin/v1/admins/activations/{admin_activation_id}")
def delete_invitation(call: DuoCall) -> Answer:
    """Delete an invitation, if it exists."""
    if call.store.delete(INVITATIONS, call["admin_activation_id"]):
        log_change(call, "admin_activation_delete", call["admin_activation_id"])
    return ""


@ROUTES.at("GET /admin/v1/admins/password_mgmt")
def list_password_settings(call: DuoCall) -> Answer:
    """List for all administrators whether their passwords are managed externally."""
    page = call.page(KIND)
    return Page([password_view(call.store, admin) for admin in page.items], page.total)


@ROUTES.at("GET /admin/v1/admins/{admin_id}/password_mgmt")
def get_password_setting(call: DuoCall) -> Answer:
    """Return whether the password of an administrator is managed externally."""
    return password_view(call.store, call.object(KIND, call["admin_id"]))


@ROUTES.at("POST /admin/v1/admins/{admin_id}/password_mgmt")
def set_password(call: DuoCall) -> Answer:
    """Change the password settings; only an external password can be set, and it is not stored."""
    admin = call.object(KIND, call["admin_id"])
    choice = call.select("has_external_password_mgmt")
    call.store.save(PASSWORDS, admin["admin_id"], password_view(call.store, admin) | choice)
    content = password_view(call.store, admin)
    if call.get("password") and not content["has_external_password_mgmt"]:
        raise DuoError(40002, "password")
    log_change(call, "admin_update", admin["name"], choice)
    return content


def password_view(store: Store, admin: Object) -> Object:
    """Return whether the password of an administrator is managed externally."""
    stored = store.get(PASSWORDS, admin["admin_id"]) or {}
    return {"admin_id": admin["admin_id"], "has_external_password_mgmt": False, **stored}


@ROUTES.at("POST /admin/v1/admins/directorysync/{directory_key}/syncadmin")
def synchronise(call: DuoCall) -> Answer:
    """Return an administrator as the directory has them: unchanged."""
    result = call.store.find_by_name(KIND, call["email"].lower())
    if not result:
        raise DuoError(40401)
    return {"message": "Admin synced successfully", "admin": admin_view(call.store, result[0])}
