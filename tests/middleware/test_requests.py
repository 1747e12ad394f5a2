"""What the application reads is what was verified: targets, headers and bodies as servers pass them on."""

from __future__ import annotations

import asyncio
import tracemalloc
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paraph import Credential, Malformed, Policy, Request, request_for, sign, verify
from paraph.core.message import wire_bytes
from paraph.middleware import asgi, wsgi
from paraph.middleware.target import encode_path, sent_path, sent_target
from paraph.middleware.verifier import refuse_other_method
from tests.middleware.doors import ASGI_DOORS, DOORS, WSGI_DOORS, Door, environ_of, scope_of

NOW = 1_773_739_805
DUO = Credential.of("DIEXAMPLE00000000000", "s" * 40)
CLIENT = Credential.of("KEY", "s3cret")
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)
BOUNDARY = (("Content-Type", "multipart/form-data; boundary=XX"),)
UPLOAD = (
    b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
    b'--XX\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\ncontent\r\n--XX--\r\n'
)


def accepted(door: Door, request: Request, changed: Any = None, **options: Any) -> bool:
    return door(request, changed, **{"keys": [CLIENT, DUO], "now": lambda: NOW, **options}).accepted


def signed(url: str, scheme: str = "oauth1", method: str = "GET", headers: Any = (), body: bytes = b"") -> Request:
    credential = DUO if scheme == "duo" else CLIENT
    options: dict[str, Any] = {"version": 2 if headers == FORM else 5} if scheme == "duo" else {}
    return sign(request_for(method, url, headers, body), credential, scheme, now=NOW, **options)


each_door = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)
each_asgi = pytest.mark.parametrize("door", ASGI_DOORS.values(), ids=ASGI_DOORS)
each_wsgi = pytest.mark.parametrize("door", WSGI_DOORS.values(), ids=WSGI_DOORS)

BODIES: dict[str, tuple[Any, bytes]] = {
    "form": (FORM, b"a=1&b=x+y&a=2"),
    "JSON": (JSON, b'{"a": [1]}'),
    "1 MB": (JSON, b'"' + b"x" * 1_000_000 + b'"'),
    "upload": (BOUNDARY, UPLOAD),
    "bytes": ((("Content-Type", "application/octet-stream"),), bytes(range(256))),
    "empty": (JSON, b""),
}


@each_door
@pytest.mark.parametrize("kind", BODIES)
def test_the_application_reads_the_body_and_the_verified_values(door: Door, kind: str) -> None:
    headers, body = BODIES[kind]
    request = signed("https://h.example/a%20b", "duo" if body else "oauth1", "POST", headers, body)
    read = door(request, keys=[DUO, CLIENT], now=lambda: NOW).read
    assert (read["size"], read["digest"]) == (len(body), sha256(body).hexdigest())
    assert read["form"] == {"form": [["a", "1"], ["a", "2"], ["b", "x y"]], "upload": [["a", "b"]]}.get(kind, [])
    assert read["files"] == ({"f": "content"} if kind == "upload" else {})
    key_id = DUO.key_id if body else CLIENT.key_id
    assert read["verified"] == [key_id, "/a%20b", [["a", "1"], ["a", "2"], ["b", "x y"]] if kind == "form" else []]


@each_asgi
def test_a_body_in_parts_is_read_once_and_replayed(door: Door) -> None:
    request = signed("https://h.example/x", "duo", "POST", JSON, b"[1,2,3]")
    outcome = door(request, None, [b"[1", b"", b",2,3", b"]"], keys=DUO, now=lambda: NOW)
    assert outcome.read["digest"] == sha256(b"[1,2,3]").hexdigest()


@each_wsgi
def test_a_chunked_body_is_read_if_the_server_says_where_it_ends(door: Door) -> None:
    request = signed("https://h.example/x", "duo", "POST", JSON, b"[1,2,3]")
    chunked = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    outcome = door(request, chunked, keys=DUO, now=lambda: NOW)
    if door is WSGI_DOORS["Django"]:
        assert (outcome.status, outcome.refusals[0].reason) == (400, "bad-framing")
    else:
        assert outcome.read["digest"] == sha256(b"[1,2,3]").hexdigest()
    assert door(request, {**chunked, "wsgi.input_terminated": False}, keys=DUO, now=lambda: NOW).status == 400


LONG = signed("https://h.example/x", "duo", "POST", JSON, b"x" * 101)
SMALL = Policy(max_body_bytes=100)


class Endless:
    """A stream of a body that never ends, and counts what is read of it."""

    def __init__(self) -> None:
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "all of it was read"
        self.size += size
        return b"x" * size


