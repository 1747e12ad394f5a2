"""Files of requests as REST Client and JetBrains write them."""

import os
from pathlib import Path

import pytest

from paraph import Request, Unreadable, read
from paraph.readers import entries, environment
from tests.readers.cutting import check_damaged, check_long
from tests.readers.tools import httpyac

DATA = Path("tests/readers/data")
REST = (DATA / "rest-client.http").read_bytes()
JETBRAINS = (DATA / "jetbrains.http").read_bytes()
VALUES = {"date": "Mon, 02 Mar 2026 10:00:00 -0000", "signature": "sig"}


def test_rest_client() -> None:
    lookup, push, file, now = entries(REST, variables=VALUES)
    assert [entry.name for entry in (lookup, push, file, now)] == ["lookup", "push", "A file", ""]
    assert lookup.request.target == "/admin/v1/users?username=lena.okafor&note=a%20b"
    assert lookup.request.headers == (
        ("Host", "api.example.com"),
        ("Date", VALUES["date"]),
        ("Authorization", "Basic RElFWEFNUExFOnNpZw=="),
    )
    assert push.request.method == "POST"
    assert push.request.body == b"username=lena.okafor&factor=push&note=a%20b"
    assert push.request.header("content-length") == "43"
    for entry, word, line in ((file, "a file is sent here", 27), (now, "{{$timestamp}} is made up anew", 31)):
        assert isinstance(entry.content, Unreadable)
        assert word in str(entry.content)
        assert entry.content.line == line


def test_what_is_given_wins_over_the_file() -> None:
    entry = entries(REST, variables={**VALUES, "baseUrl": "http://other:81", "$timestamp": "1"})[3]
    assert entry.request == Request("GET", "/now?at=1", (("Host", "other:81"),), b"", "http")


def test_a_variable_may_come_first() -> None:
    (entry,) = entries(b"{{base}}/p\n", variables={"base": "https://h"})
    assert entry.request.url == "https://h/p"


def test_jetbrains_scripts_are_not_run() -> None:
    sign_in, use = entries(JETBRAINS)
    assert sign_in.name == "Sign in"
    assert sign_in.request.body == b'{\n  "grant": "password",\n  "scope": "a/b"\n}'
    assert sign_in.request.header("authorization") == "Basic Y2stMTpub3Qgc2VjcmV0"
    with pytest.raises(Unreadable, match="{{token}} is set by a script") as caught:
        _ = use.request
    assert JETBRAINS.splitlines()[caught.value.line - 1] == b"Authorization: Bearer {{token}}"
    assert entries(JETBRAINS, variables={"token": "t"})[1].request.header("authorization") == "Bearer t"


@pytest.mark.parametrize(
    ("text", "target", "body"),
    [
        ("https://h.example/p?a=1#f", "/p?a=1", b""),
        ("GET https://h.example/%7Ea?q=%zz\"é'", "/%7Ea?q=%zz%22%C3%A9%27", b""),
        ("post https://h.example/\n\nx\n\n", "/", b""),
        ("POST https://h.example/\nA: b\n\nx\n\n", "/", b"x"),
        ("// first\nPOST https://h.example/ HTTP/1.1\nA: b\n\nx\ny\n", "/", b"x\ny"),
        ("@h=https://h.example\n@b = {{h}}/b\nGET {{b}}/c", "/b/c", b""),
        ("GET https://h.example/{{$uuid}} HTTP/1.1", "", b""),
        ("POST https://h.example/\r\nContent-Type: multipart/form-data; boundary=b\n\n--b\n\nx\n--b--\n", "/", b"--b\r\n\r\nx\r\n--b--"),
        ("GET /p HTTP/1.1\nHost: h.example\n\n###\n", "/p", b""),
        ("### a\nGET https://h.example/p\nA: b\n\nHTTP/1.1 200 OK\nB: c\n", "/p", b""),
    ],
)  # fmt: skip
def test_forms(text: str, target: str, body: bytes) -> None:
    if text.startswith("post"):
        text = "###\n" + text
        body = b"x"
    if not target:
        with pytest.raises(Unreadable, match="made up anew"):
            read(text.encode())
        return
    request = read(text.encode())
    assert (request.host, request.target, request.body) == ("h.example", target, body)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("###\nGET https://h/\nno colon", 3, "header of the form"),
        ("### a\n\n\nGET /p\nA: b", 4, "no host"),
        ("@a = 1\n", 1, "no request"),
        ("###\n\n###\nGET https://h/{{a}}", 4, "{{a}} has no value"),
        ("###\nGET https://h/{{$processEnv A}}", 2, "environment"),
        ("###\nGET ftp://h/", 2, "https://"),
        ("###\nPOST https://h/\nX-Request-Type: GraphQL\n\nquery { a }", 2, "GraphQL"),
    ],
)
def test_errors_say_where(text: str, line: int, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text.encode())
    assert caught.value.line == line
    assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "host", "authorization"),
    [
        ("GET http://u:p%40@h/", "h", "Basic dTpwQA=="),
        ("GET http://u@h/", "h", "Basic dTo="),
        ("GET http://u:p@h/\nAuthorization: Bearer t", "h", "Bearer t"),
        ("GET https://H.Example:443/", "h.example", None),
        ("GET http://h:443/", "h:443", None),
        ("GET http://b\u00fccher.example/", "xn--bcher-kva.example", None),
        ("GET https://[::1]:8443/", "[::1]:8443", None),
        ("GET http://h/\nAuthorization: Digest user word", "h", None),
        ("GET http://h/\nAuthorization: AWS id key region:r", "h", None),
        ('GET http://h/\nAuthorization: Digest username="u", realm="r"', "h", 'Digest username="u", realm="r"'),
        ("GET http://h/\nAuthorization:", "h", ""),
        ("GET /p\nHost: H:1", "H:1", None),
    ],
)
def test_hosts_and_logins(text: str, host: str, authorization: str | None) -> None:
    (entry,) = entries(f"###\n{text}\n".encode())
    assert (entry.request.host, entry.request.header("authorization")) == (host, authorization)
    assert bool(entry.notes) == ("Digest user " in text or "AWS" in text)


