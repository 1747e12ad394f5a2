"""Functions and methods of Python whose results are certain, applied to values that are known.

Each takes its arguments as the program gives them; what Python would refuse raises the error that Python raises.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, quote_plus, unquote, urlencode, urljoin

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_INDENT = 16
LONGEST = 1 << 20
"""Characters: no text of a request that is written in a program is longer."""


class OpenFile(NamedTuple):
    """A file that the program opens; its content is not read here."""

    name: str


def open_file(name: Any, mode: str = "r", **_options: Any) -> OpenFile:
    """Return a file by its name; raises TypeError for one that is written."""
    if not isinstance(name, str) or set(mode) - set("rbt"):
        raise TypeError("open() of this is not read")
    return OpenFile(name)


def python_text(value: Any) -> str:
    """Return str() of a value that can stand in a text; raises TypeError for the rest."""
    if isinstance(value, str | int | float) or value is None:
        return str(value)
    raise TypeError(f"{type(value).__name__} in a text")


def json_text(value: Any, **options: Any) -> str:
    """Return json.dumps of a value; raises TypeError for options whose effect is not known here."""
    unknown = set(options) - {"ensure_ascii", "separators", "indent", "sort_keys", "allow_nan"}
    if unknown or (isinstance(options.get("indent"), int) and options["indent"] > MOST_INDENT):
        raise TypeError(f"json.dumps with {', '.join(sorted(unknown)) or 'this indent'} is not read")
    if options.get("separators") is not None:
        options["separators"] = tuple(options["separators"])
    return json.dumps(value, **options)


def encoded_form(query: Any, doseq: Any = False, safe: str = "", **options: Any) -> str:
    """Return urlencode of names and values."""
    via = {None: quote_plus, "quote": quote, "quote_plus": quote_plus}[options.pop("quote_via", None)]
    if options:
        raise TypeError("urlencode with these options is not read")
    return urlencode(query, doseq, safe, quote_via=via)


def octets(value: Any = b"", encoding: str | None = None) -> bytes:
    """Return bytes() of a text or of bytes."""
    if isinstance(value, str):
        return value.encode(known_encoding(encoding or ""))
    if not isinstance(value, bytes):
        raise TypeError("bytes() of anything but a text is not read")
    return value


def known_encoding(name: str) -> str:
    """Return the name of an encoding that is certain; raises TypeError for another."""
    if name.lower().replace("_", "-") not in ("utf-8", "utf8", "ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1"):
        raise TypeError(f"the encoding {name[:20]!r} is not read")
    return name


def table(*given: Any, **named: Any) -> dict[Any, Any]:
    """Return dict() of a dict or of pairs."""
    return dict(*given, **named)


def replaced(text: str, old: str, new: str) -> str:
    """Return the text with each `old` replaced; raises TypeError where that is too long."""
    if len(text) + text.count(old) * len(new) > LONGEST:
        raise TypeError("the text becomes too long")
    return text.replace(old, new)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "json.dumps": json_text,
    "base64.b64encode": base64.b64encode,
    "base64.standard_b64encode": base64.standard_b64encode,
    "base64.urlsafe_b64encode": base64.urlsafe_b64encode,
    "base64.b64decode": base64.b64decode,
    "urllib.parse.urlencode": encoded_form,
    "urllib.parse.quote": quote,
    "urllib.parse.quote_plus": quote_plus,
    "urllib.parse.unquote": unquote,
    "urllib.parse.urljoin": urljoin,
    "requests.utils.quote": quote,
    "requests.compat.quote": quote,
    "open": open_file,
    "str": python_text,
    "bytes": octets,
    "dict": table,
    "list": list,
    "tuple": tuple,
    "len": len,
    "sorted": sorted,
}
SHORT_NAMES = {name.rpartition(".")[2]: name for name in FUNCTIONS if not name.startswith("requests.")}
"""Functions as they are called in a piece of a program that lacks its imports."""
METHODS: dict[tuple[type, str], Callable[..., Any]] = {
    (str, "encode"): lambda text, encoding="utf-8": text.encode(known_encoding(encoding)),
    (bytes, "decode"): lambda data, encoding="utf-8": data.decode(known_encoding(encoding)),
    (bytes, "hex"): lambda data: data.hex(),
    (str, "join"): lambda text, parts: text.join(parts),
    (bytes, "join"): lambda data, parts: data.join(parts),
    (str, "replace"): replaced,
    (dict, "copy"): dict,
    (dict, "items"): lambda rows: list(rows.items()),
    (dict, "keys"): list,
    (dict, "values"): lambda rows: list(rows.values()),
    (dict, "get"): lambda rows, key, default=None: rows.get(key, default),
    (list, "copy"): list,
    **{(str, name): getattr(str, name) for name in ("strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize",
                                                    "removeprefix", "removesuffix", "split")},
    **{(bytes, name): getattr(bytes, name) for name in ("strip", "rstrip", "lower", "upper")},
}  # fmt: skip
