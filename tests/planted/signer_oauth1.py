"""A plain signer for OAuth 1.0a with HMAC-SHA1, -SHA256 and -SHA512; every step can be replaced."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_plus

from tests.planted.wire import Draft, Pair, Signer, digest, enc, form_text, message

METHODS = {"sha1": "HMAC-SHA1", "sha256": "HMAC-SHA256", "sha512": "HMAC-SHA512"}


@dataclass
class OAuthDraft(Draft):
    """An OAuth 1.0a request."""

    placement: str = "header"
    announced: str = ""
    timestamp: str = ""
    nonce: str = ""
    version: str | None = "1.0"
    token: str | None = None
    token_secret: str = ""
    callback: str | None = None
    verifier: str | None = None
    realm: str | None = None
    body_hash: bool = False
    swapped: bool = False
    parts: list[Pair] = field(default_factory=list)

    @property
    def json(self) -> bool:
        """Whether the body is JSON."""
        return self.content_type is not None and "json" in self.content_type

    @property
    def signature_method(self) -> str:
        """The announced method."""
        return self.announced or METHODS[self.hash]


class OAuthSigner(Signer):
    """Signs an OAuth 1.0a request, one replaceable step after the other."""

    def __init__(self, draft: OAuthDraft) -> None:
        super().__init__(draft)
        self.draft = draft
        self.sent_content_type: str | None = draft.content_type
        self.sent_query: list[Pair] = []
        self.token_secret: Callable[[], str] = lambda: draft.token_secret
        self.key: Callable[[], bytes] = lambda: f"{enc(self.secret())}&{enc(self.token_secret())}".encode()
        self.url_scheme: Callable[[], str] = lambda: draft.url_scheme
        self.authority: Callable[[], str] = self.right_authority
        self.path: Callable[[], str] = lambda: draft.path or "/"
        self.base_uri: Callable[[], str] = lambda: f"{self.url_scheme()}://{self.authority()}{self.path()}"
        self.body_hash: Callable[[], str] = lambda: b64encode(digest(draft.hash, draft.content)).decode()
        self.sent_oauth: Callable[[], list[Pair]] = self.protocol
        self.oauth: Callable[[], list[Pair]] = lambda: self.sent_oauth()
        self.query: Callable[[], list[Pair]] = lambda: list(draft.query)
        self.form: Callable[[], list[Pair]] = lambda: list(draft.form or [])
        self.added: Callable[[], list[Pair]] = list
        self.groups: Callable[[], list[tuple[str, list[Pair]]]] = lambda: [
            ("query", self.query()),
            ("oauth", self.oauth()),
            ("form", self.form()),
            ("added", self.added()),
        ]
        self.parameters: Callable[[], str] = lambda: self.joined(self.groups())
        self.outer: Callable[[str], str] = enc
        self.fields: Callable[[], list[Pair]] = lambda: [
            ("method", self.outer(self.method())),
            ("uri", self.outer(self.base_uri())),
            ("params", self.outer(self.parameters())),
        ]
        self.join: Callable[[list[str]], str] = "&".join
        self.write: Callable[[bytes], str] = lambda mac: b64encode(mac).decode()
        self.place: Callable[[str], str] = enc
        self.header: Callable[[list[str]], str] = lambda words: "OAuth " + ", ".join(words)
        self.header_word: Callable[[str, str], str] = lambda name, value: f'{name}="{value}"'

    def right_authority(self) -> str:
        """Host and port of the Host header, the default port left out."""
        default = {"http": "80", "https": "443"}[self.url_scheme()]
        port = self.draft.port
        return self.draft.bare_host.lower() + (f":{port}" if port and port != default else "")

    def protocol(self) -> list[Pair]:
        """The oauth_* parameters, without the signature."""
        draft = self.draft
        pairs = [("oauth_consumer_key", draft.id)]
        if draft.token is not None:
            pairs += [("oauth_token", draft.token)]
        pairs += [("oauth_signature_method", draft.signature_method)]
        pairs += [("oauth_timestamp", draft.timestamp), ("oauth_nonce", draft.nonce)]
        if draft.swapped:
            pairs = [*pairs[-2:], *pairs[:-2]]
        for name, value in (
            ("oauth_version", draft.version),
            ("oauth_callback", draft.callback),
            ("oauth_verifier", draft.verifier),
        ):
            if value is not None:
                pairs += [(name, value)]
        if draft.body_hash:
            pairs += [("oauth_body_hash", self.body_hash())]
        return pairs

    def text(self) -> str:
        """The signature base string as signed."""
        return self.join([value for _, value in self.fields()])

    def written(self) -> str:
        """The signature as it stands on the wire."""
        return self.place(self.write(self.mac(self.key(), self.text().encode())))

    def signature(self) -> str:
        """The signature as the server reads it."""
        return unquote(self.written()) if self.draft.placement == "header" else unquote_plus(self.written())

    def raw(self) -> bytes:
        """The message as sent."""
        draft = self.draft
        query, content = form_text([*draft.query, *self.sent_query], draft.plus, draft.bare), draft.content
        headers: list[Pair] = [("Host", draft.host), *self.more_headers]
        protocol = self.sent_oauth()
        if draft.placement == "header":
            words = [] if draft.realm is None else [self.header_word("realm", draft.realm)]
            words += [self.header_word(enc(name), enc(value)) for name, value in protocol]
            words += [self.header_word("oauth_signature", self.written())]
            headers += [("Authorization", self.header(words))]
        else:
            tail = f"{form_text(protocol, draft.plus)}&oauth_signature={self.written()}"
            if draft.placement == "query":
                query = f"{query}&{tail}" if query else tail
            else:
                content = f"{content.decode()}&{tail}".encode() if content else tail.encode()
        if self.sent_content_type is not None:
            headers += [("Content-Type", self.sent_content_type)]
        headers += [("Accept", "application/json")]
        if draft.agent:
            headers += [("User-Agent", draft.agent)]
        return message(draft.method, draft.path + ("?" + query if query else ""), headers, content)

    def credentials(self) -> dict[str, object]:
        """The credentials file."""
        found: dict[str, object] = {"id": self.draft.id, "secret": self.draft.secret, **self.extra}
        if self.draft.token:
            found |= {"token": self.draft.token, "token_secret": self.draft.token_secret}
        if self.others:
            found["others"] = dict(self.others)
        return found
