"""Generated data: users, studios, workflows, apps, jobs, schedules and shares.

The same seed and clock make the same data. Names are plants and stones, addresses end in example.com.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from paraph.emulator.alteryx import times  # fmt: skip
from paraph.emulator.alteryx.admin import audit, groups, users
from paraph.emulator.alteryx.assets import collections, credentials, data_connections, dcm, publishing, workflows
from paraph.emulator.alteryx.jobs import jobs, schedules
from paraph.emulator.alteryx.jobs.recurrence import format_run_time

if TYPE_CHECKING:
    from paraph.emulator.alteryx.calls import AlteryxState
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


def populate(state: AlteryxState, count: int, *, each: int = 2, runs: int = 3) -> None:
    """Add `count` users, `each` workflows a user, and `runs` jobs a workflow."""
    with state.store.transaction():
        people = [add_user(state_at(state, (200 - index % 190) * DAY), index) for index in range(count)]
        created = [
            add_workflow(state_at(state, state.chance.randrange(20, 90) * DAY), owner)
            for owner in people
            for _ in range(each)
        ]
        if people:
            created.append(log_creation(state, publishing.add(state_at(state, 9 * DAY), people[0], FAILING)))
        for one in created:
            add_past_jobs(state, one, runs)
        for index, one in enumerate(created[::3]):
            add_schedule(state_at(state, state.chance.randrange(3, 15) * DAY), one, ITERATIONS[index % len(ITERATIONS)])
        add_shares(state_at(state, 5 * DAY), people, created)


def state_at(state: AlteryxState, seconds: int) -> AlteryxState:
    """Return the same server some time ago."""
    now = state.clock() - seconds
    return replace(state, clock=lambda: now)


def add_user(state: AlteryxState, index: int) -> Object:
    """Add a user whose name follows from the index, so that no two are alike."""
    first, last = FIRST[index % len(FIRST)], LAST[index // len(FIRST) % len(LAST)]
    number = index // (len(FIRST) * len(LAST))
    role = ROLES[index % len(ROLES)]
    publishes = role in ("Artisan", "Curator")
    added = users.add(
        state, firstName=first, lastName=f"{last} {number}" if number else last, role=role,
        email=f"{first}.{last}{number or ''}@example.com".lower(), canScheduleJobs=publishes, isApiEnabled=publishes,
        canCreateCollections=publishes, lastLogin=state.milliseconds() + state.chance.randrange(20 * DAY) * 1000,
    )  # fmt: skip
    audit.log_event(
        state, users.KIND, added["id"], added["id"], "Insert", state.milliseconds(), {}, {"email": added["email"]}
    )
    return added


def add_workflow(state: AlteryxState, owner: Object) -> Object:
    """Add a workflow or an app of a user."""
    app = state.chance.random() < 0.3
    name = f"{state.chance.choice(SUBJECTS)} {state.chance.choice(SHAPES)}"
    created = publishing.add(
        state, owner, name, "App" if app else "Module", description=f"{name}, made up.", questions=QUESTIONS if app else [],
        isPublic=state.chance.random() < 0.2, isReadyForMigration=state.chance.random() < 0.2,
    )  # fmt: skip
    if created["isPublic"]:
        created = state.store.save(workflows.KIND, created["id"], created | {"dateMadePublic": state.milliseconds()})
    return log_creation(state, created)


def log_creation(state: AlteryxState, created: Object) -> Object:
    """Log the creation of a workflow in the audit log."""
    audit.log_event(
        state,
        workflows.KIND,
        created["id"],
        created["ownerId"],
        "Insert",
        created["dateCreated"],
        {},
        {"name": created["name"]},
    )
    return created


def add_past_jobs(state: AlteryxState, one: Object, count: int) -> None:
    """Add jobs of a workflow in the last week."""
    owner = state.store.get(users.KIND, one["ownerId"])
    for ago in sorted((state.chance.randrange(HOUR, 7 * DAY) for _ in range(count)), reverse=True):
        current = state.store.get(workflows.KIND, one["id"])
        if current and owner:
            jobs.add(state_at(state, ago), current, owner)


def add_schedule(state: AlteryxState, one: Object, iteration: Object) -> None:
    """Schedule a workflow."""
    start = int(state.clock()) // DAY * DAY + 6 * HOUR
    kind = str(iteration["iterationType"])
    reference = f"{one['name']}, {kind.lower()}"
    schedules.add(
        state, one, one["ownerId"], {"startTime": format_run_time(start), "endTime": None, **iteration}, name=reference
    )


def add_shares(state: AlteryxState, people: list[Object], created: list[Object]) -> None:
    """Add groups, credentials, connections, insights and collections."""
    if not people:
        return
    first = people[0]["id"]
    analysts = groups.add(state, "Analysts", "Artisan")
    since = {
        "activeDirectoryObject": None,
        "dateAddedToGroup": times.format_time(state.milliseconds()),
        "addedByUserId": first,
    }
    members = [{"userId": each["id"], **since} for each in people[: max(1, len(people) // 2)]]
    state.store.save(groups.KIND, analysts["id"], analysts | {"members": members})
    groups.add(state, "Guests", "Viewer")
    for name in ("EXAMPLE\\runner", "EXAMPLE\\reports"):
        credentials.add(state, name, [first])
    for name in ("Warehouse", "Lake"):
        data_connections.add(state, name)
        dcm.add(state, first, name=name, dataSourceTechnology="ODBC")
    data_connections.add(state, "Archive", data_connections.SYSTEM)
    dcm.add_rule(state, name="Warehouse connections", enabled=True)
    for name in ("Sales by month", "Open claims"):
        insight = {"id": state.new_id(), "name": name, "ownerId": first, "updated": state.milliseconds()}
        state.store.save("alteryx-insight", str(insight["id"]), insight)
    for index, name in enumerate(("Finance", "Operations")):
        fill_collection(state, collections.add(state, name, first), created[index::4], people[1 + index : 2 + index])


def fill_collection(state: AlteryxState, collection: Object, inside: list[Object], guests: list[Object]) -> None:
    """Add workflows and members to a collection."""
    share = {"dateAdded": state.milliseconds(), "addedById": collection["ownerId"]}
    allowed = {"permissions": dict.fromkeys(collections.FLAGS, False) | {"canAddAssets": True}, "expirationDate": None}
    holds = collection["holds"] | {
        "workflowId": {each["id"]: share for each in inside},
        "userId": {each["id"]: share | allowed for each in guests},
    }
    state.store.save(collections.KIND, collection["id"], collection | {"holds": holds})
