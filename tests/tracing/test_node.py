"""Node programs of users, run under watch as the command line does it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from paraph.tracing.node.javascript import building_place
from paraph.tracing.records import Place
from tests.codegen.test_programs import need
from tests.tracing.test_tracing import PROGRAMS, explained, spoken, trace

PACKAGES = os.environ.get("PARAPH_NODE_PACKAGES", "")
"""A folder node_modules that holds crypto-js."""


@pytest.fixture(autouse=True)
def _node() -> None:
    need("node", "apt-get install nodejs", "tracing Node programs")


CASES = {
    "node_https.js": ("params-signed-not-sent", ("authorization", 13), ("authorization", 14), ("users", 25)),
    "node_module.mjs": ("method-lowercase", ("authorization", 16), ("authorization", 17), ("<module>", 24)),
    "node_oauth.js": ("ord-unsorted", ("signed", 15), ("signed", 17), ("<module>", 30)),
}


@pytest.mark.parametrize("program", CASES)
def test_each_way_to_sign_and_send(program: str) -> None:
    done = trace("--json", "node", str(PROGRAMS / program))
    (answer,) = explained(done)
    mistake, *places = CASES[program]
    assert [found["id"] for found in answer["mistakes"]] == [mistake]
    assert answer["search"]["candidates"] == 0
    assert [(place["function"], place["line"]) for place in answer["source"]] == places
    lines = (PROGRAMS / program).read_text("utf-8").splitlines()
    codes = [place["code"].replace("[hidden]", "") for place in answer["source"]]
    assert codes == [lines[line - 1].strip() for _, line in places]
    assert done.returncode == 1
    assert "401" in done.stderr


def test_fetch_twice_on_one_connection() -> None:
    answers = explained(trace("--json", "node", "--no-warnings", str(PROGRAMS / "node_fetch.js")))
    assert [answer["search"]["candidates"] for answer in answers] == [0, 0]
    assert [answer["mistakes"][0]["id"] for answer in answers] == ["ord-unsorted"] * 2
    assert [[place["line"] for place in answer["source"]] for answer in answers] == [[14, 15, 24]] * 2
    assert spoken(answers[0]["source"])[-1] == ("sent", "node_fetch.js", "users")


def test_a_right_signature_is_accepted() -> None:
    done = trace(shutil.which("node") or "node", str(PROGRAMS / "node_oauth.js"), "--sorted")
    assert done.stdout.startswith("200\n")
    assert "sent at tests/tracing/programs/node_oauth.js:30\n" in done.stdout
    assert done.returncode == 0


def test_children_threads_this_machine_and_what_is_not_signed() -> None:
    done = trace("--json", "node", str(PROGRAMS / "node_children.js"), NODE_OPTIONS="--no-deprecation")
    assert [answer["verdict"] for answer in explained(done)] == ["explained"] * 4
    printed = [line for line in done.stderr.splitlines() if "Invalid signature" not in line]
    assert printed[0] == "child: 3"
    assert printed[1] == "own"
    assert "a request to example.org was not sent" in printed[2]
    assert printed[3] == "refused: fetch failed"


def test_what_is_printed_and_the_exit_code_are_kept(tmp_path: Path) -> None:
    (tmp_path / "job.js").write_text("process.stdout.write('a\\n'); console.error('b'); process.exit(7);\n")
    done = trace("node", "job.js", cwd=tmp_path, PYTHONPATH=str(Path("src").absolute()))
    assert (done.stdout, done.returncode) == ("a\n", 7)
    assert done.stderr == "b\nparaph: the program made no signed request\n"


def test_what_an_hmac_gives_is_the_same(tmp_path: Path) -> None:
    code = """
        const { createHmac, createSecretKey, webcrypto } = require("crypto");
        const { pipeline } = require("stream/promises");
        const show = (...values) => console.log(...values.map(String));
        const hmac = createHmac("sha256", createSecretKey(Buffer.from("k")));
        show(hmac.update("e4", "hex").update(new Uint16Array([1, 2])).digest("base64url"), hmac.constructor.name);
        show(createHmac("md5", new Uint8Array([1])).digest().toString("hex"), createHmac("sha1", "k").digest("latin1"));
        try { createHmac("sha1", "k").update(1); } catch (error) { show(error.code); }
        const again = createHmac("sha1", "k"); again.digest(); try { again.digest(); } catch (error) { show(error.code); }
        const key = { name: "HMAC", hash: "SHA-1" };
        (async () => {
          const made = await webcrypto.subtle.generateKey({ ...key, length: 8 }, false, ["sign", "verify"]);
          show(await webcrypto.subtle.verify(key, made, await webcrypto.subtle.sign(key, made, Buffer.of(1)), Buffer.of(1)));
          await pipeline([Buffer.from("ab"), Buffer.from("c")], createHmac("sha1", "k").setEncoding("hex"), process.stdout);
        })();
    """
    (tmp_path / "same.js").write_text(code)
    plain = subprocess.run(["node", "same.js"], capture_output=True, text=True, cwd=tmp_path, check=True)
    watched = trace("node", "same.js", cwd=tmp_path, PYTHONPATH=str(Path("src").absolute()))
    assert watched.stdout == plain.stdout


def test_the_package_crypto_js() -> None:
    if not (Path(PACKAGES) / "crypto-js").is_dir() and "PARAPH_NOTHING_LEFT_OUT" not in os.environ:
        pytest.skip(
            "left out: tracing crypto-js, since PARAPH_NODE_PACKAGES names no folder with it; npm install crypto-js"
        )
    (answer,) = explained(trace("--json", "node", str(PROGRAMS / "node_cryptojs.js"), NODE_PATH=PACKAGES))
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["join-crlf"]
    assert answer["search"]["candidates"] == 0
    assert [place["line"] for place in answer["source"]] == [10, 11, 16]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["const text = a;", "x.update(text)"], 1),
        (["const text = a;", "function f(text) {", "x.update(text)", "}"], None),
        (["function f() { const text = 1; }", "x.update(text)"], None),
        (["let text = `{${b}`;", "if (c) {", "  text += c;", "}", "x.update(text)"], 3),
        (["let text = 1;", "text.length == 2; // text = 3", "'text = 4';", "x.update(Buffer.from(text), 'utf8')"], 1),
        (["const f = async (a) => {", "const body = a.replace(/[{`\"]/g, '');", "s.sign('HMAC', k, body)"], 2),
        (["const other = 1;", "x.update(o.other)"], None),
    ],
)
def test_what_built_a_value(lines: list[str], line: int | None, tmp_path: Path) -> None:
    path = tmp_path / "program.js"
    path.write_text("\n".join(lines))
    at = next(number for number, code in enumerate(lines, 1) if "x.update(" in code or ".sign(" in code)
    place = building_place(Place(str(path), at, "f", "signed"))
    assert (place and place.line) == line
