"""Settings, logo and summaries of the Admin API."""

from __future__ import annotations

import base64
from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import flag, text, without_none

SETTINGS = "/admin/v1/settings"
LOGO = "/admin/v1/logo"
INFO = "/admin/v1/info"


class SettingsCalls(AdminCalls):
    """Reads and changes what holds for the whole account."""

    def get_settings(self) -> Any:
        """Return the settings of the account."""
        return self.json_api_call("GET", SETTINGS, {})

    def update_settings(
        self,
        lockout_threshold: Any = None,
        lockout_expire_duration: Any = None,
        inactive_user_expiration: Any = None,
        pending_deletion_days: Any = None,
        log_retention_days: Any = None,
        sms_batch: Any = None,
        sms_expiration: Any = None,
        sms_refresh: Any = None,
        sms_message: Any = None,
        fraud_email: Any = None,
        fraud_email_enabled: Any = None,
        keypress_confirm: Any = None,
        keypress_fraud: Any = None,
        timezone: Any = None,
        telephony_warning_min: Any = None,
        caller_id: Any = None,
        push_enabled: Any = None,
        voice_enabled: Any = None,
        sms_enabled: Any = None,
        mobile_otp_enabled: Any = None,
        u2f_enabled: Any = None,
        user_telephony_cost_max: Any = None,
        minimum_password_length: Any = None,
        password_requires_upper_alpha: Any = None,
        password_requires_lower_alpha: Any = None,
        password_requires_numeric: Any = None,
        password_requires_special: Any = None,
        helpdesk_bypass: Any = None,
        helpdesk_bypass_expiration: Any = None,
        helpdesk_message: Any = None,
        helpdesk_can_send_enroll_email: Any = None,
        reactivation_url: Any = None,
        reactivation_integration_key: Any = None,
        security_checkup_enabled: Any = None,
        user_managers_can_put_users_in_bypass: Any = None,
        email_activity_notification_enabled: Any = None,
        push_activity_notification_enabled: Any = None,
        unenrolled_user_lockout_threshold: Any = None,
        enrollment_universal_prompt_enabled: Any = None,
    ) -> Any:
        """Change what is not None, and return the settings.

        The five arguments from `push_enabled` to `u2f_enabled` and the two of reactivation are ignored.
        """
        params = without_none(
            lockout_threshold=text(lockout_threshold),
            lockout_expire_duration=text(lockout_expire_duration),
            inactive_user_expiration=text(inactive_user_expiration),
            pending_deletion_days=text(pending_deletion_days),
            log_retention_days=text(log_retention_days),
            sms_batch=text(sms_batch),
            sms_expiration=text(sms_expiration),
            sms_refresh=flag(sms_refresh),
            sms_message=sms_message,
            fraud_email=fraud_email,
            fraud_email_enabled=flag(fraud_email_enabled),
            keypress_confirm=keypress_confirm,
            keypress_fraud=keypress_fraud,
            timezone=timezone,
            telephony_warning_min=text(telephony_warning_min),
            caller_id=caller_id,
            user_telephony_cost_max=text(user_telephony_cost_max),
            minimum_password_length=text(minimum_password_length),
            password_requires_upper_alpha=flag(password_requires_upper_alpha),
            password_requires_lower_alpha=flag(password_requires_lower_alpha),
            password_requires_numeric=flag(password_requires_numeric),
            password_requires_special=flag(password_requires_special),
            helpdesk_bypass=text(helpdesk_bypass),
            helpdesk_bypass_expiration=text(helpdesk_bypass_expiration),
            helpdesk_message=text(helpdesk_message),
            helpdesk_can_send_enroll_email=flag(helpdesk_can_send_enroll_email),
            security_checkup_enabled=flag(security_checkup_enabled),
            user_managers_can_put_users_in_bypass=flag(user_managers_can_put_users_in_bypass),
            email_activity_notification_enabled=flag(email_activity_notification_enabled),
            push_activity_notification_enabled=flag(push_activity_notification_enabled),
            unenrolled_user_lockout_threshold=text(unenrolled_user_lockout_threshold),
            enrollment_universal_prompt_enabled=flag(enrollment_universal_prompt_enabled),
        )
        if not params:
            raise TypeError("No settings were provided")
        return self.json_api_call("POST", SETTINGS, params)

    def get_logo(self) -> Any:
        """Return the account's logo as bytes of PNG."""
        return self._image(LOGO)

    def update_logo(self, logo: Any) -> Any:
        """Replace the account's logo by these bytes of PNG."""
        return self.json_api_call("POST", LOGO, {"logo": base64.b64encode(logo).decode()})

    def delete_logo(self) -> Any:
        """Delete the account's logo."""
        return self.json_api_call("DELETE", LOGO, {})

    def get_info_summary(self) -> Any:
        """Return how many users, administrators, integrations and telephony credits there are."""
        return self.json_api_call("GET", f"{INFO}/summary", {})

    def get_info_telephony_credits_used(self, mintime: Any = None, maxtime: Any = None) -> Any:
        """Return how many telephony credits were used between two times in Unix seconds."""
        params = without_none(mintime=mintime, maxtime=maxtime)
        return self.json_api_call("GET", f"{INFO}/telephony_credits_used", params)

    def get_authentication_attempts(self, mintime: Any = None, maxtime: Any = None) -> Any:
        """Return how many logins had each result between two times in Unix seconds."""
        params = without_none(mintime=mintime, maxtime=maxtime)
        return self.json_api_call("GET", f"{INFO}/authentication_attempts", params)

    def get_user_authentication_attempts(self, mintime: Any = None, maxtime: Any = None) -> Any:
        """Return how many users had a login with each result between two times in Unix seconds."""
        params = without_none(mintime=mintime, maxtime=maxtime)
        return self.json_api_call("GET", f"{INFO}/user_authentication_attempts", params)
