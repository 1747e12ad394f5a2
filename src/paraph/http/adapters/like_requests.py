"""The adapter for requests and niquests, which are alike.

Their sessions copy the previous request for a redirect, set the new URL, and do not call its auth again. So that copy
signs itself when its URL is set.

Requests that their transport adapters repeat (``max_retries``) keep the same signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.library_requests import from_prepared
from paraph.http.adapters.signer import Signer, Trip, changed_headers, origin_in

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request

KEEP_THE_METHOD = (307, 308)


class LikeRequests:
    """Signs each request as it is sent; `options` are those of :func:`paraph.sign`, such as ``version=2``."""

    def __init__(self, credential: Credential, scheme: str | None = None, **options: Any) -> None:
        self._signer = Signer(credential, scheme, **options)

    def __call__(self, prepared: Any) -> Any:
        """Sign a prepared request, and register a hook for its response."""
        before = from_prepared(prepared)
        write(prepared, before, self._signer.signed(before))
        trip = Trip(self._signer, origin_in(str(prepared.url)))

        def follow_redirect(response: Any, *_: Any, **__: Any) -> Any:
            if response.is_redirect:
                response.request.copy = lambda: redirect_request(trip, response)
            return response

        prepared.register_hook("response", follow_redirect)
        return prepared


def write(prepared: Any, before: Request, after: Request) -> None:
    """Change a prepared request from what it was to what it has to be."""
    for name in {name for name, _ in before.headers} - {name for name, _ in after.headers}:
        prepared.headers.pop(name, None)
    for name, value in changed_headers(before, after):
        prepared.headers[name] = value
    if after.target != before.target:
        path, _, rest = str(prepared.url).partition("://")
        end = min((place for place in (rest.find(mark) for mark in "/?#") if place >= 0), default=len(rest))
        prepared.url = f"{path}://{rest[:end]}{after.target}"
    if after.body != before.body:
        prepared.body = after.body
        prepared.headers["Content-Length"] = str(len(after.body))


def redirect_request(trip: Trip, response: Any) -> Any:
    """Return the request that a session makes for a redirect: a copy that signs itself once it knows its URL."""
    kind = type(response.request)
    copied = kind.copy(response.request)
    copied.__class__ = type(kind.__name__, (kind,), {"url": Address(kind, trip, response.status_code)})
    return copied


class Address:
    """The attribute `url`: when it is first set, the request is signed, or loses its signature."""

    def __init__(self, kind: type, trip: Trip, status: int) -> None:
        self._kind, self._trip, self._status = kind, trip, status

    def __get__(self, prepared: Any, _owner: type | None = None) -> Any:
        """Return the URL."""
        return prepared.__dict__["url"]

    def __set__(self, prepared: Any, url: str) -> None:
        """Become an ordinary prepared request that goes to that URL."""
        prepared.__class__ = self._kind
        prepared.url = url
        body, method = prepared.body, prepared.method
        if self._status not in KEEP_THE_METHOD:
            prepared.body = None  # the session does the same afterwards
            prepared.method = method_after(self._status, method)
        before = from_prepared(prepared)
        write(prepared, before, self._trip.sign_redirect(before, origin_in(url)))
        prepared.method = method
        if self._status not in KEEP_THE_METHOD:
            prepared.body = body


def method_after(status: int, method: str) -> str:
    """Return the method of a redirect, as browsers choose it."""
    if (status in (302, 303) and method != "HEAD") or (status == 301 and method == "POST"):
        return "GET"
    return method
