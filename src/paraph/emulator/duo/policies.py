"""Policies: sections of rules for the whole account, for applications, and for groups within these."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from paraph.emulator.duo import applications, users
from paraph.emulator.duo.calls import Refused, Routes
from paraph.emulator.duo.logs import changed
from paraph.emulator.duo.sections import read
from paraph.emulator.duo.whereabouts import check

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, Call
    from paraph.emulator.duo.state import State
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "policy"
PATH = "/admin/v2/policies"
GLOBAL = "global policy"
"""The name under which the policy of the whole account is found."""
IN_GROUPS = "group_policy"
"""By integration: `policies`, the first of which counts most, each with `policy_key` and `group_id_list`."""
START: Object = {
    "authentication_policy": {"user_auth_behavior": "enforce"},
    "new_user": {"new_user_behavior": "enroll"},
    "authentication_methods": {
        "allowed_auth_list": [
            "bypass",
            "duo-passcode",
            "duo-push",
            "hardware-token",
            "phonecall",
            "sms",
            "webauthn-platform",
            "webauthn-roaming",
        ],
        "blocked_auth_list": ["desktop"],
    },
}
"""The sections of a new account's global policy."""


def global_policy(state: State) -> Object:
    """The policy of the whole account, which every account has."""
    found = state.store.named(KIND, GLOBAL)
    if found:
        return found[0]
    policy: Object = {"policy_key": state.new_id("PO"), "policy_name": "Global Policy", "is_global_policy": True}
    return state.store.add(KIND, policy["policy_key"], policy | {"sections": deepcopy(START)}, [GLOBAL])


def create_policy(state: State, name: str, sections: Object) -> Object:
    """A new policy, as stored."""
    policy: Object = {
        "policy_key": state.new_id("PO"), "policy_name": name, "is_global_policy": False, "sections": deepcopy(sections),
    }  # fmt: skip
    return state.store.add(KIND, policy["policy_key"], policy)


def with_sections(policy: Object, sections: Any, removed: Any) -> Object:
    """A policy whose sections are changed, key by key, or removed.

    Raises Refused (40002) for removing global ones, and for keys that are not what they should be.
    """
    if removed and policy["is_global_policy"]:
        raise Refused(40002, "sections_to_delete")
    merged: Object = {name: each for name, each in policy["sections"].items() if name not in (removed or ())}
    for name, values in (sections or {}).items():
        if not isinstance(values, dict):
            raise Refused(40002, "sections")
        merged[name] = {**merged.get(name, {}), **values}
    check(read(merged).authorized_networks)
    return policy | {"sections": merged}


def apply(call: Call, policy: Object) -> None:
    """Put a policy into force where the call says; raises Refused (40002) for what is not there."""
    for key in call.get("apply_to_apps") or ():
        integration = in_account(call.store, applications.KIND, key, "apply_to_apps")
        call.store.put(applications.KIND, str(key), integration | {"policy_key": policy["policy_key"]})
    name = "apply_to_groups_in_apps"
    listed = call.get(name) or ()
    # The list is also sent within an object.
    for each in listed.get("apply_group_policies_list", ()) if isinstance(listed, dict) else listed:
        if not isinstance(each, dict) or not isinstance(each.get("group_id_list"), list):
            raise Refused(40002, name)
        in_account(call.store, applications.KIND, each.get("app_integration_key"), name)
        for group_id in each["group_id_list"]:
            in_account(call.store, "group", group_id, name)
        put_first(call.store, each["app_integration_key"], policy["policy_key"], each["group_id_list"])


def in_account(store: Store, kind: str, key: Any, name: str) -> Object:
    """The object that a parameter refers to; raises Refused (40002) with the parameter's name."""
    found = store.get(kind, str(key))
    if found is None:
        raise Refused(40002, name)
    return found


def put_first(store: Store, key: str, policy_key: str, groups: list[str]) -> None:
    """Let a policy count for groups in an application, before the others that are there."""
    others = [each for each in in_groups(store, key) if each["policy_key"] != policy_key]
    store.put(IN_GROUPS, key, {"policies": [{"policy_key": policy_key, "group_id_list": groups}, *others]})


def in_groups(store: Store, key: str) -> list[Object]:
    """The policies of groups in an application."""
    found: list[Object] = (store.get(IN_GROUPS, key) or {"policies": []})["policies"]
    return found


@ROUTES.at(f"GET {PATH}")
def listed(call: Call) -> Answer:
    """All policies."""
    global_policy(call.state)
    return call.page(KIND)


@ROUTES.at(f"POST {PATH}")
def created(call: Call) -> Answer:
    """A new policy, in force where the call says."""
    policy = create_policy(call.state, call["policy_name"], {})
    policy = call.store.put(KIND, policy["policy_key"], with_sections(policy, call.get("sections"), ()))
    apply(call, policy)
    changed(call, "policy_create", policy["policy_name"], call.given)
    return policy


@ROUTES.at(f"GET {PATH}/global")
def one_for_all(call: Call) -> Answer:
    """The policy of the whole account."""
    return global_policy(call.state)


@ROUTES.at(f"GET {PATH}/{{policy_key}}")
def one(call: Call) -> Answer:
    """One policy."""
    return call.object(KIND, call["policy_key"])


