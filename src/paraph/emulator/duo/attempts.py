"""Logins by second factor, from their first step to the last: what a push or a call comes to, and when.

An attempt is a list of steps with the seconds after which each is reached; one that is decided at once has a single
step. Nobody has to look: whoever asks the server anything next makes it catch up (`settle`). Time is what the clock
says, or what those who wait for an answer have waited, whichever is more: so a clock that stands still does for tests.

For programs that run a server: `pending` lists what waits for its user, `answer` decides in the user's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import lockout
from paraph.emulator.duo.habits import TIMEOUT_SECONDS, habit_of
from paraph.emulator.duo.logs import authenticated
from paraph.emulator.duo.state import Step
from paraph.http.handler import Later

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.duo.calls import Answer
    from paraph.emulator.duo.state import Attempt, State

MOST_ENDED = 10_000
"""How many ended attempts can be asked after."""
SLICE = 0.2
"""After how many seconds those who wait look again."""


FINALS = {
    "approve": ("allow", "allow", "Success. Logging you in..."),
    "deny": ("deny", "deny", "Login request denied."),
    "fraud": ("deny", "fraud", "Login request reported as fraudulent."),
    "timeout": ("deny", "timeout", "Login timed out."),
}
LOGGED = {
    "approve": ("success", "user_approved"),
    "deny": ("denied", "user_mistake"),
    "fraud": ("fraud", "user_marked_fraud"),
    "timeout": ("denied", "no_response"),
}
CALL_LOGGED = LOGGED | {"deny": ("denied", "user_cancelled"), "timeout": ("denied", "call_timed_out")}


def pushed(state: State, username: str) -> list[Step]:
    """The steps of a push."""
    decision, seconds = habit_of(username, state.options)
    first = Step(0, "waiting", "pushed", "Pushed a login request to your phone...")
    return [first, Step(seconds, *FINALS[decision], LOGGED[decision])]


def called(state: State, username: str, number: str) -> list[Step]:
    """The steps of a phone call, which is picked up halfway."""
    decision, seconds = habit_of(username, state.options)
    steps = [Step(0, "waiting", "calling", f"Dialing XXX-XXX-{number[-4:]}...")]
    if decision != "timeout":
        steps.append(Step(seconds / 2, "waiting", "answered", "Answered. Press any key on your phone to log in."))
    return [*steps, Step(seconds, *FINALS[decision], CALL_LOGGED[decision])]


def begin(attempt: Attempt) -> Attempt:
    """Let an attempt take its course."""
    attempt.state.attempts[attempt.txid] = attempt
    settle(attempt.state)
    return attempt


def settle(state: State) -> None:
    """Let every attempt reach the step that it is time for, and those that end leave what they leave."""
    if not state.attempts:
        return
    with state.store.transaction():
        for attempt in list(state.attempts.values()):
            seconds = attempt.seconds()
            while not attempt.ended and attempt.steps[attempt.reached + 1].seconds <= seconds:
                attempt.reached += 1
            if attempt.ended:
                end(attempt)


def end(attempt: Attempt) -> None:
    """Leave the record of an attempt, and what its result means for the user, in the account that it belongs to."""
    state = attempt.state
    del state.attempts[attempt.txid]
    state.ended[attempt.txid] = attempt
    while len(state.ended) > MOST_ENDED:
        del state.ended[next(iter(state.ended))]
    result, reason = attempt.step.logged or ("denied", None)
    time = min(int((attempt.started + attempt.step.seconds) * 1000), state.milliseconds())
    authenticated(
        state, time, attempt.txid, user=attempt.user, application=attempt.application, factor=attempt.factor,
        result=result, reason=reason, device=attempt.device, ip=attempt.ip, hostname=attempt.hostname,
    )  # fmt: skip
    lockout.count(state, attempt.user["user_id"], result, reason)


def wait(attempt: Attempt, told: Callable[[Attempt], Answer | None]) -> Answer:
    """What `told` says of an attempt, as soon as it says anything."""
    said = told(attempt)
    if said is not None:
        return said
    since = attempt.seconds()

    def then() -> Answer:
        attempt.waited = max(attempt.waited, since + SLICE)
        settle(attempt.state)
        return wait(attempt, told)

    return Later(SLICE, then)


def pending(state: State) -> list[Attempt]:
    """The attempts that wait for their users, oldest first."""
    settle(state)
    return list(state.attempts.values())


def answer(state: State, txid: str, decision: str) -> Attempt:
    """Decide an attempt in the place of its user: ``approve``, ``deny``, ``fraud``, or ``timeout``.

    Raises KeyError when no such attempt waits for its user.
    """
    with state.store.transaction():
        settle(state)
        attempt = state.attempts[txid]
        logged = CALL_LOGGED if attempt.factor == "phone_call" else LOGGED
        seconds = min(attempt.seconds(), TIMEOUT_SECONDS)
        attempt.steps[attempt.reached + 1 :] = [Step(seconds, *FINALS[decision], logged[decision])]
        settle(state)
    return attempt
