"""A known text settles the case, however odd it is: with a key that gives the signature, the answer is an explanation."""

import base64
import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Credential, Request, Secret, request_for
from paraph.core.trace import Trace
from paraph.explaining import signed_text
from paraph.explaining.result import Explanation
from paraph.explaining.signed_text import Evidence, explain_signed, is_right_text
from paraph.explaining.text_difference import Part, describe_difference
from paraph.schemes import scheme_named

NOW = 1773739805
OAUTH = Credential.of("ck-example", "consumer-secret", "token", "token-secret")
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
SLACK = Credential.of("", "slack-signing-secret-01234567890")
ORDERS = request_for("GET", "https://shop.example.com/orders?b=2&a=1%2B1")
USERS = request_for("GET", "https://api-example0.duosecurity.com/admin/v1/users?limit=5")
EVENT = Request("POST", "/hook", (("Host", "x.test"), ("Content-Type", "application/json")), b'{"a": 1}')
CASES = {
    "oauth1": (ORDERS, OAUTH, {}),
    "duo": (USERS, DUO, {"version": 2, "digest": "sha1"}),
    "slack": (EVENT, SLACK, {}),
}
ODD = {
    "garbage": lambda _: "hello",
    "empty": lambda _: "",
    "json": lambda _: json.dumps({"a": "1+1", "b": "2"}),
    "a url with parameters": lambda _: "https://shop.example.com/orders?b=2&a=1%2B1",
    "encoded again": lambda text: quote(text, safe=""),
    "hashed": lambda text: hashlib.sha256(text.encode()).hexdigest(),
    "in quotes": json.dumps,
    "long": lambda text: text * 400,
    "not ASCII": lambda text: text + "\udcff é",
}


