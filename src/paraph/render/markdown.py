"""An explanation as Markdown for a ticket or a chat: no secret, no signature and no other value that gives access."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.redaction import redact
from paraph.explaining.result import without_secrets
from paraph.render.diff import diff_lines, first_difference
from paraph.render.masking import mask_headers, mask_text, masked_beginning
from paraph.render.text import style_function, verdict_lines
from paraph.render.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.message import Request
    from paraph.explaining.result import Explanation, Finding

WIDE = 100_000
LONGEST = 4000
"""Characters of a text that are quoted."""
MOST_HEADERS = 200
"""Headers that are quoted."""
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&@])")
_FENCE = re.compile("`{3,}")


def explanation_markdown(explanation: Explanation, request: Request) -> str:
    """Return the verdict, the mistakes with their fixes, the difference, and the request with what gives access masked."""
    explanation, request = without_secrets(explanation), redact(request, explanation.credential)
    sentence, about = verdict_lines(explanation, request, WIDE, style_function(False))
    lines = [f"**{plain(sentence)}**", "", plain(mask_text(about))]
    for number, mistake in enumerate(explanation.mistakes, 1):
        lines += ["", *finding_lines(mistake, f"{number}. ")]
    if explanation.problems:
        lines += ["", "Other problems, independent of the signature:"]
    for problem in explanation.problems:
        lines += ["", *finding_lines(problem, "- ")]
    lines += difference_lines(explanation)
    lines += ["", "The request:", "", *fenced(request_lines(request), "http")]
    if explanation.hints:
        lines += ["", "What to check next:", ""]
        lines += [f"- {plain(hint)}" for hint in explanation.hints]
    return "\n".join(lines) + "\n"


def finding_lines(finding: Finding, lead: str) -> Iterator[str]:
    """Yield a mistake or a problem: what it is, what was seen, what to do."""
    indent = " " * len(lead)
    named = f" (`{finding.id}`)" if finding.id else ""
    yield f"{lead}**{plain(finding.title)}**{named}"
    yield f"{indent}{plain(mask_text(finding.detail))}"
    yield f"{indent}Fix: {plain(finding.fix)}"


def difference_lines(explanation: Explanation) -> Iterator[str]:
    """Yield the signed text beside the right one; nothing if the client's is not known."""
    observed = {step.name: step.value for step in explanation.observed}.get(explanation.subject)
    expected = {step.name: step.value for step in explanation.expected}.get(explanation.subject)
    if observed is None or expected is None or observed == expected:
        return
    style = style_function(False)
    left, right = (masked_beginning(text, LONGEST) for text in (observed, expected))
    yield from ("", "What was signed (-) and what had to be signed (+):", "")
    yield from fenced((line[2:] for line in diff_lines(left, right, explanation.cut_after, WIDE, style)), "diff")
    yield from ("", plain(first_difference(observed, expected)))


def request_lines(request: Request) -> Iterator[str]:
    """Yield the request line, the headers and the body, masked by their names."""
    line = masked_beginning(f"{request.method} {request.target}", LONGEST + 1)
    more = f" ... ({len(request.target)} characters)" if len(line) > LONGEST else ""
    yield one_line(f"{line[:LONGEST]}{more}")
    for name, value in mask_headers(request.headers[:MOST_HEADERS]):
        yield one_line(f"{name}: {value}")
    if len(request.headers) > MOST_HEADERS:
        yield f"... ({len(request.headers)} headers)"
    if request.body:
        text = masked_beginning(request.body.decode("utf-8", "backslashreplace"), LONGEST + 1)
        more = f" ... ({len(request.body)} bytes)" if len(text) > LONGEST else ""
        yield from ("", *map(one_line, text[:LONGEST].splitlines()), *([more] if more else []))


def fenced(lines: Iterable[str], kind: str) -> Iterator[str]:
    """Yield lines as a block of code whose fence is longer than any in it."""
    content = list(lines)
    longest = max((len(found) for line in content for found in _FENCE.findall(line)), default=2)
    fence = "`" * (longest + 1)
    yield from (f"{fence}{kind}", *content, fence)


def plain(text: str) -> str:
    """Return a text on one line that Markdown shows as it is: no link, image, mention or HTML comes out of it."""
    return _SPECIAL.sub(r"\\\1", one_line(text)).replace("://", "\\://")
