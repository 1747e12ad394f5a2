"""``paraph send --page``: follows a list to its end and prints its records as JSON Lines."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from paraph.cli import Exit
from paraph.cli.sending import Line, Plan, code_for_status, enough_memory, say, tell_refusal
from paraph.cli.terminal import print_json
from paraph.core.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Callable

    from paraph.apis.paging import Page
    from paraph.core.message import Request
    from paraph.http.handler import Response

MOST_SHOWN = 64 * 1024
"""Bytes of a body that is quoted; a larger one is no error message."""


def send_all(plan: Plan, verbose: bool, as_json: bool) -> Exit:
    """Follow the list to its end; an answer that is no page ends it with its code."""
    style, records = paging_style(plan), Records()
    with Line(plan, verbose) as line, enough_memory():
        response = paged(line, style, records.show)
    if response is None:
        return Exit.GOOD
    said = line.why(response)
    message = f"the server answered {response.status} after {records.count} records: {extract(response, plan)}"
    say(f"error: {message}")
    if as_json:
        print_json({"schema": "paraph.error/1", "error": {"kind": "status", "message": message}}, "never")
    if said:
        tell_refusal(response, said, line.plan.scheme)
    return code_for_status(response.status)


def extract(response: Response, plan: Plan) -> str:
    """The beginning of a body on one line; secrets are hidden before it is cut, so that no half of one is left."""
    from paraph.render.masking import masked_text
    from paraph.render.visible import one_line

    if len(response.body) > MOST_SHOWN:
        return f"({len(response.body)} bytes)"
    body = response.body.decode("utf-8", "surrogateescape")
    return one_line(" ".join(masked_text(redacted(body, plan.credential)).split()))[:250]


def paged(line: Line, style: str, show: Callable[[Page], None]) -> Response | None:
    """Follow a list to its end, each page given to `show`; the answer that is no page, if one comes."""
    from paraph.apis.paging import Step, decoded_body, first, page

    request: Request | None = first(style, line.plan.request, time.time())
    memory = None
    while request is not None:
        response = line.send(request)
        if response.status >= 300:
            return response
        made = page(style, Step(request, decoded_body(response.body), memory))
        show(made)
        request, memory = made.next, made.memory
    return None


def paging_style(plan: Plan) -> str:
    """How the endpoint of a request goes on; a usage error where nobody has described it."""
    from paraph.apis.catalogue import catalogue
    from paraph.apis.paging import endpoint_of

    vendor = "duo" if plan.scheme == "duo" else "alteryx"
    endpoint = endpoint_of(catalogue(vendor), plan.request.method, plan.request.path)
    if endpoint is None:
        said = f"--page: no endpoint {plan.request.method} {plan.request.path} is known of {vendor.capitalize()}"
        raise click.UsageError(f"{said}: send it without --page, and set its cursor yourself")
    if not endpoint.paging:
        raise click.UsageError(f"--page: {endpoint.name} is not known to have pages: send it without --page")
    return endpoint.paging


class Records:
    """Prints the records of pages as JSON Lines, and how far it has come on stderr."""

    def __init__(self) -> None:
        self.count = self.pages = 0

    def show(self, page: Page) -> None:
        """Print one page."""
        import json

        for record in page.records:
            sys.stdout.write(json.dumps(record, ensure_ascii=True, separators=(",", ":")) + "\n")
        sys.stdout.flush()
        self.count += len(page.records)
        self.pages += 1
        reached = (
            "" if page.reached is None else f", up to {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(page.reached))}"
        )
        say(f"{self.count} records on {self.pages} page{'' if self.pages == 1 else 's'}{reached}")
        if page.note:
            say(page.note)
