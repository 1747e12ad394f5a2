"""The wrong ways to make the MAC itself, the same for every scheme that signs with an HMAC.

A search tries them with very many texts. So each is one function for all texts, which prepares the key once; its ways are
what it makes of one text.
"""

from __future__ import annotations

import hashlib
from binascii import b2a_base64, hexlify
from functools import partial
from typing import TYPE_CHECKING, Any

from paraph.core.credential import Secret
from paraph.core.deviation import Deviation, Way
from paraph.core.mac import hmac_bytes, hmac_text, prepared_hashes
from paraph.core.message import wire_bytes
from paraph.deviations.grammar import combine
from paraph.deviations.rarity import ODD, SELDOM, UNUSUAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from paraph.core.deviation import Macs

    Sentences = Sequence[tuple[str, float]]
    """What was done, for each MAC of a text, and how rare it is."""


NAMES = ("sha1", "sha256", "sha512", "md5", "sha384")
"""The hashes that people take for another one, the usual ones first."""
RARE_NAMES = ("sha3_256", "sha3_512", "blake2b", "blake2s")


def mac_deviations(stage: Any, own: str) -> Iterator[Deviation]:
    """Yield the wrong ways to make the MAC, instead of `stage`, which uses the hash `own`."""
    usual = tuple(dict.fromkeys((own, "sha1")))
    yield encoded_mac_deviation(stage, own, usual, SELDOM)
    for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
        others = tuple(dict.fromkeys((name,) if name == own else (name, *usual)))
        yield encoded_mac_deviation(stage, name, others, UNUSUAL)
        if name != own:
            yield hash_deviation(stage, own, name, 0.0)
    for name in RARE_NAMES:
        yield hash_deviation(stage, own, name, ODD)
    for name in dict.fromkeys((own, *NAMES)):
        rarity = 3.0 if name == own else ODD + 2
        plain = [(f"A plain {name} of {what} was used, not an HMAC.", 0.0) for what in PLAIN]
        yield mac_deviation("hash-not-hmac", stage, partial(hash_plainly, name=name), plain, rarity)
        joined = [(f"A plain {name} of {what} was used, not an HMAC.", 0.0) for what in JOINED]
        yield mac_deviation("hash-not-hmac", stage, partial(hash_joined, name=name), joined, rarity + SELDOM)
        inners = tuple(dict.fromkeys((name, *BEFORE)))
        yield mac_deviation(
            "", stage, partial(sign_hashes, name=name, inners=inners), hash_sentences(name, inners), rarity
        )
    yield mac_deviation("hash-of-encoded-mac", stage, partial(sign_macs_again, name=own), AGAIN, 3.0)
    yield mac_deviation("", stage, partial(sign_encoded_texts, name=own), ENCODED, 3.0)
    yield mac_deviation("key-message-swapped", stage, partial(swap_key_and_text, name=own), SWAPPED, SELDOM)
    yield from double_mac_deviations(stage, own)
    yield from cut_mac_deviations(stage, own)


def hash_deviation(stage: Any, own: str, name: str, rarity: float) -> Deviation:
    """Make the deviation of the HMAC with another hash."""
    return Deviation("hash-algorithm", stage, partial(use_hash, own=own, name=name), {}, rarity, algorithm=name)


def mac_deviation(mistake: str, stage: Any, macs: Macs, sentences: Sentences, rarity: float) -> Deviation:
    """Make the deviation whose ways are the MACs that `macs` makes of one text, with a sentence for each."""

    def ways(key: Secret, text: str) -> Iterator[Way[bytes]]:
        made = macs(key, (wire_bytes(text),))
        return (Way(mac, *sentence) for mac, sentence in zip(made, sentences, strict=True))

    return Deviation(mistake, stage, ways, {}, rarity, macs=macs)


def encoded_mac_deviation(stage: Any, name: str, outers: tuple[str, ...], rarity: float) -> Deviation:
    """Make the deviation of the hashes of a MAC that was written as text."""
    said = "The MAC was written as {}, and that text was hashed again with {}."
    sentences = [(said.format(form, outer), 0.0) for form in ("base64", "hex") for outer in outers]
    macs = partial(hash_encoded_macs, name=name, outers=outers)
    return mac_deviation("hash-of-encoded-mac", stage, macs, sentences, rarity)


def double_mac_deviations(stage: Any, own: str) -> Iterator[Deviation]:
    """Yield the ways to swap key and text and to use another hash too, which are two mistakes."""
    for name in NAMES:
        if name != own:
            swap = partial(swap_with_hash, own=own, name=name)
            macs = partial(swap_key_and_text, name=name)
            yield Deviation("", stage, swap, {}, ODD, macs=macs)


def swap_with_hash(key: Secret, text: str, *, own: str, name: str) -> Iterator[Way[bytes]]:
    """Yield the HMAC of the key under the text, with another hash."""
    ((swapped, _),) = SWAPPED
    mac = mac_of_key(name, Secret(wire_bytes(text)), key)
    yield combine(mac, ("key-message-swapped", swapped), ("hash-algorithm", another_hash(own, name)))


def cut_mac_deviations(stage: Any, own: str) -> Iterator[Deviation]:
    """Yield the MACs of a long hash that were cut to the size of a shorter one, which then look whole."""
    for size, longer in CUT_FROM.items():
        if own in longer:
            said = [(f"Only the first {size} bytes of the MAC were sent, the size of a shorter hash.", 0.0)]
            yield mac_deviation("out-truncated", stage, partial(cut_macs, names=(own,), size=size), said, 0.5)
        names = tuple(name for name in longer if name != own)
        cut = "HMAC-{} was used, not HMAC-{}, and only its first {} bytes were sent."
        said = [(cut.format(name.upper(), own.upper(), size), 0.0) for name in names]
        yield mac_deviation("out-truncated", stage, partial(cut_macs, names=names, size=size), said, ODD)


