"""Calls in JavaScript become the requests that browsers and Node.js would send."""

import pytest

from paraph import Unreadable, read
from paraph.readers import entries
from tests.readers.broken import DATA
from tests.readers.tools.node import WITHOUT_NODE, compare, packages

NAMES = ("copy_as_fetch", "postman_fetch", "postman_axios", "insomnia_fetch")
SAMPLES = [
    *((DATA / f"{name}.js.txt").read_bytes() for name in NAMES),
    b"const id = 3; fetch(`https://h/${id}/x`, {method: 'PUT', body: JSON.stringify({a: [1, {b: null}], ...{}})})",
]
PIECES = [b"(", b"[", b"{a:", b"-", b"a+", b"`${", b"'", b'"', b"\\", b"\0", b"/", b"/*", b"//", b"\xff", b"new ", b"x.",
          b"a=a+a;", b"...", b"${a}", b"9" * 500, b"\\u{110000}", b"\\ud83d", b"fetch(", b"a.append(", b"1e999,"]  # fmt: skip
DEEP = [b"fetch(", b"fetch('https://h/' + ", b"x = "]


def test_copy_as_fetch() -> None:
    listing, adding = entries(SAMPLES[0])
    assert listing.name == "GET https://api.example.test/v1/users"
    assert listing.request.target == "/v1/users?limit=10&name=a%20b"
    assert listing.request.header("authorization") == 'OAuth oauth_consumer_key="key", oauth_signature="x%3D"'
    assert listing.request.header("referer") is None
    assert adding.request.body == '{"name":"Zoë"}'.encode()
    assert adding.request.header("content-type") == "application/json"
    assert adding.request.header("cookie") == "sid=abc"


def test_postmans_and_insomnias_exports() -> None:
    by_fetch, by_axios, insomnia = (read(sample) for sample in SAMPLES[1:4])
    assert (by_fetch.method, by_fetch.target, by_fetch.body) == ("POST", "/x", b"k=v+w")
    assert by_fetch.header("date") == "Tue"
    assert by_fetch.header("content-type") == "application/x-www-form-urlencoded;charset=UTF-8"
    assert (by_axios.method, by_axios.body) == ("POST", b"a=b%20c")
    assert (insomnia.target, insomnia.body) == ("/auth/v2/auth?x=1", b"username=lena+okafor&factor=push")
    assert insomnia.header("content-type") == "application/x-www-form-urlencoded"


# What Node.js 22 prints for new URL(...), with host and then pathname and search.
URLS = [
    ("https://h/a b/../c%7e/\"<>`{}|[]'~?x=a b'\"<>`{}|^~é#f", "h", "/c%7e/%22%3C%3E%60%7B%7D|[]'~?x=a%20b%27%22%3C%3E`{}|^~%C3%A9"),
    ("HTTPS://H.Example:443/./é/%zz?", "h.example", "/%C3%A9/%zz"),
    ("http://h:80\\a\\b?q=\\", "h", "/a/b?q=\\"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "host", "target"), URLS)
def test_urls_are_those_that_browsers_send(url: str, host: str, target: str) -> None:
    quoted = url.replace("\\", "\\\\").replace("'", "\\'")
    request = read(f"fetch('{quoted}')".encode())
    assert (request.host, request.target) == (host, target)


@pytest.mark.parametrize(
    ("options", "method", "body", "content_type"),
    [
        ("{method: 'post', body: new URLSearchParams({a: \"b c+~*-._'()!é\", '': 'x'})}", "POST",
         b"a=b+c%2B%7E*-._%27%28%29%21%C3%A9&=x", "application/x-www-form-urlencoded;charset=UTF-8"),
        ("{method: 'patch', body: JSON.stringify({b: 1.5, 2: 'x', 1: null, \"\\u007f\\u2028\": 'é\\u0001\"/', n: -0.25, t: [true, [], {}]})}",
         "patch", '{"1":null,"2":"x","b":1.5,"\x7f\u2028":"é\\u0001\\"/","n":-0.25,"t":[true,[],{}]}'.encode(), "text/plain;charset=UTF-8"),
        ("{method: 'PUT', headers: [['A', 'b'], ['Content-Type', 'x/y']], body: 'a' + \"b\" + `c`}", "PUT", b"abc", "x/y"),
        ("{headers: {'Authorization': 'Basic ' + btoa('u:p')}}", "GET", b"", None),
        ("{signal: AbortSignal.timeout(5, {a: 1}), method: 'DELETE'}", "DELETE", b"", None),
        ("{method: 'POST', body: '\\ud83d\\ude00\\x41\\\n'}", "POST", "😀A".encode(), "text/plain;charset=UTF-8"),
    ],
)  # fmt: skip
def test_options(options: str, method: str, body: bytes, content_type: str | None) -> None:
    request = read(f"await fetch('https://h/', {options});".encode())
    assert (request.method, request.body, request.header("content-type")) == (method, body, content_type)


