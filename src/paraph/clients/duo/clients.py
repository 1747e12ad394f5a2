"""The clients of Duo's APIs: how they are made, and what they add to the calls of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from paraph.apis.permissions import missing_permissions
from paraph.clients.client import AsyncClient, Client
from paraph.clients.duo.accounts_calls import AccountsCalls, AsyncAccountsCalls
from paraph.clients.duo.admin import AdminGroups, AsyncAdminGroups
from paraph.clients.duo.auth_calls import AsyncAuthCalls, AuthCalls
from paraph.clients.duo.auth_v1_calls import AsyncAuthV1Calls, AuthV1Calls
from paraph.clients.duo.device import AsyncDeviceGroups, DeviceGroups
from paraph.clients.options import async_network_for, network_for, settings_for
from paraph.clients.settings import signed_by
from paraph.core.credential import Credential, Secret
from paraph.http.network import parse_base_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator
    from typing import Unpack

    from paraph.clients.duo import records
    from paraph.clients.options import Options
    from paraph.clients.pages import AsyncPages, Pages
    from paraph.clients.settings import Settings

BATCH = 100
"""Ids that one look-up takes."""


def settings_of(ikey: str, skey: Secret, host: str, options: Options) -> Settings:
    """Return the settings of a client of Duo; raises ValueError for a host with more than a name and a port.

    The host of a local server may have ``http://`` before it.
    """
    origin = origin_of(host)
    credential = Credential(ikey, skey, host=origin.partition("://")[2])
    more = {"member": "response", "lacking": missing_permissions}
    return settings_for(credential, origin, "duo", signed_by("duo"), options, **more)


def origin_of(host: str) -> str:
    """Return scheme and host of a client of Duo; raises ValueError for a host with more than a name and a port."""
    try:
        origin, path = parse_base_url(host.strip() if "://" in host else f"https://{host.strip()}")
    except ValueError:
        origin, path = "", host
    if path or not origin:
        raise ValueError(f"expected the API hostname, such as api-XXXXXXXX.duosecurity.com, got {host[:60]!r}")
    return origin


class DuoClient(Client):
    """A client of Duo: with integration key, secret key and API hostname of an application.

    `options` are those of :class:`paraph.clients.options.Options`. Calls raise the errors of
    :mod:`paraph.clients.errors`.
    """

    def __init__(self, ikey: str, skey: str | Secret, host: str, **options: Unpack[Options]) -> None:
        own = skey if isinstance(skey, Secret) else Secret(skey)
        del skey  # tracebacks must not show it
        settings = settings_of(ikey, own, host, options)
        super().__init__(settings, network_for(settings.origin, options))

    @classmethod
    def of(cls, credential: Credential, **options: Unpack[Options]) -> Self:
        """Make a client from a credential that has a host."""
        return cls(credential.key_id, credential.secret, credential.host, **options)


class AsyncDuoClient(AsyncClient):
    """A client of Duo for asyncio: with integration key, secret key and API hostname of an application.

    `options` are those of :class:`paraph.clients.options.Options`. Calls raise the errors of
    :mod:`paraph.clients.errors`.
    """

    def __init__(self, ikey: str, skey: str | Secret, host: str, **options: Unpack[Options]) -> None:
        own = skey if isinstance(skey, Secret) else Secret(skey)
        del skey  # tracebacks must not show it
        settings = settings_of(ikey, own, host, options)
        super().__init__(settings, async_network_for(settings.origin, options))

    @classmethod
    def of(cls, credential: Credential, **options: Unpack[Options]) -> Self:
        """Make a client from a credential that has a host."""
        return cls(credential.key_id, credential.secret, credential.host, **options)


class Admin(DuoClient, AdminGroups):
    """Duo's Admin API. Source: https://duo.com/docs/adminapi"""

    def users_by_id(self, user_ids: Iterable[str]) -> Pages[records.User]:
        """Return the users with these ids, a hundred with each call."""
        return self._pages("GET /admin/v1/users", *({"user_id_list": each} for each in batches(user_ids)))

    def users_by_name(self, usernames: Iterable[str]) -> Pages[records.User]:
        """Return the users with these names, a hundred with each call."""
        return self._pages("GET /admin/v1/users", *({"username_list": each} for each in batches(usernames)))

    def groups_by_id(self, group_ids: Iterable[str]) -> Pages[records.Group]:
        """Return the groups with these ids, a hundred with each call."""
        return self._pages("GET /admin/v1/groups", *({"group_id_list": each} for each in batches(group_ids)))


