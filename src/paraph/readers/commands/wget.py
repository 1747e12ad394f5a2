"""A wget command line, as the request that wget would send.

A file (``--post-file``) is never read. User-Agent and Accept, which wget adds, are left out. With a user and password
wget asks first without them; the request here is the one that has them.

Source: https://www.gnu.org/software/wget/manual/wget.html, version 1.25
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paraph.core.encoding import percent_safe
from paraph.core.message import Pairs, Request, wire_bytes
from paraph.readers.commands.shell import Word, fault
from paraph.readers.entry import Reading
from paraph.readers.programs.client_requests import FORM_TYPE, assemble_request, basic_header, url_basic_auth
from paraph.readers.urls import without_dots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.readers.commands import shell

VALUED = frozenset(
    ["header", "method", "post-data", "body-data", "post-file", "body-file", "user", "password", "http-user",
     "http-password", "user-agent", "referer", "output-document", "output-file", "append-output", "timeout", "tries",
     "wait", "waitretry", "max-redirect", "directory-prefix", "quota", "execute", "input-file", "bind-address",
     "limit-rate", "dns-timeout", "connect-timeout", "read-timeout", "load-cookies", "save-cookies", "certificate",
     "private-key", "ca-certificate", "ca-directory", "secure-protocol", "ciphers", "compression", "progress", "base",
     "restrict-file-names", "prefer-family", "default-page", "local-encoding", "remote-encoding", "retry-on-http-error"]
)  # fmt: skip
SHORT = {
    "O": "output-document", "o": "output-file", "a": "append-output", "T": "timeout", "t": "tries", "w": "wait",
    "P": "directory-prefix", "Q": "quota", "U": "user-agent", "e": "execute", "i": "input-file", "B": "base",
}  # fmt: skip
FILES = ("post-file", "body-file", "input-file", "execute")
_KEPT = "".join(chr(octet) for octet in range(0x21, 0x7F) if chr(octet) not in '"<>\\^`{|}')


@dataclass
class Command:
    """What the options of one command add up to."""

    urls: list[Word] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    options: dict[str, Word] = field(default_factory=dict)


def read_wget(text: str, whole: shell.Command) -> tuple[Reading, ...]:
    """The request of a wget command.

    Raises Unreadable with line and column of what cannot be read.
    """
    name, *queue = whole.words
    command = Command()
    waiting = iter(queue)
    for word in waiting:
        if word.text.startswith("--") and len(word.text) > 2:
            option, equals, attached = word.text[2:].partition("=")
            take(text, command, option, word, Word(attached, word.offset) if equals else None, waiting)
        elif word.text.startswith("-") and len(word.text) > 1:
            take_short(text, command, word, waiting)
        else:
            command.urls.append(word)
    return (Reading(build_request(text, command, name)),)


def take_short(text: str, command: Command, word: Word, waiting: Iterator[Word]) -> None:
    """Take a word of short options."""
    for place, letter in enumerate(word.text[1:], 2):
        if letter in SHORT:
            rest = word.text[place:]
            take(text, command, SHORT[letter], word, Word(rest, word.offset) if rest else None, waiting)
            return


def take(text: str, command: Command, option: str, word: Word, attached: Word | None, waiting: Iterator[Word]) -> None:
    """Take an option, and the word after it when it needs one."""
    if option not in VALUED:
        return
    value = attached if attached is not None else next(waiting, None)
    if value is None:
        raise fault(text, word.offset, f"--{option} needs a value after it")
    if option in FILES:
        raise fault(text, word.offset, f"--{option}: a file or setting is not read: put its content in its place")
    if option != "header":
        command.options[option] = value
        return
    name, colon, content = value.text.partition(":")
    if not colon:
        raise fault(text, value.offset, "this header has no colon: expected 'Name: value'")
    command.headers = [pair for pair in command.headers if pair[0].lower() != name.strip().lower()]
    command.headers.append((name.strip(), content.strip(" \t\r\n")))


def build_request(text: str, command: Command, name: Word) -> Request:
    """The request of a whole command."""
    if not command.urls:
        raise fault(text, name.offset, "there is no URL in this wget command")
    if len(command.urls) > 1:
        raise fault(text, command.urls[1].offset, "there is a second URL: give one request at a time (or quote it)")
    url = command.urls[0].text
    url = url if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url) else f"http://{url}"
    data = command.options.get("post-data") or command.options.get("body-data")
    method = command.options["method"].text.upper() if "method" in command.options else "POST" if "post-data" in command.options else "GET"  # fmt: skip
    own: Pairs = (("Content-Type", FORM_TYPE),) if data is not None else ()
    given = with_options(command, url)
    try:
        request = assemble_request(method, wget_escaped(url), given, own, wire_bytes(data.text) if data else b"")
    except ValueError as error:
        raise fault(text, command.urls[0].offset, str(error)) from None
    return request._replace(target=without_dots(request.target))


def wget_escaped(url: str) -> str:
    """A URL with the characters escaped that wget escapes; a % that begins no escape is data."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", percent_safe(url, _KEPT))


def with_options(command: Command, url: str) -> Pairs:
    """The headers that are given, by options of their own too."""
    options = command.options
    user = options.get("http-user") or options.get("user")
    password = options.get("http-password") or options.get("password") or Word("", 0)
    login: Pairs = (basic_header(user.text, password.text),) if user else url_basic_auth(url)
    named: Pairs = tuple(
        (header, options[option].text)
        for option, header in (("user-agent", "User-Agent"), ("referer", "Referer"))
        if option in options
    )
    names = {key.lower() for key, _ in command.headers}
    return (*command.headers, *(pair for pair in (*login, *named) if pair[0].lower() not in names))
