"""A hand-made signer of webhooks, as plain string code: each step is a choice.

Most of these programs are receivers: they compute the signature of what came in, from a body that their framework has read.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tests.handmade.drawing import SignedText
from tests.handmade.macs import hmac_digest, in_base64, same_key


class Vendor(NamedTuple):
    """How a vendor signs: `layout` with the names in braces is the signed text."""

    name: str
    layout: str
    is_base64: bool = False
    digest: str = "sha256"


class Scene(NamedTuple):
    """One webhook before signing; `body` is the text as sent."""

    vendor: Vendor
    path: str
    body: str
    is_json: bool
    identity: str
    stamp: int
    secret: str


def right_body(scene: Scene) -> str:
    """Return the body as sent."""
    return scene.body


def right_stamp(scene: Scene) -> str:
    """Return the time as sent."""
    return str(scene.stamp)


def right_layout(scene: Scene, stamp: str, body: str) -> str:
    """Put the parts where the vendor has them."""
    has_name = {"{id}": scene.identity, "{time}": stamp, "{body}": body}
    parts = scene.vendor.layout.split(" ")
    return "".join(has_name.get(part, part) for part in parts)


def right_key(scene: Scene) -> bytes:
    """Return the secret, or what base64 behind ``whsec_`` holds if the vendor wants that."""
    if "{id}" in scene.vendor.layout:
        return base64.b64decode(scene.secret.removeprefix("whsec_"))
    return scene.secret.encode()


def right_output(is_base64: bool, digest: bytes) -> str:
    """Return the digest in the vendor's form."""
    return in_base64(digest) if is_base64 else digest.hex()


@dataclass(frozen=True, slots=True)
class Signer:
    """How somebody signs; each field is a choice, and the default is the right one."""

    body: Callable[[Scene], str] = right_body
    stamp: Callable[[Scene], str] = right_stamp
    layout: Callable[[Scene, str, str], str] = right_layout
    whole: Callable[[str], str] = str
    key: Callable[[Scene], bytes] = right_key
    key_text: Callable[[bytes], bytes] = same_key
    mac: Callable[[bytes, bytes, str], bytes] = hmac_digest
    hash_name: str = ""
    output: Callable[[bool, bytes], str] = right_output

    def seal(self, scene: Scene, text: str) -> str:
        """Return the signature of a text."""
        key, digest = self.key_text(self.key(scene)), self.hash_name or scene.vendor.digest
        mac = self.mac(key, text.encode("utf-8", "surrogateescape"), digest)
        return self.output(scene.vendor.is_base64, mac)

    def sign(self, scene: Scene) -> SignedText:
        """Return the text, the key and the signature."""
        text = self.whole(self.layout(scene, self.stamp(scene), self.body(scene)))
        return SignedText(text, self.key_text(self.key(scene)), self.seal(scene, text))
