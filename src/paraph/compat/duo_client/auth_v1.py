"""Duo's Auth API, version 1, signed with version 2."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client import client
from paraph.compat.duo_client.parameters import without_none

FACTOR_AUTO = "auto"
FACTOR_PASSCODE = "passcode"
FACTOR_PHONE = "phone"
FACTOR_SMS = "sms"
FACTOR_PUSH = "push"

PHONE1 = "phone1"
PHONE2 = "phone2"
PHONE3 = "phone3"
PHONE4 = "phone4"
PHONE5 = "phone5"


class AuthV1(client.Client):
    """Authenticates users by name; set `auth_details` to get whole answers from :meth:`auth`."""

    sig_version = 2
    auth_details = False

    def ping(self) -> bool:
        """Return whether Duo answers."""
        return bool(self.json_api_call("GET", "/rest/v1/ping", {}) == "pong")

    def check(self) -> bool:
        """Return whether keys and signature are right."""
        return bool(self.json_api_call("GET", "/rest/v1/check", {}) == "valid")

    def logo(self) -> Any:
        """Return the account's logo as bytes of PNG."""
        return self._image("/rest/v1/logo")

    def preauth(self, username: Any, ipaddr: Any = None) -> Any:
        """Return whether the user may log in, and with which factors."""
        return self.json_api_call("POST", "/rest/v1/preauth", {"user": username} | without_none(ipaddr=ipaddr))

    def auth(
        self,
        username: Any,
        factor: Any = FACTOR_PHONE,
        auto: Any = None,
        passcode: Any = None,
        phone: Any = PHONE1,
        pushinfo: Any = None,
        ipaddr: Any = None,
        async_txn: Any = False,
    ) -> Any:
        """Return whether the user is authenticated, or with `async_txn` the id of the transaction."""
        params = {"user": username, "factor": factor} | ({"async": "1"} if async_txn else {})
        params |= without_none(pushinfo=pushinfo, ipaddr=ipaddr)
        if factor == FACTOR_AUTO:
            params["auto"] = auto
        elif factor == FACTOR_PASSCODE:
            params["code"] = passcode
        elif factor in (FACTOR_PHONE, FACTOR_SMS, FACTOR_PUSH):
            params["phone"] = phone
        answer = self.json_api_call("POST", "/rest/v1/auth", params)
        if self.auth_details:
            return answer
        return answer["txid"] if async_txn else answer["result"] == "allow"

    def status(self, txid: Any) -> tuple[bool, bool, Any]:
        """Return if the transaction is complete, if it succeeded, and its status in words."""
        answer = self.json_api_call("GET", "/rest/v1/status", {"txid": txid})
        complete = "result" in answer
        return complete, complete and answer["result"] == "allow", answer["status"]
