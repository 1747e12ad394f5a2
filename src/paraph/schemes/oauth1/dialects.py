"""Stages of OAuth 1.0a as some servers compute them; each replaces the stage of the RFC for such a server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from paraph.core.encoding import percent, unpercent
from paraph.core.message import wire_text
from paraph.schemes.oauth1 import signing as oauth1

if TYPE_CHECKING:
    from paraph.core.message import Pairs, Request
    from paraph.schemes.oauth1.signing import Encoded


def path_without_last_slash(request: Request) -> str:
    """The path without the slashes at its end."""
    return request.path.rstrip("/") or "/"


def php_parameters(collected: Pairs) -> Pairs:
    """The parameters as PHP's arrays keep them: of equal names the last, ``a[]`` numbered, ``.`` and blanks as ``_``."""
    kept: dict[str, str] = {}
    counts: dict[str, int] = {}
    for name, value in collected:
        head, bracket, tail = name.partition("[")
        key = head.replace(".", "_").replace(" ", "_") + bracket + tail
        if key.endswith("[]"):
            counts[key] = counts.get(key, -1) + 1
            key = f"{key[:-1]}{counts[key]}]"
        kept[key] = value
    return tuple(kept.items())


def parameters_decoded_again(pairs: Pairs) -> Encoded:
    """Names and values decoded once more, and then percent-encoded."""
    return oauth1.encoded_parameters(tuple((unpercent(name), unpercent(value)) for name, value in pairs))


def wordpress_parameters(pairs: Pairs) -> Encoded:
    """Values decoded once more and then percent-encoded; of the names only the brackets are encoded."""
    encoded = ((name.replace("[", "%5B").replace("]", "%5D"), percent(unpercent(value))) for name, value in pairs)
    return oauth1.Encoded(tuple(encoded), pairs)


def magento_query(request: Request) -> Pairs:
    """The parameters of the query that have exactly one ``=``; of equal names the last."""
    parts = (part for part in request.query.split("&") if part.count("=") == 1)
    names_and_values = (part.replace("+", " ").partition("=") for part in parts)
    return tuple({unpercent(name): unpercent(value) for name, _, value in names_and_values}.items())


def fields_of_multipart(request: Request) -> Pairs:
    """The fields of a form; those of a multipart body too, except files."""
    boundary = re.search(r'boundary="?([^";]+)', request.header("content-type") or "")
    if boundary is None or not request.media_type.startswith("multipart/"):
        return oauth1.form_parameters(request)
    fields = []
    for part in wire_text(request.body).split("--" + boundary[1])[1:]:
        head, _, content = part.partition("\r\n\r\n")
        name = re.search(r'[; ]name="([^"]*)"', head)
        if name and "filename=" not in head:
            fields.append((name[1], content.removesuffix("\r\n")))
    return tuple(fields)


def query_within_form_once(header: Pairs, query: Pairs, form: Pairs) -> Pairs:
    """The parameters of header, query and form; a pair of the query that the form repeats counts once."""
    return oauth1.collected_parameters(header, tuple(pair for pair in query if pair not in form), form)
