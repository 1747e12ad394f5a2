"""What a local server acknowledged stays in its file, whatever its seed, through restarts and kills."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from paraph.core.credential import Credential
from paraph.core.message import request_for
from paraph.emulator import demo_keys
from paraph.emulator.alteryx.admin import groups, studios, users
from paraph.emulator.alteryx.assets import collections, credentials, data_connections, dcm, publishing
from paraph.emulator.alteryx.jobs import jobs, schedules  # fmt: skip
from paraph.emulator.duo.admin.groups import create_group
from paraph.emulator.duo.admin.users import create_user
from paraph.emulator.duo.devices.phones import create_phone
from paraph.emulator.local import LocalVendors
from paraph.emulator.store import Store
from paraph.http.handler import Response
from paraph.signing import sign
from tests.trust.kills import lost_by_kills

KEY = Credential.of(demo_keys.DUO_DEMO.id, demo_keys.DUO_DEMO.secret)
NOW = 1_773_739_805
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
DUO: tuple[tuple[str, str], ...] = (
    ("/admin/v1/users", "username=user{n}"), ("/admin/v1/admins", "email=admin{n}@example.com&name=Ada&password=secret123"),
    ("/admin/v1/groups", "name=group{n}"), ("/admin/v1/phones", "number=%2B1555555{n:04}&type=mobile&platform=generic+smartphone"),
    ("/admin/v1/tokens", "type=h6&serial={n}&secret=000102030405060708090a0b0c0d0e0f10111213"),
    ("/admin/v1/integrations", "name=app{n}&type=authapi"), ("/admin/v1/administrative_units", "name=unit{n}&description=a&restrict_by_groups=false"),
    ("/admin/v1/admins/activations", "email=new{n}@example.com"), ("/auth/v2/enroll", "username=enrolled{n}"),
)  # fmt: skip


def rows(store: Store) -> dict[tuple[str, str], bytes]:
    """All objects of a store."""
    found = store._base.execute("SELECT kind, id, body FROM objects")
    return {(kind, key): body for kind, key, body in found}


def events(store: Store) -> set[tuple[Any, ...]]:
    """All log records of a store."""
    return set(store._base.execute("SELECT log, time, id, body FROM events"))


def opened(file: Path, seed: int) -> LocalVendors:
    return LocalVendors(store=Store(str(file)), clock=lambda: NOW, seed=seed)


def create_all(local: LocalVendors, run: int) -> None:
    """Create one of each kind at both vendors."""
    for path, body in DUO:
        request = request_for("POST", f"http://127.0.0.1{path}", FORM, body.format(n=run).encode())
        reply = local(sign(request, KEY, "duo", now=NOW))
        assert isinstance(reply, Response)
        assert reply.status == 200, (path, reply.body)
    state = local.alteryx
    with state.store.transaction():
        user = users.add(state, firstName="Ada", lastName=f"Run{run}", email=f"ada{run}@example.com", role="Artisan")
        workflow = publishing.add(state, user, f"Workflow {run}")
        schedules.add(state, workflow, user["id"], {"iterationType": "Once"})
        jobs.add(state, workflow, user)
        groups.add(state, f"Group {run}", "Artisan")
        collections.add(state, f"Collection {run}", user["id"])
        credentials.add(state, f"domain\\user{run}", [])
        data_connections.add(state, f"Connection {run}")
        studios.add(state, f"Studio {run}", user["id"])
        dcm.add(state, user["id"], connectionId=f"connection{run}")


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_a_restart_overwrites_nothing(tmp_path: Path, seed: int) -> None:
    file, before, logged = tmp_path / "data.db", dict[tuple[str, str], bytes](), set[tuple[Any, ...]]()
    for run in range(4):
        local = opened(file, seed)
        create_all(local, run)
        after = rows(local.store)
        assert {pair: after.get(pair) for pair in before} == before
        assert logged <= events(local.store)
        assert len(after) - len(before) >= len(DUO) + 10
        before, logged = after, events(local.store)
        local.store.close()


def test_a_new_file_is_the_same_each_time(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        local = opened(tmp_path / name, 1)
        create_all(local, 0)
        found.append(rows(local.store))
        local.store.close()
    assert found[0] == found[1]


def test_an_id_that_comes_again_overwrites_nothing(tmp_path: Path) -> None:
    local = opened(tmp_path / "data.db", 1)
    duo, alteryx = local.duo, local.alteryx
    makers: tuple[Callable[[str], object], ...] = (
        lambda name: create_user(duo, name),
        lambda name: create_group(duo, name),
        lambda name: create_phone(duo, name=name),
        lambda name: groups.add(alteryx, name, "Artisan"),
        lambda name: data_connections.add(alteryx, name),
    )
    for create in makers:
        chances = duo.chance.getstate(), alteryx.chance.getstate()
        create("first")
        before = rows(local.store)
        duo.chance.setstate(chances[0])
        alteryx.chance.setstate(chances[1])
        with pytest.raises(sqlite3.IntegrityError):
            create("second")
        assert rows(local.store) == before
    local.store.close()


@pytest.mark.parametrize("words", [(), ("--seed", "1")], ids=["no seed", "seed"])
def test_what_was_acknowledged_outlives_a_kill(words: tuple[str, ...]) -> None:
    acknowledged, lost = lost_by_kills(3, *words)
    assert acknowledged >= 30
    assert lost == []
