"""RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2), by the `cryptography` package of the extra ``rsa``."""

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


def hash_algorithm(name: str) -> Any:
    """Return the hash of that name."""
    from cryptography.hazmat.primitives import hashes

    chosen: Any = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}[name]
    return chosen()


def sign_digest(key: Secret, name: str, digest: bytes) -> bytes:
    """Sign a digest; raises BadKey if `key` is not a private key."""
    private, _ = load_key(key)
    if private is None:
        raise BadKey("signing with RSA needs the private key; this PEM is a public one")
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
