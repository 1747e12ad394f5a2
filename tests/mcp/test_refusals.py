"""What the server refuses: unknown names, files elsewhere, broken and huge input, late and cancelled calls."""

import json
import os
import signal
from pathlib import Path

import pytest

from mcp import ClientSession
from tests.cli.running import run
from tests.mcp.talking import Wire, call, error_of, talk, wire

ENV = ("--id", "DIEXAMPLE00000000000", "--secret-env", "CANARY_KEY")
KEY = {"CANARY_KEY": "exampleSecretKey0123456789abcdefABCDEF00"}
REQUEST = Path("examples/requests/duo-auth-unsorted.http").read_text()
UNEXPLAINED = REQUEST.replace("username", "anothername").replace("factor", "another")


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        (
            "explain",
            {"input": REQUEST, "credential": "CANARY_KEYS"},
            "unknown credential: this server was started with",
        ),
        ("explain", {"input": REQUEST, "scheme": "duoo"}, "did you mean duo?"),
        ("explain", {"input": REQUEST, "server": "woocomerce"}, "did you mean woocommerce?"),
        ("explain", {"input": REQUEST, "budget": 31}, "Expected `float` <= 30"),
        ("explain", {"input": REQUEST, "now": "yesterday"}, "is not a time"),
        ("explain", {"input": REQUEST, "secret": "x"}, "unknown field `secret`"),
        ("verify", {"request": REQUEST}, "unknown field `request`; it takes input, file, entry, "),
        ("explain", {"input": f"{REQUEST}\n\n{REQUEST}"}, ""),
        ("verify", {"input": "hello"}, "no request found in the input"),
        ("read", {"input": "", "file": ""}, "give the request as `input`, or a `file`"),
        ("read", {"input": "{" * 5000}, ""),
        ("read", {"input": 5}, "Expected `str`, got `int`"),
        ("read", {"file": "examples/duo.json"}, "without --folder"),
        ("read", {"input": "x" * (5 * 1024 * 1024)}, "Expected `str` of length <= 4194304"),
        ("read", {"input": "GET / HTTP/1.1\nHost: h\n\n" + "é" * 3_000_000}, "larger than 2 MiB"),
        ("mistakes", {"id": "ord-unsortet"}, "did you mean ord-unsorted?"),
        ("send", {"path": "/"}, "unknown tool"),
        ("shell", {}, "unknown tool: the tools are read, explain"),
    ],
)
def test_an_error_is_one_plain_line(name: str, arguments: dict[str, object], said: str) -> None:
    with wire(*ENV, **KEY) as server:
        result = server.ask("tools/call", {"name": name, "arguments": arguments}, 1)["result"]
    assert result["isError"]
    (content,) = result["content"]
    assert said in content["text"]
    assert "\n" not in content["text"]
    assert "Traceback" not in content["text"]
    assert len(content["text"]) < 1000


def test_the_name_of_a_credential_is_needed_only_if_there_are_several(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.touch(mode=0o600)
    config.write_text(
        "".join(f'[profile.{name}]\nid = "DI{name}"\nsecret = "secretOf{name}00000"\n' for name in ("a", "b"))
    )

    async def calls(session: ClientSession) -> list[str]:
        named = {"input": "GET / HTTP/1.1\nHost: h.example\n\n", "scheme": "duo"}
        first = await session.call_tool("sign", {**named, "credential": "b"})
        assert "DIb" in json.dumps(first.structured_content["steps"]) or not first.is_error
        return [error_of(await session.call_tool("sign", named))]

    (said,) = talk(calls, "--profile", "a", "--profile", "b", PARAPH_CONFIG=str(config))
    assert said == "name one of the credentials in `credential`: this server was started with a, b"


def test_files_outside_the_folder_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "requests"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "one.http").write_text(REQUEST)
    (tmp_path / "secret.http").write_text(REQUEST)
    (tmp_path / "requests-of-others").mkdir()
    (tmp_path / "requests-of-others" / "two.http").write_text(REQUEST)
    (folder / "link.http").symlink_to(tmp_path / "secret.http")
    (folder / "inner.http").symlink_to(folder / "deep" / "one.http")
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    outside = [
        "../secret.http", str(tmp_path / "secret.http"), "link.http", "up/secret.http", "deep/../../secret.http", "/etc/passwd",
        "/proc/self/environ", "../requests-of-others/two.http", "pipe", "deep", ".", "nothing.http", "a\0b", "x" * 3000,
    ]  # fmt: skip

    async def calls(session: ClientSession) -> tuple[list[str], list[bool]]:
        refused = [error_of(await session.call_tool("read", {"file": name})) for name in outside]
        inside = ("deep/one.http", "inner.http", str(folder / "deep" / "one.http"))
        return refused, [(await session.call_tool("read", {"file": name})).is_error for name in inside]

    refused, failed = talk(calls, *ENV, "--folder", str(folder), **KEY)
    assert failed == [False, False, False]
    assert all("file" in said for said in refused), refused
    assert not any(REQUEST[:20] in said for said in refused)


