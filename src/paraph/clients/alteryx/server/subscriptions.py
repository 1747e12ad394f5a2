"""Calls of version 3 of the API of Alteryx Server: subscriptions. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.arguments import UNSET
from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra, Unset


class Subscriptions(Group):
    """Calls of version 3 of the API of Alteryx Server: subscriptions."""

    def set_users(
        self,
        subscription_id: str,
        *,
        user_ids: Sequence[str],
        extra: Extra = None,
    ) -> None:
        """Change users subscription.

        Needs: Curator (unconfirmed). It is ``PUT /v3/subscriptions/{subscriptionId}/users``.
        """
        return self._call("PUT /v3/subscriptions/{subscriptionId}/users", locals())

    def create(
        self,
        *,
        name: str,
        extra: Extra = None,
    ) -> str:
        """Create new subscription.

        Needs: Curator (unconfirmed). It is ``POST /v3/subscriptions``.
        """
        return self._call("POST /v3/subscriptions", locals())

    def delete(
        self,
        *,
        subscription_id: str,
        extra: Extra = None,
    ) -> None:
        """Delete an existing subscription.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/subscriptions``.
        """
        return self._call("DELETE /v3/subscriptions", locals())

    def get(
        self,
        subscription_id: str,
        *,
        extra: Extra = None,
    ) -> records.SubscriptionUserWorkflowDetailsView:
        """Retrieve details about an existing subscription.

        Needs: Curator (unconfirmed). It is ``GET /v3/subscriptions/{subscriptionId}``.
        """
        return self._call("GET /v3/subscriptions/{subscriptionId}", locals())

    def list(
        self,
        *,
        name: str | None = None,
        can_share_schedule: bool | None = None,
        default_workflow_credential_id: str | None = None,
        user_count_greater_than_equals: int | None = None,
        user_count_less_than_equals: int | None = None,
        workflow_count_greater_than_equals: int | None = None,
        workflow_count_less_than_equals: int | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.SubscriptionUserWorkflowCountView]:
        """Retrieve details about existing subscriptions.

        Needs: Curator (unconfirmed). It is ``GET /v3/subscriptions``.
        """
        return self._call("GET /v3/subscriptions", locals())

    def update(
        self,
        subscription_id: str,
        *,
        name: str | None = None,
        can_share_schedule: bool | None = None,
        default_workflow_credential_id: str | Unset | None = UNSET,
        extra: Extra = None,
    ) -> records.SubscriptionView:
        """Update an existing subscription.

        Needs: Curator (unconfirmed). It is ``PUT /v3/subscriptions/{subscriptionId}``.
        """
        return self._call("PUT /v3/subscriptions/{subscriptionId}", locals())


class AsyncSubscriptions(AsyncGroup):
    """Calls of version 3 of the API of Alteryx Server: subscriptions; for asyncio."""

    async def set_users(
        self,
        subscription_id: str,
        *,
        user_ids: Sequence[str],
        extra: Extra = None,
    ) -> None:
        """Change users subscription.

        Needs: Curator (unconfirmed). It is ``PUT /v3/subscriptions/{subscriptionId}/users``.
        """
        return await self._call("PUT /v3/subscriptions/{subscriptionId}/users", locals())

    async def create(
        self,
        *,
        name: str,
        extra: Extra = None,
    ) -> str:
        """Create new subscription.

        Needs: Curator (unconfirmed). It is ``POST /v3/subscriptions``.
        """
        return await self._call("POST /v3/subscriptions", locals())

    async def delete(
        self,
        *,
        subscription_id: str,
        extra: Extra = None,
    ) -> None:
        """Delete an existing subscription.

        Needs: Curator (unconfirmed). It is ``DELETE /v3/subscriptions``.
        """
        return await self._call("DELETE /v3/subscriptions", locals())

    async def get(
        self,
        subscription_id: str,
        *,
        extra: Extra = None,
    ) -> records.SubscriptionUserWorkflowDetailsView:
        """Retrieve details about an existing subscription.

        Needs: Curator (unconfirmed). It is ``GET /v3/subscriptions/{subscriptionId}``.
        """
        return await self._call("GET /v3/subscriptions/{subscriptionId}", locals())

    async def list(
        self,
        *,
        name: str | None = None,
        can_share_schedule: bool | None = None,
        default_workflow_credential_id: str | None = None,
        user_count_greater_than_equals: int | None = None,
        user_count_less_than_equals: int | None = None,
        workflow_count_greater_than_equals: int | None = None,
        workflow_count_less_than_equals: int | None = None,
        extra: Extra = None,
    ) -> builtins.list[records.SubscriptionUserWorkflowCountView]:
        """Retrieve details about existing subscriptions.

        Needs: Curator (unconfirmed). It is ``GET /v3/subscriptions``.
        """
        return await self._call("GET /v3/subscriptions", locals())

    async def update(
        self,
        subscription_id: str,
        *,
        name: str | None = None,
        can_share_schedule: bool | None = None,
        default_workflow_credential_id: str | Unset | None = UNSET,
        extra: Extra = None,
    ) -> records.SubscriptionView:
        """Update an existing subscription.

        Needs: Curator (unconfirmed). It is ``PUT /v3/subscriptions/{subscriptionId}``.
        """
        return await self._call("PUT /v3/subscriptions/{subscriptionId}", locals())
