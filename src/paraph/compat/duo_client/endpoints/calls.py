"""What all topics of the Admin API share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.compat.duo_client import client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class AdminCalls(client.Client):
    """Calls of the Admin API."""

    def _page_or_all(self, path: str, limit: Any, offset: Any, iterate: Callable[[], Iterable[Any]]) -> Any:
        """Return one page if there is a limit, else everything that `iterate` yields."""
        limit, offset = self.normalize_paging_args(limit, offset)
        if limit:
            return self.json_api_call("GET", path, {"limit": limit, "offset": offset})
        return list(iterate())

    def _all(self, path: str) -> Any:
        """Return an iterator over the objects of all pages."""
        return self.json_paging_api_call("GET", path, {})
