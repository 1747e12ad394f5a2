"""How often an application may call: the limits that Duo's Admin API is known for, as buckets that fill with time.

The numbers are those that a Duo engineer gave in duo_client_python issue 101. A refusal tells nobody when to come again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.calls import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

LOG = 2
LIST = 40
PAGE = 200
OBJECT = 300
CHANGE = 300
"""How many calls of a kind there may be in a minute; of a log, for each log."""


def refuse_excess(state: State, application: Object, endpoint: Endpoint, given: Mapping[str, Any]) -> None:
    """Raise Refused (42901) when an application made too many calls of this kind of late; Admin API alone.

    `given` are the parameters as they came: a list without limit or offset is a call for all of it.
    """
    if not state.options.rate_limits or endpoint.api != "admin":
        return
    kind, most = kind_of(endpoint, whole="limit" not in given and "offset" not in given)
    key, now = (application["integration_key"], kind), state.clock()
    left, then = state.buckets.get(key, (float(most), now))
    left = min(float(most), left + max(0.0, now - then) * most / 60)
    if left < 1:
        raise Refused(42901)
    state.buckets[key] = (left - 1, now)


def kind_of(endpoint: Endpoint, *, whole: bool) -> tuple[str, int]:
    """What a call counts as, and how many of it there may be in a minute."""
    if endpoint.permission == "read log":
        return endpoint.path.rpartition("/")[2], LOG
    if endpoint.method != "GET":
        return "change", CHANGE
    if endpoint.paging != "offset":
        return "object", OBJECT
    return ("list", LIST) if whole else ("page", PAGE)
