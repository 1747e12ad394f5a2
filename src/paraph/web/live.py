"""The requests that reached a local server or proxy, for the page: bounded, cheap to add to, masked when they are shown.

The server adds; the page asks for what changed after a version. Each addition and each change gets the next version, so a
row that is explained later comes again. For example, if a client knows version 2:

=======  ======================================  =======================
version  event                                   rows after version 2
=======  ======================================  =======================
1        request 1 arrives (``waiting``)
2        request 2 arrives (``waiting``)
3        request 1 is explained (``explained``)  request 1
=======  ======================================  =======================
"""

from __future__ import annotations

import threading
import time
from collections import deque
from sys import getsizeof
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.message import new_tuple
from paraph.core.redaction import Forms
from paraph.web.live_rows import Entry, is_refused, live_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation
    from paraph.web.live_rows import Row

    Noted = tuple[float, Request, int, str, Request, Credential]
    FindSigner = Callable[[Request], tuple[Request, Credential] | None]

MOST_REQUESTS, MOST_BYTES = 500, 32 * 1024 * 1024
MOST_BODY = 64 * 1024
"""Bytes: a longer body is not kept, so that its request cannot be explained later."""
MOST_EXPLANATION = 1024 * 1024
"""Bytes of the values in an explanation; of a longer one only the verdict and the titles are kept."""
UNSIGNED = "place-header-stripped"
"""The id of what an unsigned request is said to have."""
MOST_TEXT = 512 * 1024
"""Characters that are masked for one answer; the rows after them come with the next one."""
MOST_HANDED = 16 * 1024 * 1024
"""Bytes of the requests of one answer that are kept until the answer after the next."""
OVERHEAD, PAIR_BYTES = 1024, 160
"""Approximate bytes of memory of a request, and of each header, besides their text."""


class Changes(NamedTuple):
    """The rows that changed, the oldest change first, and the version to ask for next.

    `seen` and `refused` count all requests until now, and `oldest` is the number of the oldest one that is still kept.
    """

    last: int
    requests: tuple[Row, ...]
    seen: int
    refused: int
    oldest: int

    def as_json(self) -> dict[str, Any]:
        """Return JSON values."""
        return {**self._asdict(), "requests": [row._asdict() for row in self.requests]}


