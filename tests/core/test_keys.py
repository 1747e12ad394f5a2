"""Credentials, secrets and the MACs made with them."""

import copy
import hashlib
import hmac
import pickle
import sys
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from paraph import BadKey, Credential, Secret, request_for, sign
from paraph.core.mac import hmac_bytes, hmac_text, prepared_hashes
from paraph.core.message import wire_bytes
from paraph.core.rsa import load_key, sign_digest, signed_digest
from paraph.core.secret import NO_SECRET, KeyKind
from tests.verifying.test_policy import KEYS, RSA_KEY, private_pem

PRIVATE, PUBLIC = Secret(KEYS["rsa private"]), Secret(KEYS["rsa public"])
KINDS = {
    "s3cret": KeyKind.SHARED,
    "": KeyKind.SHARED,
    "-----BEGIN PUBLIC KEY-----": KeyKind.PUBLIC,
    "\n x -----BEGIN RSA PUBLIC KEY-----": KeyKind.PUBLIC,
    "-----BEGIN PRIVATE KEY-----": KeyKind.PRIVATE,
    "-----BEGIN EC PRIVATE KEY-----": KeyKind.PRIVATE,
    "-----BEGIN CERTIFICATE-----": KeyKind.PUBLIC,
    "PRIVATE KEY-----": KeyKind.SHARED,
    **{f" \n{word}AAAA": KeyKind.PUBLIC for word in ("ssh-rsa ", "ecdsa-sha2-nistp256 ", "sk-ssh-", "sk-ecdsa-")},
    "my ssh-rsa ": KeyKind.SHARED,
}


@pytest.mark.parametrize("text", KINDS)
def test_the_kind_of_a_key_is_seen_from_its_text(text: str) -> None:
    assert Secret(text).kind is KINDS[text]


@pytest.mark.parametrize("value", ["é\udcff", b"\xc3\xa9\xff", bytearray(b"\xc3\xa9\xff"), memoryview(b"\xc3\xa9\xff")])
def test_a_secret_is_text_or_bytes_and_both_can_be_read(value: Any) -> None:
    secret = Secret(value)
    assert (secret.value, secret.text) == (b"\xc3\xa9\xff", "é\udcff")
    assert type(secret.value) is bytes
    assert secret == Secret(b"\xc3\xa9\xff")
    assert hash(secret) == hash(Secret("é\udcff"))
    assert secret not in (Secret("é"), b"\xc3\xa9\xff", None)
    assert hash(secret) != hash(Secret("é"))
    assert (bool(secret), bool(NO_SECRET)) == (True, False)


def test_a_secret_is_never_written_down() -> None:
    secret = Secret("hush")
    assert (repr(secret), f"{secret}", f"{secret:>16}", f"{[secret]}") == (
        "Secret(hidden)",
        "Secret(hidden)",
        "  Secret(hidden)",
        "[Secret(hidden)]",
    )
    for write in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="^a Secret is not pickled: pass the place it is kept in$"):
            write(secret)
    for wrong in (5, None, ["x"]):
        with pytest.raises(TypeError, match=f"^a secret is text or bytes, not {type(wrong).__name__}$"):
            Secret(wrong)  # type: ignore[arg-type]


def test_a_credential_is_made_of_plain_values() -> None:
    assert Credential.of("id", "s", "t", b"ts") == Credential("id", Secret("s"), "t", Secret("ts"))
    assert Credential.of("id", "s") == Credential("id", Secret("s"), "", NO_SECRET, "", {})
    full = Credential("id", Secret("s"), "t", Secret("ts"), "h", {"skey": Secret("o"), "none": NO_SECRET})
    assert full.secrets() == {"secret": Secret("s"), "token_secret": Secret("ts"), "skey": Secret("o")}
    assert Credential.of("id", "").secrets() == {}
    assert Credential.rsa("id", KEYS["rsa public"], "t") == Credential("id", PUBLIC, "t")
    assert Credential.rsa("id", KEYS["rsa public"]).token == ""


@pytest.mark.parametrize("name", ["key_id", "token", "host"])
def test_what_is_public_is_text(name: str) -> None:
    fields: dict[str, Any] = {"key_id": "id", "secret": Secret("s"), name: b"bytes"}
    with pytest.raises(TypeError, match="^key id, token and host of a Credential are text$"):
        Credential(**fields)


