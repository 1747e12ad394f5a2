"""The telephony log, in both versions of its API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.compat.duo_client.util import get_default_request_times, get_log_uri, get_params_from_kwargs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOG_TYPE = "telephony"
VALID_TELEPHONY_V2_REQUEST_PARAMS = ["filters", "mintime", "maxtime", "limit", "sort", "next_offset", "account_id"]


def _label(rows: Iterable[dict[str, Any]], host: str) -> None:
    """Add the type of event and the host to each row."""
    for row in rows:
        row["eventtype"], row["host"] = LOG_TYPE, host


class Telephony:
    """The telephony log, read by a function such as ``Admin.json_api_call``."""

    @staticmethod
    def get_telephony_logs_v1(json_api_call: Callable[..., Any], host: str, mintime: Any = 0) -> Any:
        """Return the events since `mintime`, in Unix seconds."""
        rows = json_api_call("GET", get_log_uri(LOG_TYPE, 1), {"mintime": str(int(mintime))})
        _label(rows, host)
        return rows

    @staticmethod
    def get_telephony_logs_v2(json_api_call: Callable[..., Any], host: str, **kwargs: Any) -> Any:
        """Return a page of events; times are in milliseconds, by default the last 180 days."""
        mintime, maxtime = get_default_request_times()
        params = get_params_from_kwargs(VALID_TELEPHONY_V2_REQUEST_PARAMS, **kwargs)
        params = {**params, "mintime": params.get("mintime", mintime), "maxtime": params.get("maxtime", maxtime)}
        for name in ("mintime", "maxtime", "limit"):
            if name in params:
                params[name] = str(int(params[name]))
        page = json_api_call("GET", get_log_uri(LOG_TYPE, 2), params)
        _label(page["items"], host)
        return page
