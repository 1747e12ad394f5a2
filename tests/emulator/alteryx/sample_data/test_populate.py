"""The invented data: the same for the same seed, as much of it as is asked for, and nobody's."""

import json
import random
import re

from paraph.core.credential import Credential
from paraph.core.message import request_for
from paraph.emulator.alteryx.calls import AlteryxState
from paraph.emulator.alteryx.sample_data.demo_users import add_demo_data
from paraph.emulator.alteryx.sample_data.populate import populate
from paraph.emulator.local import LocalVendors
from paraph.emulator.store import Store
from tests.emulator.alteryx.simulation import START

KINDS = (
    "user",
    "studio",
    "group",
    "workflow",
    "job",
    "schedule",
    "collection",
    "credential",
    "connection",
    "insight",
    "dcm",
)


def everything(seed: int, people: int) -> str:
    state = AlteryxState(Store(), lambda: START, random.Random(seed))
    add_demo_data(state, people=people)
    return json.dumps([state.store.page(f"alteryx-{kind}") for kind in KINDS])


def test_the_same_seed_makes_the_same_data() -> None:
    assert everything(1, 5) == everything(1, 5)
    assert everything(1, 5) != everything(2, 5)


def test_as_much_as_is_asked_for() -> None:
    state = AlteryxState(Store(), lambda: START, random.Random(1))
    populate(state, 300, each=1, runs=1)
    people = state.store.page("alteryx-user")
    assert len({each["email"] for each in people}) == len(people) == 300
    assert state.store.count("alteryx-workflow") == state.store.count("alteryx-job") == 301
    nothing = AlteryxState(Store(), lambda: START, random.Random(1))
    populate(nothing, 0)
    assert not nothing.store.count("alteryx-workflow")


def test_addresses_lead_nowhere_and_ids_are_those_of_the_vendor() -> None:
    text = everything(3, 40)
    assert set(re.findall(r"@([\w.]+)", text)) == {"example.com"}
    assert all(re.fullmatch("[0-9a-f]{24}", each) for each in re.findall(r'"id": "(\w+)"', text))


def test_a_local_server_begins_with_keys_and_data_and_keeps_both() -> None:
    local = LocalVendors(["alteryx"], seed=1, accepted=[Credential.of("own-key", "own-secret")])
    told = local.providers("http://127.0.0.1:8000")["alteryx"]
    assert told["base_url"] == "http://127.0.0.1:8000/gallery"
    assert told["webapi_url"] == "http://127.0.0.1:8000/webapi"
    assert {each["type"] for each in told["keys"]} == {"demo", "subscription", "admin", "api"}
    before = local.store.count("alteryx-user")
    LocalVendors(["alteryx"], seed=2, store=local.store)
    assert local.store.count("alteryx-user") == before
    from paraph import sign

    for path in ("/gallery/api/admin/v1/users/", "/api/v1/workflows/subscription/"):
        request = sign(
            request_for("GET", f"http://127.0.0.1:8000{path}"),
            Credential.of("own-key", "own-secret"),
            "oauth1",
        )
        assert local(request).status == 200  # type: ignore[union-attr]
