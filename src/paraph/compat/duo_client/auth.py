"""Duo's Auth API, version 2."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client import client
from paraph.compat.duo_client.parameters import text, whole_number, without_none


class Auth(client.Client):
    """Enrolls users and authenticates them with a second factor."""

    def ping(self) -> Any:
        """Return the time of Duo's server; the request needs no valid key."""
        return self.json_api_call("GET", "/auth/v2/ping", {})

    def check(self) -> Any:
        """Return the time of Duo's server if keys and signature are right."""
        return self.json_api_call("GET", "/auth/v2/check", {})

    def logo(self) -> Any:
        """Return the account's logo as bytes of PNG."""
        return self._image("/auth/v2/logo")

    def enroll(self, username: Any = None, valid_secs: Any = None, bypass_codes: Any = None) -> Any:
        """Create a user with a phone that has no number; return the activation code."""
        params = without_none(
            username=username, valid_secs=whole_number(valid_secs), bypass_codes=whole_number(bypass_codes)
        )
        return self.json_api_call("POST", "/auth/v2/enroll", params)

    def enroll_status(self, user_id: Any, activation_code: Any) -> Any:
        """Return whether the user has used the activation code: ``success``, ``waiting`` or ``invalid``."""
        params = {"user_id": user_id, "activation_code": activation_code}
        return self.json_api_call("POST", "/auth/v2/enroll_status", params)

    def preauth(
        self,
        username: Any = None,
        user_id: Any = None,
        ipaddr: Any = None,
        client_supports_verified_push: Any = None,
        trusted_device_token: Any = None,
    ) -> Any:
        """Return whether the user may log in, and with which devices and factors."""
        params = without_none(
            username=username,
            user_id=user_id,
            ipaddr=ipaddr,
            client_supports_verified_push=client_supports_verified_push,
            trusted_device_token=trusted_device_token,
        )
        return self.json_api_call("POST", "/auth/v2/preauth", params)

    def auth(
        self,
        factor: Any,
        username: Any = None,
        user_id: Any = None,
        ipaddr: Any = None,
        async_txn: Any = False,
        type: Any = None,
        display_username: Any = None,
        pushinfo: Any = None,
        device: Any = None,
        passcode: Any = None,
        txid: Any = None,
    ) -> Any:
        """Authenticate the user and return the result, or with `async_txn` the id of the transaction."""
        params = {"factor": factor, "async": text(int(async_txn))} | without_none(
            username=username,
            user_id=user_id,
            ipaddr=ipaddr,
            type=type,
            display_username=display_username,
            pushinfo=pushinfo,
            device=device,
            passcode=passcode,
            txid=txid,
        )
        return self.json_api_call("POST", "/auth/v2/auth", params)

    def auth_status(self, txid: Any) -> Any:
        """Wait for news of a transaction; return if it still waits, if it succeeded, and its status in words."""
        status = self.json_api_call("GET", "/auth/v2/auth_status", {"txid": txid})
        result = status.get("result")
        answer = {"waiting": result == "waiting", "success": result == "allow"}
        answer |= {name: status.get(name, "") for name in ("status", "status_msg")}
        if "trusted_device_token" in status:
            answer["trusted_device_token"] = status["trusted_device_token"]
        return answer
