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
        ("$b = @{a=1} | Sign\nirm https://h/ -Method Post -Body $b", 1, 6, "only when the script runs"),
        ("irm $env:URL", 1, 5, "--var URL=VALUE"),
        ("$d = Get-Date\nirm $d", 1, 6, "--var d=VALUE"),
        ("$c = New-Object System.Net.Wrong\nirm https://h/ -Headers $c", 1, 17, "`System.Net.Wrong` is known only"),
        ("irm https://h/ -Credential (Get-Credential)", 1, 29, "only when the script runs"),
        ("irm https://h/ -Body (@{a=@{b=@{c=@{d=1}}}} | ConvertTo-Json) -Method Post", 1, 47, "-Depth"),
        ('irm "https://h/$(1+1)"', 1, 5, "`$(...)`"),
        ("irm \"https://h/$([uri]::EscapeDataString('x'))\"", 1, 5, "`$(...)`"),
    ],
)  # fmt: skip
def test_errors_say_where(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(Unreadable, match=".") as caught:
        read(text.encode())
    assert word in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


TABLE = [
    (
        "$c = New-Object System.Net.Cookie\n$c.Name = 'a'\n$c.Value = 'b'\n$c.Domain = 'h.test'\n$s.Cookies.Add($c)",
        "Cookie",
        "a=b",
    ),
    ("$s.Cookies.Add((New-Object System.Net.Cookie('a', 'b', '/', '.h.test')))", "Cookie", "a=b"),
    ("$s.Cookies.Add('https://h.test', [System.Net.Cookie]::new('a', 'b'))", "Cookie", "a=b"),
    ("$s.Cookies.Add((New-Object System.Net.Cookie -ArgumentList 'a', 'b', '/', 'other.test'))", "Cookie", None),
    ("$s.Cookies.Add((New-Object System.Net.Cookie('a', 'b', '/deep', 'h.test')))", "Cookie", None),
    ("$s.UserAgent = 'me'", "User-Agent", "me"),
    ("$s.Headers.Add('A', 'b')", "A", "b"),
    ("$s.Headers['A'] = 'b'", "A", "b"),
]


@pytest.mark.parametrize(("line", "name", "value"), TABLE)
def test_what_a_session_adds(line: str, name: str, value: str | None) -> None:
    text = f"$s = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n{line}\nirm 'https://h.test/p' -WebSession $s"
    assert read(text.encode()).header(name) == value


@pytest.mark.parametrize(
    ("text", "target", "body"),
    [
        ("$u='https://h'; irm $u/p", "/p", b""),
        ("irm ('https://h/{0}?{1}' -f 'a', 2)", "/a?2", b""),
        ("irm ('https://h/' + 'b'.ToUpper())", "/B", b""),
        ("$p = @{n='x'}; irm \"https://h/$($i)\"", "/7", b""),
        ("irm ('https://h/?q=' + [uri]::EscapeDataString('a b/'))", "/?q=a%20b%2F", b""),
        ("irm 'https://h/' -Method Post -Body ([System.Text.Encoding]::UTF8.GetBytes('\u00e9'))", "/", "\u00e9".encode()),
        ("$j = @{a=1} | ConvertTo-Json -Compress\nirm https://h/ -Method Put -Body $j", "/", b'{"a":1}'),
        ("$j = [ordered]@{a=1; b=@('x', $true, $null)} | ConvertTo-Json\nirm https://h/ -Method Put -Body $j", "/",
         b'{\n  "a": 1,\n  "b": [\n    "x",\n    true,\n    null\n  ]\n}'),
        ("$j = ConvertTo-Json -InputObject @{a=1.5} -Compress\nirm https://h/ -Method Put -Body $j", "/", b'{"a":1.5}'),
        ("irm https://h/ -Method Delete -Body @{a='b'}", "/", b"a=b"),
        ("irm https://h/$env:NAME", "/x", b""),
    ],
)  # fmt: skip
def test_values(text: str, target: str, body: bytes) -> None:
    (entry,) = entries(text.encode(), variables={"NAME": "x", "i": "7"})
    assert (entry.request.target, entry.request.body) == (target, body)


LOGIN = (
    "$c = New-Object System.Management.Automation.PSCredential('u', (ConvertTo-SecureString 'p' -AsPlainText -Force))\n"
)


@pytest.mark.parametrize(
    ("text", "authorization", "note"),
    [
        (LOGIN + "irm https://h/ -Authentication Basic -Credential $c", "Basic dTpw", ""),
        (LOGIN + "irm https://h/ -Credential $c", None, "answers the server's challenge"),
        ("irm https://h/ -Authentication Bearer -Token (ConvertTo-SecureString 't' -AsPlainText)", "Bearer t", ""),
        ("irm https://h/ -Method Post -Form @{a='b'}", None, "boundary"),
        ("irm https://h/ -Method Post -Body '\u00e9'", None, "PowerShell 7.4"),
        ("irm https://h/ -Method Post -Body (@{a=1} | ConvertTo-Json)", None, "5.1"),
        ("irm https://h/ -Method Post -Body (@{a=1;b=2} | ConvertTo-Json -Compress)", None, "no order"),
    ],
)
def test_logins_and_notes(text: str, authorization: str | None, note: str) -> None:
    (entry,) = entries(text.encode())
    assert entry.request.header("authorization") == authorization
    assert any(note in one for one in entry.notes) if note else entry.notes == ()


def test_a_session_that_a_call_begins() -> None:
    first, second = entries(b"irm https://h/a -SessionVariable s -Headers @{A='b'}\nirm https://h/b -WebSession $s")
    assert (first.notes, second.request.header("a")) == ((), "b")
    assert "cookies that the server set" in second.notes[0]


def test_a_form_has_a_type_for_each_field() -> None:
    request = read(b"irm https://h/ -Method Post -Form @{a='b'}")
    assert request.body.startswith(b"--------------------------boundary\r\nContent-Type: text/plain; charset=utf-8\r\n")
    assert request.header("content-type") == 'multipart/form-data; boundary="------------------------boundary"'
