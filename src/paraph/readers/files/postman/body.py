"""Bodies of Postman's requests, as Postman sends them.

A form body is percent-encoded but for ``A-Z a-z 0-9 - . _ ~``, fields of the same name one after the other. Comments are
taken out of JSON. Of form-data the boundary is made up, and names stand between quotes as they are.

Source: https://github.com/postmanlabs/postman-runtime lib/requester/core-body-builder.js, and
lib/runner/request-helpers-presend.js
"""

from __future__ import annotations

import base64
import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.encoding import form_text
from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, wire_bytes
from paraph.readers.common import FORM_TYPE
from paraph.readers.files.json_text import rows_in, table_in, text_in
from paraph.readers.multipart import BOUNDARY, MULTIPART, Part, multipart
from paraph.readers.variables import Filling, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELD = "a field of the body"
LANGUAGES = {
    "json": "application/json",
    "html": "text/html",
    "xml": "application/xml",
    "javascript": "application/javascript",
}
MODES = ("raw", "urlencoded", "formdata", "file", "graphql")
FILE = "the body is a file, which is not read: put its content in as a raw body"
_JSON_TYPE = re.compile(r"application/(?:\S+\+)?json")
_JSON_PIECE = re.compile(
    r'(?<!\\)\\(?:\\\\)*+"|"(?:\\.|[^"\\])*+(?:"|\Z)|//(?:[^\r\n]|\r(?!\n))*+\r?|/\*.*?(?:\*/|\Z)', re.DOTALL
)


class Body(NamedTuple):
    """A body: bytes, or the fields of a form; its Content-Type, and whether that takes the place of another one."""

    content: bytes = b""
    fields: Pairs | None = None
    content_type: str = ""
    prevails: bool = False
    is_file: bool = False

    @property
    def data(self) -> bytes:
        """The bytes that are sent."""
        return self.content if self.fields is None else form_text(together(self.fields)).encode()


def body_of(
    table: dict[str, Any], fill: Filling, json_type: bool, *, disabled: bool = False, whole: bool = False
) -> Body:
    """Return the body of a request; `json_type` says whether a Content-Type of its headers is JSON.

    One that is switched off is empty, but not with `disabled`. With `whole` the comments of JSON stay.
    """
    asked = table.get("body")
    body = {"mode": "raw", "raw": asked} if isinstance(asked, str) else table_in(table, "body", "the request")
    if (body.get("disabled") and not disabled) or not body.get("mode"):
        return Body()
    mode = mode_of(body)
    if mode == "raw":
        return raw_body(body, fill, json_type, whole=whole)
    if mode == "urlencoded":
        return Body(fields=form_fields(body, fill), content_type=FORM_TYPE, prevails=True)
    if mode == "graphql":
        content = graphql(table_in(body, mode, "the body"), fill)
        return Body(wire_bytes(content), content_type=LANGUAGES["json"]) if content else Body()
    if mode == "formdata":
        return form_data(body, fill)
    return file_body(body.get("file"))


def mode_of(body: dict[str, Any]) -> str:
    """Return the mode of a body; an unknown one is raw."""
    mode = str(body.get("mode")).lower()
    return mode if mode in MODES else "raw"


def raw_body(body: dict[str, Any], fill: Filling, json_type: bool, *, whole: bool) -> Body:
    """Return a body of text; comments are taken out if it is JSON by its language, else by its type, but not with `whole`.

    A body of comments alone is empty, and its Content-Type is sent.
    """
    raw = fill(text_in(body, "raw", "the body", ""))
    language = table_in(table_in(body, "options", "the body"), "raw", "options").get("language")
    is_json_text = language == "json" if language else json_type
    text = without_comments(raw) if is_json_text and not whole else raw
    return Body(wire_bytes(text), content_type=LANGUAGES.get(str(language), "text/plain")) if raw else Body()


def is_json(content_type: str) -> bool:
    """Return whether a Content-Type is one of JSON."""
    return _JSON_TYPE.match(content_type) is not None


def without_comments(text: str) -> str:
    """Return JSON without ``//`` and ``/* */`` outside its strings; line ends stay."""
    if "//" not in text and "/*" not in text:
        return text
    return _JSON_PIECE.sub(kept_piece, text)


def kept_piece(found: re.Match[str]) -> str:
    """Return a string or an escaped quote as it is, and nothing for a comment."""
    return "" if found[0].startswith("/") else found[0]


