"""Administrators and their units, integrations, policies, settings, reports."""

import base64
from typing import Any

import pytest

from paraph.emulator.duo.admin.branding import PNG, stored_logo
from paraph.emulator.duo.logs.records import log_change
from paraph.emulator.store import Event
from tests.emulator.duo.in_process import ADMIN, EVERY, NOW, Duo

ADMINS = "/admin/v1/admins"
IN_USE = "The provided email address is already in use by another admin."


def admin(duo: Duo, name: str = "Olga", **members: Any) -> dict[str, Any]:
    found: dict[str, Any] = duo.ok("POST", ADMINS, name=name, email=f"{name.lower()}@example.com", **members)
    return found


def test_administrators_come_pending_and_are_changed(duo: Duo) -> None:
    token = duo.ok("POST", "/admin/v1/tokens", type="h6", serial="1", secret="00")["token_id"]
    made = admin(duo, role="Help Desk", token_id=token, phone="+15555550100")
    assert (made["admin_id"][:2], made["status"], made["hardtoken"]["token_id"]) == ("DE", "Pending Activation", token)
    assert made["activation_url_expires"] > NOW
    path = f"{ADMINS}/{made['admin_id']}"
    found = duo.ok("GET", path)
    assert "activation_url" not in found
    assert [each["admin_id"] for each in duo.ok("GET", f"/admin/v1/tokens/{token}")["admins"]] == [made["admin_id"]]
    assert duo.refused("POST", ADMINS, name="x", email="OLGA@example.com") == (40002, IN_USE)
    assert duo.refused("POST", ADMINS, name="x", email="x@example.com", token_id="DH1") == (40002, "token_id")
    changed = duo.ok("POST", path, status="Disabled", password_change_required=True, token_id="")
    assert (changed["status"], changed["password_change_required"], changed["hardtoken"]) == ("Disabled", True, None)
    assert duo.refused("POST", path, role="Owner") == (40002, "status")
    assert duo.ok("POST", f"{path}/reset") == duo.ok("POST", f"{path}/clear_inactivity") == ""
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.ok("GET", ADMINS) == []


def test_administrators_are_activated_by_links(duo: Duo) -> None:
    path = f"{ADMINS}/{admin(duo)['admin_id']}"
    link = duo.ok("POST", f"{path}/activation_link")
    assert duo.ok("POST", f"{path}/activation_link/email") == link
    assert duo.ok("DELETE", f"{path}/activation_link") == ""
    assert duo.ok("POST", f"{path}/activation_link/email")["link"] != link["link"]
    duo.ok("POST", path, status="Active")
    assert duo.refused("POST", f"{path}/activation_link") == (40002, "admin_id")
    made = duo.ok("POST", f"{ADMINS}/activations", email="harry@example.com", send_email="True", valid_days="2")
    assert (made["email_sent"], made["expires"]) == (1, NOW + 2 * 86400)
    assert duo.ok("GET", f"{ADMINS}/activations") == [made]
    assert duo.refused("POST", f"{ADMINS}/activations", email="olga@example.com") == (40002, IN_USE)
    assert duo.ok("DELETE", f"{ADMINS}/activations/{made['admin_activation_id']}") == ""
    assert duo.ok("GET", f"{ADMINS}/activations") == []
    synced = duo.ok("POST", f"{ADMINS}/directorysync/DK1/syncadmin", email="olga@example.com")
    assert synced["admin"]["name"] == "Olga"
    assert duo.refused("POST", f"{ADMINS}/directorysync/DK1/syncadmin", email="x@example.com") == (40401, "")


def test_passwords_are_kept_elsewhere_or_not(duo: Duo) -> None:
    made = admin(duo)["admin_id"]
    path, said = f"{ADMINS}/{made}/password_mgmt", {"admin_id": made, "has_external_password_mgmt": False}
    assert duo.ok("GET", path) == said
    assert duo.refused("POST", path, password="secret") == (40002, "password")
    said["has_external_password_mgmt"] = True
    assert duo.ok("POST", path, has_external_password_mgmt="True", password="secret") == said
    assert duo.ok("GET", f"{ADMINS}/password_mgmt") == [said]
    methods = duo.ok("GET", f"{ADMINS}/allowed_auth_methods")
    turned = not methods["sms_enabled"]
    assert duo.ok("POST", f"{ADMINS}/allowed_auth_methods", sms_enabled=turned) == methods | {"sms_enabled": turned}
    assert duo.ok("GET", f"{ADMINS}/allowed_auth_methods") == methods | {"sms_enabled": turned}


