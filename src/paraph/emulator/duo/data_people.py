"""Made-up people of a local server, and how log records speak of them."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.duo import applications, data_words
from paraph.emulator.duo.admins import create_admin
from paraph.emulator.duo.data_devices import computer, with_phone, with_security_key, with_token
from paraph.emulator.duo.groups import create_group
from paraph.emulator.duo.lockout import LOCKED
from paraph.emulator.duo.places import PLACES, UNKNOWN, Place
from paraph.emulator.duo.users import create_user

if TYPE_CHECKING:
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object

YEAR = 365 * 86_400
UNENROLLED = "unenrolled"
RARE = {"bypass": 0.02, "disabled": 0.02, LOCKED: 0.01, UNENROLLED: 0.05}
"""The statuses of those who are not simply active, and how many of all have them."""


@dataclass(slots=True)
class Person:
    """A user in the form that log records want: pieces of JSON, made once."""

    body: Object
    place: Place
    number: str
    user: str
    email: str
    phone: str
    token: str
    computers: list[str]
    last_login: int = 0

    @property
    def name(self) -> str:
        """What they log in with."""
        return str(self.body["username"])


@dataclass(slots=True)
class Company:
    """Everything that log records speak of; `names` are those of what administrators change, by kind."""

    people: dict[Place, list[Person]] = field(default_factory=dict)
    applications: list[str] = field(default_factory=list)
    admins: list[tuple[str, str]] = field(default_factory=list)
    names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def text(value: Any) -> str:
    """A value as JSON."""
    return msgspec.json.encode(value).decode()


def founded(state: State, count: int) -> Company:
    """A company with so many users."""
    company = Company(names={"policy": [("PO00000000000000GLOB", "Global Policy")]})
    for name, kind in data_words.APPLICATIONS:
        key, secret = state.new_id("DI"), f"notsecret{state.chance.getrandbits(124):031x}"
        applications.add(state.store, key, secret, kind, name)
        company.applications.append(text({"key": key, "name": name}))
        company.names.setdefault("integration", []).append((key, name))
    groups = [create_group(state, name) for name in data_words.GROUPS]
    company.names["group"] = [(group["group_id"], group["name"]) for group in groups]
    company.admins = [employed(state, name, role) for name, role in data_words.ADMINS]
    shares = list(accumulate(place.share for place in PLACES))
    for number in range(count):
        place = state.chance.choices(PLACES, cum_weights=shares)[0]
        hired(state, company, number, place, groups)
    return company


def employed(state: State, name: str, role: str) -> tuple[str, str]:
    """A new administrator: key and name."""
    email = f"{name.split()[0].lower()}@example.com"
    admin = create_admin(state, name, email, role=role, created=int(state.clock()) - YEAR)
    return admin["admin_id"], name


def hired(state: State, company: Company, number: int, place: Place, groups: list[Object]) -> None:
    """Add a new user with what belongs to them."""
    chance = state.chance
    username, status, realname = called(state, number)
    user = create_user(
        state, username, realname=realname, firstname=realname.split()[0], lastname=realname.split()[1],
        email=f"{username}@example.com", status="active" if status == UNENROLLED else status,
        created=int(state.clock()) - chance.randrange(YEAR // 2, YEAR),
        lockout_reason="Failed Attempts" if status == LOCKED else None,
    )  # fmt: skip
    mine = [groups[0], *chance.sample(groups[1:], chance.randrange(2))]
    for group in mine:
        state.store.link("user-group", user["user_id"], group["group_id"])
    company.names.setdefault("user", []).append((user["user_id"], username))
    if status == UNENROLLED:
        return
    phone, token = with_phone(state, user, number), with_token(state, user, number)
    with_security_key(state, user, number)
    company.names.setdefault("phone", []).append((phone["phone_id"], phone["number"]))
    if status == "active":
        company.people.setdefault(place, []).append(seen(state, user, place, phone, token, mine))


def called(state: State, number: int) -> tuple[str, str, str]:
    """Username, status and name of a new user."""
    chance = state.chance
    first, last = chance.choice(data_words.FIRST), chance.choice(data_words.LAST)
    if number < len(data_words.CAST):
        username, status = data_words.CAST[number]
        return username, status, f"{username.partition('+')[0].capitalize()} {last}"
    status = chance.choices((*RARE, "active"), weights=(*RARE.values(), 1 - sum(RARE.values())))[0]
    return f"{first}.{last}{number}".lower(), status, f"{first} {last}"


def seen(state: State, user: Object, place: Place, phone: Object, token: Object | None, groups: list[Object]) -> Person:
    """How a user appears in log records."""
    at_phone = {
        "ip": address(state, place),
        "key": phone["phone_id"],
        "location": place.location,
        "name": phone["number"],
    }
    at_token = token and {"ip": None, "key": token["token_id"], "location": UNKNOWN, "name": token["serial"]}
    known = {"groups": [group["name"] for group in groups], "key": user["user_id"], "name": user["username"]}
    travels = [state.chance.choice(PLACES)] if state.chance.random() < 0.1 else []
    return Person(
        user, place, phone["number"], text(known), text(user["email"]), text(at_phone), text(at_token or at_phone),
        [text(computer(state, user, address(state, at), at)) for at in (place, place, *travels)],
    )  # fmt: skip


def address(state: State, place: Place) -> str:
    """An address that is at a place."""
    network = ipaddress.ip_network(place.network)
    return str(network[state.chance.randrange(1, min(network.num_addresses, 2**16) - 1)])
