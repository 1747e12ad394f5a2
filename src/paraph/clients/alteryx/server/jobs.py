"""Calls of version 3 of the API of Alteryx Server: jobs. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class Jobs(Group):
    """Calls of version 3 of the API of Alteryx Server: jobs."""

    def messages(
        self,
        job_id: str,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.JobMessageView]:
        """Retrieve all messages of a specific job.

        Needs: Artisan (unconfirmed). It is ``GET /v3/jobs/{jobId}/messages``.
        """
        return self._call("GET /v3/jobs/{jobId}/messages", locals())

    def get(
        self,
        job_id: str,
        *,
        include_messages: bool | None = None,
        extra: Extra = None,
    ) -> records.JobView:
        """Retrieve details about an existing job and its current state.

        Needs: Artisan (unconfirmed). It is ``GET /v3/jobs/{jobId}``.
        """
        return self._call("GET /v3/jobs/{jobId}", locals())


class AsyncJobs(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: jobs; for asyncio."""

    async def messages(
        self,
        job_id: str,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.JobMessageView]:
        """Retrieve all messages of a specific job.

        Needs: Artisan (unconfirmed). It is ``GET /v3/jobs/{jobId}/messages``.
        """
        return await self._call("GET /v3/jobs/{jobId}/messages", locals())

    async def get(
        self,
        job_id: str,
        *,
        include_messages: bool | None = None,
        extra: Extra = None,
    ) -> records.JobView:
        """Retrieve details about an existing job and its current state.

        Needs: Artisan (unconfirmed). It is ``GET /v3/jobs/{jobId}``.
        """
        return await self._call("GET /v3/jobs/{jobId}", locals())
