"""Calls on the command line against the local servers: formats, lists, refusals, files."""

import base64
import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from paraph.emulator.duo.admin.branding import PNG
from paraph.emulator.duo.sample_data.populate import populate
from paraph.testing import AlteryxServer, DuoServer
from tests.cli.running import Done, run

Paraph = Callable[..., Done]


@pytest.fixture(scope="module")
def server() -> Iterator[DuoServer]:
    with DuoServer("duo").running() as running:
        assert isinstance(running, DuoServer)
        populate(running.local.duo, 12, 60)
        yield running


def credentials(folder: Path, **values: str) -> str:
    path = folder / "credentials.json"
    path.write_text(json.dumps(values))
    path.chmod(0o600)
    return str(path)


@pytest.fixture
def duo(server: DuoServer, tmp_path: Path) -> Paraph:
    place = credentials(tmp_path, ikey=server.ikey, skey=server.skey, host="api-example0.duosecurity.com")
    return lambda *words: run("duo", *words, "--credentials", place, "--base-url", server.url)


@pytest.fixture
def alteryx(paraph_alteryx: AlteryxServer, tmp_path: Path) -> Callable[..., Paraph]:
    def at(base: str) -> Paraph:
        place = credentials(
            tmp_path, key=paraph_alteryx.key, secret=paraph_alteryx.secret, host=paraph_alteryx.url + base
        )
        return lambda *words: run("alteryx", *words, "--credentials", place)

    return at


def test_a_pipe_gets_one_record_a_line(duo: Paraph) -> None:
    done = duo("users", "list")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.code, len(records), records[0]["username"]) == (0, 12, "ada")
    assert duo("users", "list", "--jsonl").stdout == done.stdout


def test_a_limit_is_that_of_all_pages(duo: Paraph) -> None:
    assert len(duo("users", "list", "--limit", "5", "--page-size", "2").stdout.splitlines()) == 5
    assert duo("users", "list", "--limit", "0").stdout == ""


def test_json_is_one_object_and_its_cursor_goes_on(duo: Paraph) -> None:
    first = json.loads(duo("users", "list", "--limit", "5", "--page-size", "5", "--json").stdout)
    assert (first["schema"], first["call"], len(first["result"])) == ("paraph.duo/1", "users.list", 5)
    rest = json.loads(duo("users", "list", "--cursor", first["cursor"], "--json").stdout)
    assert len(rest["result"]) == 7
    assert rest["cursor"] is None
    assert not {each["user_id"] for each in first["result"]} & {each["user_id"] for each in rest["result"]}


def test_csv_has_a_head_and_the_columns_that_are_asked_for(duo: Paraph) -> None:
    rows = list(csv.DictReader(io.StringIO(duo("users", "list", "--csv", "--columns", "username,status").stdout)))
    assert rows[0] == {"username": "ada", "status": "active"}
    whole = list(csv.DictReader(io.StringIO(duo("users", "list", "--csv").stdout)))
    assert {"user_id", "groups", "phones"} <= whole[0].keys()
    assert json.loads(whole[0]["phones"])[0]["phone_id"]


def test_an_unknown_column_names_the_nearest(duo: Paraph) -> None:
    done = duo("users", "list", "--csv", "--columns", "usrname")
    assert (done.code, done.stderr) == (
        2,
        "paraph: error: --columns: unknown column 'usrname'; did you mean username?\n",
    )


def test_a_log_takes_times_as_people_write_them(duo: Paraph) -> None:
    assert duo("logs", "authentication", "--since", "30d", "--limit", "1").code == 0
    done = duo("logs", "authentication", "--since", "1773739805")
    assert done.code == 2
    assert "looks like seconds, and this call takes milliseconds: 1773739805000" in done.stderr


def test_what_takes_something_away_needs_yes(duo: Paraph, server: DuoServer) -> None:
    user = server.add_user("zoe")["user_id"]
    done = duo("users", "delete", user)
    assert done.code == 2
    assert done.stderr.endswith("confirm it with --yes\n")
    assert json.loads(duo("users", "get", user).stdout)["username"] == "zoe"
    assert duo("users", "delete", user, "--yes").code == 0
    assert duo("users", "get", user).code == 4


def test_a_record_is_made_and_changed(duo: Paraph) -> None:
    made = json.loads(duo("users", "create", "--username", "yann", "--status", "active").stdout)
    changed = duo("users", "update", made["user_id"], "--status", "bypass", "--extra", "notes=über & so")
    assert json.loads(changed.stdout)["status"] == "bypass"
    assert json.loads(changed.stdout)["notes"] == "über & so"
    assert duo("users", "delete", made["user_id"], "--yes").code == 0


def test_a_refusal_says_why(server: DuoServer, tmp_path: Path) -> None:
    place = credentials(tmp_path, ikey=server.ikey, skey="x" * 40, host="api-example0.duosecurity.com")
    done = run("duo", "users", "list", "--credentials", place, "--base-url", server.url, "--json")
    assert done.code == 4
    assert "401 40103 Invalid signature in request credentials\n  * " in done.stderr
    assert json.loads(done.stdout)["error"]["code"] == "40103"
    assert "x" * 40 not in done.stdout + done.stderr


