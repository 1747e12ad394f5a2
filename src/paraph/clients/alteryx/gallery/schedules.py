"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): schedules. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages
    from paraph.clients.times import Time


class Schedules(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): schedules."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.ScheduleView]:
        """List schedules.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v1/schedules/``.
        """
        return self._pages("GET /admin/v1/schedules/", locals())

    def forecast(
        self,
        *,
        before_date: Time,
        after_date: Time,
        extra: Extra = None,
    ) -> builtins.list[records.ScheduleForecastView]:
        """Forecast of scheduled runs in a window under 45 days.

        singular "schedule" as in ayx-node; unconfirmed against a server. Needs: admin key; Curator. It is ``GET
        /admin/v2/schedule/forecast/``.
        """
        return self._call("GET /admin/v2/schedule/forecast/", locals())


class AsyncSchedules(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): schedules; for asyncio."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.ScheduleView]:
        """List schedules.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v1/schedules/``.
        """
        return self._pages("GET /admin/v1/schedules/", locals())

    async def forecast(
        self,
        *,
        before_date: Time,
        after_date: Time,
        extra: Extra = None,
    ) -> builtins.list[records.ScheduleForecastView]:
        """Forecast of scheduled runs in a window under 45 days.

        singular "schedule" as in ayx-node; unconfirmed against a server. Needs: admin key; Curator. It is ``GET
        /admin/v2/schedule/forecast/``.
        """
        return await self._call("GET /admin/v2/schedule/forecast/", locals())
