"""The command line, from outside: what it prints, on which stream, and how it exits."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REQUESTS = Path("examples/requests")
DUO = ["--credentials", "examples/duo.json"]


def paraph(*words: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "paraph", *words], input=stdin, capture_output=True, check=False,
                          env={**os.environ, **env})  # fmt: skip


def answer(*words: str, stdin: bytes = b"", code: int = 0) -> Any:
    done = paraph(*words, "--json", stdin=stdin)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_explain_json_has_every_key_of_the_contract() -> None:
    shown = answer("explain", str(REQUESTS / "alteryx-users.http"), "--credentials", "examples/alteryx.json", code=1)
    assert shown["schema"] == "paraph.explain/1"
    assert shown["verdict"] == "explained"
    assert [mistake["id"] for mistake in shown["mistakes"]] == [
        "host-default-port-kept",
        "ord-unsorted",
        "out-base64-urlsafe",
    ]
    assert set(shown["mistakes"][0]) == {"id", "stage", "title", "detail", "fix"}
    assert {"problems", "alternatives", "observed", "expected", "hints", "search", "scheme", "variant"} <= set(shown)
    assert {"signature", "steps", "request"} <= set(shown["expected"])
    assert {"candidates", "seconds", "exhausted"} <= set(shown["search"])
    assert "base string" in [step["name"] for step in shown["observed"]["steps"]]


def test_explain_for_people_fits_80_columns_and_has_no_colour_in_a_pipe() -> None:
    for name, credentials in (("duo-auth-unsorted", "duo"), ("alteryx-users", "alteryx")):
        done = paraph("explain", str(REQUESTS / f"{name}.http"), "--credentials", f"examples/{credentials}.json")
        text = done.stdout.decode()
        assert max(len(line) for line in text.splitlines() if "paraph as" not in line) <= 80
        assert "\x1b" not in text
        assert "Fix:" in text
        assert f"paraph as python {REQUESTS / name}.http" in text
        assert "(-)" in text
    coloured = paraph("explain", str(REQUESTS / "duo-auth-unsorted.http"), *DUO, "--color", "always")
    assert b"\x1b[" in coloured.stdout


def test_clues_on_the_command_line() -> None:
    words = ["explain", str(REQUESTS / "duo-logs-from-a-script.http"), *DUO]
    clues = ["--param", "mintime=1772355600000", "--param", "maxtime=1772442000000"]
    assert [m["id"] for m in answer(*words, *clues, code=1)["mistakes"]] == ["params-signed-not-sent"]


def test_verify_is_strict_unless_it_is_to_be_lenient() -> None:
    post = b"POST /x?role=Owner HTTP/1.1\r\nHost: api-example0.duosecurity.com\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=1"
    signed = paraph("sign", "-", *DUO, "--now", "1773739805", stdin=post).stdout
    verify = ("verify", "-", *DUO, "--now", "1773739805")
    strict = answer(*verify, stdin=signed, code=1)
    assert strict["problems"][0]["id"] == "uncovered"
    assert strict["covers"]["exposed"] == ["query"]
    assert answer(*verify, "--lenient", stdin=signed)["valid"] is True
    unsigned = answer(*verify, "--lenient", stdin=post.replace(b"Host", b"X-A: b\r\nHost"), code=1)
    assert unsigned["problems"][0]["id"] == "no-credentials"
    assert answer(*verify, "--lenient", "--require-body", stdin=signed)["covers"]["form"] is True


def test_sign_then_verify_then_explain() -> None:
    request = json.dumps({"url": "https://api-example0.duosecurity.com/admin/v1/users?limit=2"}).encode()
    signed = answer("sign", "-", *DUO, "--now", "2026-03-17T09:30:05Z", stdin=request)
    assert signed["variant"] == "v5/sha512"
    assert [step["name"] for step in signed["steps"]][-1] == "canonical string"
    message = json.dumps(signed["request"]).encode()
    assert answer("verify", "-", *DUO, "--now", "1773739805", stdin=message)["valid"] is True
    late = answer("verify", "-", *DUO, "--now", "1773743405", stdin=message, code=1)
    assert late["problems"][0]["code"] == 40105
    assert answer("explain", "-", *DUO, "--now", "Tue, 17 Mar 2026 09:30:05 -0000", stdin=message)["verdict"] == "valid"


def test_sign_keeps_to_the_scheme_of_the_old_signature() -> None:
    signed = paraph("sign", str(REQUESTS / "stripe-parsed.http"), "--credentials", "examples/stripe.json", "--now", "5")
    assert signed.returncode == 0, signed.stderr
    assert b"\nStripe-Signature: t=5,v1=" in signed.stdout
    assert signed.stdout.count(b"Stripe-Signature") == 1


def test_the_scheme_of_the_credentials_comes_before_the_one_of_the_old_signature(tmp_path: Path) -> None:
    file = tmp_path / "duo.json"
    file.write_text(json.dumps({**json.loads(Path("examples/duo.json").read_text("utf-8")), "scheme": "duo"}), "utf-8")
    signed = paraph("sign", str(REQUESTS / "stripe-parsed.http"), "--credentials", str(file), "--now", "5")
    assert signed.returncode == 0, signed.stderr
    assert b"\nAuthorization: Basic " in signed.stdout


@pytest.mark.parametrize(
    "words", [["--duo-version", "2", "--digest", "sha1"], ["--scheme", "oauth1", "--place", "query"]]
)
def test_sign_prints_a_message_that_verifies(words: list[str]) -> None:
    signed = paraph(
        "sign", "-", *DUO, *words, stdin=b"GET /admin/v1/users?a=1 HTTP/1.1\nHost: api-example0.duosecurity.com\n\n"
    )
    assert signed.returncode == 0
    scheme = words[1:2] if words[0] == "--scheme" else ["duo"]
    assert paraph("verify", "-", *DUO, "--scheme", *scheme, stdin=signed.stdout).returncode == 0


@pytest.mark.parametrize(
    ("words", "stdin", "code"),
    [
        (["explain", "-", *DUO], b"", 65),
        (["explain", "-", *DUO], b"\xff\x00nonsense", 65),
        (["explain", "-", *DUO], b"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", 65),
        (["explain", "-", *DUO], b"curl 'https://example.com", 65),
        (["explain", "-", *DUO], b'{"url": 1}', 65),
        (["explain", "no-such-file", *DUO], b"", 2),
        (["explain", "-"], b"x", 65),
        (["explain", "-"], b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", 78),
        (["explain", "-", "--credentials", "no-such-file"], b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", 78),
        (["explain", "-", "--profile", "nobody"], b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", 78),
        (["explain", "-", *DUO, "--now", "soon"], b"", 2),
        (["explain", "-", *DUO, "--param", "novalue"], b"GET / HTTP/1.1\r\nHost: h\r\n\r\n", 2),
        (["mistakes", "ord-unsortd"], b"", 2),
        (["as", "cobol", "-"], b"", 2),
        (["as", "python", "-"], b"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", 65),
        (["as", "python", "-", "--base-url", "localhost"], b"", 2),
        (["nonsense"], b"", 2),
    ],
)
def test_errors_are_one_line_and_an_object(words: list[str], stdin: bytes, code: int) -> None:
    done = paraph(*words, stdin=stdin, PARAPH_CONFIG="no-such-config")
    assert done.returncode == code
    assert done.stdout == b""
    assert done.stderr.decode().splitlines()[-1].startswith("paraph: error: ")
    assert b"Traceback" not in done.stderr
    shown = paraph(*words, "--json", stdin=stdin, PARAPH_CONFIG="no-such-config")
    assert json.loads(shown.stdout)["schema"] == "paraph.error/1"


def test_mistakes_and_vectors() -> None:
    assert len(answer("mistakes")["mistakes"]) > 150
    assert b"On a small Duo request" in paraph("mistakes", "join-crlf").stdout
    assert b"Before and after" in paraph("mistakes", "nonce-constant").stdout
    summary = answer("vectors", "run")
    assert summary["passed"] == summary["total"] > 140
    assert len(answer("vectors", "list", "--scheme", "duo")["vectors"]) > 60


def test_profiles(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[profile.demo]\nid = "DIEXAMPLE00000000000"\nsecret = {env = "DEMO_SKEY"}\n')
    config.chmod(0o600)
    words = ("explain", str(REQUESTS / "duo-auth-unsorted.http"), "--profile", "demo")
    secret = "exampleSecretKey0123456789abcdefABCDEF00"
    assert b"ord-unsorted" in paraph(*words, PARAPH_CONFIG=str(config), DEMO_SKEY=secret).stdout
    config.chmod(0o644)
    assert paraph(*words, PARAPH_CONFIG=str(config), DEMO_SKEY=secret).returncode == 78


def test_help_and_completion_come_without_traceback() -> None:
    for verb in ("as", "explain", "login", "mistakes", "send", "sign", "vectors", "verify"):
        done = paraph(verb, "--help")
        assert done.returncode == 0
        assert b"Examples:" in done.stdout
    assert b"_PARAPH_COMPLETE" in paraph(_PARAPH_COMPLETE="bash_source").stdout


HARS = Path("tests/readers/data")


def lines(*words: str, code: int) -> list[Any]:
    done = paraph(*words, "--json")
    assert done.returncode == code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_explain_takes_the_requests_that_failed() -> None:
    (shown,) = lines("explain", str(HARS / "chrome.har"), *DUO, code=1)
    assert {"number": 2, "status": 401}.items() <= shown["entry"].items()
    assert [mistake["id"] for mistake in shown["mistakes"]] == ["ord-unsorted"]
    both = lines("explain", str(HARS / "firefox.har"), *DUO, code=1)
    assert [shown["entry"]["number"] for shown in both] == [1, 2]
    (chosen,) = lines("explain", str(HARS / "firefox.har"), *DUO, "--entry", "2", code=1)
    assert chosen["entry"]["number"] == 2
    text = paraph("explain", str(HARS / "firefox.har"), *DUO).stdout.decode()
    assert text.count("\n== ") == 2
    assert max(map(len, text.splitlines())) <= 80


def test_several_requests_where_one_is_needed() -> None:
    done = paraph("verify", str(HARS / "firefox.har"), *DUO)
    assert done.returncode == 2
    assert b"  1 GET https://" in done.stderr
    assert paraph("verify", str(HARS / "firefox.har"), *DUO, "--entry", "1").returncode == 1
    assert paraph("sign", str(HARS / "firefox.har"), *DUO, "--entry", "1").returncode == 0
    assert paraph("sign", str(HARS / "firefox.har"), *DUO, "--entry", "nobody").returncode == 2


def test_an_entry_that_is_not_signed_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    (sanitised,) = lines("explain", str(HARS / "safari-sanitised.har"), *DUO, code=1)
    assert "sanitised HAR" in sanitised["hints"][0]
    unsigned = paraph("explain", str(HARS / "chrome.har"), *DUO, "--entry", "1")
    assert unsigned.returncode == 65
    assert b"sanitised HAR" in unsigned.stderr.splitlines()[-1]
    har = json.loads((HARS / "chrome.har").read_text("utf-8"))
    quiet = tmp_path / "quiet.har"
    har["log"]["entries"][1]["response"]["status"] = 200
    quiet.write_text(json.dumps(har), "utf-8")
    none = paraph("explain", str(quiet), *DUO)
    assert none.returncode == 2
    assert b"  3 GET" in none.stderr
    for entry in har["log"]["entries"][:2]:
        entry["response"]["status"] = 403
    quiet.write_text(json.dumps(har), "utf-8")
    first, second = lines("explain", str(quiet), *DUO, code=1)
    assert (first["schema"], first["entry"]["number"]) == ("paraph.error/1", 1)
    assert second["verdict"] == "explained"


def test_a_postman_collection_with_its_environment(tmp_path: Path) -> None:
    collection = str(HARS / "duo.postman_collection.json")
    (refused,) = lines("explain", collection, *DUO, code=1)
    assert refused["entry"] == {"number": 2, "name": "Auth / Push / Refused", "status": 401}
    assert refused["mistakes"][0]["id"] == "ord-unsorted"
    assert "pre-request script has the date" in refused["hints"][0]
    environment = ["--env", str(HARS / "duo.postman_environment.json")]
    missing = paraph("verify", collection, *DUO, *environment, "--entry", "Push")
    assert missing.returncode == 65
    assert b"{{authorization}} is set by a script" in missing.stderr
    value = ["--var", "authorization=Basic YTpi"]
    assert paraph("verify", collection, *DUO, *environment, *value, "--entry", "Push").returncode == 1
    assert paraph("sign", collection, *DUO, "--entry", "user").stdout.startswith(b"GET /admin/v1/users/DU0001?")
    odd = tmp_path / "odd.json"
    odd.write_text("{", "utf-8")
    broken = paraph("sign", collection, *DUO, "--env", str(odd))
    assert broken.returncode == 65
    assert b"odd.json" in broken.stderr
    assert paraph("sign", collection, *DUO, "--var", "novalue").returncode == 2


def test_code_that_makes_the_call_again(tmp_path: Path) -> None:
    name = str(REQUESTS / "duo-auth-unsorted.http")
    shown = answer("as", "python", name)
    assert shown["schema"] == "paraph.as/1"
    assert shown["language"] == "python"
    out = tmp_path / "call.py"
    done = paraph("as", "python", name, "--out", str(out))
    assert done.stdout == b""
    assert out.read_text("utf-8") == shown["code"]
    compile(shown["code"], "call.py", "exec")
    assert paraph("as", "curl", name).stdout.startswith(b"#!/usr/bin/env bash\n# POST https://api-")


def test_output_that_cannot_be_written_is_one_line() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("left out: this system has no /dev/full")
    with full.open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "paraph", "mistakes"], stdout=out, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 74
    assert done.stderr.splitlines() == ["paraph: error: cannot write the output: No space left on device"]


def test_a_secret_without_a_key_id_is_told_before_anything_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S", "canary-secret-of-the-environment")
    for verb in ("verify", "sign"):
        done = paraph(verb, "examples/requests/duo-auth-unsorted.http", "--secret-env", "S")
        assert (done.returncode, b"the key id is missing" in done.stderr) == (78, True)
