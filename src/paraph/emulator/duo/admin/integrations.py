"""Integrations, which are the applications of the account; a new one can sign at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.apis.catalogue import catalogue
from paraph.apis.parameters import parse_parameters
from paraph.emulator.duo.accounts import applications
from paraph.emulator.duo.calls import DuoError, Page, Routes
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.duo.parameters import split_list

if TYPE_CHECKING:
    from paraph.apis.catalogue import Endpoint
    from paraph.emulator.duo.calls import Answer, DuoCall
    from paraph.emulator.duo.state import DuoState
    from paraph.emulator.store import Object

ROUTES = Routes()
KIND = applications.KIND
V3 = "/admin/v3/integrations"
PATHS = ("/admin/v1/integrations", "/admin/v2/integrations", V3)
SECRET_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - letters
SECRET_LENGTH = 40
CLIENTS = "oauth_client"
"""The kind of clients, by integration and client: `client_id` and `client_secret`."""
DEFAULTS: Object = {
    "notes": "", "greeting": "", "enroll_policy": "enroll", "username_normalization_policy": "None", "self_service_allowed": 0,
    "groups_allowed": [], "networks_for_api_access": "", "ip_whitelist": [], "ip_whitelist_enroll_policy": None,
    "trusted_device_days": 0, "policy_key": None, "frameless_auth_prompt_enabled": 0, "prompt_v4_enabled": 0,
}  # fmt: skip
PERMISSIONS = applications.PERMISSIONS
FLAGS = (*PERMISSIONS, "self_service_allowed", "prompt_v4_enabled")
"""Returned as 0 and 1."""
LISTS = ("groups_allowed", "ip_whitelist")
PLAIN = (
    "name", "notes", "greeting", "enroll_policy", "networks_for_api_access", "ip_whitelist_enroll_policy",
    "trusted_device_days", "policy_key", "user_access", "sso",
)  # fmt: skip
FROM_V2, FROM_V3 = ("sso",), ("user_access",)


def integration_view(call: DuoCall, integration: Object, *, secret: bool = False) -> Object:
    """Return an integration as the version of an endpoint has it: v1 and v2 with its secret, v3 only with a new one."""
    version = call.endpoint.path.split("/")[2]
    permissions = dict.fromkeys(PERMISSIONS, 0) if integration["type"] == "adminapi" else {}
    visible = {**DEFAULTS, **permissions, **integration}
    hidden = {"v1": (*FROM_V2, *FROM_V3), "v2": FROM_V3}.get(version, () if secret else ("secret_key",))
    return {name: value for name, value in visible.items() if name not in hidden}


def new_secret(state: DuoState, length: int = SECRET_LENGTH) -> str:
    """Return a new secret, which protects only this local server."""
    return "".join(state.chance.choices(SECRET_LETTERS, k=length))


def read_fields(call: DuoCall) -> Object:
    """Read the fields of an integration from parameters; the older endpoints accept those of v3."""
    values = parse_parameters(v3_endpoint(call), call.parameters)
    result: Object = {name: values[name] for name in PLAIN if name in values}
    result |= {name: int(values[name]) for name in FLAGS if name in values}
    result |= {name: split_list(values[name]) for name in LISTS if name in values}
    if "username_normalization_policy" in values:
        result["username_normalization_policy"] = str(values["username_normalization_policy"]).capitalize()
    return result


def v3_endpoint(call: DuoCall) -> Endpoint:
    """Return the v3 endpoint for the called one."""
    path = V3 + ("/DI" if "integration_key" in call.parameters else "")
    result = catalogue("duo").find(call.endpoint.method, path)
    assert result is not None
    return result.endpoint


@ROUTES.at(*(f"GET {path}" for path in PATHS))
def list_integrations(call: DuoCall) -> Answer:
    """List all integrations."""
    page = call.page(KIND)
    return Page([integration_view(call, each) for each in page.items], page.total)


@ROUTES.at(*(f"POST {path}" for path in PATHS))
def create(call: DuoCall) -> Answer:
    """Create an integration with a secret; an Admin API one has only the given permissions."""
    kind, members = str(call["type"]), read_fields(call)
    refuse_permissions(call)
    if kind == applications.ALL_APIS:
        raise DuoError(40002, "type")
    permissions = dict.fromkeys(PERMISSIONS, 0) if kind == "adminapi" else {}
    if kind != "adminapi" and any(members.get(name) for name in PERMISSIONS):
        raise DuoError(40002, next(name for name in PERMISSIONS if members.get(name)))
    key, secret = call.state.new_id("DI"), new_secret(call.state)
    name = members.pop("name")
    call.store.add(KIND, key, {})  # raises an error if the id exists
    body = applications.add_application(call.store, key, secret, kind, name, **{**DEFAULTS, **permissions, **members})
    log_change(call, "integration_create", name, logged_fields(call))
    return integration_view(call, body, secret=True)


@ROUTES.at(*(f"GET {path}/{{integration_key}}" for path in PATHS))
def get_integration(call: DuoCall) -> Answer:
    """Return an integration."""
    return integration_view(call, call.object(KIND, call["integration_key"]))


@ROUTES.at(*(f"POST {path}/{{integration_key}}" for path in PATHS))
def update(call: DuoCall) -> Answer:
    """Change an integration or its secret."""
    integration = call.object(KIND, call["integration_key"])
    resets_secret = wants_new_secret(call.get("reset_secret_key"))
    if resets_secret:
        refuse_own_integration(call)
        integration["secret_key"] = new_secret(call.state)
    refuse_permissions(call)
    integration |= read_fields(call)
    call.store.save(KIND, call["integration_key"], integration)
    log_change(call, "integration_update", integration["name"], logged_fields(call))
    return integration_view(call, integration, secret=resets_secret)


def wants_new_secret(value: Any) -> bool:
    """Return whether a new secret is requested."""
    return value not in (None, False, "", "0", "false", 0)


def refuse_own_integration(call: DuoCall) -> None:
    """Raise DuoError (40301) if an integration would delete or disable itself."""
    if call["integration_key"] == call.application["integration_key"]:
        raise DuoError(40301, reason="an application can neither delete itself nor reset its own secret key")


def refuse_permissions(call: DuoCall) -> None:
    """Raise DuoError (40301) if an application sets permissions without the right to."""
    by, sets = call.application, any(name in call.parameters for name in PERMISSIONS)
    if sets and by["type"] == "adminapi" and not by.get(applications.SETS_PERMISSIONS):
        raise DuoError(40301, reason=f"the application {by['name']!r} lacks {applications.SETS_PERMISSIONS}")


def logged_fields(call: DuoCall) -> Object:
    """Return what a call set, without secrets."""
    return {name: value for name, value in call.parameters.items() if name not in ("integration_key", "secret_key")}


@ROUTES.at(*(f"DELETE {path}/{{integration_key}}" for path in PATHS))
def delete(call: DuoCall) -> Answer:
    """Delete an integration, if it exists."""
    refuse_own_integration(call)
    integration = call.store.get(KIND, call["integration_key"])
    if integration is not None:
        applications.remove_application(call.store, call["integration_key"])
        call.store.unlink("admin_unit-integration", None, call["integration_key"])
        log_change(call, "integration_delete", integration["name"])
    return ""


@ROUTES.at("GET /admin/v1/integrations/{integration_key}/skey")
def get_secret_key(call: DuoCall) -> Answer:
    """Return the secret of an integration."""
    integration = call.object(KIND, call["integration_key"])
    log_change(call, "integration_skey_view", integration["name"])
    return {"integration_key": call["integration_key"], "secret_key": integration["secret_key"]}


OAUTH = "/admin/v2/integrations/oauth_cc/{integration_key}/client_secret/{client_id}"
OIDC = "/admin/v2/integrations/oidc/{integration_key}/client_secret"


@ROUTES.at(f"GET {OAUTH}", f"GET {OIDC}", f"POST {OAUTH}", f"POST {OIDC}")
def client_secret_route(call: DuoCall) -> Answer:
    """Return the secret of an integration's client, a new one on POST."""
    integration = call.object(KIND, call["integration_key"])
    client = str(call.get("client_id") or integration["integration_key"])
    key = f"{integration['integration_key']} {client}"
    stored = call.store.get(CLIENTS, key)
    if stored is None or call.endpoint.method == "POST":
        stored = call.store.save(CLIENTS, key, {"client_id": client, "client_secret": new_secret(call.state)})
    if call.endpoint.method == "POST":
        log_change(call, "integration_update", integration["name"], {"client_id": client})
    return stored