@each_door
def test_a_long_body_is_refused(door: Door) -> None:
    outcome = door(LONG, keys=DUO, now=lambda: NOW, policy=SMALL)
    assert (outcome.status, outcome.refusals[0].reason) == (413, "too-large")
    assert accepted(door, LONG, policy=Policy(max_body_bytes=101))


def test_a_long_body_is_not_read_further() -> None:
    stream = Endless()
    flask = WSGI_DOORS["Flask"]
    assert flask(LONG, {"wsgi.input": stream}, keys=DUO, policy=SMALL).status == 413
    assert stream.size == 0
    chunked = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
    assert flask(LONG, {"wsgi.input": stream, **chunked}, keys=DUO, policy=SMALL).status == 413
    assert stream.size == 101


def test_empty_parts_of_a_body_need_no_memory() -> None:
    left = iter(range(100_000))

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": next(left, None) is not None}

    tracemalloc.start()
    try:
        assert asyncio.run(asgi.read_body({"headers": []}, receive, 10)) == b""
        assert tracemalloc.get_traced_memory()[1] < 400_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["Starlette", "FastAPI"])
def test_a_long_body_in_parts_is_not_received_further(name: str) -> None:
    request = LONG._replace(headers=(*LONG.headers, ("Transfer-Encoding", "chunked")))
    headers = [(wire_bytes(each).lower(), wire_bytes(value)) for each, value in request.headers]
    parts = [b"x" * 60, b"x" * 60, b"x" * 60]
    outcome = DOORS[name](request, {"headers": headers}, parts, keys=DUO, policy=SMALL, now=lambda: NOW)
    assert outcome.status == 413


@each_door
@pytest.mark.parametrize("length", ["8", "6", "-7", "+7", "7.0", "0x7", "7, 7", "\u0663", "9" * 30])
def test_a_content_length_that_is_wrong_is_refused(door: Door, length: str) -> None:
    request = signed("https://h.example/x", "duo", "POST", JSON, b"[1,2,3]")
    assert accepted(door, request)
    lying = request._replace(headers=(*request.headers, ("Content-Length", length)))
    changed = {"CONTENT_LENGTH": length} if door in WSGI_DOORS.values() else None
    assert door(lying, changed, keys=DUO, now=lambda: NOW).status in (400, 401)


@each_door
@pytest.mark.parametrize("coding", ["gzip, chunked", "identity", "xchunked", ""])
def test_a_transfer_encoding_other_than_chunked_is_refused(door: Door, coding: str) -> None:
    request = signed("https://h.example/x", "duo", "GET", (("Transfer-Encoding", coding),))
    assert door(request, keys=DUO, now=lambda: NOW).status == 400


@each_door
def test_a_body_that_is_not_covered_is_refused_by_default(door: Door) -> None:
    request = signed("https://h.example/x", "oauth1", "POST", JSON, b"{}")
    outcome = door(request, keys=CLIENT, now=lambda: NOW)
    assert (outcome.status, outcome.refusals[0].reason) == (401, "uncovered")
    assert accepted(door, request, policy=Policy())


PATHS = ["/a%2Fb", "/a%20b", "/%C3%A9", "/a;b=1", "/a%3Fb", "/a%25b", "/", "/a:b@c", "/~a", "/%41"]


@each_door
@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_verified_as_it_was_sent(door: Door, path: str) -> None:
    assert accepted(door, signed(f"https://h.example{path}?a=%2F"))
    assert not accepted(door, signed("https://h.example/other")._replace(target=path))


@each_door
@pytest.mark.parametrize("path", PATHS)
def test_without_the_path_as_sent_it_is_encoded_again(door: Door, path: str) -> None:
    is_usual = path not in ("/a%2Fb", "/%41")
    changed = {"raw_path": None} if door in ASGI_DOORS.values() else {"RAW_URI": ""}
    assert accepted(door, signed(f"https://h.example{path}?a=%2F"), changed) == is_usual


@each_door
def test_a_path_other_than_the_one_sent_is_refused(door: Door) -> None:
    request = signed("https://h.example/a")
    changed = {"path": "/b"} if door in ASGI_DOORS.values() else {"PATH_INFO": "/b"}
    outcome = door(request, changed, keys=CLIENT, now=lambda: NOW)
    assert (outcome.status, outcome.refusals[0].reason) == (401, "malformed")


@each_wsgi
def test_a_query_other_than_the_one_sent_is_refused(door: Door) -> None:
    assert not accepted(door, signed("https://h.example/a?x=1"), {"QUERY_STRING": "x=2"})


