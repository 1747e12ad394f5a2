"""``paraph serve`` as it is run, with real clients on loopback."""

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duo_client
import pytest
import requests

from paraph import Credential, request_for, sign
from paraph.emulator import demo_keys
from tests.trust.framing_forms import SMUGGLING
from tests.trust.servers import growth_by_bodies, refused_though_own, served_though_foreign, smuggled

DEMO = Credential.of(demo_keys.DUO_DEMO.id, demo_keys.DUO_DEMO.secret)
Started = Callable[..., "Served"]


class Served:
    """A running server, and what it says."""

    def __init__(self, folder: Path, *words: str) -> None:
        ready = folder / f"ready-{len(list(folder.iterdir()))}.json"
        self.process = subprocess.Popen([sys.executable, "-m", "paraph", "serve", "--ready-file", str(ready), *words],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
        while not ready.exists():
            os.sched_yield()
            if self.process.poll() is not None:
                raise AssertionError(self.process.communicate()[1])
        self.told: dict[str, Any] = json.loads(ready.read_text())
        self.url = self.told["url"]
        self.duo = self.told["providers"].get("duo")

    def auth(self, secret: str = demo_keys.DUO_DEMO.secret) -> Any:
        """Duo's own client."""
        trusted = self.told.get("authority", "HTTP")
        return duo_client.Auth(
            self.duo["ikey"], secret, self.duo["host"], ca_certs=trusted, port=urlsplit(self.url).port
        )

    def owner(self) -> dict[str, str]:
        """The headers that the owner's requests bear."""
        return {"Authorization": f"Bearer {self.told['control']['token']}"}

    def ended(self) -> tuple[str, str]:
        """Stop it; what it printed and what it said."""
        self.process.send_signal(signal.SIGTERM)
        printed, said = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, said
        assert "Traceback" not in said
        return printed, said


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    servers: list[Served] = []

    def start(*words: str) -> Served:
        servers.append(Served(tmp_path, *words))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()


@pytest.mark.parametrize("verb", ["serve", "watch"])
@pytest.mark.parametrize("name", ["a b", "h:x", "http://h", "h/", ""])
def test_a_further_name_that_is_none_is_a_usage_error(verb: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "paraph", verb, "--host-alias", name, "--tls" if verb == "serve" else "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "write HOST or HOST:PORT" in done.stderr


def test_duos_client_is_served_and_its_mistake_is_explained(started: Started) -> None:
    server = started("duo")
    assert server.auth().check()["time"] > 1_700_000_000
    with pytest.raises(RuntimeError, match="Received 401 Invalid signature in request credentials$"):
        server.auth(demo_keys.DUO_DEMO.secret[:-1]).check()
    printed, said = server.ended()
    assert printed == ""
    assert said.startswith(f"paraph: serving {server.url} (Ctrl-C ends it)\n")
    assert "[secret-cut-short]" in said


def test_refusals_are_json_lines_when_asked_for(started: Started) -> None:
    server = started("duo", "--json")
    for secret in ("wrong" * 8, demo_keys.DUO_DEMO.secret[1:]):
        with pytest.raises(RuntimeError):
            server.auth(secret).check()
    lines = [json.loads(line) for line in server.ended()[0].splitlines()]
    assert [line["schema"] for line in lines] == ["paraph.serve/1"] * 2
    assert [line["explanation"]["verdict"] for line in lines] == ["unexplained", "explained"]


def test_many_refusals_that_nothing_explains_are_all_told_and_do_not_keep_it_from_ending(started: Started) -> None:
    server, count = started("duo", "--json"), 400
    lines: list[str] = []
    reading = threading.Thread(target=lambda: lines.extend(server.process.stdout or ()))
    reading.start()
    with requests.Session() as session:
        for number in range(count):
            request = sign(request_for("GET", f"{server.url}/admin/v1/users"), DEMO)
            wrong = base64.b64encode(f"{DEMO.key_id}:{number:040x}".encode()).decode()
            headers = {**dict(request.headers), "Authorization": f"Basic {wrong}"}
            assert session.get(f"{server.url}/admin/v1/users", headers=headers, timeout=5).status_code == 401
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(timeout=60) == 0
    reading.join()
    assert [json.loads(line)["reason"] for line in lines] == ["bad-signature"] * count


def test_it_goes_on_when_nobody_reads_its_log_any_more(started: Started) -> None:
    server = started("duo", "--json")
    assert server.process.stdout is not None
    server.process.stdout.close()
    server.process.stdout = None
    for _ in range(2):
        with pytest.raises(RuntimeError):
            server.auth(demo_keys.DUO_DEMO.secret[1:]).check()
    assert server.auth().check()
    server.ended()


def test_the_answer_itself_explains_when_asked_to(started: Started) -> None:
    server = started("duo", "--explain-in-response")
    with pytest.raises(RuntimeError, match=r"\[secret-cut-short\]"):
        server.auth(demo_keys.DUO_DEMO.secret[:-1]).check()


@pytest.mark.filterwarnings("ignore:ssl.PROTOCOL_TLS:DeprecationWarning")
def test_https_with_an_authority_that_duos_client_is_told_to_trust(started: Started) -> None:
    server = started("duo", "--tls")
    assert server.url.startswith("https://localhost:")
    assert server.auth().check()["time"]
    assert server.told["authority"].endswith(".ca.pem")
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{server.url}/auth/v2/ping", timeout=5)


def test_a_key_of_ones_own_is_accepted_and_its_secret_is_not_written_down(started: Started, tmp_path: Path) -> None:
    secret, file = "a secret that is not to be found", tmp_path / "kept.db"
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"id": "DIOWN000000000000000", "secret": secret}))
    words = ("--data", str(file))
    for more, status in ((("--credentials", str(own)), 200), ((), 401)):
        server = started(*words, *more)
        for path, scheme in (("/auth/v2/check", "duo"), ("/gallery/api/admin/v1/users/", "oauth1")):
            request = sign(request_for("GET", server.url + path), Credential.of("DIOWN000000000000000", secret), scheme)
            reply = requests.get(server.url + path, headers=dict(request.headers), timeout=5)
            assert reply.status_code == status, reply.text
        server.ended()
        assert secret.encode() not in b"".join(each.read_bytes() for each in tmp_path.glob("kept.db*"))


