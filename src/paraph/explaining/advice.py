"""What to look at next when a search finds nothing, or when the signature is right and the server still says no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from paraph.explaining.problems import is_alteryx

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.scheme import Scheme


def hints_for(
    verdict: str, request: Request, claims: Any, credential: Credential, scheme: Scheme[Any], signature: str
) -> tuple[str, ...]:
    """Sentences for the person who asks; none of them claims what was not proved."""
    if verdict == "valid":
        return tuple(when_valid(request, scheme))
    if verdict == "explained":
        return tuple(when_explained(request))
    return tuple(when_unexplained(request, claims, credential, scheme, signature))


def when_valid(request: Request, scheme: Scheme[Any]) -> Iterator[str]:
    """For a signature that is right."""
    if scheme.name == "duo":
        yield (
            "If Duo still refuses this request: the clock (40105), the permission of the application (40301), or a key "
            "of another kind of application or account (40102) is the cause, not the signature."
        )
    else:
        yield (
            "If the server still refuses this request, it sees another scheme, host or port than you do (a proxy), "
            "has seen the nonce before, or has another secret for this key."
        )
    yield from alteryx_hint(request)


def when_explained(request: Request) -> Iterator[str]:
    """For a signature whose mistakes are known."""
    yield from alteryx_hint(request)


def alteryx_hint(request: Request) -> Iterator[str]:
    """What to know about the age of an Alteryx server."""
    if is_alteryx(request):
        yield (
            "Alteryx Server took OAuth 1.0a out with release 2022.1; newer servers want OAuth 2 at /webapi/. "
            "2021.4 has both."
        )


def when_unexplained(
    request: Request, claims: Any, credential: Credential, scheme: Scheme[Any], signature: str
) -> Iterator[str]:
    """For a signature that no set of known mistakes reproduces with the values given."""
    yield from secret_hints(credential, scheme)
    if claims.key_id and credential.key_id and claims.key_id != credential.key_id:
        yield "The key id in the request is not the one of the credential: is this the secret that was used?"
    if not signature:
        yield "The request carries no signature at all."
    elif len(signature) < 20:
        yield f"The signature has only {len(signature)} characters; no whole MAC is so short."
    yield "The likeliest cause is another secret: an old one, one of another application or environment, or a typing error."
    if scheme.name == "duo":
        yield (
            "Sign GET /auth/v2/check (Auth API) or GET /admin/v1/info/summary (Admin API), which take no parameters. "
            "If that fails too, it is the secret; if it works, it is the parameters."
        )
    else:
        yield "Sign a GET without parameters. If that fails too, it is the secret; if it works, it is the parameters."
    yield from missing_clues(request, credential)
    yield from transport_hints(request)
    yield from alteryx_hint(request)


def secret_hints(credential: Credential, scheme: Scheme[Any]) -> Iterator[str]:
    """What can be seen of a secret without showing it."""
    text = credential.secret.text
    if text != text.strip():
        yield "The secret has a blank or a line end at an end."
    if re.search(r"[^!-~]", text.strip()):
        yield "The secret has characters in it that are not printable ASCII."
    if scheme.name == "duo":
        if len(text.strip()) != 40:
            yield f"The secret has {len(text.strip())} characters; a Duo secret key has 40."
        elif not re.fullmatch(r"[A-Za-z0-9]+", text.strip()):
            yield "The secret has characters other than letters and digits; a Duo secret key has none."
        if credential.key_id and not re.fullmatch(r"DI[A-Z0-9]{18}", credential.key_id):
            yield "The integration key is not of the usual form, which is DI and 18 capitals or digits."
        if len(text) > 60 and re.fullmatch(r"[A-Za-z0-9+/=]+", text):
            yield "The secret looks like an encrypted or encoded form of one; put the plain secret key."


def missing_clues(request: Request, credential: Credential) -> Iterator[str]:
    """What else the person could give."""
    yield (
        "If the client meant to send parameters that are not in this request, name them with --param NAME=VALUE; "
        "another name of the host goes with --host-alias."
    )
    if not credential.others:
        yield "Further values at hand (other secrets, tokens) can be given under `others` in the credentials file."
    if request.body and request.body[:1] in (b"{", b"["):
        yield "If the body was written twice, once for signing and once for sending, compare the two texts byte for byte."


def transport_hints(request: Request) -> Iterator[str]:
    """Traces of something between client and server."""
    seen = [n for n in ("Via", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Cf-Ray", "Forwarded")
            if request.header(n) is not None]  # fmt: skip
    if seen:
        yield f"The request went through a proxy ({', '.join(seen)}), which may have changed it after it was signed."
