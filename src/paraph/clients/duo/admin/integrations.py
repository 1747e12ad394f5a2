"""Calls of Duo's Admin API: integrations. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Integrations(Group):
    """Calls of Duo's Admin API: integrations."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Integration]:
        """List integrations.

        `offset`: index of the first record.

        A copy of older documentation asks for the permission to read resources instead. Needs: applications
        (unconfirmed). It is ``GET /admin/v3/integrations``.
        """
        return self._pages("GET /admin/v3/integrations", locals())

    def create(
        self,
        *,
        name: str,
        type: str,
        adminapi_admins: bool | None = None,
        adminapi_admins_read: bool | None = None,
        adminapi_allow_to_set_permissions: bool | None = None,
        adminapi_info: bool | None = None,
        adminapi_integrations: bool | None = None,
        adminapi_read_log: bool | None = None,
        adminapi_read_resource: bool | None = None,
        adminapi_settings: bool | None = None,
        adminapi_write_resource: bool | None = None,
        enroll_policy: Literal["enroll", "allow", "deny"] | None = None,
        greeting: str | None = None,
        groups_allowed: str | None = None,
        ip_whitelist: str | None = None,
        ip_whitelist_enroll_policy: str | None = None,
        networks_for_api_access: str | None = None,
        notes: str | None = None,
        trusted_device_days: int | None = None,
        self_service_allowed: bool | None = None,
        sso: Mapping[str, Any] | None = None,
        user_access: str | None = None,
        username_normalization_policy: Literal["none", "simple"] | None = None,
        visual_style: str | None = None,
        extra: Extra = None,
    ) -> records.Integration:
        """Create an integration.

        `type`: the kind of application. `enroll_policy`: enroll unless told, when created. `greeting`: what the
        telephone call says. `groups_allowed`: ids of groups, with commas between them. `ip_whitelist`: addresses
        and ranges, with commas between them. `networks_for_api_access`: addresses and ranges, with commas between
        them. `user_access`: who may use it, where no groups are named. `visual_style`: no longer has any effect.

        Without user_access nobody may use a new application. Needs: applications. It is ``POST
        /admin/v3/integrations``.
        """
        return self._call("POST /admin/v3/integrations", locals())

    def get(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Get one integration.

        Needs: applications (unconfirmed). It is ``GET /admin/v3/integrations/{integration_key}``.
        """
        return self._call("GET /admin/v3/integrations/{integration_key}", locals())

    def update(
        self,
        integration_key: str,
        *,
        name: str | None = None,
        adminapi_admins: bool | None = None,
        adminapi_admins_read: bool | None = None,
        adminapi_allow_to_set_permissions: bool | None = None,
        adminapi_info: bool | None = None,
        adminapi_integrations: bool | None = None,
        adminapi_read_log: bool | None = None,
        adminapi_read_resource: bool | None = None,
        adminapi_settings: bool | None = None,
        adminapi_write_resource: bool | None = None,
        enroll_policy: Literal["enroll", "allow", "deny"] | None = None,
        greeting: str | None = None,
        groups_allowed: str | None = None,
        ip_whitelist: str | None = None,
        ip_whitelist_enroll_policy: str | None = None,
        networks_for_api_access: str | None = None,
        notes: str | None = None,
        trusted_device_days: int | None = None,
        self_service_allowed: bool | None = None,
        sso: Mapping[str, Any] | None = None,
        user_access: str | None = None,
        username_normalization_policy: Literal["none", "simple"] | None = None,
        visual_style: str | None = None,
        policy_key: str | None = None,
        prompt_v4_enabled: bool | None = None,
        reset_secret_key: bool | None = None,
        extra: Extra = None,
    ) -> records.Integration:
        """Change an integration or reset its secret.

        `enroll_policy`: enroll unless told, when created. `greeting`: what the telephone call says.
        `groups_allowed`: ids of groups, with commas between them. `ip_whitelist`: addresses and ranges, with commas
        between them. `networks_for_api_access`: addresses and ranges, with commas between them. `user_access`: who
        may use it, where no groups are named. `visual_style`: no longer has any effect. `reset_secret_key`: answer
        with a new secret key.

        An integration cannot reset its own secret key, and, unconfirmed, sets permissions only with
        adminapi_allow_to_set_permissions. Needs: applications. It is ``POST
        /admin/v3/integrations/{integration_key}``.
        """
        return self._call("POST /admin/v3/integrations/{integration_key}", locals())

    def delete(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an integration.

        The integration that signs the request cannot delete itself. Needs: applications. It is ``DELETE
        /admin/v3/integrations/{integration_key}``.
        """
        return self._call("DELETE /admin/v3/integrations/{integration_key}", locals())

    def list_v1(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Integration]:
        """List integrations (v1).

        `offset`: index of the first record.

        Superseded by v3. Needs: applications (unconfirmed). It is ``GET /admin/v1/integrations``.
        """
        return self._pages("GET /admin/v1/integrations", locals())

    def create_v1(
        self,
        *,
        name: str,
        type: str,
        extra: Extra = None,
    ) -> records.Integration:
        """Create an integration (v1).

        `type`: the kind of application.

        Superseded by v3. Needs: applications. It is ``POST /admin/v1/integrations``.
        """
        return self._call("POST /admin/v1/integrations", locals())

    def get_v1(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Get one integration (v1).

        Superseded by v3. Needs: applications (unconfirmed). It is ``GET /admin/v1/integrations/{integration_key}``.
        """
        return self._call("GET /admin/v1/integrations/{integration_key}", locals())

    def update_v1(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Change an integration (v1).

        Superseded by v3. Needs: applications. It is ``POST /admin/v1/integrations/{integration_key}``.
        """
        return self._call("POST /admin/v1/integrations/{integration_key}", locals())

    def delete_v1(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an integration (v1).

        Superseded by v3. Needs: applications. It is ``DELETE /admin/v1/integrations/{integration_key}``.
        """
        return self._call("DELETE /admin/v1/integrations/{integration_key}", locals())

    def list_v2(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Integration]:
        """List integrations (v2).

        `offset`: index of the first record.

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations``.
        """
        return self._pages("GET /admin/v2/integrations", locals())

    def create_v2(
        self,
        *,
        name: str,
        type: str,
        extra: Extra = None,
    ) -> records.Integration:
        """Create an integration (v2).

        `type`: the kind of application.

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations``.
        """
        return self._call("POST /admin/v2/integrations", locals())

    def get_v2(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Get one integration (v2).

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations/{integration_key}``.
        """
        return self._call("GET /admin/v2/integrations/{integration_key}", locals())

    def update_v2(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Change an integration (v2).

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations/{integration_key}``.
        """
        return self._call("POST /admin/v2/integrations/{integration_key}", locals())

    def delete_v2(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an integration (v2).

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``DELETE
        /admin/v2/integrations/{integration_key}``.
        """
        return self._call("DELETE /admin/v2/integrations/{integration_key}", locals())

    def get_secret_key(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.SecretKey:
        """Read an integration's secret key.

        Needs: applications (unconfirmed). It is ``GET /admin/v1/integrations/{integration_key}/skey``.
        """
        return self._call("GET /admin/v1/integrations/{integration_key}/skey", locals())

    def get_client_secret(
        self,
        integration_key: str,
        client_id: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Read an OAuth client-credentials secret.

        Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}``.
        """
        return self._call("GET /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}", locals())

    def reset_client_secret(
        self,
        integration_key: str,
        client_id: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Reset an OAuth client-credentials secret.

        Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}``.
        """
        return self._call("POST /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}", locals())

    def get_oidc_secret(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Read an OIDC client secret.

        Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations/oidc/{integration_key}/client_secret``.
        """
        return self._call("GET /admin/v2/integrations/oidc/{integration_key}/client_secret", locals())

    def reset_oidc_secret(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Reset an OIDC client secret.

        Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations/oidc/{integration_key}/client_secret``.
        """
        return self._call("POST /admin/v2/integrations/oidc/{integration_key}/client_secret", locals())


class AsyncIntegrations(AsyncGroup):
    """Calls of Duo's Admin API: integrations; for asyncio."""

    def list(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Integration]:
        """List integrations.

        `offset`: index of the first record.

        A copy of older documentation asks for the permission to read resources instead. Needs: applications
        (unconfirmed). It is ``GET /admin/v3/integrations``.
        """
        return self._pages("GET /admin/v3/integrations", locals())

    async def create(
        self,
        *,
        name: str,
        type: str,
        adminapi_admins: bool | None = None,
        adminapi_admins_read: bool | None = None,
        adminapi_allow_to_set_permissions: bool | None = None,
        adminapi_info: bool | None = None,
        adminapi_integrations: bool | None = None,
        adminapi_read_log: bool | None = None,
        adminapi_read_resource: bool | None = None,
        adminapi_settings: bool | None = None,
        adminapi_write_resource: bool | None = None,
        enroll_policy: Literal["enroll", "allow", "deny"] | None = None,
        greeting: str | None = None,
        groups_allowed: str | None = None,
        ip_whitelist: str | None = None,
        ip_whitelist_enroll_policy: str | None = None,
        networks_for_api_access: str | None = None,
        notes: str | None = None,
        trusted_device_days: int | None = None,
        self_service_allowed: bool | None = None,
        sso: Mapping[str, Any] | None = None,
        user_access: str | None = None,
        username_normalization_policy: Literal["none", "simple"] | None = None,
        visual_style: str | None = None,
        extra: Extra = None,
    ) -> records.Integration:
        """Create an integration.

        `type`: the kind of application. `enroll_policy`: enroll unless told, when created. `greeting`: what the
        telephone call says. `groups_allowed`: ids of groups, with commas between them. `ip_whitelist`: addresses
        and ranges, with commas between them. `networks_for_api_access`: addresses and ranges, with commas between
        them. `user_access`: who may use it, where no groups are named. `visual_style`: no longer has any effect.

        Without user_access nobody may use a new application. Needs: applications. It is ``POST
        /admin/v3/integrations``.
        """
        return await self._call("POST /admin/v3/integrations", locals())

    async def get(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Get one integration.

        Needs: applications (unconfirmed). It is ``GET /admin/v3/integrations/{integration_key}``.
        """
        return await self._call("GET /admin/v3/integrations/{integration_key}", locals())

    async def update(
        self,
        integration_key: str,
        *,
        name: str | None = None,
        adminapi_admins: bool | None = None,
        adminapi_admins_read: bool | None = None,
        adminapi_allow_to_set_permissions: bool | None = None,
        adminapi_info: bool | None = None,
        adminapi_integrations: bool | None = None,
        adminapi_read_log: bool | None = None,
        adminapi_read_resource: bool | None = None,
        adminapi_settings: bool | None = None,
        adminapi_write_resource: bool | None = None,
        enroll_policy: Literal["enroll", "allow", "deny"] | None = None,
        greeting: str | None = None,
        groups_allowed: str | None = None,
        ip_whitelist: str | None = None,
        ip_whitelist_enroll_policy: str | None = None,
        networks_for_api_access: str | None = None,
        notes: str | None = None,
        trusted_device_days: int | None = None,
        self_service_allowed: bool | None = None,
        sso: Mapping[str, Any] | None = None,
        user_access: str | None = None,
        username_normalization_policy: Literal["none", "simple"] | None = None,
        visual_style: str | None = None,
        policy_key: str | None = None,
        prompt_v4_enabled: bool | None = None,
        reset_secret_key: bool | None = None,
        extra: Extra = None,
    ) -> records.Integration:
        """Change an integration or reset its secret.

        `enroll_policy`: enroll unless told, when created. `greeting`: what the telephone call says.
        `groups_allowed`: ids of groups, with commas between them. `ip_whitelist`: addresses and ranges, with commas
        between them. `networks_for_api_access`: addresses and ranges, with commas between them. `user_access`: who
        may use it, where no groups are named. `visual_style`: no longer has any effect. `reset_secret_key`: answer
        with a new secret key.

        An integration cannot reset its own secret key, and, unconfirmed, sets permissions only with
        adminapi_allow_to_set_permissions. Needs: applications. It is ``POST
        /admin/v3/integrations/{integration_key}``.
        """
        return await self._call("POST /admin/v3/integrations/{integration_key}", locals())

    async def delete(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an integration.

        The integration that signs the request cannot delete itself. Needs: applications. It is ``DELETE
        /admin/v3/integrations/{integration_key}``.
        """
        return await self._call("DELETE /admin/v3/integrations/{integration_key}", locals())

    def list_v1(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Integration]:
        """List integrations (v1).

        `offset`: index of the first record.

        Superseded by v3. Needs: applications (unconfirmed). It is ``GET /admin/v1/integrations``.
        """
        return self._pages("GET /admin/v1/integrations", locals())

    async def create_v1(
        self,
        *,
        name: str,
        type: str,
        extra: Extra = None,
    ) -> records.Integration:
        """Create an integration (v1).

        `type`: the kind of application.

        Superseded by v3. Needs: applications. It is ``POST /admin/v1/integrations``.
        """
        return await self._call("POST /admin/v1/integrations", locals())

    async def get_v1(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Get one integration (v1).

        Superseded by v3. Needs: applications (unconfirmed). It is ``GET /admin/v1/integrations/{integration_key}``.
        """
        return await self._call("GET /admin/v1/integrations/{integration_key}", locals())

    async def update_v1(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Change an integration (v1).

        Superseded by v3. Needs: applications. It is ``POST /admin/v1/integrations/{integration_key}``.
        """
        return await self._call("POST /admin/v1/integrations/{integration_key}", locals())

    async def delete_v1(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an integration (v1).

        Superseded by v3. Needs: applications. It is ``DELETE /admin/v1/integrations/{integration_key}``.
        """
        return await self._call("DELETE /admin/v1/integrations/{integration_key}", locals())

    def list_v2(
        self,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Integration]:
        """List integrations (v2).

        `offset`: index of the first record.

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations``.
        """
        return self._pages("GET /admin/v2/integrations", locals())

    async def create_v2(
        self,
        *,
        name: str,
        type: str,
        extra: Extra = None,
    ) -> records.Integration:
        """Create an integration (v2).

        `type`: the kind of application.

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations``.
        """
        return await self._call("POST /admin/v2/integrations", locals())

    async def get_v2(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Get one integration (v2).

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations/{integration_key}``.
        """
        return await self._call("GET /admin/v2/integrations/{integration_key}", locals())

    async def update_v2(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.Integration:
        """Change an integration (v2).

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations/{integration_key}``.
        """
        return await self._call("POST /admin/v2/integrations/{integration_key}", locals())

    async def delete_v2(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete an integration (v2).

        Superseded by v3; the first to show the sso object. Needs: applications (unconfirmed). It is ``DELETE
        /admin/v2/integrations/{integration_key}``.
        """
        return await self._call("DELETE /admin/v2/integrations/{integration_key}", locals())

    async def get_secret_key(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.SecretKey:
        """Read an integration's secret key.

        Needs: applications (unconfirmed). It is ``GET /admin/v1/integrations/{integration_key}/skey``.
        """
        return await self._call("GET /admin/v1/integrations/{integration_key}/skey", locals())

    async def get_client_secret(
        self,
        integration_key: str,
        client_id: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Read an OAuth client-credentials secret.

        Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}``.
        """
        return await self._call(
            "GET /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}", locals()
        )

    async def reset_client_secret(
        self,
        integration_key: str,
        client_id: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Reset an OAuth client-credentials secret.

        Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}``.
        """
        return await self._call(
            "POST /admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}", locals()
        )

    async def get_oidc_secret(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Read an OIDC client secret.

        Needs: applications (unconfirmed). It is ``GET
        /admin/v2/integrations/oidc/{integration_key}/client_secret``.
        """
        return await self._call("GET /admin/v2/integrations/oidc/{integration_key}/client_secret", locals())

    async def reset_oidc_secret(
        self,
        integration_key: str,
        *,
        extra: Extra = None,
    ) -> records.ClientSecret:
        """Reset an OIDC client secret.

        Needs: applications (unconfirmed). It is ``POST
        /admin/v2/integrations/oidc/{integration_key}/client_secret``.
        """
        return await self._call("POST /admin/v2/integrations/oidc/{integration_key}/client_secret", locals())
