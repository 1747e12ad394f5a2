"""Refusals look alike to the caller, are explained to the operator, and show no secret; options are checked at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.test import override_settings

from paraph import (
    Credential,
    MemoryNonces,
    Policy,
    Reason,
    Request,
    StoreUnavailable,
    Verified,
    judge,
    request_for,
    sign,
)
from paraph.middleware import asgi, wsgi
from paraph.middleware import django as for_django
from paraph.middleware.refusing import Refusal, new_refusal
from paraph.middleware.verifier import NotVerified, Verifier
from tests.middleware.doors import (
    DOORS,
    Door,
    call_asgi,
    environ_of,
    flask_app,
    run_asgi,
    run_wsgi,
    scope_of,
    starlette_app,
)

NOW = 1_773_739_805
SECRET = "Zq7canary+SEC/RET&42=tail MARK"
CLIENT = Credential.of("KEY", SECRET)
GET = request_for("GET", "https://h.example/x?a=1")
SIGNED = sign(GET, CLIENT, "oauth1", now=NOW, nonce="n1")
JSON = (("Content-Type", "application/json"),)
each_door = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


class Broken:
    """A store of nonces that does not answer."""

    def spend(self, *_: object) -> bool:
        raise StoreUnavailable("the store at redis.internal does not answer")


def spent() -> MemoryNonces:
    nonces = MemoryNonces()
    assert judge(SIGNED, CLIENT, now=NOW, nonces=nonces).valid
    return nonces


REFUSED: dict[str, tuple[Request, dict[str, Any]]] = {
    "no-credentials": (GET, {}),
    "malformed": (SIGNED._replace(headers=(*SIGNED.headers, ("Host", "evil.example"))), {}),
    "not-allowed": (SIGNED, {"policy": Policy(variants={"HMAC-SHA256"})}),
    "unknown-key": (sign(GET, Credential.of("OTHER", SECRET), "oauth1", now=NOW), {}),
    "no-time": (SIGNED.mapped_header("Authorization", lambda text: text.replace(f'"{NOW}"', '""')), {}),
    "bad-time": (sign(GET, CLIENT, "oauth1", now=NOW - 301), {}),
    "bad-signature": (SIGNED._replace(target="/x?a=2"), {}),
    "uncovered": (sign(request_for("POST", "https://h.example/x", JSON, b"{}"), CLIENT, "oauth1", now=NOW), {}),
    "replayed": (SIGNED, {"nonces": spent()}),
}


@each_door
def test_every_refusal_has_the_same_answer_and_its_own_reason(door: Door) -> None:
    answers = set()
    for reason, (request, options) in REFUSED.items():
        outcome = door(request, **{"keys": CLIENT, "now": lambda: NOW, **options})
        (refusal,) = outcome.refusals
        assert (refusal.reason, refusal.status) == (reason, 401), refusal
        assert dict(outcome.headers)["refusal-id"] == refusal.id
        answers.add((outcome.status, tuple((n, v) for n, v in outcome.headers if n != "refusal-id"), outcome.body))
    assert len(answers) == 1
    headers = dict(next(iter(answers))[1])
    assert (headers["www-authenticate"], headers["cache-control"]) == ("Signature", "no-store")
    assert {reason.value for reason in Reason} - REFUSED.keys() == {"valid", "forbidden"}


@each_door
def test_the_challenge_can_be_that_of_the_scheme(door: Door) -> None:
    outcome = door(GET, keys=CLIENT, challenge="OAuth")
    assert dict(outcome.headers)["www-authenticate"] == "OAuth"


@each_door
def test_a_store_that_does_not_answer_lets_nobody_in(door: Door) -> None:
    outcome = door(SIGNED, keys=CLIENT, now=lambda: NOW, nonces=Broken())
    assert (outcome.status, outcome.refusals[0].reason) == (503, "store-unavailable")
    assert b"redis" not in outcome.body


def lookup(key_id: str) -> Credential | None:
    return CLIENT if key_id == CLIENT.key_id else None


CANARIES = {
    "as the key id": sign(GET, Credential.of(SECRET, SECRET), "oauth1", now=NOW),
    "in the path": sign(request_for("GET", f"https://h.example/{SECRET.replace(' ', '%20')}"), CLIENT, "oauth1", now=1),
    "in the query": sign(
        request_for("GET", "https://h.example/x?Zq7canary%2BSEC%2FRET%2642%3Dtail%20MARK"), CLIENT, now=NOW
    ),
    "as the method": SIGNED._replace(method="Zq7canary+SEC"),
    "in the host": SIGNED.with_header("Host", SECRET),
    "as the signature method": SIGNED.mapped_header(
        "Authorization", lambda text: text.replace("HMAC-SHA1", "Zq7canary%2BSEC%2FRET%2642%3Dtail%20MARK")
    ),
    "in Authorization": SIGNED.with_header("Authorization", f"Bearer {SECRET}"),
}


@each_door
@pytest.mark.parametrize("place", CANARIES)
@pytest.mark.parametrize("keys", [CLIENT, [CLIENT], lookup], ids=["one", "several", "function"])
def test_no_secret_is_in_a_log_or_an_answer(
    door: Door, place: str, keys: Any, caplog: pytest.LogCaptureFixture
) -> None:
    from paraph.middleware.refusing import log_refusal

    caplog.set_level(logging.DEBUG, "paraph")
    outcome = door(CANARIES[place], keys=keys, now=lambda: NOW, report=log_refusal)
    lines = [record.getMessage() for record in caplog.records if record.name == "paraph"]
    assert outcome.status == 401
    assert len(lines) == 1
    shown = f"{lines} {outcome.headers} {outcome.body!r}"
    for form in (SECRET, SECRET[:12], "Zq7canary%2BSEC"):
        assert form not in shown


def test_a_refusal_is_one_line() -> None:
    line = str(new_refusal(401, "malformed", "GET\n", "a\r\nb\x1b[31m\u202ec", "/\u2028" + "x" * 1000))
    assert line.isprintable()
    assert len(line) < 700
    assert "a\\r\\nb\\x1b[31m\\u202ec" in line


@each_door
def test_every_secret_of_a_key_is_accepted_during_rotation(door: Door) -> None:
    old, new = Credential.of("KEY", "old"), CLIENT
    for signer in (old, new):
        for keys in ([old, new], (new, old), iter([old, new]), lambda key_id: [old, new] if key_id == "KEY" else None):
            request = sign(GET, signer, "oauth1", now=NOW)
            assert door(request, keys=keys, now=lambda: NOW).accepted
    assert not door(
        sign(GET, Credential.of("KEY", "older"), "oauth1", now=NOW), keys=[old, new], now=lambda: NOW
    ).accepted


def test_one_of_two_requests_at_the_same_time_is_accepted() -> None:
    async def both(app: Any) -> list[int]:
        found = await asyncio.gather(*(call_asgi(app, scope_of(SIGNED), [b""]) for _ in range(2)))
        return sorted(answer[0] for answer in found)

    assert asyncio.run(both(starlette_app(keys=CLIENT, now=lambda: NOW))) == [200, 401]


def test_one_of_many_threads_is_accepted() -> None:
    flask = flask_app(keys=CLIENT, now=lambda: NOW)
    with override_settings(PARAPH={"keys": CLIENT, "now": lambda: NOW}):
        for app in (flask, WSGIHandler()):
            with ThreadPoolExecutor(8) as pool:
                statuses = list(pool.map(lambda _, app=app: run_wsgi(app, SIGNED, [], {}).status, range(16)))
            assert sorted(statuses) == [200] + [401] * 15


@each_door
def test_a_nonce_is_remembered_by_default_and_not_with_none(door: Door) -> None:
    assert Verifier(CLIENT).nonces is not None
    for _ in range(2):
        assert door(SIGNED, keys=CLIENT, now=lambda: NOW, nonces=None).accepted


SELECTED = {
    "/api": True, "/api/x": True, "/API/x": True, "//api/x": True, "/api//x": True, "/x/../api": True, "/./api": True,
    "/apix": False, "/": False, "/health": False, "/health/api": False,
}  # fmt: skip


@each_door
@pytest.mark.parametrize("path", SELECTED)
def test_only_the_chosen_paths_are_verified(door: Door, path: str) -> None:
    request = request_for("GET", f"https://h.example{path}")
    outcome = door(request, keys=CLIENT, paths=["/api"])
    assert (outcome.status == 401) == SELECTED[path]
    if outcome.status == 200:
        assert outcome.read["verified"] is None
    assert door(request, keys=CLIENT, paths=lambda own: own == path).status == 401
    assert door(request, keys=CLIENT, paths=lambda own: own != path).status != 401


def test_a_websocket_is_refused_and_the_lifespan_passes() -> None:
    seen: list[str] = []
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    async def send(message: Any) -> None:
        sent.append(message)

    refusals: list[Refusal] = []
    door = asgi.SignedRequests(app, keys=CLIENT, report=refusals.append, paths=["/api"])
    for scope in ({"type": "lifespan"}, {"type": "websocket", "path": "/x"}, {"type": "websocket", "path": "/api"}):
        asyncio.run(door(scope, None, send))  # type: ignore[arg-type]
    assert seen == ["lifespan", "websocket"]
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert [refusal.reason for refusal in refusals] == ["malformed"]


def test_a_client_that_disconnects_gets_no_answer() -> None:
    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def never(*_: Any) -> None:
        raise AssertionError

    asyncio.run(asgi.SignedRequests(never, keys=CLIENT)(scope_of(SIGNED), receive, never))


def test_after_the_body_the_application_hears_of_a_disconnect() -> None:
    heard: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        heard.extend([await receive(), await receive()])

    messages = [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return messages.pop(0)

    door = asgi.SignedRequests(app, keys=CLIENT, now=lambda: NOW)
    asyncio.run(door(scope_of(SIGNED), receive, None))  # type: ignore[arg-type]
    assert heard == [{"type": "http.request", "body": b"", "more_body": False}, {"type": "http.disconnect"}]


def test_verified_values_are_never_those_of_somebody_else() -> None:
    outcome = run_asgi(starlette_app(keys=CLIENT, paths=["/api"]), GET, [], {"paraph": "forged"}, [])
    assert outcome.read["verified"] is None
    outcome = run_wsgi(flask_app(keys=CLIENT, paths=["/api"]), GET, [], {"paraph.verified": "forged"})
    assert outcome.read["verified"] is None


def test_reading_values_that_nobody_verified_is_an_error() -> None:
    reads: list[Callable[[], object]] = [
        lambda: asgi.verified(scope_of(GET)),
        lambda: wsgi.verified(environ_of(GET)),
        lambda: for_django.verified(HttpRequest()),
    ]
    for read in reads:
        with pytest.raises(NotVerified, match="add the middleware"):
            read()


def test_a_head_request_gets_no_body() -> None:
    outcome = run_wsgi(flask_app(keys=CLIENT), GET._replace(method="HEAD"), [], {})
    assert (outcome.status, outcome.body, dict(outcome.headers)["content-length"]) == (401, b"", "51")


WRONG: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"keys": "s3cret"}, TypeError, "keys are"),
    ({"keys": []}, ValueError, "keys is empty"),
    ({"policy": "strict"}, TypeError, "policy is"),
    ({"nonces": "db"}, TypeError, "nonces is"),
    ({"scheme": "duoo"}, ValueError, "duoo"),
    ({"paths": "/api"}, ValueError, "paths are"),
    ({"paths": ["api"]}, ValueError, "paths are"),
    ({"public_url": "api.example.com"}, ValueError, "public_url"),
    ({"public_url": "https://u@api.example.com"}, ValueError, "public_url"),
    ({"challenge": "a\r\nb"}, ValueError, "challenge"),
    ({"secret": "x"}, TypeError, "secret"),
]


@pytest.mark.parametrize(("options", "error", "said"), WRONG, ids=lambda value: str(value)[:30])
def test_wrong_options_are_refused_when_the_middleware_is_made(options: Any, error: type[Exception], said: str) -> None:
    own = {"keys": CLIENT, **options}
    app: Any = None
    for make in (wsgi.SignedRequests, asgi.SignedRequests):
        with pytest.raises(error, match=said):
            make(app, **own)
    with override_settings(PARAPH=own), pytest.raises(ImproperlyConfigured, match=said):
        WSGIHandler()


def test_django_needs_settings() -> None:
    unusable: list[Any] = [None, {}, []]
    for settings in unusable:
        with override_settings(PARAPH=settings), pytest.raises(ImproperlyConfigured, match="settings.PARAPH"):
            WSGIHandler()


def test_django_reads_host_and_scheme_by_its_own_settings() -> None:
    forwarded = {"HTTP_X_FORWARDED_HOST": "h.example", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "inside"}
    inside = {**forwarded, "wsgi.url_scheme": "http"}
    with override_settings(PARAPH={"keys": CLIENT, "now": lambda: NOW}):
        assert run_wsgi(WSGIHandler(), SIGNED, [], inside).status == 401
        with override_settings(USE_X_FORWARDED_HOST=True, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
            assert run_wsgi(WSGIHandler(), SIGNED, [], inside).status == 200


def test_djangos_own_cap_counts_too() -> None:
    body = b'"' + b"x" * 200 + b'"'
    request = sign(request_for("POST", "https://h.example/x", JSON, body), CLIENT, "oauth1", now=NOW, body_hash=True)
    for name in ("Django", "Django, asynchronous"):
        with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
            assert DOORS[name](request, keys=CLIENT, now=lambda: NOW).status == 413
        assert DOORS[name](request, keys=CLIENT, now=lambda: NOW).accepted


def test_what_a_function_of_keys_returned_is_known_to_the_report() -> None:
    for key_id, path in (("KEY", "/x"), ("OTHER", "")):
        refusals: list[Refusal] = []
        verifier = Verifier(lookup, now=lambda: NOW, report=refusals.append)
        verifier.check(sign(GET, Credential.of(key_id, "wrong"), "oauth1", now=NOW))
        assert [refusal.path for refusal in refusals] == [path]


def test_keys_that_can_be_read_only_once_serve_for_every_request() -> None:
    verifier = Verifier(iter([CLIENT]), now=lambda: NOW, nonces=None)
    assert [isinstance(verifier.check(SIGNED), Verified) for _ in range(3)] == [True] * 3
