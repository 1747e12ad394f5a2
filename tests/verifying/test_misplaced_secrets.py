"""A secret that was sent is masked in all that is shown and returned, and named without a search."""

import base64
import json
from urllib.parse import quote

import pytest

from paraph import Credential, Request, Secret, explain, sign
from paraph.core.redaction import HIDDEN, redact
from paraph.emulator.local import LocalVendors
from paraph.emulator.refusals import Refusal, Refusals
from paraph.http.handler import DelayedResponse
from paraph.render.as_json import explanation_json, json_line, request_json, verdict_json
from paraph.render.text import explanation_text, verdict_text
from paraph.verifying.judge import judge, verify
from paraph.verifying.verdict import Rejected, Verdict
from paraph.watching.watcher import Watcher

NOW = 1773739805
DUO_ID, KEY, TOKEN = "DIEXAMPLE00000000000", "ck-example-key", "tk-example-token"
SECRET, TOKEN_SECRET = "Zq7canary+SEC/RET&42=tail MARK\\9'xyz\"é", "Yw8other+token/SECRET&77=end MARK"
DUO = Credential.of(DUO_ID, SECRET)
OAUTH = Credential.of(KEY, SECRET, TOKEN, TOKEN_SECRET)
SITE = Request("GET", "/photos?page=2", (("Host", "shop.example.com"),))
USERS = Request("GET", "/admin/v1/users", (("Host", "api-x.duosecurity.com"),))


