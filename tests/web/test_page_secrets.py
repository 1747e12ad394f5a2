"""A secret is in no answer of the page, whether it was typed or is this program's own, and in nothing that it prints."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paraph.web.worker import Worker
from tests.mcp.test_canary import MARKS, PLAIN, pasted, rejected, visible_forms
from tests.web.pages import LocalPage, Told, running_page

KEY_ID = "DIEXAMPLE00000000000"


def explanations(secret: str) -> Iterator[dict[str, Any]]:
    """Arguments with the secret in each place that is not its own."""
    usual = {"budget": 0.05, "now": "1772442000"}
    for text in (*pasted(secret), *rejected(secret)):
        yield {"input": text, **usual, "params": {secret: secret}, "page": True}
        yield {"input": text, **usual, "scheme": "duo"}
    good = next(rejected(secret))
    for name in ("entry", "scheme", "server", "now", "url_scheme", "environment", "accepted", "base64", secret):
        yield {"input": good, name: secret}
    answer = f'HTTP/1.1 401 X\nX: {secret}\n\n{{"code": 40103, "m": "{secret}"}}'
    yield {"input": good, **usual, "signed_text": secret, "response": secret, "host_aliases": [secret], "page": True}
    yield {"input": good, **usual, "response": answer, "page": True}
    variables = "GET {{key}} HTTP/1.1\nHost: {{key}}\n\n{{key}}{{" + secret + "}}"
    yield {"input": variables, **usual, "variables": {"key": secret, secret: "x"}, "page": True}


def leaks(answers: list[tuple[Any, Told]], secret: str) -> list[Any]:
    """The calls whose answers contain the secret in any form."""
    forms = [form.encode() for form in visible_forms(secret)]
    return [call for call, answer in answers if any(form in part for form in forms for part in texts_of(answer))]


def texts_of(answer: Told) -> Iterator[bytes]:
    """An answer as it was sent, and the texts in it."""
    yield repr(answer.headers).encode() + answer.body
    yield json.dumps(answer.json, ensure_ascii=False).encode("utf-8", "surrogatepass")
    yield "".join(strings(answer.json)).encode("utf-8", "surrogatepass")


def strings(value: Any) -> Iterator[str]:
    """All texts in JSON, one after another: parts of a text that are side by side must not make the secret either."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield f"\0{name}\0"
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


@pytest.mark.parametrize("secret", [PLAIN, MARKS], ids=["plain", "marks"])
def test_a_typed_secret(thinking: Worker, secret: str) -> None:
    page = LocalPage(thinking)
    typed = {"secret": secret, "id": KEY_ID, "token_secret": secret[::-1]}
    calls = [{**arguments, **typed} for arguments in explanations(secret)]
    answers: list[tuple[Any, Told]] = [(call, page.post("explain", call)) for call in calls]
    assert {answer.status for _, answer in answers} == {200, 400, 422}
    assert leaks(answers, secret) == []
    assert leaks(answers, secret[::-1]) == []


@pytest.mark.parametrize("secret", [PLAIN, MARKS], ids=["plain", "marks"])
def test_the_secret_of_this_program(thinking: Worker, secret: str) -> None:
    page = LocalPage(thinking, {"id": KEY_ID, "secret": secret})
    calls: list[tuple[str, dict[str, Any]]] = [("explain", arguments) for arguments in explanations(secret)]
    for text in (*pasted(secret), *rejected(secret)):
        calls += [("read", {"input": text, "page": True}), ("read", {"input": text})]
        calls += [("code", {"input": text, "language": language}) for language in ("python", "curl", "postman", secret)]
        calls += [("code", {"input": text, "scheme": "duo"})]
    variables = {"input": "GET {{key}}{{" + secret + "}} HTTP/1.1\nHost: a", "variables": {"key": secret}}
    calls += [("read", {**variables, "page": True}), ("read", variables)]
    answers: list[tuple[Any, Told]] = [(call, page.post(*call)) for call in calls]
    assert {answer.status for _, answer in answers} == {200, 400, 422}
    assert leaks(answers, secret) == []


def test_a_typed_secret_is_not_kept(thinking: Worker) -> None:
    page = LocalPage(thinking)
    text = next(rejected(PLAIN))
    assert page.post("explain", {"input": text, "secret": PLAIN, "id": KEY_ID, "budget": 0.05}).status == 200
    assert page.post("explain", {"input": text}).message == "the secret is missing"
    shown = page.post("read", {"input": f"GET / HTTP/1.1\nHost: a.example\nX: {PLAIN}\n"})
    assert PLAIN.encode() in shown.body  # nobody knows any more that it is one


def test_nothing_is_printed(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(json.dumps({"id": KEY_ID, "secret": PLAIN}))
    keys.chmod(0o600)
    with running_page(tmp_path, "--credentials", str(keys)) as page:
        page.open()
        answers: list[tuple[Any, Told]] = [("start", page.get("/api/start"))]
        assert answers[0][1].json["credential"] == {"name": str(keys), "id": KEY_ID}
        for arguments in (*explanations(PLAIN),):
            answers.append((arguments, page.post("explain", arguments)))
        for arguments in (*explanations(MARKS),):
            page.post("explain", {**arguments, "secret": MARKS})
        assert leaks(answers, PLAIN) == []
        assert page.end() == 0
        lines = page.said.decode().splitlines()
        assert [line.partition(" (")[0] for line in lines] == [f"paraph: the page is at {page.url}"]