class AsyncAdmin(AsyncDuoClient, AsyncAdminGroups):
    """Duo's Admin API, for asyncio. Source: https://duo.com/docs/adminapi"""

    def users_by_id(self, user_ids: Iterable[str]) -> AsyncPages[records.User]:
        """Return the users with these ids, a hundred with each call."""
        return self._pages("GET /admin/v1/users", *({"user_id_list": each} for each in batches(user_ids)))

    def users_by_name(self, usernames: Iterable[str]) -> AsyncPages[records.User]:
        """Return the users with these names, a hundred with each call."""
        return self._pages("GET /admin/v1/users", *({"username_list": each} for each in batches(usernames)))

    def groups_by_id(self, group_ids: Iterable[str]) -> AsyncPages[records.Group]:
        """Return the groups with these ids, a hundred with each call."""
        return self._pages("GET /admin/v1/groups", *({"group_id_list": each} for each in batches(group_ids)))


class Auth(DuoClient, AuthCalls):
    """Duo's Auth API. Source: https://duo.com/docs/authapi"""


class AsyncAuth(AsyncDuoClient, AsyncAuthCalls):
    """Duo's Auth API, for asyncio. Source: https://duo.com/docs/authapi"""


class AuthV1(DuoClient, AuthV1Calls):
    """Duo's Auth API, version 1."""


class AsyncAuthV1(AsyncDuoClient, AsyncAuthV1Calls):
    """Duo's Auth API, version 1, for asyncio."""


class Device(DuoClient, DeviceGroups):
    """Duo's Device API. Source: https://duo.com/docs/deviceapi"""


class AsyncDevice(AsyncDuoClient, AsyncDeviceGroups):
    """Duo's Device API, for asyncio. Source: https://duo.com/docs/deviceapi"""


class Accounts(DuoClient, AccountsCalls):
    """Duo's Accounts API, for accounts that have others below them. Source: https://duo.com/docs/accountsapi"""

    def child(self, account_id: str, api_hostname: str = "") -> Admin:
        """Return a client of the Admin API for a child account, at the child's own host; it shares connections.

        The host is looked up if it is not given. Raises KeyError if there is no such child.
        """
        host = api_hostname or host_of(self.list(), account_id)
        settings = self.configuration.changed(origin=origin_of(host), added={"account_id": account_id})
        child = object.__new__(Admin)
        Client.__init__(child, settings, self._network)
        return child

    def children(self) -> Iterator[tuple[records.ChildAccount, Admin]]:
        """Iterate over the child accounts, each with a client of the Admin API for it."""
        for account in self.list():
            yield account, self.child(account["account_id"], account["api_hostname"])


class AsyncAccounts(AsyncDuoClient, AsyncAccountsCalls):
    """Duo's Accounts API, for asyncio. Source: https://duo.com/docs/accountsapi"""

    async def child(self, account_id: str, api_hostname: str = "") -> AsyncAdmin:
        """Return a client of the Admin API for a child account, at the child's own host; it shares connections.

        The host is looked up if it is not given. Raises KeyError if there is no such child.
        """
        host = api_hostname or host_of(await self.list(), account_id)
        settings = self.configuration.changed(origin=origin_of(host), added={"account_id": account_id})
        child = object.__new__(AsyncAdmin)
        AsyncClient.__init__(child, settings, self._network)
        return child

    async def children(self) -> AsyncIterator[tuple[records.ChildAccount, AsyncAdmin]]:
        """Iterate over the child accounts, each with a client of the Admin API for it."""
        for account in await self.list():
            yield account, await self.child(account["account_id"], account["api_hostname"])


def host_of(accounts: Iterable[records.ChildAccount], account_id: str) -> str:
    """Return the API hostname of a child account; raises KeyError if there is no such child."""
    for account in accounts:
        if account["account_id"] == account_id:
            return account["api_hostname"]
    raise KeyError(f"this account has no child {account_id!r}")


def batches(values: Iterable[str]) -> Iterator[list[str]]:
    """Yield the values in lists of at most a hundred."""
    if isinstance(values, str):
        raise TypeError(f"expected several ids or names, such as [{values!r}], got one text")
    batch: list[str] = []
    for value in values:
        batch.append(value)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
