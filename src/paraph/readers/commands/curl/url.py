"""The URL of a curl command, as curl takes it apart.

Braces and brackets make several URLs of one (globbing) unless ``--globoff`` is given; ``[]`` and the brackets of an IPv6
address stand for themselves, and a backslash before one of the four takes its meaning away. A scheme that is missing is
``http``, a default port is dropped, a host that is not ASCII is sent as IDNA, and what is not ASCII in the path is
escaped. For example, ``h.test:80/a/../{b}#c`` is ``http://h.test/b``.

Source: https://curl.se/docs/manpage.html#URL, https://curl.se/docs/url-syntax.html
"""

from __future__ import annotations

import re
from typing import NamedTuple

from paraph.core.encoding import unpercent
from paraph.core.message import DEFAULT_PORTS
from paraph.readers.urls import ascii_host

_PIECE = re.compile(
    r"""(?P<literal>(?:[^\[\]{}\\]++|\\(?![\[\]{}])|\[\])++)
    |\\(?P<escaped>[\[\]{}])
    |(?P<address>\[[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*(?:%25[\w.-]*)?\])
    |(?P<range>\[(?:([0-9]{1,18})-([0-9]{1,18})|([A-Za-z])-([A-Za-z]))(?::([0-9]{1,9}))?\])
    |\{(?P<set>(?:[^\[\]{}\\]++|\\.)++)\}
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):/{1,3}(?!/)")
_ODD_SCHEME = re.compile(r"[^/?#]*://|[A-Za-z]+:$")
_GUESSED = re.compile(r"(?i)(ftp|dict|ldap|imap|smtp|pop3)\.")
_AUTHORITY = re.compile(r"[^/?#]*")
_REFUSED = re.compile(r"[\x00-\x20\x7f]")
_NO_HOST = re.compile(r"[\x00-\x20!\"#$&'()*+,/;<=>?@\[\\\]^`{}\x7f]")
_NUMBER = r"(?:0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\.{_NUMBER}){{0,3}}")
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_HIGH = re.compile(r"[^\x00-\x7f]")


class Url(NamedTuple):
    """The parts of a URL as they are sent; `login` is its user-info, decoded, and None where there is none."""

    scheme: str
    host: str
    path: str
    query: str | None
    login: str | None


def globbed(url: str) -> str:
    """Return the one URL that a pattern stands for; ValueError for a pattern of several, or one that curl refuses."""
    count, parts = 1, []
    for found in _PIECE.finditer(url):
        kind = found.lastgroup if found.lastgroup in ("literal", "escaped", "address", "set", "other") else "range"
        if kind == "range":
            number, text = range_of(found)
            count *= number
            parts.append(text)
        elif kind == "set":
            members = re.sub(
                r"\\(.)", lambda escaped: "\0" if escaped[1] == "," else escaped[1], found["set"], flags=re.DOTALL
            ).split(",")
            count *= len(members)
            parts.append(members[0].replace("\0", ","))
        elif kind == "other":
            raise ValueError(f"curl refuses this URL at its {found[0]!r}: give --globoff, or put a backslash before it")
        else:
            parts.append(found[kind])
    if count > 1:
        raise ValueError(f"curl makes {count} requests of this URL with its {{}} or []: give one of them, or --globoff")
    return "".join(parts)


def range_of(found: re.Match[str]) -> tuple[int, str]:
    """Return how many members a range has, and its first one; ValueError for one that curl refuses."""
    low, high, first, last, step = found.group(5, 6, 7, 8, 9)
    width = int(step or 1)
    span = int(high) - int(low) if low else ord(last) - ord(first)
    if span < 0 or width < 1 or (span == 0 and width != 1) or (span and width > span) or (first and span > 25):
        raise ValueError(f"curl refuses the range {found[0][:20]} in this URL: give --globoff")
    return span // width + 1, low or first


def parsed(text: str, default_scheme: str = "") -> Url:
    """Take a URL apart as curl does; ValueError, with what to do, for one that curl refuses or that is not HTTP."""
    if _REFUSED.search(text):
        raise ValueError("curl refuses a URL with a blank or control character: write a blank as %20")
    found = _SCHEME.match(text)
    if not found and _ODD_SCHEME.match(text):
        raise ValueError("curl refuses what stands before the :// of this URL: expected https:// or http://")
    scheme = found[1].lower() if found else guessed(text, default_scheme)
    if scheme not in DEFAULT_PORTS:
        raise ValueError(f"curl does not speak HTTP to {scheme}://: expected https:// or http://")
    rest = text[found.end() if found else 0 :].partition("#")[0]
    whole = _AUTHORITY.match(rest)
    authority = whole[0] if whole else ""
    if authority.count("@") > 1:
        raise ValueError("curl refuses a second @ in the user or password of a URL: write it as %40")
    login, at, place = authority.rpartition("@")
    path, mark, query = rest[len(authority) :].partition("?")
    path = _HIGH.sub(lambda high: escaped_lower(high[0]), path or "/")
    return Url(scheme, host_of(place, scheme), path, query if mark else None, unpercent(login) if at else None)


def lower_escapes(query: str) -> str:
    """Return the query with its escapes in lower case, as curl 7.62 to 8.20 write what they add to a URL."""
    return _ESCAPE.sub(lambda found: found[0].lower(), query)


def guessed(text: str, default_scheme: str) -> str:
    """Return the scheme of a URL that has none."""
    found = _GUESSED.match(text)
    return default_scheme or (found[1].lower() if found else "http")


def escaped_lower(char: str) -> str:
    """Return a character with its bytes escaped in lower case."""
    return "".join(f"%{octet:02x}" for octet in char.encode("utf-8", "surrogateescape"))


def host_of(place: str, scheme: str) -> str:
    """Return host and port as they stand in the Host header."""
    name, colon, port = place, "", ""
    if not place.endswith("]") and ":" in place:
        name, colon, port = place.rpartition(":")
    if colon and not (port == "" or (port.isascii() and port.isdigit() and len(port) < 9 and int(port) < 65536)):
        raise ValueError(f"the port {port[:20]!r} in this URL is no number from 0 to 65535")
    if not name:
        raise ValueError("there is no host in this URL")
    if "%" in unpercent(name) or _NO_HOST.search(name.removeprefix("[").removesuffix("]")):
        raise ValueError(f"curl refuses the host {name[:40]!r} in this URL: it has a character that no host has")
    if ":" in name and not name.startswith("["):
        raise ValueError("curl refuses two colons after the host of this URL")
    name = unpercent(name) if "%" in name and not name.startswith("[") else name
    name = address_of(name) if _NUMBERS.fullmatch(name) else ascii_host(name)
    number = str(int(port)) if port else ""
    return name if not number or number == DEFAULT_PORTS[scheme] else f"{name}:{number}"


def address_of(text: str) -> str:
    """Return an IPv4 address of one to four numbers, each decimal, octal or hexadecimal, in its usual form."""
    numbers = [number_of(part) for part in text.split(".")]
    last = 256 ** (5 - len(numbers))
    if any(number > 255 for number in numbers[:-1]) or numbers[-1] >= last:
        return text
    value = sum(number << (24 - 8 * place) for place, number in enumerate(numbers[:-1])) + numbers[-1]
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def number_of(text: str) -> int:
    """Return a number that is written as in C: hexadecimal after 0x, octal after 0."""
    return int(text, 16 if text[:2] in ("0x", "0X") else 8 if text[0] == "0" else 10)
