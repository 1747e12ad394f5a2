"""The equal forms of docs/verifying.md as code that shares nothing with the verifier.

:func:`plain_form` brings a request to one form, by the normalisers whose ids stand in the table of the document. Two
requests with one signature have to have one plain form; a row that is taken out of the document takes its normaliser
along, and the campaign reports every edit of that kind.
"""

import base64
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

from paraph import Request

DOCUMENT = Path(__file__).parents[2] / "docs" / "verifying.md"
Parts = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
NORMALISERS: dict[str, Callable[[Parts], None]] = {}


def normaliser(name: str) -> Callable[[Callable[[Parts], None]], Callable[[Parts], None]]:
    """Register a function under the id of a row; they are applied in the order in which they stand here."""

    def register(function: Callable[[Parts], None]) -> Callable[[Parts], None]:
        NORMALISERS[name] = function
        return function

    return register


@cache
def documented() -> dict[str, str]:
    """The ids of the table, each with the scheme that it is said of."""
    text = DOCUMENT.read_text("utf-8").partition("## Equal forms")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([a-z-]+)` \| ([^|]+?) \|", text, re.MULTILINE))


def plain_form(request: Request, scheme: str) -> Any:
    """What all equal forms of a request have in common."""
    method, target, headers, body, url_scheme = request
    parts: Parts = {"method": method, "target": target, "headers": list(headers), "body": body, "url": url_scheme,
                    "scheme": scheme, "signed": []}  # fmt: skip
    for name, function in NORMALISERS.items():
        if documented().get(name) in ("both", {"duo": "Duo", "oauth1": "OAuth 1.0a"}[scheme]):
            function(parts)
    return sorted((name, repr(value)) for name, value in parts.items() if name != "ends")


def header(parts: Parts, name: str) -> str:
    return next((value for key, value in parts["headers"] if key.lower() == name), "")


def is_form(parts: Parts) -> bool:
    return header(parts, "content-type").partition(";")[0].strip(" \t").lower() == FORM


@normaliser("method-case")
def _method(parts: Parts) -> None:
    parts["method"] = parts["method"].upper()


@normaliser("header-name-case")
def _names(parts: Parts) -> None:
    parts["headers"] = [(name.lower(), value) for name, value in parts["headers"]]


@normaliser("header-blanks")
def _blanks(parts: Parts) -> None:
    parts["headers"] = [(name, value.strip(" \t")) for name, value in parts["headers"]]


@normaliser("host-case")
def _host(parts: Parts) -> None:
    parts["headers"] = [(name, value.lower() if name.lower() == "host" else value) for name, value in parts["headers"]]


@normaliser("default-port")
def _port(parts: Parts) -> None:
    end = {"https": ":443", "http": ":80"}[parts["url"]]
    parts["headers"] = [
        (name, value.removesuffix(end) if name.lower() == "host" else value) for name, value in parts["headers"]
    ]


@normaliser("connection")
def _connection(parts: Parts) -> None:
    parts["ends"], parts["url"] = {"https": ":443", "http": ":80"}[parts["url"]], ""


@normaliser("absolute-target")
def _absolute(parts: Parts) -> None:
    origin = re.match(r"https?://([^/?]*)", parts["target"], re.IGNORECASE)
    if origin:
        end = parts.get("ends") or {"https": ":443", "http": ":80"}[parts["url"]]
        own = header(parts, "host").lower().removesuffix(end)
        if origin[1].lower().removesuffix(end) != own:
            parts["other origin"] = origin[0]
        parts["target"] = parts["target"][origin.end() :]
        if not parts["target"].startswith("/"):
            parts["target"] = "/" + parts["target"]


@normaliser("empty-parameters")
def _empty(parts: Parts) -> None:
    path, _, query = parts.pop("target").partition("?")
    parts["path"], parts["query"] = path, [piece for piece in query.split("&") if piece]
    if is_form(parts):
        text = parts["body"].decode("utf-8", "surrogateescape")
        parts["form"], parts["body"] = [piece for piece in text.split("&") if piece], b""


@normaliser("bare-name")
def _bare(parts: Parts) -> None:
    for place in ("query", "form"):
        if place in parts:
            parts[place] = [piece if "=" in piece else f"{piece}=" for piece in parts[place]]


@normaliser("parameter-encoding")
def _encoding(parts: Parts) -> None:
    for place in ("query", "form"):
        if place in parts:
            parts[place] = [tuple(map(decoded, piece.split("=", 1))) for piece in parts[place]]


def decoded(text: str) -> bytes:
    return unquote_to_bytes(text.replace("+", " ").encode("utf-8", "surrogateescape"))


@normaliser("authorization-spelling")
def _authorization(parts: Parts) -> None:
    value = header(parts, "authorization")
    parts["headers"] = [(name, text) for name, text in parts["headers"] if name.lower() != "authorization"]
    word, _, rest = value.partition(" ")
    if parts["scheme"] == "duo":
        parts["signed"] = [word.lower(), base64.b64decode(rest.strip(" "))] if value else []
    elif word.lower() != "oauth":
        parts["other credentials"] = value
    else:
        found = re.findall(r'([^\s=,"]+)\s*=\s*"([^"]*)"', rest)
        parts["signed"] = sorted((plain(name), plain(text)) for name, text in found)


def plain(text: str) -> bytes:
    return unquote_to_bytes(text.encode("utf-8", "surrogateescape"))


@normaliser("realm")
def _realm(parts: Parts) -> None:
    parts["signed"] = [pair for pair in parts["signed"] if pair[0].lower() != b"realm"]


@normaliser("placement")
def _placement(parts: Parts) -> None:
    for place in ("query", "form"):
        own = [pair for pair in parts.get(place, ()) if pair[0].startswith(b"oauth_")]
        parts["signed"] = sorted([*parts["signed"], *own])
        if place in parts:
            parts[place] = [pair for pair in parts[place] if pair not in own]


@normaliser("parameter-order")
def _order(parts: Parts) -> None:
    for place in ("query", "form"):
        if place in parts:
            parts[place] = sorted(parts[place])


@normaliser("query-or-form")
def _places(parts: Parts) -> None:
    parts["query"] = sorted([*parts["query"], *parts.pop("form", ())])


@normaliser("unhashed-body")
def _body(parts: Parts) -> None:
    if not any(pair[0] == b"oauth_body_hash" for pair in parts["signed"]):
        parts["body"] = b""


@normaliser("content-type")
def _content_type(parts: Parts) -> None:
    parts["is form"] = is_form(parts) and ("form" in parts or bool(parts["body"])) and parts["scheme"] == "duo"
    if not parts.get("form") and not parts["body"]:
        parts.pop("form", None)
        parts["is form"] = False
    parts["headers"] = [(name, value) for name, value in parts["headers"] if name.lower() != "content-type"]


@normaliser("date-header")
def _date(parts: Parts) -> None:
    values = [header(parts, name) for name in ("x-duo-date", "date")]
    parts["date"] = next((value for value in values if value), "")
    parts["headers"] = [(name, value) for name, value in parts["headers"] if name.lower() not in ("date", "x-duo-date")]


@normaliser("unsigned-headers")
def _unsigned(parts: Parts) -> None:
    def signed(name: str) -> bool:
        return name == "host" or (parts["scheme"] == "duo" and name.startswith("x-duo-"))

    parts["headers"] = sorted((name, value) for name, value in parts["headers"] if signed(name.lower()))