@pytest.mark.parametrize(
    ("call", "method", "target", "body", "content_type"),
    [
        ("axios.get('https://h/p?x=1', {params: {a: 'b c', d: 'e:,$/'}})", "GET", "/p?x=1&a=b+c&d=e:,$%2F", b"", None),
        ("axios.post('https://h/p', {a: 1})", "POST", "/p", b'{"a":1}', "application/json"),
        ("axios({url: '/p', baseURL: 'https://h/v1/', method: 'put', data: 'a=b'})", "PUT", "/v1/p", b"a=b",
         "application/x-www-form-urlencoded"),
        ("axios.post('https://h/p', new URLSearchParams({a: 'b c'}))", "POST", "/p", b"a=b+c",
         "application/x-www-form-urlencoded;charset=utf-8"),
        ("axios.post('https://h/p', {a: 'b c'}, {headers: {'content-type': 'application/x-www-form-urlencoded'}})", "POST", "/p",
         b"a=b+c", "application/x-www-form-urlencoded"),
    ],
)  # fmt: skip
def test_axios(call: str, method: str, target: str, body: bytes, content_type: str | None) -> None:
    request = read(call.encode())
    assert (request.method, request.target, request.body) == (method, target, body)
    assert request.header("content-type") == content_type
    auth = read(b"axios.get('https://h/', {auth: {username: 'ikey', password: 'sig'}})")
    assert auth.header("authorization") == "Basic aWtleTpzaWc="


