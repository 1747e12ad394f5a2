"""OAuth 2 at the newer base: tokens, how long they live, and what roles may do."""

import base64
import json
from urllib.parse import urlencode

import pytest

from paraph.core.message import request_for
from paraph.emulator.alteryx.calls import AlteryxOptions
from paraph.emulator.demo_keys import DemoKey
from paraph.http.handler import Response
from tests.emulator.alteryx.simulation import ADMIN, ARTISAN, DEMO, FORM, STUDIO, URL, VIEWER, Bench, header, value


def asked(bench: Bench, form: dict[str, str], **headers: str) -> Response:
    request = request_for("POST", f"{URL}/webapi/oauth2/token", tuple(headers.items()))
    return bench.serve(request.with_body(FORM, urlencode(form).encode()))


def form_of(key: DemoKey, **more: str) -> dict[str, str]:
    return {"grant_type": "client_credentials", "client_id": key.id, "client_secret": key.secret, **more}


def test_a_token_for_a_form_or_for_basic() -> None:
    bench = Bench(people=0)
    said = value(asked(bench, form_of(ARTISAN)))
    assert said["expires_in"] == 3600
    basic = base64.b64encode(f"{ARTISAN.id}:{ARTISAN.secret}".encode()).decode()
    other = value(asked(bench, {"grant_type": "client_credentials"}, Authorization=f"Basic {basic}"))
    assert other["access_token"] != said["access_token"]
    assert other["token_type"] == "bearer"


@pytest.mark.parametrize(
    "key", [STUDIO, ADMIN, DemoKey("api", "", ARTISAN.id, "wrong"), DemoKey("api", "", "nobody", "")]
)
def test_no_token_for_another_key(key: DemoKey) -> None:
    reply = asked(Bench(people=0), form_of(key))
    assert value(reply, 400) == {"error": "invalid_client"}
    assert header(reply, "X-Paraph-Unconfirmed") == "status, error"


def test_no_token_for_another_grant() -> None:
    bench = Bench(people=0)
    assert value(asked(bench, form_of(ARTISAN, grant_type="password")), 400) == {"error": "unsupported_grant_type"}
    assert value(asked(bench, {}), 400) == {"error": "invalid_request"}


def test_a_token_runs_out_by_the_clock() -> None:
    bench = Bench(AlteryxOptions(token_seconds=60), people=0)
    assert bench.newer("GET", "/v3/users").status == 200
    bench.now += 59
    assert bench.newer("GET", "/v3/users").status == 200
    bench.now += 1
    reply = bench.newer("GET", "/v3/users")
    assert value(reply, 401) == {"Message": "Authorization has been denied for this request."}
    assert header(reply, "WWW-Authenticate") == "Bearer"
    asked(bench, form_of(ARTISAN))
    assert len(bench.state.tokens) == 1


@pytest.mark.parametrize("authorization", ["", "Bearer ", "Bearer made-up", "Basic QQ==", "OAuth oauth_consumer_key=x"])
def test_no_token_no_answer(authorization: str) -> None:
    request = request_for("GET", f"{URL}/webapi/v3/users", (("Authorization", authorization),))
    assert Bench(people=0).serve(request).status == 401


@pytest.mark.parametrize(
    ("key", "path", "status"),
    [
        (DEMO, "/v3/users", 200), (ARTISAN, "/v3/users", 401), (VIEWER, "/v3/users", 401),
        (ARTISAN, "/v3/workflows", 200), (VIEWER, "/v3/workflows", 401), (ARTISAN, "/v1/workflows/subscription", 200),
        (ARTISAN, "/admin/v1/users", 401), (DEMO, "/admin/v1/users", 200), (ARTISAN, "/user/v2/credentials", 200),
        (ARTISAN, "/v3/dcm/admin/connections", 401), (ARTISAN, "/v3/collections/", 200),
    ],
)  # fmt: skip
def test_a_role_opens_what_it_should(key: DemoKey, path: str, status: int) -> None:
    assert Bench().newer("GET", path, key).status == status


def test_an_inactive_user_is_denied() -> None:
    bench = Bench()
    artisan = next(
        each for each in value(bench.newer("GET", "/v3/users")) if each["email"] == "profile.artisan@example.com"
    )
    assert bench.newer("GET", "/v3/workflows", ARTISAN).status == 200
    assert bench.newer("POST", f"/v3/users/{artisan['id']}/deactivate").status == 200
    assert bench.newer("GET", "/v3/workflows", ARTISAN).status == 401


def test_the_newer_base_has_words_where_the_older_has_numbers() -> None:
    bench = Bench()
    older = value(bench.older("GET", "/v1/workflows/subscription/"))
    newer = value(bench.newer("GET", "/v1/workflows/subscription"))
    assert {each["packageType"] for each in older} <= {0, 1, 2}
    assert {each["packageType"] for each in newer} <= {"App", "Module", "Macro"}


def test_an_artisan_sees_what_is_theirs_or_public() -> None:
    bench = Bench(people=8)
    everything = value(bench.newer("GET", "/v3/workflows"))
    public = [each["id"] for each in bench.state.store.page("alteryx-workflow") if each["isPublic"]]
    assert [each["id"] for each in value(bench.newer("GET", "/v3/workflows", ARTISAN))] == public
    hidden = next(each["id"] for each in everything if each["id"] not in public)
    assert bench.newer("GET", f"/v3/workflows/{hidden}", ARTISAN).status == 404
    assert json.loads(bench.newer("GET", f"/v3/workflows/{hidden}").body)["id"] == hidden
