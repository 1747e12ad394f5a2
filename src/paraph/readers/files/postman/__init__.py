"""Postman collections (v1, v2.0 and v2.1), dumps, single items and single requests, as Postman exports them.

A collection is a tree: authorization, variables and scripts of a folder hold for what is in it. Examples that were
saved with a request are entries of their own, since they say how the server answered. Scripts are not run.

Source: https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
"""

from __future__ import annotations

import re
from collections import ChainMap
from typing import TYPE_CHECKING, Any, NamedTuple

from paraph.core.errors import Unreadable
from paraph.core.message import Pairs, ServerResponse, wire_bytes
from paraph.readers.entry import Entry
from paraph.readers.files.json_text import rows_in, table_in, text_in
from paraph.readers.files.postman.body import value_text
from paraph.readers.files.postman.request import Sending, read_request, unsent_parameters
from paraph.readers.files.postman.version_1 import is_version_1, upgraded
from paraph.readers.variables import Allowance, Filling, Source, scripted_names, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST, LONGEST_NAME = 100, 200
_DATE = re.compile(
    r"""["'`](?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?([0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8}[^"'`\n]{0,10}|"""
    r"""[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[^"'`\n]{0,10})["'`]"""
)
_CREDENTIALS = re.compile(
    r"""["'`](?:Basic [A-Za-z0-9+/=]{12,}|OAuth oauth_[^\n]{20,}|[0-9a-f]{40}(?:[0-9a-f]{88})?)["'`]"""
)
_COMMENT = re.compile(r"^[^\S\n]*//.*$", re.MULTILINE)


class Inherited(NamedTuple):
    """What folders hand down."""

    names: tuple[str, ...] = ()
    auth: Any = None
    behaviour: Mapping[str, Any] = {}
    variables: Mapping[str, str] = {}
    scripted: tuple[frozenset[str], ...] = ()
    notes: tuple[str, ...] = ()


def is_postman(table: dict[str, Any]) -> bool:
    """Whether the object is a collection, an item or a request of Postman's."""
    if "item" in table or isinstance(table.get("collection"), dict) or is_version_1(table):
        return True
    asked = table.get("request")
    if asked is not None and "url" not in table:
        return not (isinstance(asked, dict) and "headers" in asked)  # Postman says `header`; others would lose theirs
    return isinstance(table.get("url"), dict) or ("url" in table and "header" in table)


def read_postman(table: dict[str, Any], source: str, variables: Mapping[str, str]) -> tuple[Entry, ...]:
    """The requests in order, an example after the request it was saved with.

    `source` is the text of the file, in which the place of a fault is looked up. `variables` win over those of the
    collection.
    """
    if is_version_1(table):
        table = upgraded(table)
    whole = table["collection"] if isinstance(table.get("collection"), dict) else table
    if "item" not in whole and "request" not in whole:
        whole = {"name": "request", "request": whole}
    given = {**variables}
    found = list(walked(whole, Inherited(), Source(source, Allowance(source, given)), given, top=True))
    if not found:
        raise Unreadable("this Postman collection holds no requests")
    return tuple(entry._replace(number=number) for number, entry in enumerate(found, 1))


def walked(
    item: dict[str, Any], above: Inherited, source: Source, variables: dict[str, str], *, top: bool = False
) -> Iterator[Entry]:
    """The entries of an item or folder, not yet numbered."""
    if len(above.names) > DEEPEST:
        raise Unreadable("the folders of this collection are nested too deeply")
    name, script = item.get("name"), script_of(item)
    inner = Inherited(
        above.names
        if top and "item" in item
        else (*above.names, name[:LONGEST_NAME] if isinstance(name, str) else "(no name)"),
        item["auth"] if has_type(item.get("auth")) else above.auth,
        {**above.behaviour, **behaviour_of(item)},
        values_of(rows_in(item, "variable", "the collection")) if top else above.variables,
        (*above.scripted, scripted_names(script)) if script else above.scripted,
        tuple(dict.fromkeys((*above.notes, *script_remarks(script)))),
    )
    if "item" in item:
        for row in rows_in(item, "item", f"{name!r}"[:60]):
            yield from walked(row, inner, source, variables)
        return
    if item.get("request") is None:
        missing = Unreadable(f"`request` of {str(name)[:60]!r} is missing")
        yield Entry(0, " / ".join(inner.names), missing)
        return
    fill = Filling(ChainMap(variables, {**inner.variables}), source, inner.scripted)
    yield entry(item["request"], inner, fill, None)
    for example in rows_in(item, "response", f"{name!r}"[:60]):
        yield entry(example.get("originalRequest"), inner, fill, example)


def entry(asked: Any, above: Inherited, fill: Filling, example: dict[str, Any] | None) -> Entry:
    """A request, or an example with its answer."""
    names, response = above.names, None
    if example is not None:
        names = (*names, str(example.get("name") or "(no name)"))
        response = response_of(example)
    table = {"url": asked, "method": "GET"} if isinstance(asked, str) else asked if isinstance(asked, dict) else {}
    auth = table["auth"] if has_type(table.get("auth")) else above.auth
    sending = Sending(table, auth, {**above.behaviour}, fill)
    content, notes = read_request(sending)
    status, remarks = response.status if response else None, (*above.notes, *notes)
    return Entry(0, " / ".join(names), content, status, response, remarks, unsent=unsent_parameters(table, fill))


def has_type(auth: Any) -> bool:
    """Whether this is an authorization; one without a type leaves it to the folder."""
    return isinstance(auth, dict) and bool(auth.get("type"))


def behaviour_of(item: dict[str, Any]) -> dict[str, Any]:
    """The settings of an item or folder, which hold for what is in it."""
    behaviour = item.get("protocolProfileBehavior")
    return behaviour if isinstance(behaviour, dict) else {}


def response_of(example: dict[str, Any]) -> ServerResponse | None:
    """The answer of an example; None when it has no status."""
    code = example.get("code")
    if type(code) is not int or not 100 <= code <= 999:
        return None
    try:
        rows = rows_in(example, "header", "an example")
        headers: Pairs = tuple(
            (value_text(row, "key", "a header"), value_text(row, "value", "a header")) for row in rows
        )
        return ServerResponse(code, headers, wire_bytes(text_in(example, "body", "an example", "")))
    except Unreadable:
        return ServerResponse(code, (), b"")


def script_of(item: dict[str, Any]) -> str:
    """The pre-request script, without lines that are comments."""
    lines: list[str] = []
    for event in rows_in(item, "event", "the collection"):
        if event.get("listen") == "prerequest":
            exec_ = table_in(event, "script", "an event").get("exec", "")
            lines += [line for line in exec_ if isinstance(line, str)] if isinstance(exec_, list) else [str(exec_)]
    return _COMMENT.sub("", "\n".join(lines))


def script_remarks(text: str) -> Iterator[str]:
    """What a pre-request script has written in it that has to be new for each request."""
    date = _DATE.search(text)
    if date:
        yield f"the pre-request script has the date {date[1]!r} written in it: make it anew for each request"
    if _CREDENTIALS.search(text):
        yield "the pre-request script has an Authorization or a signature written in it: it fits one request only"
