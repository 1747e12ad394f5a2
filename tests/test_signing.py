"""Signing: what it makes by itself, and what it refuses to sign."""

import re
from dataclasses import replace
from typing import Any

import pytest

from paraph import BadKey, Credential, Request, request_for, sign
from paraph.schemes import scheme_names
from paraph.schemes.duo import DUO
from paraph.schemes.oauth1 import OAUTH1

NOW = 1_773_739_805
KEY = Credential.of("DIEXAMPLE00000000000", "s" * 40)
CLIENT = Credential.of("KEY", "s3cret")
GET = request_for("GET", "https://h.example/x?a=1", (("X-A", "b"),))
PUBLIC = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"


@pytest.mark.parametrize("mark", ["\r", "\n", "\0"])
@pytest.mark.parametrize(
    ("place", "start"),
    [("method", "GET"), ("target", "/"), ("name", "X-B"), ("value", "b")],
)
def test_what_would_not_stay_one_line_is_not_signed(place: str, start: str, mark: str) -> None:
    wrong = f"{start}{'x' * 9}{mark}{'y' * 99}"
    request = {
        "method": GET._replace(method=wrong),
        "target": GET._replace(target=wrong),
        "name": GET._replace(headers=(*GET.headers, (wrong, "v"))),
        "value": GET._replace(headers=(*GET.headers, ("X-B", wrong))),
    }[place]
    said = "there is a line end or NUL in the method, the target or a header: "
    with pytest.raises(ValueError, match=f"^{said}{re.escape(repr(wrong[:40]))}$"):
        sign(request, KEY, now=NOW)


@pytest.mark.parametrize("request_", [GET._replace(method=""), GET._replace(target="")])
def test_no_method_or_target_is_not_signed(request_: Request) -> None:
    with pytest.raises(ValueError, match="^the method or the target is empty$"):
        sign(request_, KEY, now=NOW)


def test_a_scheme_is_given_by_name_or_as_itself() -> None:
    assert sign(GET, KEY, DUO, now=NOW) == sign(GET, KEY, "duo", now=NOW) == sign(GET, KEY, now=NOW)
    names = ", ".join(scheme_names())
    with pytest.raises(ValueError, match=f"^unknown scheme 'aws': choose one of {names}$"):
        sign(GET, KEY, "aws")


def test_the_time_is_that_of_the_clock_in_whole_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: NOW + 0.9)
    assert sign(GET, KEY) == sign(GET, KEY, now=NOW)
    assert sign(GET, KEY, now=0) == sign(GET, KEY, date="Thu, 01 Jan 1970 00:00:00 -0000")


@pytest.mark.parametrize(("scheme", "form"), [(DUO, ""), (OAUTH1, "[0-9a-f]{32}")])
def test_a_new_nonce_is_made_where_the_scheme_has_one(scheme: Any, form: str) -> None:
    nonces: list[str] = []

    def prepare(*args: Any, nonce: str, **options: Any) -> Any:
        nonces.append(nonce)
        return scheme.prepare(*args, nonce=nonce, **options)

    noting = replace(scheme, prepare=prepare)
    for nonce in (None, None, "", "mine"):
        sign(GET, CLIENT, noting, nonce=nonce)
    made = nonces[:2]
    assert all(re.fullmatch(form, nonce) for nonce in made)
    assert nonces[2:] == ["", "mine"]
    assert len(set(made)) == (2 if form else 1)


@pytest.mark.parametrize(
    ("scheme", "options", "variant"),
    [("duo", {}, "v5/sha512"), ("oauth1", {}, "HMAC-SHA1"), ("oauth1", {"method": "PLAINTEXT"}, "PLAINTEXT")],
)
def test_a_key_of_another_kind_is_named_and_not_shown(scheme: str, options: dict[str, Any], variant: str) -> None:
    with pytest.raises(BadKey, match=f"^{variant} does not fit this key, which is a public key$"):
        sign(GET, Credential.of("KEY", PUBLIC), scheme, **options)
