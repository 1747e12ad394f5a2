"""Logins and enrolments that wait for their users, looked at and decided by whoever runs the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.emulator.doors import Door, Unsteerable
from paraph.emulator.duo.attempts import FINALS, answer, pending
from paraph.emulator.duo.enrolling import activate, waiting_for_phones
from paraph.emulator.duo.users import find_user

if TYPE_CHECKING:
    from paraph.emulator.duo.state import Attempt, State
    from paraph.emulator.store import Object


def doors(state: State) -> dict[str, Door]:
    """By name, what can be steered."""
    return {
        "logins": Door(lambda: list(map(login, pending(state))), lambda value: decided(state, value)),
        "enrollments": Door(
            lambda: [enrollment(state, each) for each in waiting_for_phones(state)],
            lambda value: activated(state, value),
        ),
    }


def login(attempt: Attempt) -> Object:
    """A login as its owner sees it."""
    device = attempt.device or {}
    return {
        "txid": attempt.txid, "username": attempt.user["username"], "factor": attempt.factor,
        "device": device.get("key"), "application": attempt.application["name"], "ip": attempt.ip,
        "hostname": attempt.hostname, "seconds": round(attempt.seconds(), 3), "status": attempt.step.status,
    }  # fmt: skip


def decided(state: State, value: Any) -> Object:
    """The login of a ``txid``, or the latest of a ``username``, once ``decision`` is taken."""
    words = told(value, "decision", ("txid", "username"))
    decision = words["decision"]
    if decision not in FINALS:
        raise Unsteerable(f"decision is one of {', '.join(FINALS)}, not {decision[:40]!r}")
    user = find_user(state.store, username=words.get("username"))
    waiting = [
        attempt
        for attempt in pending(state)
        if attempt.txid == words.get("txid") or (user and attempt.user["user_id"] == user["user_id"])
    ]
    if not waiting:
        raise Unsteerable("no such login waits for its user", 404)
    return login(answer(state, waiting[-1].txid, decision))


def enrollment(state: State, kept: Object) -> Object:
    """An enrolment as its owner sees it."""
    user = find_user(state.store, user_id=kept["user_id"]) or {}
    return {name: kept[name] for name in ("code", "user_id", "expires")} | {"username": user.get("username")}


def activated(state: State, value: Any) -> Object:
    """The phone that was activated for a ``username`` or a ``user_id``."""
    words = told(value, "", ("user_id", "username"))
    user = find_user(state.store, words.get("user_id"), words.get("username"))
    try:
        return activate(state, user["user_id"] if user else "")
    except KeyError:
        raise Unsteerable("no such user waits for a phone", 404) from None


def told(value: Any, needed: str, either: tuple[str, ...]) -> dict[str, str]:
    """The members of a JSON object, all texts: what is needed, and one of the others."""
    names = {*either, needed} - {""}
    if not (
        isinstance(value, dict)
        and value.keys() <= names
        and all(isinstance(each, str) for each in value.values())
        and (not needed or needed in value)
        and len(value.keys() & set(either)) == 1
    ):
        form = f'{{"{either[0]}": …' + (f', "{needed}": …' if needed else "") + "}"
        raise Unsteerable(f"send a JSON object of texts: {form}, or {either[1]} in the place of {either[0]}")
    return value
