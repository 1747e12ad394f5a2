"""The page answers what the command line prints with --json."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from paraph.codegen.languages import all_languages
from paraph.schemes import ROOMS
from paraph.web.worker import Worker
from tests.cli.running import run
from tests.web.pages import LocalPage

NOW = "1772442000"
REQUESTS = sorted(Path("examples/requests").iterdir())
CASES = sorted(Path("tests/readers/cases").iterdir())
PASSED_OVER = {"curl-in-script"}
"""Cases with commands that are no requests; the command line asks for --entry before it passes them over."""
SEVERAL = {"curl-two-commands-lines", "httpie-two-commands"}
"""Cases of which the page asks for one, since its reading shows all."""
LONG = {"duo-logs-from-a-script.http": 0.0}
"""Examples that nothing explains: what is said of them depends on the time, unless there is none."""


@pytest.fixture
def page(thinking: Worker) -> LocalPage:
    return LocalPage(thinking)


def key_file(request: Path) -> Path:
    """The credential of an example."""
    return Path("examples", request.name.partition("-")[0]).with_suffix(".json")


def without_seconds(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the time that it took."""
    if "search" in answer:
        answer["search"].pop("seconds")
    return answer


def said_by_command(file: Path, *words: str) -> dict[str, Any]:
    """What a command prints as JSON; its errors are about a paste instead of the file."""
    done = run(*words, "--json")
    said: dict[str, Any] = without_seconds(json.loads(done.stdout))
    if "error" in said:
        assert done.code != 0
        said["error"]["message"] = said["error"]["message"].replace(str(file), "the paste")
    return said


