"""Every place where bytes from outside are read, as a function of those bytes.

A face puts the opening of its form before the bytes, so that they reach the reader that is meant. Each returns what
came of it, or raises.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paraph import Credential, Secret, judge, readers, request_for
from paraph.cli.files import table_from
from paraph.core.errors import ParaphError
from paraph.core.message import Pairs, Request, wire_text
from paraph.core.oauth_header import oauth_parameters
from paraph.explaining.result import Explanation
from paraph.explaining.server_response import expected_text, response_advice, server_time
from paraph.explaining.signed_text import Evidence, explain_signed
from paraph.readers.commands.items import composed
from paraph.readers.commands.powershell import read_powershell
from paraph.readers.commands.reading import read_commands
from paraph.readers.commands.shell import Script, script
from paraph.readers.files.bruno.bru import read_bru
from paraph.readers.files.bruno.opencollection import read_opencollection
from paraph.readers.files.http_file import read_http_file
from paraph.readers.files.hurl import read_hurl
from paraph.readers.files.json_request import read_json
from paraph.readers.files.json_text import json_value
from paraph.readers.files.postman import read_postman
from paraph.readers.files.raw import read_raw, read_verbose
from paraph.readers.files.response import read_response
from paraph.readers.programs.javascript import read_javascript
from paraph.readers.programs.python import read_python
from paraph.readers.variables import environment, scripted_names
from paraph.schemes.webhooks.rows import ROWS, Row

if TYPE_CHECKING:
    from paraph.readers.entry import Entry

Face = Callable[[bytes], Any]

URL = "https://h.example/x"
NOW = 1_773_739_805
DATE = "Tue, 17 Mar 2026 09:30:05 -0000"
DUO = Credential.of("DIEXAMPLE00000000000", "s" * 40)
WEBHOOK = Credential.of("", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
OAUTH = Credential.of("K", "s")
FORM = ("Content-Type", "application/x-www-form-urlencoded")
DUO_LOGIN = ("Authorization", "Basic " + base64.b64encode(b"DIEXAMPLE00000000000:" + b"0" * 128).decode())
OAUTH_FIELDS = (
    'OAuth oauth_consumer_key="K", oauth_nonce="n1", oauth_timestamp="1773739805", '
    'oauth_signature_method="HMAC-SHA1", oauth_signature="AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"'
)
SIGNED_DUO = request_for("GET", URL, (("Date", DATE), DUO_LOGIN))
SIGNED_OAUTH = request_for("GET", URL, (("Authorization", OAUTH_FIELDS),))


def reading(opening: bytes, closing: bytes = b"", variables: dict[str, str] | None = None) -> Face:
    """What the public door makes of an opening, the bytes and a closing."""

    def face(data: bytes) -> tuple[Entry, ...]:
        return readers.entries(opening + data + closing, variables=variables)

    return face


def reading_text(reader: Callable[[str], Any], opening: str = "", closing: str = "") -> Face:
    """What one reader makes of them as text."""
    return lambda data: reader(opening + wire_text(data) + closing)


def reading_json(reader: Callable[[Any], Any], shape: Callable[[str], Any]) -> Face:
    """What a reader of JSON makes of a value that has them as a text somewhere."""
    return lambda data: reader(json.loads(json.dumps(shape(wire_text(data)))))


def judging(build: Callable[[bytes], Request], credential: Credential, scheme: str | None = None) -> Face:
    """The verdict on a request that has them somewhere."""
    return lambda data: judge(build(data), credential, scheme, now=NOW)


def get(headers: Pairs, url: str = URL) -> Request:
    """A request without body."""
    return request_for("GET", url, headers)


def post(headers: Pairs, body: bytes) -> Request:
    """A request with a body."""
    return request_for("POST", URL, headers, body)


def target_of(data: bytes, headers: Pairs) -> Request:
    """A request with the bytes in its query."""
    return Request("GET", "/x?" + wire_text(data), (("Host", "h.example"), *headers))


def composing(data: bytes) -> Request:
    """The request of the words of `paraph send`; what it refuses is a ValueError, which the command turns into a line."""
    try:
        return composed((URL, *wire_text(data).split(" ")))
    except ValueError as error:
        raise ParaphError(str(error)) from None


def filled_from_file(data: bytes) -> tuple[Entry, ...]:
    """A request whose variables stand in an environment file."""
    variables = readers.environment(data)
    last = list(variables)[-1] if variables else "none"
    return readers.entries(f"### x\nGET {URL}?q={{{{{last}}}}}\n".encode(), variables=variables)


def read_answer(data: bytes) -> list[Any]:
    """What is told by an answer."""
    answer = read_response(data)
    return [answer, server_time(answer.headers), *response_advice(answer, Explanation("unexplained", "duo", "")),
            expected_text(answer.body)]  # fmt: skip


def explained(request: Request, credential: Credential, scheme: str) -> Face:
    """What follows from a text that is said to have been signed."""
    return lambda data: explain_signed(request, credential, Evidence(wire_text(data)), scheme, now=NOW)


def reading_commands(text: str) -> object:
    """The requests of the commands in a text."""
    return read_commands(text, {})


def reading_script(text: str) -> Script:
    """The commands of a script."""
    return script(text, {"x": "a b"}, ("curl", "http"))


def configured(opening: bytes, closing: bytes = b"") -> Face:
    """The table of a credentials or configuration file."""
    return lambda data: table_from(Secret(opening + data + closing), Path("file"))


def collection(text: str) -> dict[str, Any]:
    """A Postman collection that has a text as URL, header and body."""
    request = {"method": "POST", "url": f"{URL}?{text}", "header": [{"key": "A", "value": text}],
               "body": {"mode": "raw", "raw": text}}  # fmt: skip
    return {"info": {"name": "n"}, "item": [{"name": "n", "request": request}], "variable": []}


def rows_of(text: str, wrapping: int) -> list[str]:
    """The first lines of a text, so few that with so much wrapped around each they are not far longer than the text."""
    return text.split("\n")[: len(text) // wrapping + 1]


def form_of_postman(text: str) -> dict[str, Any]:
    """A Postman request that has the lines of a text as fields of its form."""
    rows = [{"key": line, "value": line} for line in rows_of(text, 30)]
    return {"url": {"raw": URL}, "method": "POST", "header": [], "body": {"mode": "urlencoded", "urlencoded": rows}}


def items_of_postman(text: str) -> dict[str, Any]:
    """A Postman collection of many requests, each with a variable that has no value."""
    names = rows_of(text, 120)
    rows = [{"name": name[:8], "request": {"method": "GET", "url": "{{" + name[:20] + "}}"}} for name in names]
    return {"item": rows, "variable": [{"key": name[:20] + "x", "value": "v"} for name in names]}


def scripted(text: str) -> dict[str, Any]:
    """A Postman collection that has a text as script and URL."""
    event = {"listen": "prerequest", "script": {"exec": text.split("\n")}}
    return {"item": [{"name": "n", "event": [event], "request": {"method": "GET", "url": "{{a}}"}}]}


def recording(text: str) -> dict[str, Any]:
    """A HAR that has a text as URL, headers and body."""
    request = {"method": "POST", "url": f"{URL}?{text}", "headers": [{"name": "A", "value": text}],
               "postData": {"mimeType": FORM[1], "text": text}}  # fmt: skip
    return {"log": {"entries": [{"request": request, "response": {"status": 401, "content": {"text": text}}}]}}


COMMANDS: dict[str, Face] = {
    "curl": reading(b"curl "),
    "curl, URL": reading(b"curl https://h.example/x?"),
    "curl, in single quotes": reading(b"curl https://h.example/x -d '", b"'"),
    "curl, in double quotes": reading(b'curl https://h.example/x -d "', b'"'),
    "curl, in dollar quotes": reading(b"curl https://h.example/x -d $'", b"'"),
    "curl, after options": reading(b"curl -X POST https://h.example/x -H 'A: b' -d "),
    "curl, short options": reading(b"curl https://h.example/x -"),
    "curl of cmd.exe": reading(b"curl ^\n https://h.example/x -d "),
    "curl of cmd.exe, in quotes": reading(b'curl ^\n https://h.example/x -d ^"', b'^"'),
    "curl of PowerShell": reading(b"curl.exe `\n https://h.example/x -d "),
    "curl of PowerShell, in quotes": reading(b'curl.exe `\n https://h.example/x -d "', b'"'),
    "curl -v": reading(b"* x\n> GET / HTTP/1.1\n> Host: h.example\n"),
    "HTTPie": reading(b"http h.example/x "),
    "HTTPie, item": reading(b"http POST h.example/x a="),
    "HTTPie, short options": reading(b"http POST h.example/x -"),
    "HTTPie, header": reading(b"http POST h.example/x A:"),
    "wget": reading(b"wget https://h.example/x "),
    "wget, data": reading(b"wget https://h.example/x --post-data="),
    "bash script": reading_text(reading_script),
    "bash arguments": reading_text(reading_script, "curl "),
    "bash, double quotes": reading_text(reading_script, 'curl "'),
    "bash, ANSI quotes": reading_text(reading_script, "curl $'"),
    "bash here-document": reading_text(reading_script, "curl <<-E\n", "\nE\n"),
    "cmd.exe script": reading_text(reading_script, "C:\\>curl "),
    "PowerShell script": reading_text(reading_script, "PS C:\\> curl "),
    "curl itself": reading_text(reading_commands, f"curl {URL} "),
    "HTTPie itself": reading_text(reading_commands, f"http {URL} "),
    "wget itself": reading_text(reading_commands, f"wget {URL} "),
    "items of send": composing,
    "prompt": reading(b"", b"\ncurl https://h.example/x"),
}

FILES: dict[str, Face] = {
    "anything": reading(b""),
    "raw": reading(b"GET /x HTTP/1.1\r\nHost: h.example\r\n"),
    "raw, target": reading(b"GET /", b" HTTP/1.1\r\nHost: h.example\r\n\r\n"),
    "raw, body": reading(b"POST / HTTP/1.1\r\nHost: h.example\r\n\r\n"),
    "raw, chunked": reading(b"POST / HTTP/1.1\r\nHost: h.example\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "raw itself": read_raw,
    "curl -v itself": lambda data: read_verbose(b"> GET / HTTP/1.1\n> Host: h.example\n" + data),
    ".http": reading(b"### x\n"),
    ".http, request": reading(b"### x\nPOST https://h.example/x\nA: b\n"),
    ".http, body": reading(b"### x\nPOST https://h.example/x\nA: b\n\n"),
    ".http, variables": reading(b"@a = b\n", b"\n### x\nGET https://h.example/x?{{a}}\n"),
    ".http, value": reading(b"@a = ", b"\n### x\nGET https://h.example/x?{{a}}{{a}}\n", {"b": "c"}),
    ".http itself": reading_text(lambda text: read_http_file(text, {"a": "b"}, "https"), f"GET {URL}\n"),
    "Bruno": reading(b"meta {\n  name: n\n}\n\nget {\n  url: https://h.example/x\n}\n\n"),
    "Bruno, headers": reading(b"get {\n  url: https://h.example/x\n}\n\nheaders {\n  ", b"\n}\n"),
    "Bruno, form": reading(
        b"post {\n  url: https://h.example/x\n  body: formUrlEncoded\n}\n\nbody:form-urlencoded {\n  ", b"\n}\n"
    ),
    "Bruno, body": reading(b"post {\n  url: https://h.example/x\n  body: json\n}\n\nbody:json {\n  ", b"\n}\n"),
    "Bruno, script": reading(b"get {\n  url: {{a}}\n}\n\nscript:pre-request {\n  ", b"\n}\n"),
    "Bruno itself": reading_text(lambda text: read_bru(text, {}), f"get {{\n  url: {URL}\n}}\n\nbody {{\n", "\n}\n"),
    "OpenCollection": reading(b"info:\n  name: n\nhttp:\n  method: GET\n  url: https://h.example/x\n"),
    "OpenCollection, value": reading(b"info:\n  name: n\nhttp:\n  method: GET\n  url: ", b"\n"),
    "OpenCollection itself": reading_text(lambda text: read_opencollection(text, {})),
    "session of Fiddler": reading(
        b"GET http://h.example/x HTTP/1.1\r\nHost: h.example\r\n\r\nHTTP/1.1 401 No\r\nA: b\r\n\r\n"
    ),
    "messages": reading(b"GET /x HTTP/1.1\r\nHost: h.example\r\n\r\nGET /y HTTP/1.1\r\nHost: h.example\r\n"),
    "trace of Charles": reading(b"HTTP-Trace-Version: 1.0\nMethod: GET\nProtocol: https\nHost: h.example\nFile: /x\n"),
    "HTML form": reading(b"<html><form action='https://h.example/x' method=post>", b"</form></html>"),
    "HTML attribute": reading(
        b"<html><form action='https://h.example/x' method=post><input name=a value='", b"'></form></html>"
    ),
    "Insomnia": reading(
        b"type: collection.insomnia.rest/5.0\ncollection:\n  - url: https://h.example/x\n    method: GET\n    name: "
    ),
    "Postman's console": reading(b'GET https://h.example/x: {"Request Headers": {"a": ', b"}}\n"),
    "shell script with other commands": reading(b"set -e\n", b"\ncurl https://h.example/x\n"),
    "Hurl": reading(b"GET https://h.example/x\n[QueryStringParams]\n"),
    "Hurl, request": reading(b"GET https://h.example/x\nHTTP 401\n\nGET https://h.example/x\n"),
    "Hurl, body": reading(b"POST https://h.example/x\n```\n", b"\n```\nHTTP 401\n"),
    "Hurl, one line": reading(b"POST https://h.example/x\n`", b"`\nHTTP 401\n"),
    "Hurl, JSON": reading(b"POST https://h.example/x\n{", b"}\nHTTP 401\n"),
    "Hurl itself": reading_text(lambda text: read_hurl(text, {}), f"GET {URL}\n"),
}

PROGRAMS: dict[str, Face] = {
    "JavaScript": reading(b"fetch('https://h.example/x');\n"),
    "JavaScript, options": reading(b"fetch('https://h.example/x', {method: 'POST', body: ", b"});\n"),
    "JavaScript, text": reading(b'fetch("https://h.example/x", {"body": "', b'"});\n'),
    "JavaScript, names": reading(b"const a = ", b";\nfetch('https://h.example/x', {body: a});\n"),
    "JavaScript, last": reading(b"", b"\nfetch('https://h.example/x', {method: 'POST', body: $a});\n"),
    "JavaScript itself": reading_text(read_javascript),
    "PowerShell": reading(b"Invoke-RestMethod https://h.example/x\n"),
    "PowerShell, options": reading(b"Invoke-RestMethod https://h.example/x -Body "),
    "PowerShell, text": reading(b'Invoke-RestMethod https://h.example/x -Body "', b'"\n'),
    "PowerShell, table": reading(b"$a = @{", b"}\nInvoke-RestMethod https://h.example/x -Body $a\n"),
    "PowerShell, last": reading(b"", b"\nInvoke-RestMethod https://h.example/x -Method Post -Body $a\n"),
    "PowerShell itself": reading_text(read_powershell),
    "Python": reading(b"import requests\nrequests.get('https://h.example/x')\n"),
    "Python, options": reading(b"import requests\nrequests.post('https://h.example/x', data=", b")\n"),
    "Python, text": reading(b"import requests\nrequests.post('https://h.example/x', data='", b"')\n"),
    "Python, names": reading(b"import requests\na = ", b"\nrequests.post('https://h.example/x', data=a)\n"),
    "Python, last": reading(b"import requests\n", b"\nrequests.post('https://h.example/x', data=a)\n"),
    "Python itself": reading_text(read_python),
}

TABLES: dict[str, Face] = {
    "JSON": reading(b'{"url": "https://h.example/x", "a": ', b"}"),
    "JSON, text": reading(b'{"url": "https://h.example/x", "body": "', b'"}'),
    "JSON value": json_value,
    "JSON, members": reading_json(read_json, lambda text: {"url": URL, "headers": [["A", text]], "body_base64": text}),
    "JSON, URL": reading_json(read_json, lambda text: {"url": f"{URL}?{text}", "body": text}),
    "HAR": reading(b'{"log": {"entries": [', b"]}}"),
    "HAR, text": lambda data: readers.entries(json.dumps(recording(wire_text(data))).encode()),
    "Postman": reading(b'{"item": [', b"]}"),
    "Postman, text": lambda data: readers.entries(json.dumps(collection(wire_text(data))).encode()),
    "Postman, script": lambda data: readers.entries(json.dumps(scripted(wire_text(data))).encode()),
    "Postman, form": lambda data: readers.entries(json.dumps(form_of_postman(wire_text(data))).encode()),
    "Postman, items": lambda data: readers.entries(json.dumps(items_of_postman(wire_text(data))).encode()),
    "Postman itself": reading_json(lambda table: read_postman(table, "", {"a": "b"}), collection),
    "environment": environment,
    "environment of Postman": lambda data: environment(b'{"values": [' + data + b"]}"),
    "environment, used": filled_from_file,
    "names that scripts set": reading_text(scripted_names),
    "credentials": configured(b""),
    "credentials, JSON": configured(b'{"id": "K", "secret": "s", "others": ', b"}"),
    "credentials, TOML": configured(b'id = "K"\n'),
    "credentials, TOML value": configured(b"id = "),
    "credentials, TOML text": configured(b'id = "', b'"\n'),
    "profile": configured(b'[profile.n]\nid = "K"\n'),
}

MESSAGES: dict[str, Face] = {
    "oauth parameters": reading_text(oauth_parameters),
    "Authorization": judging(lambda data: get((("Authorization", wire_text(data)),)), OAUTH),
    "Authorization: OAuth": judging(lambda data: get((("Authorization", "OAuth " + wire_text(data)),)), OAUTH),
    "Authorization: OAuth, more": judging(
        lambda data: get((("Authorization", f"{OAUTH_FIELDS}, {wire_text(data)}"),)), OAUTH
    ),
    "Authorization: Basic": judging(
        lambda data: get((("Date", DATE), ("Authorization", "Basic " + wire_text(data)))), DUO, "duo"
    ),
    "Date": judging(lambda data: get((("Date", wire_text(data)), DUO_LOGIN)), DUO, "duo"),
    "Host": judging(lambda data: get((("Host", wire_text(data)), ("Date", DATE), DUO_LOGIN)), DUO, "duo"),
    "form of Duo": judging(lambda data: post((FORM, ("Date", DATE), DUO_LOGIN), data), DUO, "duo"),
    "form of Duo that begins like JSON": judging(
        lambda data: post((FORM, ("Date", DATE), DUO_LOGIN), b"{" + data), DUO, "duo"
    ),
    "JSON of Duo": judging(
        lambda data: post((("Content-Type", "application/json"), ("Date", DATE), DUO_LOGIN), b"{" + data), DUO, "duo"
    ),
    "form of OAuth": judging(lambda data: post((FORM, ("Authorization", OAUTH_FIELDS)), data), OAUTH),
    "form with OAuth in it": judging(lambda data: post((FORM,), b"oauth_token=&" + data), OAUTH),
    "target of Duo": judging(lambda data: target_of(data, (("Date", DATE), DUO_LOGIN)), DUO, "duo"),
    "target of OAuth": judging(lambda data: target_of(data, (("Authorization", OAUTH_FIELDS),)), OAUTH),
    "query with OAuth in it": judging(lambda data: target_of(b"oauth_token=&" + data, ()), OAUTH),
    "header of Duo": judging(lambda data: get((("Date", DATE), DUO_LOGIN, ("X-Duo-A", wire_text(data)))), DUO, "duo"),
    "signed file of Duo": explained(SIGNED_DUO, DUO, "duo"),
    "signed file of OAuth": explained(SIGNED_OAUTH, OAUTH, "oauth1"),
    "response": read_answer,
    "response, headers": lambda data: read_answer(b"HTTP/1.1 401 Unauthorized\r\n" + data),
    "response, body": lambda data: read_answer(b"HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n" + data),
    "response, base string": lambda data: read_answer(b"GET&http%3A%2F%2Fh&" + data),
}


def webhook(row: Row, header: str) -> Face:
    """The verdict on a webhook that has the bytes in one header behind what usually begins it."""
    usual = {row.id_header: "msg_1", row.time_header: str(NOW), row.header: row.prefix}

    def build(data: bytes) -> Request:
        own = {name: text for name, text in usual.items() if name}
        own[header] = own.get(header, "") + wire_text(data)
        return post(tuple(own.items()), b"{}")

    return judging(build, WEBHOOK, row.name)


WEBHOOKS: dict[str, Face] = {
    f"{header} of {row.label}": webhook(row, header)
    for row in ROWS
    for header in (row.header, row.id_header, row.time_header)
    if header
}
FACES: dict[str, Face] = {**COMMANDS, **FILES, **PROGRAMS, **TABLES, **MESSAGES, **WEBHOOKS}
"""Every face by its name."""
