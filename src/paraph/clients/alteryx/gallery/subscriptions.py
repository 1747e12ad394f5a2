"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): subscriptions. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class Subscriptions(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): subscriptions."""

    def list_v1(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DeprecatedAdminApiSubscriptionView]:
        """List studios (subscriptions).

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v1/subscriptions/``.
        """
        return self._pages("GET /admin/v1/subscriptions/", locals())

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AdminApiSubscriptionView]:
        """List studios.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v2/subscriptions/``.
        """
        return self._pages("GET /admin/v2/subscriptions/", locals())


class AsyncSubscriptions(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): subscriptions; for asyncio."""

    def list_v1(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DeprecatedAdminApiSubscriptionView]:
        """List studios (subscriptions).

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v1/subscriptions/``.
        """
        return self._pages("GET /admin/v1/subscriptions/", locals())

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AdminApiSubscriptionView]:
        """List studios.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v2/subscriptions/``.
        """
        return self._pages("GET /admin/v2/subscriptions/", locals())
