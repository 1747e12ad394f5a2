"""Integrations (protected applications) of the Admin API."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import flag, quoted, text, without_none

INTEGRATIONS = "/admin/v3/integrations"


class IntegrationCalls(AdminCalls):
    """Lists and changes integrations."""

    @classmethod
    def _canonicalize_ip_whitelist(cls, ip_whitelist: Any) -> str:
        """Return addresses joined with commas; text stays as it is."""
        return ip_whitelist if isinstance(ip_whitelist, str) else ",".join(ip_whitelist)

    def get_integrations_generator(self) -> Any:
        """Return an iterator over all integrations."""
        return self._all(INTEGRATIONS)

    def get_integrations(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all integrations, or a page of them."""
        return self._page_or_all(INTEGRATIONS, limit, offset, self.get_integrations_generator)

    def get_integration(self, integration_key: Any) -> Any:
        """Return the integration with this key, which is not encoded in the path."""
        return self.json_api_call("GET", INTEGRATIONS + "/" + integration_key, {})

    def get_secret_key(self, integration_key: Any) -> Any:
        """Return the secret key of an integration."""
        return self.json_api_call("GET", "/admin/v1/integrations/" + integration_key + "/skey", {})

    def delete_integration(self, integration_key: Any) -> Any:
        """Delete an integration."""
        return self.json_api_call("DELETE", f"{INTEGRATIONS}/{quoted(integration_key)}", {})

    def create_integration(
        self,
        name: Any,
        integration_type: Any,
        visual_style: Any = None,
        greeting: Any = None,
        notes: Any = None,
        enroll_policy: Any = None,
        username_normalization_policy: Any = None,
        adminapi_admins: Any = None,
        adminapi_info: Any = None,
        adminapi_integrations: Any = None,
        adminapi_read_log: Any = None,
        adminapi_read_resource: Any = None,
        adminapi_settings: Any = None,
        adminapi_write_resource: Any = None,
        trusted_device_days: Any = None,
        ip_whitelist: Any = None,
        ip_whitelist_enroll_policy: Any = None,
        groups_allowed: Any = None,
        self_service_allowed: Any = None,
        sso: Any = None,
        user_access: Any = None,
    ) -> Any:
        """Create an integration and return it."""
        params = without_none(
            name=name,
            type=integration_type,
            visual_style=visual_style,
            greeting=greeting,
            notes=notes,
            username_normalization_policy=username_normalization_policy,
            enroll_policy=enroll_policy,
            trusted_device_days=text(trusted_device_days),
            ip_whitelist=None if ip_whitelist is None else self._canonicalize_ip_whitelist(ip_whitelist),
            ip_whitelist_enroll_policy=ip_whitelist_enroll_policy,
            adminapi_admins=flag(adminapi_admins),
            adminapi_info=flag(adminapi_info),
            adminapi_integrations=flag(adminapi_integrations),
            adminapi_read_log=flag(adminapi_read_log),
            adminapi_read_resource=flag(adminapi_read_resource),
            adminapi_settings=flag(adminapi_settings),
            adminapi_write_resource=flag(adminapi_write_resource),
            groups_allowed=groups_allowed,
            self_service_allowed=flag(self_service_allowed),
            sso=sso,
            user_access=user_access,
        )
        return self.json_api_call("POST", INTEGRATIONS, params)

    def update_integration(
        self,
        integration_key: Any,
        name: Any = None,
        visual_style: Any = None,
        greeting: Any = None,
        notes: Any = None,
        enroll_policy: Any = None,
        username_normalization_policy: Any = None,
        adminapi_admins: Any = None,
        adminapi_info: Any = None,
        adminapi_integrations: Any = None,
        adminapi_read_log: Any = None,
        adminapi_read_resource: Any = None,
        adminapi_settings: Any = None,
        adminapi_write_resource: Any = None,
        reset_secret_key: Any = None,
        trusted_device_days: Any = None,
        ip_whitelist: Any = None,
        ip_whitelist_enroll_policy: Any = None,
        groups_allowed: Any = None,
        self_service_allowed: Any = None,
        sso: Any = None,
        user_access: Any = None,
    ) -> Any:
        """Change what is not None, and return the integration; any `reset_secret_key` makes a new secret key."""
        params = without_none(
            name=name,
            visual_style=visual_style,
            greeting=greeting,
            notes=notes,
            enroll_policy=enroll_policy,
            username_normalization_policy=username_normalization_policy,
            trusted_device_days=text(trusted_device_days),
            ip_whitelist=None if ip_whitelist is None else self._canonicalize_ip_whitelist(ip_whitelist),
            ip_whitelist_enroll_policy=ip_whitelist_enroll_policy,
            adminapi_admins=flag(adminapi_admins),
            adminapi_info=flag(adminapi_info),
            adminapi_integrations=flag(adminapi_integrations),
            adminapi_read_log=flag(adminapi_read_log),
            adminapi_read_resource=flag(adminapi_read_resource),
            adminapi_settings=flag(adminapi_settings),
            adminapi_write_resource=flag(adminapi_write_resource),
            reset_secret_key=None if reset_secret_key is None else "1",
            groups_allowed=groups_allowed,
            self_service_allowed=flag(self_service_allowed),
            sso=sso,
            user_access=user_access,
        )
        if not params:
            raise TypeError("No new values were provided")
        return self.json_api_call("POST", f"{INTEGRATIONS}/{quoted(integration_key)}", params)