def test_a_clock_that_stands_still_refuses_what_is_signed_now(started: Started) -> None:
    server = started("duo", "--now", "2026-03-17T09:30:05Z")
    assert server.auth().ping() == {"time": 1773739805}
    with pytest.raises(RuntimeError, match="Bad request timestamp"):
        server.auth().check()


def test_its_owner_sets_faults_and_nobody_else(started: Started) -> None:
    server = started("duo")
    url = f"{server.told['control']['url']}faults"
    assert requests.post(url, json=["503"], timeout=5).status_code == 401
    assert (
        requests.post(url, json=["503"], headers={"Authorization": "Bearer é".encode()}, timeout=5).status_code == 401
    )
    set_now = requests.post(url, json=["503*1"], headers=server.owner(), timeout=5).json()["faults"]
    assert set_now == ["503*1"]
    with pytest.raises(RuntimeError, match="503"):
        server.auth().check()
    server.auth().check()
    for wrong in ("[1]", "{", '["418"]'):
        assert requests.post(url, data=wrong, headers=server.owner(), timeout=5).status_code == 400
    seen = requests.get(f"{server.told['control']['url']}requests", headers=server.owner(), timeout=5).json()
    assert [(each["target"], each["status"]) for each in seen] == [
        ("/auth/v2/check?", 503),
        ("/auth/v2/check?", 200),
    ] or [(each["target"], each["status"]) for each in seen] == [("/auth/v2/check", 503), ("/auth/v2/check", 200)]
    assert dict(seen[0]["headers"])["authorization"] == "hidden"


def test_its_owner_answers_a_push_and_activates_a_phone(started: Started) -> None:
    server = started("duo", "--push", "timeout", "--enroll-seconds", "-1")
    control, auth = server.told["control"]["url"], server.auth()

    def ask(door: str, value: Any = None) -> Any:
        method = "GET" if value is None else "POST"
        return requests.request(method, control + door, json=value, headers=server.owner(), timeout=5).json()

    assert ask("logins") == ask("enrollments") == []
    txid = auth.auth("push", username="ada", device="auto", ipaddr="192.0.2.7", async_txn=True)["txid"]
    (waiting,) = ask("logins")
    assert waiting["seconds"] >= 0
    assert [waiting[name] for name in ("txid", "username", "factor", "ip", "status")] == [
        txid, "ada", "duo_push", "192.0.2.7", "pushed",
    ]  # fmt: skip
    assert auth.auth_status(txid)["waiting"]
    assert ask("logins", {"username": "ADA", "decision": "fraud"})["status"] == "fraud"
    assert auth.auth_status(txid)["status"] == "fraud"
    assert ask("logins", {"txid": txid, "decision": "approve"}) == {"error": "no such login is waiting for its user"}
    made = auth.enroll("nina")
    assert [each["username"] for each in ask("enrollments")] == ["nina"]
    assert auth.enroll_status(made["user_id"], made["activation_code"]) == "waiting"
    assert ask("enrollments", {"user_id": made["user_id"]})["activated"] is True
    assert auth.enroll_status(made["user_id"], made["activation_code"]) == "success"
    assert ask("enrollments", {"username": "nina"}) == {"error": "no such user is waiting for a phone"}


