"""What servers read beyond RFC 5849: RSA-PSS, and oauth_ parameters as JSON in the query; and RSA by another method."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from paraph import Credential, explain, judge, request_for, sign
from paraph.core.message import Request
from paraph.core.trace import Trace
from paraph.schemes.oauth1 import OAUTH1
from paraph.schemes.oauth1.signing import base_string, header_parameters
from tests.policies import EVERYTHING

NOW = 1764300000


def key_pair() -> tuple[str, str]:
    """Make a private and a public key, both in PEM."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return (
        private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode(),
        public.decode(),
    )


PRIVATE, PUBLIC = key_pair()
OTHER_PRIVATE, OTHER_PUBLIC = key_pair()
GET = request_for("GET", "https://sandbox.cards.example/p?a=1%202")


def signed(method: str, private: str = PRIVATE) -> Request:
    return sign(GET, Credential.of("ck", private), "oauth1", now=NOW, nonce="n4Xq81LdvE", method=method, body_hash=True)


def with_claims(made: str, announced: str, private: str = PRIVATE) -> Request:
    """Sign by `made` a text that announces another method, and send that."""
    credential = Credential.of("ck", private)
    _, claims = OAUTH1.prepare(GET, credential, now=NOW, nonce="n4Xq81LdvE", method=announced)
    _, other = OAUTH1.prepare(GET, credential, now=NOW, nonce="n4Xq81LdvE", method=made)
    signature = OAUTH1.derive(GET, other, credential, Trace({header_parameters: lambda _: claims.protocol}))
    return OAUTH1.attach(GET, claims, signature)


@pytest.mark.parametrize(("public", "valid"), [(PUBLIC, True), (PRIVATE, True), (OTHER_PUBLIC, False)])
def test_rsa_pss_is_signed_and_verified(public: str, valid: bool) -> None:
    request = signed("RSA-PSS")
    verdict = judge(request, Credential.of("ck", public), "oauth1", now=NOW, policy=EVERYTHING)
    assert verdict.valid == valid
    changed = request._replace(target="/p?a=1%203")
    assert not judge(changed, Credential.of("ck", public), "oauth1", now=NOW, policy=EVERYTHING).valid


def test_the_body_hash_of_rsa_pss_is_sha256() -> None:
    assert OAUTH1.parse(signed("RSA-PSS")).readings[0].value("oauth_body_hash") == (
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    )


METHODS = [
    ("RSA-SHA256", "RSA-SHA1"),
    ("RSA-SHA1", "RSA-SHA256"),
    ("RSA-SHA512", "RSA-SHA1"),
]


@pytest.mark.parametrize(("made", "announced"), METHODS)
@pytest.mark.parametrize("key", [PRIVATE, PUBLIC])
def test_an_rsa_signature_with_another_digest_is_explained(made: str, announced: str, key: str) -> None:
    found = explain(with_claims(made, announced), Credential.of("ck", key), "oauth1", now=NOW, budget=5)
    assert (found.verdict, [mistake.id for mistake in found.mistakes]) == ("explained", ["rsa-method-mismatch"])
    assert made in found.mistakes[0].detail
    assert announced in found.mistakes[0].detail


def test_a_signature_by_another_key_pair_is_a_problem() -> None:
    found = explain(signed("RSA-SHA256", OTHER_PRIVATE), Credential.of("ck", PUBLIC), "oauth1", now=NOW, budget=0)
    assert ("rsa-method-mismatch", True) in [
        (problem.id, "another key pair" in problem.detail) for problem in found.problems
    ]


def test_a_signature_by_the_older_padding_is_a_problem_of_rsa_pss() -> None:
    found = explain(with_claims("RSA-SHA256", "RSA-PSS"), Credential.of("ck", PUBLIC), "oauth1", now=NOW, budget=0)
    assert found.verdict == "unexplained"
    said = [problem.detail for problem in found.problems if problem.id == "rsa-method-mismatch"]
    assert "PKCS1" in said[0]


TOKENS = Credential.of("ck", "cs", "tk", "ts")
ITEM = request_for("GET", "https://api.bricks.example/api/store/v1/items?b=2&a=1")


