"""Postman collections against their reader: generated items run with the real newman, and what it sends is compared."""

import json
import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from paraph.core.errors import Unreadable
from paraph.readers import Entry, entries
from paraph.readers.multipart import BOUNDARY
from tests.readers.tools.recorder import OWN, Received, Recorder, differences

NEWMAN = os.environ.get("PARAPH_NEWMAN") or shutil.which("newman") or ""
ADDED = OWN | {"cache-control", "postman-token", "host"}
ALLOWED = (
    "made up anew",
    "is a file, which is not read",
    "has no value",  # newman sends the braces
    "no HTTP method",
    "cannot be in a header",
)
"""Errors of differences that are known: newman sends something, which nobody wants to be read."""
TEXTS = ("a", "", "x y", "é", "a+b", "100%", "%41", "%zz", "k=v", "k=v&l=w", "'q'", '"d"', "~*-._!()", "[1]", "a/b", "a?b", "a#b", "{b}",
         "<b>", "a:b", "@", "{{v}}", "{{sp}}", "{{amp}}", "{{nest}}", "p{{v}}q", "\\", "`|^", "€uro", "😀", ",;", "{{n}}", "//x",
         "{{folder}}", "{{both}}")  # fmt: skip
NAMES = ("a", "b", "a", "x y", "é", "x[]", "k&l", "k=l", "#", "", "{{v}}", "A")
HEADERS = ("X-A", "x-a", "X-B", "Date", "Content-Type", "content-type", "Authorization", "authorization", "Accept", "Cookie", "Host",
           "X-{{v}}", "", " X-C ", "User-Agent")  # fmt: skip
TYPES = (
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/vnd.api+json; charset=utf-8",
)
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "COPY", "LINK", "PURGE", "LOCK", "UNLOCK", "PROPFIND", "VIEW", "post",
           "Get", "REPORT", "{{method}}")  # fmt: skip
BODIES = ('{"a": 1}', '{"a": "//x" /* note */}', "// c\n{}", '{"u": "{{v}}"} // end', "", "é€", "a\r\nb\n", "<x/>", "a=b&c=d e", "\\\"//")  # fmt: skip
VARIABLES = [
    {"key": "v", "value": "val"},
    {"key": "sp", "value": "s p"},
    {"key": "amp", "value": "a&b=c#d"},
    {"key": "n", "value": 7, "type": "number"},
    {"key": "nest", "value": "<{{v}}>"},
    {"key": "method", "value": "PUT"},
    {"key": "off", "value": "x", "disabled": True},
    {"key": "both", "value": "of the collection"},
]
ENVIRONMENT: dict[str, Any] = {
    "name": "e",
    "values": [
        {"key": "both", "value": "of-the-environment", "enabled": True},
        {"key": "folder", "value": "env", "enabled": True},
    ],
}


