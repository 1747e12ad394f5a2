"""``paraph ui`` as a process: how it begins, what it shows of its input, and how it ends."""

import base64
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from paraph.web.arguments import MOST_TEXT
from tests.cli.running import run
from tests.trust.servers import exchange, message
from tests.web.pages import RunningPage, Told, environment, running_page

SECRET = "exampleSecretKey0123456789abcdefABCDEF00"
UNEXPLAINED = Path("examples/requests/duo-auth-unsorted.http").read_text() + "&z=1&y=2&x=3&w=4"
"""A request over which a search takes long."""
LINUX = pytest.mark.skipif(
    not Path("/proc/self/stat").exists() or len(os.sched_getaffinity(0)) < 2,
    reason="only Linux lists the processes of a process, and a search has a second one only if there are two processors",
)


def started(*words: str) -> "subprocess.CompletedProcess[str]":
    """A run that cannot serve."""
    command = [sys.executable, "-m", "paraph", "ui", "--no-open", *words]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, env=environment(), stdin=subprocess.DEVNULL
    )


def children(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have started."""
    found: list[int] = []
    for stat_file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat_file.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            child = int(stat_file.parent.name)
            found += [child, *children(child)]
    return found


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_help() -> None:
    done = run("ui", "--help")
    assert (done.code, done.stderr) == (0, "")
    for option in ("INPUT", "--port", "--no-open", "--ready-file", "--credentials", "--profile"):
        assert option in done.stdout
    assert "paraph ui" in run("ui", "--help").stdout
    assert "\n  ui " in run("--help").stdout


def test_the_ready_file_is_private(tmp_path: Path) -> None:
    with running_page(tmp_path) as page:
        (ready,) = tmp_path.glob("ready-*.json")
        assert stat.S_IMODE(ready.stat().st_mode) == 0o600
        assert json.loads(ready.read_text()) == {"url": page.url, "pid": page.process.pid}


def test_a_port_may_be_chosen(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running_page(tmp_path, "--port", str(port)) as page:
        page.open()
        assert page.port == port


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = started("--port", str(port))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"paraph: error: cannot listen on 127.0.0.1:{port}: ")
    assert done.stderr.count("\n") == 1


@LINUX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_ends_it_and_all_its_processes(tmp_path: Path, number: signal.Signals) -> None:
    with running_page(tmp_path) as page:
        page.open()
        assert page.post("read", {"input": "GET / HTTP/1.1\nHost: a.example"}).status == 200
        started = children(page.process.pid)
        assert started
        assert page.end(number) == 0
        assert [pid for pid in started if is_alive(pid)] == []
        assert page.said.count(b"\n") == 1


SEARCH = {"input": UNEXPLAINED, "secret": "anotherSecretKey0123456789abcdefABCDEF00", "budget": 60}


def wait_for_search(page: RunningPage) -> list[int]:
    """Wait until a search has its second process; return both."""
    while len(found := children(page.process.pid)) < 2:
        os.sched_yield()
    return found


def searching(page: RunningPage) -> tuple[threading.Thread, list[Told]]:
    """Begin an explanation that takes long, and wait until its processes search."""
    answers: list[Told] = []
    thread = threading.Thread(target=lambda: answers.append(page.post("explain", SEARCH)))
    thread.start()
    wait_for_search(page)
    return thread, answers


@LINUX
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_ends_it_in_the_middle_of_a_search(tmp_path: Path, number: signal.Signals) -> None:
    with running_page(tmp_path) as page:
        page.open()
        thread, answers = searching(page)
        started = children(page.process.pid)
        assert page.end(number) == 0
        thread.join()
        assert [answer.message for answer in answers] == ["the page has ended"]
        assert [pid for pid in started if is_alive(pid)] == []
        assert page.said.count(b"\n") == 1


@LINUX
def test_a_search_ends_with_its_client_and_the_page_goes_on(tmp_path: Path) -> None:
    with running_page(tmp_path) as page:
        page.open()
        headers = {"Cookie": page.cookie, "Content-Type": "application/json"}
        with closing(HTTPConnection("127.0.0.1", page.port)) as connection:
            connection.request("POST", "/api/explain", json.dumps(SEARCH), headers)
            searchers = wait_for_search(page)
        assert page.post("read", {"input": "GET / HTTP/1.1\nHost: a.example"}).status == 200
        assert [pid for pid in searchers if is_alive(pid)] == []


@LINUX
def test_a_killed_process_does_not_end_the_page(tmp_path: Path) -> None:
    with running_page(tmp_path) as page:
        page.open()
        thread, answers = searching(page)
        os.kill(children(page.process.pid)[0], signal.SIGKILL)
        thread.join()
        assert [answer.message for answer in answers] == ["the call ended without a result: give a smaller input"]
        assert page.post("read", {"input": "GET / HTTP/1.1\nHost: a.example"}).status == 200


@pytest.mark.parametrize(
    ("content", "shown"),
    [(b"GET / HTTP/1.1\r\nHost: \xc3\xa9\r\n\r\n", {"text": "GET / HTTP/1.1\r\nHost: é\r\n\r\n"}),
     (b"", {"text": ""}), (b"\xff\0", {"base64": base64.b64encode(b"\xff\0").decode()})],
)  # fmt: skip
def test_a_file_is_shown_as_it_is(tmp_path: Path, content: bytes, shown: dict[str, str]) -> None:
    file = tmp_path / "rejected.http"
    file.write_bytes(content)
    with running_page(tmp_path, str(file)) as page:
        page.open()
        assert page.get("/api/start").json["input"] == {"name": "rejected.http", **shown}


def test_without_a_file_nothing_is_shown(opened: RunningPage) -> None:
    start = opened.get("/api/start").json
    assert (start["input"], start["credential"], start["live"]) == (None, None, None)


def test_files_that_cannot_be_shown(tmp_path: Path) -> None:
    large = tmp_path / "large.har"
    large.write_bytes(bytes(MOST_TEXT + 1))
    for name, said in (
        (str(large), f"{large} is larger than 10 MiB: `paraph explain` reads such a file"),
        (str(tmp_path), f"cannot read {tmp_path}: Is a directory"),
        ("nowhere.http", "cannot read nowhere.http: No such file or directory"),
    ):
        done = started(name)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"paraph: error: {said}\n")


def test_the_largest_file_can_be_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "large.bin"
    file.write_bytes(b"\xff" * MOST_TEXT)
    with running_page(tmp_path, str(file)) as page:
        page.open()
        shown = page.get("/api/start").json["input"]["base64"]
        assert page.post("read", {"base64": shown}).status == 422  # it is no request


def test_a_credential_is_named_and_used_but_not_shown(tmp_path: Path) -> None:
    request = Path("examples/requests/duo-auth-unsorted.http")
    with running_page(tmp_path, str(request), "--credentials", "examples/duo.json") as page:
        page.open()
        start = page.get("/api/start")
        assert start.json["credential"] == {"name": "examples/duo.json", "id": "DIEXAMPLE00000000000"}
        explained = page.post("explain", {"input": start.json["input"]["text"]})
        assert explained.json["verdict"] == "explained"
        for answer in (start, explained, page.get("/")):
            assert SECRET.encode() not in answer.body
        assert page.end() == 0
        assert SECRET.encode() not in page.said


def test_a_request_leaves_nothing_in_the_log(tmp_path: Path) -> None:
    with running_page(tmp_path) as page:
        page.open()
        token = page.url.partition("token=")[2]
        for target in (f"/?token={token}", f"/{token}", f"/api/start?token={token}"):
            assert page.send("GET", target).status == 403
        exchange(page.root, b"\0\1\2 broken\r\n\r\n")
        exchange(page.root, message("GET", f"/?token={token}", (("Host", "attacker.org"),)))
        assert page.end() == 0
        (line,) = page.said.decode().splitlines()
        assert line == f"paraph: the page is at {page.url} (this address opens it once; Ctrl-C ends it)"


def test_each_start_has_an_address_of_its_own(tmp_path: Path) -> None:
    with running_page(tmp_path) as first, running_page(tmp_path) as second:
        first.open()
        second.open()
        assert first.send("GET", "/", Cookie=second.cookie).status == 403
        token = first.url.partition("token=")[2]
        assert second.end() == 0
        assert token.encode() not in second.said


def test_without_its_extra_it_says_what_to_install() -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from paraph.cli import main; main(['ui', '--no-open'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=environment())
    assert done.returncode == 78
    assert done.stderr == "paraph: error: a local server needs the extra: pip install 'paraph[server]'\n"
