"""The data of a new server: demonstration keys, their users, and a few workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Secret
from paraph.emulator.alteryx.admin import users
from paraph.emulator.alteryx.assets import workflows
from paraph.emulator.alteryx.auth import keys
from paraph.emulator.alteryx.sample_data.populate import populate
from paraph.emulator.demo_keys import ALTERYX_DEMO, ALTERYX_KEYS

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.emulator.alteryx.calls import AlteryxState
    from paraph.emulator.store import Object

DEFAULT_USERS = 6
"""Number of users besides those of the keys."""


def add_demo_data(state: AlteryxState, people: int = DEFAULT_USERS) -> None:
    """Add the demonstration data that is missing."""
    with state.store.transaction():
        for key in ALTERYX_KEYS:
            if state.store.get(keys.KIND, key.id) is None:
                keys.add_key(state.store, key.id, key.secret, key.kind, demo_user(state, key.name)["id"])
        if not state.store.count(workflows.KIND):
            populate(state, people)


def accept_key(state: AlteryxState, credential: Credential) -> None:
    """Accept a user's own key for everything; its secret is not stored.

    It belongs to the owner of the demonstration key.
    """
    owner, existing = (state.store.get(keys.KIND, key_id) for key_id in (ALTERYX_DEMO.id, credential.key_id))
    assert owner is not None
    if existing is None or Secret(existing["secret"]) != credential.secret:
        keys.add_key(state.store, credential.key_id, "", keys.ALL_APIS, owner["userId"])


def demo_user(state: AlteryxState, name: str) -> Object:
    """Return the user of a demonstration key; the last word of `name` is the role."""
    first, role = name.split()
    email = f"{first}.{role}@example.com".lower()
    existing = state.store.find_by_name(users.KIND, email)
    if existing:
        return existing[0]
    publishes = role != "Viewer"
    return users.add(
        state, firstName=first, lastName=role, email=email, role=role, canScheduleJobs=publishes,
        canPrioritizeJobs=publishes, canCreateCollections=publishes, isApiEnabled=True,
    )  # fmt: skip
