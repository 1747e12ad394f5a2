"""Calls in Python text become the requests that the libraries themselves would send."""

import http.client
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Request, Unreadable, read
from paraph.readers import entries
from tests.readers.broken import DATA

HTTP_CLIENT = b"""import http.client
import json

conn = http.client.HTTPSConnection("api.example.test", 8443)
payload = json.dumps({
  "a": [1, "\\u00fc"]
})
headers = {
  'Content-Type': 'application/json'
}
conn.request("POST", "/v1/x?a=b", payload, headers)
res = conn.getresponse()
data = res.read()
print(data.decode("utf-8"))
"""
SAMPLES = [
    (DATA / "postman_requests.py.txt").read_bytes(),
    (DATA / "httpx_client.py.txt").read_bytes(),
    HTTP_CLIENT,
    (
        b'import requests\ns = requests.Session()\ns.headers.update({"A": "b"})\nu = "https://h/{}/%s" % "x"\n'
        b's.put(u.format(1), data={"a": [1, 2]}, auth=("u", "p"), params=[("a", "b")])\n'
    ),
]
PIECES = [b"(", b"[", b"{", b"-", b"a+", b"f'{", b'"""', b"\\", b"\0", b"lambda:", b"\xff", b"not ", b"x.", b"if 1:\n ",
          b"a=a+a\n", b"'\\d'", b"**", b"%", b"1e999", b"9" * 5000, b"\r", b"\x0c", b"async "]  # fmt: skip
DEEP = [b"requests.get(", b"requests.get('https://h/' + ", b"x = "]


def test_postmans_export() -> None:
    request = read(SAMPLES[0])
    assert (request.method, request.target) == ("POST", "/admin/v1/users?limit=10&offset=0")
    assert request.body == b'{"username": "lena.okafor", "aliases": ["lena", "l\\u00e9na"]}'
    assert request.header("authorization") == "Basic RElXSjhYNkFFWU9SNU9NQzZUUTE6MTIz"


def test_several_calls_are_several_entries() -> None:
    listing, adding, signed = entries(SAMPLES[1])
    assert listing.name == "GET https://api-1a2b3c4d.duosecurity.com/admin/v1/users"
    assert listing.request.target == "/admin/v1/users?username=lena+o%2Bk&active=true"
    assert adding.request.body == b"username=lena+okafor&status=active"
    assert adding.request.header("authorization") == "Basic aWtleTpzaWc="
    assert adding.request.header("date") == "Tue, 21 Aug 2012 17:29:18 -0000"
    assert adding.request.header_count("date") == 1
    with pytest.raises(Unreadable, match=r"^line 21, column \d+: `sign\(.*paraph trace"):
        _ = signed.request


def test_http_client() -> None:
    request = read(HTTP_CLIENT)
    assert request.headers == (
        ("Host", "api.example.test:8443"),
        ("Content-Type", "application/json"),
        ("Content-Length", "20"),
    )
    assert (request.target, request.body) == ("/v1/x?a=b", b'{"a": [1, "\\u00fc"]}')


CALLS = [
    '("GET", "https://h/p")',
    '("GET", "HTTPS://H.example/a/../b/./c%7e%2f?x=%7E y&z", params={"q": "a b/ü+~", "n": "*"})',
    '("POST", "https://h/p?x=1#f", params=[("a", "1"), ("a", "2")], data={"a": "x y", "b": ["1", "2"]})',
    '("PUT", "https://h", json={"a": [1, 2.5, None, True], "ü": "é"}, headers={"X-A": "b"})',
    '("PATCH", "https://h:8443/é", json={"a": 1}, headers={"content-type": "application/vnd.a+json"})',
    '("POST", "https://u:p%40@h/p", data={"a": "é&="})',
    '("DELETE", "https://h/p", auth=("user", "pass"), headers={"Authorization": "x"})',
    '("GET", "https://h/100%/%41", params={"a": ""})',
    '("GET", "https://h/p?", params={"a": "b"})',
    '("GET", "http://h:80/p", params={"flag": True, "n": 3})',
]  # fmt: skip


def compared(request: Request, method: str, target: str, headers: Any, body: bytes) -> None:
    assert (request.method, request.target, request.body) == (method, target, body)
    for name in ("content-type", "authorization", "x-a", "content-length"):
        if name != "content-length" or body:
            assert request.header(name) == headers.get(name), name


@pytest.mark.parametrize("call", CALLS)
def test_requests_itself_prepares_the_same(call: str) -> None:
    prepared = eval(f"requests.Request{call}").prepare()  # noqa: S307 - the calls above
    request = read(f"import requests\nrequests.request{call}\n".encode())
    compared(request, prepared.method, prepared.path_url, prepared.headers, (prepared.body or b"") if isinstance(prepared.body, bytes | None) else prepared.body.encode())  # fmt: skip
    place = urlsplit(prepared.url).netloc.rpartition("@")[2]
    assert request.host == place.removesuffix(":80")  # http.client leaves a default port out of Host


