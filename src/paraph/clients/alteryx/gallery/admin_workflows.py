"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): admin workflows. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra, File
    from paraph.clients.pages import AsyncPages, Pages
    from paraph.clients.times import Time


class AdminWorkflows(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): admin workflows."""

    def list(
        self,
        *,
        search: str | None = None,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WorkflowAdminApiView]:
        """Find workflows across the whole Gallery.

        `search`: only what holds this text. `sort_field`: in any letter case: author, copyright, datemadepublic,
        description, executionmode, name, owner, runcount, subscriptionid, uploaddate. `offset`: index of the first
        record. `page_size`: how many records; all without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/workflows/``.
        """
        return self._pages("GET /admin/v1/workflows/", locals())

    def publish(
        self,
        *,
        file: File,
        name: str,
        owner: str,
        validate: bool,
        is_public: bool,
        can_download: bool,
        source_id: str | None = None,
        worker_tag: str | None = None,
        comments: str | None = None,
        extra: Extra = None,
    ) -> str:
        """Publish a yxzp.

        `file`: the .yxzp package. `owner`: the owner's e-mail address. `source_id`: the app's id on the server that
        it comes from: the app that came from there is replaced, without it a new one is made.

        one third party says overwriting through sourceId did not work for it. Needs: admin key; Curator. It is
        ``POST /admin/v1/workflows/``.
        """
        return self._call("POST /admin/v1/workflows/", locals())

    def list_all_v1(
        self,
        *,
        start_date: Time | None = None,
        end_date: Time | None = None,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WorkflowAllAdminApiView]:
        """All workflows with revisions, optionally by date.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        page zero based; pageSize 0 means all. Needs: admin key; Curator. It is ``GET /admin/v1/workflows/all/``.
        """
        return self._pages("GET /admin/v1/workflows/all/", locals())

    def list_jobs(
        self,
        *,
        app_ids: str | None = None,
        include_messages: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.JobApiView]:
        """Last job and its state per workflow.

        `app_ids`: comma separated; all when absent.

        Needs: admin key; Curator. It is ``GET /admin/v1/workflows/jobs/``.
        """
        return self._call("GET /admin/v1/workflows/jobs/", locals())

    def list_migratable(
        self,
        *,
        subscription_ids: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.MigratableWorkflowView]:
        """Workflows marked ready for migration.

        `subscription_ids`: comma separated.

        marked required in one generated client, yet three clients call it without; R client says the filter did not
        work. Needs: admin key; Curator. It is ``GET /admin/v1/workflows/migratable/``.
        """
        return self._call("GET /admin/v1/workflows/migratable/", locals())

    def set_migratable(
        self,
        app_id: str,
        *,
        is_ready_for_migration: bool | None = None,
        extra: Extra = None,
    ) -> str:
        """Change the ready-for-migration flag.

        R and Node clients send PUT with no body and see the flag switched off; ayx-node lists the boolean as
        required. Exact body unconfirmed. Needs: admin key; Curator. It is ``PUT
        /admin/v1/workflows/migratable/{appId}/``.
        """
        return self._call("PUT /admin/v1/workflows/migratable/{appId}/", locals())

    def download(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Download any workflow package.

        Needs: admin key; Curator. It is ``GET /admin/v1/{appId}/package/``.
        """
        return self._call("GET /admin/v1/{appId}/package/", locals())

    def list_all(
        self,
        *,
        name: str | None = None,
        start_date: Time | None = None,
        end_date: Time | None = None,
        subscription_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        use_events: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.WorkflowAllAdminApiView]:
        """All workflows with revisions, more filters.

        `page`: number of the page. `page_size`: records a page; 0 for all. `use_events`: filter on audit event
        dates.

        page zero based; pageSize 0 means all. Needs: admin key; Curator. It is ``GET /admin/v2/workflows/all/``.
        """
        return self._pages("GET /admin/v2/workflows/all/", locals())


