"""Runs whole collections with newman against local servers that have something of everything."""

import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from paraph.apis.catalogue import Endpoint
from paraph.clients.names import arguments_of, endpoint_named
from paraph.core.message import Request
from paraph.emulator.duo.sample_data.populate import populate
from paraph.http.adapters.requests import SignedAuth
from paraph.http.handler import Handler, Reply
from paraph.postman.items import FILE
from paraph.testing import AlteryxServer, DuoServer, LocalServer
from tests.clients.every_call import arguments, labels
from tests.clients.test_every_call import add_devices
from tests.emulator.alteryx import test_openapi as alteryx
from tests.emulator.duo import test_openapi as duo

NEWMAN = os.environ.get("PARAPH_NEWMAN") or "newman"
TOKEN = "/webapi/oauth2/token"


class Outcome(NamedTuple):
    """A request of a collection and the status of its answer; 0 without an answer."""

    endpoint: Endpoint
    status: int


class Stage:
    """A local server that answers each request from the same data, and what there is in it."""

    def __init__(self, vendor: str, server: LocalServer, before: sqlite3.Connection) -> None:
        self.vendor, self.server, self._before = vendor, server, before
        self._base = server.local.store._base
        self.known: Mapping[str, Any] = {}
        app = server._whole
        app.served = self._restoring(app.served)

    def furnish(self) -> None:
        """Add something of everything, and keep that state."""
        if isinstance(self.server, DuoServer):
            populate(self.server.local.duo, 12, 60)
            now = None if self.server.now is None else int(self.server.now)
            known = duo.known(self.server, SignedAuth(self.server.credential, now=now))
            other = self.server.local.store.page("integration")[1]["integration_key"]  # not the one that is used
            paths = (f"DELETE /admin/v{version}/integrations/{{integration_key}}" for version in (1, 2, 3))
            own = {path: {"integration_key": other} for path in paths}
            self.known = known | own | add_devices(self.server)
        else:
            assert isinstance(self.server, AlteryxServer)
            self.known = alteryx.known(self.server, alteryx.authorized(self.server))
        self._base.backup(self._before)

    def _restoring(self, handler: Handler) -> Handler:
        """Wrap a Handler so that each request finds the data as they were; a token stays valid."""

        def serve(request: Request) -> Reply:
            if not self.known:
                return handler(request)
            self._before.backup(self._base)
            reply = handler(request)
            if request.path == TOKEN:
                self._base.backup(self._before)
            return reply

        return serve


@contextmanager
def stage(vendor: str, seconds: int) -> Iterator[Stage]:
    """A server whose clock is so many seconds ahead."""
    server: LocalServer = DuoServer("duo") if vendor == "duo" else AlteryxServer("alteryx")
    if seconds:
        server.now = time.time() + seconds
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as before:
        made = Stage(vendor, server, before)
        with server.running():
            made.furnish()
            yield made


def items_of(folder: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The requests of a collection."""
    for item in folder["item"]:
        if "item" in item:
            yield from items_of(item)
        else:
            yield item


def endpoint_of(item: Mapping[str, Any]) -> Endpoint:
    """The endpoint that the description of a request begins with."""
    return endpoint_named(item["request"]["description"].split("`")[1])


def fill(collection: dict[str, Any], stage: Stage) -> None:
    """Fill in what a person would: what there is on the server, in place of the samples."""
    for item in items_of(collection):
        endpoint = endpoint_of(item)
        named: Mapping[str, Any] = next((stage.known[label] for label in labels(endpoint) if label in stage.known), {})
        python_names = {each.name: each.parameter.name for each in arguments_of(endpoint)}
        given = arguments(stage.vendor, endpoint, {**stage.known, **named})
        fill_request(item["request"], {python_names.get(name, name): each for name, each in given.items()}, named)


def fill_request(request: dict[str, Any], given: Mapping[str, Any], named: Mapping[str, Any]) -> None:
    """Fill in one request; values that are variables stay, unless they are named for this request alone."""
    body = request.get("body", {})
    url = request["url"]
    for row in (
        *url.get("variable", ()),
        *url.get("query", ()),
        *body.get("urlencoded", ()),
        *body.get("formdata", ()),
    ):
        name = row["key"]
        if name in given and row.get("type") != "file" and ("{{" not in row["value"] or name in named):
            row["value"] = text_of(given[name])
            row.pop("disabled", None)
    if "body" in given:
        body["raw"] = json.dumps(given["body"])
    elif body.get("mode") == "raw":
        own = json.loads(body["raw"])
        members = {name: each for name, each in given.items() if name in own or name in named}
        body["raw"] = json.dumps({**own, **members})


def text_of(value: Any) -> str:
    """A value as text in a row."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else json.dumps(value)


def run_newman(
    collection: Mapping[str, Any], variables: Mapping[str, Any], folder: Path, before: Sequence[str] = ()
) -> list[Outcome]:
    """Run a collection with the real newman; return what came of each request."""
    file, report = folder / "collection.json", folder / "report.json"
    file.write_text(json.dumps(collection), "utf-8")
    (folder / FILE).write_text("<AlteryxDocument/>")
    words = [*before, NEWMAN, "run", str(file), "--working-dir", str(folder), "--reporters", "json", "--reporter-json-export", str(report),
             *(f"--env-var={name}={value}" for name, value in variables.items() if isinstance(value, str))]  # fmt: skip
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert report.exists(), done.stdout + done.stderr
    told = json.loads(report.read_text("utf-8"))["run"]
    assert not [each for each in told["failures"] if each["error"]["name"] != "AssertionError"], told["failures"][:3]
    # a script's own request, for a token, is listed before the request that it belongs to
    statuses = {each["cursor"]["position"]: each.get("response", {}).get("code", 0) for each in told["executions"]}
    return [Outcome(endpoint_of(item), statuses[number]) for number, item in enumerate(items_of(collection))]