def test_a_login_that_nobody_answers_does_not_keep_it_from_ending(started: Started) -> None:
    server = started("duo", "--push-seconds", "50")
    failed: list[str] = []

    def log_in() -> None:
        try:
            server.auth().auth("push", username="ada", device="auto")
        except RuntimeError as error:
            failed.append(str(error))

    waiting = threading.Thread(target=log_in)
    waiting.start()
    url = server.told["control"]["url"] + "logins"
    while not failed and not requests.get(url, headers=server.owner(), timeout=5).json():
        os.sched_yield()
    _, said = server.ended()
    waiting.join()
    assert failed == ["Received 503 Service Unavailable"]
    assert "Exception" not in said


WRONG: list[tuple[str, str, str | bytes, int, str]] = [
    ("POST", "logins", '{"username": "ada"}', 400, 'send a JSON object of texts: {"txid": …, "decision": …}'),
    ("POST", "logins", '{"username": "ada", "txid": "1", "decision": "deny"}', 400, "or username in place of txid"),
    ("POST", "logins", '{"username": "ada", "decision": "maybe"}', 400, "one of approve, deny, fraud, timeout"),
    ("POST", "logins", '{"username": "ada", "decision": "deny"}', 404, "no such login is waiting"),
    ("POST", "logins", "[", 400, "not JSON"),
    ("POST", "logins", "[" * 100_000, 400, "not JSON"),
    ("POST", "faults", b"\xff", 400, "not JSON"),
    ("PUT", "logins", "{}", 405, "GET, POST"),
    ("POST", "enrollments", '{"username": 7}', 400, "send a JSON object of texts"),
    ("POST", "faults", '["503", "418"]', 400, "'418' is not a fault"),
    ("PATCH", "faults", "", 405, "DELETE"),
    ("GET", "pushes", "", 404, "health, openapi/duo.json, openapi/alteryx.json, requests, faults, logins, enrollments"),
]


def test_what_its_owner_asks_wrongly_is_one_line(started: Started) -> None:
    server = started("duo")
    for method, what, body, status, said in WRONG:
        url = server.told["control"]["url"] + what
        reply = requests.request(method, url, data=body, headers=server.owner(), timeout=5)
        assert (reply.status_code, said in reply.json()["error"]) == (status, True), reply.text
    assert (
        requests.get(server.told["control"]["url"] + "faults", headers=server.owner(), timeout=5).json()["faults"] == []
    )


def test_without_its_extra_it_says_what_to_install_and_makes_no_data(tmp_path: Path) -> None:
    data = tmp_path / "store.db"
    code = (
        "import sys; sys.modules['uvicorn'] = None; from paraph.cli import main; main(['serve', '--data', sys.argv[1]])"
    )
    done = subprocess.run([sys.executable, "-c", code, data], capture_output=True, text=True, timeout=60)
    assert not data.exists()
    assert done.returncode == 78
    assert done.stderr == "paraph: error: a local server needs the extra: pip install 'paraph[server]'\n"


def test_a_cut_answer_is_cut(started: Started) -> None:
    server = started("duo", "--fault", "cut:5@/auth*1")
    with pytest.raises(requests.exceptions.RequestException):
        requests.get(f"{server.url}/auth/v2/ping", timeout=5)
    assert requests.get(f"{server.url}/auth/v2/ping", timeout=5).json()["stat"] == "OK"
    assert "without completing" not in server.ended()[1]


def test_keys_of_ones_own_are_accepted(started: Started, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"id": "DIMINE00000000000000", "secret": "mine" * 10}))
    server = started("duo", "--credentials", str(file))
    own = duo_client.Auth("DIMINE00000000000000", "mine" * 10, server.duo["host"], ca_certs="HTTP",
                          port=urlsplit(server.url).port)  # fmt: skip
    assert own.check()["time"]


