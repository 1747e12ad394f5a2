"""RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 sections 8.2 and 8.1), by the `cryptography` package of the extra ``rsa``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.core.errors import BadKey
from paraph.core.secret import KeyKind

if TYPE_CHECKING:
    from paraph.core.secret import Secret


def load_key(key: Secret) -> tuple[Any, Any]:
    """Return the private (or None) and public key of a PEM, stored with the secret; raises BadKey if it is not an RSA key."""
    if key.loaded is None:
        key.loaded = read_pem(key)
    return key.loaded


def read_pem(key: Secret) -> tuple[Any, Any]:
    """Read the private (or None) and public key of a PEM; raises BadKey if it is not an RSA key, or without the extra."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    except ImportError:
        raise BadKey("RSA signatures need the extra: pip install 'paraph[rsa]'") from None
    private: Any = None
    try:
        if key.kind is KeyKind.PRIVATE:
            private = serialization.load_pem_private_key(key.value, password=None)
        public = private.public_key() if private else serialization.load_pem_public_key(key.value)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey("the key of an RSA method has to be an RSA key in PEM, without a password") from None
    if not isinstance(public, RSAPublicKey):
        raise BadKey("the key of an RSA method has to be an RSA key in PEM; this one is of another algorithm")
    return private, public


def key_bytes(key: Secret) -> int:
    """Return how many bytes a signature by this key has."""
    bits: int = load_key(key)[1].key_size
    return (bits + 7) // 8


def hash_algorithm(name: str) -> Any:
    """Return the hash of that name."""
    from cryptography.hazmat.primitives import hashes

    chosen: Any = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}[name]
    return chosen()


def private_key(key: Secret) -> Any:
    """Return the private key of a PEM; raises BadKey if it is a public one."""
    private, _ = load_key(key)
    if private is None:
        raise BadKey("signing with RSA needs the private key; this PEM is a public one")
    return private


def sign_digest(key: Secret, name: str, digest: bytes) -> bytes:
    """Sign a digest; raises BadKey if `key` is not a private key."""
    private = private_key(key)
    from cryptography.hazmat.primitives.asymmetric import padding, utils

    signature: bytes = private.sign(digest, padding.PKCS1v15(), utils.Prehashed(hash_algorithm(name)))
    return signature


def signed_digest(key: Secret, name: str, signature: bytes) -> bytes:
    """Return the digest inside a signature; empty if the signature was not made by this key and hash."""
    _, public = load_key(key)
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import padding

    try:
        digest: bytes = public.recover_data_from_signature(signature, padding.PKCS1v15(), hash_algorithm(name))
    except (InvalidSignature, ValueError):
        return b""
    return digest


def sign_digest_pss(key: Secret, digest: bytes) -> bytes:
    """Sign a SHA-256 digest by RSASSA-PSS; raises BadKey if `key` is not a private key."""
    signature: bytes = private_key(key).sign(digest, *pss_parameters())
    return signature


def verify_digest_pss(key: Secret, digest: bytes, signature: bytes) -> bool:
    """Return whether `signature` is a RSASSA-PSS signature of a SHA-256 digest by the key's pair."""
    from cryptography.exceptions import InvalidSignature

    try:
        load_key(key)[1].verify(signature, digest, *pss_parameters())
    except InvalidSignature:
        return False
    return True


def pss_parameters() -> tuple[Any, Any]:
    """Return padding and hash of RSASSA-PSS: SHA-256 everywhere, and a salt of 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric import padding, utils

    digest = hash_algorithm("sha256")
    return padding.PSS(padding.MGF1(digest), 32), utils.Prehashed(digest)
