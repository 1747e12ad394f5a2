"""Scenarios of a secret at risk: every verb, place of a secret, request, mode, umask and way to fail.

Each runs the command line with a secret of its own, and looks for any form of it in what is printed, in the traceback
of each error with the local variables of every frame, in the arguments of the process, and in the modes of the files.
Four exceptions, and no more: `serve` prints its demonstration keys as it starts, which are not looked for; `sign` with
PLAINTEXT prints the secrets, which are the signature; `as` is given no credential; and where the request itself
carries the secret, the variables of a traceback may hold that request.
"""

from __future__ import annotations

import base64
import io
import json
import os
import random
import stat
import string
import subprocess
import sys
import tempfile
import traceback
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch
from urllib.parse import quote

from paraph import Credential, Request, cli, sign
from paraph.codegen.languages import all_languages
from paraph.render.message import request_text
from paraph.schemes import ROOMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = 1773739805
UMASKS = (0o000, 0o022, 0o077)
MODES = (0o600, 0o644, 0o664, 0o666)
REQUESTS = ("right", "wrong", "as the id", "swapped", "in the query", "in a header", "in the body", "no request", "cut")
HOLDERS = ("json", "toml", "broken json", "broken toml", "wrong type", "secret file", "environment", "missing",
           "profile text", "profile file", "profile environment", "profile command", "failing command",
           "profile keyring", "strange profile")  # fmt: skip
VERBS = (
    "explain",
    "verify",
    "sign",
    "send offline",
    "send",
    "login",
    "login untested",
    "serve",
    "watch",
    "trace",
    "as",
    "call",
    "proxy",
    "mcp",
)
ALONE = ("vectors", "mistakes", "help", "unknown option")
WORKING = ("json", "toml", "secret file", "environment", "profile file")
"""The places that give the secret, unless others can change it there."""
WITHOUT = ("right", "wrong", "cut")
"""The requests that do not carry the secret."""
READING = ("explain", "verify", "sign")
"""The verbs that read a request."""
IN_PROCESSES = 25
"""Of so many scenarios one runs in a process of its own."""


class Ran(NamedTuple):
    """What a run said, and the tracebacks of its errors with all local variables."""

    code: int
    said: str
    tracebacks: str