class AsyncAdminWorkflows(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): admin workflows; for asyncio."""

    def list(
        self,
        *,
        search: str | None = None,
        sort_field: str | None = None,
        direction: Literal["asc", "desc"] | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WorkflowAdminApiView]:
        """Find workflows across the whole Gallery.

        `search`: only what holds this text. `sort_field`: in any letter case: author, copyright, datemadepublic,
        description, executionmode, name, owner, runcount, subscriptionid, uploaddate. `offset`: index of the first
        record. `page_size`: how many records; all without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/workflows/``.
        """
        return self._pages("GET /admin/v1/workflows/", locals())

    async def publish(
        self,
        *,
        file: File,
        name: str,
        owner: str,
        validate: bool,
        is_public: bool,
        can_download: bool,
        source_id: str | None = None,
        worker_tag: str | None = None,
        comments: str | None = None,
        extra: Extra = None,
    ) -> str:
        """Publish a yxzp.

        `file`: the .yxzp package. `owner`: the owner's e-mail address. `source_id`: the app's id on the server that
        it comes from: the app that came from there is replaced, without it a new one is made.

        one third party says overwriting through sourceId did not work for it. Needs: admin key; Curator. It is
        ``POST /admin/v1/workflows/``.
        """
        return await self._call("POST /admin/v1/workflows/", locals())

    def list_all_v1(
        self,
        *,
        start_date: Time | None = None,
        end_date: Time | None = None,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WorkflowAllAdminApiView]:
        """All workflows with revisions, optionally by date.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        page zero based; pageSize 0 means all. Needs: admin key; Curator. It is ``GET /admin/v1/workflows/all/``.
        """
        return self._pages("GET /admin/v1/workflows/all/", locals())

    async def list_jobs(
        self,
        *,
        app_ids: str | None = None,
        include_messages: bool | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.JobApiView]:
        """Last job and its state per workflow.

        `app_ids`: comma separated; all when absent.

        Needs: admin key; Curator. It is ``GET /admin/v1/workflows/jobs/``.
        """
        return await self._call("GET /admin/v1/workflows/jobs/", locals())

    async def list_migratable(
        self,
        *,
        subscription_ids: str | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.MigratableWorkflowView]:
        """Workflows marked ready for migration.

        `subscription_ids`: comma separated.

        marked required in one generated client, yet three clients call it without; R client says the filter did not
        work. Needs: admin key; Curator. It is ``GET /admin/v1/workflows/migratable/``.
        """
        return await self._call("GET /admin/v1/workflows/migratable/", locals())

    async def set_migratable(
        self,
        app_id: str,
        *,
        is_ready_for_migration: bool | None = None,
        extra: Extra = None,
    ) -> str:
        """Change the ready-for-migration flag.

        R and Node clients send PUT with no body and see the flag switched off; ayx-node lists the boolean as
        required. Exact body unconfirmed. Needs: admin key; Curator. It is ``PUT
        /admin/v1/workflows/migratable/{appId}/``.
        """
        return await self._call("PUT /admin/v1/workflows/migratable/{appId}/", locals())

    async def download(
        self,
        app_id: str,
        *,
        extra: Extra = None,
    ) -> bytes:
        """Download any workflow package.

        Needs: admin key; Curator. It is ``GET /admin/v1/{appId}/package/``.
        """
        return await self._call("GET /admin/v1/{appId}/package/", locals())

    def list_all(
        self,
        *,
        name: str | None = None,
        start_date: Time | None = None,
        end_date: Time | None = None,
        subscription_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        use_events: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.WorkflowAllAdminApiView]:
        """All workflows with revisions, more filters.

        `page`: number of the page. `page_size`: records a page; 0 for all. `use_events`: filter on audit event
        dates.

        page zero based; pageSize 0 means all. Needs: admin key; Curator. It is ``GET /admin/v2/workflows/all/``.
        """
        return self._pages("GET /admin/v2/workflows/all/", locals())
