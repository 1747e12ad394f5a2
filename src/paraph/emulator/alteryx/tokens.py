"""OAuth 2 client credentials: bearer tokens for the key and secret of a user's profile."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from paraph.core.encoding import base64_bytes, parse_form
from paraph.core.message import wire_text
from paraph.emulator.alteryx import keys
from paraph.emulator.alteryx.answers import UNCONFIRMED, encoded
from paraph.http.handler import JSON, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.emulator.alteryx.calls import State
    from paraph.emulator.store import Object

PATH = "/oauth2/token"


def token_response(state: State, request: Request, told: Callable[[str], None]) -> Response:
    """The token that a client asks for, or why it gets none; the words of errors are those of RFC 6749.

    `told` is given what these do not say of a client that is not known.
    """
    form = dict(parse_form(wire_text(request.body)))
    if form.get("grant_type") != "client_credentials":
        return refused("unsupported_grant_type" if "grant_type" in form else "invalid_request")
    key_id, secret = basic(request) or (form.get("client_id", ""), form.get("client_secret", ""))
    key = keys.client_of(state.store, key_id, secret)
    if key is None:
        told(keys.strange_client(state.store, key_id))
        return refused("invalid_client")
    return granted(state, key)


def basic(request: Request) -> tuple[str, str] | None:
    """Client id and secret out of HTTP Basic; None where there is none."""
    word, _, rest = (request.header("authorization") or "").partition(" ")
    if word.lower() != "basic":
        return None
    key_id, _, secret = wire_text(base64_bytes(rest.strip()) or b"").partition(":")
    return key_id, secret


def granted(state: State, key: Object) -> Response:
    """A new token; those that have run out are forgotten."""
    now, seconds = state.clock(), state.options.token_seconds
    for token in [token for token, (_, end) in state.tokens.items() if end <= now]:
        del state.tokens[token]
    token = secrets.token_urlsafe(48)
    state.tokens[token] = (key["id"], now + seconds)
    said = {"access_token": token, "token_type": "bearer", "expires_in": seconds}
    return Response(200, (*JSON, ("Cache-Control", "no-store")), encoded(said))


def refused(word: str) -> Response:
    """The answer to a client that gets no token."""
    return Response(400, (*JSON, (UNCONFIRMED, "status, error")), encoded({"error": word}))


def key_of(state: State, request: Request) -> Object | None:
    """The key whose token a request bears; None when it bears none that is good."""
    word, _, token = (request.header("authorization") or "").partition(" ")
    found = state.tokens.get(token.strip()) if word.lower() == "bearer" else None
    if found is None or found[1] <= state.clock():
        return None
    return state.store.get(keys.KIND, found[0])
