"""Groups of the Admin API."""

from __future__ import annotations

import json
import warnings
from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import flag, without_none

GROUPS = "/admin/v1/groups"
GROUPS_V2 = "/admin/v2/groups/"


class GroupCalls(AdminCalls):
    """Lists and changes groups. Their ids are not encoded in the path."""

    def get_groups_generator(self) -> Any:
        """Return an iterator over all groups."""
        return self._all(GROUPS)

    def get_groups_by_group_ids(self, group_ids: Any) -> Any:
        """Return the groups with these ids."""
        return self.json_api_call("GET", GROUPS, {"group_id_list": json.dumps(group_ids)})

    def get_groups(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all groups, or a page of them."""
        return self._page_or_all(GROUPS, limit, offset, self.get_groups_generator)

    def get_group(self, group_id: Any, api_version: Any = 1) -> Any:
        """Return the group with this id; version 1 of the API warns that it is deprecated."""
        if api_version not in (1, 2):
            raise ValueError("Invalid API Version")
        if api_version == 1:
            warnings.warn(
                "Version 1 of this call is deprecated. Please migrate to the v2 API.", DeprecationWarning, stacklevel=2
            )
        return self.json_api_call("GET", (GROUPS + "/" if api_version == 1 else GROUPS_V2) + group_id, {})

    def get_group_users(self, group_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all users of a group, or a page of them."""
        path = GROUPS_V2 + group_id + "/users"
        return self._page_or_all(path, limit, offset, lambda: self.get_group_users_iterator(group_id))

    def get_group_users_iterator(self, group_id: Any) -> Any:
        """Return an iterator over the users of a group."""
        return self._all(GROUPS_V2 + group_id + "/users")

    def create_group(
        self,
        name: Any,
        desc: Any = None,
        status: Any = None,
        push_enabled: Any = None,
        sms_enabled: Any = None,
        voice_enabled: Any = None,
        mobile_otp_enabled: Any = None,
        u2f_enabled: Any = None,
    ) -> Any:
        """Create a group and return it."""
        params = {"name": name} | without_none(
            desc=desc,
            status=status,
            push_enabled=flag(push_enabled),
            sms_enabled=flag(sms_enabled),
            voice_enabled=flag(voice_enabled),
            mobile_otp_enabled=flag(mobile_otp_enabled),
            u2f_enabled=flag(u2f_enabled),
        )
        return self.json_api_call("POST", GROUPS, params)

    def delete_group(self, group_id: Any) -> Any:
        """Delete a group."""
        return self.json_api_call("DELETE", GROUPS + "/" + group_id, {})

    def modify_group(
        self,
        group_id: Any,
        name: Any = None,
        desc: Any = None,
        status: Any = None,
        push_enabled: Any = None,
        sms_enabled: Any = None,
        voice_enabled: Any = None,
        mobile_otp_enabled: Any = None,
        u2f_enabled: Any = None,
    ) -> Any:
        """Change what is not None, and return the group."""
        params = without_none(
            name=name,
            desc=desc,
            status=status,
            push_enabled=flag(push_enabled),
            sms_enabled=flag(sms_enabled),
            voice_enabled=flag(voice_enabled),
            mobile_otp_enabled=flag(mobile_otp_enabled),
            u2f_enabled=flag(u2f_enabled),
        )
        return self.json_api_call("POST", GROUPS + "/" + group_id, params)
