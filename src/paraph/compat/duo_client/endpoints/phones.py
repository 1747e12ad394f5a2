"""Phones and desktop tokens of the Admin API."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import flag, quoted, text, without_none

PHONES = "/admin/v1/phones"
DESKTOP_TOKENS = "/admin/v1/desktoptokens"


class PhoneCalls(AdminCalls):
    """Lists, changes and activates phones and desktop tokens. Only some calls encode the id in the path."""

    def get_phones_generator(self) -> Any:
        """Return an iterator over all phones."""
        return self._all(PHONES)

    def get_phones(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all phones, or a page of them."""
        return self._page_or_all(PHONES, limit, offset, self.get_phones_generator)

    def get_phone_by_id(self, phone_id: Any) -> Any:
        """Return the phone with this id."""
        return self.json_api_call("GET", PHONES + "/" + phone_id, {})

    def get_phones_by_number(self, number: Any, extension: Any = None) -> Any:
        """Return the phones with this number and extension, at most one."""
        return self.json_api_call("GET", PHONES, {"number": number} | without_none(extension=extension))

    def add_phone(
        self,
        number: Any = None,
        extension: Any = None,
        name: Any = None,
        type: Any = None,
        platform: Any = None,
        predelay: Any = None,
        postdelay: Any = None,
    ) -> Any:
        """Create a phone and return it; the delays are seconds before and after the extension is dialled."""
        params = without_none(
            number=number,
            extension=extension,
            name=name,
            type=type,
            platform=platform,
            predelay=predelay,
            postdelay=postdelay,
        )
        return self.json_api_call("POST", PHONES, params)

    def update_phone(
        self,
        phone_id: Any,
        number: Any = None,
        extension: Any = None,
        name: Any = None,
        type: Any = None,
        platform: Any = None,
        predelay: Any = None,
        postdelay: Any = None,
    ) -> Any:
        """Change what is not None, and return the phone."""
        params = without_none(
            number=number,
            extension=extension,
            name=name,
            type=type,
            platform=platform,
            predelay=predelay,
            postdelay=postdelay,
        )
        return self.json_api_call("POST", f"{PHONES}/{quoted(phone_id)}", params)

    def delete_phone(self, phone_id: Any) -> Any:
        """Delete a phone; do nothing if there is none."""
        return self.json_api_call("DELETE", PHONES + "/" + phone_id, {})

    def send_sms_activation_to_phone(
        self,
        phone_id: Any,
        valid_secs: Any = None,
        install: Any = None,
        installation_msg: Any = None,
        activation_msg: Any = None,
    ) -> Any:
        """Send an activation code by text message; with `install`, first a message on how to install Duo Mobile."""
        params = without_none(
            valid_secs=text(valid_secs),
            install=flag(install),
            installation_msg=installation_msg,
            activation_msg=activation_msg,
        )
        return self.json_api_call("POST", PHONES + "/" + phone_id + "/send_sms_activation", params)

    def create_activation_url(self, phone_id: Any, valid_secs: Any = None, install: Any = None) -> Any:
        """Return an address that activates Duo Mobile; with `install`, also one to install it from."""
        params = without_none(valid_secs=text(valid_secs), install=flag(install))
        return self.json_api_call("POST", PHONES + "/" + phone_id + "/activation_url", params)

    def send_sms_installation(self, phone_id: Any, installation_msg: Any = None) -> Any:
        """Send a text message on how to install Duo Mobile."""
        params = without_none(installation_msg=installation_msg)
        return self.json_api_call("POST", PHONES + "/" + phone_id + "/send_sms_installation", params)

    def get_desktoptokens_generator(self) -> Any:
        """Return an iterator over all desktop tokens."""
        return self._all(DESKTOP_TOKENS)

    def get_desktoptokens(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all desktop tokens, or a page of them."""
        return self._page_or_all(DESKTOP_TOKENS, limit, offset, self.get_desktoptokens_generator)

    def get_desktoptoken_by_id(self, desktoptoken_id: Any) -> Any:
        """Return the desktop token with this id."""
        return self.json_api_call("GET", DESKTOP_TOKENS + "/" + desktoptoken_id, {})

    def add_desktoptoken(self, platform: Any, name: Any = None) -> Any:
        """Create a desktop token and return it."""
        return self.json_api_call("POST", DESKTOP_TOKENS, {"platform": platform} | without_none(name=name))

    def delete_desktoptoken(self, desktoptoken_id: Any) -> Any:
        """Delete a desktop token; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{DESKTOP_TOKENS}/{quote_plus(desktoptoken_id)}", {})

    def update_desktoptoken(self, desktoptoken_id: Any, platform: Any = None, name: Any = None) -> Any:
        """Change what is not None, and return the desktop token."""
        params = without_none(platform=platform, name=name)
        return self.json_api_call("POST", f"{DESKTOP_TOKENS}/{quoted(desktoptoken_id)}", params)

    def activate_desktoptoken(self, desktoptoken_id: Any, valid_secs: Any = None) -> Any:
        """Return an activation code, valid for `valid_secs` seconds."""
        params = {"valid_secs": str(valid_secs)} if valid_secs else {}
        return self.json_api_call("POST", f"{DESKTOP_TOKENS}/{quote_plus(desktoptoken_id)}/activate", params)
