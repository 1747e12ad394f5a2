"""``paraph send --page``: follows a list to its end and prints its records as JSON Lines."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from paraph.cli import Exit
from paraph.cli.progress import progress
from paraph.cli.sending import Line, Plan, code_for_status, memory_errors, print_refusal, say
from paraph.cli.terminal import print_json
from paraph.core.redaction import redact

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.apis.paging import Page
    from paraph.cli.progress import Progress
    from paraph.core.message import Request
    from paraph.http.handler import Response

MILLISECOND_DIGITS = 13
"""Digits of a time in milliseconds, as logs of Duo's version 2 have it."""
MOST_SHOWN = 64 * 1024
"""Bytes of a body that is quoted; a larger one is not an error message."""


def send_all(plan: Plan, verbose: bool, as_json: bool) -> Exit:
    """Follow the list to its end; a response that is not a page ends it with its exit code."""
    style = paging_style(plan)
    with Line(plan, verbose) as line, memory_errors(), progress() as shown:
        records = Records(shown)
        response = follow_pages(line, style, records.show)
    if shown.is_drawn and response is None:
        say(records.summary())
    if response is None:
        return Exit.GOOD
    said = line.why(response)
    message = f"the server answered {response.status} after {records.count} records: {body_excerpt(response, plan)}"
    say(f"error: {message}")
    if as_json:
        print_json({"schema": "paraph.error/1", "error": {"kind": "status", "message": message}}, "never")
    if said:
        print_refusal(response, said, line.plan.scheme)
    return code_for_status(response.status)


def body_excerpt(response: Response, plan: Plan) -> str:
    """Return the beginning of a body on one line; secrets are hidden before it is cut, so that no half of one remains."""
    from paraph.render.masking import mask_text
    from paraph.render.visible import one_line

    if len(response.body) > MOST_SHOWN:
        return f"({len(response.body)} bytes)"
    body = response.body.decode("utf-8", "surrogateescape")
    return one_line(" ".join(mask_text(redact(body, plan.credential)).split()))[:250]


def follow_pages(line: Line, style: str, show: Callable[[Page, Extent], None]) -> Response | None:
    """Follow a list to its end, and call `show` with each page; return the response that is not a page, if one comes."""
    from paraph.apis.paging import Step, decoded_body, first_page_request, read_page

    request: Request | None = first_page_request(style, line.plan.request, time.time())
    memory = None
    while request is not None:
        response = line.send(request)
        if response.status >= 300:
            return response
        answer = decoded_body(response.body)
        part = read_page(style, Step(request, answer, memory))
        show(part, extent(request, answer))
        request, memory = part.next, part.memory
    return None


def first_page(plan: Plan) -> Request:
    """Return the request of the first page of a list."""
    from paraph.apis.paging import first_page_request

    return first_page_request(paging_style(plan), plan.request, time.time())


def paging_style(plan: Plan) -> str:
    """Return the paging style of an endpoint; a usage error if it is unknown."""
    from paraph.apis.catalogue import catalogue
    from paraph.apis.paging import endpoint_of
    from paraph.schemes import diagnosis_of, scheme_named

    vendor = diagnosis_of(scheme_named(plan.scheme)).servers.vendor
    method, path = plan.request.method, plan.request.path
    endpoint = endpoint_of(catalogue(vendor), method, path) if vendor else None
    if endpoint is None:
        said = f"--page: no endpoint {plan.request.method} {plan.request.path} is known of {vendor.capitalize() or plan.scheme}"
        raise click.UsageError(f"{said}: send it without --page, and set its cursor yourself")
    if not endpoint.paging:
        raise click.UsageError(f"--page: {endpoint.name} is not known to have pages: send it without --page")
    return endpoint.paging


class Extent(NamedTuple):
    """The size of a list: the number of all its records, and the time span of a log, in Unix seconds."""

    total: int | None = None
    first: float | None = None
    last: float | None = None


def extent(request: Request, answer: Any) -> Extent:
    """Return what a request and its response say about the whole list."""
    from paraph.core.encoding import parse_form

    names = dict(parse_form(request.query))
    first, last = (
        int(value) / 1000 if value.isascii() and value.isdigit() and len(value) == MILLISECOND_DIGITS else None
        for value in (names.get("mintime", ""), names.get("maxtime", ""))
    )
    metadata = answer.get("metadata") if isinstance(answer, dict) else None
    total = metadata.get("total_objects") if isinstance(metadata, dict) else None
    return Extent(total if isinstance(total, int) and not isinstance(total, bool) else None, first, last)


class Records:
    """Prints the records of pages as JSON Lines, and the progress on stderr."""

    def __init__(self, line: Progress) -> None:
        self.count = self.pages = 0
        self._line = line
        self._first: float | None = None
        self._reached: float | None = None

    def show(self, page: Page, extent: Extent) -> None:
        """Print one page."""
        import json

        from paraph.apis.paging import time_of

        self._line.clear()
        for record in page.records:
            sys.stdout.write(json.dumps(record, ensure_ascii=True, separators=(",", ":")) + "\n")
        sys.stdout.flush()
        self.count += len(page.records)
        self.pages += 1
        if page.reached is not None:
            self._reached = page.reached
            self._first = time_of(page.records[0]) if self._first is None else self._first
        if self._line.is_drawn:
            self._line.show(f"{self.summary()}{pace(self.count, self._line.seconds, self.fraction(extent))}")
        else:
            say(self.summary())
        if page.note:
            say(page.note)

    def summary(self) -> str:
        """Say how many records came, and how far a log has been read, in which direction."""
        counts = f"{self.count} records on {self.pages} page{'' if self.pages == 1 else 's'}"
        if self._reached is None or self._first is None:
            return counts
        word = "back to" if self.is_backwards() else "up to"
        return f"{counts}, {word} {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(self._reached))}"

    def is_backwards(self) -> bool:
        """Return whether a log comes with its newest records first."""
        return self._reached is not None and self._first is not None and self._reached < self._first

    def fraction(self, extent: Extent) -> float | None:
        """Return which part of the list has arrived; None if it is unknown."""
        if extent.total:
            return self.count / extent.total
        if self._reached is None or extent.first is None or extent.last is None or extent.last <= extent.first:
            return None
        part = (self._reached - extent.first) / (extent.last - extent.first)
        return 1 - part if self.is_backwards() else part


def pace(count: int, seconds: float, fraction: float | None) -> str:
    """Say how many records arrive each second, and how long the rest will take if the fraction is known."""
    if seconds <= 0:
        return ""
    rate = f", {count / seconds:.0f} a second"
    if fraction is None or not 0 < fraction < 1:
        return rate
    from paraph.schemes.clock import duration

    return f"{rate}, about {duration(max(1, round(seconds * (1 - fraction) / fraction)))} left"
