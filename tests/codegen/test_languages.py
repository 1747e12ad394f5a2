"""Which languages there are, what `explain` recommends, and that a scheme brings its own templates and facts."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jinja2 import DictLoader, UndefinedError

from paraph import Malformed, Request
from paraph.codegen import languages, rendering
from paraph.codegen.languages import Template, all_languages, next_step, recommended, templates_in
from paraph.core.code_facts import CodeFacts, SecretVariable
from paraph.readers import entries
from paraph.schemes import ROOMS, scheme_named
from tests.codegen.server import SAMPLES

CONTRACT = ("python", "httpx", "curl", "javascript", "powershell", "csharp", "go", "java", "php", "ruby", "postman")
DATA = Path("tests/readers/data")


@pytest.mark.parametrize("home", ["duo", "oauth1"])
def test_the_languages_of_a_scheme_are_its_templates(home: str) -> None:
    assert set(templates_in(home)) == set(CONTRACT)
    assert list(templates_in(home))[:3] == ["python", "httpx", "curl"]
    assert all(
        Path("src/paraph/codegen/templates", template.name).is_file() for template in templates_in(home).values()
    )


def test_every_language_has_a_next_step() -> None:
    secrets = (SecretVariable("A_KEY", "a_key", "the key"), SecretVariable("B_KEY", "b_key", "the other key"))
    for language in all_languages(ROOMS):
        step = next_step(language, "FILE", secrets)
        assert "FILE" in step
        assert "A_KEY to the key and B_KEY to the other key" in step
    assert (
        next_step("python", "x.py", secrets[:1])
        == "set the environment variable A_KEY to the key, then run: python3 x.py"
    )


@pytest.mark.parametrize(
    ("data", "kind", "language"),
    [
        ((DATA / "duo.postman_collection.json").read_bytes(), "postman", "postman"),
        (b"curl https://x.example/", "curl", "curl"),
        (b"> GET / HTTP/1.1\n> Host: x.example\n>\n", "curl", "curl"),
        (b"http GET https://x.example/", "httpie", "curl"),
        (b"wget https://x.example/", "wget", "curl"),
        (b'fetch("https://x.example/")', "javascript", "javascript"),
        (b'import requests\nrequests.get("https://x.example/")', "python", "python"),
        (b"Invoke-RestMethod -Uri https://x.example/", "powershell", "powershell"),
        (b"### one\nGET https://x.example/\n", "http", "python"),
        (b"GET / HTTP/1.1\r\nHost: x.example\r\n\r\n", "raw", "python"),
        (b'{"method": "GET", "url": "https://x.example/"}', "json", "python"),
        ((DATA / "chrome.har").read_bytes(), "har", "python"),
        ((DATA / "duo.hurl").read_bytes(), "hurl", "python"),
    ],
)
def test_the_recommended_language_is_that_of_the_input(data: bytes, kind: str, language: str) -> None:
    assert {entry.kind for entry in entries(data)} == {kind}
    assert recommended(kind, "duo") == language


def test_only_a_language_of_the_scheme_is_recommended(monkeypatch: pytest.MonkeyPatch) -> None:
    assert recommended("curl", "nothing") == ""
    monkeypatch.setattr(languages, "templates_in", lambda _: {"python": Template("x/python.py.jinja", "python", "py")})
    assert recommended("curl", "x") == "python"


class Webhook(NamedTuple):
    """The facts of a scheme whose programs receive requests."""

    header: str


def test_a_scheme_whose_program_receives_needs_only_facts_and_a_template(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = SecretVariable("HOOK_SECRET", "secret", "the secret of the webhook")

    def code_facts(_request: Request, _scheme: Any) -> CodeFacts:
        return CodeFacts("Example webhook", Webhook("X-Sig"), (secret,), None)

    template = Template("hooks/python.py.jinja", "python", "py")
    source = "# {{ title }}\nheader = {{ signing.header | python }}\n{% for s in secrets %}{{ s.name }}{% endfor %}\n"
    made = rendering.environment().overlay(loader=DictLoader({template.name: source}))
    monkeypatch.setattr(rendering, "environment", lambda: made)
    monkeypatch.setattr(rendering, "templates_in", lambda _: {"python": template})
    monkeypatch.setattr(rendering, "code_of", lambda _: code_facts)
    request = SAMPLES["duo-get"]
    assert rendering.program("python", request).code == '# Example webhook\nheader = "X-Sig"\nHOOK_SECRET'
    with pytest.raises(Malformed, match="no ruby code for Duo requests; choose one of: python"):
        rendering.program("ruby", request)
    monkeypatch.setattr(rendering, "templates_in", lambda _: {})
    with pytest.raises(Malformed, match="no code for Duo requests yet"):
        rendering.program("python", request)


def test_a_name_that_a_template_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        rendering.environment().from_string("{{ nothing }}").render()


def test_a_call_that_no_code_can_repeat() -> None:
    right = SAMPLES["duo-get"]
    for request, word in (
        (right._replace(body=b"x"), "GET with a body"),
        (right._replace(method="G T"), "with the method 'G T'"),
        (right._replace(target="/\udcff"), "not UTF-8"),
        (SAMPLES["duo-json"]._replace(body=b'{"\xff"}'), "the body is not UTF-8"),
        (right.with_header("Authorization", "Basic /zow"), "not UTF-8"),
    ):
        with pytest.raises(Malformed, match=word):
            rendering.program("python", request, "duo")
    assert scheme_named("duo").home == "duo"
