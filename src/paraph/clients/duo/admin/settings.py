"""Calls of Duo's Admin API: settings. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class Settings(Group):
    """Calls of Duo's Admin API: settings."""

    def get(
        self,
        *,
        extra: Extra = None,
    ) -> records.Settings:
        """Read account settings.

        Needs: settings. It is ``GET /admin/v1/settings``.
        """
        return self._call("GET /admin/v1/settings", locals())

    def update(
        self,
        *,
        caller_id: str | None = None,
        duo_mobile_otp_type: str | None = None,
        email_activity_notification_enabled: bool | None = None,
        enrollment_universal_prompt_enabled: bool | None = None,
        fraud_email: str | None = None,
        fraud_email_enabled: bool | None = None,
        global_ssp_policy_enforced: bool | None = None,
        helpdesk_bypass: Literal["allow", "limit", "deny"] | None = None,
        helpdesk_bypass_expiration: int | None = None,
        helpdesk_can_send_enroll_email: bool | None = None,
        helpdesk_message: str | None = None,
        inactive_user_expiration: int | None = None,
        keypress_confirm: str | None = None,
        keypress_fraud: str | None = None,
        language: str | None = None,
        lockout_expire_duration: int | None = None,
        lockout_threshold: int | None = None,
        log_retention_days: int | None = None,
        minimum_password_length: int | None = None,
        name: str | None = None,
        password_requires_lower_alpha: bool | None = None,
        password_requires_numeric: bool | None = None,
        password_requires_special: bool | None = None,
        password_requires_upper_alpha: bool | None = None,
        pending_deletion_days: int | None = None,
        push_activity_notification_enabled: bool | None = None,
        security_checkup_enabled: bool | None = None,
        sms_batch: int | None = None,
        sms_expiration: int | None = None,
        sms_message: str | None = None,
        sms_refresh: bool | None = None,
        telephony_warning_min: int | None = None,
        timezone: str | None = None,
        unenrolled_user_lockout_threshold: int | None = None,
        user_managers_can_put_users_in_bypass: bool | None = None,
        user_telephony_cost_max: int | None = None,
        extra: Extra = None,
    ) -> records.Settings:
        """Change account settings.

        `helpdesk_bypass_expiration`: minutes; 0 for no end. `inactive_user_expiration`: days; 0 for never.
        `keypress_confirm`: 0 to 9, # or *. `keypress_fraud`: 0 to 9, # or *. `lockout_expire_duration`: minutes; 0
        for no end. `lockout_threshold`: failures in a row. `log_retention_days`: 0 for without end. `sms_batch`:
        passcodes in a message. `sms_expiration`: minutes. `telephony_warning_min`: credits. `timezone`: IANA name.
        `unenrolled_user_lockout_threshold`: days; 0 for never. `user_telephony_cost_max`: credits.

        Needs: settings. It is ``POST /admin/v1/settings``.
        """
        return self._call("POST /admin/v1/settings", locals())


class AsyncSettings(AsyncGroup):
    """Calls of Duo's Admin API: settings; for asyncio."""

    async def get(
        self,
        *,
        extra: Extra = None,
    ) -> records.Settings:
        """Read account settings.

        Needs: settings. It is ``GET /admin/v1/settings``.
        """
        return await self._call("GET /admin/v1/settings", locals())

    async def update(
        self,
        *,
        caller_id: str | None = None,
        duo_mobile_otp_type: str | None = None,
        email_activity_notification_enabled: bool | None = None,
        enrollment_universal_prompt_enabled: bool | None = None,
        fraud_email: str | None = None,
        fraud_email_enabled: bool | None = None,
        global_ssp_policy_enforced: bool | None = None,
        helpdesk_bypass: Literal["allow", "limit", "deny"] | None = None,
        helpdesk_bypass_expiration: int | None = None,
        helpdesk_can_send_enroll_email: bool | None = None,
        helpdesk_message: str | None = None,
        inactive_user_expiration: int | None = None,
        keypress_confirm: str | None = None,
        keypress_fraud: str | None = None,
        language: str | None = None,
        lockout_expire_duration: int | None = None,
        lockout_threshold: int | None = None,
        log_retention_days: int | None = None,
        minimum_password_length: int | None = None,
        name: str | None = None,
        password_requires_lower_alpha: bool | None = None,
        password_requires_numeric: bool | None = None,
        password_requires_special: bool | None = None,
        password_requires_upper_alpha: bool | None = None,
        pending_deletion_days: int | None = None,
        push_activity_notification_enabled: bool | None = None,
        security_checkup_enabled: bool | None = None,
        sms_batch: int | None = None,
        sms_expiration: int | None = None,
        sms_message: str | None = None,
        sms_refresh: bool | None = None,
        telephony_warning_min: int | None = None,
        timezone: str | None = None,
        unenrolled_user_lockout_threshold: int | None = None,
        user_managers_can_put_users_in_bypass: bool | None = None,
        user_telephony_cost_max: int | None = None,
        extra: Extra = None,
    ) -> records.Settings:
        """Change account settings.

        `helpdesk_bypass_expiration`: minutes; 0 for no end. `inactive_user_expiration`: days; 0 for never.
        `keypress_confirm`: 0 to 9, # or *. `keypress_fraud`: 0 to 9, # or *. `lockout_expire_duration`: minutes; 0
        for no end. `lockout_threshold`: failures in a row. `log_retention_days`: 0 for without end. `sms_batch`:
        passcodes in a message. `sms_expiration`: minutes. `telephony_warning_min`: credits. `timezone`: IANA name.
        `unenrolled_user_lockout_threshold`: days; 0 for never. `user_telephony_cost_max`: credits.

        Needs: settings. It is ``POST /admin/v1/settings``.
        """
        return await self._call("POST /admin/v1/settings", locals())
