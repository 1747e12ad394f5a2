"""Made-up data of a local server: people and what they did, the same for the same seed and clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import accounts
from paraph.emulator.duo.data_people import founded
from paraph.emulator.duo.data_records import Writer
from paraph.emulator.duo.data_stories import STORIES, planned, shuffled
from paraph.emulator.duo.data_times import schedule
from paraph.emulator.duo.users import KIND

if TYPE_CHECKING:
    from paraph.emulator.duo.data_people import Company
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Event

CHUNK = 5000
"""How many records are written at once, which bounds the memory that they take."""
DAYS = 30
MOST_DAYS = 180


def populate(state: State, users: int, events: int, days: int = DAYS) -> None:
    """Fill an account with so many users, and so many log records over the days before its clock's time.

    Raises ValueError for more days than logs reach back, and for records of nobody.
    """
    if not 0 < days <= MOST_DAYS:
        raise ValueError(f"logs reach back from 1 to {MOST_DAYS} days, not {days}")
    if events and not users:
        raise ValueError("log records need users")
    with state.store.transaction():
        company = founded(state, users)
    happened(state, company, events, days)
    own = accounts.own_account(state.store)
    spent = accounts.credits_used(state.store)
    state.store.put(accounts.OWN, accounts.OWN, own | {"credits": own["credits"] + spent})
    with state.store.transaction():
        for people in company.people.values():
            for person in people:
                if person.last_login:
                    state.store.put(KIND, person.body["user_id"], person.body | {"last_login": person.last_login})


def happened(state: State, company: Company, events: int, days: int) -> None:
    """Write the log records of what people did, in order, in one go."""
    plan, names = planned(events), tuple(STORIES)
    crowds = [(place, len(people)) for place, people in company.people.items()]
    writer, draw = Writer(state, company), state.chance.random
    kept: dict[str, list[Event]] = {}
    count = 0
    stories = shuffled(plan, state.chance)
    for number, (time, place) in zip(
        stories, schedule(state.chance, int(state.clock()), days, len(stories), crowds), strict=True
    ):
        people = company.people[place]
        for log, event in writer.story(names[number], time, people[int(draw() * len(people))]):
            kept.setdefault(log, []).append(event)
            count += 1
        if count >= CHUNK:
            written(state, kept)
            count = 0
    written(state, kept)


def written(state: State, kept: dict[str, list[Event]]) -> None:
    """Write what was kept, and keep it no longer."""
    with state.store.transaction():
        for log, events in kept.items():
            state.store.log(log, events)
    kept.clear()
