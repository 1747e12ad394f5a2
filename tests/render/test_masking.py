"""What is shown of others: secrets by name, and nothing that a terminal obeys."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paraph.render.answer import body_text, head_text
from paraph.render.masking import mask_headers, mask_text, masked_beginning
from paraph.render.visible import one_line, terminal_text

MARK = "markedValue0123"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
OBEYED = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n", "\t"} | set(BIDI) | {"\u2028", "\u2029"}


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "authorization",
        "PROXY-AUTHORIZATION",
        "Cookie",
        "Set-Cookie",
        "X-Auth-Token",
        "X-Api-Key",
        "X-Hub-Signature-256",
        "webhook-signature",
        "X-Shopify-Hmac-Sha256",
        "X-Gitlab-Token",
    ],
)
@pytest.mark.parametrize(
    "value", [MARK, f"Basic {MARK}", f"Bearer  {MARK}", f'OAuth realm="x", a="{MARK}"', f"a=b; c={MARK}"]
)
def test_headers_are_masked_by_name(name: str, value: str) -> None:
    assert MARK not in head_text("GET / HTTP/1.1", ((name, value),), ">")
    ((kept, _),) = mask_headers(((name, value),))
    assert kept == name


@pytest.mark.parametrize(
    "text",
    [
        f"/a?oauth_token={MARK}&x=1",
        f"/a?x=1&oauth_signature={MARK}%3D",
        f"/a?oauth%5Ftoken={MARK}",
        f"access_token={MARK}",
        f"refresh-token={MARK}&grant=1",
        f"user=lena&passcode={MARK}",
        f"skey={MARK}",
        f'{{"access_token": "{MARK}"}}',
        f'{{"token":"a\\"{MARK}"}}',
        f"{{'secret': '{MARK}'}}",
        f'{{"secret_key":"{MARK}',
        f'oauth_verifier="{MARK}", realm="a"',
    ],
)
def test_values_are_masked_by_name(text: str) -> None:
    shown = mask_text(text)
    assert MARK not in shown
    assert "[hidden]" in shown


@pytest.mark.parametrize(
    "text",
    ["/admin/v1/users?limit=10&offset=300", '{"code": 40103, "message": "Invalid signature in request"}', "design=2",
     "a signature is wrong", '{"user_id": "DU1"}'],
)  # fmt: skip
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask_text(text) == text
    assert mask_headers((("Date", "x"), ("X-A", text))) == (("Date", "x"), ("X-A", text))


@pytest.mark.parametrize(
    "part", ["token", "a.token=", 'token="', "-token", "token ", "sid", "%", "token=a&", "'", '\\"']
)
def test_masking_is_linear(part: str) -> None:
    def seconds(size: int) -> float:
        text = part * (size // len(part))
        started = time.process_time()
        mask_text(text)
        return time.process_time() - started

    assert seconds(400_000) < 2


@given(st.text() | st.text(alphabet=sorted(OBEYED) + list("ab\n\t")))
def test_a_terminal_obeys_nothing(text: str) -> None:
    for shown in (terminal_text(text), one_line(text), body_text(text.encode("utf-8", "surrogatepass"))):
        assert not OBEYED & set(shown)
    assert not {"\n", "\t"} & set(one_line(text))


@given(st.text(alphabet=st.characters(codec="ascii", categories=["L", "N", "P", "S", "Zs"])))
def test_plain_text_stays(text: str) -> None:
    assert terminal_text(f"{text}\tü漢\n") == f"{text}\tü漢\n"


def test_line_ends_of_the_wire_are_line_ends() -> None:
    assert terminal_text("GET / HTTP/1.1\r\nA: b\rc\r\n\r\n") == "GET / HTTP/1.1\nA: b␍c\n\n"


@pytest.mark.parametrize(
    "text", ["", "a=1&token=abc&b=2", "token=" + "x" * 50, "x" * 60, "a token='s p' b&sig=1&sig=2"]
)
def test_the_beginning_of_a_masked_text_is_masked(text: str) -> None:
    for length in range(80):
        assert masked_beginning(text, length) == mask_text(text)[:length]
