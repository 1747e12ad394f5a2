"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): workflows. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class Workflows(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): workflows."""

    def list(
        self,
        *,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        package_type: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WorkflowApiView]:
        """List the workflows, apps and macros of the studio that the key belongs to.

        `sort_field`: in any letter case: author, copyright, datemadepublic, description, executionmode, name,
        owner, runcount, subscriptionid, uploaddate. `offset`: index of the first record. `page_size`: how many
        records; all without it. `search`: only what holds this text. `package_type`: 0 app, 1 workflow, 2 macro.

        Needs: subscription key; Artisan. It is ``GET /v1/workflows/subscription/``.
        """
        return self._pages("GET /v1/workflows/subscription/", locals())

    def questions(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.QuestionApiView]:
        """Questions of an analytic app (apps only).

        Needs: subscription key; Artisan. It is ``GET /v1/workflows/{appId}/questions/``.
        """
        return self._call("GET /v1/workflows/{appId}/questions/", locals())

    def run(
        self,
        app_id: str,
        *,
        questions: Sequence[records.Answer] | None = None,
        priority: str | None = None,
        extra: Extra = None,
    ) -> records.JobApiView:
        """Queue a run.

        `questions`: an answer for each question that the app asks. `priority`: 0 to 3 for low to critical at the
        older base, words at the newer one.

        body may be omitted or be an empty object when the app has no questions; a multi-select answer is a string.
        Needs: subscription key; Artisan. It is ``POST /v1/workflows/{appId}/jobs/``.
        """
        return self._call("POST /v1/workflows/{appId}/jobs/", locals())

    def list_jobs(
        self,
        app_id: str,
        *,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.JobListApiView]:
        """Jobs queued through the API for one app.

        `sort_field`: createdate is the one that a client uses. `offset`: index of the first record. `page_size`:
        how many records; all without it.

        Needs: subscription key; Artisan. It is ``GET /v1/workflows/{appId}/jobs/``.
        """
        return self._pages("GET /v1/workflows/{appId}/jobs/", locals())

    def download_older(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Download the workflow package (gallery base).

        no /workflows/ segment on the OAuth1 base. Needs: subscription key; Artisan. It is ``GET
        /v1/{appId}/package/``.
        """
        return self._call("GET /v1/{appId}/package/", locals())

    def download(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Download the workflow package (webapi base).

        Needs: Artisan. It is ``GET /v1/workflows/{appId}/package``.
        """
        return self._call("GET /v1/workflows/{appId}/package", locals())

    def run_as_user(
        self,
        app_id: str,
        *,
        credential_id: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        priority: str | None = None,
        extra: Extra = None,
    ) -> records.JobApiView:
        """Queue a run, optionally with a credential.

        `questions`: an answer for each question that the app asks. `priority`: 0 to 3 for low to critical at the
        older base, words at the newer one.

        Needs: subscription key; Artisan. It is ``POST /user/v2/workflows/{appId}/jobs/``.
        """
        return self._call("POST /user/v2/workflows/{appId}/jobs/", locals())


class AsyncWorkflows(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): workflows; for asyncio."""

    def list(
        self,
        *,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        search: str | None = None,
        package_type: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WorkflowApiView]:
        """List the workflows, apps and macros of the studio that the key belongs to.

        `sort_field`: in any letter case: author, copyright, datemadepublic, description, executionmode, name,
        owner, runcount, subscriptionid, uploaddate. `offset`: index of the first record. `page_size`: how many
        records; all without it. `search`: only what holds this text. `package_type`: 0 app, 1 workflow, 2 macro.

        Needs: subscription key; Artisan. It is ``GET /v1/workflows/subscription/``.
        """
        return self._pages("GET /v1/workflows/subscription/", locals())

    async def questions(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> builtins.list[records.QuestionApiView]:
        """Questions of an analytic app (apps only).

        Needs: subscription key; Artisan. It is ``GET /v1/workflows/{appId}/questions/``.
        """
        return await self._call("GET /v1/workflows/{appId}/questions/", locals())

    async def run(
        self,
        app_id: str,
        *,
        questions: Sequence[records.Answer] | None = None,
        priority: str | None = None,
        extra: Extra = None,
    ) -> records.JobApiView:
        """Queue a run.

        `questions`: an answer for each question that the app asks. `priority`: 0 to 3 for low to critical at the
        older base, words at the newer one.

        body may be omitted or be an empty object when the app has no questions; a multi-select answer is a string.
        Needs: subscription key; Artisan. It is ``POST /v1/workflows/{appId}/jobs/``.
        """
        return await self._call("POST /v1/workflows/{appId}/jobs/", locals())

    def list_jobs(
        self,
        app_id: str,
        *,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.JobListApiView]:
        """Jobs queued through the API for one app.

        `sort_field`: createdate is the one that a client uses. `offset`: index of the first record. `page_size`:
        how many records; all without it.

        Needs: subscription key; Artisan. It is ``GET /v1/workflows/{appId}/jobs/``.
        """
        return self._pages("GET /v1/workflows/{appId}/jobs/", locals())

    async def download_older(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Download the workflow package (gallery base).

        no /workflows/ segment on the OAuth1 base. Needs: subscription key; Artisan. It is ``GET
        /v1/{appId}/package/``.
        """
        return await self._call("GET /v1/{appId}/package/", locals())

    async def download(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Download the workflow package (webapi base).

        Needs: Artisan. It is ``GET /v1/workflows/{appId}/package``.
        """
        return await self._call("GET /v1/workflows/{appId}/package", locals())

    async def run_as_user(
        self,
        app_id: str,
        *,
        credential_id: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        priority: str | None = None,
        extra: Extra = None,
    ) -> records.JobApiView:
        """Queue a run, optionally with a credential.

        `questions`: an answer for each question that the app asks. `priority`: 0 to 3 for low to critical at the
        older base, words at the newer one.

        Needs: subscription key; Artisan. It is ``POST /user/v2/workflows/{appId}/jobs/``.
        """
        return await self._call("POST /user/v2/workflows/{appId}/jobs/", locals())