@ROUTES.at(f"PUT {PATH}/{{policy_key}}")
def updated(call: Call) -> Answer:
    """A policy with other sections or another name, in force where the call says."""
    policy = global_policy(call.state) if call["policy_key"] == "global" else call.object(KIND, call["policy_key"])
    policy = with_sections(policy, call.get("sections"), call.get("sections_to_delete"))
    if not policy["is_global_policy"]:
        policy |= call.chosen("policy_name")
    call.store.put(KIND, policy["policy_key"], policy)
    apply(call, policy)
    changed(call, "policy_update", policy["policy_name"], call.given)
    return policy


@ROUTES.at(f"DELETE {PATH}/{{policy_key}}")
def deleted(call: Call) -> Answer:
    """Nothing, also where there is no such policy; the global one stays."""
    policy = call.store.get(KIND, call["policy_key"])
    if policy is None:
        return ""
    if policy["is_global_policy"]:
        raise Refused(40002, "policy_key")
    for each in call.store.page(applications.KIND):
        key = each["integration_key"]
        if each.get("policy_key") == policy["policy_key"]:
            call.store.put(applications.KIND, key, each | {"policy_key": None})
        others = [one for one in in_groups(call.store, key) if one["policy_key"] != policy["policy_key"]]
        call.store.put(IN_GROUPS, key, {"policies": others})
    call.store.delete(KIND, policy["policy_key"])
    changed(call, "policy_delete", policy["policy_name"])
    return ""


@ROUTES.at(f"POST {PATH}/copy")
def copied(call: Call) -> Answer:
    """New policies with the sections of another, one a name."""
    source = call.referred(KIND, "policy_key")
    names = call.get("new_policy_names_list") or [f"{source['policy_name']} - copy"]
    copies = [create_policy(call.state, str(name), source["sections"]) for name in names]
    for policy in copies:
        changed(call, "policy_create", policy["policy_name"], {"copied_from": source["policy_key"]})
    return {"policies": copies}


@ROUTES.at(f"PUT {PATH}/update")
def several_updated(call: Call) -> Answer:
    """Policies with the same change made to each."""
    which, what = call["policies_to_update"], call["policy_changes"]
    every = which.get("edit_all_policies", "edit_list" not in which)
    keys = None if every else [str(key) for key in which.get("edit_list") or ()]
    global_policy(call.state)
    found = [each for each in call.store.page(KIND) if keys is None or each["policy_key"] in keys]
    if keys is not None and len(found) != len(set(keys)):
        raise Refused(40002, "policies_to_update")
    done = []
    for policy in found:
        done.append(with_sections(policy, what.get("sections"), what.get("sections_to_delete")))
        call.store.put(KIND, policy["policy_key"], done[-1])
        changed(call, "policy_update", policy["policy_name"], what)
    return done


def applies_to(store: Store, policy: Object) -> list[Object]:
    """Where a policy is in force: applications, and groups within applications with their place among others."""
    found: list[Object] = []
    for each in store.page(applications.KIND):
        where = {"app_name": each["name"], "app_integration_key": each["integration_key"]}
        if each.get("policy_key") == policy["policy_key"]:
            found.append(where | {"apply_type": "app"})
        for position, one in enumerate(in_groups(store, each["integration_key"])):
            if one["policy_key"] == policy["policy_key"]:
                groups = [store.get("group", key) for key in one["group_id_list"]]
                named = [{"group_id": group["group_id"], "group_name": group["name"]} for group in groups if group]
                found.append(where | {"apply_type": "group_app", "group_position": position, "groups": named})
    return found


@ROUTES.at(f"GET {PATH}/summary")
def summary(call: Call) -> Answer:
    """All policies, and where they are in force."""
    global_policy(call.state)
    policies = [
        {
            "policy_key": each["policy_key"], "policy_name": each["policy_name"],
            "is_global_policy": each["is_global_policy"], "policy_applies_to": applies_to(call.store, each),
        }
        for each in call.store.page(KIND)
    ]  # fmt: skip
    return {"policies": policies, "policy_count": len(policies), "response_is_truncated": False}


def in_force(state: State, integration: Object, user_id: str = "") -> list[Object]:
    """What counts for a user in an application: the global policy, then the application's, then those of groups."""
    own = set(state.store.linked("user-group", user_id))
    by_group = [each["policy_key"] for each in in_groups(state.store, integration["integration_key"])
                if own & set(each["group_id_list"])]  # fmt: skip
    found = [state.store.get(KIND, key) for key in (integration.get("policy_key"), *reversed(by_group)) if key]
    return [global_policy(state), *(policy for policy in found if policy)]


def sections_of(policies: list[Object]) -> Object:
    """The sections that come of policies, each of which goes before those that it follows."""
    sections: Object = {}
    for policy in policies:
        sections |= policy["sections"]
    return sections


@ROUTES.at(f"GET {PATH}/calculate")
def calculated(call: Call) -> Answer:
    """What counts for a user in an application."""
    integration = call.referred(applications.KIND, "integration_key")
    policies = in_force(call.state, integration, call.referred(users.KIND, "user_id")["user_id"])
    elements = [{"policy_key": each["policy_key"], "policy_name": each["policy_name"]} for each in reversed(policies)]
    return {"policy_elements": elements, "sections": sections_of(policies)}