def form_fields(body: dict[str, Any], fill: Filling) -> Pairs:
    """Return the fields of a form body that are switched on."""
    rows = body.get("urlencoded")
    if isinstance(rows, str):
        parts = fill(rows).split("&") if rows else []
        pairs = [part.partition("=") for part in parts]
        return tuple(
            (name if name or mark or i == len(pairs) - 1 else "null", value)
            for i, (name, mark, value) in enumerate(pairs)
        )
    return pairs_in([row for row in rows_in(body, "urlencoded", "the body") if not row.get("disabled")], fill)


def pairs_in(rows: list[dict[str, Any]], fill: Filling) -> Pairs:
    """Return the names and values of rows."""
    return tuple((fill(value_text(row, "key", FIELD)), fill(value_text(row, "value", FIELD))) for row in rows)


def value_text(row: dict[str, Any], name: str, where: str) -> str:
    """Return a member of a row as text, empty if it is null or missing; Unreadable if it is a list or an object."""
    value = row.get(name)
    text = "" if value is None else plain_text(value)
    if text is None:
        raise Unreadable(f"`{name}` of {where} is no text")
    return text


def together(pairs: Pairs) -> Pairs:
    """Return fields as members of a JavaScript object: those of one name together, names that are numbers first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        groups.setdefault(pair[0], []).append(pair)
    numbers = sorted((name for name in groups if is_index(name)), key=int)
    order = [*numbers, *(name for name in groups if not is_index(name))] if numbers else groups
    return tuple(pair for name in order for pair in groups[name])


def is_index(name: str) -> bool:
    """Return whether JavaScript takes a name for the index of an array."""
    return (
        name.isascii()
        and name.isdigit()
        and len(name) < 11
        and (name == "0" or name[0] != "0")
        and int(name) < 2**32 - 1
    )


def form_data(body: dict[str, Any], fill: Filling) -> Body:
    """Return a multipart body, with a boundary of ours; files are empty."""
    rows = [row for row in rows_in(body, "formdata", "the body") if not row.get("disabled")]
    if not rows:
        return Body(prevails=bool(body.get("formdata")))
    content = multipart([part_of(row, fill) for row in rows], escape=str)
    return Body(content, content_type=f"{MULTIPART}; boundary={BOUNDARY}", prevails=True)


def part_of(row: dict[str, Any], fill: Filling) -> Part:
    """Return one field of form-data."""
    key = fill(value_text(row, "key", FIELD))
    kind, filename = row.get("contentType"), row.get("fileName")
    headers: Pairs = (("Content-Type", fill(kind)),) if isinstance(kind, str) and kind else ()
    if row.get("type") == "file":
        names = [*file_names([row])]
        name = filename if isinstance(filename, str) else names[0] if names else ""
        return Part(key, b"", name.replace("\\", "/").rpartition("/")[2], headers)
    value = row.get("value") or ""
    text = value if isinstance(value, str) else compact(value)
    return Part(key, wire_bytes(fill(text)), filename if isinstance(filename, str) else None, headers)


def file_names(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the names of the files in fields of form-data."""
    for row in rows:
        if row.get("type") == "file" and not row.get("disabled"):
            sources = row.get("src")
            yield from (
                name for name in (sources if isinstance(sources, list) else [sources]) if isinstance(name, str) and name
            )


def file_body(file: Any) -> Body:
    """Return the body of a file whose content is in the collection; Unreadable if it is elsewhere."""
    if isinstance(file, str):
        raise Unreadable(FILE)
    table = file if isinstance(file, dict) else {}
    if table.get("src"):
        raise Unreadable(FILE)
    content = table.get("content")
    return Body(base64.b64decode(wire_bytes(content)), is_file=True) if isinstance(content, str) and content else Body()


def graphql(table: dict[str, Any], fill: Filling) -> str:
    """Return the JSON that Postman makes of a GraphQL query; empty if there is nothing to make it of."""
    if not table:
        return "{}"
    variables = table.get("variables")
    if not isinstance(variables, str):
        members = {
            name: filled(table.get(name), fill) for name in ("query", "operationName", "variables") if name in table
        }
        return compact(members)
    parts = [
        f'"{name}":{compact(fill(table[name]))}'
        for name in ("query", "operationName")
        if isinstance(table.get(name), str)
    ]
    if variables:
        parts.append(f'"variables":{fill(variables)}')
    return "{" + ",".join(parts) + "}"


def filled(value: Any, fill: Filling) -> Any:
    """Return a value of JSON with the variables in its texts filled in."""
    if isinstance(value, str):
        return fill(value)
    if isinstance(value, list):
        return [filled(row, fill) for row in value]
    return {name: filled(row, fill) for name, row in value.items()} if isinstance(value, dict) else value


def compact(value: Any) -> str:
    """Return JSON as JavaScript writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
