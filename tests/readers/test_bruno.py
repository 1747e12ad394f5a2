"""Bruno's two formats, and the request that Bruno makes of them."""

import json
import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from paraph import Unreadable, read
from paraph.readers import Entry, entries
from paraph.readers.files.bruno.folder import read_folder
from tests.readers.cutting import check_damaged, check_long
from tests.readers.tools.bru import BRU as TOOL
from tests.readers.tools.bru import fault_of, faults, run
from tests.readers.tools.recorder import Recorder

DATA = Path("tests/readers/data")
BRU = (DATA / "push.bru").read_bytes()
YAML = (DATA / "push.opencollection.yml").read_bytes()
VALUES = {"baseUrl": "https://h.example", "date": "D", "signature": "sig"}
needs_yaml = pytest.mark.skipif(
    find_spec("yaml") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="left out: PyYAML is not installed; it comes with the extra yaml",
)


def one(text: str, variables: dict[str, str] | None = None) -> Entry:
    (entry,) = entries(text.encode(), variables=variables)
    return entry


def test_bru() -> None:
    (entry,) = entries(BRU, variables=VALUES)
    request = entry.request
    assert entry.name == "Push"
    assert (request.method, request.host) == ("POST", "h.example")
    assert request.target == "/auth/v2/auth?async=1&note=a%2520b"
    assert request.body == b"username=lena+okafor&factor=push"
    assert request.headers == (
        ("Host", "h.example"),
        ("Date", "D"),
        ("X-{odd}", "a: b"),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Authorization", "Basic RElFWEFNUExFOnNpZw=="),
        ("Content-Length", "32"),
    )
    assert "'02 Mar 2026 10:00:00 -0000'" in entry.notes[0]


def test_parameters_that_are_switched_off_are_kept_apart() -> None:
    text = "post {{\n  url: https://h/?a=1\n  body: formUrlEncoded\n}}\nparams:query {{\n  a: 1\n  ~b: {}\n}}\nbody:form-urlencoded {{\n  c: 3\n  ~d: 4\n}}\n"
    entry = one(text.format("{{two}}"), {"two": "2"})
    assert entry.unsent == (("b", "2"), ("d", "4"))
    assert (entry.request.target, entry.request.body) == ("/?a=1", b"c=3")
    assert one(text.format("{{missing}}")).unsent == ()


@needs_yaml
@pytest.mark.parametrize("mark", ["disabled: true", "enabled: false"])
def test_rows_of_yaml_that_are_switched_off_are_kept_apart(mark: str) -> None:
    rows = f"[{{name: a, value: 1, type: query, {mark}}}, {{name: b, value: 2, type: query}}]"
    data = f"{{type: form-urlencoded, data: [{{name: c, value: 3, {mark}}}]}}"
    text = f"info: {{name: Call, type: http}}\nhttp: {{method: POST, url: 'https://h/?b=2', params: {rows}, body: {data}}}\n"
    assert one(text).unsent == (("a", "1"), ("c", "3"))


def test_a_missing_variable_is_one_clear_line() -> None:
    (entry,) = entries(BRU, variables=VALUES | {"date": "{{when}}"})
    with pytest.raises(Unreadable, match=r"\{\{when\}\} has no value"):
        _ = entry.request
    (entry,) = entries(BRU, variables={"baseUrl": "https://h", "date": "D"})
    with pytest.raises(Unreadable, match=r"^line 34, column 13: \{\{signature\}\} is set by a script"):
        _ = entry.request


