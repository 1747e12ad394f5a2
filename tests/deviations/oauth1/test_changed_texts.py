"""A part of the base string, or all of it, that was changed before it was signed is one mistake."""

import base64
import hmac
from collections.abc import Callable

import pytest

from paraph import request_for
from paraph.explaining.explain import explain
from paraph.explaining.result import without_secrets
from tests.deviations.oauth1.test_single_mistakes import (
    CLIENT,
    NOW,
    RIGHT,
    URL,
    base_string,
    encode,
    explain_text,
    find_mistakes,
    parameters,
)

Change = Callable[[str], str]
ALL = base_string(RIGHT)
CHANGES: dict[str, Change] = {
    "blank in front": lambda text: " " + text,
    "blank at the end": lambda text: text + " ",
    "NUL at the end": lambda text: text + "\0",
    "byte order mark": lambda text: "\ufeff" + text,
    "UTF-16": lambda text: text.encode("utf-16-le").decode(),
    "bytes of Python": lambda text: str(text.encode()),
    "lower case": str.lower,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_base_string_is_one_mistake(change: Change) -> None:
    assert len(find_mistakes(change(ALL))) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"GET &{encode(URL)}&{encode(RIGHT)}",
        f'"GET"&{encode(URL)}&{encode(RIGHT)}',
        f"{encode(f'GET {URL}')}&{encode(RIGHT)}",
        f"GET{encode(f'{URL}?{RIGHT}')}",
        f'["GET", "{encode(URL)}", "{encode(RIGHT)}"]',
        f"GET&{encode(URL).lower()}&{encode(RIGHT)}",
        f"GET&{encode(URL)}&{encode(RIGHT).lower()}",
        f"GET&{encode(URL)}&{encode(RIGHT.lower())}",
        f"GET&{URL.replace('/', '%2F')}&{encode(RIGHT)}",
        f"GET&https://api.example.com{encode('/v1//a_b-c.json')}&{encode(RIGHT)}",
        base_string(parameters().split("&")[0]),
        base_string(parameters().split("&")[-1]),
        base_string(RIGHT.replace("&oauth_version", "&oauth_token_secret=t0ken&oauth_version")),
        base_string(parameters(oauth_token="ck")),
        base_string(parameters(oauth_token="ck", oauth_consumer_key="tok")),
        base_string(parameters(oauth_nonce="1773739805")),
    ],
)
def test_another_base_string_is_one_mistake(text: str) -> None:
    assert len(find_mistakes(text)) == 1


def test_a_secret_that_was_signed_is_masked() -> None:
    found = explain_text(base_string(RIGHT.replace("&oauth_nonce", "&oauth_consumer_secret=s3cret&oauth_nonce")))
    assert [mistake.id for mistake in found.mistakes] == ["params-signed-not-sent"]
    assert "never send it" in found.mistakes[0].fix
    shown = str(without_secrets(found))
    assert "oauth_consumer_secret" in shown
    assert "s3cret" not in shown


def test_sorted_by_length_with_values_as_sent() -> None:
    protocol = "oauth_nonce=n%2B1%3D&oauth_token=tok&oauth_version=1.0&oauth_timestamp=1773739805&oauth_consumer_key=ck"
    text = base_string(f"b=2&b=1&first=x&{protocol}&oauth_signature_method=HMAC-SHA1")
    assert len(explain_text(text, query="first=x&b=2&b=1").mistakes) == 1


PROTOCOL = {
    "oauth_consumer_key": "ck",
    "oauth_nonce": "n1",
    "oauth_signature_method": "HMAC-SHA1",
    "oauth_timestamp": str(NOW),
}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_query_form_and_oauth_are_sorted_apart(order: tuple[int, ...]) -> None:
    groups = ("q=1&y=2", "a=3&z=4", "&".join(f"{name}={value}" for name, value in PROTOCOL.items()))
    text = f"POST&{encode(URL)}&{encode('&'.join(groups[place] for place in order))}"
    signature = base64.b64encode(hmac.new(b"s3cret&", text.encode(), "sha1").digest()).decode()
    fields = ", ".join(
        f'{name}="{value}"' for name, value in {**PROTOCOL, "oauth_signature": encode(signature)}.items()
    )
    headers = (("Authorization", f"OAuth {fields}"), ("Content-Type", "application/x-www-form-urlencoded"))
    found = explain(request_for("POST", f"{URL}?y=2&q=1", headers, b"z=4&a=3"), CLIENT, now=NOW, budget=60)
    assert len(found.mistakes) == 1
