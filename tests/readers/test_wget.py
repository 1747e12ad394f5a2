"""wget command lines become the requests that wget would send."""

import os
import re
import shutil
import subprocess

import pytest

from paraph import Unreadable, read
from paraph.readers import entries
from paraph.readers.commands.wget.options import FLAGS, LETTERS, VALUED
from tests.readers.tools.wget import faults

needs_wget = pytest.mark.skipif(
    shutil.which("wget") is None and "PARAPH_NOTHING_LEFT_OUT" not in os.environ,
    reason="wget is not installed: apt install wget",
)

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
        ("wget -i urls.txt", 1, 9, "put its URLs in its place"),
        ("wget h.test/ --body-data=x", 1, 14, "--method"),
        ("wget h.test/ --post-data=x --method=PUT", 1, 14, "--body-data"),
        ("wget h.test/ --nonsense", 1, 14, "no option of wget"),
        ("wget h.test/ --co", 1, 14, "--compression"),
        ("wget h.test/ -nz", 1, 14, "no option"),
        ("wget h.test/ --quiet=x", 1, 14, "takes no value"),
        ("wget h.test/ -e nope=1", 1, 17, "give it as an option"),
        ("wget h.test/ --ask-password", 1, 14, "--password"),
        ("wget h.test/ --config=x", 1, 14, "not read"),
        ("wget h.test/ --help", 1, 14, "no request"),
        (f"wget {'x ' * 1001}", 1, 2006, "at most 1000"),
        ("wget -N -nc h.test", 1, 1, "--no-clobber"),
        ("wget -k -O - h.test", 1, 1, "--convert-links"),
        ("wget h.test:path", 1, 6, "FTP"),
        ("wget h.test:99999/", 1, 6, "port"),
        ("wget h.test/ --header Content-Length:5", 1, 1, "leave it out"),
        ("wget https://a/ --post-file x", 1, 29, "not read"),
        ("wget https://a/ \\\n --header", 2, 2, "needs a value"),
        ("wget https://a/ --header 'a'", 1, 26, "Name: value"),
        ("wget 'https://a/", 1, 6, "not closed"),
        ("wget ftp://a/", 1, 6, "https://"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert word in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wget --user u --password p h.test", "only after"),
        ("wget u:p@h.test/", None),
        ("wget http://u:p@h.test/", "only after"),
        ("wget -c h.test", "Range"),
        ("wget -N h.test", "If-Modified-Since"),
        ("wget -r h.test", "further requests"),
        ("wget --spider h.test", "GET"),
        ("wget --load-cookies jar h.test", "jar"),
    ],
)
def test_notes(text: str, said: str | None) -> None:
    (entry,) = entries(text.encode())
    if said is None:
        assert isinstance(entry.content, Unreadable)  # without a scheme it is one of FTP
        return
    assert any(said in note for note in entry.notes), entry.notes
    assert entry.request.method


def test_each_url_is_a_request() -> None:
    found = entries("wget -q https://h.test/a ftp://h.test/b ü.test/c".encode())
    assert [entry.content if isinstance(entry.content, Unreadable) else entry.content.url for entry in found][::2] == [
        "https://h.test/a", "http://xn--tda.test/c",
    ]  # fmt: skip
    assert "ftp:// is not HTTP" in str(found[1].content)


@needs_wget
def test_generated_commands() -> None:
    assert faults(1, 0, 100) == []


@needs_wget
def test_the_table_has_every_option_of_this_wget() -> None:
    listed = subprocess.run(["wget", "--help"], capture_output=True, text=True, check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout  # fmt: skip
    rows = re.findall(r"^ *(?:-(\w+), +)?--([a-z0-9][a-z0-9-]*)(=|\s|$)", listed, re.MULTILINE)
    assert len(rows) > 140
    for letter, name, mark in rows:
        base = name.removeprefix("no-")
        if name not in ("max-redirect", "hsts-file", "ciphers"):  # their value is not shown, or after a blank
            assert (name in VALUED) == (mark == "="), name
        assert name in VALUED or name in FLAGS or base in FLAGS, name
        if len(letter) == 1:
            assert LETTERS[letter] == name
