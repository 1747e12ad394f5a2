"""OAuth 2 client credentials: bearer tokens for the key and secret of a user's profile."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from paraph.core.encoding import base64_bytes, parse_form
from paraph.core.message import wire_text
from paraph.emulator.alteryx.auth import keys
from paraph.emulator.alteryx.responses import UNCONFIRMED, encode_json
from paraph.http.handler import JSON, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.core.message import Request
    from paraph.emulator.alteryx.calls import AlteryxState
    from paraph.emulator.store import Object

ENDPOINT_PATH = "/oauth2/token"


def token_response(state: AlteryxState, request: Request, report: Callable[[str], None]) -> Response:
    """Grant a client a token, or refuse with an error of RFC 6749.

    `report` is called with the reason if the client is unknown.
    """
    form = dict(parse_form(wire_text(request.body)))
    if form.get("grant_type") != "client_credentials":
        return token_error("unsupported_grant_type" if "grant_type" in form else "invalid_request")
    key_id, secret = parse_basic(request) or (form.get("client_id", ""), form.get("client_secret", ""))
    key = keys.find_client(state.store, key_id, secret)
    if key is None:
        report(keys.rejected_client_reason(state.store, key_id))
        return token_error("invalid_client")
    return grant_token(state, key)


def parse_basic(request: Request) -> tuple[str, str] | None:
    """Read client id and secret from HTTP Basic; None if absent."""
    word, _, rest = (request.header("authorization") or "").partition(" ")
    if word.lower() != "basic":
        return None
    key_id, _, secret = wire_text(base64_bytes(rest.strip()) or b"").partition(":")
    return key_id, secret


def grant_token(state: AlteryxState, key: Object) -> Response:
    """Grant a new token, and delete expired ones."""
    now, seconds = state.clock(), state.options.token_seconds
    for token in [token for token, (_, end) in state.tokens.items() if end <= now]:
        del state.tokens[token]
    token = secrets.token_urlsafe(48)
    state.tokens[token] = (key["id"], now + seconds)
    content = {"access_token": token, "token_type": "bearer", "expires_in": seconds}
    return Response(200, (*JSON, ("Cache-Control", "no-store")), encode_json(content))


def token_error(word: str) -> Response:
    """Return the response to a client that gets no token."""
    return Response(400, (*JSON, (UNCONFIRMED, "status, error")), encode_json({"error": word}))


def find_token_key(state: AlteryxState, request: Request) -> Object | None:
    """Return the key behind a bearer token; None without a valid token."""
    word, _, token = (request.header("authorization") or "").partition(" ")
    result = state.tokens.get(token.strip()) if word.lower() == "bearer" else None
    if result is None or result[1] <= state.clock():
        return None
    return state.store.get(keys.KIND, result[0])
