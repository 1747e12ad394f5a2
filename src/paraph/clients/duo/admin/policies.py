"""Calls of Duo's Admin API: policies. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Policies(Group):
    """Calls of Duo's Admin API: policies."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Policy]:
        """List policies (order not defined).

        `offset`: index of the first record.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies``.
        """
        return self._pages("GET /admin/v2/policies", locals())

    def create(
        self,
        *,
        policy_name: str,
        apply_to_apps: Sequence[str] | None = None,
        apply_to_groups_in_apps: Sequence[Mapping[str, Any]] | records.PoliciesCreateApplyToGroupsInApps | None = None,
        sections: Mapping[str, Any] | None = None,
        extra: Extra = None,
    ) -> records.Policy:
        """Create a policy.

        `apply_to_apps`: integration keys. `apply_to_groups_in_apps`: a list, or an object that holds it as
        apply_group_policies_list. `sections`: settings by section.

        Needs: applications (unconfirmed). It is ``POST /admin/v2/policies``.
        """
        return self._call("POST /admin/v2/policies", locals())

    def get_global(
        self,
        *,
        extra: Extra = None,
    ) -> records.Policy:
        """Get the global policy.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/global``.
        """
        return self._call("GET /admin/v2/policies/global", locals())

    def summary(
        self,
        *,
        extra: Extra = None,
    ) -> records.PolicySummary:
        """Summary of policies and where they apply.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/summary``.
        """
        return self._call("GET /admin/v2/policies/summary", locals())

    def calculate(
        self,
        *,
        integration_key: str,
        user_id: str,
        extra: Extra = None,
    ) -> records.EffectivePolicy:
        """Compute the effective policy of a user and application.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/calculate``.
        """
        return self._call("GET /admin/v2/policies/calculate", locals())

    def copy(
        self,
        *,
        policy_key: str,
        new_policy_names_list: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.PoliciesCopy:
        """Copy a policy under new names.

        `new_policy_names_list`: one copy for each name.

        Needs: applications (unconfirmed). It is ``POST /admin/v2/policies/copy``.
        """
        return self._call("POST /admin/v2/policies/copy", locals())

    def update_many(
        self,
        *,
        policies_to_update: records.PoliciesUpdateManyPoliciesToUpdate,
        policy_changes: records.PoliciesUpdateManyPolicyChanges,
        extra: Extra = None,
    ) -> builtins.list[records.Policy]:
        """Change several policies.

        Needs: applications (unconfirmed). It is ``PUT /admin/v2/policies/update``.
        """
        return self._call("PUT /admin/v2/policies/update", locals())

    def get(
        self,
        policy_key: str,
        *,
        extra: Extra = None,
    ) -> records.Policy:
        """Get one policy.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/{policy_key}``.
        """
        return self._call("GET /admin/v2/policies/{policy_key}", locals())

    def update(
        self,
        policy_key: str,
        *,
        policy_name: str | None = None,
        apply_to_apps: Sequence[str] | None = None,
        apply_to_groups_in_apps: Sequence[Mapping[str, Any]] | records.PoliciesUpdateApplyToGroupsInApps | None = None,
        sections: Mapping[str, Any] | None = None,
        sections_to_delete: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.Policy:
        """Change one policy.

        `apply_to_apps`: integration keys. `apply_to_groups_in_apps`: a list, or an object that holds it as
        apply_group_policies_list. `sections`: settings by section. `sections_to_delete`: names of sections.

        Needs: applications (unconfirmed). It is ``PUT /admin/v2/policies/{policy_key}``.
        """
        return self._call("PUT /admin/v2/policies/{policy_key}", locals())

    def delete(
        self,
        policy_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a policy.

        Needs: applications (unconfirmed). It is ``DELETE /admin/v2/policies/{policy_key}``.
        """
        return self._call("DELETE /admin/v2/policies/{policy_key}", locals())


class AsyncPolicies(AsyncGroup):
    """Calls of Duo's Admin API: policies; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Policy]:
        """List policies (order not defined).

        `offset`: index of the first record.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies``.
        """
        return self._pages("GET /admin/v2/policies", locals())

    async def create(
        self,
        *,
        policy_name: str,
        apply_to_apps: Sequence[str] | None = None,
        apply_to_groups_in_apps: Sequence[Mapping[str, Any]] | records.PoliciesCreateApplyToGroupsInApps | None = None,
        sections: Mapping[str, Any] | None = None,
        extra: Extra = None,
    ) -> records.Policy:
        """Create a policy.

        `apply_to_apps`: integration keys. `apply_to_groups_in_apps`: a list, or an object that holds it as
        apply_group_policies_list. `sections`: settings by section.

        Needs: applications (unconfirmed). It is ``POST /admin/v2/policies``.
        """
        return await self._call("POST /admin/v2/policies", locals())

    async def get_global(
        self,
        *,
        extra: Extra = None,
    ) -> records.Policy:
        """Get the global policy.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/global``.
        """
        return await self._call("GET /admin/v2/policies/global", locals())

    async def summary(
        self,
        *,
        extra: Extra = None,
    ) -> records.PolicySummary:
        """Summary of policies and where they apply.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/summary``.
        """
        return await self._call("GET /admin/v2/policies/summary", locals())

    async def calculate(
        self,
        *,
        integration_key: str,
        user_id: str,
        extra: Extra = None,
    ) -> records.EffectivePolicy:
        """Compute the effective policy of a user and application.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/calculate``.
        """
        return await self._call("GET /admin/v2/policies/calculate", locals())

    async def copy(
        self,
        *,
        policy_key: str,
        new_policy_names_list: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.PoliciesCopy:
        """Copy a policy under new names.

        `new_policy_names_list`: one copy for each name.

        Needs: applications (unconfirmed). It is ``POST /admin/v2/policies/copy``.
        """
        return await self._call("POST /admin/v2/policies/copy", locals())

    async def update_many(
        self,
        *,
        policies_to_update: records.PoliciesUpdateManyPoliciesToUpdate,
        policy_changes: records.PoliciesUpdateManyPolicyChanges,
        extra: Extra = None,
    ) -> builtins.list[records.Policy]:
        """Change several policies.

        Needs: applications (unconfirmed). It is ``PUT /admin/v2/policies/update``.
        """
        return await self._call("PUT /admin/v2/policies/update", locals())

    async def get(
        self,
        policy_key: str,
        *,
        extra: Extra = None,
    ) -> records.Policy:
        """Get one policy.

        Needs: applications (unconfirmed). It is ``GET /admin/v2/policies/{policy_key}``.
        """
        return await self._call("GET /admin/v2/policies/{policy_key}", locals())

    async def update(
        self,
        policy_key: str,
        *,
        policy_name: str | None = None,
        apply_to_apps: Sequence[str] | None = None,
        apply_to_groups_in_apps: Sequence[Mapping[str, Any]] | records.PoliciesUpdateApplyToGroupsInApps | None = None,
        sections: Mapping[str, Any] | None = None,
        sections_to_delete: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.Policy:
        """Change one policy.

        `apply_to_apps`: integration keys. `apply_to_groups_in_apps`: a list, or an object that holds it as
        apply_group_policies_list. `sections`: settings by section. `sections_to_delete`: names of sections.

        Needs: applications (unconfirmed). It is ``PUT /admin/v2/policies/{policy_key}``.
        """
        return await self._call("PUT /admin/v2/policies/{policy_key}", locals())

    async def delete(
        self,
        policy_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a policy.

        Needs: applications (unconfirmed). It is ``DELETE /admin/v2/policies/{policy_key}``.
        """
        return await self._call("DELETE /admin/v2/policies/{policy_key}", locals())
