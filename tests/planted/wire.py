"""What both signers share: the request to be signed, the replaceable steps, the raw message."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

Pair = tuple[str, str]

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def enc(text: str) -> str:
    """RFC 3986 percent-encoding: only letters, digits and ``-._~`` stay bare."""
    return quote(text, safe="~")


def form_text(pairs: list[Pair], plus: bool, bare: set[str] | None = None) -> str:
    """The pairs as they travel in a URL or a form body."""
    words = []
    for name, value in pairs:
        word = enc(name) if bare and name in bare and not value else f"{enc(name)}={enc(value)}"
        words.append(word.replace("%20", "+") if plus else word)
    return "&".join(words)


def message(method: str, target: str, headers: list[Pair], body: bytes) -> bytes:
    """A raw HTTP/1.1 message."""
    head = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers)]
    if body:
        head.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body


@dataclass
class Draft:
    """A request as it is sent, before anything is signed."""

    method: str
    host: str
    path: str
    id: str
    secret: str
    when: int
    now: int = 0
    query: list[Pair] = field(default_factory=list)
    form: list[Pair] | None = None
    body: bytes = b""
    content_type: str | None = None
    headers: list[Pair] = field(default_factory=list)
    plus: bool = False
    bare: set[str] = field(default_factory=set)
    url_scheme: str = "https"
    hash: str = "sha1"
    others: dict[str, str] = field(default_factory=dict)
    agent: str = ""

    @property
    def pairs(self) -> list[Pair]:
        """The list that carries the parameters of the application."""
        return self.query if self.form is None else self.form

    @property
    def content(self) -> bytes:
        """The body as sent."""
        return self.body if self.form is None else form_text(self.form, self.plus).encode()

    @property
    def query_text(self) -> str:
        """The query of the application as sent."""
        return form_text(self.query, self.plus, self.bare)

    @property
    def bare_host(self) -> str:
        """The host as sent, without its port."""
        return self.host.partition(":")[0]

    @property
    def port(self) -> str:
        """The port in the Host header, if any."""
        return self.host.partition(":")[2]


class Item(NamedTuple):
    """One parameter on its way into the signed text."""

    raw_name: str
    raw_value: str
    name: str
    value: str
    group: str


def by_name_then_value(items: list[Item]) -> list[Item]:
    """The right order, for both schemes."""
    return sorted(items, key=lambda item: (item.name, item.value))


class Signer:
    """The steps common to both schemes. Each is an attribute; a mistake replaces one."""

    def __init__(self, draft: Draft) -> None:
        self.args: list[str] = []
        self.others: dict[str, str] = dict(draft.others)
        self.extra: dict[str, str] = {}
        self.more_headers: list[Pair] = list(draft.headers)
        self.hash: str = draft.hash
        self.secret: Callable[[], str] = lambda: draft.secret
        self.method: Callable[[], str] = lambda: draft.method.upper()
        self.name: Callable[[str], str] = enc
        self.value: Callable[[str], str] = enc
        self.order: Callable[[list[Item]], list[Item]] = by_name_then_value
        self.pair: Callable[[Item], str] = lambda item: f"{item.name}={item.value}"
        self.join_pairs: Callable[[list[str]], str] = "&".join
        self.mac: Callable[[bytes, bytes], bytes] = lambda key, text: hmac.new(key, text, self.hash).digest()

    def joined(self, grouped: list[tuple[str, list[Pair]]]) -> str:
        """Encode, order and join the parameters."""
        items = [Item(n, v, self.name(n), self.value(v), group) for group, pairs in grouped for n, v in pairs]
        return self.join_pairs([self.pair(item) for item in self.order(items)])


def digest(name: str, data: bytes) -> bytes:
    """A plain hash."""
    return hashlib.new(name, data).digest()
