"""Signed requests of every scheme and placement, made at random from a seed."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from paraph import Credential, Request, request_for, sign

NOW = 1_773_739_805
FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/json"),)
DUO_KEY = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
CLIENT = Credential.of("ck-0123456789", "cs-abcdef", "tk", "ts")
HOSTS = ("api-x.duosecurity.com", "Shop.Example.com", "h.example:443", "h.example")
PATHS = ("/", "/x", "/admin/v1/users", "/a%20b/%C3%A9", "/a//b/./c", "/x;p=1")
PIECES = ("a", "b", "name", "Z", "~", "-", "%20", "+", "%2B", "%c3%a9", "%C3%A9", "%26", "%3D", "%25", "1", "", "%00")


class Sample(NamedTuple):
    """A signed request, the credential that it is signed with, and the scheme's name."""

    request: Request
    credential: Credential
    scheme: str


def parameters(draws: random.Random) -> str:
    """A query or form as clients write them, with some that few do."""
    pairs = []
    for _ in range(draws.randrange(5)):
        name = "".join(draws.choices(PIECES, k=draws.randrange(1, 3))) or "n"
        value = "".join(draws.choices(PIECES, k=draws.randrange(4)))
        pairs.append(f"{name}={value}" if draws.random() < 0.9 else name)
    return "&".join(pairs)


def url(draws: random.Random, query: bool) -> str:
    """A URL, with a query if asked for."""
    text = parameters(draws) if query else ""
    return f"https://{draws.choice(HOSTS)}{draws.choice(PATHS)}{f'?{text}' if text else ''}"


def duo_query(version: int, draws: random.Random) -> Sample:
    """A Duo request that carries its parameters in the query."""
    own = (("X-Duo-A", "b"), ("X-Duo-C", "d e")) if version == 5 and draws.random() < 0.5 else ()
    method = draws.choice(("GET", "DELETE", "get"))
    request = request_for(method, url(draws, query=True), own)
    digest = draws.choice(("sha1", "sha512")) if version == 2 else "sha512"
    return Sample(sign(request, DUO_KEY, version=version, digest=digest, now=NOW), DUO_KEY, "duo")


def duo_form(version: int, draws: random.Random) -> Sample:
    """A Duo request with a form body."""
    body = parameters(draws) or "a=1"
    request = request_for(draws.choice(("POST", "PUT")), url(draws, query=False), FORM, body.encode())
    place = draws.choice(("Date", "X-Duo-Date"))
    return Sample(sign(request, DUO_KEY, version=version, date_header=place, now=NOW), DUO_KEY, "duo")


def duo_json(version: int, draws: random.Random) -> Sample:
    """A Duo request with a JSON body."""
    body = f'{{"a":{draws.randrange(99)}}}'.encode()
    request = request_for("POST", url(draws, query=False), JSON, body)
    return Sample(sign(request, DUO_KEY, version=version, now=NOW), DUO_KEY, "duo")


def oauth(placement: str, draws: random.Random) -> Sample:
    """An OAuth request whose ``oauth_`` parameters are in that place."""
    method = draws.choice(("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512"))
    nonce, realm = f"{draws.getrandbits(64):x}", "a realm" if placement == "header" and draws.random() < 0.3 else None
    if placement == "body" or draws.random() < 0.4:
        request = request_for("POST", url(draws, query=True), FORM, parameters(draws).encode())
    else:
        request = request_for(draws.choice(("GET", "PUT", "DELETE")), url(draws, query=True))
    options: dict[str, Any] = {"method": method, "placement": placement, "realm": realm}
    return Sample(sign(request, CLIENT, "oauth1", now=NOW, nonce=nonce, **options), CLIENT, "oauth1")


def oauth_body_hash(draws: random.Random) -> Sample:
    """An OAuth request with a JSON body and its hash."""
    request = request_for("POST", url(draws, query=True), JSON, f'{{"a":{draws.randrange(99)}}}'.encode())
    nonce = f"{draws.getrandbits(64):x}"
    return Sample(sign(request, CLIENT, "oauth1", now=NOW, nonce=nonce, body_hash=True), CLIENT, "oauth1")


PLACEMENTS: dict[str, Callable[[random.Random], Sample]] = {
    "duo v2, query": partial(duo_query, 2),
    "duo v5, query": partial(duo_query, 5),
    "duo v2, form": partial(duo_form, 2),
    "duo v4, JSON": partial(duo_json, 4),
    "duo v5, JSON": partial(duo_json, 5),
    "oauth1, header": partial(oauth, "header"),
    "oauth1, query": partial(oauth, "query"),
    "oauth1, body": partial(oauth, "body"),
    "oauth1, body hash": oauth_body_hash,
}
