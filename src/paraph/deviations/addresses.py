"""Other forms of host and path that people sign, the same for every scheme; the catalogue has no names for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.deviation import Way
from paraph.core.encoding import percent, percent_safe, unpercent
from paraph.deviations.rarity import ODD

if TYPE_CHECKING:
    from collections.abc import Iterator


VERBS = {"GET": 0.0, "POST": 0.0, "PUT": 1.0, "DELETE": 1.0, "PATCH": 2.0, "HEAD": ODD, "OPTIONS": ODD}
"""The methods that are signed instead of the one that is sent, and how rare each is."""


def host_forms(host: str) -> Iterator[Way[str]]:
    """Yield other forms of a host in lower case, with or without a port."""
    name, _, port = host.partition(":")
    parts = name.split(".")
    forms = {
        parts[0]: 0.0,
        ".".join(parts[1:]): 0.0,
        ".".join(parts[-2:]): 0.0,
        ".".join(parts[:-1]): 1.0,
        f"www.{name}": 1.0,
        f"{host}/": 0.0,
        f"{host}.": ODD,
        f" {host}": ODD,
        f"{host} ": ODD,
        f"{host}\n": ODD,
        f"https://{host}": 0.0,
        f"http://{host}": 0.0,
        f"//{host}": ODD,
        f"/{host}": ODD,
        f"https://{host}/": ODD,
        f"Host: {host}": ODD,
        "localhost": 1.0,
        "127.0.0.1": ODD,
        "": 0.0,
        percent(host): 1.0,
    }
    for number in ("443", "80", "8080", "8443", "3000", "5000"):
        forms.setdefault(f"{name}:{number}", 0.0 if number in ("443", "80") else ODD)
    if port:
        forms[name] = 0.0
    for text, rarity in forms.items():
        yield Way(text, f"The host was signed as {text!r}.", rarity)


def url_forms(scheme: str, host: str, path: str, query: str) -> Iterator[Way[str]]:
    """Yield the URL or parts of it, which stand in the place of host or path."""
    question = f"?{query}" if query else ""
    for origin, rarity in (
        (f"{scheme}://{host}", 0.0),
        (host, 0.0),
        (f"//{host}", 1.0),
        (f"https://{host}:443", ODD),
    ):
        for text in dict.fromkeys((origin + path, origin + path + question, origin, origin + "/")):
            yield Way(text, f"The URL {text[:60]!r} was signed instead.", rarity)
    if question:
        yield Way(path + question, f"{path + question!r} was signed instead.")
        yield Way(unpercent(path + question), "Path and query were signed decoded.", 1.0)
        yield Way(query, "The query was signed instead.", 1.0)


def path_forms(path: str) -> Iterator[Way[str]]:
    """Yield other forms of a path."""
    parts = path.split("/")
    plain = unpercent(path)
    forms = {
        "": 0.0,
        "/": 0.0,
        path.lower(): 0.0,
        path.lstrip("/"): 0.0,
        path.strip("/"): 1.0,
        path.lstrip("/") + "/": ODD,
        path + "/": 0.0,
        path.rstrip("/"): 0.0,
        "/" + path: 0.0,
        path + "//": ODD,
        path + "?": 1.0,
        path + "&": ODD,
        path + "#": ODD,
        path + " ": ODD,
        path + "\n": ODD,
        re.sub(r"\.[a-z]{2,4}\Z", "", path): 1.0,
        path + ".json": ODD,
        path.upper(): ODD,
        path.title(): ODD,
        plain: 0.0,
        unpercent(path.replace("+", " ")): 1.0,
        percent(path): 0.0,
        percent_safe(path, "/-._~"): 0.0,
        percent(plain): 1.0,
        percent_safe(path, "/-._~!'()*"): 1.0,
        percent_safe(plain, "/-._~", space="+"): 1.0,
        re.sub("//+", "/", path): 0.0,
        "/" + parts[-1]: 0.0,
        parts[-1]: 1.0,
        "/" + path.rstrip("/").rpartition("/")[2]: 1.0,
        re.sub("%[0-9A-Fa-f]{2}", lambda escape: escape[0].lower(), path): 1.0,
        re.sub("%[0-9A-Fa-f]{2}", lambda escape: escape[0].upper(), path): 1.0,
        re.sub("/v([0-9])", r"/V\1", path): ODD,
        path.replace("/", "\\"): ODD,
    }
    for text, rarity in parts_of_path(path):
        forms.setdefault(text, rarity)
    for text, rarity in forms.items():
        yield Way(text, f"The path was signed as {text[:60]!r}.", rarity)


def parts_of_path(path: str) -> Iterator[tuple[str, float]]:
    """Yield a path with another version in it, and without some of its parts; each with how rare that is."""
    parts = path.split("/")
    for number in "123":
        yield re.sub("/v[0-9]", f"/v{number}", path, count=1), 0.0
    for index in range(2, len(parts)):
        yield "/" + "/".join(parts[index:]), 0.0
        yield "/".join(parts[index:]), 1.0
        yield "/".join(parts[:index]), 1.0
        yield "/".join(parts[:index]) + "/", ODD
        yield "/".join((*parts[:index], *parts[index + 1 :])), 1.0
