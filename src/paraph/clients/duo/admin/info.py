"""Calls of Duo's Admin API: info. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.times import Time


class Info(Group):
    """Calls of Duo's Admin API: info."""

    def summary(
        self,
        *,
        extra: Extra = None,
    ) -> records.InfoSummary:
        """Counts of objects in the account.

        Needs: read information. It is ``GET /admin/v1/info/summary``.
        """
        return self._call("GET /admin/v1/info/summary", locals())

    def telephony_credits_used(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        extra: Extra = None,
    ) -> records.TelephonyCreditsUsed:
        """Telephony credits used in a period.

        `since`: seconds; thirty days ago by default. `until`: seconds; now by default.

        At most 180 days. Needs: read information. It is ``GET /admin/v1/info/telephony_credits_used``.
        """
        return self._call("GET /admin/v1/info/telephony_credits_used", locals())

    def authentication_attempts(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        extra: Extra = None,
    ) -> records.AttemptCounts:
        """Authentication attempt counts by result.

        `since`: seconds; thirty days ago by default. `until`: seconds; now by default.

        At most 180 days. Needs: read information. It is ``GET /admin/v1/info/authentication_attempts``.
        """
        return self._call("GET /admin/v1/info/authentication_attempts", locals())

    def user_authentication_attempts(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        extra: Extra = None,
    ) -> records.AttemptCounts:
        """Users counted by authentication result.

        `since`: seconds; thirty days ago by default. `until`: seconds; now by default.

        At most 180 days. Needs: read information. It is ``GET /admin/v1/info/user_authentication_attempts``.
        """
        return self._call("GET /admin/v1/info/user_authentication_attempts", locals())


class AsyncInfo(AsyncGroup):
    """Calls of Duo's Admin API: info; for asyncio."""

    async def summary(
        self,
        *,
        extra: Extra = None,
    ) -> records.InfoSummary:
        """Counts of objects in the account.

        Needs: read information. It is ``GET /admin/v1/info/summary``.
        """
        return await self._call("GET /admin/v1/info/summary", locals())

    async def telephony_credits_used(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        extra: Extra = None,
    ) -> records.TelephonyCreditsUsed:
        """Telephony credits used in a period.

        `since`: seconds; thirty days ago by default. `until`: seconds; now by default.

        At most 180 days. Needs: read information. It is ``GET /admin/v1/info/telephony_credits_used``.
        """
        return await self._call("GET /admin/v1/info/telephony_credits_used", locals())

    async def authentication_attempts(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        extra: Extra = None,
    ) -> records.AttemptCounts:
        """Authentication attempt counts by result.

        `since`: seconds; thirty days ago by default. `until`: seconds; now by default.

        At most 180 days. Needs: read information. It is ``GET /admin/v1/info/authentication_attempts``.
        """
        return await self._call("GET /admin/v1/info/authentication_attempts", locals())

    async def user_authentication_attempts(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        extra: Extra = None,
    ) -> records.AttemptCounts:
        """Users counted by authentication result.

        `since`: seconds; thirty days ago by default. `until`: seconds; now by default.

        At most 180 days. Needs: read information. It is ``GET /admin/v1/info/user_authentication_attempts``.
        """
        return await self._call("GET /admin/v1/info/user_authentication_attempts", locals())
