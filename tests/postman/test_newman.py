"""newman sends each request of each collection: signed by the collection itself, and by the proxy."""

import json
import subprocess
import time
from pathlib import Path

import pytest

from paraph.apis.catalogue import catalogue
from paraph.postman.apis import APIS
from paraph.postman.collection import collection_text
from paraph.testing import AlteryxServer, DuoServer
from tests.codegen.test_programs import need
from tests.emulator.duo.test_openapi import UNREACHED
from tests.postman.running import NEWMAN, Outcome, Stage, endpoint_of, fill, items_of, run_newman, stage
from tests.proxy.running import running

HOUR = 3600
LATER = ("faketime", "-f", f"+{HOUR}s")


def need_newman() -> None:
    need(NEWMAN, "npm install newman@6.2.2", "running whole collections")
    need("faketime", "apt-get install faketime", "running whole collections an hour later")


def account(scene: Stage) -> dict[str, str]:
    """The variables for the credential, under the names that each API has for them."""
    server = scene.server
    if isinstance(server, DuoServer):
        return {"ikey": server.ikey, "skey": server.skey}
    assert isinstance(server, AlteryxServer)
    return {"key": server.key, "secret": server.secret, "client_id": server.key, "client_secret": server.secret}


def outcomes(name: str, scene: Stage, address: str, folder: Path, *, signs: bool, seconds: int) -> list[Outcome]:
    """Run the collection of an API against that address."""
    collection = json.loads(collection_text(name, address + APIS[name].base_path, signs=signs))
    fill(collection, scene)
    variables = {**scene.known, **(account(scene) if signs else {})}
    return run_newman(collection, variables, folder, LATER if seconds else ())


def check(name: str, found: list[Outcome], scene: Stage) -> None:
    """Each endpoint of the API was called, what can go well went well, and no signature was refused."""
    wanted = [each.name for each in catalogue(APIS[name].vendor).endpoints if each.api in APIS[name].parts]
    assert sorted(each.endpoint.name for each in found) == sorted(wanted)
    bad = {each.endpoint.name: each.status for each in found if each.status != each.endpoint.status}
    assert {label: status for label, status in bad.items() if label not in UNREACHED} == {}
    assert not [each.request for each in scene.server.requests if each.status == 401]


@pytest.mark.parametrize("seconds", [0, HOUR])
@pytest.mark.parametrize("vendor", ["duo", "alteryx"])
def test_each_request_signs_itself(vendor: str, seconds: int, tmp_path: Path) -> None:
    need_newman()
    with stage(vendor, seconds) as scene:
        for name in (name for name, api in APIS.items() if api.vendor == vendor):
            found = outcomes(name, scene, scene.server.url, tmp_path, signs=True, seconds=seconds)
            check(name, found, scene)


@pytest.mark.parametrize("seconds", [0, HOUR])
@pytest.mark.parametrize("vendor", ["duo", "alteryx"])
def test_the_proxy_signs_each_request(vendor: str, seconds: int, tmp_path: Path) -> None:
    need_newman()
    credentials = tmp_path / "credentials.json"
    with stage(vendor, seconds) as scene:
        (key, secret), server = list(account(scene).values())[:2], scene.server
        credentials.write_text(json.dumps({"id": key, "secret": secret}))
        words = ["--upstream", server.url, "--credentials", str(credentials)]
        now = ["--now", str(int(time.time() + seconds))] if seconds else []
        with running(tmp_path, *words, *now) as proxy:
            for name in (name for name, api in APIS.items() if api.vendor == vendor and api.scheme):
                check(name, outcomes(name, scene, proxy.url, tmp_path, signs=False, seconds=seconds), scene)


@pytest.mark.parametrize(
    ("name", "call", "variable"),
    [
        ("duo-admin", "GET /admin/v1/users/{user_id}", "user_id"),
        ("alteryx", "GET /v1/workflows/{appId}/jobs/", "appId"),
    ],
)
def test_a_path_is_signed_as_it_is_sent(name: str, call: str, variable: str, tmp_path: Path) -> None:
    need_newman()
    server = DuoServer("duo") if name == "duo-admin" else AlteryxServer("alteryx")
    with server.running():
        collection = json.loads(collection_text(name, server.url + APIS[name].base_path))
        collection["item"] = [item for item in items_of(collection) if endpoint_of(item).name == call]
        key, secret = APIS[name].key_name, APIS[name].secret_name
        credential = server.credential
        variables = {key: credential.key_id, secret: credential.secret.text, variable: 'a b é%2F😀<"`{x}'}
        run_newman(collection, variables, tmp_path)
        (received,) = server.requests
    assert "a%20b%20%C3%A9%2F%F0%9F%98%80%3C%22%60%7Bx%7D" in received.request.target
    assert received.status == 404


@pytest.mark.parametrize(("secret", "message"), [("", "client_secret is not set"), ("wrong", "no token from ")])
def test_a_missing_or_wrong_client_secret_is_reported(secret: str, message: str, tmp_path: Path) -> None:
    need_newman()
    server = AlteryxServer("alteryx")
    file = tmp_path / "collection.json"
    with server.running():
        collection = json.loads(collection_text("alteryx-v3", f"{server.url}/webapi"))
        collection["item"] = [folder for folder in collection["item"] if folder["name"] == "Jobs"]
        file.write_text(json.dumps(collection), "utf-8")
        variables = [f"--env-var=client_id={server.key}", f"--env-var=client_secret={secret}"]
        done = subprocess.run(
            [NEWMAN, "run", str(file), *variables], capture_output=True, text=True, timeout=120, check=False
        )
        assert message in done.stdout
        assert not [each.request for each in server.requests if each.request.header("authorization")]
