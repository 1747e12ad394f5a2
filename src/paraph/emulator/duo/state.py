"""The account of a local Duo: its store, options, and logins in progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from paraph.emulator.faults import Faults
from paraph.emulator.vendor import VendorState

if TYPE_CHECKING:
    from paraph.emulator.store import Object

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
ID_LENGTH = 20


@dataclass(slots=True)
class DuoOptions:
    """Options for behaviour that differs between real servers, or that a test changes.

    `log_delay`: v2 logs omit records newer than this many seconds. `rate_limits` enables Duo's known rate limits. `push` is
    what users do with a push or a call after `push_seconds`, unless their names say otherwise (see
    :mod:`paraph.emulator.duo.auth.simulated_users`). `enroll_seconds`: seconds until an enrolling user activates the phone; None: never.
    """

    log_delay: int = 0
    rate_limits: bool = False
    push: Literal["approve", "deny", "fraud", "timeout"] = "approve"
    push_seconds: float = 1.0
    enroll_seconds: float | None = 5.0


@dataclass(slots=True)
class DuoState(VendorState):
    """The account: its store, clock (Unix seconds), source of ids, options and faults."""

    options: DuoOptions = field(default_factory=DuoOptions)
    faults: Faults = field(default_factory=Faults)
    attempts: dict[str, LoginAttempt] = field(default_factory=dict)
    """Logins in progress, by txid."""
    ended: dict[str, LoginAttempt] = field(default_factory=dict)
    """Recently ended logins, by txid."""
    buckets: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    """Remaining calls and the time of this count, by application and kind of call."""

    def new_id(self, prefix: str) -> str:
        """Return a new id of 20 characters that begins with its kind, such as ``DU`` for a user."""
        return prefix + "".join(self.chance.choices(ALPHABET, k=ID_LENGTH - len(prefix)))

    def new_uuid(self) -> str:
        """Return a new id in the form of a UUID of version 4."""
        text = f"{self.chance.getrandbits(128):032x}"
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


class LoginStep(NamedTuple):
    """The state of an attempt after some seconds; `logged` is the result and reason for the log, in a final step."""

    seconds: float
    result: str
    status: str
    message: str
    logged: tuple[str, str | None] | None = None


@dataclass(slots=True)
class LoginAttempt:
    """A login: user, factor, and its steps; `reported` is the step of the last poll's answer."""

    state: DuoState
    txid: str
    user: Object
    application: Object
    factor: str | None
    steps: list[LoginStep]
    started: float
    device: Object | None = None
    ip: str | None = None
    hostname: str | None = None
    waited: float = 0.0
    reached: int = 0
    reported: int = -1

    @property
    def step(self) -> LoginStep:
        """The current step."""
        return self.steps[self.reached]

    @property
    def ended(self) -> bool:
        """Whether the attempt is over."""
        return self.step.result != "waiting"

    def seconds(self) -> float:
        """Return the duration up to now."""
        return max(self.waited, self.state.clock() - self.started)
