"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): jobs. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra


class Jobs(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): jobs."""

    def get(
        self,
        job_id: str,
        *,
        include_messages: bool | None = None,
        extra: Extra = None,
    ) -> records.JobApiView:
        """State of one job.

        includeMessages seen on the webapi form; on the old gallery base unconfirmed. Needs: subscription key;
        Artisan. It is ``GET /v1/jobs/{jobId}/``.
        """
        return self._call("GET /v1/jobs/{jobId}/", locals())

    def get_output(
        self,
        job_id: str,
        output_id: str,
        *,
        format: Literal[
            "Raw", "Yxdb", "Shp", "Kml", "Tab", "Mif", "Dbf", "Csv", "Pdf", "Docx", "Xlsx", "Html", "Tde", "Zip"
        ],
        extra: Extra = None,
    ) -> bytes:
        """Download one output.

        the official JavaScript sample sends format=Raw by default and signs it. Needs: subscription key; Artisan.
        It is ``GET /v1/jobs/{jobId}/output/{outputId}/``.
        """
        return self._call("GET /v1/jobs/{jobId}/output/{outputId}/", locals())


class AsyncJobs(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): jobs; for asyncio."""

    async def get(
        self,
        job_id: str,
        *,
        include_messages: bool | None = None,
        extra: Extra = None,
    ) -> records.JobApiView:
        """State of one job.

        includeMessages seen on the webapi form; on the old gallery base unconfirmed. Needs: subscription key;
        Artisan. It is ``GET /v1/jobs/{jobId}/``.
        """
        return await self._call("GET /v1/jobs/{jobId}/", locals())

    async def get_output(
        self,
        job_id: str,
        output_id: str,
        *,
        format: Literal[
            "Raw", "Yxdb", "Shp", "Kml", "Tab", "Mif", "Dbf", "Csv", "Pdf", "Docx", "Xlsx", "Html", "Tde", "Zip"
        ],
        extra: Extra = None,
    ) -> bytes:
        """Download one output.

        the official JavaScript sample sends format=Raw by default and signs it. Needs: subscription key; Artisan.
        It is ``GET /v1/jobs/{jobId}/output/{outputId}/``.
        """
        return await self._call("GET /v1/jobs/{jobId}/output/{outputId}/", locals())
