"""Large recordings on the command line, and recordings in which nothing is signed."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

SIGNED = (
    'OAuth oauth_consumer_key="k", oauth_signature_method="HMAC-SHA1", oauth_timestamp="1700000000", oauth_nonce="n", '
    'oauth_signature="abc%3D"'
)


def har(signed: set[int], count: int, padding: int) -> str:
    """A recording; the entries of these numbers are signed, and the answers have so many characters."""
    entries: list[dict[str, Any]] = []
    for number in range(1, count + 1):
        headers = [{"name": "Authorization", "value": SIGNED}] if number in signed else []
        request = {"method": "GET", "url": f"https://h.example/{number}", "headers": headers}
        response = {"status": 401, "headers": [], "content": {"text": "x" * padding}}
        entries.append({"request": request, "response": response})
    return json.dumps({"log": {"entries": entries}})


@pytest.fixture
def credentials(tmp_path: Path) -> str:
    path = tmp_path / "credentials.json"
    path.write_text('{"id": "k", "secret": "s"}')
    path.chmod(0o600)
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("piped", [False, True])
def test_of_a_large_recording_the_signed_entry_is_explained(
    tmp_path: Path, credentials: str, encoding: str, piped: bool
) -> None:
    path = tmp_path / "large.har"
    path.write_text(har({7}, 20, 900_000), encoding)
    source, stdin = ("-", path.read_bytes()) if piped else (str(path), b"")
    done = run("explain", source, "--credentials", credentials, "--budget", "0", stdin=stdin)
    assert done.code == 1
    assert "GET https://h.example/7" in done.stdout
    assert "paraph: HAR: 20 entries, 1 bears a signature; --entry N shows another\n" in done.stderr
    other = run("sign", source, "--entry", "20", "--credentials", credentials, "--scheme", "oauth1", stdin=stdin)
    assert (other.code, "GET /20 HTTP/1.1" in other.stdout) == (0, True)
    missing = run("explain", source, "--entry", "21", "--credentials", credentials, stdin=stdin)
    assert (missing.code, "there is no entry '21'" in missing.stderr) == (2, True)


def test_a_large_file_in_which_nothing_is_signed(tmp_path: Path, credentials: str) -> None:
    path = tmp_path / "large.har"
    path.write_text(har(set(), 20, 900_000))
    done = run("explain", str(path), "--credentials", credentials)
    assert done.code == 65
    assert done.stderr.count("sanitised HAR") == 1
    assert "20 entries, none bears a signature" in done.stderr
    path.write_text(json.dumps({"item": ["x" * 17_000_000]}))
    done = run("explain", str(path), "--credentials", credentials)
    assert (done.code, "only a HAR may be larger than 16 MiB" in done.stderr) == (65, True)


def test_a_small_recording_in_which_nothing_is_signed_says_so_once(tmp_path: Path, credentials: str) -> None:
    path = tmp_path / "small.har"
    path.write_text(har(set(), 3, 1).replace("401", "200"))
    done = run("explain", str(path), "--credentials", credentials)
    assert done.code == 2
    assert done.stderr.count("sanitised HAR") == 1
