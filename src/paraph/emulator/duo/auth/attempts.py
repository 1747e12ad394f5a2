"""Logins in progress: the steps of a push or a phone call, and when they happen.

An attempt is a list of steps with the seconds after which each is reached; an attempt that is decided at once has one
step. There is no background task: the next call of any kind advances all attempts (`advance_attempts`). Time is that of
the clock, or the time that a waiting call has waited, whichever is longer, so that tests can use a clock that stands
still. For programs that run a server, `list_pending` lists the attempts that wait for users, and `decide_attempt`
decides in a user's place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.auth import lockout
from paraph.emulator.duo.auth.simulated_users import TIMEOUT_SECONDS, behavior_of
from paraph.emulator.duo.logs.records import Authentication, log_authentication
from paraph.emulator.duo.state import LoginStep
from paraph.http.handler import DelayedResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.emulator.duo.calls import Answer
    from paraph.emulator.duo.state import DuoState, LoginAttempt

MAX_ENDED = 10_000
"""Number of ended attempts whose status is still available."""
SLICE = 0.2
"""Seconds between two checks of a waiting call."""


FINAL_STEPS = {
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


def push_steps(state: DuoState, username: str) -> list[LoginStep]:
    """Return the steps of a push."""
    decision, seconds = behavior_of(username, state.options)
    first = LoginStep(0, "waiting", "pushed", "Pushed a login request to your phone...")
    return [first, LoginStep(seconds, *FINAL_STEPS[decision], LOGGED[decision])]


def call_steps(state: DuoState, username: str, number: str) -> list[LoginStep]:
    """Return the steps of a phone call, which is answered halfway."""
    decision, seconds = behavior_of(username, state.options)
    steps = [LoginStep(0, "waiting", "calling", f"Dialing XXX-XXX-{number[-4:]}...")]
    if decision != "timeout":
        steps.append(LoginStep(seconds / 2, "waiting", "answered", "Answered. Press any key on your phone to log in."))
    return [*steps, LoginStep(seconds, *FINAL_STEPS[decision], CALL_LOGGED[decision])]


def start_attempt(attempt: LoginAttempt) -> LoginAttempt:
    """Start an attempt."""
    attempt.state.attempts[attempt.txid] = attempt
    advance_attempts(attempt.state)
    return attempt


def advance_attempts(state: DuoState) -> None:
    """Advance every attempt to its current step, and log those that end."""
    if not state.attempts:
        return
    with state.store.transaction():
        for attempt in list(state.attempts.values()):
            seconds = attempt.seconds()
            while not attempt.ended and attempt.steps[attempt.reached + 1].seconds <= seconds:
                attempt.reached += 1
            if attempt.ended:
                end_attempt(attempt)


def end_attempt(attempt: LoginAttempt) -> None:
    """Log an attempt and apply its result to the user, in the account it belongs to."""
    state = attempt.state
    del state.attempts[attempt.txid]
    state.ended[attempt.txid] = attempt
    while len(state.ended) > MAX_ENDED:
        del state.ended[next(iter(state.ended))]
    result, reason = attempt.step.logged or ("denied", None)
    time = min(int((attempt.started + attempt.step.seconds) * 1000), state.milliseconds())
    event = Authentication(
        attempt.user, attempt.application, attempt.factor, result, reason, attempt.device, attempt.ip, attempt.hostname
    )
    log_authentication(state, time, attempt.txid, event)
    lockout.count_result(state, attempt.user["user_id"], result, reason)


def wait_for(attempt: LoginAttempt, read_answer: Callable[[LoginAttempt], Answer | None]) -> Answer:
    """Return the first value of `read_answer` for an attempt that is not None."""
    content = read_answer(attempt)
    if content is not None:
        return content
    since = attempt.seconds()

    def then() -> Answer:
        attempt.waited = max(attempt.waited, since + SLICE)
        advance_attempts(attempt.state)
        return wait_for(attempt, read_answer)

    return DelayedResponse(SLICE, then)


def list_pending(state: DuoState) -> list[LoginAttempt]:
    """Return the attempts that wait for their users, oldest first."""
    advance_attempts(state)
    return list(state.attempts.values())


def decide_attempt(state: DuoState, txid: str, decision: str) -> LoginAttempt:
    """Decide an attempt in place of its user: ``approve``, ``deny``, ``fraud``, or ``timeout``.

    Raises KeyError if no such attempt waits for its user.
    """
    with state.store.transaction():
        advance_attempts(state)
        attempt = state.attempts[txid]
        logged = CALL_LOGGED if attempt.factor == "phone_call" else LOGGED
        seconds = min(attempt.seconds(), TIMEOUT_SECONDS)
        attempt.steps[attempt.reached + 1 :] = [LoginStep(seconds, *FINAL_STEPS[decision], logged[decision])]
        advance_attempts(state)
    return attempt
