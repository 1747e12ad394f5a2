"""Bruno's files against their reader: generated requests run with the real command line, and what it sends is compared."""

import os
import random
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from paraph.core.errors import Unreadable
from paraph.readers import Entry
from paraph.readers.multipart import BOUNDARY
from tests.readers.tools.recorder import OWN, Received, Recorder, differences

BRU = os.environ.get("PARAPH_BRU") or shutil.which("bru") or ""
ADDED = OWN | {"host", "request-start-time"}
ALLOWED = (
    "is no HTTP method",
    "has no value",
    "is not read",
    "cannot be in a header",
    "no URL that",
    "made up anew",
    "has blanks in it",
    "together by itself",
    "in capitals",
)
METHODS = ("get", "post", "put", "delete", "patch", "options", "head")
TEXTS = ("a", "x y", "é", "a+b", "100%", "%41", "%zz", "k=v", "'q'", '"d"', "~*-._!()", "[1]", "a/b", "{b}", "<b>", "a:b", "@", "{{v}}", "{{sp}}",
         "{{nest}}", "p{{v}}q", "\\", "`|^", "😀", ",;", "{{req}}", "{{ v }}")  # fmt: skip
PATHS = ("p", "a b", ":id", "é", "{{v}}", "..", ".", "", "%2F", "{x}", "Cat(':id')", "Item(:id)", "F(a=:id,b=':it')", "a:b", ":none", "x.json", ":id.json", "a|b",
         "[1]", "%7e", "a'b")  # fmt: skip
VALUES = ("a", "a?b", "a#b", "a b", "a/b", "..", "é", "{{v}}", "%41", "", "x:y", "a'b", "100%")
QUERIES = (
    "",
    "?",
    "?a=1",
    "?a=b c&d",
    "?a=%20&é=x",
    "?q={{v}}&q={{sp}}",
    "?a=b=c&&d='",
    "?a[]=1&{x}=<>",
    "?=x&y=",
    "?a=1#f",
    "?a+b=c+d",
    "?x=%zz&y=100%",
)
HEADERS = (
    "X-A",
    "x-a",
    "X-B",
    "Date",
    "Content-Type",
    "content-type",
    "Authorization",
    "Accept",
    "Cookie",
    "X-{{v}}",
    "Host",
    "accept",
)
JSONS = ('{"a": 1}', '{"a": "//x" /* c */}', "// c\n{}", '{"u": "{{v}}", "n": {{num}}}', '{"q": "{{quote}}"}', "[1, 2]", '"text"', "nonsense {", '{"é": "€"}',
         '{"a": 1, // x\n "b": "\\"//\\""}', "12", "null", '{ "a" : 1.0 }')  # fmt: skip
COLLECTION = """headers {
  X-Collection: c
  X-Both: of the collection
}

auth {
  mode: bearer
}

auth:bearer {
  token: {{v}}
}

vars:pre-request {
  v: val
  sp: s p
  num: 7
  quote: a"b
  nest: <{{v}}>
  both: of the collection
}
"""


def block(name: str, rows: list[str]) -> str:
    """A block of rows."""
    return f"\n{name} {{\n" + "".join(f"  {row}\n" for row in rows) + "}\n" if rows else ""


def text_block(name: str, text: str) -> str:
    """A block of text."""
    return f"\n{name} {{\n" + "".join(f"  {line}\n" for line in text.split("\n")) + "}\n"


def pairs(draw: random.Random, names: tuple[str, ...], texts: tuple[str, ...], most: int) -> list[str]:
    """Rows of names and values, some switched off."""
    off = ("", "", "", "", "~")
    noted = ("",) * 12 + ("@description('''a: b''')\n  ", "@description('''\n    a: b\n\n    c)\n  ''')\n  ")
    return [
        f"{draw.choice(noted)}{draw.choice(off)}{draw.choice(names)}: {draw.choice(texts)}"
        for _ in range(draw.randrange(most))
    ]


def body_of(draw: random.Random) -> tuple[str, str]:
    """The kind of a body, and its block."""
    kind = draw.choice(("none", "json", "json", "text", "xml", "formUrlEncoded", "multipartForm", "graphql", "sparql"))
    fields = pairs(draw, ("a", "b", "a", "x y", "é", "c[]"), TEXTS, 5)
    blocks = {
        "none": "",
        "json": text_block("body:json", draw.choice(JSONS)),
        "text": text_block("body:text", draw.choice(("a", "a\n  b", "{{v}}", "é", "a\n\nb"))),
        "xml": text_block("body:xml", "<a>{{v}}</a>"),
        "sparql": text_block("body:sparql", "SELECT"),
        "formUrlEncoded": block("body:form-urlencoded", fields),
        "multipartForm": block("body:multipart-form", fields),
        "graphql": text_block("body:graphql", draw.choice(("{ a }", 'q("é") {\n  b\n}')))
        + draw.choice(("", text_block("body:graphql:vars", '{"x": "{{v}}"}'))),
    }
    return kind, blocks[kind]


