"""The scripts that run before the requests of a collection."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from paraph.codegen.rendering import signing_script
from paraph.core.credential import Credential
from paraph.core.message import Request
from paraph.signing import sign

if TYPE_CHECKING:
    from paraph.postman.apis import Api


def script_of(api: Api) -> str:
    """Return the script that signs each request of an API, or gives it a token."""
    return own_script("token") if not api.scheme else signer(api)


def signer(api: Api) -> str:
    """Return the script that signs; id and secret are read from the variables of the API."""
    # the facts of any signed request: the script reads everything else from the request that is sent
    plain = Request("GET", "/", (("Host", api.host),))
    signed = sign(plain, Credential.of("id", "secret"), api.scheme, now=0, nonce="nonce")
    return signing_script(signed, api.scheme, api.key_name, api.secret_name)


def own_script(name: str) -> str:
    """Return a script of this folder."""
    return (files("paraph.postman") / f"{name}.js").read_text("utf-8")
