"""OAuth 2 client credentials (RFC 6749 section 4.4): a token for key and secret, asked for when it is needed.

Source: https://help.alteryx.com/20221/server/oauth1-oauth2-instructions
"""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from paraph.clients.errors import Unauthorized, Unreachable, api_error
from paraph.clients.exchange import exchange
from paraph.clients.settings import nothing_to_renew
from paraph.core.encoding import FORM_TYPE, form_text
from paraph.core.message import Request
from paraph.core.secret import NO_SECRET, Secret

if TYPE_CHECKING:
    from paraph.clients.settings import Settings
    from paraph.clients.steps import Steps
    from paraph.http.handler import Response

EARLY, TIMEOUT = 60.0, 30.0
"""Seconds before its end in which a token is not used any more (for a short one, half its time), and for the token endpoint."""
UNKNOWN = 300.0
"""Seconds that a token is used for if the server does not say how long it is valid."""
REFUSED = frozenset((HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN))
NOT_GRANTED = "The server grants no token for this key and secret: compare both with the server's page of API keys"
_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
"""What a bearer token consists of (RFC 6750 section 2.1)."""


class Token(NamedTuple):
    """A token, and the Unix seconds until which it is used."""

    value: Secret = NO_SECRET
    until: float = 0.0


class BearerTokens:
    """Adds a bearer token to requests; one is asked for if there is none that is still valid. Threads may share it."""

    def __init__(self) -> None:
        self._token = Token()

    def __call__(self, settings: Settings, request: Request) -> Steps[Request]:
        """Return the request with the token."""
        token = self._token
        if settings.now() >= token.until:
            token = self._token = yield from granted_token(settings)
        return with_token(request, token.value)

    def renew(self, request: Request) -> bool:
        """Forget the token that a server refused, unless it has been replaced since; another one can always be asked for."""
        token = self._token
        if request.header("Authorization") == with_token(request, token.value).header("Authorization"):
            self._token = Token()
        return True


def with_token(request: Request, token: Secret) -> Request:
    """Return the request with a token."""
    return request.with_header("Authorization", f"Bearer {token.text}")


def granted_token(settings: Settings) -> Steps[Token]:
    """Return a new token; raises ApiError if the server grants none.

    Unlike other calls with POST, this one may be made again whatever became of it.
    """
    bare = settings.changed(authorising=as_it_is, renew=nothing_to_renew)
    request = token_request(settings)
    _, response = yield from exchange(bare, request, "oauth2", settings.timeout or TIMEOUT, may_repeat=True)
    token = token_in(response, settings.now())
    if token is None:
        raise not_granted(settings, request, response)
    return token


def not_granted(settings: Settings, request: Request, response: Response) -> Exception:
    """Return the error for an answer without a token; neither the secret nor a token is in it."""
    if response.status == HTTPStatus.OK:
        said = f"the answer of {settings.origin}/oauth2/token has no token that can be used: check the base address"
        return Unreachable(said, sent=True, final=True)
    mine, quoted = request._replace(body=b""), response
    if b"access_token" in response.body or settings.credential.secret.value in response.body:
        quoted = response._replace(body=b"")
    if response.status in REFUSED:
        return Unauthorized(mine, quoted, None, (NOT_GRANTED,))
    return api_error(mine, quoted, None, tuple)


def as_it_is(_settings: Settings, request: Request) -> Steps[Request]:
    """Return the request unchanged: key and secret are in its body."""
    yield from ()  # nothing has to be asked for
    return request


def token_in(response: Response, now: float) -> Token | None:
    """Return the token of an answer, None if it has none."""
    try:
        granted = json.loads(response.body.decode("utf-8-sig"))
        text = granted["access_token"]
        seconds = float(granted.get("expires_in", UNKNOWN))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None
    if response.status != HTTPStatus.OK or not isinstance(text, str) or not _TOKEN.fullmatch(text) or not seconds > 0:
        return None
    return Token(Secret(text), now + seconds - min(EARLY, seconds / 2))


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
