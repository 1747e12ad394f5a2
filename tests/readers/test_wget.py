"""wget command lines become the requests that wget would send."""

import pytest

from paraph import Unreadable, read

SAMPLES = [
    (
        b"wget --no-check-certificate --quiet \\\n  --method POST \\\n  --timeout=0 \\\n"
        b"  --header 'Content-Type: application/json' \\\n  --header 'Date: Tue' \\\n"
        b"  --body-data '{\"a\":1}' \\\n   'https://api.example.test/x?a=b c'\n"
    ),
    b"wget -qO- --post-data='a=b&c=d e' --user=u --password=p -U agent http://h.test/../p",
]
PIECES = [
    b"'",
    b'"',
    b"\\",
    b"\\\n",
    b"-O",
    b"--header ",
    b"--",
    b"--post-data",
    b"=",
    b":",
    b"$x",
    b"\0",
    b"\xff",
    b"|",
    b" http://x/",
]
DEEP = [b"wget ", b"wget --header "]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("text", "method", "url", "body", "headers"),
    [
        (SAMPLES[0].decode(), "POST", "https://api.example.test/x?a=b%20c", b'{"a":1}', {"Content-Type": "application/json", "Date": "Tue"}),
        (SAMPLES[1].decode(), "POST", "http://h.test/p", b"a=b&c=d e",
         {"Content-Type": FORM, "Authorization": "Basic dTpw", "User-Agent": "agent"}),
        ("wget 'https://h.test/a b/../c%7e/\"<>`{}|[]~?x=%zz'", "GET", "https://h.test/c%7e/%22%3C%3E%60%7B%7D%7C[]~?x=%25zz", b"", {}),
        ("wget h.test", "GET", "http://h.test/", b"", {"Content-Type": None}),
        ("wget --method=put --body-data=x https://h.test/p -O out", "PUT", "https://h.test/p", b"x", {"Content-Type": FORM}),
        ("wget --header='A: b' --header='a: c' https://u:p@h.test/", "GET", "https://h.test/", b"", {"A": "c", "Authorization": "Basic dTpw"}),
    ],
)  # fmt: skip
def test_wget(text: str, method: str, url: str, body: bytes, headers: dict[str, str | None]) -> None:
    request = read(text.encode())
    assert (request.method, request.url, request.body) == (method, url, body)
    for name, value in headers.items():
        assert request.header(name) == value


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("wget -q", 1, 1, "no URL"),
        ("wget https://a/ https://b/", 1, 17, "second URL"),
        ("wget https://a/ --post-file x", 1, 17, "not read"),
        ("wget https://a/ \\\n --header", 2, 2, "needs a value"),
        ("wget https://a/ --header 'a'", 1, 26, "no colon"),
        ("wget 'https://a/", 1, 6, "not closed"),
        ("wget ftp://a/", 1, 6, "https://"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert word in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
