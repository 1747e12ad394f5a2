"""Which keys give an observed signature together with a known text, and with which hash."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.mac import hmac_text
from paraph.explaining.mac_forms import DIGEST_SIZES
from paraph.explaining.search.choices import PathStep, iter_ways
from paraph.explaining.search.target import is_hmac
from paraph.explaining.search.tree import levels_in_time
from paraph.explaining.unnamed import unnamed_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from paraph.core.credential import Secret
    from paraph.explaining.search.choices import Path
    from paraph.explaining.search.target import Root, Target
    from paraph.explaining.search.tree import Node

MAX_COST = 28
"""How far keys are searched: up to two mistakes."""
SECONDS = 2.0
"""How long all possible keys are tried with a text, if the key is not known."""
OTHER_KEY = "The program signed with another key than the one of the credentials"
OTHER_KEY_DETAIL = "The key that was used is not made of the given secrets in any known way."
OTHER_HASH = "Another hash was used than the scheme has"
OTHER_HASH_FIX = "Use the hash that the signature method names."
OTHER_KEY_FIX = (
    "Give the program the secret of these credentials, or give paraph the credentials that the program uses."
)


class Evidence(NamedTuple):
    """What a client signed: `text`, and the `key` and the hash (`algorithm`) of its HMAC, if they are known."""

    text: str
    key: Secret | None = None
    algorithm: str = ""


class Signing(NamedTuple):
    """A way in which a text gives the signature: the reading, the path of key and MAC, and the mistakes in writing it."""

    root: Root
    path: Path
    output_mistakes: tuple[str, ...]


def key_and_text(signed: Node) -> tuple[Node | None, Node | None]:
    """Return the nodes of the key and of the text that are signed; no key if a text is only hashed, as for RSA."""
    if is_hmac(signed):
        key, text = signed.children
        return key, text
    is_digest = len(signed.children) == 1 and signed.children[0].stage.joins
    return (None, signed.children[0]) if is_digest else (None, None)


LIKELY_KEYS = 20
"""So many keys, the likeliest ones, are tried with wrong ways to make the MAC, each of which reads the whole text."""
MOST_HASHED = 8 * 1024 * 1024
"""So many characters of a long text are hashed with likely and unlikely keys, before only the likely ones are tried."""


def gives_signature(evidence: Evidence, target: Target) -> bool:
    """Return whether text and key give the signature; True without a key, which is then tried later."""
    if evidence.key is None:
        return True
    names = [evidence.algorithm] if evidence.algorithm else sorted(set(DIGEST_SIZES.values()))
    return any(target.match(hmac_text(name, evidence.key, evidence.text)) is not None for name in names)


def signings(roots: Sequence[Root], evidence: Evidence, target: Target) -> list[Signing]:
    """Return the ways in which the text gives the signature with a possible key, one for each reading, if there are any.

    Keys with fewer mistakes come first. Most readings have the same keys, and a text may be long, so no key is tried
    twice for one way of signing. If the key is known and no mistake leads to it, it is an unnamed mistake.
    """
    end = time.monotonic() + SECONDS
    tried: dict[tuple[object, ...], Signing | None] = {}
    for unnamed in (False, True) if evidence.key is not None else (False,):
        found = [way for root in roots if (way := signing(root, evidence, target, tried, end, unnamed=unnamed))]
        if found:
            return found
    return []


def signing(
    root: Root,
    evidence: Evidence,
    target: Target,
    tried: dict[tuple[object, ...], Signing | None],
    end: float,
    *,
    unnamed: bool,
) -> Signing | None:
    """Return the first way in which a reading signs the text and gives the signature; None if there is none until `end`."""
    key_node, text_node = key_and_text(root.signed)
    if text_node is None:
        return None
    kind = (unnamed, root.signed.function, *(wrong.deviation for wrong in root.signed.wrong_stages))
    keys = possible_keys(key_node, evidence.key, unnamed=unnamed)
    most_keys = max(LIKELY_KEYS, MOST_HASHED // max(len(evidence.text), 1))
    for place, (key, key_path) in enumerate(keys):
        if place == most_keys and evidence.key is None:
            break
        if (*kind, key) not in tried:
            is_likely = place < LIKELY_KEYS or evidence.key is not None
            found = next(mac_paths(root.signed, key, evidence.text, ((), key_path), target, wrong=is_likely), None)
            if found is None and unnamed:
                found = other_hash_path(root.signed, key, evidence, key_path, target)
            tried[*kind, key] = None if found is None else Signing(root, *found)
        known = tried[*kind, key]
        if known is not None:
            return known._replace(root=root)
        if time.monotonic() > end:
            break
    return None


def possible_keys(
    node: Node | None, key: Secret | None, *, unnamed: bool = False
) -> Iterator[tuple[Secret | None, Path]]:
    """Yield the known `key` with its path; if it is not known, every key that two mistakes can give.

    With `unnamed`, a known key that no mistake gives is yielded too. Without a node the text has no key.
    """
    if node is None:
        yield None, ()
        return
    for level in levels_in_time(node, range(MAX_COST + 1)):
        for value, path in zip(level.values, level.paths, strict=True):
            if key is None or value == key:
                yield value, path
                if key is not None:
                    return
    if key is not None and unnamed:
        yield key, unnamed_step(node.stage, key, OTHER_KEY, OTHER_KEY_DETAIL, OTHER_KEY_FIX)


def mac_paths(
    signed: Node, key: Secret | None, text: str, inputs: Path, target: Target, *, wrong: bool = True
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the ways to make a MAC of text and key that give the signature, with the mistakes in writing it.

    Without `wrong`, only the right way is tried.
    """
    arguments = (text,) if key is None else (key, text)
    output_mistakes = target.match(signed.function(*arguments))
    if output_mistakes is not None:
        yield inputs, output_mistakes
        return
    for wrong_stage in signed.wrong_stages if wrong else ():
        for position, way in enumerate(iter_ways(wrong_stage.deviation, arguments)):
            output_mistakes = target.match(way.value)
            if output_mistakes is not None:
                yield PathStep(inputs, wrong_stage, signed.stage, position, way), output_mistakes
                return


def other_hash_path(
    signed: Node, key: Secret | None, evidence: Evidence, key_path: Path, target: Target
) -> tuple[Path, tuple[str, ...]] | None:
    """Return the path of an HMAC with a known hash that no mistake of the catalogue names; None if it does not match."""
    if key is None or not evidence.algorithm:
        return None
    mac = hmac_text(evidence.algorithm, key, evidence.text)
    output_mistakes = target.match(mac)
    detail = f"The program used HMAC with {evidence.algorithm}."
    step = unnamed_step(signed.stage, mac, OTHER_HASH, detail, OTHER_HASH_FIX, (key_path,))
    return None if output_mistakes is None else (step, output_mistakes)
