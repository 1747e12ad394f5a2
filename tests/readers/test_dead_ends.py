"""Inputs without a request: each answer is one line that says what the input is, and what to do."""

import random
import re
import time
from pathlib import Path

import pytest

from paraph.core.errors import Unreadable
from paraph.readers import entries
from paraph.readers.unreadable_forms import said_of
from tests.cli.running import run

TRACE, NODE, WATCH, ENV = (
    "`paraph trace python3 input`",
    "`paraph trace node input`",
    "`paraph watch --credentials FILE`",
    "--env",
)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
ROWS: dict[str, tuple[bytes, str, str]] = {
    "python-duo": (b"import duo_client\nadmin = duo_client.Admin('DIX', 's', 'h')\nprint(admin.get_users())\n", "Python", TRACE),
    "python-oauth": (b"from requests_oauthlib import OAuth1Session\ns = OAuth1Session('k')\nprint(s.get)\n", "Python", TRACE),
    "python-hmac": (b"import hmac, hashlib\n\ndef sign(key, text):\n    return hmac.new(key, text, hashlib.sha1)\n", "Python", TRACE),
    "python-requests-alone": (b"import requests\nprint(requests.__version__)\n", "no call of requests", TRACE),
    "node": (b"const duo = require('@duosecurity/duo_api');\nconst c = new duo.Client('a');\n", "JavaScript", NODE),
    "node-hmac": (b"import crypto from 'crypto';\nconst mac = crypto.createHmac('sha1', key);\n", "JavaScript", NODE),
    "csharp": (b"using System;\nusing System.Net.Http;\nclass A { static void Main() { var c = new HttpClient(); } }\n", "C#", WATCH),
    "csharp-hmac": (b"namespace A.B {\n  var mac = new HMACSHA1(key);\n}\n", "C#", WATCH),
    "go": (b"package main\n\nimport \"crypto/hmac\"\n\nfunc main() {\n\tmac := hmac.New(sha1.New, key)\n}\n", "Go", WATCH),
    "go-package": (b"package duo\n\nfunc sign(key []byte) string {\n\treturn \"\"\n}\n", "Go", WATCH),
    "java": (b"import javax.crypto.Mac;\npublic class A {\n  Mac mac = Mac.getInstance(\"HmacSHA1\");\n}\n", "Java", WATCH),
    "kotlin": (b"import javax.crypto.Mac\nfun main() {\n    val mac = Mac.getInstance(\"HmacSHA1\")\n}\n", "Kotlin", WATCH),
    "php": (b"<?php\n$ch = curl_init('https://h/');\n$sig = hash_hmac('sha1', $text, $key);\n", "PHP", WATCH),
    "ruby": (b"require 'openssl'\nrequire 'net/http'\nsig = OpenSSL::HMAC.hexdigest('sha1', key, text)\n", "Ruby", WATCH),
    "powershell": (b"$key = 'a'\n$mac = New-Object System.Security.Cryptography.HMACSHA1\n", "PowerShell", WATCH),
    "bash": (b"#!/bin/bash\nsig=$(printf '%s' \"$text\" | openssl dgst -sha1 -hmac \"$key\")\necho $sig\n", "shell script", WATCH),
    "perl": (b"use strict;\nuse Digest::SHA qw(hmac_sha1_hex);\nmy $sig = hmac_sha1_hex($text, $key);\n", "Perl", WATCH),
    "rust": (b"use hmac::{Hmac, Mac};\nfn main() {\n    let mut mac = Hmac::<Sha1>::new(key);\n}\n", "Rust", WATCH),
    "swift": (b"import Foundation\nlet url = URL(string: \"https://h/\")!\nvar r = URLRequest(url: url)\n", "Swift", WATCH),
    "png": (PNG, "screenshot", "give the request itself"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG", "give the request itself"),
    "gif": (b"GIF89a\1\0", "GIF", "give the request itself"),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 ", "WebP", "give the request itself"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "PDF", "give the request itself"),
    "zip": (b"PK\x03\x04\x14\0", "ZIP", "unpack it"),
    "gzip": (b"\x1f\x8b\x08\0\0", "gzip", "gunzip"),
    "pcapng": (b"\x0a\x0d\x0d\x0a\x1c\0\0\0", "network packets", "Wireshark"),
    "nul": (b"abc\1\0\2\0\0\0def", "NUL", "give the request itself"),
    "postman-environment": (b'{"name": "e", "values": [{"key": "a", "value": "b"}], "_postman_variable_scope": "environment"}', "Postman environment", ENV),
    "postman-globals": (b'{"values": [], "_postman_variable_scope": "globals"}', "globals", ENV),
    "jetbrains-environment": (b'{"dev": {"host": "h"}, "prod": {"host": "i"}}', "http-client.env.json", ENV),
    "rest-client": (b'{"rest-client.environmentVariables": {"dev": {"a": "b"}}}', "REST Client", ENV),
    "dotenv": (b"# mine\nHOST=h.test\nKEY=abc\n", ".env", ENV),
    "openapi": (b'{"openapi": "3.1.0", "paths": {}}', "OpenAPI", "a request that was sent"),
    "openapi-yaml": (b"openapi: 3.1.0\npaths: {}\n", "OpenAPI", "a request that was sent"),
    "swagger": (b'{"swagger": "2.0", "paths": {}}', "OpenAPI", "a request that was sent"),
    "curl-trace": (b"*   Trying 1.2.3.4:443...\n* Connected to h\n< HTTP/1.1 401 Unauthorized\n", "curl -v", "copy them too"),
    "answer": (b"HTTP/1.1 401 Unauthorized\r\nContent-Type: text/plain\r\n\r\nno", "answer of a server", "--response"),
    "answer-duo": (b'{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL"}', "answer of a server", "--response"),
    "credentials": (b'{"ikey": "DIX", "skey": "s", "host": "h"}', "credentials", "--credentials"),
    "credentials-toml": (b'ikey = "DIX"\nskey = "s"\n', "credentials", "--credentials"),
    "empty-collection": (b'{"info": {"name": "a", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/"}}', "no requests in it", "export it again"),
    "empty-har": (b'{"log": {"entries": []}}', "HAR", "export again"),
    "markdown": (b"# Notes\n\nIt's so:\n\n```sh\ncurl https://h/\n```\n", "line 6", "that block alone"),
    "markdown-text": (b"# Notes\n\n```\nnothing\n```\n", "Markdown", "give the request itself"),
    "traceback": (b"Traceback (most recent call last):\n  File \"a.py\", line 1\nKeyError: 'a'\n", "error of a program", "trace"),
    "stack": (b"TypeError: x is not a function\n    at main (/a/b.js:1:2)\n", "error of a program", "trace"),
    "soap": (b'<?xml version="1.0"?>\n<soap:Envelope xmlns:soap="x"/>\n', "XML", "method, URL and headers"),
    "mail": (b"From: a@b.test\nTo: c@d.test\nSubject: hello\n\nIt fails.\n", "e-mail", "give the request itself"),
    "csv": (b"name,id\nlena,1\nidris,2\n", "CSV", "give the request itself"),
    "json-list": (b'[{"url": "https://h/"}]', "list in JSON", "one object"),
    "package": (b'{"name": "a", "dependencies": {"b": "1"}}', "package.json", "give the request itself"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(ROWS))
def test_a_dead_end_says_what_it_is_and_what_to_do(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, what, then = ROWS[name]
    monkeypatch.chdir(tmp_path)
    Path("input").write_bytes(data)
    result = run("read", "input")
    assert (result.code, result.stdout) == (65, ""), result
    assert result.stderr.count("\n") == 1, result.stderr
    assert what in result.stderr
    assert then in result.stderr
    assert re.search(r"\binput, line \d+, column \d+: ", result.stderr)
    assert "a .http file, Bruno, Hurl" not in result.stderr


def test_random_bytes_are_one_error_or_entries() -> None:
    dice = random.Random(1)
    starts = [b"", PNG, b"{", b"<", b"import ", b"HTTP/1.1 ", b"---\n", b"GET / HTTP/1.1\n", b"\xff\xfe", b"```\n"]
    for number in range(200):
        data = starts[number % len(starts)] + dice.randbytes(dice.randrange(1, 400))
        try:
            assert entries(data)
        except Unreadable as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    "piece", ["\n", "\r\n", " \n", "\t", "new a(", "at a(", "import a,", "a=", "a,", "```\n", "def a(", "<a"]
)
def test_no_text_takes_long_to_tell(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece))).encode()
        began = time.process_time()
        said_of(text)
        return time.process_time() - began

    seconds(1000)
    assert min(seconds(64_000) for _ in range(2)) < 40 * max(min(seconds(8000) for _ in range(3)), 0.05)


