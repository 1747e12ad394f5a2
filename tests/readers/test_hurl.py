"""Hurl files, and the bytes that Hurl makes of them."""

from pathlib import Path

import pytest

from paraph import Unreadable, read
from paraph.readers import entries
from paraph.readers.multipart import BOUNDARY
from tests.readers.cutting import check_damaged, check_long

SAMPLE = Path("tests/readers/data/duo.hurl").read_bytes()
VALUES = {"host": "h.example", "ikey": "DIEXAMPLE", "size": "3"}


def test_a_file_of_many_requests() -> None:
    user, push, thing, text, line, in_base64, in_hex, file, status = entries(SAMPLE, variables=VALUES)
    assert user.name == "GET https://{{host}}/admin/v1/users"
    assert user.status == 401
    assert user.request.target == "/admin/v1/users?username=lena%20okafor&note=%C3%A9%2F~"
    assert user.request.headers == (
        ("Host", "h.example"),
        ("Cookie", "session=1; theme=dark"),
        ("Date", "Mon, 02 Mar 2026 10:00:00 -0000"),
        ("X-Note", "a # b"),
        ("Authorization", "Basic RElFWEFNUExFOnNpZw=="),
    )
    assert (push.request.target, push.request.body) == ("/auth/v2/auth?x=1", b"username=lena%20okafor&factor=push")
    assert push.request.header("content-type") == "application/x-www-form-urlencoded"
    assert push.status is None
    assert thing.request.target == "/things/1"
    assert thing.request.body == b'{\n  "name": "a } b",\n  "size": 3\n}'
    assert thing.request.header("content-type") == "application/json"
    assert text.request.body == b"GET https://h/ is text\ntwo\n"
    assert line.request.body == b"hello me"
    assert line.request.header("authorization") == "Basic Ym9iOnNlY3JldA=="
    assert in_base64.request.body == in_hex.request.body == b"hello"
    for entry, word, place in ((file, "not read", 56), (status, "{{txid}} has no value", 58)):
        assert isinstance(entry.content, Unreadable)
        assert word in str(entry.content)
        assert entry.content.line == place


def test_a_missing_variable_is_one_clear_line() -> None:
    with pytest.raises(
        Unreadable, match=r"^line 2, column 13: \{\{host\}\} has no value: give one with --var or --env$"
    ):
        _ = entries(SAMPLE)[0].request
    with pytest.raises(Unreadable, match="made up anew"):
        read(b"GET https://h/{{newUuid}}\nHTTP 200\n")


@pytest.mark.parametrize(
    ("text", "target", "body"),
    [
        ("GET https://h/?\n[QueryStringParams]\na: b\n", "/?a=b", b""),
        ("GET https://h/p?x=1\n[Query]\na=b: c d\n", "/p?x=1&a=b=c%20d", b""),
        ("GET https://h/a/./b\n[Options]\npath-as-is: true\n", "/a/./b", b""),
        ("POST https://h/\n```json\n{}\n```\n", "/", b"{}\n"),
        ("POST https://h/\n```{{x}}```\nHTTP 200", "/", b"{{x}}"),
        ("POST https://h/\n```raw,novariable\n{{y}}\n```\n", "/", b"{{y}}\n"),
        ("POST https://h/\n`a\\n\\u{e9}`\nHTTP 200\n", "/", "a\né".encode()),
        ("POST https://h/\n<a>\n  b\n</a>\n\nHTTP 200\n", "/", b"<a>\n  b\n</a>"),
        ("POST https://h/\n\"text\" # note\nHTTP 200\n", "/", b'"text"'),
        ("POST https://h/\n[1,\n2] # end\nHTTP 200\n", "/", b"[1,\n2]"),
        ("POST https://h/\n[Form]\na: \\#b # c\n", "/", b"a=%23b"),
    ],
)  # fmt: skip
def test_forms(text: str, target: str, body: bytes) -> None:
    (entry,) = entries(text.encode(), variables={"x": "{{x}}"} if "{{x}}" not in text else {"x": "1"})
    assert (entry.request.target, entry.request.body) == (target, body.replace(b"{{x}}", b"1"))


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("GET https://h/\n[Query]\nno colon\n", 3, "name: value"),
        ("GET https://h/\n[Oddity]\na: b\nHTTP 200\n", 2, "[Oddity]"),
        ("# c\n\nPOST https://h/\n{\n\nHTTP 200\n", 4, "does not end"),
        ("POST https://h/\n```\nx\nHTTP 200", 2, "does not end"),
        ("POST https://h/\nbase64,!;\nHTTP 200", 2, "no base64"),
        ("POST https://h/\nhex,0;\nHTTP 200", 2, "no hex"),
        ("POST https://h/\n`a\nHTTP 200", 2, "begins with `"),
        ("POST https://h/\n```graphql\n{ a }\n```\n", 2, "GraphQL"),
        ("GET https:///p\nHTTP 200\n", 1, "no host"),
    ],
)
def test_errors_say_where(text: str, line: int, word: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text.encode())
    assert caught.value.line == line
    assert word in str(caught.value)


