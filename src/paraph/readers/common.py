"""What readers of many forms need, and ``paraph send`` too: it loads this file and not the readers."""

from __future__ import annotations

FORM_TYPE = "application/x-www-form-urlencoded"
JSON_TYPE = "application/json"


def with_query(url: str, query: str) -> str:
    """Return the URL with more of a query, before any fragment."""
    head, mark, fragment = url.partition("#")
    between = "" if not query or head.endswith("?") else "&" if "?" in head else "?"
    return head + between + query + mark + fragment
