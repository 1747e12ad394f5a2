"""Where `paraph send` connects to, where answers go, and what is shown of them."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest

from paraph.cli.receiving import to_file
from paraph.core.errors import Unconfigured
from paraph.http.network import Network
from tests.cli.test_send import API, DUO_PLACES, Home, home  # noqa: F401
from tests.http.servers import DUO, Told, serving, told_json
from tests.trust.bad_servers import bad_server

MARK = "markedValue0123456789"


@pytest.mark.parametrize("item", ["Host:HERE", "host:HERE", "Host: HERE "])
@pytest.mark.parametrize("by_base_url", [False, True])
def test_a_host_item_never_changes_where_the_connection_goes(home: Home, item: str, by_base_url: bool) -> None:  # noqa: F811
    with serving() as wanted, serving() as other:
        named = other.url.removeprefix("http://")
        url = f"https://{API}/admin/v1/users" if by_base_url else f"{wanted.url}/admin/v1/users"
        where = ("--base-url", wanted.url) if by_base_url else ()
        done = home.paraph("send", url, item.replace("HERE", named), *DUO_PLACES, *where, "--scheme", "duo")
        assert done.returncode == 0, done.stderr
        assert other.seen == []
        ((request, verdict),) = wanted.seen
        assert request.host == named
        assert verdict.valid


def test_a_path_with_a_host_item_goes_to_the_base_url(home: Home) -> None:  # noqa: F811
    with serving() as wanted, serving() as other:
        named = other.url.removeprefix("http://")
        done = home.paraph(
            "send", "/x", f"Host:{named}", *DUO_PLACES, "--base-url", f"{wanted.url}/base", "--scheme", "duo"
        )
        assert done.returncode == 0, done.stderr
        assert (other.seen, [request.target for request, _ in wanted.seen]) == ([], ["/base/x"])


@pytest.mark.parametrize(
    "items",
    [["Content-Length:5", "x=y"], ["Content-Length:0", "x=y"], ["content-length:1"], ["Transfer-Encoding:chunked", "x=y"],
     ["Host:a.example.com", "host:b.example.com"], ["X-A:a\r\nX-B: b"], ["X-A:a\nb"]],
)  # fmt: skip
@pytest.mark.parametrize("flags", [[], ["--offline"]])
def test_items_that_contradict_are_a_usage_error(home: Home, items: list[str], flags: list[str]) -> None:  # noqa: F811
    with serving() as server:
        done = home.paraph("send", "POST", f"{server.url}/a", *items, "--form", *DUO_PLACES, *flags)
        assert (done.returncode, done.stdout, server.seen) == (2, b"", [])
        (line,) = done.stderr.decode().splitlines()
        assert line.startswith("paraph: error: ")


def test_a_closed_port_is_said_at_once(home: Home) -> None:  # noqa: F811
    done = home.paraph("send", "http://127.0.0.1:9/x", *DUO_PLACES)
    assert done.returncode == 69
    (line,) = done.stderr.decode().splitlines()
    assert "nothing listens on http://127.0.0.1:9" in line


def test_an_answer_goes_into_a_file(home: Home, tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "folder" / "answer.bin"
    out.parent.mkdir()
    body = bytes(range(256)) * 1000
    answers = [Told(200, (), body), Told(404, (), b"no")]
    with serving(lambda _: answers.pop(0)) as server:
        done = home.paraph("send", f"{server.url}/x", *DUO_PLACES, "-o", str(out))
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert out.read_bytes() == body
        assert out.stat().st_mode & 0o777 == 0o600
        done = home.paraph("send", f"{server.url}/x", *DUO_PLACES, "--output", str(out))
        assert (done.returncode, done.stdout) == (4, b"no")
        assert out.read_bytes() == body
    assert [path.name for path in out.parent.iterdir()] == ["answer.bin"]


def test_half_an_answer_is_no_file(home: Home, tmp_path: Path) -> None:  # noqa: F811
    out = tmp_path / "answer"
    out.write_bytes(b"what was there")
    before = sorted(tmp_path.iterdir())
    with bad_server("hang-up-in-the-body") as url:
        done = home.paraph("send", f"{url}/x", *DUO_PLACES, "-o", str(out), "--tries", "1")
        assert (done.returncode, done.stdout) == (69, b"")
        printed = home.paraph("send", f"{url}/x", *DUO_PLACES)
        assert (printed.returncode, printed.stdout) == (69, b"only this")  # and not once more
        assert b"after 9 bytes were printed" in printed.stderr
        assert len(printed.stderr.splitlines()) == 1
    assert out.read_bytes() == b"what was there"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("words", [["-o", "/dev/null"], ["-o", "."], ["-o", "no-folder/x"], ["-o", "x", "--page"],
                                   ["-o", "x", "--json"], ["-o", "x", "--offline"], ["-o", ""]])  # fmt: skip
def test_what_cannot_be_an_output(home: Home, words: list[str]) -> None:  # noqa: F811
    with serving() as server:
        done = home.paraph("send", f"{server.url}/x", *DUO_PLACES, *words)
        assert (done.returncode, server.seen) == (2, [])
        assert done.stderr.startswith(b"paraph: error: --output")
        assert len(done.stderr.splitlines()) == 1


def test_an_answer_goes_where_ones_own_link_leads(home: Home, tmp_path: Path) -> None:  # noqa: F811
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "answer")
    with serving(lambda _: Told(200, (), b"ok")) as server:
        assert home.paraph("send", f"{server.url}/x", *DUO_PLACES, "-o", str(link)).returncode == 0
    assert (link.is_symlink(), (tmp_path / "answer").read_bytes()) == (True, b"ok")


@pytest.mark.parametrize("is_there", [True, False])
def test_an_answer_does_not_go_where_a_link_of_somebody_else_leads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to(target)
    if is_there:
        target.write_bytes(b"as it was")
    monkeypatch.setattr("paraph.cli.receiving.owners", lambda: (link.lstat().st_uid + 1,))
    to_file(str(target))
    with pytest.raises(click.UsageError, match="is a link of another user"):
        to_file(str(link))


@pytest.mark.parametrize(("name", "value"), [
    ("HTTP_PROXY", "ftp://user:hunter2@h"), ("HTTP_PROXY", "http://[::1"), ("ALL_PROXY", "socks9://h"),
    ("SSL_CERT_FILE", "/no/such/file"), ("SSL_CERT_FILE", os.devnull), ("SSLKEYLOGFILE", "/no/such/file"),
])  # fmt: skip
def test_an_environment_that_cannot_be_used_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Unconfigured, match=name) as caught:
        Network()
    assert "hunter2" not in str(caught.value)


def test_verbose_shows_no_secret(home: Home) -> None:  # noqa: F811
    told = told_json(200, {}, ("Set-Cookie", f"sid={MARK}"), ("Location", f"/a?oauth_token={MARK}"))
    with serving(lambda _: told) as server:
        words = ["send", f"{server.url}/x", f"oauth_token=={MARK}", f"Cookie:a={MARK}", *DUO_PLACES, "-v"]
        for more in (["--scheme", "duo"], ["--scheme", "oauth1"], ["--scheme", "oauth1", "--place", "query"]):
            done = home.paraph(*words, *more)
            assert done.returncode == 0
            assert MARK.encode() not in done.stderr
            request, _ = server.seen[-1]
            signature = (request.header("authorization") or request.query.partition("oauth_signature=")[2])[-20:]
            assert signature.encode() not in done.stderr
            assert b"[hidden]" in done.stderr
            assert MARK in request.target


def test_an_error_of_a_list_is_masked_before_it_is_cut(home: Home) -> None:  # noqa: F811
    for blanks in range(150, 260, 10):
        told = told_json(400, {"a": "." * blanks, "access_token": MARK, "echo": DUO.key_id})
        with serving(lambda _, told=told: told) as server:  # type: ignore[misc]
            done = home.paraph("send", f"{server.url}/admin/v1/users", *DUO_PLACES, "--page", "--scheme", "duo")
            assert done.returncode == 4
            assert MARK[:6].encode() not in done.stderr


@pytest.mark.parametrize("body", [f'{{"access_token": "{MARK}"}}', f'["{MARK}"]', f'"{MARK}"', MARK, f"<b>{MARK}"])
def test_what_is_no_page_is_not_quoted(home: Home, body: str) -> None:  # noqa: F811
    with serving(lambda _: Told(200, (), body.encode())) as server:
        done = home.paraph("send", f"{server.url}/admin/v1/users", *DUO_PLACES, "--page", "--scheme", "duo")
        assert done.returncode == 65
        assert MARK[:6].encode() not in done.stderr + done.stdout
        assert len(done.stderr.splitlines()) == 1


def test_without_words_the_help_is_shown(home: Home) -> None:  # noqa: F811
    done = home.paraph()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == home.paraph("--help").stdout
    assert done.stdout.startswith(b"Usage: paraph")


HOSTILE = "\x1b[31mRED\x07\x9b\u202e\u2066\u200f\u061c\u2028"


@pytest.mark.parametrize("verb", ["sign", "send", "offline", "as"])
def test_a_terminal_obeys_nothing_that_others_wrote(home: Home, tmp_path: Path, verb: str) -> None:  # noqa: F811
    (tmp_path / "t.http").write_text(
        f"GET /admin/x{HOSTILE} HTTP/1.1\r\nHost: {API}\r\nX-A: {HOSTILE}\r\n"
        "Authorization: Basic RElFWEFNUExFOmFi\r\n\r\n"
    )
    with serving(lambda _: Told(200, (("X-A", "\x1b[2J"),), HOSTILE.encode())) as server:
        words = {
            "sign": ["sign", str(tmp_path / "t.http"), *DUO_PLACES],
            "send": ["send", f"{server.url}/x", *DUO_PLACES, "--scheme", "duo"],
            "offline": ["send", f"https://{API}/x", f"X-A:{HOSTILE[:-1]}", *DUO_PLACES, "--offline"],
            "as": ["as", "curl", str(tmp_path / "t.http"), "--scheme", "duo"],
        }[verb]
        shown = on_terminal(home, words).decode()
        piped = home.paraph(*words)
    assert piped.returncode == 0, piped.stderr
    assert "RED" in shown
    assert not {char for char in shown if not char.isprintable()} - {"\r", "\n", "\t"}
    if verb != "as":
        assert b"\x1b[31mRED" in piped.stdout


def on_terminal(home: Home, words: list[str]) -> bytes:  # noqa: F811
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.executable, "-m", "paraph", *words], stdin=subprocess.DEVNULL, stdout=theirs,
                               stderr=theirs, env=home.env)  # fmt: skip
    os.close(theirs)
    seen = b""
    try:
        while part := os.read(ours, 65536):
            seen += part
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    assert process.wait() == 0, seen
    return seen