def test_without_sections_and_responses() -> None:
    first, second = entries(b"GET https://a/\nA: b\n\nGET https://b/\n")
    assert (first.request.host, second.request.host) == ("a", "b")
    assert read(b"GET https://a/\n\n# only one\n").host == "a"
    assert read(b'POST https://a/\nA: b\n{"a": 1}\n').header("content-type") == "application/json"
    assert read(b'POST https://a/\nA: b\n\n{"a": 1}\n').header("content-type") is None  # a .http file


def test_damaged_files() -> None:
    check_damaged(SAMPLE, VALUES)


def test_long_odd_files_come_to_an_end() -> None:
    pieces = [
        b"```\n",
        b"`",
        b"[Query]\n",
        b"a: b\n",
        b"{",
        b'"',
        b"\\",
        b"#",
        b" ",
        b"{{a}}",
        b"GET https://h/\n",
        b":",
    ]
    check_long(
        pieces, [b"GET https://h/\n[Query]\n", b"GET https://h/\nHTTP 200\n", b"POST https://h/\n[Options]\na: b\n{"]
    )


def test_multipart_is_read_with_a_boundary_of_ours() -> None:
    text = b"POST https://h/\n[MultipartFormData]\na: b\nf: file,x/data.txt;\n"
    (entry,) = entries(text)
    assert entry.request.body.count(BOUNDARY.encode()) == 3
    assert b'name="f"; filename="data.txt"\r\nContent-Type: text/plain\r\n\r\n' in entry.request.body
    assert any("boundary" in note for note in entry.notes)
    assert any("files" in note for note in entry.notes)


def test_an_empty_header() -> None:
    (entry,) = entries(b"GET https://h/\nX-Empty;\nHTTP 200\n")
    assert entry.request.header("X-Empty") == ""


@pytest.mark.parametrize(
    ("text", "authorization"),
    [
        ("GET http://u%40:p@h/", "Basic dUA6cA=="),
        ("GET http://u:p@h/\n[Options]\nuser: x:y", "Basic dTpw"),
        ("GET http://h/a@b\n[Options]\nuser: x:y", "Basic eDp5"),
        ("GET http://u:p@h/\nAuthorization: Bearer t", "Bearer t"),
        ("GET http://h/\n[Options]\nheader: Authorization: Bearer t", "Bearer t"),
        ("GET http://h/\n[Options]\ndigest: false", None),
    ],
)
def test_logins(text: str, authorization: str | None) -> None:
    (entry,) = entries(f"{text}\nHTTP 200\n".encode())
    assert entry.request.header("authorization") == authorization


@pytest.mark.parametrize("option", ["aws-sigv4: aws:amz:r:s", "digest: true", "ntlm: true", "negotiate: true"])
def test_an_option_that_signs_is_refused(option: str) -> None:
    (entry,) = entries(f"GET http://h/\n[Options]\n{option}\nuser: a:b\nHTTP 200\n".encode())
    with pytest.raises(Unreadable, match="makes the Authorization anew"):
        _ = entry.request
