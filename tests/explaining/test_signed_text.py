"""Explanations from the text that a client says it signed: no search, and nothing believed that is not proved."""

import base64
import hmac
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph import Credential, Request, Secret, request_for
from paraph.core.trace import LEFT_OUT, Trace
from paraph.explaining.result import Explanation
from paraph.explaining.server_response import expected_text
from paraph.explaining.signed_text import Evidence, explain_signed
from paraph.schemes import scheme_named
from paraph.schemes.duo import signing as duo
from paraph.schemes.oauth1 import signing as oauth1

NOW, DATE = 1773739805, "Tue, 17 Mar 2026 09:30:05 -0000"
DUO = Credential.of("DIEXAMPLE00000000000", "exampleSecretKey0123456789abcdefABCDEF00")
CLIENT = Credential.of("ck-example", "consumer-secret", "token", "token-secret")
LOGS = request_for("GET", "https://api-example0.duosecurity.com/admin/v2/logs/authentication")
ORDERS = request_for("GET", "https://shop.example.com:443/orders?b=2&a=1%2B1")


def signed(scheme: str, request: Request, credential: Credential, wrong: dict[Any, Any], **options: Any) -> Any:
    """The request as sent, and the text that was signed for it."""
    chosen, trace = scheme_named(scheme), Trace(wrong)
    prepared, claims = chosen.prepare(request, credential, now=NOW, nonce="7d8f3e4a9c01b2aa", **options)
    sent = chosen.attach(prepared, claims, chosen.derive(prepared, claims, credential, trace))
    return sent, next(text for stage, text in trace.values if stage in (duo.canonical_string, oauth1.base_string))


def crlf(*lines: str) -> str:
    return "\r\n".join(lines)


CASES: list[Any] = [
    ("duo", LOGS, DUO, {duo.signed_parameters: lambda _: (("mintime", "1"), ("maxtime", "2"))}, {"version": 2},
     {"params-signed-not-sent"}),
    ("duo", LOGS, DUO, {duo.canonical_string: crlf, duo.host: lambda _: LEFT_OUT}, {}, {"join-crlf", "host-omitted"}),
    ("duo", LOGS, DUO, {duo.date: lambda _: "Mon, 16 Mar 2026 10:00:00 -0000"}, {}, {"date-signed-differs-from-sent"}),
    ("oauth1", ORDERS, CLIENT, {oauth1.authority: lambda _: "shop.example.com:443",
                                oauth1.sorted_parameters: lambda encoded: encoded.pairs,
                                oauth1.signing_key: lambda secrets: secrets[0]}, {},
     {"host-default-port-kept", "ord-unsorted", "key-no-ampersand"}),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "request_", "credential", "wrong", "options", "mistakes"), CASES)
def test_each_difference_is_named(
    scheme: str, request_: Request, credential: Credential, wrong: Any, options: Any, mistakes: set[str]
) -> None:
    sent, text = signed(scheme, request_, credential, wrong, **options)
    explanation = explain_signed(sent, credential, Evidence(text), now=NOW)
    assert explanation is not None
    assert {entry.id for entry in explanation.mistakes} == mistakes
    assert explanation.candidates == 0


def test_a_text_that_does_not_give_the_signature_explains_nothing() -> None:
    sent, text = signed("duo", LOGS, DUO, {duo.canonical_string: crlf})
    assert explain_signed(sent, DUO, Evidence(text.replace("GET", "get")), now=NOW) is None
    assert explain_signed(sent, DUO, Evidence(text, DUO.secret, "sha512"), now=NOW) is not None
    assert explain_signed(sent, DUO, Evidence(text + "x", DUO.secret, "sha512"), now=NOW) is None


