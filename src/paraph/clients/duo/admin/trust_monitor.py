"""Calls of Duo's Admin API: trust monitor. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages
    from paraph.clients.times import Time


class TrustMonitor(Group):
    """Calls of Duo's Admin API: trust monitor."""

    def events(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        type: str | None = None,
        formatter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.TrustMonitorEvent]:
        """Trust Monitor events.

        `since`: milliseconds. `until`: milliseconds. `type`: one kind of events only.

        Needs: read log. It is ``GET /admin/v1/trust_monitor/events``.
        """
        return self._pages("GET /admin/v1/trust_monitor/events", locals())


class AsyncTrustMonitor(AsyncGroup):
    """Calls of Duo's Admin API: trust monitor; for asyncio."""

    def events(
        self,
        *,
        since: Time | None = None,
        until: Time | None = None,
        page_size: int | None = None,
        type: str | None = None,
        formatter: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.TrustMonitorEvent]:
        """Trust Monitor events.

        `since`: milliseconds. `until`: milliseconds. `type`: one kind of events only.

        Needs: read log. It is ``GET /admin/v1/trust_monitor/events``.
        """
        return self._pages("GET /admin/v1/trust_monitor/events", locals())
