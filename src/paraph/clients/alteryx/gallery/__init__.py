"""The calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2), in groups. Generated from the catalogue."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from paraph.clients.client import AsyncClient, Client

if TYPE_CHECKING:
    from paraph.clients.alteryx.gallery.admin_workflows import AdminWorkflows, AsyncAdminWorkflows
    from paraph.clients.alteryx.gallery.audit_log import AsyncAuditLog, AuditLog
    from paraph.clients.alteryx.gallery.collections import AsyncCollections, Collections
    from paraph.clients.alteryx.gallery.credentials import AsyncCredentials, Credentials
    from paraph.clients.alteryx.gallery.data_connections import AsyncDataConnections, DataConnections
    from paraph.clients.alteryx.gallery.input_files import AsyncInputFiles, InputFiles
    from paraph.clients.alteryx.gallery.insights import AsyncInsights, Insights
    from paraph.clients.alteryx.gallery.jobs import AsyncJobs, Jobs
    from paraph.clients.alteryx.gallery.schedules import AsyncSchedules, Schedules
    from paraph.clients.alteryx.gallery.status import AsyncStatus, Status
    from paraph.clients.alteryx.gallery.subscriptions import AsyncSubscriptions, Subscriptions
    from paraph.clients.alteryx.gallery.users import AsyncUsers, Users
    from paraph.clients.alteryx.gallery.workflows import AsyncWorkflows, Workflows


class GalleryGroups(Client):
    """The groups of calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2)."""

    @cached_property
    def workflows(self) -> Workflows:
        """list, questions, run, list_jobs, download_older, download, run_as_user."""
        from paraph.clients.alteryx.gallery.workflows import Workflows

        return Workflows(self)

    @cached_property
    def jobs(self) -> Jobs:
        """get, get_output."""
        from paraph.clients.alteryx.gallery.jobs import Jobs

        return Jobs(self)

    @cached_property
    def credentials(self) -> Credentials:
        """List."""
        from paraph.clients.alteryx.gallery.credentials import Credentials

        return Credentials(self)

    @cached_property
    def input_files(self) -> InputFiles:
        """Upload."""
        from paraph.clients.alteryx.gallery.input_files import InputFiles

        return InputFiles(self)

    @cached_property
    def admin_workflows(self) -> AdminWorkflows:
        """list, publish, list_all_v1, list_jobs, list_migratable, set_migratable, download, list_all."""
        from paraph.clients.alteryx.gallery.admin_workflows import AdminWorkflows

        return AdminWorkflows(self)

    @cached_property
    def users(self) -> Users:
        """list_v1, list."""
        from paraph.clients.alteryx.gallery.users import Users

        return Users(self)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """list_v1, list."""
        from paraph.clients.alteryx.gallery.subscriptions import Subscriptions

        return Subscriptions(self)

    @cached_property
    def collections(self) -> Collections:
        """List."""
        from paraph.clients.alteryx.gallery.collections import Collections

        return Collections(self)

    @cached_property
    def schedules(self) -> Schedules:
        """list, forecast."""
        from paraph.clients.alteryx.gallery.schedules import Schedules

        return Schedules(self)

    @cached_property
    def insights(self) -> Insights:
        """list_v1, list."""
        from paraph.clients.alteryx.gallery.insights import Insights

        return Insights(self)

    @cached_property
    def data_connections(self) -> DataConnections:
        """list_server, list_system."""
        from paraph.clients.alteryx.gallery.data_connections import DataConnections

        return DataConnections(self)

    @cached_property
    def audit_log(self) -> AuditLog:
        """List."""
        from paraph.clients.alteryx.gallery.audit_log import AuditLog

        return AuditLog(self)

    @cached_property
    def status(self) -> Status:
        """Ping."""
        from paraph.clients.alteryx.gallery.status import Status

        return Status(self)


class AsyncGalleryGroups(AsyncClient):
    """The groups of calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2), for asyncio."""

    @cached_property
    def workflows(self) -> AsyncWorkflows:
        """list, questions, run, list_jobs, download_older, download, run_as_user."""
        from paraph.clients.alteryx.gallery.workflows import AsyncWorkflows

        return AsyncWorkflows(self)

    @cached_property
    def jobs(self) -> AsyncJobs:
        """get, get_output."""
        from paraph.clients.alteryx.gallery.jobs import AsyncJobs

        return AsyncJobs(self)

    @cached_property
    def credentials(self) -> AsyncCredentials:
        """List."""
        from paraph.clients.alteryx.gallery.credentials import AsyncCredentials

        return AsyncCredentials(self)

    @cached_property
    def input_files(self) -> AsyncInputFiles:
        """Upload."""
        from paraph.clients.alteryx.gallery.input_files import AsyncInputFiles

        return AsyncInputFiles(self)

    @cached_property
    def admin_workflows(self) -> AsyncAdminWorkflows:
        """list, publish, list_all_v1, list_jobs, list_migratable, set_migratable, download, list_all."""
        from paraph.clients.alteryx.gallery.admin_workflows import AsyncAdminWorkflows

        return AsyncAdminWorkflows(self)

    @cached_property
    def users(self) -> AsyncUsers:
        """list_v1, list."""
        from paraph.clients.alteryx.gallery.users import AsyncUsers

        return AsyncUsers(self)

    @cached_property
    def subscriptions(self) -> AsyncSubscriptions:
        """list_v1, list."""
        from paraph.clients.alteryx.gallery.subscriptions import AsyncSubscriptions

        return AsyncSubscriptions(self)

    @cached_property
    def collections(self) -> AsyncCollections:
        """List."""
        from paraph.clients.alteryx.gallery.collections import AsyncCollections

        return AsyncCollections(self)

    @cached_property
    def schedules(self) -> AsyncSchedules:
        """list, forecast."""
        from paraph.clients.alteryx.gallery.schedules import AsyncSchedules

        return AsyncSchedules(self)

    @cached_property
    def insights(self) -> AsyncInsights:
        """list_v1, list."""
        from paraph.clients.alteryx.gallery.insights import AsyncInsights

        return AsyncInsights(self)

    @cached_property
    def data_connections(self) -> AsyncDataConnections:
        """list_server, list_system."""
        from paraph.clients.alteryx.gallery.data_connections import AsyncDataConnections

        return AsyncDataConnections(self)

    @cached_property
    def audit_log(self) -> AsyncAuditLog:
        """List."""
        from paraph.clients.alteryx.gallery.audit_log import AsyncAuditLog

        return AsyncAuditLog(self)

    @cached_property
    def status(self) -> AsyncStatus:
        """Ping."""
        from paraph.clients.alteryx.gallery.status import AsyncStatus

        return AsyncStatus(self)
