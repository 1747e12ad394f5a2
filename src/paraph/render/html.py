"""Explanations as an HTML fragment that needs no script, no style sheet and no network."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from paraph.explaining.result import without_secrets
from paraph.render.alternatives import alternatives_sentence
from paraph.render.text import comparison_lines, style_function, verdict_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from paraph.core.message import Request
    from paraph.explaining.result import Explanation, Finding

WIDTH = 96
WIDEST = 2000
COLOURS = {"- ": "#b00020", "+ ": "#00702f", "  ": "inherit"}


def explanation_html(explanation: Explanation, request: Request) -> str:
    """Return the whole explanation: verdict, mistakes with their fixes, problems, the diff, hints."""
    explanation = without_secrets(explanation)
    verdict, *about = verdict_lines(explanation, request, WIDEST, style_function(False))
    parts = [f"<p><strong>{escape(verdict)}</strong><br>{'<br>'.join(map(escape, about))}</p>"]
    parts += html_list("ol", "", explanation.mistakes)
    if explanation.alternatives:
        parts.append(f"<p>{escape(alternatives_sentence(explanation, every=True))}</p>")
    parts += html_list("ul", "Besides, whatever the signature:", explanation.problems)
    parts += html_diff(comparison_lines(explanation, WIDTH, style_function(False)))
    if explanation.hints:
        said = "".join(f"<li>{escape(hint)}</li>" for hint in explanation.hints)
        parts.append(f"<p>What to look at:</p><ul>{said}</ul>")
    if explanation.server:
        said = "".join(f"<li>It {escape(habit)}.</li>" for habit in explanation.server.habits)
        parts.append(f"<p>Known of this server, {escape(explanation.server.name)}:</p><ul>{said}</ul>")
    return f'<div class="paraph">{"".join(parts)}</div>'


def html_list(tag: str, heading: str, entries: Iterable[Finding]) -> Iterator[str]:
    """Return mistakes or problems as a list under a heading; nothing if there are none."""
    items = "".join(
        f"<li><strong>{escape(named.title)}</strong> <code>{escape(named.id)}</code><br>"
        f"{escape(named.detail)}<br><em>Fix:</em> {escape(named.fix)}</li>"
        for named in entries
    )
    if items:
        yield f"{f'<p>{escape(heading)}</p>' if heading else ''}<{tag}>{items}</{tag}>"


def html_diff(lines: Iterable[str]) -> Iterator[str]:
    """Return the lines of a diff in a fixed width, its sides marked in words and colours."""
    shown = [
        f'<span style="color:{COLOURS.get(line[:2], "inherit")}">{escape(line)}</span>'
        for line in lines
        if line.strip()
    ]
    if shown:
        yield '<pre style="white-space:pre-wrap">' + "\n".join(shown) + "</pre>"