def forms_of(secret: str) -> list[str]:
    """The forms that are looked for: as it is, its first 12 characters, percent-encoded, in hex, in base64 at three offsets."""
    raw = secret.encode()
    inside = [
        base64.b64encode(bytes(n) + raw)[-(-n * 8 // 6) + (n > 0) : (n + len(raw)) * 8 // 6 - 2].decode()
        for n in range(3)
    ]
    return [secret, secret[:12], quote(secret, safe=""), raw.hex(), raw.hex().upper(), *inside]


def new_secret(chance: random.Random) -> str:
    """A secret, some with characters that are written in several ways."""
    letters = string.ascii_letters + string.digits
    if chance.random() < 0.5:
        return "".join(chance.choices(letters, k=40))
    return "".join(chance.choices(letters, k=14)) + "+/&= %é'" + "".join(chance.choices(letters, k=18))


def request_of(kind: str, scheme: str, credential: Credential) -> bytes:
    """What a scenario reads: a signed request with the secret in some place, or none at all."""
    secret = credential.secret.text
    host = "api-x.duosecurity.com" if scheme == "duo" else "shop.example.com"
    plain = Request("GET", "/admin/v1/users?limit=1", (("Host", host),))
    used = credential
    if kind == "in the query":
        plain = plain._replace(target=f"/admin/v1/users?skey={quote(secret, safe='')}")
    elif kind == "in a header":
        plain = plain._replace(headers=(*plain.headers, ("X-Key", quote(secret))))
    elif kind == "in the body":
        plain = plain._replace(method="POST").with_body("application/json", json.dumps({"skey": secret}).encode())
    elif kind in ("as the id", "swapped"):
        used = Credential.of(secret, secret if kind == "as the id" else credential.key_id)
    elif kind == "wrong":
        used = Credential.of(credential.key_id, "another")
    elif kind == "no request":
        return f"key is {secret}\n\x00{secret}".encode()
    raw = request_text(sign(plain, used, scheme, now=NOW))
    return raw[: raw.index(b"Authorization: ") + 30] if kind == "cut" else raw


def write(path: Path, text: str, mode: int = 0o600) -> Path:
    """A file of that mode."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_bytes(text.encode())
    path.chmod(mode)
    return path


def place_of(holder: str, folder: Path, credential: Credential, mode: int) -> tuple[list[str], dict[str, str]]:
    """The words and variables that lead to a secret, kept or broken in that way."""
    key_id, secret = credential.key_id, credential.secret.text
    table = json.dumps({"id": key_id, "secret": secret}, ensure_ascii=False)
    toml = f"id = {json.dumps(key_id)}\nsecret = {json.dumps(secret)}\n"
    files = {"json": table, "toml": toml, "broken json": table[:-1] + " x", "broken toml": toml + "= x",
             "wrong type": json.dumps({"id": [1], "secret": secret, "token": 1})}  # fmt: skip
    if holder in files:
        return ["--credentials", str(write(folder / "key", files[holder], mode))], {}
    named = ["--id", key_id]
    if holder == "secret file":
        return [*named, "--secret-file", str(write(folder / "skey", secret + "\n", mode))], {}
    if holder == "environment":
        return [*named, "--secret-env", "CANARY"], {"CANARY": secret}
    if holder == "missing":
        return ["--credentials", str(folder / "none")], {}
    return profiled(holder, folder, credential, mode)


def profiled(holder: str, folder: Path, credential: Credential, mode: int) -> tuple[list[str], dict[str, str]]:
    """The same for a profile."""
    secret, config = credential.secret.text, folder / "config" / "config.toml"
    kept = write(folder / "config" / "secrets" / "prod", secret + "\n", mode)
    value = {
        "profile text": json.dumps(secret),
        "profile file": f"{{file = {json.dumps(str(kept))}}}",
        "profile environment": '{env = "CANARY"}',
        "profile command": f"{{command = {json.dumps(f'cat {kept}')}}}",
        "failing command": f"{{command = {json.dumps(f'cat {kept} /none')}}}",
        "profile keyring": '{keyring = "paraph/none"}',
    }.get(holder, f"{{file = {json.dumps(secret)}, env = {json.dumps(secret)}}}")
    mode = mode if holder == "profile text" else 0o600
    write(config, f"[profile.prod]\nid = {json.dumps(credential.key_id)}\nsecret = {value}\n", mode)
    return ["--profile", "prod"], {"CANARY": secret}


def words_for(
    verb: str, flags: list[str], place: list[str], file: Path, folder: Path, chance: random.Random
) -> list[str]:
    """The command line of a scenario."""
    if verb in ("explain", "verify", "sign"):
        budget = ["--budget", "0.05"] if verb == "explain" else []
        scheme = chance.choice(([], ["--scheme", "duo"], ["--scheme", "oauth1"]))
        return [verb, str(file), *place, *scheme, *budget, *flags, "--now", str(NOW)]
    if verb in ("send offline", "send"):
        target = chance.choice(
            ("https://api-x.duosecurity.com/admin/v1/users", "https://shop.example.com/x?a=1", "//", "x y")
        )
        away = ["--offline"] if verb == "send offline" else ["--base-url", "http://127.0.0.1:9", "--tries", "1", "-v"]
        return ["send", "GET", target, *place, *away, *flags]
    if verb.startswith("login"):
        test = ["--no-test"] if verb == "login untested" else ["--base-url", "http://127.0.0.1:9"]
        return ["login", "prod", "--host", "api-x.duosecurity.com", "--no-keyring", *test, *flags,
                *(place if place[0] == "--id" else ["--id", "DIEXAMPLE00000000000", "--secret-env", "CANARY"])]  # fmt: skip
    if verb == "serve":
        return ["serve", "duo", "--host", "192.0.2.1", *(place if place[0] == "--credentials" else [])]
    if verb == "watch":
        return ["watch", "--host", "192.0.2.1", *place, *flags]
    if verb == "call":
        calls = (
            "duo users list --csv",
            "duo users get X",
            "duo tokens create --type h6 --serial 1 --secret @none",
            "alteryx users list",
        )
        return [*chance.choice(calls).split(), *place, "--base-url", "http://127.0.0.1:9", "--tries", "1", *flags]
    if verb == "proxy":
        return ["proxy", "--upstream", "https://api-x.duosecurity.com", "--host", "192.0.2.1", *place, *flags]
    if verb == "mcp":
        return ["mcp", "--json", *place]
    if verb == "trace":
        return ["trace", *place, *flags, "--", str(folder / "none.py")]
    if verb == "as":
        return ["as", chance.choice(all_languages(ROOMS)), str(file), *flags]
    return {"vectors": ["vectors", "list"], "mistakes": ["mistakes", "secret-sent"], "help": ["explain", "--help"]}.get(
        verb, ["explain", "--nothing", str(file), *place]
    )


def ran_here(words: list[str], env: dict[str, str]) -> Ran:
    """A run within this process, in which each error is looked at with the variables of its frames."""
    frames: list[str] = []
    plain: Callable[..., Any] = cli.fail

    def fail(*args: Any) -> Any:
        frames.append(rendered(sys.exc_info()[1]))
        return plain(*args)

    out, err, code = io.TextIOWrapper(io.BytesIO(), "utf-8", "surrogateescape"), io.StringIO(), 0
    with (
        patch.dict(os.environ, env),
        patch.object(cli, "fail", fail),
        redirect_stdout(out),
        redirect_stderr(err),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
    ):
        try:
            cli.main(words)
        except SystemExit as error:
            code = int(error.code or 0)
        except Exception as error:
            frames.append(f"foreign error {rendered(error)}")
    out.flush()
    said = out.buffer.getvalue().decode("utf-8", "surrogateescape")
    return Ran(code, said + err.getvalue(), "".join(frames))


def rendered(error: BaseException | None) -> str:
    """A traceback with all local variables, and of all errors that led to it."""
    if error is None:
        return ""
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True, limit=None).format())


def ran_apart(words: list[str], env: dict[str, str]) -> Ran:
    """A run in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "paraph", *words], stdin=subprocess.DEVNULL, capture_output=True,
                          check=False, env={**os.environ, **env}, timeout=60)  # fmt: skip
    said = (done.stdout + done.stderr).decode("utf-8", "surrogateescape")
    return Ran(done.returncode, said, "foreign error" if "Traceback" in said else "")


