"""What a server's answer reveals: its clock, and the meaning of its error code beside the explanation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.answers import answer_text, quote_answer
from paraph.core.claims import Reason
from paraph.core.dates import date_seconds
from paraph.core.encoding import unpercent
from paraph.explaining.result import Finding
from paraph.schemes import diagnosis_of, scheme_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.diagnosis import ServerError
    from paraph.core.message import Pairs, ServerResponse
    from paraph.explaining.result import Explanation

SHOWN = 40
_BASE_STRING = re.compile(r"[A-Z]{3,10}&https?%3A%2F%2F[A-Za-z0-9%._~-]+&[A-Za-z0-9%._~-]*", re.ASCII)
_BASE_STRING_ENCODED = re.compile(r"[A-Z]{3,10}%26https?%253A%252F%252F[A-Za-z0-9%._~-]+", re.ASCII)


def server_time(headers: Pairs) -> int | None:
    """Return the server's time of the answer in Unix seconds (RFC 9110 section 6.6.1); None if it is missing."""
    return next((date_seconds(value) for name, value in headers if name.lower() == "date"), None)


def answered_error(answer: ServerResponse, scheme: str) -> ServerError | None:
    """Return the error in an answer to a request of the scheme; None if it says nothing known."""
    return diagnosis_of(scheme_named(scheme)).servers.error(answer.status, answer.headers, answer.body)


def response_problems(answer: ServerResponse, explanation: Explanation) -> Iterator[Finding]:
    """Yield the problem that an answer shows, unless the explanation names it already."""
    error = answered_error(answer, explanation.scheme)
    named = {finding.id for finding in (*explanation.problems, *explanation.mistakes)}
    if error is not None and error.problem and error.problem not in named:
        words = f" ({error.message or error.code})" if error.message or error.code else ""
        yield Finding.of(error.problem, f"The server says so{words}: {error.meaning}.", error.fix)


def response_advice(answer: ServerResponse, explanation: Explanation) -> Iterator[str]:
    """Return advice about an answer, given the explanation of its request."""
    error = answered_error(answer, explanation.scheme)
    said = answer_text(answer.body)
    if error is not None and error.meaning:
        yield f"The server answered {error.code or repr(error.message)}: {error.meaning}."
    elif answer.status and said:
        yield f"The server answered with status {answer.status}: {quote_answer(said)!r}."
    elif answer.status:
        yield f"The server answered with status {answer.status}."
    refused = error is not None and error.reason is Reason.BAD_SIGNATURE
    if explanation.verdict == "valid" and refused and explanation.problems:
        yield (
            "The signature is right for the secret given here, and the server refuses the request: correct first what is "
            "named above as a problem, which is the likelier cause."
        )
    elif explanation.verdict == "valid" and refused:
        yield (
            "The signature is right for the secret given here, and the server refuses it: the server has another secret "
            "for this key, or something on the way changed the request."
        )


def expected_text(body: bytes) -> str | None:
    """Return the base string that a server says it signed, as some print it (``debug_sbs``, or in a message); else None.

    Source: OAuth Problem Reporting, and what PHP's OAuthProvider and others add to it.
    """
    text = body.decode("utf-8", "replace").replace("\\u0026", "&").replace("&amp;", "&")
    plain = _BASE_STRING.search(text)
    if plain:
        return plain[0]
    encoded = _BASE_STRING_ENCODED.search(text)
    return unpercent(encoded[0]) if encoded else None


def text_advice(text: str, explanation: Explanation) -> Iterator[str]:
    """Return advice if the server's answer contains the text that it signed itself."""
    signed = {step.name: step.value for step in explanation.observed}.get(explanation.subject)
    right = {step.name: step.value for step in explanation.expected}.get(explanation.subject)
    if text == right and explanation.verdict == "unexplained":
        yield (
            "The server's answer shows the base string that it signed, and it is the one below: another text was signed, "
            "or another secret was used."
        )
    elif text == right:
        yield "The server's answer shows the base string that it signed, and it is the one that should be signed."
    elif text == signed:
        yield "The server's answer shows the base string that it signed, and it is the one that the client signed: the keys differ."
    elif right is not None:
        alike = zip(text, right, strict=False)
        place = next((index for index, (own, ours) in enumerate(alike) if own != ours), min(len(text), len(right)))
        yield (
            f"The server's answer shows the base string that it signed. It differs from the one here after {place} characters: "
            f"the server has {text[place : place + SHOWN]!r}, here it is {right[place : place + SHOWN]!r}. "
            "Something between you and the server changes the request, or the server knows itself by another address."
        )
