"""What the applications behind the middleware answer: all that they read, as JSON."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paraph import Verified

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


def facts(
    path: str, body: bytes, form: list[list[str]], files: dict[str, str], values: Verified | None
) -> dict[str, Any]:
    """What an application read, and the verified values."""
    shown = None if values is None else [values.key_id, values.path, [list(pair) for pair in values.parameters]]
    return {"path": path, "size": len(body), "digest": sha256(body).hexdigest(), "form": sorted(form), "files": files,
            "verified": shown}  # fmt: skip
