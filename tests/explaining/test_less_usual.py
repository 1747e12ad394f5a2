"""Mistakes that need a second look at the request, each made by hand here and found."""

from typing import Any

import pytest

from paraph import Credential
from paraph.core.clues import Clues
from paraph.core.mac import hmac_bytes
from paraph.core.message import Pairs, Request, request_for
from paraph.core.trace import Trace
from paraph.explaining.explain import explain
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.oauth1 import signing as oauth1
from paraph.schemes.oauth1.readings import with_method

NOW = 1773739805
URL = "https://api.example.com/items?status=new&status%5B0%5D=2&status%5B1%5D=3"
CLIENT = Credential.of("ck-0123456789", "consumer-secret")
USER = Credential.of("ck-0123456789", "consumer-secret", "token", "token-secret")
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
DUO_JSON = request_for(
    "POST", "https://api-example0.duosecurity.com/admin/v1/users", (("Content-Type", "application/json"),), b"{}"
)


def signed(scheme: str, request: Request, credential: Credential, wrong: dict[Any, Any], **options: Any) -> Request:
    """The request as a client sends it whose stages in `wrong` are other functions."""
    chosen = scheme_named(scheme)
    prepared, claims = chosen.prepare(request, credential, now=NOW, nonce="7d8f3e4a9c01b2aa", **options)
    return chosen.attach(prepared, claims, chosen.derive(prepared, claims, credential, Trace(wrong)))


def cut(request: Request) -> Request:
    """The request with the last six characters of its signature lost."""
    return request.mapped_header("Authorization", lambda text: text[: text.rindex("%3D") - 5] + '"')


def another_nonce(header: Pairs, query: Pairs, form: Pairs) -> Pairs:
    """The parameters with another nonce than the one sent."""
    pairs = oauth1.collected_parameters(header, query, form)
    return tuple((name, "0ther" if name == "oauth_nonce" else value) for name, value in pairs)


def indexes_dropped(pairs: Pairs) -> Pairs:
    """The parameters with every value of the array under `status[]`."""
    return tuple(("status[]" if name.startswith("status") else name, value) for name, value in pairs)


def announcing_another(request: Request) -> Pairs:
    """The query with another signature method than the one sent."""
    return with_method(oauth1.query_parameters(request), "HMAC-SHA256")


FORWARDED = request_for("GET", URL, (("X-Forwarded-Host", "node1.internal:3000"),))
PLAIN = request_for("GET", URL)
TYPED = Clues((), ("API-Example0.duosecurity.com",))
CASES = {
    "host-internal-name": (
        signed("oauth1", FORWARDED, CLIENT, {oauth1.authority: lambda _: "node1.internal:3000"}), CLIENT, Clues()),
    "nonce-regenerated": (
        signed("oauth1", PLAIN, CLIENT, {oauth1.collected_parameters: another_nonce}), CLIENT,
        Clues((("oauth_nonce", "0ther"),))),
    "params-array-notation": (
        signed("oauth1", PLAIN, CLIENT, {oauth1.signed_parameters: indexes_dropped}), CLIENT, Clues()),
    "out-truncated": (cut(signed("oauth1", PLAIN, CLIENT, {})), CLIENT, Clues()),
    "hash-announced-differs": (
        signed("oauth1", PLAIN, CLIENT, {oauth1.query_parameters: announcing_another,
               oauth1.hmac_sha1: oauth1.hmac_sha256}, placement="query"), CLIENT, Clues()),
    "key-stale-token-secret": (
        signed("oauth1", PLAIN, CLIENT, {oauth1.shared_secrets: lambda *_: (USER.secret, USER.token_secret)}),
        USER, Clues()),
    "date-offset-truncated": (
        signed("duo", DUO_JSON, DUO, {duo.date: lambda _: "Tue, 17 Mar 2026 09:30:05 +0545"},
               date="Tue, 17 Mar 2026 15:15:05 +0545"), DUO, Clues()),
    "host-not-lowercased": (
        signed("duo", DUO_JSON, DUO, {duo.host: lambda _: TYPED.hosts[0]}), DUO, TYPED),
    "body-hash-algorithm": (
        signed("duo", DUO_JSON, DUO, {duo.body_hash: lambda body: hmac_bytes("sha512", DUO.secret, body).hex()}),
        DUO, Clues()),
}  # fmt: skip


@pytest.mark.parametrize("mistake", CASES)
def test_a_less_usual_form_of_a_mistake_is_found(mistake: str) -> None:
    """Each is explained by that mistake alone."""
    request, credential, clues = CASES[mistake]
    explanation = explain(request, credential, clues=clues, now=NOW, budget=60)
    assert [entry.id for entry in explanation.mistakes] == [mistake]