def test_an_entry_is_read_as_if_nothing_stood_before_it(tmp_path: Path) -> None:
    text = "#!/usr/bin/env bash\nset -euo pipefail\nHOST=h.test\ncurl https://$HOST/a\ncurl https://$HOST/b\n"
    (tmp_path / "call.sh").write_text(text)
    asked = run("read", str(tmp_path / "call.sh"))
    assert asked.code == 65
    assert "`set` stands before curl" in asked.stderr
    assert "--entry 1" in asked.stderr
    assert "GET https://h.test/b" in run("read", str(tmp_path / "call.sh"), "--entry", "2").stdout


CANARY = "canarySecretKey0123456789abcdefABCDEF00"


@pytest.mark.parametrize(
    "text",
    [
        f"export DUO_SKEY={CANARY}\nmake\ncurl https://h.test/a\n",
        f"login --secret {CANARY}\ncurl https://h.test/a\n",
        f"echo {CANARY} | openssl dgst\ncurl https://h.test/a\n",
        f"skey: {CANARY}\ncurl https://h.test/a\n",
        f"curl -u DI:$(openssl dgst -hmac {CANARY}) https://h.test/a\n",
        f'PS C:\\> curl.exe -u "DI:$(Get-Sig {CANARY})" https://h.test/a\n',
        f"import requests, hmac\nrequests.get('https://h.test/x', headers={{'A': hmac.new(b'{CANARY}', b'x', 'sha1').hexdigest()}})\n",
        f"fetch('https://h.test/x', {{headers: {{A: sign('{CANARY}')}}}})\n",
        f"Invoke-RestMethod https://h.test/x -Body (Get-Sig '{CANARY}')\n",
    ],
)
def test_no_message_has_a_secret_of_the_text_in_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "input").write_text(text)
    done = run("read", str(tmp_path / "input"))
    assert done.code == 65
    assert CANARY[:12] not in done.stderr
