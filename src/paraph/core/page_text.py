"""The text that an HTML page shows."""

from __future__ import annotations

from html.parser import HTMLParser

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


def page_text(html: str) -> str:
    """Return the text that an HTML page shows."""
    page = PageText()
    page.feed(html)
    return " ".join(page.parts)