@each_door
@pytest.mark.parametrize("kept", [True, False], ids=["sent", "removed by a proxy"])
def test_a_prefix_belongs_to_the_signed_path(door: Door, kept: bool) -> None:
    request = signed("https://h.example/api%20/a?x=1")
    raw = "/api%20/a" if kept else "/a"
    if door in ASGI_DOORS.values():
        changed: Any = {"root_path": "/api ", "path": "/api /a", "raw_path": raw.encode()}
    else:
        changed = {"SCRIPT_NAME": "/api ", "PATH_INFO": "/a", "RAW_URI": f"{raw}?x=1"}
    assert accepted(door, request, changed)
    assert not accepted(door, signed("https://h.example/a?x=1"), changed)


@each_door
def test_a_public_url_stands_for_what_a_proxy_changes(door: Door) -> None:
    request = signed("https://api.example.com/v1/a?x=1")
    inside = request._replace(target="/a?x=1", scheme="http").with_header("Host", "10.0.0.1:8000")
    assert not accepted(door, inside)
    assert accepted(door, inside, public_url="https://api.example.com/v1/")
    assert not accepted(door, inside.with_header("Host", "a b"), public_url="https://api.example.com/v1")
    twice = inside._replace(headers=(*inside.headers, ("Host", "10.0.0.1:8000")))
    assert not accepted(door, twice, public_url="https://api.example.com/v1")


@each_door
@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "x-http-method", "X-Method-Override"])
def test_no_header_that_is_not_signed_names_another_method(door: Door, name: str) -> None:
    def overridden(method: str) -> Request:
        request = signed("https://h.example/x")
        return request._replace(headers=(*request.headers, (name, method)))

    outcome = door(overridden("DELETE"), keys=CLIENT, now=lambda: NOW)
    assert outcome.status == 401
    assert "names another method" in outcome.refusals[0].detail
    assert accepted(door, overridden("get"))


def test_a_header_that_is_signed_may_name_another_method() -> None:
    request = signed("https://h.example/x")
    values = verify(request, CLIENT, now=NOW)._replace(headers=(("x-http-method", "PUT"),))
    refuse_other_method(request._replace(headers=(*request.headers, ("X-HTTP-Method", "PUT"))), values)


@pytest.mark.parametrize("door", [DOORS["Django"], DOORS["Django, asynchronous"]])
@pytest.mark.parametrize("charset", ["utf-7", "latin-1", "utf-16", "ascii"])
def test_django_reads_parameters_in_utf_8_only(door: Door, charset: str) -> None:
    def typed(url: str, charset: str) -> Request:
        request = signed(url)
        return request._replace(headers=(*request.headers, ("Content-Type", f"text/plain; charset={charset}")))

    url = "https://h.example/x?user=%2BAGEAZABtAGkAbg-"
    assert not accepted(door, typed(url, charset))
    assert accepted(door, typed(url, "UTF8"))
    assert accepted(door, typed("https://h.example/x", charset))
    upload = signed("https://h.example/x", "duo", "POST", BOUNDARY, UPLOAD)
    assert accepted(door, upload)
    assert not accepted(door, upload.mapped_header("Content-Type", lambda value: f"{value}; charset={charset}"))


SMUGGLED = {"X_Duo_A": "c", "X-Duo-A": "c", "x_duo_b": "c"}


@each_door
@pytest.mark.parametrize("name", SMUGGLED)
def test_no_header_is_smuggled_beside_a_signed_one(door: Door, name: str) -> None:
    request = signed("https://h.example/x", "duo", "GET", (("X-Duo-A", "b"),))
    assert accepted(door, request)
    smuggled = accepted(door, request._replace(headers=(*request.headers, (name, SMUGGLED[name]))))
    separate = door in (ASGI_DOORS["Starlette"], ASGI_DOORS["FastAPI"])
    assert smuggled == (separate and "_" in name)  # these read a header of another name


@each_wsgi
@pytest.mark.parametrize(
    "more",
    [{"HTTP_CONTENT_TYPE": "text/plain"}, {"HTTP_CONTENT_LENGTH": "5"}, {"HTTP_HOST": "h.example,h.example"},
     {"CONTENT_TYPE": "text/plain,text/plain"}, {"HTTP_DATE": "x,x"}, {"HTTP_X_A": "\u0141"}],
    ids=lambda more: next(iter(more)),
)  # fmt: skip
def test_what_a_wsgi_server_joined_is_refused(door: Door, more: dict[str, str]) -> None:
    assert not accepted(door, signed("https://h.example/x"), more)


def test_a_usual_date_is_not_taken_for_two() -> None:
    for date in ("Tue, 17 Mar 2026 09:30:05 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"):
        assert accepted(WSGI_DOORS["Flask"], signed("https://h.example/x"), {"HTTP_DATE": date})


@each_asgi
def test_an_absolute_target_is_refused(door: Door) -> None:
    request = signed("https://h.example/x")
    assert not accepted(door, request._replace(target="https://h.example/x"))