@pytest.fixture(autouse=True)
def short_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of this file are found by no search; how long it takes is of no interest."""
    monkeypatch.setattr(signed_text, "SEARCH_BUDGET", 0.0)


def sent_with(scheme: str, make: Any, key: bytes | None = None) -> tuple[Request, str, str, Secret]:
    """Return a request whose MAC was taken of an odd text, that text, the right one, and the key."""
    request, credential, options = CASES[scheme]
    chosen, trace = scheme_named(scheme), Trace()
    prepared, claims = chosen.prepare(request, credential, now=NOW, nonce="7d8f3e4a9c01b2aa", **options)
    chosen.derive(prepared, claims, credential, trace)
    values = dict(trace.values)
    right = values[chosen.output.text]
    mac_stage = next(stage for stage in values if stage.algorithm)
    text = make(right)
    right_key = next(value for stage, value in trace.values if isinstance(value, Secret) and "key" in stage.__name__)
    used = Secret(key) if key is not None else right_key
    mac = hmac.digest(used.value, text.encode("utf-8", "surrogateescape"), mac_stage.algorithm)
    written = base64.b64encode(mac).decode() if chosen.output.mac_form == "base64" else mac.hex()
    return chosen.attach(prepared, claims, written), text, right, used


def signed_step(found: Explanation) -> str:
    """Return the text that the explanation shows as signed."""
    return next(step.value for step in found.observed if step.name == found.subject)


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("scheme", CASES)
def test_an_odd_text_is_explained_and_shown(scheme: str, name: str) -> None:
    sent, text, _, _ = sent_with(scheme, ODD[name])
    found = explain_signed(sent, CASES[scheme][1], Evidence(text), scheme, now=NOW)
    assert found is not None
    assert found.verdict == "explained"
    assert signed_step(found) == text
    assert all(mistake.title and mistake.detail and mistake.fix for mistake in found.mistakes)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("garbage", "Another text than the base string of this request was signed"),
        ("empty", "An empty text was signed instead of the base string"),
        ("json", "JSON text was signed instead of the base string"),
        ("a url with parameters", "The URL was signed instead of the base string"),
        ("encoded again", "The whole base string was percent-encoded once more"),
        ("hashed", "The SHA256 hash of the base string was signed instead of the base string itself"),
    ],
)
def test_the_title_says_what_was_signed(name: str, title: str) -> None:
    sent, text, _, _ = sent_with("oauth1", ODD[name])
    found = explain_signed(sent, OAUTH, Evidence(text), now=NOW)
    assert found is not None
    assert [(mistake.id, mistake.title) for mistake in found.mistakes] == [("", title)]


def test_quotes_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_text, "SEARCH_BUDGET", 10.0)
    sent, text, _, _ = sent_with("oauth1", ODD["in quotes"])
    found = explain_signed(sent, OAUTH, Evidence(text), now=NOW)
    assert found is not None
    assert [(mistake.id, mistake.detail) for mistake in found.mistakes] == [
        ("join-wrong-separator", "There are double quotes around the base string.")
    ]


def test_parts_are_located_in_the_text() -> None:
    sent, text, _, _ = sent_with("oauth1", ODD["a url with parameters"])
    found = explain_signed(sent, OAUTH, Evidence(text), now=NOW)
    assert found is not None
    detail = found.mistakes[0].detail
    assert "Missing from it: the http method, the parameter oauth_consumer_key" in detail
    assert "the parameter b ('b=2' instead of 'b%3D2')" in detail


def test_quotes_around_values_are_not_parameters_that_were_not_sent() -> None:
    def quoted(right: str) -> str:
        method, uri, parameters = right.split("&")
        return f"{method}&{uri}&{parameters.replace('%3D', '%3D%22').replace('%26', '%22%26')}%22"

    sent, text, _, _ = sent_with("oauth1", quoted)
    found = explain_signed(sent, OAUTH, Evidence(text), now=NOW)
    assert found is not None
    assert "params-signed-not-sent" not in {mistake.id for mistake in found.mistakes}


@pytest.mark.parametrize("scheme", ["oauth1", "duo"])
@pytest.mark.parametrize(("name", "count"), [("right", 1), ("garbage", 2)])
def test_a_key_that_the_credential_does_not_make_is_a_mistake_of_its_own(scheme: str, name: str, count: int) -> None:
    make = {**ODD, "right": str}[name]
    sent, text, _, key = sent_with(scheme, make, b"quite another key")
    found = explain_signed(sent, CASES[scheme][1], Evidence(text, key), scheme, now=NOW)
    assert found is not None
    titles = [mistake.title for mistake in found.mistakes]
    assert len(titles) == count
    assert titles[-1] == "The program signed with another key than the one of the credentials"
    assert "quite another key" not in repr(found)


def test_a_named_mistake_in_the_text_keeps_its_name_with_another_key() -> None:
    def reverse(right: str) -> str:
        return right.replace("GET&", "get&")

    sent, text, _, key = sent_with("oauth1", reverse, b"quite&another")
    found = explain_signed(sent, OAUTH, Evidence(text, key), now=NOW)
    assert found is not None
    assert [mistake.id for mistake in found.mistakes] == ["method-lowercase", ""]


@pytest.mark.parametrize("key", [b"one", b"one&", b"one&two&three&four", b"", b"&"])
def test_only_the_key_is_wrong_whatever_its_form(key: bytes) -> None:
    sent, text, _, used = sent_with("oauth1", lambda right: right.replace("GET&", "get&"), key)
    found = explain_signed(sent, OAUTH, Evidence(text, used), now=NOW)
    assert found is not None
    assert len(found.mistakes) == 2
    assert found.mistakes[0].id == "method-lowercase"


def test_a_key_with_a_mistake_is_found_for_an_odd_text() -> None:
    sent, text, _, _ = sent_with("oauth1", ODD["garbage"], b"consumer-secret")
    found = explain_signed(sent, OAUTH, Evidence(text), now=NOW)
    assert found is not None
    assert [mistake.id for mistake in found.mistakes] == ["key-no-ampersand", ""]


def test_the_right_text_is_recognised() -> None:
    sent, text, right, _ = sent_with("duo", ODD["garbage"])
    assert is_right_text(sent, DUO, right)
    assert not is_right_text(sent, DUO, text)


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60))
def test_every_text_is_explained(text: str) -> None:
    sent, text, right, key = sent_with("oauth1", lambda _: text)
    found = explain_signed(sent, OAUTH, Evidence(text, key), now=NOW)
    assert found is not None
    assert found.verdict == ("valid" if text == right else "explained")


@pytest.mark.parametrize("text", ["a=1&" * 20_000, "%25" * 30_000, "\n" * 90_000, "[" * 90_000, "oauth_nonce " * 9_000])
def test_a_difference_is_described_in_linear_time(text: str) -> None:
    parts = [Part(f"the parameter p{index}", f"p{index}=%25{index}") for index in range(200)]
    started = time.process_time()
    describe_difference(text, "&".join(part.value for part in parts), parts, "base string")
    assert time.process_time() - started < 5


@pytest.fixture(scope="module")
def key_pair() -> tuple[rsa.RSAPrivateKey, str, str]:
    """Return an RSA key with its private and public PEM."""
    key = rsa.generate_private_key(65537, 2048)
    form = serialization.Encoding.PEM
    private = key.private_bytes(form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    return key, private, key.public_key().public_bytes(form, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("text", ["hello", "get&https%3A%2F%2Fshop.example.com%2Forders&"])
def test_rsa_signs_an_odd_text(key_pair: tuple[rsa.RSAPrivateKey, str, str], text: str, public: bool) -> None:
    key, private_pem, public_pem = key_pair
    chosen, own = scheme_named("oauth1"), Credential.rsa("ck-example", private_pem)
    prepared, claims = chosen.prepare(ORDERS, own, now=NOW, nonce="7d8f3e4a9c01b2aa", method="RSA-SHA256")
    signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    sent = chosen.attach(prepared, claims, base64.b64encode(signature).decode())
    credential = Credential.rsa("ck-example", public_pem) if public else own
    found = explain_signed(sent, credential, Evidence(text), now=NOW)
    assert found is not None
    assert found.verdict == "explained"
    assert signed_step(found) == text
    assert explain_signed(sent, credential, Evidence(f"{text}?"), now=NOW) is None
