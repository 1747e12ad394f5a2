"""The known rate limits of Duo's Admin API, as token buckets.

The numbers are those that a Duo engineer stated in duo_client_python issue 101. A refusal has no ``Retry-After``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.calls import DuoError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

LOG = 2
LIST = 40
PAGE = 200
OBJECT = 300
CHANGE = 300
"""Allowed calls of a kind a minute; of log calls, for each log."""


def refuse_excess(state: DuoState, application: Object, endpoint: Endpoint, values: Mapping[str, Any]) -> None:
    """Raise DuoError (42901) if an application exceeds the limit for this kind of call; Admin API only.

    `values` are the parameters as sent: without limit or offset, the call requests the whole list.
    """
    if not state.options.rate_limits or endpoint.api != "admin":
        return
    kind, most = call_limit(endpoint, whole_list="limit" not in values and "offset" not in values)
    key, now = (application["integration_key"], kind), state.clock()
    remaining, then = state.buckets.get(key, (float(most), now))
    remaining = min(float(most), remaining + max(0.0, now - then) * most / 60)
    if remaining < 1:
        raise DuoError(42901)
    state.buckets[key] = (remaining - 1, now)


def call_limit(endpoint: Endpoint, *, whole_list: bool) -> tuple[str, int]:
    """Return the kind of a call, and how many a minute are allowed."""
    if endpoint.permission == "read log":
        return endpoint.path.rpartition("/")[2], LOG
    if endpoint.method != "GET":
        return "change", CHANGE
    if endpoint.paging != "offset":
        return "object", OBJECT
    return ("list", LIST) if whole_list else ("page", PAGE)
