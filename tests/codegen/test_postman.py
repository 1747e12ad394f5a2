"""A request from a Postman file stays in its collection; only the signing script is added."""

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from paraph.codegen.postman import MARK, PostmanFile
from paraph.codegen.rendering import program
from paraph.core.encoding import base64_text, parse_form
from paraph.readers import entries
from tests.codegen.server import DUO, OAUTH, SAMPLES, SECRETS, judging
from tests.codegen.test_programs import NEWMAN, need, newman_run

FILE = Path("tests/readers/data/duo.postman_collection.json")
TABLE = json.loads(FILE.read_bytes())
USER = 3
"""The number of the entry that a script can sign: a GET, after a request and its saved example."""


def extended(table: dict[str, Any], number: int, base_url: str = "", **values: str) -> dict[str, Any]:
    before = copy.deepcopy(table)
    entry = entries(json.dumps(table).encode(), variables=values)[number - 1]
    assert entry.kind == "postman"
    file = PostmanFile(table, number, values)
    made: dict[str, Any] = json.loads(program("postman", entry.request, None, base_url, file).code)
    assert table == before
    return made


def test_all_else_stays_as_it_was() -> None:
    made = extended(TABLE, USER)
    item = made["item"][1]
    (event,) = item.pop("event")
    assert event["listen"] == "prerequest"
    assert item["request"].pop("auth") == {"type": "noauth"}
    assert made["variable"].pop() == {"key": "DUO_SKEY", "value": "", "type": "secret"}
    assert made == TABLE
    script = "\n".join(event["script"]["exec"])
    assert 'pm.variables.get("ikey")' in script
    assert "DUO_IKEY" not in script
    assert DUO.key_id not in script


def test_an_example_stands_for_its_request() -> None:
    made = extended(TABLE, 2)
    assert "event" in made["item"][0]["item"][0]
    assert "event" not in made["item"][1]


def test_the_script_comes_after_that_of_the_request_and_is_replaced_the_next_time() -> None:
    table = copy.deepcopy(TABLE)
    table["item"][1]["event"] = [{"listen": "prerequest", "script": {"exec": "const enc = 1;\nconst date = 2;"}}]
    table["item"][1]["request"]["header"] = [
        {"key": "Authorization", "value": "Basic " + base64_text(f"{DUO.key_id}:00".encode())}
    ]
    made = extended(table, USER)
    (event,) = made["item"][1]["event"]
    assert event["script"]["exec"][:5] == ["const enc = 1;", "const date = 2;", "", MARK, "{"]
    again = extended(made, USER)
    assert again == {**made, "item": [made["item"][0], {**again["item"][1], "event": again["item"][1]["event"]}]}
    assert again["item"][1]["event"][0]["script"]["exec"].count(MARK) == 1
    assert len(again["variable"]) == len(made["variable"])


def test_a_variable_of_an_environment_is_used() -> None:
    table = {**TABLE, "variable": TABLE["variable"][:1]}
    made = extended(table, USER, ikey="DIEXAMPLE00000000000")
    assert 'pm.variables.get("ikey")' in json.dumps(made).replace('\\"', '"')
    assert [row["key"] for row in made["variable"]] == ["host", "DUO_SKEY"]


@pytest.mark.parametrize("shape", ["item", "request", "api"])
def test_other_forms_of_a_file(shape: str) -> None:
    item = copy.deepcopy(TABLE["item"][1])
    item["request"]["auth"] = {**TABLE["auth"], "basic": {"username": DUO.key_id, "password": "x"}}
    item["request"]["url"] = "https://api-example0.duosecurity.com/admin/v1/users"
    table = {"item": item, "request": item["request"], "api": {"collection": {"info": {"name": "n"}, "item": [item]}}}
    made = extended(table[shape], 1)
    whole = made["collection"] if shape == "api" else made
    assert whole["item"][0]["request"]["url"] == item["request"]["url"]
    assert whole["item"][0]["event"]
    assert {row["key"] for row in whole["variable"]} == {"DUO_IKEY", "DUO_SKEY"}


def test_what_newman_sends_is_accepted(tmp_path: Path) -> None:
    need(NEWMAN, "npm install newman@6.2.2", "running postman code")
    table = copy.deepcopy(TABLE)
    own = "const enc = 1; const sent = 2; pm.request.headers.upsert({ key: 'Authorization', value: 'Basic eDp5' });"
    table["item"][1]["event"] = [{"listen": "prerequest", "script": {"exec": [own]}}]
    path = tmp_path / "collection.json"
    with judging() as server:
        path.write_text(json.dumps(extended(table, USER, server.url)), "utf-8")
        words = [*newman_run(path, SECRETS), "--folder", "User"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout
        ((request, verdict),) = server.seen
        assert verdict.valid, verdict.detail
        assert request.target == "/admin/v1/users/DU0001?name=a%20b+c&note=%C3%A9%20%27x%27"
        assert "deprecated" not in done.stdout + done.stderr


@pytest.mark.parametrize("place", ["query", "body"])
def test_an_old_oauth_signature_is_replaced(place: str, tmp_path: Path) -> None:
    need(NEWMAN, "npm install newman@6.2.2", "running postman code")
    request = SAMPLES["oauth-alteryx" if place == "query" else "oauth-body"]
    text = request.query if place == "query" else request.body.decode()
    rows = [dict(zip(("key", "value"), pair, strict=True)) for pair in parse_form(text)]
    rows = [{**row, "value": "{{key}}"} if row["key"] == "oauth_consumer_key" else row for row in rows]
    path = request.path.lstrip("/").split("/")
    url = {"raw": f"https://{request.host}{request.target}", "protocol": "https", "host": [request.host], "path": path}
    item = {"name": "n", "request": {"method": request.method, "url": {**url, "query": rows}}}
    if place == "body":
        item["request"] = {"method": "POST", "url": url, "body": {"mode": "urlencoded", "urlencoded": rows}}
    table = {"info": {"name": "n"}, "item": [item], "variable": [{"key": "key", "value": OAUTH.key_id}]}
    collection = tmp_path / "collection.json"
    with judging() as server:
        made = extended(table, 1, server.url)
        assert 'pm.variables.get("key")' in "\n".join(made["item"][0]["event"][0]["script"]["exec"])
        collection.write_text(json.dumps(made), "utf-8")
        done = subprocess.run(newman_run(collection, SECRETS), capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout
        ((received, verdict),) = server.seen
        assert verdict.valid, (verdict.detail, received)


def test_no_deprecated_name_of_the_sandbox_is_used() -> None:
    for sample in SAMPLES.values():
        made = program("postman", sample)
        script = "\n".join(json.loads(made.code)["event"][0]["script"]["exec"])
        assert "require('crypto-js')" in script
        assert "CryptoJS" not in script
        assert "postman.set" not in script