def request_of(seed: str, host: str) -> str:
    """The .bru file of a seed."""
    draw = random.Random(seed)
    method, path = draw.choice(METHODS), [draw.choice(PATHS) for _ in range(draw.randrange(4))]
    scheme = draw.choice(("http://", "http://", "http://", "", "HTTP://"))
    url = f"{scheme}{host}" + ("/" + "/".join(path) if path or draw.random() < 0.5 else "") + draw.choice(QUERIES)
    kind, body = body_of(draw)
    auth = draw.choice(("none", "none", "inherit", "basic", "bearer", "apikey", "apikey"))
    auths = {
        "basic": block("auth:basic", [f"username: {draw.choice(TEXTS)}", f"password: {draw.choice(TEXTS)}"]),
        "bearer": block("auth:bearer", [f"token: {draw.choice(('t', '{{v}}', ''))}"]),
        "apikey": block("auth:apikey", [f"key: {draw.choice(('X-Key', 'a', 'Authorization'))}", f"value: {draw.choice(('v', 'v w', '{{v}}', 'a&b', 'é' ))}",
                                        f"placement: {draw.choice(('header', 'queryparams'))}"]),
    }  # fmt: skip
    rows = pairs(draw, HEADERS, tuple(text for text in TEXTS if text.isascii()), 4)
    types = ("application/json", "text/plain", "application/x-www-form-urlencoded", "application/vnd.api+json")
    rows = [
        re.sub(
            r"(?i)(content-type|host): .*",
            lambda found: f"{found[1]}: {draw.choice(types) if len(found[1]) > 4 else 'o.test'}",
            row,
        )
        for row in rows
    ]
    params = [f"id: {draw.choice(VALUES)}", f"it: {draw.choice(VALUES)}"] if draw.random() < 0.6 else []
    settings = block("settings", [f"encodeUrl: {draw.choice(('true', 'false'))}"]) if draw.random() < 0.5 else ""
    return (
        f"meta {{\n  name: r\n  type: {'graphql' if kind == 'graphql' else 'http'}\n  seq: 1\n}}\n\n{method} {{\n  url: {url}\n  body: {kind}\n  auth: {auth}\n}}\n"
        + block("params:path", params)
        + block("headers", rows)
        + auths.get(auth, "")
        + body
        + block("vars:pre-request", ["req: of-the-request"])
        + settings
    )


def run(files: dict[str, str], *more: str) -> str:
    """Run a collection with the real command line; what it prints."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        command = [BRU, "run", "-r", "--noproxy", *more]
        return subprocess.run(
            command, cwd=folder, capture_output=True, timeout=300, check=False, env={**os.environ, "NO_PROXY": "*"}
        ).stdout.decode()


def with_our_boundary(request: Received) -> Received:
    """The request with our boundary in the place of Bruno's."""
    kinds = "".join(value for name, value in request.headers if name.lower() == "content-type")
    found = re.search(r"boundary=(-{26}[0-9a-zA-Z]+)", kinds)
    if not found:
        return request
    headers = tuple((name, value.replace(found[1], BOUNDARY)) for name, value in request.headers)
    return request._replace(headers=headers, body=request.body.replace(found[1].encode(), BOUNDARY.encode()))


def comparable(request: Any) -> Any:
    """The request with its headers by name: axios writes them in an order of its own; Host comes from the URL."""
    kept = [(name, value) for name, value in request.headers if name.lower() != "content-length"]
    kept = [pair for pair in kept if not (pair[0].lower() == "host" and pair[1].startswith("127."))]
    return request._replace(headers=tuple(sorted(kept, key=lambda pair: pair[0].lower())))


def fault_of(text: str, read: Entry, requests: list[Received]) -> str:
    """What is wrong with the reading of a file; empty when nothing is."""
    if isinstance(read.content, Unreadable):
        known = any(word in str(read.content) for word in ALLOWED)
        return "" if not requests or known else f"{text}\n  refused: {read.content}\n  sent: {requests}"
    if len(requests) != 1:
        return f"{text}\n  {len(requests)} requests sent, read {read.content} {read.content.body!r}"
    found = differences(comparable(with_our_boundary(requests[0])), comparable(read.request), ADDED)
    return f"{text}\n  " + "\n  ".join(found) if found else ""


def faults(seed: int, first: int, count: int) -> list[str]:
    """The faults of so many files in one collection."""
    with Recorder(count) as recorder:
        texts = [
            request_of(f"bru {seed} {number}", recorder.host(number - first)) for number in range(first, first + count)
        ]
        files = {f"r{number:03}.bru": text for number, text in enumerate(texts)}
        whole = {
            "bruno.json": '{"version": "1", "name": "c", "type": "collection"}',
            "collection.bru": COLLECTION,
            **files,
        }
        run(whole)
        taken = [recorder.received(number) for number in range(count)]
    read = entries_of_folder(whole)
    found = [fault_of(text, entry, requests) for text, entry, requests in zip(texts, read, taken, strict=True)]
    return [fault for fault in found if fault]


def entries_of_folder(files: dict[str, str]) -> tuple[Entry, ...]:
    """The entries of a folder."""
    from paraph.readers.files.bruno.folder import read_folder

    return read_folder({name: text.encode() for name, text in files.items()}, {})
