"""A curl command line, as the request that curl would send.

What curl itself changes is done here too: a scheme is added, the fragment is dropped, ``/./`` and ``/../`` in the
path are resolved unless ``--path-as-is`` is given. User-Agent and Accept, which curl adds, are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from paraph.core.encoding import base64_text, percent
from paraph.core.message import Request, request_for, wire_bytes
from paraph.readers.commands.shell import Word, fault, words
from paraph.readers.common import FORM_TYPE

LONG = {
    "X": "request", "H": "header", "d": "data", "G": "get", "I": "head", "u": "user", "A": "user-agent", "e": "referer",
    "b": "cookie", "F": "form", "T": "upload-file", "K": "config", "o": "output", "w": "write-out", "m": "max-time",
    "x": "proxy", "c": "cookie-jar", "E": "cert", "U": "proxy-user", "D": "dump-header", "r": "range", "Y": "speed-limit",
    "y": "speed-time", "z": "time-cond", "C": "continue-at", "P": "ftp-port", "Q": "quote", "t": "telnet-option",
}  # fmt: skip
FLAGS = frozenset("#0123468:BJLMNOSafghijklnpqsvRVZ")
WITH_VALUE = frozenset(
    [
        "request",
        "header",
        "data",
        "data-ascii",
        "data-raw",
        "data-binary",
        "data-urlencode",
        "json",
        "user",
        "user-agent",
        "referer",
        "cookie",
        "url",
        "oauth2-bearer",
        "form",
        "form-string",
        "upload-file",
        "config",
        "output",
        "write-out",
        "max-time",
        "connect-timeout",
        "retry",
        "retry-delay",
        "retry-max-time",
        "proxy",
        "proxy-user",
        "cookie-jar",
        "cert",
        "cert-type",
        "key",
        "key-type",
        "cacert",
        "capath",
        "resolve",
        "connect-to",
        "interface",
        "dump-header",
        "range",
        "ciphers",
        "tls-max",
        "trace",
        "trace-ascii",
        "stderr",
        "limit-rate",
        "max-redirs",
        "noproxy",
        "pass",
        "aws-sigv4",
        "expect100-timeout",
        "unix-socket",
        "abstract-unix-socket",
        "dns-servers",
        "proto",
        "proto-default",
        "proto-redir",
        "speed-limit",
        "speed-time",
        "time-cond",
        "continue-at",
        "keepalive-time",
        "local-port",
        "output-dir",
        "rate",
        "pinnedpubkey",
        "ech",
        "request-target",
        "max-filesize",
        "url-query",
        "variable",
        "netrc-file",
        "proxy-header",
        "socks5",
        "socks5-hostname",
        "socks4",
        "socks4a",
        "preproxy",
        "hostpubmd5",
        "tls13-ciphers",
        "curves",
        "delegation",
        "service-name",
        "alt-svc",
        "hsts",
        "etag-save",
        "etag-compare",
        "ftp-port",
        "quote",
        "telnet-option",
    ]
)
DATA = ("data", "data-ascii", "data-raw", "data-binary", "data-urlencode", "json")


@dataclass
class Command:
    """What the options of one curl command add up to."""

    text: str
    method: str = ""
    urls: list[Word] = field(default_factory=list)
    headers: list[tuple[str, str | None]] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    has_data: bool = False
    is_json: bool = False
    in_query: bool = False
    head: bool = False
    user: str | None = None
    bearer: str | None = None
    target: str | None = None
    path_as_is: bool = False
    query: list[str] = field(default_factory=list)


def read_curl(text: str, start: int = 0) -> Request:
    """The request of the curl command that begins at `start`.

    Quoting is that of bash, cmd.exe or PowerShell. A file (``@name``) is never read. Raises Unreadable with line and
    column of what cannot be read.
    """
    command = Command(text)
    queue = words(text, start)[1:]
    index = 0
    while index < len(queue):
        index = take(command, queue, index)
    return build_request(command, start)


def take(command: Command, queue: list[Word], index: int) -> int:
    """Take the option or URL at `index`; the index of the next word."""
    word = queue[index]
    if word.text.startswith("--") and len(word.text) > 2:
        name, equals, attached = word.text[2:].partition("=")
        if name in WITH_VALUE:
            if equals:
                apply(command, name, Word(attached, word.offset))
                return index + 1
            apply(command, name, value_after(command, queue, index, f"--{name}"))
            return index + 2
        flag(command, name, word)
        return index + 1
    if word.text.startswith("-") and len(word.text) > 1:
        return take_short(command, queue, index)
    command.urls.append(word)
    return index + 1


def take_short(command: Command, queue: list[Word], index: int) -> int:
    """Take a word of short options; the index of the next word."""
    word = queue[index]
    letters = word.text[1:]
    for place, letter in enumerate(letters):
        name = LONG.get(letter, "")
        if name in WITH_VALUE:
            rest = letters[place + 1 :]
            if rest:
                apply(command, name, Word(rest, word.offset))
                return index + 1
            apply(command, name, value_after(command, queue, index, f"-{letter}"))
            return index + 2
        if letter not in FLAGS and not name:
            raise fault(command.text, word.offset, f"-{letter} is no option of curl that is known here")
        flag(command, name or letter, word)
    return index + 1


def value_after(command: Command, queue: list[Word], index: int, option: str) -> Word:
    """The word after an option."""
    if index + 1 >= len(queue):
        raise fault(command.text, queue[index].offset, f"{option} needs a value after it")
    return queue[index + 1]


def flag(command: Command, name: str, word: Word) -> None:
    """Apply an option without value."""
    if name == "get":
        command.in_query = True
    elif name == "head":
        command.head = True
    elif name == "path-as-is":
        command.path_as_is = True
    elif name in ("next", ":"):
        raise fault(command.text, word.offset, "--next begins a second request: give one request at a time")


def apply(command: Command, name: str, value: Word) -> None:
    """Apply an option with its value."""
    if name == "request":
        command.method = value.text
    elif name == "url":
        command.urls.append(value)
    elif name == "header":
        add_header(command, value)
    elif name in DATA:
        add_data(command, name, value)
    elif name == "user":
        command.user = value.text if ":" in value.text else f"{value.text}:"
    elif name in ("user-agent", "referer", "cookie"):
        if name != "cookie" or "=" in value.text:
            command.headers.append(({"user-agent": "User-Agent", "referer": "Referer"}.get(name, "Cookie"), value.text))
    elif name == "oauth2-bearer":
        command.bearer = value.text
    elif name == "request-target":
        command.target = value.text
    elif name == "url-query":
        command.query.append(value.text)
    elif name in ("form", "form-string", "upload-file", "config", "variable", "aws-sigv4"):
        reason = {
            "form": "curl makes up the boundary of a form: paste the raw request, as `curl --trace-ascii -` shows it",
            "form-string": "curl makes up the boundary of a form: paste the raw request, as `curl --trace-ascii -` shows it",
        }.get(name, "its effect cannot be seen here: paste the raw request, as `curl -v` shows it")
        raise fault(command.text, value.offset, f"--{name}: {reason}")


def add_header(command: Command, value: Word) -> None:
    """A header line: ``Name: value``, ``Name;`` for an empty one, ``Name:`` to take curl's own out."""
    if value.text.startswith("@"):
        raise fault(command.text, value.offset, "-H @file is not read: paste the headers themselves")
    name, colon, content = value.text.partition(":")
    if colon:
        command.headers.append((name.strip(), content.strip(" \t\r\n") or None))
    elif value.text.rstrip().endswith(";"):
        command.headers.append((value.text.rstrip()[:-1], ""))
    else:
        raise fault(command.text, value.offset, "this header has no colon: expected 'Name: value'")


