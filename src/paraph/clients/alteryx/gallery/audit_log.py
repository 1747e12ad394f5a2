"""Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): audit log. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    from paraph.clients.alteryx import records
    from paraph.clients.arguments import Extra
    from paraph.clients.pages import AsyncPages, Pages


class AuditLog(Group):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): audit log."""

    def list(
        self,
        *,
        entity: str,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> Pages[records.AuditEvent]:
        """Audit entries for one entity type.

        `entity`: such as User or Workflow; the names are not known. `page`: number of the page. `page_size`:
        records a page; 0 for all.

        the list of entity type names is unconfirmed. Needs: admin key; Curator. It is ``GET /admin/v1/auditlog/``.
        """
        return self._pages("GET /admin/v1/auditlog/", locals())


class AsyncAuditLog(AsyncGroup):
    """Calls of the API of Alteryx Server that older releases sign with OAuth 1.0a (versions 1 and 2): audit log; for asyncio."""

    def list(
        self,
        *,
        entity: str,
        page: int | None = None,
        page_size: int | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        extra: Extra = None,
    ) -> AsyncPages[records.AuditEvent]:
        """Audit entries for one entity type.

        `entity`: such as User or Workflow; the names are not known. `page`: number of the page. `page_size`:
        records a page; 0 for all.

        the list of entity type names is unconfirmed. Needs: admin key; Curator. It is ``GET /admin/v1/auditlog/``.
        """
        return self._pages("GET /admin/v1/auditlog/", locals())
