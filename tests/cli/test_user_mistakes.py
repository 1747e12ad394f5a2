"""What people type wrong: each mistake ends with its exit code and one line that names the next step, and never a secret."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.running import run
from tests.http.servers import serving

SECRET = "canary-secret-0123456789abcdefABCDEF00"
DUO = f'{{"id": "DIEXAMPLE00000000000", "secret": "{SECRET}"}}'
UNSIGNED = "GET /admin/v1/users HTTP/1.1\nHost: api-1234abcd.duosecurity.com\n\n"
SIGNED = Path("examples/requests/duo-auth-unsorted.http").read_text("utf-8")
POSTMAN = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
MARKDOWN = "# Notes\n\nIt's how we call it:\n\n```sh\ncurl https://example.com\n```\n"


def collection(*urls: str, authorization: str = "") -> str:
    """A Postman collection; only its first request has the Authorization header."""
    items = [
        {"name": f"call {number}", "request": {"method": "GET", "url": url, "header": []}}
        for number, url in enumerate(urls, 1)
    ]
    if authorization:
        items[0]["request"]["header"] = [{"key": "Authorization", "value": authorization}]  # type: ignore[index]
    return json.dumps({"info": {"name": "calls", "schema": POSTMAN}, "item": items})


FILES = {
    "duo.json": DUO,
    "signed.http": SIGNED,
    "unsigned.http": UNSIGNED,
    "notes.md": MARKDOWN,
    "empty.txt": "",
    "page.html": "<!doctype html><title>Error</title>",
    "cut.json": '{"url": "https://api-1234abcd.duosecurity.com/a", "method"',
    "no-url.json": '{"method": "GET"}',
    "two.json": collection("https://api-1234abcd.duosecurity.com/a", "https://{{host}}/b"),
    "no-secret.json": '{"id": "DIEXAMPLE00000000000"}',
    "cut-credentials.json": f'{{"id": "DI", "secret": "{SECRET}',
    "number.json": f'{{"id": 5, "secret": "{SECRET}"}}',
    "two-ids.json": f'{{"id": "A", "ikey": "B", "secret": "{SECRET}"}}',
    "odd-scheme.json": f'{{"id": "A", "secret": "{SECRET}", "host": "api.example.com", "scheme": "ouath1"}}',
    "config.toml": f'[profile.prod]\nid = "DI"\nsecret = "{SECRET}"\n[profile.gone]\nid = "DI"\nsecret = {{env = "GONE"}}\n',
}


class Mistake(NamedTuple):
    """A command line, the exit code, what the line of stderr says is wrong, and the next step that it names."""

    words: str
    code: int
    wrong: str
    step: str
    stdin: bytes = b""


C = "--credentials duo.json"
FORMS = "expected a raw HTTP message"
LOCAL = "http://127.0.0.1:9/x"
MISTAKES = (
    # words
    Mistake("explian signed.http", 2, "unknown command 'explian'", "did you mean explain?"),
    Mistake("xyz", 2, "unknown command 'xyz'", "`paraph --help` lists the commands"),
    Mistake("--verbos", 2, "unknown option --verbos", "--version"),
    Mistake("explain", 2, "INPUT is missing", "`paraph explain --help`"),
    Mistake("explain signed.http signed.http", 2, "unexpected argument 'signed.http'", "`paraph explain --help`"),
    Mistake(f"explain signed.http {C} --budgt 3", 2, "unknown option --budgt", "did you mean --budget?"),
    Mistake(f"explain signed.http {C} --zzz", 2, "unknown option --zzz", "`paraph explain --help` lists the options"),
    Mistake(f"explain signed.http {C} --budget", 2, "--budget", "requires an argument"),
    Mistake(f"explain signed.http {C} --budget soon", 2, "--budget: 'soon'", "is not a number"),
    Mistake(f"explain signed.http {C} --scheme oath1", 2, "'oath1' is not one of", "did you mean oauth1?"),
    Mistake(f"explain signed.http {C} --now yesterday", 2, "'yesterday' is not a time", "write 2026-03-17T09:30:05Z"),
    Mistake(f"explain signed.http {C} --param x", 2, "--param", "expected NAME=VALUE"),
    Mistake(f"explain two.json {C} --var host", 2, "--var", "expected NAME=VALUE"),
    Mistake(f"explain signed.http {C} --url-scheme ftp", 2, "'ftp' is not one of", "https, http"),
    Mistake(f"sign unsigned.http {C} --duo-version 3", 2, "--duo-version: '3'", "1, 2, 4, 5"),
    Mistake("mistakes ord-unsort", 2, "unknown mistake 'ord-unsort'", "did you mean ord-unsorted?"),
    Mistake("mistakes zzz", 2, "unknown mistake 'zzz'", "`paraph mistakes` lists them"),
    Mistake("vectors run v1-get-noparam", 2, "unknown vector", "did you mean v1-get-noparams?"),
    Mistake("vectors run --against /no/such/signer", 78, "cannot run the signer", "/no/such/signer"),
    Mistake("profiles shwo", 2, "'shwo' is not one of", "did you mean show?"),
    Mistake("profiles show", 2, "needs the name of a profile", "`paraph profiles` lists them"),
    Mistake("profiles remove prod", 2, "no terminal to ask on", "--yes"),
    Mistake("completion tcsh", 2, "'tcsh' is not one of", "bash, zsh, fish"),
    # input
    Mistake(f"explain no-such.http {C}", 2, "cannot read no-such.http", "No such file"),
    Mistake(f"explain . {C}", 2, "cannot read .: it is a folder", "give a file"),
    Mistake(f"explain notes.md {C}", 65, "notes.md, line 6", "give that block alone"),
    Mistake(f"explain empty.txt {C}", 65, "no request found in empty.txt: it is empty", FORMS),
    Mistake(f"explain page.html {C}", 65, "no request found in page.html", FORMS),
    Mistake(f"explain duo.json {C}", 65, "duo.json, line 1", "--credentials FILE"),
    Mistake(f"explain no-url.json {C}", 65, "no request found in no-url.json", FORMS),
    Mistake(f"explain cut.json {C}", 65, "cut.json, line 1, column 59: this is not valid JSON", "cut off"),
    Mistake(f"explain - {C}", 65, "standard input, line 1", "give the request itself", b"\x7fELF\x02\x01\x00\xff\xfe"),
    Mistake(f"explain - {C}", 65, "standard input, line 2", "`Name: value`", b"GET / HTTP/1.1\nHost example.com\n\n"),
    Mistake("as python unsigned.http", 65, "carries no credentials", "`paraph sign` signs it"),
    Mistake("as python unsigned.http --scheme duo", 65, "no Authorization header", "`paraph sign` signs it"),
    Mistake("as pyhton signed.http", 2, "unknown language 'pyhton'", "did you mean python?"),
    Mistake(f"explain - {C}", 65, "this request is not signed", "name the scheme", b"GET / HTTP/1.1\nHost: h\n\n"),
    Mistake(f"explain - {C}", 65, "this request carries OAuth Echo", "give that request",
            b"GET / HTTP/1.1\nHost: h\nX-Auth-Service-Provider: https://a.example/me\nX-Verify-Credentials-Authorization: OAuth a=b\n\n"),
    Mistake(f"explain - {C}", 65, "tokenPassport of NetSuite", "consumer secret & token secret",
            b"POST / HTTP/1.1\nHost: h\n\n<e><tokenPassport><consumerKey>k</consumerKey></tokenPassport></e>"),
    Mistake(f"explain two.json {C} --entry call1", 2, "there is no entry 'call1'", "did you mean call 1?"),
    Mistake(f"explain two.json {C} --entry 9", 2, "there is no entry '9'", "1 call 1; 2 call 2"),
    Mistake(f"explain two.json {C} --entry 2", 65, "{{host}} has no value", "give one with --var or --env"),
    Mistake(f"explain two.json {C} --env none.json", 2, "cannot read none.json", "No such file"),
    Mistake(f"explain signed.http {C} --signed-file none", 2, "cannot read none", "No such file"),
    Mistake(f"sign unsigned.http {C} --date a\nb", 2, "--date", "no line ends"),
    Mistake(f"explain signed.http {C} --response unsigned.http", 65, "this is a request, not a response", "HTTP/1.1 401"),
    # credentials
    Mistake("explain signed.http", 78, "no credentials", "give --credentials FILE, --profile NAME (`paraph login` stores one)"),
    Mistake("explain signed.http --credentials none.json", 78, "cannot read none.json", "No such file"),
    Mistake("explain signed.http --credentials .", 78, "cannot read .", "Is a directory"),
    Mistake("explain signed.http --credentials no-secret.json", 78, "the secret is missing", "give it as `secret`"),
    Mistake("explain signed.http --credentials empty.txt", 78, "the secret is missing", "give it as `secret`"),
    Mistake("explain signed.http --credentials cut-credentials.json", 78, "neither JSON nor TOML", "line 1"),
    Mistake("explain signed.http --credentials number.json", 78, "id in number.json is not a text", "quotes"),
    Mistake("explain signed.http --credentials two-ids.json", 78, "id and ikey", "keep one of them"),
    Mistake("explain signed.http --credentials open.json", 78, "can be written by others", "chmod 600 open.json"),
    Mistake("explain signed.http --profile prdo", 78, "no profile 'prdo'", "did you mean prod?"),
    Mistake("explain signed.http --profile none", 78, "no profile 'none'", "`paraph login none`"),
    Mistake("explain signed.http --profile gone", 78, "GONE is not set", "export it"),
    Mistake("explain signed.http --secret-env NONE --id DI", 78, "NONE is not set", "export it"),
    Mistake(f"explain signed.http {C} --profile prod", 2, "--credentials and --profile both", "give one of them"),
    Mistake("sign signed.http --profile prod --secret-env SECRET", 2, "--profile and --secret-env", "give one of them"),
    Mistake("verify signed.http --secret-env SECRET", 78, "the key id is missing", "--id ID"),
    Mistake("login p", 2, "the key id is missing", "give --id"),
    Mistake("login p/q --id DI", 2, "only letters, digits, - and _", "'p/q'"),
    # network
    Mistake(f"send /admin/v1/users {C}", 2, "is only a path", "give the whole URL"),
    Mistake(f"send ftp://example.com/ {C}", 2, "'ftp://example.com/'", "https:// or http://"),
    Mistake(f"send {LOCAL} limit {C}", 2, "`limit` is no item", "name==value"),
    Mistake(f"send {LOCAL} a=@none {C}", 2, "cannot read none", "No such file"),
    Mistake(f"send {LOCAL} {C}", 69, "nothing listens on http://127.0.0.1:9", "start the server, or correct the port"),
    Mistake(f"send {LOCAL} --ca none {C}", 78, "no certificates can be read from none", "No such file"),
    Mistake(f"send {LOCAL} --page {C}", 2, "--page: no endpoint GET /x", "send it without --page"),
    Mistake(f"send {LOCAL} --output none/x {C}", 2, "--output", "none"),
    Mistake(f"send {LOCAL} --base-url localhost:1 {C}", 2, "'localhost:1'", "https://HOST or http://HOST"),
    Mistake("send /x --credentials odd-scheme.json", 78, "unknown scheme 'ouath1'", "did you mean oauth1?"),
    # servers and programs
    Mistake("trace none.py", 2, "cannot run none.py: no such file", "give a script, -m MODULE"),
    Mistake("trace no-such-command", 2, "cannot run no-such-command", "give a script, -m MODULE"),
    Mistake("serve okta", 2, "'okta' is not one of", "duo, alteryx, all"),
    Mistake("serve alteryx --push deny", 2, "--push applies only to Duo", "Duo is not being served"),
    Mistake("serve --fault boom", 2, "'boom' is not a fault", "write KIND"),
    Mistake(f"watch --host 192.0.2.1 {C}", 2, "cannot listen on 192.0.2.1", "choose another --host or --port"),
    Mistake(f"watch --host-alias a/b {C}", 2, "'a/b' is not a host name", "write HOST or HOST:PORT"),
    Mistake(f"watch --port 99999 {C}", 2, "--port: 99999", "65535"),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of the table, in which the commands run."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / name).chmod(0o600)
    (tmp_path / "open.json").write_text(DUO, "utf-8")
    (tmp_path / "open.json").chmod(0o666)
    tmp_path.chmod(0o700)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARAPH_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("SECRET", SECRET)
    return tmp_path


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.words)
def test_one_line_says_what_is_wrong_and_what_to_do(mistake: Mistake) -> None:
    done = run(*mistake.words.split(" "), stdin=mistake.stdin)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("  ")]
    assert (done.code, len(lines), done.stdout) == (mistake.code, 1, ""), done.stderr
    assert lines[0].startswith("paraph: error: ")
    assert mistake.wrong in lines[0]
    assert mistake.step in lines[0]
    assert SECRET not in done.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("mistake", MISTAKES[::6], ids=lambda mistake: mistake.words)
def test_with_json_the_error_is_also_an_object(mistake: Mistake) -> None:
    words = mistake.words.split(" ")
    done = run(words[0], "--json", *words[1:], stdin=mistake.stdin)
    error = json.loads(done.stdout)
    assert error["schema"] == "paraph.error/1"
    assert error["error"]["message"] == done.stderr.splitlines()[-1].removeprefix("paraph: error: ")


def test_no_words_print_the_help() -> None:
    done = run()
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout == run("--help").stdout
    assert done.stdout.startswith("Usage: paraph")


@pytest.mark.usefixtures("desk")
def test_several_requests_are_listed() -> None:
    done = run("explain", "two.json", "--credentials", "duo.json")
    *entries, last = done.stderr.splitlines()
    assert (done.code, entries) == (2, ["  1 call 1", "  2 call 2"])
    assert last.startswith("paraph: error: INPUT holds 2 requests")
    assert last.endswith("choose one with --entry N|NAME")


@pytest.mark.usefixtures("desk")
def test_requests_without_a_name_are_listed_by_method_and_path() -> None:
    two = f"{UNSIGNED}###\n\n{UNSIGNED.replace('users', 'groups')}"
    done = run("sign", "-", "--credentials", "duo.json", stdin=two.encode())
    assert done.code == 2
    assert done.stderr.splitlines()[:-1] == ["  1 GET /admin/v1/users", "  2 GET /admin/v1/groups"]


@pytest.mark.usefixtures("desk")
def test_a_request_without_host_does_not_blame_the_secret() -> None:
    without = "".join(line for line in SIGNED.splitlines(keepends=True) if not line.lower().startswith("host:"))
    done = run("explain", "-", "--json", "--credentials", "duo.json", stdin=without.encode())
    assert [hint for hint in json.loads(done.stdout)["hints"] if "secret" in hint or "Host header" in hint] == [
        "The request as it was given has no Host header: add the one that the client sends, and explain it again."
    ]


@pytest.mark.usefixtures("desk")
def test_another_form_of_authorization_does_not_blame_the_secret() -> None:
    bearer = UNSIGNED.replace("\n\n", "\nAuthorization: Bearer abc\n\n")
    done = run("explain", "-", "--scheme", "duo", "--credentials", "duo.json", stdin=bearer.encode())
    assert done.code == 1
    assert "Correct the form of the signature first" in " ".join(done.stdout.split())
    assert "secret" not in done.stdout.lower()


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("said", "meant"), [("node", "javascript"), ("py", "python"), ("C#", "csharp"), ("sh", "curl")]
)
def test_usual_names_of_languages(said: str, meant: str) -> None:
    usual = run("as", meant, "signed.http")
    assert usual.code == 0
    assert run("as", said, "signed.http") == usual


def test_the_only_signed_request_is_used(desk: Path) -> None:
    authorization = next(line for line in SIGNED.splitlines() if line.startswith("Authorization: "))
    urls = ("https://api-1234abcd.duosecurity.com/auth/v2/check", "https://api-1234abcd.duosecurity.com/auth/v2/ping")
    (desk / "mixed.json").write_text(collection(*urls, authorization=authorization.partition(": ")[2]), "utf-8")
    for verb, code in (("explain", 1), ("verify", 1)):
        done = run(verb, "mixed.json", "--credentials", "duo.json", *(("--budget", "0") if verb == "explain" else ()))
        assert done.code == code
        said = "paraph: using entry 1 call 1, the only signed one of 2; --entry chooses another"
        assert done.stderr.splitlines() == [said]
    assert run("sign", "mixed.json", "--credentials", "duo.json").code == 2


@pytest.mark.usefixtures("desk")
def test_a_request_that_is_not_signed_is_no_wrong_signature() -> None:
    done = run("explain", "unsigned.http", "--credentials", "duo.json")
    assert (done.code, done.stderr) == (1, "")
    assert done.stdout.startswith(
        "This request is not signed.\nGET https://api-1234abcd.duosecurity.com/admin/v1/users\n"
    )
    assert "Sign the request before you send it" in " ".join(done.stdout.split())
    assert "signature is wrong" not in done.stdout


@pytest.mark.parametrize(
    ("key", "secret"),
    [("id", "secret"), ("ikey", "skey"), ("consumer_key", "consumer_secret"), ("client_id", "client_secret"),
     ("access_key", "secret_key"), ("IKEY", "SKEY"), ("consumerKey", "Consumer-Secret")],
)  # fmt: skip
@pytest.mark.parametrize("place", ["file", "profile"])
def test_the_names_of_the_vendors_are_accepted(desk: Path, key: str, secret: str, place: str) -> None:
    table = {key: "DIEXAMPLE00000000000", secret: SECRET}
    if place == "file":
        (desk / "mine.json").write_text(json.dumps(table), "utf-8")
        words = ["--credentials", "mine.json"]
    else:
        lines = [f"{json.dumps(name)} = {json.dumps(value)}" for name, value in table.items()]
        (desk / "config.toml").write_text("\n".join(["[profile.mine]", *lines]), "utf-8")
        words = ["--profile", "mine"]
    (desk / "mine.json").touch()
    (desk / "mine.json").chmod(0o600)
    usual = run("sign", "unsigned.http", "--credentials", "duo.json", "--now", "0")
    assert run("sign", "unsigned.http", *words, "--now", "0") == usual
    assert usual.code == 0


@pytest.mark.usefixtures("desk")
def test_https_to_a_port_that_speaks_http() -> None:
    with serving() as server:
        secure = server.url.replace("http://", "https://")
        done = run("send", f"{secure}/x", "--credentials", "duo.json")
    assert done.code == 69
    assert done.stderr == f"paraph: error: {secure} does not speak TLS, probably plain HTTP: use {server.url}\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="left out: this system has no /dev/full")
@pytest.mark.usefixtures("desk")
def test_output_that_cannot_be_written() -> None:
    words = ["explain", "unsigned.http", "--credentials", "duo.json"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "paraph", *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 74
    assert done.stderr == b"paraph: error: cannot write the output: No space left on device\n"


@pytest.mark.usefixtures("desk")
def test_an_interrupt_ends_it_with_one_line() -> None:
    process = subprocess.Popen([sys.executable, "-m", "paraph", "explain", "-", "--credentials", "duo.json"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: written when the command reads it
    process.stdin.flush()
    os.kill(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr) == (130, b"", b"paraph: error: interrupted\n")
