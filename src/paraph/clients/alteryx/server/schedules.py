"""Calls of version 3 of the API of Alteryx Server: schedules. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.times import Time


class Schedules(Group):
    """Calls of version 3 of the API of Alteryx Server: schedules."""

    def create(
        self,
        *,
        workflow_id: str,
        iteration: records.Iteration,
        name: str | None = None,
        comment: str | None = None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        worker_tag: str | None = None,
        credential_id: str | None = None,
        time_zone: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        extra: Extra = None,
    ) -> str:
        """Create a new schedule.

        `iteration`: in UTC. `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``POST /v3/schedules``.
        """
        return self._call("POST /v3/schedules", locals())

    def delete(
        self,
        schedule_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Delete an existing schedule.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/schedules/{scheduleId}``.
        """
        return self._call("DELETE /v3/schedules/{scheduleId}", locals())

    def get(
        self,
        schedule_id: str,
        *,
        extra: Extra = None,
    ) -> records.ScheduleViewV3:
        """Retrieve details about an existing schedule.

        Needs: Artisan (unconfirmed). It is ``GET /v3/schedules/{scheduleId}``.
        """
        return self._call("GET /v3/schedules/{scheduleId}", locals())

    def list(
        self,
        *,
        owner_id: str | None = None,
        workflow_id: str | None = None,
        runs_after: Time | None = None,
        runs_before: Time | None = None,
        view: Literal["Default", "Full"] | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedScheduleView | records.ScheduleViewV3]:
        """Retrieve all accessible schedule records.

        `view`: Default for few members, Full for all.

        Needs: Artisan (unconfirmed). It is ``GET /v3/schedules``.
        """
        return self._call("GET /v3/schedules", locals())

    def update(
        self,
        schedule_id: str,
        *,
        workflow_id: str,
        owner_id: str,
        iteration: records.Iteration,
        name: str,
        comment: str | None,
        worker_tag: str | None,
        credential_id: str | None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        enabled: bool | None = None,
        time_zone: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        extra: Extra = None,
    ) -> records.ScheduleViewV3:
        """Update details of an existing schedule.

        `iteration`: in UTC. `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/schedules/{scheduleId}``.
        """
        return self._call("PUT /v3/schedules/{scheduleId}", locals())

    def change(
        self,
        schedule_id: str,
        *,
        owner_id: str | None = None,
        iteration: records.Iteration | None = None,
        name: str | None = None,
        comment: str | None = None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        worker_tag: str | None = None,
        enabled: bool | None = None,
        credential_id: str | None = None,
        time_zone: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        extra: Extra = None,
    ) -> records.ScheduleViewV3:
        """Update details of an existing schedule.

        `iteration`: in UTC. `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``PATCH /v3/schedules/{scheduleId}``.
        """
        return self._call("PATCH /v3/schedules/{scheduleId}", locals())


class AsyncSchedules(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: schedules; for asyncio."""

    async def create(
        self,
        *,
        workflow_id: str,
        iteration: records.Iteration,
        name: str | None = None,
        comment: str | None = None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        worker_tag: str | None = None,
        credential_id: str | None = None,
        time_zone: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        extra: Extra = None,
    ) -> str:
        """Create a new schedule.

        `iteration`: in UTC. `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``POST /v3/schedules``.
        """
        return await self._call("POST /v3/schedules", locals())

    async def delete(
        self,
        schedule_id: str,
        *,
        extra: Extra = None,
    ) -> None:
        """Delete an existing schedule.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/schedules/{scheduleId}``.
        """
        return await self._call("DELETE /v3/schedules/{scheduleId}", locals())

    async def get(
        self,
        schedule_id: str,
        *,
        extra: Extra = None,
    ) -> records.ScheduleViewV3:
        """Retrieve details about an existing schedule.

        Needs: Artisan (unconfirmed). It is ``GET /v3/schedules/{scheduleId}``.
        """
        return await self._call("GET /v3/schedules/{scheduleId}", locals())

    async def list(
        self,
        *,
        owner_id: str | None = None,
        workflow_id: str | None = None,
        runs_after: Time | None = None,
        runs_before: Time | None = None,
        view: Literal["Default", "Full"] | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedScheduleView | records.ScheduleViewV3]:
        """Retrieve all accessible schedule records.

        `view`: Default for few members, Full for all.

        Needs: Artisan (unconfirmed). It is ``GET /v3/schedules``.
        """
        return await self._call("GET /v3/schedules", locals())

    async def update(
        self,
        schedule_id: str,
        *,
        workflow_id: str,
        owner_id: str,
        iteration: records.Iteration,
        name: str,
        comment: str | None,
        worker_tag: str | None,
        credential_id: str | None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        enabled: bool | None = None,
        time_zone: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        extra: Extra = None,
    ) -> records.ScheduleViewV3:
        """Update details of an existing schedule.

        `iteration`: in UTC. `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/schedules/{scheduleId}``.
        """
        return await self._call("PUT /v3/schedules/{scheduleId}", locals())

    async def change(
        self,
        schedule_id: str,
        *,
        owner_id: str | None = None,
        iteration: records.Iteration | None = None,
        name: str | None = None,
        comment: str | None = None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        worker_tag: str | None = None,
        enabled: bool | None = None,
        credential_id: str | None = None,
        time_zone: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        extra: Extra = None,
    ) -> records.ScheduleViewV3:
        """Update details of an existing schedule.

        `iteration`: in UTC. `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``PATCH /v3/schedules/{scheduleId}``.
        """
        return await self._call("PATCH /v3/schedules/{scheduleId}", locals())