CUT_FROM = {20: ("sha256", "sha512"), 32: ("sha512",)}
"""The hashes whose MACs are cut to the size of a shorter hash."""


def cut_macs(key: Secret, texts: Iterable[bytes], *, names: tuple[str, ...], size: int) -> Iterator[bytes]:
    """Yield the beginnings of the HMACs of each text, one for each hash."""
    for text in texts:
        for name in names:
            yield hmac_bytes(name, key, text)[:size]


def another_hash(own: str, name: str) -> str:
    """Return the sentence that says which hash was used instead of which."""
    return f"HMAC-{name.upper().replace('_', '-')} was used, not HMAC-{own.upper()}."


def use_hash(key: Secret, text: str, *, own: str, name: str) -> Iterator[Way[bytes]]:
    """Yield the HMAC with another hash."""
    yield Way(hmac_text(name, key, text), another_hash(own, name))


def hash_encoded_macs(key: Secret, texts: Iterable[bytes], *, name: str, outers: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the hashes of the MAC of each text, written as base64 and as hex."""
    news = [getattr(hashlib, outer) for outer in outers]
    for text in texts:
        mac = hmac_bytes(name, key, text)
        for written in (b2a_base64(mac, newline=False), hexlify(mac)):
            for new in news:
                yield new(written).digest()


PLAIN = ("key and text", "text and key", "the text")


def hash_plainly(key: Secret, texts: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Yield the plain hashes of each text, after the key, before it and without it."""
    new = getattr(hashlib, name)
    begun = new(key.value)
    for text in texts:
        hashed = begun.copy()
        hashed.update(text)
        yield hashed.digest()
        hashed = new(text)
        alone = hashed.digest()
        hashed.update(key.value)
        yield hashed.digest()
        yield alone


SIGNS = (b"&", b":", b"\n", b",")
JOINED = (
    *[f"key and text, joined with {sign.decode()!r}," for sign in SIGNS],
    *[f"text and key, joined with {sign.decode()!r}," for sign in SIGNS],
    "the key, the text and the key again",
)


def hash_joined(key: Secret, texts: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Yield the plain hashes of key and text with a sign between them, in both orders, and with the key at both ends."""
    new = getattr(hashlib, name)
    begun = new(key.value)
    befores = [begun.copy() for _ in SIGNS]
    for before, sign in zip(befores, SIGNS, strict=True):
        before.update(sign)
    for text in texts:
        for before in befores:
            yield hash_more(before, text)
        after = new(text)
        for sign in SIGNS:
            hashed = after.copy()
            hashed.update(sign)
            yield hash_more(hashed, key.value)
        hashed = begun.copy()
        hashed.update(text)
        yield hash_more(hashed, key.value)


def hash_more(begun: hashlib._Hash, rest: bytes) -> bytes:
    """Return the hash after `begun` and the rest; `begun` stays as it is."""
    hashed = begun.copy()
    hashed.update(rest)
    return hashed.digest()


BEFORE = ("sha1", "sha256", "md5")
"""The hashes of a text that people make before the HMAC."""


def hash_sentences(name: str, inners: tuple[str, ...]) -> Sentences:
    """Return what is said about the HMACs of the hashes of a text."""
    forms = (("the hex of that", 0.0), ("that", 1.0), ("the base64 of that", 1.0))
    said = "The text was hashed with {} first, and HMAC-{} was made of {}."
    return [(said.format(inner.upper(), name.upper(), form), rarity) for inner in inners for form, rarity in forms]


def sign_hashes(key: Secret, texts: Iterable[bytes], *, name: str, inners: tuple[str, ...]) -> Iterator[bytes]:
    """Yield the HMACs of the hashes of each text, as hex, as they are, and as base64."""
    news = [getattr(hashlib, inner) for inner in inners]
    for text in texts:
        for new in news:
            digest = new(text).digest()
            yield hmac_bytes(name, key, hexlify(digest))
            yield hmac_bytes(name, key, digest)
            yield hmac_bytes(name, key, b2a_base64(digest, newline=False))


AGAIN = [(f"An HMAC was made again of {form}.", 0.0) for form in ("its hex", "its base64", "the MAC")]


def sign_macs_again(key: Secret, texts: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Yield the HMACs of the MAC of each text, as hex, as base64, and as it is."""
    for text in texts:
        mac = hmac_bytes(name, key, text)
        for written in (hexlify(mac), b2a_base64(mac, newline=False), mac):
            yield hmac_bytes(name, key, written)


ENCODED = [("The text was encoded as base64 first.", 0.0), ("The text was written as hex first.", 1.0)]


def sign_encoded_texts(key: Secret, texts: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Yield the HMACs of each text as base64 and as hex."""
    for text in texts:
        yield hmac_bytes(name, key, b2a_base64(text, newline=False))
        yield hmac_bytes(name, key, hexlify(text))


SWAPPED = [("Key and text were swapped.", 0.0)]


def swap_key_and_text(key: Secret, texts: Iterable[bytes], *, name: str) -> Iterator[bytes]:
    """Yield the HMAC of the key under each text."""
    for text in texts:
        yield mac_of_key(name, Secret(text), key)


def mac_of_key(algorithm: str, key: Secret, message: Secret) -> bytes:
    """Return the HMAC of a secret message; no frame has its bytes."""
    inner, outer = (pad.copy() for pad in prepared_hashes(algorithm, key))
    inner.update(message.value)
    outer.update(inner.digest())
    return outer.digest()
