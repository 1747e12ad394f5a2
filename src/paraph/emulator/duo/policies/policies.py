"""Policies: sections of rules for the account, for applications, and for groups within these."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.admin import users
from paraph.emulator.duo.calls import DuoError, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.policies.network_rules import check_networks
from paraph.emulator.duo.policies.sections import parse_sections

if TYPE_CHECKING:
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object, Store

ROUTES = Routes()
KIND = "policy"
PATH = "/admin/v2/policies"
GLOBAL = "global policy"
"""The lookup name of the account's policy."""
GROUP_POLICIES = "group_policy"
"""The kind of group policies, by integration: `policies` in descending rank, each with `policy_key` and
`group_id_list`."""
DEFAULT_SECTIONS: Object = {
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


def global_policy(state: DuoState) -> Object:
    """Return the policy of the account, which always exists."""
    result = state.store.find_by_name(KIND, GLOBAL)
    if result:
        return result[0]
    policy: Object = {"policy_key": state.new_id("PO"), "policy_name": "Global Policy", "is_global_policy": True}
    return state.store.add(KIND, policy["policy_key"], policy | {"sections": deepcopy(DEFAULT_SECTIONS)}, [GLOBAL])


def create_policy(state: DuoState, name: str, sections: Object) -> Object:
    """Create a policy."""
    policy: Object = {
        "policy_key": state.new_id("PO"), "policy_name": name, "is_global_policy": False, "sections": deepcopy(sections),
    }  # fmt: skip
    return state.store.add(KIND, policy["policy_key"], policy)


def change_sections(policy: Object, sections: Any, removed: Any) -> Object:
    """Return a policy with sections changed key by key, or removed.

    Raises DuoError (40002) for the removal of a global section, and for invalid keys.
    """
    if removed and policy["is_global_policy"]:
        raise DuoError(40002, "sections_to_delete")
    merged: Object = {name: each for name, each in policy["sections"].items() if name not in (removed or ())}
    for name, values in (sections or {}).items():
        if not isinstance(values, dict):
            raise DuoError(40002, "sections")
        merged[name] = {**merged.get(name, {}), **values}
    check_networks(parse_sections(merged).authorized_networks)
    return policy | {"sections": merged}


def apply_policy(call: DuoCall, policy: Object) -> None:
    """Put a policy in force as the call says; raises DuoError (40002) for an unknown target."""
    for key in call.get("apply_to_apps") or ():
        integration = find_referenced(call.store, applications.KIND, key, "apply_to_apps")
        call.store.save(applications.KIND, str(key), integration | {"policy_key": policy["policy_key"]})
    name = "apply_to_groups_in_apps"
    items = call.get(name) or ()
    # Some clients send the list within an object.
    for each in items.get("apply_group_policies_list", ()) if isinstance(items, dict) else items:
        if not isinstance(each, dict) or not isinstance(each.get("group_id_list"), list):
            raise DuoError(40002, name)
        find_referenced(call.store, applications.KIND, each.get("app_integration_key"), name)
        for group_id in each["group_id_list"]:
            find_referenced(call.store, "group", group_id, name)
        put_first(call.store, each["app_integration_key"], policy["policy_key"], each["group_id_list"])


def find_referenced(store: Store, kind: str, key: Any, name: str) -> Object:
    """Return the object of a parameter; raises DuoError (40002) with the parameter's name."""
    result = store.get(kind, str(key))
    if result is None:
        raise DuoError(40002, name)
    return result


def put_first(store: Store, key: str, policy_key: str, groups: list[str]) -> None:
    """Apply a policy to groups in an application, before the policies that are there."""
    others = [each for each in group_policies(store, key) if each["policy_key"] != policy_key]
    store.save(GROUP_POLICIES, key, {"policies": [{"policy_key": policy_key, "group_id_list": groups}, *others]})


def group_policies(store: Store, key: str) -> list[Object]:
    """Return the policies of groups in an application."""
    result: list[Object] = (store.get(GROUP_POLICIES, key) or {"policies": []})["policies"]
    return result


@ROUTES.at(f"GET {PATH}")
def list_policies(call: DuoCall) -> Answer:
    """List all policies."""
    global_policy(call.state)
    return call.page(KIND)


@ROUTES.at(f"POST {PATH}")
def create(call: DuoCall) -> Answer:
    """Create a policy, and put it in force as the call says."""
    policy = create_policy(call.state, call["policy_name"], {})
    policy = call.store.save(KIND, policy["policy_key"], change_sections(policy, call.get("sections"), ()))
    apply_policy(call, policy)
    log_change(call, "policy_create", policy["policy_name"], call.parameters)
    return policy


@ROUTES.at(f"GET {PATH}/global")
def get_global_policy(call: DuoCall) -> Answer:
    """Return the policy of the account."""
    return global_policy(call.state)


@ROUTES.at(f"GET {PATH}/{{policy_key}}")
def get_policy(call: DuoCall) -> Answer:
    """Return a policy."""
    return call.object(KIND, call["policy_key"])


@ROUTES.at(f"PUT {PATH}/{{policy_key}}")
def update(call: DuoCall) -> Answer:
    """Change a policy, and put it in force as the call says."""
    policy = global_policy(call.state) if call["policy_key"] == "global" else call.object(KIND, call["policy_key"])
    policy = change_sections(policy, call.get("sections"), call.get("sections_to_delete"))
    if not policy["is_global_policy"]:
        policy |= call.select("policy_name")
    call.store.save(KIND, policy["policy_key"], policy)
    apply_policy(call, policy)
    log_change(call, "policy_update", policy["policy_name"], call.parameters)
    return policy


@ROUTES.at(f"DELETE {PATH}/{{policy_key}}")
def delete(call: DuoCall) -> Answer:
    """Delete a policy, if it exists; the global one stays."""
    policy = call.store.get(KIND, call["policy_key"])
    if policy is None:
        return ""
    if policy["is_global_policy"]:
        raise DuoError(40002, "policy_key")
    for each in call.store.page(applications.KIND):
        key = each["integration_key"]
        if each.get("policy_key") == policy["policy_key"]:
            call.store.save(applications.KIND, key, each | {"policy_key": None})
        others = [one for one in group_policies(call.store, key) if one["policy_key"] != policy["policy_key"]]
        call.store.save(GROUP_POLICIES, key, {"policies": others})
    call.store.delete(KIND, policy["policy_key"])
    log_change(call, "policy_delete", policy["policy_name"])
    return ""


@ROUTES.at(f"POST {PATH}/copy")
def copy_policy(call: DuoCall) -> Answer:
    """Create policies with the sections of another, one for each name."""
    source = call.referenced_object(KIND, "policy_key")
    names = call.get("new_policy_names_list") or [f"{source['policy_name']} - copy"]
    copies = [create_policy(call.state, str(name), source["sections"]) for name in names]
    for policy in copies:
        log_change(call, "policy_create", policy["policy_name"], {"copied_from": source["policy_key"]})
    return {"policies": copies}


@ROUTES.at(f"PUT {PATH}/update")
def update_several(call: DuoCall) -> Answer:
    """Change several policies in the same way."""
    which, name = call["policies_to_update"], call["policy_changes"]
    every = which.get("edit_all_policies", "edit_list" not in which)
    keys = None if every else [str(key) for key in which.get("edit_list") or ()]
    global_policy(call.state)
    result = [each for each in call.store.page(KIND) if keys is None or each["policy_key"] in keys]
    if keys is not None and len(result) != len(set(keys)):
        raise DuoError(40002, "policies_to_update")
    done = []
    for policy in result:
        done.append(change_sections(policy, name.get("sections"), name.get("sections_to_delete")))
        call.store.save(KIND, policy["policy_key"], done[-1])
        log_change(call, "policy_update", policy["policy_name"], name)
    return done


def policy_targets(store: Store, policy: Object) -> list[Object]:
    """Return where a policy is in force: applications, and groups within applications with their rank."""
    result: list[Object] = []
    for each in store.page(applications.KIND):
        where = {"app_name": each["name"], "app_integration_key": each["integration_key"]}
        if each.get("policy_key") == policy["policy_key"]:
            result.append(where | {"apply_type": "app"})
        for position, one in enumerate(group_policies(store, each["integration_key"])):
            if one["policy_key"] == policy["policy_key"]:
                groups = [store.get("group", key) for key in one["group_id_list"]]
                name = [{"group_id": group["group_id"], "group_name": group["name"]} for group in groups if group]
                result.append(where | {"apply_type": "group_app", "group_position": position, "groups": name})
    return result


@ROUTES.at(f"GET {PATH}/summary")
def get_summary(call: DuoCall) -> Answer:
    """Return all policies and where they are in force."""
    global_policy(call.state)
    policies = [
        {
            "policy_key": each["policy_key"], "policy_name": each["policy_name"],
            "is_global_policy": each["is_global_policy"], "policy_applies_to": policy_targets(call.store, each),
        }
        for each in call.store.page(KIND)
    ]  # fmt: skip
    return {"policies": policies, "policy_count": len(policies), "response_is_truncated": False}


def policies_in_force(state: DuoState, integration: Object, user_id: str = "") -> list[Object]:
    """Return the policies for a user in an application: global, application, groups."""
    own = set(state.store.targets("user-group", user_id))
    by_group = [each["policy_key"] for each in group_policies(state.store, integration["integration_key"])
                if own & set(each["group_id_list"])]  # fmt: skip
    result = [state.store.get(KIND, key) for key in (integration.get("policy_key"), *reversed(by_group)) if key]
    return [global_policy(state), *(policy for policy in result if policy)]


def merge_sections(policies: list[Object]) -> Object:
    """Merge the sections of policies; later policies take precedence."""
    sections: Object = {}
    for policy in policies:
        sections |= policy["sections"]
    return sections


@ROUTES.at(f"GET {PATH}/calculate")
def calculate(call: DuoCall) -> Answer:
    """Return the sections in force for a user in an application."""
    integration = call.referenced_object(applications.KIND, "integration_key")
    policies = policies_in_force(call.state, integration, call.referenced_object(users.KIND, "user_id")["user_id"])
    elements = [{"policy_key": each["policy_key"], "policy_name": each["policy_name"]} for each in reversed(policies)]
    return {"policy_elements": elements, "sections": merge_sections(policies)}
