"""Middleware for WSGI applications, such as those of Flask.

For example::

    app.wsgi_app = SignedRequests(app.wsgi_app, keys=credentials)

A request that is not accepted never reaches the application. It reads the verified values with ``verified(request)``.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Unpack

from paraph.core.errors import Malformed
from paraph.core.message import Request, wire_text
from paraph.http.handler import Response
from paraph.middleware.framing import body_length, refuse_long, refuse_other_length
from paraph.middleware.refusing import PHRASES, BadBody
from paraph.middleware.target import sent_target
from paraph.middleware.verifier import Options, Verifier, verified_value

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication

    from paraph.core.message import Pairs
    from paraph.verifying.arguments import Keys
    from paraph.verifying.verdict import Verified

    Environ = dict[str, Any]

KEY = "paraph.verified"
RAW_TARGETS = ("RAW_URI", "REQUEST_URI")
"""Where servers pass the target as sent: gunicorn and Werkzeug; uWSGI, mod_wsgi and Werkzeug."""

_DATE = re.compile(r"[A-Z][a-z]{2,8}, [^,]*")
"""A date with its own comma."""


class SignedRequests:
    """Passes requests to `app` only if they are signed by one of `keys`; `options` are those of :class:`Verifier`."""

    def __init__(self, app: WSGIApplication, *, keys: Keys, **options: Unpack[Options]) -> None:
        self.app = app
        self.verifier = Verifier(keys, **options)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or let the application answer it."""
        environ.pop(KEY, None)
        if not self.verifier.selects(route_of(environ)):
            return self.app(environ, start_response)
        decision = self.decide(environ)
        if isinstance(decision, Response):
            return respond(decision, environ, start_response)
        environ[KEY] = decision
        return self.app(environ, start_response)

    def decide(self, environ: Environ) -> Verified | Response:
        """Return the verified values or the answer; the body can be read again afterwards."""
        try:
            body = read_body(environ, self.verifier.max_body_bytes)
            replay_body(environ, body)
            prefix, path = octets(environ.get("SCRIPT_NAME", "")), octets(environ.get("PATH_INFO", ""))
            request = request_of(environ, prefix, path, body)
        except (BadBody, Malformed) as error:
            return self.verifier.refuse_unreadable(error, environ["REQUEST_METHOD"], route_of(environ))
        return self.verifier.check(request)


def verified(source: Any) -> Verified:
    """Return the verified values of a request of Flask, or of an environ; raises NotVerified if it was not verified."""
    return verified_value(getattr(source, "environ", source).get(KEY))


def request_of(environ: Environ, prefix: bytes, path: bytes, body: bytes) -> Request:
    """Return the request as sent; raises Malformed if the server's description contradicts itself.

    `prefix` is where the application is mounted, `path` the decoded path below it.
    """
    raw = next((environ[name] for name in RAW_TARGETS if environ.get(name)), None)
    query = wire_text(octets(environ.get("QUERY_STRING", "")))
    target = sent_target(None if raw is None else wire_text(octets(raw)), prefix, path, query)
    return Request(environ["REQUEST_METHOD"], target, headers_of(environ), body, environ["wsgi.url_scheme"])


def headers_of(environ: Environ) -> Pairs:
    """Return the headers; raises Malformed for those that an application could read in another place.

    Repeated headers are already joined, and ``_`` in a name is ``-``: an application reads them in this form too.
    """
    if "HTTP_CONTENT_TYPE" in environ or "HTTP_CONTENT_LENGTH" in environ:
        raise Malformed("there is a second Content-Type or Content-Length header")
    content_type = environ.get("CONTENT_TYPE", "")
    single = (content_type.partition(";")[0], environ.get("HTTP_HOST", ""), _DATE.sub("", environ.get("HTTP_DATE", "")))
    if "," in "".join(single):
        raise Malformed("there is more than one Host, Date or Content-Type header")
    found = [(name[5:].replace("_", "-"), value) for name, value in environ.items() if name.startswith("HTTP_")]
    if content_type:
        found.append(("CONTENT-TYPE", content_type))
    return tuple((name, wire_text(octets(value))) for name, value in found)


def octets(text: str) -> bytes:
    """Return the bytes that a text of an environ stands for; raises Malformed if it stands for none."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        raise Malformed("the server passes characters that do not stand for bytes") from None


def read_body(environ: Environ, most: int) -> bytes:
    """Return the whole body; raises BadBody if it is longer than `most`, incomplete, or of unclear length."""
    encodings = [value for value in (environ.get("HTTP_TRANSFER_ENCODING"),) if value is not None]
    length = body_length([value for value in (environ.get("CONTENT_LENGTH"),) if value], encodings, most)
    if length is None and not encodings:
        return b""
    if length is None and not environ.get("wsgi.input_terminated"):
        raise BadBody(400, "the server does not say where a chunked body ends")
    body = read_up_to(environ["wsgi.input"], most + 1 if length is None else length)
    refuse_long(len(body), most)
    refuse_other_length(len(body), length)
    return body


def read_up_to(stream: Any, size: int) -> bytes:
    """Return so many bytes of a stream, or what there is until its end; raises BadBody if it breaks off."""
    parts, left = [], size
    try:
        while left and (part := stream.read(left)):
            parts.append(part)
            left -= len(part)
    except OSError:
        raise BadBody(400, "the body broke off") from None
    return b"".join(parts)


def replay_body(environ: Environ, body: bytes) -> None:
    """Put a body that was read back into an environ, with its length."""
    environ["wsgi.input"], environ["wsgi.input_terminated"] = BytesIO(body), True
    if environ.pop("HTTP_TRANSFER_ENCODING", None) is not None or environ.get("CONTENT_LENGTH"):
        environ["CONTENT_LENGTH"] = str(len(body))


def route_of(environ: Environ) -> str:
    """Return the decoded path by which the application chooses what to do."""
    path: str = environ.get("PATH_INFO", "")
    return path.encode("latin-1", "replace").decode("utf-8", "replace")


def respond(response: Response, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Send an answer."""
    start_response(f"{response.status} {PHRASES[response.status]}", list(response.headers))
    return [] if environ["REQUEST_METHOD"].upper() == "HEAD" else [response.body]
