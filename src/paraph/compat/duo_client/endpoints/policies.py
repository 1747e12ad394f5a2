"""Policies and Passport of the Admin API."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import quoted

POLICIES = "/admin/v2/policies"
PASSPORT = "/admin/v2/passport/config"


class PolicyCalls(AdminCalls):
    """Lists and changes policies."""

    def get_policies_v2_iterator(self) -> Any:
        """Return an iterator over all policies."""
        return self._all(POLICIES)

    def get_policies_v2(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all policies, or a page of them."""
        return self._page_or_all(POLICIES, limit, offset, self.get_policies_v2_iterator)

    def get_policy_v2(self, policy_key: Any) -> Any:
        """Return the policy with this key."""
        return self.json_api_call("GET", f"{POLICIES}/{quoted(policy_key)}", {})

    def create_policy_v2(self, json_request: Any) -> Any:
        """Create a policy and return it."""
        return self.json_api_call("POST", POLICIES, json_request)

    def update_policy_v2(self, policy_key: Any, json_request: Any) -> Any:
        """Change a policy and return it."""
        return self.json_api_call("PUT", f"{POLICIES}/{quoted(policy_key)}", json_request)

    def delete_policy_v2(self, policy_key: Any) -> Any:
        """Delete a policy."""
        return self.json_api_call("DELETE", f"{POLICIES}/{quoted(policy_key)}", {})

    def update_policies_v2(
        self, sections: Any, sections_to_delete: Any, edit_list: Any, edit_all_policies: Any = False
    ) -> Any:
        """Change sections of the policies in `edit_list`, or of all, and return the policies."""
        params = {
            "policies_to_update": {"edit_all_policies": edit_all_policies, "edit_list": edit_list},
            "policy_changes": {"sections": sections, "sections_to_delete": sections_to_delete},
        }
        return self.json_api_call("PUT", f"{POLICIES}/update", params)

    def copy_policy_v2(self, policy_key: Any, new_policy_names_list: Any) -> Any:
        """Copy a policy once for each name, and return the copies."""
        params = {"policy_key": policy_key, "new_policy_names_list": new_policy_names_list}
        return self.json_api_call("POST", f"{POLICIES}/copy", params)

    def get_policy_summary_v2(self) -> Any:
        """Return which policies apply to which applications and groups."""
        return self.json_api_call("GET", f"{POLICIES}/summary", {})

    def calculate_policy(self, integration_key: Any, user_id: Any) -> Any:
        """Return the policy that holds for a user of an integration."""
        params = {"integration_key": integration_key, "user_id": user_id}
        return self.json_api_call("GET", f"{POLICIES}/calculate", params)

    def get_passport_config(self) -> Any:
        """Return for whom Passport is enabled."""
        return self.json_api_call("GET", PASSPORT, {})

    def update_passport_config(
        self,
        enabled_status: Any,
        enabled_groups: Any = None,
        disabled_groups: Any = None,
        custom_supported_browsers: Any = None,
    ) -> Any:
        """Set for whom Passport is enabled, and in which browsers."""
        browsers = {"macos": [], "windows": []} if custom_supported_browsers is None else custom_supported_browsers
        params = {
            "enabled_status": enabled_status,
            "enabled_groups": enabled_groups,
            "disabled_groups": disabled_groups,
            "custom_supported_browsers": browsers,
        }
        return self.json_api_call("POST", PASSPORT, params)
