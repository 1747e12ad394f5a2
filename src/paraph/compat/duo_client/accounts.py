"""Duo's Accounts API: the child accounts of an account."""

from __future__ import annotations

from typing import Any

from paraph.compat.duo_client import client


class Accounts(client.Client):
    """Manages child accounts; `child_map` has the API host of each account that was listed, for all clients."""

    child_map: dict[Any, Any] = {}

    def get_child_accounts(self) -> Any:
        """Return the child accounts and remember their hosts in `child_map`."""
        accounts = self.json_api_call("POST", "/accounts/v1/account/list", {})
        for account in accounts if isinstance(accounts, list) else ():
            account_id, host = account.get("account_id"), account.get("api_hostname")
            if account_id and host:
                Accounts.child_map[account_id] = host
        return accounts

    def create_account(self, name: Any) -> Any:
        """Create a child account."""
        return self.json_api_call("POST", "/accounts/v1/account/create", {"name": name})

    def delete_account(self, account_id: Any) -> Any:
        """Delete a child account."""
        return self.json_api_call("POST", "/accounts/v1/account/delete", {"account_id": account_id})
