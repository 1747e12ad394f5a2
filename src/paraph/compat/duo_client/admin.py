"""Duo's Admin API, for an account and for the child accounts of an account."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client.accounts import Accounts
from paraph.compat.duo_client.endpoints.admins import AdminsCalls
from paraph.compat.duo_client.endpoints.devices import DeviceCalls
from paraph.compat.duo_client.endpoints.groups import GroupCalls
from paraph.compat.duo_client.endpoints.integrations import IntegrationCalls
from paraph.compat.duo_client.endpoints.logs import VALID_ACTIVITY_REQUEST_PARAMS as VALID_ACTIVITY_REQUEST_PARAMS
from paraph.compat.duo_client.endpoints.logs import VALID_AUTHLOG_REQUEST_PARAMS as VALID_AUTHLOG_REQUEST_PARAMS
from paraph.compat.duo_client.endpoints.logs import LogCalls
from paraph.compat.duo_client.endpoints.phones import PhoneCalls
from paraph.compat.duo_client.endpoints.policies import PolicyCalls
from paraph.compat.duo_client.endpoints.settings import SettingsCalls
from paraph.compat.duo_client.endpoints.tokens import TokenCalls
from paraph.compat.duo_client.endpoints.user_links import UserLinkCalls
from paraph.compat.duo_client.endpoints.users import UserCalls

USER_STATUS_ACTIVE = "active"
USER_STATUS_BYPASS = "bypass"
USER_STATUS_DISABLED = "disabled"
USER_STATUS_LOCKED_OUT = "locked out"

TOKEN_HOTP_6 = "h6"
TOKEN_HOTP_8 = "h8"
TOKEN_YUBIKEY = "yk"


class Admin(
    UserCalls,
    UserLinkCalls,
    PhoneCalls,
    TokenCalls,
    DeviceCalls,
    GroupCalls,
    IntegrationCalls,
    AdminsCalls,
    SettingsCalls,
    PolicyCalls,
    LogCalls,
):
    """Calls of the Admin API; with `account_id` they are about that child account."""

    account_id: Any = None

    def api_call(self, method: Any, path: Any, params: Any) -> tuple[Any, Any]:  # type: ignore[override]  # as in duo_client
        """Sign and send a request; write `account_id` into `params` if there is one."""
        if self.account_id is not None:
            params["account_id"] = self.account_id
        return super().api_call(method, path, params)


class AccountAdmin(Admin):
    """Calls of the Admin API about a child account, with keys of the Accounts API.

    Without `child_api_host` the host is looked up among the account's children; if that fails, it is `host`.
    """

    def __init__(self, account_id: Any, child_api_host: Any = None, **kwargs: Any) -> None:
        host = child_api_host or Accounts.child_map.get(account_id)
        if host is None:
            try:
                host = self.get_child_api_host(account_id, **kwargs)
            except RuntimeError:
                host = kwargs.get("host")
        super().__init__(**{**kwargs, "host": host})
        self.account_id = account_id

    def get_child_api_host(self, account_id: Any, **kwargs: Any) -> Any:
        """Return the API host of a child account, or `host` if the account is not listed."""
        Accounts(**kwargs).get_child_accounts()
        return Accounts.child_map.get(account_id, kwargs["host"])

    def get_edition(self) -> Any:
        """Return the edition of the child account."""
        return self.json_api_call("GET", "/admin/v1/billing/edition", {})

    def set_edition(self, edition: Any) -> Any:
        """Set the edition: ``ENTERPRISE``, ``PLATFORM`` or ``BEYOND``."""
        return self.json_api_call("POST", "/admin/v1/billing/edition", {"edition": edition})

    def get_telephony_credits(self) -> Any:
        """Return the telephony credits of the child account."""
        return self.json_api_call("GET", "/admin/v1/billing/telephony_credits", {})

    def set_telephony_credits(self, credits: Any) -> Any:
        """Set the telephony credits; what is added is taken from the parent account."""
        return self.json_api_call("POST", "/admin/v1/billing/telephony_credits", {"credits": str(credits)})
