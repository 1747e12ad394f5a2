"""Generated people, and their parts of log records."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.admin.admins import create_admin
from paraph.emulator.duo.admin.groups import create_group
from paraph.emulator.duo.admin.users import create_user
from paraph.emulator.duo.auth.lockout import LOCKED
from paraph.emulator.duo.ip_locations import PLACES, UNKNOWN, Place
from paraph.emulator.duo.sample_data import words
from paraph.emulator.duo.sample_data.devices import add_computer, add_phone, add_security_key, add_token

if TYPE_CHECKING:
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

YEAR = 365 * 86_400
UNENROLLED_USER = "unenrolled"
RARE = {"bypass": 0.02, "disabled": 0.02, LOCKED: 0.01, UNENROLLED_USER: 0.05}
"""Statuses other than active, with their share of users."""


@dataclass(slots=True)
class Person:
    """A user in the form that log records need: pieces of JSON, made once."""

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
        """The username."""
        return str(self.body["username"])


@dataclass(slots=True)
class Company:
    """All things in log records; `names` are the names of what administrators change, by kind."""

    people: dict[Place, list[Person]] = field(default_factory=dict)
    applications: list[str] = field(default_factory=list)
    admins: list[tuple[str, str]] = field(default_factory=list)
    names: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def to_json(value: Any) -> str:
    """Encode a value as JSON."""
    return msgspec.json.encode(value).decode()


def create_company(state: DuoState, count: int) -> Company:
    """Create a company with `count` users."""
    company = Company(names={"policy": [("PO00000000000000GLOB", "Global Policy")]})
    for name, kind in words.APPLICATIONS:
        key, secret = state.new_id("DI"), f"notsecret{state.chance.getrandbits(124):031x}"
        applications.add_application(state.store, key, secret, kind, name)
        company.applications.append(to_json({"key": key, "name": name}))
        company.names.setdefault("integration", []).append((key, name))
    groups = [create_group(state, name) for name in words.GROUPS]
    company.names["group"] = [(group["group_id"], group["name"]) for group in groups]
    company.admins = [hire_admin(state, name, role) for name, role in words.ADMINS]
    shares = list(accumulate(place.share for place in PLACES))
    for number in range(count):
        place = state.chance.choices(PLACES, cum_weights=shares)[0]
        hire_user(state, company, number, place, groups)
    return company


def hire_admin(state: DuoState, name: str, role: str) -> tuple[str, str]:
    """Create an administrator; return key and name."""
    email = f"{name.split()[0].lower()}@example.com"
    admin = create_admin(state, name, email, role=role, created=int(state.clock()) - YEAR)
    return admin["admin_id"], name


def hire_user(state: DuoState, company: Company, number: int, place: Place, groups: list[Object]) -> None:
    """Add a new user with their devices."""
    chance = state.chance
    username, status, realname = user_identity(state, number)
    user = create_user(
        state, username, realname=realname, firstname=realname.split()[0], lastname=realname.split()[1],
        email=f"{username}@example.com", status="active" if status == UNENROLLED_USER else status,
        created=int(state.clock()) - chance.randrange(YEAR // 2, YEAR),
        lockout_reason="Failed Attempts" if status == LOCKED else None,
    )  # fmt: skip
    mine = [groups[0], *chance.sample(groups[1:], chance.randrange(2))]
    for group in mine:
        state.store.link("user-group", user["user_id"], group["group_id"])
    company.names.setdefault("user", []).append((user["user_id"], username))
    if status == UNENROLLED_USER:
        return
    phone, token = add_phone(state, user, number), add_token(state, user, number)
    add_security_key(state, user, number)
    company.names.setdefault("phone", []).append((phone["phone_id"], phone["number"]))
    if status == "active":
        company.people.setdefault(place, []).append(person_of(state, user, place, phone, token, mine))


def user_identity(state: DuoState, number: int) -> tuple[str, str, str]:
    """Return username, status and name of a new user."""
    chance = state.chance
    first, last = chance.choice(words.FIRST), chance.choice(words.LAST)
    if number < len(words.CAST):
        username, status = words.CAST[number]
        return username, status, f"{username.partition('+')[0].capitalize()} {last}"
    status = chance.choices((*RARE, "active"), weights=(*RARE.values(), 1 - sum(RARE.values())))[0]
    return f"{first}.{last}{number}".lower(), status, f"{first} {last}"


def person_of(
    state: DuoState, user: Object, place: Place, phone: Object, token: Object | None, groups: list[Object]
) -> Person:
    """Return a user as log records have them."""
    at_phone = {
        "ip": random_address(state, place),
        "key": phone["phone_id"],
        "location": place.location,
        "name": phone["number"],
    }
    at_token = token and {"ip": None, "key": token["token_id"], "location": UNKNOWN, "name": token["serial"]}
    existing = {"groups": [group["name"] for group in groups], "key": user["user_id"], "name": user["username"]}
    travels = [state.chance.choice(PLACES)] if state.chance.random() < 0.1 else []
    return Person(
        user, place, phone["number"], to_json(existing), to_json(user["email"]), to_json(at_phone), to_json(at_token or at_phone),
        [to_json(add_computer(state, user, random_address(state, at), at)) for at in (place, place, *travels)],
    )  # fmt: skip


def random_address(state: DuoState, place: Place) -> str:
    """Return a random address of a place."""
    network = ipaddress.ip_network(place.network)
    return str(network[state.chance.randrange(1, min(network.num_addresses, 2**16) - 1)])
