"""Users of the Admin API."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote_plus

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import quoted, text, without_none

USERS = "/admin/v1/users"


class UserCalls(AdminCalls):
    """Lists, changes and enrolls users."""

    def get_users_iterator(self) -> Any:
        """Return an iterator over all users."""
        return self._all(USERS)

    def get_users(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all users, or a page of them."""
        return self._page_or_all(USERS, limit, offset, self.get_users_iterator)

    def get_user_by_id(self, user_id: Any) -> Any:
        """Return the user with this id."""
        return self.json_api_call("GET", f"{USERS}/{quoted(user_id)}", {})

    def get_user_by_email(self, email: Any) -> Any:
        """Return the users with this e-mail address, at most one."""
        return self.json_api_call("GET", USERS, {"email": email})

    def get_users_by_name(self, username: Any) -> Any:
        """Return the users with this name or alias, at most one."""
        return self.json_api_call("GET", USERS, {"username": username})

    def get_users_by_names(self, usernames: Any) -> Any:
        """Return an iterator over the users with these names or aliases."""
        return self.json_paging_api_call("GET", USERS, {"username_list": json.dumps(usernames)})

    def get_users_by_ids(self, user_ids: Any) -> Any:
        """Return an iterator over the users with these ids."""
        return self.json_paging_api_call("GET", USERS, {"user_id_list": json.dumps(user_ids)})

    def add_user(
        self,
        username: Any,
        realname: Any = None,
        status: Any = None,
        notes: Any = None,
        email: Any = None,
        firstname: Any = None,
        lastname: Any = None,
        alias1: Any = None,
        alias2: Any = None,
        alias3: Any = None,
        alias4: Any = None,
        aliases: Any = None,
        custom_attribute_map: Any = None,
    ) -> Any:
        """Create a user and return it; `custom_attribute_map` has values by the names of custom attributes."""
        params = {"username": username} | without_none(
            realname=realname,
            status=status,
            notes=notes,
            email=email,
            firstname=firstname,
            lastname=lastname,
            alias1=alias1,
            alias2=alias2,
            alias3=alias3,
            alias4=alias4,
            aliases=aliases,
        )
        attributes = {} if custom_attribute_map is None else custom_attribute_map
        params |= {f"custom_attributes.{name}": attributes[name] for name in attributes}
        return self.json_api_call("POST", USERS, params)

    def update_user(
        self,
        user_id: Any,
        username: Any = None,
        realname: Any = None,
        status: Any = None,
        notes: Any = None,
        email: Any = None,
        firstname: Any = None,
        lastname: Any = None,
        alias1: Any = None,
        alias2: Any = None,
        alias3: Any = None,
        alias4: Any = None,
        aliases: Any = None,
    ) -> Any:
        """Change what is not None, and return the user."""
        params = without_none(
            username=username,
            realname=realname,
            status=status,
            notes=notes,
            email=email,
            firstname=firstname,
            lastname=lastname,
            alias1=alias1,
            alias2=alias2,
            alias3=alias3,
            alias4=alias4,
            aliases=aliases,
        )
        return self.json_api_call("POST", f"{USERS}/{quoted(user_id)}", params)

    def delete_user(self, user_id: Any) -> Any:
        """Delete a user; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{USERS}/{quoted(user_id)}", {})

    def enroll_user(self, username: Any, email: Any, valid_secs: Any = None) -> Any:
        """Create a user and send an enrollment e-mail, valid for `valid_secs` seconds; 0: forever."""
        params = {"username": username, "email": email} | without_none(valid_secs=text(valid_secs))
        return self.json_api_call("POST", f"{USERS}/enroll", params)

    def sync_user(self, username: Any, directory_key: Any) -> Any:
        """Synchronise a user from a directory."""
        path = f"{USERS}/directorysync/{quote_plus(directory_key)}/syncuser"
        return self.json_api_call("POST", path, {"username": username})

    def send_verification_push(self, user_id: Any, phone_id: Any) -> Any:
        """Send a verification push to a phone of the user."""
        return self.json_api_call("POST", f"{USERS}/{user_id}/send_verification_push", {"phone_id": phone_id})

    def get_verification_push_response(self, user_id: Any, push_id: Any) -> Any:
        """Return how the user answered a verification push."""
        return self.json_api_call("GET", f"{USERS}/{user_id}/verification_push_response", {"push_id": push_id})

    def start_idv(self, user_id: Any) -> Any:
        """Start to verify the user's identity."""
        return self.json_api_call("POST", f"/admin/v2/identity_verification/{user_id}/start", {})

    def cancel_idv(self, user_id: Any, inquiry_id: Any) -> Any:
        """Cancel an inquiry into the user's identity."""
        path = f"/admin/v2/identity_verification/{user_id}/cancel"
        return self.json_api_call("POST", path, {"inquiry_id": inquiry_id})

    def get_idv_status(self, user_id: Any) -> Any:
        """Return the state of the verification of the user's identity."""
        return self.json_api_call("GET", f"/admin/v2/identity_verification/{user_id}/status", {})
