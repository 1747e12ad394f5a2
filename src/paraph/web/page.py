"""The page as a Handler: its files, and what its scripts ask for.

Every answer forbids foreign scripts, styles and frames. Every path needs the cookie of the :mod:`session
<paraph.web.session>`; an answer to a wrong path and one without the cookie do not tell what exists.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from paraph.http.handler import DelayedResponse, Response
from paraph.web.answering import JSON_TYPE, answer, error
from paraph.web.arguments import ARGUMENTS, KEY_FIELDS, ExplainArguments, KeyedSource
from paraph.web.assets import assets
from paraph.web.shown import examples, mistakes
from paraph.web.worker import Call, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from paraph.core.message import Request
    from paraph.http.handler import Reply
    from paraph.web.session import Session
    from paraph.web.worker import Worker

    Answer = Callable[[str, Request], Reply]
    """Answers a request, given the rest of its path."""

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
SAFE = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cache-Control", "no-store"),
)
"""Headers of every answer."""
NO_SESSION = (
    "This address opens the page only in the browser that has used the address with the token, and that one works once.\n"
    "Start paraph again, and open the address that it prints.\n"
)
_VALUE = re.compile(r"(?<=unknown field) `.*`|(?<=Invalid enum value) .*(?= - at `)", re.DOTALL)
"""Names and values that msgspec quotes."""
SEARCH = "explain"
"""The call that ends when its client leaves; the others are short, and a new process would take longer than most of them."""
SECONDS, SEARCH_MARGIN = 60.0, 30.0
"""How long a call may take, and how much longer than its budget an explanation may take, with its reading and writing."""


class Page:
    """The page. `start` is what its scripts get first; `worker` does the thinking.

    `sources` are further things to ask for with GET: each answers the rest of a path below its own.

    `held` is the credential of this program as a table, which is used where the person types none; None if there is none.
    """

    def __init__(
        self,
        session: Session,
        worker: Worker,
        start: Callable[[], dict[str, Any]],
        held: dict[str, Any] | None = None,
        sources: Mapping[str, Answer] | None = None,
    ) -> None:
        self._session, self._worker, self._start, self._held = session, worker, start, held
        self._sources = {"/api/mistakes": mistakes, "/api/examples": examples, **(sources or {})}

    def __call__(self, request: Request) -> Reply:
        """Answer a request."""
        reply = self._answer(request)
        return with_headers(reply)

    def _answer(self, request: Request) -> Reply:
        if request.path == "/" and request.query and request.method == "GET":
            if self._session.opens(request):
                return Response(303, (("Location", "/"), ("Set-Cookie", self._session.cookie())))
            return Response(303, (("Location", "/"),)) if self._session.admits(request) else plain(403, NO_SESSION)
        if not self._session.admits(request):
            return plain(403, NO_SESSION)
        if request.method == "POST":
            return self._post(request)
        if request.method != "GET":
            return error(405, "usage", "use GET or POST")
        return self._get(request)

    def _get(self, request: Request) -> Reply:
        path = request.path
        if path == "/":
            return file_response("index.html")
        if path.startswith("/static/"):
            return file_response(path.removeprefix("/static/"))
        if path == "/api/start":
            return answer(self._start())
        for root, source in self._sources.items():
            if path == root or path.startswith(f"{root}/"):
                return source(path[len(root) + 1 :], request)
        return error(404, "usage", "there is nothing at this path")

    def _post(self, request: Request) -> Reply:
        name = request.path.removeprefix("/api/")
        if request.media_type != JSON_TYPE:
            return error(415, "usage", "send JSON with Content-Type: application/json")
        if name not in ARGUMENTS or not request.path.startswith("/api/"):
            return error(404, "usage", "there is nothing at this path")
        try:
            arguments = msgspec.json.decode(request.body, type=ARGUMENTS[name])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as wrong:
            known = ", ".join(ARGUMENTS[name].__struct_fields__)
            return error(
                400, "usage", f"the body is not what `{name}` takes: {without_values(wrong)}; it takes {known}"
            )
        call = Call()
        left = partial(self._worker.cancel, call) if name == SEARCH else None
        return DelayedResponse(0, partial(self._call, name, arguments, call), aside=True, left=left)

    def _call(self, name: str, arguments: msgspec.Struct, call: Call) -> Response:
        """Let the worker do a call; the secret takes its own way there."""
        table = self._held
        if isinstance(arguments, KeyedSource):
            table = keys_table(arguments) or table
        told = {key: value for key, value in msgspec.to_builtins(arguments).items() if key not in KEY_FIELDS}
        job = {"tool": name, "arguments": told, "credential": table, "page": True}
        budget = arguments.budget + SEARCH_MARGIN if isinstance(arguments, ExplainArguments) else SECONDS
        try:
            said = self._worker.run(job, budget, call)
        except Stopped as stopped:
            return error(409, "cancelled", str(stopped))
        return error(422, said.get("kind", "unreadable"), said["error"]) if "error" in said else answer(said["answer"])


def keys_table(keys: KeyedSource) -> dict[str, Any]:
    """Return the credential of a call as a credentials file has it; empty if it has none."""
    if keys.credentials or not keys.secret:
        return dict(keys.credentials)
    return {name: getattr(keys, name) for name in KEY_FIELDS if name != "credentials"}


def without_values(wrong: Exception) -> str:
    """Return what is wrong with a body, without a name or value in it, which may be a secret."""
    if isinstance(wrong, UnicodeDecodeError):
        return "it is not UTF-8"
    return _VALUE.sub("", str(wrong))


def file_response(name: str) -> Response:
    """Return one of the files of the page."""
    found = assets().get(name)
    if found is None:
        return error(404, "usage", "there is nothing at this path")
    return Response(200, (("Content-Type", found.media_type),), found.content)


def plain(status: int, text: str) -> Response:
    """Return a text for people."""
    return Response(status, (("Content-Type", "text/plain; charset=utf-8"),), text.encode())


def with_headers(reply: Reply) -> Reply:
    """Add the headers of every answer."""
    if isinstance(reply, DelayedResponse):
        then = reply.then
        return reply._replace(then=lambda: with_headers(then()))
    return reply._replace(headers=(*reply.headers, *SAFE))