def test_units_hold_administrators_groups_and_integrations(duo: Duo) -> None:
    path, made, group = "/admin/v1/administrative_units", admin(duo), duo.group()
    given = {"name": "Branch", "description": "", "restrict_by_groups": True}
    unit = duo.ok("POST", path, **given, admins=[made["admin_id"]])
    assert (unit["admin_unit_id"][:2], unit["admins"], unit["groups"]) == ("DM", [made["admin_id"]], [])
    assert duo.ok("GET", f"{ADMINS}/{made['admin_id']}")["admin_units"] == [unit["admin_unit_id"]]
    one = f"{path}/{unit['admin_unit_id']}"
    for kind, key in (("group", group["group_id"]), ("integration", ADMIN[0]), ("admin", made["admin_id"])):
        assert key in duo.ok("POST", f"{one}/{kind}/{key}")[f"{kind}s"]
        assert duo.refused("POST", f"{one}/{kind}/D1") == (40401, "")
    assert duo.ok("GET", path, group_id=group["group_id"]) == duo.ok("GET", path, integration_key=ADMIN[0])
    assert duo.ok("GET", path, admin_id="DE1") == []
    assert duo.refused("GET", path, admin_id="DE1", group_id="DG1") == (40002, "group_id")
    assert "admins" not in duo.ok("GET", path)[0]
    assert duo.ok("DELETE", f"{one}/group/{group['group_id']}")["groups"] == []
    assert duo.ok("POST", one, name="Head", integrations=[])["integrations"] == []
    assert duo.refused("POST", one, groups=["DG1"]) == (40002, "groups")
    assert duo.ok("GET", one)["name"] == "Head"
    assert duo.ok("DELETE", one) == duo.ok("DELETE", one) == ""
    assert duo.ok("GET", f"{ADMINS}/{made['admin_id']}")["admin_units"] == []


INTEGRATIONS = "/admin/v3/integrations"


def test_an_integration_made_here_can_sign_at_once(duo: Duo) -> None:
    made = duo.ok(
        "POST", INTEGRATIONS, name="Reader", type="adminapi", adminapi_read_resource="1", groups_allowed="DG1,DG2",
        self_service_allowed="1", username_normalization_policy="simple",
    )  # fmt: skip
    assert (made["integration_key"][:2], len(made["secret_key"])) == ("DI", 40)
    assert (made["adminapi_read_resource"], made["adminapi_info"], made["self_service_allowed"]) == (1, 0, 1)
    assert (made["groups_allowed"], made["username_normalization_policy"]) == (["DG1", "DG2"], "Simple")
    key, path = (made["integration_key"], made["secret_key"]), f"{INTEGRATIONS}/{made['integration_key']}"
    assert duo.ok("GET", "/admin/v1/users", key) == []
    assert duo.refused("GET", "/admin/v1/info/summary", key) == (40301, "")
    assert "secret_key" not in duo.ok("GET", path)
    assert duo.ok("GET", path.replace("v3", "v1"))["secret_key"] == key[1]
    assert duo.ok("GET", path.replace("/v3/", "/v1/") + "/skey")["secret_key"] == key[1]
    anew = duo.ok("POST", path, reset_secret_key="1", adminapi_info=True)["secret_key"]
    assert duo.refused("GET", "/admin/v1/users", key) == (40103, "")
    assert duo.ok("GET", "/admin/v1/info/summary", (key[0], anew))["user_count"] == 0
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.refused("GET", "/admin/v1/users", (key[0], anew))[0] == 40102


def test_an_integration_does_not_cut_itself_off(duo: Duo) -> None:
    path = f"{INTEGRATIONS}/{ADMIN[0]}"
    assert duo.refused("DELETE", path, ADMIN) == duo.refused("POST", path, ADMIN, reset_secret_key="1") == (40301, "")
    assert duo.ok("POST", path, ADMIN, notes="mine")["notes"] == "mine"
    assert duo.ok("DELETE", path, EVERY) == ""


