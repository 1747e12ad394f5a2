"""No secret in any output, traceback, repr or error."""

import base64
import copy
import html
import json
import pickle
import re
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest

from paraph import Credential, Request, Secret, explain, read, request_for, sign
from paraph.core.redaction import redact
from paraph.deviations.encoder_family import ENCODERS
from paraph.deviations.text_changes import OF_A_PART, OF_ALL, TextOption
from paraph.render.as_json import explanation_json, json_line
from paraph.render.text import explanation_text

MARK = "markedSecretValue0123456789abcdefABCDEF0"
FORMS = (MARK, base64.b64encode(MARK.encode()).decode(), MARK.encode().hex(), MARK.upper(), MARK.lower())


def assert_clean(text: str) -> None:
    for form in FORMS:
        assert form not in text


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret(MARK)
    assert_clean(f"{secret} {secret!r} {secret:>60} {[secret]} {Credential.of('id', MARK)}")
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.copy(secret)
    assert secret == Secret(MARK)
    assert secret != Secret("x")


def test_a_traceback_with_locals_does_not_show_it() -> None:
    from paraph.schemes.duo.signing import DuoClaims, derive
    from tests.samples import samples

    def broken(stage: object, *args: object) -> object:
        raise RuntimeError("broken")

    try:
        derive(next(samples()).request, DuoClaims("id", "date"), Credential.of("id", MARK), broken)  # type: ignore[arg-type]
    except RuntimeError as error:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        assert_clean("".join(shown.format()))


@pytest.mark.parametrize("method", ["PLAINTEXT", "HMAC-SHA1"])
def test_an_explanation_does_not_show_it(method: str) -> None:
    raw = (
        f"GET /photos?leaked={MARK} HTTP/1.1\r\nHost: shop.example.com\r\n"
        f'Authorization: OAuth oauth_consumer_key="ck", oauth_signature_method="{method}", oauth_timestamp="1773739805", '
        f'oauth_nonce="7d8f3e4a9c01b2aa", oauth_signature="{MARK}%26"\r\n\r\n'
    )
    request = read(raw.encode())
    explanation = explain(request, Credential.of("ck", MARK), now=1773739805, budget=0.3)
    assert_clean(json_line(explanation_json(explanation)))
    assert_clean(explanation_text(explanation, explanation.request or request._replace(target="/")))
    assert_clean(explanation_text(explanation, request))


@pytest.mark.parametrize("form", [form.rstrip("=") for form in FORMS])
def test_the_beginning_of_a_secret_is_taken_out_too(form: str) -> None:
    credential = Credential.of("id", MARK)
    shortest = 24 if form == MARK.encode().hex() else 12  # of hex, 12 digits are only six characters
    for size in range(shortest, len(form) + 1):
        for around in ("{}", "a {}, b", "'{}' is no key, {}"):
            shown = redact((around.format(form[:size], form[:size]), around.format(form, form).encode()), credential)
            assert shown == (around.format("[hidden]", "[hidden]"), around.format("[hidden]", "[hidden]").encode())
    assert redact(f"x{MARK[:6]}x", credential) == f"x{MARK[:6]}x"


ODD = "Ab1/+=<c>&d'\"e\\f%2F é0123456789"
AS_OTHERS_WRITE_IT = {
    "PHP's JSON": json.dumps(ODD)[1:-1].replace("/", "\\/"),
    "Go's JSON": json.dumps(ODD)[1:-1].replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
    ".NET's JSON": '"'.join(json.dumps(ODD)[1:-1].split('\\"')).translate(
        {ord(c): f"\\u{ord(c):04X}" for c in "<>&+'\""}).replace("\\u00e9", "\\u00E9"),
    "JSON in JSON": json.dumps(json.dumps(ODD)[1:-1])[1:-1],
    "Python's HTML": html.escape(ODD),
    "Go's HTML": html.escape(ODD).replace("&quot;", "&#34;").replace("&#x27;", "&#39;"),
    "PHP's HTML": html.escape(ODD).replace("&#x27;", "&#039;"),
}  # fmt: skip


@pytest.mark.parametrize("writer", AS_OTHERS_WRITE_IT)
def test_a_secret_is_taken_out_however_a_server_escapes_it(writer: str) -> None:
    assert redact(f"no such key: {AS_OTHERS_WRITE_IT[writer]}.", Credential.of("id", ODD)) == "no such key: [hidden]."


