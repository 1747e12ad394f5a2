"""Tags and texts of an HTML page, as a browser's tokenizer sees them.

The standard library's ``html.parser`` decodes ``&copy=`` in an attribute and reads tags inside a ``textarea``, which
browsers do not: signed values would change.

Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

TEXT_ONLY = ("textarea", "title")  # no tags inside, but character references
RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes", "noscript")  # with scripts on, as browsers have them
_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*(=?[^\s/>=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(?![\"'])([^\s>]*)))?")
_UNCLOSED = re.compile(r"\s*=\s*[\"']")
_END = re.compile(r"[\s/]*>")
_REFERENCE = re.compile(r"&(#[xX]?[0-9A-Fa-f]+;?|[0-9A-Za-z]+;?)(=?)")


class Tag(NamedTuple):
    """A tag; of repeated attributes the first one counts."""

    name: str
    attributes: dict[str, str]
    closes: bool


def tokens(page: str) -> Iterator[Tag | str]:
    """Yield the tags and the texts between them, character references decoded."""
    position = 0
    while (start := page.find("<", position)) >= 0:
        if start > position:
            yield unescape(page[position:start])
        if page.startswith("<!--", start):
            position = after(page, "-->", start + 2)
        elif page.startswith(("<!", "<?", "</"), start) and not _NAME.match(page, start):
            position = after(page, ">", start)
        else:
            position = yield from tag_at(page, start)
    if position < len(page):
        yield unescape(page[position:])


def after(page: str, mark: str, position: int) -> int:
    """Where the mark ends; the end of the page if it does not come."""
    found = page.find(mark, position)
    return found + len(mark) if found >= 0 else len(page)


def tag_at(page: str, start: int) -> Generator[Tag | str, None, int]:
    """Yield the tag that begins here, and the text inside it if no tags can be there; return where to go on."""
    name = _NAME.match(page, start)
    if name is None:
        yield "<"
        return start + 1
    found = attributes_at(page, name.end())
    if found is None:
        return len(page)
    attributes, position = found
    tag = Tag(name[1].lower(), attributes, page.startswith("</", start))
    yield tag
    if tag.closes or tag.name not in TEXT_ONLY + RAW:
        return position
    end = closing(tag.name).search(page, position)
    stop = end.start() if end else len(page)
    if tag.name in TEXT_ONLY:
        yield unescape(page[position:stop])
    return stop


def attributes_at(page: str, position: int) -> tuple[dict[str, str], int] | None:
    """The attributes of a tag and where it ends; None if it does not end."""
    attributes: dict[str, str] = {}
    while True:
        end = _END.match(page, position)
        if end:
            return attributes, end.end()
        found = _ATTRIBUTE.match(page, position)
        if found is None or _UNCLOSED.match(page, found.end()):
            return None
        value = next((group for group in found.groups()[1:] if group is not None), "")
        attributes.setdefault(found[1].lower(), _REFERENCE.sub(character, value))
        position = found.end()


def character(reference: re.Match[str]) -> str:
    """What a character reference in an attribute stands for; one without ``;`` before ``=`` stays as it is."""
    name, sign = reference.groups()
    if name.startswith("#") or (name in html5 and (name.endswith(";") or not sign)):
        return unescape(f"&{name}") + sign
    return reference[0]


@cache
def closing(name: str) -> re.Pattern[str]:
    """The beginning of the closing tag of that name."""
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
