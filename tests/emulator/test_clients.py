"""The vendors' other clients, unchanged, against the local server; and requests that were tampered with."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duo_hmac.duo_hmac
import httpx2
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paraph import Credential, Request, request_for, sign
from paraph.emulator import demo_keys
from paraph.emulator.local import LocalVendors
from paraph.http.handler import Response
from paraph.testing import DuoServer
from tests.emulator.test_serve import Started, started

__all__ = ["started"]
PACKAGES = os.environ.get("PARAPH_NODE_PACKAGES", "")
NOW = 1773739805
DEMO = DuoServer.ikey, DuoServer.skey
KEY = Credential.of(*DEMO)
LOCAL = LocalVendors(("duo",), clock=lambda: NOW, seed=1)


def test_the_vendors_client_for_node(started: Started) -> None:
    missing = shutil.which("node") is None or not (Path(PACKAGES) / "@duosecurity" / "duo_api").is_dir()
    if missing and "PARAPH_NOTHING_LEFT_OUT" not in os.environ:
        pytest.skip(
            "left out: the client for Node; npm install @duosecurity/duo_api, PARAPH_NODE_PACKAGES names its folder"
        )
    server = started("duo", "--tls", "--host-alias", "localhost:443")  # the client leaves the port out of its Host
    words = ["node", "tests/emulator/programs/duo_api.js", server.url, *DEMO, server.told["authority"]]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "NODE_PATH": PACKAGES}, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer[0] for answer in answers] == [2] * 4 + [5] * 4
    assert [answer[3:] for answer in answers] == [["OK", ""]] * 8


@pytest.mark.parametrize(
    ("method", "path", "parameters", "headers"),
    [
        ("GET", "/auth/v2/check", None, None),
        ("GET", "/admin/v1/users", {"limit": "3", "offset": "0"}, {"X-Duo-Trace": "a b"}),
        ("POST", "/admin/v1/groups", {"name": "Zürich & Köln", "desc": "a+b"}, {"accept": "application/json"}),
        ("POST", "/accounts/v1/account/list", None, None),
    ],
)
def test_the_vendors_signer_by_itself(
    paraph_duo: DuoServer, method: str, path: str, parameters: dict[str, str] | None, headers: dict[str, str] | None
) -> None:
    signer = duo_hmac.duo_hmac.DuoHmac(paraph_duo.ikey, paraph_duo.skey, paraph_duo.host)
    uri, body, signed = signer.get_authentication_components(method, path, parameters, headers)
    target = uri.removeprefix(paraph_duo.host)
    with httpx2.Client(base_url=paraph_duo.url) as client:
        reply = client.request(method, target, content=body or b"", headers=signed)
    assert (reply.status_code, reply.json()["stat"]) == (200, "OK")


def signed(method: str, target: str, body: bytes = b"", media_type: str = "", **options: Any) -> Request:
    """A request that the local server accepts at NOW."""
    kind = (("Content-Type", media_type),) if media_type else ()
    return sign(request_for(method, f"http://localhost{target}", kind, body), KEY, now=NOW, **options)


FORM = "application/x-www-form-urlencoded"
SIGNED = (
    signed("GET", "/admin/v1/users?limit=10&offset=0"),
    signed("GET", "/admin/v1/users?limit=10&offset=0", version=2, digest="sha1"),
    signed("POST", "/admin/v1/groups", b"name=a&desc=b%20c", FORM, version=2),
    signed("POST", "/admin/v1/groups", b'{"name":"a","desc":"b c"}', "application/json"),
)


def answered(request: Request) -> Response:
    """What the local server says at once."""
    reply = LOCAL(request)
    assert isinstance(reply, Response)
    return reply


def test_what_is_signed_is_accepted() -> None:
    assert [answered(request).status for request in SIGNED] == [200] * 4


@settings(max_examples=600)
@given(st.sampled_from(SIGNED), st.sampled_from(["target", "date", "token", "body"]), st.data())
def test_a_request_with_any_single_signed_byte_changed_is_refused(
    request: Request, part: str, data: st.DataObject
) -> None:
    before = {
        "target": request.target, "date": request.header("date") or "", "body": request.body.decode(),
        "token": (request.header("authorization") or "").removeprefix("Basic "),
    }[part]  # fmt: skip
    index = data.draw(st.integers(1 if part == "target" else 0, max(1, len(before) - 1)))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    assume(index < len(before) and before[index].lower() != other.lower())
    after = before[:index] + other + before[index + 1 :]
    changed = {
        "target": lambda: request._replace(target=after),
        "date": lambda: request.with_header("Date", after),
        "token": lambda: request.with_header("Authorization", f"Basic {after}"),
        "body": lambda: request._replace(body=after.encode()),
    }[part]()
    groups = LOCAL.store.count("group")
    reply = answered(changed)
    known = changed.path.split("/")[1] == "admin"
    assert reply.status == (401 if known else 404)
    assert not known or json.loads(reply.body)["code"] // 100 == 401
    assert LOCAL.store.count("group") == groups


def test_a_request_may_come_again_since_duo_has_no_nonce() -> None:
    assert [answered(SIGNED[0]).status for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("skew", [-301, 301])
def test_but_not_outside_the_window(skew: int) -> None:
    late = LocalVendors(("duo",), clock=lambda: NOW + skew, seed=1)(SIGNED[0])
    assert isinstance(late, Response)
    assert json.loads(late.body) == {"code": 40105, "message": "Bad request timestamp", "stat": "FAIL"}


def test_a_key_opens_the_apis_of_its_type_alone() -> None:
    for kind, path, code in (
        ("authapi", "/admin/v1/users", 40102), ("adminapi", "/auth/v2/check", 40102), ("authapi", "/auth/v2/check", 0),
        ("accountsapi", "/rest/v1/check", 40102), ("rest", "/rest/v1/check", 0), ("demo", "/admin/v1/nothing", 40401),
        ("demo", "/nothing", 0),
    ):  # fmt: skip
        key = next(each for each in demo_keys.DUO_KEYS if each.kind == kind)
        request = sign(request_for("GET", f"http://localhost{path}"), Credential.of(key.id, key.secret), now=NOW)
        reply = answered(request)
        assert (json.loads(reply.body).get("code", 0) if path != "/nothing" else 0) == code, (kind, path)


def test_permissions_are_granted_one_by_one() -> None:
    reader = next(each for each in demo_keys.DUO_KEYS if each.name == "Log reader")
    key = Credential.of(reader.id, reader.secret)
    for path, status in (("/admin/v1/logs/administrator", 200), ("/admin/v1/users", 403), ("/admin/v1/settings", 403)):
        assert answered(sign(request_for("GET", f"http://localhost{path}"), key, now=NOW)).status == status


@pytest.mark.parametrize(
    ("target", "code"),
    [("/admin/v1/users?username=%ff", 40002), ("/admin/v1/users?%ff=1", 40002), ("/admin/v1/users/\udcff", 40401)],
)
def test_bytes_that_are_no_text_are_refused_as_parameters(target: str, code: int) -> None:
    assert json.loads(answered(signed("GET", target)).body)["code"] == code
