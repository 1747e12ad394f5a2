"""Explanations and verdicts for people, at any width, with or without colour."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from paraph.core.redaction import redacted
from paraph.explaining.explain import hidden
from paraph.render.diff import diff_lines, first_difference, legend
from paraph.render.visible import one_line
from paraph.schemes.duo import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.core.message import Request
    from paraph.explaining.explain import Explanation, Named
    from paraph.readers.entry import Entry
    from paraph.verifying.judge import Verdict

    Style = Callable[[str, str], str]

ANSI = {"good": "32;1", "bad": "31;1", "old": "31", "new": "32", "marks": "33;1", "note": "2", "title": "1", "same": ""}
NUMBERS = ("no mistake", "one mistake", "two mistakes", "three mistakes", "four mistakes", "five mistakes")


def styled(colour: bool) -> Style:
    """A function that puts a named style on a text, or leaves it as it is."""

    def style(text: str, name: str) -> str:
        code = ANSI[name] if colour else ""
        return f"\x1b[{code}m{text}\x1b[0m" if code else text

    return style


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """`text` broken into lines, the first one and the others with their indents."""
    return textwrap.wrap(one_line(text), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def explanation_text(
    explanation: Explanation, request: Request, width: int = 80, colour: bool = False, source: str = ""
) -> str:
    """The whole answer: verdict, mistakes with their fixes, problems, the diff, hints; `source` is the request's file."""
    explanation, request = hidden(explanation), redacted(request, explanation.credential)
    style = styled(colour)
    lines = [*verdict_lines(explanation, request, width, style)]
    for number, mistake in enumerate(explanation.mistakes, 1):
        lines += ["", *named_lines(mistake, f"{number}. ", width, style)]
    if explanation.alternatives:
        lines += ["", *alternative_lines(explanation, width)]
    if explanation.problems:
        lines += ["", style("Besides, whatever the signature:", "title")]
        for problem in explanation.problems:
            lines += named_lines(problem, "!  ", width, style)
    lines += comparison_lines(explanation, width, style)
    if explanation.hints:
        lines += ["", style("What to look at:" if explanation.verdict == "unexplained" else "Good to know:", "title")]
        for hint in explanation.hints:
            lines += wrapped(hint, width, "*  ", "   ")
    if source and explanation.verdict != "valid":
        lines += ["", "Code that signs this call anew:", f"    paraph as {language_of(request)} {one_line(source)}"]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def entry_text(entry: Entry, width: int = 80, colour: bool = False) -> str:
    """The heading of one of several requests."""
    style = styled(colour)
    lines = [style(line, "title") for line in wrapped(f"== {entry.title}", width)]
    return "\n".join(["", *lines]) + "\n"


def language_of(request: Request) -> str:
    """The language in which the sender of a request may want it: a collection where Postman sent it."""
    return "postman" if "PostmanRuntime" in (request.header("user-agent") or "") else "python"


def verdict_lines(explanation: Explanation, request: Request, width: int, style: Style) -> Iterator[str]:
    """The verdict in a sentence, and what it is about."""
    count = len(explanation.mistakes)
    if explanation.verdict == "valid":
        sentence, name = "The signature is right.", "good"
    elif explanation.verdict == "explained":
        number = NUMBERS[count] if count < len(NUMBERS) else f"{count} mistakes"
        made = "made this signature wrong" if count else "was made"
        sentence, name = f"{number.capitalize()} {made}. Together they give it bit for bit." if count > 1 else (
            f"{number.capitalize()} {made}. It gives it bit for bit."
        ), "bad"  # fmt: skip
    else:
        sentence, name = "The signature is wrong, and no known mistake explains it with these values.", "bad"
    for line in wrapped(sentence, width):
        yield style(line, name)
    kind = {"duo": "Duo", "oauth1": "OAuth 1.0a"}.get(explanation.scheme, explanation.scheme)
    said = f"{kind} {explanation.variant}: {request.method} {request.url.partition('?')[0]}"
    for line in wrapped(said, width):
        yield style(line, "note")
    if explanation.reached:
        yield from (style(line, "note") for line in wrapped(explanation.reached, width))


def named_lines(named: Named, lead: str, width: int, style: Style) -> list[str]:
    """A mistake or problem: title and id, what was seen, what to do."""
    indent = " " * len(lead)
    title = [style(line, "title") for line in wrapped(named.headline, width, lead, indent)]
    detail = wrapped(named.detail, width, indent, indent)
    return [*title, *detail, *wrapped(f"Fix: {named.fix}", width, indent, indent + "     ")]


def alternative_lines(explanation: Explanation, width: int) -> list[str]:
    """Other sets that give the same bytes."""
    sets = [" + ".join(mistake.id for mistake in tie) for tie in explanation.alternatives]
    return wrapped(f"The same bytes come from: {'; '.join(sets)}.", width)


def comparison_lines(explanation: Explanation, width: int, style: Style) -> list[str]:
    """The text that was signed beside the one that had to be."""
    observed = {step.name: step.value for step in explanation.observed}
    expected = {step.name: step.value for step in explanation.expected}
    right = expected.get(explanation.subject)
    if right is None:
        return []
    if explanation.verdict != "explained":
        word = "was" if explanation.verdict == "valid" else "has to be"
        body = list(diff_lines(right, right, explanation.scheme, width, style))
        return ["", style(f"What {word} signed:", "title"), *body, *legend_lines(body, width, style)]
    signed = observed.get(explanation.subject, "")
    if signed == right:
        body = list(diff_lines(right, right, explanation.scheme, width, style))
        if explanation.observed_signature == explanation.expected_signature:
            head = (
                f"The {explanation.subject} and the signature are right; the mistake lies in what travels beside them:"
            )
            return [
                "",
                *(style(line, "title") for line in wrapped(head, width)),
                *body,
                *legend_lines(body, width, style),
            ]
        head = f"The {explanation.subject} is right; the mistake lies in key, MAC or how it was written:"
        tail = [f"  - {one_line(explanation.observed_signature)}", f"  + {explanation.expected_signature}"]
        signatures = [line for text in tail for line in textwrap.wrap(text, width, subsequent_indent="    ")]
        return ["", *(style(line, "title") for line in wrapped(head, width)), *body, *signatures,
                *legend_lines(body, width, style)]  # fmt: skip
    body = list(diff_lines(signed, right, explanation.scheme, width, style))
    note = wrapped(first_difference(signed, right), width)
    return ["", style("What was signed (-) and what had to be signed (+):", "title"), *body, *note,
            *legend_lines(body, width, style)]  # fmt: skip


def legend_lines(body: list[str], width: int, style: Style) -> list[str]:
    """What the marks stand for."""
    said = legend("\n".join(body))
    return [style(line, "note") for line in textwrap.wrap(f"({said})", width)] if said else []


def verdict_text(verdict: Verdict, width: int = 80, colour: bool = False) -> str:
    """Whether a request is accepted, and if not, why; with the vendor's code where there is one."""
    style = styled(colour)
    if verdict.valid:
        return (
            style(f"Accepted: {verdict.detail} ({verdict.scheme} {verdict.claims and verdict.claims.variant}).", "good")
            + "\n"
        )
    code = CODES.get(verdict.reason) if verdict.scheme == "duo" else None
    lines = wrapped(f"Refused: {verdict.detail}.", width)
    if code:
        lines += wrapped(f"Duo answers {code[0]} {code[1]}.", width)
    return "\n".join([style(lines[0], "bad"), *lines[1:]]) + "\n"
