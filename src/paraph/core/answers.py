"""The text of what a server answered, cleaned for reading: markup, control characters and long texts are gone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LONGEST_ANSWER = 20_000
"""Bytes of an answer that are read for what it says."""
LONGEST_QUOTE = 120
"""Characters of a server's words that are quoted."""
_UNREADABLE = re.compile(r"[^ -~\u00a1-\u02ff\u0370-\u1fff\u3040-\ud7ff]+")
_HIDDEN = ("script", "style")


class PageText(HTMLParser):
    """Collects the text of an HTML page, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """Note the start of a script or style."""
        self._hidden += tag in _HIDDEN

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a script or style."""
        self._hidden -= tag in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Keep a piece of text that is shown."""
        if not self._hidden:
            self.parts.append(data)


def answer_text(body: bytes) -> str:
    """Return the text of an answer's body on one line; of an HTML page what it shows."""
    text = body[:LONGEST_ANSWER].decode("utf-8", "replace")
    if re.search(r"<(?:html|body|!doctype|h1|p|div)\b", text, re.IGNORECASE):
        page = PageText()
        page.feed(text)
        text = " ".join(page.parts)
    return " ".join(_UNREADABLE.sub(" ", text).split())


def quote_answer(text: str) -> str:
    """Return a server's words, short enough to quote."""
    clean = " ".join(_UNREADABLE.sub(" ", text).split())
    return clean if len(clean) <= LONGEST_QUOTE else clean[:LONGEST_QUOTE].rstrip() + " ..."