def test_what_is_stored_in_a_file_is_there_again(started: Started, tmp_path: Path) -> None:
    file = str(tmp_path / "data")
    first = started("duo", "--data", file)
    key = first.duo["ikey"]
    first.ended()
    assert started("duo", "--data", file).duo["ikey"] == key


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--data", "/"], 78),
        (["--host", "192.0.2.1"], 2),
        (["--credentials", "nothing.json"], 78),
        (["--fault", "418"], 2),
        (["--log-delay", "-1"], 2),
        (["--enroll-seconds", "-2"], 2),
        (["duo", "--alteryx", "first_page=1"], 2),
        (["alteryx", "--push", "approve"], 2),
        (["--users", "0", "--events", "5"], 2),
    ],
)
def test_what_cannot_be_served_is_one_line(words: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "paraph", "serve", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert done.stderr.startswith("paraph: error: ")
    assert done.stderr.count("\n") == 1


def test_requests_as_people_send_them_are_refused_and_explained(started: Started) -> None:
    options = ["--credentials", "examples/duo.json", "--credentials", "examples/alteryx.json"]
    options += ["--alteryx", "base_address=https://gallery.example.com/gallery"]
    server = started("--json", "--now", "Mon, 02 Mar 2026 09:00:03 -0000", *options)
    codes = []
    for name in ("duo-logs-from-postman", "duo-auth-unsorted", "duo-logs-from-a-script", "alteryx-users"):
        text = Path(f"examples/requests/{name}.http").read_bytes().replace(b"\r\n", b"\n")
        head, _, body = text.partition(b"\n\n")
        answer = raw(server.url, head.strip().replace(b"\n", b"\r\n") + b"\r\n\r\n" + body.strip())
        told = json.loads(answer.partition(b"\r\n\r\n")[2])
        codes.append(told.get("code") or told["message"])
        assert b"Mon, 02 Mar 2026 09:00:03 GMT" in answer
    assert codes == [40105, 40103, 40103, "The provided signature(oauth_signature) is invalid."]
    found = [json.loads(line)["explanation"] for line in server.ended()[0].splitlines()]
    assert [[each["id"] for each in one["mistakes"]] for one in found] == [
        ["date-signed-differs-from-sent"],
        ["ord-unsorted"],
        [],  # what was signed and never sent is nothing that a server can see
        ["host-default-port-kept", "ord-unsorted", "out-base64-urlsafe"],
    ]
    assert [each["id"] for each in found[-1]["problems"]] == ["nonce-constant"]


@pytest.mark.parametrize("setting", ["slashes=no", "nothing=1", "window=x"])
def test_a_setting_that_there_is_not_is_one_line(setting: str) -> None:
    words = [sys.executable, "-m", "paraph", "serve", "--alteryx", setting]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (78, 1)


def raw(url: str, message: bytes) -> bytes:
    """What a server answers to bytes as they are."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10) as connection:
        connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_no_route_serves_what_is_foreign(started: Started) -> None:
    server = started()
    assert served_though_foreign(server.url) == []
    assert refused_though_own(server.url, "/auth/v2/ping") == []
    assert smuggled(server.url, SMUGGLING) == []
    server.ended()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process has")
def test_long_bodies_do_not_fill_the_memory(started: Started) -> None:
    server = started("duo")
    assert growth_by_bodies(server.url, server.process.pid) < 100_000_000
    kept = requests.get(f"{server.url}/_paraph/requests", headers=server.owner(), timeout=30).json()
    assert kept[-1]["body_bytes"] == 15_000_000
    assert len(kept[-1]["body"]) < 100_000
    server.ended()


def test_bytes_that_are_no_request_do_not_hurt(started: Started) -> None:
    server = started("duo")
    host = server.url.removeprefix("http://").encode()
    head = b"GET /auth/v2/ping HTTP/1.1\r\nHost: " + host + b"\r\n"
    for message in (
        b"\x00\xff\r\n\r\n",
        b"GET  /auth/v2/ping HTTP/1.1\r\n\r\n",
        head + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        head + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        head + b"Content-Length: -1\r\n\r\n",
        head + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        head + b"Host: " + host + b"\r\n\r\n",
        head.replace(host, b"attacker.org") + b"\r\n",
        head.replace(b"/auth/v2/ping", b"http://attacker.org/auth/v2/ping").replace(host, b"attacker.org") + b"\r\n",
    ):
        answer = raw(server.url, message)
        assert answer == b"" or answer.startswith((b"HTTP/1.1 400", b"HTTP/1.1 403")), (message, answer)
    absolute = raw(
        server.url, head.replace(b"/auth/v2/ping", b"http://" + host + b"/auth/v2/ping") + b"Connection: close\r\n\r\n"
    )
    assert absolute.startswith(b"HTTP/1.1 200")
    server.ended()
