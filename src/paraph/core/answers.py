"""The text of what a server answered, cleaned for reading: markup, control characters and long texts are gone."""

from __future__ import annotations

import re

LONGEST_ANSWER = 20_000
"""Bytes of an answer that are read for what it says."""
LONGEST_QUOTE = 120
"""Characters of a server's words that are quoted."""
_UNREADABLE = re.compile(r"[^ -~\u00a1-\u02ff\u0370-\u1fff\u3040-\ud7ff]+")


def answer_text(body: bytes) -> str:
    """Return the text of an answer's body on one line; of an HTML page what it shows."""
    text = body[:LONGEST_ANSWER].decode("utf-8", "replace")
    if re.search(r"<(?:html|body|!doctype|h1|p|div)\b", text, re.IGNORECASE):
        from paraph.core.page_text import page_text  # few answers are pages, and its parser takes long to import

        text = page_text(text)
    return " ".join(_UNREADABLE.sub(" ", text).split())


def quote_answer(text: str) -> str:
    """Return a server's words, short enough to quote."""
    clean = " ".join(_UNREADABLE.sub(" ", text).split())
    return clean if len(clean) <= LONGEST_QUOTE else clean[:LONGEST_QUOTE].rstrip() + " ..."
