"""HMACs as people write them who have only hashes at hand, and Duo's version 2 signed by them, with unsorted parameters."""

import base64
import email.utils
import hashlib
from hashlib import sha1

from signing import HOST, IKEY, PATH, QUERY, SKEY


def one_shot(key: bytes, message: bytes) -> str:
    key = key.ljust(64, b"\0")
    inner = sha1(bytes(octet ^ 0x36 for octet in key) + message).digest()
    return sha1(bytes(octet ^ 0x5C for octet in key) + inner).hexdigest()


def by_pieces(key: bytes, message: bytes) -> str:
    outer, inner = hashlib.new("sha512"), hashlib.new("sha512")
    padded = key + bytes(inner.block_size - len(key))
    inner.update(bytearray(octet ^ 0x36 for octet in padded))
    outer.update(bytearray(octet ^ 0x5C for octet in padded))
    for line in message.splitlines(keepends=True):
        inner.update(memoryview(line))
    outer.update(inner.digest())
    return outer.hexdigest()


class Keyed:
    """Reads the key once, and is copied for each message."""

    make = hashlib.sha1

    def __init__(self, key: bytes) -> None:
        key = (self.make(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
        self.inner, self.outer = self.make(), self.make()
        self.inner.update(key.translate(bytes(octet ^ 0x36 for octet in range(256))))
        self.outer.update(key.translate(bytes(octet ^ 0x5C for octet in range(256))))

    def sign(self, message: bytes) -> str:
        inner, outer = self.inner.copy(), self.outer.copy()
        inner.update(message)
        outer.update(bytes.fromhex(inner.hexdigest()))
        return outer.digest().hex()


def by_copies(key: bytes, message: bytes) -> str:
    keyed = Keyed(key)
    keyed.sign(b"a message before it")
    return keyed.sign(message)


def headers(sign, secret=SKEY) -> dict[str, str]:
    date = email.utils.formatdate()
    lines = [date, "GET", HOST, PATH, QUERY]
    text = "\n".join(lines)
    mac = sign(secret.encode(), text.encode())
    return {"Date": date, "Authorization": "Basic " + base64.b64encode(f"{IKEY}:{mac}".encode()).decode()}