def test_comments_regular_expressions_and_functions_of_that_name_are_passed_over() -> None:
    text = b"// fetch('https://no/')\n/* it's */ const r = /['\"]/g; function fetch(a) {}\nx.fetch('https://no/');\nwindow.fetch('https://h/a')"
    assert read(text).target == "/a"


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("fetch(\n  url)", 2, 3, "`url` is not known"),
        ("let u = 'https://a/';\nu = 'https://b/';\nfetch(u)", 3, 7, "more than once"),
        ("fetch('https://h/', {headers: {A: sign('x')}})", 1, 35, "paraph watch"),
        ("fetch('https://h/${x}')\nfetch(`https://h/${x()}`)", 2, 20, "`x(`"),
        ("fetch('https://h/", 1, 7, "not closed"),
        ("fetch('https://h/', {a: 1 b})", 1, 27, "expected `}`"),
        ("const h = {};\nh['a'] = sign();\nfetch('https://h/', {headers: h})", 2, 10, "`sign("),
        ("fetch('https://h/', {body: 'x'})", 1, 1, "fetch refuses with GET"),
        ("fetch('https://u:p@h/')", 1, 1, "user"),
        ("fetch('https://h/' + process.env.WHO)", 1, 22, "--var WHO=VALUE"),
        ("const u = 'https://h/';\nfunction go(u) {\n  fetch(u);\n}", 3, 9, "by a caller"),
        ("const h = {};\nif (late) h.a = 'b';\nfetch('https://h/', {headers: h})", 2, 11, "not followed"),
        ("const h = {};\nadd(h);\nfunction add(x) { x.a = 1 }\nfetch('https://h/', {headers: h})", 2, 5, "not followed"),
        ("const h = {}, k = h;\nk.a = 'b';\nfetch('https://h/', {headers: h})", 2, 1, "not followed"),
        ("const h = {};\nconst o = {headers: h};\nh.a = 'b';\nfetch('https://h/', o)", 3, 1, "not followed"),
        ("const o = {n: 1};\no.n++;\nfetch('https://h/', {method: 'PUT', body: `${o.n}`})", 2, 1, "not followed"),
        ("const h = {};\nlate ? 0 : (h.a = 1);\nfetch('https://h/', {headers: h})", 2, 13, "not followed"),
        ("let u;\nif (a) { u = 'https://h/' }\nfetch(u)", 3, 7, "only on some runs"),
        ("fetch('https://h/', {headers: {A: crypto.createHmac('sha1', 'k').update('x').digest('hex')}})", 1, 35, "paraph trace node FILE"),
        ("fetch('https://h/', {headers: {A: CryptoJS.HmacSHA1('x', 'k').toString()}})", 1, 35, "paraph watch"),
        ("axios.interceptors.request.use(sign);\naxios.get('https://h/')", 1, 1, "not followed"),
        ("axios.get('https://h/', {params: {a: 1}, paramsSerializer: p => qs.stringify(p)})", 1, 1, "object"),
        ("const http = require('http');\nhttp.request('https://h/')", 2, 1, "Node refuses"),
        ("fetch('/relative')", 1, 7, "https://"),
        ("// fetch('https://h/')\n", 1, 1, "no call"),
        ("const request = require('request');\nrequest('https://h/')", 1, 1, "paraph trace node FILE"),
        ("$.ajax({url: 'https://h/'})", 1, 1, "paraph watch"),
        ("fetch('https://h/', {method: 'PUT', body: 1 * 2})", 1, 43, "`1 * 2`"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        _ = [entry.request for entry in entries(text.encode())]
    assert (caught.value.line, caught.value.column) == (line, column)
    assert word in str(caught.value)


def test_variables_fill_what_the_text_does_not_know() -> None:
    text = b"const {KEY: key} = process.env;\nfetch(`https://h/${process.env.PART}?k=${key || 'x'}&u=${import.meta.env.U ?? 1}`)"
    (entry,) = entries(text, variables={"PART": "p", "key": "7", "U": "8"})
    assert entry.request.target == "/p?k=7&u=8"


def test_several_calls_are_several_entries_and_one_that_cannot_be_read_spoils_no_other() -> None:
    found = entries(
        b"fetch('https://h/a');\nfetch(unknown);\nrequire('https').get('https://h/c');\naxios.get('https://h/d')"
    )
    assert [entry.name for entry in found] == ["GET https://h/a", "(line 2, unreadable)", "GET https://h/d"]


def test_the_module_of_a_name_says_which_client_it_is() -> None:
    text = b"""const http = require('follow-redirects').https, client = require('axios').default;
    const req = http.request({method: 'POST', hostname: 'h', path: '/a'}, response => {}); req.write('x'); req.write('y'); req.end();
    client.create({baseURL: 'https://other/'}); const api = client.create({baseURL: 'https://h/b/'}); api('c');
    const mine = {get: () => 0}; mine.get('https://no/'); const fetch = other; fetch('https://no/')"""
    assert [(entry.name, entry.request.body) for entry in entries(text)] == [
        ("POST https://h/a", b"xy"),
        ("GET https://h/b/c", b""),
    ]


def test_a_form_has_a_stand_in_for_its_boundary_and_a_note() -> None:
    (entry,) = entries(
        b"const f = new FormData(); f.append('a', 'b\\n'); fetch('https://h/', {method: 'POST', body: f})"
    )
    assert entry.request.body.split(b"\r\n")[1:4] == [b'Content-Disposition: form-data; name="a"', b"", b"b"]
    assert "boundary" in entry.notes[0]


def test_an_xml_http_request_is_read_from_its_calls() -> None:
    text = b"""const x = new XMLHttpRequest(); x.open('post', 'https://h/a b');
    x.setRequestHeader('X-A', '1'); x.setRequestHeader('x-a', '2'); x.onload = () => {}; x.send(JSON.stringify({a: 1}))"""
    request = read(text)
    assert (request.method, request.target, request.body) == ("POST", "/a%20b", b'{"a":1}')
    assert request.header("x-a") == "1, 2"
    assert request.header("content-type") == "text/plain;charset=UTF-8"


# What Node.js 20 prints for String(x).
NUMBERS = [("1e21", "1e+21"), ("123456789012345680000", "123456789012345680000"), ("1e-7", "1e-7"), ("0.000001", "0.000001"),
           ("5e-324", "5e-324"), ("1.7976931348623157e308", "1.7976931348623157e+308"), ("-0", "0"), ("0.1", "0.1"), ("0x1F", "31"),
           ("9007199254740993", "9007199254740992"), ("100.50", "100.5"), ("1e999", "Infinity")]  # fmt: skip


@pytest.mark.parametrize(("number", "text"), NUMBERS)
def test_numbers_are_written_as_javascript_does(number: str, text: str) -> None:
    assert read(f"fetch('https://h/', {{method: 'PUT', body: '' + {number}}})".encode()).body == text.encode()


@pytest.mark.skipif(packages() is None, reason=WITHOUT_NODE)
def test_programs_send_what_the_reader_says() -> None:
    folder = packages()
    assert folder is not None
    outcome = compare(list(range(100)), folder)
    assert outcome.differences == []
    assert outcome.sent > 90
    assert len(outcome.refused) < 20
