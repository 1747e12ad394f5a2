"""Calls of version 3 of the API of Alteryx Server: workflows. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra, File
    from paraph.clients.pages import AsyncPages, Pages
    from paraph.clients.times import Time


class Workflows(Group):
    """Calls of version 3 of the API of Alteryx Server: workflows."""

    def delete(
        self,
        workflow_id: str,
        *,
        force: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Delete an existing workflow.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/workflows/{workflowId}``.
        """
        return self._call("DELETE /v3/workflows/{workflowId}", locals())

    def download(
        self,
        workflow_id: str,
        *,
        version_id: str | None = None,
        extra: Extra = None,
    ) -> bytes:
        """Download a copy of an existing workflow package.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}/package``.
        """
        return self._call("GET /v3/workflows/{workflowId}/package", locals())

    def run(
        self,
        workflow_id: str,
        *,
        credential_id: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        worker_tag: str | None = None,
        extra: Extra = None,
    ) -> records.JobView:
        """Creates a new job and adds it to the job execution queue.

        `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``POST /v3/workflows/{workflowId}/jobs``.
        """
        return self._call("POST /v3/workflows/{workflowId}/jobs", locals())

    def list_jobs(
        self,
        workflow_id: str,
        *,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        status: str | None = None,
        result_code: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WorkflowJobView]:
        """Retrieve a list of jobs for an existing workflow.

        `sort_field`: createdate is the one that a client uses. `offset`: index of the first record. `page_size`:
        how many records; all without it.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}/jobs``.
        """
        return self._pages("GET /v3/workflows/{workflowId}/jobs", locals())

    def get(
        self,
        workflow_id: str,
        *,
        extra: Extra = None,
    ) -> records.WorkflowView:
        """Retrieve details about an existing workflow.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}``.
        """
        return self._call("GET /v3/workflows/{workflowId}", locals())

    def questions(
        self,
        workflow_id: str,
        *,
        version_id: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.WorkflowQuestionView]:
        """Retrieve question information for an analytic app.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}/questions``.
        """
        return self._call("GET /v3/workflows/{workflowId}/questions", locals())

    def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        name: str | None = None,
        owner_id: str | None = None,
        created_after: Time | None = None,
        created_before: Time | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedWorkflowView | records.WorkflowView]:
        """Retrieve all accessible workflow records.

        `view`: Default for few members, Full for all.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows``.
        """
        return self._call("GET /v3/workflows", locals())

    def transfer(
        self,
        workflow_id: str,
        *,
        owner_id: str,
        transfer_schedules: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Transfer specified workflow to specified owner and also schedules if desired.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/workflows/{workflowId}/transfer``.
        """
        return self._call("PUT /v3/workflows/{workflowId}/transfer", locals())

    def update(
        self,
        workflow_id: str,
        *,
        name: str,
        version_id: str,
        make_published: bool,
        owner_id: str,
        worker_tag: str,
        district_tags: Sequence[str],
        comments: str,
        is_public: bool,
        is_ready_for_migration: bool,
        others_may_download: bool,
        others_can_execute: bool,
        execution_mode: Literal["Safe", "SemiSafe", "Standard"],
        has_private_data_exemption: bool | None = None,
        extra: Extra = None,
    ) -> records.WorkflowView:
        """Update details of an existing workflow.

        `district_tags`: a JSON array of ids, as text.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/workflows/{workflowId}``.
        """
        return self._call("PUT /v3/workflows/{workflowId}", locals())

    def publish(
        self,
        *,
        file: File,
        name: str,
        owner_id: str,
        is_public: bool,
        is_ready_for_migration: bool,
        others_may_download: bool,
        others_can_execute: bool,
        execution_mode: Literal["Safe", "SemiSafe", "Standard"],
        workflow_credential_type: Literal["Default", "Required", "Specific"],
        worker_tag: str | None = None,
        district_tags: str | None = None,
        comments: str | None = None,
        source_app_id: str | None = None,
        has_private_data_exemption: bool | None = None,
        credential_id: str | None = None,
        collection_ids: str | None = None,
        bypass_workflow_version_check: bool | None = None,
        extra: Extra = None,
    ) -> str:
        """Upload a new workflow.

        `file`: the .yxzp package. `district_tags`: a JSON array of ids, as text. `collection_ids`: a JSON array of
        ids, as text.

        Needs: Artisan (unconfirmed). It is ``POST /v3/workflows``.
        """
        return self._call("POST /v3/workflows", locals())

    def create_version(
        self,
        workflow_id: str,
        *,
        file: File,
        name: str,
        owner_id: str,
        others_may_download: bool,
        others_can_execute: bool,
        execution_mode: Literal["Safe", "SemiSafe", "Standard"],
        make_published: bool,
        workflow_credential_type: Literal["Default", "Required", "Specific"],
        has_private_data_exemption: bool | None = None,
        comments: str | None = None,
        credential_id: str | None = None,
        bypass_workflow_version_check: bool | None = None,
        extra: Extra = None,
    ) -> records.WorkflowView:
        """Upload a new version of an existing workflow.

        `file`: the .yxzp package.

        Needs: Artisan (unconfirmed). It is ``POST /v3/workflows/{workflowId}/versions``.
        """
        return self._call("POST /v3/workflows/{workflowId}/versions", locals())


class AsyncWorkflows(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: workflows; for asyncio."""

    async def delete(
        self,
        workflow_id: str,
        *,
        force: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Delete an existing workflow.

        Needs: Artisan (unconfirmed). It is ``DELETE /v3/workflows/{workflowId}``.
        """
        return await self._call("DELETE /v3/workflows/{workflowId}", locals())

    async def download(
        self,
        workflow_id: str,
        *,
        version_id: str | None = None,
        extra: Extra = None,
    ) -> bytes:
        """Download a copy of an existing workflow package.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}/package``.
        """
        return await self._call("GET /v3/workflows/{workflowId}/package", locals())

    async def run(
        self,
        workflow_id: str,
        *,
        credential_id: str | None = None,
        questions: Sequence[records.Answer] | None = None,
        priority: Literal["Default", "Low", "Medium", "High", "Critical"] | None = None,
        worker_tag: str | None = None,
        extra: Extra = None,
    ) -> records.JobView:
        """Creates a new job and adds it to the job execution queue.

        `questions`: an answer for each question that the app asks.

        Needs: Artisan (unconfirmed). It is ``POST /v3/workflows/{workflowId}/jobs``.
        """
        return await self._call("POST /v3/workflows/{workflowId}/jobs", locals())

    def list_jobs(
        self,
        workflow_id: str,
        *,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        status: str | None = None,
        result_code: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WorkflowJobView]:
        """Retrieve a list of jobs for an existing workflow.

        `sort_field`: createdate is the one that a client uses. `offset`: index of the first record. `page_size`:
        how many records; all without it.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}/jobs``.
        """
        return self._pages("GET /v3/workflows/{workflowId}/jobs", locals())

    async def get(
        self,
        workflow_id: str,
        *,
        extra: Extra = None,
    ) -> records.WorkflowView:
        """Retrieve details about an existing workflow.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}``.
        """
        return await self._call("GET /v3/workflows/{workflowId}", locals())

    async def questions(
        self,
        workflow_id: str,
        *,
        version_id: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.WorkflowQuestionView]:
        """Retrieve question information for an analytic app.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows/{workflowId}/questions``.
        """
        return await self._call("GET /v3/workflows/{workflowId}/questions", locals())

    async def list(
        self,
        *,
        view: Literal["Default", "Full"] | None = None,
        name: str | None = None,
        owner_id: str | None = None,
        created_after: Time | None = None,
        created_before: Time | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.ReducedWorkflowView | records.WorkflowView]:
        """Retrieve all accessible workflow records.

        `view`: Default for few members, Full for all.

        Needs: Artisan (unconfirmed). It is ``GET /v3/workflows``.
        """
        return await self._call("GET /v3/workflows", locals())

    async def transfer(
        self,
        workflow_id: str,
        *,
        owner_id: str,
        transfer_schedules: bool | None = None,
        extra: Extra = None,
    ) -> None:
        """Transfer specified workflow to specified owner and also schedules if desired.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/workflows/{workflowId}/transfer``.
        """
        return await self._call("PUT /v3/workflows/{workflowId}/transfer", locals())

    async def update(
        self,
        workflow_id: str,
        *,
        name: str,
        version_id: str,
        make_published: bool,
        owner_id: str,
        worker_tag: str,
        district_tags: Sequence[str],
        comments: str,
        is_public: bool,
        is_ready_for_migration: bool,
        others_may_download: bool,
        others_can_execute: bool,
        execution_mode: Literal["Safe", "SemiSafe", "Standard"],
        has_private_data_exemption: bool | None = None,
        extra: Extra = None,
    ) -> records.WorkflowView:
        """Update details of an existing workflow.

        `district_tags`: a JSON array of ids, as text.

        Needs: Artisan (unconfirmed). It is ``PUT /v3/workflows/{workflowId}``.
        """
        return await self._call("PUT /v3/workflows/{workflowId}", locals())

    async def publish(
        self,
        *,
        file: File,
        name: str,
        owner_id: str,
        is_public: bool,
        is_ready_for_migration: bool,
        others_may_download: bool,
        others_can_execute: bool,
        execution_mode: Literal["Safe", "SemiSafe", "Standard"],
        workflow_credential_type: Literal["Default", "Required", "Specific"],
        worker_tag: str | None = None,
        district_tags: str | None = None,
        comments: str | None = None,
        source_app_id: str | None = None,
        has_private_data_exemption: bool | None = None,
        credential_id: str | None = None,
        collection_ids: str | None = None,
        bypass_workflow_version_check: bool | None = None,
        extra: Extra = None,
    ) -> str:
        """Upload a new workflow.

        `file`: the .yxzp package. `district_tags`: a JSON array of ids, as text. `collection_ids`: a JSON array of
        ids, as text.

        Needs: Artisan (unconfirmed). It is ``POST /v3/workflows``.
        """
        return await self._call("POST /v3/workflows", locals())

    async def create_version(
        self,
        workflow_id: str,
        *,
        file: File,
        name: str,
        owner_id: str,
        others_may_download: bool,
        others_can_execute: bool,
        execution_mode: Literal["Safe", "SemiSafe", "Standard"],
        make_published: bool,
        workflow_credential_type: Literal["Default", "Required", "Specific"],
        has_private_data_exemption: bool | None = None,
        comments: str | None = None,
        credential_id: str | None = None,
        bypass_workflow_version_check: bool | None = None,
        extra: Extra = None,
    ) -> records.WorkflowView:
        """Upload a new version of an existing workflow.

        `file`: the .yxzp package.

        Needs: Artisan (unconfirmed). It is ``POST /v3/workflows/{workflowId}/versions``.
        """
        return await self._call("POST /v3/workflows/{workflowId}/versions", locals())
