"""A secret that the server has is in no byte that comes from it, whatever an agent asks and whatever a server answers."""

import base64
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from paraph import Credential, Request, sign
from tests.http.servers import Told, serving
from tests.mcp.talking import Wire, wire

PLAIN = "canarySecret0123456789ABCDEFabcdef0123456"
MARKS = 'canary/Secret+0123"4567=&% 89<>abcdefé'
REQUESTS = Path("examples/requests")


def spellings(secret: str) -> Iterator[str]:
    """The secret in plain, in hex, percent-encoded, and as JSON and Python have it."""
    raw = secret.encode()
    yield from (secret, secret.upper(), secret.lower(), raw.hex(), raw.hex().upper())
    yield from (quote(secret), quote(secret, safe=""), quote_plus(secret), quote(quote(secret, safe=""), safe=""))
    yield from (json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1])


def in_base64(secret: str) -> Iterator[tuple[str, str]]:
    """Base64 of a text that contains the secret, at each of three places, and the part that shows the secret."""
    raw = secret.encode()
    for before in range(3):
        text = base64.b64encode(b"x" * before + raw + b"y" * 3).decode()
        part = text[4 if before else 0 : 4 * ((before + len(raw)) // 3)]
        yield text, part
        yield text.replace("+", "-").replace("/", "_"), part.replace("+", "-").replace("/", "_")


def visible_forms(secret: str) -> Iterator[str]:
    """What must not be in any answer."""
    yield from spellings(secret)
    yield from (part for _, part in in_base64(secret))


def credential(secret: str) -> Credential:
    return Credential.of("DIEXAMPLE00000000000", secret)


def pasted(secret: str) -> Iterator[str]:
    """Requests in which the secret is written, as people paste them, and some that are broken."""
    encoded, raw = quote(secret, safe=""), secret.encode()
    basic = base64.b64encode(b"DIEXAMPLE00000000000:" + raw).decode()
    quoted = json.dumps(secret, ensure_ascii=False)
    host = "Host: api-example0.duosecurity.com\nDate: Mon, 02 Mar 2026 09:00:00 -0000"
    yield f"GET /auth/v2/check?skey={encoded} HTTP/1.1\n{host}\nAuthorization: Basic {basic}\n\n"
    yield f"POST /auth/v2/auth HTTP/1.1\n{host}\nContent-Type: application/json\n\n" + json.dumps({"skey": secret})
    yield f"curl -u 'DIEXAMPLE00000000000:{secret}' https://api-example0.duosecurity.com/auth/v2/check"
    yield f"curl https://api-example0.duosecurity.com/ -d {quoted} -H 'X-Secret: {secret}"
    yield json.dumps(
        {"method": "GET", "url": f"https://h.example/{encoded}", "headers": [["X", secret]], "body": secret}
    )
    yield f"import requests\nrequests.get('https://h.example', params={{'skey': {secret!r}}})"
    yield f'{{"method": "GET", "url": {quoted}'
    yield f"### {secret}\nGET https://h.example/{secret}\n\n### {secret} again\nGET {secret}\n"
    yield f"GET /{raw.hex()} HTTP/1.1\n{host}\nX-Key: {base64.b64encode(raw).decode()}\n\n{secret}"
    yield f"hello {secret}"
    oauth = f'OAuth oauth_consumer_key="{encoded}", oauth_signature_method="PLAINTEXT", oauth_signature="{encoded}%26"'
    yield f"GET / HTTP/1.1\nHost: gallery.example.com\nAuthorization: {oauth}\n\n"


def rejected(secret: str) -> Iterator[str]:
    """Requests that were signed with the secret, rightly and wrongly."""
    yield from (path.read_text() for path in sorted(REQUESTS.glob("duo-*.http")))
    host, date = "api-example0.duosecurity.com", ("Content-Type", "application/x-www-form-urlencoded")
    made = sign(
        Request("POST", "/auth/v2/auth", (("Host", host), date), b"b=1&a=2"), credential(secret), "duo", now=1772442000
    )
    head = "".join(f"{name}: {value}\n" for name, value in made.headers)
    yield f"POST /auth/v2/auth HTTP/1.1\n{head}\nb=1&a=2"
    yield f"POST /auth/v2/auth HTTP/1.1\n{head}\nb=1&a=3"


def tool_calls(secret: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Calls of every tool, most of them hostile."""
    for text in (*pasted(secret), *rejected(secret)):
        yield "read", {"input": text}
        yield "explain", {"input": text, "budget": 0.1, "now": "1772442000", "params": {secret: secret}}
        yield "verify", {"input": text, "scheme": "duo"}
        yield "sign", {"input": text, "scheme": "duo"}
    good = next(rejected(secret))
    for name in ("entry", "file", "credential", "scheme", "server", "now", secret, "url_scheme"):
        yield "explain", {"input": good, name: secret}
    yield "explain", {"input": good, "signed_text": secret, "response": secret, "host_aliases": [secret], "budget": 0}
    yield "explain", {"input": good, "response": f'HTTP/1.1 401 X\nX: {secret}\n\n{{"code": 40103, "m": "{secret}"}}'}
    yield "read", {"input": "GET {{key}} HTTP/1.1\nHost: {{key}}\n\n{{key}}", "variables": {"key": secret, secret: "x"}}
    yield "read", {"input": [secret]}
    for file in ("requests/duo-auth-unsorted.http", f"{secret}.http", "duo.json"):
        for tool in ("read", "explain", "verify", "sign"):
            yield tool, {"file": file}
    yield "mistakes", {"id": secret}
    yield secret, {secret: secret}
    for arguments in (
        {"path": f"/{quote(secret)}"}, {"path": secret}, {"path": "/", "query": {secret: secret}},
        {"path": "/", "form": {"skey": secret}}, {"path": "/", "json": {"skey": secret}}, {"path": "/", "headers": {secret: secret}},
        {"path": "/", "headers": {"X-Key": quote(secret)}}, {"path": "/", "method": secret},
    ):  # fmt: skip
        yield "send", arguments


def echo(request: Request) -> Told:
    """What an unkind server answers: all that it got, and the secrets themselves in several forms."""
    forms = [
        form for secret in (PLAIN, MARKS) for form in (*spellings(secret), *(text for text, _ in in_base64(secret)))
    ]
    known = "\n".join(forms)
    body = f"{request.target}\n{request.headers}\n{request.body!r}\n{known}".encode()
    return Told(401, (("X-Echo", quote(PLAIN)), ("Set-Cookie", quote(MARKS))), body)


def raw_exchanges(server: Wire, secret: str) -> None:
    """Messages that are wrong at the level of the protocol, with the secret in every place."""
    quoted = json.dumps(secret)
    server.write(f'{{"jsonrpc": "2.0", "id": {quoted}, "method": {quoted}, "params": {{{quoted}: {quoted}}}}}')
    server.write(f'{{"jsonrpc": "2.0", "id": {quoted}, "method": "tools/call", "params": {{"name": {quoted}}}}}')
    server.write(f'{{"jsonrpc": "2.0", "method": {quoted}}}')
    server.write(f'{{"jsonrpc": {quoted}, "id": 1')
    server.write(secret)
    server.send("notifications/cancelled", {"requestId": secret, "reason": secret})
    server.send("resources/read", {"uri": f"file:///{quote(secret)}"}, id="a")
    server.send("initialize", {"protocolVersion": secret, "capabilities": {}, "clientInfo": {"name": secret}}, id="b")
    server.send("tools/call", {"name": "read", "arguments": secret}, id="c")
    server.send("logging/setLevel", {"level": secret}, id="d")


@pytest.mark.parametrize("secret", [PLAIN, MARKS], ids=["plain", "marks"])
def test_a_canary_is_in_none_of_a_hundred_exchanges(secret: str) -> None:
    calls = list(tool_calls(secret))
    random.Random(0).shuffle(calls)
    words = (
        "--id",
        "DIEXAMPLE00000000000",
        "--secret-env",
        "CANARY",
        "--folder",
        "examples",
        "--allow-send",
        "--base-url",
    )
    with serving(echo) as upstream, wire(*words, upstream.url, CANARY=secret) as server:
        raw_exchanges(server, secret)
        server.ask("tools/list", {}, "list")
        for number, (name, arguments) in enumerate(calls):
            server.send("tools/call", {"name": name, "arguments": arguments}, id=number)
        answered: set[int] = set()
        while len(answered) < len(calls):
            message = server.read()
            if isinstance(message.get("id"), int):
                answered.add(message["id"])
                assert "Traceback" not in json.dumps(message)
                assert "a fault of paraph" not in json.dumps(message), calls[message["id"]]
    assert len(calls) > 90
    assert upstream.seen
    received = server.received.decode("utf-8")
    loose = json.dumps(received, ensure_ascii=False).replace("\\\\", "\\").replace('\\"', '"')
    for form in visible_forms(secret):
        assert form not in received, form
        assert form not in loose, form
    assert received.count("[hidden]") > len(calls)
