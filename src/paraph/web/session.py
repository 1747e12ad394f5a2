"""Who may see the page: whoever opens the address that was printed, once, and from then on that browser.

The address carries a token that is good for one opening; in return the browser gets a cookie that no script can read and
no other site can send. The cookie has the port in its name, because browsers send cookies to every port of a host.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

from paraph.core.message import wire_bytes

if TYPE_CHECKING:
    from paraph.core.message import Request

PREFETCHING = ("sec-purpose", "purpose", "x-moz")
"""Headers with which a browser says that nobody has opened an address yet."""


class Session:
    """The token of one opening, and the cookie of the browser that has used it."""

    def __init__(self) -> None:
        self._token, self._cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        self.port = 0

    def __repr__(self) -> str:
        return "Session(hidden)"

    def start_url(self, host: str = "127.0.0.1") -> str:
        """Return the address that opens the page once."""
        return f"http://{host}:{self.port}/?token={self._token}"

    def opens(self, request: Request) -> bool:
        """Return whether a request carries the token, which is used up by that."""
        given = request.query.removeprefix("token=")
        if not self._token or any(request.header(name) for name in PREFETCHING):
            return False
        if not hmac.compare_digest(wire_bytes(given), self._token.encode()):
            return False
        self._token = ""
        return True

    def cookie(self) -> str:
        """Return the value of Set-Cookie for the browser that has opened the page."""
        return f"{self._name}={self._cookie}; HttpOnly; SameSite=Strict; Path=/"

    def admits(self, request: Request) -> bool:
        """Return whether a request comes from the browser that has opened the page."""
        for name, value in request.headers:
            if name.lower() == "cookie":
                for pair in value.split(";"):
                    key, _, content = pair.strip().partition("=")
                    if key == self._name and hmac.compare_digest(wire_bytes(content), self._cookie.encode()):
                        return True
        return False

    @property
    def _name(self) -> str:
        return f"paraph-{self.port}"
