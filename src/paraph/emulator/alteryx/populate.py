"""Invented data: people with studios, workflows and apps, what they ran, what they will run, and what they share.

The same seed and clock make the same data. Names are those of plants and stones, addresses end in example.com.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import (
    audit,
    collecting,
    connections,
    credentials,
    dcm,
    groups,
    jobs,
    publishing,
    schedules,
    times,
    users,
    workflows,
)  # fmt: skip
from paraph.emulator.alteryx.recurring import whole_seconds

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import State
    from paraph.emulator.store import Object

DAY, HOUR = 86400, 3600
FIRST = ("Amber", "Basil", "Cedar", "Ember", "Fern", "Garnet", "Hazel", "Iris", "Juniper", "Laurel", "Olive", "Sorrel")
LAST = ("Example", "Sample", "Specimen", "Pattern", "Instance", "Placeholder", "Fixture")
ROLES = ("Artisan", "Artisan", "Member", "Artisan", "Curator", "Viewer")
SUBJECTS = ("Sales", "Stock", "Churn", "Delivery", "Budget", "Survey", "Traffic", "Claims", "Payroll", "Energy")
SHAPES = ("by region", "by month", "clean-up", "forecast", "reconciliation", "quality check")
FAILING = "Nightly import that fails"
QUESTIONS = [
    {
        "name": "Region", "type": "QuestionListBox", "description": "Which regions?", "value": "", "multiple": "True",
        "items": [{"key": name, "value": name.lower()} for name in ("North", "South", "West")],
    },
    {
        "name": "Month", "type": "QuestionDate", "description": "From when on?", "value": "2026-01-01", "multiple": None,
        "items": None,
    },
]  # fmt: skip
ITERATIONS: tuple[dict[str, Any], ...] = (
    {"iterationType": "Daily", "dailyContract": {"runOnlyWorkWeek": True}},
    {"iterationType": "Weekly", "weeklyContract": {"daysOfWeek": ["Monday", "Thursday"]}},
    {"iterationType": "Monthly", "monthlyContract": {"simpleDayOfMonth": True, "dayOfMonth": 1}},
    {"iterationType": "Hourly", "hourlyContract": {"hours": 6, "minutes": 0}},
)


def populate(state: State, count: int, *, each: int = 2, runs: int = 3) -> None:
    """Put `count` users on the server, `each` workflows a user, and `runs` jobs a workflow."""
    with state.store.transaction():
        people = [person(earlier(state, (200 - index % 190) * DAY), index) for index in range(count)]
        made = [
            workflow(earlier(state, state.chance.randrange(20, 90) * DAY), owner)
            for owner in people
            for _ in range(each)
        ]
        if people:
            made.append(logged(state, publishing.add(earlier(state, 9 * DAY), people[0], FAILING)))
        for one in made:
            run(state, one, runs)
        for index, one in enumerate(made[::3]):
            scheduled(earlier(state, state.chance.randrange(3, 15) * DAY), one, ITERATIONS[index % len(ITERATIONS)])
        shared(earlier(state, 5 * DAY), people, made)


def earlier(state: State, seconds: int) -> State:
    """The same server some time ago."""
    now = state.clock() - seconds
    return replace(state, clock=lambda: now)


def person(state: State, index: int) -> Object:
    """A user of whom the index tells the name, so that there are no two alike."""
    first, last = FIRST[index % len(FIRST)], LAST[index // len(FIRST) % len(LAST)]
    number = index // (len(FIRST) * len(LAST))
    role = ROLES[index % len(ROLES)]
    publishes = role in ("Artisan", "Curator")
    added = users.add(
        state, firstName=first, lastName=f"{last} {number}" if number else last, role=role,
        email=f"{first}.{last}{number or ''}@example.com".lower(), canScheduleJobs=publishes, isApiEnabled=publishes,
        canCreateCollections=publishes, lastLogin=state.now() + state.chance.randrange(20 * DAY) * 1000,
    )  # fmt: skip
    audit.record(state, users.KIND, added["id"], added["id"], "Insert", state.now(), {}, {"email": added["email"]})
    return added


def workflow(state: State, owner: Object) -> Object:
    """A workflow or an app of somebody's."""
    app = state.chance.random() < 0.3
    name = f"{state.chance.choice(SUBJECTS)} {state.chance.choice(SHAPES)}"
    made = publishing.add(
        state, owner, name, "App" if app else "Module", description=f"{name}, made up.", questions=QUESTIONS if app else [],
        isPublic=state.chance.random() < 0.2, isReadyForMigration=state.chance.random() < 0.2,
    )  # fmt: skip
    if made["isPublic"]:
        made = state.store.put(workflows.KIND, made["id"], made | {"dateMadePublic": state.now()})
    return logged(state, made)