@pytest.mark.parametrize("printed", ["", "\n", "\r\n"])
def test_the_command_line_takes_what_a_program_printed(tmp_path: Path, printed: str) -> None:
    sent, text = signed("duo", LOGS, DUO, {duo.signed_parameters: lambda _: (("mintime", "1"),)}, version=2)
    lines = [f"{sent.method} {sent.target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.headers)]
    (tmp_path / "get.http").write_bytes("\r\n".join(lines).encode() + b"\r\n\r\n")
    (tmp_path / "signed.txt").write_bytes((text + printed).encode())
    words = ["explain", str(tmp_path / "get.http"), "--signed-file", str(tmp_path / "signed.txt"), "--json"]
    done = subprocess.run([sys.executable, "-m", "paraph", *words, "--credentials", "examples/duo.json"],
                          capture_output=True, check=False)  # fmt: skip
    answer = json.loads(done.stdout)
    assert [mistake["id"] for mistake in answer["mistakes"]] == ["params-signed-not-sent"]
    assert answer["search"]["candidates"] == 0
    assert b"\n" not in done.stderr.removesuffix(b"\n")  # one warning at most: others can read a checkout


def told(tmp_path: Path, answer: bytes) -> dict[str, Any]:
    """What the command line says of a request that is right, and refused."""
    sent, _ = signed("duo", LOGS, DUO, {})
    lines = [f"{sent.method} {sent.target} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.headers)]
    (tmp_path / "get.http").write_bytes("\r\n".join(lines).encode() + b"\r\n\r\n")
    (tmp_path / "answer.txt").write_bytes(answer)
    words = ["explain", str(tmp_path / "get.http"), "--response", str(tmp_path / "answer.txt"), "--json"]
    done = subprocess.run([sys.executable, "-m", "paraph", *words, "--credentials", "examples/duo.json"],
                          capture_output=True, check=False)  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_servers_clock_counts(tmp_path: Path) -> None:
    head = b"HTTP/1.1 401 Unauthorized\r\nDate: Tue, 17 Mar 2026 %s GMT\r\n\r\n"
    body = b'{"code": 40105, "message": "Bad request timestamp", "stat": "FAIL"}'
    assert told(tmp_path, head % b"09:31:00" + body)["problems"] == []
    late = told(tmp_path, head % b"10:31:00" + body)
    assert [problem["id"] for problem in late["problems"]] == ["clock-skew"]
    assert late["hints"][0].startswith("The server answered 40105: the date cannot be read")


def test_a_body_alone_tells_its_code(tmp_path: Path) -> None:
    answer = told(tmp_path, b'{"code": 40103, "message": "Invalid signature in request credentials", "stat": "FAIL"}')
    assert answer["verdict"] == "valid"
    assert "the server refuses the request" in answer["hints"][1]
    assert told(tmp_path, b"HTTP/1.1 401 Unauthorized\nno header\n\n")["error"]["kind"] == "unreadable"
    assert told(tmp_path, b"  \n")["error"]["message"].startswith("line 1, column 1: the response is empty")


def har(*requests: tuple[Request, int]) -> str:
    """A recording of requests with the status of each answer."""
    entries = [
        {"request": {"method": request.method, "url": request.url, "httpVersion": "HTTP/1.1", "queryString": [],
                     "headers": [{"name": name, "value": value} for name, value in request.headers],
                     "cookies": [], "headersSize": -1, "bodySize": 0},
         "response": {"status": status, "statusText": "", "headers": [], "content": {"size": 0, "mimeType": ""}},
         "startedDateTime": "2026-03-17T09:30:05.000Z", "time": 1, "cache": {}, "timings": {}}
        for request, status in requests
    ]  # fmt: skip
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "entries": entries}})


@pytest.mark.parametrize(
    ("secret", "said"),
    [(DUO.secret.text, "The secret is right: it reproduces the signature of entry 1"),
     ("anotherSecret0123456789abcdefABCDEF000000", "the client signs with another secret than this one")],
)  # fmt: skip
@pytest.mark.parametrize("apart", [False, True])
def test_an_accepted_request_settles_the_secret(tmp_path: Path, secret: str, said: str, apart: bool) -> None:
    right, _ = signed("duo", LOGS, DUO, {})
    wrong, _ = signed("duo", LOGS, DUO, {duo.canonical_string: lambda *lines: "~".join(reversed(lines))})
    credentials = tmp_path / "duo.json"
    credentials.write_text(json.dumps({"id": DUO.key_id, "secret": secret}))
    words = ["--credentials", str(credentials), "--budget", "0.2", "--json"]
    (tmp_path / "both.har").write_text(har((right, 200), (wrong, 401)))
    if apart:
        (tmp_path / "both.har").write_text(har((wrong, 401)))
        (tmp_path / "right.har").write_text(har((right, 200)))
        words += ["--accepted", str(tmp_path / "right.har")]
    done = subprocess.run(
        [sys.executable, "-m", "paraph", "explain", str(tmp_path / "both.har"), *words], capture_output=True, text=True
    )
    answer = json.loads(done.stdout)
    assert answer["verdict"] == "unexplained"
    assert said.replace("entry 1", str(tmp_path / "right.har") if apart else "entry 1") in answer["hints"][0]


ELSEWHERE = "GET&http%3A%2F%2Finner.example.com%2Forders&a%3D1"


