"""What belongs to a user in the Admin API: bypass codes, phones, tokens, WebAuthn credentials and groups."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import quoted, text, whole_number, without_none


def path_of(user_id: Any, what: str) -> str:
    """Return the path of what belongs to a user."""
    return f"/admin/v1/users/{quoted(user_id)}/{what}"


class UserLinkCalls(AdminCalls):
    """Lists, adds and removes what belongs to a user."""

    @staticmethod
    def _canonicalize_bypass_codes(codes: Any) -> str:
        """Return bypass codes joined with commas; text stays as it is."""
        return codes if isinstance(codes, str) else ",".join(str(int(code)) for code in codes)

    def add_user_bypass_codes(
        self,
        user_id: Any,
        count: Any = None,
        valid_secs: Any = None,
        remaining_uses: Any = None,
        codes: Any = None,
        preserve_existing: Any = None,
        endpoint_verification: Any = None,
    ) -> Any:
        """Replace the user's bypass codes by new ones, or add them with `preserve_existing`; return the new ones."""
        verification = text(endpoint_verification)
        params = without_none(
            count=whole_number(count),
            valid_secs=whole_number(valid_secs),
            endpoint_verification=verification and verification.lower(),
            reuse_count=whole_number(remaining_uses),
            codes=None if codes is None else self._canonicalize_bypass_codes(codes),
            preserve_existing=preserve_existing,
        )
        return self.json_api_call("POST", path_of(user_id, "bypass_codes"), params)

    def get_user_bypass_codes_iterator(self, user_id: Any) -> Any:
        """Return an iterator over the user's bypass codes."""
        return self._all(path_of(user_id, "bypass_codes"))

    def get_user_bypass_codes(self, user_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all bypass codes of the user, or a page of them."""
        path = path_of(user_id, "bypass_codes")
        return self._page_or_all(path, limit, offset, lambda: self.get_user_bypass_codes_iterator(user_id))

    def get_user_phones_iterator(self, user_id: Any) -> Any:
        """Return an iterator over the user's phones."""
        return self._all(path_of(user_id, "phones"))

    def get_user_phones(self, user_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all phones of the user, or a page of them."""
        path = path_of(user_id, "phones")
        return self._page_or_all(path, limit, offset, lambda: self.get_user_phones_iterator(user_id))

    def add_user_phone(self, user_id: Any, phone_id: Any) -> Any:
        """Give the user a phone."""
        return self.json_api_call("POST", path_of(user_id, "phones"), {"phone_id": phone_id})

    def delete_user_phone(self, user_id: Any, phone_id: Any) -> Any:
        """Take a phone from the user; the phone stays. Its id is not encoded in the path."""
        return self.json_api_call("DELETE", path_of(user_id, "phones/") + phone_id, {})

    def get_user_tokens_iterator(self, user_id: Any) -> Any:
        """Return an iterator over the user's hardware tokens."""
        return self._all(path_of(user_id, "tokens"))

    def get_user_tokens(self, user_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all hardware tokens of the user, or a page of them."""
        path = path_of(user_id, "tokens")
        return self._page_or_all(path, limit, offset, lambda: self.get_user_tokens_iterator(user_id))

    def add_user_token(self, user_id: Any, token_id: Any) -> Any:
        """Give the user a hardware token."""
        return self.json_api_call("POST", path_of(user_id, "tokens"), {"token_id": token_id})

    def delete_user_token(self, user_id: Any, token_id: Any) -> Any:
        """Take a hardware token from the user; the token stays."""
        return self.json_api_call("DELETE", path_of(user_id, f"tokens/{quoted(token_id)}"), {})

    def get_user_u2ftokens_iterator(self, user_id: Any) -> Any:
        """Return an iterator over the user's U2F tokens."""
        return self._all(path_of(user_id, "u2ftokens"))

    def get_user_u2ftokens(self, user_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all U2F tokens of the user, or a page of them."""
        path = path_of(user_id, "u2ftokens")
        return self._page_or_all(path, limit, offset, lambda: self.get_user_u2ftokens_iterator(user_id))

    def get_user_webauthncredentials_iterator(self, user_id: Any) -> Any:
        """Return an iterator over the user's WebAuthn credentials."""
        return self._all(path_of(user_id, "webauthncredentials"))

    def get_user_webauthncredentials(self, user_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all WebAuthn credentials of the user, or a page of them."""
        path = path_of(user_id, "webauthncredentials")
        return self._page_or_all(path, limit, offset, lambda: self.get_user_webauthncredentials_iterator(user_id))

    def get_user_groups_iterator(self, user_id: Any) -> Any:
        """Return an iterator over the user's groups."""
        return self._all(path_of(user_id, "groups"))

    def get_user_groups(self, user_id: Any, limit: Any = None, offset: Any = 0) -> Any:
        """Return all groups of the user, or a page of them."""
        path = path_of(user_id, "groups")
        return self._page_or_all(path, limit, offset, lambda: self.get_user_groups_iterator(user_id))

    def add_user_group(self, user_id: Any, group_id: Any) -> Any:
        """Add the user to a group."""
        return self.json_api_call("POST", path_of(user_id, "groups"), {"group_id": group_id})

    def delete_user_group(self, user_id: Any, group_id: Any) -> Any:
        """Remove the user from a group. The group's id is not encoded in the path."""
        return self.json_api_call("DELETE", path_of(user_id, "groups/") + group_id, {})
