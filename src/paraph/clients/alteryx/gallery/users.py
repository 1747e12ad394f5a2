"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): users. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class Users(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): users."""

    def list_v1(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DeprecatedAdminApiUserView]:
        """List users.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        whether page is zero based here is unconfirmed. Needs: admin key; Curator. It is ``GET /admin/v1/users/``.
        """
        return self._pages("GET /admin/v1/users/", locals())

    def list(
        self,
        *,
        subscription_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AdminApiUserView]:
        """List users.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v2/users/``.
        """
        return self._pages("GET /admin/v2/users/", locals())


class AsyncUsers(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): users; for asyncio."""

    def list_v1(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DeprecatedAdminApiUserView]:
        """List users.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        whether page is zero based here is unconfirmed. Needs: admin key; Curator. It is ``GET /admin/v1/users/``.
        """
        return self._pages("GET /admin/v1/users/", locals())

    def list(
        self,
        *,
        subscription_id: str | None = None,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AdminApiUserView]:
        """List users.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v2/users/``.
        """
        return self._pages("GET /admin/v2/users/", locals())
