"""HTTPie command lines become the requests that HTTPie would send."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paraph import Unreadable, read
from tests.readers.broken import assert_entries_or_unreadable, assert_every_cut, changed

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


def test_a_text_cut_anywhere_is_entries_or_unreadable() -> None:
    assert_every_cut(SAMPLES)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 1 << 16), st.binary(max_size=4), st.integers(0, 4))
def test_a_changed_text_is_entries_or_unreadable(sample: bytes, at: int, put: bytes, cut: int) -> None:
    assert_entries_or_unreadable(changed(sample, at, put, cut))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 1 << 16), st.sampled_from(PIECES), st.integers(0, 20))
def test_a_text_with_a_piece_put_in_is_entries_or_unreadable(sample: bytes, at: int, put: bytes, cut: int) -> None:
    assert_entries_or_unreadable(changed(sample, at, put, cut))


@pytest.mark.parametrize("piece", PIECES)
def test_deep_and_long_texts_come_to_an_end(piece: bytes) -> None:
    for sample in SAMPLES:
        for start in DEEP:
            assert_entries_or_unreadable(sample + b"\n" + start + piece * (20000 // len(piece)))
