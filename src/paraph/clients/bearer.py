"""OAuth 2 client credentials (RFC 6749 section 4.4): a token for key and secret, asked for when it is needed.

Source: https://help.alteryx.com/20221/server/oauth1-oauth2-instructions
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from paraph.clients.errors import api_error
from paraph.clients.steps import Send
from paraph.core.encoding import FORM_TYPE, form_text
from paraph.core.message import Request

if TYPE_CHECKING:
    from paraph.clients.settings import Settings
    from paraph.clients.steps import Steps

EARLY, TIMEOUT = 60.0, 30.0
"""Seconds before its end in which a token is not used any more, and that the token endpoint may take."""


class BearerTokens:
    """Adds a bearer token to requests; one is asked for if there is none that is still valid."""

    def __init__(self) -> None:
        self._token, self._until = "", 0.0

    def __call__(self, settings: Settings, request: Request) -> Steps[Request]:
        """Return the request with the token."""
        if settings.now() >= self._until - EARLY:
            yield from self._ask(settings)
        return request.with_header("Authorization", f"Bearer {self._token}")

    def _ask(self, settings: Settings) -> Steps[None]:
        """Ask for a token; raises ApiError if the server grants none."""
        asked = token_request(settings)
        response = yield Send(asked, TIMEOUT)
        assert response is not None
        try:
            granted = json.loads(response.body)
            token, seconds = str(granted["access_token"]), float(granted.get("expires_in", 0))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise api_error(asked._replace(body=b""), response, None, lambda: ()) from None
        self._token, self._until = token, settings.now() + seconds


def token_request(settings: Settings) -> Request:
    """Return the request for a token."""
    credential = settings.credential
    pairs = (
        ("grant_type", "client_credentials"),
        ("client_id", credential.key_id),
        ("client_secret", credential.secret.text),
    )
    scheme, _, rest = settings.origin.partition("://")
    host, slash, prefix = rest.partition("/")
    request = Request("POST", f"{slash}{prefix}/oauth2/token", (("Host", host),), b"", scheme)
    return request.with_body(FORM_TYPE, form_text(pairs).encode())
