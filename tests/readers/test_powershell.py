"""Calls in PowerShell become the requests that PowerShell would send."""

import pytest

from paraph import Unreadable, read
from paraph.readers import entries
from tests.readers.broken import DATA

SAMPLES = [
    (DATA / "postman.ps1.txt").read_bytes(),
    (DATA / "copy_as_powershell.ps1.txt").read_bytes(),
    (
        b"$p = @{ Uri = \"https://h.test/x\"; Method = 'Get'; Headers = @{ A = 'it''s'; \"B\" = \"$x`t!\" }\n"
        b"  Body = [ordered]@{ a = 1; b = 'c d' } }\nirm @p\n"
        b"$p['Uri'] = 'https://h.test/y' + \"?${z}\"; $r = Invoke-WebRequest @p # done\n"
    ),
    b"$h = @{}\r\n$h.Add('A', 'b')\r\nInvoke-RestMethod `\r\n  https://h/ -Headers $h -Body @'\r\n{\"a\": 1}\r\n'@ -Method Post | Out-Null\r\n",
]
PIECES = [b"(", b"@{", b"@(", b"$(", b"a=", b"`", b"'", b'"', b"@'\n", b'@"\n', b"\n'@", b"\0", b"<#", b"#", b"\xff", b"${",
          b"$a=\"$a$a\"\n", b"[a]", b"::", b"New-Object ", b";", b"|", b"}", b"-", b"$a.b(", b"$a[", b"@a "]  # fmt: skip
DEEP = [b"irm ", b"$a = ", b"Invoke-RestMethod -Uri 'https://h/' -Body "]


def test_postmans_export() -> None:
    request = read(SAMPLES[0])
    assert (request.method, request.target) == ("POST", "/x")
    assert request.body == b'{\n    "a": "b"\n}'
    assert (request.header("date"), request.header("content-type")) == ("Tue", "application/json")


def test_copy_as_powershell() -> None:
    request = read(SAMPLES[1])
    assert (request.method, request.target, request.body) == ("POST", "/x?a=b", b'{"a":1}')
    assert request.header("cookie") == "sid=abc"
    assert request.header("user-agent") == "Mozilla/5.0 (X11)"
    assert request.header("content-type") == "application/json"


def test_splatting_here_strings_and_variables() -> None:
    text = b"$x = 'v'\n$z = \"q=1\"\n" + SAMPLES[2]
    first, second = entries(text)
    assert first.request.target == "/x?a=1&b=c+d"
    assert first.request.headers == (("Host", "h.test"), ("A", "it's"), ("B", "v\t!"))
    request = read(SAMPLES[3])
    assert (request.method, request.body, request.header("a")) == ("POST", b'{"a": 1}', "b")
    assert request.header("content-type") == "application/x-www-form-urlencoded"
    assert second.request.target == "/y?q=1&a=1&b=c+d"


@pytest.mark.parametrize(
    ("text", "method", "target", "body", "content_type"),
    [
        ("Invoke-RestMethod -Uri https://h/a?b=c,d -Method Get", "GET", "/a?b=c,d", b"", None),
        ("irm 'https://h/p' -Body @{a='b c~!'} -Method Post", "POST", "/p", b"a=b+c%7E!", "application/x-www-form-urlencoded"),
        ("iwr https://h/p?x=1 -Body @{a='b'}", "GET", "/p?x=1&a=b", b"", None),
        ("$r = iwr 'https://h/p' -Met:Put -Body 'x' -ContentType 'text/plain; charset=utf-8'", "PUT", "/p", b"x",
         "text/plain; charset=utf-8"),
        ("Invoke-RestMethod h/p -CustomMethod 'PATCH' -Body \"a`\"`tb\"\"c\" -UseBasicParsing", "PATCH", "/p", b'a"\tb"c', None),
        ("(Invoke-WebRequest 'https://h/p' -TimeoutSec 5).Content", "GET", "/p", b"", None),
        ("foreach ($i in 1..3) { Invoke-RestMethod 'https://h/p' }", "GET", "/p", b"", None),
    ],
)  # fmt: skip
def test_forms_of_calls(text: str, method: str, target: str, body: bytes, content_type: str | None) -> None:
    request = read(text.encode())
    assert (request.method, request.target, request.body) == (method, target, body)
    assert request.header("content-type") == content_type


def test_basic_credentials_in_base64() -> None:
    text = b"""$pair = "ikey:sig"
$auth = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes($pair))
Invoke-RestMethod 'https://h/' -Headers @{ Authorization = "Basic $auth" }"""
    assert read(text).header("authorization") == "Basic aWtleTpzaWc="


def test_a_hashtable_has_no_order_and_the_entry_says_so() -> None:
    (entry,) = entries(b"irm https://h/ -Method Post -Body @{a=1; b=2}")
    assert "no order" in entry.notes[0]
    (entry,) = entries(b"irm https://h/ -Method Post -Body ([ordered]@{a=1; b=2})")
    assert entry.notes == ()


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("irm -Uri $url", 1, 10, "`$url` is not set"),
        ("$d = Get-Date\nirm https://h/ -Headers @{A = $d}", 1, 6, "only when the script runs"),
        ("irm https://h/ -Headers @{\n  A = (sign 'x')\n}", 2, 8, "only when the script runs"),
        ("irm https://h/ -Body 'x", 1, 22, "not closed"),
        ("irm https://h/ -Body @'\nx", 1, 22, "here-string"),
        ("irm https://h/ -InFile a.json", 1, 1, "not read"),
        ("irm https://h/ -Wrong 1", 1, 16, "-Wrong"),
        ("Invoke-RestMethod -Method Post", 1, 1, "no -Uri"),
        ("irm https://h/ -Body", 1, 16, "needs a value"),
        ("$b = @{a=1} | ConvertTo-Json\nirm https://h/ -Method Post -Body $b", 1, 6, "only when the script runs"),
        ('irm "https://h/$(1+1)"', 1, 5, "`$(...)`"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert word in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
