"""Refuses requests that can be read in more than one way.

A verifier and the application behind it both read the request. If they can read it differently, an attacker can
sign one reading and have the application act on the other. So a request with repeated or ambiguous parts, or longer
than any honest one, is refused before anything is computed from it::

    GET /a#b HTTP/1.1            a fragment never travels
    Host: api.example.com
    Host: evil.example           which one is signed, which one routes?

Source: RFC 9110 sections 5.3, 5.5 and 7.2, RFC 9112 sections 3.2 and 5.1
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from paraph.core.encoding import FORM_TYPE
from paraph.core.errors import Malformed
from paraph.core.message import DEFAULT_PORTS, wire_bytes, wire_text

if TYPE_CHECKING:
    from paraph.core.message import Request
    from paraph.core.policy import Policy

SINGLE = frozenset(("host", "authorization", "date", "content-type"))
"""Headers that a request has at most once; a second one allows two readings."""
MOST_METHOD = 64
USUAL = 1024
"""Characters of header names up to which their layout is remembered."""
MOST_PORT = 65_535
ODD_TARGET = "the target has a blank or a control character"
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_BUT_TAB = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_PRINTABLE = bytes(range(0x20, 0x7F))
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=-]+)(?::([1-9][0-9]{0,4}))?")
_CHARSET = re.compile(r";[ \t]*charset(?:\*[0-9]*\*?)?[ \t]*=[ \t]*\"?([^\s\";]*)", re.IGNORECASE)
"""Wherever it stands, also within quotes and in the forms of RFC 2231: which of several counts, two readers may not agree on."""


def refuse_ambiguous(request: Request, policy: Policy) -> None:
    """Raise Malformed if a request is too large, or if two readers may read it differently."""
    method, target, headers, _, _ = request
    try:
        names, contents = zip(*headers, strict=True) if headers else ((), ())
        size, values = len("".join(names)), "".join(contents)
    except (TypeError, ValueError):
        raise TypeError(
            "the headers of a Request are a tuple of pairs of text: decode bytes with paraph.core.message.wire_text"
        ) from None
    refuse_too_large(request, policy, size + len(values))
    if not _TOKEN.fullmatch(method) or len(method) > MOST_METHOD:
        raise Malformed("the method is empty, too long, or has invalid characters")
    layout = usual_layout(names) if size <= USUAL else layout_of(names)
    if layout.fault:
        raise Malformed(layout.fault)
    text = target + values
    if not text.isascii() or text.encode().translate(None, _PRINTABLE):
        refuse_odd_characters(target, values)
    host = headers[layout.host][1].strip(" \t") if layout.host >= 0 else ""
    if not is_authority(host):
        raise Malformed(f"the Host header {host[:40]!r} is not a name or address of ASCII characters with a port")
    refuse_odd_target(request, host)
    if layout.content_type >= 0 and ";" in (content_type := headers[layout.content_type][1].strip(" \t")):
        refuse_other_charset(content_type)


def refuse_odd_characters(target: str, values: str) -> None:
    """Raise Malformed for control characters in the target or in the headers' values (there a tab is allowed).

    Text that does not come from bytes is refused too: another text has the same bytes and the same signature.
    """
    if _CONTROL_BUT_TAB.search(values):
        raise Malformed("a header has a control character")
    for text in (target, values):
        if wire_text(wire_bytes(text)) != text:
            raise Malformed("the target or a header has characters that cannot come from bytes")
    if _CONTROL.search(target):
        raise Malformed(ODD_TARGET)


def refuse_too_large(request: Request, policy: Policy, size: int) -> None:
    """Raise Malformed if a request is larger than the policy allows; its headers have `size` characters."""
    _, target, headers, body, _ = request
    if len(headers) > policy.max_headers or size > policy.max_header_size:
        raise Malformed("the request has more or longer headers than this verifier accepts")
    if len(target) > policy.max_target_size or len(body) > policy.max_body_bytes:
        raise Malformed("the target or the body is longer than this verifier accepts")
    most = policy.max_parameters
    if len(target) + len(body) > most and target.count("&") + body.count(b"&") > most:
        refuse_many_parameters(request, policy)


def refuse_many_parameters(request: Request, policy: Policy) -> None:
    """Raise Malformed if query and form have more parameters than the policy allows."""
    in_body = request.body.count(b"&") if request.media_type == FORM_TYPE else 0
    if request.target.count("&") + in_body > policy.max_parameters:
        raise Malformed("the request has more parameters than this verifier accepts")


def refuse_odd_target(request: Request, host: str) -> None:
    """Raise Malformed if a target has blanks or a fragment, or is a URL of another origin."""
    target = request.target
    if target[:1] != "/":
        refuse_other_origin(request, host)
    if "#" in target:
        raise Malformed("the target has a fragment (#), which requests must not have")
    if " " in target:
        raise Malformed(ODD_TARGET)


@lru_cache(maxsize=256)
def is_authority(host: str) -> bool:
    """Return whether this is a host name or address in ASCII, with or without a port."""
    found = _HOST.fullmatch(host)
    return found is not None and int(found[2] or 0) <= MOST_PORT


class Layout(NamedTuple):
    """The positions of Host and Content-Type among the headers, -1 if absent; `fault` says what is wrong with the names."""

    host: int = -1
    content_type: int = -1
    fault: str = ""


def layout_of(names: tuple[str, ...]) -> Layout:
    """Return the layout of headers with these names."""
    if not all(names) or not _TOKEN.fullmatch("".join(names)):
        return Layout(fault="there is no header, or the name of one is empty or has invalid characters")
    places: dict[str, int] = {}
    for place, name in enumerate(map(str.lower, names)):
        if name in SINGLE and places.setdefault(name, place) != place:
            return Layout(fault=f"there is more than one {names[place]} header")
    return Layout(places.get("host", -1), places.get("content-type", -1))


usual_layout = lru_cache(maxsize=256)(layout_of)
"""The same for names that come again and again, as those of one client do."""


def refuse_other_charset(content_type: str) -> None:
    """Raise Malformed if a form claims another encoding than UTF-8, in which it is signed."""
    if content_type.partition(";")[0].strip(" \t").lower() != FORM_TYPE:
        return
    for charset in _CHARSET.findall(content_type):
        if charset.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Malformed(f"a form is read as UTF-8, but its Content-Type says {charset[:24]!r}")


def refuse_other_origin(request: Request, host: str) -> None:
    """Raise Malformed if a target is neither a path nor a URL of the same origin as the Host header."""
    scheme, separator, rest = request.target.partition("://")
    authority = rest.partition("/")[0].partition("?")[0].partition("#")[0]
    if not separator:
        raise Malformed("the target is neither a path nor a URL")
    default = DEFAULT_PORTS.get(request.scheme, "")
    if scheme.lower() != request.scheme or without_default_port(authority, default) != without_default_port(
        host, default
    ):
        raise Malformed("the target is a URL of another origin than the Host header and the connection")


def without_default_port(authority: str, default: str) -> str:
    """Return host and port in lower case, without the default port."""
    return authority.lower().removesuffix(f":{default}") if default else authority.lower()


def foreign_port(request: Request) -> bool:
    """Return whether the Host header names a port other than the default of the scheme."""
    host = request.host
    if ":" not in host:
        return False
    found = _HOST.fullmatch(host)
    return bool(found and found[2] and found[2] != DEFAULT_PORTS.get(request.scheme, ""))
