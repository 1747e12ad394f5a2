"""Calls of Duo's Admin API: passport. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.arguments import UNSET
from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra, Unset
    from paraph.clients.duo import records


class Passport(Group):
    """Calls of Duo's Admin API: passport."""

    def get(
        self,
        *,
        extra: Extra = None,
    ) -> records.PassportConfig:
        """Read the Passport configuration.

        Needs: settings (unconfirmed). It is ``GET /admin/v2/passport/config``.
        """
        return self._call("GET /admin/v2/passport/config", locals())

    def update(
        self,
        *,
        enabled_status: Literal["disabled", "enabled", "enabled-for-groups", "enabled-with-exceptions"],
        enabled_groups: Sequence[str] | Unset | None = UNSET,
        disabled_groups: Sequence[str] | Unset | None = UNSET,
        custom_supported_browsers: records.PassportUpdateCustomSupportedBrowsers | None = None,
        extra: Extra = None,
    ) -> records.PassportConfig:
        """Change the Passport configuration.

        `enabled_groups`: ids of groups, for enabled-for-groups. `disabled_groups`: ids of groups, for
        enabled-with-exceptions.

        Needs: settings (unconfirmed). It is ``POST /admin/v2/passport/config``.
        """
        return self._call("POST /admin/v2/passport/config", locals())


class AsyncPassport(AsyncGroup):
    """Calls of Duo's Admin API: passport; for asyncio."""

    async def get(
        self,
        *,
        extra: Extra = None,
    ) -> records.PassportConfig:
        """Read the Passport configuration.

        Needs: settings (unconfirmed). It is ``GET /admin/v2/passport/config``.
        """
        return await self._call("GET /admin/v2/passport/config", locals())

    async def update(
        self,
        *,
        enabled_status: Literal["disabled", "enabled", "enabled-for-groups", "enabled-with-exceptions"],
        enabled_groups: Sequence[str] | Unset | None = UNSET,
        disabled_groups: Sequence[str] | Unset | None = UNSET,
        custom_supported_browsers: records.PassportUpdateCustomSupportedBrowsers | None = None,
        extra: Extra = None,
    ) -> records.PassportConfig:
        """Change the Passport configuration.

        `enabled_groups`: ids of groups, for enabled-for-groups. `disabled_groups`: ids of groups, for
        enabled-with-exceptions.

        Needs: settings (unconfirmed). It is ``POST /admin/v2/passport/config``.
        """
        return await self._call("POST /admin/v2/passport/config", locals())
