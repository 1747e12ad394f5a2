"""Each framework as a function from a request to its answer, in the form in which servers pass requests on.

The scopes are those of uvicorn, the environs those of gunicorn: with the target as sent, and with repeated headers joined.
"""

import asyncio
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from fastapi import FastAPI
from fastapi import Request as FastAPIRequest
from flask import Flask
from flask import request as flask_request
from starlette.applications import Starlette
from starlette.requests import Request as StarletteRequest
from starlette.responses import JSONResponse
from starlette.routing import Route

from paraph import Request
from paraph.core.message import wire_bytes
from paraph.middleware import asgi, wsgi
from paraph.middleware.refusing import Refusal
from tests.middleware.echo import METHODS, facts

if not settings.configured:
    settings.configure(
        ROOT_URLCONF="tests.middleware.django_urls",
        MIDDLEWARE=["paraph.middleware.django.SignedRequests"],
        ALLOWED_HOSTS=["*"],
        DATA_UPLOAD_MAX_MEMORY_SIZE=None,
        LOGGING_CONFIG=None,
        SECRET_KEY="not-a-secret",
    )
    django.setup()


class Outcome(NamedTuple):
    """An answer, and what was reported."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    refusals: tuple[Refusal, ...]

    @property
    def accepted(self) -> bool:
        """Whether the request reached the application."""
        return self.status not in (400, 401, 413, 503)

    @property
    def read(self) -> Any:
        """What the application read."""
        return json.loads(self.body)


Door = Callable[..., Outcome]


def scope_of(request: Request, **changed: Any) -> dict[str, Any]:
    """The scope that an ASGI server makes of a request."""
    target = wire_bytes(request.target)
    raw, _, query = target.partition(b"?")
    headers = [(wire_bytes(name).lower(), wire_bytes(value)) for name, value in request.headers]
    if request.body and not any(name == b"content-length" for name, _ in headers):
        headers.append((b"content-length", b"%d" % len(request.body)))
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method,
        "scheme": request.scheme, "path": unquote(raw.decode("utf-8", "surrogateescape")), "raw_path": raw, "query_string": query,
        "root_path": "", "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    return {**scope, **changed}


def environ_of(request: Request, **changed: Any) -> dict[str, Any]:
    """The environ that a WSGI server makes of a request."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method, "SCRIPT_NAME": "", "RAW_URI": latin(request.target),
        "PATH_INFO": unquote_to_bytes(wire_bytes(request.path)).decode("latin-1"), "QUERY_STRING": latin(request.query),
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0),
        "wsgi.url_scheme": request.scheme, "wsgi.input": BytesIO(request.body), "wsgi.errors": None,
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    if request.body:
        environ["CONTENT_LENGTH"] = str(len(request.body))
    for name, value in request.headers:
        key = latin(name).upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        joined = key in environ and key != "CONTENT_LENGTH"
        environ[key] = f"{environ[key]},{latin(value)}" if joined else latin(value)
    return {**environ, **changed}


def latin(text: str) -> str:
    return wire_bytes(text).decode("latin-1")


async def call_asgi(
    app: Any, scope: dict[str, Any], parts: list[bytes]
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """The answer of an ASGI application to a request whose body comes in these parts."""
    sent: list[dict[str, Any]] = []
    waiting = list(parts)

    async def receive() -> dict[str, Any]:
        if not waiting:
            await asyncio.Event().wait()  # the client stays connected
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], sent[0]["headers"], body


