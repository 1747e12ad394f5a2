"""Postman collections as Postman exports them, and the bytes that Postman makes of a request."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Unreadable, read
from paraph.readers import Entry, entries, environment
from tests.readers.tools.newman import NEWMAN, at, collection_of, fault_of, faults, run
from tests.readers.tools.newman_v1 import faults_v1
from tests.readers.tools.recorder import Recorder

DATA = Path("tests/readers/data")
COLLECTION = (DATA / "duo.postman_collection.json").read_bytes()
ENVIRONMENT = environment((DATA / "duo.postman_environment.json").read_bytes())


def one(request: Any, variables: dict[str, str] | None = None, **item: Any) -> Entry:
    (entry,) = entries(json.dumps({"name": "x", "request": request, **item}).encode(), variables=variables)
    return entry


def test_a_collection_with_folders_and_an_example() -> None:
    push, refused, user = entries(COLLECTION)
    assert [entry.name for entry in (push, refused, user)] == ["Auth / Push", "Auth / Push / Refused", "User"]
    assert [entry.status for entry in (push, refused, user)] == [None, 401, None]
    raw = read(Path("examples/requests/duo-auth-unsorted.http").read_bytes())
    assert (refused.request.method, refused.request.url, refused.request.body) == (raw.method, raw.url, raw.body)
    assert dict(refused.request.headers) == dict(raw.headers)
    assert refused.response is not None
    assert refused.response.body.startswith(b'{"code": 40103')
    assert "'02 Mar 2026 09:00:00 -0000'" in refused.notes[0]
    assert user.request.target == "/admin/v1/users/DU0001?name=a%20b+c&note=%C3%A9%20%27x%27"
    assert user.request.header("authorization") == "Basic RElFWEFNUExFMDAwMDAwMDAwMDA6c2ln"
    assert "blank as %20" in user.notes[0]


def test_an_unresolved_variable_says_which_and_where() -> None:
    with pytest.raises(
        Unreadable,
        match=r"\{\{date\}\} \(set by a script\) and \{\{authorization\}\} \(set by a script\) have no value",
    ) as caught:
        _ = entries(COLLECTION)[0].request
    line = COLLECTION.decode().splitlines()[caught.value.line - 1]
    assert line[caught.value.column - 1 :].startswith("{{date}}")
    with pytest.raises(Unreadable, match="{{x}} has no value"):
        _ = one("https://h/{{x}}").request
    with pytest.raises(Unreadable, match="made up anew"):
        _ = one("https://h/{{$guid}}").request
    with pytest.raises(Unreadable, match="without end"):
        _ = one("https://h/{{a}}", {"a": "{{a}}{{a}}"}).request


def test_environments_win_over_the_collection() -> None:
    push = entries(COLLECTION, variables={**ENVIRONMENT, "authorization": "Basic YTpi"})[0].request
    assert push.host == "api-example1.duosecurity.com"
    assert push.header("date") == "Mon, 02 Mar 2026 10:00:00 -0000"
    assert push.header("x-off") is None
    assert environment(b'{"a": "b", "n": 1, "t": true}') == {"a": "b", "n": "1", "t": "true"}
    for text in (b"[]", b'{"a": [1]}', b'{"values": 1}', b"{"):
        with pytest.raises(Unreadable):
            environment(text)


URLS: list[tuple[Any, str, str]] = [
    ("h.example/p", "h.example", "/p"),
    ("https://h.example?a", "h.example", "/?a"),
    ({"raw": "https://h.example:8443/a/:id/:other?b=:id#f", "variable": [{"key": "id", "value": "7"}]}, "h.example:8443", "/a/7/:other?b=:id"),
    ({"raw": "https://h.example/{}|^\"?q=[a]{b}=c&&d=%zz&e="}, "h.example", "/%7B%7D|^%22?q=[a]{b}=c&&d=%zz&e="),
    ({"protocol": "https", "host": ["h", "example"], "port": "81", "path": ["a", {"value": "b"}],
      "query": [{"key": "x", "value": "1"}, {"key": "y", "value": None}, {"key": "z", "value": "2", "disabled": True}]},
     "h.example:81", "/a/b?x=1&y"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "host", "target"), URLS)
def test_urls(url: Any, host: str, target: str) -> None:
    request = one({"method": "GET", "url": url}).request
    assert (request.host, request.target) == (host, target)
    assert one(url).request.target == target if isinstance(url, str) else True


def test_parameters_that_are_switched_off_are_kept_apart() -> None:
    off = {"key": "b", "value": "{{v}}", "disabled": True}
    url = {"raw": "https://h/p?a=1", "host": ["h"], "path": ["p"], "query": [{"key": "a", "value": "1"}, off]}
    body = {"mode": "urlencoded", "urlencoded": [{"key": "c", "value": "3"}, {**off, "key": "d"}]}
    entry = one({"url": url, "method": "POST", "body": body}, {"v": "2"})
    assert entry.unsent == (("b", "2"), ("d", "2"))
    assert entry.request.body == b"c=3"
    assert one({"url": url, "method": "POST"}).unsent == ()  # a variable without a value


def test_encoding_can_be_switched_off() -> None:
    request = {"method": "GET", "url": "https://h/a{b?c='d'"}
    assert one(request, protocolProfileBehavior={"disableUrlEncoding": True}).request.target == "/a{b?c='d'"


BODIES: list[tuple[dict[str, Any], bytes, str | None]] = [
    ({"mode": "raw", "raw": "{\"a\": \"{{v}}\"}\r\n", "options": {"raw": {"language": "json"}}}, b'{"a": "1"}\r\n', "application/json"),
    ({"mode": "raw", "raw": "x"}, b"x", "text/plain"),
    ({"mode": "raw", "raw": ""}, b"", None),
    ({"mode": "raw", "raw": "x", "disabled": True}, b"", None),
    ({"mode": "urlencoded", "urlencoded": [{"key": "b", "value": "a b*~é"}, {"key": "a", "value": ""}, {"key": "b", "value": "{{v}}"}]},
     b"b=a%20b%2A~%C3%A9&b=1&a=", "application/x-www-form-urlencoded"),
    ({"mode": "graphql", "graphql": {"query": "{ é }", "variables": "{\"x\": 1}"}}, '{"query":"{ é }","variables":{"x": 1}}'.encode(), "application/json"),
    ({"mode": "formdata", "formdata": []}, b"", None),
    ({"mode": "formdata", "formdata": ""}, b"", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "sent", "content_type"), BODIES)
def test_bodies(body: dict[str, Any], sent: bytes, content_type: str | None) -> None:
    request = {"method": "POST", "url": "https://h/", "header": [], "body": body}
    found = one(request, {"v": "1"}).request
    assert (found.body, found.header("content-type")) == (sent, content_type)
    assert found.header("content-length") == (str(len(sent)) if sent else None)
    get = one({**request, "method": "GET"}, {"v": "1"})
    assert get.request.body == b""
    assert get.notes == () if body.get("disabled") else "leaves out the body" in get.notes[0]
    kept = one({**request, "method": "GET"}, {"v": "1"}, protocolProfileBehavior={"disableBodyPruning": True})
    assert kept.request.body == sent


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        ({"method": "POST", "url": "https://h/", "body": {"mode": "file", "file": {"src": "/x"}}}, "not read"),
        ({"method": "G T", "url": "https://h/"}, "no HTTP method"),
        ({"method": "GET"}, "`url` of the request is missing"),
        ({"method": "GET", "url": "ftp://h/"}, "https://"),
        ({"method": "GET", "url": "https://h/", "header": [{"key": "a", "value": {}}]}, "`value` of a header"),
    ],
)
def test_a_request_that_cannot_be_known_says_why(request_: dict[str, Any], word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        _ = one(request_).request


AUTHS: list[tuple[Any, str, str | None]] = [
    ({"type": "bearer", "bearer": [{"key": "token", "value": "t"}]}, "/", "Bearer t"),
    ({"type": "basic", "basic": {"username": "a", "password": "b"}}, "/", "Basic YTpi"),
    ({"type": "apikey", "apikey": [{"key": "key", "value": "k"}, {"key": "value", "value": "v"}, {"key": "in", "value": "query"}]}, "/?k=v", "old"),
    ({"type": "apikey", "apikey": [{"key": "key", "value": "Authorization"}, {"key": "value", "value": "v"}]}, "/", "v"),
    ({"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "t"}, {"key": "clientSecret", "value": "{{none}}"}]}, "/", "Bearer t"),
    ({"type": "oauth2", "oauth2": {"accessToken": "t", "headerPrefix": " Token "}}, "/", "Token t"),
    ({"type": "oauth2", "oauth2": {"accessToken": "a b", "addTokenTo": "queryParams"}}, "/?access_token=a%20b", None),
    ({"type": "oauth2", "oauth2": {"accessToken": "t", "tokenType": "MAC"}}, "/", "old"),
    ({"type": "oauth2", "oauth2": {"addTokenTo": "header"}}, "/", "old"),
    ({"type": "noauth"}, "/", "old"),
    (None, "/", "old"),
]  # fmt: skip


@pytest.mark.parametrize(("auth", "target", "value"), AUTHS)
def test_authorization(auth: Any, target: str, value: str | None) -> None:
    request = {"method": "GET", "url": "https://h/", "auth": auth, "header": [{"key": "authorization", "value": "old"}]}
    found = one(request).request
    assert (found.target, found.header("authorization")) == (target, value)


OAUTH1: dict[str, Any] = {
    "consumerKey": "k",
    "consumerSecret": "s",
    "signatureMethod": "HMAC-SHA1",
    "timestamp": "1",
    "nonce": "n",
}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "is the one that Postman makes"),
        (
            {"nonce": ""},
            "adds oauth_consumer_key=k, oauth_signature_method=HMAC-SHA1, oauth_timestamp=1, and a signature and a new oauth_nonce to the query",
        ),
        (
            {"addParamsToHeader": True, "timestamp": None},
            "and a new oauth_timestamp to an Authorization header each time",
        ),
        ({"signatureMethod": "RSA-SHA1", "privateKey": "k"}, "and a signature to the query each time"),
        ({"consumerSecret": ""}, "does not sign this: consumerSecret"),
        ({"consumerSecret": "{{secret}}"}, "{{secret}} has no value: it is unsigned here"),
    ],
)
def test_what_the_oauth1_helper_adds_is_noted(more: dict[str, Any], said: str) -> None:
    auth = {"type": "oauth1", "oauth1": OAUTH1 | more}
    entry = one({"method": "GET", "url": "https://h/?a=b", "auth": auth})
    assert any(said in note for note in entry.notes), entry.notes
    assert ("oauth_signature" in entry.request.target) == (not more)


def test_habits_of_the_oauth1_helper_that_servers_refuse_are_noted() -> None:
    auth = {"type": "oauth1", "oauth1": OAUTH1}
    body = {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b"}]}
    entry = one({"method": "GET", "url": "http://h:443/", "auth": auth, "body": body})
    assert any("signs the fields of the form, and then leaves the body out" in note for note in entry.notes)
    assert any("leaves the port out" in note for note in entry.notes)


def test_what_postman_signs_itself_is_noted() -> None:
    auth = {"type": "hawk", "hawk": [{"key": "authId", "value": "{{k}}"}]}
    old = [{"key": "authorization", "value": 'Hawk mac="old"'}]
    entry = one({"method": "GET", "url": "https://h/", "auth": auth, "header": old})
    assert "its own hawk" in entry.notes[0]
    assert entry.request.header("authorization") is None


def test_an_item_without_a_request_does_not_spoil_the_others() -> None:
    items = [{"name": "empty"}, {"name": "r", "request": "https://h/"}]
    *bad, good = entries(json.dumps({"info": {}, "item": items}).encode())
    assert [str(entry.content) for entry in bad] == ["line 1, column 1: `request` of 'empty' is missing"]
    assert (good.number, good.request.host) == (2, "h")


@pytest.mark.parametrize(
    "script", ["const sig = 'Basic RElFWEFNUExFOmFiY2RlZg==';", f'h = "{"0a" * 20}"', f"h = '{'0a' * 64}'"]
)
def test_a_script_with_a_signature_in_it_is_noted(script: str) -> None:
    event = [{"listen": "prerequest", "script": {"exec": [script]}}]
    assert "Authorization or a signature" in one("https://h/", event=event).notes[0]
    assert one("https://h/", event=[{"listen": "test", "script": {"exec": [script]}}]).notes == ()


def test_other_shapes() -> None:
    request = {"method": "GET", "url": {"raw": "https://h/p"}, "header": []}
    assert read(json.dumps(request).encode()).target == "/p"
    assert (
        read(json.dumps({"collection": {"info": {}, "item": [{"name": "a", "request": request}]}}).encode()).target
        == "/p"
    )
    assert read(json.dumps({"url": "https://h/p", "header": "A: b\nC: d"}).encode()).headers == (
        ("Host", "h"),
        ("A", "b"),
        ("C", "d"),
    )
    with pytest.raises(Unreadable, match="`url` is missing"):
        read(b'{"request": {"method": "GET", "url": "https://h/", "headers": [["A", "b"]]}}')
    deep: dict[str, Any] = {"name": "a", "request": request}
    for _ in range(150):
        deep = {"name": "f", "item": [deep]}
    for table, word in (
        ({"requests": [], "order": []}, "no requests"),
        (
            {"requests": [], "folders": [{"id": "a", "folders_order": ["b"]}, {"id": "b", "folders_order": ["a"]}]},
            "without end",
        ),
        ({"item": []}, "no requests"),
        (deep, "too deeply"),
    ):
        with pytest.raises(Unreadable, match=word):
            read(json.dumps(table).encode())


@settings(max_examples=400, deadline=None)
@given(
    st.integers(0, 1 << 20),
    st.one_of(st.binary(max_size=2), st.sampled_from([b"1", b"[", b"{", b'"', b"null"])),
    st.booleans(),
)
def test_a_cut_or_changed_collection_is_entries_or_unreadable(at: int, put: bytes, cut: bool) -> None:
    at %= len(COLLECTION)
    data = COLLECTION[:at] + put + (b"" if cut else COLLECTION[at + len(put) :])
    try:
        found = entries(data, variables={"date": "x", "authorization": "y"})
    except Unreadable as error:
        assert "\n" not in str(error)
        return
    for entry in found:
        try:
            assert entry.request.method
        except Unreadable as error:
            assert "\n" not in str(error)


def odd_values(value: Any) -> list[Any]:
    """The value with each member in it, one at a time, put to something of another type."""
    found: list[Any] = []
    for key in range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ():
        odds: tuple[Any, ...] = (None, 7, "x", [], {}, [3], [[]], {"x": 1})
        for odd in odds:
            copy = value.copy()
            copy[key] = odd
            found.append(copy)
        for inner in odd_values(value[key]):
            copy = value.copy()
            copy[key] = inner
            found.append(copy)
    return found


@pytest.mark.parametrize("name", ["duo.postman_collection.json", "chrome.har"])
def test_a_member_of_another_type_is_entries_or_unreadable(name: str) -> None:
    for table in odd_values(json.loads((DATA / name).read_bytes())):
        try:
            for entry in entries(json.dumps(table).encode(), variables={"date": "x", "authorization": "y"}):
                assert entry.request.method
        except Unreadable as error:
            assert "\n" not in str(error)


def test_several_variables_without_a_value_are_named_at_once() -> None:
    request = {
        "method": "POST",
        "url": "https://{{host}}/{{path}}",
        "header": [{"key": "A", "value": "{{off}}", "disabled": True}, {"key": "B", "value": "{{outer}}"}],
        "body": {"mode": "raw", "raw": "{{$guid}}", "urlencoded": "{{unused}}"},
    }
    with pytest.raises(Unreadable) as caught:
        _ = one(request, {"outer": "{{inner}}"}).request
    said = "{{host}}, {{path}}, {{$guid}} (made up anew each time) and {{inner}} have no value here"
    assert said in caught.value.reason
    assert "--var host=VALUE --var path=VALUE --var $guid=VALUE --var inner=VALUE or with --env" in caught.value.reason


def test_an_empty_variable_for_the_host_is_named() -> None:
    collection = {
        "item": [{"name": "a", "request": "https://{{host}}{{port}}/p"}],
        "variable": [{"key": "host", "value": ""}],
    }
    text = json.dumps(collection)
    with pytest.raises(
        Unreadable, match=r"\{\{host\}\} is empty in this collection: give its value with --var host=VALUE"
    ) as caught:
        read_with(text, {"port": ":81"})
    assert text[caught.value.column - 1 :].startswith("{{host}}")
    with pytest.raises(Unreadable, match=r"\{\{host\}\} and \{\{port\}\} are empty"):
        read_with(text, {"port": ""})
    assert entries(text.encode(), variables={"host": "h", "port": ""})[0].request.host == "h"


def read_with(text: str, variables: dict[str, str]) -> None:
    _ = entries(text.encode(), variables=variables)[0].request


SHARE = 100


@pytest.mark.skipif(
    not NEWMAN and "PARAPH_NOTHING_LEFT_OUT" not in os.environ, reason="left out: npm install newman@6.2.2"
)
@pytest.mark.parametrize(("first", "kind"), [(0, ""), (SHARE, ""), (0, "oauth1"), (0, "v1")])
def test_what_newman_sends(first: int, kind: str) -> None:
    assert NEWMAN, "set PARAPH_NEWMAN to the path of newman 6.2.2"
    assert (faults_v1(1, first, SHARE) if kind == "v1" else faults(1, first, SHARE, kind)) == []


@pytest.mark.skipif(
    not NEWMAN and "PARAPH_NOTHING_LEFT_OUT" not in os.environ, reason="left out: npm install newman@6.2.2"
)
def test_a_difference_to_newman_is_found() -> None:
    item = {"name": "a", "request": {"method": "GET", "url": "http://HOST/a b"}}
    with Recorder(1) as recorder:
        collection = collection_of([at(item, recorder.host(0))])
        run(collection)
        taken = recorder.received(0)
    other = json.dumps(collection).replace("a b", "a c").encode()
    assert fault_of(item, entries(json.dumps(collection).encode())[0], taken) == ""
    assert "target" in fault_of(item, entries(other)[0], taken)


def test_a_dump_of_version_1() -> None:
    call = {
        "id": "r", "name": "Call", "url": "https://{{host}}/p", "method": "POST", "headers": "A: {{v}}\n// B: c\n", "dataMode": "raw",
        "rawModeData": "x", "responses": [{"id": "a", "name": "No", "request": {"url": "https://{{host}}/q", "method": "GET"},
                                           "responseCode": {"code": 401, "name": "Unauthorized"}, "headers": [{"key": "C", "value": "d"}], "text": "no"}],
    }  # fmt: skip
    collection = {
        "id": "c",
        "name": "Cat",
        "order": [],
        "folders": [{"id": "f", "name": "Fold", "order": ["r"]}],
        "requests": [call],
    }
    dump = {"version": 1, "collections": [collection], "environments": [{"name": "e", "values": [{"key": "host", "value": "h"}]}],
            "globals": [{"key": "v", "value": "1"}]}  # fmt: skip
    made, refused = entries(json.dumps(dump).encode())
    assert (made.name, refused.name, refused.status) == ("Cat / Fold / Call", "Cat / Fold / Call / No", 401)
    assert (made.request.url, made.request.header("a"), made.request.header("b"), made.request.body) == (
        "https://h/p",
        "1",
        None,
        b"x",
    )
    assert refused.request.url == "https://h/q"
    (alone,) = entries(json.dumps(call | {"responses": []}).encode(), variables={"host": "h", "v": "2"})
    assert (alone.request.url, alone.request.header("a"), alone.kind) == ("https://h/p", "2", "postman")


def test_empty_variables_are_told_wherever_they_are_used() -> None:
    item = {"name": "r", "request": {"method": "POST", "url": "https://h.test/p", "header": [{"key": "Authorization", "value": "Basic {{auth}}"}],
                                     "body": {"mode": "raw", "raw": "username={{user}}&a={{full}}"}}}  # fmt: skip
    variables = [{"key": "auth", "value": ""}, {"key": "user", "value": ""}, {"key": "full", "value": "x"}]
    table = {
        "info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [item],
        "variable": variables,
    }
    (entry,) = entries(json.dumps(table).encode())
    assert any(
        "{{auth}}, {{user}} are empty in this file" in note and "--var user=VALUE" in note for note in entry.notes
    )
    (given,) = entries(json.dumps(table).encode(), variables={"auth": "x", "user": "y"})
    assert not any("empty" in note for note in given.notes)
