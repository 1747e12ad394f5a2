"""What a person does on the page, counted: a click, a key, a paste, a choice, a text that is typed, a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

MOST = 4


class Actions:
    """A person at a page, who gives up after so many actions; reading and waiting are none."""

    def __init__(self, page: Page, most: int = MOST) -> None:
        self.page, self.most = page, most
        self.done: list[str] = []

    def _do(self, what: str, action: Callable[[], object]) -> None:
        self.done.append(what)
        assert len(self.done) <= self.most, self.done
        action()

    def click(self, what: Locator) -> None:
        self._do("click", what.click)

    def choose(self, what: Locator, label: str) -> None:
        """Choose an option of a list."""
        self._do("choose", lambda: what.select_option(label=label))

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self._do("type", lambda: self.page.keyboard.type(text))

    def paste(self, what: Locator, text: str) -> None:
        """Paste a text into a field, which the person points at with the same movement."""
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)

        def paste() -> None:
            what.focus()
            self.page.keyboard.press("Control+V")

        self._do("paste", paste)

    def drop(self, what: Locator, file: Path) -> None:
        """Drag a file onto something."""
        made = "([name, text]) => { const d = new DataTransfer(); d.items.add(new File([text], name)); return d; }"
        data = self.page.evaluate_handle(made, [file.name, file.read_text()])

        def drop() -> None:
            what.dispatch_event("dragover", {"dataTransfer": data})
            what.dispatch_event("drop", {"dataTransfer": data})

        self._do("drop", drop)
