"""The phones, groups, tokens and other things of a user: lists, and routes that attach and remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import MAX_LINKS, DuoError, Routes
from paraph.emulator.duo.logs.records import log_change

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall, Route

ROUTES = Routes()
LISTS = {
    "phones": "phone",
    "groups": "group",
    "tokens": "token",
    "u2ftokens": "u2ftoken",
    "webauthncredentials": "webauthncredential",
    "desktopauthenticators": "desktop_authenticator",
}
"""Kinds of listed things, by the last word of the path."""
ATTACHED = {"phones": "phone_id", "groups": "group_id", "tokens": "token_id"}
"""Lists that can be changed, each with the parameter that names the thing."""
SHARED = ("phone", "token")
"""Kinds whose number of users is limited."""


def list_route(kind: str) -> Route:
    """Return the route that lists the things of a kind of a user."""

    def items(call: DuoCall) -> Answer:
        user = call.object(users.KIND, call["user_id"])
        return call.page_of(call.store.target_objects(f"user-{kind}", user["user_id"], kind))

    return items


def attach_route(kind: str, name: str) -> Route:
    """Return the route that attaches a thing to a user, unless the limit is reached."""
    link = f"user-{kind}"

    def attach(call: DuoCall) -> Answer:
        user_id, key = call.object(users.KIND, call["user_id"])["user_id"], call[name]
        call.referenced_object(kind, name)
        own = call.store.targets(link, user_id)
        if key in own:
            return ""
        full = kind in SHARED and len(call.store.sources(link, key)) >= MAX_LINKS
        if full or len(own) >= MAX_LINKS:
            raise DuoError(50001)
        call.store.link(link, user_id, key)
        log_user_update(call, {name: key})
        return ""

    return attach


def detach_route(kind: str, name: str) -> Route:
    """Return the route that detaches a thing from a user, if it is attached."""

    def detach(call: DuoCall) -> Answer:
        if call.store.unlink(f"user-{kind}", call["user_id"], call[name]):
            log_user_update(call, {f"removed_{name}": call[name]})
        return ""

    return detach


def log_user_update(call: DuoCall, name: dict[str, str]) -> None:
    """Log a change of a user."""
    user = call.object(users.KIND, call["user_id"])
    log_change(call, "user_update", user["username"], name)


for word, kind in LISTS.items():
    ROUTES["GET", f"/admin/v1/users/{{user_id}}/{word}"] = list_route(kind)
for word, name in ATTACHED.items():
    ROUTES["POST", f"/admin/v1/users/{{user_id}}/{word}"] = attach_route(LISTS[word], name)
    ROUTES["DELETE", f"/admin/v1/users/{{user_id}}/{word}/{{{name}}}"] = detach_route(LISTS[word], name)
