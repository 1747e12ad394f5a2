"""Hardware tokens, U2F tokens, WebAuthn credentials and bypass codes of the Admin API."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import quoted, whole_number, without_none

TOKENS = "/admin/v1/tokens"
U2F_TOKENS = "/admin/v1/u2ftokens"
WEBAUTHN_CREDENTIALS = "/admin/v1/webauthncredentials"
BYPASS_CODES = "/admin/v1/bypass_codes"


class TokenCalls(AdminCalls):
    """Lists, adds and deletes tokens, credentials and bypass codes."""

    def get_tokens_generator(self) -> Any:
        """Return an iterator over all hardware tokens."""
        return self._all(TOKENS)

    def get_tokens(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all hardware tokens, or a page of them."""
        return self._page_or_all(TOKENS, limit, offset, self.get_tokens_generator)

    def get_token_by_id(self, token_id: Any) -> Any:
        """Return the hardware token with this id."""
        return self.json_api_call("GET", f"{TOKENS}/{quoted(token_id)}", {})

    def get_tokens_by_serial(self, type: Any, serial: Any) -> Any:
        """Return the hardware tokens of this type and serial number, at most one."""
        return self.json_api_call("GET", TOKENS, {"type": type, "serial": serial})

    def delete_token(self, token_id: Any) -> Any:
        """Delete a hardware token; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{TOKENS}/{quoted(token_id)}", {})

    def _add_token(self, kind: str, serial: Any, secret: Any, **params: Any) -> Any:
        """Create a token that shares a secret with Duo, and return it."""
        params = {"type": kind, "serial": serial, "secret": secret} | without_none(**params)
        return self.json_api_call("POST", TOKENS, params)

    def add_hotp6_token(self, serial: Any, secret: Any, counter: Any = None) -> Any:
        """Create a token whose codes have six digits and follow a counter."""
        return self._add_token("h6", serial, secret, counter=whole_number(counter))

    def add_hotp8_token(self, serial: Any, secret: Any, counter: Any = None) -> Any:
        """Create a token whose codes have eight digits and follow a counter."""
        return self._add_token("h8", serial, secret, counter=whole_number(counter))

    def add_totp6_token(self, serial: Any, secret: Any, totp_step: Any = None) -> Any:
        """Create a token whose codes have six digits and change every `totp_step` seconds."""
        return self._add_token("t6", serial, secret, totp_step=whole_number(totp_step))

    def add_totp8_token(self, serial: Any, secret: Any, totp_step: Any = None) -> Any:
        """Create a token whose codes have eight digits and change every `totp_step` seconds."""
        return self._add_token("t8", serial, secret, totp_step=whole_number(totp_step))

    def update_token(self, token_id: Any, totp_step: Any = None) -> Any:
        """Set how many seconds a code is valid, and return the token."""
        return self.json_api_call("POST", f"{TOKENS}/{quoted(token_id)}", without_none(totp_step=totp_step))

    def add_yubikey_token(self, serial: Any, private_id: Any, aes_key: Any) -> Any:
        """Create a YubiKey with its AES key, and return it."""
        params = {"type": "yk", "serial": serial, "private_id": private_id, "aes_key": aes_key}
        return self.json_api_call("POST", TOKENS, params)

    def resync_hotp_token(self, token_id: Any, code1: Any, code2: Any, code3: Any) -> Any:
        """Find a token's counter again by three codes that follow each other."""
        params = {"code1": code1, "code2": code2, "code3": code3}
        return self.json_api_call("POST", f"{TOKENS}/{quoted(token_id)}/resync", params)

    def get_u2ftokens_iterator(self) -> Any:
        """Return an iterator over all U2F tokens."""
        return self._all(U2F_TOKENS)

    def get_u2ftokens(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all U2F tokens, or a page of them."""
        return self._page_or_all(U2F_TOKENS, limit, offset, self.get_u2ftokens_iterator)

    def get_u2ftoken_by_id(self, registration_id: Any) -> Any:
        """Return the U2F token with this id."""
        return self.json_api_call("GET", f"{U2F_TOKENS}/{quoted(registration_id)}", {})

    def delete_u2ftoken(self, registration_id: Any) -> Any:
        """Delete a U2F token; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{U2F_TOKENS}/{quoted(registration_id)}", {})

    def get_webauthncredentials_iterator(self) -> Any:
        """Return an iterator over all WebAuthn credentials."""
        return self._all(WEBAUTHN_CREDENTIALS)

    def get_webauthncredentials(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return all WebAuthn credentials, or a page of them."""
        return self._page_or_all(WEBAUTHN_CREDENTIALS, limit, offset, self.get_webauthncredentials_iterator)

    def get_webauthncredential_by_id(self, webauthnkey: Any) -> Any:
        """Return the WebAuthn credential with this key."""
        return self.json_api_call("GET", f"{WEBAUTHN_CREDENTIALS}/{quoted(webauthnkey)}", {})

    def delete_webauthncredential(self, webauthnkey: Any) -> Any:
        """Delete a WebAuthn credential; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{WEBAUTHN_CREDENTIALS}/{quoted(webauthnkey)}", {})

    def get_bypass_codes_generator(self) -> Any:
        """Return an iterator over the bypass codes of all users."""
        return self._all(BYPASS_CODES)

    def get_bypass_codes(self, limit: Any = None, offset: Any = 0) -> Any:
        """Return the bypass codes of all users, or a page of them."""
        return self._page_or_all(BYPASS_CODES, limit, offset, self.get_bypass_codes_generator)

    def delete_bypass_code_by_id(self, bypass_code_id: Any) -> Any:
        """Delete a bypass code; do nothing if there is none."""
        return self.json_api_call("DELETE", f"{BYPASS_CODES}/{quoted(bypass_code_id)}", {})
