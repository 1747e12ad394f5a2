"""A hand-made signer of OAuth 1.0a, as plain string code: each step is a choice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tests.handmade.drawing import SignedText
from tests.handmade.encoders import Encoder, percent
from tests.handmade.macs import hmac_digest, in_base64, same_key
from tests.handmade.pairs import Join, Order, Pair, Piece, encode_pairs, right_join, right_order, same_pairs


class Scene(NamedTuple):
    """One request before signing; `luck` decides what a variant leaves to chance, such as which parameter is forgotten.

    `host` is as people type it, `port` only if it is not the default one.
    """

    method: str
    scheme: str
    host: str
    port: str
    path: str
    protocol: tuple[Pair, ...]
    query: tuple[Pair, ...]
    form: tuple[Pair, ...]
    json: str
    realm: str
    placement: str
    form_encoder: Encoder
    consumer: tuple[str, str]
    token: tuple[str, str]
    digest: str
    luck: int

    @property
    def pairs(self) -> list[Pair]:
        """All parameters that count, in the order in which they are sent."""
        return [*self.protocol, *self.query, *self.form]


def right_parameters(scene: Scene) -> list[Pair]:
    """Take all parameters of the protocol, the query and the form."""
    return scene.pairs


def right_method(scene: Scene) -> str:
    """Return the method in capitals."""
    return scene.method.upper()


def right_scheme(scene: Scene) -> str:
    """Return the scheme with its marks."""
    return f"{scene.scheme}://"


def right_host(scene: Scene) -> str:
    """Return the host in lower case, with a port that is not the default."""
    return scene.host.lower() + (f":{scene.port}" if scene.port else "")


def right_path(scene: Scene) -> str:
    """Return the path as sent."""
    return scene.path or "/"


class Parts(NamedTuple):
    """What a base string is put together of; `parameters` is not encoded as a whole yet."""

    method: str
    uri: str
    parameters: str
    encode_uri: Encoder
    encode_whole: Encoder


def right_base(parts: Parts) -> str:
    """Join method, encoded URI and encoded parameters with ``&``."""
    return "&".join((parts.method, parts.encode_uri(parts.uri), parts.encode_whole(parts.parameters)))


def right_key(scene: Scene) -> bytes:
    """Join the two encoded secrets with ``&``."""
    return f"{percent(scene.consumer[1])}&{percent(scene.token[1])}".encode()


@dataclass(frozen=True, slots=True)
class Signer:
    """How somebody signs; each field is a choice, and the default is the right one."""

    parameters: Callable[[Scene], list[Pair]] = right_parameters
    protocol: Callable[[list[Pair]], list[Pair]] = same_pairs
    timestamp: Callable[[list[Pair]], list[Pair]] = same_pairs
    value_text: Callable[[list[Pair]], list[Pair]] = same_pairs
    repeats: Callable[[list[Pair]], list[Pair]] = same_pairs
    encode_name: Encoder = percent
    encode_value: Encoder = percent
    order: Order = right_order
    join: Join = right_join
    method: Callable[[Scene], str] = right_method
    scheme: Callable[[Scene], str] = right_scheme
    host: Callable[[Scene], str] = right_host
    path: Callable[[Scene], str] = right_path
    encode_uri: Encoder = percent
    encode_whole: Encoder = percent
    base: Callable[[Parts], str] = right_base
    again: Encoder = str
    whole: Callable[[str], str] = str
    key: Callable[[Scene], bytes] = right_key
    key_text: Callable[[bytes], bytes] = same_key
    mac: Callable[[bytes, bytes, str], bytes] = hmac_digest
    hash_name: str = ""
    output: Callable[[bytes], str] = in_base64

    def text(self, scene: Scene) -> str:
        """Return the text that this signer signs."""
        pairs = self.repeats(self.value_text(self.protocol(self.timestamp(self.parameters(scene)))))
        pieces: list[Piece] = self.order(encode_pairs(pairs, self.encode_name, self.encode_value))
        uri = self.scheme(scene) + self.host(scene) + self.path(scene)
        parts = Parts(self.method(scene), uri, self.join(pieces), self.encode_uri, self.encode_whole)
        return self.whole(self.again(self.base(parts)))

    def seal(self, scene: Scene, text: str) -> str:
        """Return the signature of a text."""
        digest = self.hash_name or scene.digest
        return self.output(self.mac(self.key_text(self.key(scene)), text.encode("utf-8", "surrogateescape"), digest))

    def sign(self, scene: Scene) -> SignedText:
        """Return the text, the key and the signature."""
        text = self.text(scene)
        return SignedText(text, self.key_text(self.key(scene)), self.seal(scene, text))
