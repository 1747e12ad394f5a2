"""What the user provides besides a request, and the explanation that uses all of it."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from paraph.cli.inputs import read_entries
from paraph.cli.progress import show_elapsed
from paraph.core.errors import Unreadable
from paraph.core.message import wire_text
from paraph.explaining.accepted_request import accepted_advice
from paraph.explaining.explain import explain
from paraph.explaining.result import without_secrets
from paraph.explaining.server_response import (
    expected_text,
    response_advice,
    response_problems,
    server_time,
    text_advice,
)
from paraph.explaining.signed_text import Evidence, explain_signed
from paraph.explaining.two_processes import can_share, search_on_two

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.clues import Clues
    from paraph.core.credential import Credential
    from paraph.core.message import Request, ServerResponse
    from paraph.explaining.result import Explanation
    from paraph.readers import Entry


@dataclass(frozen=True, slots=True)
class ExplainContext:
    """What the user provides besides a request.

    `signed` is the text that the client says it signed, `response` what the server answered, `accepted` are requests
    that it accepted with the same key, each with its name; `budget` is in seconds, `now` in Unix seconds.
    """

    credential: Credential
    scheme: str | None
    clues: Clues
    signed: bytes | None
    response: ServerResponse | None
    accepted: tuple[tuple[str, Request], ...]
    budget: float
    now: int | None

    def for_entry(self, entry: Entry) -> ExplainContext:
        """Return the context for one entry, of which the reader may not know the body."""
        return self if entry.body_known else replace(self, clues=replace(self.clues, body_known=False))

    def explain(self, request: Request, recorded: ServerResponse | None) -> Explanation:
        """Explain a request, with advice from the answer (`recorded` if none was given) and from accepted requests."""
        answer = self.response or recorded
        explanation = (
            self._explain_request(request, self.now, self.clues)
            if answer is None
            else self._explain_answer(request, answer)
        )
        if explanation.verdict in ("valid", "explained"):
            return explanation  # the secret is proved to be right
        settled = accepted_advice(request, self.accepted, self.credential)
        return replace(explanation, hints=(*settled, *explanation.hints))

    def _explain_answer(self, request: Request, answer: ServerResponse) -> Explanation:
        clues = replace(self.clues, answer=answer.body)
        now = server_time(answer.headers) if self.now is None else self.now
        explanation = self._explain_request(request, now, clues)
        advice = [*response_advice(answer, explanation)]
        text = expected_text(answer.body)
        if text is not None:
            advice += text_advice(text, explanation)
        problems = (*explanation.problems, *response_problems(answer, explanation))
        return without_secrets(replace(explanation, problems=problems, hints=(*advice, *explanation.hints)))

    def _explain_request(self, request: Request, now: int | None, clues: Clues) -> Explanation:
        found = None if self.signed is None else self._explain_signed(request, self.signed, now, clues)
        if found is not None:
            return found
        gc.disable()  # a search makes large trees without cycles; collecting garbage would take a third of its time
        share = search_on_two if can_share() else None
        with show_elapsed(lambda seconds: f"searching for the mistakes: {seconds:.0f} s of at most {self.budget:g} s"):
            return explain(request, self.credential, self.scheme, clues=clues, now=now, budget=self.budget, share=share)

    def _explain_signed(self, request: Request, signed: bytes, now: int | None, clues: Clues) -> Explanation | None:
        """Explain by the printed text, with or without the line end that printing adds; None if it was not signed."""
        text = wire_text(signed)
        for said in dict.fromkeys((text.removesuffix("\n").removesuffix("\r"), text)):
            found = explain_signed(request, self.credential, Evidence(said), self.scheme, clues=clues, now=now)
            if found is not None:
                return found
        click.echo("paraph: the text of --signed-file does not give this signature; searching", err=True)
        return None


def accepted_entries(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Request]]:
    """Yield the requests of a file that are known to have been accepted, with their names."""
    for entry in entries:
        if entry.accepted and not isinstance(entry.content, Unreadable):
            yield f"entry {entry.title}", entry.content


def accepted_requests(name: str, url_scheme: str) -> Iterator[tuple[str, Request]]:
    """Return the requests of a file that contains only accepted ones."""
    for entry in read_entries(name, url_scheme):
        yield name, entry.request
