"""Clients that others wrote, unchanged, over loopback."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from alteryx_gallery_py import Subscriptions
from alteryx_server_py import AlteryxClient
from alteryx_server_py.exceptions import AuthenticationError
from requests_oauthlib import OAuth1

from paraph.core.message import request_for
from paraph.emulator.refusals import explain_refusal
from paraph.testing import AlteryxServer
from tests.emulator.alteryx.assets.test_publishing import package
from tests.emulator.alteryx.simulation import DEMO, Bench


class Running:
    """A local server; `provider` is what a client has to know of it."""

    def __init__(self, server: AlteryxServer) -> None:
        self.server, self.local = server, server.local
        self.local.alteryx.options.queue_seconds = self.local.alteryx.options.run_seconds = 0
        self.provider: dict[str, Any] = self.local.providers(server.url)["alteryx"]

    def mistakes(self) -> list[str]:
        """What is found to be wrong with the request that was refused last."""
        found = self.server.refused[-1].explanation
        return [each.id for each in found.mistakes] if found else []


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with AlteryxServer("alteryx").running() as server:
        assert isinstance(server, AlteryxServer)
        yield Running(server)


@pytest.mark.parametrize("kind", ["query", "auth_header"])
def test_requests_oauthlib(running: Running, kind: str) -> None:
    told = running.provider
    auth = OAuth1(told["key"], told["secret"], signature_type=kind)
    with requests.Session() as session:
        workflows = session.get(
            f"{told['base_url']}/api/v1/workflows/subscription/", params={"search": "by region & more"}, auth=auth
        )
        assert workflows.json() == []
        found = session.get(f"{told['base_url']}/api/v1/workflows/subscription/?limit=1", auth=auth).json()
        job = session.post(
            f"{told['base_url']}/api/v1/workflows/{found[0]['id']}/jobs/", json={"priority": "0"}, auth=auth
        ).json()
        done = session.get(f"{told['base_url']}/api/v1/jobs/{job['id']}/", auth=auth).json()
        assert done["status"] == "Completed"
        users = session.get(
            f"{told['base_url']}/api/admin/v2/users/", params={"page": 0, "pageSize": 3}, auth=auth
        ).json()
        assert len(users) == 3


def test_alteryx_gallery_py(running: Running) -> None:
    told = running.provider
    client = Subscriptions(told["key"], told["secret"], told["base_url"])
    workflows = client.get_workflows(limit=2)
    assert len(workflows) == 2
    job = client.create_job(workflows[0]["id"], questions=[], priority="0")
    assert job["id"] in [each["id"] for each in client.list_jobs(workflows[0]["id"])]
    (output,) = client.get_job(job["id"])["outputs"]
    assert client.get_job_output(job["id"], output["id"], format="Raw").startswith(b"Region,")
    assert client.download_app(workflows[0]["id"]).startswith(b"PK")


def test_alteryx_gallery_py_signs_a_space_wrong_and_is_told_so(running: Running) -> None:
    told = running.provider
    said = Subscriptions(told["key"], told["secret"], told["base_url"]).get_workflows(search="pizza survey")
    assert said["exceptionName"] == "UnauthorizedException"
    assert said["message"] == "The provided signature(oauth_signature) is invalid."
    assert running.mistakes() == ["enc-space-as-plus"]


def test_alteryx_gallery_py_signs_the_host_as_it_was_written(running: Running) -> None:
    told = running.provider
    client = Subscriptions(told["key"], told["secret"], told["base_url"].replace("127.0.0.1", "LOCALHOST"))
    assert client.get_workflows()["exceptionName"] == "UnauthorizedException"
    assert running.mistakes() == ["host-not-lowercased"]


def test_alteryx_gallery_py_signs_a_port_that_nobody_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()

    def get(url: str, params: Any, **_: Any) -> Any:
        sent = requests.Request("GET", url, params=params).prepare()
        # http.client leaves the port out of Host where it is the scheme's own.
        reply = bench.serve(request_for("GET", sent.url or "", host_header="gallery.example.com"))
        return type("Answer", (), {"content": reply.body})

    bench.now = time.time()
    monkeypatch.setattr("alteryx_gallery_py.subscriptions.requests.get", get)
    for address, refused in (
        ("https://gallery.example.com:443/gallery", True),
        ("https://gallery.example.com/gallery", False),
    ):
        said = Subscriptions(DEMO.id, DEMO.secret, address).get_workflows(limit=1)
        assert ("exceptionName" in said) is refused if isinstance(said, dict) else not refused
    found = explain_refusal(*bench.refused[0], int(bench.now))
    assert found is not None
    assert [each.id for each in found.mistakes] == ["host-default-port-kept"]


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_alteryx_server_py(running: Running, tmp_path: Path) -> None:
    told = running.provider
    with AlteryxClient(told["webapi_url"], told["key"], told["secret"]) as client:
        workflows = client.workflows.list()
        assert len(workflows) == running.local.store.count("alteryx-workflow")
        # It cannot read the outputs of a job that is done: v3 has no member `format` in them.
        running.local.alteryx.options.queue_seconds = 60
        job = client.jobs.run(workflows[0].id)
        running.local.alteryx.options.queue_seconds = 0
        assert client.jobs.get(job.id).status.value == "Queued"
        assert client.collections.list()[0].name == "Finance"
        file = tmp_path / "Published.yxzp"
        file.write_bytes(package())
        with pytest.raises(Exception, match="validation error"):
            # The client expects an object where servers answer with the id.
            client.collections.create("By a client")
        names = [each["name"] for each in running.local.store.page("alteryx-collection")]
        assert names[-1] == "By a client"
        owner = workflows[0].owner_id
        uploaded = client.workflows.publish(str(file), "Published", owner)
        assert uploaded.name == "Published"
        gc.collect()  # it leaves the file open


def test_alteryx_server_py_with_a_key_of_another_kind(running: Running) -> None:
    told = running.provider
    studio = next(each for each in told["keys"] if each["type"] == "subscription")
    with (
        AlteryxClient(told["webapi_url"], studio["key"], studio["secret"]) as client,
        pytest.raises(AuthenticationError),
    ):
        client.workflows.list()
