"""Generated data of a local server: people and their actions, repeatable for a seed and clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.accounts import child_accounts
from paraph.emulator.duo.admin.users import KIND
from paraph.emulator.duo.sample_data.people import create_company
from paraph.emulator.duo.sample_data.records import Writer
from paraph.emulator.duo.sample_data.stories import STORIES, plan_stories, shuffle_stories
from paraph.emulator.duo.sample_data.times import event_times

if TYPE_CHECKING:
    from paraph.emulator.duo.sample_data.people import Company
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Event

CHUNK = 5000
"""Number of records written at once; limits the memory."""
DAYS = 30
MAX_DAYS = 180


def populate(state: DuoState, users: int, events: int, days: int = DAYS) -> None:
    """Fill an account with `users` users, and `events` log records over the `days` before its clock's time.

    Raises ValueError for more days than logs reach back, and for records without users.
    """
    if not 0 < days <= MAX_DAYS:
        raise ValueError(f"logs reach back from 1 to {MAX_DAYS} days, not {days}")
    if events and not users:
        raise ValueError("log records need users")
    with state.store.transaction():
        company = create_company(state, users)
    add_events(state, company, events, days)
    own = child_accounts.own_account(state.store)
    spent = child_accounts.credits_used(state.store)
    state.store.save(child_accounts.OWN_ACCOUNT, child_accounts.OWN_ACCOUNT, own | {"credits": own["credits"] + spent})
    with state.store.transaction():
        for people in company.people.values():
            for person in people:
                if person.last_login:
                    state.store.save(KIND, person.body["user_id"], person.body | {"last_login": person.last_login})


def add_events(state: DuoState, company: Company, events: int, days: int) -> None:
    """Write the log records of people's actions, in order, in one transaction."""
    plan, names = plan_stories(events), tuple(STORIES)
    crowds = [(place, len(people)) for place, people in company.people.items()]
    writer, draw = Writer(state, company), state.chance.random
    stored: dict[str, list[Event]] = {}
    count = 0
    stories = shuffle_stories(plan, state.chance)
    for number, (time, place) in zip(
        stories, event_times(state.chance, int(state.clock()), days, len(stories), crowds), strict=True
    ):
        people = company.people[place]
        for log, event in writer.story(names[number], time, people[int(draw() * len(people))]):
            stored.setdefault(log, []).append(event)
            count += 1
        if count >= CHUNK:
            write_events(state, stored)
            count = 0
    write_events(state, stored)


def write_events(state: DuoState, stored: dict[str, list[Event]]) -> None:
    """Write the collected records and clear the collection."""
    with state.store.transaction():
        for log, events in stored.items():
            state.store.log(log, events)
    stored.clear()
