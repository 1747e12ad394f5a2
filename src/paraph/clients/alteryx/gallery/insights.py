"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): insights. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class Insights(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): insights."""

    def list_v1(
        self,
        *,
        search: str | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DeprecatedInsightMetaInfo]:
        """Find insights.

        `search`: only what holds this text. `offset`: index of the first record. `page_size`: how many records; all
        without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/insights/``.
        """
        return self._pages("GET /admin/v1/insights/", locals())

    def list(
        self,
        *,
        search: str | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.InsightMetaInfo]:
        """Find insights.

        `search`: only what holds this text. `offset`: index of the first record. `page_size`: how many records; all
        without it.

        Needs: admin key; Curator. It is ``GET /admin/v2/insights/``.
        """
        return self._pages("GET /admin/v2/insights/", locals())


class AsyncInsights(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): insights; for asyncio."""

    def list_v1(
        self,
        *,
        search: str | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DeprecatedInsightMetaInfo]:
        """Find insights.

        `search`: only what holds this text. `offset`: index of the first record. `page_size`: how many records; all
        without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/insights/``.
        """
        return self._pages("GET /admin/v1/insights/", locals())

    def list(
        self,
        *,
        search: str | None = None,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.InsightMetaInfo]:
        """Find insights.

        `search`: only what holds this text. `offset`: index of the first record. `page_size`: how many records; all
        without it.

        Needs: admin key; Curator. It is ``GET /admin/v2/insights/``.
        """
        return self._pages("GET /admin/v2/insights/", locals())
