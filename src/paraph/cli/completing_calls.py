"""Shell completion of the words of ``paraph send``: methods, paths of the catalogues, and names of parameters.

``/admin/v1/us`` is completed to ``/admin/v1/users``. After ``/admin/v1/users/DU1/`` come the paths below a user: a segment
that stands for an id takes any text. After the URL, ``user`` is completed to ``username==`` or, for a body, ``username=``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.cli.completing import items

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import click
    from click.shell_completion import CompletionItem

    from paraph.apis.catalogue import Endpoint, Parameter

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD")
URL = re.compile(r"((?:https?://)?[^/]*)(/.*)", re.DOTALL)


def complete_send_word(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return what may follow the words so far: a method, a URL, or an item."""
    words: Sequence[str] = context.params.get("words") or ()
    method = words[0].upper() if words and words[0].isalpha() else ""
    urls = words[1 if method else 0 :]
    if urls:
        return items(item_names(method, urls[0]), incomplete)
    if not words and incomplete.isalpha():
        return items(((name, "") for name in METHODS), incomplete.upper())
    return items(urls_like(method, incomplete), incomplete)


def urls_like(method: str, incomplete: str) -> Iterator[tuple[str, str]]:
    """Yield the URLs that an incomplete one can become, each with what the call does."""
    found = URL.fullmatch(incomplete)
    if found is None:
        return
    origin, path = found.groups()
    seen: set[str] = set()
    for base, endpoint in endpoints_for(method):
        candidate = completed_path(path, base + endpoint.path)
        if candidate and candidate not in seen:
            seen.add(candidate)
            yield origin + candidate, endpoint.summary


def endpoints_for(method: str) -> Iterator[tuple[str, Endpoint]]:
    """Yield the endpoints that a method has, of all vendors, each with the base of its path."""
    from paraph.apis.catalogue import VENDORS, catalogue
    from paraph.apis.openapi import base_paths

    for vendor in VENDORS:
        for endpoint in catalogue(vendor).endpoints:
            if method in ("", endpoint.method):
                for base in base_paths(vendor, endpoint):
                    yield base, endpoint


def completed_path(path: str, template: str) -> str:
    """Return the path that `path` becomes by a template, up to its next id; empty if it does not begin like that.

    ``/users/DU1/gr`` becomes ``/users/DU1/groups/`` by ``/users/{user_id}/groups/{group_id}``.
    """
    *whole, last = path.split("/")
    segments = template.split("/")
    if len(segments) <= len(whole):
        return ""
    if any(text != segment and not (is_id(segment) and text) for text, segment in zip(whole, segments, strict=False)):
        return ""
    rest = segments[len(whole) :]
    if is_id(rest[0]) or not rest[0].startswith(last):
        return ""
    end = next((number for number, segment in enumerate(rest) if is_id(segment)), None)
    return "/".join([*whole, *(rest if end is None else [*rest[:end], ""])])


def is_id(segment: str) -> bool:
    """Return whether a segment of a template stands for an id."""
    return segment.startswith("{")


def item_names(method: str, url: str) -> Iterator[tuple[str, str]]:
    """Yield the parameters of a call as items, those that are required first."""
    from paraph.apis.catalogue import catalogue
    from paraph.apis.paging import endpoint_of
    from paraph.cli.vendor_paths import vendor_of

    found = URL.fullmatch(url.partition("?")[0])
    vendor = vendor_of(found[2]) if found else ""
    if not found or not vendor:
        return
    calls = [endpoint_of(catalogue(vendor), each, found[2]) for each in ((method,) if method else METHODS)]
    parameters = [each for endpoint in calls if endpoint for each in endpoint.parameters if each.place != "path"]
    named = {item_text(each): each.about for each in sorted(parameters, key=lambda each: not each.required)}
    yield from named.items()


def item_text(parameter: Parameter) -> str:
    """Return a parameter as the beginning of an item: ``limit==``, ``username=`` or ``groups:=``."""
    name = parameter.name.partition("{")[0]
    if parameter.place == "query":
        return f"{name}=="
    return f"{name}=" if parameter.schema.get("type") == "string" else f"{name}:="
