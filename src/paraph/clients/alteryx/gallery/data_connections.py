"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): data connections. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class DataConnections(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): data connections."""

    def list_server(
        self,
        *,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DataConnectionSearchView]:
        """Data connections made in the Gallery.

        `offset`: index of the first record. `page_size`: how many records; all without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/serverdataconnections/``.
        """
        return self._pages("GET /admin/v1/serverdataconnections/", locals())

    def list_system(
        self,
        *,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.DataConnectionSummaryView]:
        """Data connections defined on the server machine.

        `offset`: index of the first record. `page_size`: how many records; all without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/systemdataconnections/``.
        """
        return self._pages("GET /admin/v1/systemdataconnections/", locals())


class AsyncDataConnections(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): data connections; for asyncio."""

    def list_server(
        self,
        *,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DataConnectionSearchView]:
        """Data connections made in the Gallery.

        `offset`: index of the first record. `page_size`: how many records; all without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/serverdataconnections/``.
        """
        return self._pages("GET /admin/v1/serverdataconnections/", locals())

    def list_system(
        self,
        *,
        offset: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.DataConnectionSummaryView]:
        """Data connections defined on the server machine.

        `offset`: index of the first record. `page_size`: how many records; all without it.

        Needs: admin key; Curator. It is ``GET /admin/v1/systemdataconnections/``.
        """
        return self._pages("GET /admin/v1/systemdataconnections/", locals())
