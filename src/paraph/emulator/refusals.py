"""Explains rejected requests in the background, in order."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.claims import Reason
from paraph.core.errors import ParaphError
from paraph.core.redaction import redact
from paraph.emulator.control_api import size_of
from paraph.emulator.listing import CURRENT
from paraph.explaining.explain import explain
from paraph.http.backlog import Backlog
from paraph.http.handler import DelayedResponse
from paraph.http.listing import NO_LIST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.explaining.result import Explanation
    from paraph.http.handler import Response
    from paraph.http.listing import Listing
    from paraph.verifying.verdict import Verdict

    Observer = Callable[[Request, Verdict, Credential | None], None]
    """Called with each request whose signature or key is rejected, or whose key lacks the right (``FORBIDDEN``).

    The credential is present if the signature can be explained with it.
    """

BUDGET = 5.0
MAX_KEYS_TRIED = 50
"""Number of other keys that are tried to explain a wrong key or signature."""
MAX_BODY_SHOWN, MARGIN = 256 * 1024, 4096
"""Bytes of the body in a refusal; the margin finds secrets that cross its end."""
SIMILARITY = 0.8
"""Minimal similarity (:mod:`difflib`) for a key id to count as misspelled."""


class Waiting(NamedTuple):
    """A rejected request that waits to be explained: when it came, the server's credentials, and its number in the list."""

    request: Request
    verdict: Verdict
    credential: Credential | None
    now: int
    credentials: Iterable[Credential]
    number: int


class Refusal(NamedTuple):
    """A rejected request with the start of its body, the verdict on it, and the explanation.

    There is no explanation if the key is unknown. All secrets of the server's keys are masked.
    """

    request: Request
    verdict: Verdict
    explanation: Explanation | None = None


class Refusals:
    """Accepts rejected requests, and passes each to `show` once it is explained.

    If too many wait, the next ones are skipped; `skipped` is called with their number later. `held` returns the
    credentials of the server, whose secrets are masked wherever the request has them. `listing` gets each verdict and
    explanation.
    """

    def __init__(
        self,
        show: Callable[[Refusal], None],
        clock: Callable[[], float],
        skipped: Callable[[int], None] = lambda _: None,
        credentials: Callable[[], Iterable[Credential]] = tuple,
        listing: Listing = NO_LIST,
    ) -> None:
        self._show, self._clock, self._skipped, self._find_credentials = show, clock, skipped, credentials
        self._listing = listing
        self._left_out = self._told_of = 0
        self._backlog = Backlog(self._explain, BUDGET)

    def take(self, request: Request, verdict: Verdict, credential: Credential | None) -> None:
        """Queue a request to be explained."""
        number = CURRENT.get()
        self._listing.update(number, detail=verdict.detail, verdict="waiting" if credential else refused_word(verdict))
        item = Waiting(request, verdict, credential, int(self._clock()), self._find_credentials(), number)
        if not self._backlog.take(item, size_of(request)):
            self._left_out += 1
            self._listing.update(number, verdict=refused_word(verdict))

    def join(self) -> None:
        """Wait until all queued requests are explained."""
        self._backlog.join()

    def close(self) -> None:
        """Show the queued requests, explained as far as there is time, then stop."""
        self._backlog.close()
        self._report_skipped()

    def _explain(self, item: Waiting, seconds: float) -> None:
        request, verdict, credential, now, credentials, number = item
        result = explain_refusal(request, verdict, credential, now, seconds)
        if result is not None:
            self._listing.explained(number, result)
        elif credential is not None:
            self._listing.update(number, verdict=refused_word(verdict))
        shortened = request._replace(body=request.body[: MAX_BODY_SHOWN + MARGIN])
        refusal: Refusal = redact(Refusal(shortened, verdict, result), credentials)
        self._show(refusal._replace(request=refusal.request._replace(body=refusal.request.body[:MAX_BODY_SHOWN])))
        self._report_skipped()

    def _report_skipped(self) -> None:
        count = self._left_out - self._told_of
        if count:
            self._told_of += count
            self._skipped(count)


def refused_word(verdict: Verdict) -> str:
    """Return what the list says of a rejected request without an explanation."""
    return "unsigned" if verdict.reason is Reason.NO_CREDENTIALS else "refused"


def explain_refusal(
    request: Request, verdict: Verdict, credential: Credential | None, now: int, seconds: float = BUDGET
) -> Explanation | None:
    """Explain a rejected request; return None if its key is unknown."""
    if credential is None:
        return None
    try:
        result = explain(request, credential, verdict.scheme, now=now, budget=seconds)
    except ParaphError:
        return None
    return result if result.exhausted else replace(result, hints=(BRIEF, *result.hints[1:]))


BRIEF = "This server searches only for a few seconds: save the request, and `paraph explain` searches longer."
"""What stands in the place of the hint that names --budget, an option of `explain`."""


def unknown_key_message(key_id: str, existing: Iterable[str]) -> str:
    """Say that a key id is unknown, and name the similar known one."""
    similar = get_close_matches(key_id[:100], existing, 1, SIMILARITY)
    guess = f"; did you mean {similar[0]}?" if similar else ""
    return f"unknown key id {key_id[:40]!r}{guess or '; --credentials FILE makes this server accept your key'}"


def summary(verdict: Verdict, explanation: Explanation | None) -> str:
    """Summarise in one line: each mistake and its fix, else the detail of the verdict."""
    findings = (*explanation.mistakes, *explanation.problems) if explanation else ()
    content = " ".join(f"{each.headline}. {each.fix}" for each in findings)
    return content or verdict.detail


def explained_reply(
    respond: Callable[[str], Response], request: Request, verdict: Verdict, credential: Credential | None, now: int
) -> DelayedResponse:
    """Answer a rejected request with `respond`, which receives the summary of its explanation, in the background."""
    return DelayedResponse(
        0, lambda: respond(summary(verdict, explain_refusal(request, verdict, credential, now))), aside=True
    )
