"""Calls of Duo's Admin API: groups. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records
    from paraph.clients.pages import AsyncPages, Pages


class Groups(Group):
    """Calls of Duo's Admin API: groups."""

    def list(
        self,
        *,
        group_id_list: Sequence[str] | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Group]:
        """List groups.

        `group_id_list`: ids of groups. `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/groups``.
        """
        return self._pages("GET /admin/v1/groups", locals())

    def create(
        self,
        *,
        name: str,
        desc: str | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        push_enabled: bool | None = None,
        sms_enabled: bool | None = None,
        voice_enabled: bool | None = None,
        mobile_otp_enabled: bool | None = None,
        u2f_enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.Group:
        """Create a group.

        `push_enabled`: no longer has any effect. `sms_enabled`: no longer has any effect. `voice_enabled`: no
        longer has any effect. `mobile_otp_enabled`: no longer has any effect. `u2f_enabled`: no longer has any
        effect.

        Needs: write resource. It is ``POST /admin/v1/groups``.
        """
        return self._call("POST /admin/v1/groups", locals())

    def get_v1(
        self,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.GroupWithUsers:
        """Get one group (old form, includes members; deprecated).

        Needs: read resource. It is ``GET /admin/v1/groups/{group_id}``.
        """
        return self._call("GET /admin/v1/groups/{group_id}", locals())

    def get(
        self,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.Group:
        """Get one group (without members).

        Needs: read resource. It is ``GET /admin/v2/groups/{group_id}``.
        """
        return self._call("GET /admin/v2/groups/{group_id}", locals())

    def list_users(
        self,
        group_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.GroupMember]:
        """List the members of a group.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v2/groups/{group_id}/users``.
        """
        return self._pages("GET /admin/v2/groups/{group_id}/users", locals())

    def update(
        self,
        group_id: str,
        *,
        name: str | None = None,
        desc: str | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        push_enabled: bool | None = None,
        sms_enabled: bool | None = None,
        voice_enabled: bool | None = None,
        mobile_otp_enabled: bool | None = None,
        u2f_enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.Group:
        """Change a group.

        `push_enabled`: no longer has any effect. `sms_enabled`: no longer has any effect. `voice_enabled`: no
        longer has any effect. `mobile_otp_enabled`: no longer has any effect. `u2f_enabled`: no longer has any
        effect.

        Needs: write resource. It is ``POST /admin/v1/groups/{group_id}``.
        """
        return self._call("POST /admin/v1/groups/{group_id}", locals())

    def delete(
        self,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a group.

        Needs: write resource. It is ``DELETE /admin/v1/groups/{group_id}``.
        """
        return self._call("DELETE /admin/v1/groups/{group_id}", locals())


class AsyncGroups(AsyncGroup):
    """Calls of Duo's Admin API: groups; for asyncio."""

    def list(
        self,
        *,
        group_id_list: Sequence[str] | None = None,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Group]:
        """List groups.

        `group_id_list`: ids of groups. `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v1/groups``.
        """
        return self._pages("GET /admin/v1/groups", locals())

    async def create(
        self,
        *,
        name: str,
        desc: str | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        push_enabled: bool | None = None,
        sms_enabled: bool | None = None,
        voice_enabled: bool | None = None,
        mobile_otp_enabled: bool | None = None,
        u2f_enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.Group:
        """Create a group.

        `push_enabled`: no longer has any effect. `sms_enabled`: no longer has any effect. `voice_enabled`: no
        longer has any effect. `mobile_otp_enabled`: no longer has any effect. `u2f_enabled`: no longer has any
        effect.

        Needs: write resource. It is ``POST /admin/v1/groups``.
        """
        return await self._call("POST /admin/v1/groups", locals())

    async def get_v1(
        self,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.GroupWithUsers:
        """Get one group (old form, includes members; deprecated).

        Needs: read resource. It is ``GET /admin/v1/groups/{group_id}``.
        """
        return await self._call("GET /admin/v1/groups/{group_id}", locals())

    async def get(
        self,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> records.Group:
        """Get one group (without members).

        Needs: read resource. It is ``GET /admin/v2/groups/{group_id}``.
        """
        return await self._call("GET /admin/v2/groups/{group_id}", locals())

    def list_users(
        self,
        group_id: str,
        *,
        page_size: int | None = None,
        offset: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.GroupMember]:
        """List the members of a group.

        `offset`: index of the first record.

        Needs: read resource. It is ``GET /admin/v2/groups/{group_id}/users``.
        """
        return self._pages("GET /admin/v2/groups/{group_id}/users", locals())

    async def update(
        self,
        group_id: str,
        *,
        name: str | None = None,
        desc: str | None = None,
        status: Literal["active", "bypass", "disabled"] | None = None,
        push_enabled: bool | None = None,
        sms_enabled: bool | None = None,
        voice_enabled: bool | None = None,
        mobile_otp_enabled: bool | None = None,
        u2f_enabled: bool | None = None,
        extra: Extra = None,
    ) -> records.Group:
        """Change a group.

        `push_enabled`: no longer has any effect. `sms_enabled`: no longer has any effect. `voice_enabled`: no
        longer has any effect. `mobile_otp_enabled`: no longer has any effect. `u2f_enabled`: no longer has any
        effect.

        Needs: write resource. It is ``POST /admin/v1/groups/{group_id}``.
        """
        return await self._call("POST /admin/v1/groups/{group_id}", locals())

    async def delete(
        self,
        group_id: str,
        *,
        extra: Extra = None,
    ) -> str:
        """Delete a group.

        Needs: write resource. It is ``DELETE /admin/v1/groups/{group_id}``.
        """
        return await self._call("DELETE /admin/v1/groups/{group_id}", locals())
