"""The local Duo holds to the OpenAPI document that it serves."""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from paraph.emulator.duo.admin.branding import PNG
from paraph.emulator.duo.devices.tokens import hotp
from paraph.emulator.duo.sample_data.populate import populate
from paraph.http.adapters.requests import SignedAuth
from paraph.testing import DuoServer
from tests.emulator.openapi_cases import Furnished, outcomes

NO_CALL = "comes from software on a computer, not from a call"
UNREACHED = {
    "GET /admin/v1/desktop_authenticators/{dakey}": NO_CALL,
    "GET /admin/v1/registered_devices/{compkey}": NO_CALL,
    "GET /admin/v1/registered_devices/blocked/{compkey}": NO_CALL,
    "POST /admin/v1/registered_devices/blocked/{compkey}": NO_CALL,
    "GET /admin/v1/u2ftokens/{registration_id}": "no call makes one any more",
    "POST /admin/v1/admins/directorysync/{directory_key}/syncadmin": "no directory is connected",
}
"""Operations of which no call can go well, and why."""


@contextmanager
def furnished() -> Iterator[Furnished]:
    """A server with something of everything."""
    with DuoServer("duo").running() as server:
        assert isinstance(server, DuoServer)
        populate(server.local.duo, 12, 60)
        auth = SignedAuth(server.credential)
        yield Furnished(server, auth, known(server, auth))


def known(server: DuoServer, auth: SignedAuth) -> dict[str, Any]:
    """What there is, by the names of parameters."""

    def post(path: str, **given: Any) -> Any:
        reply = requests.post(server.url + path, json=given, auth=auth, timeout=5)
        assert reply.status_code == 200, (path, reply.text)
        return reply.json()["response"]

    def first(kind: str, name: str) -> str:
        return str(server.local.store.page(kind)[0][name])

    user, phone, group = first("user", "user_id"), first("phone", "phone_id"), first("group", "group_id")
    key, admin = first("integration", "integration_key"), first("admin", "admin_id")
    unit = post("/admin/v1/administrative_units", name="Sales", description="", restrict_by_groups=True, groups=[group])
    post(f"/admin/v1/administrative_units/{unit['admin_unit_id']}/admin/{admin}")
    post(f"/admin/v1/users/{user}/bypass_codes", count=1)
    post("/admin/v1/logo", logo=base64.b64encode(PNG).decode())
    shared = post(
        "/admin/v1/desktop_authenticators/shared_device_auth",
        group_id_list=[group],
        trusted_endpoint_integration_id_list=[key],
    )
    caches = "/device/v1/management_systems/MK1/device_cache"
    cache = post(caches)["cache_key"]
    post(f"{caches}/{cache}/devices", devices=[{"device_id": "one"}])
    now = int(time.time() * 1000)
    secret = "3132333435363738393031323334353637383930"
    counting = post("/admin/v1/tokens", type="h6", serial="7", secret=secret)
    new_admin = {"admin_id": post("/admin/v1/admins", name="Nia", email="nia@example.com")["admin_id"]}
    activation = f"/admin/v1/admins/{new_admin['admin_id']}/activation_link"
    link = "/admin/v1/admins/{admin_id}/activation_link"
    post(activation)
    return {
        "user_id": user, "username": "ada", "user": "ada", "group_id": group, "phone_id": phone, "device": "auto",
        "token_id": first("token", "token_id"), "admin_id": admin, "integration_key": key, "epkey": first("endpoint", "epkey"),
        "webauthnkey": first("webauthncredential", "webauthnkey"), "bypass_code_id": first("bypass_code", "bypass_code_id"),
        "admin_unit_id": unit["admin_unit_id"], "mkey": "MK1", "cache_key": cache, "device_ids": ["one"], "devices": ["one"],
        "desktoptoken_id": post("/admin/v1/desktoptokens", platform="Windows", name="PC")["desktoptoken_id"],
        "policy_key": post("/admin/v2/policies", policy_name="Strict")["policy_key"], "new_policy_names_list": ["Copy"],
        "shared_device_key": shared["shared_device_key"],
        "account_id": post("/accounts/v1/account/create", name="Child")["account_id"],
        "push_id": post(f"/admin/v1/users/{user}/send_verification_push", phone_id=phone)["push_id"],
        "inquiry_id": post(f"/admin/v2/identity_verification/{user}/start")["inquiry_id"],
        "txid": post("/auth/v2/auth", username="ada", factor="push", device="auto", **{"async": "1"})["txid"],
        "users": json.dumps([{"username": "new"}]), "user_id_list": json.dumps([user]),
        "operations": json.dumps([{"method": "POST", "path": f"/admin/v1/users/{user}", "body": {"notes": "x"}}]),
        "secret": secret, "logo": base64.b64encode(PNG).decode(),
        "mintime": now - 86_400_000, "maxtime": now,
        f"POST {link}": new_admin, f"DELETE {link}": new_admin, f"POST {link}/email": new_admin,
        "POST /admin/v1/tokens/{token_id}/resync": {
            "token_id": counting["token_id"], **{f"code{step}": hotp(secret, step, 6) for step in (1, 2, 3)},
        },
        f"POST {caches.replace('MK1', '{mkey}')}/{{cache_key}}/devices": {"devices": [{"device_id": "two"}]},
    }  # fmt: skip


def test_each_operation_is_answered_as_the_document_says_and_can_go_well() -> None:
    with furnished() as server:
        found = list(outcomes(server, "duo"))
    assert not [each.wrong for each in found if each.wrong]
    assert {each.label for each in found if not each.succeeded} == set(UNREACHED)
