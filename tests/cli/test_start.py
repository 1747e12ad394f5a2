"""What a call of ``paraph send`` loads: each module costs time at every call."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.cli.test_send import Home, home  # noqa: F401
from tests.http.servers import DUO, Told, serving

EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPT = """
import sys
from paraph.__main__ import run
try:
    run()
finally:
    print(sorted(sys.modules), file=sys.stderr)
"""
HEAVY = (
    "asyncio", "click.shell_completion", "cryptography", "jinja2", "keyring", "msgspec", "redis", "rich", "stamina", "tenacity",
    "html.parser", "tomlkit", "tomllib", "uvicorn", "yaml",
    "paraph.apis", "paraph.codegen", "paraph.deviations", "paraph.emulator", "paraph.explaining", "paraph.mistakes",
    "paraph.nonces", "paraph.readers.commands.curl", "paraph.readers.files.har", "paraph.readers.files.postman",
    "paraph.readers.files.raw", "paraph.readers.text_files", "paraph.readers.variables", "paraph.render", "paraph.schemes.oauth1", "paraph.schemes.webhooks",
    "paraph.tracing", "paraph.vectors", "paraph.verifying", "paraph.watching",
)  # fmt: skip


def loaded(home: Home, *words: str) -> set[str]:  # noqa: F811
    """The heavy modules that are loaded when a command has run."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, text=True, env=home.env, check=False
    )
    modules = set(ast.literal_eval(done.stderr.splitlines()[-1]))
    assert "paraph.cli" in modules
    return {name for name in HEAVY if name in modules}


def test_send_loads_what_it_needs_and_no_more(home: Home) -> None:  # noqa: F811
    words = ("send", "/x", "a==b", "--id", DUO.key_id, "--secret-env", "DUO_SKEY", "--base-url")
    with serving() as server:
        assert loaded(home, *words, server.url) == set()
        assert [verdict.valid for _, verdict in server.seen] == [True]
    with serving(lambda _: Told(429, (("Retry-After", "0"),))) as server:
        assert "stamina" in loaded(home, *words, server.url, "--tries", "2")
        assert len(server.seen) == 2


def test_plain_http_needs_no_certificates(home: Home) -> None:  # noqa: F811
    words = ("send", "/x", "--id", DUO.key_id, "--secret-env", "DUO_SKEY", "--base-url")
    with serving() as server:
        assert home.paraph(*words, server.url, SSL_CERT_FILE=str(home.folder / "none.pem")).returncode == 0
    assert home.paraph(*words, "https://127.0.0.1:9", SSL_CERT_FILE=str(home.folder / "none.pem")).returncode == 78


def test_calls_load_the_catalogue_and_no_client(home: Home) -> None:  # noqa: F811
    for words in (("duo", "--help"), ("duo", "users", "--help"), ("alteryx", "users", "list", "--help")):
        assert loaded(home, *words) <= {"msgspec", "paraph.apis", "paraph.render"}


def test_help_loads_no_command(home: Home) -> None:  # noqa: F811
    assert loaded(home, "--help") == set()


def test_explain_of_a_raw_request_loads_no_other_reader(home: Home) -> None:  # noqa: F811
    request = str(EXAMPLES / "requests" / "duo-auth-unsorted.http")
    modules = loaded(home, "explain", request, "--credentials", str(EXAMPLES / "duo.json"))
    assert "paraph.explaining" in modules
    unneeded = {name for name in modules if name.startswith("paraph.readers.commands") or "." not in name}
    assert unneeded | modules & {"html.parser", "paraph.readers.text_files"} == set()