def logged(state: State, made: Object) -> Object:
    """A workflow whose beginning is in the audit log."""
    audit.record(
        state, workflows.KIND, made["id"], made["ownerId"], "Insert", made["dateCreated"], {}, {"name": made["name"]}
    )
    return made


def run(state: State, one: Object, count: int) -> None:
    """Let a workflow have run some times in the last week."""
    owner = state.store.get(users.KIND, one["ownerId"])
    for ago in sorted((state.chance.randrange(HOUR, 7 * DAY) for _ in range(count)), reverse=True):
        current = state.store.get(workflows.KIND, one["id"])
        if current and owner:
            jobs.add(earlier(state, ago), current, owner)


def scheduled(state: State, one: Object, iteration: Object) -> None:
    """Let a workflow run by itself from a morning on."""
    start = int(state.clock()) // DAY * DAY + 6 * HOUR
    kind = str(iteration["iterationType"])
    named = f"{one['name']}, {kind.lower()}"
    schedules.add(
        state, one, one["ownerId"], {"startTime": whole_seconds(start), "endTime": None, **iteration}, name=named
    )


def shared(state: State, people: list[Object], made: list[Object]) -> None:
    """What is shared: groups, credentials, connections, insights and collections."""
    if not people:
        return
    first = people[0]["id"]
    analysts = groups.add(state, "Analysts", "Artisan")
    since = {"activeDirectoryObject": None, "dateAddedToGroup": times.text(state.now()), "addedByUserId": first}
    members = [{"userId": each["id"], **since} for each in people[: max(1, len(people) // 2)]]
    state.store.put(groups.KIND, analysts["id"], analysts | {"members": members})
    groups.add(state, "Guests", "Viewer")
    for name in ("EXAMPLE\\runner", "EXAMPLE\\reports"):
        credentials.add(state, name, [first])
    for name in ("Warehouse", "Lake"):
        connections.add(state, name)
        dcm.add(state, first, name=name, dataSourceTechnology="ODBC")
    connections.add(state, "Archive", connections.SYSTEM)
    dcm.add_rule(state, name="Warehouse connections", enabled=True)
    for name in ("Sales by month", "Open claims"):
        insight = {"id": state.new_id(), "name": name, "ownerId": first, "updated": state.now()}
        state.store.put("alteryx-insight", str(insight["id"]), insight)
    for index, name in enumerate(("Finance", "Operations")):
        collected(state, collecting.add(state, name, first), made[index::4], people[1 + index : 2 + index])


def collected(state: State, collection: Object, inside: list[Object], guests: list[Object]) -> None:
    """Put workflows and people into a collection."""
    share = {"dateAdded": state.now(), "addedById": collection["ownerId"]}
    allowed = {"permissions": dict.fromkeys(collecting.FLAGS, False) | {"canAddAssets": True}, "expirationDate": None}
    holds = collection["holds"] | {
        "workflowId": {each["id"]: share for each in inside},
        "userId": {each["id"]: share | allowed for each in guests},
    }
    state.store.put(collecting.KIND, collection["id"], collection | {"holds": holds})