@pytest.mark.parametrize("fields", [{"secret": "s"}, {"token_secret": "s"}, {"others": {"a": Secret("s"), "b": "s"}}])
def test_what_is_secret_is_a_secret(fields: dict[str, Any]) -> None:
    said = r"^the secrets of a Credential are of type Secret: use Credential.of\(...\) for plain values$"
    with pytest.raises(TypeError, match=said):
        Credential(**{"key_id": "id", "secret": Secret("s"), **fields})


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512", "md5"])
@given(key=st.binary(max_size=300), text=st.text())
def test_a_mac_is_that_of_the_standard_library(algorithm: str, key: bytes, text: str) -> None:
    secret, message = Secret(key), text.encode("utf-8", "replace")
    for _ in range(2):
        assert hmac_bytes(algorithm, secret, message) == hmac.digest(key, message, algorithm)
        assert hmac_text(algorithm, secret, message.decode()) == hmac.digest(key, message, algorithm)
    assert hmac_text(algorithm, Secret(key), "\udcff") == hmac.digest(key, b"\xff", algorithm)


def test_the_pads_of_a_key_are_made_once_for_each_hash() -> None:
    key = Secret("k")
    assert prepared_hashes("sha1", key) is prepared_hashes("sha1", key)
    assert prepared_hashes("sha1", key) is not prepared_hashes("sha512", key)


@pytest.mark.parametrize("text", ["a", "é", "\udcff", ""])
def test_text_is_signed_as_the_bytes_that_it_stands_for(text: str) -> None:
    assert hmac_text("sha1", Secret("k"), text) == hmac.digest(b"k", wire_bytes(text), "sha1")


@pytest.mark.parametrize("size", [63, 64, 65, 127, 128, 129])
@pytest.mark.parametrize("algorithm", ["sha1", "sha512"])
def test_a_long_key_is_hashed_first(algorithm: str, size: int) -> None:
    assert hmac_bytes(algorithm, Secret(b"k" * size), b"m") == hmac.digest(b"k" * size, b"m", algorithm)


KINDS_OF_HASH: dict[str, Any] = {name: getattr(hashes, name.upper())() for name in ("sha1", "sha256", "sha512")}


@pytest.mark.parametrize("name", KINDS_OF_HASH)
def test_an_rsa_signature_is_that_of_another_library_and_shows_its_digest(name: str) -> None:
    digest = hashlib.new(name, b"text").digest()
    signature = sign_digest(PRIVATE, name, digest)
    RSA_KEY.public_key().verify(signature, b"text", padding.PKCS1v15(), KINDS_OF_HASH[name])
    assert signature == RSA_KEY.sign(b"text", padding.PKCS1v15(), KINDS_OF_HASH[name])
    for key in (PUBLIC, PRIVATE):
        assert signed_digest(key, name, signature) == digest
        for wrong in (b"", signature[:-1], signature[:-1] + bytes([signature[-1] ^ 1]), b"\xff" * 256):
            assert signed_digest(key, name, wrong) == b""
    other = "sha256" if name == "sha1" else "sha1"
    assert signed_digest(PUBLIC, other, signature) == b""


def test_a_key_is_read_once() -> None:
    key = Secret(KEYS["rsa private"])
    private, public = load_key(key)
    assert load_key(key)[0] is private
    assert public.public_numbers() == RSA_KEY.public_key().public_numbers()
    assert load_key(Secret(KEYS["rsa public"]))[0] is None
    again = load_key(key)
    assert again == key.loaded


LOCKED = RSA_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"pw"))
NO_RSA = "^the key of an RSA method has to be an RSA key in PEM, without a password$"
OTHER = "^the key of an RSA method has to be an RSA key in PEM; this one is of another algorithm$"
BROKEN = KEYS["rsa private"].replace(b"M", b"!", 1)
CURVE = private_pem(ec.generate_private_key(ec.SECP256R1()))
NOT_RSA = {LOCKED: NO_RSA, BROKEN: NO_RSA, KEYS["broken"]: NO_RSA, CURVE: OTHER, KEYS["ec public"]: OTHER}


@pytest.mark.parametrize("number", range(len(NOT_RSA)))
def test_what_is_no_rsa_key_is_refused_in_one_sentence(number: int) -> None:
    pem, said = list(NOT_RSA.items())[number]
    with pytest.raises(BadKey, match=said):
        Credential.rsa("id", pem)


def test_what_an_rsa_key_cannot_do_is_said() -> None:
    with pytest.raises(BadKey, match=r"^an RSA key is expected in PEM \(-----BEGIN ...-----\)$"):
        Credential.rsa("id", "s3cret")
    with pytest.raises(BadKey, match="^signing with RSA needs the private key; this PEM is a public one$"):
        sign(request_for("GET", "https://h.example/"), Credential("id", PUBLIC), "oauth1", method="RSA-SHA1")


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives", None)
    with pytest.raises(BadKey, match=r"^RSA signatures need the extra: pip install 'paraph\[rsa\]'$"):
        Credential.rsa("id", KEYS["rsa public"])