@pytest.mark.parametrize(
    ("text", "target", "body", "header"),
    [
        ("get {\n  url: h.example\n}\n", "/", b"", ("Host", "h.example")),
        ("get {\n  url: https://h/a?b=%20&c&=d&e='\n}\nsettings {\n  encodeUrl: true\n}\n", "/a?b=%2520&c&e=%27", b"", None),
        ("get {\n  url: https://h/a?b=%20&é=x#f\n}\n", "/a?b=%20&%C3%A9=x", b"", None),
        ("post {\n  url: https://h/a/../b\n  body: json\n}\nbody:json {\n  {\n    \"u\": \"//x\" // note\n  }\n}\n", "/b", b'{\n  "u": "//x" \n}', ("Content-Type", "application/json")),
        ("post {\n  url: https://h/\n  body: text\n}\nbody:text {\n  a\n    b\n}\n", "/", b"a\n  b", ("Content-Type", "text/plain")),
        ("put {\n  url: https://h/\n}\nbody {\n  {}\n}\n", "/", b"{}", None),
        ("get {\n  url: https://h/\n  auth: bearer\n}\nauth:bearer {\n  token: t\n}\n", "/", b"", ("Authorization", "Bearer t")),
        ("get {\n  url: https://h/\n  auth: apikey\n}\nauth:apikey {\n  key: K\n  value: v\n  placement: header\n}\n", "/", b"", ("K", "v")),
        ("get {\n  url: https://h/?a\n  auth: apikey\n}\nauth:apikey {\n  key: K\n  value: v w\n  placement: queryparams\n}\n", "/?a=&K=v+w", b"", None),
        ("meta {\n  name: x\n}\nget {\n  url: https://h/\n}\nheaders {\n  A: '''\n    b\n  '''\n}\n", "/", b"", ("A", "b")),
        ("get {\n  url: https://h/\n}\nheaders {\n  @description('''\n    b: c)\n    d\n  ''')\n  A: b\n}\n", "/", b"", ("A", "b")),
        ("http {\n  method: lock\n  url: https://h/\n}\n", "/", b"", None),
        ("get {\r\n  url: https://h/\r\n}\r\nheaders {\r\n  A: b\r\n}\r\n", "/", b"", ("A", "b")),
    ],
)  # fmt: skip
def test_forms(text: str, target: str, body: bytes, header: tuple[str, str] | None) -> None:
    request = one(text).request
    assert (request.target, request.body) == (target, body)
    assert header is None or header in request.headers


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("get {\n  url: https://h/\n", 1, "not closed"),
        ("get {\n  url: https://h/\n}\nodd\n", 4, "expected a block"),
        ("get {\n  url: https://h/\n}\nheaders {\n  no colon\n}\n", 5, "name: value"),
        ("get {\n  url: '''\n}\n", 2, "does not end"),
        ("vars {\n  a: b\n}\n", 1, "no request"),
        ("get {\n  url: \n}\n", 1, "the URL of this request is empty"),
        ("get {\n  url: ftp://h/\n}\n", 1, "https://"),
        ("post {\n  url: https://h/\n  body: file\n}\n", 1, "'file'"),
        ("http {\n  method: a b\n  url: https://h/\n}\n", 1, "no HTTP method"),
    ],
)
def test_errors_say_where(text: str, line: int, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text.encode())
    assert caught.value.line == line
    assert word in str(caught.value)


def test_notes() -> None:
    assert "another file" in one("get {\n  url: https://h/\n  auth: inherit\n}\n").notes[0]
    assert "oauth1" in one("get {\n  url: https://h/\n  auth: oauth1\n}\n").notes[0]
    assert "not sent" in one("get {\n  url: https://h/\n}\nparams:query {\n  a: b\n}\n").notes[0]
    assert "once more" in one("get {\n  url: https://h/?a=%20\n}\nsettings {\n  encodeUrl: true\n}\n").notes[0]


@needs_yaml
def test_opencollection() -> None:
    (entry,) = entries(YAML, variables={"baseUrl": "https://h.example", "signature": "sig"})
    assert entry.name == "Push"
    assert entry.request.target == "/auth/v2/auth?async=1"
    assert entry.request.body == b'{\n  "username": "lena okafor"\n}'
    assert entry.request.headers == (
        ("Host", "h.example"),
        ("Date", "Mon, 02 Mar 2026 10:00:00 -0000"),
        ("Content-Type", "application/json"),
        ("Authorization", "Basic RElFWEFNUExFOnNpZw=="),
        ("Content-Length", "31"),
    )
    (entry,) = entries(YAML, variables={"baseUrl": "https://h.example"})
    with pytest.raises(Unreadable, match=r"^line 33, column 16: \{\{signature\}\} is set by a script"):
        _ = entry.request


