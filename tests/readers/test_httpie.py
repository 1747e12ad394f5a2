"""HTTPie command lines become the requests that HTTPie would send."""

import pytest

from paraph import Unreadable, read

SAMPLES = [
    (
        b"$ http --form POST https://api.example.test/auth/v2/auth 'Date:Tue, 21 Aug 2012 17:29:18 -0000' \\\n"
        b"    -a ikey:sig username='lena okafor' factor=push q==1\n"
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
        ("http h.test a[b]=c", 1, 13, "--raw"),
        ("http h.test nothing", 1, 13, "no item"),
        ("http h.test --auth", 1, 13, "needs a value"),
        ("http -a user h.test", 1, 9, "password"),
        ("http -A digest -a u:p h.test", 1, 19, "signs"),
        ("http --multipart h.test a=b", 1, 6, "boundary"),
        ("http h.test 'a", 1, 13, "not closed"),
        ("http h.test a=$B", 1, 15, "$B"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert word in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