def add_data(command: Command, name: str, value: Word) -> None:
    """Data for the body, or with -G for the query."""
    text = value.text
    if name == "data-urlencode":
        before, equals, content = text.partition("=")
        at = before.find("@") if not equals else -1
        if at >= 0:
            raise fault(command.text, value.offset, "--data-urlencode @file is not read: paste its content")
        text = (f"{before}=" if before else "") + form_escaped(content) if equals else form_escaped(text)
    elif name != "data-raw" and text.startswith("@"):
        raise fault(
            command.text, value.offset, f"--{name} {text[:40]} is not read: paste the file's content in its place"
        )
    command.has_data = True
    command.is_json = command.is_json or name == "json"
    if name == "json" and command.data:
        command.data[-1] += text
    else:
        command.data.append(text)


def form_escaped(text: str) -> str:
    """Encoded as --data-urlencode does, a space as +; some versions write escapes in a URL in lower case."""
    return percent(text).replace("%20", "+")


def build_request(command: Command, start: int) -> Request:
    """The request of a whole command."""
    if not command.urls:
        raise fault(command.text, start, "there is no URL in this curl command")
    if len(command.urls) > 1:
        raise fault(
            command.text, command.urls[1].offset, "there is a second URL: give one request at a time (or quote it)"
        )
    url, place = command.urls[0].text, command.urls[0].offset
    url = url if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url) else f"http://{url}"
    data = "&".join(command.data)
    in_query = command.in_query or command.head
    extra = [*command.query, *([data] if in_query and command.has_data else [])]
    if extra:
        url = with_query(url, "&".join(extra))
    body = b"" if in_query else wire_bytes(data)
    method = command.method or ("HEAD" if command.head else "POST" if command.has_data and not in_query else "GET")
    try:
        request = request_for(method, url, (), body)
    except ValueError as error:
        raise fault(command.text, place, str(error)) from None
    if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", method):
        raise fault(command.text, start, "the word after -X is no HTTP method")
    target = command.target or (request.target if command.path_as_is else without_dots(request.target))
    return with_headers(command, request._replace(target=target), command.has_data and not in_query, url)


