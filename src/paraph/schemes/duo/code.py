"""The facts that code for Duo needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.code_facts import CodeFacts, SecretVariable
from paraph.core.encoding import FORM_TYPE
from paraph.core.errors import Malformed
from paraph.schemes.duo.signing import EMPTY_HASH, JSON_TYPE, QUERY_METHODS, header_hash, host
from paraph.schemes.duo.wire import parse

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request
    from paraph.core.scheme import Scheme

SECRETS = (SecretVariable("DUO_SKEY", "skey", "the secret key"),)


class DuoCode(NamedTuple):
    """How code signs the call.

    `signed_list` names the parameters that are signed: "query" or "form". `headers` are the signed ``X-Duo-*`` headers
    in lower case, sorted, `headers_text` the same joined with NUL, `headers_hash` its SHA-512 in hex.
    """

    key_id: str
    version: int
    digest: str
    host: str
    signed_list: str
    headers: Pairs
    headers_text: str
    headers_hash: str
    empty_hash: str = EMPTY_HASH

    @property
    def dated_headers(self) -> list[tuple[str, str | None]]:
        """The signed headers and ``X-Duo-Date``, which has no value yet."""
        return sorted([*self.headers, ("x-duo-date", None)], key=lambda pair: pair[0])


def code_facts(request: Request, _scheme: Scheme[Any]) -> CodeFacts:
    """Describe a Duo call; the version is that of the likeliest reading."""
    claims = parse(request).readings[0]
    if not claims.key_id:
        raise Malformed("the request names no integration key")
    message = with_content_type(request.without_header("X-Duo-Date"))
    digest = "sha1" if claims.digest == "sha1" else "sha512"
    version = 2 if message.media_type == FORM_TYPE or digest == "sha1" else claims.version
    headers = signed_headers(message)
    signing = DuoCode(
        key_id=claims.key_id,
        version=version,
        digest=digest,
        host=host(request),
        signed_list="query" if request.method.upper() in QUERY_METHODS else "form",
        headers=headers,
        headers_text="\0".join(text for pair in headers for text in pair),
        headers_hash=header_hash(headers),
    )
    return CodeFacts(
        label=f"Duo, signature version {version}",
        signing=signing,
        secrets=SECRETS,
        message=message,
        texts=(claims.key_id,),
        variables=(("DUO_IKEY", claims.key_id),),
    )


def with_content_type(request: Request) -> Request:
    """Return the request with a Content-Type if it has a body and no type: JSON if it looks like it, else a form."""
    if not request.body or request.media_type == FORM_TYPE:
        return request
    if "json" in request.media_type or request.body[:1] in (b"{", b"["):
        return request if request.header("content-type") else request.with_header("Content-Type", JSON_TYPE)
    return request.with_header("Content-Type", FORM_TYPE)


def signed_headers(request: Request) -> Pairs:
    """Return the ``X-Duo-*`` headers, names in lower case, sorted."""
    named = ((name.lower(), value.strip(" \t")) for name, value in request.headers)
    return tuple(sorted(pair for pair in named if pair[0].startswith("x-duo-")))
