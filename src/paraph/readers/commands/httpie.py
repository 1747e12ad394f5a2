"""An HTTPie command line, as the request that HTTPie would send.

Items are joined as HTTPie joins them: JSON unless ``--form`` is given. A file (``=@name``) is never read. User-Agent
and the like, which HTTPie adds, are left out; ``Accept`` and ``Content-Type`` of JSON are not.

Source: https://httpie.io/docs/cli, version 3.2
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from paraph.core.message import Pairs, Request, wire_bytes
from paraph.readers.commands.item_syntax import split_item
from paraph.readers.commands.shell import Word, fault
from paraph.readers.common import FORM_TYPE, JSON_TYPE, with_query
from paraph.readers.entry import Reading
from paraph.readers.programs.client_requests import (
    assemble_request,
    basic_header,
    join_form,
    requests_url,
    url_basic_auth,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from paraph.core.errors import Unreadable
    from paraph.readers.commands import shell

ACCEPT_JSON = "application/json, */*;q=0.5"
VALUED = frozenset(
    ["--auth", "--auth-type", "--raw", "--timeout", "--proxy", "--verify", "--session", "--session-read-only",
     "--output", "--print", "--pretty", "--style", "--cert", "--cert-key", "--max-redirects", "--default-scheme",
     "--response-charset", "--response-mime", "--format-options", "--boundary", "--ssl", "--ciphers", "--history-print",
     "--max-headers", "--cert-key-pass"]
)  # fmt: skip
SHORT = {
    "a": "--auth",
    "A": "--auth-type",
    "o": "--output",
    "p": "--print",
    "s": "--style",
    "j": "--json",
    "f": "--form",
}
FILE = "a file is not read: paste its content in its place"


@dataclass
class Command:
    """What the options and items of one command add up to."""

    text: str
    secure: bool
    positional: list[Word] = field(default_factory=list)
    options: dict[str, Word] = field(default_factory=dict)

    def fault(self, word: Word, message: str) -> Unreadable:
        """An error at a word."""
        return fault(self.text, word.offset, message)


@dataclass
class Items:
    """Request items by kind; data in JSON form, and the same as pairs."""

    headers: list[tuple[str, str | None]] = field(default_factory=list)
    query: list[tuple[str, str]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    pairs: list[tuple[str, str]] = field(default_factory=list)


def read_httpie(text: str, whole: shell.Command) -> tuple[Reading, ...]:
    """The request of a command of ``http``, ``https``, ``xh`` or ``xhs``.

    Raises Unreadable with line and column of what cannot be read.
    """
    name, *queue = whole.words
    command = Command(text, name.text.removesuffix(".exe").endswith("s"))
    waiting = iter(queue)
    only_items = False
    for word in waiting:
        if only_items or not word.text.startswith("-") or word.text == "-":
            command.positional.append(word)
        elif word.text == "--":
            only_items = True
        else:
            take(command, word, waiting)
    return (Reading(build_request(command, name)),)


def take(command: Command, word: Word, waiting: Iterator[Word]) -> None:
    """Take an option, and the word after it when it needs one."""
    option, equals, attached = word.text.partition("=")
    if not option.startswith("--"):
        for place, letter in enumerate(word.text[1:], 2):
            option = SHORT.get(letter, f"-{letter}")
            if option in VALUED:
                equals = attached = word.text[place:].removeprefix("=")
                break
            command.options[option] = word
    if option not in VALUED:
        command.options[option] = word
        return
    value = Word(attached, word.offset) if equals else next(waiting, None)
    if value is None:
        raise command.fault(word, f"{option} needs a value after it")
    command.options[option] = value


def build_request(command: Command, name: Word) -> Request:
    """The request of a whole command."""
    if "--multipart" in command.options:
        raise command.fault(command.options["--multipart"], "the boundary of a form is made up when it runs")
    method, url, rest = parted(command, name)
    items = Items()
    for word in rest:
        add_item(command, items, word)
    body, own = body_of(command, items)
    method = method or ("POST" if body or items.data or items.pairs else "GET")
    address = full_url(command, url)
    login = authorization(command) or url_basic_auth(address)
    given = tuple((key, value) for key, value in items.headers if value is not None)
    taken_out = {key.lower() for key, value in items.headers if value is None}
    if login:
        given = tuple(pair for pair in given if pair[0].lower() != "authorization")
    own = tuple(pair for pair in own if pair[0].lower() not in taken_out)
    try:
        target = requests_url(with_query(address, join_form(tuple(items.query))))
        return assemble_request(method, target, (*given, *login), own, body)
    except ValueError as error:
        raise command.fault(url, str(error)) from None


def parted(command: Command, name: Word) -> tuple[str, Word, list[Word]]:
    """Method, URL and items: a first word of letters alone is the method when another word follows."""
    if not command.positional:
        raise command.fault(name, "there is no URL in this HTTPie command")
    first, *rest = command.positional
    if rest and re.fullmatch(r"[A-Za-z]+", first.text):
        return first.text.upper(), rest[0], rest[1:]
    return "", first, rest


def full_url(command: Command, url: Word) -> str:
    """The URL with its scheme; ``:8080/x`` and ``:/x`` are on localhost."""
    scheme = "https" if command.secure else "http"
    if "--default-scheme" in command.options:
        scheme = command.options["--default-scheme"].text
    address = url.text.removeprefix("://")
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", address):
        return address
    local = re.match(r":(?!:)([0-9]*)(/?)", address)
    if local:
        port = f":{local[1]}" if local[1] else ""
        return f"{scheme}://localhost{port}{local[2]}{address[local.end() :]}"
    return f"{scheme}://{address}"


def add_item(command: Command, items: Items, word: Word) -> None:
    """One item, by the first separator in it that no backslash stands before."""
    key, separator, value = split_item(word.text)
    if separator in ("=@", ":=@", ":@", "==@", "@"):
        raise command.fault(word, f"`{option_text(word)}`: {FILE}")
    if separator == ":":
        items.headers.append((key, value.strip() or None))
    elif separator == ";" and not value:
        items.headers.append((key, ""))
    elif separator == "==":
        items.query.append((key, value))
    elif separator in ("=", ":="):
        add_data(command, items, word, (key, separator, value))
    else:
        raise command.fault(word, f"`{option_text(word)}` is no item: expected name=value, name:value or name==value")


def option_text(word: Word) -> str:
    """A word on one line and short, for a message."""
    return " ".join(word.text.split())[:40]


def add_data(command: Command, items: Items, word: Word, item: tuple[str, str, str]) -> None:
    """A field of the body."""
    key, separator, value = item
    if "--form" not in command.options and ("[" in key or "]" in key):
        raise command.fault(word, "a name with brackets makes nested JSON: give the whole body with --raw")
    items.pairs.append((key, value))
    items.data[key] = value
    if separator == ":=":
        try:
            items.data[key] = json.loads(value)
        except (ValueError, RecursionError):
            raise command.fault(word, f"what follows := in `{option_text(word)}` is no JSON") from None
        items.pairs[-1] = (
            key,
            value if isinstance(items.data[key], str | int | float) else json.dumps(items.data[key]),
        )


def body_of(command: Command, items: Items) -> tuple[bytes, Pairs]:
    """The body, and the headers that HTTPie sends with it."""
    raw = command.options.get("--raw")
    as_json: Pairs = (("Accept", ACCEPT_JSON), ("Content-Type", JSON_TYPE))
    as_form: Pairs = (("Content-Type", f"{FORM_TYPE}; charset=utf-8"),)
    form = "--form" in command.options
    if raw is not None:
        if items.pairs:
            raise command.fault(raw, "--raw cannot stand beside items of a body")
        return wire_bytes(raw.text), as_form if form else as_json
    if form:
        return wire_bytes(join_form(tuple(items.pairs))), as_form if items.pairs else ()
    if items.data:
        return wire_bytes(json.dumps(items.data)), as_json
    return b"", as_json if "--json" in command.options else ()


def authorization(command: Command) -> Pairs:
    """The header of ``--auth``."""
    auth = command.options.get("--auth")
    if auth is None:
        return ()
    kind = command.options.get("--auth-type", Word("basic", 0)).text
    if kind == "bearer":
        return (("Authorization", f"Bearer {auth.text}"),)
    user, colon, password = auth.text.partition(":")
    if kind != "basic":
        raise command.fault(auth, f"--auth-type {kind[:20]} signs when it runs: send the request to `paraph watch`")
    if not colon:
        raise command.fault(auth, "HTTPie asks for the password: give it as user:password")
    return (basic_header(user, password),)
