"""The wrong ways to make the MAC itself, the same for every scheme that signs with an HMAC."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret
from paraph.core.deviation import Deviation, Way
from paraph.core.mac import hmac_bytes, hmac_text, prepared_hashes
from paraph.core.message import wire_bytes
from paraph.deviations.grammar import ANOTHER_MISTAKE, combine
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Iterator


NAMES = ("sha1", "sha256", "sha512", "md5")
"""The hashes that people take for another one, the usual ones first."""


def mac_deviations(stage: Any, own: str) -> Iterator[Deviation]:
    """Yield the wrong ways to make the MAC, instead of `stage`, which uses the hash `own`."""
    usual = tuple(dict.fromkeys((own, "sha1")))
    yield Deviation("hash-of-encoded-mac", stage, partial(hash_encoded_mac, name=own, outers=usual))
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        others = tuple(dict.fromkeys((name,) if name == own else (name, *usual)))
        yield Deviation("hash-of-encoded-mac", stage, partial(hash_encoded_mac, name=name, outers=others), {}, UNUSUAL)
        if name != own:
            yield Deviation("hash-algorithm", stage, partial(use_hash, own=own, name=name), algorithm=name)
    for name in dict.fromkeys((own, *NAMES)):
        rarity = 3.0 if name == own else ODD + 2
        yield Deviation("hash-not-hmac", stage, partial(hash_plainly, name=name), {}, rarity)
        yield Deviation("", stage, partial(sign_hash, name=name), {}, rarity)
    yield Deviation("hash-of-encoded-mac", stage, partial(sign_mac_again, own=own), {}, 3.0)
    yield Deviation("", stage, partial(sign_encoded_text, own=own), {}, 3.0)
    yield Deviation("key-message-swapped", stage, partial(swap_key_and_text, own=own), {}, SELDOM)


def double_mac_deviations(stage: Any, own: str) -> Iterator[Deviation]:
    """Yield the ways to make the MAC wrongly and with another hash too, which are two mistakes."""
    for name in NAMES:
        if name != own:
            swap = partial(swap_with_hash, own=own, name=name)
            yield Deviation("", stage, swap, {}, ANOTHER_MISTAKE + SELDOM)


def swap_with_hash(key: Secret, text: str, *, own: str, name: str) -> Iterator[Way[bytes]]:
    """Yield the HMAC of the key under the text, with another hash."""
    (swapped,) = swap_key_and_text(key, text, own=name)
    (hashed,) = use_hash(key, text, own=own, name=name)
    yield combine(swapped.value, ("key-message-swapped", swapped.detail), ("hash-algorithm", hashed.detail))


def use_hash(key: Secret, text: str, *, own: str, name: str) -> Iterator[Way[bytes]]:
    """Yield the HMAC with another hash."""
    yield Way(hmac_text(name, key, text), f"HMAC-{name.upper()} was used, not HMAC-{own.upper()}.")


def hash_encoded_mac(key: Secret, text: str, *, name: str, outers: tuple[str, ...]) -> Iterator[Way[bytes]]:
    """Yield the hashes of the MAC as text."""
    mac = hmac_text(name, key, text)
    for form, written in (("base64", base64.b64encode(mac)), ("hex", mac.hex().encode())):
        for outer in outers:
            said = f"The MAC was written as {form}, and that text was hashed again with {outer}."
            yield Way(hashlib.new(outer, written).digest(), said)


def hash_plainly(key: Secret, text: str, *, name: str) -> Iterator[Way[bytes]]:
    """Yield plain hashes of the text, with or without the key."""
    raw = wire_bytes(text)
    for message, said in (
        (Secret(key.value + raw), "key and text"),
        (Secret(raw + key.value), "text and key"),
        (Secret(raw), "the text"),
    ):
        yield Way(hashlib.new(name, message.value).digest(), f"A plain {name} of {said} was used, not an HMAC.")


def sign_hash(key: Secret, text: str, *, name: str) -> Iterator[Way[bytes]]:
    """Yield the HMACs of a hash of the text."""
    for inner in dict.fromkeys((name, "sha1", "sha256", "md5")):
        digest = hashlib.new(inner, wire_bytes(text))
        said = f"The text was hashed with {inner.upper()} first, and HMAC-{name.upper()} was made of"
        yield Way(hmac_text(name, key, digest.hexdigest()), f"{said} the hex of that.")
        yield Way(hmac_bytes(name, key, digest.digest()), f"{said} that.", 1.0)
        encoded = base64.b64encode(digest.digest()).decode()
        yield Way(hmac_text(name, key, encoded), f"{said} the base64 of that.", 1.0)


def sign_mac_again(key: Secret, text: str, *, own: str) -> Iterator[Way[bytes]]:
    """Yield the HMACs of the MAC."""
    mac = hmac_text(own, key, text)
    for message, said in ((mac.hex(), "its hex"), (base64.b64encode(mac).decode(), "its base64")):
        yield Way(hmac_text(own, key, message), f"An HMAC was made again of {said}.")
    yield Way(hmac_bytes(own, key, mac), "An HMAC was made again of the MAC.")


def sign_encoded_text(key: Secret, text: str, *, own: str) -> Iterator[Way[bytes]]:
    """Yield the HMACs of the text in base64 and in hex."""
    encoded = base64.b64encode(wire_bytes(text)).decode()
    yield Way(hmac_text(own, key, encoded), "The text was encoded as base64 first.")
    yield Way(hmac_text(own, key, wire_bytes(text).hex()), "The text was written as hex first.", 1.0)


def swap_key_and_text(key: Secret, text: str, *, own: str) -> Iterator[Way[bytes]]:
    """Yield the HMAC of the key under the text."""
    yield Way(mac_of_key(own, Secret(text), key), "Key and text were swapped.")


def mac_of_key(algorithm: str, key: Secret, message: Secret) -> bytes:
    """Return the HMAC of a secret message; no frame has its bytes."""
    inner, outer = (pad.copy() for pad in prepared_hashes(algorithm, key))
    inner.update(message.value)
    outer.update(inner.digest())
    return outer.digest()
