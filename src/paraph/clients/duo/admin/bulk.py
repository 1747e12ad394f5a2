"""Calls of Duo's Admin API: bulk. Generated from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.clients.client import AsyncGroup, Group

if TYPE_CHECKING:
    import builtins
    from collections.abc import Sequence

    from paraph.clients.arguments import Extra
    from paraph.clients.duo import records


class Bulk(Group):
    """Calls of Duo's Admin API: bulk."""

    def run(
        self,
        *,
        operations: Sequence[records.BulkRunOperations],
        extra: Extra = None,
    ) -> builtins.list[Any]:
        """Run several user operations in one call.

        `operations`: calls to make one after the other; each body has the parameters of the call.

        Only users can be created, changed and deleted so, and put into groups or taken out of them. Needs: write
        resource (unconfirmed). It is ``POST /admin/v1/bulk``.
        """
        return self._call("POST /admin/v1/bulk", locals())


class AsyncBulk(AsyncGroup):
    """Calls of Duo's Admin API: bulk; for asyncio."""

    async def run(
        self,
        *,
        operations: Sequence[records.BulkRunOperations],
        extra: Extra = None,
    ) -> builtins.list[Any]:
        """Run several user operations in one call.

        `operations`: calls to make one after the other; each body has the parameters of the call.

        Only users can be created, changed and deleted so, and put into groups or taken out of them. Needs: write
        resource (unconfirmed). It is ``POST /admin/v1/bulk``.
        """
        return await self._call("POST /admin/v1/bulk", locals())