@pytest.mark.parametrize("version", ["v1", "v2", "v3"])
def test_integrations_of_every_version(duo: Duo, version: str) -> None:
    path = INTEGRATIONS.replace("v3", version)
    before = duo.ok("GET", path)
    made = duo.ok(
        "POST", path, name="VPN", type="radius", self_service_allowed="0", sso={"a": 1}, user_access="ALL_USERS"
    )
    assert ("sso" in made, "user_access" in made) == (version != "v1", version == "v3")
    assert made["self_service_allowed"] == 0
    assert "adminapi_info" not in made
    assert len(duo.ok("GET", path)) == len(before) + 1
    assert duo.ok("POST", f"{path}/{made['integration_key']}", name="VPN 2")["name"] == "VPN 2"
    assert duo.ok("DELETE", f"{path}/{made['integration_key']}") == ""
    assert duo.refused("POST", path, name="x", type="demo") == (40002, "type")
    assert duo.refused("POST", path, name="x", type="radius", adminapi_info="1") == (40002, "adminapi_info")


@pytest.mark.parametrize("path", ["oauth_cc/{}/client_secret/client", "oidc/{}/client_secret"])
def test_clients_have_secrets(duo: Duo, path: str) -> None:
    path = f"/admin/v2/integrations/{path.format(ADMIN[0])}"
    first = duo.ok("GET", path)
    assert duo.ok("GET", path) == first
    assert duo.ok("POST", path)["client_secret"] != first["client_secret"]
    assert duo.refused("GET", path.replace(ADMIN[0], "DI1")) == (40401, "")


POLICIES = "/admin/v2/policies"


def test_policies_are_merged_section_by_section(duo: Duo) -> None:
    whole = duo.ok("GET", f"{POLICIES}/global")
    assert whole["is_global_policy"]
    made = duo.ok("POST", POLICIES, policy_name="Staff", sections={"browsers": {"blocked": ["ie"], "warn": True}})
    assert (made["policy_key"][:2], made["is_global_policy"]) == ("PO", False)
    path = f"{POLICIES}/{made['policy_key']}"
    given = {"sections": {"browsers": {"warn": False}, "screen_lock": {"on": True}}, "policy_name": "All"}
    changed = duo.ok("PUT", path, **given)
    assert changed["sections"] == {"browsers": {"blocked": ["ie"], "warn": False}, "screen_lock": {"on": True}}
    assert duo.ok("PUT", path, sections_to_delete=["browsers"])["sections"] == {"screen_lock": {"on": True}}
    assert duo.ok("GET", path)["policy_name"] == "All"
    assert duo.refused("PUT", path, sections={"browsers": 1}) == (40002, "sections")
    one = f"{POLICIES}/{whole['policy_key']}"
    assert duo.refused("PUT", one, sections_to_delete=["new_user"]) == (40002, "sections_to_delete")
    assert duo.refused("DELETE", one) == (40002, "policy_key")
    assert [each["policy_name"] for each in duo.ok("GET", POLICIES)] == ["Global Policy", "All"]
    assert duo.ok("DELETE", path) == duo.ok("DELETE", path) == ""
    assert duo.refused("GET", path) == (40401, "")


def test_policies_are_copied_and_changed_together(duo: Duo) -> None:
    made = duo.ok("POST", POLICIES, policy_name="A", sections={"browsers": {"warn": True}})
    copied = duo.ok("POST", f"{POLICIES}/copy", policy_key=made["policy_key"], new_policy_names_list=["B", "C"])
    assert [each["policy_name"] for each in copied["policies"]] == ["B", "C"]
    keys = {each["policy_name"]: each["policy_key"] for each in duo.ok("GET", POLICIES)}
    assert list(keys) == ["A", "B", "C", "Global Policy"]

    def update(which: dict[str, Any], **what: Any) -> list[str]:
        found = duo.ok("PUT", f"{POLICIES}/update", policies_to_update=which, policy_changes=what)
        return [each["policy_name"] for each in found]

    assert update({"edit_list": [keys["A"]]}, sections="") == ["A"]

    assert update({"edit_list": [keys["B"], keys["C"]]}, sections={}, sections_to_delete=["browsers"]) == ["B", "C"]
    assert duo.ok("GET", f"{POLICIES}/{keys['C']}")["sections"] == {}
    every = update({"edit_all_policies": True, "edit_list": []}, sections={"tor": {"deny": True}})
    assert every == list(keys)
    which = {"edit_list": ["PO1"]}
    refusal = duo.refused("PUT", f"{POLICIES}/update", policies_to_update=which, policy_changes={})
    assert refusal == (40002, "policies_to_update")