class LiveRequests:
    """The newest requests of a server, within bounds of number and bytes; any thread may add, change and read.

    `credentials` returns those whose secrets are masked in rows, besides the credential of each request. `find_signer`
    returns the request to explain and its credential, if the server did not say them. `clock` gives Unix seconds.
    """

    def __init__(
        self,
        credentials: Callable[[], Iterable[Credential]] = tuple,
        find_signer: FindSigner = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.clock, self.answered_at = clock, float("-inf")
        self._find_credentials, self._find_signer = credentials, find_signer
        self._lock = threading.Lock()
        self._entries: dict[int, Entry] = {}
        self._count = self._version = self._refused = self._bytes = 0
        self._oldest = 1
        self._masks: tuple[list[Credential], Forms] = ([], Forms(()))
        self._handed: tuple[dict[int, Entry], dict[int, Entry]] = ({}, {})
        self._noted: deque[Noted] = deque(maxlen=MOST_REQUESTS)
        self._noted_count = self._taken_count = 0

    def note(self, request: Request, status: int, detail: str, sent: Request, credential: Credential) -> None:
        """Add a request of which all is known; it gets its number when somebody looks. For one thread only."""
        if len(request.body) > MOST_BODY:
            self.add(request, status, detail, "", sent, credential)
            return
        self._noted_count += 1
        self._noted.append((self.clock(), request, status, detail, sent, credential))

    def add(
        self,
        request: Request | None,
        status: int = 0,
        detail: str = "",
        verdict: str = "",
        sent: Request | None = None,
        credential: Credential | None = None,
    ) -> int:
        """Add a request, and drop the oldest ones that no longer fit; return its number: 1, 2, and so on."""
        with self._lock:
            self._take_noted()
            return self._add(self.clock(), request, status, detail, verdict, sent, credential)

    def _take_noted(self) -> None:
        """Add what was noted; what was noted and is already forgotten counts too. The lock is held."""
        if not self._noted:
            return
        noted = [self._noted.popleft() for _ in range(len(self._noted))]
        lost = self._noted_count - self._taken_count - len(noted)
        self._taken_count += lost + len(noted)
        self._count += lost
        for now, request, status, detail, sent, credential in noted:
            self._add(now, request, status, detail, "", sent, credential)

    def _add(
        self,
        now: float,
        request: Request | None,
        status: int,
        detail: str,
        verdict: str,
        sent: Request | None,
        credential: Credential | None,
    ) -> int:
        """Add a request; the lock is held."""
        body_bytes = len(request.body) if request is not None else 0
        if body_bytes > MOST_BODY:
            request, sent = without_body(request), without_body(sent)
        else:
            body_bytes = 0
        size = size_of(request)
        self._count = number = self._count + 1
        self._version = version = self._version + 1
        self._entries[number] = new_tuple(
            Entry, (number, version, now, request, status, detail, verdict, sent, credential, None, (), body_bytes, size)
        )  # fmt: skip
        if verdict or status >= 400:
            self._refused += is_refused(status, verdict)
        self._bytes += size
        if number - self._oldest >= MOST_REQUESTS or self._bytes > MOST_BYTES:
            self._drop_oldest()
        return number

    def update(self, number: int, *, status: int | None = None, detail: str = "", verdict: str = "") -> None:
        """Set what became known about a request, if it is still kept; what is empty stays as it is."""

        def changed(entry: Entry) -> Entry:
            return entry._replace(
                status=entry.status if status is None else status,
                detail=detail or entry.detail,
                verdict=verdict or entry.verdict,
            )

        self._change(number, changed)

    def explained(self, number: int, explanation: Explanation) -> None:
        """Set the explanation of a request, if it is still kept."""
        size = size_of_explanation(explanation)
        kept = explanation if size <= MOST_EXPLANATION else None
        findings = tuple((each.id, each.title) for each in (*explanation.mistakes, *explanation.problems))
        verdict = "unsigned" if any(known == UNSIGNED for known, _ in findings) else explanation.verdict

        def changed(entry: Entry) -> Entry:
            return entry._replace(
                verdict=verdict, findings=findings, explanation=kept,
                credential=explanation.credential or entry.credential,
                size=entry.size + (size if kept else 0) - (size_of_explanation(before) if (before := entry.explanation) else 0),
            )  # fmt: skip

        self._change(number, changed)

    def get(self, number: int) -> Entry | None:
        """Return a request with its credential and explanation, as far as they are known; None if it is not kept.

        What the last two answers told of is kept longer than the rest: a person may ask about what they see.
        """
        with self._lock:
            self._take_noted()
            older, newer = self._handed
            entry = self._entries.get(number) or newer.get(number) or older.get(number)
        if entry and entry.request and entry.credential is None and (found := self._find_signer(entry.request)):
            return entry._replace(sent=found[0], credential=found[1])
        return entry

    def masked(self, text: str, entry: Entry) -> str:
        """Return a text about a request without the secrets of the server's credentials and of the request's own."""
        return self._forms([entry]).remove_from(text)

    def is_newer(self, after: int) -> bool:
        """Return whether anything changed after a version."""
        return self._version != after or bool(self._noted)

    def since(self, after: int) -> Changes:
        """Return the rows that are new or changed after a version, masked; all rows for a version of another list."""
        with self._lock:
            self._take_noted()
            last, count, refused, oldest = self._version, self._count, self._refused, self._oldest
            after = after if after <= last else 0
            changed = [entry for entry in self._entries.values() if entry.version > after]
        changed.sort(key=lambda entry: entry.version)
        batch = first_within(changed, MOST_TEXT)
        if len(batch) < len(changed):
            last = batch[-1].version
        if batch:
            self._handed = self._handed[1], {entry.number: entry for entry in newest_within(batch, MOST_HANDED)}
        forms = self._forms(batch) if batch else Forms(())
        return Changes(last, tuple(live_row(entry, forms) for entry in batch), count, refused, oldest)

    def _change(self, number: int, changed: Callable[[Entry], Entry]) -> None:
        with self._lock:
            entry = self._entries.get(number)
            if entry is None:
                return
            self._version += 1
            self._entries[number] = new = changed(entry)._replace(version=self._version)
            self._refused += is_refused(new.status, new.verdict) - is_refused(entry.status, entry.verdict)
            self._bytes += new.size - entry.size
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        while len(self._entries) > MOST_REQUESTS or self._bytes > MOST_BYTES:
            if (entry := self._entries.pop(self._oldest, None)) is not None:
                self._bytes -= entry.size
            self._oldest += 1

    def _forms(self, batch: list[Entry]) -> Forms:
        """Return the forms of all secrets that may occur in the rows; made again only if there are other credentials."""
        own = {id(entry.credential): entry.credential for entry in batch if entry.credential}
        held = [*self._find_credentials(), *own.values()]
        known, forms = self._masks
        if held != known:
            forms = Forms(secret for credential in held for secret in credential.secrets().values())
            self._masks = held, forms
        return forms


def size_of(request: Request | None) -> int:
    """Return how much memory a request takes, roughly, in bytes; made for speed, so it counts characters."""
    if request is None:
        return OVERHEAD
    _, target, headers, body, _ = request
    size = OVERHEAD + len(target) + len(body) + PAIR_BYTES * len(headers)
    for name, value in headers:
        size += len(name) + len(value)
    return size


def size_of_explanation(explanation: Explanation) -> int:
    """Return how much memory the values of an explanation take, roughly, in bytes."""
    return size_of(explanation.request) + sum(
        PAIR_BYTES + getsizeof(each.value) for each in (*explanation.observed, *explanation.expected)
    )


def without_body(request: Request | None) -> Request | None:
    """Return the request without its body."""
    return request and request._replace(body=b"")


def first_within(entries: list[Entry], most: int) -> list[Entry]:
    """Return the first entries, at least one, whose texts are not longer than `most` characters together."""
    for index, entry in enumerate(entries):
        most -= len(entry.detail) + (len(entry.request.target) + len(entry.request.method) if entry.request else 0)
        if most < 0:
            return entries[: index + 1]
    return entries


def newest_within(entries: list[Entry], most: int) -> list[Entry]:
    """Return the last entries whose requests and explanations take no more than `most` bytes together."""
    for index in range(len(entries) - 1, -1, -1):
        most -= entries[index].size
        if most < 0:
            return entries[index + 1 :]
    return entries
