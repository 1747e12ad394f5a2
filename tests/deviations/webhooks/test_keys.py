"""The grammar of keys: how a secret is read, and what is done to the key."""

import base64
import hashlib

import pytest

from paraph.core.secret import Secret
from paraph.deviations.macs import double_mac_deviations
from paraph.deviations.webhooks.keys import READINGS, reading_deviations
from paraph.schemes.webhooks.signing import KEYS, hmac_sha256

RAW = bytes(range(200, 224))
TEXT = base64.b64encode(RAW)
WHSEC = b"whsec_" + TEXT


def keys(form: str, secret: bytes, most: float) -> dict[bytes, tuple[str, ...]]:
    """Every key that the deviations make of a secret, with the ids of its mistakes."""
    made: dict[bytes, tuple[str, ...]] = {}
    for deviation in sorted(reading_deviations(KEYS[form], READINGS[form]), key=lambda each: each.rarity):
        if deviation.rarity <= most:
            for way in deviation.ways(Secret(secret)):
                made.setdefault(way.value.value, tuple(part for part, _ in way.parts) or (deviation.id,))
    return made


@pytest.mark.parametrize(
    ("form", "secret", "key", "mistake"),
    [
        ("text", b"s3cret", b"whsec_s3cret", ""),
        ("text", b"whsec_s3cret", b"s3cret", "secret-cut-short"),
        ("text", TEXT, RAW, "key-base64-decoded-wrongly"),
        ("text", b"s3cret", b"czNjcmV0", "key-base64-encoded-first"),
        ("text", b"s3cret", hashlib.sha1(b"s3cret").hexdigest().encode(), ""),
        ("text", b"s3cret", hashlib.sha256(b"s3cret").digest(), ""),
        ("text", b"s3cret", b"s3cret\n", "secret-trailing-newline"),
        ("text", b"s3cret", b"null", "key-null-literal"),
        ("whsec", WHSEC, TEXT, "key-base64-not-decoded"),
        ("whsec", WHSEC, WHSEC, "key-prefix-kept"),
        ("whsec", WHSEC, RAW + b"\n", "secret-trailing-newline"),
        ("whsec", WHSEC, b"", "key-null-literal"),
        ("whsec", WHSEC, RAW.hex().encode(), "key-hex-decoded-wrongly"),
    ],
)
def test_one_change(form: str, secret: bytes, key: bytes, mistake: str) -> None:
    assert keys(form, secret, 12.0)[key] == (mistake,)


@pytest.mark.parametrize(
    ("form", "secret", "key", "mistakes"),
    [
        ("text", b"s3cret", b"whsec_s3cret\n", ("", "secret-trailing-newline")),
        ("text", b"s3cret", b"S3CRET ", ("key-case-changed", "secret-trailing-space")),
        ("whsec", WHSEC, WHSEC.upper(), ("key-prefix-kept", "key-case-changed")),
        ("whsec", WHSEC, b"'" + TEXT + b"'", ("key-base64-not-decoded", "secret-shell-artifact")),
    ],
)
def test_two_changes_are_two_mistakes(form: str, secret: bytes, key: bytes, mistakes: tuple[str, ...]) -> None:
    assert keys(form, secret, 20.0)[key] == mistakes


def test_key_and_text_swapped_with_another_hash_are_two_mistakes() -> None:
    ways = [way for each in double_mac_deviations(hmac_sha256, "sha256") for way in each.ways(Secret(b"k"), "text")]
    assert {len(way.value) for way in ways} == {16, 20, 48, 64}
    assert {tuple(name for name, _ in way.parts) for way in ways} == {("key-message-swapped", "hash-algorithm")}
