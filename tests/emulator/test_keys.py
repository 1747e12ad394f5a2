"""What the operator of a local server is told of a refusal, which its client is not."""

import json
from base64 import b64encode
from typing import Any

import pytest

from paraph import Credential, Request, request_for, sign
from paraph.core.claims import Reason
from paraph.core.credential import Secret
from paraph.emulator import demo_keys
from paraph.emulator.local import LocalVendors
from paraph.emulator.refusals import explain_refusal
from paraph.http.handler import Response
from paraph.verifying.verdict import Verdict

NOW = 1_770_114_030
KEYS = {key.name: Credential.of(key.id, key.secret) for key in (*demo_keys.DUO_KEYS, *demo_keys.ALTERYX_KEYS)}
USERS, GALLERY, WEBAPI = "/admin/v1/users", "/gallery/api/admin/v1/users/", "/webapi/v3/users"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
Told = tuple[Request, Verdict, Credential | None]


class Watched:
    """Local servers, and what their operator is told."""

    def __init__(self, *accepted: Credential, explain: bool = False) -> None:
        self.told: list[Told] = []
        self.local = LocalVendors(
            clock=lambda: NOW, seed=1, accepted=accepted, explain=explain,
            refused=lambda *refusal: self.told.append(refusal),
        )  # fmt: skip

    def send(self, request: Request) -> Response:
        answer = self.local(request)
        assert isinstance(answer, Response)
        return answer

    def call(self, path: str, credential: Credential, method: str = "GET", **given: Any) -> Response:
        body = json.dumps(given).encode() if given else b""
        headers = (("Content-Type", "application/json"),) if given else ()
        request = request_for(method, f"https://api.example.com{path}", headers, body)
        scheme = "oauth1" if path.startswith("/gallery/") else "duo"
        return self.send(sign(request, credential, scheme, now=NOW))

    def token(self, credential: Credential) -> Response:
        pair = b64encode(f"{credential.key_id}:{credential.secret.text}".encode()).decode()
        headers = (FORM, ("Authorization", f"Basic {pair}"))
        url = "https://api.example.com/webapi/oauth2/token"
        return self.send(request_for("POST", url, headers, b"grant_type=client_credentials"))

    def last(self) -> tuple[Reason, str]:
        (_, verdict, _) = self.told[-1]
        return verdict.reason, verdict.detail

    def mistakes(self) -> list[tuple[str, str]]:
        """Each mistake that the last refusal is explained by: its id and what was done."""
        found = explain_refusal(*self.told[-1], NOW)
        assert found is not None
        return [(mistake.id, mistake.detail) for mistake in found.mistakes]


TAIL = "; --credentials FILE makes this server accept your key"
STRANGE = [
    (USERS, KEYS["Auth API"], "of 'Auth API': type authapi, where /admin/ takes adminapi or accountsapi"),
    (USERS, Credential.of("DIPARAPHADMIN000000O", "x"), "; did you mean DIPARAPHADMIN0000000?"),
    (USERS, Credential.of("nothing", "x"), f"unknown key id 'nothing'{TAIL}"),
    (USERS, Credential.of("schlüssel", "x"), f"unknown key id 'schlüssel'{TAIL}"),
    (GALLERY, KEYS["Studio Artisan"], "is a key of kind subscription, where /admin/ takes one of kind admin"),
    (GALLERY, Credential.of("PARAPHALTERYXADMIN", "x"), f"unknown key id 'PARAPHALTERYXADMIN'{TAIL}"),
]


@pytest.mark.parametrize(("path", "key", "detail"), STRANGE, ids=lambda value: str(value)[:40])
def test_whose_key_it_is_that_opens_nothing(path: str, key: Credential, detail: str) -> None:
    watched = Watched()
    answer = watched.call(path, key)
    reason, said = watched.last()
    assert (answer.status, reason, said.endswith(detail)) == (401, Reason.UNKNOWN_KEY, True), said
    assert key.key_id.encode() not in answer.body


def test_the_permission_that_is_lacking() -> None:
    watched = Watched()
    answer = watched.call(USERS, KEYS["Log reader"])
    assert json.loads(answer.body) == {"stat": "FAIL", "code": 40301, "message": "Access forbidden"}
    why = "the application 'Log reader' lacks the permission 'Grant read resource' (adminapi_read_resource)"
    assert watched.last() == (Reason.FORBIDDEN, why)
    told = json.loads(Watched(explain=True).call(USERS, KEYS["Log reader"]).body)
    assert (told["code"], told["message_detail"]) == (40301, why)