BUNDLE = """opencollection: 1.0.0
info:
  name: All
request:
  variables:
    - name: base
      value: https://h.example
items:
  - info: {name: Things, type: folder}
    items:
      - info: {name: List}
        http:
          method: get
          url: "{{base}}/things?at=2026-03-02"
          auth: inherit
      - info: {name: Make}
        http:
          method: POST
          url: "{{base}}/things"
          headers: [{name: X, value: 1.0}]
          body: [{title: a, body: {type: text, data: no}}, {title: b, selected: true, body: {type: form-urlencoded, data: [
            {name: a, value: x y}, {name: b, value: "2", disabled: true}]}}]
          auth: {type: basic, basic: {username: u, password: p}}
"""


@needs_yaml
def test_a_bundle() -> None:
    first, second = entries(BUNDLE.encode())
    assert [first.name, second.name] == ["Things / List", "Things / Make"]
    assert first.request.target == "/things?at=2026-03-02"
    assert "another file" in first.notes[0]
    assert (second.request.body, second.request.header("x")) == (b"a=x+y", "1.0")
    assert second.request.header("authorization") == "Basic dTpw"


@needs_yaml
@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("info:\n  name: &a x\nhttp:\n  url: *a\n", 4, "alias"),
        ("info:\n  name: x\nhttp:\n  url: [\n", 5, "no YAML"),
        ("info:\n  name: x\nhttp:\n  url: " + "[" * 100, 4, "too deeply"),
        ("info:\n  name: x\nhttp:\n  method: GET\n", 1, "`url` of http is missing"),
        ("info:\n  name: x\nhttp:\n  - 1\n", 1, "no HTTP request"),
        ("info:\n  name: x\nhttp:\n  url: \x01\n", 1, "characters"),
    ],
)
def test_yaml_that_cannot_be_read(text: str, line: int, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text.encode())
    assert caught.value.line == line
    assert word in str(caught.value)


@needs_yaml
def test_large_and_growing_yaml_comes_to_an_end() -> None:
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    with pytest.raises(Unreadable, match="alias"):
        read("\n".join(["info:", "http:", *lines]).encode())
    with pytest.raises(Unreadable, match="larger than 4 MiB"):
        read(b"info:\nhttp:\n" + b"a: b\n" * 900_000)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("paraph.readers.files.yaml_text.import_module", missing)
    with pytest.raises(Unreadable, match=r"paraph\[yaml\]"):
        read(YAML)


def test_damaged_bru() -> None:
    check_damaged(BRU, VALUES)


@needs_yaml
def test_damaged_yaml() -> None:
    check_damaged(YAML, VALUES, 500)
    check_damaged(BUNDLE.encode(), {}, 500)


@needs_yaml
def test_long_odd_files_come_to_an_end() -> None:
    pieces = [
        b"meta {\n",
        b"  a: b\n",
        b"'''",
        b"{{a}}",
        b"~",
        b"@a(",
        b'"',
        b"//",
        b"/*",
        b" ",
        b"- ",
        b"? ",
        b"[",
        b"a:\n",
    ]
    check_long(
        pieces, [b"get {\n  url: h/", b"get {\n  url: h\n  body: json\n}\nbody:json {\n", b"info:\nhttp:\n  url: "]
    )


needs_bru = pytest.mark.skipif(
    not TOOL and "PARAPH_NOTHING_LEFT_OUT" not in os.environ, reason="left out: npm install @usebruno/cli@4.1.0"
)


@needs_bru
def test_what_bru_sends() -> None:
    assert TOOL, "set PARAPH_BRU to the path of bru 4.1.0"
    assert faults(1, 0, 100) == []


