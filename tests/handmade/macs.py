"""What every hand-made signer chooses about its key, hash and output.

Nothing here knows paraph. A variant is a small function as people write it.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import partial


def same_key(key: bytes) -> bytes:
    """Return the key as it is."""
    return key


def hmac_digest(key: bytes, text: bytes, name: str) -> bytes:
    """Return the HMAC: the right way."""
    return hmac.new(key, text, name).digest()


def hash_of(arrange: Callable[[bytes, bytes], bytes], key: bytes, text: bytes, name: str) -> bytes:
    """Return a plain hash of key and text together."""
    return hashlib.new(name, arrange(key, text)).digest()


MACS: dict[str, Callable[[bytes, bytes, str], bytes]] = {
    "key and text swapped": lambda key, text, name: hmac.new(text, key, name).digest(),
    "hash of the text": partial(hash_of, lambda _key, text: text),
    "hash of key and text": partial(hash_of, lambda key, text: key + text),
    "hash of text and key": partial(hash_of, lambda key, text: text + key),
    "HMAC of the hash in hex": lambda key, text, name: hmac.new(
        key, hashlib.new(name, text).hexdigest().encode(), name
    ).digest(),
}
HASHES = ("sha1", "sha256", "sha384", "sha512", "md5")


def in_base64(digest: bytes) -> str:
    """Return base64 of the digest."""
    return base64.b64encode(digest).decode()


COMMON_OUTPUTS: dict[str, Callable[[bytes], str]] = {
    "base64 of hex": lambda digest: in_base64(digest.hex().encode()),
    "upper-case hex": lambda digest: digest.hex().upper(),
    "base64 of upper-case hex": lambda digest: in_base64(digest.hex().upper().encode()),
    "hex with dashes": lambda digest: "-".join(f"{byte:02X}" for byte in digest),
    "hex without leading zeros": lambda digest: "".join(f"{byte:x}" for byte in digest),
    "hex of signed bytes, as Java": lambda digest: "".join(f"{(byte ^ 128) - 128 & 0xFFFFFFFF:x}" for byte in digest),
    "hex of a number": lambda digest: f"{int.from_bytes(digest, 'big'):x}",
    "with what openssl prints": lambda digest: f"(stdin)= {digest.hex()}",
    "base64 twice": lambda digest: in_base64(in_base64(digest).encode()),
    "bytes of Python, base64": lambda digest: f"b'{in_base64(digest)}'",
    "base64, URL-safe": lambda digest: base64.urlsafe_b64encode(digest).decode(),
    "base64, URL-safe, no padding": lambda digest: base64.urlsafe_b64encode(digest).decode().rstrip("="),
}
TO_BASE64: dict[str, Callable[[bytes], str]] = {
    **COMMON_OUTPUTS,
    "hex": bytes.hex,
    "no padding": lambda digest: in_base64(digest).rstrip("="),
    "trailing newline": lambda digest: in_base64(digest) + "\n",
    "lower case": lambda digest: in_base64(digest).lower(),
}
TO_HEX: dict[str, Callable[[bytes], str]] = {
    **COMMON_OUTPUTS,
    "base64": in_base64,
    "trailing newline": lambda digest: digest.hex() + "\n",
    "hex of base64": lambda digest: in_base64(digest).encode().hex(),
    "bytes of Python, hex": lambda digest: f"b'{digest.hex()}'",
}


def base64_decoded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


KEY_TEXTS: dict[str, Callable[[bytes], bytes]] = {
    "newline at the end": lambda text: text + b"\n",
    "CR LF at the end": lambda text: text + b"\r\n",
    "space at the end": lambda text: text + b" ",
    "space in front": lambda text: b" " + text,
    "quotes around": lambda text: b'"' + text + b'"',
    "base64": base64.b64encode,
    "base64 decoded": base64_decoded,
    "hex": lambda text: text.hex().encode(),
    "lower case": bytes.lower,
    "upper case": bytes.upper,
    "hash of the key": lambda text: hashlib.sha1(text).hexdigest().encode(),
    "UTF-16": lambda text: text.decode().encode("utf-16-le"),
    "empty": lambda _text: b"",
    "null": lambda _text: b"null",
    "bytes of Python": lambda text: repr(text).encode(),
    "hash of the key, as bytes": lambda text: hashlib.sha256(text).digest(),
}
"""What people do to a whole key, or what happens to it on the way."""