def forms(secret: str) -> set[str]:
    raw = secret.encode()
    cut = {base64.b64encode(bytes(n) + raw)[-(-n * 8 // 6) : (n + len(raw)) * 8 // 6 - 1].decode() for n in range(3)}
    plain = {secret, secret[:12], quote(secret, safe="")[:16], raw.hex(), json.dumps(secret)[1:-1], repr(secret)[1:-1]}
    return cut | plain


def assert_hidden(*shown: object) -> None:
    for text in map(str, shown):
        for secret in (SECRET, TOKEN_SECRET):
            for form in forms(secret):
                assert form not in text


def swapped(scheme: str) -> dict[str, tuple[Request, bool]]:
    """Requests that name a secret as their key id or token, each with whether what was signed can be told."""
    if scheme == "duo":
        both = sign(USERS, Credential.of(SECRET, DUO_ID), "duo", now=NOW)
        right = sign(USERS, Credential.of(SECRET, SECRET), "duo", now=NOW)
        return {
            "both": (both, True),
            "id alone": (right, True),
            "unknown": (sign(USERS, Credential.of(SECRET, "x" * 40), "duo", now=NOW), False),
        }
    made = {
        "both": (Credential.of(SECRET, KEY, TOKEN, TOKEN_SECRET), True),
        "id alone": (Credential.of(SECRET, SECRET, TOKEN, TOKEN_SECRET), True),
        "token": (Credential.of(KEY, SECRET, TOKEN_SECRET, TOKEN), True),
        "all four": (Credential.of(SECRET, KEY, TOKEN_SECRET, TOKEN), True),
        "each other's": (Credential.of(TOKEN_SECRET, TOKEN_SECRET, TOKEN, SECRET), True),
        "unknown": (Credential.of(SECRET, "x" * 40, TOKEN, TOKEN_SECRET), False),
    }
    return {
        f"{name} in the {place}": (sign(SITE, credential, "oauth1", now=NOW, placement=place), known)
        for name, (credential, known) in made.items()
        for place in ("header", "query")
    }


CASES = [(DUO, "duo", *each) for each in swapped("duo").items()] + [
    (OAUTH, "oauth1", *each) for each in swapped("oauth1").items()
]


@pytest.mark.parametrize(("credential", "scheme", "name", "case"), CASES, ids=[f"{c[1]} {c[2]}" for c in CASES])
def test_a_secret_in_the_place_of_a_name_is_named_at_once(
    credential: Credential, scheme: str, name: str, case: tuple[Request, bool]
) -> None:
    request, is_told = case
    explanation = explain(request, credential, scheme, now=NOW)
    named = explanation.mistakes if is_told else explanation.problems
    assert [each.id for each in named][:1] == ["key-wrong-field"], name
    assert (explanation.verdict, explanation.candidates) == ("explained" if is_told else "unexplained", 0)
    assert "was sent where the" in named[0].detail
    assert_hidden(
        explanation,
        json_line(explanation_json(explanation)),
        explanation_text(explanation, request),
        explanation_text(explanation, explanation.request or request, 40),
    )


@pytest.mark.parametrize(("credential", "scheme", "name", "case"), CASES, ids=[f"{c[1]} {c[2]}" for c in CASES])
def test_a_verdict_hides_it(credential: Credential, scheme: str, name: str, case: tuple[Request, bool]) -> None:
    for keys in (credential, [credential, Credential.of("another", "another secret")], lambda _: None):
        verdict = judge(case[0], keys, scheme, now=NOW)
        assert not verdict.valid, name
        assert_hidden(verdict.detail)
        if callable(keys):
            continue
        assert "was sent where the" in verdict.detail
        assert_hidden(verdict, json_line(verdict_json(verdict)), verdict_text(verdict))
        with pytest.raises(Rejected) as raised:
            verify(case[0], keys, scheme, now=NOW)
        assert_hidden(raised.value, raised.value.verdict)


def test_the_request_as_it_had_to_be_has_the_right_names() -> None:
    for credential, scheme, name, (request, _) in CASES:
        mended = explain(request, credential, scheme, now=NOW).request
        if "query" not in name:
            assert mended is not None
            assert judge(mended, credential, scheme, now=NOW).valid


@pytest.mark.parametrize("form", [SECRET, quote(SECRET, safe=""), base64.b64encode(SECRET.encode()).decode(),
                                  SECRET.encode().hex()])  # fmt: skip
@pytest.mark.parametrize("place", ["query", "header", "body"])
def test_a_secret_in_the_clear_is_a_problem(form: str, place: str) -> None:
    request = {
        "query": USERS._replace(target=f"/admin/v1/users?skey={quote(form, safe='')}"),
        "header": USERS._replace(headers=(*USERS.headers, ("X-Key", form))),
        "body": USERS._replace(method="POST", body=b'{"skey": "' + form.encode() + b'"}')
        .with_header("Content-Type", "application/json"),
    }[place]  # fmt: skip
    explanation = explain(sign(request, DUO, "duo", now=NOW), DUO, now=NOW)
    assert explanation.verdict == "valid"
    sent = [problem for problem in explanation.problems if problem.id == "secret-sent"]
    assert [place in problem.detail for problem in sent] == [True]
    assert_hidden(json_line(explanation_json(explanation)), explanation_text(explanation, request))


def test_what_carries_the_secrets_by_right_is_no_problem() -> None:
    for placement in ("header", "query"):
        plain = sign(SITE._replace(scheme="https"), OAUTH, "oauth1", now=NOW, method="PLAINTEXT", placement=placement)
        explanation = explain(plain, OAUTH, now=NOW)
        assert explanation.verdict == "valid"
        assert not [problem for problem in explanation.problems if problem.id in ("secret-sent", "key-wrong-field")]
    short = Credential.of(DUO_ID, "users")
    assert not explain(sign(USERS, short, "duo", now=NOW), short, now=NOW).problems


def test_a_watcher_hides_and_names_it() -> None:
    request = swapped("duo")["unknown"][0]
    lines = [f"{request.method} {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
    message = "\r\n".join([*lines, "", ""]).replace("api-x.duosecurity.com", "127.0.0.1").encode()
    seen: list[object] = []
    watcher = Watcher(
        DUO,
        lambda request, explanation: seen.extend((json_line(request_json(request)), explanation)),
        seen.append,
        lambda *_: None,
        NOW,
    )
    watcher.take(message)
    watcher.take(message.replace(b"Basic", b"Digest"))
    watcher.close()
    assert "key-wrong-field" in str(seen[1])
    assert_hidden(*seen)


@pytest.mark.parametrize("vendor", ["duo", "alteryx"])
def test_a_local_server_hides_and_names_it(vendor: str) -> None:
    duo = vendor == "duo"
    shown: list[Refusal] = []
    refusals = Refusals(shown.append, lambda: NOW, credentials=lambda: local.credentials())
    local = LocalVendors(
        (vendor,), accepted=[DUO if duo else OAUTH], clock=lambda: NOW, refused=refusals.take, explain=True
    )
    target = "/admin/v1/users" if duo else "/gallery/api/v1/workflows/subscription/"
    plain = Request("GET", target, (("Host", "127.0.0.1"),), scheme="http")
    for key_id in (SECRET, "nobody"):
        sent = sign(plain._replace(headers=(*plain.headers, ("X-Key", SECRET))), Credential.of(key_id, "x"),
                    "duo" if duo else "oauth1", now=NOW)  # fmt: skip
        reply = local(sent)
        answered = reply.then() if isinstance(reply, DelayedResponse) else reply
        assert_hidden(answered)
    refusals.close()
    assert len(shown) == 2
    assert "was sent where the" in shown[0].verdict.detail
    assert shown[0].explanation is not None
    assert shown[0].explanation.candidates == 0
    assert_hidden(*shown)


def test_secrets_that_begin_alike_are_both_taken_out_whole() -> None:
    one, other = "notsecretDemoKeyOfOne000", "notsecretDemoKeyOfAnother"
    held = Credential("id", Secret(one), others={"other": Secret(other)})
    assert redact(f"{other} {one} {other[:-1]}", held) == f"{HIDDEN} {HIDDEN} {HIDDEN}"


def test_a_key_in_pem_is_hidden_line_by_line_and_a_public_one_is_not() -> None:
    line = "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC7"
    private = f"-----BEGIN PRIVATE KEY-----\n{line}\n-----END PRIVATE KEY-----\n"
    assert redact(f"x {line} y", Credential.of("id", private)) == f"x {HIDDEN} y"
    public = private.replace("PRIVATE", "PUBLIC")
    assert redact(public, Credential.of("id", public)) == public


@pytest.mark.parametrize("safe", ["", "/", "!*'()", ";/?:@&=+$,#!*'()", "~ "])
def test_whichever_characters_are_encoded(safe: str) -> None:
    form = quote(SECRET, safe=safe)
    for text in (form, form.replace("%20", "+"), quote(form, safe=""), form.lower()):
        assert_hidden(redact(text, DUO))
    with_it = USERS._replace(headers=(*USERS.headers, ("X-Key", quote(SECRET, safe="+&"))))
    assert "secret-sent" in [each.id for each in explain(sign(with_it, DUO, "duo", now=NOW), DUO, now=NOW).problems]


def test_what_is_no_text_stays_as_it_is() -> None:
    verdict = Verdict(judge(USERS, DUO, "duo").reason, f"x{SECRET}", "duo")
    assert redact([1, None, verdict, {SECRET: (SECRET,)}], DUO) == [
        1,
        None,
        verdict._replace(detail=f"x{HIDDEN}"),
        {HIDDEN: (HIDDEN,)},
    ]
