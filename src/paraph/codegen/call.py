"""A call as its author meant it: what a request asks for, without what has to be made anew at each signing.

Old signature, date, nonce and timestamp are gone; parameters are decoded. Code that makes the call again
(:mod:`paraph.codegen.languages`) is written from this value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import FORM_TYPE, parse_form, percent_pairs
from paraph.core.errors import Malformed
from paraph.schemes import recognised, scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.duo.wire import parse as parse_duo
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.wire import hashed_body
from paraph.schemes.oauth1.wire import parse as parse_oauth

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request

NOT_KEPT = frozenset(
    (
        "host",
        "authorization",
        "date",
        "x-duo-date",
        "content-length",
        "content-type",
        "connection",
        "keep-alive",
        "transfer-encoding",
        "te",
        "trailer",
        "accept-encoding",
        "expect",
        "upgrade",
        "user-agent",
        "cookie",
        "postman-token",
        "proxy-authorization",
        "proxy-connection",
    )
)
"""Headers that belong to one message or one client, not to the call."""
UNSAFE = re.compile(r"[^A-Za-z0-9:/._~%-]")
"""What might end a comment in one language or another."""
MADE_ANEW = ("oauth_nonce", "oauth_timestamp", "oauth_signature", "oauth_body_hash")


class Call(NamedTuple):
    """What to send and how to sign it; `oauth` are the protocol parameters that stay the same from call to call.

    `origin` is ``https://host``, without a default port; `base_url`, if any, is where to send it in its stead. A
    call has a `form` or a `body` or neither. `version` is Duo's; `digest` is empty for PLAINTEXT.
    """

    scheme: str
    method: str
    origin: str
    path: str
    key_id: str
    digest: str
    query: Pairs = ()
    form: Pairs = ()
    body: str = ""
    content_type: str = ""
    headers: Pairs = ()
    version: int = 0
    oauth: Pairs = ()
    placement: str = ""
    realm: str | None = None
    body_hash: bool = False
    base_url: str = ""

    @property
    def authority(self) -> str:
        """Host and port, as the Host header has them."""
        return self.origin.partition("://")[2]

    @property
    def host(self) -> str:
        """The host without port, which Duo signs."""
        return duo.without_port(self.authority)

    @property
    def address(self) -> str:
        """Where to send it: scheme, authority and path."""
        return (self.base_url.rstrip("/") or self.origin) + self.path

    @property
    def carrier(self) -> str:
        """The name of the list that Duo signs: "query", "form", or empty where there is nothing in it."""
        name = "query" if self.method in duo.QUERY_METHODS else "form"
        return name if getattr(self, name) else ""

    @property
    def has_token(self) -> bool:
        """Whether a token takes part, and with it its secret."""
        return bool(dict(self.oauth).get("oauth_token"))

    @property
    def duo_headers(self) -> Pairs:
        """The ``X-Duo-*`` headers that are signed, names in lower case."""
        return tuple(sorted((n.lower(), v) for n, v in self.headers if n.lower().startswith("x-duo-")))

    @property
    def sent_headers(self) -> Pairs:
        """The headers to send besides date and Authorization."""
        host = (("Host", self.authority),) if self.base_url else ()
        return (*host, *((("Content-Type", self.content_type),) if self.content_type else ()), *self.headers)

    @property
    def title(self) -> str:
        """What it is, in a line."""
        kind = f"Duo, signature version {self.version}" if self.version else "OAuth 1.0a"
        return f"{self.method} {UNSAFE.sub('.', self.origin + self.path)} ({kind})"


def call_of(request: Request, scheme: str | None = None, base_url: str = "") -> Call:
    """The call that `request` makes; raises Malformed for one that no code can make again."""
    chosen = scheme_named(scheme) if scheme else recognised(request)
    if request.body and request.method.upper() in ("GET", "HEAD"):
        raise Malformed(f"a {request.method.upper()} with a body: most clients cannot send it; put it into the query")
    if not re.fullmatch("[A-Za-z-]{1,32}", request.method):
        raise Malformed(f"no client sends a request with the method {request.method[:32]!r}")
    call = (duo_call if chosen.name == "duo" else oauth_call)(request)._replace(base_url=base_url)
    texts = [call.path, call.body, call.key_id, *(text for name in ("query", "form", "headers", "oauth")
                                                  for pair in getattr(call, name) for text in pair)]  # fmt: skip
    if any("\ud800" <= char <= "\udfff" for text in texts for char in text):
        raise Malformed("the request holds bytes that are not UTF-8, which cannot be written as text in code")
    return call


def duo_call(request: Request) -> Call:
    """The version is that of the likeliest reading; a form whose Content-Type is missing is one all the same."""
    claims = parse_duo(request).readings[0]
    if not claims.key_id:
        raise Malformed("the request names no integration key")
    is_json = "json" in request.media_type or request.body[:1] in (b"{", b"[")
    is_form = request.media_type == FORM_TYPE or (bool(request.body) and not is_json)
    call = basis("duo", request, is_form, claims.key_id, "sha1" if claims.digest == "sha1" else "sha512")
    version = 2 if is_form or claims.digest == "sha1" else claims.version
    if call.body and not call.content_type:
        call = call._replace(content_type=duo.JSON_TYPE)
    return call._replace(version=version)


def oauth_call(request: Request) -> Call:
    """Signature method and placement stay as they are."""
    claims = parse_oauth(request).readings[0]
    if claims.method not in oauth1.METHODS or claims.method.startswith("RSA"):
        raise Malformed(
            f"no code is written for oauth_signature_method {claims.method[:24]!r}: HMAC and PLAINTEXT only"
        )
    if not claims.key_id:
        raise Malformed("the request names no oauth_consumer_key")
    is_form = request.media_type == FORM_TYPE
    digest = oauth1.DIGESTS.get(claims.method.partition("-")[2], "")
    kept = tuple(pair for pair in dict(claims.protocol).items() if pair[0] not in MADE_ANEW)
    hashes = not is_form and "oauth_body_hash" in dict(claims.protocol)
    if hashes and not request.body:
        kept = (*kept, ("oauth_body_hash", hashed_body(b"", claims.method)))
    made = basis("oauth1", request, is_form, claims.key_id, digest)
    return made._replace(
        query=without_oauth(made.query),
        form=without_oauth(made.form),
        oauth=kept,
        placement=claims.placement,
        realm=claims.realm,
        body_hash=hashes and bool(request.body),
    )


def basis(scheme: str, request: Request, is_form: bool, key_id: str, digest: str) -> Call:
    """What both schemes have in common."""
    origin = f"{request.scheme.lower()}://{oauth1.authority(request)}"
    try:
        body = "" if is_form else request.body.decode()
    except UnicodeDecodeError:
        raise Malformed("the body is not UTF-8 text, which cannot be written as text in code") from None
    form = parse_form(request.body.decode("utf-8", "surrogateescape")) if is_form else ()
    content_type = FORM_TYPE if is_form else (request.header("content-type") or "") if body else ""
    headers = tuple((name, value.strip(" \t")) for name, value in request.headers if name.lower() not in NOT_KEPT)
    return Call(scheme, request.method.upper(), origin, request.path or "/", key_id, digest, parse_form(request.query),
                form, body, content_type, headers)  # fmt: skip


def without_oauth(pairs: Pairs) -> Pairs:
    """The pairs that are no protocol parameters."""
    return tuple(pair for pair in pairs if not pair[0].startswith("oauth_"))


def encoded_text(pairs: Pairs) -> str:
    """The pairs percent-encoded, sorted and joined, as they are signed and as they may be sent."""
    return "&".join(f"{name}={value}" for name, value in sorted(percent_pairs(pairs)))