def test_other_things_that_a_key_may_not_do() -> None:
    watched, admin = Watched(), KEYS["Admin API"]
    assert watched.call(f"/admin/v3/integrations/{admin.key_id}", admin, "DELETE").status == 403
    assert "delete itself" in watched.last()[1]
    assert watched.call(f"{USERS}?account_id=DA1", admin).status == 403
    assert "Accounts API" in watched.last()[1]
    members = {"name": "Less", "type": "adminapi", "adminapi_integrations": "1"}
    made = json.loads(watched.call("/admin/v3/integrations", admin, "POST", **members).body)["response"]
    less = Credential.of(made["integration_key"], made["secret_key"])
    assert watched.call("/admin/v3/integrations", less, "POST", **members).status == 403
    assert watched.last()[1] == "the application 'Less' lacks adminapi_allow_to_set_permissions"


@pytest.mark.parametrize(
    ("path", "key", "other", "named"),
    [
        (USERS, "Admin API", "Auth API", "'Auth API'"),
        (GALLERY, "Admin Curator", "Studio Artisan", "subscription key PARAPHALTERYXSTUDIO"),
    ],
)
def test_the_secret_of_another_key_is_known(path: str, key: str, other: str, named: str) -> None:
    watched = Watched()
    assert watched.call(path, Credential(KEYS[key].key_id, KEYS[other].secret)).status == 401
    (mistake,) = watched.mistakes()
    assert mistake[0] == "key-wrong-field"
    assert f"the secret of {'the ' if path == GALLERY else ''}{named}" in mistake[1]


@pytest.mark.parametrize("path", [USERS, GALLERY])
def test_two_keys_of_ones_own_are_told_apart(path: str) -> None:
    own = (Credential.of("MINE", "right"), Credential.of("OLD", "an older one"))
    watched = Watched(*own)
    assert watched.call(path, Credential.of("MINE", "an older one")).status == 401
    ((name, detail),) = watched.mistakes()
    assert (name, "OLD" in detail) == ("key-wrong-field", True)


@pytest.mark.parametrize("path", [USERS, GALLERY])
def test_further_values_of_a_key_of_ones_own_are_tried(path: str) -> None:
    own = Credential("MINE", Secret("right"), others={"passphrase": Secret("a passphrase")})
    watched = Watched(own)
    assert watched.call(path, own).status == 200
    assert watched.call(path, Credential.of("MINE", "a passphrase")).status == 401
    assert watched.mistakes() == [("key-wrong-field", "The key was passphrase, not the secret.")]


def test_why_there_is_no_token() -> None:
    watched = Watched()
    viewer, studio = KEYS["Profile Viewer"], KEYS["Studio Artisan"]
    for key, why in (
        (
            studio,
            f"{studio.key_id} is a key of kind subscription: tokens are for the API Access Key of a user's profile",
        ),
        (Credential.of(viewer.key_id, "wrong"), f"that is not the secret of {viewer.key_id}"),
        (Credential.of("nobody", "x"), f"unknown key id 'nobody'{TAIL}"),
    ):
        assert watched.token(key).status == 400
        assert watched.last() == (Reason.FORBIDDEN, why)


def test_why_a_token_does_not_do() -> None:
    watched = Watched()
    url = f"https://api.example.com{WEBAPI}"
    assert watched.send(request_for("GET", url)).status == 401
    assert watched.last()[1].startswith("it has no bearer token")
    token = json.loads(watched.token(KEYS["Profile Viewer"]).body)["access_token"]
    assert watched.send(request_for("GET", url, (("Authorization", f"Bearer {token}"),))).status == 401
    assert watched.last()[1].endswith("has the role Viewer, and this takes Curator")
    owner = watched.local.store.get("alteryx-key", KEYS["Profile Viewer"].key_id)
    assert owner is not None
    user = watched.local.store.get("alteryx-user", owner["userId"])
    assert user is not None
    watched.local.store.save("alteryx-user", user["id"], user | {"isActive": False})
    assert watched.send(request_for("GET", url, (("Authorization", f"Bearer {token}"),))).status == 401
    assert watched.last()[1].endswith("is not active")