def said_by_page(page: LocalPage, call: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """What the page answers."""
    answer = page.post(call, arguments)
    said: dict[str, Any] = answer.json
    assert answer.status == (422 if "error" in said else 200), said
    return without_seconds(said)


def message_of(said: dict[str, Any]) -> str:
    """The message if it is an error; it is the same in the page, which sorts errors less finely."""
    message: str = said.get("error", {}).get("message", "")
    return message.replace("`paraph trace the paste`", "`paraph trace FILE`")


def assert_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert message_of(one) == message_of(other)
    assert ("error" in one and "error" in other) or one == other


@pytest.mark.parametrize("file", REQUESTS, ids=lambda path: path.stem)
def test_explanations(page: LocalPage, file: Path) -> None:
    credentials, budget = key_file(file), LONG.get(file.name, 10.0)
    words = ("explain", str(file), "--credentials", str(credentials), "--now", NOW, "--budget", str(budget))
    keys = json.loads(credentials.read_text())
    said = said_by_page(page, "explain", {"input": file.read_text(), **keys, "now": NOW, "budget": budget})
    assert said["schema"] == "paraph.explain/1"
    assert said == said_by_command(file, *words)


@pytest.mark.parametrize("file", REQUESTS, ids=lambda path: path.stem)
def test_with_the_picture_of_the_stages_the_rest_is_the_same(page: LocalPage, file: Path) -> None:
    keys = json.loads(key_file(file).read_text())
    arguments = {"input": file.read_text(), **keys, "now": NOW, "budget": LONG.get(file.name, 10.0)}
    shown = said_by_page(page, "explain", {**arguments, "page": True})
    assert [step["name"] for step in shown.pop("page")["steps"]] or shown["verdict"] == "unexplained"
    assert shown == said_by_page(page, "explain", arguments)


@pytest.mark.parametrize("file", REQUESTS, ids=lambda path: path.stem)
def test_one_stage_alone_has_the_same_values(page: LocalPage, file: Path) -> None:
    keys = json.loads(key_file(file).read_text())
    arguments = {"input": file.read_text(), **keys, "now": NOW, "budget": LONG.get(file.name, 10.0)}
    whole = said_by_page(page, "explain", arguments)
    name = whole["expected"]["steps"][-1]["name"]
    values = {
        side: "".join(step["value"] for step in whole[side]["steps"] if step["name"] == name)
        for side in ("observed", "expected")
    }
    assert values["expected"]
    assert said_by_page(page, "explain", {**arguments, "page": True, "stage": name}) == values


@pytest.mark.parametrize("file", REQUESTS, ids=lambda path: path.stem)
def test_readings_of_the_examples(page: LocalPage, file: Path) -> None:
    said = said_by_page(page, "read", {"input": file.read_text()})
    assert said == said_by_command(file, "read", str(file))


@pytest.mark.parametrize("language", all_languages(ROOMS))
@pytest.mark.parametrize("file", REQUESTS, ids=lambda path: path.stem)
def test_code(page: LocalPage, file: Path, language: str) -> None:
    said = said_by_page(page, "code", {"input": file.read_text(), "language": language})
    assert_same(said, said_by_command(file, "as", language, str(file)))


def arguments_of(folder: Path) -> tuple[Path, dict[str, Any], list[str]]:
    """The input of a case, what the page sends for it, and the options of the command line."""
    case = json.loads((folder / "expected.json").read_text("utf-8"))
    file, variables = folder / case["input"], case.get("env") or case.get("variables") or {}
    options = [word for name, value in variables.items() for word in ("--var", f"{name}={value}")]
    if folder.name in PASSED_OVER:
        options += ["--entry", "1"]
    return file, {"base64": base64.b64encode(file.read_bytes()).decode(), "variables": variables}, options


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_inputs_of_every_reader(page: LocalPage, folder: Path) -> None:
    file, source, options = arguments_of(folder)
    keys = ("--credentials", "examples/duo.json", "--now", NOW)
    typed = {**json.loads(Path("examples/duo.json").read_text()), "now": NOW}
    calls = (
        ("read", source, ["read", str(file), *options]),
        ("explain", {**source, **typed}, ["explain", str(file), *options, *keys]),
        ("code", {**source, "language": "curl"}, ["as", "curl", str(file), *options]),
    )
    for call, arguments, words in calls:
        if folder.name in SEVERAL:
            arguments, words = {**arguments, "entry": 2}, [*words, "--entry", "2"]
        assert_same(said_by_page(page, call, arguments), said_by_command(file, *words))


def test_a_program_may_send_its_credentials_file(page: LocalPage) -> None:
    request = Path("examples/requests/duo-auth-unsorted.http").read_text()
    table = json.loads(Path("examples/duo.json").read_text())
    typed = said_by_page(page, "explain", {"input": request, "now": NOW, **table})
    for credentials in (
        table,
        {"ikey": table["id"], "skey": table["secret"]},
        {**table, "others": {"old": "0ldSecretKey"}},
    ):
        found = said_by_page(
            page, "explain", {"input": request, "now": NOW, "credentials": credentials, "secret": "another"}
        )
        assert_same(found, typed)
    said = message_of(said_by_page(page, "explain", {"input": request, "credentials": {"id": "DIEXAMPLE00000000000"}}))
    assert said.startswith("the secret is missing in the page")


@pytest.mark.parametrize("name", sorted(SEVERAL))
def test_of_several_requests_one_is_chosen(page: LocalPage, name: str) -> None:
    _, source, _ = arguments_of(Path("tests/readers/cases", name))
    assert len(said_by_page(page, "read", source)["entries"]) == 2
    for call, more in (("explain", {"secret": "0123456789"}), ("code", {})):
        said = message_of(said_by_page(page, call, {**source, **more}))
        assert said.startswith("there are 2 requests: choose one with `entry` (1 ")


POSTMAN = {
    "info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
    "item": [{"name": "one", "request": {"method": "GET", "url": "https://{{host}}/a?b={{T}}"}}],
}
UNFILLED = (
    ("GET /a?b={{T}} HTTP/1.1\nHost: {{host}}", {"host", "T"}),
    (json.dumps(POSTMAN), {"host", "T"}),
    ('curl "https://$host/a?b=$T"', {"host"}),
)


@pytest.mark.parametrize(("text", "names"), UNFILLED, ids=["http", "postman", "curl"])
def test_what_has_no_value_yet_can_be_filled_in(page: LocalPage, text: str, names: set[str]) -> None:
    said = page.post("read", {"input": text, "page": True}).json
    assert "error" in said["entries"][0]
    assert {one["name"] for one in said["page"]["variables"]} == names
    assert any(one["needed"] for one in said["page"]["variables"])
    filled = page.post("read", {"input": text, "page": True, "variables": {"host": "h.example", "T": "x"}}).json
    assert filled["entries"][0]["request"]["url"] == "https://h.example/a?b=x"
    assert {one["name"] for one in filled["page"]["variables"]} == {"host", "T"}
    assert not any(one["needed"] for one in filled["page"]["variables"])


def test_long_lines_of_what_was_read_are_cut(page: LocalPage) -> None:
    text = f"GET /{'a' * 1_000_000} HTTP/1.1\nHost: a.example\nA: {'b' * 1_000_000}\n"
    answer = page.post("read", {"input": text, "page": True})
    assert answer.status == 200
    assert len(answer.body) < 10_000
    assert len(page.post("read", {"input": text}).body) > 2_000_000  # as the command prints it


ERRORS = (
    ("explain", {"input": "GET / HTTP/1.1\nHost: a.example"}, "the secret is missing"),
    ("explain", {"secret": "0123456789", "scheme": "duoo"}, "unknown scheme"),
    ("explain", {"secret": "0123456789", "server": "nowhere"}, "nowhere"),
    ("explain", {"secret": "0123456789", "now": "soon"}, "'soon' is not a time"),
    ("read", {"input": ""}, "no request found in the paste: it is empty"),
    ("read", {"base64": "%"}, "`base64` is not base64"),
    ("read", {"input": "GET / HTTP/1.1\nHost: a", "entry": 2}, "2"),
    ("read", {"input": "GET / HTTP/1.1\nHost: a", "environment": "{"}, "the environment, line 1, column 2"),
    ("code", {"language": "cobol"}, "cobol"),
    ("code", {"scheme": "duoo"}, "unknown scheme"),
)


@pytest.mark.parametrize(("call", "arguments", "part"), ERRORS)
def test_errors(page: LocalPage, call: str, arguments: dict[str, Any], part: str) -> None:
    signed = REQUESTS[1].read_text()
    answer = page.post(call, {"input": signed, **arguments})
    assert answer.status == 422
    assert part in answer.message
