"""Middleware for Django, synchronous and asynchronous.

For example, in the settings::

    MIDDLEWARE = ["paraph.middleware.django.SignedRequests", ...]
    PARAPH = {"keys": credentials}

``settings.PARAPH`` has the options of :class:`~paraph.middleware.verifier.Verifier`. A request that is not accepted
never reaches a view. A view reads the verified values with ``verified(request)``, or as ``request.paraph``.
"""

from __future__ import annotations

import asyncio
import codecs
from typing import TYPE_CHECKING, Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.http import HttpResponse
from django.http.request import UnreadablePostError

from paraph.core.errors import Malformed
from paraph.core.message import wire_bytes
from paraph.http.handler import Response
from paraph.middleware import asgi, wsgi
from paraph.middleware.framing import body_length, refuse_long, refuse_other_length
from paraph.middleware.refusing import BadBody
from paraph.middleware.verifier import verified_value, verifier_from

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from paraph.core.message import Request
    from paraph.middleware.verifier import Verifier
    from paraph.verifying.verdict import Verified

    View = Callable[[HttpRequest], HttpResponseBase] | Callable[[HttpRequest], Awaitable[HttpResponseBase]]

ATTRIBUTE = "paraph"


class SignedRequests:
    """Passes requests on only if they are signed by one of the keys in ``settings.PARAPH``."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: View) -> None:
        self.get_response: Any = get_response
        self.verifier = configured()
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        """Return the response to a request, or a coroutine of it."""
        if self.is_async:
            return self.respond(request)
        refused = self.refusal(request)
        return self.get_response(request) if refused is None else refused

    async def respond(self, request: HttpRequest) -> Any:
        """Return the response to a request; stores of nonces are synchronous, so it is verified in a thread."""
        refused = await asyncio.to_thread(self.refusal, request)
        return await self.get_response(request) if refused is None else refused

    def refusal(self, request: HttpRequest) -> HttpResponse | None:
        """Return the answer to a request that is not accepted; store the verified values of any other."""
        if not self.verifier.selects(request.path_info):
            return None
        try:
            decision = self.verifier.check(request_of(request, read_body(request, self.verifier.max_body_bytes)))
        except (BadBody, Malformed) as error:
            decision = self.verifier.refuse_unreadable(error, request.method or "", request.path_info)
        if isinstance(decision, Response):
            return HttpResponse(decision.body, status=decision.status, headers=dict(decision.headers))
        setattr(request, ATTRIBUTE, decision)
        return None


def configured() -> Verifier:
    """Return the verifier of the settings; raises ImproperlyConfigured if they are missing or invalid."""
    options = getattr(settings, "PARAPH", None)
    if not isinstance(options, dict) or "keys" not in options:
        raise ImproperlyConfigured('settings.PARAPH is a dict with the options of the verifier, at least "keys"')
    try:
        return verifier_from(options)
    except (TypeError, ValueError) as error:
        raise ImproperlyConfigured(f"settings.PARAPH: {error}") from None


def verified(request: HttpRequest) -> Verified:
    """Return the verified values of a request; raises NotVerified if it was not verified."""
    return verified_value(getattr(request, ATTRIBUTE, None))


def request_of(request: HttpRequest, body: bytes) -> Request:
    """Return the request as sent; scheme and host are those that Django reads by its settings for proxies."""
    refuse_other_charset(request)
    scope = getattr(request, "scope", None)
    if scope is None:
        prefix = request.path.removesuffix(request.path_info)
        sent = wsgi.request_of(request.META, wire_bytes(prefix), wire_bytes(request.path_info), body)
    else:
        refuse_underscores(scope)
        sent = asgi.request_of({**scope, "query_string": wire_bytes(request.META["QUERY_STRING"])}, body)
    forwarded = request.META.get("HTTP_X_FORWARDED_HOST") if settings.USE_X_FORWARDED_HOST else None
    read = sent if forwarded is None else sent.mapped_header("Host", lambda _: forwarded)
    return read._replace(scheme=request.scheme or "http")


def refuse_other_charset(request: HttpRequest) -> None:
    """Raise Malformed if Django would read parameters in another encoding than UTF-8, in which they are verified.

    It reads the query in the charset of the Content-Type, which nobody has signed.
    """
    charset = request.encoding
    if charset is None or codecs.lookup(charset).name == "utf-8":
        return
    if request.META.get("QUERY_STRING") or request.content_type == "multipart/form-data":
        raise Malformed("the Content-Type has a charset other than UTF-8, in which Django would read the parameters")


def refuse_underscores(scope: Any) -> None:
    """Raise Malformed for a header with ``_`` in its name: Django reads it as if it had ``-``."""
    if any(b"_" in name for name, _ in scope["headers"]):
        raise Malformed("a header has an underscore in its name, which Django reads as a hyphen")


def read_body(request: HttpRequest, most: int) -> bytes:
    """Return the body, which Django keeps for views; raises BadBody if it is too long, incomplete or of unclear length."""
    meta = request.META
    encodings = [value for value in (meta.get("HTTP_TRANSFER_ENCODING"),) if value is not None]
    length = body_length([value for value in (meta.get("CONTENT_LENGTH"),) if value], encodings, most)
    if encodings:
        raise BadBody(400, "Django reads a body by its Content-Length, and this request has none")
    try:
        body: bytes = request.body
    except RequestDataTooBig:
        raise BadBody(413, "the body is longer than settings.DATA_UPLOAD_MAX_MEMORY_SIZE") from None
    except UnreadablePostError:
        raise BadBody(400, "the body broke off") from None
    refuse_long(len(body), most)
    refuse_other_length(len(body), length)
    return body