FOLDER = {
    "bruno.json": json.dumps({"version": "1", "name": "c", "type": "collection"}),
    "collection.bru": "headers {\n  X-A: collection\n  X-B: collection\n}\nauth {\n  mode: bearer\n}\nauth:bearer {\n  token: {{token}}\n}\n"
    "vars:pre-request {\n  token: of-collection\n  where: collection\n}\n",
    "environments/local.bru": "vars {\n  host: HOST\n  where: environment\n}\nvars:secret [\n  hidden\n]\n",
    ".env": "# note\nKEY='k'\n",
    "last.bru": "meta {\n  name: last\n  type: http\n  seq: 2\n}\nget {\n  url: http://{{host}}/last?w={{where}}\n  auth: inherit\n}\n",
    "first.bru": "meta {\n  name: first\n  type: http\n  seq: 1\n}\nget {\n  url: http://{{host}}/first?k={{process.env.KEY}}\n  auth: none\n}\n",
    "zeta/folder.bru": "meta {\n  name: Zeta\n  seq: 1\n}\nheaders {\n  X-B: folder\n}\nauth {\n  mode: basic\n}\nauth:basic {\n  username: u\n"
    "  password: {{where}}\n}\nvars:pre-request {\n  where: folder\n}\n",
    "zeta/call.bru": "meta {\n  name: call\n  type: http\n  seq: 1\n}\npost {\n  url: http://{{host}}/call\n  body: text\n  auth: inherit\n}\nbody:text {\n"
    "  {{where}}\n}\nheaders {\n  X-C: request\n}\n",
    "alpha/deep/call.bru": "get {\n  url: http://{{host}}/deep\n  auth: inherit\n}\n",
}


def folder(host: str) -> dict[str, str]:
    return {name: text.replace("HOST", host) for name, text in FOLDER.items()}


@needs_bru
def test_a_folder_is_run_in_this_order() -> None:
    with Recorder(1) as recorder:
        files = folder(recorder.host(0))
        run(files, "--env", "local")
        taken = recorder.received(0)
    found = read_folder({name: text.encode() for name, text in files.items()}, {}, "local")
    assert [request.target for request in taken] == [entry.request.target for entry in found]
    assert [fault_of("", entry, [request]) for entry, request in zip(found, taken, strict=True)] == [""] * len(taken)


def test_a_folder() -> None:
    files = {name: text.encode() for name, text in folder("h").items()}
    found = read_folder(files, {}, "local")
    assert [entry.name for entry in found] == ["Zeta / call", "alpha / deep / call.bru", "first", "last"]
    assert found[0].request.header("authorization") == "Basic dTpmb2xkZXI="
    assert [found[0].request.header(f"x-{name}") for name in "abc"] == ["collection", "folder", "request"]
    assert found[2].request.target == "/first?k=k"
    missing = read_folder(files, {})
    with pytest.raises(Unreadable, match=r"last.bru: \{\{host\}\} has no value"):
        _ = missing[3].request
    with pytest.raises(Unreadable, match="there are: local"):
        read_folder(files, {}, "other")
    with pytest.raises(Unreadable, match="not a collection"):
        read_folder({"a.txt": b""}, {})
    broken = read_folder(files | {"broken.bru": b"odd"}, {"host": "h"})
    assert isinstance(broken[2].content, Unreadable)


@needs_yaml
def test_a_folder_of_yaml() -> None:
    files = {
        "opencollection.yml": b"opencollection: 1.0.0\ninfo: {name: c}\nrequest:\n  headers: [{name: X, value: c}]\n  auth: {type: bearer, token: t}\n",
        "environments/e.yml": b"name: e\nvariables: [{name: host, value: h}]\n",
        "a/folder.yml": b"info: {name: A, type: folder}\nrequest:\n  variables: [{name: v, value: '1'}]\n",
        "a/call.yml": b"info: {name: Call, type: http, seq: 1}\nhttp: {method: GET, url: 'http://{{host}}/p?{{v}}', auth: inherit}\n",
    }
    (entry,) = read_folder(files, {}, "e")
    assert (entry.name, entry.request.target, entry.request.header("x"), entry.request.header("authorization")) == (
        "A / Call",
        "/p?1",
        "c",
        "Bearer t",
    )