def test_what_counts_for_a_user_in_an_application(duo: Duo) -> None:
    user, group = duo.user(), duo.group()
    app = duo.ok("POST", INTEGRATIONS, name="VPN", type="radius")["integration_key"]
    duo.ok("POST", POLICIES, policy_name="App", sections={"tor": {"deny": 1}, "x": {}}, apply_to_apps=[app])
    in_app = [{"app_integration_key": app, "group_id_list": [group["group_id"]]}]
    inner = duo.ok("POST", POLICIES, policy_name="In", sections={"tor": {"deny": 2}}, apply_to_groups_in_apps=in_app)
    question = {"integration_key": app, "user_id": user["user_id"]}
    assert duo.ok("GET", f"{POLICIES}/calculate", **question)["sections"]["tor"] == {"deny": 1}
    duo.ok("POST", f"/admin/v1/users/{user['user_id']}/groups", group_id=group["group_id"])
    found = duo.ok("GET", f"{POLICIES}/calculate", **question)
    assert found["sections"]["tor"] == {"deny": 2}
    assert {"x", "new_user"} < set(found["sections"])
    assert [each["policy_name"] for each in found["policy_elements"]] == ["In", "App", "Global Policy"]
    summary = duo.ok("GET", f"{POLICIES}/summary")
    where = {each["policy_name"]: each["policy_applies_to"] for each in summary["policies"]}
    assert where["Global Policy"] == []
    assert where["App"] == [{"app_name": "VPN", "app_integration_key": app, "apply_type": "app"}]
    assert (where["In"][0]["apply_type"], where["In"][0]["group_position"]) == ("group_app", 0)
    assert where["In"][0]["groups"] == [{"group_id": group["group_id"], "group_name": "Staff"}]
    duo.ok("DELETE", f"{POLICIES}/{inner['policy_key']}")
    assert duo.ok("GET", f"{POLICIES}/calculate", **question)["sections"]["tor"] == {"deny": 1}
    assert duo.refused("GET", f"{POLICIES}/calculate", **(question | {"user_id": "DU1"})) == (40002, "user_id")
    assert duo.refused("PUT", f"{POLICIES}/{inner['policy_key']}") == (40401, "")


def test_settings_keep_what_was_set(duo: Duo) -> None:
    settings = duo.ok("GET", "/admin/v1/settings")
    changed = duo.ok("POST", "/admin/v1/settings", lockout_threshold="7", sms_refresh="1", name="New")
    assert changed == settings | {"lockout_threshold": 7, "sms_refresh": True, "name": "New"}
    assert duo.ok("GET", "/admin/v1/settings") == changed


def test_the_logo_is_a_png(duo: Duo) -> None:
    image = PNG + b"..."
    assert duo.refused("GET", "/admin/v1/logo") == (40401, "")
    for given in ("no base64", base64.b64encode(b"GIF89a").decode()):
        assert duo.refused("POST", "/admin/v1/logo", logo=given) == (40002, "logo")
    assert duo.ok("POST", "/admin/v1/logo", logo=base64.b64encode(image).decode()) == ""
    answer = duo.send("GET", "/admin/v1/logo")
    assert (dict(answer.headers)["Content-Type"], answer.body) == ("image/png", image)
    assert stored_logo(duo.local.store) == image
    assert duo.ok("DELETE", "/admin/v1/logo") == duo.ok("DELETE", "/admin/v1/logo") == ""
    assert duo.refused("GET", "/admin/v1/logo") == (40401, "")


def test_branding_is_drafted_and_published(duo: Duo) -> None:
    path, user = "/admin/v1/branding", duo.user()["user_id"]
    duo.ok("POST", path, card_accent_color="#000000")
    draft = duo.ok("POST", f"{path}/draft", page_background_color="#123456")
    assert (draft["card_accent_color"], draft["user_ids"]) == ("#000000", [])
    assert duo.ok("POST", f"{path}/draft/users/{user}") == duo.ok("POST", f"{path}/draft/users/{user}") == ""
    assert duo.ok("GET", f"{path}/draft") == draft | {"user_ids": [user]}
    duo.ok("DELETE", f"{path}/draft/users/{user}")
    assert duo.ok("GET", f"{path}/draft") == draft
    assert duo.ok("GET", path)["page_background_color"] != "#123456"
    duo.ok("POST", f"{path}/draft/publish")
    live = duo.ok("GET", path)
    assert (live["page_background_color"], live["card_accent_color"]) == ("#123456", "#000000")
    duo.ok("POST", f"{path}/custom_messaging", help_text="Ask", locale="en-us")
    assert duo.ok("GET", f"{path}/custom_messaging")["help_text"] == "Ask"


