"""A body whose boundary the tool makes up: explained where it is not signed, and said where it cannot be known."""

import json
from pathlib import Path

from paraph import Credential, Request, Secret, sign
from paraph.readers import entries
from tests.cli.running import run

OAUTH = Credential("key", Secret("canary-secret-0123456789abcdefABCDEF00"))
DUO = Credential("DIEXAMPLE00000000000", Secret("canary-secret-0123456789abcdefABCDEF0000"))


def explained(tmp_path: Path, command: str, credential: Credential) -> dict[str, object]:
    """What `explain --json` says of a command."""
    (tmp_path / "call.sh").write_text(command)
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"id": credential.key_id, "secret": credential.secret.text}))
    keys.chmod(0o600)
    done = run(
        "explain",
        str(tmp_path / "call.sh"),
        "--credentials",
        str(keys),
        "--json",
        "--now",
        "2026-03-17T09:30:05Z",
        "--budget",
        "5",
    )
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_body_that_is_not_signed_needs_no_boundary(tmp_path: Path) -> None:
    url = "https://gallery.example.com/api/upload?a=1"
    body = Request(
        "POST",
        "/api/upload?a=1",
        (("Host", "gallery.example.com"), ("Content-Type", "multipart/form-data; boundary=x")),
        b"--x--",
    )
    signed = sign(body, OAUTH, scheme="oauth1", now=1773739805)
    command = f"curl '{url}' -F file=@report.yxzp -F name=report -H 'Authorization: {signed.header('authorization')}'"
    answer = explained(tmp_path, command, OAUTH)
    assert answer["verdict"] == "valid"
    assert any("boundary" in hint for hint in answer["hints"])  # type: ignore[attr-defined]


def test_where_the_body_is_signed_nothing_is_said_of_the_secret(tmp_path: Path) -> None:
    command = (
        "curl https://api-1234abcd.duosecurity.com/auth/v2/auth -F factor=push -H 'Date: Tue, 17 Mar 2026 09:30:05 -0000' "
        f"-u {DUO.key_id}:{'0123456789abcdef' * 8}"
    )
    answer = explained(tmp_path, command, DUO)
    hints = " ".join(answer["hints"])  # type: ignore[arg-type]
    assert answer["verdict"] == "unexplained"
    assert "nothing can be said about the secret" in hints
    assert "another secret" not in hints


def test_the_unknown_boundary_stays_known_in_another_form(tmp_path: Path) -> None:
    (tmp_path / "call.sh").write_text("curl https://h.example/a -F a=b\n")
    written = run("read", str(tmp_path / "call.sh"), "--as", "raw")
    assert "paraph: note: the tool makes up the boundary" in written.stderr
    (entry,) = entries(written.stdout.encode())
    assert not entry.body_known


def test_no_code_is_made_for_a_multipart_form(tmp_path: Path) -> None:
    signature = "0123456789abcdef" * 8
    (tmp_path / "call.sh").write_text(
        f"curl https://api-1234abcd.duosecurity.com/auth/v2/auth -F a=b -H 'Date: Tue, 17 Mar 2026 09:30:05 -0000' -u {DUO.key_id}:{signature}"
    )
    done = run("as", "curl", str(tmp_path / "call.sh"))
    assert (done.code, done.stdout) == (65, "")
    assert "multipart form" in done.stderr
