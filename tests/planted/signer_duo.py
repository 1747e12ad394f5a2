"""A plain signer for Duo's APIs, versions 1, 2, 4 and 5; every step can be replaced."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from time import gmtime, strftime

from tests.planted.wire import Draft, Pair, Signer, digest, form_text, message

ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def offset_seconds(style: str) -> int:
    """The seconds east of UTC that a zone text says."""
    if style[0] not in "+-":
        return 0
    seconds = int(style[1:3]) * 3600 + int(style[3:5]) * 60
    return -seconds if style[0] == "-" else seconds


def render(
    when: int, style: str, days: tuple[str, ...] = ENGLISH_DAYS, months: tuple[str, ...] = ENGLISH_MONTHS
) -> str:
    """An RFC 2822 date; style is the zone as written."""
    at = gmtime(when + offset_seconds(style))
    return (
        f"{days[at.tm_wday]}, {at.tm_mday:02d} {months[at.tm_mon - 1]} {at.tm_year} {strftime('%H:%M:%S', at)} {style}"
    )


@dataclass
class DuoDraft(Draft):
    """A Duo request."""

    version: int = 2
    zone: str = "-0000"
    date: str = ""
    date_header: str = "Date"
    question_mark: bool = False

    @property
    def json(self) -> bool:
        """Whether the body is JSON."""
        return self.content_type is not None and "json" in self.content_type

    def stamp(self) -> None:
        """Write the date from the time of signing."""
        self.date = render(self.when, self.zone) if self.zone != "-0000" else formatdate(self.when)


class DuoSigner(Signer):
    """Signs a Duo request, one replaceable step after the other."""

    def __init__(self, draft: DuoDraft) -> None:
        super().__init__(draft)
        self.draft = draft
        self.version = draft.version
        self.sent_content_type: str | None = draft.content_type
        self.swap_places = False
        self.key: Callable[[], bytes] = lambda: self.secret().encode()
        self.date: Callable[[], str] = lambda: draft.date
        self.host: Callable[[], str] = lambda: draft.bare_host.lower()
        self.path: Callable[[], str] = lambda: draft.path
        self.pairs: Callable[[], list[Pair]] = lambda: [] if draft.json else list(draft.pairs)
        self.parameters: Callable[[], str] = lambda: self.joined([("", self.pairs())])
        self.body: Callable[[], bytes] = lambda: draft.content
        self.body_hash: Callable[[], str] = lambda: digest("sha512", self.body()).hex()
        self.duo_headers: Callable[[], list[Pair]] = lambda: [
            (name, value) for name, value in self.all_headers() if name.lower().startswith("x-duo-")
        ]
        self.header_words: Callable[[list[Pair]], list[str]] = lambda pairs: [
            word for pair in sorted((name.lower(), value) for name, value in pairs) for word in pair
        ]
        self.header_join: Callable[[list[str]], str] = "\x00".join
        self.headers_hash: Callable[[], str] = lambda: digest(
            "sha512", self.header_join(self.header_words(self.duo_headers())).encode()
        ).hex()
        self.fields: Callable[[], list[Pair]] = self.layout
        self.join: Callable[[list[str]], str] = "\n".join
        self.write: Callable[[bytes], str] = lambda mac: mac.hex()
        self.authorization: Callable[[str], str] = lambda signature: (
            "Basic " + b64encode(f"{draft.id}:{signature}".encode()).decode()
        )

    def all_headers(self) -> list[Pair]:
        """The headers that say something about the request."""
        return [(self.draft.date_header, self.draft.date), *self.more_headers]

    def layout(self) -> list[Pair]:
        """The fields of the canonical string, with their names."""
        fields = [] if self.version == 1 else [("date", self.date())]
        fields += [("method", self.method()), ("host", self.host()), ("path", self.path())]
        fields += [("params", self.parameters())]
        if self.version >= 4:
            fields += [("body", self.body_hash())]
        if self.version == 5:
            fields += [("headers", self.headers_hash())]
        return fields

    def text(self) -> str:
        """The canonical string as signed."""
        return self.join([value for _, value in self.fields()])

    def signature(self) -> str:
        """The signature as the server reads it."""
        return self.write(self.mac(self.key(), self.text().encode()))

    def raw(self) -> bytes:
        """The message as sent."""
        draft = self.draft
        query, content = draft.query_text, draft.content
        content_type = self.sent_content_type
        if self.swap_places and draft.form is not None:
            query, content, content_type = form_text(draft.form, draft.plus), b"", None
        elif self.swap_places:
            query, content = "", query.encode()
        target = draft.path + ("?" + query if query or draft.question_mark else "")
        headers = [("Host", draft.host), *self.all_headers()]
        headers += [("Authorization", self.authorization(self.signature()))]
        if content_type is not None:
            headers += [("Content-Type", content_type)]
        if draft.agent:
            headers += [("User-Agent", draft.agent)]
        return message(draft.method, target, headers, content)

    def credentials(self) -> dict[str, object]:
        """The credentials file."""
        found: dict[str, object] = {"id": self.draft.id, "secret": self.draft.secret, **self.extra}
        if self.others:
            found["others"] = dict(self.others)
        return found
