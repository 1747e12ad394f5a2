"""Webhooks signed by hand, rightly and wrongly, in plain string code that shares nothing with the schemes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
from collections.abc import Callable
from typing import Any, NamedTuple

VENDORS = ("standard-webhooks", "svix", "github", "stripe", "slack", "shopify")
NOW = 1767225600
WORDS = (
    "order",
    "Zoë",
    "naïve",
    "a/b",
    "x<y>&z",
    "日本",
    "emoji 😀",
    "50%",
    "it's",
    'say "hi"',
    "tab\tand\nline",
    "C:\\x",
    "",
)


class Message(NamedTuple):
    """A message as it arrives, its secret, and what was done wrongly."""

    vendor: str
    headers: list[tuple[str, str]]
    body: bytes
    secret: str
    mistake: str


class Choice(NamedTuple):
    """What one signer does: each field is a function in the place of the right one."""

    body: Callable[[bytes], bytes] = lambda body: body
    key: Callable[[str], bytes] | None = None
    mac: Callable[[bytes, bytes], bytes] = lambda key, text: hmac.new(key, text, hashlib.sha256).digest()
    text: Callable[[list[bytes], bytes], bytes] = lambda parts, joint: joint.join(parts)
    form: Callable[[bytes, bool], str] | None = None
    time: int = 0


def value(chance: random.Random, depth: int = 0) -> Any:
    """A JSON value."""
    kinds = ["text", "whole", "real", "true", "null", "text"] + (["list", "object"] if depth < 2 else [])
    kind = chance.choice(kinds)
    if kind == "text":
        return chance.choice(WORDS) + str(chance.randrange(1000))
    if kind == "whole":
        return chance.randrange(-(10**6), 10**9)
    if kind == "real":
        return chance.choice((0.5, 19.99, 1.25, -3.75, 100.5))
    if kind == "true":
        return chance.random() < 0.5
    if kind == "null":
        return None
    if kind == "list":
        return [value(chance, depth + 1) for _ in range(chance.randrange(1, 4))]
    return {f"m{index}": value(chance, depth + 1) for index in range(chance.randrange(1, 4))}


def body_of(chance: random.Random) -> bytes:
    """The body that a vendor sends: JSON, compact, with blanks or indented."""
    members = {"zone": "a/ü<b>", "id": f"evt_{chance.randrange(10**9)}", "amount": 12.5,
               **{f"f{index}": value(chance) for index in range(chance.randrange(1, 6))}}  # fmt: skip
    style: dict[str, Any] = chance.choice(({"separators": (",", ":")}, {"indent": 2}, {"separators": (",", ":")}))
    text = json.dumps(members, ensure_ascii=chance.random() < 0.4, **style)
    return text.encode() + (b"\n" if chance.random() < 0.1 else b"")


def again(**style: Any) -> Callable[[bytes], bytes]:
    """Parse the JSON and write it again."""
    return lambda body: json.dumps(json.loads(body), **style).encode()


def key_of(vendor: str, secret: str) -> bytes:
    """The right key."""
    if vendor in ("standard-webhooks", "svix"):
        return base64.b64decode(secret.removeprefix("whsec_"))
    return secret.encode()


def other_form(mac: bytes, is_hex: bool) -> str:
    """Base64 for hex, and hex for base64."""
    return base64.b64encode(mac).decode() if is_hex else mac.hex()


def url_safe(mac: bytes, is_hex: bool) -> str:
    """URL-safe base64, or upper-case hex."""
    return mac.hex().upper() if is_hex else base64.urlsafe_b64encode(mac).decode()


def plain_hash(key: bytes, text: bytes) -> bytes:
    """A hash of key and text, no HMAC."""
    return hashlib.sha256(key + text).digest()


JSON_MISTAKES = {
    "json.dumps": Choice(again()),
    "JSON.stringify": Choice(again(separators=(",", ":"), ensure_ascii=False)),
    "indent": Choice(again(indent=2)),
    "sorted": Choice(again(sort_keys=True)),
    "compact": Choice(again(separators=(",", ":"))),
    "slashes": Choice(lambda body: body.replace(b"/", b"\\/")),
    "repr": Choice(lambda body: repr(json.loads(body)).encode()),
    "latin-1": Choice(lambda body: body.decode().encode("latin-1", "replace")),
    "trailing newline": Choice(lambda body: body + b"\n"),
    "stripped": Choice(lambda body: body.strip()),
    "crlf": Choice(lambda body: body.replace(b"\n", b"\r\n")),
    "empty": Choice(lambda _: b""),
}
KEY_MISTAKES = {
    "newline in secret": Choice(key=lambda secret: secret.encode() + b"\n"),
    "secret cut": Choice(key=lambda secret: secret.encode()[:-1]),
    "quoted secret": Choice(key=lambda secret: b'"' + secret.encode() + b'"'),
    "secret encoded": Choice(key=lambda secret: base64.b64encode(secret.encode())),
}
WHSEC_MISTAKES = {
    "prefix kept": Choice(key=lambda secret: secret.encode()),
    "base64 text": Choice(key=lambda secret: secret.removeprefix("whsec_").encode()),
}
MAC_MISTAKES = {
    "sha512": Choice(mac=lambda key, text: hmac.new(key, text, hashlib.sha512).digest()),
    "sha1": Choice(mac=lambda key, text: hmac.new(key, text, hashlib.sha1).digest()),
    "swapped": Choice(mac=lambda key, text: hmac.new(text, key, hashlib.sha256).digest()),
    "no hmac": Choice(mac=plain_hash),
    "other form": Choice(form=other_form),
    "other alphabet": Choice(form=url_safe),
}
TIME_MISTAKES = {
    "body alone": Choice(text=lambda parts, _: parts[-1]),
    "other joint": Choice(text=lambda parts, joint: (b":" if joint == b"." else b".").join(parts)),
    "nothing between": Choice(text=lambda parts, _: b"".join(parts)),
    "one second later": Choice(time=1),
    "milliseconds": Choice(time=-1),
}
NAMES = {
    "json.dumps": {"body-reserialised"}, "JSON.stringify": {"body-reserialised"}, "indent": {"body-reserialised"},
    "sorted": {"body-reserialised", "body-key-order"}, "compact": {"body-reserialised"}, "slashes": {"body-slash-escape"},
    "repr": {"body-language-repr"}, "latin-1": {"body-charset"}, "trailing newline": {"join-trailing-newline"},
    "stripped": {"body-line-endings"}, "crlf": {"body-line-endings"}, "empty": {"body-partly-captured"},
    "newline in secret": {"secret-trailing-newline"}, "secret cut": {"secret-cut-short"},
    "quoted secret": {"secret-shell-artifact"}, "secret encoded": {"key-base64-encoded-first"},
    "prefix kept": {"key-prefix-kept"}, "base64 text": {"key-base64-not-decoded"}, "sha512": {"hash-algorithm"},
    "sha1": {"hash-algorithm"}, "swapped": {"key-message-swapped"}, "no hmac": {"hash-not-hmac"},
    "other form": {"out-base64-for-hex", "out-hex-for-base64"}, "other alphabet": {"out-hex-case", "out-base64-urlsafe"},
    "body alone": {"timestamp-field-omitted"}, "other joint": {"join-wrong-separator"},
    "nothing between": {"join-wrong-separator"}, "one second later": {"date-signed-differs-from-sent"},
    "milliseconds": {"timestamp-unit"}, "no prefix": {"out-prefix"},
}  # fmt: skip
"""The catalogue's names of each mistake: one of them has to be said."""