@pytest.mark.parametrize(
    "written",
    [
        lambda text: f"oauth_problem=signature_invalid&debug_sbs={text}",
        lambda text: f"oauth_problem=signature_invalid&debug_sbs={quote(text, safe='')}",
        lambda text: json.dumps({"message": f"Invalid signature - {text}"}),
        lambda text: json.dumps({"message": text}).replace("&", "\\u0026"),
        lambda text: f"<p>expected {text.replace('&', '&amp;')}</p>",
    ],
)
@pytest.mark.parametrize(
    ("wrong", "server", "said"),
    [
        (
            {oauth1.sorted_parameters: lambda encoded: encoded.pairs[::-1]},
            "right",
            "it is the one that should be signed",
        ),
        (
            {oauth1.sorted_parameters: lambda encoded: encoded.pairs[::-1]},
            "signed",
            "it is the one that the client signed",
        ),
        ({}, "elsewhere", "It differs from the one here after 8 characters: the server has '%3A%2F%2Finner"),
        ({oauth1.signing_key: lambda _: Secret("quite another")}, "right", "or another secret was used"),
    ],
)
def test_a_base_string_in_the_answer(
    tmp_path: Path, written: Callable[[str], str], wrong: Any, server: str, said: str
) -> None:
    sent, signed_text = signed("oauth1", ORDERS, CLIENT, wrong)
    _, right = signed("oauth1", ORDERS, CLIENT, {})
    text = {"right": right, "signed": signed_text, "elsewhere": ELSEWHERE}[server]
    assert expected_text(written(text).encode()) == text
    credential = {"id": "ck-example", "secret": "consumer-secret", "token": "token", "token_secret": "token-secret"}
    (tmp_path / "c.json").write_text(json.dumps(credential))
    (tmp_path / "r.json").write_text(json.dumps({"method": sent.method, "url": sent.url, "headers": sent.headers}))
    (tmp_path / "answer.txt").write_text(written(text))
    words = [
        "explain",
        str(tmp_path / "r.json"),
        "--response",
        str(tmp_path / "answer.txt"),
        "--json",
        "--budget",
        "0.2" if oauth1.signing_key in wrong else "60",  # a stranger's key is found nowhere, however long
    ]
    words += ["--credentials", str(tmp_path / "c.json"), "--now", str(NOW)]
    done = subprocess.run([sys.executable, "-m", "paraph", *words], capture_output=True, text=True)
    assert said in " ".join(json.loads(done.stdout)["hints"])


@given(st.binary(max_size=200) | st.text("GET&%3A2Fhtp", max_size=80).map(str.encode))
def test_any_answer_may_hold_no_base_string(body: bytes) -> None:
    found = expected_text(body)
    assert found is None or "&http" in found


@pytest.mark.parametrize(
    ("host", "signed", "sent", "named"),
    [
        ("localhost", "limit=1", "limit=2", ["params-signed-not-sent"]),
        ("localhost", "limit=1&offset=3", "limit=2&offset=3", ["params-signed-not-sent"]),
        ("other.test", "limit=1", "limit=1", ["host-other"]),
        ("other.test", "limit=1", "limit=2", ["host-other", "params-signed-not-sent"]),
        ("nothing like a host", "limit=1", "limit=1", ["host-other"]),
        ("localhost:443", "limit=1", "limit=1", ["host-default-port-kept"]),
    ],
)
def test_another_host_and_another_value_are_seen_in_the_text(
    host: str, signed: str, sent: str, named: list[str]
) -> None:
    text = f"{DATE}\nGET\n{host}\n/admin/v1/users\n{signed}"
    explanation = explained(text, f"/admin/v1/users?{sent}")
    assert [mistake.id for mistake in explanation.mistakes] == named


def test_a_difference_without_a_name_is_told_as_it_is_seen() -> None:
    text = f"{DATE}\nGET\nlocalhost\n/admin/v1/quite/another\nlimit=1"
    (mistake,) = explained(text, "/admin/v1/users?limit=1").mistakes
    assert (mistake.id, mistake.stage) == ("", "path")
    assert mistake.detail == "'/admin/v1/quite/another' was signed where '/admin/v1/users' had to be."
    assert mistake.headline == "The path that was signed differs from the one in the request"


def explained(text: str, target: str) -> Explanation:
    """The explanation of a request to localhost whose HMAC was taken of `text`."""
    mac = hmac.digest(DUO.secret.value, text.encode(), "sha1").hex()
    basic = base64.b64encode(f"{DUO.key_id}:{mac}".encode()).decode()
    headers = (("Host", "localhost"), ("Date", DATE), ("Authorization", f"Basic {basic}"))
    found = explain_signed(Request("GET", target, headers), DUO, Evidence(text, DUO.secret, "sha1"), "duo", now=NOW)
    assert found is not None
    return found
