"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): collections. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class Collections(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): collections."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.Collection]:
        """List collections.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v1/collections/``.
        """
        return self._pages("GET /admin/v1/collections/", locals())


class AsyncCollections(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): collections; for asyncio."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.Collection]:
        """List collections.

        `page`: number of the page. `page_size`: records a page; 0 for all.

        Needs: admin key; Curator. It is ``GET /admin/v1/collections/``.
        """
        return self._pages("GET /admin/v1/collections/", locals())