def maybe(draw: random.Random, chance: float, row: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The row, with more in it at times."""
    return {**row, **more} if draw.random() < chance else row


def rows_of(
    draw: random.Random, names: tuple[str, ...], most: int = 4, texts: tuple[str, ...] = TEXTS
) -> list[dict[str, Any]]:
    """Rows of key and value, some switched off and some without a value."""
    rows = []
    for _ in range(draw.randrange(most)):
        row: dict[str, Any] = {"key": draw.choice(names), "value": draw.choice(texts)}
        if draw.random() < 0.08:
            row["value"] = None
        if draw.random() < 0.04:
            del row["value"]
        rows.append(maybe(draw, 0.15, row, disabled=draw.random() < 0.8))
    return rows


def url_of(draw: random.Random) -> Any:
    """A URL of the recorder: as text, or as parts."""
    path = [draw.choice(("p", "a b", ":id", ":id.json", ":none", "é", "{{v}}", "{{amp}}", "..", ".", "", "%2F", "{x}", "(:id)", "a:b", *TEXTS))
            for _ in range(draw.randrange(4))]  # fmt: skip
    query = rows_of(draw, NAMES)
    asked = "&".join(
        f"{row['key']}={row.get('value') or ''}" if row.get("value") is not None else row["key"] for row in query
    )
    scheme = draw.choice(("http://", "http://", "http://", "", "HTTP://", "http:///", "http:\\\\"))
    login = draw.choice(("", "", "", "", "us:pw@", "u%40s:p%20w@", "only@", "a@b:c@", "u s:é@"))
    raw = (
        f"{scheme}{login}HOST"
        + ("/" + "/".join(path) if path or draw.random() < 0.5 else "")
        + (f"?{asked}" if query else "")
    )
    raw += draw.choice(("", "", "", "#", "#f?x"))
    if draw.random() < 0.35:
        return draw.choice(("", "", " ")) + raw
    address, port = ["ADDRESS"], "@PORT"
    parts: dict[str, Any] = {
        "raw": draw.choice((raw, "http://other.test/raw", "")),
        "host": address if draw.random() < 0.8 else "ADDRESS",
    }
    if draw.random() < 0.9:
        parts["protocol"] = draw.choice(("http", "http", "HTTP", "http://"))
    parts["port"] = port
    if path or draw.random() < 0.5:
        parts["path"] = path if draw.random() < 0.8 else draw.choice(("/", "")) + "/".join(path)
    if query or draw.random() < 0.3:
        parts["query"] = query if draw.random() < 0.85 else asked
    if draw.random() < 0.1:
        parts["hash"] = draw.choice(("", "frag"))
    if draw.random() < 0.15:
        parts["auth"] = draw.choice(
            ({"user": "us", "password": "pw"}, {"user": "us"}, {"user": "{{v}}", "password": "p w"})
        )
    if draw.random() < 0.6:
        parts["variable"] = [
            maybe(draw, 0.1, {draw.choice(("key", "key", "id")): draw.choice(("id", "id", "none", "other")), "value": draw.choice((*TEXTS, None))},
                  disabled=True)
            for _ in range(draw.randrange(1, 3))
        ]  # fmt: skip
    return parts


def body_of(draw: random.Random) -> dict[str, Any]:
    """A body of one of the modes."""
    mode = draw.choice(("raw", "raw", "raw", "urlencoded", "urlencoded", "formdata", "graphql", "file", "none"))
    body: dict[str, Any] = {"mode": mode}
    if mode == "raw":
        body["raw"] = draw.choice((*BODIES, *TEXTS))
        if draw.random() < 0.5:
            body["options"] = {
                "raw": {"language": draw.choice(("json", "json", "xml", "text", "html", "javascript", "odd"))}
            }
    if mode == "urlencoded":
        body[mode] = (
            rows_of(draw, NAMES, 5) if draw.random() < 0.85 else draw.choice(("a=b c&d", "é=1", "x=%20&&y", ""))
        )
    if mode == "formdata":
        rows = rows_of(draw, (*NAMES, 'q"', "l\nm"), 4)
        body[mode] = [
            maybe(draw, 0.2, maybe(draw, 0.7, row, type="text"), contentType=draw.choice(("a/b", ""))) for row in rows
        ]
        if draw.random() < 0.1:
            body[mode].append({"key": "f", "type": "file", "src": draw.choice((__file__, [], None))})
    if mode == "graphql":
        body[mode] = draw.choice(({"query": "{ é }", "variables": '{"x": "{{v}}"}'}, {"query": 'q "x"\n', "variables": ""}, {"query": "{a}"}, {},
                                  {"query": "{a}", "variables": {"n": 1, "t": "é"}}, {"query": "{{v}}", "operationName": "o", "variables": "{"},
                                  {"query": "{a}", "operationName": None, "variables": None}))  # fmt: skip
    return maybe(draw, 0.06, body, disabled=draw.random() < 0.7)


def auth_of(draw: random.Random, newest: bool) -> dict[str, Any] | None:
    """An authorization; v2.1 has its values as a list."""
    kind = draw.choice(("basic", "bearer", "apikey", "noauth", "noauth", "apikey", "oauth2"))
    texts = (*TEXTS, "tok")
    values: dict[str, Any] = {
        "basic": {"username": draw.choice(texts), "password": draw.choice(texts)},
        "bearer": {"token": draw.choice(("tok", "", "{{v}}", "a b"))},
        "apikey": {
            "key": draw.choice(("X-Key", "x_a", "a", "", "Authorization", "{{v}}")),
            "value": draw.choice(("k v", "", "a&b=c#d", "{{amp}}", "v")),
        },
        "oauth2": {
            "accessToken": draw.choice(("tok", "", "{{v}}", "a b")),
            "addTokenTo": draw.choice(("header", "header", "queryParams", "")),
            "clientSecret": "{{missing}}",
        },
        "noauth": {},
    }[kind]
    if kind == "oauth2" and draw.random() < 0.5:
        values |= {"tokenType": draw.choice(("Bearer", "mac", "")), "headerPrefix": draw.choice(("Token ", "", " "))}
    if kind == "apikey" and draw.random() < 0.6:
        values["in"] = draw.choice(("query", "header"))
    if draw.random() < 0.1 and values:
        del values[next(iter(values))]
    rows = [{"key": name, "value": value, "type": "string"} for name, value in values.items()]
    return (
        {"type": kind} if kind == "noauth" and draw.random() < 0.5 else {"type": kind, kind: rows if newest else values}
    )


def item_of(seed: str, newest: bool = True) -> dict[str, Any]:
    """The item of a seed, at times in a folder."""
    draw = random.Random(seed)
    request: dict[str, Any] = {"method": draw.choice(METHODS), "url": url_of(draw)}
    plain = tuple(text for text in TEXTS if text != "{{sp}}")
    if draw.random() < 0.7:
        rows = rows_of(draw, HEADERS, 5, plain)
        for row in rows:
            name = row["key"].lower()
            if name == "cookie" and row.get("value") is None:
                row["value"] = "c"  # one without a value among several is joined as nothing
            row["value"] = (
                draw.choice(TYPES) if name == "content-type" else "o.test" if name == "host" else row.get("value", "")
            )
        request["header"] = rows if draw.random() < 0.9 else "X-T: a b\r\nX-U:c\nX-V"
    if draw.random() < 0.7:
        request["body"] = body_of(draw)
    if draw.random() < 0.45:
        request["auth"] = auth_of(draw, newest)
    item: dict[str, Any] = {"name": "r", "request": request}
    if draw.random() < 0.25:
        item["protocolProfileBehavior"] = draw.choice(({"disableBodyPruning": True}, {"disableUrlEncoding": True}, {},
                                                       {"disableBodyPruning": True, "disableUrlEncoding": True}))  # fmt: skip
    if draw.random() < 0.3:
        folder: dict[str, Any] = {"name": "f", "item": [item]}
        if draw.random() < 0.5:
            folder["auth"] = auth_of(draw, newest)
        if draw.random() < 0.3:
            folder["variable"] = [{"key": "folder", "value": "of the folder"}]
        if draw.random() < 0.3:
            folder["protocolProfileBehavior"] = {"disableBodyPruning": True}
        return folder
    return item


def at(value: Any, host: str) -> Any:
    """The value for one address."""
    address, _, port = host.partition(":")
    if isinstance(value, str):
        return value.replace("HOST", host).replace("ADDRESS", address).replace("@PORT", port)
    if isinstance(value, list):
        return address.split(".") if value == ["ADDRESS"] else [at(row, host) for row in value]
    return {name: at(row, host) for name, row in value.items()} if isinstance(value, dict) else value


def collection_of(items: list[Any], newest: bool = True) -> dict[str, Any]:
    """A collection of items, with an authorization that they inherit."""
    version = "v2.1.0" if newest else "v2.0.0"
    rows = [{"key": "token", "value": "{{v}}", "type": "string"}] if newest else {"token": "{{v}}"}
    return {
        "info": {"name": "c", "schema": f"https://schema.getpostman.com/json/collection/{version}/collection.json"},
        "auth": {"type": "bearer", "bearer": rows},
        "item": items,
        "variable": VARIABLES,
    }


def run(collection: dict[str, Any]) -> None:
    """Run a collection with the real newman."""
    with tempfile.TemporaryDirectory() as folder:
        path, environment = Path(folder, "c.json"), Path(folder, "e.json")
        path.write_text(json.dumps(collection))
        environment.write_text(json.dumps(ENVIRONMENT))
        command = [NEWMAN, "run", str(path), "-e", str(environment), "--timeout-request", "3000", "--reporters", "json", "--ignore-redirects",
                   "--reporter-json-export", str(Path(folder, "out.json"))]  # fmt: skip
        subprocess.run(command, capture_output=True, timeout=300, check=False)


def with_our_boundary(request: Received) -> Received:
    """The request with our boundary in the place of newman's."""
    found = re.match(r"--(-{26}[0-9]+)\r\n", request.body[:80].decode("latin-1"))
    if not found:
        return request
    headers = tuple((name, value.replace(found[1], BOUNDARY)) for name, value in request.headers)
    return request._replace(headers=headers, body=request.body.replace(found[1].encode(), BOUNDARY.encode()))


def fault_of(item: Any, read: Entry, requests: list[Received]) -> str:
    """What is wrong with the reading of an item; empty when nothing is."""
    text = json.dumps(item, ensure_ascii=False)
    if isinstance(read.content, Unreadable):
        known = any(word in str(read.content) for word in ALLOWED)
        return "" if not requests or known else f"{text}\n  refused: {read.content}\n  sent: {requests}"
    if len(requests) != 1:
        return f"{text}\n  {len(requests)} requests sent, read {read.content}"
    if any("is not read" in note for note in read.notes):
        return ""
    found = differences(in_order(with_our_boundary(requests[0])), in_order(without_host(read)), ADDED)
    return f"{text}\n  " + "\n  ".join(found) if found else ""


def in_order(request: Any) -> Any:
    """The request with its Content-Type last: newman writes it in one of two places."""
    headers = sorted(request.headers, key=lambda pair: pair[0].lower() == "content-type")
    return request._replace(headers=tuple(headers))


def without_host(entry: Entry) -> Any:
    """The request without the Host header that comes from the URL; newman writes it after the others."""
    request = entry.request
    headers = [(name, value) for name, value in request.headers if name.lower() != "content-length"]
    if headers and headers[0][0] == "Host" and headers[0][1].startswith("127."):
        headers = headers[1:]
    return request._replace(headers=tuple(headers))


def faults(seed: int, first: int, count: int, kind: str = "") -> list[str]:
    """The faults of so many items; of every second batch in the format v2.0. The kind "oauth1" has that helper."""
    newest = (first // max(count, 1)) % 2 == 0
    names = [f"newman {seed} {number}" for number in range(first, first + count)]
    with Recorder(count) as recorder:
        made = [oauth1_item(name) if kind else item_of(name, newest) for name in names]
        items = [at(item, recorder.host(number)) for number, item in enumerate(made)]
        collection = collection_of(items, newest)
        run(collection)
        taken = [recorder.received(number) for number in range(count)]
    given = {row["key"]: row["value"] for row in ENVIRONMENT["values"] if row["enabled"]}
    read = entries(json.dumps(collection).encode(), variables=given)
    found = [fault_of(item, entry, requests) for item, entry, requests in zip(items, read, taken, strict=True)]
    return [fault for fault in found if fault]


def oauth1_item(seed: str) -> dict[str, Any]:
    """An item that Postman's OAuth 1.0 helper signs, with a timestamp and a nonce of its own."""
    draw = random.Random(seed)
    item = item_of(seed)
    while "item" in item:
        item = item["item"][0]
    texts = ("", "k", "a b", "é", "x&y=z", "{{v}}", "a+b/c=", "~'()*!")
    values: dict[str, Any] = {
        "consumerKey": draw.choice(texts[1:] if draw.random() < 0.95 else texts),
        "consumerSecret": draw.choice(texts[1:] if draw.random() < 0.95 else texts),
        "timestamp": "1772444405",
        "nonce": draw.choice(("n1", "{{v}}", "a b")),
        "signatureMethod": draw.choice(("HMAC-SHA1", "HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "PLAINTEXT")),
    }
    choices: dict[str, tuple[Any, ...]] = {
        "token": texts, "tokenSecret": texts, "version": ("1.0", "1.0", ""), "realm": ("", "r s", "é", "r"), "callback": ("", "http://c/?a=b", "oob"),
        "verifier": ("", "v"), "addParamsToHeader": (True, True, False, "true", ""), "addEmptyParamsToSign": (True, False, ""),
        "includeBodyHash": (True, False), "disableHeaderEncoding": (True, False),
    }  # fmt: skip
    values |= {name: draw.choice(of) for name, of in choices.items() if draw.random() < 0.6}
    if item["request"].get("body", {}).get("urlencoded") == "x=%20&&y":
        item["request"]["body"]["urlencoded"] = (
            "x=%20"  # a field whose name is null is sent as that word, and signed as nothing
        )
    rows = [{"key": name, "value": value, "type": "any"} for name, value in values.items()]
    item["request"]["auth"] = {"type": "oauth1", "oauth1": rows}
    if draw.random() < 0.2 and isinstance(item["request"]["url"], str):
        item["request"]["url"] += (
            "?oauth_token=old&oauth_nonce=x&b" if "?" not in item["request"]["url"] else "&oauth_token=old"
        )
    return item