def mistakes_of(vendor: str) -> dict[str, Choice]:
    """The mistakes that can be made with a vendor's webhooks."""
    is_whsec = vendor in ("standard-webhooks", "svix")
    own = JSON_MISTAKES | MAC_MISTAKES | (WHSEC_MISTAKES if is_whsec else KEY_MISTAKES)
    own |= TIME_MISTAKES if vendor in ("standard-webhooks", "svix", "stripe", "slack") else {}
    return own | ({} if vendor == "shopify" else {"no prefix": Choice()})


def secret_of(vendor: str, chance: random.Random) -> str:
    """A secret in the vendor's form."""
    raw = bytes(chance.randrange(256) for _ in range(24))
    if vendor in ("standard-webhooks", "svix"):
        return "whsec_" + base64.b64encode(raw).decode()
    return ("whsec_" if vendor == "stripe" else "") + raw.hex()


def message(chance: random.Random) -> Message:
    """One message with one mistake that changes it."""
    while True:
        vendor = chance.choice(VENDORS)
        secret, body = secret_of(vendor, chance), body_of(chance)
        mistake = chance.choice(sorted(mistakes_of(vendor)))
        right = signed(vendor, secret, body, Choice(), prefix=True)
        wrong = signed(vendor, secret, body, mistakes_of(vendor)[mistake], prefix=mistake != "no prefix")
        if wrong != right:
            return Message(vendor, wrong, body, secret, mistake)


def signed(vendor: str, secret: str, body: bytes, choice: Choice, *, prefix: bool) -> list[tuple[str, str]]:
    """The headers of a message that is signed in a certain way."""
    time = str(NOW)
    own_time = f"{time}000" if choice.time < 0 else str(NOW + choice.time)
    parts = {"standard-webhooks": [b"msg_1", own_time.encode()], "svix": [b"msg_1", own_time.encode()],
             "stripe": [own_time.encode()], "slack": [b"v0", own_time.encode()]}.get(vendor, [])  # fmt: skip
    text = choice.text([*parts, choice.body(body)], b":" if vendor == "slack" else b".")
    mac = choice.mac((choice.key or (lambda given: key_of(vendor, given)))(secret), text)
    is_hex = vendor in ("github", "stripe", "slack")
    form = choice.form or (lambda raw, in_hex: raw.hex() if in_hex else base64.b64encode(raw).decode())
    value = form(mac, is_hex)
    if vendor in ("standard-webhooks", "svix"):
        start = "webhook" if vendor == "standard-webhooks" else "svix"
        return [
            (f"{start}-id", "msg_1"),
            (f"{start}-timestamp", time),
            (f"{start}-signature", f"v1,{value}" if prefix else value),
        ]
    if vendor == "github":
        return [("X-Hub-Signature-256", f"sha256={value}" if prefix else value)]
    if vendor == "stripe":
        return [("Stripe-Signature", f"t={time},v1={value}" if prefix else f"t={time},{value}")]
    if vendor == "slack":
        return [("X-Slack-Request-Timestamp", time), ("X-Slack-Signature", f"v0={value}" if prefix else value)]
    return [("X-Shopify-Hmac-Sha256", value)]
