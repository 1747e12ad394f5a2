"""Requests of OAuth 1.0a as people send them: Twitter-like, NetSuite-like, LTI, a shop, Alteryx."""

import base64
import hashlib
import random
import uuid
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from tests.handmade.encoders import percent
from tests.handmade.oauth1.signer import Scene
from tests.handmade.pairs import Pair
from tests.handmade.scenes import parameters, text_of

HASHES = {"HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256", "HMAC-SHA512": "sha512"}


class Site(NamedTuple):
    """A kind of server: its URLs, methods, placements and how it is used."""

    urls: tuple[str, ...]
    methods: tuple[str, ...]
    placements: tuple[str, ...]
    digests: tuple[str, ...]
    token: float
    realm: bool = False
    query: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] = ()


SITES = (
    Site(("https://api.twitter.com/1.1/statuses/update.json", "https://api.twitter.com/1.1/search/tweets.json",
          "https://API.Twitter.com/1.1/account/verify_credentials.json"),
         ("GET", "POST", "POST"), ("header",), ("HMAC-SHA1",), 1.0),
    Site(("https://gallery.example.com/gallery/api/v1/workflows/subscription/",
          "https://Gallery.example.com/webapi/v1/workflows/5f6a/jobs", "http://alteryx.corp.example/gallery/api/admin/v1/users"),
         ("GET", "POST", "PUT"), ("query", "header"), ("HMAC-SHA1",), 0.0),
    Site(("https://lms.example.edu/lti/launch", "https://tool.example.org/lti", "http://localhost:8000/launch"),
         ("POST",), ("form",), ("HMAC-SHA1", "HMAC-SHA1", "HMAC-SHA256"), 0.0,
         form=(("lti_message_type", "basic-lti-launch-request"), ("lti_version", "LTI-1p0"), ("resource_link_id", "r17"))),
    Site(("https://1234567.suitetalk.api.netsuite.com/services/rest/record/v1/customer",
          "https://1234567-SB1.suitetalk.api.netsuite.com/services/rest/query/v1/suiteql"),
         ("GET", "POST"), ("header",), ("HMAC-SHA256",), 1.0, realm=True),
    Site(("https://1234567.restlets.api.netsuite.com/app/site/hosting/restlet.nl",), ("GET", "PUT", "POST"), ("header",),
         ("HMAC-SHA256", "HMAC-SHA1"), 1.0, realm=True, query=(("script", "582"), ("deploy", "1"))),
    Site(("https://www.shop.example.com/wp-json/wc/v3/orders", "http://shop.example.com/wc-api/v3/products/12"),
         ("GET", "POST", "PUT"), ("query",), ("HMAC-SHA1", "HMAC-SHA256"), 0.0),
    Site(("https://www.example.com/api/v1/Users/J%C3%BCrgen%20M", "http://www.example.com:8080/rest/items/",
          "https://photos.example.net/photos", "https://example.com:8443/request", "https://jira.example.com/rest/api/2/search",
          "https://api.example.com", "https://api.example.com/a/b//c"),
         ("GET", "POST", "PUT", "get"), ("header", "query", "form"), ("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512"), 0.6),
)  # fmt: skip


def secret(draws: random.Random) -> str:
    """Draw a secret; one in five has characters that must be encoded."""
    special = draws.random() < 0.2
    return text_of(draws, draws.choice((24, 32, 40))) + ("+/=" if special else "")


def scene_of(draws: random.Random) -> Scene:
    """Draw a request as people send it."""
    site = draws.choice(SITES)
    scheme, _, rest = draws.choice(site.urls).partition("://")
    authority, slash, path = rest.partition("/")
    host, _, port = authority.partition(":")
    placement, method = draws.choice(site.placements), draws.choice(site.methods)
    if placement == "form" and method.upper() == "GET":
        method = "POST"
    query, form, json = content_of(draws, site, method, placement)
    digest = draws.choice(site.digests)
    consumer = (draws.choice(("", "", "", "app.", "ck_")) + text_of(draws, 20), secret(draws))
    token = (text_of(draws, 24), secret(draws)) if draws.random() < site.token else ("", "")
    return Scene(
        method=method,
        scheme=scheme,
        host=host,
        port=port,
        path=slash + path,
        protocol=protocol_of(draws, digest, consumer[0], token[0], json),
        query=query,
        form=form,
        json=json,
        realm=host.split(".", maxsplit=1)[0] if site.realm and placement == "header" else "",
        placement=placement,
        form_encoder=draws.choice((quote_plus, percent)),
        consumer=consumer,
        token=token,
        digest=HASHES[digest],
        luck=draws.getrandbits(30),
    )


