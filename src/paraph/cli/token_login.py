"""Tests the key of an Alteryx Server that grants tokens: whether it grants one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paraph.clients.vendors import NEWER, OLDER

if TYPE_CHECKING:
    from paraph.core.credential import Credential

API = "API of versions 1 to 3"
TOKENS = "/oauth2/token"


def with_whole_path(host: str) -> str:
    """Return the base URL of an Alteryx API with the /api that signed calls have; any other host as it is."""
    return f"{host}/api" if host.endswith(OLDER) else host


def grants_tokens(host: str) -> bool:
    """Whether the calls of this base URL carry a token instead of a signature."""
    return host.endswith(NEWER)


def test_token(credential: Credential, base_url: str, ca: str | None) -> str | None:
    """Return the API for which the server grants a token; None, after a message on stderr, if it grants none."""
    from paraph.cli.sending import say
    from paraph.clients import Retry
    from paraph.clients.alteryx import Server
    from paraph.clients.errors import ApiError

    address = credential.host
    with Server(
        credential.key_id, credential.secret, address, base_url=base_url, ca=ca, timeout=20.0, retry=Retry(tries=2)
    ) as server:
        try:
            server.workflows.list()
        except ApiError as error:
            if error.request.path.endswith(TOKENS):
                say(f"the server refused this credential: {error}")
                return None
    say(f"the server accepts it for the {API}: it grants a token")
    return API
