"""What a new server begins with: the keys of the demonstration, their users, and a little data to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.core.credential import Secret
from paraph.emulator.alteryx import keys, users, workflows
from paraph.emulator.alteryx.populate import populate
from paraph.emulator.demo import ALTERYX_DEMO, ALTERYX_KEYS

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.emulator.alteryx.calls import State
    from paraph.emulator.store import Object

PEOPLE = 6
"""How many users there are besides those of the keys."""


def begin(state: State, people: int = PEOPLE) -> None:
    """Put in what is not there yet."""
    with state.store.transaction():
        for key in ALTERYX_KEYS:
            if state.store.get(keys.KIND, key.id) is None:
                keys.add(state.store, key.id, key.secret, key.kind, holder(state, key.name)["id"])
        if not state.store.count(workflows.KIND):
            populate(state, people)


def accept(state: State, credential: Credential) -> None:
    """Put in a key that is known from elsewhere, which opens everything; its secret is not written down.

    It is the owner's of the demonstration's.
    """
    owner, known = (state.store.get(keys.KIND, key_id) for key_id in (ALTERYX_DEMO.id, credential.key_id))
    assert owner is not None
    if known is None or Secret(known["secret"]) != credential.secret:
        keys.add(state.store, credential.key_id, "", keys.EVERYTHING, owner["userId"])


def holder(state: State, name: str) -> Object:
    """The user whose key it is; the last word of the name is the role."""
    first, role = name.split()
    email = f"{first}.{role}@example.com".lower()
    known = state.store.named(users.KIND, email)
    if known:
        return known[0]
    publishes = role != "Viewer"
    return users.add(
        state, firstName=first, lastName=role, email=email, role=role, canScheduleJobs=publishes,
        canPrioritizeJobs=publishes, canCreateCollections=publishes, isApiEnabled=True,
    )  # fmt: skip
