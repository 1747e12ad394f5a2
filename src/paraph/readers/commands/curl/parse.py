"""The options of a curl command, added up.

Options of a part of the command hold for all its URLs, wherever they stand; ``--next`` begins a new part. Of most
options the last one counts; headers, data, cookies, form fields and parts of the query add up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from paraph.core.encoding import percent
from paraph.readers.commands.curl.options import LETTERS, OPTIONS
from paraph.readers.commands.shell import Word, fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paraph.readers.commands.shell import Command, Stdin

REFUSED = {
    "config": "the options in a file are not read: put them in its place",
    "aws-sigv4": "curl signs this when it sends it: paste the raw request, as `curl -v` shows it",
    "httpsig-key": "curl signs this when it sends it: paste the raw request, as `curl -v` shows it",
    "variable": "variables of curl are not filled in here: put the value in its place",
    "upload-file": "the body is a file, which is not read: put its content after --data-binary, with -X PUT",
}
"""Options whose effect cannot be seen here."""
FILE = "the file is not read: put its content in its place"
LOGINS = ("digest", "ntlm", "ntlm-wb", "negotiate", "anyauth", "basic")


@dataclass
class Operation:
    """What the options of one part of a command add up to."""

    text: str
    start: int
    stdin: Stdin | None
    method: str = ""
    urls: list[Word] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    fields: list[tuple[str, Word]] = field(default_factory=list)
    query: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    values: dict[str, Word] = field(default_factory=dict)
    login_kind: str = ""
    has_data: bool = False
    is_json: bool = False
    notes: list[str] = field(default_factory=list)

    def value(self, name: str) -> str | None:
        """The value of an option; None when it is not given."""
        return self.values[name].text if name in self.values else None


def operations(text: str, command: Command) -> Iterator[Operation]:
    """Yield the parts of the command in order; Unreadable at an option that curl does not have, or one that needs a value."""
    operation = Operation(text, command.start, command.stdin)
    words = iter(command.words[1:])
    only_urls = False
    for word in words:
        if only_urls or not word.text.startswith("-"):
            operation.urls.append(word)
        elif word.text == "--":
            only_urls = True
        elif word.text in ("--next", "-:"):
            yield operation
            operation = Operation(text, word.offset, command.stdin)
        elif word.text.startswith("--"):
            take_long(operation, word, words)
        else:
            take_letters(operation, word, words)
    yield operation


def take_long(operation: Operation, word: Word, words: Iterator[Word]) -> None:
    """Take an option by its name, or by as much of it as no other option begins with."""
    name = whole_name(word.text[2:])
    option = OPTIONS.get(name)
    if option is not None and option.takes_value:
        apply(operation, name, following(operation, word, words, f"--{name}"))
    elif option is not None:
        switch(operation, name, on=True)
    elif name.startswith("no-") and name[3:] in OPTIONS and not OPTIONS[name[3:]].takes_value:
        switch(operation, name[3:], on=False)
    elif name.startswith("expand-"):
        raise fault(operation.text, word.offset, f"--{name}: {REFUSED['variable']}")
    else:
        raise fault(operation.text, word.offset, f"{word.text[:40]} is no option of curl{hint(word.text)}")


def hint(text: str) -> str:
    """Return a remark for the usual slip: a value after an equals sign."""
    name, mark, _ = text[2:].partition("=")
    return f": write --{name} VALUE, without =" if mark and name in OPTIONS and OPTIONS[name].takes_value else ""


def whole_name(written: str) -> str:
    """Return the name that this is the beginning of, if there is just one."""
    if written in OPTIONS:
        return written
    longer = [name for name in OPTIONS if name.startswith(written)]
    return longer[0] if len(longer) == 1 else written


def take_letters(operation: Operation, word: Word, words: Iterator[Word]) -> None:
    """Take a word of letters, the last of which may have its value in the same word."""
    letters = word.text[1:]
    if not letters:
        raise fault(operation.text, word.offset, "- is no option of curl")
    for place, letter in enumerate(letters):
        name = LETTERS.get(letter)
        if name is None:
            raise fault(operation.text, word.offset, f"-{letter} is no option of curl")
        if OPTIONS[name].takes_value:
            rest = letters[place + 1 :]
            value = Word(rest, word.offset) if rest else following(operation, word, words, f"-{letter}")
            apply(operation, name, value)
            return
        switch(operation, name, on=True)


def following(operation: Operation, word: Word, words: Iterator[Word], option: str) -> Word:
    """Return the word after an option."""
    value = next(words, None)
    if value is None:
        raise fault(operation.text, word.offset, f"{option} needs a value after it")
    return value


def switch(operation: Operation, name: str, *, on: bool) -> None:
    """Apply an option without a value."""
    if name in LOGINS:
        operation.login_kind = name if on else ""
    elif on:
        operation.flags.add(name)
    else:
        operation.flags.discard(name)


def apply(operation: Operation, name: str, value: Word) -> None:
    """Apply an option with its value."""
    if name in REFUSED:
        raise fault(operation.text, value.offset, f"--{name}: {REFUSED[name]}")
    taken = TAKEN.get(name)
    if taken is None:
        operation.values[name] = value
    else:
        taken(operation, value)


def take_url(operation: Operation, value: Word) -> None:
    """Take a URL."""
    if value.text.startswith("@"):
        raise fault(operation.text, value.offset, f"--url: {FILE}")
    operation.urls.append(value)


def take_header(operation: Operation, value: Word) -> None:
    """Take a header line."""
    if value.text.startswith("@"):
        raise fault(operation.text, value.offset, f"-H: {FILE}")
    operation.headers.append(value.text)


def take_cookie(operation: Operation, value: Word) -> None:
    """Take cookies, or the name of a file of them."""
    if "=" in value.text:
        operation.cookies.append(value.text)
    elif value.text:
        operation.notes.append(
            f"the cookies of the file {value.text[:40]!r} are not read: curl sends those that fit the URL"
        )


def take_field(name: str, operation: Operation, value: Word) -> None:
    """Take a field of a form."""
    operation.fields.append((name, value))


def take_data(name: str, operation: Operation, value: Word) -> None:
    """Take data for the body, or with -G for the query."""
    text = value.text
    if name == "data-urlencode":
        text = urlencoded(operation, value)
    elif name != "data-raw" and text.startswith("@"):
        text = of_file(operation, value, text[1:], lines=name not in ("data-binary", "json"))
    if name == "json" and operation.data:
        operation.data[-1] += text
    else:
        operation.data.append(text)
    operation.has_data = True
    operation.is_json = operation.is_json or name == "json"


def take_query(operation: Operation, value: Word) -> None:
    """Take a part of the query."""
    text = value.text[1:] if value.text.startswith("+") else urlencoded(operation, value)
    operation.query.append(text)


def urlencoded(operation: Operation, value: Word) -> str:
    """Return a name and content as ``--data-urlencode`` encodes them, a space as +."""
    text = value.text
    equals, at = text.find("="), text.find("@")
    if equals >= 0:
        name, content = text[:equals], text[equals + 1 :]
    elif at >= 0:
        name, content = text[:at], of_file(operation, value, text[at + 1 :], lines=False)
    else:
        name, content = "", text
    encoded = percent(content).replace("%20", "+")
    return f"{name}={encoded}" if name else encoded


def of_file(operation: Operation, value: Word, name: str, *, lines: bool) -> str:
    """Return what is read from a file, which can only be a here-document; without line ends if `lines`.

    Unreadable says what to do for any other.
    """
    stdin = operation.stdin
    if name not in ("-", "/dev/stdin") or stdin is None:
        raise fault(operation.text, value.offset, f"{'standard input' if name == '-' else name[:40]}: {FILE}")
    if stdin.kind == "pipe":
        raise fault(operation.text, stdin.offset, "the body comes through this pipe, which is not run: put it after -d")
    if stdin.kind == "file":
        raise fault(operation.text, stdin.offset, f"the body comes from a file: {FILE}, after -d")
    return stdin.text.replace("\r", "").replace("\n", "") if lines else stdin.text


TAKEN: dict[str, Callable[[Operation, Word], None]] = {
    "url": take_url,
    "header": take_header,
    "cookie": take_cookie,
    "url-query": take_query,
    **{name: partial(take_field, name) for name in ("form", "form-string")},
    **{
        name: partial(take_data, name)
        for name in ("data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json")
    },
}
"""Options that add up."""
