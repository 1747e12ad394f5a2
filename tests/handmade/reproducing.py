"""Checks that an explanation reproduces the signature of a hand-made signer.

Two explanations can describe the same bytes. A signer replaced the body by its hash in hex; ``explain`` may say that, or that
the body is right and the HMAC was made of its hash in hex. So the signature is computed here from what the explanation states:
the text, what the HMAC was made of, and its hash. The key and the form of the output are those of the signer. Nothing of
paraph computes here.
"""

import base64
import hashlib
import hmac
import re
from typing import NamedTuple

from paraph import Explanation
from tests.handmade.drawing import Drawn

HASHED_FIRST = re.compile(
    r"The text was hashed with (\w+) first, and HMAC-(\w+) was made of (that|the hex of that|the base64 of that)\."
)
OTHER_HASH = re.compile(r"HMAC-(\w+) was used, not HMAC-\w+\.")


class StatedMac(NamedTuple):
    """The MAC that an explanation states: the hash of the HMAC, the hash of the text before it, and how that was written."""

    name: str
    inner: str = ""
    form: str = ""


def is_reproduced(drawn: Drawn, found: Explanation, text: str) -> bool:
    """Return whether the text gives the signature: as the signer makes it, or with the MAC that the explanation states."""
    if drawn.seal(text) == drawn.signature:
        return True
    stated = stated_mac(found, drawn.digest)
    if stated is None:
        return False
    mac = hmac.digest(drawn.key, mac_input(text.encode("utf-8", "surrogateescape"), stated), stated.name)
    return drawn.write(mac) == drawn.signature


def mac_input(text: bytes, stated: StatedMac) -> bytes:
    """Return what the HMAC is made of."""
    if not stated.inner:
        return text
    digest = hashlib.new(stated.inner, text).digest()
    written = {"that": digest, "the hex of that": digest.hex().encode(), "the base64 of that": base64.b64encode(digest)}
    return written[stated.form]


def stated_mac(found: Explanation, right: str) -> StatedMac | None:
    """Return the MAC that an explanation states, `right` if it says nothing of it; None if it is no such HMAC."""
    said = [
        mistake.detail
        for mistake in found.mistakes
        if mistake.stage == "hash" or mistake.stage.startswith("hmac ") or mistake.id == "key-message-swapped"
    ]
    if not said:
        return StatedMac(right)
    if len(said) > 1:
        return None
    if hashed := HASHED_FIRST.fullmatch(said[0]):
        return StatedMac(hashed[2].lower(), hashed[1].lower(), hashed[3])
    other = OTHER_HASH.fullmatch(said[0])
    return StatedMac(other[1].lower()) if other else None
