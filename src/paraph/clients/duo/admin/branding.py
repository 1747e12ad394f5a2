"""Calls of Duo's Admin API: branding. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class Branding(Group):
    """Calls of Duo's Admin API: branding."""

    def get(
        self,
        *,
        extra: Extra = None,
    ) -> records.Branding:
        """Read live branding.

        Needs: settings. It is ``GET /admin/v1/branding``.
        """
        return self._call("GET /admin/v1/branding", locals())

    def update(
        self,
        *,
        background_img: str | None = None,
        card_accent_color: str | None = None,
        logo: str | None = None,
        page_background_color: str | None = None,
        powered_by_duo: bool | None = None,
        sso_custom_username_label: str | None = None,
        extra: Extra = None,
    ) -> records.Branding:
        """Change live branding.

        Needs: settings. It is ``POST /admin/v1/branding``.
        """
        return self._call("POST /admin/v1/branding", locals())

    def get_draft(
        self,
        *,
        extra: Extra = None,
    ) -> records.BrandingDraft:
        """Read draft branding.

        Needs: settings. It is ``GET /admin/v1/branding/draft``.
        """
        return self._call("GET /admin/v1/branding/draft", locals())

    def update_draft(
        self,
        *,
        background_img: str | None = None,
        card_accent_color: str | None = None,
        logo: str | None = None,
        page_background_color: str | None = None,
        powered_by_duo: bool | None = None,
        sso_custom_username_label: str | None = None,
        user_ids: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.BrandingDraft:
        """Change draft branding.

        `user_ids`: who sees the draft.

        Needs: settings. It is ``POST /admin/v1/branding/draft``.
        """
        return self._call("POST /admin/v1/branding/draft", locals())

    def add_draft_user(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Let a user see the draft.

        Needs: settings. It is ``POST /admin/v1/branding/draft/users/{user_id}``.
        """
        return self._call("POST /admin/v1/branding/draft/users/{user_id}", locals())

    def remove_draft_user(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Stop showing the draft to a user.

        Needs: settings. It is ``DELETE /admin/v1/branding/draft/users/{user_id}``.
        """
        return self._call("DELETE /admin/v1/branding/draft/users/{user_id}", locals())

    def publish_draft(
        self,
        *,
        extra: Extra = None,
    ) -> Any:
        """Publish the draft.

        Needs: settings. It is ``POST /admin/v1/branding/draft/publish``.
        """
        return self._call("POST /admin/v1/branding/draft/publish", locals())

    def get_messaging(
        self,
        *,
        extra: Extra = None,
    ) -> records.CustomMessaging:
        """Read custom help messaging.

        Needs: settings. It is ``GET /admin/v1/branding/custom_messaging``.
        """
        return self._call("GET /admin/v1/branding/custom_messaging", locals())

    def update_messaging(
        self,
        *,
        help_links: Any | None = None,
        help_text: str | None = None,
        locale: str | None = None,
        extra: Extra = None,
    ) -> records.CustomMessaging:
        """Change custom help messaging.

        Needs: settings. It is ``POST /admin/v1/branding/custom_messaging``.
        """
        return self._call("POST /admin/v1/branding/custom_messaging", locals())


class AsyncBranding(AsyncGroup):
    """Calls of Duo's Admin API: branding; for asyncio."""

    async def get(
        self,
        *,
        extra: Extra = None,
    ) -> records.Branding:
        """Read live branding.

        Needs: settings. It is ``GET /admin/v1/branding``.
        """
        return await self._call("GET /admin/v1/branding", locals())

    async def update(
        self,
        *,
        background_img: str | None = None,
        card_accent_color: str | None = None,
        logo: str | None = None,
        page_background_color: str | None = None,
        powered_by_duo: bool | None = None,
        sso_custom_username_label: str | None = None,
        extra: Extra = None,
    ) -> records.Branding:
        """Change live branding.

        Needs: settings. It is ``POST /admin/v1/branding``.
        """
        return await self._call("POST /admin/v1/branding", locals())

    async def get_draft(
        self,
        *,
        extra: Extra = None,
    ) -> records.BrandingDraft:
        """Read draft branding.

        Needs: settings. It is ``GET /admin/v1/branding/draft``.
        """
        return await self._call("GET /admin/v1/branding/draft", locals())

    async def update_draft(
        self,
        *,
        background_img: str | None = None,
        card_accent_color: str | None = None,
        logo: str | None = None,
        page_background_color: str | None = None,
        powered_by_duo: bool | None = None,
        sso_custom_username_label: str | None = None,
        user_ids: Sequence[str] | None = None,
        extra: Extra = None,
    ) -> records.BrandingDraft:
        """Change draft branding.

        `user_ids`: who sees the draft.

        Needs: settings. It is ``POST /admin/v1/branding/draft``.
        """
        return await self._call("POST /admin/v1/branding/draft", locals())

    async def add_draft_user(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Let a user see the draft.

        Needs: settings. It is ``POST /admin/v1/branding/draft/users/{user_id}``.
        """
        return await self._call("POST /admin/v1/branding/draft/users/{user_id}", locals())

    async def remove_draft_user(
        self,
        user_id: str,
        *,
        extra: Extra = None,
    ) -> Any:
        """Stop showing the draft to a user.

        Needs: settings. It is ``DELETE /admin/v1/branding/draft/users/{user_id}``.
        """
        return await self._call("DELETE /admin/v1/branding/draft/users/{user_id}", locals())

    async def publish_draft(
        self,
        *,
        extra: Extra = None,
    ) -> Any:
        """Publish the draft.

        Needs: settings. It is ``POST /admin/v1/branding/draft/publish``.
        """
        return await self._call("POST /admin/v1/branding/draft/publish", locals())

    async def get_messaging(
        self,
        *,
        extra: Extra = None,
    ) -> records.CustomMessaging:
        """Read custom help messaging.

        Needs: settings. It is ``GET /admin/v1/branding/custom_messaging``.
        """
        return await self._call("GET /admin/v1/branding/custom_messaging", locals())

    async def update_messaging(
        self,
        *,
        help_links: Any | None = None,
        help_text: str | None = None,
        locale: str | None = None,
        extra: Extra = None,
    ) -> records.CustomMessaging:
        """Change custom help messaging.

        Needs: settings. It is ``POST /admin/v1/branding/custom_messaging``.
        """
        return await self._call("POST /admin/v1/branding/custom_messaging", locals())
