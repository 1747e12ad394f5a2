"""paraph and other implementations make the same signature of the same request, or the test says why not."""

import base64
import hashlib
import json
import string
from typing import Any
from urllib.parse import urlencode

import duo_client.client
import pytest
from duo_hmac.duo_hmac import DuoHmac
from hypothesis import given, settings
from hypothesis import strategies as st
from oauthlib import oauth1 as peer

from paraph import Credential, Request, judge, request_for, sign
from paraph.core.encoding import FORM_TYPE, form_text
from tests.policies import EVERYTHING

NOW = 1773739805
DATE = "Tue, 17 Mar 2026 09:30:05 -0000"
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
HOST = "api-example0.duosecurity.com"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.text(string.punctuation + " +%é", max_size=8)
NAMES = st.text(string.ascii_letters + "_-.[]~ é+%&", min_size=1, max_size=8).filter(
    lambda name: not name.startswith("oauth_")  # those are no parameters of an application
)
PAIRS = st.dictionaries(NAMES, st.lists(TEXT, min_size=1, max_size=3), max_size=5)


def flat(pairs: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, values in pairs.items() for value in values)


def signature_of(request: Request) -> str:
    token = (request.header("Authorization") or "").removeprefix("Basic ")
    return base64.b64decode(token).decode().partition(":")[2]


@settings(max_examples=300, deadline=None)
@given(PAIRS, st.sampled_from(["GET", "POST", "DELETE"]), st.sampled_from(["sha1", "sha512"]))
def test_duo_client_version_2(pairs: dict[str, list[str]], method: str, digest: str) -> None:
    headers = duo_client.client.sign(DUO.key_id, DUO.secret.text, method, HOST, "/admin/v1/users", DATE, 2, pairs,
                                     digestmod=getattr(hashlib, digest))  # fmt: skip
    target, text = "/admin/v1/users", form_text(flat(pairs))
    request = Request(method, target if method == "POST" or not text else f"{target}?{text}", (("Host", HOST),))
    request = request.with_body(FORM_TYPE, text.encode()) if method == "POST" else request
    assert sign(request, DUO, now=NOW, version=2, digest=digest).header("Authorization") == headers


@settings(max_examples=200, deadline=None)
@given(PAIRS)
def test_duo_client_version_5_query_as_it_travels(pairs: dict[str, list[str]]) -> None:
    expected = duo_client.client.sign(DUO.key_id, DUO.secret.text, "GET", HOST, "/auth/v2/check", DATE, 5, pairs, body="",
                                      digestmod=hashlib.sha512)  # fmt: skip
    request = Request("GET", f"/auth/v2/check?{urlencode(pairs, doseq=True)}", (("Host", HOST),))
    assert sign(request, DUO, now=NOW).header("Authorization") == expected


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES, TEXT | st.booleans() | st.integers(), max_size=4))
def test_duo_client_version_5_json(members: dict[str, Any]) -> None:
    body = json.dumps(members, sort_keys=True, separators=(",", ":"))
    expected = duo_client.client.sign(DUO.key_id, DUO.secret.text, "POST", HOST, "/admin/v1/users", DATE, 5, {}, body=body,
                                      digestmod=hashlib.sha512)  # fmt: skip
    request = Request("POST", "/admin/v1/users", (("Host", HOST), ("Content-Type", "application/json")), body.encode())
    assert sign(request, DUO, now=NOW).header("Authorization") == expected


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, TEXT, max_size=4), st.sampled_from(["GET", "POST"]))
def test_duo_hmac(pairs: dict[str, str], method: str) -> None:
    made = DuoHmac(DUO.key_id, DUO.secret.text, HOST)
    url, body, headers = made.get_authentication_components(method, "/admin/v1/users", dict(pairs), {})
    request = request_for(method, f"https://{url}", tuple(headers.items()), (body or "").encode())
    date = request.header("x-duo-date") or ""
    again = sign(request.without_header("authorization"), DUO, now=NOW, version=5, date=date, date_header="x-duo-date")
    assert again.header("Authorization") == request.header("authorization")


SIGNATURES = {"HMAC-SHA1": peer.SIGNATURE_HMAC_SHA1, "HMAC-SHA256": peer.SIGNATURE_HMAC_SHA256,
              "HMAC-SHA512": peer.SIGNATURE_HMAC_SHA512, "PLAINTEXT": peer.SIGNATURE_PLAINTEXT}  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    PAIRS,
    st.sampled_from(sorted(SIGNATURES)),
    st.sampled_from(["", "token"]),
    st.sampled_from(["GET", "POST"]),
    TEXT.filter(bool),
)
def test_oauthlib(pairs: dict[str, list[str]], method: str, token: str, verb: str, secret: str) -> None:
    client = peer.Client("key", client_secret=secret, resource_owner_key=token or None, resource_owner_secret="t&s" if token else None,
                         signature_method=SIGNATURES[method], nonce="abc", timestamp=str(NOW))  # fmt: skip
    form = urlencode(pairs, doseq=True)
    url = "https://shop.example.com/photos" + (f"?{form}" if verb == "GET" and form else "")
    body = form if verb == "POST" and form else None
    content = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    _, headers, _ = client.sign(url, verb, body=body, headers=dict(content))
    request = request_for(
        verb, url, (*content.items(), ("Authorization", headers["Authorization"])), (body or "").encode()
    )
    credential = Credential.of("key", secret, token, "t&s" if token else "")
    assert judge(request, credential, "oauth1", now=NOW, policy=EVERYTHING).valid


@pytest.mark.parametrize("placement", ["header", "query", "body"])
def test_oauthlib_takes_what_paraph_signs(placement: str) -> None:
    from oauthlib.oauth1.rfc5849 import signature

    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    request = request_for("POST", "https://shop.example.com:8443/photos?a=1&b=x%20y", form, b"c=%2B&a=0")
    signed = sign(request, Credential.of("key", "secret"), "oauth1", now=NOW, placement=placement)
    pairs = signature.collect_parameters(
        uri_query=signed.query, body=signed.body.decode(), headers=dict(signed.headers), exclude_oauth_signature=False
    )
    received = dict(pairs)["oauth_signature"]
    kept = [pair for pair in pairs if pair[0] != "oauth_signature"]
    text = signature.signature_base_string(
        "POST", signature.base_string_uri(signed.url), signature.normalize_parameters(kept)
    )
    assert signature.sign_hmac_sha1_with_client(text, peer.Client("key", client_secret="secret")) == received
