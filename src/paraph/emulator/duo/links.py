"""What a user has: phones, groups and tokens, to be attached and taken away, and what can only be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo import users
from paraph.emulator.duo.calls import MOST_LINKED, Refused, Routes
from paraph.emulator.duo.logs import changed

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call, Route

ROUTES = Routes()
LISTS = {
    "phones": "phone",
    "groups": "group",
    "tokens": "token",
    "u2ftokens": "u2ftoken",
    "webauthncredentials": "webauthncredential",
    "desktopauthenticators": "desktop_authenticator",
}
"""By the last word of the path: what kind of thing is listed."""
ATTACHED = {"phones": "phone_id", "groups": "group_id", "tokens": "token_id"}
"""Those that can be attached, and the parameter that names which."""
SHARED = ("phone", "token")
"""What can have only so many users."""


def listing(kind: str) -> Route:
    """The route that lists what a user has of a kind."""

    def listed(call: Call) -> Answer:
        user = call.object(users.KIND, call["user_id"])
        return call.part(call.store.objects_linked(f"user-{kind}", user["user_id"], kind))

    return listed


def attaching(kind: str, name: str) -> Route:
    """The route that gives a user one more; what is there already is left alone, and what is too much is refused."""
    link = f"user-{kind}"

    def attached(call: Call) -> Answer:
        user_id, key = call.object(users.KIND, call["user_id"])["user_id"], call[name]
        call.referred(kind, name)
        own = call.store.linked(link, user_id)
        if key in own:
            return ""
        full = kind in SHARED and len(call.store.linking(link, key)) >= MOST_LINKED
        if full or len(own) >= MOST_LINKED:
            raise Refused(50001)
        call.store.link(link, user_id, key)
        told(call, {name: key})
        return ""

    return attached


def detaching(kind: str, name: str) -> Route:
    """The route that takes one away, also where it was never there."""

    def detached(call: Call) -> Answer:
        if call.store.unlink(f"user-{kind}", call["user_id"], call[name]):
            told(call, {f"removed_{name}": call[name]})
        return ""

    return detached


def told(call: Call, what: dict[str, str]) -> None:
    """Leave a record of what was done to a user."""
    user = call.object(users.KIND, call["user_id"])
    changed(call, "user_update", user["username"], what)


for word, kind in LISTS.items():
    ROUTES["GET", f"/admin/v1/users/{{user_id}}/{word}"] = listing(kind)
for word, name in ATTACHED.items():
    ROUTES["POST", f"/admin/v1/users/{{user_id}}/{word}"] = attaching(LISTS[word], name)
    ROUTES["DELETE", f"/admin/v1/users/{{user_id}}/{word}/{{{name}}}"] = detaching(LISTS[word], name)