def running_children(server: Wire, wanted: bool) -> bool:
    """Whether there come to be processes of calls, or come to be none; each look costs an exchange of messages."""
    for number in range(20_000):
        if bool(server.children()) == wanted:
            return True
        server.ask("ping", {}, f"look-{number}")
    return False


def begin_search(server: Wire) -> None:
    """Begin a search of 30 seconds that finds nothing."""
    arguments = {"input": UNEXPLAINED, "budget": 30, "now": "1772442005"}
    server.send("tools/call", {"name": "explain", "arguments": arguments}, id="search")
    assert running_children(server, True)


def test_a_cancelled_search_ends_at_once() -> None:
    with wire(*ENV, **KEY) as server:
        begin_search(server)
        server.send("notifications/cancelled", {"requestId": "search"})
        assert running_children(server, False)
        assert "result" in server.ask("tools/call", {"name": "mistakes", "arguments": {"id": "ord-unsorted"}}, 2)
    assert b'"search"' not in server.received


def has_ended(pid: str) -> bool:
    """Whether a process that gets SIGKILL ends; one that nobody has asked for its exit code has ended, too."""
    for _ in range(200_000):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state in "ZX":
            return True
        os.sched_yield()
    return False


@pytest.mark.parametrize("ending", ["input", "SIGTERM", "SIGINT"])
def test_a_server_that_ends_leaves_no_search_behind(ending: str) -> None:
    with wire(*ENV, **KEY) as server:
        begin_search(server)
        children = server.children()
        if ending != "input":
            server.process.send_signal(getattr(signal, ending))
            server.process.wait(timeout=60)  # its input is still open
    assert server.process.returncode == (0 if ending == "input" else -getattr(signal, ending))
    assert all(has_ended(child) for child in children)


def test_broken_messages_do_not_end_the_server() -> None:
    with wire(*ENV, **KEY) as server:
        for line in (
            b"",
            b"{",
            b"[]",
            b"5",
            b"\xff\xfe",
            b'{"jsonrpc": "2.0"}',
            b'{"jsonrpc": "2.0", "id": 1, "method": 5}',
        ):
            server.write(line)
        server.write(b'{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": ["read"]}}')
        assert "result" in server.ask("tools/list", {}, 9)


def test_bytes_that_are_not_text_arrive_readable(tmp_path: Path) -> None:
    (tmp_path / "raw.http").write_bytes(b"GET /\xff HTTP/1.1\r\nHost: h.example\r\nX-Name: \xfe\r\n\r\n\xfd")
    result = call("read", {"file": "raw.http"}, *ENV, "--folder", str(tmp_path), **KEY)
    assert not result.is_error
    request = result.structured_content["entries"][0]["request"]
    assert "\\xff" in request["url"]
    assert request["body_base64"] == "/Q=="


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 78, "no credentials: give --profile NAME"),
        (("--profile", "nowhere"), 78, "there is no profile 'nowhere'"),
        (("--secret-env", "NO_SUCH_VARIABLE"), 78, "is not set"),
        (("--folder", "nowhere"), 2, "--folder"),
        ((*ENV, "--allow-send"), 2, "the credential CANARY_KEY has no `host`"),
        ((*ENV, "--allow-send", "--base-url", "ftp://x"), 2, "expected https://HOST"),
        ((*ENV, "--secret", "x"), 2, "unknown option --secret"),
    ],
)
def test_a_wrong_start_is_one_line(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, said: str
) -> None:
    monkeypatch.setenv("PARAPH_CONFIG", "/nowhere/config.toml")
    monkeypatch.setenv("CANARY_KEY", KEY["CANARY_KEY"])
    done = run("mcp", *words)
    assert (done.code, done.stdout) == (code, "")
    assert done.stderr.startswith("paraph: error: ")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name.startswith("paraph.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server.lowlevel", None)
    done = run("mcp", "--profile", "prod")
    assert done.code == 78
    assert done.stderr == "paraph: error: `paraph mcp` needs the package mcp: pip install 'paraph[mcp]'\n"
