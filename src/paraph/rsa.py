"""RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2), by the `cryptography` package of the extra ``rsa``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paraph.errors import Malformed

if TYPE_CHECKING:
    from paraph.credential import Secret


def loaded(key: Secret) -> tuple[Any, Any]:
    """Private (or None) and public key of a PEM; raises Malformed when it is no RSA key."""
    try:
        from cryptography.hazmat.primitives import serialization
    except ImportError:
        raise Malformed("RSA signatures need the extra: pip install 'paraph[rsa]'") from None
    try:
        if b"PRIVATE KEY" in key.value:
            private: Any = serialization.load_pem_private_key(key.value, password=None)
            return private, private.public_key()
        return None, serialization.load_pem_public_key(key.value)
    except (ValueError, TypeError):
        raise Malformed("the secret of an RSA method has to be an RSA key in PEM") from None


def algorithm(name: str) -> Any:
    """The hash of that name."""
    from cryptography.hazmat.primitives import hashes

    chosen: Any = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha512": hashes.SHA512}[name]
    return chosen()


def sign_digest(key: Secret, name: str, digest: bytes) -> bytes:
    """The signature of a digest; raises Malformed when `key` is no private key."""
    private, _ = loaded(key)
    if private is None:
        raise Malformed("signing with RSA needs the private key; this PEM is a public one")
    from cryptography.hazmat.primitives.asymmetric import padding, utils

    signature: bytes = private.sign(digest, padding.PKCS1v15(), utils.Prehashed(algorithm(name)))
    return signature


def signed_digest(key: Secret, name: str, signature: bytes) -> bytes:
    """The digest inside a signature; empty when the signature is not one of this key and hash."""
    _, public = loaded(key)
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import padding

    try:
        digest: bytes = public.recover_data_from_signature(signature, padding.PKCS1v15(), algorithm(name))
    except (InvalidSignature, ValueError):
        return b""
    return digest
