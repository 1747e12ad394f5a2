"""What the log endpoints share: which parameters they take, their path and their default times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def get_params_from_kwargs(valid_params: Sequence[str], **kwargs: Any) -> dict[str, Any]:
    """Return the keywords that are among `valid_params` and not None; ignore the others."""
    return {name: value for name, value in kwargs.items() if value is not None and name in valid_params}


def get_log_uri(log_type: str, version: int = 1) -> str:
    """Return the path of a log."""
    return f"/admin/v{version}/logs/{log_type}"


def get_default_request_times() -> tuple[int, int]:
    """Return the times 180 days ago and 120 ms ago, in milliseconds."""
    now = datetime.now(tz=UTC)
    return milliseconds(now - timedelta(days=180)), milliseconds(now) - 120


def milliseconds(moment: datetime) -> int:
    """Return the Unix time in milliseconds."""
    return int(moment.timestamp() * 1000)
