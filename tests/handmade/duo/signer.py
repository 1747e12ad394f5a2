"""A hand-made signer of Duo's versions 2 and 5, as plain string code: each step is a choice."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tests.handmade.drawing import SignedText
from tests.handmade.encoders import Encoder, percent
from tests.handmade.macs import hmac_digest, same_key
from tests.handmade.pairs import Join, Order, Pair, encode_pairs, right_join, right_order, same_pairs


class Scene(NamedTuple):
    """One request before signing; `luck` decides what a variant leaves to chance.

    `host` is as people type it; `date` is the text of the date header, `stamp` the same in Unix seconds. Requests with a
    JSON body have `fields`, what the body was made of.
    """

    version: int
    digest: str
    method: str
    host: str
    path: str
    query: tuple[Pair, ...]
    form: tuple[Pair, ...]
    json: str
    fields: tuple[Pair, ...]
    date: str
    date_header: str
    stamp: int
    own_headers: tuple[tuple[str, str], ...]
    form_encoder: Encoder
    integration_key: str
    secret_key: str
    luck: int

    @property
    def pairs(self) -> list[Pair]:
        """All parameters that count, in the order in which they are sent."""
        return [*self.query, *self.form]

    @property
    def body(self) -> str:
        """The body as sent."""
        return self.json or "&".join(
            f"{self.form_encoder(pair.name)}={self.form_encoder(pair.value)}" for pair in self.form
        )


def right_parameters(scene: Scene) -> list[Pair]:
    """Take the parameters of query and form."""
    return scene.pairs


def right_date(scene: Scene) -> str:
    """Return the date as sent."""
    return scene.date


def right_method(scene: Scene) -> str:
    """Return the method in capitals."""
    return scene.method.upper()


def right_host(scene: Scene) -> str:
    """Return the host in lower case."""
    return scene.host.lower()


def right_path(scene: Scene) -> str:
    """Return the path as sent."""
    return scene.path


def sha512_hex(text: str) -> str:
    """Return SHA-512 in hex."""
    return hashlib.sha512(text.encode()).hexdigest()


def right_body(scene: Scene) -> str:
    """Hash the body."""
    return sha512_hex(scene.body)


def right_headers(scene: Scene) -> str:
    """Hash names and values of the x-duo headers, joined with NUL."""
    pairs = sorted((name.lower(), value) for name, value in scene.own_headers)
    return sha512_hex("\0".join(text for pair in pairs for text in pair))


class Lines(NamedTuple):
    """The lines of the canonical string; `hashes` is empty in version 2."""

    date: str
    method: str
    host: str
    path: str
    parameters: str
    hashes: tuple[str, ...]


def right_text(lines: Lines) -> str:
    """Join the lines with newlines."""
    return "\n".join((*lines[:5], *lines.hashes))


def right_key(scene: Scene) -> bytes:
    """Return the secret key."""
    return scene.secret_key.encode()


@dataclass(frozen=True, slots=True)
class Signer:
    """How somebody signs; each field is a choice, and the default is the right one."""

    parameters: Callable[[Scene], list[Pair]] = right_parameters
    value_text: Callable[[list[Pair]], list[Pair]] = same_pairs
    repeats: Callable[[list[Pair]], list[Pair]] = same_pairs
    encode_name: Encoder = percent
    encode_value: Encoder = percent
    order: Order = right_order
    join: Join = right_join
    encode_whole: Encoder = str
    date: Callable[[Scene], str] = right_date
    method: Callable[[Scene], str] = right_method
    host: Callable[[Scene], str] = right_host
    path: Callable[[Scene], str] = right_path
    body: Callable[[Scene], str] = right_body
    headers: Callable[[Scene], str] = right_headers
    lines: Callable[[Lines], str] = right_text
    whole: Callable[[str], str] = str
    key: Callable[[Scene], bytes] = right_key
    key_text: Callable[[bytes], bytes] = same_key
    mac: Callable[[bytes, bytes, str], bytes] = hmac_digest
    hash_name: str = ""
    output: Callable[[bytes], str] = bytes.hex

    def text(self, scene: Scene) -> str:
        """Return the text that this signer signs."""
        pairs = self.repeats(self.value_text(self.parameters(scene)))
        parameters = self.join(self.order(encode_pairs(pairs, self.encode_name, self.encode_value)))
        hashes = (self.body(scene), self.headers(scene)) if scene.version == 5 else ()
        start = (self.date(scene), self.method(scene), self.host(scene), self.path(scene))
        return self.whole(self.lines(Lines(*start, self.encode_whole(parameters), hashes)))

    def seal(self, scene: Scene, text: str) -> str:
        """Return the signature of a text."""
        digest = self.hash_name or scene.digest
        return self.output(self.mac(self.key_text(self.key(scene)), text.encode("utf-8", "surrogateescape"), digest))

    def sign(self, scene: Scene) -> SignedText:
        """Return the text, the key and the signature."""
        text = self.text(scene)
        return SignedText(text, self.key_text(self.key(scene)), self.seal(scene, text))


def accepted_signatures(scene: Scene) -> set[str]:
    """Return the signatures that a server accepts for this request: of the versions 1, 2, 4 and 5."""
    right = Signer()
    texts = [right.text(scene._replace(version=version)).split("\n") for version in (2, 5)]
    two, five = texts
    short = ["\n".join(lines) for lines in (two, two[1:])]
    long = ["\n".join(lines) for lines in (five, five[:6])]
    return {
        *(right.seal(scene._replace(digest=digest), text) for text in short for digest in ("sha1", "sha512")),
        *(right.seal(scene._replace(digest="sha512"), text) for text in long),
    }
