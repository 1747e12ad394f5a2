"""Questions about one request of the live list."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from paraph import Credential, Request, explain, sign
from paraph.http.handler import DelayedResponse, Response
from paraph.render.as_json import explanation_json
from paraph.render.picture import MOST_VALUE
from paraph.web.live import LiveRequests
from paraph.web.live_answers import LiveAnswers

NOW = 1773739805
KEY = Credential.of("DIEXAMPLE00000000000", "plantedSecretKey0123456789abcdefABCDEF00")
BODY = b"limit=1&name=" + b"a" * (MOST_VALUE + 1)
TYPED = (("Host", "localhost"), ("Content-Type", "application/x-www-form-urlencoded"))
RIGHT = sign(Request("POST", "/admin/v1/users", TYPED, BODY, scheme="http"), KEY, version=2, now=NOW)
WRONG = RIGHT._replace(body=b"name=" + b"a" * (MOST_VALUE + 1) + b"&limit=2")


@pytest.fixture
def live() -> LiveRequests:
    """A list of a right request, a wrong one, and one that could not be read."""
    made = LiveRequests(clock=lambda: NOW)
    for request in (RIGHT, WRONG):
        made.add(request, 401, "", "", request, KEY)
    made.add(None, 400, "", "the request could not be read", None, None)
    return made


def asked(live: LiveRequests, question: str) -> tuple[int, dict[str, Any]]:
    """The status and the JSON of the answer to a question."""
    reply = LiveAnswers(live, NOW)(question, Request("GET", f"/api/live/{question}", (), b""))
    answer = reply.then() if isinstance(reply, DelayedResponse) else reply
    assert isinstance(answer, Response)
    return answer.status, json.loads(answer.body)


@pytest.mark.parametrize(("number", "request_"), [(1, RIGHT), (2, WRONG)])
def test_each_stage_is_answered_whole(live: LiveRequests, number: int, request_: Request) -> None:
    whole = explanation_json(explain(request_, KEY, now=NOW))
    status, shown = asked(live, str(number))
    assert (status, shown["verdict"]) == (200, whole["verdict"])
    assert any(step.get("cut") for step in shown["expected"]["steps"])
    for step in whole["expected"]["steps"]:
        said = asked(live, f"{number}/stage/{quote(step['name'], safe='')}")
        signed = [each["value"] for each in whole["observed"]["steps"] if each["name"] == step["name"]]
        assert said == (200, {"observed": "".join(signed), "expected": step["value"]})


def test_code_repeats_the_request(live: LiveRequests) -> None:
    status, said = asked(live, "1/code/python")
    assert (status, said["language"]) == (200, "python")
    assert "limit" in said["code"]
    assert KEY.secret.text not in said["code"]


@pytest.mark.parametrize(
    ("question", "status", "kind"),
    [
        ("4", 404, "gone"),
        ("4/stage/date", 404, "gone"),
        ("3", 422, "unreadable"),
        ("3/code/python", 422, "unreadable"),
        ("1/code/cobol", 422, "unreadable"),
        ("one", 404, "usage"),
        ("1" * 16, 404, "usage"),
        ("\u0661", 404, "usage"),
    ],
)
def test_what_cannot_be_answered_is_said(live: LiveRequests, question: str, status: int, kind: str) -> None:
    answered, said = asked(live, question)
    assert (answered, said["error"]["kind"]) == (status, kind)
    assert "\n" not in said["error"]["message"]


def test_a_stage_that_does_not_exist_is_empty(live: LiveRequests) -> None:
    assert asked(live, "1/stage/none") == (200, {"observed": "", "expected": ""})
