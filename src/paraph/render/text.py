"""Explanations and verdicts for people, at any width, with or without colour."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from paraph.core.redaction import redact
from paraph.explaining.result import without_secrets
from paraph.render.alternatives import alternatives_sentence
from paraph.render.diff import diff_lines, first_difference, legend
from paraph.render.visible import one_line
from paraph.schemes import diagnosis_of, scheme_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Request
    from paraph.explaining.result import Explanation, Finding
    from paraph.readers.entry import Entry
    from paraph.verifying.verdict import Verdict

    Style = Callable[[str, str], str]

ANSI = {"good": "32;1", "bad": "31;1", "old": "31", "new": "32", "marks": "33;1", "note": "2", "title": "1", "same": ""}
NUMBERS = ("no mistake", "one mistake", "two mistakes", "three mistakes", "four mistakes", "five mistakes")


def style_function(colour: bool) -> Style:
    """Return a function that puts a named style on a text, or leaves it unchanged."""

    def style(text: str, name: str) -> str:
        code = ANSI[name] if colour else ""
        return f"\x1b[{code}m{text}\x1b[0m" if code else text

    return style


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Break `text` into lines, the first one and the others with their indents."""
    return textwrap.wrap(one_line(text), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def explanation_text(
    explanation: Explanation,
    request: Request,
    width: int = 80,
    colour: bool = False,
    code_command: str = "",
    every: bool = False,
) -> str:
    """Return the whole explanation: verdict, mistakes with fixes, problems, the diff, hints.

    `code_command` prints right code; with `every`, all alternatives are named.
    """
    explanation, request = without_secrets(explanation), redact(request, explanation.credential)
    style = style_function(colour)
    lines = [*verdict_lines(explanation, request, width, style)]
    for number, mistake in enumerate(explanation.mistakes, 1):
        lines += ["", *finding_lines(mistake, f"{number}. ", width, style)]
    if explanation.problems:
        head = "Other problems, independent of the signature:" if explanation.observed_signature else "What is wrong:"
        lines += ["", style(head, "title")]
        for problem in explanation.problems:
            lines += finding_lines(problem, "!  ", width, style)
    lines += comparison_lines(explanation, width, style)
    if explanation.hints:
        lines += [
            "",
            style("What to check next:" if explanation.verdict == "unexplained" else "Good to know:", "title"),
        ]
        for hint in explanation.hints:
            lines += wrap(hint, width, "*  ", "   ")
    if explanation.server:
        lines += ["", style(f"Known of this server, {explanation.server.name}:", "title")]
        for habit in explanation.server.habits:
            lines += wrap(f"It {habit}.", width, "*  ", "   ")
    if explanation.alternatives:
        lines += ["", *wrap(alternatives_sentence(explanation, every), width)]
    if code_command and explanation.verdict != "valid":
        lines += [
            "",
            diagnosis_of(scheme_named(explanation.scheme)).advice.code,
            f"    {one_line(code_command)}",
        ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def entry_text(entry: Entry, width: int = 80, colour: bool = False) -> str:
    """Return the heading of one of several requests."""
    style = style_function(colour)
    lines = [style(line, "title") for line in wrap(f"== {entry.title}", width)]
    return "\n".join(["", *lines]) + "\n"


def verdict_lines(explanation: Explanation, request: Request, width: int, style: Style) -> Iterator[str]:
    """Return the verdict in a sentence, and what it is about."""
    count = len(explanation.mistakes)
    if explanation.verdict == "valid":
        sentence, name = "The signature is right.", "good"
    elif explanation.verdict == "explained":
        number = NUMBERS[count] if count < len(NUMBERS) else f"{count} mistakes"
        proof = "Together they reproduce" if count > 1 else "Repeating it reproduces"
        sentence = f"{number.capitalize()} made this signature wrong. {proof} the signature exactly."
        name = "bad"
    elif is_unsigned(explanation):
        sentence, name = "This request is not signed.", "bad"
    elif not explanation.observed_signature:
        sentence, name = "The signature of this request cannot be read.", "bad"
    elif any(problem.id == "secret-other-environment" for problem in explanation.problems):
        sentence, name = "This request was signed with another key id than the one of the credentials.", "bad"
    elif any(problem.id == "rsa-method-mismatch" for problem in explanation.problems):
        sentence, name = "The signature was not made with this RSA key pair.", "bad"
    elif not explanation.exhausted:
        sentence, name = "The signature is wrong. Time ran out before the cause was found.", "bad"
    else:
        sentence, name = "The signature is wrong, and no known mistake explains it with these values.", "bad"
    for line in wrap(sentence, width):
        yield style(line, name)
    kind = f"{scheme_named(explanation.scheme).label} {explanation.variant}".rstrip()
    lead = "" if is_unsigned(explanation) else f"{kind}: "
    for line in wrap(f"{lead}{request.method} {request.url.partition('?')[0]}", width):
        yield style(line, "note")


def is_unsigned(explanation: Explanation) -> bool:
    """Return whether no signature was found in the request."""
    is_missing = any(problem.id == "place-header-stripped" for problem in explanation.problems)
    return is_missing and not explanation.observed_signature


def finding_lines(finding: Finding, lead: str, width: int, style: Style) -> list[str]:
    """Return a mistake or problem: title and id, what was seen, what to do."""
    indent = " " * len(lead)
    title = [style(line, "title") for line in wrap(finding.headline, width, lead, indent)]
    detail = wrap(finding.detail, width, indent, indent)
    return [*title, *detail, *wrap(f"Fix: {finding.fix}", width, indent, indent + "     ")]


def comparison_lines(explanation: Explanation, width: int, style: Style) -> list[str]:
    """Return the signed text beside the right one."""
    observed = {step.name: step.value for step in explanation.observed}
    expected = {step.name: step.value for step in explanation.expected}
    right = expected.get(explanation.subject)
    if right is None:
        return []
    if explanation.verdict != "explained":
        word = "was" if explanation.verdict == "valid" else "has to be"
        body = list(diff_lines(right, right, explanation.cut_after, width, style))
        return ["", style(f"What {word} signed:", "title"), *body, *legend_lines(body, width, style)]
    signed = observed.get(explanation.subject, "")
    if signed == right:
        body = list(diff_lines(right, right, explanation.cut_after, width, style))
        if explanation.observed_signature == explanation.expected_signature:
            head = f"The {explanation.subject} and the signature are right; the mistake is in what is sent beside them:"
            return [
                "",
                *(style(line, "title") for line in wrap(head, width)),
                *body,
                *legend_lines(body, width, style),
            ]
        head = f"The {explanation.subject} is right; the mistake is in the key, the MAC or its encoding:"
        tail = [f"  - {one_line(explanation.observed_signature)}", f"  + {explanation.expected_signature}"]
        signatures = [line for text in tail for line in textwrap.wrap(text, width, subsequent_indent="    ")]
        return ["", *(style(line, "title") for line in wrap(head, width)), *body, *signatures,
                *legend_lines(body, width, style)]  # fmt: skip
    body = list(diff_lines(signed, right, explanation.cut_after, width, style))
    note = wrap(first_difference(signed, right), width)
    return ["", style("What was signed (-) and what had to be signed (+):", "title"), *body, *note,
            *legend_lines(body, width, style)]  # fmt: skip


def legend_lines(body: list[str], width: int, style: Style) -> list[str]:
    """Explain the marks."""
    said = legend("\n".join(body))
    return [style(line, "note") for line in textwrap.wrap(f"({said})", width)] if said else []


def verdict_text(verdict: Verdict, width: int = 80, colour: bool = False) -> str:
    """Say whether a request is accepted, and if not, why, with the vendor's code if there is one."""
    style = style_function(colour)
    if verdict.valid:
        return (
            style(f"Accepted: {verdict.detail} ({verdict.scheme} {verdict.claims and verdict.claims.variant}).", "good")
            + "\n"
        )
    lines = wrap(f"Refused: {verdict.detail}.", width)
    scheme = scheme_named(verdict.scheme) if verdict.scheme else None
    error = diagnosis_of(scheme).servers.code(verdict.reason) if scheme else None
    if scheme and error:
        lines += wrap(f"{scheme.label} answers {error.code} {error.message}.", width)
    return "\n".join([style(lines[0], "bad"), *lines[1:]]) + "\n"
