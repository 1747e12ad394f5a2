"""Administrators and administrative units of the Admin API."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import flag, quoted, text, without_none

ADMINS = "/admin/v1/admins"
UNITS = "/admin/v1/administrative_units"


class AdminsCalls(AdminCalls):
    """Lists and changes administrators, and lists their units."""

    def get_admins(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all administrators, or a page of them."""
        return self._page_or_all(ADMINS, limit, offset, self.get_admins_iterator)

    def get_admins_iterator(self) -> Any:
        """Return an iterator over all administrators."""
        return self._all(ADMINS)

    def get_admin(self, admin_id: Any) -> Any:
        """Return the administrator with this id."""
        return self.json_api_call("GET", f"{ADMINS}/{quoted(admin_id)}", {})

    def add_admin(
        self, name: Any, email: Any, phone: Any, password: Any, role: Any = None, subaccount_role: Any = None
    ) -> Any:
        """Create an administrator and return it; `password` is ignored."""
        params = without_none(name=name, email=email, phone=phone, role=role, subaccount_role=subaccount_role)
        return self.json_api_call("POST", ADMINS, params)

    def update_admin(
        self,
        admin_id: Any,
        name: Any = None,
        phone: Any = None,
        password: Any = None,
        password_change_required: Any = None,
        status: Any = None,
        role: Any = None,
        subaccount_role: Any = None,
    ) -> Any:
        """Change what is not None, and return the administrator; `password` is ignored."""
        params = without_none(
            name=name,
            phone=phone,
            password_change_required=password_change_required,
            status=status,
            role=role,
            subaccount_role=subaccount_role,
        )
        return self.json_api_call("POST", f"{ADMINS}/{quoted(admin_id)}", params)

    def delete_admin(self, admin_id: Any) -> Any:
        """Delete an administrator."""
        return self.json_api_call("DELETE", f"{ADMINS}/{quoted(admin_id)}", {})

    def reset_admin(self, admin_id: Any) -> Any:
        """Unlock an administrator."""
        return self.json_api_call("POST", f"{ADMINS}/{quoted(admin_id)}/reset", {})

    def activate_admin(
        self, email: Any, send_email: Any = False, valid_days: Any = None, admin_role: Any = None
    ) -> Any:
        """Return an activation code for a new administrator, and send it by e-mail with `send_email`."""
        params = without_none(
            email=email, send_email=text(send_email), valid_days=text(valid_days), admin_role=text(admin_role)
        )
        return self.json_api_call("POST", f"{ADMINS}/activations", params)

    def get_external_password_mgmt_statuses(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return for all administrators, or a page of them, whether another system manages their password."""
        path = f"{ADMINS}/password_mgmt"
        return self._page_or_all(path, limit, offset, lambda: self._all(path))

    def get_external_password_mgmt_status_for_admin(self, admin_id: Any) -> Any:
        """Return whether another system manages an administrator's password."""
        return self.json_api_call("GET", f"{ADMINS}/{quoted(admin_id)}/password_mgmt", {})

    def update_admin_password_mgmt_status(
        self, admin_id: Any, has_external_password_mgmt: Any = None, password: Any = None
    ) -> Any:
        """Set whether another system manages an administrator's password, or set the password."""
        params = without_none(password=password, has_external_password_mgmt=text(has_external_password_mgmt))
        return self.json_api_call("POST", f"{ADMINS}/{quoted(admin_id)}/password_mgmt", params)

    def set_allowed_admin_auth_methods(
        self,
        push_enabled: Any = None,
        sms_enabled: Any = None,
        voice_enabled: Any = None,
        mobile_otp_enabled: Any = None,
        yubikey_enabled: Any = None,
        hardware_token_enabled: Any = None,
        verified_push_enabled: Any = None,
        verified_push_length: Any = None,
    ) -> Any:
        """Set the factors that administrators may use; a verified push has a code of 3 digits by default."""
        length = 3 if verified_push_length is None else verified_push_length
        params = without_none(
            push_enabled=flag(push_enabled),
            sms_enabled=flag(sms_enabled),
            mobile_otp_enabled=flag(mobile_otp_enabled),
            hardware_token_enabled=flag(hardware_token_enabled),
            yubikey_enabled=flag(yubikey_enabled),
            voice_enabled=flag(voice_enabled),
            verified_push_enabled=flag(verified_push_enabled),
            verified_push_length=length if verified_push_enabled else None,
        )
        return self.json_api_call("POST", f"{ADMINS}/allowed_auth_methods", params)

    def get_allowed_admin_auth_methods(self) -> Any:
        """Return the factors that administrators may use."""
        return self.json_api_call("GET", f"{ADMINS}/allowed_auth_methods", {})

    def get_administrative_units(
        self,
        admin_id: Any = None,
        group_id: Any = None,
        integration_key: Any = None,
        limit: Any = None,
        offset: Any = 0,
    ) -> Any:
        """Return the administrative units, or a page of them, of an administrator, a group or an integration."""
        limit, offset = self.normalize_paging_args(limit, offset)
        if not limit:
            return list(self.get_administrative_units_iterator(admin_id, group_id, integration_key))
        params = without_none(admin_id=admin_id, group_id=group_id, integration_key=integration_key)
        return self.json_api_call("GET", UNITS, params | {"limit": limit, "offset": offset})

    def get_administrative_units_iterator(
        self, admin_id: Any = None, group_id: Any = None, integration_key: Any = None
    ) -> Any:
        """Return an iterator over the administrative units of an administrator, a group or an integration."""
        params = without_none(admin_id=admin_id, group_id=group_id, integration_key=integration_key)
        return self.json_paging_api_call("GET", UNITS, params)