def with_query(url: str, query: str) -> str:
    """The URL with more of a query."""
    head, mark, fragment = url.partition("#")
    joined = f"{head}{'&' if '?' in head else '?'}{query}"
    return joined + mark + fragment


def with_headers(command: Command, request: Request, has_body: bool, url: str) -> Request:
    """The request with curl's headers, and those given in their place."""
    own: dict[str, tuple[str, str | None]] = {"host": request.headers[0]}
    userinfo = re.match(r"[A-Za-z]+://([^/?#]*)@", url)
    user = command.user if command.user is not None else userinfo[1] if userinfo else None
    if user is not None:
        own["authorization"] = ("Authorization", f"Basic {base64_text(wire_bytes(user))}")
    if command.bearer is not None:
        own["authorization"] = ("Authorization", f"Bearer {command.bearer}")
    if has_body:
        own["content-type"] = ("Content-Type", "application/json" if command.is_json else FORM_TYPE)
    given = {name.lower() for name, _ in command.headers}
    kept = [entry for name, entry in own.items() if name not in given]
    hosts = [entry for entry in command.headers if entry[0].lower() == "host"]
    rest = [entry for entry in command.headers if entry[0].lower() != "host"]
    headers = [(name, value) for name, value in (*hosts, *kept, *rest) if value is not None]
    if has_body and "content-length" not in given:
        headers.append(("Content-Length", str(len(request.body))))
    return request._replace(headers=tuple(headers))


def without_dots(target: str) -> str:
    """The target with ``.`` and ``..`` segments of its path resolved (RFC 3986 section 5.2.4)."""
    path, mark, query = target.partition("?")
    if "/." not in path:
        return target
    kept: list[str] = []
    segments = path.split("/")[1:]
    for index, segment in enumerate(segments):
        last = index == len(segments) - 1
        if segment in (".", ".."):
            if segment == ".." and kept:
                kept.pop()
            if last:
                kept.append("")
        else:
            kept.append(segment)
    return "/" + "/".join(kept) + mark + query