@each_wsgi
def test_an_absolute_target_of_the_same_origin_is_accepted(door: Door) -> None:
    request = signed("https://h.example/x?a=1")
    assert accepted(door, request._replace(target="https://h.example/x?a=1"))
    assert not accepted(door, request._replace(target="https://evil.example/x?a=1"))


@given(path=st.binary(max_size=20).map(lambda data: b"/" + data))
def test_encoding_a_path_again_loses_nothing(path: bytes) -> None:
    from urllib.parse import unquote_to_bytes

    encoded = encode_path(path)
    assert unquote_to_bytes(encoded) == path
    assert sent_path(encoded, b"", path) == encoded
    assert sent_path(None, b"", path) == encoded


@given(raw=st.text(st.sampled_from("/a%2F5c?#&=."), max_size=12).map(lambda text: f"/{text}"))
def test_a_target_is_the_sent_one_or_none(raw: str) -> None:
    environ = environ_of(Request("GET", raw))
    path, query = environ["PATH_INFO"].encode("latin-1"), environ["QUERY_STRING"]
    assert sent_target(raw, b"", path, query) == raw
    for other in (path + b"x", b"x" + path, b""):
        with pytest.raises(Malformed):
            sent_target(raw, b"", other, query)


PARTS = st.text(st.sampled_from("/ab%2F "), max_size=6)
PATH = "/a%2Fb"


def start(*_: object) -> Any:
    """Begin an answer of WSGI that nobody reads."""


def seen_paths(changed: dict[str, Any], scope: dict[str, Any]) -> list[str]:
    """The paths that applications read of a request signed for `PATH`, if a server describes its target so."""
    seen: list[str] = []

    def wsgi_app(environ: Any, start: Any) -> Any:
        seen.append(environ["SCRIPT_NAME"] + environ["PATH_INFO"])
        return []

    async def asgi_app(own: Any, receive: Any, send: Any) -> None:
        seen.append(own["path"])

    async def send(message: Any) -> None:
        """Nothing is read of the answer."""

    async def receive() -> Any:
        return {"type": "http.request"}

    request = signed(f"https://h.example{PATH}")
    options: Any = {"keys": CLIENT, "now": lambda: NOW, "report": lambda _: None}
    wsgi.SignedRequests(wsgi_app, **options)(environ_of(request, **changed), start)
    asyncio.run(asgi.SignedRequests(asgi_app, **options)(scope_of(request, **scope), receive, send))
    return seen


@given(prefix=PARTS, path=PARTS, raw=st.sampled_from(["", PATH, "/a%2fb", "/a/b", "/b", "/a%252Fb"]))
@example("", "/a/b", PATH)
@example("/a", "/b", "/b")
def test_whatever_a_server_says_only_the_signed_path_is_read(prefix: str, path: str, raw: str) -> None:
    changed = {"SCRIPT_NAME": prefix, "PATH_INFO": path, "RAW_URI": raw}
    for read in seen_paths(changed, {"root_path": prefix, "path": prefix + path, "raw_path": raw.encode()}):
        assert read == "/a/b"
        assert raw in (PATH, "/b")


@each_asgi
@pytest.mark.parametrize("lengths", [("7", "7"), ("7", "8")])
def test_a_repeated_content_length_is_refused(door: Door, lengths: tuple[str, str]) -> None:
    request = signed("https://h.example/x", "duo", "POST", JSON, b"[1,2,3]")
    more = tuple(("Content-Length", length) for length in lengths)
    assert door(request._replace(headers=(*request.headers, *more)), keys=DUO, now=lambda: NOW).status == 400


def test_a_chunked_body_has_a_length_afterwards() -> None:
    request = signed("https://h.example/x", "duo", "POST", JSON, b"[1,2,3]")
    environ = environ_of(request, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")
    environ["wsgi.input_terminated"] = True

    def app(*_: object) -> list[bytes]:
        return []

    wsgi.SignedRequests(app, keys=DUO, now=lambda: NOW)(environ, start)
    assert (environ["CONTENT_LENGTH"], "HTTP_TRANSFER_ENCODING" in environ) == ("7", False)


@each_asgi
def test_a_path_that_only_begins_like_the_prefix_lies_below_it(door: Door) -> None:
    changed = {"root_path": "/api", "path": "/apix", "raw_path": b"/apix"}
    assert accepted(door, signed("https://h.example/api/apix"), changed)
    assert not accepted(door, signed("https://h.example/apix"), changed)


@each_asgi
def test_a_long_body_without_a_length_is_refused(door: Door) -> None:
    headers = [(wire_bytes(each).lower(), wire_bytes(value)) for each, value in LONG.headers]
    assert door(LONG, {"headers": headers}, keys=DUO, now=lambda: NOW, policy=SMALL).status == 413
    assert accepted(door, LONG, {"headers": headers})
