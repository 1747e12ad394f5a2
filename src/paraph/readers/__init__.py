"""Whatever a person has at hand, as the request that it is; recognised by content, byte for byte."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import wire_text
from paraph.readers.decoding import utf8
from paraph.readers.entry import Entry, choose_entry, entry_titles, of_kind, only_request
from paraph.readers.large import MOST_BYTES, FileEntries, entries_of_large_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from paraph.core.message import Request

__all__ = [
    "Entry",
    "FileEntries",
    "choose_entry",
    "entries",
    "entries_of_file",
    "entry_titles",
    "environment",
    "read",
]

_MESSAGE = re.compile(rb"\s*[!#$%&'*+.^_`|~0-9A-Za-z-]+ [^\n]* HTTP/[0-9.]+\r?(?:\n|$)")
_WHOLE_URL = re.compile(rb"\s*[A-Za-z]+[ \t]+https?://", re.IGNORECASE)
_HOST = re.compile(rb"\s*[^\n]+\n(?:[^\r\n]+\r?\n)*?host:", re.IGNORECASE)
_NO_MESSAGE = re.compile(rb"\{\{|^###|^> \{%", re.MULTILINE)
_ANSWER = re.compile(rb"^HTTP/[0-9.]+ [1-9][0-9]{2}\b", re.MULTILINE)


def read(data: bytes, *, scheme: str = "https") -> Request:
    """The request in `data`; raises Unreadable for anything else, and where there are several, naming them.

    A raw HTTP message does not say how it was sent: `scheme` does. Forms: a command line of curl, HTTPie or wget, what
    ``curl -v`` prints, HAR 1.2, a Postman collection or request, a .http file of REST Client or JetBrains, Bruno's .bru
    or OpenCollection YAML, a Hurl file, JSON with method, url, headers and body, Python with requests, httpx or
    http.client, JavaScript with fetch, axios, got or http.request, PowerShell with Invoke-RestMethod or Invoke-WebRequest,
    an HTML page with a form, or raw HTTP messages. Program text is never run.
    """
    return only_request(entries(data, scheme=scheme))


def entries(
    data: bytes, *, scheme: str = "https", variables: Mapping[str, str] | None = None, skip: bool = False
) -> tuple[Entry, ...]:
    """The requests in `data`, in order; at least one. `variables` fill in ``{{names}}``.

    A command of curl, HTTPie or wget is refused if another command stands before it in a script, but not with `skip`.

    An entry that cannot be read says so when its request is asked for. Raises Unreadable when nothing can be read; of an
    input that holds no request at all, it says what that is.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable("the input is larger than 16 MiB; give one request")
    try:
        found = entries_of_text(utf8(data), scheme, variables or {}, skip=skip)
    except Unreadable as error:
        raise explained(error, data) from None
    first = found[0].content
    if isinstance(first, Unreadable) and all(isinstance(entry.content, Unreadable) for entry in found):
        better = explained(first, data)
        if better is not first:
            raise better
    return found


def explained(error: Unreadable, data: bytes) -> Unreadable:
    """The error that says what `data` is if it holds no request; the same one if that is not known."""
    from paraph.readers.unreadable_forms import better_error

    return better_error(data, error)


def entries_of_text(data: bytes, scheme: str, variables: Mapping[str, str], *, skip: bool = False) -> tuple[Entry, ...]:
    """The requests in a text in UTF-8; raises NoRequest if nothing looks like one."""
    from paraph.readers.files.messages import read_messages
    from paraph.readers.files.raw import FORMS

    if not data.strip():
        raise NoRequest(f"the input is empty: {FORMS}")
    start = data.lstrip()[:2]
    if start[:1] == b"{" and start != b"{{":
        return read_object(data, variables)
    if start[:1] == b"<":
        from paraph.readers.files.html.form import is_html, read_html

        if is_html(data):
            return of_kind("html", read_html(data))
    if data.lstrip().startswith(b"HTTP-Trace-Version:"):
        from paraph.readers.files.charles import read_trace

        return of_kind("charles", read_trace(data))
    if is_message(data):
        return of_kind("raw", read_messages(data, scheme))
    from paraph.readers.text_files import read_text  # brings in the readers of all forms

    return read_text(data, variables, scheme, skip=skip) or of_kind("raw", read_messages(data, scheme))


def entries_of_file(
    file: BinaryIO,
    *,
    scheme: str = "https",
    variables: Mapping[str, str] | None = None,
    wanted: str | None = None,
    everything: bool = False,
) -> FileEntries:
    """The requests in a file, which may be a HAR of any size; `wanted` is the number or name of an entry.

    Of a HAR of more than 16 MiB only the entries that bear a signature are kept, the wanted one, and those that cannot be
    read; with `everything` all. Another file of that size is refused. Raises Unreadable when nothing can be read.
    """
    head = file.read(MOST_BYTES + 1)
    if len(head) > MOST_BYTES:
        return entries_of_large_file(head, file, wanted=wanted, everything=everything)
    found = entries(head, scheme=scheme, variables=variables)
    return FileEntries(found, len(found))


def environment(data: bytes) -> dict[str, str]:
    """Return the variables of an environment file: Postman's, or a plain object of names and values.

    A value that is switched off is left out. Raises Unreadable for anything else.
    """
    from paraph.readers import variables

    return variables.environment(utf8(data))


def read_object(data: bytes, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests of a JSON object."""
    from paraph.readers.files.har import is_har, read_har
    from paraph.readers.files.insomnia import is_insomnia_table, read_insomnia
    from paraph.readers.files.json_request import read_json
    from paraph.readers.files.json_text import json_value
    from paraph.readers.files.postman import is_postman, read_postman

    try:
        value = json_value(data)
    except Unreadable:
        entries_before = whole_entries(data)
        if entries_before:
            return entries_before
        raise
    if is_har(value):
        return of_kind("har", read_har(value))
    if is_insomnia_table(value):
        return of_kind("insomnia", read_insomnia(value, wire_text(data), variables))
    if is_postman(value):
        return of_kind("postman", read_postman(value, wire_text(data), variables))
    return of_kind("json", (Entry(1, "", read_json(value)),))


def whole_entries(data: bytes) -> tuple[Entry, ...]:
    """The entries of a HAR that is cut off or damaged, up to that place, and one that says so; none without a whole one."""
    from paraph.readers.files.har.stream import stream_har

    try:
        found = tuple(stream_har(BytesIO(data)))
    except Unreadable:
        return ()
    return of_kind("har", found) if len(found) > 1 else ()


def is_message(data: bytes) -> bool:
    """Whether this is a raw message and cannot be a .http file, which may begin like one."""
    if _MESSAGE.match(data) is None or (_WHOLE_URL.match(data) and not _HOST.match(data)):
        return False
    answer = _ANSWER.search(data)
    return _NO_MESSAGE.search(data, 0, answer.start() if answer else len(data)) is None