def run_asgi(
    app: Any, request: Request, refusals: list[Refusal], changed: dict[str, Any], parts: list[bytes]
) -> Outcome:
    status, headers, body = asyncio.run(call_asgi(app, scope_of(request, **changed), parts or [request.body]))
    texts = tuple((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in headers)
    return Outcome(status, texts, body, tuple(refusals))


def run_wsgi(app: Any, request: Request, refusals: list[Refusal], changed: dict[str, Any]) -> Outcome:
    started: list[Any] = []
    parts = app(environ_of(request, **changed), lambda *answer: started.extend(answer))
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    headers = tuple((name.lower(), value) for name, value in started[1])
    return Outcome(int(started[0].split()[0]), headers, body, tuple(refusals))


async def starlette_view(request: StarletteRequest) -> JSONResponse:
    body = await request.body()
    async with request.form() as form:
        pairs = [[name, value] for name, value in form.multi_items() if isinstance(value, str)]
        files = {name: (await value.read()).decode() for name, value in form.items() if not isinstance(value, str)}
    values = asgi.verified(request) if "paraph" in request.scope else None
    return JSONResponse(facts(request.url.path, body, pairs, files, values))


def starlette_app(**options: Any) -> Starlette:
    app = Starlette(routes=[Route("/{rest:path}", starlette_view, methods=METHODS)])
    app.add_middleware(asgi.SignedRequests, **options)
    return app


def fastapi_app(**options: Any) -> FastAPI:
    app = FastAPI()

    async def view(request: FastAPIRequest) -> JSONResponse:
        return await starlette_view(request)

    app.api_route("/{rest:path}", methods=METHODS)(view)
    app.add_middleware(asgi.SignedRequests, **options)
    return app


def flask_view(rest: str = "") -> dict[str, Any]:
    body = flask_request.get_data(cache=True, parse_form_data=False)
    form = [[name, value] for name, value in flask_request.form.items(multi=True)]
    files = {name: file.read().decode() for name, file in flask_request.files.items()}
    values = wsgi.verified(flask_request) if wsgi.KEY in flask_request.environ else None
    return facts(flask_request.path, body, form, files, values)


def flask_app(**options: Any) -> Flask:
    app = Flask("tests")
    app.add_url_rule("/", view_func=flask_view, methods=METHODS)
    app.add_url_rule("/<path:rest>", view_func=flask_view, methods=METHODS)
    app.wsgi_app = wsgi.SignedRequests(app.wsgi_app, **options)  # type: ignore[method-assign]
    return app


def reporting(options: dict[str, Any]) -> tuple[dict[str, Any], list[Refusal]]:
    """The options with a `report` that keeps what is reported."""
    refusals: list[Refusal] = []
    return {"report": refusals.append, **options}, refusals


def starlette_door(request: Request, changed: Any = None, parts: Any = None, **options: Any) -> Outcome:
    own, refusals = reporting(options)
    return run_asgi(starlette_app(**own), request, refusals, changed or {}, parts or [])


def fastapi_door(request: Request, changed: Any = None, parts: Any = None, **options: Any) -> Outcome:
    own, refusals = reporting(options)
    return run_asgi(fastapi_app(**own), request, refusals, changed or {}, parts or [])


def flask_door(request: Request, changed: Any = None, **options: Any) -> Outcome:
    own, refusals = reporting(options)
    return run_wsgi(flask_app(**own), request, refusals, changed or {})


def django_door(request: Request, changed: Any = None, **options: Any) -> Outcome:
    own, refusals = reporting(options)
    with override_settings(PARAPH=own):
        return run_wsgi(WSGIHandler(), request, refusals, changed or {})


def django_async_door(request: Request, changed: Any = None, parts: Any = None, **options: Any) -> Outcome:
    own, refusals = reporting(options)
    with override_settings(PARAPH=own, ROOT_URLCONF="tests.middleware.django_async_urls"):
        return run_asgi(ASGIHandler(), request, refusals, changed or {}, parts or [])


ASGI_DOORS: dict[str, Door] = {
    "Starlette": starlette_door,
    "FastAPI": fastapi_door,
    "Django, asynchronous": django_async_door,
}
WSGI_DOORS: dict[str, Door] = {"Flask": flask_door, "Django": django_door}
DOORS = {**ASGI_DOORS, **WSGI_DOORS}
