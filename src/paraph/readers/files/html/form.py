"""An HTML page with a form, such as an LTI launch: the request that a browser sends when a script submits the form.

Source: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm
"""

from __future__ import annotations

import codecs
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from paraph.core.encoding import percent_only
from paraph.core.errors import NoRequest, Unreadable
from paraph.core.message import DEFAULT_PORTS, Request, request_for
from paraph.readers.common import FORM_TYPE
from paraph.readers.entry import Entry, attempt
from paraph.readers.files.html.page import Page
from paraph.readers.files.html.tags import tokens
from paraph.readers.files.raw import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paraph.readers.files.html.page import Control, Form

_BEGINS = re.compile(rb"\s*<[!A-Za-z]")
_FORM = re.compile(rb"<form[\s/>]", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
BLANK = " \t\n\f\r"
PATH_ESCAPED = '\x7f "<>^`{|}'
QUERY_ESCAPED = "\"#<>'"
BUTTONS = ("submit", "image", "button", "reset")
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
BOUNDARY = "----WebKitFormBoundary0000000000000000"


def is_html(data: bytes) -> bool:
    """Whether this is a page, or a part of one, with a form."""
    return _BEGINS.match(data) is not None and _FORM.search(data) is not None


def read_html(data: bytes) -> tuple[Entry, ...]:
    """The request of each form."""
    charset, stated = charset_of(data)
    page = Page()
    for token in tokens(data.decode(charset, "replace")):
        page.take(token)
    forms = page.finished()
    if not forms:
        raise NoRequest(FORMS)
    return tuple(entry(form, number, page.base, charset, stated=stated) for number, form in enumerate(forms, 1))


def charset_of(data: bytes) -> tuple[str, bool]:
    """The encoding of a page, and whether the page states it."""
    found = _CHARSET.search(data[:4096])
    name = found[1].decode().lower() if found else "utf-8"
    return known_charset(name) or "utf-8", found is not None


def known_charset(name: str) -> str:
    """The encoding that browsers mean by a name; empty if it is not known."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return ""
    if codec.startswith("utf-16"):
        return "utf-8"
    return "cp1252" if codec in ("iso8859-1", "ascii") else codec


def entry(form: Form, number: int, base: str, charset: str, *, stated: bool) -> Entry:
    """The request that a browser sends for the form, without a click on any of its buttons."""
    accepted = form.attributes.get("accept-charset", "").replace(",", " ").split()
    charset = next((name for name in map(known_charset, accepted) if name), charset)
    fields = fields_of(form, charset)
    content = attempt(partial(submitted, form.attributes, fields, base, charset))
    notes = [
        f"a click on the button {name!r} adds {name}={value}; a script that submits the form does not, and it is left out"
        for name, value in (button(control) for control in form.controls)
        if name
    ]
    if not stated and not accepted and not all(text.isascii() for pair in fields for text in pair):
        notes.append("the page does not state its encoding: UTF-8 was taken")
    if form.attributes.get("enctype", "").lower() == "multipart/form-data":
        notes.append("a browser makes a boundary of its own for each request")
    if any("dirname" in control.tag.attributes for control in form.controls):
        notes.append("a browser adds the direction of the text under the name in `dirname`; it is left out")
    return Entry(number, form.attributes.get("id") or form.attributes.get("name") or "", content, notes=tuple(notes))


def button(control: Control) -> tuple[str, str]:
    """Name and value that a click on a control adds; an empty name if it does not submit."""
    attributes = control.tag.attributes
    kind = attributes.get("type", "submit" if control.tag.name == "button" else "text").lower()
    submits = kind == "submit" and control.tag.name in ("input", "button") and not control.disabled
    return (attributes.get("name", ""), attributes.get("value", "")) if submits else ("", "")


def fields_of(form: Form, charset: str) -> list[tuple[str, str]]:
    """The names and values to send, in order."""
    found: list[tuple[str, str]] = []
    last_radio = {
        control.tag.attributes.get("name"): control
        for control in form.controls
        if kind_of(control) == "radio" and "checked" in control.tag.attributes
    }
    for control in form.controls:
        name = control.tag.attributes.get("name", "")
        if control.disabled or not name or control.tag.name in ("button", "object"):
            continue
        if kind_of(control) == "radio" and last_radio.get(name) is not control:
            continue
        if kind_of(control) == "hidden" and name.lower() == "_charset_":
            found.append((name, {"cp1252": "windows-1252", "utf-8": "UTF-8"}.get(charset, charset)))
        else:
            found += [(name, value) for value in values_of(control)]
    return [(_LINE_END.sub("\r\n", name), _LINE_END.sub("\r\n", value)) for name, value in found]


def kind_of(control: Control) -> str:
    """The type of an input in lower case; empty for another element."""
    return control.tag.attributes.get("type", "text").lower() if control.tag.name == "input" else ""


def values_of(control: Control) -> Iterable[str]:
    """The values that a control sends: none, one, or several."""
    attributes, kind = control.tag.attributes, kind_of(control)
    if control.tag.name == "textarea":
        return (re.sub(r"\A(?:\r\n|\r|\n)", "", "".join(control.text)),)
    if control.tag.name == "select":
        return selected(control)
    if kind in BUTTONS:
        return ()
    if kind in ("checkbox", "radio"):
        return (attributes.get("value", "on"),) if "checked" in attributes else ()
    return (clean_value(kind, attributes.get("value", "")),)


def clean_value(kind: str, value: str) -> str:
    """What a browser makes of the value of an input."""
    if kind == "file":
        return ""
    if kind == "hidden":
        return value
    value = _LINE_END.sub("", value)
    if kind in ("url", "email"):
        return value.strip(" \t\f")
    if kind == "number":
        return value if _NUMBER.fullmatch(value) else ""
    if kind == "color":
        return value.lower() if re.fullmatch("#[0-9A-Fa-f]{6}", value) else value or "#000000"
    return value


def selected(control: Control) -> list[str]:
    """The values of the selected options; of a list that drops down the last one, or else the first that can be chosen."""
    attributes, options = control.tag.attributes, control.options
    chosen = [option for option in options if "selected" in option.tag.attributes]
    if "multiple" not in attributes:
        chosen = chosen[-1:]
        if not chosen and attributes.get("size", "1") in ("", "0", "1"):
            chosen = [option for option in options if not option.disabled][:1]
    return [
        option.tag.attributes.get("value", " ".join("".join(option.text).split()))
        for option in chosen
        if not option.disabled
    ]


def submitted(attributes: dict[str, str], fields: list[tuple[str, str]], base: str, charset: str) -> Request:
    """The request of a form; Unreadable if its address is not known."""
    url = browser_url(address(attributes.get("action", ""), base), charset)
    method = attributes.get("method", "get").lower()
    if method == "dialog":
        raise Unreadable("this form has method=dialog: it sends no request")
    encoded = "&".join(f"{form_escaped(name, charset)}={form_escaped(value, charset)}" for name, value in fields)
    try:
        if method != "post":
            return request_for("GET", f"{url.partition('?')[0]}?{encoded}")
        kind, body = body_of(attributes.get("enctype", "").lower(), fields, encoded, charset)
        return request_for("POST", url, (("Content-Type", kind),), body)
    except ValueError as error:
        raise Unreadable(str(error)) from None


def address(action: str, base: str) -> str:
    """The whole URL to which a form is sent."""
    action, base = (re.sub(r"[\t\r\n]", "", text.strip(BLANK)) for text in (action, base))
    try:
        url = urljoin(base, action) if action else ""
        _ = urlsplit(url).port
    except ValueError as error:
        raise Unreadable(f"the form's action {action[:40]!r} is no URL: {error}") from None
    if "://" not in url:
        what = (
            f"action={action[:40]!r} is not a whole URL"
            if action
            else "has no action: it is sent to the page's own address"
        )
        raise Unreadable(f'the form {what}: write the page\'s address into it, as <base href="https://host/page">')
    return url


def browser_url(url: str, charset: str) -> str:
    """The URL as a browser sends it: encoded, without a fragment and a default port; a query is in the page's encoding."""
    scheme, _, rest = url.partition("#")[0].partition("://")
    before, mark, query = rest.partition("?")
    host, _, path = before.replace("\\", "/").partition("/")
    host = host.lower().removesuffix(f":{DEFAULT_PORTS.get(scheme.lower())}")
    path = percent_only(urljoin("http://h/", f"/{path}").removeprefix("http://h/"), PATH_ESCAPED)
    raw = query.encode(charset, "xmlcharrefreplace").decode("latin-1")
    query = "".join(f"%{ord(char):02X}" if char in QUERY_ESCAPED or not "!" <= char <= "~" else char for char in raw)
    return f"{scheme.lower()}://{host}/{path}{mark}{query}"


def form_escaped(text: str, charset: str) -> str:
    """As browsers write it in a form; a character that the encoding does not have becomes a reference."""
    raw = text.encode(charset, "xmlcharrefreplace")
    return "".join("+" if byte == 32 else chr(byte) if chr(byte) in SAFE else f"%{byte:02X}" for byte in raw)


SAFE = frozenset("*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def body_of(kind: str, fields: list[tuple[str, str]], encoded: str, charset: str) -> tuple[str, bytes]:
    """Content-Type and body."""
    if kind == "multipart/form-data":
        quote = {"\r": "%0D", "\n": "%0A", '"': "%22"}
        parts = "".join(
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{"".join(quote.get(c, c) for c in name)}"\r\n\r\n{value}\r\n'
            for name, value in fields
        )
        return f"{kind}; boundary={BOUNDARY}", f"{parts}--{BOUNDARY}--\r\n".encode(charset, "xmlcharrefreplace")
    if kind == "text/plain":
        return kind, "".join(f"{name}={value}\r\n" for name, value in fields).encode(charset, "xmlcharrefreplace")
    return FORM_TYPE, encoded.encode()
