"""The calls of version 3 of the API of Alteryx Server, in groups. Generated from the catalogue."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from paraph.clients.client import AsyncClient, Client

if TYPE_CHECKING:
    from paraph.clients.alteryx.server.collections import AsyncCollections, Collections
    from paraph.clients.alteryx.server.credentials import AsyncCredentials, Credentials
    from paraph.clients.alteryx.server.dcm import AsyncDcm, Dcm
    from paraph.clients.alteryx.server.jobs import AsyncJobs, Jobs
    from paraph.clients.alteryx.server.oauth2 import AsyncOauth2, Oauth2
    from paraph.clients.alteryx.server.schedules import AsyncSchedules, Schedules
    from paraph.clients.alteryx.server.server_data_connections import AsyncServerDataConnections, ServerDataConnections
    from paraph.clients.alteryx.server.subscriptions import AsyncSubscriptions, Subscriptions
    from paraph.clients.alteryx.server.user_groups import AsyncUserGroups, UserGroups
    from paraph.clients.alteryx.server.users import AsyncUsers, Users
    from paraph.clients.alteryx.server.workflows import AsyncWorkflows, Workflows


class ServerGroups(Client):
    """The groups of calls of version 3 of the API of Alteryx Server."""

    @cached_property
    def oauth2(self) -> Oauth2:
        """Token."""
        from paraph.clients.alteryx.server.oauth2 import Oauth2

        return Oauth2(self)

    @cached_property
    def collections(self) -> Collections:
        """add_schedule, add_user, add_workflow, create, delete, get, list, remove_schedule, remove_user, remove_user_group, remove_workflow, update, update_user_permissions, add_user_group, update_user_group_permissions, add_insight, remove_insight."""
        from paraph.clients.alteryx.server.collections import Collections

        return Collections(self)

    @cached_property
    def credentials(self) -> Credentials:
        """delete, get, list, remove_user, remove_user_group, add_user, add_user_group, create, update."""
        from paraph.clients.alteryx.server.credentials import Credentials

        return Credentials(self)

    @cached_property
    def dcm(self) -> Dcm:
        """admin_delete_connection, admin_delete_handling_rule, admin_list_connections, admin_list_handling_rules, admin_get_connection, admin_get_handling_rule, admin_stop_collaboration, admin_stop_execution, admin_create_connection, admin_create_handling_rule, delete_connection, get_connection, lookup_connection, share_for_execution, stop_execution, create_connection, get_connection_for_connect."""
        from paraph.clients.alteryx.server.dcm import Dcm

        return Dcm(self)

    @cached_property
    def jobs(self) -> Jobs:
        """messages, get."""
        from paraph.clients.alteryx.server.jobs import Jobs

        return Jobs(self)

    @cached_property
    def schedules(self) -> Schedules:
        """create, delete, get, list, update, change."""
        from paraph.clients.alteryx.server.schedules import Schedules

        return Schedules(self)

    @cached_property
    def server_data_connections(self) -> ServerDataConnections:
        """delete, get, list, update, add_user, add_user_group, remove_user, remove_user_group."""
        from paraph.clients.alteryx.server.server_data_connections import ServerDataConnections

        return ServerDataConnections(self)

    @cached_property
    def subscriptions(self) -> Subscriptions:
        """set_users, create, delete, get, list, update."""
        from paraph.clients.alteryx.server.subscriptions import Subscriptions

        return Subscriptions(self)

    @cached_property
    def user_groups(self) -> UserGroups:
        """add_active_directory_group, add_users, create, delete, get, list, remove_user, update, remove_active_directory_group."""
        from paraph.clients.alteryx.server.user_groups import UserGroups

        return UserGroups(self)

    @cached_property
    def users(self) -> Users:
        """create, deactivate, delete, get, list, assets, reset_password, transfer_assets, update."""
        from paraph.clients.alteryx.server.users import Users

        return Users(self)

    @cached_property
    def workflows(self) -> Workflows:
        """delete, download, run, list_jobs, get, questions, list, transfer, update, publish, create_version."""
        from paraph.clients.alteryx.server.workflows import Workflows

        return Workflows(self)


class AsyncServerGroups(AsyncClient):
    """The groups of calls of version 3 of the API of Alteryx Server, for asyncio."""

    @cached_property
    def oauth2(self) -> AsyncOauth2:
        """Token."""
        from paraph.clients.alteryx.server.oauth2 import AsyncOauth2

        return AsyncOauth2(self)

    @cached_property
    def collections(self) -> AsyncCollections:
        """add_schedule, add_user, add_workflow, create, delete, get, list, remove_schedule, remove_user, remove_user_group, remove_workflow, update, update_user_permissions, add_user_group, update_user_group_permissions, add_insight, remove_insight."""
        from paraph.clients.alteryx.server.collections import AsyncCollections

        return AsyncCollections(self)

    @cached_property
    def credentials(self) -> AsyncCredentials:
        """delete, get, list, remove_user, remove_user_group, add_user, add_user_group, create, update."""
        from paraph.clients.alteryx.server.credentials import AsyncCredentials

        return AsyncCredentials(self)

    @cached_property
    def dcm(self) -> AsyncDcm:
        """admin_delete_connection, admin_delete_handling_rule, admin_list_connections, admin_list_handling_rules, admin_get_connection, admin_get_handling_rule, admin_stop_collaboration, admin_stop_execution, admin_create_connection, admin_create_handling_rule, delete_connection, get_connection, lookup_connection, share_for_execution, stop_execution, create_connection, get_connection_for_connect."""
        from paraph.clients.alteryx.server.dcm import AsyncDcm

        return AsyncDcm(self)

    @cached_property
    def jobs(self) -> AsyncJobs:
        """messages, get."""
        from paraph.clients.alteryx.server.jobs import AsyncJobs

        return AsyncJobs(self)

    @cached_property
    def schedules(self) -> AsyncSchedules:
        """create, delete, get, list, update, change."""
        from paraph.clients.alteryx.server.schedules import AsyncSchedules

        return AsyncSchedules(self)

    @cached_property
    def server_data_connections(self) -> AsyncServerDataConnections:
        """delete, get, list, update, add_user, add_user_group, remove_user, remove_user_group."""
        from paraph.clients.alteryx.server.server_data_connections import AsyncServerDataConnections

        return AsyncServerDataConnections(self)

    @cached_property
    def subscriptions(self) -> AsyncSubscriptions:
        """set_users, create, delete, get, list, update."""
        from paraph.clients.alteryx.server.subscriptions import AsyncSubscriptions

        return AsyncSubscriptions(self)

    @cached_property
    def user_groups(self) -> AsyncUserGroups:
        """add_active_directory_group, add_users, create, delete, get, list, remove_user, update, remove_active_directory_group."""
        from paraph.clients.alteryx.server.user_groups import AsyncUserGroups

        return AsyncUserGroups(self)

    @cached_property
    def users(self) -> AsyncUsers:
        """create, deactivate, delete, get, list, assets, reset_password, transfer_assets, update."""
        from paraph.clients.alteryx.server.users import AsyncUsers

        return AsyncUsers(self)

    @cached_property
    def workflows(self) -> AsyncWorkflows:
        """delete, download, run, list_jobs, get, questions, list, transfer, update, publish, create_version."""
        from paraph.clients.alteryx.server.workflows import AsyncWorkflows

        return AsyncWorkflows(self)
