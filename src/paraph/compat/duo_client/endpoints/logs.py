"""Logs and Trust Monitor of the Admin API.

Kept on purpose: the default end of the telephony log is 120 ms ago, not two minutes; any `sort` other than
``desc`` sorts upwards; unknown keywords are ignored.
"""

from __future__ import annotations

import time
import warnings
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from paraph.compat.duo_client.endpoints.calls import AdminCalls
from paraph.compat.duo_client.parameters import text, without_none
from paraph.compat.duo_client.util import get_params_from_kwargs, milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable

LOGS = "/admin/v{}/logs/{}"
EVENTS = "/admin/v1/trust_monitor/events"
SECONDS_OF_A_DAY = 86400
LARGEST_PAGE = 1000
VALID_ACTIVITY_REQUEST_PARAMS = ["mintime", "maxtime", "limit", "sort", "next_offset"]
VALID_AUTHLOG_REQUEST_PARAMS = [
    *VALID_ACTIVITY_REQUEST_PARAMS,
    "event_types",
    "reasons",
    "results",
    "users",
    "applications",
    "groups",
    "factors",
    "api_version",
    "assessment",
    "detections",
]


def write_digits(params: dict[str, Any], *names: str) -> None:
    """Replace whole numbers by their digits; raise ValueError or TypeError for other values."""
    for name in names:
        if name in params:
            params[name] = str(int(params[name]))


class LogCalls(AdminCalls):
    """Reads the logs; to each record the type of event and the client's host are added."""

    def _label(self, rows: Iterable[dict[str, Any]], event_type: str) -> None:
        for row in rows:
            row["eventtype"], row["host"] = event_type, self.host

    def get_administrator_log(self, mintime: Any = 0) -> Any:
        """Return what administrators did since `mintime`, in Unix seconds."""
        rows = self.json_api_call("GET", LOGS.format(1, "administrator"), {"mintime": str(int(mintime))})
        self._label(rows, "administrator")
        return rows

    def get_offline_log(self, mintime: Any = 0) -> Any:
        """Return the offline enrollments since `mintime`, in Unix seconds; nothing is added to the records."""
        return self.json_api_call("GET", LOGS.format(1, "offline_enrollment"), {"mintime": str(int(mintime))})

    def get_authentication_log(self, api_version: Any = 1, **kwargs: Any) -> Any:
        """Return logins: those since `mintime`, or with version 2 a page of those that fit the keywords.

        Times are Unix seconds in version 1, which warns that it is deprecated, and milliseconds in version 2, where
        the last day is the default.
        """
        if api_version not in (1, 2):
            raise ValueError("Invalid API Version")
        if api_version == 1:
            params: dict[str, Any] = {"mintime": kwargs.get("mintime", 0)}
            write_digits(params, "mintime")
            warnings.warn(
                "Version 1 of this log is deprecated. Please migrate to the v2 API.", DeprecationWarning, stacklevel=2
            )
        else:
            params = get_params_from_kwargs(VALID_AUTHLOG_REQUEST_PARAMS, **kwargs)
            params.setdefault("mintime", (int(time.time()) - SECONDS_OF_A_DAY) * 1000)
            params.setdefault("maxtime", int(time.time()) * 1000)
            write_digits(params, "mintime", "maxtime")
        answer = self.json_api_call("GET", LOGS.format(api_version, "authentication"), params)
        self._label(answer if api_version == 1 else answer["authlogs"], "authentication")
        return answer

    def get_activity_logs(self, **kwargs: Any) -> Any:
        """Return a page of activities that fit the keywords; times are milliseconds, by default the last 180 days."""
        now = datetime.now(tz=UTC)
        params = get_params_from_kwargs(VALID_ACTIVITY_REQUEST_PARAMS, **kwargs)
        params.setdefault("mintime", milliseconds(now - timedelta(days=180)))
        params.setdefault("maxtime", milliseconds(now))
        write_digits(params, "mintime", "maxtime", "limit")
        page = self.json_api_call("GET", LOGS.format(2, "activity"), params)
        self._label(page["items"], "activity")
        return page

    def get_telephony_log(
        self,
        mintime: Any = 0,
        api_version: Any = 1,
        maxtime: Any = 0,
        limit: Any = 100,
        sort: Any = "desc",
        next_offset: Any = None,
        account_id: Any = None,
        filters: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Return calls and text messages: those since `mintime`, or with version 2 a page of them.

        Times are Unix seconds in version 1 and milliseconds in version 2, by default the last 180 days. Only
        version 2 has the other arguments.
        """
        if api_version not in (1, 2):
            raise ValueError("Invalid API Version")
        now = datetime.now(tz=UTC)
        unit = 1000 if api_version == 2 else 1
        params: dict[str, Any] = {"mintime": mintime or int((now - timedelta(days=180)).timestamp() * unit)}
        write_digits(params, "mintime")
        if api_version == 2:
            params["limit"] = limit
            if limit > LARGEST_PAGE:
                params["limit"] = LARGEST_PAGE
            write_digits(params, "limit")
            params["sort"] = "ts:desc" if sort.lower() == "desc" else "ts:asc"
            params["maxtime"] = maxtime or milliseconds(now) - 120
            write_digits(params, "maxtime")
            optional = {"next_offset": next_offset, "account_id": account_id, "filters": filters}
            params |= {name: value for name, value in optional.items() if value}
        answer = self.json_api_call("GET", LOGS.format(api_version, "telephony"), params)
        self._label(answer if api_version == 1 else answer["items"], "telephony")
        return answer

    def get_trust_monitor_events_iterator(self, mintime: Any, maxtime: Any, event_type: Any = None) -> Any:
        """Return an iterator over the events between two times in milliseconds."""
        params = {"mintime": f"{mintime}", "maxtime": f"{maxtime}"} | without_none(type=event_type)
        return self.json_cursor_api_call("GET", EVENTS, params, lambda page: page["events"])

    def get_trust_monitor_events_by_offset(
        self, mintime: Any, maxtime: Any, limit: Any = None, offset: Any = None, event_type: Any = None
    ) -> Any:
        """Return a page of the events between two times in milliseconds."""
        params = {"mintime": f"{mintime}", "maxtime": f"{maxtime}"}
        params |= without_none(limit=text(limit), offset=text(offset), type=event_type)
        return self.json_api_call("GET", EVENTS, params)
