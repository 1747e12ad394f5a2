"""The URL of an HTTPie command: its scheme may be missing, and ``:3000/x`` is on localhost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.encoding import percent_safe
from paraph.core.message import is_text
from paraph.readers.commands.httpie.items import Items, pairs_of
from paraph.readers.commands.shell import Word, fault
from paraph.readers.common import with_query
from paraph.readers.programs.client_requests import browser_url, join_form
from paraph.readers.requests_url import Target, sent_url

if TYPE_CHECKING:
    from paraph.core.message import Pairs
    from paraph.readers.commands.httpie.options import Arguments

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*://")
_LOCAL = re.compile(r":(?!:)([0-9]*)(/?[^\n]*)")


def address(parsed: Arguments, url: Word) -> str:
    """Return the URL with its scheme, and the host of a local one."""
    text = url.text.removeprefix("://")
    if _SCHEME.match(text):
        return text
    secure = parsed.program in ("https", "xhs") or "https" in parsed.flags
    scheme = "https" if secure else parsed.value("default-scheme") or "http"
    local = _LOCAL.fullmatch(text)
    if local:
        return f"{scheme}://localhost{':' if local[1] else ''}{local[1]}{local[2]}"
    return f"{scheme}://{text}"


def joined(parsed: Arguments, pairs: Pairs) -> str:
    """Return pairs as a form or query: as Python writes them, or for xh as browsers do."""
    if not parsed.is_xh:
        return join_form(pairs)
    return "&".join("=".join(percent_safe(text, "*-._", space="+") for text in pair) for pair in pairs)


def target(parsed: Arguments, url: Word, whole: str, items: Items) -> Target:
    """Return where the request goes, the parameters of the items added; Unreadable for a URL that cannot be."""
    try:
        if not is_text(whole):
            raise ValueError("the URL has bytes that are not UTF-8")
        if parsed.is_xh:
            return target_of_xh(with_query(whole, joined(parsed, pairs_of(items.query))))
        sent = sent_url(whole, joined(parsed, pairs_of(items.query)), path_as_is="path-as-is" in parsed.flags)
    except ValueError as error:
        raise fault(parsed.text, url.offset, str(error)) from None
    if sent.target.startswith("//"):
        parsed.notes.append(
            "requests before 2.34, which HTTPie may use, sends one slash in place of several at the beginning of the path"
        )
    return sent


def target_of_xh(url: str) -> Target:
    """Return where xh sends a request, which writes URLs as browsers do."""
    scheme, _, rest = browser_url(url).partition("://")
    host, slash, path = rest.partition("/")
    return Target(scheme, host, f"{slash}{path}")