def in_json(**changes: Any) -> Request:
    return sign(ITEM, TOKENS, "oauth1", now=NOW, nonce="n4Xq81LdvE", placement="json", **changes)


def test_parameters_as_json_are_written_read_and_not_signed_themselves() -> None:
    request = in_json()
    claims = OAUTH1.parse(request).readings[0]
    assert claims.placement == "json"
    assert judge(request, TOKENS, "oauth1", now=NOW, policy=EVERYTHING).valid
    trace = Trace()
    OAUTH1.derive(request, claims, TOKENS, trace)
    text = dict(trace.values)[base_string]
    assert "Authorization" not in text
    assert text.count("oauth_nonce") == 1
    assert OAUTH1.wire.detach(request) == ITEM
    assert OAUTH1.attach(request, claims, OAUTH1.parse(request).signature) == request


def test_other_parameters_beside_the_json_are_signed() -> None:
    request = in_json()
    more = request._replace(target=request.target.replace("b=2", "b=2&c=3"))
    assert not judge(more, TOKENS, "oauth1", now=NOW, policy=EVERYTHING).valid


AUTHORIZATION = "&Authorization=" + "%7B%22oauth_x%22%3A%221%22%7D"
PLAIN = [
    sign(ITEM, TOKENS, "oauth1", now=NOW, nonce="n4Xq81LdvE", placement="header"),
    sign(ITEM, TOKENS, "oauth1", now=NOW, nonce="n4Xq81LdvE", placement="query"),
    sign(ITEM._replace(method="POST"), TOKENS, "oauth1", now=NOW, nonce="n4Xq81LdvE", placement="body"),
]


@pytest.mark.parametrize("request_", PLAIN, ids=["header", "query", "body"])
def test_json_cannot_be_added_to_a_request_that_is_signed_elsewhere(request_: Request) -> None:
    assert judge(request_, TOKENS, "oauth1", now=NOW, policy=EVERYTHING).valid
    more = request_._replace(target=request_.target + AUTHORIZATION)
    assert not judge(more, TOKENS, "oauth1", now=NOW, policy=EVERYTHING).valid


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '{"a":"b"}', "[" * 100_000, '{"a":1}&Authorization={"oauth_a":1}']
)
def test_other_json_is_a_parameter(text: str) -> None:
    request = ITEM._replace(target=f"/x?Authorization={text}")
    assert not [name for name, _ in OAUTH1.checks.parameters(request, OAUTH1.prepare(
        ITEM, TOKENS, now=NOW, nonce="n")[1])[0] if name != "Authorization"]  # fmt: skip


def test_a_signature_that_was_encoded_before_it_went_into_the_json_is_read() -> None:
    source = "http://apidev.bricklink.com/redmine/projects/bricklink-api/wiki/Authorization"
    assert source in Path("src/paraph/schemes/oauth1/json_query.py").read_text("utf-8")
    text = json.dumps({"oauth_consumer_key": "k", "oauth_signature": "KVkfRqcGuEpqN7%2F57aLZVi9lS9k="})
    request = ITEM._replace(target="/x?Authorization=" + text.replace("%", "%25").replace("=", "%3D"))
    assert OAUTH1.parse(request).signature == "KVkfRqcGuEpqN7/57aLZVi9lS9k="


HEADER = 'OAuth oauth_consumer_key="k", oauth_nonce="{nonce}", oauth_signature="{signature}"'
RAW = [
    ("n1n2n3n4", "abc%2B", []),
    ("n1n2n3n4", "abc+", ["oauth_signature"]),
    ("n1n2/3n4", "abc%3D", ["oauth_nonce"]),
    ("n1n2n3n4=", "a/b", ["oauth_nonce", "oauth_signature"]),
]


@pytest.mark.parametrize(("nonce", "signature", "named"), RAW)
def test_raw_values_in_the_header_are_a_problem(nonce: str, signature: str, named: list[str]) -> None:
    request = ITEM.with_header("Authorization", HEADER.format(nonce=nonce, signature=signature))
    found = explain(request, TOKENS, "oauth1", now=NOW, budget=0)
    said = [problem.detail for problem in found.problems if problem.id == "out-not-percent-encoded"]
    assert len(said) == bool(named)
    assert all(name in said[0] for name in named)
