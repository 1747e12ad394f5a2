"""What is not a call gets one clear line, whatever its body is."""

import json

import pytest

from paraph.web.arguments import ARGUMENTS, MOST_TEXT
from tests.web.pages import HOST, JSON, LocalPage, RunningPage

PAGE = LocalPage()
CALLS = sorted(ARGUMENTS)


@pytest.mark.parametrize("call", [*CALLS, "unknown"])
@pytest.mark.parametrize(
    "media_type",
    ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "application/jsonp", "json",
     "text/json", "application/json-patch+json", "text/plain; application/json", "*/*"],
)  # fmt: skip
def test_only_json_is_taken(call: str, media_type: str) -> None:
    headers = (("Host", HOST), PAGE.cookie, ("Content-Type", media_type))
    answer = PAGE.send("POST", f"/api/{call}", headers, b"{}")
    assert (answer.status, answer.message) == (415, "send JSON with Content-Type: application/json")
    without = PAGE.send("POST", f"/api/{call}", headers[:2], b"{}")
    assert (without.status, without.message) == (415, "send JSON with Content-Type: application/json")


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_has_parameters_and_case(media_type: str) -> None:
    sent = PAGE.send("POST", "/api/read", (("Host", HOST), PAGE.cookie, ("Content-Type", media_type)), b'{"entry": []}')
    assert sent.status == 400  # so the body was read


WRONG = {
    "empty": b"",
    "no JSON": b"input=GET+%2F",
    "cut off": b'{"input": "GET',
    "two": b"{}{}",
    "not UTF-8": b'{"input": "\xff"}',
    "UTF-16": '{"input": ""}'.encode("utf-16"),
    "BOM": b"\xef\xbb\xbf{}",
    "comment": b'{/**/"input": ""}',
    "NaN": b'{"input": NaN}',
    "list": b"[]",
    "text": b'"GET / HTTP/1.1"',
    "null": b"null",
    "number": b"1",
    "input is a number": b'{"input": 1}',
    "input is null": b'{"input": null}',
    "unknown field": b'{"inputs": ""}',
    "__proto__": b'{"__proto__": {}}',
    "entry is a list": b'{"entry": []}',
    "unknown scheme of URLs": b'{"url_scheme": "file"}',
    "variables are a list": b'{"variables": ["a"]}',
    "value of a variable": b'{"variables": {"a": 1}}',
    "page is a text": b'{"page": "yes"}',
    "deep lists": b"[" * 1_000_000,
    "deep lists in a variable": b'{"variables": {"a": ' + b"[" * 100_000,
    "deep lists in an unknown field": b'{"a": ' + b"[" * 1_000_000,
    "deep objects": b'{"variables": ' * 100_000,
    "long text": json.dumps({"input": "a" * (MOST_TEXT + 1)}).encode(),
    "many variables": json.dumps({"variables": {str(n): "" for n in range(1001)}}).encode(),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("name", WRONG)
def test_bodies_of_the_wrong_shape(call: str, name: str) -> None:
    answer = PAGE.post(call, WRONG[name])
    assert answer.status == 400
    assert answer.message.startswith(f"the body is not what `{call}` takes: ")
    assert len(answer.message) < 400


@pytest.mark.parametrize(
    "body", [b'{"budget": -1}', b'{"budget": 61}', b'{"budget": 1e999}', b'{"secret": 1}', b'{"params": {"a": null}}',
             b'{"host_aliases": "a"}', json.dumps({"secret": "a" * 100_001}).encode(), json.dumps({"id": "a" * 4001}).encode()]
)  # fmt: skip
def test_arguments_of_an_explanation_have_limits(body: bytes) -> None:
    answer = PAGE.post("explain", body)
    assert answer.status == 400
    assert answer.message.startswith("the body is not what `explain` takes: ")


SECRET = "exampleSecretKey0123456789abcdef"


@pytest.mark.parametrize(
    "arguments",
    [{SECRET: ""}, {"url_scheme": SECRET}, {"url_scheme": f"a' - at {SECRET}"}, {f"`{SECRET}` - at": 1}, {f"a\n{SECRET}": 1},
     {"variables": {SECRET: 1}}, {"secret": [SECRET]}, {"others": {SECRET: 1}}, {"input": {SECRET: SECRET}}],
)  # fmt: skip
def test_a_refusal_repeats_nothing_of_the_body(arguments: dict[str, object]) -> None:
    answer = PAGE.post("explain", arguments)
    assert answer.status == 400
    assert SECRET not in answer.message


def test_a_body_of_17_mib_is_refused(opened: RunningPage) -> None:
    answer = opened.post("explain", {"input": "a" * 17 * 1024 * 1024})
    assert (answer.status, answer.body) == (413, b"the body is longer than 16 MiB\n")
    assert opened.get("/api/start").status == 200


@pytest.mark.parametrize("name", ["deep lists", "not UTF-8", "empty"])
def test_the_page_goes_on_after_a_wrong_body(opened: RunningPage, name: str) -> None:
    headers = {"Cookie": opened.cookie, "Content_Type": "application/json"}
    assert opened.send("POST", "/api/explain", WRONG[name], **headers).status == 400
    assert opened.get("/").status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get"])
def test_other_methods(method: str) -> None:
    answer = PAGE.send(method, "/api/read", (("Host", HOST), PAGE.cookie, JSON), b"{}")
    assert (answer.status, answer.message) == (405, "use GET or POST")


@pytest.mark.parametrize(
    "path", ["/read", "/api/", "/api", "/api/read/", "/api/READ", "/api//read", "/static/api/read", "/api/__class__"]
)
def test_calls_have_one_path(path: str) -> None:
    answer = PAGE.send("POST", path, (("Host", HOST), PAGE.cookie, JSON), b"{}")
    assert (answer.status, answer.message) == (404, "there is nothing at this path")