@pytest.mark.parametrize("call", CALLS)
def test_httpx_itself_builds_the_same(call: str) -> None:
    arguments, _, auth = call.partition(", auth=")
    written = f"build({arguments.removeprefix('(').removesuffix(')')})"
    built = eval(written, {"build": httpx.Client().build_request})  # noqa: S307 - the calls above
    if not auth:
        request = read(f"import httpx\nhttpx.request{call}\n".encode())
        expected = dict(built.headers)
        if "@" in call:
            expected["authorization"] = request.header("authorization") or "missing"
        compared(request, built.method, built.url.raw_path.decode(), expected, built.read())
        assert request.host == built.headers["host"]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12), st.text(max_size=8))
def test_any_path_and_parameter_is_sent_as_requests_sends_it(path: str, value: str) -> None:
    if "#" in path or "?" in path or "\\" in path:
        return
    url = f"https://h/x{path}"
    prepared = requests.Request("GET", url, params={"q": value}).prepare()
    assert read(f"requests.get({url!r}, params={{'q': {value!r}}})".encode()).target == prepared.path_url


def test_http_client_itself_sends_the_same() -> None:
    sent = bytearray()
    connection = http.client.HTTPSConnection("api.example.test", 8443)
    connection.sock = type("Sink", (), {"sendall": staticmethod(sent.extend)})()
    connection.request("POST", "/v1/x?a=b", '{"a": [1, "\\u00fc"]}', {"Content-Type": "application/json"})
    wire, request = read(bytes(sent)), read(HTTP_CLIENT)
    assert (wire.method, wire.target, wire.body) == (request.method, request.target, request.body)
    assert set(request.headers) <= set(wire.headers)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("requests.get('https://h/' + 'a')", "/a"),
        ("A = 'x'\nrequests.get(f'https://h/{A}/{1}')", "/x/1"),
        ("from requests import get\nget('https://h/b')", "/b"),
        ("import requests as r\nr.get(url='https://h/c', timeout=f())", "/c"),
        ("import requests\ns = requests.Session()\ns.get('https://h/d')", "/d"),
        ("o = {'params': {'a': 1}}\nrequests.get('https://h/e', **o)", "/e?a=1"),
        ("session.get('https://h/f')", "/f"),
        ("async def f(client):\n    await client.get('https://h/g')", "/g"),
        ("p = {}\np['a'] = 'b'\nrequests.get('https://h/h', params=p)\np['c'] = 'd'", "/h?a=b"),
        ("class A:\n  def f(self):\n    self.session.get('https://h/i')\nimport requests", "/i"),
        ("requests.get('https://h/{0}/{x}'.format('j', x='k'))", "/j/k"),
    ],
)
def test_forms_of_calls(text: str, target: str) -> None:
    assert read(text.encode()).target == target


def test_what_is_set_on_a_session_is_sent() -> None:
    text = b"import requests\ns = requests.Session()\ns.auth = ('ikey', 'sig')\ns.headers['Date'] = 'Tue'\ns.headers.update({'X-A': 'b'})\ns.get('https://h/')\n"
    request = read(text)
    assert request.header("authorization") == "Basic aWtleTpzaWc="
    assert (request.header("date"), request.header("x-a")) == ("Tue", "b")
    text = b"import requests\ns = requests.Session()\ns.params = {'a': 1}\ns.get('https://h/')\n"
    assert read(text).target == "/?a=1"
    with pytest.raises(Unreadable, match=r"^line 4, column 1: `s.get` uses a session that line 3 changes"):
        read(b"import requests\ns = requests.Session()\nif x: s.params = {'a': 1}\ns.get('https://h/')\n")


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("import requests\nrequests.get(make())", 2, 14, "`make()`"),
        ("import requests\nrequests.get('https://ü/' + x)", 2, 29, "`x` is not assigned"),
        ("u = 'https://h/'\nif 1: u = 'https://i/'\nrequests.get(u)", 3, 14, "`u` is not assigned once"),
        ("h = {}\nif 1:\n    h['a'] = 'b'\nrequests.get('https://h/', headers=h)", 4, 36, "is changed"),
        ("h = {}\nh.update(a)\nrequests.get('https://h/', headers=h)", 2, 10, "`a` is not assigned"),
        ("h = {}\nh.pop(1)\nrequests.get('https://h/', headers=h)", 3, 36, "is changed"),
        ("def sign(h): pass\nh = {}\nsign(h)\nrequests.get('https://h/', headers=h)", 4, 36, "is changed"),
        ("h = {}\ni = h\ni['a'] = 'b'\nrequests.get('https://h/', headers=h)", 4, 36, "two names"),
        ("import os\nrequests.get(os.environ['URL'])", 2, 14, "--var URL=VALUE"),
        ("url = input()\nrequests.get(url)", 1, 7, "--var url=VALUE"),
        ("def f(url):\n    requests.get(url)", 2, 18, "--var url=VALUE"),
        ("requests.get('https://h/', auth=sign(1))", 1, 33, "paraph trace"),
        ("requests.post('https://h/', data=open('a'))", 1, 1, "the file 'a', which is not read"),
        ("import requests\nrequests.get('x'", 2, 13, "parsed"),
        ("import requests\n", 1, 1, "no call"),
        ("requests.get('ftp://h/')", 1, 1, "https://"),
        ("requests.get('https://h/', headers={'a': 1})", 1, 1, "text"),
    ],
)
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert (caught.value.line, caught.value.column) == (line, column)
    assert word in str(caught.value)
