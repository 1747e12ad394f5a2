"""Insomnia's exports, and the request that Insomnia makes of them by its documentation."""

import json
import os
from importlib.util import find_spec
from typing import Any

import pytest

from paraph.core.errors import Unreadable
from paraph.readers import Entry, entries
from tests.readers.cutting import check_damaged

needs_yaml = pytest.mark.skipif(
    find_spec("yaml") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: PyYAML is not installed; it comes with the extra yaml",
)


def export(request: dict[str, Any], **folder: Any) -> bytes:
    """A version 4 export of one request in a folder."""
    call = {
        "_id": "r",
        "_type": "request",
        "parentId": "f",
        "name": "Call",
        "method": "GET",
        "url": "https://{{ _.host }}/p",
    } | request
    return json.dumps({
        "_type": "export", "__export_format": 4,
        "resources": [call, {"_id": "f", "_type": "request_group", "parentId": "w", "name": "Folder", **folder}, {"_id": "w", "_type": "workspace", "name": "W"},
                      {"_id": "e", "_type": "environment", "parentId": "w", "data": {"host": "h.test", "in": {"ner": "x y"}}}],
    }).encode()  # fmt: skip


def one(request: dict[str, Any], variables: dict[str, str] | None = None, **folder: Any) -> Entry:
    (entry,) = entries(export(request, **folder), variables=variables)
    return entry


ROWS: list[tuple[dict[str, Any], dict[str, Any], str, bytes, tuple[str, str] | None]] = [
    ({}, {}, "/p", b"", None),
    ({"url": "h.test/a b?c=d#e"}, {}, "/a%20b?c=d", b"", None),
    ({"parameters": [{"name": "a", "value": "{{in.ner}}"}, {"name": "b", "value": "c", "disabled": True}, {"name": "", "value": "d"}]}, {}, "/p?a=x%20y", b"", None),
    ({"url": "https://{{host}}/:id/x", "pathParameters": [{"name": "id", "value": "a/b"}]}, {}, "/a%2Fb/x", b"", None),
    ({"headers": [{"name": "A", "value": "{{ _.v }}"}]}, {"environment": {"v": "1"}}, "/p", b"", ("A", "1")),
    ({}, {"headers": [{"name": "F", "value": "f"}]}, "/p", b"", ("F", "f")),
    ({"method": "POST", "body": {"mimeType": "application/json", "text": "{}"}}, {}, "/p", b"{}", ("Content-Type", "application/json")),
    ({"method": "POST", "body": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a", "value": "b c"}]}}, {}, "/p", b"a=b%20c", None),
    ({"authentication": {"type": "basic", "username": "u", "password": "p"}}, {}, "/p", b"", ("Authorization", "Basic dTpw")),
    ({"authentication": {"type": "bearer", "token": "t", "prefix": "T"}}, {}, "/p", b"", ("Authorization", "T t")),
    ({}, {"authentication": {"type": "bearer", "token": "t"}}, "/p", b"", ("Authorization", "Bearer t")),
    ({"authentication": {"type": "apikey", "key": "k", "value": "v", "addTo": "queryParams"}}, {}, "/p?k=v", b"", None),
    ({"authentication": {"type": "apikey", "key": "k", "value": "v"}}, {}, "/p", b"", ("k", "v")),
]  # fmt: skip


@pytest.mark.parametrize(("request_", "folder", "target", "body", "header"), ROWS)
def test_requests(
    request_: dict[str, Any], folder: dict[str, Any], target: str, body: bytes, header: tuple[str, str] | None
) -> None:
    entry = one(request_, **folder)
    assert (entry.name, entry.kind, entry.request.host) == ("Folder / Call", "insomnia", "h.test")
    assert (entry.request.target, entry.request.body) == (target, body)
    assert header is None or header in entry.request.headers


def test_parameters_that_are_switched_off_are_kept_apart() -> None:
    off = {"name": "b", "value": "2", "disabled": True}
    form = {"mimeType": "application/x-www-form-urlencoded", "params": [{**off, "name": "c"}]}
    assert one({"parameters": [off], "body": form}).unsent == (("b", "2"), ("c", "2"))
    assert one({"parameters": [{**off, "value": "{{ missing }}"}]}).unsent == ()


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"url": "{% response 'body' %}"}, "{% response 'body' %} is computed by Insomnia"),
        ({"url": "https://{{ host | upper }}/"}, "{{ host | upper }} is computed"),
        ({"url": "https://{{ missing }}/"}, "{{missing}} has no value"),
        ({"method": "POST", "body": {"mimeType": "application/octet-stream", "fileName": "/x"}}, "which is not read"),
    ],
)
def test_refusals(request_: dict[str, Any], said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        _ = one(request_).request
    assert said in str(caught.value)


def test_given_variables_win_and_helpers_are_noted() -> None:
    entry = one({"authentication": {"type": "oauth1"}}, {"host": "other"})
    assert entry.request.host == "other"
    assert "its own oauth1" in entry.notes[0]
    form = one({"method": "POST", "body": {"mimeType": "multipart/form-data", "params": [{"name": "a", "value": "b"}]}})
    assert b'name="a"' in form.request.body
    assert "boundary" in form.notes[0]


VERSION_5 = b"""type: collection.insomnia.rest/5.0
name: W
collection:
  - name: Folder
    children:
      - url: "{{ _.base }}/x"
        name: Call
        method: POST
        body:
          mimeType: text/plain
          text: hi
        headers:
          - name: A
            value: b
          - name: Off
            value: b
            disabled: true
environments:
  name: Base
  data:
    base: https://h.test
"""


@needs_yaml
def test_version_5() -> None:
    (entry,) = entries(VERSION_5)
    assert (entry.name, entry.request.url, entry.request.body) == ("Folder / Call", "https://h.test/x", b"hi")
    assert (entry.request.header("a"), entry.request.header("off")) == ("b", None)
    check_damaged(VERSION_5, {}, 300)


def test_damaged() -> None:
    check_damaged(export({"headers": [{"name": "A", "value": "b"}]}), {}, 300)