def content_of(
    draws: random.Random, site: Site, method: str, placement: str
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], str]:
    """Draw the query, the form and the JSON body."""
    pairs = parameters(draws, 8)
    has_body = method.upper() in ("POST", "PUT")
    in_form = placement == "form" or (has_body and draws.random() < 0.6)
    split = draws.randint(0, len(pairs)) if draws.random() < 0.25 else 0  # some in the query, some in the form
    in_query, rest = (pairs[:split], pairs[split:]) if in_form else (pairs, [])
    query = tuple(Pair(*pair, "query") for pair in (*site.query, *in_query))
    form = tuple(Pair(*pair, "body") for pair in (*site.form, *rest))
    return query, form, '{"name": "A & B"}' if has_body and not in_form else ""


def nonce_of(draws: random.Random) -> str:
    """Draw a nonce: letters and digits, digits, hex, a UUID or base64."""
    forms = (
        text_of(draws, draws.choice((8, 11, 32))),
        text_of(draws, 17, "0123456789"),
        f"{draws.getrandbits(128):032x}",
        str(uuid.UUID(int=draws.getrandbits(128))),
        base64.b64encode(draws.randbytes(16)).decode(),
    )
    return draws.choice(forms)


def protocol_of(draws: random.Random, digest: str, consumer: str, token: str, json: str) -> tuple[Pair, ...]:
    """Draw the parameters of the protocol, in an order as programs have them."""
    body_hash = base64.b64encode(hashlib.new(HASHES[digest], json.encode()).digest()).decode()
    pairs = [
        ("oauth_consumer_key", consumer),
        ("oauth_nonce", nonce_of(draws)),
        ("oauth_signature_method", digest),
        ("oauth_timestamp", str(draws.randint(1_700_000_000, 1_790_000_000))),
        *([("oauth_token", token)] if token else []),
        *([("oauth_version", "1.0")] if draws.random() < 0.8 else []),
        *([("oauth_body_hash", body_hash)] if json and draws.random() < 0.2 else []),
    ]
    if draws.random() < 0.5:
        draws.shuffle(pairs)
    return tuple(Pair(name, value, "oauth") for name, value in pairs)


def wire_parts(scene: Scene, signature: str) -> tuple[str, tuple[tuple[str, str], ...], bytes]:
    """Return URL, headers and body as they travel, with the signature."""
    own = [*((pair.name, pair.value) for pair in scene.protocol), ("oauth_signature", signature)]

    def text(pairs: list[tuple[str, str]]) -> str:
        return "&".join(f"{scene.form_encoder(name)}={scene.form_encoder(value)}" for name, value in pairs)

    query = [*(own if scene.placement == "query" else []), *((pair.name, pair.value) for pair in scene.query)]
    form = [*(own if scene.placement == "form" else []), *((pair.name, pair.value) for pair in scene.form)]
    url = f"{scene.scheme}://{scene.host}{f':{scene.port}' if scene.port else ''}{scene.path or '/'}"
    headers: list[tuple[str, str]] = []
    if scene.placement == "header":
        realm = [f'realm="{scene.realm}"'] if scene.realm else []
        header = ", ".join([*realm, *(f'{name}="{quote(value, safe="~")}"' for name, value in own)])
        headers.append(("Authorization", f"OAuth {header}"))
    if scene.json:
        headers.append(("Content-Type", "application/json"))
    elif form:
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    return url + (f"?{text(query)}" if query else ""), tuple(headers), (scene.json or text(form)).encode()
