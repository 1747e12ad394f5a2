"""newman sends each request of each collection: signed by the collection itself, and by the proxy."""

import json
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from paraph.apis.catalogue import catalogue
from paraph.codegen.postman import MARK
from paraph.postman.apis import APIS
from paraph.postman.collection import collection_text
from paraph.testing import AlteryxServer, DuoServer
from tests.codegen.test_programs import need
from tests.postman.running import NEWMAN, Stage, endpoint_of, fill, items_of, run_newman, stage
from tests.proxy.running import running

DUO = [name for name, api in APIS.items() if api.vendor == "duo"]
ALTERYX = ["alteryx"]
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


def whole_collection(names: Sequence[str], url: str, *, signs: bool) -> dict[str, Any]:
    """The collections of several APIs as one, since each newman takes a second to start; their scripts are the same."""
    whole, *others = (json.loads(collection_text(name, url + APIS[name].base_path, signs=signs)) for name in names)
    for other in others:
        assert script_of(other) == script_of(whole)
        whole["item"] += other["item"]
        whole["variable"] += other["variable"]
    return cast("dict[str, Any]", whole)


def script_of(collection: dict[str, Any]) -> list[str]:
    """The lines of the script that signs; none if the collection leaves that to the proxy."""
    lines: list[str] = [line for event in collection["event"] for line in event["script"]["exec"]]
    return lines[lines.index(MARK) :] if MARK in lines else []


def run_all(names: Sequence[str], scene: Stage, url: str, folder: Path, *, signs: bool, seconds: int) -> None:
    """Each call of these APIs is made, what can go well goes well, and no signature is refused."""
    collection = whole_collection(names, url, signs=signs)
    fill(collection, scene)
    variables = {**scene.known, **(account(scene) if signs else {})}
    found = run_newman(collection, variables, folder, LATER if seconds else ())
    parts = {part for name in names for part in APIS[name].parts}
    wanted = [each.name for each in catalogue(scene.vendor).endpoints if each.api in parts]
    assert sorted(each.endpoint.name for each in found) == sorted(wanted)
    bad = {each.endpoint.name: each.status for each in found if each.status != each.endpoint.status}
    assert bad == {}
    assert not [each.request for each in scene.server.requests if each.status == 401]


@pytest.mark.parametrize("seconds", [0, HOUR])
@pytest.mark.parametrize("names", [DUO, ALTERYX, ["alteryx-v3"]], ids=["duo", "alteryx", "alteryx-v3"])
def test_each_request_signs_itself(names: list[str], seconds: int, tmp_path: Path) -> None:
    need_newman()
    with stage(APIS[names[0]].vendor, seconds) as scene:
        run_all(names, scene, scene.server.url, tmp_path, signs=True, seconds=seconds)


@pytest.mark.parametrize("seconds", [0, HOUR])
@pytest.mark.parametrize("names", [DUO, ALTERYX], ids=["duo", "alteryx"])
def test_the_proxy_signs_each_request(names: list[str], seconds: int, tmp_path: Path) -> None:
    need_newman()
    credentials = tmp_path / "credentials.json"
    with stage(APIS[names[0]].vendor, seconds) as scene:
        key, secret = list(account(scene).values())[:2]
        credentials.write_text(json.dumps({"id": key, "secret": secret}))
        words = ["--upstream", scene.server.url, "--credentials", str(credentials)]
        now = ["--now", str(int(time.time() + seconds))] if seconds else []
        with running(tmp_path, *words, *now) as proxy:
            run_all(names, scene, proxy.url, tmp_path, signs=False, seconds=seconds)


def test_each_api_is_run() -> None:
    assert {*DUO, *ALTERYX, "alteryx-v3"} == set(APIS)


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