def test_passport_is_on_for_groups(duo: Duo) -> None:
    path, group = "/admin/v2/passport/config", duo.group()
    assert duo.ok("GET", path)["enabled_status"] == "disabled"
    given = {"enabled_status": "enabled-for-groups", "enabled_groups": [group["group_id"]], "disabled_groups": None}
    found = duo.ok("POST", path, **given)
    assert found == duo.ok("GET", path)
    assert found["enabled_groups"] == [{"group_id": group["group_id"], "group_name": "Staff"}]
    assert duo.refused("POST", path, **(given | {"enabled_groups": ["DG1"]})) == (40002, "enabled_groups")
    assert duo.refused("POST", path, enabled_status="on") == (40002, "enabled_status")


def test_reports_count_what_the_logs_hold(duo: Duo) -> None:
    def event(age: int, user: str, result: str, reason: str = "") -> Event:
        body = f'{{"result": "{result}", "reason": "{reason}", "user": {{"key": "{user}"}}}}'
        return Event((NOW - age) * 1000, f"{age}-{user}", body.encode())

    duo.local.store.log(
        "authentication",
        [event(1, "a", "success"), event(2, "a", "success"), event(3, "b", "success"), event(4, "a", "denied", "error"),
         event(5, "c", "fraud"), event(6, "c", "denied"), event(40 * 86400, "d", "denied")],
    )  # fmt: skip
    duo.local.store.log(
        "telephony", [Event((NOW - 9) * 1000, "x", b'{"credits": 3}'), Event(1, "y", b'{"credits": 4}')]
    )
    path = "/admin/v1/info"
    attempts = {"ERROR": 1, "FAILURE": 1, "FRAUD": 1, "SUCCESS": 3}
    assert duo.ok("GET", f"{path}/authentication_attempts") == attempts
    older = duo.ok("GET", f"{path}/authentication_attempts", mintime=str(NOW - 50 * 86400), maxtime=str(NOW - 4))
    assert older == {"ERROR": 1, "FAILURE": 2, "FRAUD": 1, "SUCCESS": 0}
    assert duo.ok("GET", f"{path}/user_authentication_attempts") == attempts | {"SUCCESS": 2}
    assert duo.ok("GET", f"{path}/telephony_credits_used") == {"telephony_credits_used": 3}
    assert duo.refused("GET", f"{path}/authentication_attempts", mintime="0") == (40002, "mintime")
    assert duo.refused("GET", f"{path}/authentication_attempts", mintime=NOW, maxtime=1) == (40002, "mintime")
    duo.user(), admin(duo)
    summary = duo.ok("GET", f"{path}/summary")
    assert (summary["user_count"], summary["admin_count"], summary["telephony_credits_remaining"]) == (1, 1, 993)
    assert summary["integration_count"] == len(duo.ok("GET", INTEGRATIONS))


def test_changes_are_told_to_the_logs(duo: Duo, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []
    for module in ("admin.users", "admin.groups", "catalogue_endpoints", "admin.admins", "admin.integrations"):
        monkeypatch.setattr(
            f"paraph.emulator.duo.{module}.{log_change.__name__}",
            lambda _call, action, name, _=None: told.append((action, name)),
        )
    user = duo.user()
    duo.ok("POST", f"/admin/v1/users/{user['user_id']}", notes="n")
    duo.ok("DELETE", f"/admin/v1/groups/{duo.group()['group_id']}")
    duo.ok("DELETE", "/admin/v1/groups/DG1")
    duo.ok("POST", "/admin/v1/settings", name="New")
    duo.ok("POST", "/admin/v1/desktoptokens", platform="x", name="Desk")
    admin(duo)
    assert [action for action, _ in told] == [
        "user_create", "user_update", "group_create", "group_delete", "customer_update", "desktoptoken_create", "admin_create",
    ]  # fmt: skip
