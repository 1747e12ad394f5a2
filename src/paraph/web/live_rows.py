"""Entries of the live list, and what is shown of each: one row, masked, on one line, and short."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.redaction import HIDDEN
from paraph.render.masking import mask_text
from paraph.render.visible import one_line

if TYPE_CHECKING:
    from paraph.core.credential import Credential
    from paraph.core.message import Request
    from paraph.core.redaction import Forms
    from paraph.explaining.result import Explanation

MOST_SHOWN, MOST_OF_METHOD, MOST_TITLES = 300, 40, 10
REFUSING = (401, 403)
"""Statuses with which servers answer to a wrong signature, or to a right one that may not do this."""
ELSEWHERE = "The signature is right; the server refused the request for another reason."
NOT_KEPT = " (Its body of {} bytes is not kept.)"
_USER = re.compile(r"(?<=://)[^/?#]*@")


class Entry(NamedTuple):
    """A request of the list, not masked.

    `request` is the request as received, `sent` the one that can be explained with `credential`, if they differ.
    `findings` are ids and titles of what was found. `left_out` is the length of the body if it was too long to be kept, else 0.
    `size` counts bytes.
    """

    number: int
    version: int
    time: float
    request: Request | None
    status: int
    detail: str
    verdict: str
    sent: Request | None
    credential: Credential | None
    explanation: Explanation | None
    findings: tuple[tuple[str, str], ...]
    left_out: int
    size: int


class Row(NamedTuple):
    """What the list shows of a request; `time` is in Unix seconds, `status` 0 while it is not answered."""

    number: int
    time: float
    method: str
    target: str
    status: int
    verdict: str
    mistakes: tuple[str, ...]
    detail: str


def is_refused(status: int, verdict: str) -> bool:
    """Return whether a request counts as refused."""
    return status in REFUSING or verdict in ("refused", "unsigned")


def live_row(entry: Entry, forms: Forms) -> Row:
    """Return the row of a request, without the secrets of which `forms` are known."""
    method, target = (entry.request.method, entry.request.target) if entry.request else ("", "")
    is_elsewhere = entry.verdict == "valid" and entry.status in REFUSING
    detail = entry.detail or (ELSEWHERE if is_elsewhere and not entry.findings else "")
    return Row(
        entry.number,
        entry.time,
        shown_text(method, forms, MOST_OF_METHOD),
        shown_text(_USER.sub(f"{HIDDEN}@", target), forms),
        entry.status,
        "refused" if is_elsewhere else entry.verdict,
        # the catalogue's own titles hold no secret, and a secret may be a common word
        tuple(title if known else shown_text(title, forms) for known, title in entry.findings[:MOST_TITLES]),
        shown_text(detail, forms) + (NOT_KEPT.format(entry.left_out) if entry.left_out else ""),
    )


def shown_text(text: str, forms: Forms, most: int = MOST_SHOWN) -> str:
    """Return a text masked, on one line, and at most that long; it is cut only after it is masked."""
    line = one_line(mask_text(forms.remove_from(text))[: most + 1])
    return line if len(line) <= most else f"{line[: most - 1]}…"
