"""The programs of the page about middleware accept what is signed and refuse the rest; the page names every option."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.urls import path

from paraph import Credential, Request, judge, request_for, sign
from paraph.middleware.refusing import BODIES
from paraph.middleware.verifier import Options
from tests.middleware.doors import call_asgi, django_door, environ_of, scope_of

PAGE = Path("docs/middleware.md").read_text("utf-8")
CREDENTIAL = Credential.of("KEY", "s3cret")
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def program(word: str) -> dict[str, Any]:
    """The names that the block with a word defines."""
    (block,) = [text for text in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if word in text]
    names: dict[str, Any] = {"credentials": CREDENTIAL, "__name__": "example"}
    exec(block, names)  # noqa: S102
    return names


def requests() -> tuple[Request, Request]:
    """A signed request, and one whose body was changed."""
    good = sign(request_for("POST", "https://h.example/users?b=2", FORM, b"a=1"), CREDENTIAL, "oauth1")
    return good, sign(request_for("POST", "https://h.example/users", FORM, b"a=1"), CREDENTIAL, "oauth1")._replace(
        body=b"a=2"
    )


EXPECTED = b'{"key":"KEY","parameters":[["a","1"],["b","2"]]}'


def test_the_program_for_asgi() -> None:
    app = program("FastAPI")["app"]
    answers = [asyncio.run(call_asgi(app, scope_of(request), [request.body])) for request in requests()]
    assert [(answer[0], answer[2]) for answer in answers] == [(200, EXPECTED), (401, BODIES[401])]


def test_the_program_for_wsgi() -> None:
    app = program("Flask")["app"]
    answers = []
    for request in requests():
        started: list[Any] = []
        body = b"".join(app(environ_of(request), lambda *answer, own=started: own.extend(answer)))
        answers.append((started[0][:3], re.sub(rb"\s", b"", body) if started[0][:3] == "200" else body))
    assert answers == [("200", EXPECTED), ("401", BODIES[401])]


class Urls:
    urlpatterns = [path("users", program("JsonResponse")["users"])]


def test_the_program_for_django() -> None:
    settings = program("MIDDLEWARE")
    with override_settings(MIDDLEWARE=settings["MIDDLEWARE"], ROOT_URLCONF=Urls):
        good, bad = [django_door(request, **settings["PARAPH"]) for request in requests()]
    assert (good.status, good.body.replace(b" ", b"")) == (200, EXPECTED)
    assert (bad.status, bad.body) == (401, BODIES[401])


def test_the_page_names_every_option_and_status() -> None:
    for option in ("keys", *Options.__annotations__):
        assert f"| `{option}` |" in PAGE
    for status in BODIES:
        assert f"| {status} |" in PAGE


def test_the_line_for_the_operator_is_as_the_page_shows_it() -> None:
    late = sign(request_for("GET", "https://h.example/users"), CREDENTIAL, "oauth1", now=1_773_739_805)
    (refusal,) = django_door(late, keys=CREDENTIAL, now=lambda: 1_773_740_106).refusals
    assert f"```text\n{replace(refusal, id='8c1d5f0a3b7e9246')}\n```" in PAGE


def test_the_keys_of_a_rotation_are_both_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_SECRET", "new")
    monkeypatch.setenv("API_SECRET_OLD", "old")
    keys = program("API_SECRET_OLD")["credentials"]
    request = request_for("GET", "https://h.example/users")
    signed = [sign(request, Credential.of("DIEXAMPLE00000000000", secret)) for secret in ("new", "old", "other")]
    assert [judge(each, keys).valid for each in signed] == [True, True, False]
