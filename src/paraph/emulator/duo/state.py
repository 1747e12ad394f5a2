"""The account of a local Duo: what it remembers, how it behaves, and the logins that are going on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from paraph.emulator.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.store import Object, Store

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ID_LENGTH = 20


@dataclass(slots=True)
class Options:
    """How the server behaves where real ones differ, or where a test wants it otherwise.

    `log_delay` is in seconds: v2 logs do not show what is newer. `rate_limits` switches on those that Duo is known for.
    `push` is what users do with a push or a call, after `push_seconds`, unless their name says otherwise (see
    :mod:`paraph.emulator.duo.habits`). Who enrolls activates a phone after `enroll_seconds`, or never by None.
    """

    log_delay: int = 0
    rate_limits: bool = False
    push: Literal["approve", "deny", "fraud", "timeout"] = "approve"
    push_seconds: float = 1.0
    enroll_seconds: float | None = 5.0


@dataclass(slots=True)
class State:
    """The account: what it remembers, its clock (Unix seconds), where its ids come from, and what is to go wrong."""

    store: Store
    clock: Callable[[], float]
    chance: random.Random = field(default_factory=random.Random)
    options: Options = field(default_factory=Options)
    faults: Faults = field(default_factory=Faults)
    attempts: dict[str, Attempt] = field(default_factory=dict)
    """Logins that are going on, by txid."""
    ended: dict[str, Attempt] = field(default_factory=dict)
    """Logins that were going on a moment ago."""
    buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """By application and kind of call: how many more there may be, as of when."""

    def milliseconds(self) -> int:
        """The time, in Unix milliseconds."""
        return int(self.clock() * 1000)

    def new_id(self, prefix: str) -> str:
        """A new id of 20 characters that begins with its kind, such as ``DU`` for a user."""
        return prefix + "".join(self.chance.choices(ALPHABET, k=ID_LENGTH - len(prefix)))

    def new_uuid(self) -> str:
        """A new id in the form of a UUID of version 4."""
        text = f"{self.chance.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


class Step(NamedTuple):
    """What an attempt has come to after so many seconds; `logged` are result and reason of the record, of a last step."""

    seconds: float
    result: str
    status: str
    message: str
    logged: tuple[str, str | None] | None = None


@dataclass(slots=True)
class Attempt:
    """A login: who with what, and the steps it takes; `told` is the step that the last poll was answered with."""

    state: State
    txid: str
    user: Object
    application: Object
    factor: str | None
    steps: list[Step]
    started: float
    device: Object | None = None
    ip: str | None = None
    hostname: str | None = None
    waited: float = 0.0
    reached: int = 0
    told: int = -1

    @property
    def step(self) -> Step:
        """What it has come to."""
        return self.steps[self.reached]

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.step.result != "waiting"

    def seconds(self) -> float:
        """How long it has been going on."""
        return max(self.waited, self.state.clock() - self.started)
