"""HTTPie command lines become the requests that HTTPie would send."""

import importlib.util
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph import Unreadable, read
from paraph.readers import entries
from paraph.readers.commands.httpie.nested import Body, json_text
from tests.readers.tools.httpie import faults

needs_httpie = pytest.mark.skipif(
    importlib.util.find_spec("httpie") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="HTTPie is not installed: pip install httpie",
)

SAMPLES = [
    (
        b"$ http --form -a ikey:sig POST https://api.example.test/auth/v2/auth 'Date:Tue, 21 Aug 2012 17:29:18 -0000' \\\n"
        b"    username='lena okafor' factor=push q==1\n"
    ),
    b"http PUT :8080/x n:=1 o:='{\"a\": [1]}' t='a\\=b' 'X-A;' Y: --ignore-stdin",
    b"https api.example.test/x --raw='{\"a\":1}' -A bearer -a token",
]
PIECES = [b"'", b'"', b"\\", b"\\\n", b"-a", b"--raw ", b"--", b"=@", b":=", b":=[", b"==", b":", b";", b"@", b"$x", b"\0", b"\xff",
          b" [a]=", b"|", b" http "]  # fmt: skip
DEEP = [b"http ", b"https -", b"http h a:="]
JSON = {"Accept": "application/json, */*;q=0.5", "Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}


@pytest.mark.parametrize(
    ("text", "method", "url", "body", "headers"),
    [
        ("http h.test", "GET", "http://h.test/", b"", {}),
        ("https h.test/p?x=1 a==b 'c d==e f'", "GET", "https://h.test/p?x=1&a=b&c+d=e+f", b"", {}),
        ("http :/x", "GET", "http://localhost/x", b"", {}),
        ("http :8080", "GET", "http://localhost:8080/", b"", {}),
        ("http DELETE https://h.test/p", "DELETE", "https://h.test/p", b"", {}),
        ("http https://h.test a=b n:=1.5 t:=true l:='[1,\"x\"]' u=é", "POST", "https://h.test/",
         b'{"a": "b", "n": 1.5, "t": true, "l": [1, "x"], "u": "\\u00e9"}', JSON),
        ("http -f https://h.test a='b c' a=~ n:=1", "POST", "https://h.test/", b"a=b+c&a=~&n=1", FORM),
        ("http --json h.test", "GET", "http://h.test/", b"", JSON),
        ("http h.test a=b Content-Type:x/y Accept:", "POST", "http://h.test/", b'{"a": "b"}', {"Content-Type": "x/y", "Accept": None}),
        ("http h.test X-A:b 'X-E;' 'a\\:b=c'", "POST", "http://h.test/", b'{"a:b": "c"}', {"X-A": "b", "X-E": "", **JSON}),
        ("http -vpHB --auth=u:p --timeout=5 h.test", "GET", "http://h.test/", b"", {"Authorization": "Basic dTpw"}),
        (SAMPLES[2].decode(), "POST", "https://api.example.test/x", b'{"a":1}', {"Authorization": "Bearer token", **JSON}),
    ],
)  # fmt: skip
def test_httpie(text: str, method: str, url: str, body: bytes, headers: dict[str, str | None]) -> None:
    request = read(text.encode())
    assert (request.method, request.url, request.body) == (method, url, body)
    for name, value in headers.items():
        assert request.header(name) == value


def test_a_form_over_several_lines() -> None:
    request = read(SAMPLES[0])
    assert (request.target, request.body) == ("/auth/v2/auth?q=1", b"username=lena+okafor&factor=push")
    assert request.header("date") == "Tue, 21 Aug 2012 17:29:18 -0000"


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("http --form", 1, 1, "no URL"),
        ("http h.test a=@file", 1, 13, "not read"),
        ("http h.test \\\n  a:=x", 2, 3, "no JSON"),
        ("http h.test nothing", 1, 13, "no item"),
        ("http h.test --auth", 1, 13, "needs a value"),
        ("http -a user h.test", 1, 9, "password"),
        ("http -A hawk -a u:p h.test", 1, 9, "signs"),
        ("http -A bearer h.test", 1, 9, "--auth"),
        ("http PUT h.test X:1 < data.json", 1, 23, "comes from a file"),
        ("cat x | http h.test", 1, 1, "--raw"),
        ("http h.test a=1 <<< x", 1, 21, "refuses two"),
        ("http --raw x h.test a=1", 1, 12, "refuses two"),
        ("http h.test @file", 1, 13, "file is not read"),
        ("http h.test a:=@f", 1, 13, "file is not read"),
        ("http h.test X:@f", 1, 13, "file is not read"),
        ("http h.test q==@f", 1, 13, "file is not read"),
        ("http -f h.test a@f", 1, 16, "file is not read"),
        ("http h.test a=1 a[b]=2", 1, 17, "put something else"),
        ("http h.test a[b]=1 a[]=2", 1, 20, "a list"),
        ("http h.test a[-1]=2", 1, 13, "negative"),
        ("http h.test a[b=2", 1, 13, "in pairs"),
        ("http h.test [a]=2", 1, 13, "a number or nothing"),
        ("http h.test 'a\\=2' 'b\\'=1", 1, 13, "no item"),
        ("http h.test a[999999999]=1", 1, 13, "100000"),
        ("http -f h.test a:=null", 1, 16, "lists, objects or null"),
        ("http --chunked -x h.test a=1", 1, 1, "refuses --compress"),
        ("http h.test -v a=1", 1, 16, "put the options first"),
        ("http POST -v h.test a=1", 1, 14, "put the options first"),
        ("http h.test --nonsense", 1, 13, "no option of HTTPie"),
        ("http h.test --pr HB", 1, 13, "--pretty"),
        ("http h.test --print x", 1, 21, "no value of --print"),
        ("http --version", 1, 6, "no request is sent"),
        ("http h.test Host:", 1, 1, "Host"),
        ("http M-SEARCH h.test", 1, 6, "letters only"),
        ("http localhost a=b", 1, 16, "no name of a host"),
        ("http h.test 'a", 1, 13, "not closed"),
        ("http h.test a=$B", 1, 15, "$B"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert word in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("http h.test a[b]=1 a[]:=2", None),
        ("http h.test a[b]=1 a[c][0][x]=y a[c][]:=2", b'{"a": {"b": "1", "c": [{"x": "y"}, 2]}}'),
        ("http h.test [][k]=v [2]:=null", b'[{"k": "v"}, null, null]'),
        (r"http h.test 'a\[b\]=1' '01=x' 'c[\1]=2'", b'{"a[b]": "1", "1": "x", "c": {"1": "2"}}'),
        ("""http h.test a:='{"x": 1, "x": 2}' a[y]=3""", b'{"a": {"x": 1, "x": 2}}'),
        ("http h.test x=1 a:=null a[b]=2", b'{"b": "2"}'),
        ("http h.test a:=1e400 b:=1.50 c:=-0", b'{"a": Infinity, "b": 1.5, "c": 0}'),
        ("http --raw '' h.test", b""),
        ("http -f h.test a:=true b:=1.50", b"a=True&b=1.5"),
        ("http h.test <<< x", b"x\n"),
        ("http h.test < /dev/null", b""),
        ("http -I h.test a=b < file", b'{"a": "b"}'),
        ("http --multipart --boundary=X h.test a=b", b'--X\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--X--\r\n'),
    ],
)  # fmt: skip
def test_bodies(text: str, body: bytes | None) -> None:
    if body is None:
        with pytest.raises(Unreadable, match="a list"):
            read(text.encode())
        return
    request = read(text.encode())
    assert (request.method, request.body) == ("POST", body)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("http -A digest -a u:p h.test", "second request"),
        ("http --session x h.test", "session"),
        ("http --multipart h.test a=b", "boundary"),
        ("http --multipart --boundary=x h.test a:=1", ":="),
        ("http --offline h.test", "sends nothing"),
        ("http -xx h.test a=b", "zlib"),
        ("http --proxy http:http://p:1 h.test", "proxy"),
        ("http POST h.test -v a=b", "put the options first"),
        ("http h.test//x", "one slash"),
        ("xh h.test a=b", "documentation"),
    ],
)
def test_notes(text: str, said: str) -> None:
    (entry,) = entries(text.encode())
    assert any(said in note for note in entry.notes), entry.notes
    assert entry.request.method


def test_xh_writes_json_forms_and_urls_in_its_own_way() -> None:
    assert read("xh h.test a=é b:=[1]".encode()).body == '{"a":"é","b":[1]}'.encode()
    form = read(b"xhs -f 'h.test/a b' 'c d=~*'")
    assert (form.url, form.body, form.header("content-type")) == (
        "https://h.test/a%20b", b"c+d=%7E*", "application/x-www-form-urlencoded",
    )  # fmt: skip


@needs_httpie
def test_generated_commands() -> None:
    assert faults(1, 0, 100) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(json_values)
def test_json_is_written_as_python_writes_it(value: object) -> None:
    assert json_text(value) == json.dumps(value)


@given(st.dictionaries(st.text(min_size=1), st.lists(st.integers(), min_size=1, max_size=3), min_size=1, max_size=3))
def test_names_with_escaped_brackets_arrive(members: dict[str, list[int]]) -> None:
    body = Body()
    for name, numbers in members.items():
        written = "".join(f"\\{mark}" if mark in "[]\\" else mark for mark in name)
        for number in numbers:
            body.set_value(f"o[{written}x][]", number)
    assert body.root == {"o": {f"{name}x": numbers for name, numbers in members.items()}}
