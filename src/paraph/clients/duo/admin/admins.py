"""Calls of Duo's Admin API: admins. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Admins(Group):
    """Calls of Duo's Admin API: admins."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Admin]:
        """List administrators.

        `offset`: index of the first record.

        Needs: administrators. It is ``GET /admin/v1/admins``.
        """
        return self._pages("GET /admin/v1/admins", locals())

    def create(
        self,
        *,
        email: str,
        name: str,
        phone: str | None = None,
        role: Literal[
            "Owner",
            "Administrator",
            "Application Manager",
            "User Manager",
            "Help Desk",
            "Billing",
            "Phishing Manager",
            "Read-only",
        ]
        | None = None,
        subaccount_role: str | None = None,
        restricted_by_admin_units: bool | None = None,
        send_email: bool | None = None,
        token_id: str | None = None,
        valid_days: int | None = None,
        extra: Extra = None,
    ) -> records.Admin:
        """Create an administrator.

        `phone`: E.164, such as +15555550100. `subaccount_role`: the role in child accounts.

        An e-mail address that is taken is refused with 40002 and a detail. Needs: administrators. It is ``POST
        /admin/v1/admins``.
        """
        return self._call("POST /admin/v1/admins", locals())

    def get(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.Admin:
        """Get one administrator.

        Needs: administrators. It is ``GET /admin/v1/admins/{admin_id}``.
        """
        return self._call("GET /admin/v1/admins/{admin_id}", locals())

    def update(
        self,
        admin_id: str,
        *,
        name: str | None = None,
        phone: str | None = None,
        role: Literal[
            "Owner",
            "Administrator",
            "Application Manager",
            "User Manager",
            "Help Desk",
            "Billing",
            "Phishing Manager",
            "Read-only",
        ]
        | None = None,
        subaccount_role: str | None = None,
        restricted_by_admin_units: bool | None = None,
        token_id: str | None = None,
        status: Literal["Active", "Disabled"] | None = None,
        password_change_required: bool | None = None,
        extra: Extra = None,
    ) -> records.Admin:
        """Change an administrator.

        `phone`: E.164, such as +15555550100. `subaccount_role`: the role in child accounts.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}``.
        """
        return self._call("POST /admin/v1/admins/{admin_id}", locals())

    def delete(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an administrator.

        Needs: administrators. It is ``DELETE /admin/v1/admins/{admin_id}``.
        """
        return self._call("DELETE /admin/v1/admins/{admin_id}", locals())

    def reset(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Clear failed log-in attempts.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/reset``.
        """
        return self._call("POST /admin/v1/admins/{admin_id}/reset", locals())

    def clear_inactivity(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Clear the inactivity lock.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/clear_inactivity``.
        """
        return self._call("POST /admin/v1/admins/{admin_id}/clear_inactivity", locals())

    def create_activation_link(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdminActivationLink:
        """Make an activation link for a pending administrator.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/activation_link``.
        """
        return self._call("POST /admin/v1/admins/{admin_id}/activation_link", locals())

    def delete_activation_link(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Cancel that activation link.

        Needs: administrators. It is ``DELETE /admin/v1/admins/{admin_id}/activation_link``.
        """
        return self._call("DELETE /admin/v1/admins/{admin_id}/activation_link", locals())

    def email_activation_link(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdminActivationLink:
        """E-mail that activation link.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/activation_link/email``.
        """
        return self._call("POST /admin/v1/admins/{admin_id}/activation_link/email", locals())

    def list_activations(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AdminActivation]:
        """List pending activations.

        `offset`: index of the first record.

        Needs: administrators. It is ``GET /admin/v1/admins/activations``.
        """
        return self._pages("GET /admin/v1/admins/activations", locals())

    def create_activation(
        self,
        *,
        email: str,
        admin_name: str | None = None,
        admin_role: Literal[
            "Owner",
            "Administrator",
            "Application Manager",
            "User Manager",
            "Help Desk",
            "Billing",
            "Phishing Manager",
            "Read-only",
        ]
        | None = None,
        send_email: bool | None = None,
        valid_days: int | None = None,
        extra: Extra = None,
    ) -> records.AdminActivation:
        """Invite a new administrator.

        Needs: administrators. It is ``POST /admin/v1/admins/activations``.
        """
        return self._call("POST /admin/v1/admins/activations", locals())

    def delete_activation(
        self,
        admin_activation_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Cancel a pending activation.

        Needs: administrators. It is ``DELETE /admin/v1/admins/activations/{admin_activation_id}``.
        """
        return self._call("DELETE /admin/v1/admins/activations/{admin_activation_id}", locals())

    def sync_from_directory(
        self,
        directory_key: str,
        *,
        email: str,
        extra: Extra = None,
    ) -> records.AdminsSyncFromDirectory:
        """Sync one administrator from a directory.

        Needs: administrators (unconfirmed). It is ``POST
        /admin/v1/admins/directorysync/{directory_key}/syncadmin``.
        """
        return self._call("POST /admin/v1/admins/directorysync/{directory_key}/syncadmin", locals())

    def list_password_management(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AdminPasswordManagement]:
        """List external password management states.

        `offset`: index of the first record.

        Needs: administrators. It is ``GET /admin/v1/admins/password_mgmt``.
        """
        return self._pages("GET /admin/v1/admins/password_mgmt", locals())

    def get_password_management(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdminPasswordManagement:
        """Get one external password management state.

        Needs: administrators. It is ``GET /admin/v1/admins/{admin_id}/password_mgmt``.
        """
        return self._call("GET /admin/v1/admins/{admin_id}/password_mgmt", locals())

    def update_password_management(
        self,
        admin_id: str,
        *,
        has_external_password_mgmt: bool | None = None,
        password: str | None = None,
        extra: Extra = None,
    ) -> records.AdminPasswordManagement:
        """Set external password management / password.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/password_mgmt``.
        """
        return self._call("POST /admin/v1/admins/{admin_id}/password_mgmt", locals())

    def get_allowed_auth_methods(
        self,
        *,
        extra: Extra = None,
    ) -> records.AllowedAdminAuthMethods:
        """Read allowed administrator factors.

        Needs: administrators. It is ``GET /admin/v1/admins/allowed_auth_methods``.
        """
        return self._call("GET /admin/v1/admins/allowed_auth_methods", locals())

    def update_allowed_auth_methods(
        self,
        *,
        hardware_token_enabled: bool | None = None,
        mobile_otp_enabled: bool | None = None,
        push_enabled: bool | None = None,
        sms_enabled: bool | None = None,
        verified_push_enabled: bool | None = None,
        verified_push_length: int | None = None,
        voice_enabled: bool | None = None,
        webauthn_enabled: bool | None = None,
        yubikey_enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.AllowedAdminAuthMethods:
        """Set allowed administrator factors.

        `verified_push_length`: digits of the code that the user types.

        Needs: administrators. It is ``POST /admin/v1/admins/allowed_auth_methods``.
        """
        return self._call("POST /admin/v1/admins/allowed_auth_methods", locals())


class AsyncAdmins(AsyncGroup):
    """Calls of Duo's Admin API: admins; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Admin]:
        """List administrators.

        `offset`: index of the first record.

        Needs: administrators. It is ``GET /admin/v1/admins``.
        """
        return self._pages("GET /admin/v1/admins", locals())

    async def create(
        self,
        *,
        email: str,
        name: str,
        phone: str | None = None,
        role: Literal[
            "Owner",
            "Administrator",
            "Application Manager",
            "User Manager",
            "Help Desk",
            "Billing",
            "Phishing Manager",
            "Read-only",
        ]
        | None = None,
        subaccount_role: str | None = None,
        restricted_by_admin_units: bool | None = None,
        send_email: bool | None = None,
        token_id: str | None = None,
        valid_days: int | None = None,
        extra: Extra = None,
    ) -> records.Admin:
        """Create an administrator.

        `phone`: E.164, such as +15555550100. `subaccount_role`: the role in child accounts.

        An e-mail address that is taken is refused with 40002 and a detail. Needs: administrators. It is ``POST
        /admin/v1/admins``.
        """
        return await self._call("POST /admin/v1/admins", locals())

    async def get(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.Admin:
        """Get one administrator.

        Needs: administrators. It is ``GET /admin/v1/admins/{admin_id}``.
        """
        return await self._call("GET /admin/v1/admins/{admin_id}", locals())

    async def update(
        self,
        admin_id: str,
        *,
        name: str | None = None,
        phone: str | None = None,
        role: Literal[
            "Owner",
            "Administrator",
            "Application Manager",
            "User Manager",
            "Help Desk",
            "Billing",
            "Phishing Manager",
            "Read-only",
        ]
        | None = None,
        subaccount_role: str | None = None,
        restricted_by_admin_units: bool | None = None,
        token_id: str | None = None,
        status: Literal["Active", "Disabled"] | None = None,
        password_change_required: bool | None = None,
        extra: Extra = None,
    ) -> records.Admin:
        """Change an administrator.

        `phone`: E.164, such as +15555550100. `subaccount_role`: the role in child accounts.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}``.
        """
        return await self._call("POST /admin/v1/admins/{admin_id}", locals())

    async def delete(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an administrator.

        Needs: administrators. It is ``DELETE /admin/v1/admins/{admin_id}``.
        """
        return await self._call("DELETE /admin/v1/admins/{admin_id}", locals())

    async def reset(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Clear failed log-in attempts.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/reset``.
        """
        return await self._call("POST /admin/v1/admins/{admin_id}/reset", locals())

    async def clear_inactivity(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Clear the inactivity lock.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/clear_inactivity``.
        """
        return await self._call("POST /admin/v1/admins/{admin_id}/clear_inactivity", locals())

    async def create_activation_link(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdminActivationLink:
        """Make an activation link for a pending administrator.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/activation_link``.
        """
        return await self._call("POST /admin/v1/admins/{admin_id}/activation_link", locals())

    async def delete_activation_link(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Cancel that activation link.

        Needs: administrators. It is ``DELETE /admin/v1/admins/{admin_id}/activation_link``.
        """
        return await self._call("DELETE /admin/v1/admins/{admin_id}/activation_link", locals())

    async def email_activation_link(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdminActivationLink:
        """E-mail that activation link.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/activation_link/email``.
        """
        return await self._call("POST /admin/v1/admins/{admin_id}/activation_link/email", locals())

    def list_activations(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AdminActivation]:
        """List pending activations.

        `offset`: index of the first record.

        Needs: administrators. It is ``GET /admin/v1/admins/activations``.
        """
        return self._pages("GET /admin/v1/admins/activations", locals())

    async def create_activation(
        self,
        *,
        email: str,
        admin_name: str | None = None,
        admin_role: Literal[
            "Owner",
            "Administrator",
            "Application Manager",
            "User Manager",
            "Help Desk",
            "Billing",
            "Phishing Manager",
            "Read-only",
        ]
        | None = None,
        send_email: bool | None = None,
        valid_days: int | None = None,
        extra: Extra = None,
    ) -> records.AdminActivation:
        """Invite a new administrator.

        Needs: administrators. It is ``POST /admin/v1/admins/activations``.
        """
        return await self._call("POST /admin/v1/admins/activations", locals())

    async def delete_activation(
        self,
        admin_activation_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Cancel a pending activation.

        Needs: administrators. It is ``DELETE /admin/v1/admins/activations/{admin_activation_id}``.
        """
        return await self._call("DELETE /admin/v1/admins/activations/{admin_activation_id}", locals())

    async def sync_from_directory(
        self,
        directory_key: str,
        *,
        email: str,
        extra: Extra = None,
    ) -> records.AdminsSyncFromDirectory:
        """Sync one administrator from a directory.

        Needs: administrators (unconfirmed). It is ``POST
        /admin/v1/admins/directorysync/{directory_key}/syncadmin``.
        """
        return await self._call("POST /admin/v1/admins/directorysync/{directory_key}/syncadmin", locals())

    def list_password_management(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AdminPasswordManagement]:
        """List external password management states.

        `offset`: index of the first record.

        Needs: administrators. It is ``GET /admin/v1/admins/password_mgmt``.
        """
        return self._pages("GET /admin/v1/admins/password_mgmt", locals())

    async def get_password_management(
        self,
        admin_id: str,
        *,
        extra: Extra = None,
    ) -> records.AdminPasswordManagement:
        """Get one external password management state.

        Needs: administrators. It is ``GET /admin/v1/admins/{admin_id}/password_mgmt``.
        """
        return await self._call("GET /admin/v1/admins/{admin_id}/password_mgmt", locals())

    async def update_password_management(
        self,
        admin_id: str,
        *,
        has_external_password_mgmt: bool | None = None,
        password: str | None = None,
        extra: Extra = None,
    ) -> records.AdminPasswordManagement:
        """Set external password management / password.

        Needs: administrators. It is ``POST /admin/v1/admins/{admin_id}/password_mgmt``.
        """
        return await self._call("POST /admin/v1/admins/{admin_id}/password_mgmt", locals())

    async def get_allowed_auth_methods(
        self,
        *,
        extra: Extra = None,
    ) -> records.AllowedAdminAuthMethods:
        """Read allowed administrator factors.

        Needs: administrators. It is ``GET /admin/v1/admins/allowed_auth_methods``.
        """
        return await self._call("GET /admin/v1/admins/allowed_auth_methods", locals())

    async def update_allowed_auth_methods(
        self,
        *,
        hardware_token_enabled: bool | None = None,
        mobile_otp_enabled: bool | None = None,
        push_enabled: bool | None = None,
        sms_enabled: bool | None = None,
        verified_push_enabled: bool | None = None,
        verified_push_length: int | None = None,
        voice_enabled: bool | None = None,
        webauthn_enabled: bool | None = None,
        yubikey_enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.AllowedAdminAuthMethods:
        """Set allowed administrator factors.

        `verified_push_length`: digits of the code that the user types.

        Needs: administrators. It is ``POST /admin/v1/admins/allowed_auth_methods``.
        """
        return await self._call("POST /admin/v1/admins/allowed_auth_methods", locals())
