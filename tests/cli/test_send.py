"""``paraph send`` and ``paraph login`` from outside, against servers that judge what they receive."""

import json
import os
import pty
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from paraph import Request
from paraph.core.claims import Reason
from tests.core.test_secrets import assert_clean
from tests.http.servers import DUO, Server, Told, serving, told_json

API = "api-example0.duosecurity.com"
USERS = [{"user_id": f"DU{place}"} for place in range(5)]
KEYRING = """
import json, os, pathlib
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 1
    path = pathlib.Path(os.environ["TEST_KEYRING"])

    def held(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def get_password(self, service, username):
        return self.held().get(f"{service} {username}")

    def set_password(self, service, username, password):
        self.path.write_text(json.dumps(self.held() | {f"{service} {username}": password}))

    def delete_password(self, service, username):
        held = self.held()
        del held[f"{service} {username}"]
        self.path.write_text(json.dumps(held))
"""


class Home:
    """A configuration of one's own, and ``paraph`` with it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.config = folder, folder / "config" / "config.toml"
        (folder / "ring.py").write_text(KEYRING)
        self.env = {
            **os.environ,
            "PARAPH_CONFIG": str(self.config),
            "PYTHON_KEYRING_BACKEND": "ring.Keyring",
            "PYTHONPATH": os.pathsep.join((str(folder), str(Path("src").resolve()))),
            "TEST_KEYRING": str(folder / "ring.json"),
            "DUO_SKEY": DUO.secret.text,
            "WRONG": "wrongSecretKey0123456789abcdefABCDEF0000",
        }

    def paraph(self, *words: str, stdin: bytes = b"", **env: Any) -> subprocess.CompletedProcess[bytes]:
        assert not [word for word in words if DUO.secret.text in word]
        done = subprocess.run([sys.executable, "-m", "paraph", *words], input=stdin, capture_output=True, check=False,
                              env={**self.env, **env})  # fmt: skip
        for form in (DUO.secret.text, self.env["WRONG"]):
            assert form.encode() not in done.stdout + done.stderr
        assert b"Traceback" not in done.stderr
        return done

    def login(self, *words: str, **env: Any) -> subprocess.CompletedProcess[bytes]:
        return self.paraph(
            "login", "prod", "--id", DUO.key_id, "--host", API, "--secret-env", "DUO_SKEY", *words, **env
        )


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


DUO_PLACES = ("--id", DUO.key_id, "--secret-env", "DUO_SKEY")


def users(request: Request) -> Told | None:
    start, size = (int(dict(part.split("=") for part in request.query.split("&") if part).get(name, wanted))
                   for name, wanted in (("offset", 0), ("limit", 2)))  # fmt: skip
    metadata = {"total_objects": len(USERS)} | ({"next_offset": start + size} if start + size < len(USERS) else {})
    return told_json(200, {"stat": "OK", "response": USERS[start : start + size], "metadata": metadata})


def test_a_call_and_its_answer(home: Home) -> None:
    with serving() as server:
        done = home.paraph(
            "send", f"https://{API}/admin/v1/users", "limit==10", "a b==c&d", *DUO_PLACES, "--base-url", server.url
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout == b'{"stat": "OK", "response": "duo"}'
        note = "GET /admin/v1/users: unknown parameter a b (as a command: `paraph duo users list`)"
        assert done.stderr.decode() == f"paraph: note: {note}\n"
        request, _ = server.seen[0]
        assert (request.method, request.target, request.host) == ("GET", "/admin/v1/users?limit=10&a%20b=c%26d", API)
        shown = home.paraph("send", f"https://{API}/admin/v1/users", "realname=Zoë", "n:=1", *DUO_PLACES, "--base-url", server.url, "--json")  # fmt: skip
        answer = json.loads(shown.stdout)
        assert (answer["schema"], answer["status"], answer["json"]["stat"]) == ("paraph.send/1", 200, "OK")
        assert json.loads(answer["body"])["response"] == "duo"
        assert {name for name, _ in answer["headers"]} == {"Date", "Content-Type", "Content-Length"}
        assert answer["request"]["url"] == f"https://{API}/admin/v1/users"
        assert json.loads(answer["request"]["body"]) == {"realname": "Zoë", "n": 1}
        form = home.paraph("send", "POST", f"{server.url}/auth/v2/auth", "username=lena o", "--form", "-v", *DUO_PLACES)
        assert form.returncode == 0
        assert b"> POST /auth/v2/auth HTTP/1.1\n" in form.stderr
        assert b"< HTTP/1.1 200\n" in form.stderr
        assert server.reasons == [Reason.VALID] * 3


@pytest.mark.parametrize(
    "words", [["--duo-version", "2", "--digest", "sha1"], ["--scheme", "oauth1", "--place", "query"]]
)
def test_offline_prints_what_would_be_sent(home: Home, words: list[str]) -> None:
    line = ["send", f"https://{API}/admin/v1/users", "limit==10", *DUO_PLACES, *words, "--offline"]
    done = home.paraph(*line)
    assert done.returncode == 0
    scheme = words[1:2] if words[0] == "--scheme" else ["duo"]
    assert home.paraph("verify", "-", *DUO_PLACES, "--scheme", *scheme, stdin=done.stdout).returncode == 0
    shown = json.loads(home.paraph(*line, "--json").stdout)
    assert (shown["schema"], shown["status"], shown["offline"]) == ("paraph.send/1", None, True)
    listed = home.paraph("send", f"https://{API}/admin/v2/logs/activity", *DUO_PLACES, "--offline", "--page")
    assert b"mintime=" in listed.stdout


@pytest.mark.parametrize(("status", "code"), [(200, 0), (204, 0), (302, 3), (404, 4), (500, 5)])
def test_the_status_is_the_exit_code(home: Home, status: int, code: int) -> None:
    told = Told(status, (("Location", "/x"),) if status == 302 else (), b"no" if status != 204 else b"")
    with serving(lambda _: told) as server:
        line = ["send", f"{server.url}/x", *DUO_PLACES, "--tries", "1"]
        done = home.paraph(*line)
        assert (done.returncode, done.stdout) == (code, told.body)
        assert home.paraph(*line, "--no-check-status").returncode == 0
        assert json.loads(home.paraph(*line, "--json").stdout)["status"] == status


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["/admin/v1/users", *DUO_PLACES], 2),
        ([f"https://{API}/x", "nonsense", *DUO_PLACES], 2),
        ([f"https://{API}/x", *DUO_PLACES, "--base-url", "localhost"], 2),
        ([f"https://{API}/x", *DUO_PLACES, "--duo-version", "5", "--digest", "sha1"], 2),
        ([f"https://{API}/x", *DUO_PLACES, "--ca", "no-such-file"], 78),
        ([f"https://{API}/unknown", *DUO_PLACES, "--page"], 2),
        ([f"https://{API}/auth/v2/check", *DUO_PLACES, "--page"], 2),
        ([f"https://{API}/x", "a=@no-such-file", *DUO_PLACES], 2),
        ([f"https://{API}/x"], 78),
        (["http://127.0.0.1:9/x", *DUO_PLACES, "--tries", "1"], 69),
        (["http://user.invalid/x", *DUO_PLACES, "--tries", "1"], 69),
        (["http://a..b/x", *DUO_PLACES, "--tries", "1"], 2),
    ],
)
def test_what_goes_wrong_before_an_answer(home: Home, words: list[str], code: int) -> None:
    done = home.paraph("send", *words)
    assert done.returncode == code, done.stderr
    assert done.stdout == b""
    assert done.stderr.decode().splitlines()[-1].startswith("paraph: error: ")
    assert json.loads(home.paraph("send", *words, "--json").stdout)["schema"] == "paraph.error/1"


@contextmanager
def refused(home: Home, *words: str, offset: int = 0, answers: Any = lambda _: None) -> Iterator[tuple[str, Server]]:
    with serving(answers, offset) as server:
        done = home.paraph("send", *words, "--base-url", server.url)
        assert done.returncode == 4, done.stderr
        yield " ".join(done.stderr.decode().split()), server


FORBIDDEN = {
    "/admin/v1/users/DU1/phones": "lacks a permission: GET /admin/v1/users/{user_id}/phones takes 'Grant read resource'",
    "/admin/v2/policies": "GET /admin/v2/policies probably takes 'Grant applications'",
    "/admin/v1/trust_monitor/events": "also refused where the account's plan does not include it",
    "/auth/v2/check": "the account may not use this API",
    "/admin/v9/news": "lacks a permission for this call",
}
"""By path: what is to be said of a key that may not do that."""


def test_a_refusal_is_explained(home: Home) -> None:
    get = f"https://{API}/admin/v1/users"
    wrong = ("--id", DUO.key_id, "--secret-env", "WRONG")
    with refused(home, get, *wrong) as (said, server):
        assert "refused this request (401, 40103)" in said
        assert "The signature is right for the secret that was used" in said
        assert "has another secret key for it" in said
        assert f"signed for {API} and sent to {server.url}" in said
    with refused(home, get, *DUO_PLACES, offset=4000) as (said, _):
        assert "clock is 1 hour 6 minutes behind the server's" in said
        assert "a cause by itself" in said
        assert "another secret key" not in said
    with refused(home, get, "--id", "DIOTHER0000000000000", "--secret-env", "DUO_SKEY") as (said, _):
        assert "40102" in said
        assert "that of an Admin API application" in said
    gallery = "https://gallery.example.com/gallery/api/admin/v1/users/"
    with refused(home, gallery, "--id", "8EXAMPLE_admin_key", "--secret-env", "WRONG") as (said, _):
        assert "needs the admin key" in said
        assert "gallery.example.com" in said
    forbidden = told_json(403, {"code": 40301, "message": "Access forbidden", "stat": "FAIL"})
    for path, wanted in FORBIDDEN.items():
        with refused(home, f"https://{API}{path}", *DUO_PLACES, answers=lambda _: forbidden) as (said, _):
            assert "refused this request (403, 40301)" in said
            assert wanted in said
    other = told_json(403, {"error": "no"})
    with refused(home, get, *DUO_PLACES, answers=lambda _: other) as (said, _):
        assert said == ""
    with serving() as server:
        done = home.paraph("send", get, *wrong, "--base-url", server.url, "--json")
        shown = json.loads(done.stdout)
        assert shown["refusal"][0].startswith("The signature is right")
        assert "short" not in done.stdout.decode()


def test_pages_are_lines(home: Home) -> None:
    with serving(users) as server:
        line = ["send", f"https://{API}/admin/v1/users", *DUO_PLACES, "--base-url", server.url, "--page"]
        done = home.paraph(*line)
        assert done.returncode == 0, done.stderr
        assert [json.loads(text) for text in done.stdout.splitlines()] == USERS
        assert done.stderr.splitlines()[-1] == b"paraph: 5 records on 3 pages"
        assert server.reasons == [Reason.VALID] * 3
    answers = iter([users(Request("GET", "/x")), Told(403, (), b"\x1b[1mno")])
    with serving(lambda _: next(answers)) as server:
        done = home.paraph(*line[:-2], server.url, "--page", "--json")
        assert done.returncode == 4
        *records, error = [json.loads(text) for text in done.stdout.splitlines()]
        assert records == USERS[:2]
        assert error["schema"] == "paraph.error/1"
        assert b"\x1b" not in done.stderr
    stuck = told_json(200, {"stat": "OK", "response": [1], "metadata": {"next_offset": 0}})
    with serving(lambda _: stuck) as server:
        done = home.paraph(*line[:-2], server.url, "--page")
        assert done.returncode == 65
        assert b"does not go on" in done.stderr


def test_logs_of_an_hour_and_alteryx_with_its_mark(home: Home) -> None:
    event = {"txid": "a", "isotimestamp": "2026-03-17T09:30:05+00:00"}
    log = told_json(200, {"stat": "OK", "response": {"authlogs": [event], "metadata": {"next_offset": None}}})
    with serving(lambda _: log) as server:
        line = ["send", f"https://{API}/admin/v2/logs/authentication", *DUO_PLACES, "--base-url", server.url, "--page"]
        done = home.paraph(*line, "mintime==1773736205000", "maxtime==1773739805000")
        assert json.loads(done.stdout) == event
        assert b"1 records on 1 page, up to 2026-03-17T09:30:05Z" in done.stderr
        assert server.seen[0][0].query == "mintime=1773736205000&maxtime=1773739805000&limit=1000"
    pages = iter([Told(200, (), b'\xef\xbb\xbf[{"id":"1"}]'), Told(200, (), b"\xef\xbb\xbf[]")])
    with serving(lambda _: next(pages)) as server:
        places = ["--credentials", "examples/alteryx.json", "--base-url", server.url]
        done = home.paraph("send", "https://gallery.example.com/gallery/api/admin/v1/users/", "--page", *places)
        assert json.loads(done.stdout) == {"id": "1"}
        assert "page=1" in server.seen[1][0].target


def test_login_keeps_the_secret_in_the_keyring(home: Home) -> None:
    with serving() as server:
        done = home.login("--base-url", server.url)
        assert done.returncode == 0, done.stderr
        assert b"accepts it for the Auth API" in done.stderr
        assert done.stdout == b""
        assert home.config.read_text() == (
            f'[profile.prod]\nid = "{DUO.key_id}"\nhost = "{API}"\nscheme = "duo"\nsecret = {{keyring = "paraph/prod"}}\n'
        )
        assert stat.S_IMODE(home.config.stat().st_mode) == 0o600
        assert stat.S_IMODE(home.config.parent.stat().st_mode) == 0o700
        sent = home.paraph("send", "/admin/v1/users", "limit==1", "--profile", "prod", "--base-url", server.url)
        assert sent.returncode == 0, sent.stderr
        assert server.seen[-1][0].host == API
        lost = home.paraph("send", "/x", "--profile", "prod", TEST_KEYRING=str(home.folder / "empty.json"))
        assert lost.returncode == 78
        assert b"paraph login" in lost.stderr


def test_login_without_keyring_says_where_the_secret_is(home: Home) -> None:
    none: dict[str, Any] = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    done = home.login("--no-test", "--json", **none)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    file = Path(told["secret"]["file"])
    assert (told["schema"], told["kept_in"], told["tested"]) == ("paraph.login/1", "file", False)
    assert str(file).encode() in done.stderr
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (DUO.secret.text + "\n", 0o600)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    with serving() as server:
        assert home.paraph("send", "/x", "--profile", "prod", "--base-url", server.url, **none).returncode == 0


def test_login_changes_one_profile_and_leaves_the_rest(home: Home) -> None:
    home.config.parent.mkdir(mode=0o700)
    rest = '# mine\n[profile.other]\nid = "x" # kept\nsecret = {env = "OTHER"}\n\n[tool]\nlist = [\n  1,\n]\n'
    home.config.write_text(f'[profile.prod]\nid = "old"\nsecret = "old"\n\n{rest}')
    home.config.chmod(0o644)
    assert home.login("--no-test").returncode == 0
    text = home.config.read_text()
    assert text.endswith(rest)
    assert text.count("[profile.prod]") == 1
    assert '"old"' not in text
    assert stat.S_IMODE(home.config.stat().st_mode) == 0o600
    home.config.write_text('profile = {prod = {id = "a", secret = "b"}} # mine\n')
    assert home.login("--no-test").returncode == 0
    text = home.config.read_text()
    assert text.startswith(f'profile = {{prod = {{id = "{DUO.key_id}"')
    assert text.endswith("# mine\n")
    home.config.write_text('{"profile": {"prod": {"id": "a", "secret": "b"}}}')
    assert home.login("--no-test").returncode == 78
    assert home.config.read_text() == '{"profile": {"prod": {"id": "a", "secret": "b"}}}'


def test_login_that_is_refused_or_unreachable_is_stored_and_says_so(home: Home) -> None:
    wrong = ("login", "prod", "--id", DUO.key_id, "--host", API, "--secret-env", "WRONG")
    with serving() as server:
        done = home.paraph(*wrong, "--base-url", server.url)
        assert done.returncode == 4
        assert b"40103" in done.stderr
        assert home.config.exists()
    assert home.login("--base-url", "http://127.0.0.1:9").returncode == 69


def test_login_tries_the_apis_in_turn(home: Home) -> None:
    unknown = told_json(401, {"code": 40102, "message": "Invalid identity in request credentials", "stat": "FAIL"})
    forbidden = told_json(403, {"code": 40301, "message": "Access forbidden", "stat": "FAIL"})
    answers = {"/auth/v2/check": unknown, "/admin/v1/info/summary": forbidden}
    with serving(lambda request: answers.get(request.path)) as server:
        done = home.login("--base-url", server.url, "--json")
        assert done.returncode == 0
        assert json.loads(done.stdout)["api"] == "Admin API"
        answers["/admin/v1/info/summary"] = unknown
        assert json.loads(home.login("--base-url", server.url, "--json").stdout)["api"] == "Accounts API"
        assert server.seen[-1][1].reason is Reason.VALID
        gallery = ("login", "--host", f"{server.url}/gallery/api/", "--id", "8EXAMPLE_admin_key", "--secret-file", "-")
        done = home.paraph(*gallery, stdin=b"exampleAlteryxSecret0123\nmore\n")
        assert done.returncode == 0, done.stderr
        assert server.seen[-1][0].path == "/gallery/api/v1/workflows/subscription/"
        assert home.paraph("send", "/admin/v1/users/").returncode == 0  # the profile that is meant when none is named


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["login", "no/name", "--id", "x", "--host", "h", "--secret-env", "DUO_SKEY"], 2),
        (["login", "prod", "--id", "x", "--host", "h"], 2),
        (["login", "prod", "--host", "h", "--secret-env", "DUO_SKEY"], 2),
        (["login", "prod", "--id", "x\n", "--host", "h\x1b", "--secret-env", "DUO_SKEY"], 2),
        (["login", "prod", "--id", "x", "--host", "h", "--secret-env", "NO_SUCH"], 78),
        (["login", "prod", "--id", "x", "--host", "h", "--secret-file", "no-such-file"], 78),
        (["login", "prod", "--id", "x", "--host", "h", "--secret-file", "-"], 2),
    ],
)
def test_login_with_something_missing(home: Home, words: list[str], code: int) -> None:
    done = home.paraph(*words)
    assert done.returncode == code, done.stderr
    assert not home.config.exists()


def test_login_asks_and_does_not_show_the_secret(home: Home) -> None:
    near, far = pty.openpty()
    words = [sys.executable, "-m", "paraph", "login", "--no-test"]
    with subprocess.Popen(words, stdin=far, stderr=far, stdout=far, env=home.env, start_new_session=True) as process:
        os.close(far)
        said = b""
        for question, answer in ((b"Key id", DUO.key_id), (b"Host", API), (b"Secret", DUO.secret.text)):
            while question not in said:
                said += os.read(near, 1000)
            time.sleep(0.2)  # until the echo is off
            os.write(near, answer.encode() + b"\n")
        with suppress(OSError):  # that is how a terminal ends
            while more := os.read(near, 1000):
                said += more
        os.close(near)
        assert process.wait() == 0
    assert DUO.secret.text.encode() not in said
    assert b"stored the profile default" in said
    assert home.paraph("send", "/x", "--offline").stdout.startswith(b"GET /x HTTP/1.1")


def test_other_places_of_a_secret(home: Home) -> None:
    home.config.parent.mkdir(mode=0o700)
    (home.folder / "key").write_text(DUO.secret.text + "\n")
    places = {
        "env": "DUO_SKEY",
        "file": str(home.folder / "key"),
        "command": f"{sys.executable} -c 'import os; print(os.environ[\"DUO_SKEY\"])'",
    }
    sections = [f"[profile.{kind}]\nid = {json.dumps(DUO.key_id)}\nhost = {json.dumps(API)}\nsecret = {{{kind} = {json.dumps(where)}}}\n"
                for kind, where in places.items()]  # fmt: skip
    odd = '[profile.odd]\nid = "x"\nhost = "h"\nsecret = {somewhere = "x"}\n[profile.fails]\nid = "x"\nhost = "h"\nsecret = {command = "false"}\n'
    home.config.write_text("".join(sections) + odd)
    home.config.chmod(0o600)
    with serving() as server:
        for kind in places:
            assert home.paraph("send", "/x", "--profile", kind, "--base-url", server.url).returncode == 0
    assert home.paraph("send", "/x", "--profile", "odd").returncode == 78
    assert home.paraph("send", "/x", "--profile", "fails").returncode == 78


def test_an_interrupt() -> None:
    def slow(_: Request) -> Told:
        time.sleep(1)
        return Told(200)

    with serving(slow) as server:
        words = ["send", f"{server.url}/x", "--credentials", "examples/duo.json"]
        with subprocess.Popen([sys.executable, "-m", "paraph", *words], stderr=subprocess.PIPE) as process:
            while not server.seen:
                time.sleep(0.02)
            process.send_signal(2)
            assert process.stderr is not None
            assert process.stderr.read().splitlines()[-1] == b"paraph: error: interrupted"
            assert process.wait() == 130


def test_a_refusal_that_repeats_the_secret_does_not_show_it(home: Home, tmp_path: Path) -> None:
    mark = "markedSecretValue0123456789abcdefABCDEF0"
    (tmp_path / "c.json").write_text(json.dumps({"id": "k", "secret": mark}))
    shown = told_json(401, {"message": f"oauth_signature for GET&http%3A%2F%2Fh%2Fx&a%3D{mark}"})
    with serving(lambda _: shown) as server:
        done = home.paraph("send", f"{server.url}/x", "--credentials", str(tmp_path / "c.json"))
        assert done.returncode == 4
        assert_clean(done.stderr.decode())
