"""Answers of the proxy itself: to its health page, and to requests that it does not pass on."""

from __future__ import annotations

from paraph.http.handler import Response

HEALTH = "/_paraph/health"
FOREIGN = (
    "Host, Origin or Sec-Fetch-Site names another server than this proxy or a configured one: send Host with the proxy's "
    "port, or the name of a configured server"
)
UPGRADE = "the proxy does not pass on web sockets and other protocols: remove Upgrade"
OLD_VERSION = "the proxy speaks HTTP/1.1, not HTTP/1.0"
FRAGMENT = "the target of the request has a fragment, which no client sends: write # as %23"
NO_PATH = "the target of the request has no path"


def closing(response: Response) -> Response:
    """Return the response with the note that the connection is closed after it."""
    return response._replace(headers=(*response.headers, ("Connection", "close")))


def refusal_response(status: int, detail: str) -> Response:
    """Return the answer to a request that is not passed on; the connection is closed after it."""
    return closing(Response(status, (("Content-Type", "text/plain"),), f"{detail}\n".encode()))