@contextmanager
def umask(value: int) -> Iterator[None]:
    """Files are made with that umask within."""
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


class Scenario(NamedTuple):
    """What is done with which secret; `number` says in what order."""

    number: int
    verb: str
    holder: str
    request: str
    scheme: str
    mode: int
    umask: int
    flags: tuple[str, ...]


def scenarios(seed: int, count: int) -> Iterator[Scenario]:
    """So many scenarios, in which every value of every part comes again and again, together with ever others."""
    chance = random.Random(seed)
    pools: dict[str, list[Any]] = {}

    def drawn(name: str, values: tuple[Any, ...]) -> Any:
        if not pools.get(name):
            pools[name] = chance.sample(values, len(values))
        return pools[name].pop()

    for number in range(count):
        verb = drawn("verb", (*VERBS, *VERBS, *READING * 4, *ALONE))
        flags = drawn("flags", ((), ("--json",)))
        yield Scenario(number, verb, drawn("holder", (*HOLDERS, *WORKING * 3)), drawn("request", REQUESTS), drawn("scheme", ("duo", "oauth1")),
                       drawn("mode", (0o600, 0o600, 0o600, *MODES)), drawn("umask", UMASKS), flags)  # fmt: skip


def faults_of(scenario: Scenario, chance: random.Random) -> Iterator[str]:
    """What is wrong in one scenario."""
    secret = new_secret(chance)
    credential = Credential.of("DIEXAMPLE00000000000", secret)
    with ExitStack() as ending:
        folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="paraph-")))
        place, env = place_of(scenario.holder, folder, credential, scenario.mode)
        content = request_of("right" if scenario.verb == "as" else scenario.request, scenario.scheme, credential)
        file = folder / "request.http"
        file.write_bytes(content)
        words = words_for(scenario.verb, list(scenario.flags), place, file, folder, chance)
        stored = folder / "new" / "deep" / "config.toml"
        config = stored if scenario.verb.startswith("login") else folder / "config" / "config.toml"
        env |= {"PARAPH_CONFIG": str(config), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        env.setdefault("CANARY", secret)
        ending.enter_context(umask(scenario.umask))
        apart = scenario.number % IN_PROCESSES == 0
        ran = (ran_apart if apart else ran_here)(words, env)
        shown = {"the output": ran.said, "the arguments": " ".join(words)}
        if scenario.request in WITHOUT or scenario.verb not in READING:
            shown["a traceback"] = ran.tracebacks
        for where, text in shown.items():
            if any(form in text for form in forms_of(secret)):
                yield f"a form of the secret is in {where}"
        if "foreign error" in ran.tracebacks:
            yield f"a foreign error: {ran.tracebacks[-300:]}"
        yield from wrong_modes(folder / "new", content, secret)
        yield from wrongly_used(scenario, ran)


def wrong_modes(folder: Path, _content: bytes, secret: str) -> Iterator[str]:
    """The files and folders that were made for others to see."""
    for path in (folder, *folder.rglob("*")) if folder.exists() else ():
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode != (0o700 if path.is_dir() else 0o600):
            yield f"{path.name} has mode {mode:04o}"
        if path.is_file() and path.parent.name != "secrets" and secret in path.read_text("utf-8", "replace"):
            yield f"the secret is in {path.name}"


def wrongly_used(scenario: Scenario, ran: Ran) -> Iterator[str]:
    """Whether a file was used that others can change, or not warned of where they can read it."""
    if os.name == "nt" or scenario.verb not in ("verify", "send offline"):
        return
    usual = scenario.holder in ("json", "toml", "secret file")
    if (usual and scenario.mode & 0o022) or (
        scenario.holder in ("profile text", "profile file") and scenario.mode & 0o077
    ):
        if ran.code != 78 and not (scenario.verb == "verify" and ran.code == 65):
            yield f"the file of mode {scenario.mode:04o} was used (exit {ran.code})"
        elif ran.code == 78 and "chmod" not in ran.said:
            yield "no command is named that mends the mode"
    elif usual and scenario.mode == 0o644 and ran.said.count("paraph: warning: ") != 1:
        yield "there is not one warning of a file that others can read"


def run_secrets(seed: int, count: int) -> list[str]:
    """The faults of so many scenarios, each with what it was."""
    chance = random.Random(seed)
    return [f"{scenario}: {fault}" for scenario in scenarios(seed, count) for fault in faults_of(scenario, chance)]