def test_a_secret_in_the_place_of_the_key_id_is_not_shown() -> None:
    swapped = sign(
        Request("GET", "/x", (("Host", "api-x.duosecurity.com"),)), Credential.of(MARK, "DIEXAMPLE00000000000"), "duo"
    )
    explanation = explain(swapped, Credential.of("DIEXAMPLE00000000000", MARK), budget=0.3)
    for text in (json_line(explanation_json(explanation)), explanation_text(explanation, swapped)):
        assert_clean(text)
        assert MARK[:12] not in text


@pytest.mark.parametrize("verb", ["explain", "verify"])
@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_the_command_line_does_not_show_it(verb: str, flags: list[str], tmp_path: Path) -> None:
    credentials = tmp_path / "credentials.json"
    for content in (
        f'{{"id": "DIEXAMPLE00000000000", "secret": "{MARK}"}}',
        f'{{"secret": {MARK}',
        f'secret = "{MARK}" x',
    ):
        credentials.write_text(content)
        words = [verb, "examples/requests/duo-auth-unsorted.http", "--credentials", str(credentials), *flags]
        done = subprocess.run([sys.executable, "-m", "paraph", *words], capture_output=True, text=True, check=False)
        assert_clean(done.stdout + done.stderr)
        assert "Traceback" not in done.stderr


def test_a_request_does_not_show_what_lets_others_in() -> None:
    client = Credential.of("ck", "canary-secret")
    for placement in ("header", "query", "body"):
        plain = sign(
            request_for("POST", "https://h.example/x?oauth_tokenless=1&a=seen"),
            client,
            "oauth1",
            method="PLAINTEXT",
            placement=placement,
        )
        assert "canary" not in repr(plain)
        assert "a=seen" in repr(plain)
    assert repr(request_for("GET", "https://h.example/", (("Cookie", "sid=1"),))).count("[hidden]") == 1


SPECIAL = "s3cr+et/x=y.Q9zKw~0123-ab_cd e"
WAYS = [each.value for each in ENCODERS]
OPTIONS: tuple[TextOption, ...] = (*OF_ALL, *OF_A_PART)
CHANGES = {each.detail: each.value for each in OPTIONS}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("secret", [SPECIAL, MARK], ids=["marks", "letters and digits"])
def test_a_secret_is_taken_out_however_a_signer_writes_it(secret: str, change: Callable[[str], str]) -> None:
    """A secret that was signed as a parameter, encoded by any encoder once or twice, in a text that was changed then."""
    held = Credential.of("id", secret)
    for written in [encode(secret) for encode in WAYS]:
        for value in (written, quote(written, safe="~")):
            shown = redact(change(f"GET&a%3D1%26secret%3D{value}%26z%3D2"), held)
            assert not remains(shown, secret), shown


@pytest.mark.parametrize("secret", ["+" * 40, "/+/+a1b2c3d4/+/+", "\\" * 9 + "abcdef"])
def test_a_text_of_many_marks_is_redacted_in_linear_time_and_stays(secret: str) -> None:
    for mark in ("+", "\\", "%25", "&amp;"):
        text = f"x{mark}" * 40_000
        assert redact(text, Credential.of("id", secret)) == text


def remains(shown: str, secret: str) -> bool:
    """Return whether a run of letters and digits of the secret can be read in a text, also in UTF-16, hex or base64."""
    runs = [run for run in re.findall("[A-Za-z0-9]+", secret) if len(run) > 4]
    texts = [shown, shown.replace("\0", "")]
    for run in re.findall("[A-Za-z0-9+/]{16,}", shown):
        with suppress(ValueError):
            texts.append(bytes.fromhex(run).decode("latin-1"))
        with suppress(ValueError):
            texts.append(base64.b64decode(f"{run}==").decode("latin-1"))
    return any(run.lower() in text.lower() for run in runs for text in texts)


def test_a_beginning_that_could_be_guessed_is_not_hidden() -> None:
    """Whoever may send texts and see what is hidden could else guess six characters, and then one after the other."""
    credential = Credential.of("id", MARK)
    digits, text = MARK.encode().hex(), base64.b64encode(MARK.encode()).decode()
    for guess in (MARK[:11], digits[:22], text[:11]):
        assert redact(f"<{guess}>", credential) == f"<{guess}>"
    for beginning in (MARK[:12], digits[:24], digits[:40], digits[:24].upper(), text[:12]):
        assert redact(f"<{beginning}>", credential) == "<[hidden]>"


@pytest.mark.parametrize("secret", ["0123456789abcdef0123456789abcdef", "DEADBEEFDEADBEEFDEADBEEFDEADBEEF"])
def test_the_beginning_of_a_secret_that_is_hex_itself_is_hidden(secret: str) -> None:
    credential = Credential.of("id", secret)
    assert redact(f"<{secret[:12]}> <{secret[:11]}>", credential) == f"<[hidden]> <{secret[:11]}>"
