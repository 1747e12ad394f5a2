"""Objects and functions of .NET that scripts in PowerShell use for a request: sessions, cookies, logins, bytes and JSON.

No PowerShell runs here: this follows the documentation and the source of PowerShell 7.5 and .NET 9.

Source: https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-json
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import percent_safe
from paraph.core.message import wire_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

JSON_NOTE = (
    "this is the JSON of PowerShell 7 outside Windows; on Windows it has CRLF as its line end, and Windows PowerShell 5.1 "
    "writes other blanks and escapes & ' < >: -Compress makes it alike, but for those four"
)
COMPRESSED_NOTE = "Windows PowerShell 5.1 escapes & ' < > in JSON, which PowerShell 7 leaves as they are here"
ORDER_NOTE = (
    "the JSON comes from a hashtable, which has no order: what was sent may be in another order than it is here"
)
MOST_DEPTH = 50
LONGEST = 1 << 20  # characters of a text that is made
WEB_SAFE = "-_.!*()"  # what System.Net.WebUtility.UrlEncode leaves alone
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,15})?")


class Rows(dict[str, Any]):
    """Items in order; a name is the same in any letter case, and stays as it was first written."""

    def __init__(self, rows: Mapping[str, Any] = {}) -> None:
        super().__init__()
        self.spelled: dict[str, str] = {}
        self.set_all(rows)

    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(self.spelled.setdefault(key.lower(), key), value)

    def set_all(self, rows: Mapping[str, Any]) -> None:
        """Set each of the items."""
        for key, value in rows.items():
            self[key] = value


class Table(NamedTuple):
    """A hashtable or dictionary; `ordered` says that its order is known when the script runs."""

    rows: Rows
    ordered: bool


@dataclass
class Cookie:
    """A cookie; one without a domain goes to the URL with which it was added."""

    name: str = ""
    value: str = ""
    path: str = ""
    domain: str = ""

    def goes_to(self, host: str, path: str) -> bool:
        """Whether it is sent to that host and path."""
        domain = self.domain.lower().lstrip(".")
        near = not domain or host == domain or host.endswith(f".{domain}")
        return near and path.startswith(self.path or "/")


@dataclass
class Session:
    """A web session: its user agent, cookies, headers, and what is to be said about it."""

    user_agent: str = ""
    cookies: list[Cookie] = field(default_factory=list)
    headers: Rows = field(default_factory=Rows)
    notes: tuple[str, ...] = ()


class SecureText(NamedTuple):
    """A text that ConvertTo-SecureString hides."""

    text: str


class Credential(NamedTuple):
    """User and password."""

    user: str
    password: str


class Octets(NamedTuple):
    """Bytes that were made from a text, with what is to be said about it."""

    data: bytes
    notes: tuple[str, ...] = ()


class Json(str):
    """JSON as ConvertTo-Json writes it, with what is to be said about it."""

    notes: tuple[str, ...] = ()


def number_of(text: str) -> int | float | None:
    """Return the number that a word is; None if it is none."""
    found = _NUMBER.fullmatch(text)
    return None if found is None else float(text) if found[1] else int(text)


def texts(given: list[Any]) -> list[str]:
    """Return arguments that must be texts; raises TypeError otherwise."""
    if not all(isinstance(one, str | int | float) and not isinstance(one, bool) for one in given):
        raise TypeError("its arguments are no texts")
    return [str(one) for one in given]


def made_object(name: str, given: list[Any]) -> Any:
    """Return a new object of a type, by its name in lower case; None for a type that is not known here."""
    short = name.rpartition(".")[2]
    if "dictionary" in name or short == "hashtable":
        return Table(Rows(), short.startswith("ordered"))
    if short == "webrequestsession":
        return Session()
    if name.endswith("net.cookie") or name == "cookie":
        return Cookie(*texts(given[:4]))
    if short == "uri" and len(given) == 1:
        return texts(given)[0]
    if short == "pscredential" and len(given) == 2 and isinstance(given[1], SecureText):
        return Credential(texts(given[:1])[0], given[1].text)
    return None


def octets_of(encoding: str) -> Callable[[Any], Octets]:
    """Return the function that gives the bytes of a text in an encoding."""

    def encode(value: Any) -> Octets:
        if not isinstance(value, str):
            raise TypeError("GetBytes of what is no text")
        if encoding == "utf-8":
            return Octets(wire_bytes(value), getattr(value, "notes", ()))
        return Octets(value.encode(encoding, "replace"), getattr(value, "notes", ()))

    return encode


def base64_of(value: Any) -> str:
    """Return bytes in base64."""
    if not isinstance(value, Octets):
        raise TypeError("ToBase64String of what is not bytes")
    return base64.b64encode(value.data).decode()


STATIC: dict[tuple[str, str], Callable[..., Any]] = {
    ("encoding", "utf8.getbytes"): octets_of("utf-8"),
    ("encoding", "ascii.getbytes"): octets_of("ascii"),
    ("encoding", "unicode.getbytes"): octets_of("utf-16-le"),
    ("encoding", "latin1.getbytes"): octets_of("latin-1"),
    ("convert", "tobase64string"): base64_of,
    ("uri", "escapedatastring"): lambda text: percent_safe(texts([text])[0], "-_.~"),
    ("webutility", "urlencode"): lambda text: percent_safe(texts([text])[0], WEB_SAFE, space="+"),
    ("httputility", "urlencode"): lambda text: re.sub(
        "%[0-9A-F]{2}", lambda found: found[0].lower(), percent_safe(texts([text])[0], WEB_SAFE, space="+")
    ),
    ("string", "concat"): lambda *parts: "".join(texts(list(parts))),
    ("string", "join"): lambda mark, parts: str(mark).join(texts(parts)),
}


def replaced(text: str, old: str, new: str) -> str:
    """Return the text with each `old` replaced; raises ValueError where that is too long, or `old` is empty."""
    if not old or len(text) * len(new) > LONGEST:
        raise ValueError("a replacement that is empty or too long")
    return text.replace(old, new)


METHODS: dict[str, Callable[..., str]] = {
    "tostring": lambda text: text,
    "trim": lambda text: text.strip(),
    "trimend": lambda text, marks=None: text.rstrip(marks),
    "trimstart": lambda text, marks=None: text.lstrip(marks),
    "tolower": lambda text: text.lower(),
    "toupper": lambda text: text.upper(),
    "tolowerinvariant": lambda text: text.lower(),
    "toupperinvariant": lambda text: text.upper(),
    "replace": lambda text, old, new: replaced(text, old, new),
}


def static_result(name: str, member: str, given: list[Any]) -> Any:
    """Return what a function of a type gives; None for one that is not known here."""
    function = STATIC.get((name.rpartition(".")[2], member))
    return function(*given) if function else None


def method_result(value: Any, name: str, given: list[Any]) -> str:
    """Return what a method of a text gives; raises LookupError for one that is not known here."""
    if name not in METHODS or not isinstance(value, str | int):
        raise LookupError(f".{name}() is known only when the script runs")
    return METHODS[name](str(value), *texts(given))


def json_of(value: Any, options: dict[str, Any]) -> Json:
    """Return the JSON of a value as PowerShell 7 writes it; raises ValueError where -Depth cuts it off."""
    depth = int(options.get("depth", 2))
    ordered: list[bool] = []
    rows = rows_of(value, 0, min(depth, MOST_DEPTH), ordered)
    compress = bool(options.get("compress"))
    text = json.dumps(
        rows, ensure_ascii=False, indent=None if compress else 2, separators=(",", ":" if compress else ": ")
    )
    result = Json(text)
    escaped = re.search("[&'<>]", text) is not None
    plain = compress or not isinstance(rows, dict | list) or not rows
    result.notes = ((COMPRESSED_NOTE,) if escaped else ()) if plain else (JSON_NOTE,)
    result.notes += () if all(ordered) else (ORDER_NOTE,)
    return result


def rows_of(value: Any, level: int, depth: int, ordered: list[bool]) -> Any:
    """Return a value of PowerShell as one for JSON."""
    if not isinstance(value, Table | list):
        if not isinstance(value, str | int | float | None):
            raise TypeError("JSON of an object")
        return value
    if level > depth:
        raise ValueError(f"ConvertTo-Json cuts off what is nested more than {depth} levels deep; give -Depth")
    if isinstance(value, Table):
        ordered.append(value.ordered or len(value.rows) < 2)
        return {name: rows_of(item, level + 1, depth, ordered) for name, item in value.rows.items()}
    return [rows_of(item, level + 1, depth, ordered) for item in value]
