"""A local server as it is listened to: the vendors, struck by faults, watched and steered by their owner, guarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.control import Arrivals, Control
from paraph.emulator.faults import Faults, faulty
from paraph.emulator.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.emulator.local import Local
    from paraph.http.handler import Handler


class Whole:
    """The vendors in `local`, and what goes around them.

    `handler` is what programs in this process call; `served` is the same for a socket, where not everybody is let in.
    """

    def __init__(
        self, make: Callable[[Faults], Local], *, names: Iterable[str] = (), faults: Faults | None = None
    ) -> None:
        self.faults, self.arrivals = faults or Faults(), Arrivals()
        self.local = make(self.faults)
        self.control = Control(self.faults, self.arrivals)
        self.handler: Handler = self.control.before(self.arrivals.kept(faulty(self.local, self.faults)))
        self.served: Handler = guarded(self.handler, names)