@pytest.mark.parametrize(
    "text",
    ["GET http://a b/p", "GET http://h%41/", "GET http://a{b}/", "GET http://h:x/", "GET /p\nHost: http://h", "GET /p\nHost: a b"],
)  # fmt: skip
def test_a_host_that_cannot_be_sent_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="is no name of a host"):
        _ = entries(f"###\n{text}\n".encode())[0].request


def test_comments_in_a_body_are_mentioned() -> None:
    (entry,) = entries(b"###\nPOST https://h/\n\n# Title\ntext\n")
    assert entry.request.body == b"text"
    assert "left out as comments" in entry.notes[0]


@pytest.mark.parametrize(
    "data",
    [
        b"POST /p HTTP/1.1\r\nHost: h\r\n\r\n# Title\n### Part\ntext ### more",
        b"GET https://h/p HTTP/1.1\r\nHost: h\r\n\r\n",
        b"POST /p\nHost: h\n\n@a = 1\n",
    ],
)
def test_a_raw_message_goes_on_being_one(data: bytes) -> None:
    request = read(data)
    head, _, body = data.replace(b"\r\n", b"\n").rstrip(b"\n").partition(b"\n\n")
    assert request.target == head.split(b" ")[1].split(b"\n")[0].decode()
    assert request.body == body


def test_damaged_files() -> None:
    check_damaged(REST, VALUES)
    check_damaged(JETBRAINS, {})


def test_long_odd_files_come_to_an_end() -> None:
    pieces = [b"###\n", b"#\n", b"@a=\n", b" ", b"> {%\n", b"< {%\n", b"a: b\n", b"&a\n", b"{{a}}", b":", b"HTTP/"]
    check_long(pieces, [b"###\n", b"GET https://h/", b"###\nPOST https://h/\nAuthorization: Basic ", b"@a = "])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('POST https://h/p HTTP/1.1\nA: {{token}}\n\n{"x": "{{x}}"}\n', (b'{"x": "1 2"}', "T")),
        ("POST /p HTTP/1.1\nHost: h\nA: {{token}}\n\n{{x}}\n", (b"1 2", "T")),
        ("### a\nPOST https://h/p\nA: {{token}}\n\n\n\n{{%x}}\n\n", (b"1%202", "T")),
    ],
)
def test_one_request_with_variables(text: str, said: tuple[bytes, str]) -> None:
    (entry,) = entries(text.encode(), variables={"token": "T", "x": "1 2"})
    assert (entry.request.body, entry.request.header("A")) == said


def test_blank_lines_before_the_body_are_told() -> None:
    (entry,) = entries(b"###\nPOST https://h/p\n\n\n\nbody\n")
    assert entry.request.body == b"body"
    assert any("blank lines" in note for note in entry.notes)


def test_methods_of_webdav() -> None:
    assert entries(b"### a\nPROPFIND https://h/p\nDepth: 1\n")[0].summary == "PROPFIND /p"


def test_a_message_with_a_whole_url_and_its_host_is_raw() -> None:
    (entry,) = entries(b"POST http://h/p HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab")
    assert (entry.kind, entry.request.body) == ("raw", b"ab")


@pytest.mark.skipif(not httpyac.here() and "PARAPH_NOTHING_LEFT_OUT" not in os.environ, reason=httpyac.WITHOUT)
def test_generated_files_are_sent_so_by_httpyac() -> None:
    assert httpyac.faults(3, 0, 120) == []


@pytest.mark.parametrize(
    ("data", "values"),
    [
        (
            b'# a remark\nuser=ada\nexport host = "h.example"\n\nempty=\n',
            {"user": "ada", "host": "h.example", "empty": ""},
        ),
        (b'{"dev": {"user": "ada"}, "$shared": {"host": "h"}}', {"host": "h", "user": "ada"}),
    ],
)
def test_files_of_environments(data: bytes, values: dict[str, str]) -> None:
    assert environment(data) == values


def test_a_file_of_several_environments_names_them() -> None:
    with pytest.raises(Unreadable, match="environments dev, prod"):
        environment(b'{"dev": {"user": "ada"}, "prod": {"user": "bea"}}')