def test_a_file_is_written_where_it_is_asked_for(duo: Paraph, tmp_path: Path) -> None:
    assert duo("logo", "update", "--logo", base64.b64encode(PNG).decode()).code == 0
    assert duo("logo", "get", "--output", str(tmp_path / "logo.png")).code == 0
    assert (tmp_path / "logo.png").read_bytes() == PNG


def test_the_address_decides_the_version_of_alteryx(alteryx: Callable[..., Paraph]) -> None:
    older, newer = (json.loads(alteryx(base)("users", "list", "--json").stdout) for base in ("/gallery", "/webapi"))
    assert {"email", "role"} <= older["result"][0].keys()
    assert older["result"][0].keys() != newer["result"][0].keys()
    assert (
        "paraph: error: --view: GET /admin/v2/users/" in alteryx("/gallery")("users", "list", "--view", "Full").stderr
    )
    group = alteryx("/gallery")("user-groups", "list", "--json")  # version 3 alone has it
    assert json.loads(group.stdout)["call"] == "user_groups.list"


def test_a_credential_without_a_host_is_said(tmp_path: Path) -> None:
    done = run("duo", "users", "list", "--credentials", credentials(tmp_path, ikey="DI1", skey="x" * 40))
    assert (done.code, done.stderr) == (
        78, "paraph: error: the credential has no host: add `host` to it, or give --base-url URL\n",
    )  # fmt: skip


def on_terminal(*words: str, columns: int = 100) -> str:
    """What a terminal of that width shows."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "NO_COLOR": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "paraph", *words], stdin=slave, stdout=slave, stderr=slave, env=environment
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            part = b""
        if not part:
            break
        shown += part
    process.wait()
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_shows_a_table(server: DuoServer, tmp_path: Path) -> None:
    place = credentials(tmp_path, ikey=server.ikey, skey=server.skey, host="api-example0.duosecurity.com")
    where = ("--credentials", place, "--base-url", server.url)
    shown = on_terminal("duo", "users", "list", "--limit", "3", *where)
    assert "username" in shown
    assert "ada@example.com" in shown
    assert "{" not in shown
    assert max(map(len, shown.splitlines())) <= 100
    one: Any = on_terminal("duo", "info", "summary", *where)
    assert "user_count" in one


def test_csv_has_dates_that_spreadsheets_read_if_they_are_asked_for(duo: Paraph, server: DuoServer) -> None:
    words = ("users", "list", "--csv", "--columns", "username,created,email")
    plain = next(csv.DictReader(io.StringIO(duo(*words).stdout)))
    dated = next(csv.DictReader(io.StringIO(duo(*words, "--dates").stdout)))
    assert dated["created"] == f"{datetime.fromtimestamp(int(plain['created']), UTC):%Y-%m-%d %H:%M:%S}"
    assert {**dated, "created": ""} == {**plain, "created": ""}
    assert duo("users", "list", "--dates").stderr == "paraph: error: --dates goes with --csv\n"


def test_a_name_in_the_place_of_an_id_is_not_reported_as_deleted(duo: Paraph, server: DuoServer) -> None:
    server.add_user("zacharias")
    said = "USER_ID: 'zacharias' is not an id of Duo, which is 20 capitals and digits"
    where = "`paraph duo users list --columns username,user_id` shows the ids"
    done = duo("users", "delete", "zacharias", "--yes")
    assert (done.code, done.stdout, done.stderr) == (2, "", f"paraph: error: {said}: {where}\n")
    found = duo("users", "get", "zacharias", "--json")
    assert (found.code, json.loads(found.stdout)["error"]["advice"]) == (4, [f"{said}: {where}"])
    assert duo("users", "delete", "DUZZZZZZZZZZZZZZZZZZ", "--yes").code == 0


def test_a_limit_holds_also_for_a_list_that_comes_as_a_whole(alteryx: Callable[[str], Paraph]) -> None:
    done = alteryx("/webapi")("users", "list", "--limit", "1")
    assert (done.code, len(done.stdout.splitlines())) == (0, 1)
    refused = alteryx("/webapi")("users", "list", "--cursor", "x")
    said = "--cursor: GET /v3/users, which this server has, returns the whole list at once"
    assert (refused.code, refused.stderr) == (2, f"paraph: error: {said}\n")


@pytest.mark.parametrize(("words", "said"), [
    ("duo logs authentication", "--since TIME Such as 2h or 7d (ago), 2026-02-03 or 2026-02-03T10:20:30Z; at most 180 days ago."),
    ("duo logs activity", "2026-02-03T10:20:30Z; more than --since and at least two minutes ago."),
    ("duo logs administrator", "2026-02-03T10:20:30Z; records of that second are among the answer."),
    ("duo phones create", "--type TEXT Such as mobile or landline. --platform TEXT Such as apple ios or google android."),
    ("duo users list", "How many records the server sends at once; --limit is how many are printed."),
])  # fmt: skip
def test_the_help_says_what_a_time_and_a_page_are(words: str, said: str) -> None:
    assert said in " ".join(run(*words.split(), "--help").stdout.split())


def test_a_table_says_that_its_times_are_in_utc(server: DuoServer, tmp_path: Path) -> None:
    place = credentials(tmp_path, ikey=server.ikey, skey=server.skey)
    shown = on_terminal(
        "duo", "users", "list", "--limit", "1", "--credentials", place, "--base-url", server.url, columns=120
    )
    assert "last login (UTC)" in shown
