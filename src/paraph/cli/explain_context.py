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
from paraph.explaining.signed_text import Evidence, explain_signed, is_right_text
from paraph.explaining.two_processes import can_share, search_on_two

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.clues import Clues
    from paraph.core.credential import Credential
    from paraph.core.message import Request, ServerResponse
    from paraph.explaining.result import Explanation
    from paraph.readers import Entry

RIGHT_TEXT = (
    "The text of --signed-file is right, and it does not give this signature with any key made of these secrets: "
    "if the client signed this text, its key is wrong."
)
OTHER_TEXT = (
    "The text of --signed-file does not give this signature with any key made of these secrets: "
    "print it on the line before the HMAC, byte for byte, in the run that sent this request."
)


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
        """Return the context for one entry: the kind of its input, what is switched off there, whether the body is known."""
        parameters = (*self.clues.parameters, *entry.unsent)
        clues = replace(self.clues, parameters=parameters, body_known=entry.body_known, kind=entry.kind)
        return replace(self, clues=clues)

    def explain(self, request: Request, recorded: ServerResponse | None) -> Explanation:
        """Explain a request, with advice from the answer (`recorded` if none was given) and from accepted requests."""
        answer = self.response or recorded
        explanation = (
            self._explain_request(request, self.now, self.clues)
            if answer is None
            else self._explain_answer(request, answer)
        )
        explanation = replace(explanation, hints=tuple(self._with_text_hints(request, explanation)))
        if explanation.verdict in ("valid", "explained"):
            return explanation  # the secret is proved to be right
        settled = accepted_advice(request, self.accepted, self.credential)
        return replace(explanation, hints=(*settled, *explanation.hints))

    def _explain_answer(self, request: Request, answer: ServerResponse) -> Explanation:
        clues = replace(self.clues, answer=answer.body)
        text = expected_text(answer.body)
        now = server_time(answer.headers) if self.now is None else self.now
        found = (
            None
            if text is None
            else explain_signed(request, self.credential, Evidence(text), self.scheme, clues=clues, now=now)
        )
        explanation = found or self._explain_request(request, now, clues)
        problems = (*explanation.problems, *response_problems(answer, explanation))
        explanation = replace(explanation, problems=problems)
        advice = [*response_advice(answer, explanation)]
        if text is not None:
            advice += text_advice(text, explanation)
        return without_secrets(replace(explanation, hints=(*advice, *explanation.hints)))

    def _explain_request(self, request: Request, now: int | None, clues: Clues) -> Explanation:
        found = None if self.signed is None else self._explain_signed(request, self.signed, now, clues)
        if found is not None:
            return found
        gc.disable()  # a search makes large trees without cycles; collecting garbage would take a third of its time
        share = search_on_two if can_share() else None
        with show_elapsed(lambda seconds: f"searching for the mistakes: {seconds:.0f} s of at most {self.budget:g} s"):
            return explain(request, self.credential, self.scheme, clues=clues, now=now, budget=self.budget, share=share)

    def _with_text_hints(self, request: Request, explanation: Explanation) -> Iterator[str]:
        """Yield the hints; what a text reveals that does not give the signature stands in place of asking for a text."""
        if self.signed is None or explanation.verdict != "unexplained" or not explanation.observed_signature:
            yield from explanation.hints
            return
        texts = printed_texts(self.signed)
        is_right = any(is_right_text(request, self.credential, text, self.scheme) for text in texts)
        others = [hint for hint in explanation.hints if "--signed-file" not in hint]
        yield from (*others[:1], RIGHT_TEXT if is_right else OTHER_TEXT, *others[1:])

    def _explain_signed(self, request: Request, signed: bytes, now: int | None, clues: Clues) -> Explanation | None:
        """Explain by the printed text, with or without the line end that printing adds; None if it was not signed."""
        for said in printed_texts(signed):
            found = explain_signed(request, self.credential, Evidence(said), self.scheme, clues=clues, now=now)
            if found is not None:
                return found
        click.echo("paraph: the text of --signed-file does not give this signature; searching", err=True)
        return None


def printed_texts(printed: bytes) -> tuple[str, ...]:
    """Return the text that a program printed, without and with the line end that printing adds."""
    text = wire_text(printed)
    return tuple(dict.fromkeys((text.removesuffix("\n").removesuffix("\r"), text)))


def accepted_entries(entries: tuple[Entry, ...]) -> Iterator[tuple[str, Request]]:
    """Yield the requests of a file that are known to have been accepted, with their names."""
    for entry in entries:
        if entry.accepted and not isinstance(entry.content, Unreadable):
            yield f"entry {entry.title}", entry.content


def accepted_requests(name: str, url_scheme: str) -> Iterator[tuple[str, Request]]:
    """Return the requests of a file that contains only accepted ones."""
    for entry in read_entries(name, url_scheme):
        yield name, entry.request
